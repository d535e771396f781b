"""Which gold documents are for development and which only for figures, and which look-alikes are told where.

In: `split.yaml` and `near-misses.tsv` in the folder of annotations. Out: ids of documents by side, and pairs of events.
It knows names of documents and events only; whether they exist, `pipeline.gold.check` asks.
"""

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
    """doc_id → annotation: the files `folder/**/NAME.ann`, in the order of the ids. Raises UsageError if there is
    none."""
    found = {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.ann")}
    if not found:
        raise UsageError(f"{folder}: no annotation (*.ann) there; name the folder that holds the gold set")
    return dict(sorted(found.items()))


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
    """What the file says, if it says it in the right form."""
    form = f"write the lists {' and '.join(f'`{side}:`' for side in SIDES)} of ids of documents"
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(path, f"the split is missing; {form}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
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
    path = folder / NEAR_MISSES
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise DataError(path, "the list of near misses is missing; restore it from the repository") from None
    except UnicodeDecodeError as error:
        raise DataError(path, f"not UTF-8 (byte {error.start}); save it as UTF-8") from None
    if lines[0].split("\t") != list(COLUMNS):
        raise DataError(path, f"the header is no longer {', '.join(COLUMNS)}, separated by tabs; restore it", 1)
    return [_near_miss(path, number, line) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _near_miss(path: Path, number: int, line: str) -> NearMiss:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS) or not all(cells):
        raise DataError(path, f"a row has {len(COLUMNS)} filled cells, separated by tabs: {', '.join(COLUMNS)}", number)
    doc_a, event_a, doc_b, event_b, why = cells
    return NearMiss(doc_a, event_a, doc_b, event_b, why, number)
