"""Which gold item goes with which predicted one, and the figures that follow from counting.

The counting is our own because what could be used instead does something else: spaCy's `Scorer.score_spans` compares
sets of token spans, so that a gold span which no token border fits is dropped from gold, it has no overlap, and it
loads spaCy (a test holds the exact figures here against it); `nervaluate` compares flat entities, and lets one
prediction serve several gold spans; `seqeval` knows tags of tokens only, so no nesting.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.evaluate.annotation import Place

T = TypeVar("T")
Pair = tuple[Any, Any]
"""A gold item and the predicted one that goes with it."""
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


def share(right: int, of: int) -> Figures:
    """`right` over `of`, four decimals; None where there is nothing to measure."""
    return {"accuracy": round(right / of, 4) if of else None, "right": right, "of": of}


def accuracy(rights: Iterable[bool]) -> Figures:
    """The share of True, over what could be compared; None if nothing could."""
    verdicts = list(rights)
    return share(sum(verdicts), len(verdicts))


def macro(values: Mapping[str, Figures]) -> float | None:
    """The mean F1 of the values that gold has, each counting the same (macro average; Manning, Raghavan and Schütze
    2008, Introduction to Information Retrieval, section 13.6)."""
    in_gold = [figures["f1"] for figures in values.values() if figures["gold"]]
    return round(sum(in_gold) / len(in_gold), 4) if in_gold else None


def same(gold: Sequence[T], predicted: Sequence[T], key: Callable[[T], Any]) -> list[tuple[T, T]]:
    """One-to-one pairs with an equal key, in the order of gold."""
    found: dict[Any, list[T]] = defaultdict(list)
    for item in predicted:
        found[key(item)].append(item)
    return [(item, found[key(item)].pop()) for item in gold if found.get(key(item))]


def overlapping(gold: Sequence[T], predicted: Sequence[T], key: Callable[[T], tuple[Place, Any]]) -> list[tuple[T, T]]:
    """One-to-one pairs (gold, predicted) that share a character and whose `key` has the same second part.

    A shared character is SemEval's partial match (Segura-Bedmar et al. 2013, SemEval-2013 task 9). Which of several go
    together is our own rule: the closest pairs first (highest Jaccard index of their characters; then the earlier gold,
    then the earlier predicted one).
    """
    left, right = sorted(range(len(gold)), key=lambda i: key(gold[i])[0]), _by_group(predicted, key)
    candidates = []
    for i in left:
        place, group = key(gold[i])
        for j, other in touching(place, right[place[0], group]):
            candidates.append((-jaccard(place, other), place, other, i, j))
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


def touching(place: Place, others: list[tuple[Place, int]]) -> Iterable[tuple[int, Place]]:
    """Those of `others` (sorted places of the same document, each with its number) that share a character with
    `place`."""
    _, start, end = place
    for other, index in others:
        if other[1] >= end:
            return
        if other[2] > start:
            yield index, other


def covers(a: Place | None, b: Place | None) -> bool:
    """Whether both are there and share a character."""
    return a is not None and b is not None and a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def jaccard(a: Place, b: Place) -> float:
    """Shared characters over all characters of two places that touch (Jaccard index)."""
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return shared / (max(a[2], b[2]) - min(a[1], b[1]))


def by_value(
    pairs: Iterable[Pair],
    gold: Iterable[Any],
    predicted: Iterable[Any],
    value: Callable[[Any], str],
    values: Iterable[str],
) -> dict[str, Figures]:
    """P, R, F1 of each of `values` that stands on either side, the pairs being those that are right in both place and
    value."""
    right, found = Counter(value(g) for g, _ in pairs), Counter(map(value, predicted))
    wanted = Counter(map(value, gold))
    return {v: prf(right[v], found[v], wanted[v]) for v in values if found[v] or wanted[v]}
