"""Cut a text into sentences: character spans in, character spans out; no neural model, no Doc.

razdel cuts inside a line of prose; this module adds what razdel leaves to its caller: where a paragraph or a line ends
a sentence, and where a full stop does not (a stray one inside a date).
"""

import re
from collections.abc import Iterator

import razdel

from pipeline.morphology import parses

_BLOCK = re.compile(r"[^\n]*\S[^\n]*")
_STRAY_STOP = re.compile(
    r"\b(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.\Z", re.IGNORECASE
)
_YEAR = re.compile(r"[12]\d{3}\s*(?:г\b|год)")
_UNIT = re.compile(r"(?:\d\s?гг?|[IVXLC]\s?вв?|\bн\. ?э|\bдр|\bпр|\bруб|\bтыс)\.(?=(\s+)([А-ЯЁ][а-яё]*)(?!\.))")
"""An abbreviation that may end a sentence, and the capitalized word behind it; razdel never cuts there."""
_STARTERS = frozenset({"PREP", "CONJ", "NPRO", "PRCL", "ADVB", "PRED"})
"""Parts of speech that have a capital only at the start of a sentence; a noun may be a name («В 1990 г. Баку …»)."""
_TERMINAL = re.compile(r"[.!?…:;»\")]\s*\Z")

WRAPPED = 60
"""A line of at least so many characters without a terminal mark is taken to go on in the next one (hard-wrapped
text)."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), in order, without the white space around them; none is empty."""
    sentences: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        for part in razdel.sentenize(text[start:end]):
            for span in _cut_at_units(text, start + part.start, start + part.stop):
                if sentences and _goes_on(text, sentences[-1], span):
                    sentences[-1] = sentences[-1][0], span[1]
                elif span[0] < span[1]:
                    sentences.append(span)
    return sentences


def _cut_at_units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one of razdel's sentences behind «2008 г.» or «XX в.» where the next word can only start a sentence."""
    for match in _UNIT.finditer(text, start, end):
        found = parses(match.group(2).lower())
        starts = found and (str(found[0].tag.POS) in _STARTERS or "Apro" in found[0].tag.grammemes)
        if starts and match.end() > start:
            yield start, match.end()
            start = match.end() + len(match.group(1))
    yield start, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of lines that may hold a sentence together: a line joins the one before if that one is wrapped."""
    start = end = -1
    for line in _BLOCK.finditer(text):
        if start >= 0 and not _is_wrapped(text, start, end, line.start()):
            yield start, end
            start = -1
        start = line.start() if start < 0 else start
        end = line.end()
    if start >= 0:
        yield start, end


def _is_wrapped(text: str, start: int, end: int, following: int) -> bool:
    """Whether the line that ends at `end` goes on in the line that starts at `following`."""
    if text.count("\n", end, following) > 1:
        return False
    line_start = max(start, text.rfind("\n", 0, end) + 1)
    if _TERMINAL.search(text[max(line_start, end - 8) : end]):
        return False
    first = text[following : following + 40].lstrip()[:1]
    return first.islower() or end - line_start >= WRAPPED


def _goes_on(text: str, before: tuple[int, int], span: tuple[int, int]) -> bool:
    """A full stop between a month and its year ends nothing («14 марта. 2008 г.»)."""
    tail = text[max(before[0], before[1] - 12) : before[1]]
    gap = text[before[1] : span[0]]
    return bool(_STRAY_STOP.search(tail) and "\n" not in gap and _YEAR.match(text, span[0]))
