"""Abbreviations that a text introduces in brackets, wherever else in it they stand.

«Организация Исламского Сотрудничества (ОИС)»: «ОИС» is of the long name's type from then on, and before.
"""

from collections.abc import Sequence

from pipeline.forms.words import Word
from pipeline.mentions.found import Found


def introduced(words: Sequence[Word], found: Sequence[Found]) -> dict[str, str]:
    """Abbreviation → type, of those that stand in brackets right behind a mention of several words."""
    types: dict[str, str] = {}
    for mention in found:
        n = mention.last + 1
        if mention.last > mention.first and n + 2 < len(words) and words[n].text == "(" and words[n + 2].text == ")":
            short = words[n + 1]
            if short.shape in ("UPPER", "Mixed") and 2 <= len(short.text) <= 12:
                types.setdefault(short.text, mention.type)
    return types


def repeated(words: Sequence[Word], types: dict[str, str], found: Sequence[Found]) -> list[Found]:
    """A mention for each word that is an introduced abbreviation, unless it already is one."""
    if not types:
        return []
    taken = {(mention.first, mention.type) for mention in found if mention.first == mention.last}
    return [
        Found(word.i, word.i, types[word.text], "abbreviation.introduced")
        for word in words
        if word.text in types and (word.i, types[word.text]) not in taken
    ]
