"""The event that a date is counted from.

«Спустя шесть дней после аварии» counts from the day on which the text has told of the accident. The event's word is
sought in the text before by its stem, or by the group of words (models/dates/events.csv) to which it belongs («после
свадьбы» … «женился»); the date beside it in the same sentence is the base.
"""

import re
from bisect import bisect_left

from pipeline.dates.items import normalize
from pipeline.dates.points import Context, Start
from pipeline.dates.words import Words

_WORD = re.compile(r"[А-Яа-яЁё]{3,}")
_STOP = re.compile(r"[,.;:!?()\d\n]")
_BREAK = re.compile(r"[.!?…]\s+[«\"(]?[А-ЯЁA-Z]|\n")
_ABBREVIATED = re.compile(r"(?:\b(?:г|гг|в|вв|им|ул|ок|нач|кон|сер|[А-ЯЁ]))\.\s+[А-ЯЁ]")
PRONOUNS = {"этого", "того", "чего", "этим", "тем", "этой", "неё", "него"}
"""Behind «после»: what has just been told."""
ANY = "any"
"""The group of the words that may mean whatever has been told («трагедия», «инцидент»)."""
STEM, LOOK_BACK, SENTENCE = 4, 15, 400
"""Letters of an index key; mentions tried; characters of a sentence on either side."""


class EventFinder:
    """Finds the date of the event that follows an expression; indexes the text's words when first asked."""

    LOOK_AHEAD = 80
    """Characters behind the expression in which the event is named."""

    def __init__(self, text: str, words: Words):
        self.text, self.words = text, words
        self._index: dict[str, list[tuple[int, str]]] | None = None

    def date_of(self, start: int, end: int, context: Context) -> Start | None:
        """The date of the event whose name stands behind `end` (after «после», «до»), as told before `start`."""
        following = _WORD.findall(_STOP.split(self.text[end : end + self.LOOK_AHEAD], maxsplit=1)[0])
        for word in [normalize(word) for word in following if word != "после"][:4]:
            if word in PRONOUNS or ANY in self._groups(word):
                return context.last if context.year is not None else None
            found = self._told(word, start, context)
            if found is not None:
                return found
        return None

    def _told(self, word: str, before: int, context: Context) -> Start | None:
        for offset, other in self._places(word, before):
            if self._same(word, other) and (date := self._date_beside(offset, before, context)) is not None:
                return date
        return None

    def _places(self, word: str, before: int) -> list[tuple[int, str]]:
        """The last words of its stem or group before an offset, nearest first."""
        if self._index is None:
            self._index = {}
            for match in _WORD.finditer(self.text):
                norm = normalize(match[0])
                for key in self._keys(norm):
                    self._index.setdefault(key, []).append((match.start(), norm))
        found: set[tuple[int, str]] = set()
        for key in self._keys(word):
            places = self._index.get(key, [])
            last = bisect_left(places, (before, ""))
            found |= set(places[max(0, last - LOOK_BACK) : last])
        return sorted(found, reverse=True)

    def _keys(self, word: str) -> list[str]:
        return [word[:STEM], *(f"={group}" for group in self._groups(word))]

    def _groups(self, word: str) -> list[str]:
        return [entry.value for entry in self.words.entries.get(word, ()) if entry.name == "EVENT" and not entry.rest]

    def _same(self, one: str, other: str) -> bool:
        """Whether two words may be forms of one, or name one event."""
        if set(self._groups(one)) & set(self._groups(other)):
            return True
        size = min(len(one), len(other))
        return one[: max(STEM, size - 3)] == other[: max(STEM, size - 3)] if size > STEM else one[:3] == other[:3]

    def _date_beside(self, offset: int, before: int, context: Context) -> Start | None:
        """The date named nearest to `offset` in its sentence."""
        low, high = self._sentence(offset)
        dates = context.named
        first = bisect_left(dates, low, key=lambda date: date[0])
        last = bisect_left(dates, min(high, before), key=lambda date: date[0])
        near = [date for date in dates[first:last] if date[1][0] is not None]
        return min(near, key=lambda date: abs(date[0] - offset))[1] if near else None

    def _sentence(self, offset: int) -> tuple[int, int]:
        low = max(0, offset - SENTENCE)
        borders = [m.start() for m in _BREAK.finditer(self.text, low, offset) if not self._is_abbreviation(m.start())]
        low = borders[-1] if borders else low
        for match in _BREAK.finditer(self.text, offset, offset + SENTENCE):
            if not self._is_abbreviation(match.start()):
                return low, match.start()
        return low, offset + SENTENCE

    def _is_abbreviation(self, stop: int) -> bool:
        near = _ABBREVIATED.finditer(self.text, max(0, stop - 5), stop + 4)
        return any(match.start() <= stop < match.end() for match in near)


__all__ = ["EventFinder"]
