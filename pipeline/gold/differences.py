"""What tables say otherwise than gold, layer by layer: two annotations in, differences out.

What goes with what is decided as `pipeline.evaluate` decides it, so that the figures there count what is shown here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.annotation import Annotation, Link, Mention, Place, Trigger
from pipeline.evaluate.dates import matched_dates
from pipeline.evaluate.events import aligned_places, found_rows, gold_rows, same_place
from pipeline.evaluate.matching import covers, overlapping
from pipeline.evaluate.mentions import exact_mentions, plain_form
from pipeline.evaluate.relations import overlapping_relations
from pipeline.evaluate.triggers import at_gold_triggers, matched_triggers

MISSING, SPURIOUS, WRONG = "-", "+", "~"
"""Gold has it and the tables do not; the tables have it and gold does not; both have it and say different things."""
NOWHERE: Place = ("", 0, 0)
Pairs = Sequence[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `what` says it; `places`, all in one document, are to be marked in the text; `line` is that of
    the annotation, None where gold has nothing there; `kind` is what it is counted under: a type, a role, a predicate,
    or one value and the other."""

    sign: str
    what: str
    places: tuple[Place, ...]
    line: int | None = None
    kind: str = ""


class Sides:
    """Gold and tables with their matched items. `texts` are the documents' by id, `lines` gold's records with their
    lines."""

    def __init__(self, gold: Annotation, tables: Annotation, texts: Mapping[str, str], lines: Mapping[Any, int]):
        self.gold, self.tables, self.texts, self.lines = gold, tables, texts, lines
        self.mentions = exact_mentions(gold, tables)
        self.dates = matched_dates(gold, tables)
        self.triggers = matched_triggers(gold, tables)
        self.trigger_of = {p.place: g.place for g, p in self.triggers}

    def words(self, place: Place) -> str:
        """The characters of a place in quotes, white space as blanks."""
        return f"«{' '.join(self.texts[place[0]][place[1] : place[2]].split())}»"

    def unmatched(
        self, pairs: Pairs, layer: str, what: Callable[[Any], str], places: Callable[[Any], tuple[Place, ...]]
    ) -> Iterator[Difference]:
        """What stands on one side only."""
        found, right = {g for g, _ in pairs}, {p for _, p in pairs}
        for record in getattr(self.gold, layer):
            if record not in found:
                yield Difference(MISSING, what(record), places(record), self.lines[record], _kind(record))
        for record in getattr(self.tables, layer):
            if record not in right:
                yield Difference(SPURIOUS, what(record), places(record), kind=_kind(record))

    def values(
        self, pairs: Pairs, name: str, value: Callable[[Any], Any], listed: bool = False
    ) -> Iterator[Difference]:
        """Matched items of which the two sides say different things; `listed` are values of a short list, which are
        counted by the value and the other, where free ones are by the item's type."""
        for gold, predicted in pairs:
            one, two = value(gold), value(predicted)
            if one != two:
                what = f"{name} of {self.words(gold.place)}: gold {_shown(one)}, tables {_shown(two)}"
                kind = f"{name}: {_shown(one)} → {_shown(two)}" if listed else f"{name}: {gold.type}"
                yield Difference(WRONG, what, (gold.place,), self.lines[gold], kind)


def _kind(record: Any) -> str:
    """What a record is counted under."""
    return str(next(getattr(record, name) for name in ("type", "role", "predicate") if hasattr(record, name)))


def _shown(value: Any) -> str:
    return "none" if value is None else str(value)


def mentions(sides: Sides) -> Iterator[Difference]:
    """Mentions by span and type."""
    return sides.unmatched(
        sides.mentions, "mentions", lambda m: f"{m.type} {sides.words(m.place)}", lambda m: (m.place,)
    )


def normal_forms(sides: Sides) -> Iterator[Difference]:
    """Normal forms of exactly matched mentions."""
    pairs = [(g, p) for g, p in sides.mentions if plain_form(g.lemma) != plain_form(p.lemma)]
    return sides.values(pairs, "normal form", lambda m: m.lemma)


def linking(sides: Sides) -> Iterator[Difference]:
    """Wikidata items of exactly matched mentions."""
    return sides.values(sides.mentions, "item", lambda m: m.qid)


