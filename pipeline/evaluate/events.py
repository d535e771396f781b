"""Measures of events as wholes: whether one event is one within and across documents, two are two, and what is said of
it is right."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import inf

from pipeline.evaluate.annotation import Annotation, Event, Mention, Place
from pipeline.evaluate.clusters import clusters
from pipeline.evaluate.matching import Figures, accuracy, prf, share
from pipeline.evaluate.triggers import Pairs
from pipeline.schema import MODALITIES, POLARITIES

Told = tuple[str, str]
"""A document and an event that it tells."""
NearMisses = Sequence[tuple[Told, Told]]
"""Pairs of gold events, each with a document that tells it, which a careless merge would take for one."""
SPECIFIC = ("CITY", "DISTRICT", "STATE_OR_PROVINCE", "LOCATION", "COUNTRY", "FACILITY")
"""Types of places, the most specific first: the order of the guideline's P3 for a gold set without coordinates."""


def event_clusters(gold: Annotation, pairs: Pairs) -> Figures:
    """Events as clusters of their mentions matched by overlap, which `coverage` are of gold's (`clusters.clusters`)."""
    items = [(g.place[0], g.event, p.event) for g, p in pairs]
    return {"coverage": share(len(pairs), len(gold.triggers))} | clusters(items)


def told_twice(gold: Annotation, pairs: Pairs) -> Figures:
    """Of the gold events that two or more documents tell, those that are found as one, end to end: a mention that is
    not found counts as wrong. Our own measure, in the words of the dataset's users.

    `events`: one predicted event has a matched mention in each of its documents; `pairs`: the same for every two of its
    documents; `merged`: the same for those of these pairs where a mention was found in both documents.
    """
    seen = _predicted(pairs)
    tellers: dict[str, set[str]] = defaultdict(set)
    for trigger in gold.triggers:
        tellers[trigger.event].add(trigger.place[0])
    views = [[seen[document, event] for document in documents] for event, documents in tellers.items()]
    twice = [view for view in views if len(view) > 1]
    couples = [couple for view in twice for couple in combinations(view, 2)]
    found = [(a, b) for a, b in couples if a and b]
    merged = sum(not a.isdisjoint(b) for a, b in found)
    return {
        "events": accuracy(bool(set.intersection(*view)) for view in twice),
        "pairs": share(merged, len(couples)),
        "merged": share(merged, len(found)),
    }


def near_misses(pairs: Pairs, wanted: NearMisses) -> Figures:
    """Pairs of events that look alike: `found`, a mention of either was found; `apart`, of those the share whose
    mentions share no predicted event. What merges everything has 0 here. Our own measure."""
    seen = _predicted(pairs)
    views = [(seen[first], seen[second]) for first, second in wanted]
    found = [(a, b) for a, b in views if a and b]
    return {"found": share(len(found), len(views)), "apart": accuracy(a.isdisjoint(b) for a, b in found)}


def _predicted(pairs: Pairs) -> dict[Told, set[str]]:
    """Document and gold event → the predicted events of its mentions that were found there."""
    seen: dict[Told, set[str]] = defaultdict(set)
    for g, p in pairs:
        seen[g.place[0], g.event].add(p.event)
    return seen


def event_facts(
    gold: Annotation, predicted: Annotation, pairs: Pairs, exact: Sequence[tuple[Mention, Mention]]
) -> Figures:
    """What the rows of `events` say, over gold events with a matched mention (`found` is their share), each against the
    predicted event that has most of its mentions: EDTF (null against null is right), bounds where gold has one, place
    (the entity that most of the gold entity's mentions mean, or the same QID; none against none is right; left out is a
    place that has no QID and no mention among `gold`: another side's document gave it, and nothing says what it is).

    `compatible` asks less, over gold's dated events: the bounds have a second in common, for documents outside the gold
    set may rightly make a row narrower or wider. `dated` is end to end: gold's dated events, right EDTF; a predicted
    event counts as right once.
    """
    told, places = gold_rows(gold), aligned_places(exact)
    named = {mention.entity for mention in gold.mentions}
    both = found_rows(told, predicted, pairs)
    bounded = [(g, p) for g, p in both if g.earliest is not None or g.latest is not None]
    right = {p.event for g, p in both if g.edtf and g.edtf == p.edtf}
    dated = [sum(e.edtf is not None for e in side) for side in (predicted.events, told)]
    return {
        "found": share(len(both), len(told)),
        "edtf": accuracy(g.edtf == p.edtf for g, p in both),
        "compatible": accuracy(p.edtf is not None and _meet(g, p) for g, p in both if g.edtf),
        "bounds": accuracy((g.earliest, g.latest) == (p.earliest, p.latest) for g, p in bounded),
        "place": accuracy(same_place(g, p, places) for g, p in both if not g.place or g.place_qid or g.place in named),
        "dated": prf(len(right), *dated),
    }


