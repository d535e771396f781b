"""The dated events in order, each with what the tables say of it: rows of the tables in, what the page shows out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.published import Row, plain_rows, read_rows
from pipeline.report.spoken import spoken
from pipeline.tables import read_table

MAX_EVENTS = 1000
"""Events on the timeline; of more, those with most documents and mentions are shown, and the page says so."""
MAX_SOURCES = 5
"""Source sentences shown with an event."""
MAX_FILLERS = 8
"""Entities shown in one role of an event."""
YEAR = 365.2425 * 86_400
"""Seconds of a mean Gregorian year."""
SHOWN_ROLES = ("AGENT", "PARTICIPANT", "TOPIC", "CAUSE")


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that tells the event: before, trigger, after; `doc_id` and `sent_id` say where."""

    doc_id: str
    sent_id: int
    before: str
    trigger: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the timeline. `start` and `end` are years with fractions, None where open."""

    row: Row
    date: str
    start: float | None
    end: float | None
    place: str | None
    fillers: Mapping[str, list[str]]
    sources: list[Source] = field(default_factory=list)
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The entries in order, and of how many dated events they were taken."""

    entries: list[Entry]
    dated: int
    undated: int


def read_timeline(tables: Path) -> Timeline:
    """The timeline of all events of the tables that have an EDTF value."""
    events = read_table(tables, "events")
    dated = events.filter(pc.is_valid(events["edtf"]))
    rows = plain_rows(_most_told(dated))
    ids = {row["event_id"] for row in rows}
    names = {row["entity_id"]: row["name"] for row in read_rows(tables, "entities", ["entity_id", "name"])}
    told = _grouped(read_rows(tables, "event_mentions", where={"event_id": ids}))
    roles = _grouped(read_rows(tables, "arguments", ["event_id", "role", "entity_id"], {"event_id": ids}))
    sentences = _sentences(tables, [m for mentions in told.values() for m in mentions[:MAX_SOURCES]])
    entries = [_entry(row, names, told[row["event_id"]], roles[row["event_id"]], sentences) for row in rows]
    return Timeline(sorted(entries, key=_order), dated.num_rows, events.num_rows - dated.num_rows)


def _most_told(events: pa.Table) -> pa.Table:
    keys = [("n_documents", "descending"), ("n_mentions", "descending"), ("event_id", "ascending")]
    return events.sort_by(keys).slice(0, MAX_EVENTS)


def _grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["event_id"]].append(row)
    return groups


def _sentences(tables: Path, mentions: Collection[Row]) -> dict[tuple[str, int], tuple[int, int, str]]:
    """(doc_id, sent_id) → start, end and text of the sentences in which the mentions stand."""
    documents = {mention["doc_id"] for mention in mentions}
    wanted = {(mention["doc_id"], mention["sent_id"]) for mention in mentions}
    texts = {r["doc_id"]: r["text"] for r in read_rows(tables, "documents", ["doc_id", "text"], {"doc_id": documents})}
    rows = read_rows(tables, "sentences", where={"doc_id": documents})
    spans = {(row["doc_id"], row["sent_id"]): (row["start"], row["end"]) for row in rows}
    return {key: (*spans[key], texts[key[0]][slice(*spans[key])]) for key in wanted if key in spans}


def _entry(
    row: Row, names: Mapping[str, str], told: list[Row], roles: list[Row], sentences: Mapping[Any, tuple[int, int, str]]
) -> Entry:
    return Entry(
        row,
        spoken(row["edtf"]),
        _year(row["earliest"]),
        _year(row["latest"]),
        names.get(row["place_id"]) if row["place_id"] else None,
        {role: _fillers(roles, role, names) for role in SHOWN_ROLES if _fillers(roles, role, names)},
        [_source(m, sentences[m["doc_id"], m["sent_id"]]) for m in told[:MAX_SOURCES]],
        tuple(sorted({mention["doc_id"] for mention in told})),
    )


def _fillers(roles: list[Row], role: str, names: Mapping[str, str]) -> list[str]:
    """The names of the entities in a role, each once, in order of the text."""
    found = dict.fromkeys(names.get(row["entity_id"], row["entity_id"]) for row in roles if row["role"] == role)
    return [*list(found)[:MAX_FILLERS], *(["…"] if len(found) > MAX_FILLERS else [])]


def _source(mention: Row, sentence: tuple[int, int, str]) -> Source:
    start, _, text = sentence
    first, last = mention["start"] - start, mention["end"] - start
    return Source(mention["doc_id"], mention["sent_id"], text[:first], text[first:last], text[last:])


def _year(seconds: int | None) -> float | None:
    return None if seconds is None else round(1970 + seconds / YEAR, 4)


def _order(entry: Entry) -> tuple[float, float, str]:
    start = entry.start if entry.start is not None else entry.end
    end = entry.end if entry.end is not None else entry.start
    return (start or 0.0, end or 0.0, entry.row["event_id"])