def dates(sides: Sides) -> Iterator[Difference]:
    """Date expressions that share no character, and those whose borders differ."""
    yield from sides.unmatched(sides.dates, "dates", lambda d: f"{d.type} {sides.words(d.place)}", lambda d: (d.place,))
    yield from _borders(sides, sides.dates)


def _borders(sides: Sides, pairs: Pairs) -> Iterator[Difference]:
    for gold, predicted in pairs:
        if gold.place != predicted.place:
            what = f"borders: gold {sides.words(gold.place)}, tables {sides.words(predicted.place)}"
            yield Difference(WRONG, what, (gold.place,), sides.lines[gold], f"borders: {gold.type}")


def date_values(sides: Sides) -> Iterator[Difference]:
    """EDTF, type and anchor of matched dates."""
    yield from sides.values(sides.dates, "EDTF", lambda d: d.edtf)
    yield from sides.values(sides.dates, "type", lambda d: d.type, True)
    yield from sides.values(sides.dates, "anchor", lambda d: d.anchor, True)


def triggers(sides: Sides) -> Iterator[Difference]:
    """Triggers that share no character, and those whose borders differ."""
    yield from sides.unmatched(
        sides.triggers, "triggers", lambda t: f"{t.type} {sides.words(t.place)}", lambda t: (t.place,)
    )
    yield from _borders(sides, sides.triggers)


def types(sides: Sides) -> Iterator[Difference]:
    """Event types of matched triggers."""
    return sides.values(sides.triggers, "type", lambda t: t.type, True)


def polarity(sides: Sides) -> Iterator[Difference]:
    """Polarity of matched triggers."""
    return sides.values(sides.triggers, "polarity", lambda t: t.polarity, True)


def modality(sides: Sides) -> Iterator[Difference]:
    """Modality of matched triggers."""
    return sides.values(sides.triggers, "modality", lambda t: t.modality, True)


def event_dates(sides: Sides) -> Iterator[Difference]:
    """The dates that date matched triggers: others, or one side has none."""
    pairs = [(g, p) for g, p in sides.triggers if (g.date or p.date) and not covers(g.date, p.date)]
    return sides.values(pairs, "date", lambda t: sides.words(t.date) if t.date else None)


def arguments(sides: Sides) -> Iterator[Difference]:
    """Arguments: trigger and filler by overlap, the role. What is unmatched on both sides with another role is one
    difference."""
    moved = at_gold_triggers(sides.tables.arguments, sides.triggers)
    whose = dict(zip(moved, sides.tables.arguments, strict=True))
    pairs = overlapping(sides.gold.arguments, moved, lambda a: (a.filler, (a.trigger, a.role)))
    found, right = {g for g, _ in pairs}, {p for _, p in pairs}
    left = [a for a in sides.gold.arguments if a not in found]
    over = [a for a in moved if a not in right]
    swapped = overlapping(left, over, lambda a: (a.filler, a.trigger))
    for gold, shifted in swapped:
        what = f"role of {sides.words(gold.filler)} in {sides.words(gold.trigger)}: gold {gold.role}, tables "
        kind = f"role: {gold.role} → {shifted.role}"
        yield Difference(WRONG, what + shifted.role, (gold.trigger, gold.filler), sides.lines[gold], kind)
    matched = [(g, whose[p]) for g, p in (*pairs, *swapped)]
    yield from sides.unmatched(
        matched,
        "arguments",
        lambda a: f"{a.role} of {sides.words(a.trigger)}: {sides.words(a.filler)}",
        lambda a: (a.trigger, a.filler),
    )


def relations(sides: Sides) -> Iterator[Difference]:
    """Relations that do not match by overlap of both ends, the predicate and the direction."""
    return sides.unmatched(
        overlapping_relations(sides.gold.relations, sides.tables.relations),
        "relations",
        lambda r: f"{r.predicate}: {sides.words(r.subject[:3])} → {sides.words(r.object[:3])}",
        lambda r: (r.subject[:3], r.object[:3]),
    )


