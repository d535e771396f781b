"""The best one-to-one alignment of two sides, given how alike any two are (the assignment problem).

SciPy's `linear_sum_assignment` does the same; nothing else here needs SciPy, which is larger than all of this project.
"""

from collections.abc import Hashable, Mapping, Sequence
from math import inf
from typing import Any


def best_alignment(rows: Sequence[Mapping[Hashable, float]]) -> float:
    """The greatest sum of weights when every row takes at most one column and every column serves at most one row.

    Kuhn and Munkres' method with potentials (Kuhn 1955), rows added one by one; O(rows² × columns).
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [None, *names, *(object() for _ in rows)]
    cost = [[0.0] * len(columns)] + [[-row.get(name, 0.0) for name in columns] for row in rows]
    row_price, column_price, owner = [0.0] * len(cost), [0.0] * len(columns), [0] * len(columns)
    for row in range(1, len(cost)):
        owner[0] = row
        path = _augment(cost, row_price, column_price, owner)
        column = path.pop("end")
        while column:
            owner[column], column = owner[path[column]], path[column]
    return -sum(cost[row][column] for column, row in enumerate(owner) if column)


def _augment(
    cost: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> dict[Any, int]:
    """The cheapest path from the row in `owner[0]` to a free column, as column → the one before it; prices are
    updated."""
    slack = dict.fromkeys(range(1, len(owner)), inf)
    before: dict[Any, int] = {}
    used, column = [0], 0
    while owner[column]:
        row = owner[column]
        for c in slack:
            reduced = cost[row][c] - row_price[row] - column_price[c]
            if reduced < slack[c]:
                slack[c], before[c] = reduced, column
        column = min(slack, key=lambda c: (slack[c], c))
        step = slack.pop(column)
        for c in used:
            row_price[owner[c]] += step
            column_price[c] -= step
        slack = {c: rest - step for c, rest in slack.items()}
        used.append(column)
    return before | {"end": column}
