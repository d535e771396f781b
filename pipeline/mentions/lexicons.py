"""The lexicons of `models/mentions/`, read and checked: phrases by type, head words, numerals, currencies."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.lexicon import read_lexicon
from pipeline.mentions.numbers import Numerals, read_numerals
from pipeline.mentions.phrases import Phrase, PhraseIndex, phrase_of
from pipeline.mentions.wordlists import WordLists, read_word_lists
from pipeline.schema import ENTITY_TYPES

PHRASE_FILES = {
    "professions": "PROFESSION", "nationalities": "NATIONALITY", "religions": "RELIGION", "ideologies": "IDEOLOGY",
    "languages": "LANGUAGE", "diseases": "DISEASE", "crimes": "CRIME", "penalties": "PENALTY",
}  # fmt: skip
"""File → the type of all its phrases."""


@dataclass(frozen=True, slots=True)
class Lexicons:
    """What the finders look words up in: one index a type, so that nested phrases of other types are found too."""

    indices: tuple[PhraseIndex, ...]
    phrases: PhraseIndex
    heads: PhraseIndex
    numerals: Numerals
    words: WordLists


def read_lexicons(folder: Path) -> Lexicons:
    """Read the lexicons. Raises DataError for a file or row that cannot be taken."""
    by_type = {kind: _phrases(folder / f"{name}.csv", kind) for name, kind in PHRASE_FILES.items()}
    for name in ("generic", "places"):
        for phrase in _typed(folder / f"{name}.csv", "phrase"):
            by_type.setdefault(phrase.type, []).append(phrase)
    indices = tuple(PhraseIndex(phrases) for _, phrases in sorted(by_type.items()))
    heads = PhraseIndex(_typed(folder / "heads.csv", "head"))
    return Lexicons(
        indices, PhraseIndex(by_type["PROFESSION"]), heads, read_numerals(folder), read_word_lists(folder / "words.csv")
    )


def _phrases(path: Path, kind: str) -> list[Phrase]:
    columns = ("phrase", "alone", "example")
    rows = read_lexicon(path, columns, required=columns, vocabulary={"alone": ("yes", "no")}, key=("phrase",))
    return [phrase_of(row["phrase"], kind, row, row["alone"] == "yes") for row in rows]


def _typed(path: Path, name: str) -> list[Phrase]:
    columns = (name, "type", "example")
    rows = read_lexicon(path, columns, required=columns, vocabulary={"type": ENTITY_TYPES}, key=(name, "type"))
    return [phrase_of(row[name], row["type"], row) for row in rows]
