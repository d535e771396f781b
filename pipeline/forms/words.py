"""A Doc as a list of plain words, read from spaCy once: white space left out, analysis as strings, heads as indices.

The rules for mentions and normal forms look at each word many times; attributes of spaCy's tokens are slow to read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from pipeline.ids import fold as _fold
from pipeline.morphology import parses

fold = lru_cache(maxsize=200_000)(_fold)
"""`ids.fold`, remembered: the same words are folded again and again."""


@dataclass(slots=True)
class Word:
    """A word of a text: `i` counts words from 0, `sentence` sentences from 0; offsets in code points; `first` in its
    sentence or not; `case`, `number`, `gender` are UD's values (`Gen`, `Plur`, `Fem`) or ""; `shape` see `shape`."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    feats: str
    start: int
    end: int
    sentence: int
    first: bool
    case: str
    number: str
    gender: str
    shape: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.shape in ("Title", "UPPER", "Mixed")


def read_words(tokens: Iterable[Token]) -> list[Word]:
    """The words of a Doc or a part of it, in order."""
    words: list[Word] = []
    sentence, first = -1, True
    for token in tokens:
        if token.is_sent_start or sentence < 0:
            sentence, first = sentence + 1, True
        if token.is_space:
            continue
        text, feats = token.text, str(token.morph)
        case, number, gender = features(feats)
        words.append(
            Word(
                len(words), text, text.lower(), token.lemma_.lower(), token.pos_, feats, token.idx, token.idx +
                len(text), sentence, first, case, number, gender, shape(text),
            )
        )  # fmt: skip
        first = False
    return words


@lru_cache(maxsize=10_000)
def features(feats: str) -> tuple[str, str, str]:
    """Case, number and gender of UD features, "" for what is not said."""
    values = dict(part.split("=", 1) for part in feats.split("|") if "=" in part)
    return values.get("Case", ""), values.get("Number", ""), values.get("Gender", "")


@lru_cache(maxsize=50_000)
def shape(text: str) -> str:
    """How a word is written: lower, Title, UPPER (at least two capitals), Mixed, digit, or other."""
    if text[:1].isdigit():
        return "digit"
    if not text[:1].isalpha():
        return "other"
    if text[0].islower():
        return "lower"
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return "UPPER"
    return "Title" if all(not c.isupper() for c in text[1:]) or "-" in text else "Mixed"


@lru_cache(maxsize=100_000)
def dictionary_forms(word: str) -> frozenset[str]:
    """All dictionary forms that a word may have, folded."""
    return frozenset(fold(parse.normal_form) for parse in parses(word))


@lru_cache(maxsize=100_000)
def keys(lower: str, lemma: str, pos: str) -> tuple[str, ...]:
    """By what a lexicon finds a word: its lemma first, then itself; all forms where the lemma is a verb's
    («командующий»)."""
    found = [fold(lemma), fold(lower)]
    if pos in ("ADJ", "X", "PROPN"):
        found += sorted(dictionary_forms(lower))
    elif pos == "VERB":
        found = sorted(nominal_keys(lower))
    return tuple(dict.fromkeys(found))


def nominal_keys(lower: str) -> set[str]:
    """What a word that the tagger takes for a verb may be as a noun or participle («командующего» → «командующий»)."""
    found = {fold(lower)}
    for parse in parses(lower):
        if parse.tag.POS in ("NOUN", "ADJF"):
            found.add(fold(parse.normal_form))
        elif parse.tag.POS == "PRTF" and (form := parse.inflect({"nomn", "sing", "masc"})) is not None:
            found.add(fold(form.word))
    return found


def keys_of(word: Word) -> tuple[str, ...]:
    """`keys` of a word."""
    return keys(word.lower, word.lemma, word.pos)


def text_of(text: str, words: Sequence[Word]) -> str:
    """The characters from the first to the last of `words`."""
    return text[words[0].start : words[-1].end]
