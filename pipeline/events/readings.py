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
TENSES = {"past": "Past", "pres": "Pres", "futr": "Fut"}


def plain(word: str) -> str:
    """Lower case, and «е» for «ё», which texts write or not."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=100_000)
def readings(word: str, pos: str, lemma: str) -> tuple[tuple[str, str], ...]:
    """The (lemma, NOUN or VERB) pairs that a word form may stand for, given its tag and the lemma chosen for it.

    Where the tag and a parse agree, other parses are left out; a form that has only parses of the other kind keeps them
    («принятому», tagged as a noun; «Литургия», tagged as an adjective). Function words have no reading.
    """
    fitting = _fitting(word, pos)
    chosen = {reading for reading in fitting if reading[0] == plain(lemma)}
    return tuple(sorted(chosen or fitting))


@lru_cache(maxsize=100_000)
def _fitting(word: str, pos: str) -> frozenset[tuple[str, str]]:
    if pos not in WANTED:
        return frozenset()
    tags = [(plain(p.normal_form), str(p.tag.POS)) for p in parses(word.lower())]
    found = frozenset((name, KINDS[tag]) for name, tag in tags if tag in KINDS)
    if pos == "ADJ":
        fitting = frozenset((name, KINDS[tag]) for name, tag in tags if tag in ("PRTF", "PRTS"))
    else:
        fitting = frozenset(reading for reading in found if reading[1] == WANTED[pos])
    is_adjective = pos == "ADJ" and any(tag in ("ADJF", "ADJS", "COMP") for _, tag in tags)
    return fitting or (frozenset() if is_adjective else found)


def lemmas(token: Token) -> frozenset[str]:
    """Every lemma by which a lexicon's word may know `token`, and its form itself."""
    return _lemmas(token.lower_, token.pos_, token.lemma_)


@lru_cache(maxsize=100_000)
def _lemmas(word: str, pos: str, lemma: str) -> frozenset[str]:
    return frozenset({plain(word), plain(lemma)} | {name for name, _ in _fitting(word, pos)})


@lru_cache(maxsize=100_000)
def known_tense(word: str, lemma: str) -> str:
    """The tense on which the verbal parses of a form agree (`Past`, `Pres`, `Fut`), those of `lemma` if there are any.

    "" where there is none, or more than one.
    """
    verbs = [p for p in parses(word.lower()) if str(p.tag.POS) in ("VERB", "PRTF", "PRTS") and p.tag.tense]
    tenses = {str(p.tag.tense) for p in verbs if p.normal_form == lemma} or {str(p.tag.tense) for p in verbs}
    return TENSES[tenses.pop()] if len(tenses) == 1 else ""


def tense(token: Token) -> str:
    """The tense of a verb form: the dictionary's where it leaves no choice, else the tagger's; "" without one."""
    return known_tense(token.lower_, token.lemma_) or next(iter(token.morph.get("Tense", [])), "")


@lru_cache(maxsize=100_000)
def is_animate_noun(word: str) -> bool:
    """Whether a form is known, at first sight, as an animate noun."""
    first = next(iter(parses(word.lower())), None)
    return first is not None and "NOUN" in first.tag and "anim" in first.tag


@lru_cache(maxsize=100_000)
def may_be_adjective(word: str) -> bool:
    """Whether some parse of the form is a full adjective or participle."""
    return any(str(p.tag.POS) in ("ADJF", "PRTF") for p in parses(word.lower()))


@lru_cache(maxsize=100_000)
def is_participle_form(word: str) -> bool:
    """Whether a form is a full participle at first sight."""
    first = next(iter(parses(word.lower())), None)
    return first is not None and str(first.tag.POS) == "PRTF"


@lru_cache(maxsize=100_000)
def is_known_word(word: str) -> bool:
    """Whether a form is at first sight a common word of the dictionary, no name."""
    first = next(iter(parses(word.lower())), None)
    return first is not None and first.is_known and not {"Name", "Surn", "Patr", "Geox", "Orgn"} & first.tag.grammemes


@lru_cache(maxsize=10_000)
def word_lemmas(word: str) -> frozenset[str]:
    """The lemmas under which a word of a lexicon, in whatever form it is written there, may be met in a text."""
    return frozenset({plain(word)} | {plain(p.normal_form) for p in parses(word.lower())[:3]})


@lru_cache(maxsize=100_000)
def adjective_lemma(word: str, lemma: str) -> str:
    """The dictionary form of an adjective; a participle's is its own nominative («вооружённое» → «вооруженный»)."""
    first = next((p for p in parses(word.lower()) if str(p.tag.POS) == "PRTF"), None)
    form = first.inflect({"sing", "masc", "nomn"}) if first is not None else None
    return plain(form.word if form is not None else lemma)
