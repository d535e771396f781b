"""The gold set as regression floor: no figure falls below the one in tests/gold/floors.yaml.

Floors are of the documents for development: those for figures only are looked at, not worked on. A floor is what was
reached, less the margin that the file states. A change that raises a figure raises its floor; none
is lowered silently.
"""

import json
import re

import pytest
import yaml
from conftest import ROOT

from pipeline.evaluate import evaluate

README = (ROOT / "README.md").read_text(encoding="utf-8")
FLOORS = yaml.safe_load((ROOT / "tests" / "gold" / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def metrics(tables):
    return evaluate(tables, ROOT / "tests" / "gold", corpus=ROOT / "tests" / "corpus")


@pytest.fixture(scope="module")
def figures(metrics):
    return metrics["dev"]


def figure(figures, path):
    """The F1, the accuracy or the lone figure at a path like `dates.edtf`."""
    for part in path.split("."):
        figures = figures[part]
    return 100 * (figures.get("f1", figures.get("accuracy")) if isinstance(figures, dict) else figures)


@pytest.mark.parametrize("path", FLOORS["floors"])
def test_no_figure_falls_below_its_floor(figures, path):
    reached = figure(figures, path)
    assert reached >= FLOORS["floors"][path], f"{path} is {reached:.1f}"


def test_floors_are_no_further_below_than_the_margin_says(figures):
    """A floor that was left behind protects nothing: raise it."""
    slack = {path: figure(figures, path) - floor for path, floor in FLOORS["floors"].items()}
    assert {path: round(s, 1) for path, s in slack.items() if s > 2 * FLOORS["margin"]} == {}


def test_the_metrics_would_be_read_by_dvc(metrics):
    assert json.loads(json.dumps(metrics)) == metrics
    assert metrics["dev"]["gold"]["documents"] >= 1 and metrics["corpus"]["listed"]["documents"] >= 1


@pytest.mark.parametrize(("side", "documents"), [("dev", 12), ("test", 8)])
def test_a_side_is_large_enough_for_its_figures_to_mean_something(metrics, side, documents):
    size = metrics[side]["gold"]
    assert size["documents"] >= documents
    assert size["pairs_across"] >= 20 and size["near_misses"] >= 10 and size["marked"] >= 25


def test_the_readme_shows_the_figures(metrics):
    rows = re.findall(r"^\| [^|]+ \| `([a-z_.]+)` \| ([0-9.]+) \| ([0-9.]+) \|$", README, re.MULTILINE)
    assert len(rows) >= 10
    shown = {path: (dev, test) for path, dev, test in rows}
    assert shown == {path: tuple(f"{figure(metrics[side], path):.1f}" for side in ("dev", "test")) for path in shown}
