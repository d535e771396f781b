"""Closed lists of words that rules for mentions ask for, read from `words.csv`: list name → dictionary forms."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.forms.words import Word, fold
from pipeline.lexicon import read_lexicon

LISTS = ("crime_cue", "direction", "ignored", "modifier", "office", "term", "classifier", "title_prefix", "collective")


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists, folded."""

    lists: Mapping[str, frozenset[str]]

    def has(self, name: str, word: Word) -> bool:
        """Whether a word stands in the list of that name, by its dictionary form or as it is written."""
        members = self.lists.get(name, frozenset())
        return fold(word.lemma) in members or fold(word.lower) in members


def read_word_lists(path: Path) -> WordLists:
    """Read the lists. Raises DataError for a list that no rule knows, a word twice, an empty cell."""
    columns = ("word", "list", "example")
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_lexicon(path, columns, required=columns, vocabulary={"list": LISTS}, key=("word", "list")):
        found[row["list"]].add(fold(row["word"]))
    return WordLists({name: frozenset(words) for name, words in found.items()})
