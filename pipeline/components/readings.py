"""Which lemmas a word form may have, as the event lexicons are looked up: robust against the tagger's errors.

In: a token with its tag and lemma. Out: lemmas in lower case, «е» for «ё», with the lexicon's part of speech.
"""

from functools import lru_cache

from spacy.tokens import Token

from pipeline.morphology import parses

KINDS = {"NOUN": "NOUN", "VERB": "VERB", "INFN": "VERB", "GRND": "VERB", "PRTF": "VERB", "PRTS": "VERB"}
"""pymorphy3's part of speech → the lexicon's; participles and gerunds are forms of their verb."""
WANTED = {"NOUN": "NOUN", "PROPN": "NOUN", "X": "NOUN", "VERB": "VERB", "AUX": "VERB", "ADJ": "VERB"}
"""UD part of speech → the lexicon's: what slovnet calls an adjective may be a participle."""


def plain(word: str) -> str:
    """Lower case, and «е» for «ё», which texts write or not."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=100_000)
def readings(word: str, pos: str, lemma: str) -> tuple[tuple[str, str], ...]:
    """The (lemma, NOUN or VERB) pairs that a word form may stand for, given its tag and the lemma chosen for it.

    Where the tag and a parse agree, other parses are left out; a form that has only parses of the other kind keeps them
    («принятому», tagged as a noun). Function words have no reading.
    """
    if pos not in WANTED:
        return ()
    found = {(plain(p.normal_form), KINDS[str(p.tag.POS)]) for p in parses(word.lower()) if str(p.tag.POS) in KINDS}
    fitting = {reading for reading in found if reading[1] == WANTED[pos]} or (set() if pos == "ADJ" else found)
    chosen = {reading for reading in fitting if reading[0] == plain(lemma)}
    return tuple(sorted(chosen or fitting))


def lemmas(token: Token) -> frozenset[str]:
    """Every lemma by which a phrase's word may know `token`, and its form itself."""
    return _lemmas(token.lower_, token.pos_, token.lemma_)


@lru_cache(maxsize=100_000)
def _lemmas(word: str, pos: str, lemma: str) -> frozenset[str]:
    return frozenset({plain(word), plain(lemma)} | {name for name, _ in readings(word, pos, lemma)})
