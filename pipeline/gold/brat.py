"""Read brat standoff: a `.ann` file and its text come in, its lines come out, checked against text and format.

The format is `tests/gold/README.md`. This module knows how a line is written and which words may stand in it; what the
lines mean together (roles, events, dates) is `pipeline.gold.load`.
"""

import contextlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from pipeline.edtf import bounds
from pipeline.errors import DataError
from pipeline.gold.split import file_text
from pipeline.layers import MentionKey, Span
from pipeline.schema import (
    ANCHORS,
    DATE_TYPES,
    ENTITY_TYPES,
    EVENT_TYPES,
    GRANULARITIES,
    MODALITIES,
    POLARITIES,
    PREDICATES,
    ROLES,
)

SPAN_TYPES = (*ENTITY_TYPES, "DATE", "TIME", "EVENT")
"""NEREL's 29 types."""
FILLER_FIRST = ("PARTICIPANT_IN", "AGENT", "ORGANIZES", "INANIMATE_INVOLVED")
"""Predicates whose Arg1 fills a role of the event in Arg2, as in NEREL."""
EVENT_FIRST = ("TAKES_PLACE_IN", "HAS_CAUSE")
"""Predicates whose Arg2 fills a role of the event in Arg1 (HAS_CAUSE: the effect comes first)."""
TIME_PREDICATES = ("POINT_IN_TIME", "START_TIME", "END_TIME")
"""Predicates from an event to its date, the strongest first."""
R_PREDICATES = frozenset((*PREDICATES, *FILLER_FIRST, *EVENT_FIRST, *TIME_PREDICATES))

ATTRIBUTES = {
    "EventType": ("EVENT", EVENT_TYPES),
    "Polarity": ("EVENT", POLARITIES),
    "Modality": ("EVENT", MODALITIES),
    "TimexType": ("DATE", DATE_TYPES),
    "Anchor": ("DATE", ANCHORS),
}
"""Attribute → the kind of line that carries it, and its vocabulary."""
REQUIRED = {"EVENT": ("EventType",), "DATE": ("TimexType", "Anchor")}
"""Kind of line → the attributes that it must have."""
NOTE_KEYS: Mapping[str, tuple[set[str], set[str]]] = {
    "MENTION": ({"lemma", "entity"}, set()),
    "DATE": ({"edtf", "granularity"}, set()),
    "EVENT": ({"lemma", "event"}, {"title", "event_edtf", "event_place", "links"}),
    "RELATION": (set(), {"role", "date"}),
}
"""Kind of line → the keys that its note must have, and those that it may have."""
NULLABLE = ("edtf", "granularity", "event_edtf", "event_place")
"""Keys of notes whose value may be null."""
DRAFT = "DRAFT"
"""The second cell of the line that marks a file as a draft."""
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(slots=True)
class Line:
    """A `T` or `R` line with what `A` and `#` lines say of it; `number` is its line in the file, from 1."""

    id: str
    number: int
    type: str
    start: int = 0
    end: int = 0
    args: tuple[str, str] = ("", "")
    attributes: dict[str, str] = field(default_factory=dict)
    note: dict[str, object] | None = None
    note_line: int = 0

    @property
    def kind(self) -> str:
        """RELATION, or what the span is: EVENT, DATE (dates and times), MENTION (of an entity)."""
        if self.args[0]:
            return "RELATION"
        return {"DATE": "DATE", "TIME": "DATE", "EVENT": "EVENT"}.get(self.type, "MENTION")

    @property
    def span(self) -> Span:
        """(start, end) of a T line."""
        return self.start, self.end

    @property
    def key(self) -> MentionKey:
        """(start, end, type) of a T line."""
        return self.start, self.end, self.type

    def value(self, key: str) -> str | None:
        """What the note says under `key`; null where it says null or nothing."""
        value = (self.note or {}).get(key)
        return None if value is None else str(value)


class _FollowsError(DataError):
    """A reference to a line that has an error of its own: nothing to tell a person beside that one."""


