"""The texts of annotations: what `documents.text` holds of the sources below raw/, for tools that need no tables."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.components.sentences import split_sentences
from pipeline.documents import Document, Reject, read_documents
from pipeline.layers import Span


def source_texts(raw: Path, wanted: Collection[str]) -> dict[str, str]:
    """doc_id → text of those of `wanted` that are documents below `raw`. Raises UsageError where `raw` holds no source.

    A missing one is left out, for its caller knows who asked for it.
    """
    found = (row for row in read_documents(raw) if isinstance(row, Document))
    return {document.doc_id: document.text for document in found if document.doc_id in wanted}


def why_no_text(raw: Path, name: str) -> str:
    """A sentence on why `source_texts` has no text of `name`: its source is not there, or cannot be taken."""
    for row in read_documents(raw):
        if isinstance(row, Reject) and rejected_id(row) == name:
            return f"its source {raw / row.path} cannot be taken: {row.reason}"
        if isinstance(row, Document) and row.doc_id.endswith(f"/{name}"):
            folder = f"name the folder that holds {row.doc_id}.ann"
            return f"there is no source «{name}» below {raw}, but there is «{row.doc_id}»; {folder}"
    return f"there is no source «{name}» below {raw}; restore it or move the annotation away"


def rejected_id(reject: Reject) -> str:
    """The id that the source of a reject would have."""
    return Path(reject.path).with_suffix("").as_posix()


@dataclass(slots=True)
class Sentences:
    """The sentences of a text, and which of them holds a place of it."""

    text: str
    spans: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.spans = self.spans or split_sentences(self.text)

    def number(self, place: int) -> int:
        """The sentence, from 0, in which the character at `place` stands (white space: the one before it)."""
        return max(0, bisect_right(self.spans, place, key=lambda span: span[0]) - 1)