def links(sides: Sides) -> Iterator[Difference]:
    """Links whose triggers match by overlap, with predicate and direction."""

    def key(link: Link) -> tuple[Place, str, Place]:
        place = sides.trigger_of
        return place.get(link.subject, NOWHERE), link.predicate, place.get(link.object, NOWHERE)

    wanted = {(link.subject, link.predicate, link.object): link for link in sides.gold.links}
    pairs = [(wanted[key(link)], link) for link in sides.tables.links if key(link) in wanted]
    yield from sides.unmatched(
        pairs,
        "links",
        lambda k: f"{k.predicate}: {sides.words(k.subject)} → {sides.words(k.object)}",
        lambda k: (k.subject, k.object),
    )


def entities(sides: Sides) -> Iterator[Difference]:
    """Entities of exactly matched mentions that are merged or split wrongly."""
    return _clusters(sides, sides.mentions, lambda m: m.entity)


def events(sides: Sides) -> Iterator[Difference]:
    """Events of matched triggers that are merged or split wrongly."""
    return _clusters(sides, sides.triggers, lambda t: t.event)


def event_facts(sides: Sides) -> Iterator[Difference]:
    """What the rows of events say of those that were found: EDTF, place, polarity, modality."""
    first: dict[str, Trigger] = {}
    for trigger in sorted(sides.gold.triggers, key=lambda t: t.place):
        first.setdefault(trigger.event, trigger)
    places = aligned_places(sides.mentions)
    named = {mention.entity for mention in sides.gold.mentions}
    for gold, row in found_rows(gold_rows(sides.gold), sides.tables, sides.triggers):
        facts = [("EDTF", gold.edtf, row.edtf)]
        facts += [(fact, getattr(gold, fact), getattr(row, fact)) for fact in ("polarity", "modality")]
        known = gold.place is None or gold.place_qid or gold.place in named
        if known and not same_place(gold, row, places):
            facts.append(("place", gold.place, row.place))
        for fact, one, two in facts:
            if one != two or fact == "place":
                trigger, said = first[gold.event], f"gold {_shown(one)}, tables {_shown(two)}"
                kind = f"{fact}: {f'{one} → {two}' if fact in ('polarity', 'modality') else trigger.type}"
                what = f"{fact} of {gold.event}: {said} ({row.event})"
                yield Difference(WRONG, what, (trigger.place,), sides.lines[trigger], kind)


def _clusters(sides: Sides, pairs: Pairs, identity: Callable[[Any], str]) -> Iterator[Difference]:
    """For each gold cluster in several predicted ones, and each predicted one of several gold clusters: the first
    mention of each part."""
    parts: dict[tuple[str, str], list[Mention | Trigger]] = defaultdict(list)
    for gold, predicted in sorted(pairs, key=lambda pair: pair[0].place):
        parts[identity(gold), identity(predicted)].append(gold)
    for side, verb in ((0, "split"), (1, "merged")):
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for part in parts:
            groups[part[side]].append(part)
        for name, found in sorted(groups.items()):
            if len(found) > 1:
                yield from _parts(sides, f"{verb} {name}", side, [(part, parts[part]) for part in found])


def _parts(
    sides: Sides, what: str, side: int, parts: Sequence[tuple[tuple[str, str], Sequence[Mention | Trigger]]]
) -> Iterator[Difference]:
    for number, (part, members) in enumerate(parts, 1):
        first = members[0]
        where = f"{what}, part {number} of {len(parts)}: {len(members)} × {part[1 - side]}, {sides.words(first.place)}"
        yield Difference(WRONG, where, (first.place,), sides.lines[first], f"{what.split()[0]}: {first.type}")


LAYERS: Mapping[str, Callable[[Sides], Iterator[Difference]]] = {
    "mentions": mentions,
    "normal-forms": normal_forms,
    "linking": linking,
    "dates": dates,
    "date-values": date_values,
    "triggers": triggers,
    "types": types,
    "polarity": polarity,
    "modality": modality,
    "event-dates": event_dates,
    "arguments": arguments,
    "relations": relations,
    "links": links,
    "entities": entities,
    "events": events,
    "event-facts": event_facts,
}
"""Layer, as `--layer` names it → its differences."""
