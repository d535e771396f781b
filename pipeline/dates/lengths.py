"""Rules for lengths («два года», «трёхдневный») and for what is counted from a day by a length («три года назад»)."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.stretch import SIZES, first_year
from pipeline.dates.values import Expr, Length, Point, Ref, Trim, classes_of

BARE = {
    "год",
    "года",
    "году",
    "годом",
    "месяц",
    "месяца",
    "месяцем",
    "неделю",
    "недели",
    "неделей",
    "день",
    "дня",
    "днем",
    "сутки",
    "суток",
    "час",
    "часа",
    "часом",
    "минуту",
    "минуты",
    "век",
    "века",
    "столетие",
    "столетия",
    "десятилетие",
    "десятилетия",
    "годы",
    "дни",
    "месяцы",
    "недель",
    "лет",
    "десятилетий",
    "веков",
    "веками",
    "годами",
    "секунду",
    "квартал",
    "тысячелетие",
    "полугодие",
}
"""Forms of units that stand alone as a length («через год», «за неделю», «годами»)."""


@rule("@NUM @UNIT", "@NUM =с =половиной|=лишним @UNIT", "@NUM =-|=или @NUM @UNIT", "=от @NUM =до @NUM @UNIT")
def length(*values: Any) -> Length | None:
    """«пять лет», «2—3 месяца», «от 5 до 10 лет»; «на 52-й минуте» is none."""
    numbers = [v for v in values if isinstance(v, Item) and "NUM" in v.classes]
    if any("ORD" in n.classes and n.norm.endswith(("й", "я", "е", "го", "му", "м", "ю")) for n in numbers):
        return None
    return _length(values[-1], numbers[0].classes["NUM"] if len(values) == 2 else None)


INVERTED = {"лет", "дней", "часов", "месяцев", "недель", "минут", "суток"}
SINGULAR = {"года", "дня", "часа", "месяца", "недели", "минуты"}


@rule("@UNIT @NUM")
def inverted_length(unit: Item, number: Item) -> Length | None:
    """«лет тридцать», «года два»: about so many"""
    fits = unit.norm in INVERTED or (unit.norm in SINGULAR and "SPELLED" in number.classes)
    return Length(unit.classes["UNIT"], number.classes["NUM"]) if fits and number.classes["NUM"] <= 100 else None


@rule("=на @ORD @UNIT")
def nth_minute(_: Any, number: Item, unit: Item) -> Expr | None:
    """«на 52-й минуте»"""
    return Expr("vaguetime", unit=unit.classes["UNIT"]) if unit.norm in ("минуте", "секунде") else None


@rule("HALFUNIT")
def half_unit(unit: str) -> Length:
    """«полвека», «полчаса»"""
    return Length(unit, None)


@rule(
    "ONEHALF @UNIT",
    "QUANT @UNIT",
    "QUANT ORD? @UNIT",
    "DECIMAL @UNIT",
    "=целый|=целых|=целую|=целое|=весь|=всю|=полный @UNIT",
)
def vague_length(_: Any, *rest: Any) -> Length | None:
    """«несколько дней», «полтора года», «1,5 часа»"""
    return _length(rest[-1], None)


def _length(unit: Item, count: int | None) -> Length | None:
    name = unit.classes["UNIT"]
    return None if unit.norm in ("г", "г.", "году", "годе") else Length(name, count)


@rule("@FRACTION @UNIT")
def fraction_of_unit(which: Item, unit: Item) -> Length | None:
    """«четверть века», «треть суток»"""
    fits = unit.norm in ("века", "столетия", "часа", "года", "суток", "тысячелетия", "дня")
    return Length(unit.classes["UNIT"], None) if fits and which.norm[-1:] in "ьиюау" else None


@rule("HALFYEAR")
def half_year(months: int) -> Length:
    """«полгода»"""
    return Length("half", months)


@rule("@UNIT")
def bare_unit(unit: Item) -> dict[str, Any] | None:
    """«год», «неделю»: one, where something beside it makes it a length."""
    length = Length(unit.classes["UNIT"], 1, bare=True)
    return {**unit.classes, **classes_of(length)} if unit.norm in BARE else None


LENGTHS = Level(length, vague_length, fraction_of_unit, half_year, half_unit, nth_minute, inverted_length, bare_unit)


@rule("LEN =и|=,? LEN =и|=,? LEN?")
def compound_length(*values: Any) -> Length | None:
    """«два года и три месяца», «2 часа 15 минут 10 секунд»: units in descending order"""
    units = [v.unit for v in values if isinstance(v, Length)]
    ranks = [ORDER.index(unit) if unit in ORDER else -1 for unit in units]
    return Length(units[-1], None) if -1 not in ranks and ranks == sorted(set(ranks)) else None


ORDER = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")


COMPOUNDS = Level(compound_length)


def shifted(base: str, what: Length, sign: int) -> Point | Expr:
    """The stretch that lies a length away; vague where the length is («несколько лет назад»)."""
    if what.unit == "half":
        return Point("month", ref=Ref(base, "month", sign * (what.count or 6)))
    if what.unit in ("hour", "minute", "second"):
        return Expr("vaguetime", unit=what.unit)
    if what.count is None or what.unit == "season":
        return Expr("vague", unit=what.unit)
    return Point(what.unit, ref=Ref(base, what.unit, sign * what.count))


@rule("HEDGE? LEN|LEN1 =тому? AGO")
def ago(mark: str | None, what: Length, *_: Any) -> Point | Expr:
    """«три дня назад», «почти десять лет назад»"""
    return shifted("published", what, -1).but(mark=mark or "")


@rule("SOMETIME =тому? AGO", "SOMETIME LATER|EARLIER", "=спустя|=через SOMETIME")
def some_time_ago(*_: Any) -> Expr:
    """«некоторое время назад»"""
    return Expr("vague")


@rule("HEDGE? LEN|LEN1 LATER")
def later(mark: str | None, what: Length, _: Any) -> Point | Expr:
    """«год спустя»"""
    return shifted("context", what, 1).but(mark=mark or "")


@rule("HEDGE? LEN|LEN1 EARLIER")
def earlier(mark: str | None, what: Length, _: Any) -> Point | Expr:
    """«двумя днями ранее»"""
    return shifted("context", what, -1).but(mark=mark or "")


@rule("=спустя HEDGE? LEN|LEN1")
def after(_: Any, __: Any, what: Length) -> Point | Expr:
    """«спустя две недели»"""
    return shifted("context", what, 1)


@rule("HEDGE? =через HEDGE? LEN|LEN1")
def ahead(_: Any, __: Any, ___: Any, what: Length) -> Point | Expr:
    """«через три дня»"""
    return shifted("ahead", what, 1)


@rule("HEDGE? =через HEDGE? LEN|LEN1 =после", "HEDGE? =спустя HEDGE? LEN|LEN1 =после", "LEN|LEN1 LATER =после")
def counted_from_event(*values: Any) -> Trim:
    """«через год» of «через год после пожара»: counted from the day of the fire, if the text has told it."""
    return Trim(_counted(next(v for v in values if isinstance(v, Length)), 1), right=1)


@rule("=за HEDGE? LEN|LEN1 =до =того|=этого", "HEDGE? =через|=спустя HEDGE? LEN|LEN1 =после =того|=этого")
def counted_from_what_was_told(*values: Any) -> Point | Expr:
    """«за полгода до того», «через год после этого»"""
    return shifted("context", next(v for v in values if isinstance(v, Length)), -1 if len(values) == 5 else 1)


@rule("=за HEDGE? LEN|LEN1 =до =того|=этого|=этой @EVENT")
def counted_to_this_event(_: Any, __: Any, what: Length, *rest: Any) -> Trim | None:
    """«за год» of «за год до этого пожара»; a verb behind «этого» is no event to count from"""
    if rest[-1].norm.endswith(("л", "ла", "ло", "ли", "ся", "ась", "ись")):
        return None
    return Trim(_counted(what, -1), right=len(rest))


@rule("=за HEDGE? LEN|LEN1 =до", "LEN|LEN1 EARLIER? =до")
def counted_to_event(*values: Any) -> Trim | None:
    """«за месяц» of «за месяц до выборов»"""
    if len(values) == 3:
        return None if values[1] is None else Trim(_counted(values[0], -1), right=1)
    return Trim(_counted(values[2], -1), right=1)


def _counted(what: Length, sign: int) -> Expr:
    point = shifted("event", what, sign)
    return Expr("counted", point) if isinstance(point, Point) else point


@rule("HEDGE? NUM|QUANT? TIMES =в|=на LEN|LEN1")
def times_in(*values: Any) -> Expr:
    """«раз в год», «три раза в день», «раз в четыре года»"""
    return Expr("set", unit=values[-1].unit)


@rule("COUNTED =в LEN1")
def so_much_in(_: Any, __: Any, what: Length) -> Trim:
    """«в год» of «10 тонн в год»"""
    return Trim(Expr("set", unit=what.unit), left=1)


@rule("DEMVAGUE|DEMNEAR|DEMNEXT LEN", "NUM|QUANT DEMVAGUE|DEMNEAR|DEMNEXT LEN1", "LEN DEMVAGUE", "@DEM LEN", "ORD LEN")
def last_length(*values: Any) -> Expr | None:
    """«последние три года», «пять последних лет»"""
    last = next((v for v in values if isinstance(v, Length)), None)
    if isinstance(values[0], Item) and values[0].norm.startswith("эт"):
        return None
    return Expr("duration", unit=last.unit) if last else None


@rule("@ORD LEN PT.year|PT.month|PT.century|PT.decade", "@DEMVAGUE LEN PT.year|PT.century|PT.decade")
def length_of_whole(which: Item, what: Length, whole: Point) -> Expr | None:
    """«первые три месяца 2012 года», «последние двадцать лет XIX века»"""
    first = which.norm in ("первые", "первых")
    if what.count is None or what.count < 2 or whole.part or not (first or which.norm.startswith("последн")):
        return None
    ends = _ends_of_whole(what, whole, what.count, first)
    return None if ends is None else Expr("range", *ends)


def _ends_of_whole(what: Length, whole: Point, count: int, first: bool) -> tuple[Point, Point] | None:
    """The first and the last of the first or last so many units of a year, month, decade or century."""
    if (whole.unit, what.unit) == ("year", "month") and count < 12:
        low, high = (1, count) if first else (13 - count, 12)
        point = Point("month", year=whole.year, year_ref=whole.year_ref, short=whole.short)
        return point.but(month=low), point.but(month=high)
    if (whole.unit, what.unit) == ("month", "day") and count < 28 and first:
        return whole.but(unit="day", day=1), whole.but(unit="day", day=count)
    size = SIZES.get(whole.unit, 0)
    if what.unit != "year" or whole.number is None or whole.short or count >= size:
        return None
    low = first_year(whole.unit, whole.number) + (0 if first else size - count)
    return Point("year", year=low), Point("year", year=low + count - 1)


@rule("LENADJ")
def length_adjective(value: tuple[int, str]) -> Expr:
    """«трёхдневный»"""
    return Expr("duration", unit=value[1], adjective=True)


@rule("@NUM @=- @UNITADJ")
def length_adjective_in_digits(number: Item, hyphen: Item, unit: Item) -> Expr | None:
    """«5-летний»"""
    return Expr("duration", unit=unit.classes["UNITADJ"], adjective=True) if hyphen.glued and unit.glued else None


@rule("=на|=за HEDGE? LEN1", "HEDGE LEN1", "DURING HEDGE? LEN|LEN1")
def governed_length(preposition: Any, *rest: Any) -> Expr | None:
    """«на год», «за день», «почти неделю», «в течение недели»"""
    what = rest[-1]
    return Expr("duration", unit=what.unit)


@rule("LEN")
def plain_length(what: Length) -> Expr:
    """«пять лет»"""
    return Expr("duration", unit=what.unit)


SHIFTS = Level(
    counted_from_what_was_told,
    counted_to_this_event,
    counted_from_event,
    counted_to_event,
    times_in,
    so_much_in,
    ago,
    some_time_ago,
    later,
    earlier,
    after,
    ahead,
    length_of_whole,
    last_length,
    length_adjective,
    length_adjective_in_digits,
)
PLAIN = Level(governed_length, plain_length)
