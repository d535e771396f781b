"""Titles and trades beyond the lexicon's rows: with an adjective before them («бригадный генерал»), behind «экс-», and
compounds whose last part is a row («поп-певица»).

In: words and the professions found by rows. Out: the professions, widened, and those in compounds.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.forms.words import Word, dictionary_forms
from pipeline.mentions.found import Found
from pipeline.mentions.phrases import PhraseIndex
from pipeline.mentions.wordlists import WordLists

MIN_PART = 4
"""Shorter last parts of a compound are no titles."""


def widened(words: Sequence[Word], found: Sequence[Found], lists: WordLists) -> list[Found]:
    """Professions with the adjectives before them that belong to a title."""
    result = []
    for mention in found:
        first = mention.first
        if mention.type == "PROFESSION" and words[first].pos in ("NOUN", "PROPN"):
            while first > 0 and _is_part(words[first - 1], words[mention.first], lists):
                first -= 1
        result.append(replace(mention, first=first) if first < mention.first else mention)
    return result


def _is_part(word: Word, title: Word, lists: WordLists) -> bool:
    same = word.sentence == title.sentence and word.case == title.case and word.number == title.number
    return same and word.pos == "ADJ" and lists.has("modifier", word)


def compounds(words: Sequence[Word], professions: PhraseIndex, found: Sequence[Found], lists: WordLists) -> list[Found]:
    """Professions in hyphenated words without a row; of «экс-президент» the part behind the prefix, as in
    NEREL."""
    taken = {i for mention in found if mention.type == "PROFESSION" for i in range(mention.first, mention.last + 1)}
    result = []
    for word in words:
        if "-" not in word.text or word.i in taken or word.pos not in ("NOUN", "PROPN"):
            continue
        if word.capital and not word.first and word.lower.rpartition("-")[0] not in lists.lists.get("title_prefix", ()):
            continue
        prefix, _, part = word.lower.rpartition("-")
        if dictionary_forms(prefix) & lists.lists.get("collective", frozenset()):
            continue
        phrase = professions.single(dictionary_forms(part)) if len(part) >= MIN_PART else None
        if phrase is None or phrase.adjective:
            continue
        cut = (len(prefix) + 1, len(word.text)) if prefix in lists.lists.get("title_prefix", ()) else None
        result.append(Found(word.i, word.i, "PROFESSION", phrase.rule, cut, not phrase.alone and cut is None))
    return result
