"""The trees of figures as lines of a table, side beside side, for people: Markdown here, HTML in the report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.gold.split import SIDES

COUNTS = ("right", "predicted", "gold")
SIZES = ("gold", "listed")
"""Nodes of a tree that hold sizes and no figures."""
DETAILS = ("types", "roles", "predicates", "marked")
"""Nodes of a tree that hold single values."""


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
        return any(part in DETAILS for part in self.path)

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts that it has: right, predicted, gold; or right, of how many; or the items alone."""
        return tuple(n for n in (self.right, self.predicted, self.gold) if n is not None)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One measure on every side: its line there, or None where the side does not have it."""

    path: tuple[str, ...]
    lines: tuple[Line | None, ...]

    @property
    def detail(self) -> bool:
        """As `Line.detail`."""
        return any(line.detail for line in self.lines if line)


def lines(tree: Mapping[str, Any]) -> list[Line]:
    """The measures of one side's tree of figures, in its order. `value` is F1 or accuracy."""
    return [
        _line(path, figures) for layer in tree if layer not in SIZES for path, figures in _leaves((layer,), tree[layer])
    ]


def sides(metrics: Mapping[str, Any]) -> list[str]:
    """The sides of the gold set that were measured."""
    return [side for side in SIDES if side in metrics]


def side_by_side(metrics: Mapping[str, Any]) -> list[SideBySide]:
    """The measures of all sides. A value (a type, a role) that a later side has alone follows the values of its
    kind."""
    trees = [{line.path: line for line in lines(metrics[side])} for side in sides(metrics)]
    paths = list(dict.fromkeys(path for tree in trees for path in tree))
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(_kind(path) for path in paths))}
    paths.sort(key=lambda path: kinds[_kind(path)])
    return [SideBySide(path, tuple(tree.get(path) for tree in trees)) for path in paths]


def _kind(path: tuple[str, ...]) -> tuple[str, ...]:
    """What the values of a kind have in common; a main measure is its own kind."""
    return path[:-1] if path[-2:-1] and path[-2] in DETAILS else path


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
    """The figures as a Markdown page: sizes, the main figures side beside side, those of single types, roles and
    predicates, and the lists of the corpus."""
    every, names = side_by_side(metrics), sides(metrics)
    parts = [
        "# Figures against the gold annotation",
        "",
        "Figures are per cent, «–» where there is nothing to measure; F1, or the share of right ones where no P and R",
        "stand. Counts are right / predicted / gold, or right / all. Every measure is defined in `pipeline/evaluate/`.",
        "",
        *_sizes(metrics, names),
        "",
        *_table([row for row in every if not row.detail], names),
        "",
        "## One by one",
        "",
        *_table([row for row in every if row.detail], names),
        *_corpus(metrics.get("corpus")),
    ]
    return "\n".join(parts) + "\n"


def _sizes(metrics: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    head = list(metrics[names[0]].get("gold", {})) if names else []
    rows = [[side, *(str(metrics[side]["gold"][column]) for column in head)] for side in names]
    return _markdown_table(["side", *(column.replace("_", " ") for column in head)], rows, left=1)


def _table(rows: Sequence[SideBySide], names: Sequence[str]) -> list[str]:
    head = ["layer", "measure", *(f"{side} F1" for side in names)]
    head += [f"{side} {what}" for side in names for what in ("P", "R", "counts")]
    return _markdown_table(head, [_cells(row) for row in rows], left=2)


def _cells(row: SideBySide) -> list[str]:
    values = [figure(line.value) if line else "" for line in row.lines]
    more = [cell for line in row.lines for cell in (_more(line) if line else ["", "", ""])]
    return [row.path[0], " · ".join(row.path[1:]), *values, *more]


def _more(line: Line) -> list[str]:
    ratios = ["" if n is None else figure(n) for n in (line.precision, line.recall)]
    return [*ratios, " / ".join(map(str, line.counts))]


def _corpus(tree: Mapping[str, Any] | None) -> list[str]:
    if tree is None:
        return []
    listed = tree["listed"]
    rows = [_cells(SideBySide(line.path, (line,))) for line in lines(tree)]
    return [
        "",
        "## The lists of the corpus",
        "",
        f"{listed['events']} events told in two or more documents, {listed['look_alikes']} pairs that look alike, in",
        f"{listed['documents']} documents: what is found, and of that what is one event, or kept apart.",
        "",
        *_markdown_table(["list", "measure", "share", "", "", "counts"], rows, left=2),
    ]


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> list[str]:
    """The first `left` columns are aligned left, the others right."""
    rule = ["---"] * left + ["--:"] * (len(head) - left)
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
