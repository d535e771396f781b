"""`khronika gold check`: every annotation of a folder against the format, its text, the guidelines and the others.

In: the folder of annotations and that of sources. Out: sentences for people, errors and warnings, and a table of sizes.
All errors of all files are told at once. It knows nothing of how annotations came to be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DataError
from pipeline.gold.load import GoldDocument, read_gold
from pipeline.gold.sizes import markdown_table, size_table
from pipeline.gold.sources import source_texts, why_no_text
from pipeline.gold.spans import Remark, check_spans
from pipeline.gold.split import (
    NEAR_MISSES,
    SPLIT,
    NearMiss,
    annotations,
    near_miss_problems,
    read_near_misses,
    scan_split,
)
from pipeline.gold.values import check_identity, check_values
from pipeline.knowledge import knowledge


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: errors (the gold set cannot be used so) and warnings, each a sentence with file and line,
    and the table of sizes ("" where no document can be read)."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    sizes: str


class _Findings:
    """Errors and warnings in the order in which files are looked at."""

    def __init__(self, paths: Mapping[str, Path]):
        self.paths = paths
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def remark(self, name: str, remark: Remark) -> None:
        said = str(DataError(self.paths[name], remark.message, remark.line))
        (self.errors if remark.error else self.warnings).append(said)


def check_gold(folder: Path, raw: Path) -> Report:
    """Check the annotations below `folder` of the sources below `raw`.

    A folder without `split.yaml` is no gold set but, say, one annotator's pass: it is checked without sides. Raises
    UsageError where there is no annotation or no source at all.
    """
    paths = annotations(folder)
    texts = source_texts(raw, set(paths))
    findings = _Findings(paths)
    documents = _load(paths, texts, raw, findings)
    entities = {entity for gold in documents.values() for entity in gold.entities.values()}
    known = knowledge().entities
    for name, gold in documents.items():
        for remark in sorted({*check_spans(gold, texts[name]), *check_values(gold, entities, known)}):
            findings.remark(name, remark)
    for name, remark in check_identity(documents):
        findings.remark(name, remark)
    split = _split(folder, findings)
    misses = _near_misses(folder, documents, split, findings)
    sizes = markdown_table(size_table(documents, texts, split, misses), 2) if documents else ""
    return Report(tuple(findings.errors), tuple(findings.warnings), sizes)


def _load(
    paths: Mapping[str, Path], texts: Mapping[str, str], raw: Path, findings: _Findings
) -> dict[str, GoldDocument]:
    documents = {}
    for name, path in paths.items():
        if name not in texts:
            findings.errors.append(str(DataError(path, why_no_text(raw, name))))
            continue
        document, errors = read_gold(path, texts[name])
        findings.errors += map(str, errors)
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
    findings.errors += [str(DataError(folder / NEAR_MISSES, problem, row.line)) for row, problem in problems]
    wrong = {row for row, _ in problems}
    return [row for row in rows if row not in wrong]
