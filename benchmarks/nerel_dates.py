"""The date extractor on NEREL dev: `python benchmarks/nerel_dates.py DEV_FOLDER`, the folder of its .txt and .ann.

Holds it against the mentions that were normalized by hand (`tests/dates/nerel-dev.tsv`: no text, offsets only) and, as
far as spans go, against all DATE and TIME spans of the corpus. No day of publication is known. The corpus itself is no
part of this repository.
"""

import csv
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from pipeline.dates import Found, extract
from pipeline.edtf import bounds
from pipeline.paths import ROOT

GOLD = ROOT / "tests" / "dates" / "nerel-dev.tsv"
Span = tuple[int, int]


def main() -> None:
    """Print what was found, its EDTF and bounds, what was invented, and F1 of spans."""
    folder = Path(sys.argv[1])
    counts: Counter[str] = Counter()
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            _count(row, found_in(folder / f"{row['file']}.txt"), counts)
    for what, of in (
        ("found", "mentions"), ("right EDTF", "resolvable"), ("right bounds", "resolvable"),
        ("nothing invented", "unresolvable"), ("right type", "found"),
        ("right granularity", "found"), ("right anchor", "found"),
    ):  # fmt: skip
        print(f"{what:26s}{100 * counts[what] / max(counts[of], 1):6.1f} %  ({counts[what]} of {counts[of]})")
    _print_spans(folder)


@cache
def found_in(path: Path) -> tuple[Found, ...]:
    """The date expressions of a text, with the analysis of its words."""
    from pipeline.annotate import STEPS, load_pipeline
    from pipeline.components.dates import analysis_of

    with path.open(encoding="utf-8", newline="") as file:
        doc = load_pipeline(STEPS[0].components)(file.read())
    return tuple(extract(doc.text, analysis=analysis_of(doc)))


def _count(row: dict[str, str], found: tuple[Found, ...], counts: Counter[str]) -> None:
    """Add one mention, against the expression that overlaps it most."""
    start, end = int(row["start"]), int(row["end"])
    touching = [one for one in found if one.start < end and start < one.end]
    best = max(touching, key=lambda one: min(one.end, end) - max(one.start, start), default=None)
    if row["type"] == "NONE":
        return
    counts.update({"mentions": 1, "found": best is not None})
    value = best.edtf or "" if best else ""
    if row["resolvable"] == "yes":
        right = best is not None and (best.earliest, best.latest) == bounds(row["edtf"] or None)
        counts.update({"resolvable": 1, "right bounds": right})
        counts["right EDTF"] += best is not None and value == row["edtf"]
    else:
        counts.update({"unresolvable": 1, "nothing invented": value in ("", row["edtf"]) or value.startswith("XXXX")})
    if best is not None:
        counts["right type"] += best.type == row["type"]
        counts["right granularity"] += (best.granularity or "") == row["granularity"]
        counts["right anchor"] += best.anchor == row["anchor"]


def _print_spans(folder: Path) -> None:
    """F1 of spans against all DATE and TIME of the folder: exact, and one to one by overlap."""
    gold_spans = found_spans = exact = overlapping = 0
    for path in sorted(folder.glob("*.ann")):
        gold = sorted(_dates_of(path))
        spans = [(one.start, one.end) for one in found_in(path.with_suffix(".txt"))]
        gold_spans, found_spans = gold_spans + len(gold), found_spans + len(spans)
        exact += len(set(gold) & set(spans))
        overlapping += _overlapping(gold, spans)
    for name, right in (("exact", exact), ("overlap", overlapping)):
        precision, recall = right / max(found_spans, 1), right / max(gold_spans, 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        print(f"spans, {name:7s}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def _dates_of(path: Path) -> set[Span]:
    """The spans of DATE and TIME in a brat file; of a discontinuous one the whole stretch."""
    spans = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("T") and line.split("\t")[1].split()[0] in ("DATE", "TIME"):
            numbers = line.split("\t")[1].split(" ", 1)[1].replace(";", " ").split()
            spans.add((int(numbers[0]), int(numbers[-1])))
    return spans


def _overlapping(gold: list[Span], spans: list[Span]) -> int:
    """How many spans have a gold span of their own that they touch."""
    free = list(gold)
    count = 0
    for start, end in spans:
        own = next((span for span in free if span[0] < end and start < span[1]), None)
        if own is not None:
            free.remove(own)
            count += 1
    return count


if __name__ == "__main__":
    main()
