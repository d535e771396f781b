"""Quantities: NUMBER, ORDINAL, PERCENT, MONEY, AGE. In: words, and which of them stand in a date. Out: mentions.

A quantity is a run of numerals (figures or words, with «тысяча», «млн» …), preceded by what makes it approximate
(«около», «более»), as NEREL marks it. What follows decides what it is: a per cent sign, a currency, «лет» with a word
for age, or anything else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.forms.words import Word, fold
from pipeline.lexicon import read_lexicon
from pipeline.mentions.found import Found
from pipeline.mentions.phrases import PhraseIndex, phrase_of

KINDS = ("numeral", "multiplier", "ordinal", "approximate", "percent", "age_before", "unit", "article")
FIGURE = re.compile(r"\d[\d.,]*(?:[-–]\d[\d.,]*)?\Z")
ORDINAL_FIGURE = re.compile(r"\d+-(?:[а-яё]{1,3})\Z")
YEARS_OLD = re.compile(r"(?:\d+-?(?:х\s)?|[а-яё]+)лет(?:ний|няя|нее|ние|него|ней|них|нему|нюю|ним|ними|нем)\Z")
JUBILEE = re.compile(r"\d+-?лети[еяюим]+\Z")
ROMAN = re.compile(r"[IVXLC]+\Z")
CURRENCY_SIGNS = frozenset("$€£¥₽₴₸₼₾₺")


@dataclass(frozen=True, slots=True)
class Numerals:
    """What `numerals.csv` and `currencies.csv` say: word → kind, and the currencies as phrases."""

    kinds: dict[str, str]
    currencies: PhraseIndex

    def kind(self, word: Word) -> str:
        """The kind of a numeral word, "" for another."""
        return self.kinds.get(fold(word.lemma)) or self.kinds.get(fold(word.lower)) or ""


def read_numerals(folder: Path) -> Numerals:
    """The two lexicons in `folder`. Raises DataError for a row that cannot be taken."""
    kinds: dict[str, str] = {}
    for row in read_lexicon(
        folder / "numerals.csv", ("word", "kind", "example"), required=("word", "kind", "example"),
        vocabulary={"kind": KINDS}, key=("word",),
    ):  # fmt: skip
        kinds[fold(row["word"])] = row["kind"]
    rows = read_lexicon(
        folder / "currencies.csv", ("phrase", "example"), required=("phrase", "example"), key=("phrase",)
    )
    return Numerals(kinds, PhraseIndex(phrase_of(row["phrase"], "MONEY", row) for row in rows))


class QuantityFinder:
    """Finds quantities in the words of a document."""

    def __init__(self, numerals: Numerals):
        self.numerals = numerals

    def __call__(self, words: Sequence[Word], dated: Sequence[bool]) -> list[Found]:
        found: list[Found] = []
        i = 0
        while i < len(words):
            mention = self._at(words, i, dated)
            if mention is None:
                i += 1
            else:
                found.append(mention)
                i = mention.last + 1
        return found

    def _at(self, words: Sequence[Word], i: int, dated: Sequence[bool]) -> Found | None:
        word = words[i]
        if (word.shape == "lower" and YEARS_OLD.match(word.lower)) or (
            word.shape == "digit" and YEARS_OLD.match(word.lower)
        ):
            return self._years_old(words, i)
        if word.shape == "digit" and JUBILEE.match(word.lower):
            return Found(i, i, "AGE", "numbers.jubilee")
        if dated[i] and not self._is_age(words, i):
            return None
        if self._is_ordinal(words, i):
            return Found(i, i, "ORDINAL", "numbers.ordinal")
        return self._quantity(words, i, dated)

    def _years_old(self, words: Sequence[Word], i: int) -> Found | None:
        """«54-летний политик»: the age of a person; of a thing it is a duration."""
        for word in words[i + 1 : i + 4]:
            if word.pos in ("NOUN", "PROPN"):
                return Found(i, i, "AGE", "numbers.years_old") if "Animacy=Anim" in word.feats else None
            if word.pos not in ("ADJ", "DET"):
                break
        return Found(i, i, "AGE", "numbers.years_old") if "Animacy=Anim" in words[i].feats else None

    def _is_ordinal(self, words: Sequence[Word], i: int) -> bool:
        word = words[i]
        if word.shape == "digit":
            return bool(ORDINAL_FIGURE.match(word.lower))
        if word.shape == "UPPER" or word.text in ("I", "V", "X"):
            return bool(ROMAN.match(word.text)) and _beside_a_noun(words, i)
        return self.numerals.kind(word) == "ordinal" and word.pos in ("ADJ", "NUM", "NOUN", "PROPN")

    def _quantity(self, words: Sequence[Word], i: int, dated: Sequence[bool]) -> Found | None:
        start = i
        while i < len(words) and self.numerals.kind(words[i]) == "approximate" and i - start < 3:
            i += 1
        sign = i < len(words) and words[i].text in CURRENCY_SIGNS
        body = i + sign
        end = self._numerals_end(words, body)
        if end == body:
            return None
        return self._typed(words, start if not dated[start] else body, body, end, sign)

    def _numerals_end(self, words: Sequence[Word], i: int) -> int:
        """The word after the numerals that begin at `i`."""
        begin, sentence = i, words[i].sentence if i < len(words) else -1
        while i < len(words) and words[i].sentence == sentence and i - begin < 12:
            kind = self.numerals.kind(words[i])
            figure = words[i].shape == "digit" and FIGURE.match(words[i].text)
            if not (
                figure
                or kind == "multiplier"
                or (kind == "numeral" and words[i].pos in ("NUM", "NOUN", "ADJ", "PRON", "ADV"))
            ):
                break
            if figure and i > begin and not _continues(words[i - 1], words[i]):
                break
            i += 1
            if i < len(words) and words[i].text == "." and words[i - 1].lower in ("тыс", "млн", "млрд", "трлн"):
                i += 1
        return i

    def _typed(self, words: Sequence[Word], start: int, body: int, end: int, sign: bool) -> Found | None:
        if sign:
            return Found(body - 1, end - 1, "MONEY", "numbers.money")
        if end < len(words) and words[end].sentence == words[start].sentence:
            if self.numerals.kind(words[end]) == "percent":
                return Found(start, end, "PERCENT", "numbers.percent")
            currency = self.numerals.currencies.match(words, end)
            if currency is not None:
                return Found(start, end + len(currency.forms) - 1, "MONEY", currency.rule)
            if self._is_age(words, body):
                return Found(start, end, "AGE", "numbers.age")
        if _is_part_of_name(words, body, end) or _is_one_of(words, body, end):
            return None
        if self._behind_article(words, body):
            return Found(body, end - 1, "ORDINAL", "numbers.article")
        return Found(start, self._unit_end(words, end) - 1, "NUMBER", "numbers.number")

    def _behind_article(self, words: Sequence[Word], i: int) -> bool:
        """Whether «статья», «ч.», «№» or the like stands before word `i`."""
        n = i - 2 if i > 1 and words[i - 1].text == "." else i - 1
        return n >= 0 and self.numerals.kind(words[n]) == "article" and words[n].sentence == words[i].sentence

    def _unit_end(self, words: Sequence[Word], end: int) -> int:
        """The word after the unit of measurement that stands at `end` («8 метров», «140 км / ч»), `end` without one."""
        if (
            end >= len(words)
            or self.numerals.kind(words[end]) != "unit"
            or words[end].sentence != words[end - 1].sentence
        ):
            return end
        if end + 2 < len(words) and words[end + 1].text == "/" and words[end + 1].start == words[end].end:
            return end + 3
        return end + 1

    def _is_age(self, words: Sequence[Word], i: int) -> bool:
        """Whether numerals at `i` with «лет» behind them give an age: «в возрасте 50 лет», «ей исполнилось 20 лет»."""
        end = self._numerals_end(words, i)
        if (
            end == i
            or end >= len(words)
            or words[end].lower not in ("лет", "год", "года")
            or words[end].sentence != words[i].sentence
        ):
            return False
        before = [w for w in words[max(0, i - 5) : i] if w.sentence == words[i].sentence]
        if any(self.numerals.kind(word) == "age_before" for word in before):
            return True
        nearest = before[-1] if before else None
        if nearest is not None and (
            nearest.lower in ("в", "старше", "младше")
            or ("Animacy=Anim" in nearest.feats and nearest.pos in ("NOUN", "PROPN"))
        ):
            return end + 1 >= len(words) or words[end + 1].lower not in ("назад", "спустя", "подряд")
        if nearest is not None and nearest.text == "(" and end + 1 < len(words) and words[end + 1].text == ")":
            return True
        dative = [word for word in before[-3:] if word.case == "Dat" and (word.pos == "PRON" or word.pos == "PROPN")]
        return bool(dative) and nearest is not None and nearest.pos in ("PRON", "PROPN", "AUX", "VERB", "ADV")


def _continues(before: Word, word: Word) -> bool:
    """Whether a figure goes on the one before it: a group of three digits («480 000»)."""
    return before.shape == "digit" and len(before.text) <= 3 and len(word.text) == 3 and word.start == before.end + 1


def _beside_a_noun(words: Sequence[Word], i: int) -> bool:
    """A Roman numeral counts behind a name («Елизавета II») or before a noun («II степени»)."""
    before = i > 0 and words[i - 1].shape == "Title" and words[i - 1].sentence == words[i].sentence
    after = (
        i + 1 < len(words)
        and words[i + 1].pos in ("NOUN", "ADJ", "PROPN")
        and words[i + 1].sentence == words[i].sentence
    )
    return before or after


def _is_part_of_name(words: Sequence[Word], body: int, end: int) -> bool:
    """A figure behind a Latin word belongs to a name («Windows 10»)."""
    before = words[body - 1] if body else None
    if (
        before is not None
        and before.end == words[body].start
        and before.text in ("/", "-", ".", ":", "=", "_", "@", "#")
    ):
        return True
    if end < len(words) and words[end].start == words[end - 1].end and words[end].text in ("/", ":", "=", "_", "@"):
        return True
    return bool(
        end - body == 1
        and before
        and before.end + 1 >= words[body].start
        and before.text[:1].isascii()
        and before.text.isalpha()
    )


def _is_one_of(words: Sequence[Word], body: int, end: int) -> bool:
    """«один из лидеров», «одна», «обе» count nothing."""
    word = words[body]
    if end - body > 1 or word.lemma not in ("один", "оба"):
        return False
    out_of = end < len(words) and words[end].lower in ("из", "и")
    return (
        word.lower not in ("один", "одного") or out_of or (body > 0 and words[body - 1].lower in ("ещё", "еще", "ни"))
    )
