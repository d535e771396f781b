"""The measures, layer by layer: gold and predicted annotation in, figures out. Each says what it counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Place, Trigger
from pipeline.evaluate.clusters import cluster_scores
from pipeline.evaluate.matching import Figures, accuracy, overlapping, per_value, prf
from pipeline.schema import DATE_TYPES, ENTITY_TYPES, EVENT_PREDICATES, EVENT_TYPES, MODALITIES, PREDICATES, ROLES

Pair = tuple[Any, Any]


def score(gold: Annotation, predicted: Annotation) -> Figures:
    """Every measure of every layer, as one tree of figures."""
    dates = overlapping(gold.dates, predicted.dates, lambda d: (d.place, None))
    triggers = overlapping(gold.triggers, predicted.triggers, lambda t: (t.place, None))
    return {
        "mentions": mentions(gold, predicted),
        "normal_forms": normal_forms(gold, predicted),
        "entities": entity_clusters(gold, predicted),
        "linking": linking(gold, predicted),
        "dates": date_spans(gold, predicted) | date_values(gold, predicted, dates),
        "triggers": trigger_spans(gold, predicted) | trigger_values(gold, predicted, triggers),
        "event_dates": event_dates(gold, predicted, triggers),
        "arguments": arguments(gold, predicted, triggers),
        "events": event_clusters(triggers) | event_facts(gold, predicted, triggers),
        "relations": relations(gold, predicted),
        "event_links": event_links(gold, predicted, triggers),
    }


def _same_place(gold: Sequence[Any], predicted: Sequence[Any], key: Callable[[Any], Any]) -> list[Pair]:
    """Pairs with an equal key."""
    found = {key(item): item for item in predicted}
    return [(item, found[key(item)]) for item in gold if key(item) in found]


def _exact_mentions(gold: Annotation, predicted: Annotation) -> list[Pair]:
    return _same_place(gold.mentions, predicted.mentions, lambda m: m.key)


def mentions(gold: Annotation, predicted: Annotation) -> Figures:
    """Mentions: `exact` as CoNLL-2003 counts (Tjong Kim Sang and De Meulder 2003), same span and type, nested ones
    too; `overlap`, same type and a character in common, one to one; micro over the types, `macro_f1` the mean of the
    types' F1 over those that gold has, and `types` one by one (exact)."""
    exact = _exact_mentions(gold, predicted)
    overlap = overlapping(gold.mentions, predicted.mentions, lambda m: (m.place, m.type))
    types = _by(exact, gold.mentions, predicted.mentions, lambda m: m.type, ENTITY_TYPES)
    in_gold = [figures["f1"] for figures in types.values() if figures["gold"]]
    return {
        "exact": prf(len(exact), len(predicted.mentions), len(gold.mentions)),
        "overlap": prf(len(overlap), len(predicted.mentions), len(gold.mentions)),
        "macro_f1": round(sum(in_gold) / len(in_gold), 4) if in_gold else None,
        "types": types,
    }


def _by(
    pairs: Iterable[Pair],
    gold: Iterable[Any],
    predicted: Iterable[Any],
    value: Callable[[Any], str],
    values: Iterable[str],
) -> dict[str, Figures]:
    """P, R, F1 of each value, the pairs being those that are right in both place and value."""
    return per_value(
        Counter(value(g) for g, _ in pairs), Counter(map(value, predicted)), Counter(map(value, gold)), values
    )


def _plain(form: str) -> str:
    return " ".join(form.replace("ё", "е").replace("Ё", "Е").split())


def normal_forms(gold: Annotation, predicted: Annotation) -> Figures:
    """Normal forms on exactly matched mentions: the share equal to gold's (ё and е alike); `inflected` only where the
    text is not itself the normal form, so that copying the text scores nothing."""
    exact = _exact_mentions(gold, predicted)
    inflected = [(g, p) for g, p in exact if _plain(g.text) != _plain(g.lemma)]
    return {
        "all": accuracy(_plain(g.lemma) == _plain(p.lemma) for g, p in exact),
        "inflected": accuracy(_plain(g.lemma) == _plain(p.lemma) for g, p in inflected),
    }


def _clusters(items: Sequence[tuple[str, str, str]]) -> Figures:
    """Scores of (document, gold identity, predicted identity): over the whole corpus, and every document alone."""
    corpus = [(gold, predicted) for _, gold, predicted in items]
    alone = [((document, gold), (document, predicted)) for document, gold, predicted in items]
    return {"corpus": cluster_scores(corpus), "document": cluster_scores(alone)}


def entity_clusters(gold: Annotation, predicted: Annotation) -> Figures:
    """Entities as clusters of their exactly matched mentions (`clusters.cluster_scores`)."""
    return _clusters([(g.place[0], g.entity, p.entity) for g, p in _exact_mentions(gold, predicted)])


