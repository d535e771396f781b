"""Coordination and the words around an expression: who shares month and year, prepositions, hedges."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.ranges import as_point, unify
from pipeline.dates.values import Expr, Point, Ref, classes_of

UNITS_THAT_SHARE = {"day", "month", "year", "century", "decade", "season", "quarter", "half", "millennium"}


def share(items: list[Item]) -> list[Item]:
    """Coordinated points share what the last one says: «10 и 11 июня 2010 года», «в 1936, 1940 и 1972 годах»."""
    chained = [False] * (len(items) + 3)
    for position in range(len(items) - 3, -1, -1):
        joint = items[position + 1].norm
        if joint not in ("и", ",", "а"):
            continue
        right = position + 2 + ("PREP" in items[position + 2].classes and position + 3 < len(items))
        point = items[right].classes.get("PT")
        if point is None or point.unit not in UNITS_THAT_SHARE or not (joint == "и" or chained[right]):
            continue
        shared = _shared(items[position], point)
        if shared is not None:
            chained[position] = True
            items[position].classes = classes_of(shared)
            items[position].rule = items[position].rule or "shared"
    return items


def _shared(item: Item, point: Point) -> Point | None:
    own = item.classes.get("PT")
    if own is None and point.weak:
        return None
    left = as_point(own or item, point)
    if (
        left is None
        or left.unit != point.unit
        or (left.unit == "day" and (left.weekday is not None or point.weekday is not None))
    ):
        return None
    ends = unify(left, point)
    return ends[0].but(weak=point.weak and left.weak) if ends else None


def follow(items: list[Item]) -> list[Item]:
    """A bare year that is coordinated with a year before it is one too: «в 1936 и 1972»."""
    for position in range(len(items) - 2):
        if items[position + 1].norm not in ("и", ",") or not _is_year(items[position]):
            continue
        point = items[position + 2].classes.get("PT")
        if point is not None and point.weak and point.unit == "year":
            items[position + 2].classes = classes_of(point.but(weak=False))
    return items


def _is_year(item: Item) -> bool:
    point = item.classes.get("PT")
    if point is None and "EXPR" in item.classes:
        point = item.classes["EXPR"].last or item.classes["EXPR"].first
    return point is not None and point.unit == "year" and not point.weak


@rule("HEDGE @=,? @PREP HEDGE? PT|EXPR", "@PREP HEDGE? PT|EXPR")
def governed(*values: Any) -> Any:
    """«в 1936 году», «с мая 1994 года», «примерно до 1702 года»"""
    preposition = values[-3]
    marks = [v for v in values[:-1] if isinstance(v, str) and v in ("~", "?")]
    if len(values) == 5 and values[1] is not None and values[0] != "?":
        return None
    return _govern(preposition, values[-1], marks[0] if marks else "")


def _govern(preposition: Item, value: Any, mark: str) -> Any:
    relation = preposition.classes["PREP"]
    if relation in ("between", "ahead", "after") or value.adjective:
        return None
    if isinstance(value, Expr):
        return _govern_expression(preposition, value, mark)
    value = value.but(weak=False, mark=mark or value.mark)
    if relation == "eve" or (preposition.norm == "под" and value.holiday):
        return Expr("eve", value) if value.unit == "day" else None
    if value.weekday is not None and value.ref is None and (relation == "until" or preposition.norm in DUE):
        value = value.but(ref=Ref("until" if relation == "until" else "due", "weekday", 0))
    if relation in ("since", "until") and value.unit != "daypart" and (value.unit != "clock" or value.day or value.ref):
        return Expr(relation, value)
    if relation == "about":
        return value.but(mark=_both("~", value.mark))
    return value


def _govern_expression(preposition: Item, value: Expr, mark: str) -> Expr | None:
    relation = preposition.classes["PREP"]
    if value.shape == "set" or value.mark or (value.shape == "duration" and preposition.norm not in OF_LENGTHS):
        return None
    if value.shape == "range" and relation in ("since", "until"):
        return Expr(relation, value.first if relation == "since" else value.last, mark=mark)
    return value.but(mark=mark)


DUE = {"к", "ко", "на"}
"""Prepositions that make a weekday one to come."""
OF_LENGTHS = {"в", "во", "на", "за", "до", "в течение", "в течении", "на протяжении", "около"}
"""The prepositions that belong to a length."""


@rule("HEDGE @=,? PT|EXPR")
def hedged(mark: str, comma: Any, value: Any) -> Any:
    """«около 1702 года», «почти три года»"""
    if isinstance(value, Expr):
        return None if value.shape == "set" or (comma and mark != "?") else value.but(mark=mark)
    if comma and mark != "?":
        return None
    if not mark and (value.weak or value.unit in ("year", "decade")):
        return None
    return value.but(mark=_both(mark, value.mark), weak=False)


def _both(one: str, two: str) -> str:
    """Two qualifiers at once: about and doubtful is `%`."""
    return "%" if {one, two} == {"~", "?"} else one or two


@rule("PT =( QUESTION =)", "EXPR =( QUESTION =)")
def doubted(value: Any, *_: Any) -> Any:
    """«1702 (?)»"""
    if isinstance(value, Expr):
        return value.but(mark="?")
    return value.but(mark="?", weak=False)


DOUBTS = Level(doubted)
MODIFIERS = Level(governed, hedged)
