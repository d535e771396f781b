"""Gold annotation: a brat standoff file and its text come in, the records of `pipeline.layers` go out.

The format is `tests/gold/README.md`: spans and relations as in NEREL, and what the contract has beyond NEREL in
attributes and notes. A record's `rule` is `file:line`, so that a difference can be traced to its line. Dates carry
their EDTF as annotated; their bounds stay null here: whoever compares computes them. This module knows nothing of how
annotations are produced or scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DataError
from pipeline.gold.brat import EVENT_FIRST, FILLER_FIRST, TIME_PREDICATES, BratFile, Line, scan_brat
from pipeline.layers import Argument, Date, EventLink, EventMention, Mention, MentionKey, Relation, Span
from pipeline.schema import EVENT_PREDICATES, MODALITIES, POLARITIES, PREDICATES

FIXED_ROLES = {"AGENT": "AGENT", "ORGANIZES": "AGENT", "TAKES_PLACE_IN": "PLACE", "HAS_CAUSE": "CAUSE"}
"""NEREL's predicates that have one role whatever the event."""
JOINED = {
    "JOIN": {"ORGANIZATION"},
    "LEAVE": {"ORGANIZATION"},
    "APPOINT": {"ORGANIZATION", "PROFESSION"},
    "DISMISS": {"ORGANIZATION", "PROFESSION"},
    "ELECT": {"ORGANIZATION", "PROFESSION"},
}
"""Event type → types of PARTICIPANT_IN fillers that are TOPIC in the contract: the body or the office concerned."""
WORKS = {"LAW", "AWARD", "WORK_OF_ART", "MONEY", "PENALTY"}
"""INANIMATE_INVOLVED fillers of these types are TOPIC: what is adopted, awarded, performed, paid …"""
UNDERGOING = {"RENAME", "DISSOLVE", "ATTACK", "DISASTER", "MOVE"}
"""… but in events of these types a thing undergoes them: PARTICIPANT, whatever its type."""
OF_THINGS = {"TRADE", "CREATE", "PUBLISH", "PERFORM", "AWARD", "AID", "COMPETE", "SIGN", "ADOPT"}
"""In events of these types every inanimate filler is TOPIC: goods, what is built. In all others it is PARTICIPANT."""
EVENT_KEYS = ("title", "event_edtf", "event_place")
"""What the note of an event's first mention says of the event; all three, and in no other note."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A real-world event as the document tells it: the row that `events` should have.

    `polarity` is negative if a mention is, `modality` the first of schema.MODALITIES that a mention has.
    """

    event: str
    type: str
    title: str
    edtf: str | None
    place: str | None
    polarity: str
    modality: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The layers of one annotated document, each sorted, and what joins their mentions.

    `entities` says which entity a mention means, `event_ids` which event an event mention tells: equal ids, one thing.
    """

    name: str
    mentions: tuple[Mention, ...]
    dates: tuple[Date, ...]
    event_mentions: tuple[EventMention, ...]
    arguments: tuple[Argument, ...]
    relations: tuple[Relation, ...]
    event_links: tuple[EventLink, ...]
    events: tuple[GoldEvent, ...]
    entities: Mapping[MentionKey, str]
    event_ids: Mapping[Span, str]


def load_gold(ann: Path, text: str) -> GoldDocument:
    """The annotation in `ann` of `text` (decoded, line ends as `\\n`: what `documents.text` holds).

    Raises `DataError` with file and line for a draft and for a line that breaks the format or does not fit the text.
    """
    document, errors = read_gold(ann, text)
    if document is None:
        raise errors[0]
    return document


def read_gold(ann: Path, text: str) -> tuple[GoldDocument | None, list[DataError]]:
    """As `load_gold`, but with all errors of the file, and None for the document where there are some.

    What lines mean together is looked at only where every line can be read.
    """
    try:
        file = scan_brat(ann, text)
    except DataError as error:
        return None, [error]
    document = None if file.errors else _document(file)
    return (None, file.errors) if file.errors else (document, [])


def _document(file: BratFile) -> GoldDocument:
    """The records of a file; errors are gathered in it."""
    arguments, relations = _arguments_and_relations(file)
    return GoldDocument(
        name=file.path.stem,
        mentions=tuple(sorted(_mention(file, line) for line in file.of("MENTION"))),
        dates=tuple(sorted((_date(file, line) for line in file.of("DATE")), key=lambda date: date.span)),
        event_mentions=_event_mentions(file),
        arguments=tuple(sorted(arguments)),
        relations=tuple(sorted(relations, key=lambda r: (r.subject, r.predicate, r.object))),
        event_links=_event_links(file),
        events=_events(file),
        entities={line.key: str(line.value("entity")) for line in file.of("MENTION")},
        event_ids={line.span: str(line.value("event")) for line in file.of("EVENT")},
    )


def derived_role(predicate: str, event_type: str, filler: str) -> str:
    """The contract's role for NEREL's `predicate` between an event of `event_type` and a mention of type `filler`.

    By the tables above, which follow the project's annotation guideline for events (section 8, NEREL relations and
    roles). Where they are wrong for a text, a note `{"role": …}` on the R line says the role.
    """
    if predicate in FIXED_ROLES:
        return FIXED_ROLES[predicate]
    if predicate == "PARTICIPANT_IN":
        return "TOPIC" if filler in JOINED.get(event_type, ()) else "PARTICIPANT"
    topic = event_type in OF_THINGS or filler in WORKS
    return "TOPIC" if topic and event_type not in UNDERGOING else "PARTICIPANT"


def _mention(file: BratFile, line: Line) -> Mention:
    return Mention(line.start, line.end, line.type, str(line.value("lemma")), file.rule(line.number))


def _date(file: BratFile, line: Line) -> Date:
    edtf, granularity, timex = line.value("edtf"), line.value("granularity"), line.attributes["TimexType"]
    rule = file.rule(line.number)
    return Date(line.start, line.end, timex, edtf, None, None, granularity, line.attributes["Anchor"], rule)


def _event_mentions(file: BratFile) -> tuple[EventMention, ...]:
    dates = _dates_of_events(file)
    found = [_event_mention(file, line, dates.get(line.id)) for line in file.of("EVENT")]
    return tuple(sorted(found, key=lambda mention: mention.span))


def _event_mention(file: BratFile, line: Line, date: Span | None) -> EventMention:
    polarity, modality, rule = _polarity(line), _modality(line), file.rule(line.number)
    kind, lemma = line.attributes["EventType"], str(line.value("lemma"))
    return EventMention(line.start, line.end, kind, lemma, polarity, modality, date, rule)


def _polarity(line: Line) -> str:
    return line.attributes.get("Polarity", POLARITIES[0])


def _modality(line: Line) -> str:
    return line.attributes.get("Modality", MODALITIES[0])


def _dates_of_events(file: BratFile) -> dict[str, Span]:
    """Event's id → the span of its one date: the point, else the start, else the end."""
    found: dict[str, dict[str, Span]] = {}
    for line in file.of("RELATION"):
        if line.type in TIME_PREDICATES:
            with file.gathering(line.id):
                event, date = _event_and_date(file, line)
                dates = found.setdefault(event.id, {})
                if line.type in dates:
                    raise file.error(f"{event.id} has two {line.type}; an event mention has one date", line.number)
                dates[line.type] = date.span
    return {event: dates[min(dates, key=TIME_PREDICATES.index)] for event, dates in found.items()}


