"""The report: whatever the tables hold, one well-formed page that shows it as text, needs no network and is the same
each time."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from gold_tables import Rows, milliseconds, write_rows
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import KhronikaError
from pipeline.evaluate import write_metrics
from pipeline.report import render, texts, timeline
from pipeline.report.markup import MAX_DEPTH, Mark, by_sentence, marked, nested
from pipeline.report.render import axis
from pipeline.report.spoken import spoken
from pipeline.schema import TABLES

EVIL = """<script>alert("1")</script>" onmouseover='alert(2)' x="&amp;</mark></span>"""
VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """A page read back: elements must close in the order in which they opened."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if dict(attrs).get("class") == "text":
            self.inside, self.depth, self.key = "", len(self.open), str(len(self.text))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if hasattr(self, "depth") and len(self.open) == self.depth - 1:
            self.text[self.key] = self.inside
            del self.depth

    def handle_data(self, data: str) -> None:
        if hasattr(self, "depth"):
            self.inside += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def small_tables(
    doc_id: str = "ois-azerbaijan", text: str = "В 1969 году ОИС основана в Рабате. Её устав приняли."
) -> Rows:
    """One document, «ОИС» inside a longer mention, one dated event at «основана» with place and participant."""
    start, end = text.find("основана"), text.find("основана") + 8
    point = text.find(". ") + 1
    span = {"doc_id": doc_id, "sent_id": 0}
    mention = {**span, "entity_id": "Q1", "type": "ORGANIZATION"}
    event = {"event_id": "e1", "type": "FOUND", "polarity": "positive", "modality": "actual"}
    return {
        "documents": [
            {
                "doc_id": doc_id, "path": f"{doc_id}.txt", "sha256": "0", "title": "ОИС", "text": text,
                "n_sentences": 2, "n_tokens": 11,
            }
        ],
        "sentences": [
            {"doc_id": doc_id, "sent_id": 0, "start": 0, "end": point},
            {"doc_id": doc_id, "sent_id": 1, "start": point + 1, "end": len(text)},
        ],
        "mentions": [
            {**mention, "mention_id": "m1", "start": 12, "end": 15, "text": "ОИС", "lemma": "ОИС"},
            {**mention, "mention_id": "m2", "start": 12, "end": point + 4, "text": "x", "lemma": "ОИС основана"},
            {**mention, "mention_id": "m3", "start": 27, "end": 33, "text": "Рабате", "lemma": "Рабат"}
            | {"entity_id": "Q2"},
        ],
        "entities": [
            {"entity_id": qid, "wikidata_id": qid, "type": "CITY", "name": name, "aliases": []}
            | {"n_mentions": 1, "n_documents": 1}
            for qid, name in (("Q1", "Организация"), ("Q2", "Рабат"))
        ],
        "dates": [
            {
                **span, "date_id": "d1", "start": 0, "end": 11, "text": "В 1969 году", "type": "DATE", "edtf": "1969",
                "granularity": "year", "anchor": "explicit", **milliseconds("1969"),
            }
        ],
        "events": [
            {
                **event, "name": "Создание ОИС в Рабате", "edtf": "1969", "place_id": "Q2", "n_mentions": 1,
                "n_documents": 1, "aliases": [], **milliseconds("1969"),
            }
        ],
        "event_mentions": [
            {
                **event, **span, "event_mention_id": "em1", "start": start, "end": end, "text": "основана",
                "lemma": "основать", "date_id": "d1",
            }
        ],
        "arguments": [
            {"event_mention_id": "em1", "event_id": "e1", "role": "PARTICIPANT", "mention_id": "m1", "entity_id": "Q1"}
        ],
    }  # fmt: skip


