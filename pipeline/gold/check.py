"""`khronika gold check`: every annotation of a folder against the format, its text, the guidelines and the others.

In: the folder of annotations and that of sources. Out: sentences for people, errors and warnings, and a table of sizes.
All errors of all files are told at once. It knows nothing of how annotations came to be.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DataError, UsageError
from pipeline.gold.identity import check_identity
from pipeline.gold.ids import check_ids
from pipeline.gold.load import GoldDocument, read_gold
from pipeline.gold.sizes import markdown_table, size_table
from pipeline.gold.sources import source_texts, why_no_text
from pipeline.gold.spans import Remark, check_spans
from pipeline.gold.split import (
    NEAR_MISSES,
    SPLIT,
    NearMiss,
    annotations,
    gold_root,
    near_miss_problems,
    read_near_misses,
    scan_split,
)
from pipeline.gold.values import check_values
from pipeline.knowledge import knowledge


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: errors (the gold set cannot be used so) and warnings, each a sentence with file and line,
    and the table of sizes ("" where no document can be read)."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    sizes: str


class _Findings:
    """Errors and warnings in the order in which files are looked at; `wanted` are the documents that are asked for."""

    def __init__(self, paths: Mapping[str, Path], wanted: Collection[str]):
        self.paths, self.wanted = paths, wanted
        self.errors: list[str] = []
        self.warnings: list[str] = []

    @property
    def whole(self) -> bool:
        """Whether all documents are asked for."""
        return len(self.wanted) == len(self.paths)

    def remark(self, name: str, remark: Remark) -> None:
        if name in self.wanted:
            said = str(DataError(self.paths[name], remark.message, remark.line))
            (self.errors if remark.error else self.warnings).append(said)


def check_gold(folder: Path, raw: Path, only: Collection[str] = ()) -> Report:
    """Check the annotations below `folder` of the sources below `raw`; with `only`, report on these documents (ids),
    though they are still held against all others.

    A folder below a gold set (one with `split.yaml`) is the documents in it. A folder without `split.yaml` in or above
    it is no gold set but, say, one annotator's pass: it is checked without sides. Raises UsageError where there is no
    annotation or no source at all, or no annotation of a document in `only`.
    """
    inside, folder = {path.resolve() for path in annotations(folder).values()}, gold_root(folder)
    paths = annotations(folder)
    wanted = _wanted(folder, paths, only or [name for name, path in paths.items() if path.resolve() in inside])
    paths = dict(sorted(paths.items(), key=lambda item: item[0] in wanted))  # of two at odds the later is told of
    texts = source_texts(raw, set(paths))
    findings = _Findings(paths, wanted)
    documents = _load(paths, texts, raw, findings)
    entities = {entity for gold in documents.values() for entity in gold.entities.values()}
    split = _split(folder, findings)
    misses = _near_misses(folder, documents, split, findings)
    known = knowledge().entities
    for name in wanted:
        if gold := documents.get(name):
            found = {*check_spans(gold, texts[name]), *check_values(gold, entities, known), *check_ids(gold, known)}
            for remark in sorted(found):
                findings.remark(name, remark)
    for name, remark in check_identity(documents, known, {frozenset({m.event_a, m.event_b}) for m in misses}):
        findings.remark(name, remark)
    table = size_table(dict(sorted(documents.items())), texts, split, misses)
    sizes = _sizes(table if findings.whole else [row for n, row in enumerate(table) if not n or row[0] in wanted])
    return Report(tuple(findings.errors), tuple(findings.warnings), sizes)


def _wanted(folder: Path, known: Collection[str], only: Collection[str]) -> list[str]:
    for name in only:
        if name not in known:
            raise UsageError(f"{folder}: there is no annotation of «{name}»; there are {', '.join(known)}")
    return sorted(set(only))


def _sizes(table: list[list[str]]) -> str:
    return markdown_table(table, 2) if len(table) > 1 else ""


def _load(
    paths: Mapping[str, Path], texts: Mapping[str, str], raw: Path, findings: _Findings
) -> dict[str, GoldDocument]:
    documents = {}
    for name, path in paths.items():
        if name not in texts:
            if name in findings.wanted:
                findings.errors.append(str(DataError(path, why_no_text(raw, name))))
            continue
        document, errors = read_gold(path, texts[name])
        findings.errors += map(str, errors if name in findings.wanted else ())
        if document:
            documents[name] = document
    return documents


def _split(folder: Path, findings: _Findings) -> dict[str, tuple[str, ...]]:
    if not (folder / SPLIT).exists():
        return {}
    split, problems = scan_split(folder)
    findings.errors += map(str, problems)
    return split


def _near_misses(
    folder: Path,
    documents: Mapping[str, GoldDocument],
    split: Mapping[str, tuple[str, ...]],
    findings: _Findings,
) -> list[NearMiss]:
    """The near misses that are right."""
    if not (folder / NEAR_MISSES).exists() and not split:
        return []
    try:
        rows = read_near_misses(folder)
    except DataError as error:
        findings.errors.append(str(error))
        return []
    events = {name: set(gold.event_ids.values()) for name, gold in documents.items()}
    problems = [*near_miss_problems(rows, events, split)]
    told = [(row, said) for row, said in problems if findings.whole or {row.doc_a, row.doc_b} & {*findings.wanted}]
    findings.errors += [str(DataError(folder / NEAR_MISSES, said, row.line)) for row, said in told]
    wrong = {row for row, _ in problems}
    return [row for row in rows if row not in wrong]
