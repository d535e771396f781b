"""What a point means in its text: a stretch of the calendar, by its own words, the day of publication, or the context.

Nothing is invented: a point that cannot be settled has no value.
"""

from dataclasses import dataclass, field

from pipeline import edtf
from pipeline.dates import stretch
from pipeline.dates.analysis import Tense
from pipeline.dates.values import Point, Ref

Start = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are known."""
LONGEST_FRAME = 30
"""A range of more years is no story in which days are told one by one."""


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
    first: int | None = None
    """The first day of the last date named."""
    frame: tuple[int, int] | None = None
    """First and last day of a range over more than one year that the text is telling of."""
    in_brackets: bool = False
    """Whether the expression stands in brackets, as years of life do: it frames nothing."""
    named: list[tuple[int, "Start"]] = field(default_factory=list)
    """Each date named, in order: its offset, and year, month and day as far as they are known."""
    tellings: set[int] = field(default_factory=set)
    """The days on which the text says that it is told («вчера, 9 мая 2019 года»)."""
    past: "Start | None" = None
    """The last date named that did not lie in the future when it was told, if a later one did."""
    event: "Start | None" = None
    """The date of the event that the expression counts from."""

    @property
    def today(self) -> int | None:
        """The day of publication, counted from 1970-01-01."""
        return edtf.to_days(*self.published) if self.published else None

    @property
    def last(self) -> "Start":
        """Year, month and day of the last date named, as far as they are known."""
        return self.year, self.month, self.day

    def learn(self, last_day: int, unit: str, first_day: int | None = None) -> None:
        """Take a date, its first and last day and how precise it is, as the last one named."""
        if unit in ("millennium", "century", "decade"):
            return
        if self.tense != "future":
            self.past = None
        elif self.past is None:
            self.past = self.last
        year, month, day = edtf.from_days(last_day)
        self.first = last_day if first_day is None else first_day
        if self.frame and not self.frame[0] <= self.first <= self.frame[1]:
            self.frame = None
        self.year, self.place = year, self.position
        self.month = month if unit in ("month", "week", "day", "clock", "daypart") else None
        self.day = day if unit in ("day", "clock", "daypart") else None
        if self.event is None:
            self.named.append((self.position, self.last))

    def enclose(self, first_day: int, last_day: int) -> None:
        """Take a range as the one that what follows lies in, if it runs over the end of a year."""
        years = edtf.from_days(last_day)[0] - edtf.from_days(first_day)[0]
        if 0 < years <= LONGEST_FRAME and not self.in_brackets:
            self.frame = first_day, last_day


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


def unit_of(point: Point) -> str:
    """The granularity of a point: its unit, or the half, quarter, week or day of it that it names."""
    if point.part and point.part[0] in ("week", "day"):
        return point.part[0]
    if point.part and point.part[0] == "slice" and point.unit == "year":
        return {2: "half", 4: "quarter"}.get(point.part[2], "year")
    return "day" if point.unit == "weekend" else point.unit


def value_of(point: Point, context: Context) -> Value | None:
    """The stretch of the calendar that a point means; None if it is not settled. ValueError if no calendar has it."""
    if point.unit in ("century", "decade", "millennium"):
        return _long(point, context)
    if point.ref is not None or (point.weekday is not None and point.day is None):
        return _referred(point, context)
    if point.day is not None and point.month is None:
        return _day_of_known_month(point, context)
    found = _year_of(point, context)
    if found is None:
        return None
    year, anchor = found
    first, last = _within_year(point, year)
    return Value(first, last, unit_of(point), anchor)


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
    return number, "published"


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
        if context.published and context.tense in (("future", None) if ref.base == "next" else ("future",)):
            return "published"
        return "context" if context.year is not None or not context.published else "published"
    return "published" if ref.base in ("until", "due") else ref.base


def _year_of(point: Point, context: Context) -> tuple[int, str] | None:
    if point.year is not None:
        return _full_year(point.year, context) if point.short and 0 <= point.year < 100 else (point.year, "explicit")
    if point.year_ref is not None:
        found = _base_year(point.year_ref, context)
        return (found[0] + point.year_ref.offset, found[1]) if found else None
    if point.unit == "year":
        return None
    told = context.year is not None and not (context.tense == "future" and context.published)
    if told and (year := _year_in_frame(point, context) or _year_told(context)) is not None:
        return year, "context"
    year = _nearest_year(point, context)
    return (year, "published") if year is not None else None


def _year_told(context: Context) -> int | None:
    """The year of the last date named; with a verb in the past not of one that was still to come."""
    if context.tense == "past" and context.past is not None and context.past[0] is not None:
        return context.past[0]
    return context.year


def _year_in_frame(point: Point, context: Context) -> int | None:
    """The first year in the range told of in which the point does not lie before the last date named."""
    if context.frame is None:
        return None
    low, high = context.frame
    inside = []
    for year in range(edtf.from_days(low)[0], edtf.from_days(high)[0] + 1):
        first, last = _safe_span(point, year)
        if first is not None and last is not None and last >= low and first <= high:
            inside.append((first < (context.first or low), year))
    return min(inside)[1] if inside else None


def _full_year(short: int, context: Context) -> tuple[int, str]:
    """A year of two digits: the last such one not after publication; without it 00–29 are 20xx, 30–99 19xx."""
    default = (2000 if short < 30 else 1900) + short
    if context.published is None:
        return default, "explicit"
    now = context.published[0]
    year = now - (now - short) % 100
    return year, "published"


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
    if known[0] is None or known[1] is None or (base == "published" and not context.published):
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
    starts = {"published": context.published, "context": context.last, "event": context.event}
    found = _shift(starts[base] or (None, None, None), point, ref)
    return Value(*found, unit_of(point), "published" if base == "published" else "context") if found else None


def _shift(start: Start, point: Point, ref: Ref) -> stretch.Stretch | None:
    """The stretch that lies so many units away; where the start is known less precisely, that coarser stretch."""
    year, month, day = start
    if year is None or ref.unit not in ("year", "half", "quarter", "month", "week", "day", "decade", "century"):
        return None
    if ref.unit == "year":
        return stretch.of_year(year + ref.offset, point.part)
    if ref.unit in ("decade", "century"):
        return stretch.of_year(year + ref.offset * stretch.SIZES[ref.unit], None)
    if month is None:
        return stretch.of_year(year, None)
    if ref.unit in ("month", "quarter", "half"):
        return _shift_months(year, month, point, ref)
    if day is None:
        return stretch.of_month(year, month, None)
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
    if today is None or (base != "published" and ref.base not in ("next", "ahead", "until", "due")):
        return None
    monday = today - edtf.weekday(today)
    is_due = ref.base == "due" or (context.tense != "past" if ref.base == "until" else context.tense == "future")
    if ref.unit == "week":
        day = monday + 7 * ref.offset + number
    elif ref.offset < 0:
        day = today - ((today - monday - number - 1) % 7 + 1)
    elif ref.base == "next":
        day = monday + 7 + number
    elif ref.offset > 0:
        day = today + (number - (today - monday) - 1) % 7 + 1
    elif not is_due or ref.base not in ("published", "until", "due"):
        day = today - (today - monday - number) % 7
    else:
        day = today + (number - (today - monday)) % 7
    return Value(edtf.days_text(day), edtf.days_text(day), "day", "published")
