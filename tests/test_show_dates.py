"""`khronika dates`: what it prints, with the models and without."""

import json
import subprocess
import sys

import pytest
from conftest import ROOT

from pipeline.cli import main
from pipeline.show_dates import COLUMNS, find_dates

TOLD = "Премьеры встретятся в среду."


def test_a_line_an_expression_with_value_bounds_and_rule(capsys):
    assert main(["dates", "Порт открыли в мае 1950 года. Вчера он сгорел.", "--published", "2010-05-20"]) == 0
    header, month, day = capsys.readouterr().out.splitlines()
    assert header.split() == list(COLUMNS)
    for part in (
        "в мае 1950 года",
        "DATE",
        "1950-05-01T00:00:00",
        "1950-05-31T23:59:59",
        "month",
        "explicit",
        "governed",
    ):
        assert part in month, part
    assert "2010-05-19" in day and "published" in day


def test_years_before_ours_and_open_sides_are_shown(capsys):
    assert main(["dates", "--fast", "Храм стоял до 480 г. до н. э., затем вновь после 300 года."]) == 0
    first, second = capsys.readouterr().out.splitlines()[1:]
    assert "../-0479" in first and "–" in first and "-0479-12-31T23:59:59" in first
    assert "0300/.." in second


def test_json_has_offsets_and_all_columns(capsys):
    assert main(["dates", "--fast", "--json", "Порт открыли в мае 1950 года."]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert set(row) == {*COLUMNS, "start", "end"} and (row["start"], row["end"], row["edtf"]) == (13, 28, "1950-05")


def test_nothing_found_is_said(capsys):
    assert main(["dates", "--fast", "Порт закрыт."]) == 0
    assert capsys.readouterr().out == "no date expressions\n"
    assert main(["dates", "--fast", "--json", "Порт закрыт."]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_models_know_the_tense_that_fast_does_not():
    day = (2010, 5, 20)
    assert [found.edtf for found in find_dates(TOLD, day)] == ["2010-05-26"]
    assert [found.edtf for found in find_dates(TOLD, day, fast=True)] == ["2010-05-19"]


def test_standard_input_is_read_and_fast_loads_no_model():
    code = "import sys; from pipeline.cli import main; main(['dates', '--fast', '-']); print('spacy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input="Порт открыли\nв мае 1950 года.", capture_output=True, text=True
    )
    assert "1950-05" in done.stdout and done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("arguments", [["dates", ""], ["dates", "текст", "--published", "мая"], ["dates", "бит\udcff"]])
def test_wrong_use_is_one_sentence(arguments, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
