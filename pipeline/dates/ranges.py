"""Rules for ranges, alternatives and double dates: two points, each of which takes what it lacks from the other."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.values import Expr, Point, Trim

RANK = {
    "millennium": 0,
    "century": 1,
    "decade": 2,
    "year": 3,
    "season": 4,
    "half": 4,
    "quarter": 4,
    "month": 5,
    "week": 6,
    "day": 7,
}


@rule("WEEKDAY|WEEKDAYABBR =,|=-|=.? PT.day", "WEEKDAYABBR =. =, PT.day", "PT.day =,|=-? PT.day")
def weekday_and_day(one: Any, *rest: Any) -> Point | None:
    """«пятница, 7 мая 2010 года», «вт., 5 мая», «вчера, 9 мая»"""
    day: Point = rest[-1]
    if not isinstance(one, Point):
        return day if day.day else None
    loose = (one.weekday is not None or one.ref is not None) and one.day is None
    if not loose or (day.day is None and not (day.weekday is not None and one.ref is not None)):
        return None
    if day.day is None:
        return one
    said = one.ref is not None and one.ref.base == "published" and one.ref.unit == "day"
    return day.but(told=one.ref.offset) if said and one.ref else day


@rule("PT.day =, PREP? PT.day")
def day_and_weekday(day: Point, _: Any, __: Any, weekday: Point) -> Point | None:
    """«7 мая 2010 года, в пятницу»"""
    known = day.day is not None or day.ref is not None
    return day if known and weekday.weekday is not None and weekday.ref is None else None


@rule("PT.day =( WEEKDAY|PT.day =)")
def weekday_in_brackets(day: Point, _: Any, weekday: Any, __: Any) -> Point | None:
    """«7 мая 2010 года (пятница)»"""
    return day if not isinstance(weekday, Point) or (weekday.weekday is not None and weekday.day is None) else None


@rule("PT.day =на PT.week", "PT.day PT.week")
def weekday_of_week(day: Point, *rest: Any) -> Point | None:
    """«в пятницу на прошлой неделе»"""
    return day.but(ref=rest[-1].ref, weak=False) if day.weekday is not None and day.ref is None else None


@rule("PT.day =( PT.day =) PT.year|YW?")
def new_style(old: Point, _: Any, new: Point, __: Any, last: Any) -> Point | None:
    """«25 октября (7 ноября) 1917 года», «25 декабря 1901 (7 января 1902) года»"""
    year = last if isinstance(last, Point) else None
    if not (old.day and new.day and new.month):
        return None
    source = year or (new if new.year is not None or new.year_ref else old)
    return new.but(year=source.year, year_ref=source.year_ref)


@rule("DAY =( DAY =) PT.day|PT.month")
def new_style_of_month(old: int, _: Any, new: int, __: Any, month: Point) -> Point | None:
    """«14 (26) мая 1799 года»"""
    return month.but(unit="day", day=new) if month.month and month.day is None and not month.part else None


@rule("DAY =/ PT.day", "PT.day =/ PT.day")
def styles_with_slash(old: Any, _: Any, new: Point) -> Point | None:
    """«8/20 октября 1827 года», «26 мая/7 июня 1799 года»"""
    named = not isinstance(old, Point) or (old.day is not None and old.month is not None and old.year is None)
    return new if new.day and new.month and named else None


DOUBLES = Level(
    weekday_and_day,
    day_and_weekday,
    weekday_in_brackets,
    weekday_of_week,
    new_style,
    new_style_of_month,
    styles_with_slash,
)


MIXED = ({"year", "month", "day", "season", "quarter", "half"}, {"year", "decade"})
"""Units that may stand at the two ends of one range."""


def unify(first: Point, last: Point) -> tuple[Point, Point] | None:
    """Two ends of a range, each with what it lacks taken from the other; None if they make no range."""
    if first.unit not in RANK or last.unit not in RANK or first.clock or last.clock:
        return None
    if first.unit != last.unit and not any({first.unit, last.unit} <= units for units in MIXED):
        return None
    first, last = _fill(first, last), _fill(last, first)
    if first.era is None and last.era == -1 and first.unit == last.unit:
        first = _before_our_era(first)
    if first.unit == last.unit == "decade":
        first, last = _same_century(first, last)
    return first.but(weak=False), last.but(weak=False)


def _fill(point: Point, other: Point) -> Point:
    """The point with year and month of the other where it has none of its own."""
    if (
        point.year is None
        and point.year_ref is None
        and point.ref is None
        and point.unit in ("day", "month", "season", "quarter", "half")
    ):
        point = point.but(year=other.year, year_ref=other.year_ref)
    if point.unit == "day" and point.day and point.month is None and point.month_ref is None:
        point = point.but(month=other.month, month_ref=other.month_ref)
    if point.unit == "century" and point.ref is None and point.number is None:
        point = point.but(ref=other.ref)
    return point


def _before_our_era(point: Point) -> Point:
    if point.year is not None and point.year > 0:
        return point.but(year=1 - point.year, era=-1)
    return point.but(number=-point.number, era=-1) if point.number and point.number > 0 else point


def _same_century(first: Point, last: Point) -> tuple[Point, Point]:
    if first.number is None or last.number is None:
        return first, last
    if first.short and not last.short:
        return first.but(number=last.number // 10 * 10 + first.number % 10, short=False), last
    if last.short and not first.short:
        number = first.number // 10 * 10 + last.number % 10
        return first, last.but(number=number + (10 if number < first.number else 0), short=False)
    return first, last


def as_point(value: Any, other: Any) -> Point | None:
    """A number beside a point as a point of its kind: the «19» of «19-21 июня», the «XVIII» of «XVIII—XIX века»."""
    if isinstance(value, Point):
        return value
    if not isinstance(value, Item) or not isinstance(other, Point):
        return None
    classes = value.classes
    if other.unit == "day" and other.day and "DAY" in classes:
        return Point("day", day=classes["DAY"], part=None)
    number = classes.get("ROMAN", classes.get("ORD", classes.get("NUM")))
    if number is None:
        return None
    if other.unit in ("century", "millennium", "quarter", "half"):
        offset = {"quarter": 32, "half": 39}.get(other.unit, 0)
        return Point(other.unit, number=offset + number) if number <= 40 else None
    if other.unit == "decade" and number % 10 == 0 and (number < 100 or 1000 <= number < 2200):
        return Point("decade", number=number // 10, short=number < 100)
    if other.unit == "year" and "SPELLED" not in classes:
        return _year_beside(number, classes.get("DIGITS", 4), other)
    return None


def _year_beside(number: int, digits: int, other: Point) -> Point | None:
    if other.era == -1 or digits >= 3:
        return Point("year", year=number)
    return Point("year", year=number, short=True) if digits == 2 and number < 100 else None


def make_range(one: Any, two: Any, shape: str = "range") -> Expr | None:
    """The range between two points or numbers."""
    first = as_point(one.classes.get("PT", one) if isinstance(one, Item) else one, _point_of(two))
    last = as_point(two.classes.get("PT", two) if isinstance(two, Item) else two, _point_of(one))
    if first is None or last is None:
        return None
    if last.unit == "decade" and first.unit == "year" and first.weak and first.year and first.year % 10 == 0:
        first = Point("decade", number=first.year // 10)
    first, last = _short_year(first, last)
    ends = unify(first, last)
    return Expr(shape, *ends) if ends and not _backwards(*ends) else None


def _backwards(first: Point, last: Point) -> bool:
    """Whether the second year, decade or century lies before the first: then it is no range, or not of dates."""
    if first.unit != last.unit or first.short or last.short:
        return False
    if first.year is not None and last.year is not None:
        return first.year > last.year
    same = first.unit in ("decade", "century", "millennium")
    return same and first.number is not None and last.number is not None and first.number > last.number


def _point_of(value: Any) -> Point | None:
    return value.classes.get("PT") if isinstance(value, Item) else value


def _short_year(first: Point, last: Point) -> tuple[Point, Point]:
    """«1941—45»: the second year takes its century from the first; «41—1945» the first from the second."""
    if first.unit == last.unit == "year" and first.year and last.year:
        if last.short and not first.short:
            year = first.year // 100 * 100 + last.year
            return first, last.but(year=year + (100 if year < first.year else 0), short=False)
        if first.short and not last.short and last.year > 100:
            return first.but(year=last.year // 100 * 100 + first.year, short=False), last
    return first, last


@rule("PT.season =- PT.year")
def winter_of_two_years(season: Point, _: Any, year: Point) -> Expr | None:
    """«зимой 1941—1942 годов»"""
    if season.number != 24 or season.year is None or year.year != season.year + 1:
        return None
    return Expr(
        "range", season.but(unit="month", number=None, month=12), year.but(unit="month", month=2), unit="season"
    )


@rule("@DAY =- @DAY =и|=, EXPR.range")
def listed_range(first: Item, _: Any, last: Item, __: Any, other: Expr) -> Trim | None:
    """The «1–3» of «1–3 и 5–7 мая»"""
    if other.first is None or other.first.unit != "day" or not other.first.day:
        return None
    one, two = (other.first.but(day=item.classes["DAY"], weekday=None) for item in (first, last))
    return Trim(Expr("range", one, two), right=2)


ENDS = "DAY|ROMAN|ORD|NUM|PT"


@rule(f"@{ENDS} =- @PT", "@PT.year =- @TWO")
def dash_range(one: Item, dash: Any, two: Item) -> Expr | None:
    """«19-21 июня», «1821—1881», «IX—XII века», «80-90-е»"""
    if "PT" not in one.classes and "PT" in two.classes and two.classes["PT"].weak and two.classes["PT"].unit == "year":
        return None
    return make_range(one, two)


@rule("DAYMONTH =- PT.day", "=с DAYMONTH =по PT.day")
def numeric_range(*values: Any) -> Expr | None:
    """«01.07–14.07.2009», «с 01.07 по 14.07.2009»"""
    day, month = (int(part) for part in next(v for v in values if isinstance(v, str)).split("."))
    first, last = Point("day", day=day, month=month), values[-1]
    ends = unify(first, last) if last.day and last.month and last.year is not None else None
    return Expr("range", *ends) if ends else None


@rule(f"=с|=со|=от @{ENDS} =по|=до @{ENDS}", f"=с|=со|=от @{ENDS} =, =по|=до @PT", f"=с|=со @{ENDS} =и =по|=до @{ENDS}")
def from_to(_: Any, one: Item, *rest: Any) -> Expr | None:
    """«с 3 по 5 мая», «от 1990 до 1995 года»"""
    return make_range(one, rest[-1])


@rule(f"=между @{ENDS} =и @PT")
def between(_: Any, one: Item, __: Any, two: Item) -> Expr | None:
    """«между 1990 и 1995 годами»"""
    return make_range(one, two)


@rule("PREP? RIM @PT|ROMAN =и|=- @PT")
def turn(_: Any, __: Any, one: Item, ___: Any, two: Item) -> Expr | None:
    """«на рубеже XIX и XX веков»: the last third of the one, the first third of the other."""
    found = make_range(one, two)
    if found is None or found.first is None or found.last is None:
        return None
    return Expr("range", found.first.but(part=("third", 3, 3)), found.last.but(part=("third", 1, 3)))


@rule("=с|=со PT =по|=до PRESENT", "PT =- =по? PRESENT")
def until_now(*values: Any) -> Expr:
    """«с 1956 года по настоящее время»"""
    return Expr("since", next(v for v in values if isinstance(v, Point)))


@rule(f"@{ENDS} =или|=либо @PT")
def either(one: Item, _: Any, two: Item) -> Expr | None:
    """«1861 или 1862»"""
    return make_range(one, two, "either")


LISTED = Level(listed_range)
RANGES = Level(winter_of_two_years, from_to, between, turn, until_now, dash_range, numeric_range, either)