def linking(gold: Annotation, predicted: Annotation) -> Figures:
    """Entity linking by strong annotation match (Cornolti et al. 2013, WWW): right is a mention with gold's span, type
    and QID; precision over the predicted mentions that have a QID, recall over the gold mentions that have one.
    `known` is the share of right QIDs over exactly matched mentions where both sides have one."""
    exact = _exact_mentions(gold, predicted)
    right = sum(g.qid == p.qid for g, p in exact if g.qid)
    with_qid = [sum(m.qid is not None for m in side.mentions) for side in (predicted, gold)]
    both = [(g, p) for g, p in exact if g.qid and p.qid]
    return {"qid": prf(right, *with_qid), "known": accuracy(g.qid == p.qid for g, p in both)}


def date_spans(gold: Annotation, predicted: Annotation) -> Figures:
    """Date expressions, whatever their type: same span; a character in common (TempEval-3's strict and relaxed match,
    UzZaman et al. 2013)."""
    exact = _same_place(gold.dates, predicted.dates, lambda d: d.place)
    overlap = overlapping(gold.dates, predicted.dates, lambda d: (d.place, None))
    return {
        "exact": prf(len(exact), len(predicted.dates), len(gold.dates)),
        "overlap": prf(len(overlap), len(predicted.dates), len(gold.dates)),
    }


def date_values(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Date, Date]]) -> Figures:
    """On dates matched by overlap: type; EDTF as a string (null against null is right); bounds where gold has a bound;
    anchor. `value` is TempEval-3's value F1: a date is right if it is matched and its EDTF is gold's."""
    same = [g.edtf == p.edtf for g, p in pairs]
    bounded = [(g, p) for g, p in pairs if g.earliest is not None or g.latest is not None]
    right_type = [(g, p) for g, p in pairs if g.type == p.type]
    return {
        "type": accuracy(g.type == p.type for g, p in pairs),
        "edtf": accuracy(same),
        "bounds": accuracy((g.earliest, g.latest) == (p.earliest, p.latest) for g, p in bounded),
        "anchor": accuracy(g.anchor == p.anchor for g, p in pairs),
        "value": prf(sum(same), len(predicted.dates), len(gold.dates)),
        "types": _by(right_type, gold.dates, predicted.dates, lambda d: d.type, DATE_TYPES),
    }


def trigger_spans(gold: Annotation, predicted: Annotation) -> Figures:
    """Triggers, whatever their type: same span; a character in common (trigger identification; Ji and Grishman
    2008)."""
    exact = _same_place(gold.triggers, predicted.triggers, lambda t: t.place)
    overlap = overlapping(gold.triggers, predicted.triggers, lambda t: (t.place, None))
    return {
        "exact": prf(len(exact), len(predicted.triggers), len(gold.triggers)),
        "overlap": prf(len(overlap), len(predicted.triggers), len(gold.triggers)),
    }


def trigger_values(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Trigger, Trigger]]) -> Figures:
    """On triggers matched by overlap: event type, polarity, modality. `classified` is end to end: matched and of the
    same type (trigger classification, Ji and Grishman 2008), micro and by type; `marked` the values that are not the
    usual positive and actual, end to end and one by one, for accuracy hides them."""
    right_type = [(g, p) for g, p in pairs if g.type == p.type]
    return {
        "type": accuracy(g.type == p.type for g, p in pairs),
        "polarity": accuracy(g.polarity == p.polarity for g, p in pairs),
        "modality": accuracy(g.modality == p.modality for g, p in pairs),
        "classified": prf(len(right_type), len(predicted.triggers), len(gold.triggers)),
        "types": _by(right_type, gold.triggers, predicted.triggers, lambda t: t.type, EVENT_TYPES),
        "marked": _marked(gold, predicted, pairs),
    }


def _marked(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Trigger, Trigger]]) -> dict[str, Figures]:
    polarity = [(g, p) for g, p in pairs if g.polarity == p.polarity]
    modality = [(g, p) for g, p in pairs if g.modality == p.modality]
    negative = _by(polarity, gold.triggers, predicted.triggers, lambda t: t.polarity, ("negative",))
    unreal = _by(modality, gold.triggers, predicted.triggers, lambda t: t.modality, MODALITIES[1:])
    return negative | unreal


def _covers(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def event_dates(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Trigger, Trigger]]) -> Figures:
    """Which date dates an event mention: `matched` over triggers matched by overlap (dates that share a character, or
    no date on either side); `linked` end to end over the pairs of trigger and date."""
    right = sum(_covers(g.date, p.date) for g, p in pairs)
    dated = [sum(t.date is not None for t in side.triggers) for side in (predicted, gold)]
    return {
        "matched": accuracy((g.date is None and p.date is None) or _covers(g.date, p.date) for g, p in pairs),
        "linked": prf(right, *dated),
    }


def arguments(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Trigger, Trigger]]) -> Figures:
    """Arguments end to end (argument classification, Ji and Grishman 2008, with overlap for equal offsets): right if
    the trigger is matched by overlap, the role is the same and the fillers share a character, one to one; micro and by
    role."""
    gold_trigger = {p.place: g.place for g, p in pairs}

    def place(argument: Argument, trigger: Place | None) -> tuple[Place, Any]:
        return argument.filler, (trigger, argument.role)

    moved = [Argument(gold_trigger.get(a.trigger, ("", 0, 0)), a.role, a.filler) for a in predicted.arguments]
    right = overlapping(gold.arguments, moved, lambda a: place(a, a.trigger))
    return {
        "overlap": prf(len(right), len(moved), len(gold.arguments)),
        "roles": _by(right, gold.arguments, moved, lambda a: a.role, ROLES),
    }


