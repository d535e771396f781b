"""COUNTRY, NATIONALITY or LANGUAGE: what the adjective of a country or a people means by what it stands before.

«американский писатель» says where a person comes from; «американское правительство», «американский президент» name the
country; «английский язык» is a language. Demonyms («россиянин») are always nationalities.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.forms.words import Word
from pipeline.mentions.found import Found
from pipeline.mentions.wordlists import WordLists


def retyped(words: Sequence[Word], found: Sequence[Found], lists: WordLists) -> list[Found]:
    """The mentions with COUNTRY adjectives before a person's profession turned into NATIONALITY."""
    professions = {mention.first: mention for mention in found if mention.type == "PROFESSION"}
    languages = {m.first for m in found if m.type == "LANGUAGE" and _is_language(words, m.first)}
    result = []
    for mention in found:
        if mention.first in languages and mention.type in ("COUNTRY", "NATIONALITY", "CITY", "STATE_OR_PROVINCE"):
            continue
        if mention.type == "LANGUAGE" and words[mention.first].pos == "ADJ" and mention.first not in languages:
            continue
        if mention.type == "COUNTRY" and mention.first == mention.last and mention.cut is None:
            word = words[mention.first]
            if word.pos == "ADJ" and _is_origin(words, mention.last + 1, professions, lists):
                mention = replace(mention, type="NATIONALITY")
        result.append(mention)
    return result


def _is_origin(words: Sequence[Word], i: int, professions: dict[int, Found], lists: WordLists) -> bool:
    """Whether a profession that is no office of a state begins at word `i`, an adjective or a coordination before
    it."""
    for n in range(i, min(i + 4, len(words))):
        if n in professions:
            office = lists.has("office", words[professions[n].last]) or lists.has("office", words[n])
            return not office and words[n].pos != "ADJ"
        if words[n].pos not in ("ADJ", "CCONJ"):
            return False
    return False


def _is_language(words: Sequence[Word], i: int) -> bool:
    """Whether the adjective at `i` is of a language: «язык» behind it, other such adjectives between; «-язычный»
    itself."""
    if words[i].lemma.endswith("язычный") or words[i].pos != "ADJ":
        return True
    for word in words[i + 1 : i + 7]:
        if word.lemma == "язык" and word.sentence == words[i].sentence:
            return True
        if word.pos not in ("ADJ", "CCONJ") and word.text != ",":
            return False
    return False
