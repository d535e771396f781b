"""What is one thing in several gold documents: ids that mean two things, events that may be one under two ids.

The documents come in, remarks on their lines go out; of two documents at odds the remark is on the later one, and what
is told once an event is told of the last documents.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from pipeline.edtf import bounds
from pipeline.gold.ids import akin, check_spelling
from pipeline.gold.load import GoldDocument, GoldEvent
from pipeline.gold.spans import Remark, line_of
from pipeline.knowledge import Entity

Found = Iterator[tuple[str, Remark]]
"""(doc_id, remark) pairs."""


class Told(NamedTuple):
    """An event as one document tells it; `line` is that of its first mention, `places` are all that its mentions
    name."""

    document: str
    line: int
    event: GoldEvent
    places: frozenset[str]


def check_identity(
    documents: dict[str, GoldDocument], known: Mapping[str, Entity], near: Collection[frozenset[str]]
) -> Found:
    """(doc_id, remark) on ids that mean two things in these documents, and on two that may mean one.

    `known` is the knowledge base by id; `near` are the pairs of events that are known to be two.
    """
    yield from _check_types(documents)
    yield from check_spelling(documents)
    places = _Places(documents, known)
    every = [view for name, gold in documents.items() for view in _views(name, gold)]
    told: dict[str, list[Told]] = defaultdict(list)
    for view in every:
        told[view.event.event].append(view)
    for views in told.values():
        yield from _check_views(views)
        yield from _check_places(views, places)
    yield from _check_event_dates(documents)
    yield from _check_twins(every, near)


def _views(name: str, gold: GoldDocument) -> Iterator[Told]:
    """The events of a document."""
    lines = {mention.span: line_of(mention) for mention in gold.event_mentions}
    places: dict[str, set[str]] = defaultdict(set)
    for argument in gold.arguments:
        if argument.role == "PLACE":
            places[gold.event_ids[argument.event]].add(gold.entities[argument.mention])
    for event in gold.events:
        own = {event.place} if event.place else set()
        yield Told(name, lines[event.mentions[0]], event, frozenset(places[event.event] | own))


def _check_types(documents: Mapping[str, GoldDocument]) -> Found:
    first: dict[str, dict[str, str]] = defaultdict(dict)
    for name, gold in documents.items():
        for mention in gold.mentions:
            entity, line = gold.entities[mention.key], line_of(mention)
            for kind, where in first[entity].items():
                if mention.type not in first[entity] and not akin(kind, mention.type):
                    said = f"«{entity}» is {mention.type} here and {kind} in {where}"
                    yield name, Remark(line, f"{said}; they cannot be one thing")
            first[entity].setdefault(mention.type, f"{name}:{line}")


def _check_views(views: list[Told]) -> Found:
    """Remarks on what a document says otherwise than one before it."""
    for (document, number, other, _), (name, line, event, _) in combinations(views, 2):
        where, what = f"{document}:{number}", f"«{event.event}»"
        if event.type != other.type:
            yield name, Remark(line, f"{what} is {event.type} here and {other.type} in {where}; choose one")
        if not compatible(event.edtf, other.edtf):
            said = f"{what} is of {event.edtf} here and of {other.edtf} in {where}, which do not meet"
            yield name, Remark(line, f"{said}; correct one, or give one another id")


def _check_places(views: list[Told], places: "_Places") -> Found:
    """A doubt, once an event, where a document has another place, and neither place lies in one that the other document
    names. A building of which no document says where it stands may stand in any town."""
    for here, other in combinations(reversed(views), 2):
        one, two = here.event.place, other.event.place
        if not one or not two or places.anywhere(one) != places.anywhere(two):
            continue
        if not (places.around(one) & other.places or places.around(two) & here.places):
            said = f"«{here.event.event}» took place in {places.name(one)} here and in {places.name(two)}"
            yield here.document, Remark(here.line, f"{said} in {other.document}:{other.line}: is that meant?", False)
            return


class _Places:
    """Which places hold which, by the relations of gold and the countries of the knowledge base."""

    def __init__(self, documents: Mapping[str, GoldDocument], known: Mapping[str, Entity]):
        self.known = known
        countries = ((name, entity) for name, entity in known.items() if entity.type == "COUNTRY")
        self.countries: dict[str | None, str] = {entity.iso3166: name for name, entity in countries if entity.iso3166}
        self.inside: dict[str, set[str]] = defaultdict(set)
        for gold in documents.values():
            for relation in gold.relations:
                if relation.predicate == "LOCATED_IN":
                    self.inside[gold.entities[relation.subject]].add(gold.entities[relation.object])

    def around(self, place: str) -> set[str]:
        """The place itself and all that hold it."""
        found, waiting = {place}, [place]
        while waiting:
            here = waiting.pop()
            entity = self.known.get(here)
            country = self.countries.get(entity.country) if entity else None
            new = {*self.inside.get(here, ()), *([country] if country else [])} - found
            found |= new
            waiting += new
        return found

    def anywhere(self, place: str) -> bool:
        """Whether it is a building of which nothing is known."""
        return place.startswith("facility:") and place not in self.inside

    def name(self, place: str) -> str:
        """The id, and what the knowledge base calls it."""
        return f"{place} ({self.known[place].name})" if place in self.known else place


def _check_event_dates(documents: dict[str, GoldDocument]) -> Found:
    """Mentions dated otherwise than their event, once an event. A planned mention is dated as the plan was."""
    seen: set[str] = set()
    for name, gold in reversed(documents.items()):
        values = {date.span: date.edtf for date in gold.dates}
        events = {event.event: event for event in gold.events}
        for mention in gold.event_mentions:
            event, value = events[gold.event_ids[mention.span]], values.get(mention.date) if mention.date else None
            said = f"the mention is dated «{value}», but «{event.event}»"
            if not value or mention.modality == "planned" or event.event in seen:
                continue
            if not event.edtf:
                yield name, Remark(line_of(mention), f"{said} has no date; is that meant?", False)
            elif not compatible(value, event.edtf):
                yield name, Remark(line_of(mention), f"{said} is of {event.edtf}; is that meant?", False)
            else:
                continue
            seen.add(event.event)


def compatible(one: str | None, two: str | None) -> bool:
    """Whether two EDTF values can be one time: they share a second, or one of them is null."""
    (low, high), (other_low, other_high) = bounds(one), bounds(two)
    starts = [s for s in (low, other_low) if s is not None]
    stops = [s for s in (high, other_high) if s is not None]
    return not starts or not stops or max(starts) <= min(stops)


def _check_twins(views: list[Told], near: Collection[frozenset[str]]) -> Found:
    """Events of one type, time and place that documents tell under two ids and no near miss says are two."""
    alike: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for view in views:
        if view.event.edtf and view.event.place:
            alike[view.event.type, view.event.edtf, view.event.place].append(view)
    seen = set(near)
    for told in alike.values():
        for two, one in combinations(reversed(told), 2):
            pair = frozenset({one.event.event, two.event.event})
            if one.document != two.document and len(pair) == 2 and pair not in seen:
                seen.add(pair)
                what = f"«{two.event.event}» and «{one.event.event}» in {one.document}:{one.line}"
                said = f"{what} have one type, time and place; give them one id, or list them as near miss"
                yield two.document, Remark(two.line, said, False)