def page_of(folder: Path, rows: Rows, metrics: dict[str, Any] | None = None) -> str:
    write_rows(folder / "tables", rows)
    if metrics is not None:
        write_metrics(metrics, folder / "metrics.json")
    render(folder / "tables", folder / "metrics.json", folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


def evil_tables() -> Rows:
    """Every text column of every row says something that a page must not run."""
    rows = small_tables("evil", "В 1969 году ОИС основана в Рабате " + EVIL + ". Её <b>устав</b> приняли & подписали.")
    kept = {"text", "type", "edtf", "anchor", "granularity", "polarity", "modality", "role"}
    for name, table in rows.items():
        for row in table:
            for column in TABLES[name].columns:
                free = str(column.type) == "string" and not column.references and column.name not in kept
                if free and column.name not in TABLES[name].key:
                    row[column.name] = EVIL
    rows["rejects"] = [{"path": EVIL, "reason": EVIL, "line": 3}]
    rows["findings"] = [{"kind": EVIL, "message": EVIL}]
    return rows


def test_the_page_shows_the_event_with_what_is_known_of_it(tmp_path: Path) -> None:
    html = page_of(tmp_path, small_tables())
    for shown in ("Создание ОИС в Рабате", "1969 год", "<code>1969</code>", "Рабат", "Организация", "#d1-s0"):
        assert shown in html
    assert '<option value="ois-azerbaijan" selected>ОИС</option>' in html


def test_the_marked_text_is_the_text(tmp_path: Path) -> None:
    rows = small_tables()
    assert Page(page_of(tmp_path, rows)).text["0"] == rows["documents"][0]["text"]


def test_a_mention_that_crosses_a_sentence_border_is_cut_and_says_so(tmp_path: Path) -> None:
    classes = [attrs["class"] for attrs in Page(page_of(tmp_path, small_tables())).all("mark")]
    assert "org on" in classes
    assert "org from" in classes


def test_what_comes_from_a_source_is_never_markup(tmp_path: Path) -> None:
    rows = evil_tables()
    page = Page(page_of(tmp_path, rows))
    assert page.text["0"] == rows["documents"][0]["text"]
    assert len(page.all("script")) == 1
    assert not [attrs for _, attrs in page.elements for name in attrs if name.startswith("on")]


def test_hostile_document_ids_stay_text(tmp_path: Path) -> None:
    rows = small_tables(doc_id="a\"b'<i>&/ü x")
    page = Page(page_of(tmp_path, rows))
    assert page.all("i") == [{}] * len(page.all("i"))
    documents = [json.loads(str(attrs["data-documents"])) for attrs in page.all("li") if "data-documents" in attrs]
    assert documents == [["a\"b'<i>&/ü x"]]


def test_the_page_needs_no_network(tmp_path: Path) -> None:
    page = Page(page_of(tmp_path, small_tables()))
    assert not [attrs for _, attrs in page.elements if "src" in attrs]
    assert {str(attrs["href"])[0] for attrs in page.all("a")} == {"#"}
    assert not page.all("link")
    policy = next(attrs["content"] for attrs in page.all("meta") if "http-equiv" in attrs)
    assert policy is not None and policy.startswith("default-src 'none'")


def test_links_inside_the_page_lead_somewhere(tmp_path: Path) -> None:
    page = Page(page_of(tmp_path, small_tables()))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    links = [attrs["href"] for attrs in page.all("a")] + [
        attrs["data-href"] for attrs in page.all("mark") if "data-href" in attrs
    ]
    assert len(ids) == len(set(ids))
    assert {str(link)[1:] for link in links} <= set(ids)


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    rows = small_tables()
    assert page_of(tmp_path / "one", rows) == page_of(tmp_path / "two", rows)


def test_figures_are_shown_and_their_absence_is_said(tmp_path: Path) -> None:
    figures = {"precision": 0.5, "recall": 0.25, "f1": 0.3333, "right": 1, "predicted": 2, "gold": 4}
    empty = {"precision": None, "recall": None, "f1": None, "right": 0, "predicted": 0, "gold": 0}
    dev = {"gold": {"documents": 1}, "mentions": {"exact": figures}, "relations": {"strict": empty}}
    html = page_of(tmp_path, small_tables(), {"dev": dev})
    assert "33,3" in html and "–" in html
    assert "не сравнивалась" in page_of(tmp_path / "other", small_tables())


def test_empty_tables_make_a_page(tmp_path: Path) -> None:
    html = page_of(tmp_path, {})
    assert "Показать нечего" in html
    Page(html)


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    write_rows(tmp_path, small_tables())
    (tmp_path / "events.parquet").unlink()
    with pytest.raises(KhronikaError, match=r"events\.parquet"):
        render(tmp_path, tmp_path / "metrics.json", tmp_path / "report.html")


def test_long_timelines_and_many_documents_are_cut_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "MAX_EVENTS", 1)
    monkeypatch.setattr(texts, "MAX_DOCUMENTS", 1)
    monkeypatch.setattr(texts, "MAX_CHARACTERS", 40)
    rows = small_tables()
    rows["events"].append(rows["events"][0] | {"event_id": "e2", "name": "Второе", "n_mentions": 7})
    rows["documents"].append(rows["documents"][0] | {"doc_id": "abc", "title": "Другой текст"})
    html = page_of(tmp_path, rows)
    assert "о которых говорится чаще всего" in html
    assert "Второе" in html and "<h3>Создание ОИС в Рабате</h3>" not in html
    assert "Другой текст <code>abc</code>" in html
    assert "Дальше текст не показан" in html


def test_years_before_one_are_drawn(tmp_path: Path) -> None:
    rows = small_tables()
    rows["events"][0] |= {"edtf": "-0479", **milliseconds("-0479")}
    html = page_of(tmp_path, rows)
    assert "480 год до н. э." in html
    assert 'data-start="-479' in html


