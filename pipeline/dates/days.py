"""Rules for days, weeks, months, seasons, quarters, halves, holidays."""

import re
from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.ordinals import day_ordinal
from pipeline.dates.values import Expr, Point, Ref, Trim, classes_of
from pipeline.dates.years import DEMONSTRATIVE, demonstrative, is_plural

EDGES = ("day", "week", "month", "year")
"""Units of which a longer stretch has first and last ones."""


@rule("@DAY MONTH|MONTHABBR =, PT.year", "@DAY MONTH|MONTHABBR =. PT.year", "@DAY MONTH|MONTHABBR PT.year?")
def day_month_year(number: Item, month: int, *rest: Any) -> Point | None:
    """«19 июня 2006 г.», «14 марта. 2008 г.», «5 мая»"""
    year = rest[-1]
    if rest[:-1] and year.weak:
        return None
    return _dated(Point("day", month=month, day=number.classes["DAY"]), year)


@rule("@DAY MONTH|MONTHABBR TWO YW")
def day_of_short_year(number: Item, month: int, year: int, _: Any) -> Point:
    """«5 мая 22 года»: behind a day no count of years"""
    return Point("day", month=month, day=number.classes["DAY"], year=year, short=True)


@rule("MONTH|MONTHABBR =, PT.year", "MONTH|MONTHABBR PT.year")
def month_year(month: int, *rest: Any) -> Point | None:
    """«декабря 1997 г»"""
    if len(rest) > 1 and rest[-1].weak:
        return None
    return _dated(Point("month", month=month), rest[-1])


@rule("MONTH")
def bare_month(month: int) -> Point:
    """«мае»"""
    return Point("month", month=month)


def _dated(point: Point, year: Point | None) -> Point:
    return (
        point if year is None else point.but(year=year.year, year_ref=year.year_ref, short=year.short, mark=year.mark)
    )


@rule("DMY YW?")
def numeric_day(text: str, _: Any) -> Point | None:
    """«12.05.2010», «12/05/10»: day, month, year."""
    day, month, year = (int(part) for part in text.replace("/", ".").replace("-", ".").split("."))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Point("day", year=year, month=month, day=day, short=year < 100 and not text.endswith(f"{year:04d}"))


@rule("ISO")
def iso_day(text: str) -> Point | None:
    """«2010-05-12», «2010-05-12T10:30:00»"""
    year, month, day = (int(part) for part in re.split(r"[-/.]", text[:10]))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    point = Point("day", year=year, month=month, day=day)
    if len(text) == 10:
        return point
    clock = [int(part) for part in text[11:].split(":")]
    if clock[0] > 23 or max(clock[1:]) > 59:
        return None
    return point.but(unit="clock", clock=(clock[0], clock[1], clock[2] if len(clock) > 2 else None))


@rule("MONTHYEAR YW?", "MONTHYEAR")
def numeric_month(text: str, *rest: Any) -> Point:
    """«05.2010»"""
    return _numeric_month(text, weak=not any(rest))


@rule("=(|=, MONTHYEAR =)|=,|=.|=;")
def numeric_month_apart(_: Any, text: str, __: Any) -> Trim:
    """«(05.1956)», «Справка, 05.1956, утеряна»"""
    return Trim(_numeric_month(text, weak=False), left=1, right=1)


def _numeric_month(text: str, weak: bool) -> Point:
    month, year = text.split(".")
    return Point("month", year=int(year), month=int(month), weak=weak)


@rule("DAY =.|=/|=- ROMAN =.|=/|=- PT.year", "DAY =/ ROMAN PT.year")
def roman_month(day: int, _: Any, month: int, *rest: Any) -> Point | None:
    """«5.V.1902», «5/V/1902», «5/V 1902 г.»"""
    year: Point = rest[-1]
    return _dated(Point("day", month=month, day=day), year) if 1 <= month <= 12 else None


