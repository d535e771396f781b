"""What gold says of dates and of what is one thing: values that cannot be right, within a document and across all.

Entity and event ids mean the same in all gold documents, so that a slip in one shows in another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from pipeline.edtf import HALVES, QUARTERS, SEASONS, bounds
from pipeline.gold.load import GoldDocument, GoldEvent
from pipeline.gold.spans import Remark, line_of
from pipeline.knowledge import is_qid
from pipeline.layers import Date, Span

AKIN = (
    {"COUNTRY", "STATE_OR_PROVINCE", "CITY", "DISTRICT", "LOCATION", "FACILITY"},
    {"ORGANIZATION", "FACILITY"},
    {"PERSON", "FAMILY"},
    {"LAW", "WORK_OF_ART"},
    {"PRODUCT", "WORK_OF_ART"},
    {"PRODUCT", "ORGANIZATION"},
    {"COUNTRY", "NATIONALITY"},
    {"NATIONALITY", "LANGUAGE"},
    {"RELIGION", "IDEOLOGY"},
    {"CRIME", "LAW"},
)
"""Types that mentions of one entity may have between them; any two others are two things."""
UNITS = {**SEASONS, **QUARTERS, **HALVES}
"""Month numbers that are seasons, quarters and halves of a year."""


class Told(NamedTuple):
    """An event as one document tells it; `line` is that of its first mention."""

    document: str
    line: int
    event: GoldEvent


def check_values(gold: GoldDocument, entities: Collection[str], known: Collection[str]) -> Iterator[Remark]:
    """Remarks on the dates and events of a document. `entities` are the ids that any gold document uses, `known` those
    of the knowledge base."""
    for date in gold.dates:
        yield from _check_date(date)
    yield from _check_entities(gold, known)
    yield from _check_events(gold, {*entities, *known})


def _check_date(date: Date) -> Iterator[Remark]:
    line = line_of(date)
    problem = edtf_problem(date.edtf)
    if problem:
        yield Remark(line, problem)
    if date.edtf and not date.granularity:
        yield Remark(line, f"«{date.edtf}» has no granularity; name the unit that the words name")
    if date.type == "DURATION" and date.edtf:
        yield Remark(line, f"a length has no place in the calendar: not «{date.edtf}» but null")
    if date.type in ("DURATION", "SET") and date.anchor != "none":
        yield Remark(line, f"the anchor of a {date.type} is none, not {date.anchor}")
    if date.edtf and date.edtf.startswith("XXXX") != (date.anchor == "none"):
        yield Remark(line, f"«{date.edtf}» has the anchor {date.anchor}: none is for what has no year", False)


def edtf_problem(value: str | None) -> str | None:
    """Why `value`, which is EDTF, is not as the project writes it (one way for one meaning); None if it is."""
    if value is None:
        return None
    first, slash, last = value.partition("/")
    if " " in value:
        return f"«{value}» holds a blank; write it without"
    if slash and "" in (first, last):
        return f"an open side of «{value}» is written as two dots"
    if first == last == "..":
        return f"«{value}» covers all times; write null"
    if slash and first == last:
        return f"both ends of «{value}» are the same; write it once"
    if slash and any(_is_unit(end) for end in (first, last)):
        return f"«{value}» has a season, quarter or half at an end; write the month"
    if value[0] == "[" and "," in value and not _rises(value):
        return f"the dates of «{value}» do not rise; write the earliest first"
    return None


def _is_unit(end: str) -> bool:
    parts = end.strip("~?%").rsplit("-", 1)
    return len(parts) == 2 and len(parts[0].lstrip("-")) == 4 and parts[1].isdigit() and int(parts[1]) in UNITS


def _rises(value: str) -> bool:
    lows = [bounds(part)[0] for part in value[1:-1].split(",") if ".." not in part]
    return all(one is not None and two is not None and one < two for one, two in pairwise(lows))


def compatible(one: str | None, two: str | None) -> bool:
    """Whether two EDTF values can be one time: they share a second, or one of them is null."""
    (low, high), (other_low, other_high) = bounds(one), bounds(two)
    starts = [s for s in (low, other_low) if s is not None]
    stops = [s for s in (high, other_high) if s is not None]
    return not starts or not stops or max(starts) <= min(stops)


def _check_entities(gold: GoldDocument, known: Collection[str]) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for mention in gold.mentions:
        first.setdefault(gold.entities[mention.key], line_of(mention))
    for entity, line in sorted(first.items()):
        if is_qid(entity) and entity not in known:
            yield Remark(line, f"{entity} is not in the knowledge base: is it the right item?", False)


def _check_events(gold: GoldDocument, entities: Collection[str]) -> Iterator[Remark]:
    lines = {mention.span: line_of(mention) for mention in gold.event_mentions}
    titles: dict[str, str] = {}
    for event in gold.events:
        line = lines[event.mentions[0]]
        problem = edtf_problem(event.edtf)
        if problem:
            yield Remark(line, f"event_edtf: {problem}")
        if event.place and event.place not in entities:
            yield Remark(line, f"event_place «{event.place}» is no entity of the gold set; correct the id", False)
        other = titles.setdefault(event.title, event.event)
        if other != event.event:
            yield Remark(line, f"«{other}» and «{event.event}» have one title, «{event.title}»; tell them apart")
    yield from _check_event_dates(gold, lines)


def _check_event_dates(gold: GoldDocument, lines: Mapping[Span, int]) -> Iterator[Remark]:
    values = {date.span: date.edtf for date in gold.dates}
    events = {event.event: event for event in gold.events}
    for mention in gold.event_mentions:
        event, value = events[gold.event_ids[mention.span]], values.get(mention.date) if mention.date else None
        if value and not event.edtf:
            yield Remark(lines[mention.span], f"the mention is dated «{value}», but «{event.event}» has no date", False)
        elif value and not compatible(value, event.edtf):
            said = f"the mention is dated «{value}», but «{event.event}» is of {event.edtf}"
            yield Remark(lines[mention.span], f"{said}; correct one", False)


def check_identity(documents: Mapping[str, GoldDocument]) -> Iterator[tuple[str, Remark]]:
    """(doc_id, remark) on ids that mean two things in these documents."""
    yield from _check_types(documents)
    events: dict[str, list[Told]] = defaultdict(list)
    for name, gold in documents.items():
        lines = {mention.span: line_of(mention) for mention in gold.event_mentions}
        for event in gold.events:
            events[event.event].append(Told(name, lines[event.mentions[0]], event))
    for told in events.values():
        for other in told[1:]:
            yield from _check_told_twice(told, other)


def _check_types(documents: Mapping[str, GoldDocument]) -> Iterator[tuple[str, Remark]]:
    first: dict[str, dict[str, str]] = defaultdict(dict)
    for name, gold in documents.items():
        for mention in gold.mentions:
            entity, line = gold.entities[mention.key], line_of(mention)
            for kind, where in first[entity].items():
                if kind != mention.type and mention.type not in first[entity] and not _akin(kind, mention.type):
                    said = f"«{entity}» is {mention.type} here and {kind} in {where}"
                    yield name, Remark(line, f"{said}; they cannot be one thing")
            first[entity].setdefault(mention.type, f"{name}:{line}")


def _akin(one: str, two: str) -> bool:
    return any({one, two} <= types for types in AKIN)


def _check_told_twice(told: list[Told], here: Told) -> Iterator[tuple[str, Remark]]:
    """Remarks on what `here` says otherwise than a document before it."""
    name, line, event = here
    for document, number, other in told[: told.index(here)]:
        where, what = f"{document}:{number}", f"«{event.event}»"
        if event.type != other.type:
            said = f"{what} is {event.type} here and {other.type} in {where}; choose one"
            yield name, Remark(line, said)
        if not compatible(event.edtf, other.edtf):
            said = f"{what} is of {event.edtf} here and of {other.edtf} in {where}, which do not meet"
            yield name, Remark(line, f"{said}; correct one, or give one another id")
        if event.place and other.place and event.place != other.place:
            said = f"{what} took place in {event.place} here and in {other.place} in {where}: is that meant?"
            yield name, Remark(line, said, False)
