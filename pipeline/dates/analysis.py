"""What the grammar may ask about the words of a text, if somebody analyzed them: lemmas, parts of speech, heads, names.

Without an analysis every question is answered with "not known". Built from a spaCy Doc by `pipeline.components.dates`.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Tense = Literal["past", "future"] | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text at [start, end): Universal Dependencies part of speech and features, its head's number."""

    start: int
    end: int
    lemma: str
    pos: str
    features: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of a text in order, its persons' and places' names as (start, end, kind)."""

    words: list[Word] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)

    def at(self, offset: int) -> int | None:
        """The number of the word that covers `offset`."""
        number = bisect_right(self.words, offset, key=lambda word: word.start) - 1
        return number if number >= 0 and self.words[number].end > offset else None

    def tense(self, start: int, end: int) -> Tense:
        """The tense of the nearest verb above the words of [start, end), None where there is none."""
        number = self.at(end - 1)
        number = self.at(start) if number is None else number
        for _ in range(12):
            if number is None:
                return None
            word = self.words[number]
            tense = self._tense_of(number)
            if tense is not None:
                return tense
            if word.head == number:
                return None
            number = word.head
        return None

    def _tense_of(self, number: int) -> Tense:
        word = self.words[number]
        if word.pos not in ("VERB", "AUX") or (
            "VerbForm=Part" in word.features and "Variant=Short" not in word.features
        ):
            return None
        if "Tense=Past" in word.features:
            return "past"
        if "Tense=Fut" in word.features or ("Tense=Pres" in word.features and "Aspect=Perf" in word.features):
            return "future"
        return "future" if self._has_future_auxiliary(number) else None

    def _has_future_auxiliary(self, number: int) -> bool:
        near = self.words[max(0, number - 4) : number + 4]
        return any(
            word.lemma == "быть" and ("Tense=Fut" in word.features or "Tense=Pres" in word.features) for word in near
        )

    def name_over(self, start: int, end: int) -> tuple[int, int, str] | None:
        """A name that overlaps [start, end)."""
        number = bisect_right(self.names, end - 1, key=lambda name: name[0]) - 1
        name = self.names[number] if number >= 0 else None
        return name if name is not None and name[1] > start else None
