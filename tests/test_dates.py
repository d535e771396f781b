"""The date grammar: cases in tests/dates/*.tsv, the lexicons' own examples, laws, and speed on hostile text."""

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edtf
from pipeline.dates import extract
from pipeline.dates.analysis import Analysis, Word
from pipeline.dates.words import load_words
from pipeline.errors import DataError
from pipeline.schema import ANCHORS, DATE_TYPES, GRANULARITIES

FOLDER = Path(__file__).parent / "dates"
CASES = [
    pytest.param(row, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.tsv"))
    if path.stem != "nerel-dev"
    for number, row in enumerate(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE), 2)
]


def unmark(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and the spans that they marked."""
    text, spans, start = "", [], 0
    for piece in re.split(r"([\[\]])", sentence):
        if piece == "[":
            start = len(text)
        elif piece == "]":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, spans


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    text, spans = unmark(case["sentence"])
    published = tuple(int(part) for part in case["published"].split("-")) if case["published"] else None
    found = extract(text, published=published)
    if not spans:
        assert [(text[f.start : f.end], f.rule) for f in found] == []
        return
    values = [(f.type, f.edtf or "", f.granularity or "", f.anchor) for f in found if (f.start, f.end) == spans[0]]
    assert values == [(case["type"], case["edtf"], case["granularity"], case["anchor"])], [
        text[f.start : f.end] for f in found
    ]


def test_there_are_enough_cases():
    assert len(CASES) >= 300
    assert sum("[" not in case.values[0]["sentence"] for case in CASES) >= 200


@pytest.mark.parametrize("row", load_words().rows, ids=lambda row: f"{row.rule}-{row['form']}")
def test_the_example_of_a_row_is_read_as_marked(row):
    text, spans = unmark(row["example"])
    assert [(f.start, f.end) for f in extract(text)] == spans


@pytest.mark.parametrize("row", load_words().rows, ids=lambda row: f"{row.rule}-{row['form']}")
def test_the_form_of_a_row_can_match(row):
    words = load_words()
    assert any(entry.row is row for entries in words.entries.values() for entry in entries)


def test_a_bad_row_is_named(tmp_path):
    for path in Path(load_words().rows[0].path).parent.glob("*.csv"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    months = tmp_path / "months.csv"
    months.write_text("form,class,value,example\nянвар{нет},MONTH,1,Пример.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"months\.csv:2: endings\.csv has no paradigm «нет»"):
        load_words(tmp_path)


def analysis(text: str, verb: str, features: str) -> Analysis:
    """Every word hangs on `verb`, which has these features."""
    spans = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\w+", text)]
    head = next(number for number, span in enumerate(spans) if span[2] == verb)
    return Analysis(
        [
            Word(a, b, w.lower(), "VERB" if n == head else "NOUN", features if n == head else "", head, "obl")
            for n, (a, b, w) in enumerate(spans)
        ]
    )


@pytest.mark.parametrize(
    ("text", "verb", "features", "expected"),
    [
        ("Форум открылся 5 июня.", "открылся", "Tense=Past", "2023-06-05"),
        ("Форум откроется 5 июня.", "откроется", "Tense=Fut", "2024-06-05"),
        ("Форум открылся 5 апреля.", "открылся", "Tense=Past", "2024-04-05"),
        ("Форум откроется 5 апреля.", "откроется", "Tense=Fut", "2025-04-05"),
        ("Форум открылся в пятницу.", "открылся", "Tense=Past", "2024-04-26"),
        ("Форум откроется в пятницу.", "откроется", "Tense=Fut", "2024-05-03"),
        ("Форум откроется через три дня.", "откроется", "Tense=Fut", "2024-05-04"),
    ],
)
def test_the_tense_gives_the_direction(text, verb, features, expected):
    found = extract(text, published=(2024, 5, 1), analysis=analysis(text, verb, features))
    assert [(f.edtf, f.anchor) for f in found] == [(expected, "published")]


def test_bounds_are_whole_seconds_of_the_named_hour_and_minute():
    minute, hour = extract("Поезд ушёл 5 мая 2010 года в 10:30. Поезд пришёл 6 мая 2010 года в 10 часов.")
    assert minute.latest - minute.earliest == 59
    assert hour.latest - hour.earliest == 3599


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\n", "  "])
@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2212")
def test_typography_does_not_matter(space, dash):
    text = f"Форум шёл 19{dash}21 июня 2006 г. в столице.".replace(" ", space)
    assert [(f.edtf, text[f.start : f.end][-2:]) for f in extract(text)] == [("2006-06-19/2006-06-21", "г.")]


PIECES = st.sampled_from(
    [
        "19",
        "21",
        "июня",
        "мая",
        "2006",
        "года",
        "г.",
        "гг.",
        "в",
        "с",
        "по",
        "до",
        "—",
        "-",
        ",",
        ".",
        "(",
        ")",
        "XIX",
        "век",
        "века",
        "веке",
        "до",
        "н.",
        "э.",
        "около",
        "90-х",
        "годов",
        "первый",
        "третьего",
        "весной",
        "понедельник",
        "10:30",
        "часов",
        "утра",
        "три",
        "дня",
        "назад",
        "через",
        "каждый",
        "прошлом",
        "том",
        "же",
        "году",
        "31",
        "февраля",
        "30",
        "12.05.2010",
        "2013/14",
        "половина",
        "конце",
    ]
)


@given(st.lists(PIECES, max_size=14), st.sampled_from([None, (2024, 5, 1)]))
def test_whatever_is_found_keeps_the_contract(pieces, published):
    text = " ".join(pieces)
    end = 0
    for found in extract(text, published=published):
        assert end <= found.start < found.end <= len(text)
        assert found.type in DATE_TYPES and found.anchor in ANCHORS
        assert found.granularity is None or found.granularity in GRANULARITIES
        low, high = edtf.bounds(found.edtf)
        assert low is None or high is None or low <= high
        assert found.type == "TIME" or (found.earliest, found.latest) == (low, high)
        end = found.end


@pytest.mark.parametrize(
    "text",
    [
        "между июнем и нулевые",
        "с 2024 январских - восьмидесятых",
        "29 февраля - 28 февраля 2001 года",
        "90000 лет назад",
        "до -0000",
    ],
)
@pytest.mark.parametrize("published", [None, (2024, 2, 29)])
def test_odd_neighbours_do_not_break_it(text, published):
    for found in extract(text, published=published):
        assert edtf.bounds(found.edtf) == (found.earliest, found.latest)


HOSTILE = {
    "ones and dashes": "1-" * 300_000,
    "digits": "1" * 1_000_000,
    "ranges": "19-21 июня 2006 г., " * 30_000,
    "brackets": "(" * 1_000_000,
    "prepositions": "в " * 500_000,
    "one word": "а" * 1_000_000,
    "dots": "1.1." * 250_000,
    "romans": "X" * 1_000_000,
    "events to count from": "пожар 5 мая 1900 года, спустя год после пожара " * 4_000,
    "days of a long range": "с 5 мая 1941 по 9 мая 1945 года, 5 мая, " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_on_hostile_text(name):
    text = HOSTILE[name]
    quarter = text[: len(text) // 4]
    started = time.process_time()
    extract(quarter)
    short = time.process_time() - started
    started = time.process_time()
    extract(text)
    whole = time.process_time() - started
    assert whole < 30 and whole < 8 * short + 0.5
