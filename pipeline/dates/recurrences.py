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
    return Expr("set", unit=what.unit)


@rule("EACH DAYPARTNOUN")
def each_daypart(_: Any, __: str) -> Expr:
    """«каждый вечер»"""
    return Expr("set", unit="day")


@rule("EACH ORD|LAST|DEMVAGUE PT.day LEN1?", "=в|=во? ORD|LAST|DEMVAGUE PT.day EACH LEN1")
def nth_weekday(*values: Any) -> Expr | None:
    """«каждое первое воскресенье месяца», «в последнюю пятницу каждого месяца»"""
    day = next(v for v in values if isinstance(v, Point))
    return Expr("set", unit="month") if day.weekday is not None and day.day is None and day.ref is None else None


@rule("PT.season EACH LEN1", "PT.month EACH LEN1")
def season_of_each(point: Point, _: Any, what: Length) -> Expr | None:
    """«летом каждого года»"""
    return Expr("set", unit="year") if what.unit == "year" and point.year is None else None


RECURRING = (("YW", "year"), ("QW", "quarter"), ("CW", "century"))


@rule("SETWORD =,? PT.day", "PT.day SETWORD", "EACH @UNIT =,? PT.day", "EACH PT.day")
def fixed_recurrence(*values: Any) -> Expr | None:
    """«ежегодно 25 мая», «каждый год 25 мая»"""
    point = next(v for v in values if isinstance(v, Point))
    unit = next((v.classes["UNIT"] for v in values if isinstance(v, Item)), None)
    is_yearly = "year" in (unit, *(v for v in values if isinstance(v, str))) or len(values) == 2
    other = any(v in ("month", "week", "day", "hour", "quarter") for v in values if isinstance(v, str))
    fits = point.year is None and point.year_ref is None and point.month is not None and point.day is not None
    return Expr("set", point, unit="day") if is_yearly and fits and not other else None


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


@rule("=по WEEKDAYS", "=по @WEEKEND", "WEEKDAYS")
def on_weekdays(*_: Any) -> Expr:
    """«по пятницам»"""
    return Expr("set", unit="day")


RECURRENCES = Level(
    fixed_recurrence, recurrence, each_daypart, nth_weekday, season_of_each, day_of_each, on_weekdays, set_word
)
