"""Laws of date expressions: what every value obeys, generated expressions in all cases read back, no model imported."""

import re
import subprocess
import sys
from functools import cache
from typing import Any

import pymorphy3
from conftest import ROOT
from edtf import parse_edtf as parse
from hypothesis import assume, given
from hypothesis import strategies as st
from test_dates import CASES, unmark

from pipeline import edtf
from pipeline.dates import extract

MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
WEEKDAYS = "понедельник вторник среда четверг пятница суббота воскресенье".split()
GRAMMAR_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
"""pymorphy3's names of the six cases."""
UNITS = "первый второй третий четвёртый пятый шестой седьмой восьмой девятый".split()
TEENS = (
    "десятый одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый "
    "девятнадцатый"
).split()
TENS = {2: ("двадцать", "двадцатый"), 3: ("тридцать", "тридцатый"), 4: ("сорок", "сороковой")}
TENS |= {5: ("пятьдесят", "пятидесятый"), 6: ("шестьдесят", "шестидесятый"), 7: ("семьдесят", "семидесятый")}
TENS |= {8: ("восемьдесят", "восьмидесятый"), 9: ("девяносто", "девяностый")}
HUNDREDS = {7: "семьсот", 8: "восемьсот", 9: "девятьсот"}

DAYS = st.integers(edtf.to_days(1700, 1, 1), edtf.to_days(2023, 12, 31)).map(edtf.from_days)
YEARS = st.integers(1700, 2023)
CASE = st.sampled_from(GRAMMAR_CASES)


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def inflect(word: str, *grammemes: str) -> str:
    """The form of a nominative (the parse that is one) with these grammemes."""
    parses = [p for p in analyzer().parse(word) if "nomn" in p.tag and ("sing" in p.tag or "NUMR" in p.tag)]
    return parses[0].inflect(set(grammemes)).word


def ordinal(number: int, *grammemes: str) -> str:
    """«сорок пятого»: the number as an ordinal, its last word inflected. From 1 to 99."""
    tens, unit = divmod(number, 10)
    if number < 10:
        return inflect(UNITS[number - 1], *grammemes)
    if number < 20:
        return inflect(TEENS[unit], *grammemes)
    if unit == 0:
        return inflect(TENS[tens][1], *grammemes)
    return f"{TENS[tens][0]} {inflect(UNITS[unit - 1], *grammemes)}"


def only(text: str, expression: str, **options: object) -> tuple[str | None, str]:
    """EDTF and anchor of the one expression, which must have this very span."""
    found = extract(text, **options)
    assert [text[f.start : f.end] for f in found] == [expression]
    return found[0].edtf, found[0].anchor