def _event_and_date(file: BratFile, line: Line) -> tuple[Line, Line]:
    event = file.find(line.args[0], line.number, ("EVENT",))
    date = file.find(line.args[1], line.number, ("DATE",))
    if date.attributes["TimexType"] in ("DURATION", "SET"):
        raise file.error(f"{date.id} is a length or a recurrence, which dates no event; delete the line", line.number)
    return event, date


def _arguments_and_relations(file: BratFile) -> tuple[list[Argument], list[Relation]]:
    """R lines with one event are arguments, those with none are relations; lines of time are neither."""
    arguments: list[Argument] = []
    relations: list[Relation] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in file.of("RELATION"):
        if line.type not in TIME_PREDICATES:
            with file.gathering(line.id):
                event = _has_event(file, line)
                _check_joined_once(file, line, event, seen)
                if event:
                    arguments.append(_argument(file, line))
                else:
                    relations.append(_relation(file, line))
    return arguments, relations


def _check_joined_once(file: BratFile, line: Line, event: bool, seen: dict[tuple[object, ...], int]) -> None:
    key = tuple(sorted(line.args)) if event else (*line.args, line.type)
    if key in seen:
        what = "a filler has one role in a mention" if event else "delete one of the relations"
        raise file.error(f"{' and '.join(line.args)} are joined in line {seen[key]} too; {what}", line.number)
    seen[key] = line.number