class BratFile:
    """The lines of one annotation of `text`, by id, and the errors that point at them, in the order in which they were
    found."""

    def __init__(self, path: Path, text: str):
        self.path, self.text = path, text
        self.lines: dict[str, Line] = {}
        self.errors: list[DataError] = []
        self.broken: set[str] = set()

    @contextlib.contextmanager
    def gathering(self, name: str = "") -> Iterator[None]:
        """Keep an error of the block for later, so that a person sees all errors of a file at once. `name` is the line
        that the block makes: what refers to it is no further error."""
        try:
            yield
        except _FollowsError:
            self.broken.add(name)
        except DataError as error:
            self.errors.append(error)
            self.broken.add(name)

    def error(self, message: str, number: int | None = None) -> DataError:
        """An error that points at line `number`."""
        return DataError(self.path, message, number)

    def rule(self, number: int) -> str:
        """How records name the line that made them: file:line."""
        return f"{self.path.name}:{number}"

    def find(self, name: str, number: int, kinds: Collection[str] = ()) -> Line:
        """The line called `name`, which must be of one of `kinds`; `number` is the line that asks."""
        if name not in self.lines and name in self.broken:
            raise _FollowsError(self.path, f"{name} has an error of its own; correct it first", number)
        if name not in self.lines:
            raise self.error(f"{name} is named here but not in the file; correct the reference", number)
        line = self.lines[name]
        if kinds and line.kind not in kinds:
            raise self.error(f"{name} is {line.type}; here stands one of {', '.join(sorted(kinds))}", number)
        return line

    def of(self, kind: str) -> Iterator[Line]:
        """The lines of a kind, in the order of the file."""
        return (line for line in self.lines.values() if line.kind == kind)

    def known(self, number: int, what: str, value: str, vocabulary: Iterable[str]) -> None:
        """Raises an error unless `value` stands in `vocabulary`."""
        if value not in vocabulary:
            raise self.error(f"«{value}» is no {what}; known are {', '.join(sorted(vocabulary))}", number)


def scan_brat(ann: Path, text: str) -> BratFile:
    """The lines of `ann`, an annotation of `text`, with all errors, file and line, in `errors`: no line is to be used
    while there is one. Raises `DataError` where there are no lines to be had: the file is missing, not UTF-8, or a
    draft."""
    file = BratFile(Path(ann), text)
    pending = list(_lines(file))
    for readers in (_MAKERS, _ADDERS):  # what A and # lines speak of may stand below them
        for number, name, parts in pending:
            if name[0] in readers:
                with file.gathering(name):
                    readers[name[0]](file, number, name, parts)
    _check(file)
    return file


def _lines(file: BratFile) -> Iterator[tuple[int, str, list[str]]]:
    """(line number, id, the other cells) of each line."""
    ids: dict[str, int] = {}
    content = file_text(file.path, "the annotation is missing; restore it from the repository")
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        name, *parts = line.split("\t")
        if name.startswith("#") and parts[:1] == [DRAFT]:
            advice = "correct it against the text and the guideline, then delete this line"
            raise file.error(f"this is a draft that the pipeline wrote, not gold; {advice}", number)
        taken = False
        with file.gathering(name):
            _check_id(file, number, name, ids)
            taken = True
        if taken:
            yield number, name, parts


def _check_id(file: BratFile, number: int, name: str, ids: dict[str, int]) -> None:
    if not (name[:1] in _MAKERS or name[:1] in _ADDERS) or not name[1:].isdecimal():
        raise file.error(f"a line begins with T, R, A or # and a number, not «{name[:20]}»", number)
    if name in ids:
        raise file.error(f"the id {name} stands in line {ids[name]} too; number it anew", number)
    ids[name] = number


def one_line(text: str) -> str:
    """The words of a span as a T line holds them: a line end or a tab is written as a blank."""
    return _BREAKS.sub(" ", text)


def _make_span(file: BratFile, number: int, name: str, parts: list[str]) -> None:
    if len(parts) != 2:
        raise file.error("a T line has three cells separated by tabs: id, type and offsets, text", number)
    kind, _, offsets = parts[0].partition(" ")
    file.known(number, "type", kind, SPAN_TYPES)
    start, end = _offsets(file, number, name, offsets)
    there = one_line(file.text[start:end])
    if there != parts[1]:
        raise file.error(f"{name} says «{parts[1]}», the text reads «{there}»; correct one of them", number)
    file.lines[name] = Line(name, number, kind, start, end)


def _offsets(file: BratFile, number: int, name: str, offsets: str) -> Span:
    if ";" in offsets:
        raise file.error(f"{name} is discontinuous ({offsets}); annotate one stretch without gaps", number)
    cells = offsets.split(" ")
    if len(cells) != 2 or not all(cell.isdecimal() and len(cell) < 10 for cell in cells):
        raise file.error(f"«{offsets[:30]}» are no offsets; write start and end", number)
    start, end = map(int, cells)
    if not start < end <= len(file.text):
        raise file.error(f"{start}–{end} is empty or outside the text of {len(file.text)} characters", number)
    return start, end


def _make_relation(file: BratFile, number: int, name: str, parts: list[str]) -> None:
    cells = parts[0].split(" ") if parts else []
    if len(cells) != 3 or not cells[1].startswith("Arg1:T") or not cells[2].startswith("Arg2:T"):
        raise file.error("an R line reads: predicate Arg1:T… Arg2:T…", number)
    file.known(number, "predicate", cells[0], R_PREDICATES)
    file.lines[name] = Line(name, number, cells[0], args=(cells[1][5:], cells[2][5:]))


