"""The scores of clusters (B³, MUC, CEAF-e, pairs across documents) on the examples of their authors, and against their
definitions written out."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.alignment import best_alignment
from pipeline.evaluate.clusters import b_cubed, ceaf, muc, pairs_across
from pipeline.evaluate.matching import prf


def test_b_cubed_of_the_example_of_its_authors() -> None:
    """Bagga and Baldwin 1998: {1-5} {6,7} {8-12}; joining the two large clusters gives a precision of
    58 %, joining the small one with a large one 76 %."""
    truth = [1] * 5 + [2] * 2 + [3] * 5
    response = ["a"] * 5 + ["b"] * 2 + ["a"] * 5
    assert b_cubed(list(zip(truth, response, strict=True))) == {
        "precision": 0.5833, "recall": 1.0, "f1": 0.7368, "items": 12,
    }  # fmt: skip
    response = ["a"] * 5 + ["b"] * 7
    assert b_cubed(list(zip(truth, response, strict=True)))["precision"] == 0.7619


def test_muc_counts_missing_links() -> None:
    """Vilain et al. 1995: {A B C D} against {A B} {C D} needs one link of three more."""
    assert muc([(1, "x"), (1, "x"), (1, "y"), (1, "y")]) == {"precision": 1.0, "recall": 0.6667, "f1": 0.8, "items": 4}
    assert muc([(1, "x"), (2, "y")])["f1"] is None


def test_ceaf_aligns_clusters_one_to_one() -> None:
    """Luo 2005: truth {1-5} {6,7} {8-12}; joining the large ones leaves one of three clusters without a partner."""
    truth = [1] * 5 + [2] * 2 + [3] * 5
    joined = ["a"] * 5 + ["b"] * 2 + ["a"] * 5
    figures = ceaf(list(zip(truth, joined, strict=True)))
    assert (figures["precision"], figures["recall"]) == (round((2 * 5 / 15 + 1) / 2, 4), round((2 * 5 / 15 + 1) / 3, 4))


CLUSTERED = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=7)
"""Items: document, gold cluster, predicted cluster."""


def partition(names: list[int]) -> list[set[int]]:
    return [{i for i, other in enumerate(names) if other == name} for name in sorted(set(names))]


@given(CLUSTERED)
def test_scores_of_clusters_are_those_of_their_definitions(items: list[tuple[str, int, int]]) -> None:
    """Written out set by set as the papers have them, without the counting that makes the code fast."""
    gold, found = partition([g for _, g, _ in items]), partition([p for _, _, p in items])
    of = [(next(g for g in gold if i in g), next(p for p in found if i in p)) for i in range(len(items))]
    pairs = [(g, p) for _, g, p in items]

    def near(figures: dict, precision: float, recall: float) -> bool:
        return (figures["precision"], figures["recall"]) == pytest.approx((precision, recall), abs=6e-5)

    overlaps = [(len(g & p) / len(p), len(g & p) / len(g)) for g, p in of]
    assert near(b_cubed(pairs), *(sum(shares) / len(items) for shares in zip(*overlaps, strict=True)))
    padded = [*found, *({-1} for _ in gold)]
    best = max(
        sum(2 * len(g & p) / (len(g) + len(p)) for g, p in zip(gold, order, strict=True))
        for order in itertools.permutations(padded, len(gold))
    )
    assert near(ceaf(pairs), best / len(found), best / len(gold))
    kept = [
        (sum(len(s) - sum(not s.isdisjoint(t) for t in other) for s in side), sum(len(s) - 1 for s in side))
        for side, other in ((found, gold), (gold, found))
    ]
    if any(links for _, links in kept):
        assert near(muc(pairs), *(right / links if links else 0.0 for right, links in kept))
    across = [(a[1] == b[1], a[2] == b[2]) for a, b in itertools.combinations(items, 2) if a[0] != b[0]]
    assert pairs_across(items) == prf(*(sum(map(f, across)) for f in (all, lambda s: s[1], lambda s: s[0])))


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_best_alignment_is_that_of_trying_them_all(weights: list[list[int]]) -> None:
    rows = [{column: weight for column, weight in enumerate(row) if weight} for row in weights]
    padded = [row + [0] * len(rows) for row in weights]
    tried = itertools.permutations(range(3 + len(rows)), len(rows))
    best = max(sum(padded[row][column] for row, column in enumerate(columns)) for columns in tried)
    assert best_alignment(rows) == best


def test_pairs_across_leave_out_those_within_a_document() -> None:
    """Gold: one thing twice in a and once in b, another in c. Predicted: the mentions of a apart, that of c joined."""
    items = [("a", "g", "p"), ("a", "g", "q"), ("b", "g", "p"), ("c", "h", "p")]
    assert pairs_across(items) == prf(1, 3, 2)
