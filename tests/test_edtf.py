"""EDTF ↔ bounds: the arithmetic against known days, and its laws on generated values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edtf

YEARS = st.integers(-9999, 9999)
DAYS = st.integers(edtf.to_days(-9999), edtf.to_days(9999, 12, 31))


def bounds_text(value: str) -> str:
    """The bounds as two days or times, an open side as two dots."""
    return " ".join(
        ".." if s is None else "{}-{:02}-{:02} {:02}:{:02}:{:02}".format(*edtf.from_seconds(s))
        for s in edtf.bounds(value)
    )


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2006-06-19", "2006-06-19", "2006-06-19"),
        ("2006-06-19/2006-06-21", "2006-06-19", "2006-06-21"),
        ("1904-02", "1904-02-01", "1904-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("1953", "1953-01-01", "1953-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("192X/193X", "1920-01-01", "1939-12-31"),
        ("-04XX", "-499-01-01", "-400-12-31"),
        ("-0479", "-479-01-01", "-479-12-31"),
        ("-0499/-0400", "-499-01-01", "-400-12-31"),
        ("-2XXX", "-2999-01-01", "-2000-12-31"),
        ("2008-21", "2008-03-01", "2008-05-31"),
        ("2008-24", "2008-12-01", "2009-02-28"),
        ("2010-33", "2010-01-01", "2010-03-31"),
        ("2010-36", "2010-10-01", "2010-12-31"),
        ("2010-40", "2010-01-01", "2010-06-30"),
        ("2010-41", "2010-07-01", "2010-12-31"),
        ("1702~", "1702-01-01", "1702-12-31"),
        ("1702?", "1702-01-01", "1702-12-31"),
        ("1953-03-01~/1953-03-10~", "1953-03-01", "1953-03-10"),
        ("[1861,1863]", "1861-01-01", "1863-12-31"),
        ("[1861..1863]", "1861-01-01", "1863-12-31"),
        ("1904-02-2X", "1904-02-20", "1904-02-29"),
    ],
)
def test_bounds_of_dates(value, first, last):
    assert bounds_text(value) == f"{first} 00:00:00 {last} 23:59:59"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("../2011-06", ".. 2011-06-30 23:59:59"),
        ("1994-05/..", "1994-05-01 00:00:00 .."),
        ("/1994", ".. 1994-12-31 23:59:59"),
        ("[..1994]", ".. 1994-12-31 23:59:59"),
        ("XXXX-10-20", ".. .."),
        ("XXXX-02-29", ".. .."),
        ("2010-05-03T10:30:00", "2010-05-03 10:30:00 2010-05-03 10:30:00"),
    ],
)
def test_open_sides_and_times(value, expected):
    assert bounds_text(value) == expected


def test_nothing_has_no_bounds():
    assert edtf.bounds(None) == (None, None)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "19X",
        "2010-13",
        "2010-02-30",
        "2010/2009",
        "-0000",
        "2010-05-03T25:00:00",
        "2010T10:00:00",
        "[2010",
        "XXXX-02-30",
        "май 1990",
    ],
)
def test_what_is_no_edtf_is_refused_with_a_sentence(value):
    with pytest.raises(ValueError, match=r"«|year|interval"):
        edtf.bounds(value)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("2006-06-19", "day"),
        ("1994-05", "month"),
        ("1994", "year"),
        ("199X", "decade"),
        ("19XX", "century"),
        ("-2XXX", "millennium"),
        ("2008-21", "season"),
        ("2010-34", "quarter"),
        ("2010-41", "half"),
        ("XXXX-10-20", "day"),
        ("2010-05-03T10:30:00", "second"),
        ("1994/..", "year"),
        ("1994/1995-05", None),
        ("[1861,1862]", "year"),
    ],
)
def test_granularity(value, unit):
    assert edtf.granularity(value) == unit


def test_seconds_start_in_1970_and_go_below_zero():
    assert edtf.to_seconds(1970) == 0
    assert edtf.to_seconds(1969, 12, 31, 23, 59, 59) == -1
    assert edtf.to_seconds(2000, 3, 1) == 951_868_800
    assert edtf.to_seconds(0) == -62_167_219_200


def test_weekdays_of_known_days():
    assert edtf.weekday(edtf.to_days(1970, 1, 1)) == 3
    assert edtf.weekday(edtf.to_days(2024, 5, 1)) == 2


def test_seasons_become_months_at_the_ends_of_intervals():
    assert edtf.ends("1380-21") == ("1380-03", "1380-05")
    assert edtf.ends("1941-24~") == ("1941-12~", "1942-02~")
    assert edtf.ends("1380/1381") == ("1380", "1381")


def test_times_take_no_qualifier():
    assert edtf.qualify("1861/..", "~") == "1861~/.."
    assert edtf.qualify("2010-05-03T10:30:00", "~") == "2010-05-03T10:30:00"


@given(DAYS)
def test_days_go_round(days):
    assert edtf.to_days(*edtf.from_days(days)) == days
    year, month, day = edtf.from_days(days + 1)
    assert (year, month, day) > edtf.from_days(days) and 1 <= day <= edtf.days_in_month(year, month)


@given(st.integers(edtf.to_seconds(-9999), edtf.to_seconds(9999)))
def test_seconds_go_round(seconds):
    assert edtf.to_seconds(*edtf.from_seconds(seconds)) == seconds


@given(DAYS)
def test_a_day_contains_itself_and_no_other(days):
    text = edtf.days_text(days)
    assert edtf.contains(text, days * edtf.DAY) and edtf.contains(text, days * edtf.DAY + edtf.DAY - 1)
    assert not edtf.contains(text, days * edtf.DAY - 1) and not edtf.contains(text, (days + 1) * edtf.DAY)


@given(YEARS, st.integers(1, 12))
def test_coarser_values_contain_finer_ones(year, month):
    low, high = edtf.bounds(edtf.month_text(year, month))
    whole = edtf.year_text(year)
    assert edtf.contains(whole, low) and edtf.contains(whole, high) and low < high


@given(st.lists(DAYS, min_size=2, max_size=2).map(sorted), st.sampled_from(edtf.QUALIFIERS))
def test_intervals_are_ordered_and_qualifiers_do_not_widen(pair, mark):
    text = edtf.interval(*map(edtf.days_text, pair))
    assert (
        edtf.bounds(text)
        == (pair[0] * edtf.DAY, pair[1] * edtf.DAY + edtf.DAY - 1)
        == edtf.bounds(edtf.qualify(text, mark))
    )


@given(YEARS, st.sampled_from(sorted({**edtf.SEASONS, **edtf.QUARTERS, **edtf.HALVES})))
def test_groups_of_months_have_the_bounds_of_their_ends(year, code):
    if year == 9999 and code == 24:
        return
    text = edtf.month_text(year, code)
    assert edtf.bounds(text) == edtf.bounds(edtf.interval(*edtf.ends(text)))
