"""What an expression means in its text: EDTF value, bounds, granularity, anchor.

In: an `Expr`, and the context: the day of publication, the dates named before, the tense. Out: the fields of a record.
What cannot be settled has neither value nor bounds, and its anchor is `none`.
"""

from pipeline import edtf
from pipeline.dates.points import Context, Value, unit_of, value_of
from pipeline.dates.values import Expr, Point

Meaning = tuple[str, str | None, int | None, int | None, str | None, str]
"""(type, edtf, earliest, latest, granularity, anchor)."""
NEAR = 600
"""A clock time takes its day from a date at most so many characters before it."""
FINER = ("millennium", "century", "decade", "year", "half", "quarter", "season", "month", "week", "day")


def resolve(expr: Expr, context: Context) -> Meaning | None:
    """The meaning of an expression, None if it names a day that no calendar has; teaches the context its date."""
    if expr.shape in ("duration", "set"):
        return _timeless(expr)
    if expr.shape in ("vague", "vaguetime"):
        return "TIME" if expr.shape == "vaguetime" else "DATE", None, None, None, expr.unit, "none"
    if expr.shape == "counted" and expr.first is not None and context.event is None:
        return "DATE", None, None, None, unit_of(expr.first), "none"
    if expr.shape == "now":
        return _now(context)
    if expr.first is not None and expr.first.unit in ("clock", "daypart"):
        return _opened(expr.shape, _time(expr.first, context))
    if expr.shape in ("range", "either") and expr.first and expr.last:
        return _two(expr, expr.first, expr.last, context)
    return _one(expr, expr.first, context) if expr.first else None


def _timeless(expr: Expr) -> Meaning:
    fixed = expr.first
    value = f"XXXX-{fixed.month:02d}-{fixed.day:02d}" if fixed and fixed.month and fixed.day else None
    return expr.shape.upper(), value, None, None, expr.unit, "none"


def _now(context: Context) -> Meaning:
    """«сейчас»: the day of publication."""
    if context.today is None:
        return "DATE", None, None, None, None, "none"
    return _record(edtf.days_text(context.today), "day", "published")


def _opened(shape: str, meaning: Meaning | None) -> Meaning | None:
    """«до 17 часов 5 мая»: a clock time as the side of an open interval."""
    if meaning is None or shape not in ("since", "until") or meaning[1] is None or "T" not in meaning[1]:
        return meaning
    kind, value, low, high, unit, anchor = meaning
    if shape == "since":
        return kind, f"{value}/..", low, None, unit, anchor
    return kind, f"../{value}", None, high, unit, anchor


def _record(value: str, unit: str, anchor: str) -> Meaning:
    return ("DATE", value, *edtf.bounds(value), unit, anchor)


def _unsettled(point: Point) -> Meaning | None:
    """No year to be had: month and day are kept if they are named."""
    value = None
    if point.month and point.unit in ("day", "month") and not point.part and point.month_ref is None:
        value = f"XXXX-{point.month:02d}" + (f"-{point.day:02d}" if point.unit == "day" and point.day else "")
        try:
            edtf.bounds(value)
        except ValueError:
            return None
    return "DATE", value, None, None, unit_of(point), "none"


