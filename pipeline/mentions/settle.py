"""Settle what several finders say of the same words, before mentions are nested.

In: words and proposals. Out: proposals without those that another one explains better: one name type on one span, no
fragments of names, no common noun at the start of a sentence taken for a name.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.forms.words import Word
from pipeline.mentions.found import Found
from pipeline.mentions.gazetteer import is_common

NAME_TYPES = frozenset(
    {"ORGANIZATION", "COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION", "FACILITY", "LAW", "AWARD",
     "WORK_OF_ART", "PRODUCT", "PERSON", "NATIONALITY", "FAMILY"}
)  # fmt: skip
"""Types of which a span has one only."""
PLACE_TYPES = frozenset({"CITY", "COUNTRY", "STATE_OR_PROVINCE", "LOCATION"})
DIVISIONS = frozenset({"STATE_OR_PROVINCE", "DISTRICT", "COUNTRY"})
"""Types in whose names an adjective («Оренбургской области») is no place of its own."""
QUOTED_TITLE = 4
"""A quoted name of at least so many words, most of them small, is a title, not a body."""


def settled(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """The proposals that stand."""
    kept = [mention for mention in shortened(words, found) if not is_doubtful(words, mention)]
    kept = one_type_a_span(kept)
    return without_fragments(words, kept)


def shortened(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """Names by slovnet or a head word that run into a name of the knowledge base end before it: «Совета министров |
    Организации Исламская Конференция», and those that go on behind it with common nouns end with it."""
    known = [m for m in found if m.rule.startswith("gazetteer.Q") and m.last > m.first]
    inside = {i: m for m in known for i in range(m.first + 1, m.last + 1)}
    starts = {m.first: m for m in known}
    result = []
    for mention in found:
        last = mention.last
        if (
            rank(mention) >= 3
            and last + 1 in inside
            and inside[last + 1].first > mention.first
            and mention.type == inside[last + 1].type
        ):
            mention = replace(mention, last=inside[last + 1].first - 1)
        elif rank(mention) >= 3 and last in starts and starts[last].type == mention.type and last > mention.first:
            mention = replace(mention, last=last - 1)
        elif rank(mention) >= 3 and mention.first in starts and mention.last > starts[mention.first].last:
            name = starts[mention.first]
            if name.type == mention.type and all(word.shape == "lower" for word in words[name.last + 1 : last + 1]):
                mention = replace(mention, last=name.last)
        result.append(mention)
    return result


def rank(mention: Found) -> int:
    """How far a proposal is trusted: the knowledge base, then lexicon rows, then slovnet."""
    source = mention.rule
    if source.startswith("mentions/places"):
        return 0
    if source.startswith(("gazetteer.Q", "gazetteer.organization", "abbreviation")):
        return 1
    if source.startswith("mentions/"):
        return 3 if source.startswith("mentions/heads") else 2
    return 4


def one_type_a_span(found: Sequence[Found]) -> list[Found]:
    """Of name types on one span the most trusted."""
    best: dict[tuple[int, int, tuple[int, int] | None], Found] = {}
    for mention in found:
        if mention.type in NAME_TYPES:
            key = mention.first, mention.last, mention.cut
            if key not in best or rank(mention) < rank(best[key]):
                best[key] = mention
    return [m for m in found if m.type not in NAME_TYPES or best[m.first, m.last, m.cut] is m]


def is_doubtful(words: Sequence[Word], mention: Found) -> bool:
    """A name by slovnet that is no name: a common noun with the capital of its sentence, a quoted title."""
    if not mention.rule.startswith("slovnet") or mention.type == "PERSON":
        return False
    first = words[mention.first]
    if mention.first == mention.last:
        return first.first and first.shape == "Title" and is_common(first)
    inside = words[mention.first : mention.last + 1]
    small = [word for word in inside if word.shape == "lower"]
    quoted = mention.first > 0 and words[mention.first - 1].text in '«„"'
    return quoted and len(inside) >= QUOTED_TITLE and 2 * len(small) > len(inside)


def without_fragments(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """Without what is only a piece of a longer mention that begins at or before it: the adjective of a name, the common
    noun that heads it, an ordinal that belongs to a title («первая леди»)."""
    covering: dict[int, list[Found]] = defaultdict(list)
    for mention in found:
        if mention.last > mention.first and mention.last - mention.first < 40:
            for i in range(mention.first, mention.last + 1):
                covering[i].append(mention)
    return [m for m in found if not any(is_fragment(words, m, outer) for outer in covering[m.first][:20])]


def is_fragment(words: Sequence[Word], mention: Found, outer: Found) -> bool:
    """Whether `mention` only repeats a part of `outer`."""
    if not outer.covers(mention) or (outer.first, outer.last) == (mention.first, mention.last):
        return False
    adjectives = all(word.pos == "ADJ" for word in words[mention.first : mention.last + 1])
    if mention.type in PLACE_TYPES and outer.type in DIVISIONS and adjectives:
        return True
    if mention.type == "ORDINAL":
        return outer.type == "PROFESSION" and outer.rule.startswith("mentions/professions")
    if mention.type != outer.type or mention.type not in NAME_TYPES:
        return False
    if adjectives:
        return mention.type == "ORGANIZATION"
    before = words[outer.first : mention.first]
    generic = mention.rule.startswith(("mentions/generic", "slovnet", "gazetteer"))
    return (
        bool(before) and generic and all(word.pos in ("ADJ", "NUM") for word in before) and mention.last <= outer.last
    )
