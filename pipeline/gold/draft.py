"""`khronika gold new`: what the pipeline finds in one source, written as an annotation for a person to correct.

In: the tables of a run. Out: brat standoff in the format of `tests/gold/README.md`, with a mark in its first line that
every loader refuses, so that nothing becomes gold by being left as it is.
"""

import json
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.documents import SIDECARS, Document, Reject, read_documents
from pipeline.errors import UsageError
from pipeline.gold.brat import DRAFT, one_line
from pipeline.gold.load import derived_role
from pipeline.gold.sources import rejected_id
from pipeline.published import Row, read_rows
from pipeline.run import run
from pipeline.schema import MODALITIES, POLARITIES
from pipeline.tables import write_text

MARK = f"#0\t{DRAFT}\tWritten by the pipeline: correct every line against text and guideline, then delete this one."
PREDICATES = {"AGENT": ("AGENT",), "PLACE": ("TAKES_PLACE_IN",), "CAUSE": ("HAS_CAUSE",)}
"""Role → the predicates that may stand for it; other roles depend on the event and the filler."""
OTHER_PREDICATES = ("PARTICIPANT_IN", "INANIMATE_INVOLVED")
Joined = tuple[str, dict[str, object]]
"""A relation as its R line says it, and its note ({} for none)."""
CLOCK = ("hour", "minute", "second")
"""Units of lengths and recurrences that are TIME spans."""


