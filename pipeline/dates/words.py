"""The lexicons under `models/dates/`: which class a word form has. Reads CSV, writes classes on items.

A form is written `стем(окончания|…)`, or `стем{paradigm}` with a paradigm of `endings.csv`; several words make one item
where they stand together. A full stop in a form must touch the word before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline import paths
from pipeline.dates.items import Item, normalize, scan
from pipeline.lexicon import Row, read_lexicon

FILES = (
    "months",
    "weekdays",
    "seasons",
    "units",
    "eras",
    "numbers",
    "relative",
    "prepositions",
    "hedges",
    "parts",
    "dayparts",
    "recurrences",
    "holidays",
    "events",
    "anti",
)
CLASSES = {
    "MONTH",
    "MONTHABBR",
    "MONTHADJ",
    "WEEKDAY",
    "WEEKDAYS",
    "WEEKDAYADJ",
    "WEEKDAYABBR",
    "SEASON",
    "YW",
    "CW",
    "MW",
    "QW",
    "HW",
    "UNIT",
    "UNITADJ",
    "NUMBERDAY",
    "HALFYEAR",
    "ONEHALF",
    "WEEKEND",
    "ERA",
    "CARD",
    "ORDN",
    "DECADEWORD",
    "QUANT",
    "COMBINE",
    "DEICTIC",
    "DEICTICADJ",
    "YEARADJ",
    "YEARNOW",
    "DEM",
    "DEMOUR",
    "DEMNEAR",
    "DEMNEXT",
    "DEMVAGUE",
    "DEMCTX",
    "DEMSAME",
    "DEMTHAT",
    "AGO",
    "LATER",
    "EARLIER",
    "VAGUEDAYS",
    "PREP",
    "HEDGE",
    "PART",
    "RIM",
    "FRACTION",
    "LAST",
    "DAYPART",
    "DAYPARTNOUN",
    "DAYPARTGEN",
    "NOON",
    "BEFOREHOUR",
    "QUARTERPAST",
    "SEASONADJ",
    "OCCASION",
    "EVENT",
    "HOURWORD",
    "TENDAYS",
    "NOW",
    "SOMETIME",
    "DAYBEFORE",
    "ZONE",
    "SETWORD",
    "EACH",
    "TIMES",
    "HOLIDAY",
    "PLACEWORD",
    "LABEL",
    "SCORE",
    "AGEWORD",
    "AGEAFTER",
    "AGEPRON",
    "COUNTED",
    "PERSONWORD",
    "PRESENT",
    "DURING",
    "HALFUNIT",
    "LIFE",
    "SAYWORD",
    "EVENTWORD",
    "TERMWORD",
    "IDIOM",
}
COLUMNS = ("form", "class", "value", "example")
_HYPHENATED = {
    "MONTH",
    "SEASON",
    "WEEKDAY",
    "UNIT",
    "YW",
    "MONTHADJ",
    "UNITADJ",
    "DEICTIC",
    "ORDN",
    "CARD",
    "WEEKDAYADJ",
    "ROMAN",
    "DAYPART",
}
"""Classes that a word keeps behind a hyphen that joins it to another («октябрь-ноябрь», but «из-за»)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One form: its words behind the first, its class with the value, and the row that it comes from."""

    rest: tuple[str, ...]
    name: str
    value: Any
    row: Row


class Words:
    """The loaded lexicons: first word of a form → its entries, longest first."""

    def __init__(self, entries: dict[str, list[Entry]], rows: list[Row]):
        self.entries, self.rows = entries, rows

    def tag(self, items: list[Item]) -> list[Item]:
        """The items with the classes of their words; several words that make one form become one item."""
        tagged: list[Item] = []
        position = 0
        while position < len(items):
            item = items[position]
            found = self.entries.get(item.norm)
            size = 1
            if found:
                size = next((len(e.rest) + 1 for e in found if _stands(e.rest, items, position)), 0)
                item = _joined(items, position, size, found) if size else item
            if (
                item.glued
                and item.norm.isalpha()
                and len(tagged) > 1
                and tagged[-1].norm == "-"
                and tagged[-1].glued
                and tagged[-2].norm.isalpha()
            ):
                item.classes = {name: value for name, value in item.classes.items() if name in _HYPHENATED}
            tagged.append(item)
            position += max(size, 1)
        return tagged


def _stands(rest: tuple[str, ...], items: list[Item], position: int) -> bool:
    if not rest:
        return True
    if position + len(rest) >= len(items) or items[position + 1].norm != rest[0]:
        return False
    following = items[position + 1 : position + 1 + len(rest)]
    return all(
        item.norm == word and (item.glued or word not in ".-") for item, word in zip(following, rest, strict=True)
    )


def _joined(items: list[Item], position: int, size: int, entries: list[Entry]) -> Item:
    """One item of the `size` items at `position`, with the classes of all forms of that length that stand there."""
    first, last = items[position], items[position + size - 1]
    item = Item(
        first.start,
        last.end,
        " ".join(i.norm for i in items[position : position + size]).replace(" .", "."),
        first.glued,
    )
    item.classes = dict(first.classes) if size == 1 else {}
    for entry in entries:
        if len(entry.rest) == size - 1 and _stands(entry.rest, items, position):
            item.classes[entry.name] = entry.value
    return item


@lru_cache(maxsize=4)
def load_words(folder: Path | None = None) -> Words:
    """The lexicons in `folder` (by default `models/dates`), checked; DataError with file and line for a bad row."""
    folder = folder or paths.MODELS / "dates"
    paradigms = {
        row["paradigm"]: row["endings"]
        for row in read_lexicon(
            folder / "endings.csv",
            ("paradigm", "endings", "example"),
            required=("paradigm", "endings", "example"),
            key=("paradigm",),
        )
    }
    rows: list[Row] = []
    for name in FILES:
        rows += read_lexicon(
            folder / f"{name}.csv",
            COLUMNS,
            required=("form", "class", "example"),
            vocabulary={"class": CLASSES},
            key=("form", "class"),
        )
    entries: dict[str, list[Entry]] = {}
    for row in rows:
        for form in forms(row, paradigms):
            words = [item.norm for item in scan(form)]
            entries.setdefault(words[0], []).append(Entry(tuple(words[1:]), row["class"], _value(row), row))
    _combine(rows, paradigms, entries)
    for found in entries.values():
        found.sort(key=lambda entry: -len(entry.rest))
    return Words(entries, rows)


def forms(row: Row, paradigms: dict[str, str]) -> Iterator[str]:
    """The forms that a row stands for."""
    yield from _expand(row["form"], paradigms, row)


def _expand(text: str, paradigms: dict[str, str], row: Row) -> Iterator[str]:
    match = re.search(r"\{(\w+)\}|\(([^()]*)\)", text)
    if match is None:
        yield normalize(text)
        return
    if match[1] is not None and match[1] not in paradigms:
        raise row.error(f"endings.csv has no paradigm «{match[1]}»; add it or write the endings in brackets")
    endings = paradigms[match[1]] if match[1] is not None else match[2]
    for ending in endings.split("|"):
        yield from _expand(text[: match.start()] + ending + text[match.end() :], paradigms, row)


def _combine(rows: list[Row], paradigms: dict[str, str], entries: dict[str, list[Entry]]) -> None:
    """Adjectives of length written as one word («трёхдневный»): every prefix before every adjective of a unit."""
    prefixes = [(normalize(row["form"]), _value(row)) for row in rows if row["class"] == "COMBINE"]
    for row in (row for row in rows if row["class"] == "UNITADJ"):
        for form in forms(row, paradigms):
            for prefix, number in prefixes:
                entries.setdefault(prefix + form, []).append(Entry((), "LENADJ", (number, row["value"]), row))


def _value(row: Row) -> Any:
    value = row["value"]
    return int(value) if re.fullmatch(r"-?\d+", value) and row["class"] != "HOLIDAY" else value
