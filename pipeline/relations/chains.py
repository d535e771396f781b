"""Relations that follow from other relations and from names, document-wide.

In: relations found by rows, the mentions, the text. Out: more relations. It reads no tree.
"""

from collections.abc import Iterator, Sequence

from pipeline.layers import Mention, MentionKey, Relation

ABBREVIATED = 8
"""An abbreviation has at most so many letters."""


def follow(relations: Sequence[Relation], mentions: Sequence[Mention], text: str) -> Iterator[Relation]:
    """What follows: whose office lies in a body works there; a short name after the long one is an alternative name."""
    yield from workplaces(relations)
    yield from name_variants(mentions)


def workplaces(relations: Sequence[Relation]) -> Iterator[Relation]:
    """«президент Кассии Х»: the office is Кассия's, so X works there."""
    places: dict[MentionKey, list[Relation]] = {}
    for relation in relations:
        if relation.predicate == "WORKPLACE":
            places.setdefault(relation.subject, []).append(relation)
    for relation in relations:
        if relation.predicate == "WORKS_AS":
            for place in places.get(relation.object, ()):
                yield Relation(relation.subject, "WORKPLACE", place.object, "relation_chains.workplaces")


def name_variants(mentions: Sequence[Mention]) -> Iterator[Relation]:
    """A person's name in a form not seen before in the document, and the mention of the same surname before it."""
    last: dict[str, Mention] = {}
    seen: set[tuple[str, ...]] = set()
    for mention in sorted(mentions):
        if mention.type != "PERSON":
            continue
        words = tuple(mention.lemma.lower().split())
        if not words:
            continue
        before = last.get(words[-1])
        if before is not None and words not in seen and before.end <= mention.start and agree(before, mention):
            yield Relation(before.key, "ALTERNATIVE_NAME", mention.key, "relation_chains.name_variants")
        seen.add(words)
        last[words[-1]] = mention


def agree(one: Mention, other: Mention) -> bool:
    """Whether two names with one surname can be one person's: the first names are equal, initials, or left out."""
    names = [mention.lemma.lower().replace(".", ". ").split()[:-1] for mention in (one, other)]
    if not names[0] or not names[1]:
        return True
    first, second = names[0][0].rstrip("."), names[1][0].rstrip(".")
    return first.startswith(second) or second.startswith(first)


def is_abbreviation(name: str) -> bool:
    """Whether a name is an abbreviation by its form: a short word, mostly capitals («ОИС», not «РосАтом»)."""
    return len(name) <= ABBREVIATED and name.isalpha() and 2 * sum(c.isupper() for c in name) > len(name)
