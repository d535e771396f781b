"""What an expression means in its text: EDTF value, bounds, granularity, anchor.

In: an `Expr`, and the context: the day of publication, the dates named before, the tense. Out: the fields of a record.
What cannot be settled has neither value nor bounds, and its anchor is `none`.
"""

from dataclasses import dataclass

from pipeline import edtf
from pipeline.dates import stretch
from pipeline.dates.analysis import Tense
from pipeline.dates.values import Expr, Point, Ref

Meaning = tuple[str, str | None, int | None, int | None, str | None, str]
"""(type, edtf, earliest, latest, granularity, anchor)."""
NEAR = 600
"""A clock time takes its day from a date at most so many characters before it."""
FINER = ("millennium", "century", "decade", "year", "half", "quarter", "season", "month", "week", "day")


@dataclass(slots=True)
class Context:
    """What the text has told so far: the last date, as far as it was named; changes as expressions are resolved."""

    published: tuple[int, int, int] | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    place: int = 0
    position: int = 0
    tense: Tense = None

    @property
    def today(self) -> int | None:
        """The day of publication, counted from 1970-01-01."""
        return edtf.to_days(*self.published) if self.published else None

    def learn(self, last_day: int, unit: str) -> None:
        """Take a date, its last day and how precise it is, as the last one named."""
        if unit in ("millennium", "century", "decade"):
            return
        year, month, day = edtf.from_days(last_day)
        self.year, self.place = year, self.position
        self.month = month if unit in ("month", "week", "day", "clock", "daypart") else None
        self.day = day if unit in ("day", "clock", "daypart") else None


@dataclass(frozen=True, slots=True)
class Value:
    """A resolved point: first and last EDTF date, how precise it is, what made it so."""

    first: str
    last: str
    unit: str
    anchor: str

    @property
    def text(self) -> str:
        return self.first if self.first == self.last else edtf.interval(self.first, self.last)


def resolve(expr: Expr, context: Context) -> Meaning | None:
    """The meaning of an expression, None if it names a day that no calendar has; teaches the context its date."""
    if expr.shape in ("duration", "set"):
        return _timeless(expr)
    if expr.shape in ("vague", "vaguetime"):
        return "TIME" if expr.shape == "vaguetime" else "DATE", None, None, None, expr.unit, "none"
    if expr.first is not None and expr.first.unit in ("clock", "daypart"):
        return _time(expr.first, context)
    if expr.shape in ("range", "either") and expr.first and expr.last:
        return _two(expr, expr.first, expr.last, context)
    return _one(expr, expr.first, context) if expr.first else None


def _timeless(expr: Expr) -> Meaning:
    fixed = expr.first
    value = f"XXXX-{fixed.month:02d}-{fixed.day:02d}" if fixed and fixed.month and fixed.day else None
    return expr.shape.upper(), value, None, None, expr.unit, "none"


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
    return "DATE", value, None, None, _unit(point), "none"


def _unit(point: Point) -> str:
    if point.part and point.part[0] == "slice" and point.unit == "year":
        return {2: "half", 4: "quarter"}.get(point.part[2], "year")
    return "day" if point.unit == "weekend" else point.unit