def _add_attribute(file: BratFile, number: int, name: str, parts: list[str]) -> None:
    cells = parts[0].split(" ") if parts else []
    if len(cells) != 3:
        raise file.error("an A line reads: attribute T… value", number)
    file.known(number, "attribute", cells[0], ATTRIBUTES)
    kind, vocabulary = ATTRIBUTES[cells[0]]
    line = file.find(cells[1], number, (kind,))
    if cells[0] in line.attributes:
        raise file.error(f"{cells[1]} has a {cells[0]} already; delete one", number)
    line.attributes[cells[0]] = ""  # it is there, though wrong: one error is enough
    file.known(number, cells[0], cells[2], vocabulary)
    line.attributes[cells[0]] = cells[2]


def _add_note(file: BratFile, number: int, name: str, parts: list[str]) -> None:
    if len(parts) != 2 or not parts[0].startswith("AnnotatorNotes "):
        raise file.error("a # line reads: AnnotatorNotes T…, a tab, JSON", number)
    line = file.find(parts[0].removeprefix("AnnotatorNotes "), number)
    if line.note_line:
        raise file.error(f"{line.id} has a note in line {line.note_line} already; join them", number)
    line.note_line = number
    line.note = _note(file, number, line, parts[1])


Reader = Callable[[BratFile, int, str, list[str]], None]
_MAKERS: Mapping[str, Reader] = {"T": _make_span, "R": _make_relation}
_ADDERS: Mapping[str, Reader] = {"A": _add_attribute, "#": _add_note}


def _note(file: BratFile, number: int, line: Line, source: str) -> dict[str, object]:
    try:
        note = json.loads(source, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise file.error(f"the note is not valid JSON ({error}); mend it", number) from None
    if not isinstance(note, dict):
        raise file.error("the note is JSON but no object; write {…}", number)
    _check_keys(file, number, line, note.keys())
    for key, value in note.items():
        _check_value(file, number, key, value)
    return note


def _check_keys(file: BratFile, number: int, line: Line, keys: Collection[str]) -> None:
    must, may = NOTE_KEYS[line.kind]
    where = f"the note of {line.id} ({line.type})"
    for key in sorted({*keys} - must - may):
        near = get_close_matches(key, sorted((must | may) - {*keys}), 1)
        hint = f"did you mean «{near[0]}»?" if near else f"it may hold {', '.join(sorted(must | may))}"
        raise file.error(f"«{key}» cannot stand in {where}; {hint}", number)
    if missing := must - {*keys}:
        raise file.error(f"{where} lacks {', '.join(sorted(missing))}; add what is missing", number)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; JSON itself would let the last of two equal keys win in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _check_value(file: BratFile, number: int, key: str, value: object) -> None:
    if key == "links":
        pairs = value if isinstance(value, list) else [None]
        if not all(isinstance(p, list) and len(p) == 2 and all(isinstance(x, str) for x in p) for p in pairs):
            raise file.error('«links» is a list of pairs: [["ABOUT", "T7"]]', number)
        return
    if value is None and key in NULLABLE:
        return
    if not isinstance(value, str) or not value:
        raise file.error(f"«{key}» is a text that is not empty{', or null' if key in NULLABLE else ''}", number)
    if key in ("edtf", "event_edtf"):
        _check_edtf(file, number, value)
    if key in ("granularity", "role"):
        file.known(number, key, value, GRANULARITIES if key == "granularity" else ROLES)


def _check_edtf(file: BratFile, number: int, value: str) -> None:
    try:
        bounds(value)
    except ValueError as error:
        raise file.error(str(error), number) from None


def _check(file: BratFile) -> None:
    """What only the whole file shows: spans without a note or an attribute, and spans annotated twice."""
    seen: dict[tuple[int, int, str], str] = {}
    for line in list(file.lines.values()):
        if line.kind != "RELATION":
            with file.gathering(line.id):
                _check_twice(file, line, seen)
                _check_span(file, line)


def _check_twice(file: BratFile, line: Line, seen: dict[tuple[int, int, str], str]) -> None:
    key = (*line.span, "DATE" if line.kind == "DATE" else line.type)
    if key in seen:
        raise file.error(f"{line.id} is {seen[key]} over again; delete one", line.number)
    seen[key] = line.id


def _check_span(file: BratFile, line: Line) -> None:
    if not line.note_line:
        raise file.error(f"{line.id} has no note; add {', '.join(sorted(NOTE_KEYS[line.kind][0]))}", line.number)
    for name in REQUIRED.get(line.kind, ()):
        if name not in line.attributes:
            raise file.error(f"{line.id} has no {name}; add an A line", line.number)
    timex = line.attributes.get("TimexType", "SET")
    if timex in ("DATE", "TIME") and timex != line.type:
        raise file.error(f"{line.id} is {line.type} but its TimexType is {timex}; make them agree", line.number)
