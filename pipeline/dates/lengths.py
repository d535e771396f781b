"""Rules for lengths («два года», «трёхдневный») and for what is counted from a day by a length («три года назад»)."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.values import Expr, Length, Point, Ref

BARE = {
    "год", "года", "году", "годом", "месяц", "месяца", "месяцем", "неделю", "недели", "неделей", "день", "дня", "днем", "сутки", "суток",
    "час", "часа", "часом", "минуту", "минуты", "век", "века", "столетие", "столетия", "десятилетие", "десятилетия", "годы",
    "дни", "месяцы", "недель", "лет", "десятилетий", "веков", "веками", "годами", "секунду", "квартал", "тысячелетие", "полугодие",
}  # fmt: skip
"""Forms of units that stand alone as a length («через год», «за неделю», «годами»)."""


@rule("NUM @UNIT", "NUM NUM? =с =половиной @UNIT", "NUM =- NUM @UNIT", "NUM =или NUM @UNIT", "NUM =ти? @UNIT")
def length(count: int, *rest: Any) -> Length | None:
    """«пять лет», «2—3 месяца»"""
    return _length(rest[-1], count if len(rest) == 1 else None)


@rule("ONEHALF @UNIT", "QUANT @UNIT", "QUANT ORD? @UNIT", "DECIMAL @UNIT", "=целый|=целых|=целую|=целое|=весь|=всю|=полный @UNIT")
def vague_length(_: Any, *rest: Any) -> Length | None:
    """«несколько дней», «полтора года», «1,5 часа»"""
    return _length(rest[-1], None)


def _length(unit: Item, count: int | None) -> Length | None:
    name = unit.classes["UNIT"]
    return None if unit.norm in ("г", "г.") else Length(name, count)


@rule("HALFYEAR")
def half_year(months: int) -> Length:
    """«полгода»"""
    return Length("half", months)


@rule("@UNIT")
def bare_unit(unit: Item) -> Length | None:
    """«год», «неделю»: one, where something beside it makes it a length."""
    return Length(unit.classes["UNIT"], 1, bare=True) if unit.norm in BARE else None


LENGTHS = Level(length, vague_length, half_year, bare_unit)


@rule("LEN =и? LEN =и? LEN?")
def compound_length(one: Length, *rest: Any) -> Length:
    """«два года и три месяца», «2 часа 15 минут 10 секунд»"""
    return Length(next(r.unit for r in reversed(rest) if isinstance(r, Length)), None)


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
def counted_from_event(*values: Any) -> Expr:
    """«через год после пожара»: counted from what the text may not date."""
    what = next(v for v in values if isinstance(v, Length))
    return Expr("vague", unit="month" if what.unit == "half" else what.unit)


@rule("DEMVAGUE|DEMNEAR LEN", "NUM|QUANT DEMVAGUE|DEMNEAR @UNIT|YW", "LEN DEMVAGUE|DEMNEAR", "DEM|DEMSAME LEN", "ORD LEN", "EACH LEN")
def last_length(*values: Any) -> Expr | None:
    """«последние три года», «пять последних лет»"""
    last = next((v for v in values if isinstance(v, Length)), None)
    unit = last.unit if last else values[-1].classes.get("UNIT", "year")
    return Expr("duration", unit="month" if unit == "half" else unit)


@rule("LENADJ")
def length_adjective(value: tuple[int, str]) -> Expr:
    """«трёхдневный»"""
    return Expr("duration", unit=value[1])


@rule("@NUM @=- @UNITADJ")
def length_adjective_in_digits(number: Item, hyphen: Item, unit: Item) -> Expr | None:
    """«5-летний»"""
    return Expr("duration", unit=unit.classes["UNITADJ"]) if hyphen.glued and unit.glued else None


@rule("=на|=за|=в|=до|=около HEDGE? LEN1", "DURING HEDGE? LEN|LEN1")
def governed_length(preposition: Any, _: Any, what: Length) -> Expr | None:
    """«на год», «за день», «в течение недели»"""
    return Expr("duration", unit="month" if what.unit == "half" else what.unit)


@rule("LEN")
def plain_length(what: Length) -> Expr:
    """«пять лет»"""
    return Expr("duration", unit="month" if what.unit == "half" else what.unit)


SHIFTS = Level(counted_from_event, ago, later, earlier, after, ahead, last_length, length_adjective, length_adjective_in_digits)
PLAIN = Level(governed_length, plain_length)
