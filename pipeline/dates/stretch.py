"""Stretches of the calendar as EDTF: years, decades, centuries and so on, and their thirds, halves and quarters.

A stretch is (first, last), two EDTF dates, equal if one date says it all. Knows no Russian and no text.
"""

from pipeline import edtf

Stretch = tuple[str, str]
SIZES = {"decade": 10, "century": 100, "millennium": 1000}


def first_year(unit: str, number: int) -> int:
    """The first astronomical year of a century or millennium by its number (negative: BC), or of a decade."""
    size = SIZES[unit]
    if unit == "decade":
        return number * 10 if number >= 0 else (number + 1) * 10 - 8
    return (number - 1) * size + 1 if number > 0 else number * size + 1


def of_years(unit: str, number: int, part: tuple[str, int, int] | None) -> Stretch:
    """A decade, century or millennium, or the part (kind, which one, of how many) of it."""
    low, size = first_year(unit, number), SIZES[unit]
    if part is None and unit == "decade" and number >= 0:
        return (f"{number:03d}X",) * 2
    if part is None and unit == "millennium" and number < 0:
        return (f"-{-number - 1}XXX",) * 2
    start, end = (0, size - 1) if part is None else _slice(size, part)
    return edtf.year_text(low + start), edtf.year_text(low + end)


def of_year(year: int, part: tuple[str, int, int] | None) -> Stretch:
    """A year, or a third, half, quarter, week or day of it."""
    if part is None:
        return (edtf.year_text(year),) * 2
    kind, which, count = part
    if kind in ("week", "day"):
        return of_month(year, 12 if which == -1 else 1, part)
    if kind == "slice" and count in (2, 4):
        return (edtf.month_text(year, (39 if count == 2 else 32) + which),) * 2
    low, high = _slice(12, part)
    return edtf.month_text(year, low + 1), edtf.month_text(year, high + 1)


def of_month(year: int, month: int, part: tuple[str, int, int] | None) -> Stretch:
    """A month, or a third, half, week (of days 1–7, 8–14 …, or the last seven) or day of it."""
    if part is None:
        return (edtf.month_text(year, month),) * 2
    length = edtf.days_in_month(year, month)
    if part[0] in ("week", "day"):
        size = 7 if part[0] == "week" else 1
        first = length - size + 1 if part[1] == -1 else (part[1] - 1) * size + 1
        return edtf.day_text(year, month, first), edtf.day_text(year, month, min(first + size - 1, length))
    cuts = {2: (0, 15, length), 3: (0, 10, 20, length), 4: (0, 7, 14, 21, length)}[part[2]]
    return edtf.day_text(year, month, cuts[part[1] - 1] + 1), edtf.day_text(year, month, cuts[part[1]])


def of_months(year: int, code: int, part: tuple[str, int, int] | None) -> Stretch:
    """A season, quarter or half of a year by its code, or a third of it."""
    whole = edtf.month_text(year, code)
    if part is None:
        return whole, whole
    first, last = edtf.ends(whole)
    if part[2] != 3 or code >= 40:
        return first, last
    start = int(first[-2:]) + part[1] - 1
    month = edtf.month_text(year + (start - 1) // 12, (start - 1) % 12 + 1)
    return month, month


def of_week(day: int) -> Stretch:
    """Monday and Sunday of the week of a day counted from 1970-01-01."""
    monday = day - edtf.weekday(day)
    return edtf.days_text(monday), edtf.days_text(monday + 6)


def _slice(size: int, part: tuple[str, int, int]) -> tuple[int, int]:
    """First and last of `size` units that the part takes; thirds of a century are 33, 33, 34, of a decade 4, 3, 3."""
    _, which, count = part
    cuts = [size * n // count for n in range(count + 1)]
    if size == 10 and count == 3:
        cuts = [0, 4, 7, 10]
    return cuts[which - 1], cuts[which] - 1


def easter(year: int) -> int:
    """Orthodox Easter of a year, in days from 1970-01-01 (Meeus' Julian algorithm, made Gregorian)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    shift = year // 100 - year // 400 - 2
    return edtf.to_days(year, month, day + 1) + shift
