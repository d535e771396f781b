"""The door of the package: text in, date expressions with their values out."""

from dataclasses import dataclass

from pipeline.dates.analysis import Analysis
from pipeline.dates.base_events import EventFinder
from pipeline.dates.filters import accepted
from pipeline.dates.grammar import parse
from pipeline.dates.reader import Reader, expression
from pipeline.dates.words import Words, load_words


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A date expression at [start, end): its TIMEX3 type, EDTF value, closed bounds in seconds from
    1970-01-01T00:00:00, granularity, what made it resolvable, the rules that found it (innermost first, with `+`)."""

    start: int
    end: int
    type: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    granularity: str | None
    anchor: str
    rule: str


def extract(
    text: str,
    *,
    published: tuple[int, int, int] | None = None,
    analysis: Analysis | None = None,
    words: Words | None = None,
) -> list[Found]:
    """The date expressions of `text`, in order, none within another.

    `published` is (year, month, day), against which «вчера» and «в прошлом году» resolve; `analysis` the words'
    analysis, if there is one; `words` the lexicons, by default those under `models/dates`. Linear in the text.
    """
    analysis = analysis or Analysis()
    words = words or load_words()
    items = parse(text, words)
    candidates = [
        (number, expr)
        for number, item in enumerate(items)
        if (expr := expression(item)) is not None and accepted(text, items, number, analysis)
    ]
    reader = Reader(text, items, candidates, analysis, EventFinder(text, words))
    return [Found(item.start, item.end, *meaning, item.rule) for item, meaning in reader.read(published)]


__all__ = ["Found", "extract"]