@rule("DAY @NUMBERDAY", f"DAY @NUMBERDAY {DEMONSTRATIVE} @UNIT")
def day_of_month(day: int, word: Item, month: Any = None, unit: Item | None = None) -> Point | None:
    """«5 числа», «10 числа прошлого месяца»; «в первых числах» is a part of a month"""
    if word.norm == "числах":
        return None
    if unit is not None:
        return (
            Point("day", day=day, month_ref=demonstrative(month, "month")) if unit.classes["UNIT"] == "month" else None
        )
    return Point("day", day=day)


@rule(f"{DEMONSTRATIVE} MONTH")
def relative_month(which: Item, month: int) -> Point:
    """«в прошлом мае»"""
    return Point("month", month=month, year_ref=demonstrative(which, "year"))


@rule("MONTHADJ")
def month_adjective(month: int) -> Point:
    """«октябрьской»"""
    return Point("month", month=month, adjective=True)


@rule("SEASON PT.year")
def season_year(code: int, year: Point) -> Point:
    """«весной 1380 года»"""
    return _dated(Point("season", number=code), year)


@rule("SEASON @ORD", "MONTH @ORD")
def year_without_word(code: int, number: Item) -> Point | None:
    """«летом 42-го»"""
    value = number.classes["ORD"]
    if not (32 <= value < 100 and number.norm.endswith("го") and "DIGITS" in number.classes):
        return None
    return (
        Point("season", number=code, year=value, short=True)
        if code > 12
        else Point("month", month=code, year=value, short=True)
    )


@rule("SEASON EXPR.range")
def winter(code: int, years: Expr) -> Expr | None:
    """«зимой 1941/42»"""
    if code != 24 or years.first is None or years.last is None:
        return None
    return Expr("range", years.first.but(unit="month", month=12), years.last.but(unit="month", month=2), unit="season")


@rule(f"{DEMONSTRATIVE} SEASON")
def relative_season(which: Item, code: int) -> Point | None:
    """«прошлым летом»"""
    return None if is_plural(which) else Point("season", number=code, year_ref=demonstrative(which, "year"))


@rule("@SEASON")
def bare_season(word: Item) -> Point:
    """«летом»; other forms need a preposition."""
    code = word.classes["SEASON"]
    return Point("season", number=code, weak=word.norm not in ("весной", "летом", "осенью", "зимой", "весною", "зимою"))


@rule("ORD|ROMAN|NUM QW PT.year?")
def quarter(number: int, _: Any, year: Point | None) -> Point | None:
    """«в первом квартале 1999 года»"""
    return _dated(Point("quarter", number=32 + number, weak=year is None), year) if 1 <= number <= 4 else None


@rule("ORD|ROMAN|NUM HW PT.year?")
def half(number: int, _: Any, year: Point | None) -> Point | None:
    """«в первом полугодии 2009 года»"""
    return _dated(Point("half", number=39 + number, weak=year is None), year) if 1 <= number <= 2 else None


@rule("HOLIDAY PT.year?")
def holiday(when: str, year: Point | None) -> Point:
    """«День Победы», «на Пасху 1913 года»"""
    return _dated(Point("day", holiday=when, weak=True), year)


@rule("DEICTIC")
def deictic(offset: int) -> Point:
    """«вчера»"""
    return Point("day", ref=Ref("published", "day", offset))


@rule("DEICTICADJ")
def deictic_adjective(offset: int) -> Point:
    """«вчерашней»"""
    return Point("day", ref=Ref("published", "day", offset), adjective=True)


@rule("DEICTICADJ =день|=дня|=дню|=днем|=дне")
def deictic_day(offset: int, _: Any) -> Point:
    """«на сегодняшний день»"""
    return Point("day", ref=Ref("published", "day", offset))


@rule("@WEEKDAY")
def weekday(word: Item) -> Point:
    """«понедельник»; «среда», which means other things too, only where a preposition governs it or beside a date."""
    return Point("day", weekday=word.classes["WEEKDAY"], weak=word.norm.startswith("сред"))


