"""The component that sets `doc._.dates`: hands the text with its analysis to `pipeline.dates`.

In: a Doc with parts of speech, morphology, heads, lemmas and `doc._.names`; `doc._.published`. Out: `doc._.dates`.
"""

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from pipeline.dates import extract
from pipeline.dates.analysis import Analysis, Word
from pipeline.dates.words import Words, load_words
from pipeline.layers import Date


class DateExtractor:
    """The component; holds the lexicons."""

    def __init__(self) -> None:
        self.words: Words | None = None

    def __call__(self, doc: Doc) -> Doc:
        found = extract(doc.text, published=doc._.published, analysis=analysis_of(doc), words=self.words)
        doc._.dates = tuple(
            Date(f.start, f.end, f.type, f.edtf, f.earliest, f.latest, f.granularity, f.anchor, f.rule) for f in found
        )
        return doc

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "DateExtractor":
        """Load the lexicons that lie in `path`."""
        self.words = load_words(path)
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write: the lexicons are edited by hand."""


def analysis_of(doc: Doc) -> Analysis:
    """What the grammar may ask about the words of a Doc; white space left out."""
    tokens = [token for token in doc if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(tokens)}
    words = [
        Word(
            token.idx, token.idx + len(token), token.lemma_, token.pos_, str(token.morph),
            numbers.get(token.head.i, number), token.dep_,
        )
        for number, token in enumerate(tokens)
    ]  # fmt: skip
    return Analysis(words, [(name.start, name.end, name.kind) for name in doc._.names])