def _one(expr: Expr, point: Point, context: Context) -> Meaning | None:
    try:
        value = _value(point, context)
    except ValueError:
        return None
    if value is None:
        return _unsettled(point)
    low, high = edtf.bounds(value.text)
    if high is not None:
        context.learn(high // edtf.DAY, point.unit)
    mark = expr.mark or point.mark or ("~" if point.part and point.part[0] == "third" else "")
    text = edtf.qualify(value.text, mark) if mark else value.text
    if expr.shape in ("since", "until") and low is not None and high is not None:
        text = _open(expr.shape, point, text, low, high)
    if expr.shape == "eve" and low is not None:
        text = edtf.days_text(low // edtf.DAY - 1)
    return _record(text, value.unit, value.anchor)


def _open(shape: str, point: Point, text: str, low: int, high: int) -> str:
    """`X/..` or `../X`; the beginning and the end of a stretch, when it is open, are its first and last day."""
    third = point.part[1] if point.part and point.part[0] == "third" else 0
    first, last = edtf.ends(text)
    if shape == "since":
        if third == 3:
            return edtf.interval(edtf.days_text(high // edtf.DAY), "..")
        return edtf.interval(first.rstrip("~") if third == 1 else first, "..")
    if third == 1:
        return edtf.interval("..", edtf.days_text(low // edtf.DAY))
    return edtf.interval("..", last.rstrip("~") if third == 3 else last)


def _two(expr: Expr, first: Point, last: Point, context: Context) -> Meaning | None:
    try:
        one, two = _value(first, context), _value(last, context)
    except ValueError:
        return None
    if one is None or two is None:
        return "DATE", None, None, None, _unit(last), "none"
    start, end = _marked(one, first, expr.mark)[0], _marked(two, last, expr.mark)[1]
    one, start = _wrapped(one, start, two, first)
    if edtf.bounds(start)[0] is None or _reversed(start, end):
        return None
    context.learn((edtf.bounds(end)[1] or 0) // edtf.DAY, last.unit)
    unit = expr.unit or max(one.unit, two.unit, key=FINER.index)
    anchor = one.anchor if one.anchor != "explicit" else two.anchor
    if expr.shape == "either":
        return _record(f"[{start},{end}]", unit, anchor)
    return _record(edtf.interval(start, end), unit, anchor)


def _marked(value: Value, point: Point, mark: str) -> tuple[str, str]:
    mark = mark or point.mark or ("~" if point.part and point.part[0] == "third" else "")
    first, last = edtf.ends(value.text)
    return (edtf.qualify(first, mark), edtf.qualify(last, mark)) if mark else (first, last)


def _wrapped(one: Value, start: str, two: Value, first: Point) -> tuple[Value, str]:
    """«с декабря по март 1999 года»: the start took its year from the end, and lies in the year before."""
    if not _reversed(start, two.last) or first.unit not in ("day", "month") or int(start[:4]) != int(two.last[:4]):
        return one, start
    start = edtf.year_text(int(start[:4]) - 1) + start[4:]
    return Value(start, start, one.unit, one.anchor), start


def _reversed(start: str, end: str) -> bool:
    low, high = edtf.bounds(start)[0], edtf.bounds(end)[1]
    return low is not None and high is not None and low > high


def _value(point: Point, context: Context) -> Value | None:
    """The stretch that a point means; None if it is not settled. ValueError if no calendar has it."""
    if point.unit in ("century", "decade", "millennium"):
        return _long(point, context)
    if point.ref is not None or point.weekday is not None and point.day is None:
        return _referred(point, context)
    if point.day is not None and point.month is None:
        return _day_of_known_month(point, context)
    found = _year_of(point, context)
    if found is None:
        return None
    year, anchor = found
    first, last = _within_year(point, year)
    return Value(first, last, _unit(point), anchor)


def _within_year(point: Point, year: int) -> stretch.Stretch:
    if point.holiday:
        day = edtf.days_text(holiday(point.holiday, year))
        return day, day
    if point.unit == "year":
        return stretch.of_year(year, point.part)
    if point.number is not None:
        return stretch.of_months(year, point.number, point.part)
    if point.unit == "month":
        return stretch.of_month(year, point.month or 1, point.part)
    text = edtf.day_text(year, point.month or 1, point.day or 1)
    edtf.bounds(text)
    return text, text


def holiday(when: str, year: int) -> int:
    """The day of a holiday (`05-09`, `easter`, `easter+49`) in a year, counted from 1970-01-01."""
    if when.startswith("easter"):
        return stretch.easter(year) + int(when.removeprefix("easter") or 0)
    month, day = when.split("-")
    return edtf.to_days(year, int(month), int(day))


def _long(point: Point, context: Context) -> Value | None:
    number, anchor = point.number, "explicit"
    if point.ref is not None:
        year = _base_year(point.ref, context)
        if year is None:
            return None
        size = stretch.SIZES[point.ref.unit]
        whole = (year[0] - (point.ref.unit != "decade")) // size + point.ref.offset
        anchor = year[1]
        number = whole if point.unit == "decade" else whole + 1
        if point.unit == "decade" and point.ref.unit == "century":
            number = whole * 10 + (point.number or 0)
    elif point.short and number is not None:
        number, anchor = _full_decade(number, context)
    if number is None:
        return None
    first, last = stretch.of_years(point.unit, number, point.part)
    return Value(first, last, point.unit, anchor)


def _full_decade(tens: int, context: Context) -> tuple[int, str]:
    """The last such decade before publication; without it the twentieth century, the noughties of this one."""
    default = 200 if tens == 0 else 190 + tens
    if context.published is None:
        return default, "explicit"
    now = context.published[0] // 10
    number = now - (now - tens) % 10
    return number, "explicit" if number == default else "published"


def _base_year(ref: Ref, context: Context) -> tuple[int, str] | None:
    base = _base(ref, context)
    if base == "published" and context.published:
        return context.published[0], "published"
    return (context.year, "context") if base == "context" and context.year is not None else None


def _base(ref: Ref, context: Context) -> str:
    """`published` or `context`: what the reference counts from, by what is known and by the tense."""
    if ref.base == "near":
        return "published" if context.published else "context"
    if ref.base in ("next", "ahead"):
        if context.published and context.tense == "future":
            return "published"
        return "context" if context.year is not None or not context.published else "published"
    return ref.base


def _year_of(point: Point, context: Context) -> tuple[int, str] | None:
    if point.year is not None:
        return _full_year(point.year, context) if point.short and 0 <= point.year < 100 else (point.year, "explicit")
    if point.year_ref is not None:
        found = _base_year(point.year_ref, context)
        return (found[0] + point.year_ref.offset, found[1]) if found else None
    if point.unit == "year":
        return None
    if context.year is not None and not (context.tense == "future" and context.published):
        return context.year, "context"
    year = _nearest_year(point, context)
    return (year, "published") if year is not None else None


def _full_year(short: int, context: Context) -> tuple[int, str]:
    """A year of two digits: the last such one not after publication; without it 00–29 are 20xx, 30–99 19xx."""
    default = (2000 if short < 30 else 1900) + short
    if context.published is None:
        return default, "explicit"
    now = context.published[0]
    year = now - (now - short) % 100
    return year, "explicit" if year == default else "published"


def _nearest_year(point: Point, context: Context) -> int | None:
    """The year in which a day, month or season without one lies nearest to publication, on the side of the tense."""
    today = context.today
    if today is None or context.published is None:
        return None
    year = context.published[0]
    spans = {}
    for candidate in (year - 1, year, year + 1):
        first, last = _safe_span(point, candidate)
        if first is not None and last is not None:
            spans[candidate] = first, last
    if context.tense == "past":
        spans = {y: s for y, s in spans.items() if s[0] <= today} or spans
    if context.tense == "future":
        spans = {y: s for y, s in spans.items() if s[1] >= today} or spans
    return min(spans, key=lambda y: (max(spans[y][0] - today, today - spans[y][1], 0), -y), default=None)


def _safe_span(point: Point, year: int) -> tuple[int | None, int | None]:
    try:
        first, last = _within_year(point, year)
        low, high = edtf.bounds(first)[0], edtf.bounds(last)[1]
    except ValueError:
        return None, None
    return (low // edtf.DAY, high // edtf.DAY) if low is not None and high is not None else (None, None)


def _day_of_known_month(point: Point, context: Context) -> Value | None:
    """«5 числа», «10 числа прошлого месяца»"""
    base = _base(point.month_ref, context) if point.month_ref else "context" if context.month else "published"
    offset = point.month_ref.offset if point.month_ref else 0
    known = context.published[:2] if base == "published" and context.published else (context.year, context.month)
    if known[0] is None or known[1] is None or base == "published" and not context.published:
        return None
    year, month = divmod(known[0] * 12 + known[1] - 1 + offset, 12)
    text = edtf.day_text(year, month + 1, point.day or 1)
    edtf.bounds(text)
    return Value(text, text, "day", base)


def _referred(point: Point, context: Context) -> Value | None:
    """Days, weeks, months and years counted from the day of publication or from the last date."""
    ref = point.ref or Ref("published", "weekday", 0)
    base = _base(ref, context)
    if point.weekday is not None:
        return _weekday(point.weekday, ref, base, context)
    if point.unit == "weekend":
        saturday = None if context.today is None else context.today - edtf.weekday(context.today) + 5 + 7 * ref.offset
        if base != "published" or saturday is None:
            return None
        return Value(edtf.days_text(saturday), edtf.days_text(saturday + 1), "day", base)
    start = context.published if base == "published" else (context.year, context.month, context.day)
    found = _shift(start or (None, None, None), point, ref)
    return Value(*found, _unit(point), base) if found else None


def _shift(start: tuple[int | None, int | None, int | None], point: Point, ref: Ref) -> stretch.Stretch | None:
    year, month, day = start
    if year is None or ref.unit not in ("year", "half", "quarter", "month", "week", "day", "decade", "century"):
        return None
    if ref.unit == "year":
        return stretch.of_year(year + ref.offset, point.part)
    if ref.unit in ("decade", "century"):
        return stretch.of_year(year + ref.offset * stretch.SIZES[ref.unit], None)
    if month is None:
        return None
    if ref.unit in ("month", "quarter", "half"):
        return _shift_months(year, month, point, ref)
    if day is None:
        return None
    days = edtf.to_days(year, month, day)
    if ref.unit == "week":
        return stretch.of_week(days + 7 * ref.offset)
    return (edtf.days_text(days + ref.offset),) * 2


def _shift_months(year: int, month: int, point: Point, ref: Ref) -> stretch.Stretch:
    size = {"month": 1, "quarter": 3, "half": 6}[ref.unit]
    first, place = {"month": (1, 12), "quarter": (33, 4), "half": (40, 2)}[ref.unit]
    year, which = divmod(year * place + (month - 1) // size + ref.offset, place)
    if ref.unit == "month":
        return stretch.of_month(year, which + 1, point.part)
    return stretch.of_months(year, first + which, point.part)


def _weekday(number: int, ref: Ref, base: str, context: Context) -> Value | None:
    """A weekday: of a week that is named, or the last one up to publication, in the future the next."""
    today = context.today
    if today is None or base != "published" and ref.base not in ("next", "ahead"):
        return None
    monday = today - edtf.weekday(today)
    if ref.unit == "week":
        day = monday + 7 * ref.offset + number
    elif ref.offset < 0:
        day = today - ((today - monday - number - 1) % 7 + 1)
    elif ref.base == "next":
        day = monday + 7 + number
    elif ref.offset > 0:
        day = today + (number - (today - monday) - 1) % 7 + 1
    elif ref != Ref("published", "weekday", 0) or context.tense != "future":
        day = today - (today - monday - number) % 7
    else:
        day = today + (number - (today - monday)) % 7
    return Value(edtf.days_text(day), edtf.days_text(day), "day", "published")


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
        return _value(point.but(unit="day", clock=None, daypart=None, part=None), context)
    if context.day is None or context.year is None or context.month is None or context.position - context.place > NEAR:
        return None
    text = edtf.day_text(context.year, context.month, context.day)
    return Value(text, text, "day", "context")
