"""Resolves the expressions of a text in order: each teaches the context what the next ones may count from."""

from dataclasses import dataclass, replace

from pipeline import edtf
from pipeline.dates.analysis import Analysis
from pipeline.dates.base_events import EventFinder
from pipeline.dates.items import Item
from pipeline.dates.points import Context, Start, value_of
from pipeline.dates.resolve import Meaning, resolve
from pipeline.dates.values import Expr, Point

Candidate = tuple[int, Expr]
"""The number of an item and what it means."""


def expression(item: Item) -> Expr | None:
    """What an item means, if it may be a date expression."""
    value = item.classes.get("EXPR") or item.classes.get("PT")
    return value if value is None or isinstance(value, Expr) else Expr("point", value)


@dataclass(frozen=True, slots=True)
class Reader:
    """The expressions of a text that are dates, its items, analysis, and the finder of events to count from."""

    text: str
    items: list[Item]
    candidates: list[Candidate]
    analysis: Analysis
    events: EventFinder

    def read(self, published: tuple[int, int, int] | None) -> list[tuple[Item, Meaning]]:
        """Every expression with its meaning. Where no day of publication is known but the text says when it is told
        («вчера, 9 мая 2019 года»), that day takes its place, with the anchor `context`."""
        context = Context(published)
        found = self._resolved(context)
        if published is not None or len(context.tellings) != 1:
            return found
        told = self._resolved(Context(edtf.from_days(context.tellings.pop())))
        return [(item, (*m[:5], "context" if m[5] == "published" else m[5])) for item, m in told]

    def _resolved(self, context: Context) -> list[tuple[Item, Meaning]]:
        found = []
        for place, (number, expr) in enumerate(self.candidates):
            self._enter(context, place)
            meaning = resolve(self._unqualified(number, expr), context)
            if meaning is not None:
                found.append((self.items[number], meaning))
        return found

    def _enter(self, context: Context, place: int) -> None:
        """Tell the context where the expression stands."""
        number, expr = self.candidates[place]
        item = self.items[number]
        context.tense = "future" if self._is_due(number) else self.analysis.tense(item.start, item.end)
        context.position = item.start
        context.in_brackets = number > 0 and self.items[number - 1].norm == "("
        context.event = None
        if expr.shape == "counted":
            context.event = self.events.date_of(item.start, item.end, context) or self._date_ahead(place, context)

    def _date_ahead(self, place: int, context: Context) -> Start | None:
        """«за неделю до выборов 5 мая 2010 года»: the date that stands with the event right behind."""
        if place + 1 == len(self.candidates):
            return None
        number, expr = self.candidates[place + 1]
        gap = self.text[self.items[self.candidates[place][0]].end : self.items[number].start]
        point = expr.first if expr.shape == "point" else None
        if len(gap) > self.events.LOOK_AHEAD or any(c in gap for c in ".!?;\n") or point is None:
            return None
        return _start_of(point, context) if point.year is not None and not point.short else None

    def _unqualified(self, number: int, expr: Expr) -> Expr:
        """«до следующего дня выборов»: a day that something else says, which nobody can count."""
        point, item = expr.first, self.items[number]
        is_next = point is not None and point.ref is not None and point.ref.base == "next"
        if point is None or not is_next or point.unit != "day" or point.weekday is not None:
            return expr
        number_of = self.analysis.at(item.end + 1)
        if number_of is None:
            return expr
        word = self.analysis.words[number_of]
        is_what = word.pos == "NOUN" and "Case=Gen" in word.features and "Animacy=Inan" in word.features
        return Expr("vague", unit="day") if is_what else expr

    def _is_due(self, number: int) -> bool:
        """Whether «на» makes it a day that is to come («назначено на 5 июня», but «по состоянию на 5 июня»)."""
        item = self.items[number]
        after_state = number > 0 and self.items[number - 1].norm in ("состоянию", "данным")
        words = self.text[item.start : item.end].lower().split()
        is_named = words[0] == "на" and any(char.isdigit() for char in words[-2 if len(words) > 2 else -1] + words[1])
        return is_named and "PT.day" in item.classes and not after_state


def _start_of(point: Point, context: Context) -> Start | None:
    """Year, month and day in which a point begins, as far as it names them."""
    try:
        value = value_of(point, replace(context))
    except ValueError:
        return None
    if value is None or point.unit not in ("year", "month", "day"):
        return None
    year, month, day = edtf.from_seconds(edtf.bounds(value.first)[0] or 0)[:3]
    return year, month if point.unit != "year" else None, day if point.unit == "day" else None


__all__ = ["Candidate", "Reader", "expression"]
