"""The page: what the tables and the metrics say, through one template, into one HTML file that needs nothing else."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.errors import DataError
from pipeline.evaluate.view import lines, sides
from pipeline.published import counts, read_rows
from pipeline.report import labels as words
from pipeline.report.numbers import LIMITS
from pipeline.report.pages import fill, read_parts
from pipeline.report.texts import MAX_DOCUMENTS, ordered, read_texts
from pipeline.report.timeline import MAX_EVENTS, Entry, Timeline, read_timeline
from pipeline.tables import read_table, write_text

SEED = "ois-azerbaijan"
"""The document that the project was made for: shown first, its timeline chosen first, where it is among the
documents."""
MAX_LISTED = 200
"""Rows of rejects, findings and documents without text that the page lists."""
_DOCUMENT_COLUMNS = ("doc_id", "path", "title", "published", "source", "url", "license", "n_sentences", "n_tokens")
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
"""Years between two marks of the axis."""
MARKS = 8
"""Marks that fit on the axis; half as many where years before 1 need long labels."""


def render(tables: Path, metrics: Path, out: Path, first: str = SEED) -> None:
    """Write the report on the tables in `tables` to the file `out`; `first` is the document shown first.

    `metrics` is the JSON file of `pipeline.evaluate`; where there is none, the page says that nothing was measured.
    Raises KhronikaError where a table or the metrics cannot be read.
    """
    write_text(out, fill("report.html", context(tables, metrics, first)))


def context(tables: Path, metrics: Path, first: str) -> dict[str, Any]:
    """Everything that the template shows."""
    labels = words.values()
    documents = ordered(read_rows(tables, "documents", _DOCUMENT_COLUMNS), first)
    timeline = read_timeline(tables)
    anchors = {entry.row["event_id"]: f"#e{number}" for number, entry in enumerate(timeline.entries, 1)}
    texts = read_texts(tables, documents, labels, anchors)
    told = {doc_id for entry in timeline.entries for doc_id in entry.documents}
    return {
        "labels": labels,
        "first": first if first in told else None,
        "totals": [(name, read_table(tables, name, []).num_rows) for name in words.TABLES],
        "table_names": words.TABLES,
        "distributions": distributions(tables, labels),
        "quality": quality(metrics),
        "timeline": timeline,
        "axis": axis(timeline),
        "told_in": [row for row in documents if row["doc_id"] in told],
        "texts": texts,
        "more_documents": documents[len(texts) :],
        "shown": {text.row["doc_id"]: text for text in texts},
        "groups": words.GROUPS,
        "rejects": read_rows(tables, "rejects"),
        "findings": read_rows(tables, "findings"),
        "limits": {"documents": MAX_DOCUMENTS, "events": MAX_EVENTS, "listed": MAX_LISTED},
        **_assets(),
    }


def distributions(tables: Path, labels: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """The tables of counts by type: title, rows (value, label, count, share of the largest in per cent)."""
    wanted = (
        ("Сущности по типам", "entities", "type", "entity"),
        ("События по типам", "events", "type", "event"),
        ("Даты по типам", "dates", "type", "date_types"),
        ("Даты по единицам", "dates", "granularity", "granularities"),
        ("Отношения", "relations", "predicate", "predicate"),
        ("Роли в событиях", "arguments", "role", "roles"),
    )
    return [
        {"title": title, "rows": _shares(counts(tables, table, column), labels[vocabulary])}
        for title, table, column, vocabulary in wanted
    ]


def _shares(pairs: list[tuple[str, int]], labels: Mapping[str, str]) -> list[tuple[str, str, int, float]]:
    return [(value, labels[value], count, round(100 * count / pairs[0][1], 1)) for value, count in pairs]


def quality(metrics: Path) -> dict[str, Any] | None:
    """The figures of the gold set's first side as lines with Russian names, main ones and single values apart; None
    where nothing was measured."""
    if not metrics.exists():
        return None
    try:
        metrics_of = json.loads(metrics.read_text(encoding="utf-8"))
    except ValueError:
        raise DataError(metrics, "not JSON; run the evaluation again") from None
    tree: Mapping[str, Any] = next((metrics_of[side] for side in sides(metrics_of)), {})
    every = [(words.LAYERS.get(line.layer, line.layer), words.measure(line.path), line) for line in lines(tree)]
    return {
        "gold": tree.get("gold", {}),
        "main": [row for row in every if not row[2].detail],
        "single": [row for row in every if row[2].detail],
        "limits": LIMITS,
    }


def axis(timeline: Timeline) -> dict[str, Any] | None:
    """First and last year of the axis and its marks (label, place in per cent); None where there are no
    events."""
    years = [year for entry in timeline.entries for year in (entry.start, entry.end) if year is not None]
    if not years:
        return None
    low, high = int(min(years) // 1), int(max(years) // 1) + 1
    wanted = MARKS if low > 0 else MARKS // 2
    step = next((step for step in STEPS if (high - low) / step <= wanted), STEPS[-1])
    low, high = low // step * step, -(-high // step) * step
    return {"low": low, "high": high, "marks": [_axis_mark(year, low, high) for year in range(low, high + 1, step)]}


def _axis_mark(year: int, low: int, high: int) -> tuple[str, float]:
    """A mark of the axis: its label and its place in per cent. The tables' year 0 is 1 BC, -99 is 100 BC."""
    shown = year if year > 0 else year + 1
    label = f"{-year} до н. э." if year < 0 else str(shown)
    return label, round(100 * (shown - low) / (high - low), 3)


def place(entry: Entry, low: int, high: int) -> tuple[float, float]:
    """Where the bar of an event starts and how long it is, in per cent of the axis; open sides reach its end."""
    start = entry.start if entry.start is not None else low
    end = entry.end if entry.end is not None else high
    return round(100 * (start - low) / (high - low), 3), round(100 * max(0.0, end - start) / (high - low), 3)


def _assets() -> dict[str, Any]:
    """Style and script as they stand in the page, and the digest by which its policy admits the script alone."""
    style, script = read_parts("report.css"), read_parts("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return {"style": Markup(style), "script": Markup(script), "script_digest": digest, "place": place}