@rule("WEEKDAYADJ")
def weekday_adjective(number: int) -> Point:
    """«субботней»"""
    return Point("day", weekday=number, adjective=True)


@rule(f"{DEMONSTRATIVE} WEEKDAY")
def relative_weekday(which: Item, number: int) -> Point:
    """«в прошлую пятницу»"""
    return Point("day", weekday=number, ref=demonstrative(which, "weekday"))


@rule(f"{DEMONSTRATIVE} @UNIT|QW|HW|WEEKEND")
def relative_unit(which: Item, unit: Item) -> Point | Expr | None:
    """«на прошлой неделе», «в тот же день», «в этом месяце»"""
    name = next(unit.classes[c] for c in ("QW", "HW", "UNIT", "WEEKEND") if c in unit.classes)
    if "WEEKEND" in unit.classes:
        return Point("weekend", ref=demonstrative(which, "week"))
    if is_plural(which) or name == "season":
        return Expr("vague", unit=name)
    if name in ("hour", "minute", "second"):
        return Expr("vague", unit=name) if "DEMSAME" in which.classes else None
    return Point(name, ref=demonstrative(which, name))


@rule("@DEMVAGUE|DEMNEAR @UNIT|YW|WEEKEND")
def vague_unit(which: Item, unit: Item) -> Expr:
    """«в последние годы», «в ближайшие дни»"""
    edge = 0 if not which.norm.startswith("последн") else -2 if is_plural(which) else -1
    return Expr("vague", unit=unit.classes.get("UNIT", "year" if "YW" in unit.classes else "day"), edge=edge)


@rule("DAYBEFORE")
def day_before(_: Any) -> dict[str, Any]:
    """«накануне»: the day before, if it governs nothing; it stays a preposition."""
    point = Point("day", ref=Ref("near", "day", -1), weak=True)
    return {"PREP": "eve", **classes_of(point)}


@rule("=в|=во WEEKEND")
def weekend(_: Any, __: str) -> Point:
    """«в выходные»"""
    return Point("weekend", ref=Ref("published", "week", 0))


@rule("=под =новый PT.year")
def new_years_eve(_: Any, __: Any, year: Point) -> Expr | None:
    """«под Новый 1942 год»"""
    return Expr("eve", _dated(Point("day", holiday="01-01"), year)) if not year.weak else None


@rule("=на =другой|=другое|=другую @UNIT")
def other_day(_: Any, __: Any, unit: Item) -> Point | None:
    """«на другой день», «на другое лето»"""
    name = unit.classes["UNIT"]
    return Point(name, ref=Ref("context", name, 1)) if name in EDGES else None


@rule("@SEASONADJ OCCASION")
def season_of_occasion(season: Item, _: Any) -> Trim:
    """«зимняя» of «зимняя кампания»"""
    return Trim(Point("season", number=season.classes["SEASONADJ"], adjective=True), right=1)


@rule("=в|=на|=по? PRESENT", "NOW")
def now(*_: Any) -> Expr:
    """«в настоящее время», «сейчас»"""
    return Expr("now")


@rule("VAGUEDAYS")
def some_days(_: str) -> Expr:
    """«на днях»"""
    return Expr("vague", unit="day")


DAYS = Level(
    day_month_year,
    day_of_short_year,
    month_year,
    numeric_day,
    iso_day,
    numeric_month,
    numeric_month_apart,
    roman_month,
    day_of_month,
    relative_month,
    season_year,
    year_without_word,
    winter,
    relative_season,
    quarter,
    half,
    holiday,
    deictic,
    deictic_day,
    deictic_adjective,
    day_before,
    relative_weekday,
    relative_unit,
    vague_unit,
    month_adjective,
    weekday_adjective,
    bare_month,
    bare_season,
    weekday,
    weekend,
    some_days,
    new_years_eve,
    other_day,
    season_of_occasion,
    day_ordinal,
)
NOW = Level(now)
