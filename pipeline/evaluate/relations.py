"""Measures of what joins two things: relations between entities, links between events."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, Relation
from pipeline.evaluate.matching import Figures, by_value, covers, prf, same
from pipeline.evaluate.triggers import Pairs
from pipeline.schema import EVENT_PREDICATES, PREDICATES


def relations(gold: Annotation, predicted: Annotation) -> Figures:
    """Relations: `strict`, both mentions with exact span and type, the predicate, and the direction (strict evaluation
    of Bekoulis et al. 2018, as NEREL reports); `overlap` asks that both mentions share a character with gold's."""
    strict = same(gold.relations, predicted.relations, lambda r: r)
    relaxed = overlapping_relations(gold.relations, predicted.relations)
    return {
        "strict": prf(len(strict), len(predicted.relations), len(gold.relations)),
        "overlap": prf(len(relaxed), len(predicted.relations), len(gold.relations)),
        "predicates": by_value(strict, gold.relations, predicted.relations, lambda r: r.predicate, PREDICATES),
    }


def overlapping_relations(gold: Sequence[Relation], predicted: Sequence[Relation]) -> list[tuple[Relation, Relation]]:
    """The relations that match one to one by overlap of both ends, the predicate and the direction: equal ones first,
    then in order of the text."""
    pairs = same(gold, predicted, lambda r: r)
    free: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in _left(predicted, [p for _, p in pairs]):
        free[relation.subject[0], relation.predicate].append(relation)
    for relation in _left(gold, [g for g, _ in pairs]):
        waiting = free[relation.subject[0], relation.predicate]
        index = next((i for i, other in enumerate(waiting) if _both_ends_touch(relation, other)), None)
        if index is not None:
            pairs.append((relation, waiting.pop(index)))
    return pairs


def _left(relations: Sequence[Relation], gone: Sequence[Relation]) -> list[Relation]:
    """The relations that are not among those that are gone, in order of the text."""
    matched = set(gone)
    return sorted((r for r in relations if r not in matched), key=lambda r: (r.subject, r.object))


def _both_ends_touch(one: Relation, two: Relation) -> bool:
    return covers(one.subject[:3], two.subject[:3]) and covers(one.object[:3], two.object[:3])


def event_links(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """Links between event mentions, end to end: both triggers matched by overlap, the predicate and the direction
    right."""
    gold_trigger = {p.place: g.place for g, p in pairs}
    wanted = {(link.subject, link.predicate, link.object): link for link in gold.links}
    moved = [(gold_trigger.get(k.subject), k.predicate, gold_trigger.get(k.object)) for k in predicted.links]
    right = [(wanted[key], wanted[key]) for key in wanted.keys() & set(moved)]
    return {
        "overlap": prf(len(right), len(predicted.links), len(gold.links)),
        "predicates": by_value(right, gold.links, predicted.links, lambda k: k.predicate, EVENT_PREDICATES),
    }
