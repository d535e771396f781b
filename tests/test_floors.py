"""The gold set as regression floor: no figure falls below the one in tests/gold/floors.yaml.

Floors are of the documents for development: those for figures only are looked at, not worked on. A floor is what was
reached, less the margin that the file states. A change that raises a figure raises its floor; none
is lowered silently.
"""

import json

import pytest
import yaml
from conftest import ROOT

from pipeline.evaluate import evaluate
from pipeline.evaluate.__main__ import main
from pipeline.evaluate.readme import percent, readme_rows
from pipeline.evaluate.view import markdown

README = (ROOT / "README.md").read_text(encoding="utf-8")
FLOORS = yaml.safe_load((ROOT / "tests" / "gold" / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def metrics(tables):
    return evaluate(tables, ROOT / "tests" / "gold", corpus=ROOT / "tests" / "corpus")


@pytest.fixture(scope="module")
def figures(metrics):
    return metrics["dev"]


@pytest.mark.parametrize("path", FLOORS["floors"])
def test_no_figure_falls_below_its_floor(figures, path):
    reached, floor = percent(figures, path), FLOORS["floors"][path]
    advice = "see what became worse (khronika gold diff processed); lower a floor only with the reason in the commit"
    assert reached is not None and reached >= floor, f"{path} is {reached}, its floor is {floor}: {advice}"


def test_floors_are_no_further_below_than_the_margin_says(figures):
    """A floor that was left behind protects nothing: raise it."""
    margin = FLOORS["margin"]
    reached = {path: percent(figures, path) for path in FLOORS["floors"]}
    low = {path: value for path, value in reached.items() if value - FLOORS["floors"][path] > 2 * margin}
    lines = "\n".join(f"  {path}: {value - margin:.1f}" for path, value in low.items())
    assert not low, f"these figures have risen; put the new floors into tests/gold/floors.yaml:\n{lines}"


def test_the_metrics_would_be_read_by_dvc(metrics):
    assert json.loads(json.dumps(metrics)) == metrics
    assert metrics["dev"]["gold"]["documents"] >= 1 and metrics["corpus"]["listed"]["documents"] >= 1


@pytest.mark.parametrize(("side", "documents"), [("dev", 12), ("test", 8)])
def test_a_side_is_large_enough_for_its_figures_to_mean_something(metrics, side, documents):
    size = metrics[side]["gold"]
    assert size["documents"] >= documents
    assert size["pairs_across"] >= 20 and size["near_misses"] >= 10 and size["marked"] >= 25


def test_the_readme_shows_the_figures(metrics):
    rows = readme_rows(metrics, README)
    assert len(rows) >= 10
    right = "\n".join(new for _, new in rows)
    assert all(old == new for old, new in rows), (
        "README.md shows other figures than these tables give; put these rows there "
        f"(python -m pipeline.evaluate --readme prints them after make dataset):\n{right}"
    )


def test_the_command_prints_markdown_or_the_rows_of_the_readme(tables, metrics, capsys):
    assert main(["--tables", str(tables)]) == 0
    assert capsys.readouterr().out == markdown(metrics)
    assert main(["--tables", str(tables), "--readme"]) == 0
    assert capsys.readouterr().out.splitlines() == [new for _, new in readme_rows(metrics, README)]


def test_the_command_says_what_it_lacks(tmp_path, capsys):
    assert main(["--tables", str(tmp_path)]) != 0
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("evaluate: ") and said.err.count("\n") == 1
