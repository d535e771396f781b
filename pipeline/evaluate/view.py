"""The tree of figures as lines of a table, for people: Markdown here, HTML in the report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

COUNTS = ("right", "predicted", "gold")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: `path` leads to it in the tree (layer first); figures that it does not have are None."""

    path: tuple[str, ...]
    precision: float | None = None
    recall: float | None = None
    value: float | None = None
    right: int | None = None
    predicted: int | None = None
    gold: int | None = None

    @property
    def layer(self) -> str:
        """The layer that is measured."""
        return self.path[0]

    @property
    def detail(self) -> bool:
        """Whether it is one value among many (a type, a role, a predicate) rather than a layer's main figure."""
        return any(part in ("types", "roles", "predicates", "marked") for part in self.path)


def lines(metrics: Mapping[str, Any]) -> list[Line]:
    """The measures of a tree of figures, in its order. `value` is F1 or accuracy."""
    return [
        _line(path, figures)
        for layer in metrics
        if layer != "gold"
        for path, figures in _leaves((layer,), metrics[layer])
    ]


def _leaves(path: tuple[str, ...], node: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The nodes that hold figures: those with an F1 or an accuracy, and lone numbers."""
    if not isinstance(node, Mapping) or "f1" in node or "accuracy" in node:
        yield path, node
        return
    for key, value in node.items():
        yield from _leaves((*path, key), value)


def _line(path: tuple[str, ...], figures: Any) -> Line:
    if not isinstance(figures, Mapping):
        return Line(path, value=figures)
    if "accuracy" in figures:
        return Line(path, value=figures["accuracy"], right=figures["right"], gold=figures["of"])
    counts = {name: figures.get(name) for name in COUNTS}
    counts["gold"] = figures.get("gold", figures.get("items"))
    return Line(path, figures["precision"], figures["recall"], figures["f1"], **counts)


def figure(value: float | None) -> str:
    """A figure as per cent with one decimal, «–» where there was nothing to measure."""
    return "–" if value is None else f"{100 * value + 1e-9:.1f}"


def markdown(metrics: Mapping[str, Any]) -> str:
    """The figures as a Markdown page: the main figures first, then those of single types, roles and predicates."""
    every = lines(metrics)
    gold = metrics.get("gold", {})
    parts = [
        "# Figures against the gold annotation",
        "",
        f"Documents: {gold.get('documents', 0)}. Figures are per cent.",
        "Every measure is defined in `pipeline/evaluate/scores.py`.",
        "",
        *_table([line for line in every if not line.detail]),
        "",
        "## One by one",
        "",
        *_table([line for line in every if line.detail]),
    ]
    return "\n".join(parts) + "\n"


def _table(rows: list[Line]) -> list[str]:
    head = [
        "| layer | measure | P | R | F1 or accuracy | right | predicted | gold |",
        "| --- | --- | --: | --: | --: | --: | --: | --: |",
    ]
    return head + [f"| {' | '.join(_cells(row))} |" for row in rows]


def _cells(row: Line) -> list[str]:
    counts = ["" if n is None else str(n) for n in (row.right, row.predicted, row.gold)]
    ratios = ["" if n is None else figure(n) for n in (row.precision, row.recall)]
    return [row.layer, " · ".join(row.path[1:]), *ratios, figure(row.value), *counts]
