"""Measures of what joins two things: relations between entities, links between events."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, Place, Relation
from pipeline.evaluate.matching import Figures, by_value, covers, prf, same
from pipeline.evaluate.triggers import Pairs
from pipeline.schema import EVENT_PREDICATES, PREDICATES


def relations(gold: Annotation, predicted: Annotation) -> Figures:
    """Relations: `strict`, both mentions with exact span and type, the predicate, and the direction (strict evaluation
    of Bekoulis et al. 2018, as NEREL reports); `overlap` asks that both mentions share a character with gold's."""
    strict = same(gold.relations, predicted.relations, lambda r: r)
    relaxed = _both_ends_touch(gold.relations, predicted.relations)
    return {
        "strict": prf(len(strict), len(predicted.relations), len(gold.relations)),
        "overlap": prf(relaxed, len(predicted.relations), len(gold.relations)),
        "predicates": by_value(strict, gold.relations, predicted.relations, lambda r: r.predicate, PREDICATES),
    }


def _both_ends_touch(gold: Sequence[Relation], predicted: Sequence[Relation]) -> int:
    """How many relations match one to one by overlap of both ends, equal ones first, then in order of the text."""
    equal = same(gold, predicted, lambda r: r)
    taken, served = [p for _, p in equal], [g for g, _ in equal]
    free: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in _left(predicted, taken):
        free[relation.subject[0], relation.predicate].append(relation)
    return len(equal) + sum(_take(free[r.subject[0], r.predicate], r) for r in _left(gold, served))


def _left(relations: Sequence[Relation], gone: Sequence[Relation]) -> list[Relation]:
    """The relations that are not among those that are gone, in order of the text."""
    matched = set(gone)
    return sorted((r for r in relations if r not in matched), key=lambda r: (r.subject, r.object))


def _take(waiting: list[Relation], wanted: Relation) -> bool:
    """Whether one of those that wait overlaps the one that is wanted at both ends; it waits no longer."""
    ends = _place(wanted.subject), _place(wanted.object)
    for index, r in enumerate(waiting):
        if covers(_place(r.subject), ends[0]) and covers(_place(r.object), ends[1]):
            del waiting[index]
            return True
    return False


def _place(end: tuple[str, int, int, str]) -> Place:
    return end[:3]


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