def _has_event(file: BratFile, line: Line) -> bool:
    kinds = [file.find(name, line.number).kind for name in line.args]
    if kinds == ["EVENT", "EVENT"]:
        raise file.error("two events are joined by links or one event id in their notes, not by an R line", line.number)
    if "DATE" in kinds:
        times = ", ".join(TIME_PREDICATES)
        raise file.error(f"{line.type} joins no date; use {times}, or a relation's note with the date", line.number)
    return "EVENT" in kinds


def _argument(file: BratFile, line: Line) -> Argument:
    if line.type not in (*FILLER_FIRST, *EVENT_FIRST):
        usable = ", ".join((*FILLER_FIRST, *EVENT_FIRST))
        raise file.error(f"{line.type} joins no event and its filler; use {usable}", line.number)
    first, second = line.args if line.type in EVENT_FIRST else line.args[::-1]
    event, filler = file.find(first, line.number, ("EVENT",)), file.find(second, line.number, ("MENTION",))
    if line.value("date"):
        raise file.error("an event has its date by a POINT_IN_TIME line, not by a note", line.note_line)
    role = line.value("role") or derived_role(line.type, event.attributes["EventType"], filler.type)
    return Argument(event.span, role, filler.key, file.rule(line.number))


def _relation(file: BratFile, line: Line) -> Relation:
    subject, target = (file.find(name, line.number) for name in line.args)
    file.known(line.number, "relation between entities", line.type, PREDICATES)
    if line.value("role"):
        raise file.error("only fillers of events have a role; delete it from the note", line.note_line)
    date = line.value("date")
    span = file.find(date, line.note_line, ("DATE",)).span if date else None
    return Relation(subject.key, line.type, target.key, file.rule(line.number), span)


def _event_links(file: BratFile) -> tuple[EventLink, ...]:
    found: set[EventLink] = set()
    for line in file.of("EVENT"):
        for predicate, name in (line.note or {}).get("links", ()):  # type: ignore[attr-defined]
            with file.gathering(line.id):
                found.add(_link(file, line, predicate, name))
    return tuple(sorted(found))


def _link(file: BratFile, line: Line, predicate: str, name: str) -> EventLink:
    file.known(line.note_line, "predicate between events", predicate, EVENT_PREDICATES)
    target = file.find(name, line.note_line, ("EVENT",))
    if target is line:
        raise file.error(f"{line.id} is linked with itself; name another event", line.note_line)
    return EventLink(line.span, predicate, target.span, file.rule(line.note_line))


def _events(file: BratFile) -> tuple[GoldEvent, ...]:
    groups: dict[str, list[Line]] = {}
    for line in sorted(file.of("EVENT"), key=lambda line: line.span):
        groups.setdefault(str(line.value("event")), []).append(line)
    return tuple(_event(file, name, groups[name]) for name in sorted(groups))


def _event(file: BratFile, name: str, lines: list[Line]) -> GoldEvent:
    first = lines[0]
    for line in lines:
        with file.gathering(line.id):
            _check_mention(file, name, first, line)
    return GoldEvent(
        event=name,
        type=first.attributes["EventType"],
        title=str(first.value("title")),
        edtf=first.value("event_edtf"),
        place=first.value("event_place"),
        polarity=max((_polarity(line) for line in lines), key=POLARITIES.index),
        modality=min((_modality(line) for line in lines), key=MODALITIES.index),
        mentions=tuple(line.span for line in lines),
    )


def _check_mention(file: BratFile, name: str, first: Line, line: Line) -> None:
    """All mentions of an event have its type; its first mention, and no other, has what is said of the event."""
    here = [key for key in EVENT_KEYS if key in (line.note or {})]
    if len(here) != (len(EVENT_KEYS) if line is first else 0):
        where = f"the note of its first mention ({first.id}) and no other"
        raise file.error(f"{', '.join(EVENT_KEYS)} of «{name}» stand in {where}", line.note_line)
    if line.attributes["EventType"] != first.attributes["EventType"]:
        raise file.error(f"{line.id} and {first.id} tell «{name}» but differ in EventType; choose one", line.number)