def new_draft(name: str, raw: Path, out: Path) -> Path:
    """Run the pipeline on the source `name` below `raw` and write `out/name.ann`; returns its path.

    Raises UsageError where there is no such source, it cannot be taken, or the annotation is there already.
    """
    name = unicodedata.normalize("NFC", name)  # as ids are, however the keyboard or the file system writes it
    path = out / f"{name}.ann"
    if path.exists():
        raise UsageError(
            f"{path}: is there already, and may hold a person's work; move it away or choose another --out"
        )
    source = _source(name, raw)
    with tempfile.TemporaryDirectory(prefix="khronika-") as folder:
        alone = Path(folder, "raw")
        for file in (source, *(source.with_suffix(suffix) for suffix in SIDECARS)):
            if (raw / file).is_file():
                (alone / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(raw / file, alone / file)
        run(alone, Path(folder, "tables"))
        draft = draft_text(Path(folder, "tables"), name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, draft)
    return path


def _source(name: str, raw: Path) -> Path:
    """The file below `raw` that holds the document `name`. Of two files with one id, one may be taken and one not."""
    rejects = []
    for row in read_documents(raw):
        if isinstance(row, Document) and row.doc_id == name:
            path = Path(row.path)
            return next(part for part in (path, *path.parents) if (raw / part).is_file())
        if isinstance(row, Reject) and rejected_id(row) == name:
            rejects.append(row)
    if rejects:
        raise UsageError(f"{raw / rejects[0].path}: cannot be taken: {rejects[0].reason}")
    raise UsageError(f"{raw}: there is no source «{name}»; name it by its path below that folder, without its suffix")


def draft_text(tables: Path, name: str) -> str:
    """The rows of the document `name` in the tables as an annotation with the mark of a draft."""
    return "\n".join([MARK, *_Draft(tables, name).lines()]) + "\n"


class _Draft:
    """The rows of one document, and the ids that the lines of its spans get."""

    def __init__(self, tables: Path, name: str):
        def rows(table: str) -> list[Row]:
            return read_rows(tables, table, where={"doc_id": [name]})

        self.text = rows("documents")[0]["text"]
        self.mentions, self.dates, self.triggers = rows("mentions"), rows("dates"), rows("event_mentions")
        self.relations, self.links = rows("relations"), rows("event_links")
        ids = {row["event_mention_id"] for row in self.triggers}
        self.arguments = read_rows(tables, "arguments", where={"event_mention_id": ids})
        told = {row["event_id"] for row in self.triggers}
        self.events = {row["event_id"]: row for row in read_rows(tables, "events", where={"event_id": told})}
        meant = {row["entity_id"] for row in self.mentions} | {row["place_id"] for row in self.events.values()} - {None}
        self.entities = readable_ids(read_rows(tables, "entities", where={"entity_id": meant}))
        spans = [*self.mentions, *self.dates, *self.triggers]
        spans.sort(key=lambda row: (row["start"], -row["end"], _row_id(row)))
        self.names = {_row_id(row): f"T{number}" for number, row in enumerate(spans, 1)}
        self.spans = spans
        self.rows = {_row_id(row): row for row in spans}
        self.first: dict[str, Row] = {}
        for row in sorted(self.triggers, key=lambda row: (row["start"], row["end"])):
            self.first.setdefault(row["event_id"], row)

    def lines(self) -> Iterator[str]:
        """Spans, relations, attributes, notes."""
        relations = [*self._times(), *self._arguments(), *self._relations()]
        attributes = [line for row in self.spans for line in self._attributes(row)]
        notes = [(self.names[_row_id(row)], self._note(row)) for row in self.spans]
        notes += [(f"R{number}", note) for number, (_, note) in enumerate(relations, 1) if note]
        for row in self.spans:
            words = one_line(self.text[row["start"] : row["end"]])
            yield f"{self.names[_row_id(row)]}\t{_span_type(row)} {row['start']} {row['end']}\t{words}"
        yield from (f"R{number}\t{line}" for number, (line, _) in enumerate(relations, 1))
        yield from (f"A{number}\t{line}" for number, line in enumerate(attributes, 1))
        for number, (name, note) in enumerate(notes, 1):
            yield f"#{number}\tAnnotatorNotes {name}\t{json.dumps(note, ensure_ascii=False)}"

    def _attributes(self, row: Row) -> list[str]:
        name = self.names[_row_id(row)]
        if "event_mention_id" in row:
            marked = [("EventType", row["type"])]
            marked += [("Polarity", row["polarity"])] if row["polarity"] != POLARITIES[0] else []
            marked += [("Modality", row["modality"])] if row["modality"] != MODALITIES[0] else []
        elif "anchor" in row:
            marked = [("TimexType", row["type"]), ("Anchor", row["anchor"])]
        else:
            marked = []
        return [f"{attribute} {name} {value}" for attribute, value in marked]

    def _note(self, row: Row) -> dict[str, object]:
        if "anchor" in row:
            return {"edtf": row["edtf"], "granularity": row["granularity"]}
        if "mention_id" in row:
            return {"lemma": row["lemma"], "entity": self.entities[row["entity_id"]]}
        note: dict[str, object] = {"lemma": row["lemma"], "event": row["event_id"]}
        if row is self.first[row["event_id"]]:
            event = self.events[row["event_id"]]
            place = self.entities.get(event["place_id"])
            note |= {"title": event["name"], "event_edtf": event["edtf"], "event_place": place}
        ends = "subject_event_mention_id", "object_event_mention_id"
        links = [k for k in self.links if k[ends[0]] == row["event_mention_id"]]
        return note | ({"links": [[k["predicate"], self.names[k[ends[1]]]] for k in links]} if links else {})

    def _times(self) -> Iterator[Joined]:
        for row in self.triggers:
            if row["date_id"]:
                name, date = self.names[row["event_mention_id"]], self.names[row["date_id"]]
                yield f"POINT_IN_TIME Arg1:{name} Arg2:{date}", {}

    def _arguments(self) -> Iterator[Joined]:
        for row in self.arguments:
            event, filler = self.names[row["event_mention_id"]], self.names[row["mention_id"]]
            event_type, kind = self.rows[row["event_mention_id"]]["type"], self.rows[row["mention_id"]]["type"]
            usable = PREDICATES.get(row["role"], OTHER_PREDICATES)
            right = [p for p in usable if derived_role(p, event_type, kind) == row["role"]]
            ends = (event, filler) if row["role"] in ("PLACE", "CAUSE") else (filler, event)
            note: dict[str, object] = {} if right else {"role": row["role"]}
            yield f"{(right or usable)[0]} Arg1:{ends[0]} Arg2:{ends[1]}", note

    def _relations(self) -> Iterator[Joined]:
        for row in self.relations:
            ends = self.names[row["subject_mention_id"]], self.names[row["object_mention_id"]]
            note: dict[str, object] = {"date": self.names[row["date_id"]]} if row["date_id"] else {}
            yield f"{row['predicate']} Arg1:{ends[0]} Arg2:{ends[1]}", note


def readable_ids(entities: Iterable[Row]) -> dict[str, str]:
    """Id in the tables → id as gold writes it: the item, or type and name with its blanks («profession:генеральный
    секретарь»), and behind @ the document that an id of one document alone names. Two ids never become one."""
    found: dict[str, str] = {}
    for row in entities:
        table_id = row["entity_id"]
        own, at, document = table_id.partition("@")
        name = f"{row['type']}:{' '.join(row['name'].split())}".lower()
        wanted = table_id if row["wikidata_id"] or ":" not in own else f"{name}{at}{document}"
        found[table_id] = table_id if wanted in found.values() else wanted
    return found


def _row_id(row: Row) -> str:
    return str(next(row[key] for key in ("mention_id", "event_mention_id", "date_id") if key in row))


def _span_type(row: Row) -> str:
    """NEREL's type of a row's span."""
    if "anchor" in row:
        return "TIME" if row["type"] == "TIME" or (row["type"] != "DATE" and row["granularity"] in CLOCK) else "DATE"
    return "EVENT" if "event_mention_id" in row else str(row["type"])
