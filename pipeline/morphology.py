"""Russian morphology by pymorphy3: parses of a word, and the one that agrees best with a UD analysis. No Doc, no
spaCy."""

from functools import lru_cache
from typing import Any

import pymorphy3

from pipeline.errors import KhronikaError

MAX_WORD = 60
"""Longer tokens are no words: they are their own lemma, and pymorphy3 is not asked."""

GUESSES = 6
"""So many parses are kept of a word that is not in the dictionary, where pymorphy3 guesses by endings."""

POS = {
    "NOUN": {"NOUN"}, "PROPN": {"NOUN"}, "ADJ": {"ADJF", "ADJS", "COMP"}, "VERB": {"VERB", "INFN", "PRTF", "PRTS",
    "GRND"},
    "AUX": {"VERB", "INFN", "PRTF", "PRTS", "GRND"}, "ADV": {"ADVB", "COMP", "PRED"}, "PRON": {"NPRO", "ADJF"},
    "DET": {"ADJF", "NPRO", "ADJS"}, "NUM": {"NUMR", "ADJF"}, "ADP": {"PREP"}, "CCONJ": {"CONJ"}, "SCONJ": {"CONJ"},
    "PART": {"PRCL"}, "INTJ": {"INTJ"},
}  # fmt: skip
"""UD part of speech → pymorphy3's (OpenCorpora's) parts of speech that it may stand for."""

GRAMMEMES = {
    "Case=Nom": "nomn", "Case=Gen": "gent", "Case=Dat": "datv", "Case=Acc": "accs", "Case=Ins": "ablt",
    "Case=Loc": "loct",
    "Number=Sing": "sing", "Number=Plur": "plur", "Gender=Masc": "masc", "Gender=Fem": "femn", "Gender=Neut": "neut",
    "Tense=Past": "past", "Tense=Pres": "pres", "Tense=Fut": "futr", "Person=1": "1per", "Person=2": "2per",
    "Person=3": "3per", "Aspect=Imp": "impf", "Aspect=Perf": "perf", "VerbForm=Inf": "INFN", "VerbForm=Conv": "GRND",
    "Variant=Short": "PRTS", "Animacy=Anim": "anim", "Animacy=Inan": "inan", "Mood=Imp": "impr", "Voice=Pass": "pssv",
}  # fmt: skip
"""UD feature → pymorphy3's grammeme."""


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """The one pymorphy3 analyzer of this process; KhronikaError where its dictionary is not installed."""
    try:
        return pymorphy3.MorphAnalyzer(lang="ru")
    except Exception as error:
        raise KhronikaError(
            f"pymorphy3 cannot be loaded ({error}); run: pip install pymorphy3 pymorphy3-dicts-ru"
        ) from error


def parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a word, best first; none for what is too long to be a word.

    Case matters for single letters only (initials). Of a word that the dictionary lacks the best GUESSES are kept.
    """
    return _parses(word if len(word) == 1 else word.lower()) if len(word) <= MAX_WORD else ()


@lru_cache(maxsize=150_000)
def _parses(word: str) -> tuple[Any, ...]:
    found = analyzer().parse(word)
    return tuple(found if found and found[0].is_known else found[:GUESSES])


@lru_cache(maxsize=100_000)
def best_parse(word: str, pos: str, feats: str) -> Any | None:
    """The parse of `word` that agrees best with a UD part of speech and features (`Case=Gen|Number=Sing`).

    Agreement counts features that both name alike less those that they name otherwise, the part of speech thrice;
    pymorphy3's own order settles what remains. None if there is no parse.
    """
    wanted = POS.get(pos, set())
    marks = [GRAMMEMES[f] for f in feats.split("|") if f in GRAMMEMES]
    best, best_score = None, -99.0
    for parse in parses(word):
        grammemes = parse.tag.grammemes
        score = 3.0 * (str(parse.tag.POS) in wanted) + sum(m in grammemes for m in marks)
        if pos == "PROPN":
            score += 0.5 * bool({"Name", "Surn", "Patr", "Geox", "Orgn"} & grammemes)
        score += 0.9 * parse.score
        if score > best_score + 1e-9:
            best, best_score = parse, score
    return best


def lemma_of(word: str, pos: str, feats: str) -> str:
    """The lemma of a word form, given its UD analysis."""
    if not any(character.isalpha() for character in word):
        return word
    parse = best_parse(word, pos, feats)
    if parse is None:
        return word.lower()
    if "UNKN" in parse.tag.grammemes or "LATN" in parse.tag.grammemes:
        return word
    return parse.normal_form
