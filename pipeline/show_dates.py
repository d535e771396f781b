"""`khronika dates TEXT`: the date expressions of a text with their values, and the rules that found them.

With the models the words' analysis helps: the tense of the verb gives the direction of «в среду», cases and names show
what is an age or a name. `fast` asks `pipeline.dates.extract` alone, which reads only the lexicons.
"""

import json
from collections.abc import Sequence
from typing import Any

from pipeline.dates import Found, extract
from pipeline.edtf import from_seconds

COLUMNS = ("text", "type", "edtf", "earliest", "latest", "granularity", "anchor", "rule")
"""What a line says, in this order."""


def find_dates(text: str, published: tuple[int, int, int] | None = None, *, fast: bool = False) -> list[Found]:
    """The date expressions of `text`, resolved against `published` (year, month, day); `fast` without the models."""
    if fast:
        return extract(text, published=published)
    from pipeline.annotate import STEPS, load_pipeline
    from pipeline.components.dates import analysis_of

    doc = load_pipeline(STEPS[0].components)(text)
    return extract(text, published=published, analysis=analysis_of(doc))


def show_dates(
    text: str, published: tuple[int, int, int] | None = None, *, fast: bool = False, as_json: bool = False
) -> str:
    """One line per expression, its columns aligned under a header (a blank value is –); or a JSON list of objects."""
    rows = [_row(text, found) for found in find_dates(text, published, fast=fast)]
    if as_json:
        return json.dumps(rows, ensure_ascii=False, indent=1)
    if not rows:
        return "no date expressions"
    return "\n".join(_aligned([COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]))


def _row(text: str, found: Found) -> dict[str, Any]:
    return {
        "text": text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "type": found.type,
        "edtf": found.edtf,
        "earliest": _second(found.earliest),
        "latest": _second(found.latest),
        "granularity": found.granularity,
        "anchor": found.anchor,
        "rule": found.rule,
    }


def _second(seconds: int | None) -> str | None:
    """Seconds from 1970 as ISO 8601, with an astronomical year («-0479-01-01T00:00:00»)."""
    if seconds is None:
        return None
    year, month, day, hour, minute, second = from_seconds(seconds)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"


def _aligned(rows: Sequence[Sequence[str | None]]) -> list[str]:
    cells = [["–" if cell is None else " ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(len(COLUMNS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
