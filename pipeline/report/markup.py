"""Mark spans in a text as nested HTML: any spans in, well-formed escaped markup out.

Spans may nest, cross one another and cross the borders of sentences; HTML elements may not. A span that crosses a
border is cut into parts there, each part knowing on which side it goes on. Nothing of the text or of a label is taken
as markup.
"""

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

MAX_DEPTH = 8
"""Spans nested deeper are not marked: nobody could tell them apart, and hostile input may nest without end."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span to be marked: `kind` is its CSS class, `label` its short name, `title` what a pointer over it shows."""

    start: int
    end: int
    kind: str
    label: str
    title: str
    href: str = field(default="")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mark that crosses no other part; it goes on before or after where the mark was cut."""

    start: int
    end: int
    mark: Mark

    @property
    def classes(self) -> str:
        """The CSS classes of the part."""
        before = " from" if self.start > self.mark.start else ""
        after = " on" if self.end < self.mark.end else ""
        return self.mark.kind + before + after


def nested(marks: Iterable[Mark], start: int, end: int) -> Iterator[Part]:
    """The parts of `marks` inside [start, end), cut so that any two nest or are apart, in order of opening.

    Of two marks that cross, the later one is cut at the end of the earlier.
    """
    heap = [(max(m.start, start), -min(m.end, end), m) for m in marks if m.start < end and m.end > start]
    heapq.heapify(heap)
    open_ends: list[int] = []
    while heap:
        first, negative_end, mark = heapq.heappop(heap)
        last = -negative_end
        while open_ends and open_ends[-1] <= first:
            open_ends.pop()
        if open_ends and open_ends[-1] < last:
            heapq.heappush(heap, (open_ends[-1], -last, mark))
            last = open_ends[-1]
        if len(open_ends) < MAX_DEPTH:
            open_ends.append(last)
            yield Part(first, last, mark)


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Markup:
    """`text[start:end]` with the parts of `marks` in it as nested `<mark>` elements."""
    stop = len(text) if end is None else end
    pieces: list[Markup] = []
    open_ends: list[int] = []
    position = start

    def write_to(goal: int) -> None:
        nonlocal position
        while open_ends and open_ends[-1] <= goal:
            pieces.extend((escape(text[position : open_ends[-1]]), Markup("</mark>")))
            position = open_ends.pop()
        pieces.append(escape(text[position:goal]))
        position = goal

    for part in nested(marks, start, stop):
        write_to(part.start)
        pieces.append(_opening(part))
        open_ends.append(part.end)
    write_to(stop)
    return Markup("").join(pieces)


def _opening(part: Part) -> Markup:
    mark = part.mark
    link = Markup(' data-href="{}"').format(mark.href) if mark.href else Markup("")
    return Markup('<mark class="{}" data-label="{}" title="{}"{}>').format(part.classes, mark.label, mark.title, link)


def by_sentence(marks: Iterable[Mark], sentences: Sequence[tuple[int, int]]) -> dict[int, list[Mark]]:
    """Sentence number → the marks that have a character in it; `sentences` are sorted (start, end)."""
    starts = [start for start, _ in sentences]
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        number = max(0, bisect_right(starts, mark.start) - 1)
        while number < len(sentences) and sentences[number][0] < mark.end:
            if sentences[number][1] > mark.start:
                found[number].append(mark)
            number += 1
    return found
