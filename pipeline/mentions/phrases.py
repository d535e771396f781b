"""Lexicon phrases in a text: which row begins at a word, whatever case it stands in. Linear: rows are found by first
word.

A row's phrase is a dictionary form («министр иностранных дел»). Its words match by dictionary form; its first word must
also be used as the row means it: a noun as a noun, an adjective as an adjective.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.forms.words import Word, dictionary_forms, fold, keys_of
from pipeline.knowledge import nominal_forms
from pipeline.lexicon import Row
from pipeline.morphology import parses

ADJECTIVE_POS = frozenset({"ADJ", "VERB", "DET", "X", "PROPN"})
NOUN_POS = frozenset({"NOUN", "PROPN", "X", "ADJ", "VERB"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row ready to be matched: the dictionary forms of each word, the type that it gives, and what it is in
    grammar."""

    text: str
    type: str
    rule: str
    forms: tuple[frozenset[str], ...]
    adjective: bool
    nominalized: bool
    capital: bool
    alone: bool = True


def phrase_of(text: str, kind: str, row: Row, alone: bool = True) -> Phrase:
    """A phrase of a lexicon row; not `alone` if it is a mention only with what depends on it («глава» of something).

    Raises DataError for a row without a word.
    """
    words = text.replace(".", " .").split()
    if not words:
        raise row.error("the phrase is empty; fill it in")
    forms = (nominal_forms(words[0]), *(frozenset({fold(word), *dictionary_forms(word.lower())}) for word in words[1:]))
    tags = [parse.tag for parse in parses(words[-1].lower())[:1]] if len(words) == 1 else []
    adjective = any(tag.POS in ("ADJF", "PRTF") for tag in tags)
    capital = text[0].isupper() and kind not in ("PROFESSION", "ORGANIZATION")
    return Phrase(text, kind, row.rule, forms, adjective, adjective and kind == "PROFESSION", capital, alone)


class PhraseIndex:
    """Phrases by the dictionary form of their first word."""

    def __init__(self, phrases: Iterable[Phrase]):
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            for form in phrase.forms[0]:
                self._by_first[form].append(phrase)
        for found in self._by_first.values():
            found.sort(key=lambda phrase: (-len(phrase.forms), phrase.rule))

    def single(self, forms: Iterable[str]) -> Phrase | None:
        """The first phrase of one word that has one of these dictionary forms; None without one."""
        found = (p for form in sorted(forms) for p in self._by_first.get(form, ()) if len(p.forms) == 1)
        return next(found, None)

    def match(self, words: Sequence[Word], i: int) -> Phrase | None:
        """The longest phrase that begins at word `i`, inside its sentence; None without one."""
        best: Phrase | None = None
        for key in keys_of(words[i]):
            for phrase in self._by_first.get(key, ()):
                if best is not None and len(phrase.forms) <= len(best.forms):
                    break
                if _fits(phrase, words, i):
                    best = phrase
                    break
        return best


def _fits(phrase: Phrase, words: Sequence[Word], i: int) -> bool:
    size = len(phrase.forms)
    if phrase.capital and not words[i].capital:
        return False
    if i + size > len(words) or words[i + size - 1].sentence != words[i].sentence:
        return False
    if not all(forms.intersection(keys_of(words[i + n])) for n, forms in enumerate(phrase.forms)):
        return False
    return size > 1 or _used_as_meant(phrase, words, i)


def _used_as_meant(phrase: Phrase, words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if not phrase.adjective:
        return word.pos in NOUN_POS or word.shape == "UPPER" or fold(word.lower) in phrase.forms[0]
    if (
        phrase.nominalized
        and phrase.text.endswith(("ый", "ий", "ой", "ая"))
        and not phrase.text.endswith(("ский", "цкий"))
    ):
        return not _before_its_noun(words, i)
    return word.pos in ADJECTIVE_POS or word.pos == "NOUN"


def _before_its_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that may be a noun or an adjective stands before the noun that it modifies («военный самолёт»)."""
    if i + 1 >= len(words) or words[i + 1].sentence != words[i].sentence:
        return words[i].pos in ("ADJ", "VERB")
    following = words[i + 1]
    if words[i].pos in ("ADJ", "VERB") and following.pos not in (
        "PROPN",
        "PUNCT",
        "VERB",
        "ADP",
        "CCONJ",
        "AUX",
        "ADV",
    ):
        return True
    return following.pos == "NOUN" and following.case == words[i].case and following.shape == "lower"
