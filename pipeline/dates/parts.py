"""Rules for parts of longer stretches: beginnings, halves, the last week of a month, the first days of a year."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.days import EDGES
from pipeline.dates.items import Item
from pipeline.dates.values import Expr, Point, Ref, Trim
from pipeline.dates.years import is_plural

Part = tuple[str, int, int]
"""Kind, which one, of how many: see `Point.part`."""
LONGER = "PT.century|PT.decade|PT.year|PT.month|PT.season|PT.week|PT.millennium|PT.quarter|PT.half"


@rule("@ORD @UNIT|YW")
def first_units(which: Item, unit: Item) -> Expr | None:
    """«в первые годы»"""
    name = unit.classes.get("UNIT", "year")
    return Expr("vague", unit=name) if which.norm in ("первые", "первых") and name in EDGES else None


WHOLES = "PT.month|PT.year|PT.season|PT.decade|PT.century|PT.quarter|PT.half"


@rule(f"EXPR.vague {WHOLES}", f"@ORD @UNIT|TENDAYS {WHOLES}", f"@LAST TENDAYS {WHOLES}")
def units_of_whole(which: Any, *rest: Any) -> Point | None:
    """«в последнюю неделю мая», «в первый день 1900 года», «во вторую декаду сентября», «в первые годы XX века»"""
    whole: Point = rest[-1]
    if isinstance(which, Expr):
        return _nth(whole, which.unit, -1, which.edge == -2) if which.edge else None
    unit = rest[0].classes.get("UNIT", "ten days") if isinstance(rest[0], Item) else "ten days"
    number = which.classes.get("ORD", -1)
    return _nth(whole, unit, number, is_plural(which))


def _nth(whole: Point, unit: str | None, number: int, several: bool) -> Point | None:
    if whole.part or (whole.weak and whole.unit != "year"):
        return None
    if unit == "ten days":
        tenth = 3 if number == -1 else number
        return whole.but(part=("slice", tenth, 3)) if whole.unit == "month" and 1 <= tenth <= 3 else None
    if several:
        third = {1: 1, -1: 3}.get(number)
        fits = unit in EDGES and unit != whole.unit and third is not None
        return whole.but(part=("third", third, 3), weak=False) if fits else None
    fits = unit in ("day", "week") and whole.unit in ("month", "year") and (number == -1 or 1 <= number <= 5)
    return whole.but(part=(unit, number, 0), weak=False) if fits else None


@rule("ORD|LAST|PT.decade NUMBERDAY PT.month")
def dates_of_month(which: Any, _: Any, month: Point) -> Point | None:
    """«в первых числах мая», «в 20-х числах мая»"""
    number = which.number + 1 if isinstance(which, Point) and which.number is not None else 3 if which == -1 else which
    return month.but(part=("third", number, 3), weak=False) if number in (1, 2, 3) else None


@rule("PARTSPEC @ROMAN|ORD @=-|=и PARTSPEC PT.century")
def parts_of_centuries(which: Part, first: Item, joint: Item, other: Part, last: Point) -> Any:
    """«конец XIX — начало XX века»; joined by «и» they are two expressions"""
    number = first.classes.get("ROMAN") or first.classes["ORD"]
    one = Point("century", number=number * (last.era or 1), era=last.era, part=which)
    if number > 40 or last.part:
        return None
    return Expr("range", one, last.but(part=other)) if joint.norm == "-" else Trim(one, right=3)


@rule("PARTSPEC =- PARTSPEC PT.century|PT.year|PT.month|PT.decade")
def parts_of_one(which: Part, _: Any, other: Part, whole: Point) -> Expr | None:
    """«в конце — начале», «в первой — второй четверти XIX века»"""
    return None if whole.part else Expr("range", whole.but(part=which, weak=False), whole.but(part=other, weak=False))


@rule("PART")
def part_named(which: str) -> dict[str, Any]:
    """«начало»: which of three; it stays a word."""
    return {"PART": which, "PARTSPEC": ("third", {"early": 1, "mid": 2, "late": 3}[which], 3)}


@rule("ORD|LAST|ROMAN FRACTION")
def fraction_named(which: int, parts: int) -> dict[str, Any] | None:
    """«первая половина», «последняя треть»"""
    number = parts if which == -1 else which
    return {"PARTSPEC": ("slice", number, parts)} if 1 <= number <= parts else None


@rule("PART EXPR.vague")
def part_of_vague(_: str, whole: Expr) -> Expr:
    """«до конца этого сезона»"""
    return whole


@rule(f"PARTSPEC {LONGER}")
def part(which: Part, whole: Point) -> Point | None:
    """«в начале XX века», «конец мая», «первая половина XIX века», «последняя треть века»"""
    return None if whole.part else whole.but(part=which, weak=False)


@rule("PART @YW|UNIT|CW")
def part_of_now(which: str, unit: Item) -> Point | Expr | None:
    """«в начале года», «к концу недели»"""
    name = unit.classes.get("UNIT", "year")
    if name == "season" and unit.norm == "сезона":
        return Expr("vague", unit="season")
    if name not in ("year", "month", "week", "century") or unit.norm not in (
        "года",
        "месяца",
        "недели",
        "века",
        "столетия",
    ):
        return None
    order = {"early": 1, "mid": 2, "late": 3}[which]
    if name == "year":
        return Point("year", year_ref=Ref("near", "year", 0), part=("third", order, 3))
    return Point(name, ref=Ref("near", name, 0), part=("third", order, 3))


NAMED_PARTS = Level(part_named, fraction_named)
PARTS = Level(
    units_of_whole, first_units, parts_of_centuries, parts_of_one, dates_of_month, part, part_of_now, part_of_vague
)
