"""Rules for recurrences: «каждые три года», «ежегодно», «по пятницам», «5 мая каждого года»."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.values import Expr, Length, Point


@rule("EACH PT.day|PT.month|PT.season", "EACH @UNIT|YW|QW|CW", "EACH LEN|LEN1")
def recurrence(_: Any, what: Any) -> Expr:
    """«каждую среду», «каждые три года»"""
    if isinstance(what, Item):
        return Expr("set", unit=what.classes.get("UNIT") or next(iter(u for c, u in RECURRING if c in what.classes)))
    return Expr("set", unit="month" if what.unit == "half" else what.unit)


RECURRING = (("YW", "year"), ("QW", "quarter"), ("CW", "century"))


@rule("SETWORD PT.day", "PT.day SETWORD")
def fixed_recurrence(one: Any, two: Any) -> Expr | None:
    """«ежегодно 25 мая»"""
    point, word = (one, two) if isinstance(one, Point) else (two, one)
    return Expr("set", point, unit="day") if word == "year" and point.year is None and point.month else None


@rule("PT.day EACH LEN1")
def day_of_each(day: Point, _: Any, what: Length) -> Expr | None:
    """«5 мая каждого года», «25 числа каждого месяца»"""
    if day.day is None or day.year is not None or what.unit not in ("year", "month"):
        return None
    return Expr("set", day, unit="day")


@rule("SETWORD")
def set_word(unit: str) -> Expr:
    """«ежегодно», «еженедельный»"""
    return Expr("set", unit=unit)


@rule("=по WEEKDAYS", "=по @WEEKEND")
def on_weekdays(_: Any, __: Any) -> Expr:
    """«по пятницам»"""
    return Expr("set", unit="day")


RECURRENCES = Level(recurrence, fixed_recurrence, day_of_each, on_weekdays, set_word)
