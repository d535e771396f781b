"""The command line: what people see, and no traceback ever."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

from pipeline.cli import main

SEED = "В мае 1994 года Гейдар Алиев посетил Саудовскую Аравию."


def khronika(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_explain_shows_every_layer_and_who_said_so(capsys):
    assert main(["explain", SEED]) == 0
    said = capsys.readouterr().out
    for part in ("NOUN", "nsubj", "1994-05", "explicit", "PERSON", "Гейдар Алиев", "VISIT", "AGENT", "PLACE", "Q851"):
        assert part in said, part
    assert "triggers.csv:" in said and "Визит Гейдара Алиева в Саудовскую Аравию" in said


def test_explain_takes_the_day_of_publication(capsys):
    assert main(["explain", "Вчера в Баку открылся форум.", "--published", "2024-05-02"]) == 0
    said = capsys.readouterr().out
    assert "2024-05-01" in said and "published" in said


@pytest.mark.parametrize("text", ["!!!", "a", "Ы", "31 февраля", "«", "\u0301"])
def test_explain_takes_any_text(text):
    assert main(["explain", text]) == 0


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["run"], ["run", "nowhere", "out"], ["check", "nowhere"], ["explain", "текст", "--published", "мая"],
     ["run", "raw", "out", "--workers", "0"], ["explain", ""], ["explain", " \n"], ["explain", "бит\udcff"],
     ["run", "raw", "README.md/out"], ["run", "raw", "/proc/nowhere"]],
)  # fmt: skip
def test_wrong_use_is_one_sentence_and_exit_2(arguments):
    done = khronika(*arguments)
    assert done.returncode == 2 and done.stderr and "Traceback" not in done.stderr


def test_a_broken_lexicon_is_named_with_its_line(tmp_path):
    import shutil

    shutil.copytree(ROOT / "models", tmp_path / "models")
    path = tmp_path / "models" / "events" / "triggers.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    done = khronika("explain", SEED, env={**os.environ, "KHRONIKA_MODELS": str(tmp_path / "models")})
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"triggers.csv:{len(lines) + 1}:" in done.stderr


def test_missing_models_are_a_sentence(tmp_path):
    done = khronika("explain", SEED, env={**os.environ, "KHRONIKA_MODELS": str(tmp_path)})
    assert done.returncode == 1 and "models folder is missing" in done.stderr and "Traceback" not in done.stderr
