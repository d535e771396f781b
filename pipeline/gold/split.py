"""Which gold documents are for development and which only for figures, and which look-alikes are told where.

In: `split.yaml` and `near-misses.tsv` in the folder of annotations. Out: ids of documents by side, and pairs of events.
It knows names of documents and events only, and how files that people edit are read.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.errors import DataError, UsageError

SIDES = ("dev", "test")
"""To work with, and to look at the figures of only."""
SPLIT, NEAR_MISSES = "split.yaml", "near-misses.tsv"
COLUMNS = ("doc_a", "event_a", "doc_b", "event_b", "why")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two events that a careless merge would join: where each is told, and why they are two. `line` is its row."""

    doc_a: str
    event_a: str
    doc_b: str
    event_b: str
    why: str
    line: int


def annotations(folder: Path) -> dict[str, Path]:
    """doc_id → annotation: the files `folder/**/NAME.ann`, in the order of the ids, which are NFC as those of sources
    are. Raises UsageError if there is none."""
    names = {path: path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ann")}
    found = {unicodedata.normalize("NFC", name): path for path, name in names.items()}
    if not found:
        raise UsageError(f"{folder}: no annotation (*.ann) there; name the folder that holds the gold set")
    return dict(sorted(found.items()))


def gold_root(folder: Path) -> Path:
    """`folder`, or where it has no `split.yaml` the nearest folder above it whose split lists an annotation in it.
    Raises UsageError where `folder` holds no annotation."""
    inside = [path.resolve() for path in annotations(folder).values()]
    for way in () if (folder / SPLIT).exists() else (*folder.parents, *folder.resolve().parents):
        if (way / SPLIT).is_file() and _lists(way, inside):
            return way
    return folder


def _lists(folder: Path, paths: Iterable[Path]) -> bool:
    """Whether the split in `folder` can be read and lists one of the annotations at `paths`."""
    try:
        told = {name for names in _sides(folder / SPLIT).values() for name in names}
    except DataError:
        return False
    root = folder.resolve()
    inside = (path.relative_to(root).with_suffix("").as_posix() for path in paths if path.is_relative_to(root))
    return not told.isdisjoint(unicodedata.normalize("NFC", name) for name in inside)


def read_split(folder: Path) -> dict[str, tuple[str, ...]]:
    """Side (`SIDES`) → the ids of its documents, sorted: every annotation of `folder` stands on exactly one side.

    Raises DataError for a split that is missing, broken, or does not fit the annotations; UsageError where there are
    none.
    """
    split, problems = scan_split(folder)
    if problems:
        raise problems[0]
    return split


def scan_split(folder: Path) -> tuple[dict[str, tuple[str, ...]], list[DataError]]:
    """As `read_split`, but with all that is wrong."""
    path = folder / SPLIT
    try:
        split = _sides(path)
    except DataError as error:
        return dict.fromkeys(SIDES, ()), [error]
    known = annotations(folder)
    told = [name for names in split.values() for name in names]
    problems = [f"«{name}» stands there more than once; keep one" for name in sorted(set(told)) if told.count(name) > 1]
    problems += [f"«{name}» has no annotation; add {name}.ann or delete the name" for name in told if name not in known]
    problems += [
        f"the annotation «{name}» is on no side; add it to {' or '.join(SIDES)}" for name in known if name not in told
    ]
    return {side: tuple(sorted(names)) for side, names in split.items()}, [DataError(path, p) for p in problems]


def _sides(path: Path) -> dict[str, list[str]]:
    """What the file says, if it says it in the right form. A scalar is its text as written: an id may look like a
    number or a day."""
    form = f"write the lists {' and '.join(f'`{side}:`' for side in SIDES)} of ids of documents"
    source = file_text(path, f"the split is missing; {form}")
    try:
        said = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        raise DataError(path, f"not valid YAML; {form}", place.line + 1 if place else None) from None
    if not isinstance(said, dict) or set(said) != set(SIDES):
        raise DataError(path, f"it holds something else than the two sides; {form}")
    for side in SIDES:
        if not isinstance(said[side], list) or not all(isinstance(name, str) for name in said[side]):
            raise DataError(path, f"«{side}» is no list of texts; {form}")
    return {side: said[side] for side in SIDES}


def read_near_misses(folder: Path) -> list[NearMiss]:
    """The rows of `near-misses.tsv`. Raises DataError with file and line for a file that is missing or broken."""
    return [
        NearMiss(doc_a, event_a, doc_b, event_b, why, line)
        for line, (doc_a, event_a, doc_b, event_b, why) in tab_rows(folder / NEAR_MISSES, COLUMNS)
    ]


def near_miss_problems(
    rows: Iterable[NearMiss], events: Mapping[str, Collection[str]], split: Mapping[str, Collection[str]]
) -> Iterator[tuple[NearMiss, str]]:
    """Rows that cannot be, each with a sentence on why. `events` are those that each gold document tells, by doc_id;
    `split` is side → documents, empty for a folder without sides."""
    side_of = {name: side for side, names in split.items() for name in names}
    seen: set[frozenset[str]] = set()
    for row in rows:
        pair = frozenset({row.event_a, row.event_b})
        for name, event in ((row.doc_a, row.event_a), (row.doc_b, row.event_b)):
            if name not in events:
                yield row, f"«{name}» is no gold document that can be read; correct the name or mend the annotation"
            elif event not in events[name]:
                yield row, f"«{name}» tells no event «{event}»; correct the id"
        if len(pair) < 2:
            yield row, f"«{row.event_a}» is one event, and a near miss is two; correct one"
        if side_of.get(row.doc_a) != side_of.get(row.doc_b):
            yield row, f"«{row.doc_a}» and «{row.doc_b}» are on two sides of the split; choose documents of one side"
        if pair in seen:
            yield row, f"«{row.event_a}» and «{row.event_b}» stand there already; delete one"
        seen.add(pair)


def tab_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of each row below the header of a list whose cells tabs separate, without the blanks around them.

    Raises DataError for a list that is missing, not UTF-8, without these columns, or has a row with an empty cell.
    """
    lines = file_text(path, "the list is missing; restore it from the repository").split("\n")
    if lines[0].split("\t") != list(columns):
        raise DataError(path, f"the header must be {', '.join(columns)}, separated by tabs; restore it", 1)
    for number, line in enumerate(lines[1:], 2):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not line.strip():
            continue
        if len(cells) != len(columns) or not all(cells):
            message = f"a row has {len(columns)} filled cells, separated by tabs: {', '.join(columns)}"
            raise DataError(path, message, number)
        yield number, cells


def file_text(path: Path, missing: str) -> str:
    """The text of a file that people edit: line ends are `\\n`, without the mark that some editors put before UTF-8.
    Raises DataError where it cannot be read; `missing` says that it is not there."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError(path, missing) from None
    except UnicodeDecodeError as error:
        raise DataError(path, f"not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise DataError(path, f"cannot be read ({error.strerror}); put a file there that you may read") from None
