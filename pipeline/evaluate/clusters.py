"""How alike two partitions of the same items are: the scores of coreference, for entities and events.

Own code, because the one light scorer (`scorch`) needs SciPy for what `alignment` does in forty lines, reads files of
its own format, and knows no pairs across documents.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from pipeline.evaluate.alignment import best_alignment
from pipeline.evaluate.matching import Figures, harmonic, prf

Pairs = Sequence[tuple[Hashable, Hashable]]
"""An item's cluster in gold and in the prediction, one pair an item."""


def clusters(items: Sequence[tuple[str, str, str]]) -> Figures:
    """Scores of items (document, gold cluster, predicted cluster): `corpus` over all documents as one, in which the
    links within documents outweigh the others; `document`, every document alone, its clusters cut off at its borders;
    `across`, only what joins mentions of different documents."""
    corpus = [(gold, predicted) for _, gold, predicted in items]
    alone = [((document, gold), (document, predicted)) for document, gold, predicted in items]
    return {"corpus": cluster_scores(corpus), "document": cluster_scores(alone), "across": pairs_across(items)}


def pairs_across(items: Sequence[tuple[str, str, str]]) -> Figures:
    """P, R, F1 of the decision that two mentions are one thing, over the pairs of mentions in different documents
    (pairwise clustering scores: Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, section
    16.3), so that links within a document count nothing. `items` as in `clusters`."""
    return prf(
        _across((document, (gold, predicted)) for document, gold, predicted in items),
        _across((document, predicted) for document, _, predicted in items),
        _across((document, gold) for document, gold, _ in items),
    )


def _across(items: Iterable[tuple[str, Hashable]]) -> int:
    """How many pairs of items (document, cluster) share the cluster and not the document."""
    per_document = Counter(items)
    sizes: Counter[Hashable] = Counter()
    for (_, cluster), number in per_document.items():
        sizes[cluster] += number
    return (sum(n * n for n in sizes.values()) - sum(n * n for n in per_document.values())) // 2


def cluster_scores(items: Pairs) -> Figures:
    """B³, MUC, CEAF-e and their mean F1, the CoNLL-2012 score (Pradhan et al. 2012), which is None where one of them
    is."""
    figures = {"b_cubed": b_cubed(items), "muc": muc(items), "ceaf": ceaf(items)}
    values = [figure["f1"] for figure in figures.values()]
    return {**figures, "conll": None if None in values else round(sum(values) / len(values), 4)}


def b_cubed(items: Pairs) -> Figures:
    """B³ (Bagga and Baldwin 1998): for each item the share of its predicted cluster that belongs to its gold cluster
    (precision), and of its gold cluster that stands in its predicted one (recall), averaged over the items.

    Measured on matched mentions: what was not found or is spurious counts in the scores of mentions, not here.
    """
    if not items:
        return {"precision": None, "recall": None, "f1": None, "items": 0}
    both, gold, predicted = Counter(items), Counter(g for g, _ in items), Counter(p for _, p in items)
    precision = sum(n * n / predicted[p] for (_, p), n in both.items()) / len(items)
    recall = sum(n * n / gold[g] for (g, _), n in both.items()) / len(items)
    return _figures(precision, recall, len(items))


def muc(items: Pairs) -> Figures:
    """MUC (Vilain et al. 1995): of the links that hold each cluster together (its size less one), the share that the
    other side keeps. Clusters of one have no links; where no cluster has any, there is nothing to measure.
    """
    precision, recall = _links(items), _links([(p, g) for g, p in items])
    if precision is None and recall is None:
        return {"precision": None, "recall": None, "f1": None, "items": len(items)}
    return _figures(precision or 0.0, recall or 0.0, len(items))


def _links(items: Pairs) -> float | None:
    """MUC of the clusters in second place against those in first place."""
    sizes, parts = Counter(p for _, p in items), Counter(p for _, p in set(items))
    links = sum(size - 1 for size in sizes.values())
    return sum(sizes[p] - parts[p] for p in sizes) / links if links else None


def ceaf(items: Pairs) -> Figures:
    """CEAF-e (Luo 2005, φ4): gold and predicted clusters are aligned one to one so that the sum of their likeness,
    twice the shared items over the sum of their sizes, is greatest; precision is that sum over the number of predicted
    clusters, recall over that of gold clusters."""
    if not items:
        return {"precision": None, "recall": None, "f1": None, "items": 0}
    gold, predicted = Counter(g for g, _ in items), Counter(p for _, p in items)
    likeness: dict[Hashable, dict[Hashable, float]] = {}
    for (g, p), shared in Counter(items).items():
        likeness.setdefault(g, {})[p] = 2 * shared / (gold[g] + predicted[p])
    best = sum(best_alignment([likeness[g] for g in group]) for group in _components(likeness))
    return _figures(best / len(predicted), best / len(gold), len(items))


def _components(likeness: Mapping[Hashable, Mapping[Hashable, float]]) -> list[list[Hashable]]:
    """Gold clusters in groups that share no predicted cluster: each group can be aligned alone."""
    leader: dict[Hashable, Hashable] = {}

    def find(node: Hashable) -> Hashable:
        while leader.setdefault(node, node) != node:
            leader[node] = node = leader[leader[node]]
        return node

    for g, row in likeness.items():
        for p in row:
            leader[find(("predicted", p))] = find(("gold", g))
    groups: dict[Hashable, list[Hashable]] = {}
    for g in likeness:
        groups.setdefault(find(("gold", g)), []).append(g)
    return list(groups.values())


def _figures(precision: float, recall: float, items: int) -> Figures:
    figures = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": harmonic(precision, recall)}
    return {**figures, "items": items}
