"""EDTF values as a Russian reader would say them: `2008-03-13/2008-03-14` → «13–14 марта 2008 года».

Strings in, strings out; a value whose form is not known here is given back as it is.
"""

import re

MONTHS = {
    "nominative": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
    "genitive": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
}  # fmt: skip
GROUPS = {
    21: "весна", 22: "лето", 23: "осень", 24: "зима", 33: "I квартал", 34: "II квартал", 35: "III квартал",
    36: "IV квартал", 40: "первое полугодие", 41: "второе полугодие",
}  # fmt: skip
"""EDTF's codes of seasons, quarters and halves of a year."""
_GENITIVE = {
    **dict(zip(MONTHS["nominative"], MONTHS["genitive"], strict=True)),
    "год": "года", "годы": "годов", "век": "века", "тысячелетие": "тысячелетия", "квартал": "квартала",
    "первое": "первого", "второе": "второго", "полугодие": "полугодия",
    "весна": "весны", "лето": "лета", "осень": "осени", "зима": "зимы",
}  # fmt: skip
_ACCUSATIVE = {"весна": "весну", "зима": "зиму"}
"""Only those that differ from the nominative."""
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DATE = re.compile(r"(-?[0-9X]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T([0-9]{2}):([0-9]{2}):([0-9]{2}))?")


def spoken(edtf: str | None) -> str:
    """The value in Russian words and figures; "" for null. What it covers is included: «по июнь» takes June in."""
    if not edtf:
        return ""
    if edtf[0] in "[{":
        return " или ".join(_date(part.strip()) for part in edtf[1:-1].replace("..", " – ").split(","))
    first, slash, last = edtf.partition("/")
    if not slash:
        return _date(edtf)
    if last in ("", ".."):
        return f"с {_inflected(_date(first), _GENITIVE)}"
    if first in ("", ".."):
        return f"по {_inflected(_date(last), _ACCUSATIVE)}"
    return _interval(first, last)


def _inflected(said: str, forms: dict[str, str]) -> str:
    said = said.replace("0-е годы", "0-х годов") if forms is _GENITIVE else said
    return " ".join(forms.get(word, word) for word in said.split(" "))


def roman(number: int) -> str:
    """A number from 1 to 39 in Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _interval(first: str, last: str) -> str:
    if first[-1] in "~?%" and first[-1] == last[-1]:
        return _hedged(_interval(first[:-1], last[:-1]), first[-1])
    return _centuries(first, last) or _joined(first, last) or f"{_date(first)} – {_date(last)}"


def _hedged(said: str, mark: str) -> str:
    said = said if mark == "?" else f"примерно {said}"
    return said if mark == "~" else f"{said}, предположительно"


def _centuries(first: str, last: str) -> str | None:
    """Whole centuries: 1901/2000 → XX век, 0801/1200 → IX–XII века, -0499/-0400 → V век до н. э.; other years
    joined."""
    if not re.fullmatch(r"-?\d{4}/-?\d{4}", f"{first}/{last}") or int(first) * int(last) <= 0:
        return None
    era = " до н. э." if int(last) < 0 else ""
    if int(first) % 100 != 1 or int(last) % 100 != 0:
        return f"{_number(first)}–{_number(last)} годы{era}"
    numbers = [abs((int(year) - (year == last)) // 100) + (not era) for year in (first, last)]
    if numbers[0] == numbers[1]:
        return f"{roman(numbers[0])} век{era}"
    return f"{roman(numbers[0])}–{roman(numbers[1])} века{era}"


def _number(year: str) -> int:
    return int(year) if int(year) > 0 else 1 - int(year)


def _joined(first: str, last: str) -> str | None:
    """Two days of one month, or two days or months of one year, with what they share said once."""
    start, end = (re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", part) for part in (first, last))
    if not start or not end or start[1] != end[1] or (start[3] is None) != (end[3] is None):
        return None
    if any(int(match[2]) > 12 for match in (start, end)):
        return None
    if start[3] is None:
        return f"{_month(start[2])} – {_month(end[2])} {start[1]} года"
    if start[2] == end[2]:
        return f"{int(start[3])}–{int(end[3])} {_month(end[2], 'genitive')} {start[1]} года"
    return f"{int(start[3])} {_month(start[2], 'genitive')} – {_date(last)}"


def _month(number: str, case: str = "nominative") -> str:
    return MONTHS[case][int(number) - 1]


def _date(value: str) -> str:
    bare = value.rstrip("~?%")
    match = _DATE.fullmatch(bare)
    if match is None or (match[2] and int(match[2]) not in (*range(1, 13), *GROUPS)):
        return value
    said = _calendar(match) + (f", {match[4]}:{match[5]}" if match[4] else "")
    return _hedged(said, value[-1]) if value != bare else said


def _calendar(match: re.Match[str]) -> str:
    year, month, day = match.group(1, 2, 3)
    said = _year(year)
    if month is None:
        return said
    said = said.replace("год", "года")
    if int(month) in GROUPS:
        return f"{GROUPS[int(month)]} {said}"
    parts = (str(int(day)), _month(month, "genitive"), said) if day else (_month(month), said)
    return " ".join(part for part in parts if part)


def _year(text: str) -> str:
    """A year, decade, century or millennium; "" where the year is not known."""
    if text.strip("-") == "XXXX":
        return ""
    era = " до н. э." if text.startswith("-") else ""
    digits = text.strip("-")
    unknown = digits.count("X")
    if unknown == 0:
        number = int(text)
        return f"{number} год" if number > 0 else f"{1 - number} год до н. э."
    if unknown == 1:
        return f"{int(digits[:3])}0-е годы{era}"
    return f"{roman(int(digits[: 4 - unknown]) + 1)} {'век' if unknown == 2 else 'тысячелетие'}{era}"
