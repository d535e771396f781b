"""The figures as people see them: Markdown, and a page that needs nothing else."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import write_metrics
from pipeline.evaluate.annotation import Annotation, Date, Event, Mention, Relation, Trigger
from pipeline.evaluate.scores import score
from pipeline.evaluate.view import markdown, side_by_side
from pipeline.report import definitions, figures, labels, numbers

ANNA = Mention(("d", 0, 4), "PERSON", "Анна", "Анна", "a")
RIGA = Mention(("d", 14, 18), "CITY", "Рига", "Ригу", "r", "Q1")
DEV = Annotation(
    (ANNA, RIGA),
    (Date(("d", 20, 24), "DATE", "1994", 0, 1, "explicit"),),
    (Trigger(("d", 5, 13), "VISIT", "negative", "actual", "e", ("d", 20, 24)),),
    relations=(Relation(ANNA.key, "PLACE_RESIDES_IN", RIGA.key),),
    events=(Event("e", 0, 1, "1994", "r"),),
)
TEST = replace(
    DEV, mentions=(RIGA,), triggers=(Trigger(("d", 5, 13), "VISIT", "positive", "planned", "e"),), relations=()
)
CORPUS = {
    "listed": {"documents": 2, "places": 3, "events": 1, "look_alikes": 1},
    "told_twice": {"events": {"accuracy": 0.0, "right": 0, "of": 1}},
    "look_alikes": {"apart": {"accuracy": 1.0, "right": 1, "of": 1}},
}


@pytest.fixture
def metrics() -> dict[str, Any]:
    sizes = {"documents": 1, "pairs_across": 7}
    dev, test = ({"gold": sizes} | score(gold, gold) for gold in (DEV, TEST))
    return {"dev": dev, "test": test, "corpus": CORPUS}


def test_metrics_are_json_and_markdown(tmp_path: Path, metrics: dict[str, Any]) -> None:
    write_metrics(metrics, tmp_path / "metrics.json")
    assert json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8")) == metrics
    assert (tmp_path / "metrics.md").read_text(encoding="utf-8") == markdown(metrics)


def test_the_first_table_has_both_sides_beside_each_other(metrics: dict[str, Any]) -> None:
    page = markdown(metrics)
    row = "| mentions | exact | 100.0 | 100.0 | 100.0 | 100.0 | 2 / 2 / 2 | 100.0 | 100.0 | 1 / 1 / 1 |"
    assert row in page.partition("## One by one")[0]
    assert "| mentions | types · PERSON | 100.0 |  | 100.0 | 100.0 | 1 / 1 / 1 |  |  |  |" in page
    assert "| test | 1 | 7 |" in page
    assert "| told_twice | events | 0.0 |  |  | 0 / 1 |" in page.partition("## The lists of the corpus")[2]


def test_one_side_alone_has_no_empty_columns(metrics: dict[str, Any]) -> None:
    page = markdown({"dev": metrics["dev"]})
    assert "| mentions | exact | 100.0 | 100.0 | 100.0 | 2 / 2 / 2 |" in page
    assert "test" not in page and "lists" not in page


def test_a_value_that_one_side_lacks_stands_with_its_kind(metrics: dict[str, Any]) -> None:
    marked = [row for row in side_by_side(metrics) if row.path[:2] == ("triggers", "marked")]
    assert [(row.path[-1], [line is not None for line in row.lines]) for row in marked] == [
        ("negative", [True, False]),
        ("planned", [False, True]),
    ]
    paths = [row.path[:2] for row in side_by_side(metrics)]
    assert paths == sorted(paths, key=paths.index)


class Page(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def count(self, tag: str, **wanted: str) -> int:
        return sum(name == tag and wanted.items() <= attrs.items() for name, attrs in self.elements)


def page_of(metrics: dict[str, Any], folder: Path) -> tuple[str, Page]:
    figures.render_figures(metrics, folder / "metrics.html")
    html = (folder / "metrics.html").read_text(encoding="utf-8")
    return html, Page(html)


def test_the_page_shows_every_measure(tmp_path: Path, metrics: dict[str, Any]) -> None:
    html, page = page_of(metrics, tmp_path)
    measured = len(side_by_side(metrics)) + len(figures.OVERVIEW) + len(figures.SIZES)
    assert page.count("th", scope="row") == measured + len(("told_twice", "look_alikes"))
    assert "отрицается <code>negative</code>" in html
    assert "разрабо" in html and definitions.LAYERS["dates"] in html


def test_the_page_of_one_side_without_lists_is_whole(tmp_path: Path, metrics: dict[str, Any]) -> None:
    html, page = page_of({"dev": metrics["dev"]}, tmp_path)
    assert 'id="corpus"' not in html and "<th" in html and ">test" not in html
    assert page.count("section") == 3 + len(metrics["dev"]) - len(("gold",))


def test_the_page_needs_nothing_else(tmp_path: Path, metrics: dict[str, Any]) -> None:
    _, page = page_of(metrics, tmp_path)
    assert not [tag for tag, attrs in page.elements if tag in ("script", "link", "img") or "src" in attrs]
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [str(attrs["href"]) for tag, attrs in page.elements if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert {link for link in links if not link.startswith("#")} == {"report/index.html"}


def test_every_measure_has_a_russian_name_and_every_layer_a_definition(metrics: dict[str, Any]) -> None:
    rows = side_by_side(metrics)
    assert {row.path[0] for row in rows} <= set(definitions.LAYERS) & set(labels.LAYERS)
    assert {part for row in rows if not row.detail for part in row.path[1:]} <= set(labels.MEASURES)
    assert {row.path for row in rows} >= set(figures.OVERVIEW)


def test_the_name_of_a_measure_says_of_what_it_is(metrics: dict[str, Any]) -> None:
    rows = [row.path for row in side_by_side(metrics) if not row.detail]
    assert {path for path in labels.OWN if path[0] in metrics["dev"]} <= set(rows)
    names = [(path[0], labels.measure(path)) for path in rows]
    assert len(names) == len(set(names))
    assert not {name for _, name in names} & {"найдено", "все", "тип", "место"}


def test_counts_are_written_with_thin_spaces(tmp_path: Path, metrics: dict[str, Any]) -> None:
    metrics["dev"]["gold"]["mentions"] = 12345
    metrics["dev"]["mentions"]["exact"] |= {"right": 1027, "predicted": 1080, "gold": 2000}
    html, _ = page_of(metrics, tmp_path)
    assert "<td>12\u202f345</td>" in html and "1\u202f027 / 1\u202f080 / 2\u202f000" in html


@pytest.mark.parametrize(("value", "rank"), [(None, "none"), (0.0, "weak"), (0.6, "fair"), (0.8, "good")])
def test_weak_figures_are_marked(value: float | None, rank: str) -> None:
    assert numbers.rank(value) == rank
