"""What holds of the measures whatever is compared: bounds, perfection, no hold on ids and order, and that a damage
lowers the figures that it concerns and no others. Annotations are generated; exact figures are held against spaCy's
scorer."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline.edtf import bounds
from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Link, Mention, Relation, Trigger
from pipeline.evaluate.events import gold_rows
from pipeline.evaluate.scores import score
from pipeline.evaluate.view import lines

DOCUMENTS = "abc"
TYPES = {"anna": "PERSON", "riga": "CITY", "peru": "COUNTRY", "un": "ORGANIZATION"}
EVENTS = {"visit": "VISIT", "talks": "NEGOTIATE", "summit": "MEET", "summit-2": "MEET"}
EDTF = (None, "1994", "1994-05", "1995-03-01", "1996/..")
STEP = 10
"""Characters from one record of a document to the next."""


@st.composite
def annotations(draw: Callable[..., Any]) -> Annotation:
    """Some records of every layer in three documents; spans stand apart, ids mean the same in all documents."""
    whole = Annotation()
    for document in DOCUMENTS:
        kinds = draw(st.lists(st.sampled_from("mmde"), max_size=8))
        places = [(document, STEP * n, STEP * n + 5) for n in range(len(kinds))]
        whole += _document(draw, document, [(kind, place) for kind, place in zip(kinds, places, strict=True)])
    return whole


def _document(draw: Callable[..., Any], document: str, places: list[tuple[str, Any]]) -> Annotation:
    mentions = tuple(_mention(draw, place) for kind, place in places if kind == "m")
    dates = tuple(_date(draw, place) for kind, place in places if kind == "d")
    triggers = tuple(_trigger(draw, place, dates) for kind, place in places if kind == "e")
    told = dict.fromkeys(trigger.event for trigger in triggers)
    return Annotation(
        mentions,
        dates,
        triggers,
        tuple(
            Argument(t.place, draw(st.sampled_from(("AGENT", "PLACE"))), m.place)
            for t in triggers
            for m in mentions[:2]
        ),
        tuple(Relation(a.key, "WORKPLACE", b.key) for a, b in combinations(mentions[:3], 2)),
        tuple(Link(a.place, "ABOUT", b.place) for a, b in combinations(triggers[:3], 2)),
        tuple(_event(draw, event, document, mentions) for event in told),
    )


def _mention(draw: Callable[..., Any], place: Any) -> Mention:
    entity = draw(st.sampled_from(sorted(TYPES)))
    qid = f"Q{len(entity)}" if entity != "anna" else None
    return Mention(place, TYPES[entity], draw(st.sampled_from(("Рига", "Ригу"))), "Ригу", entity, qid)


def _date(draw: Callable[..., Any], place: Any) -> Date:
    edtf = draw(st.sampled_from(EDTF))
    return Date(place, "DATE", edtf, *bounds(edtf), draw(st.sampled_from(("explicit", "context"))))


def _trigger(draw: Callable[..., Any], place: Any, dates: tuple[Date, ...]) -> Trigger:
    event = draw(st.sampled_from(sorted(EVENTS)))
    polarity, modality = draw(st.sampled_from(("positive", "negative"))), draw(st.sampled_from(("actual", "planned")))
    date = draw(st.sampled_from([None, *(date.place for date in dates)]))
    return Trigger(place, EVENTS[event], polarity, modality, event, date)


def _event(draw: Callable[..., Any], event: str, document: str, mentions: tuple[Mention, ...]) -> Event:
    edtf = draw(st.sampled_from(EDTF))
    place = draw(st.sampled_from([None, *(m.entity for m in mentions)]))
    return Event(event, *bounds(edtf), edtf, place, None, document)


def tables(gold: Annotation) -> Annotation:
    """What tables that say the same as gold say: one row an event."""
    return replace(gold, events=tuple(gold_rows(gold)))


def near_misses(gold: Annotation) -> list[Any]:
    """Every two of the events that gold tells, each where it tells it."""
    told = sorted({(t.place[0], t.event) for t in gold.triggers})
    return [(a, b) for a, b in combinations(told, 2) if a[1] != b[1]]


def compared(gold: Annotation, predicted: Annotation) -> dict[str, Any]:
    return score(gold, predicted, near_misses(gold))


def ratios(tree: dict[str, Any]) -> dict[str, float | None]:
    return {"/".join(line.path): line.value for line in lines(tree)}


def lowered(gold: Annotation, predicted: Annotation) -> set[str]:
    """The measures that gold against itself has and that are lower, or gone, for `predicted`."""
    perfect, damaged = ratios(compared(gold, tables(gold))), ratios(compared(gold, predicted))
    return {name for name, value in perfect.items() if value is not None and damaged.get(name) != 1.0}


def within(names: set[str], *prefixes: str) -> bool:
    return all(name.startswith(prefixes) for name in names)


@given(annotations())
def test_gold_against_itself_is_perfect(gold: Annotation) -> None:
    assert set(ratios(compared(gold, tables(gold))).values()) <= {1.0, None}


@given(annotations(), annotations())
def test_every_figure_is_a_share(gold: Annotation, other: Annotation) -> None:
    for line in lines(compared(gold, tables(other))):
        assert all(n is None or 0.0 <= n <= 1.0 for n in (line.precision, line.recall, line.value)), line
        assert line.right is None or line.gold is None or line.right <= line.gold


def _renamed(side: Annotation, name: Callable[[str], str]) -> Annotation:
    return replace(
        side,
        mentions=tuple(replace(m, entity=name(m.entity)) for m in side.mentions),
        triggers=tuple(replace(t, event=name(t.event)) for t in side.triggers),
        events=tuple(replace(e, event=name(e.event), place=e.place and name(e.place)) for e in side.events),
    )


@given(annotations(), annotations())
def test_names_of_entities_and_events_mean_nothing(gold: Annotation, other: Annotation) -> None:
    def backwards(name: str) -> str:
        return "".join(chr(0x10000 - ord(c)) for c in name)

    assert compared(gold, _renamed(tables(other), backwards)) == compared(gold, tables(other))
    assert compared(_renamed(gold, backwards), tables(other)) == compared(gold, tables(other))


@given(annotations(), annotations(), st.randoms(use_true_random=False))
def test_the_order_of_records_means_nothing(gold: Annotation, other: Annotation, dice: random.Random) -> None:
    def shuffled(side: Annotation) -> Annotation:
        layers = (list(getattr(side, name)) for name in Annotation.__slots__)
        return Annotation(*(tuple(dice.sample(layer, len(layer))) for layer in layers))

    assert compared(shuffled(gold), shuffled(tables(other))) == compared(gold, tables(other))


@given(annotations(), annotations())
def test_the_two_sides_swap_precision_and_recall(gold: Annotation, other: Annotation) -> None:
    one, two = score(gold, other), score(other, gold)
    for layer, measure in (("mentions", "exact"), ("dates", "overlap"), ("triggers", "exact"), ("relations", "strict"),
                           ("entities", "across")):  # fmt: skip
        here, there = one[layer][measure], two[layer][measure]
        assert (here["precision"], here["recall"]) == (there["recall"], there["precision"])


SWAPS: dict[str, tuple[Callable[[Annotation], Annotation], tuple[str, ...], tuple[str, ...]]] = {
    "lemma": (
        lambda a: replace(a, mentions=tuple(replace(m, lemma=m.lemma + "!") for m in a.mentions)),
        ("normal_forms/all", "normal_forms/inflected"), ("mentions",),
    ),
    "qid": (
        lambda a: replace(a, mentions=tuple(replace(m, qid=m.qid and "Q0") for m in a.mentions)),
        ("linking/",), ("mentions",),
    ),
    "edtf": (
        lambda a: replace(a, dates=tuple(replace(d, edtf="0001") for d in a.dates)),
        ("dates/edtf", "dates/value"), ("dates",),
    ),
    "anchor": (
        lambda a: replace(a, dates=tuple(replace(d, anchor="none") for d in a.dates)), ("dates/anchor",), ("dates",)
    ),
    "event type": (
        lambda a: replace(a, triggers=tuple(replace(t, type="OTHER") for t in a.triggers)),
        ("triggers/type", "triggers/classified", "triggers/macro_f1"), ("triggers",),
    ),
    "polarity": (
        lambda a: replace(a, triggers=tuple(replace(t, polarity="other") for t in a.triggers)),
        ("triggers/polarity", "triggers/marked"), ("triggers",),
    ),
    "modality": (
        lambda a: replace(a, triggers=tuple(replace(t, modality="other") for t in a.triggers)),
        ("triggers/modality", "triggers/marked"), ("triggers",),
    ),
    "role": (
        lambda a: replace(a, arguments=tuple(replace(x, role="CAUSE") for x in a.arguments)),
        ("arguments/",), ("arguments",),
    ),
    "predicate": (
        lambda a: replace(a, relations=tuple(replace(r, predicate="AGE_IS") for r in a.relations)),
        ("relations/",), ("relations",),
    ),
    "link": (
        lambda a: replace(a, links=tuple(replace(k, predicate="HAS_CAUSE") for k in a.links)), ("event_links/",),
        ("links",),
    ),
    "event place": (
        lambda a: replace(a, events=tuple(replace(e, place="nowhere") for e in a.events)), ("events/place",),
        ("events",),
    ),
    "event date": (
        lambda a: replace(a, events=tuple(replace(e, edtf="0001", earliest=0, latest=1) for e in a.events)),
        ("events/edtf", "events/compatible", "events/bounds", "events/dated"), ("events",),
    ),
}  # fmt: skip
"""A value of every record made wrong → the measures that may fall, and the layer that must have a record."""


@pytest.mark.parametrize("swap", SWAPS)
@given(gold=annotations())
def test_a_wrong_value_lowers_exactly_what_measures_it(swap: str, gold: Annotation) -> None:
    damage, prefixes, (layer,) = SWAPS[swap]
    names = lowered(gold, damage(tables(gold)))
    assert within(names, *prefixes)
    relevant = [m for m in gold.mentions if m.qid] if swap == "qid" else getattr(gold, layer)
    assert bool(names) == bool(relevant)


MAY_FALL = {
    "mentions": ("mentions", "normal_forms", "entities", "linking", "events/place"),
    "dates": ("dates",),
    "triggers": ("triggers", "event_dates", "arguments", "events", "event_links"),
    "arguments": ("arguments",),
    "relations": ("relations",),
    "links": ("event_links",),
    "events": ("events/found", "events/edtf", "events/compatible", "events/bounds", "events/place", "events/dated"),
}
"""Layer that is emptied → the measures that may fall."""


@pytest.mark.parametrize("layer", MAY_FALL)
@given(gold=annotations())
def test_an_empty_layer_lowers_exactly_what_rests_on_it(layer: str, gold: Annotation) -> None:
    names = lowered(gold, replace(tables(gold), **{layer: ()}))
    assert within(names, *MAY_FALL[layer])
    assert bool(names) == bool(getattr(gold, layer))


@given(annotations(), st.integers(1, 4))
def test_a_shift_inside_the_span_costs_exact_matches_and_no_overlap(gold: Annotation, by: int) -> None:
    def moved(place: Any) -> Any:
        return (place[0], place[1] + by, place[2] + by, *place[3:])

    mentions = lowered(
        gold, replace(tables(gold), mentions=tuple(replace(m, place=moved(m.place)) for m in gold.mentions))
    )
    assert "mentions/overlap" not in mentions and within(mentions, *MAY_FALL["mentions"])
    dates = lowered(gold, replace(tables(gold), dates=tuple(replace(d, place=moved(d.place)) for d in gold.dates)))
    assert dates == ({"dates/exact"} if gold.dates else set())
    triggers = tuple(replace(t, place=moved(t.place)) for t in gold.triggers)
    arguments = tuple(replace(a, trigger=moved(a.trigger)) for a in gold.arguments)
    links = tuple(Link(moved(k.subject), k.predicate, moved(k.object)) for k in gold.links)
    shifted = replace(tables(gold), triggers=triggers, arguments=arguments, links=links)
    assert lowered(gold, shifted) == ({"triggers/exact"} if gold.triggers else set())


def _in_documents(gold: Annotation) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for trigger in gold.triggers:
        told.setdefault(trigger.event, set()).add(trigger.place[0])
    return told


@given(annotations())
def test_merging_all_events_lowers_precision_and_near_misses(gold: Annotation) -> None:
    rows = tuple(replace(e, event="one") for e in gold_rows(gold)[:1])
    merged = replace(gold, triggers=tuple(replace(t, event="one") for t in gold.triggers), events=rows)
    names, told = lowered(gold, merged), _in_documents(gold)
    assert within(names, "events")
    assert not names & {"events/told_twice/events", "events/told_twice/pairs", "events/told_twice/merged"}
    assert ("events/corpus/b_cubed" in names) == (len(told) > 1)
    if near_misses(gold):
        assert compared(gold, merged)["events"]["near_misses"]["apart"]["right"] == 0


@given(annotations())
def test_splitting_all_events_lowers_recall_and_what_is_told_twice(gold: Annotation) -> None:
    rows = {row.event: row for row in gold_rows(gold)}
    triggers = tuple(replace(t, event=f"{t.event} {n}") for n, t in enumerate(gold.triggers))
    events = tuple(replace(rows[t.event.split()[0]], event=t.event) for t in triggers)
    split = replace(gold, triggers=triggers, events=events)
    names, told = lowered(gold, split), _in_documents(gold)
    assert within(names, "events")
    assert "events/near_misses/apart" not in names
    assert ("events/corpus/b_cubed" in names) == (len(triggers) > len(told))
    if any(len(documents) > 1 for documents in told.values()):
        figures = compared(gold, split)["events"]
        assert figures["told_twice"]["events"]["right"] == figures["across"]["right"] == 0


# Against another scorer

WORDS = 30
SPANS = st.dictionaries(
    st.tuples(st.integers(0, WORDS - 4), st.integers(1, 3)).map(lambda s: (s[0], s[0] + s[1])),
    st.sampled_from(("PERSON", "CITY", "COUNTRY")),
    max_size=12,
)
"""(first word, word after the last) → type; spans nest and cross."""


@given(SPANS, SPANS)
def test_exact_figures_are_those_of_spacy(
    gold: dict[tuple[int, int], str], predicted: dict[tuple[int, int], str]
) -> None:
    vocabulary = spacy.blank("ru").vocab
    docs = []
    for spans in (gold, predicted):
        doc = Doc(vocabulary, [f"слово{n:02}" for n in range(WORDS)])
        doc.spans["sc"] = [Span(doc, start, end, label=kind) for (start, end), kind in spans.items()]
        docs.append(doc)
    theirs = Scorer.score_spans(
        [Example(docs[1], docs[0])], "sc", getter=lambda doc, key: doc.spans["sc"], allow_overlap=True, labeled=True,
        has_annotation=lambda doc: True,
    )  # fmt: skip
    ours = score(*(_mentions(doc) for doc in docs))["mentions"]
    if gold or predicted:
        for measure, letter in (("precision", "p"), ("recall", "r"), ("f1", "f")):
            assert ours["exact"][measure] == pytest.approx(theirs[f"sc_{letter}"], abs=5e-5)
    for kind, figures in ours["types"].items():
        assert figures["f1"] == pytest.approx(theirs["sc_per_type"][kind]["f"], abs=5e-5)


def _mentions(doc: Doc) -> Annotation:
    spans = doc.spans["sc"]
    return Annotation(tuple(Mention(("d", s.start_char, s.end_char), s.label_, "", "", "x") for s in spans))
