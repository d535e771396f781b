"""Sentences with marks, for tests of what stands on mentions and event mentions.

`[Пётр Иванов]{PERSON s}` is a mention with a type and labels, `<избран>{ELECT o}` an event mention; both nest, and
`[5 мая]{DATE}` is a date without a value. `parse`
takes the marks out, `annotated` gives the Doc with syntax, lemmas and the marked layers, as if the components
before had found them.
"""

from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.layers import Date, EventMention, Mention
from pipeline.paths import MODELS

LATER = ["dates", "mentions", "events", "arguments", "relations", "tagger"]


@dataclass(frozen=True)
class Mark:
    """A marked stretch: `labels` are the words behind its type."""

    start: int
    end: int
    kind: str
    labels: tuple[str, ...]
    is_event: bool


@lru_cache(maxsize=1)
def syntax_pipeline() -> Language:
    """The pipeline up to lemmas."""
    return spacy.load(MODELS, exclude=LATER)


def parse(marked: str) -> tuple[str, list[Mark]]:
    """The text without marks, and the marks in the order of their ends."""
    text, opened, marks, i = "", [], [], 0
    while i < len(marked):
        character = marked[i]
        if character in "[<":
            opened.append((len(text), character == "<"))
        elif character in "]>":
            stop = marked.index("}", i)
            kind, *labels = marked[i + 2 : stop].split()
            start, is_event = opened.pop()
            marks.append(Mark(start, len(text), kind, tuple(labels), is_event))
            i = stop
        else:
            text += character
        i += 1
    assert not opened, f"a mark is not closed: {marked}"
    return text, marks


def annotated(marked: str) -> tuple[Doc, list[Mark]]:
    """The Doc of a marked text with `mentions` and `event_mentions` set, and its marks."""
    text, marks = parse(marked)
    doc = syntax_pipeline()(text)
    dates = [Date(m.start, m.end, "DATE", None, None, None, None, "told", "test") for m in marks if m.kind == "DATE"]
    doc._.dates = tuple(sorted(dates, key=lambda date: date.span))
    marks = [mark for mark in marks if mark.kind != "DATE"]
    spans = [(mark, text[mark.start : mark.end]) for mark in marks]
    doc._.mentions = tuple(sorted(Mention(m.start, m.end, m.kind, t, "test") for m, t in spans if not m.is_event))
    told = ("positive", "actual", None, "test")
    doc._.event_mentions = tuple(sorted(EventMention(m.start, m.end, m.kind, t, *told) for m, t in spans if m.is_event))
    return doc, marks
