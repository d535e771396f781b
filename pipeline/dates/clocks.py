"""Rules for clock times and parts of the day, and for what they make together with a day."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.values import Expr, Point, Ref, Trim
from pipeline.dates.years import demonstrative

Clock = tuple[int, int | None, int | None]


def _unit_is(item: Item, unit: str) -> bool:
    return bool(item.classes["UNIT"] == unit)


def _half_day(hour: int, daypart: str | None) -> int | None:
    """The hour of 24 that «3 часа дня», «12 ночи» name; None where the two disagree."""
    if hour > 12 or daypart is None:
        return hour if hour < 24 else None
    if daypart in ("day", "evening"):
        return hour + 12 if hour < 12 else 12 if daypart == "day" else 0
    if daypart == "night" and hour >= 9:
        return (hour + 12) % 24
    return hour


@rule("CLOCK ZONE?", "CLOCK @UNIT ZONE?", "DOTTED ZONE", "CLOCK DAYPARTGEN ZONE?")
def clock(time: Clock, *_: Any) -> Point | None:
    """«10:30», «18:30 мск», «в 10.30 по Москве»"""
    if _ and isinstance(_[0], Item) and not _unit_is(_[0], "hour"):
        return None
    hour = _half_day(time[0], _[0]) if _ and _[0] in ("morning", "day", "evening", "night") else time[0]
    return None if hour is None else Point("clock", clock=(hour, *time[1:]), weak=len(_) == 1 and _[0] is None)


@rule("NUM @UNIT NUM @UNIT DAYPARTGEN? ZONE?")
def hours_and_minutes(
    hours: int, hour: Item, minutes: int, minute: Item, daypart: str | None, zone: Any
) -> Point | None:
    """«10 часов 30 минут утра»; without part of the day or zone a length, or `governed_hour`."""
    if not (_unit_is(hour, "hour") and _unit_is(minute, "minute") and hours < 24 and minutes < 60):
        return None
    value = _half_day(hours, daypart)
    if value is None or (daypart is None and zone is None):
        return None
    return Point("clock", clock=(value, minutes, None))


@rule("NUM @UNIT DAYPARTGEN ZONE?", "NUM @UNIT ZONE", "NUM DAYPARTGEN ZONE?", "@UNIT DAYPARTGEN ZONE?")
def full_hour(*values: Any) -> Point | None:
    """«5 часов утра», «8 вечера», «час ночи»"""
    hour = values[0] if isinstance(values[0], int) else 1
    units = [v for v in values if isinstance(v, Item)]
    if hour > 24 or any(not _unit_is(unit, "hour") for unit in units) or (not units and len(values) < 2):
        return None
    daypart = next((v for v in values if v in ("morning", "day", "evening", "night")), None)
    if not units and daypart == "day" and hour not in (12, 1, 2, 3, 4, 5):
        return None
    if not units and daypart == "day":
        return None
    value = _half_day(hour, daypart)
    return None if value is None else Point("clock", clock=(value, None, None))


@rule("QUARTERPAST ORD DAYPARTGEN? ZONE?", "NUM @UNIT ORD DAYPARTGEN? ZONE?")
def past_hour(*values: Any) -> Point | None:
    """«четверть шестого», «десять минут шестого утра»"""
    minutes, hour, daypart = 15 if len(values) == 4 else values[0], values[-3], values[-2]
    if len(values) == 5 and not _unit_is(values[1], "minute"):
        return None
    value = _half_day(hour - 1 or 12, daypart) if 1 <= hour <= 12 and 0 < minutes < 60 else None
    return None if value is None else Point("clock", clock=(value, minutes, None))


@rule(
    "BEFOREHOUR NUM @UNIT? @NUM @UNIT? DAYPARTGEN? ZONE?",
    "BEFOREHOUR =четверти @UNIT? @NUM @UNIT? DAYPARTGEN? ZONE?",
)
def before_hour(_: Any, minutes: int | None, unit: Item | None, number: Item, *rest: Any) -> Point | None:
    """«без двадцати семь», «без четверти пять утра», «без пяти минут двенадцать»"""
    hour, minutes = number.classes["NUM"], 15 if minutes is None else minutes
    units_fit = (unit is None or _unit_is(unit, "minute")) and (rest[0] is None or _unit_is(rest[0], "hour"))
    if not (1 <= hour <= 12 and 0 < minutes <= 30 and units_fit):
        return None
    value = _half_day(hour, rest[1])
    return None if value is None else Point("clock", clock=((value - 1) % 24, 60 - minutes, None))


@rule("BEFOREHOUR @SPELLED @UNIT? DAYPARTGEN? ZONE?")
def twenty_before(_: Any, number: Item, unit: Item | None, daypart: str | None, __: Any) -> Point | None:
    """«без двадцати семь»: read as one number, 27"""
    value = number.classes["NUM"]
    if not 20 < value < 30 or (unit is not None and unit.norm not in ("часов", "часа")):
        return None
    hour = _half_day(value - 20, daypart)
    return None if hour is None else Point("clock", clock=((hour - 1) % 24, 40, None))


@rule("BEFOREHOUR NUM @UNIT? @UNIT", "BEFOREHOUR =четверти @UNIT")
def before_one(_: Any, minutes: int | None, *units: Item | None) -> Point | None:
    """«без четверти час», «без пяти минут час»"""
    last = units[-1]
    if last is None or last.norm != "час" or (len(units) > 1 and units[0] is not None and units[0].norm != "минут"):
        return None
    return Point("clock", clock=(12, 60 - (15 if minutes is None else minutes), None))


@rule("=в|=к|=около|=до|=после ORD HOURWORD DAYPARTGEN? ZONE?")
def nth_hour(*values: Any) -> Trim | None:
    """«в пятом часу утра»: the hour that began at four"""
    hour = values[1]
    value = _half_day(hour - 1 or 12, values[3]) if 1 <= hour <= 24 else None
    return None if value is None else Trim(Point("clock", clock=(value % 24, None, None)), left=1)


@rule("=половине|=половина|=половины ORD DAYPARTGEN?")
def half_past(_: Any, hour: int, daypart: str | None) -> Point | None:
    """«в половине десятого утра»"""
    if not 1 <= hour <= 12:
        return None
    value = _half_day(hour - 1 or 12, daypart)
    return None if value is None else Point("clock", clock=(value, 30, None))


@rule("NOON")
def noon(hour: int) -> Point:
    """«полдень», «полночь»"""
    return Point("clock", clock=(hour, None, None))


@rule("=в|=с|=до|=к NUM =- @NUM", "=в|=с|=до|=к NUM =- @NUM ZONE")
def dashed_clock(_: Any, hour: int, __: Any, minutes: Item, *zone: Any) -> Expr | None:
    """«в 19-00»: the minutes are none of a range"""
    minute = minutes.classes["NUM"]
    fits = hour < 24 and minutes.classes.get("DIGITS") == 2 and minutes.glued and "ORD" not in minutes.classes
    if not fits or minute not in (0, 15, 30, 45) or not (zone or minute == 0):
        return None
    return Expr("point", Point("clock", clock=(hour, minute, None)))


@rule(
    "=до|=с|=со|=после|=около|=к|=в @NUM @UNIT =,? PT.day",
    "=до|=с|=со|=после|=около|=к|=в @NUM @UNIT @NUM @UNIT =,? PT.day",
)
def hour_of_day(preposition: Any, number: Item, unit: Item, *rest: Any) -> Trim | None:
    """«до 17 часов» of «до 17 часов 30 июня»: what stands before a day is no length"""
    minutes = rest[0].classes["NUM"] if len(rest) == 4 else None
    fits = _unit_is(unit, "hour") and (len(rest) == 2 or _unit_is(rest[1], "minute"))
    if not fits or number.classes["NUM"] > 23 or (minutes or 0) > 59 or not (rest[-1].day or rest[-1].ref):
        return None
    point = Point("clock", clock=(number.classes["NUM"], minutes, None))
    return Trim(point, left=1, right=1 + (rest[-2] is not None))


@rule("=с|=со @NUM =до @NUM @UNIT DAYPARTGEN? ZONE?", "=с|=со @NUM @UNIT =до @NUM @UNIT DAYPARTGEN? ZONE?")
def hour_range(*values: Any) -> Expr | None:
    """«с 10 до 19 часов»"""
    numbers = [v.classes["NUM"] for v in values if isinstance(v, Item) and "NUM" in v.classes]
    units = [v for v in values if isinstance(v, Item) and "UNIT" in v.classes]
    if max(numbers) > 24 or not all(_unit_is(unit, "hour") for unit in units):
        return None
    first, last = (_half_day(number % 24, values[-2]) for number in numbers)
    if first is None or last is None:
        return None
    return Expr("span", Point("clock", clock=(first, None, None), clock_end=(last, None, None)))


@rule("=в|=к NUM @UNIT", "=в|=к NUM @UNIT NUM @UNIT")
def governed_hour(_: Any, hour: int, *rest: Any) -> Expr | None:
    """«в 9 часов», «в 9 часов 40 минут»"""
    units = [r for r in rest if isinstance(r, Item)]
    minutes = rest[1] if len(rest) > 1 else None
    if hour > 23 or not _unit_is(units[0], "hour") or (units[0].norm == "час" and hour != 1) or (minutes or 0) > 59:
        return None
    if len(units) > 1 and not _unit_is(units[1], "minute"):
        return None
    return Expr("point", Point("clock", clock=(hour, minutes, None)))


CLOCKS = Level(
    clock,
    hours_and_minutes,
    full_hour,
    half_past,
    past_hour,
    before_hour,
    twenty_before,
    before_one,
    nth_hour,
    noon,
)
HOURS = Level(hour_of_day, hour_range, dashed_clock, governed_hour)


def _on(day: Point, time: Point) -> Point | None:
    if time.clock is not None:
        return day.but(unit="clock", clock=time.clock, clock_end=time.clock_end, weak=False)
    return day.but(unit="daypart", daypart=time.daypart, weak=False)


@rule("PT.clock =,? PREP? PT.day", "EXPR.point =,? PREP? PT.day", "EXPR.span =,? PREP? PT.day")
def clock_of_day(time: Any, _: Any, __: Any, day: Point) -> Point | None:
    """«10:30 5 мая 2010 года», «в 9 часов в пятницу»"""
    return _clocked(day, time)


@rule(
    "PT.day =,? PREP? HEDGE? PT.clock",
    "PT.day =,? EXPR.point",
    "PT.day =,? EXPR.span",
    "PT.day =,? DAYPART =,? PREP? HEDGE? PT.clock",
    "DAYPART =,? PREP? PT.day =,? PREP PT.clock",
    "PT.day =,? DAYPART =,? EXPR.point",
)
def day_and_clock(*values: Any) -> Point | None:
    """«5 мая 2010 года в 10:30», «вчера в 9 часов», «5 мая, утром, около 9:30»"""
    day = next(v for v in values if isinstance(v, Point))
    return _clocked(day, values[-1])


def _clocked(day: Point, time: Any) -> Point | None:
    point = time.first if isinstance(time, Expr) else time
    return (
        _on(day, point)
        if point is not None and point.clock is not None and point.day is None and not point.ref
        else None
    )


@rule("=в|=к|=около DOTTED =,? PT.day", "PT.day =,? =в|=к|=около DOTTED")
def dotted_clock_of_day(*values: Any) -> Point | None:
    """«в 18.30 5 мая 2010 года»"""
    day = next(v for v in values if isinstance(v, Point))
    time = next(v for v in values if isinstance(v, tuple))
    return day.but(unit="clock", clock=time, weak=False) if day.day or day.ref else None


@rule("DAYPART =,? PREP? PT.day", "PREP? DAYPARTNOUN PT.day", "PREP DAYPARTGEN PT.day")
def daypart_of_day(*values: Any) -> Point:
    """«утром 5 мая», «вечером в пятницу», «с утра 5 мая»"""
    daypart = next(v for v in values if v in ("morning", "day", "evening", "night"))
    return values[-1].but(unit="daypart", daypart=daypart, weak=False)


@rule("PT.day =,? DAYPART", "PREP PT.day DAYPART")
def day_and_daypart(*values: Any) -> Point:
    """«5 мая утром», «вчера вечером»"""
    day = next(v for v in values if isinstance(v, Point))
    return day.but(unit="daypart", daypart=values[-1], weak=False)


@rule("=в @DAYPARTNOUN =на PT.day", "=в @DAYPARTNOUN =с|=со DAY|PT.day =на PT.day")
def night_to(_: Any, night: Item, *rest: Any) -> Expr | None:
    """«в ночь на 5 мая», «в ночь с 4 на 5 мая»"""
    if night.classes["DAYPARTNOUN"] != "night":
        return None
    return Expr("point", rest[-1].but(unit="daypart", daypart="night", night_before=True, weak=False))


@rule("DAYPART =,? PREP? PT.clock", "DAYPART =,? EXPR.point")
def daypart_and_clock(daypart: str, *rest: Any) -> Point | None:
    """«днём в 10:30»"""
    point = rest[-1].first if isinstance(rest[-1], Expr) else rest[-1]
    return point.but(weak=False) if point is not None and point.clock else None


@rule("DEM DAYPART|DAYPARTNOUN|DAYPARTGEN", "DEM EXPR.point")
def this_evening(offset: int, daypart: Any) -> Point | None:
    """«этим утром», «прошлой ночью»"""
    if isinstance(daypart, Expr) or offset not in (0, -1) or daypart == "day":
        return None
    return Point("daypart", daypart=daypart, ref=Ref("published", "day", offset))


@rule(
    "=в|=на? @DEMNEXT|DEMSAME|DEMTHAT|DEMCTX DAYPART|DAYPARTNOUN",
    "=на =другой|=другое|=другую DAYPARTNOUN",
)
def that_evening(_: Any, which: Any, *rest: Any) -> Point:
    """«в тот же вечер», «на следующее утро», «той ночью»"""
    if isinstance(which, Item):
        return Point("daypart", daypart=rest[-1], ref=demonstrative(which, "day"))
    return Point("daypart", daypart=rest[-1], ref=Ref("context", "day", 1))


@rule("DAYPART")
def bare_daypart(daypart: str) -> Point:
    """«вечером»"""
    return Point("daypart", daypart=daypart, adjective=True)


@rule("=с DAYPARTGEN", "=до DAYPARTGEN", "=под|=к|=на DAYPARTNOUN")
def governed_daypart(_: Any, daypart: str) -> Point | None:
    """«с утра», «до вечера», «к ночи»"""
    return None if daypart == "day" else Point("daypart", daypart=daypart)


@rule("=с|=со|=от PT.clock|DOTTED|NUM =до PT.clock|DOTTED|NUM", "PT.clock =- PT.clock", "=с|=от DOTTED =до DOTTED ZONE")
def clock_range(*values: Any) -> Expr | None:
    """«с 10:00 до 18:00»"""
    times = [_as_clock(v) for v in values if isinstance(v, Point | tuple)]
    if len(times) != 2 or None in times:
        return None
    return Expr("span", Point("clock", clock=times[0], clock_end=times[1]))


def _as_clock(value: Any) -> Clock | None:
    if isinstance(value, Point):
        return value.clock if value.day is None else None
    return value  # type: ignore[no-any-return]


CLOCK_RANGES = Level(clock_range)
TIMES_OF_DAY = Level(
    clock_of_day,
    day_and_clock,
    dotted_clock_of_day,
    night_to,
    daypart_of_day,
    day_and_daypart,
    daypart_and_clock,
    this_evening,
    that_evening,
    governed_daypart,
    bare_daypart,
)
