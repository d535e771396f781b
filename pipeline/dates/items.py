"""What the grammar reads and builds: items over stretches of the text, and the scanner that makes the first ones.

An item starts as one token (a number with its suffix, a word, a mark) and grows as rules replace several by one. Its
classes say what it may be: "10" is a day, an hour and a number at once. The scanner knows no Russian but for the
endings that are written behind digits («2011-м», «90-х»).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Item:
    """A stretch [start, end) of the text; `classes` maps each class that it may have to a value.

    `norm` is its lower-case text with ё as е and every dash as a hyphen ("" for what rules built), `glued` says that no
    white space stands before it, `rule` names the rules that built it.
    """

    start: int
    end: int
    norm: str
    glued: bool
    classes: dict[str, Any] = field(default_factory=dict)
    rule: str = ""


DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-")
LONG_NUMBER = 9
"""Numbers of more digits are no part of a date; their value is not even computed."""
_ENDING = r"(?:ого|ому|ом|ый|ой|ий|ая|ое|ые|ых|ым|ыми|го|му|ми|ти|ех|их|е|х|м|й|я|ю|и)"
_SCAN = re.compile(
    rf"""
    (?P<iso>\d{{4}}(?:-\d\d-|/\d\d/|\.\d\d\.)\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?(?![\d/-]|\.\d))
    |(?P<dmy>\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/)(?:\d{{4}}|\d\d)(?!\d|[./]\d|-\d(?!\d?[./]\d\d?[./]\d))|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?![\d-]))
    |(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?!\d|:\d))
    |(?P<years>\d{{4}}/\d{{2}}(?:\d\d)?(?![\d/]))
    |(?P<decimal>\d++(?:[.,]\d++)++)
    |(?P<number>\d++)(?P<ending>-?{_ENDING}(?![^\W\d_]))?
    |(?P<roman>[IVXLХІ]{{1,8}})(?:-{_ENDING})?(?![^\W_])
    |(?P<word>[^\W\d_]++)
    |(?P<break>\n\s*?\n)
    |(?P<mark>[^\s])
    """,
    re.VERBOSE,
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "Х": 10, "І": 1}
_ROMAN = re.compile(r"(?:[XХ]{0,3}(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3}))")
_DECADE_ENDINGS = {"е", "х", "ые", "ых", "ми", "ым", "ыми"}


def scan(text: str) -> list[Item]:
    """The tokens of a text as items, with the classes that their digits give them; a blank line is one item `BREAK`."""
    normal = text.translate(DASHES)
    return list(_items(normal))


def normalize(word: str) -> str:
    """The form in which words are looked up; a lone Latin c is the preposition that it looks like."""
    word = word.lower().replace("ё", "е")
    return "с" if word == "c" else word


def _items(text: str) -> Iterator[Item]:
    before = -1
    for match in _SCAN.finditer(text):
        kind = match.lastgroup or "mark"
        kind = "number" if kind == "ending" else kind
        item = Item(match.start(), match.end(), normalize(match[0]), match.start() == before)
        item.classes = _READERS[kind](match)
        before = match.end()
        yield item


def _number(match: re.Match[str]) -> dict[str, Any]:
    digits, ending = match["number"], (match["ending"] or "").lstrip("-")
    if len(digits) > LONG_NUMBER:
        return {}
    value = int(digits)
    classes: dict[str, Any] = {"NUM": value, "DIGITS": len(digits)}
    if 1 <= value <= 31 and len(digits) <= 2:
        classes["DAY"] = value
    if digits == "00":
        classes["ZEROS"] = None
    if ending:
        classes["ORD"] = value
        if len(digits) == 2 and (ending == "м" or (ending in ("го", "му") and value >= 32)):
            classes["YEARSHORT"] = value
        if ending == "го" and 1 <= value <= 31:
            classes["DAYSHORT"] = value
        if ending in _DECADE_ENDINGS:
            classes |= {"DECADE": value} if value % 10 == 0 and (value < 100 or 1000 <= value < 2200) else {}
        elif 1000 <= value < 2200:
            classes["YEARORD"] = value
    else:
        classes |= {"YEAR": value} if len(digits) == 4 and 1000 <= value < 2200 else {}
        classes |= {"TWO": value} if len(digits) == 2 else {}
    return classes


def _roman(match: re.Match[str]) -> dict[str, Any]:
    letters = match["roman"]
    if not _ROMAN.fullmatch(letters):
        return {}
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return {"ROMAN": sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))}


def _clock(match: re.Match[str]) -> dict[str, Any]:
    parts = [int(part) for part in match[0].split(":")]
    valid = parts[0] < 24 and all(part < 60 for part in parts[1:])
    return {"CLOCK": (parts[0], parts[1], parts[2] if len(parts) > 2 else None)} if valid else {}


def _decimal(match: re.Match[str]) -> dict[str, Any]:
    classes: dict[str, Any] = {"DECIMAL": match[0]}
    if re.fullmatch(r"([01]?\d|2[0-3])\.[0-5]\d", match[0]):
        hour, minute = match[0].split(".")
        classes["DOTTED"] = (int(hour), int(minute), None)
    if re.fullmatch(r"(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])", match[0]):
        classes["DAYMONTH"] = match[0]
    if re.fullmatch(r"(0[1-9]|1[0-2])\.(1\d|20)\d\d", match[0]):
        classes["MONTHYEAR"] = match[0]
    return classes


_READERS: dict[str, Any] = {
    "iso": lambda match: {"ISO": match[0]},
    "dmy": lambda match: {"DMY": match[0]},
    "clock": _clock,
    "years": lambda match: {"YEARS": match[0]},
    "decimal": _decimal,
    "number": _number,
    "roman": _roman,
    "word": lambda match: {},
    "break": lambda match: {"BREAK": None},
    "mark": lambda match: {"QUESTION": None} if match[0] == "?" else {},
}