def event_clusters(pairs: Sequence[tuple[Trigger, Trigger]]) -> Figures:
    """Events as clusters of their mentions matched by overlap, whole corpus and document by document."""
    return _clusters([(g.place[0], g.event, p.event) for g, p in pairs])


def _aligned(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Gold identity → the predicted one that most matched mentions give it (of equals the first by name)."""
    ranked = sorted(Counter(pairs).items(), key=lambda item: (-item[1], item[0]))
    best: dict[str, str] = {}
    for (gold, predicted), _ in ranked:
        best.setdefault(gold, predicted)
    return best


def _once(events: Iterable[Event]) -> list[Event]:
    """One row an event: of those that several documents tell, the first with a date, else the first."""
    rows: dict[str, Event] = {}
    for event in events:
        if event.event not in rows or (rows[event.event].edtf is None and event.edtf):
            rows[event.event] = event
    return list(rows.values())


def event_facts(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Trigger, Trigger]]) -> Figures:
    """What the rows of `events` say, over gold events with a matched mention, each against the predicted event that
    has most of its mentions: EDTF (null against null is right), bounds where gold has one, place (the entity that most
    of the gold entity's mentions mean; none against none is right). `dated` is end to end: gold's dated events, right
    EDTF."""
    rows = {event.event: event for event in predicted.events}
    events = _aligned((g.event, p.event) for g, p in pairs)
    places = _aligned((g.entity, p.entity) for g, p in _exact_mentions(gold, predicted))
    told = _once(gold.events)
    both = [(g, rows[events[g.event]]) for g in told if events.get(g.event) in rows]
    bounded = [(g, p) for g, p in both if g.earliest is not None or g.latest is not None]
    right = sum(g.edtf == p.edtf for g, p in both if g.edtf)
    dated = [sum(e.edtf is not None for e in side) for side in (predicted.events, told)]
    return {
        "edtf": accuracy(g.edtf == p.edtf for g, p in both),
        "bounds": accuracy((g.earliest, g.latest) == (p.earliest, p.latest) for g, p in bounded),
        "place": accuracy((places.get(g.place, g.place) if g.place else None) == p.place for g, p in both),
        "dated": prf(right, *dated),
    }


def relations(gold: Annotation, predicted: Annotation) -> Figures:
    """Relations: `strict`, both mentions with exact span and type, the predicate, and the direction (strict evaluation
    of Bekoulis et al. 2018, as NEREL reports); `overlap` asks that both mentions share a character with gold's."""
    strict = _same_place(gold.relations, predicted.relations, lambda r: r)
    relaxed = _pairs_of_places(gold.relations, predicted.relations)
    return {
        "strict": prf(len(strict), len(predicted.relations), len(gold.relations)),
        "overlap": prf(relaxed, len(predicted.relations), len(gold.relations)),
        "predicates": _by(strict, gold.relations, predicted.relations, lambda r: r.predicate, PREDICATES),
    }


def _pairs_of_places(gold: Sequence[Any], predicted: Sequence[Any]) -> int:
    """How many relations match one to one by overlap of both ends, in order of the text."""
    free: dict[tuple[str, str], list[Any]] = {}
    for relation in sorted(predicted, key=lambda r: (r.subject, r.object)):
        free.setdefault((relation.subject[0], relation.predicate), []).append(relation)
    right = 0
    for relation in sorted(gold, key=lambda r: (r.subject, r.object)):
        waiting = free.get((relation.subject[0], relation.predicate), [])
        ends = relation.subject[:3], relation.object[:3]
        index = next(
            (i for i, r in enumerate(waiting) if _covers(r.subject[:3], ends[0]) and _covers(r.object[:3], ends[1])), -1
        )
        if index >= 0:
            waiting.pop(index)
            right += 1
    return right


def event_links(gold: Annotation, predicted: Annotation, pairs: Sequence[tuple[Trigger, Trigger]]) -> Figures:
    """Links between event mentions, end to end: both triggers matched by overlap, the predicate and the direction
    right."""
    gold_trigger = {p.place: g.place for g, p in pairs}
    wanted = {(link.subject, link.predicate, link.object): link for link in gold.links}
    moved = [(gold_trigger.get(k.subject), k.predicate, gold_trigger.get(k.object)) for k in predicted.links]
    right = [(wanted[key], wanted[key]) for key in sorted({key for key in moved if key in wanted})]  # type: ignore[index, type-var]
    return {
        "overlap": prf(len(right), len(predicted.links), len(gold.links)),
        "predicates": _by(right, gold.links, predicted.links, lambda k: k.predicate, EVENT_PREDICATES),
    }
