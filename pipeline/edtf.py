"""EDTF strings ↔ bounds: what an EDTF value (ISO 8601-2:2019, the parts of levels 0 to 2 that the dataset uses) covers.

Strings in, integers out: seconds from 1970-01-01T00:00:00 of the proleptic Gregorian calendar with astronomical years
(0 is 1 BC), negative before it. This module knows no language and does not use Python's datetime, which has no years
before 1. The day arithmetic is Howard Hinnant's (howardhinnant.github.io/date_algorithms.html).
"""

import re
from functools import lru_cache

DAY = 86_400
"""Seconds of a day."""
Bounds = tuple[int | None, int | None]
"""(first second, last second), closed; None where that side is open or not known."""
QUALIFIERS = "~?%"
"""Approximate, uncertain, both. They never widen the bounds."""
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
"""Code of a northern season → its first and last month; months over 12 are those of the next year."""
QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
HALVES = {40: (1, 6), 41: (7, 12)}
_GROUPS = {**SEASONS, **QUARTERS, **HALVES}
_DATE = re.compile(
    r"(?P<year>-?[0-9X]{4})"
    r"(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d))?[?~%]?"
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether the Gregorian `year` (astronomical) has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def to_days(year: int, month: int = 1, day: int = 1) -> int:
    """Days from 1970-01-01 to that day; the day need not lie within the month (`day=0` is the day before it)."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def from_days(days: int) -> tuple[int, int, int]:
    """(year, month, day) of a day counted from 1970-01-01: the inverse of `to_days`."""
    era, of_era = divmod(days + 719_468, 146_097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def to_seconds(year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """Seconds from 1970-01-01T00:00:00 to that second."""
    return to_days(year, month, day) * DAY + hour * 3600 + minute * 60 + second


def from_seconds(seconds: int) -> tuple[int, int, int, int, int, int]:
    """(year, month, day, hour, minute, second): the inverse of `to_seconds`."""
    days, rest = divmod(seconds, DAY)
    return (*from_days(days), rest // 3600, rest // 60 % 60, rest % 60)


def weekday(days: int) -> int:
    """The day of the week of a day counted from 1970-01-01: 0 is Monday, 6 Sunday."""
    return (days + 3) % 7


def year_text(year: int) -> str:
    """An astronomical year as EDTF, four digits; ValueError outside -9999 to 9999."""
    if not -9999 <= year <= 9999:
        raise ValueError(f"the year {year} does not fit into EDTF's four digits; use a year from -9999 to 9999")
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def month_text(year: int, month: int) -> str:
    """A month, or a season, quarter or half of a year by its code (21 to 24, 33 to 36, 40, 41)."""
    return f"{year_text(year)}-{month:02d}"


def day_text(year: int, month: int, day: int) -> str:
    """A day as EDTF."""
    return f"{month_text(year, month)}-{day:02d}"


def days_text(days: int) -> str:
    """A day counted from 1970-01-01 as EDTF."""
    return day_text(*from_days(days))


def interval(first: str, last: str) -> str:
    """`first/last`; `..` is an open side."""
    return f"{first}/{last}"


def qualify(value: str, mark: str) -> str:
    """`value` with the qualifier `mark` on each date that bears none (an interval's two ends); times take none."""
    return "/".join(p if p == ".." or p[-1] in QUALIFIERS or "T" in p else p + mark for p in value.split("/"))


def ends(value: str) -> tuple[str, str]:
    """The first and last date of an interval; of one date, what may stand for it at an interval's two ends.

    Readers of EDTF disagree on seasons, quarters and halves inside an interval: they become months.
    """
    first, slash, last = value.partition("/")
    if slash:
        return first, last
    match = _DATE.fullmatch(value)
    month = match["month"] if match else None
    if month is None or "X" in month or int(month) not in _GROUPS or "X" in value:
        return value, value
    mark = value[-1] if value[-1] in QUALIFIERS else ""
    low, high = _GROUPS[int(month)]
    year = int(value[: value.rindex("-")])
    return month_text(year, low) + mark, month_text(year + (high - 1) // 12, (high - 1) % 12 + 1) + mark


def bounds(value: str | None) -> Bounds:
    """The closed bounds that an EDTF string covers, in seconds from 1970-01-01T00:00:00.

    A side is None where it is open (`..`), not known (empty), or where the year is wholly unspecified (`XXXX-10-20`);
    None covers nothing that could be said: (None, None). Raises ValueError, one sentence, for what is not EDTF.
    """
    if value is None:
        return None, None
    if value[:1] in ("[", "{"):
        return _set_bounds(value)
    if "/" not in value:
        return _date_bounds(value)
    first, _, last = value.partition("/")
    low = None if first in ("", "..") else _date_bounds(first)[0]
    high = None if last in ("", "..") else _date_bounds(last)[1]
    if low is not None and high is not None and low > high:
        raise ValueError(f"the interval «{value}» ends before it starts; swap its ends")
    return low, high


def granularity(value: str) -> str | None:
    """The unit that an EDTF string is precise to, None where its dates differ in it or it is all unspecified."""
    parts = [part for part in re.split(r"/|,|\.\.", value.strip("[]{}")) if part]
    units = {_date_granularity(part) for part in parts}
    return units.pop() if len(units) == 1 else None


def contains(value: str, seconds: int) -> bool:
    """Whether the bounds of `value` take in that second."""
    low, high = bounds(value)
    return (low is None or low <= seconds) and (high is None or seconds <= high)


def _parse(value: str) -> re.Match[str]:
    match = _DATE.fullmatch(value)
    if match is None:
        raise ValueError(f"«{value}» is not an EDTF date; write it like 2006-06-19, 199X, -0479 or 2008-21")
    if match["hour"] and (match["day"] is None or "X" in value):
        raise ValueError(f"«{value}» has a time of day but no whole day; write YYYY-MM-DDTHH:MM:SS")
    return match


def _set_bounds(value: str) -> Bounds:
    if value[-1:] != {"[": "]", "{": "}"}[value[0]] or len(value) < 3:
        raise ValueError(f"«{value}» lacks its closing bracket or is empty; write it like [1861,1862]")
    lows: list[int | None] = []
    highs: list[int | None] = []
    for part in value[1:-1].split(","):
        first, dots, last = part.strip().partition("..")
        lows.append(_date_bounds(first)[0] if first else None)
        highs.append(_date_bounds(last if dots else first)[1] if last or not dots else None)
    known_lows = [low for low in lows if low is not None]
    known_highs = [high for high in highs if high is not None]
    return (
        min(known_lows) if len(known_lows) == len(lows) else None,
        max(known_highs) if len(known_highs) == len(highs) else None,
    )


@lru_cache(maxsize=4096)
def _date_bounds(value: str) -> Bounds:
    match = _parse(value)
    if match["year"].strip("-") == "XXXX":
        _month_range(match, 2000)
        return None, None
    low, high = _year_range(match["year"])
    first, last = _day_range(match, low)[0], _day_range(match, high)[1]
    if match["hour"] is None:
        return first * DAY, last * DAY + DAY - 1
    return (_clock(match, first),) * 2


def _year_range(text: str) -> tuple[int, int]:
    if text == "-0000":
        raise ValueError("«-0000» is not a year; write 0000, which is 1 BC")
    low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    return min(low, high), max(low, high)


def _day_range(match: re.Match[str], year: int) -> tuple[int, int]:
    """The first and last day that month and day of the match may mean in `year`."""
    low, high = _month_range(match, year)
    end = year + (high - 1) // 12, (high - 1) % 12 + 1
    if match["day"] is None:
        return to_days(year, low), to_days(*end, days_in_month(*end))
    first = _masked(match["day"], 1, days_in_month(year, low))
    last = _masked(match["day"], 1, days_in_month(*end))
    if not first or not last:
        raise ValueError(f"«{match[0]}» is no day of the calendar; check its day and month")
    return to_days(year, low, first[0]), to_days(*end, last[-1])


def _month_range(match: re.Match[str], year: int) -> tuple[int, int]:
    text = match["month"]
    if text is None:
        return 1, 12
    if text.isdigit() and int(text) in _GROUPS and match["day"] is None:
        return _GROUPS[int(text)]
    months = _masked(text, 1, 12)
    if not months:
        raise ValueError(f"«{match[0]}» has no month from 01 to 12 and no code of a season, quarter or half")
    if match["day"] is not None and not any(_masked(match["day"], 1, days_in_month(year, month)) for month in months):
        raise ValueError(f"«{match[0]}» is no day of the calendar; check its day and month")
    return months[0], months[-1]


def _masked(text: str, low: int, high: int) -> list[int]:
    """The numbers from low to high that two digits, X standing for any, may be."""
    if text.isdigit():
        return [int(text)] if low <= int(text) <= high else []
    numbers = (f"{number:02d}" for number in range(low, high + 1))
    return [int(number) for number in numbers if all(t in ("X", n) for t, n in zip(text, number, strict=True))]


def _clock(match: re.Match[str], day: int) -> int:
    hour, minute, second = (int(match[unit]) for unit in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"«{match[0]}» is no time of day; write hours to 23, minutes and seconds to 59")
    return day * DAY + hour * 3600 + minute * 60 + second


def _date_granularity(value: str) -> str | None:
    match = _parse(value)
    if match["hour"]:
        return "second"
    if match["day"]:
        return "month" if match["day"] == "XX" else "day"
    if match["month"] and match["month"] != "XX":
        groups = ((SEASONS, "season"), (QUARTERS, "quarter"), (HALVES, "half"))
        code = match["month"]
        return next((name for codes, name in groups if code.isdigit() and int(code) in codes), "month")
    masks = {0: "year", 1: "decade", 2: "century", 3: "millennium"}
    return masks.get(match["year"].count("X"))
