"""Which gold item goes with which predicted one, and the figures that follow from counting."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.evaluate.annotation import Place

T = TypeVar("T")
Figures = dict[str, Any]
"""precision, recall and f1 with their counts, or accuracy with its counts; None where there is nothing to measure."""


def prf(right: int, predicted: int, gold: int) -> Figures:
    """Precision, recall and their harmonic mean F1 (van Rijsbergen 1979, Information Retrieval, ch. 7).

    Where one side is empty and the other is not, all three are 0; where both are, there is nothing to measure: None.
    """
    if not predicted and not gold:
        return {"precision": None, "recall": None, "f1": None, "right": 0, "predicted": 0, "gold": 0}
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": harmonic(precision, recall),
        "right": right, "predicted": predicted, "gold": gold,
    }  # fmt: skip


def harmonic(precision: float, recall: float) -> float:
    """F1 of a precision and a recall, four decimals."""
    return round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0


def accuracy(rights: Iterable[bool]) -> Figures:
    """The share of True, over what could be compared; None if nothing could."""
    verdicts = list(rights)
    right = sum(verdicts)
    return {"accuracy": round(right / len(verdicts), 4) if verdicts else None, "right": right, "of": len(verdicts)}


def overlapping(gold: Sequence[T], predicted: Sequence[T], key: Callable[[T], tuple[Place, Any]]) -> list[tuple[T, T]]:
    """One-to-one pairs (gold, predicted) that share a character and whose `key` has the same second part.

    The closest pairs are taken first (highest Jaccard index of their characters; then the earlier gold, then the
    earlier predicted one), as SemEval's partial matching does (Segura-Bedmar et al. 2013, SemEval-2013 task 9), one to
    one.
    """
    left, right = sorted(range(len(gold)), key=lambda i: key(gold[i])[0]), _by_group(predicted, key)
    candidates = []
    for i in left:
        place, group = key(gold[i])
        for j, other in _touching(place, right[place[0], group]):
            candidates.append((-_jaccard(place, other), place, other, i, j))
    pairs, used_gold, used_predicted = [], set(), set()
    for _, _, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return [(gold[i], predicted[j]) for i, j in sorted(pairs)]


def _by_group(
    items: Sequence[T], key: Callable[[T], tuple[Place, Any]]
) -> dict[tuple[str, Any], list[tuple[Place, int]]]:
    groups: dict[tuple[str, Any], list[tuple[Place, int]]] = defaultdict(list)
    for index, item in enumerate(items):
        place, group = key(item)
        groups[place[0], group].append((place, index))
    for group_items in groups.values():
        group_items.sort()
    return groups


def _touching(place: Place, others: list[tuple[Place, int]]) -> Iterable[tuple[int, Place]]:
    """Those of `others` (sorted) that share a character with `place`."""
    _, start, end = place
    for other, index in others:
        if other[1] >= end:
            return
        if other[2] > start:
            yield index, other


def _jaccard(a: Place, b: Place) -> float:
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return shared / (max(a[2], b[2]) - min(a[1], b[1]))


def per_value(
    right: Mapping[str, int], predicted: Mapping[str, int], gold: Mapping[str, int], values: Iterable[str]
) -> dict[str, Figures]:
    """`prf` of each of `values` that stands on either side."""
    return {
        value: prf(right.get(value, 0), predicted.get(value, 0), gold.get(value, 0))
        for value in values
        if predicted.get(value) or gold.get(value)
    }
