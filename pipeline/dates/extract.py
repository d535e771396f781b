"""The door of the package: text in, date expressions with their values out."""

from dataclasses import dataclass

from pipeline.dates.analysis import Analysis
from pipeline.dates.filters import accepted
from pipeline.dates.grammar import parse
from pipeline.dates.items import Item
from pipeline.dates.points import Context
from pipeline.dates.resolve import resolve
from pipeline.dates.values import Expr
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
    items = parse(text, words or load_words())
    context = Context(published)
    found = []
    for number, item in enumerate(items):
        value = item.classes.get("EXPR") or item.classes.get("PT")
        if value is None or not accepted(text, items, number, analysis):
            continue
        expr = value if isinstance(value, Expr) else Expr("point", value)
        context.tense = "future" if _is_due(text, items, number) else analysis.tense(item.start, item.end)
        context.position = item.start
        meaning = resolve(expr, context)
        if meaning is not None:
            found.append(Found(item.start, item.end, *meaning, item.rule))
    return found


def _is_due(text: str, items: list[Item], number: int) -> bool:
    """Whether «на» makes it a day that is to come («назначено на 5 июня», but «по состоянию на 5 июня»)."""
    item = items[number]
    after_state = number > 0 and items[number - 1].norm in ("состоянию", "данным")
    words = text[item.start : item.end].lower().split()
    is_named = words[0] == "на" and any(char.isdigit() for char in words[-2 if len(words) > 2 else -1] + words[1])
    return is_named and "PT.day" in item.classes and not after_state


__all__ = ["Found", "extract"]