def test_finding_dates_imports_no_model():
    heavy = ("spacy", "torch", "natasha", "slovnet", "navec", "razdel", "pymorphy3", "numpy", "pandas", "pyarrow")
    code = f"""
import sys
from pipeline.dates import extract
assert extract("Порт открыли 5 мая 1950 года.")[0].edtf == "1950-05-05"
print([name for name in {heavy!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_says_how_to_call_it():
    import pipeline.dates

    assert ">>> from pipeline.dates import extract" in pipeline.dates.__doc__ and extract.__doc__
    text = "Форум прошёл 19-21 июня 2006 г. в Баку."
    assert [(text[f.start : f.end], f.edtf) for f in extract(text)] == [("19-21 июня 2006 г.", "2006-06-19/2006-06-21")]


@given(DAYS, CASE)
def test_a_day_in_digits_is_read_back_in_every_case(day, case):
    year, month, number = day
    name = inflect(MONTHS[month - 1], "gent")
    expression = (
        f"{number} {name} {year} {inflect('год', case, 'sing')}" if case == "gent" else f"{number} {name} {year} г."
    )
    assert only(f"Порт открыли {expression}", expression) == (edtf.day_text(*day), "explicit")


@given(DAYS, CASE, st.booleans())
def test_a_day_in_words_is_read_back_in_every_case(day, case, capital):
    year, month, number = day
    assume(year < 2000 and year % 100)
    spelled = ordinal(number, "neut", "sing", case)
    hundreds = f"тысяча {HUNDREDS[year // 100 % 10]} {ordinal(year % 100, 'masc', 'sing', 'gent')}"
    expression = f"{spelled} {inflect(MONTHS[month - 1], 'gent')} {hundreds} года"
    expression = expression[0].upper() + expression[1:] if capital else expression
    assert only(f"{expression} порт открыли.", expression) == (edtf.day_text(*day), "explicit")


@given(YEARS, CASE)
def test_a_year_is_read_back_in_every_case(year, case):
    expression = f"{year} {inflect('год', case, 'sing')}"
    assert only(f"Запомнили {expression}!", expression) == (edtf.year_text(year), "explicit")


@given(YEARS, st.integers(1, 12), CASE)
def test_a_month_is_read_back_in_every_case(year, month, case):
    expression = f"{inflect(MONTHS[month - 1], case, 'sing')} {year} года"
    assert only(f"Запомнили {expression}!", expression) == (edtf.month_text(year, month), "explicit")


@given(YEARS, st.integers(0, 3), CASE)
def test_a_season_is_read_back_in_every_case(year, season, case):
    expression = f"{inflect('весна лето осень зима'.split()[season], case, 'sing')} {year} года"
    assert only(f"Запомнили {expression}!", expression) == (f"{year}-{21 + season}", "explicit")


@given(st.integers(170, 201), st.sampled_from(["-е годы", "-х годов", "-м годам", "-ми годами", "-х годах"]))
def test_a_decade_is_read_back_in_every_case(decade, ending):
    expression = f"{decade}0{ending}"
    assert only(f"Запомнили {expression}!", expression) == (f"{decade}X", "explicit")


ROMANS = ("IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI")


@given(st.sampled_from(range(9, 22)), CASE, st.booleans())
def test_a_century_is_read_back_in_every_case(century, case, roman):
    name = ROMANS[century - 9] if roman else ordinal(century, "masc", "sing", case)
    expression = f"{name} {inflect('век', case, 'sing')}"
    assert only(f"Запомнили {expression}!", expression)[0] == f"{century * 100 - 99:04d}/{century * 100:04d}"


@given(st.integers(0, 6), DAYS)
def test_a_weekday_of_the_past_is_the_last_one_up_to_publication(weekday, published):
    day = inflect(WEEKDAYS[weekday], "accs", "sing")
    expression = f"{'во' if day.startswith('вт') else 'в'} {day}"
    value, anchor = only(f"Порт открыли {expression}.", expression, published=published)
    low, _ = edtf.bounds(value)
    distance = edtf.to_days(*published) - low // edtf.DAY
    assert anchor == "published" and 0 <= distance < 7 and edtf.weekday(low // edtf.DAY) == weekday


@given(DAYS, DAYS, st.sampled_from(["с {} по {}", "{} — {}", "от {} до {}", "между {} и {}"]))
def test_two_days_make_one_ordered_interval(first, last, form):
    assume(first < last)
    ends = [f"{d} {inflect(MONTHS[m - 1], 'gent')} {y} года" for y, m, d in (first, last)]
    expression = form.format(*ends)
    value, _ = only(f"Смотр шёл {expression}.", expression)
    low, high = edtf.bounds(value)
    assert (low, high) == (edtf.to_days(*first) * edtf.DAY, edtf.to_days(*last) * edtf.DAY + edtf.DAY - 1)


@given(DAYS, st.integers(1, 400))
def test_days_ago_count_by_the_calendar(published, number):
    word = analyzer().parse("день")[0].make_agree_with_number(number).word
    value, anchor = only(f"Порт открыли {number} {word} назад.", f"{number} {word} назад", published=published)
    expected = edtf.days_text(edtf.to_days(*published) - number)
    assert (value, anchor) == (expected, "published") and edtf.contains(value, edtf.bounds(expected)[0])


def produced() -> list[tuple[str, object]]:
    """(sentence, what was found) of every case of tests/dates."""
    found = []
    for case in CASES:
        row = case.values[0]
        published = tuple(int(part) for part in row["published"].split("-")) if row["published"] else None
        text, _ = unmark(row["sentence"])
        found += [(text, one) for one in extract(text, published=published)]
    return found


def test_spans_are_spans_and_values_hold_their_bounds():
    for text, one in produced():
        words = text[one.start : one.end]
        assert words == words.strip() and words, text
        if one.edtf is None:
            continue
        low, high = edtf.bounds(one.edtf)
        assert low is None or high is None or low <= high, (text, one)
        for second in (one.earliest, one.latest):
            clock = "T" in one.edtf and second is not None
            assert second is None or clock or edtf.contains(one.edtf, second), (text, one)


GAPS = re.compile(r"T.*/|/.*T|X/\.\.|\.\./.*X|-\d\d[~?%]?,|-(?:2[1-4]|3[3-6]|4[01])[~?%]")
"""What python-edtf 5.0 does not read: times in an interval, masked digits at an open one, sets and qualifiers of
seasons and parts of a year."""
DIFFERENT = re.compile(r"-24|XXXX|T\d\d:")
"""Where its bounds are others: a winter ends in its year, unspecified years are 0 to 9999, a time is a day's moment."""


def test_another_reader_of_edtf_agrees():
    values = sorted({one.edtf for _, one in produced() if one.edtf and not GAPS.search(one.edtf)})
    assert len(values) > 150 and {value: parse(value) for value in values}
    assert [value for value in values if not DIFFERENT.search(value) and _days(parse(value)) != _our_days(value)] == []


def _days(other: Any) -> list[tuple[int, int, int] | None]:
    """The first and last day of a value of python-edtf by its strict bounds; None for an open side."""
    return [None if isinstance(s, float) else tuple(s)[:3] for s in (other.lower_strict(), other.upper_strict())]


def _our_days(value: str) -> list[tuple[int, int, int] | None]:
    return [None if s is None else edtf.from_seconds(s)[:3] for s in edtf.bounds(value)]
