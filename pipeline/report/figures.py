"""The page of figures: the metrics of `pipeline.evaluate` in, one HTML file that needs nothing else out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.evaluate.view import SideBySide, lines, side_by_side, sides
from pipeline.report import labels as words
from pipeline.report.definitions import LAYERS as DEFINITIONS
from pipeline.report.numbers import LIMITS
from pipeline.report.pages import fill, read_parts
from pipeline.tables import write_text

Labels = Mapping[str, Mapping[str, str]]
"""Vocabulary → value → Russian label."""
SIDES = {"dev": "для разработки", "test": "для проверки"}
"""Side of the gold set → what it is for, as the page says it."""
SIZES = {
    "documents": "документы", "mentions": "упоминания", "dates": "даты", "triggers": "упоминания событий",
    "arguments": "роли", "relations": "отношения", "links": "связи событий", "events": "события",
    "marked": "особые полярности и модальности", "pairs_across": "пары упоминаний между документами",
    "near_misses": "пары похожего, но разного",
}  # fmt: skip
OVERVIEW = (
    ("mentions", "exact"),
    ("normal_forms", "all"),
    ("entities", "corpus", "conll"),
    ("entities", "across"),
    ("linking", "qid"),
    ("dates", "value"),
    ("triggers", "classified"),
    ("triggers", "marked_micro"),
    ("event_dates", "linked"),
    ("arguments", "overlap"),
    ("events", "document", "conll"),
    ("events", "across"),
    ("events", "told_twice", "pairs"),
    ("events", "near_misses", "apart"),
    ("events", "dated"),
    ("relations", "strict"),
    ("event_links", "overlap"),
)
"""The measures that say most, one or two a layer."""
VOCABULARIES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("mentions", "types"): ("entity",),
    ("dates", "types"): ("date_types",),
    ("triggers", "types"): ("event",),
    ("triggers", "marked"): ("polarities", "modalities"),
    ("arguments", "roles"): ("roles",),
    ("relations", "predicates"): ("predicate",),
    ("event_links", "predicates"): ("event_predicates",),
}
"""Where single values stand in the tree → the vocabularies that name them."""


def render_figures(metrics: Mapping[str, Any], out: Path) -> None:
    """Write the page on `metrics`, the tree that `pipeline.evaluate.evaluate` returns, to the file `out`."""
    write_text(out, fill("metrics.html", context(metrics)))


def context(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the template shows."""
    rows, corpus = side_by_side(metrics), metrics.get("corpus")
    by_path = {row.path: row for row in rows}
    style = read_parts("report.css", "metrics.css")
    return {
        "style": Markup(style),
        "sides": [(side, SIDES[side]) for side in sides(metrics)],
        "sizes": [
            (name, [metrics[side]["gold"].get(key, 0) for side in sides(metrics)]) for key, name in SIZES.items()
        ],
        "overview": [(full_name(path), "", by_path[path]) for path in OVERVIEW if path in by_path],
        "layers": _layers(rows, words.values()),
        "corpus": corpus and [(full_name(line.path), "", SideBySide(line.path, (line,))) for line in lines(corpus)],
        "listed": corpus and corpus["listed"],
        "definitions": DEFINITIONS,
        "limits": LIMITS,
    }


def full_name(path: tuple[str, ...]) -> str:
    """A measure's name with that of its layer."""
    return f"{words.LAYERS[path[0]]}: {words.measure(path)}"


def _layers(rows: Sequence[SideBySide], labels: Labels) -> list[dict[str, Any]]:
    """The layers, each with its measures as (name, code, row); single values apart."""
    return [
        {
            "id": layer,
            "name": words.LAYERS[layer],
            "definition": DEFINITIONS[layer],
            "main": [(words.measure(r.path), "", r) for r in rows if r.path[0] == layer and not r.detail],
            "single": [(value_name(r.path, labels), r.path[-1], r) for r in rows if r.path[0] == layer and r.detail],
        }
        for layer in dict.fromkeys(row.path[0] for row in rows)
    ]


def value_name(path: tuple[str, ...], labels: Labels) -> str:
    """The Russian name of a single value (a type, a role, a predicate), by the vocabulary that holds it."""
    known = [labels[name] for name in VOCABULARIES.get(path[:-1], ()) if path[-1] in labels[name]]
    return known[0][path[-1]] if known else path[-1]
