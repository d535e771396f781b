"""Bytes → text, the encoding decided by evidence: what comes in is one source's bytes, what goes out its characters.

In this order: a byte order mark; the zero and Cyrillic-block high bytes of UTF-16; validity as UTF-8; and for bytes
that are none of these, which of the one-byte Cyrillic encodings makes Russian of them. The last is a likelihood: every
pair of neighbouring bytes, read in each encoding, is scored by how often Russian has these two letters in a row
(`models/encodings/pairs.csv`) and by its case (koi8-r read as cp1251 turns «Мир» into «лХП»). Scores are integers, so
that the decision does not depend on how a processor rounds. This module knows nothing of files, sidecars or HTML.
"""

import codecs
import csv
import math
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import KhronikaError
from pipeline.lexicon import read_lexicon
from pipeline.paths import MODELS

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
CANDIDATES = ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5")
"""One-byte encodings of Russian, the most frequent first."""
BOMS = (
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
"""UTF-32 before UTF-16: the mark of the little-endian one begins with that of the other."""
PRIORS = {"cp1251": 0.0, "koi8_r": -2.0, "cp866": -2.0, "mac_cyrillic": -5.0, "iso8859_5": -5.0}
"""Nats, from how rarely each is met: files of old Macs are about one in a hundred of those of Windows, or fewer."""
MIN_MARGIN = 5.0
"""Nats by which the best reading must beat the next that gives other characters (odds of 150 to 1)."""
MIN_FIT, SLACK = -4.5, -10.0
"""The best reading must reach MIN_FIT nats a pair, and SLACK once (single words vary). Russian has -2.6 to -3.2 on a
hundred characters, -3.6 on twenty, Ukrainian -4.2; Russian read in a wrong encoding, Greek, Hebrew and Latin-1 prose
less than -4.6."""
DECLARED = 5.0
"""Nats that a declared charset (`<meta charset>`) is worth: it decides close cases, and no clear ones, because pages
are often converted without their declaration."""
HIGH_BYTES = (0x00, 0x04, 0x20)
"""High bytes of Russian text in UTF-16: ASCII and Latin-1, Cyrillic, dashes and quotation marks."""

_USUAL = "«»—–„“”‘’…№§°·•\u00a0±©\u00ad€"
_CLOSING, _OPENING = "»”’…–—№§°·•", "«“„‘№§"
"""Symbols that hardly ever stand directly before a letter, or behind one."""
_CASES = {"start": 0.21, "lower": 0.0001, "upper": 0.2}
"""How often a letter is a capital: at a word's start, after a small letter, after a capital (counted like the pairs:
0.21, 0.00003, 0.12; rounded up for headlines in capitals and for names like «РусГидро»)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a source without byte order mark, and the encoding that gave them (Python's name for it)."""

    text: str
    encoding: str


class Unreadable(KhronikaError):
    """A source, or a part of one, that cannot be taken: one sentence that says why and what to do, and where.

    `line` and `column` count from 1; None where they cannot be said.
    """

    def __init__(self, reason: str, line: int | None = None, column: int | None = None):
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in `data`. `declared` is the charset that the source itself names, one piece of evidence among others.

    Raises Unreadable for bytes that are no text in any encoding known here, or Russian in more than one.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding)
    wide = _utf16_order(data)
    if wide:
        return _strict(data, wide)
    if b"\0" in data:
        place = _place(data, data.find(b"\0"))
        raise Unreadable("It is binary (it holds zero bytes), not text; save it as UTF-8 text.", *place)
    try:
        return Decoded(data.decode("utf_8"), "utf_8")
    except UnicodeDecodeError as error:
        return _one_byte(data, declared, error.start)


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding)
        name = encoding.replace("_", "-").upper()
        message = f"It begins as {name}, but its byte {error.start} fits no character of it; save it again as UTF-8."
        raise Unreadable(message, *_place(before.encode("utf_8", "replace"), None)) from None


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, told by which of two bytes is a high one; None if none is."""
    if len(data) < 2:
        return None
    halves = np.frombuffer(data[: len(data) // 2 * 2], dtype=np.uint8).reshape(-1, 2)
    high = np.isin(halves, HIGH_BYTES).mean(axis=0)
    letters = (halves <= 4).mean(axis=0)
    for column, encoding in ((1, "utf_16_le"), (0, "utf_16_be")):
        if high[column] >= 0.9 and letters[column] >= 0.5 and high[1 - column] < 0.9:
            return encoding
    return None


def _place(data: bytes, offset: int | None) -> tuple[int, int]:
    """Line and column, from 1, of the byte at `offset` (None: the end) of ASCII-compatible `data`."""
    lines = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return len(lines), len(lines[-1].decode("utf_8", "replace")) + 1


def _one_byte(data: bytes, declared: str | None, bad: int) -> Decoded:
    """The reading of `data`, which is not UTF-8 from byte `bad` on, that is Russian beyond doubt."""
    if _has_surrogates(data):
        raise Unreadable("It holds half characters (surrogates); save it again as UTF-8.", *_place(data, bad))
    scores, count = likelihoods(data)
    favoured = _codec(declared)
    weights = {name: scores[name] + PRIORS[name] + DECLARED * (name == favoured) for name in CANDIDATES}
    best, *others = sorted(CANDIDATES, key=lambda name: -weights[name])
    if scores[best] < MIN_FIT * count + SLACK:
        raise Unreadable(_misfit(data, bad), *_place(data, bad))
    text = _certain(data, best)
    for other in others:
        if weights[best] - weights[other] < MIN_MARGIN and data.decode(other, "replace") != text:
            names = " or ".join(sorted(name.replace("_", "-") for name in (best, other)))
            reason = f"It may be {names}, and is too short to tell which; save it as UTF-8."
            raise Unreadable(reason, *_place(data, bad))
    return Decoded(text, best)


def _has_surrogates(data: bytes) -> bool:
    """Whether `data` is UTF-8 but for surrogates, which broken converters write and no encoding allows."""
    try:
        return bool(data.decode("utf_8", "surrogatepass"))
    except UnicodeDecodeError:
        return False


def _certain(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} (0x{data[error.start]:02X})"
        reason = f"It is {encoding.replace('_', '-')} but for {byte}, which is no character of it; save it as UTF-8."
        raise Unreadable(reason, *_place(data, error.start)) from None


def _misfit(data: bytes, bad: int) -> str:
    rest = data.decode("utf_8", "ignore")
    if len(rest.encode("utf_8")) > 0.9 * len(data) and not rest.isascii():
        return f"It is UTF-8 but for byte {bad} (0x{data[bad]:02X}), which is part of no character; mend it."
    return (
        f"Its bytes, from number {bad} (0x{data[bad]:02X}) on, are Russian in no known encoding; save it as UTF-8 text."
    )


def _codec(name: str | None) -> str | None:
    try:
        return codecs.lookup(name or "").name.replace("-", "_")
    except LookupError:
        return None


def likelihoods(data: bytes) -> tuple[dict[str, float], int]:
    """How well each of CANDIDATES explains `data`: the sum over its pairs of bytes, in nats; and how many pairs count.

    Pairs of two ASCII bytes say nothing and are left out. Linear in the length of `data`.
    """
    histogram = np.zeros(65536, dtype=np.int64)
    codes = np.frombuffer(data, dtype=np.uint8)
    for start in range(0, len(codes), 1 << 20):
        window = codes[start : start + (1 << 20) + 1].astype(np.int64)
        histogram += np.bincount(window[:-1] * 256 + window[1:], minlength=65536)
    for edge in (0x20 * 256 + int(codes[0]), int(codes[-1]) * 256 + 0x20):
        histogram[edge] += 1
    counted = histogram.reshape(256, 256).copy()
    counted[:128, :128] = 0
    scores = {name: int((counted * _pair_scores(name)).sum()) / 1000 for name in CANDIDATES}
    return scores, int(counted.sum())


@cache
def _pair_scores(encoding: str) -> NDArray[np.int64]:
    """256 × 256: thousandths of nats for each pair of bytes read in `encoding`."""
    pairs = _letter_pairs()
    chars = [bytes([code]).decode(encoding, "replace") for code in range(256)]
    values = [[round(1000 * _pair(a, b, pairs)) for b in chars] for a in chars]
    return np.array(values, dtype=np.int64)


def _pair(a: str, b: str, pairs: dict[tuple[str, str], float]) -> float:
    """The log probability of character `b` behind `a` in Russian."""
    first, second = _fold(a), _fold(b)
    score = pairs[first, second]
    if second != "_":
        case = "start" if first == "_" else "upper" if a.isupper() else "lower"
        share = _CASES[case]
        score += math.log(share if b.isupper() else 1 - share)
    if (_latin(a) and second != "_") or (first != "_" and _latin(b)):
        score += math.log(1e-3)
    if (a in _CLOSING and second != "_") or (first != "_" and b in _OPENING):
        score += math.log(0.02)
    return score + _rarity(b)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _rarity(char: str) -> float:
    """What a character outside Russian letters and ASCII costs: usual symbols little, other letters more."""
    if char.isascii() or char.lower() in LETTERS:
        return 0.0
    if char in _USUAL:
        return math.log(0.01)
    return math.log(1e-4 if char.isalpha() else 1e-6)


def _fold(char: str) -> str:
    return char.lower() if char.lower() in LETTERS else "_"


@cache
def _letter_pairs() -> dict[tuple[str, str], float]:
    """Log probability of each letter (`_`: anything else) behind each other, one half added to every count."""
    symbols = [*LETTERS, "_"]
    path = MODELS / "encodings" / "pairs.csv"
    columns = ["first", *symbols]
    rows = read_lexicon(path, columns, required=columns, key=["first"], vocabulary={"first": symbols})
    pairs: dict[tuple[str, str], float] = {}
    for row in rows:
        try:
            counts = {symbol: int(row[symbol]) + 0.5 for symbol in symbols}
        except ValueError as error:
            raise row.error(f"a count is no number ({error}); count the pairs anew") from None
        total = sum(counts.values())
        pairs |= {(row["first"], symbol): math.log(count / total) for symbol, count in counts.items()}
    if len(rows) != len(symbols):
        raise rows[-1].error(f"{len(rows)} rows instead of {len(symbols)}; count the pairs anew")
    return pairs


def count_pairs(texts: Iterable[str]) -> list[list[str]]:
    """The rows of `pairs.csv`, header first: how often each letter follows each other in `texts`, case ignored."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update(pairwise(chain("_", map(_fold, text), "_")))
    symbols = [*LETTERS, "_"]
    return [["first", *symbols], *([a, *(str(counts[a, b]) for b in symbols)] for a in symbols)]


if __name__ == "__main__":
    files = sorted(Path(sys.argv[1]).rglob("*.txt"))
    counted = count_pairs(file.read_text(encoding="utf-8") for file in files)
    csv.writer(sys.stdout, lineterminator="\n").writerows(counted)
