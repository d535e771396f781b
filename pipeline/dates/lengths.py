"""Rules for lengths («два года», «трёхдневный») and for what is counted from a day by a length («три года назад»)."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
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


@rule("HALFYEAR")
def half_year(months: int) -> Length:
    """«полгода»"""
    return Length("half", months)


@rule("@UNIT")
def bare_unit(unit: Item) -> dict[str, Any] | None:
    """«год», «неделю»: one, where something beside it makes it a length."""
    length = Length(unit.classes["UNIT"], 1, bare=True)
    return {**unit.classes, **classes_of(length)} if unit.norm in BARE else None


LENGTHS = Level(length, vague_length, half_year, half_unit, nth_minute, inverted_length, bare_unit)


@rule("LEN =и? LEN =и? LEN?")
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
    if what.count is None or what.unit == "season":
        return Expr("vague", unit=what.unit)
    if what.unit in ("hour", "minute", "second"):
        return Expr("vaguetime", unit=what.unit)
    return Point(what.unit, ref=Ref(base, what.unit, sign * what.count))


@rule("LEN|LEN1 =тому? AGO")
def ago(what: Length, *_: Any) -> Point | Expr:
    """«три дня назад»"""
    return shifted("published", what, -1)


@rule("LEN|LEN1 LATER")
def later(what: Length, _: Any) -> Point | Expr:
    """«год спустя»"""
    return shifted("context", what, 1)


@rule("LEN|LEN1 EARLIER")
def earlier(what: Length, _: Any) -> Point | Expr:
    """«двумя днями ранее»"""
    return shifted("context", what, -1)


@rule("=спустя HEDGE? LEN|LEN1")
def after(_: Any, __: Any, what: Length) -> Point | Expr:
    """«спустя две недели»"""
    return shifted("context", what, 1)


@rule("HEDGE? =через HEDGE? LEN|LEN1")
def ahead(_: Any, __: Any, ___: Any, what: Length) -> Point | Expr:
    """«через три дня»"""
    return shifted("ahead", what, 1)


@rule("HEDGE? =через HEDGE? LEN|LEN1 =после", "=спустя LEN|LEN1 =после")
def counted_from_event(*values: Any) -> Trim:
    """«через год» of «через год после пожара»: counted from what the text may not date."""
    what = next(v for v in values if isinstance(v, Length))
    shape = "vaguetime" if what.unit in ("hour", "minute", "second") else "vague"
    return Trim(Expr(shape, unit="month" if what.unit == "half" else what.unit), right=1)


@rule("TIMES|COUNTED =в LEN1", "TIMES =в LEN")
def times_in(_: Any, __: Any, what: Length) -> Trim:
    """«в год» of «раз в год»"""
    return Trim(Expr("set", unit="month" if what.unit == "half" else what.unit), left=1)


@rule("DEMVAGUE|DEMNEAR|DEMNEXT LEN", "NUM|QUANT DEMVAGUE|DEMNEAR|DEMNEXT LEN1", "LEN DEMVAGUE", "@DEM LEN", "ORD LEN")
def last_length(*values: Any) -> Expr | None:
    """«последние три года», «пять последних лет»"""
    last = next((v for v in values if isinstance(v, Length)), None)
    if isinstance(values[0], Item) and values[0].norm.startswith("эт"):
        return None
    return Expr("duration", unit="month" if last.unit == "half" else last.unit) if last else None


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
    return Expr("duration", unit="month" if what.unit == "half" else what.unit)


@rule("LEN")
def plain_length(what: Length) -> Expr:
    """«пять лет»"""
    return Expr("duration", unit="month" if what.unit == "half" else what.unit)


SHIFTS = Level(
    counted_from_event,
    times_in,
    ago,
    later,
    earlier,
    after,
    ahead,
    last_length,
    length_adjective,
    length_adjective_in_digits,
)
PLAIN = Level(governed_length, plain_length)
