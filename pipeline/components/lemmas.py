"""Lemmas by pymorphy3, the parse that agrees best with slovnet's tag chosen among a word's parses.

In: tokens with `pos` and `morph`. Out: `token.lemma_`, lower case but for words that pymorphy3 does not know.
"""

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from pipeline.morphology import analyzer, lemma_of


class Lemmatizer:
    """The component."""

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = token.text if token.is_space else lemma_of(token.text, token.pos_, str(token.morph))
        return doc

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "Lemmatizer":
        """Nothing of its own on disk: the dictionary is a package."""
        analyzer()
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write."""