def _one(expr: Expr, point: Point, context: Context) -> Meaning | None:
    third = point.part[1] if point.part and point.part[0] == "third" else 0
    if (expr.shape, third) in (("since", 1), ("until", 3)):
        point = point.but(part=None)
    try:
        value = value_of(point, context)
    except ValueError:
        return _unsettled(point) if point.ref is not None else None
    if value is None:
        return _unsettled(point)
    low, high = edtf.bounds(value.text)
    if point.told is not None and value.anchor == "explicit" and low is not None:
        context.tellings.add(low // edtf.DAY - point.told)
    if high is not None and not _looks_back(point):
        context.learn(high // edtf.DAY, "day" if unit_of(point) == "day" else point.unit, low and low // edtf.DAY)
    mark = expr.mark or point.mark or ("~" if point.part and point.part[0] == "third" else "")
    text = edtf.qualify(value.text, mark) if mark else value.text
    if expr.shape in ("since", "until") and low is not None and high is not None:
        text = _open(expr.shape, point, text, low, high)
    if expr.shape == "eve" and low is not None:
        text = edtf.days_text(low // edtf.DAY - 1)
    return _record(text, value.unit, value.anchor)


def _looks_back(point: Point) -> bool:
    """«годом раньше»: what is told next goes on from where it was before."""
    return point.ref is not None and point.ref.base in ("context", "event") and point.ref.offset < 0


def _open(shape: str, point: Point, text: str, low: int, high: int) -> str:
    """`X/..` or `../X`; «до начала» is until the first day of a stretch, «с конца» since its last."""
    third = point.part[1] if point.part and point.part[0] == "third" else 0
    first, last = edtf.ends(text)
    if shape == "since":
        if third == 3:
            return edtf.interval(edtf.days_text(high // edtf.DAY), "..")
        return edtf.interval(first, "..")
    if third == 1:
        return edtf.interval("..", edtf.days_text(low // edtf.DAY))
    return edtf.interval("..", last)


def _two(expr: Expr, first: Point, last: Point, context: Context) -> Meaning | None:
    try:
        one, two = value_of(first, context), value_of(last, context)
        if one is None or two is None:
            return "DATE", None, None, None, unit_of(last), "none"
        start, end = _marked(one, first, expr.mark)[0], _marked(two, last, expr.mark)[1]
        start = _wrapped(start, end, first, last)
        if _reversed(start, end):
            return None
        low, high = ((edtf.bounds(side)[n] or 0) // edtf.DAY for n, side in enumerate((start, end)))
        context.learn(high, last.unit, low)
        if expr.shape == "range" and last.unit not in ("decade", "century", "millennium"):
            context.enclose(low, high)
    except ValueError:
        return None
    unit = expr.unit or max(one.unit, two.unit, key=FINER.index)
    anchor = one.anchor if one.anchor != "explicit" else two.anchor
    value = edtf.interval(start, end)
    if expr.shape == "either":
        value = f"[{_alternative(one, first, expr.mark)},{_alternative(two, last, expr.mark)}]"
    return _record(value, unit, anchor)


def _marked(value: Value, point: Point, mark: str) -> tuple[str, str]:
    mark = mark or point.mark or ("~" if point.part and point.part[0] == "third" else "")
    first, last = edtf.ends(value.text)
    return (edtf.qualify(first, mark), edtf.qualify(last, mark)) if mark else (first, last)


def _alternative(value: Value, point: Point, mark: str) -> str:
    """One of two dates of a set: a season stays a season there, and a stretch is written with dots."""
    first, last = _marked(value, point, mark)
    mark = mark or point.mark
    if value.first != value.last:
        return f"{first}..{last}"
    return edtf.qualify(value.first, mark) if mark else value.first


def _wrapped(start: str, end: str, first: Point, last: Point) -> str:
    """«с ноября по март 1888 года»: the start took its year from the end, and lies in the year before."""
    if not {first.unit, last.unit} <= {"day", "month"} or not _reversed(start, end):
        return start
    year = edtf.from_seconds(edtf.bounds(start)[0] or 0)[0]
    if year != edtf.from_seconds(edtf.bounds(end)[1] or 0)[0]:
        return start
    return edtf.year_text(year - 1) + start.removeprefix(edtf.year_text(year))


def _reversed(start: str, end: str) -> bool:
    low, high = edtf.bounds(start)[0], edtf.bounds(end)[1]
    return low is not None and high is not None and low > high


def _time(point: Point, context: Context) -> Meaning | None:
    """A clock time or a part of the day, with its day as far as there is one."""
    try:
        day = _day_of_time(point, context)
    except ValueError:
        return None
    unit = "hour" if point.clock and point.clock[1] is None else "minute"
    if point.clock and point.clock[2] is not None:
        unit = "second"
    unit = "day" if point.daypart and not point.clock else unit
    if day is None:
        return "TIME", None, None, None, unit, "none"
    low = edtf.bounds(day.first)[0]
    if low is None:
        return "TIME", None, None, None, unit, "none"
    context.learn(low // edtf.DAY, "day")
    if point.clock is None:
        text = day.text
        if point.night_before:
            text = edtf.interval(edtf.days_text(low // edtf.DAY - 1), edtf.days_text(low // edtf.DAY))
        return ("TIME", text, *edtf.bounds(text), unit, day.anchor)
    return _clocked(point, day, low, unit)


LASTS = {"hour": 3599, "minute": 59, "second": 0}


def _clocked(point: Point, day: Value, low: int, unit: str) -> Meaning:
    hour, minute, second = point.clock or (0, None, None)
    start = low + hour * 3600 + (minute or 0) * 60 + (second or 0)
    if point.clock_end is not None:
        end_hour, end_minute, _ = point.clock_end
        end = low + end_hour * 3600 + (end_minute or 0) * 60
        return "TIME", day.first, start, end + 59 if end >= start else end + edtf.DAY + 59, unit, day.anchor
    text = f"{day.first}T{hour:02d}:{minute or 0:02d}:{second or 0:02d}"
    return "TIME", text, start, start + LASTS[unit], unit, day.anchor


def _day_of_time(point: Point, context: Context) -> Value | None:
    named = point.day is not None or point.ref is not None or point.weekday is not None or point.holiday is not None
    if named:
        return value_of(point.but(unit="day", clock=None, daypart=None, part=None), context)
    if context.day is None or context.year is None or context.month is None or context.position - context.place > NEAR:
        return None
    text = edtf.day_text(context.year, context.month, context.day)
    return Value(text, text, "day", "context")