def test_the_axis_has_no_year_zero(tmp_path: Path) -> None:
    rows = small_tables()
    rows["events"].append(rows["events"][0] | {"event_id": "e2", "edtf": "-0479", **milliseconds("-0479")})
    write_rows(tmp_path, rows)
    drawn = axis(timeline.read_timeline(tmp_path))
    assert drawn is not None
    assert [label for label, _ in drawn["marks"]] == ["1000 до н. э.", "1", "1000", "2000"]
    assert [at for _, at in drawn["marks"]] == [0.033, 33.367, 66.667, 100.0]


def test_open_ranges_reach_the_end_of_the_axis(tmp_path: Path) -> None:
    rows = small_tables()
    rows["events"][0] |= {"edtf": "1994-05/..", **milliseconds("1994-05/..")}
    html = page_of(tmp_path, rows)
    assert "с мая 1994 года" in html
    assert 'class="bar open-end"' in html


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium here to open the page in")
def test_the_script_runs_in_a_browser(tmp_path: Path) -> None:
    """Its policy admits the script, which counts the events that the timeline shows."""
    page_of(tmp_path, evil_tables())
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--dump-dom"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = ["chromium", *options, profile, (tmp_path / "report.html").as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert re.search(r'id="shown"[^>]*>событий: 1<', dom)


# Marks


def m(start: int, end: int, kind: str = "k") -> Mark:
    return Mark(start, end, kind, kind, kind)


def test_nested_marks_nest() -> None:
    html = marked("абвг", [m(1, 2, "in"), m(0, 3, "out")])
    assert re.sub(r' (data-label|title)="\w+"', "", html) == ('<mark class="out">а<mark class="in">б</mark>в</mark>г')


def test_crossing_marks_are_cut_at_the_end_of_the_first() -> None:
    parts = [(part.start, part.end, part.classes) for part in nested([m(0, 5, "a"), m(3, 8, "b")], 0, 9)]
    assert parts == [(0, 5, "a"), (3, 5, "b on"), (5, 8, "b from")]


def test_marks_nested_too_deep_are_left_out() -> None:
    assert len(list(nested([m(0, 100 - i) for i in range(50)], 0, 100))) == MAX_DEPTH


def test_marks_are_found_in_every_sentence_that_they_touch() -> None:
    found = by_sentence([m(0, 3), m(4, 12), m(20, 21)], [(0, 5), (6, 10), (11, 15)])
    assert {number: len(marks) for number, marks in found.items()} == {0: 2, 1: 1, 2: 1}


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda p: m(p[0], p[0] + p[1])), max_size=12)


@given(SPANS, st.text(min_size=30, max_size=60))
def test_any_marks_give_balanced_markup_around_the_whole_text(marks: list[Mark], text: str) -> None:
    html = marked(text, marks)
    depth = 0
    for tag in re.findall(r"</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0
    plain = re.sub(r"<[^>]*>", "", html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, sign)
    assert plain == text


@given(SPANS)
def test_parts_of_a_mark_cover_it_unless_it_lies_too_deep(marks: list[Mark]) -> None:
    few = marks[:MAX_DEPTH]
    parts = list(nested(few, 0, 60))
    for mark in set(few):
        covered = {i for part in parts if part.mark == mark for i in range(part.start, part.end)}
        assert covered == set(range(mark.start, min(mark.end, 60)))


# Dates as people say them


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        (None, ""),
        ("1969", "1969 год"),
        ("2011-06", "июнь 2011 года"),
        ("2006-11-26", "26 ноября 2006 года"),
        ("2008-03-13/2008-03-14", "13–14 марта 2008 года"),
        ("2006-06-28/2006-07-02", "28 июня – 2 июля 2006 года"),
        ("2008-01/2008-03", "январь – март 2008 года"),
        ("1941/1945", "1941–1945 годы"),
        ("199X", "1990-е годы"),
        ("1901/2000", "XX век"),
        ("19XX", "XX век"),
        ("0801/1200", "IX–XII века"),
        ("-0479", "480 год до н. э."),
        ("-0499/-0400", "V век до н. э."),
        ("-0043-03-15", "15 марта 44 года до н. э."),
        ("-2XXX", "III тысячелетие до н. э."),
        ("1994-05/..", "с мая 1994 года"),
        ("199X/..", "с 1990-х годов"),
        ("../2011-06", "по июнь 2011 года"),
        ("../2008-24", "по зиму 2008 года"),
        ("2008-21", "весна 2008 года"),
        ("2010-33", "I квартал 2010 года"),
        ("1953-03-01~/1953-03-10~", "примерно 1–10 марта 1953 года"),
        ("2001?", "2001 год, предположительно"),
        ("[1861,1862]", "1861 год или 1862 год"),
        ("XXXX-10-20", "20 октября"),
        ("2005-01-01T14:30:00", "1 января 2005 года, 14:30"),
        ("no date", "no date"),
    ],
)
def test_dates_are_said_in_russian(edtf: str | None, said: str) -> None:
    assert spoken(edtf) == said