def found_rows(told: Iterable[Event], predicted: Annotation, pairs: Pairs) -> list[tuple[Event, Event]]:
    """The gold events of `told` that have a matched mention, each with the predicted event that has most of these."""
    rows = {event.event: event for event in predicted.events}
    events = _aligned((g.event, p.event, g.place) for g, p in pairs)
    return [(g, rows[events[g.event]]) for g in told if events.get(g.event) in rows]


def aligned_places(exact: Iterable[tuple[Mention, Mention]]) -> dict[str, str]:
    """Gold entity → the predicted one that most of its exactly matched mentions mean."""
    return _aligned((g.entity, p.entity, g.place) for g, p in exact)


def same_place(gold: Event, predicted: Event, places: Mapping[str, str]) -> bool:
    """Whether both are in the same place or in none; `places` says which predicted entity a gold one is, where one of
    its mentions was found."""
    if gold.place is None or predicted.place is None:
        return gold.place == predicted.place
    if gold.place in places:
        return places[gold.place] == predicted.place
    return gold.place_qid is not None and gold.place_qid == predicted.place_qid


def _aligned(pairs: Iterable[tuple[str, str, Place]]) -> dict[str, str]:
    """Gold identity → the predicted one that most matched mentions give it (of equals the one with the first
    mention)."""
    numbers: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Place] = {}
    for gold, predicted, place in pairs:
        numbers[gold, predicted] += 1
        first[gold, predicted] = min(place, first.get((gold, predicted), place))
    best: dict[str, str] = {}
    for gold, predicted in sorted(numbers, key=lambda pair: (-numbers[pair], first[pair])):
        best.setdefault(gold, predicted)
    return best


def gold_rows(gold: Annotation) -> list[Event]:
    """One row an event, from what each document says of it: the date by `_date` and the place by `_place`; negative if
    one says so, its modality the first of schema.MODALITIES that one gives it."""
    types = {m.entity: m.type for m in sorted(gold.mentions, key=lambda m: m.place, reverse=True)}
    views: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(gold.events, key=lambda e: e.document):
        views[event.event].append(event)
    return [_row(event, told, types) for event, told in views.items()]


def _row(event: str, views: Sequence[Event], types: Mapping[str, str]) -> Event:
    date = _date([view for view in views if view.edtf is not None])
    bounds = (date.earliest, date.latest, date.edtf) if date else (None, None, None)
    place = _place([view.place for view in views if view.place is not None], types)
    qid = next((view.place_qid for view in views if view.place == place), None)
    polarity = max((view.polarity for view in views), key=POLARITIES.index)
    modality = min((view.modality for view in views), key=MODALITIES.index)
    return Event(event, *bounds, place, qid, "", polarity, modality)


def _date(views: Sequence[Event]) -> Event | None:
    """The view whose date the event has, by the guideline's D8 and 6.3: a date that has a narrower one inside it gives
    way; of dates at odds the one that most documents bear out, then the earlier document's; of those that go with it
    the narrowest."""
    narrow = [a for a in views if not any(_inside(b, a) and not _inside(a, b) for b in views)]
    if not narrow:
        return None
    best = max(narrow, key=lambda a: sum(_meet(a, b) for b in views))
    return min((a for a in narrow if _meet(a, best)), key=lambda a: _bounds(a)[1] - _bounds(a)[0])


def _place(places: Sequence[str], types: Mapping[str, str]) -> str | None:
    """Of the places that documents give the most specific by type, then the most frequent, then the first."""
    ranks = {place: SPECIFIC.index(types[place]) if types.get(place) in SPECIFIC else len(SPECIFIC) for place in places}
    return min(places, key=lambda place: (ranks[place], -places.count(place)), default=None)


def _bounds(event: Event) -> tuple[float, float]:
    low = -inf if event.earliest is None else event.earliest
    return low, inf if event.latest is None else event.latest


def _inside(inner: Event, outer: Event) -> bool:
    (low, high), (first, last) = _bounds(inner), _bounds(outer)
    return first <= low and high <= last


def _meet(a: Event, b: Event) -> bool:
    """Whether their dates have a second in common."""
    (low, high), (first, last) = _bounds(a), _bounds(b)
    return low <= last and first <= high
