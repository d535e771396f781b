"""The figures that the repository's README shows: its own rows, with the values that a tree of figures gives them."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.gold.split import SIDES

_ROW = re.compile(r"^\| [^|]+ \| `([a-z_.]+)` \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
"""A measure in words, its path in the tree, its figure on each side."""


def percent(tree: Mapping[str, Any], path: str) -> float | None:
    """The F1, the accuracy or the lone figure at a path like `dates.edtf`, in per cent; None where there is none."""
    node: Any = tree
    for part in path.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    value = node.get("f1", node.get("accuracy")) if isinstance(node, Mapping) else node
    return None if value is None else 100 * value


def readme_rows(metrics: Mapping[str, Any], readme: str) -> list[tuple[str, str]]:
    """(row as it stands, row as the figures have it) of each row of a measure in `readme`."""
    return [(row[0], _row(row[0], row[1], metrics)) for row in _ROW.finditer(readme)]


def _row(row: str, path: str, metrics: Mapping[str, Any]) -> str:
    name = row.split(" | ")[0]
    values = [percent(metrics.get(side, {}), path) for side in SIDES]
    return f"{name} | `{path}` | {' | '.join('–' if v is None else f'{v:.1f}' for v in values)} |"
