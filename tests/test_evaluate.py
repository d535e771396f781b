"""The evaluation as a run: gold against itself is perfect, every damage lowers the figures that it concerns, and the
sides of the gold set are kept apart. The measures: tests/test_measures.py; what people see: tests/test_figures.py."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from gold_tables import Rows, rows_of, write_rows

from pipeline.documents import Document, read_documents
from pipeline.errors import DataError, UsageError
from pipeline.evaluate import evaluate
from pipeline.evaluate.gold import gold_documents, read_sides
from pipeline.evaluate.matching import prf
from pipeline.evaluate.view import lines
from pipeline.gold import GoldDocument, load_gold

TEXT = "В мае 1994 года Анна Белова посетила Ригу. Визит отменён не был. Рига ждала."
ANN = """T1	DATE 0 15	В мае 1994 года
T2	PERSON 16 27	Анна Белова
T3	EVENT 28 36	посетила
T4	CITY 37 41	Ригу
T5	EVENT 43 48	Визит
T6	CITY 65 69	Рига
A1	TimexType T1 DATE
A2	Anchor T1 explicit
A3	EventType T3 VISIT
A4	EventType T5 VISIT
A5	Polarity T5 negative
R1	AGENT Arg1:T2 Arg2:T3
R2	TAKES_PLACE_IN Arg1:T3 Arg2:T4
R3	POINT_IN_TIME Arg1:T3 Arg2:T1
R4	PLACE_RESIDES_IN Arg1:T2 Arg2:T4
#1	AnnotatorNotes T1	{"edtf": "1994-05", "granularity": "month"}
#2	AnnotatorNotes T2	{"lemma": "Анна Белова", "entity": "person:анна-белова"}
#3	AnnotatorNotes T3	{"lemma": "быть", "event": "e", "title": "V", "event_edtf": "1994-05", "event_place": "Q173"}
#4	AnnotatorNotes T4	{"lemma": "Рига", "entity": "Q173"}
#5	AnnotatorNotes T5	{"lemma": "визит", "event": "e", "links": [["ABOUT", "T3"]]}
#6	AnnotatorNotes T6	{"lemma": "Рига", "entity": "Q173"}
"""
LATER = "Её поездка в Ригу в 1994 году помнится. На 1995 год намечали визит в Вильнюс."
LATER_ANN = """T1	EVENT 3 10	поездка
T2	CITY 13 17	Ригу
T3	DATE 18 29	в 1994 году
T4	DATE 40 51	На 1995 год
T5	EVENT 61 66	визит
T6	CITY 69 76	Вильнюс
A1	EventType T1 VISIT
A2	TimexType T3 DATE
A3	Anchor T3 explicit
A4	TimexType T4 DATE
A5	Anchor T4 explicit
A6	EventType T5 VISIT
A7	Modality T5 planned
R1	TAKES_PLACE_IN Arg1:T1 Arg2:T2
R2	POINT_IN_TIME Arg1:T1 Arg2:T3
R3	POINT_IN_TIME Arg1:T5 Arg2:T4
R4	TAKES_PLACE_IN Arg1:T5 Arg2:T6
#1	AnnotatorNotes T1	{"lemma": "поездка", "event": "e", "title": "V", "event_edtf": "1994", "event_place": "Q173"}
#2	AnnotatorNotes T2	{"lemma": "Рига", "entity": "Q173"}
#3	AnnotatorNotes T3	{"edtf": "1994", "granularity": "year"}
#4	AnnotatorNotes T4	{"edtf": "1995", "granularity": "year"}
#5	AnnotatorNotes T5	{"lemma": "визит", "event": "f", "title": "W", "event_edtf": "1995", "event_place": "Q216"}
#6	AnnotatorNotes T6	{"lemma": "Вильнюс", "entity": "Q216"}
"""
TEXTS = {"news/visit": TEXT, "later": LATER}
HEADER = "doc_a\tevent_a\tdoc_b\tevent_b\twhy\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "visit.ann").write_text(ANN, encoding="utf-8")
    (folder / "later.ann").write_text(LATER_ANN, encoding="utf-8")
    (folder / "split.yaml").write_text("dev: [news/visit, later]\ntest: []\n", encoding="utf-8")
    (folder / "near-misses.tsv").write_text(f"{HEADER}news/visit\te\tlater\tf\tanother year\n", encoding="utf-8")
    return folder


@pytest.fixture
def documents(gold: Path) -> dict[str, tuple[GoldDocument, str]]:
    return {name: (load_gold(gold / f"{name}.ann", text), text) for name, text in TEXTS.items()}


@pytest.fixture
def rows(documents: dict[str, tuple[GoldDocument, str]]) -> Rows:
    return rows_of(documents)


def ratios(tree: dict[str, Any]) -> dict[str, float]:
    """Measure → its ratio, of all that could be measured."""
    return {"/".join(line.path): line.value for line in lines(tree) if line.value is not None}


def imperfect(tree: dict[str, Any]) -> set[str]:
    return {name for name, value in ratios(tree).items() if value != 1.0}


def test_gold_against_itself_is_perfect(tmp_path: Path, gold: Path, rows: Rows) -> None:
    figures = evaluate(write_rows(tmp_path / "tables", rows), gold)["dev"]
    assert imperfect(figures) == set()
    unmeasured = {"/".join(line.path) for line in lines(figures) if line.value is None}
    assert unmeasured == set(), "the sample leaves these without a case"


def test_the_whole_gold_set_against_itself_is_perfect(tmp_path: Path) -> None:
    texts = {d.doc_id: d.text for d in read_documents(ROOT / "raw") if isinstance(d, Document)}
    folder = ROOT / "tests" / "gold"
    documents = {name: (document, texts[name]) for name, document in gold_documents(folder, texts).items()}
    metrics = evaluate(write_rows(tmp_path / "tables", rows_of(documents)), folder)
    assert list(metrics) == list(read_sides(folder, texts))
    assert {side: imperfect(tree) for side, tree in metrics.items()} == {side: set() for side in metrics}


@pytest.mark.parametrize(
    ("table", "columns", "lowered"),
    [
        ("mentions", {"end": 26}, "mentions/exact"),
        ("mentions", {"type": "DISTRICT"}, "mentions/overlap"),
        ("mentions", {"lemma": "Ригу"}, "normal_forms/all"),
        ("mentions", {"entity_id": "Q173"}, "entities/across"),
        ("entities", {"wikidata_id": "Q1"}, "linking/qid"),
        ("dates", {"start": 2}, "dates/exact"),
        ("dates", {"edtf": "1994"}, "dates/edtf"),
        ("dates", {"latest": 0}, "dates/bounds"),
        ("dates", {"anchor": "context"}, "dates/anchor"),
        ("dates", {"type": "TIME"}, "dates/type"),
        ("event_mentions", {"end": 30}, "triggers/overlap"),
        ("event_mentions", {"type": "MOVE"}, "triggers/classified"),
        ("event_mentions", {"polarity": "positive"}, "triggers/marked/negative"),
        ("event_mentions", {"modality": "actual"}, "triggers/marked_micro"),
        ("event_mentions", {"date_id": None}, "event_dates/linked"),
        ("event_mentions", {"event_id": "e"}, "events/near_misses/apart"),
        ("event_mentions", {"event_id": "e"}, "events/across"),
        ("arguments", {"role": "TOPIC"}, "arguments/overlap"),
        ("events", {"edtf": None}, "events/dated"),
        ("events", {"edtf": "1990", "earliest": 0, "latest": 1}, "events/compatible"),
        ("events", {"place_id": None}, "events/place"),
        ("relations", {"predicate": "PLACE_OF_BIRTH"}, "relations/strict"),
        ("event_links", {"predicate": "SUBEVENT_OF"}, "event_links/overlap"),
    ],
)
def test_a_damaged_column_lowers_its_figure(
    tmp_path: Path, gold: Path, rows: Rows, table: str, columns: dict[str, Any], lowered: str
) -> None:
    for row in rows[table]:
        row.update(columns)
    assert ratios(evaluate(write_rows(tmp_path / "tables", rows), gold)["dev"])[lowered] < 1.0


def test_an_event_split_by_document_is_not_told_twice(tmp_path: Path, gold: Path, rows: Rows) -> None:
    for row in rows["event_mentions"]:
        row["event_id"] += row["doc_id"]
    figures = evaluate(write_rows(tmp_path / "tables", rows), gold)["dev"]["events"]
    assert figures["told_twice"]["events"] == {"accuracy": 0.0, "right": 0, "of": 1}
    assert (figures["across"]["recall"], figures["document"]["b_cubed"]["f1"]) == (0.0, 1.0)


def test_a_row_that_other_documents_make_narrower_is_compatible(tmp_path: Path, gold: Path, rows: Rows) -> None:
    for row in rows["events"]:
        if row["event_id"] == "e":
            row.update({"edtf": "1994-05-17", "earliest": 769_132_800_000, "latest": 769_219_199_000})
    figures = evaluate(write_rows(tmp_path / "tables", rows), gold)["dev"]["events"]
    assert (figures["edtf"]["right"], figures["compatible"]["right"]) == (1, 2)


def test_empty_tables_score_nothing(tmp_path: Path, gold: Path, rows: Rows) -> None:
    kept = {name: rows[name] for name in ("documents", "sentences")}
    figures = evaluate(write_rows(tmp_path / "tables", kept), gold)["dev"]
    assert set(ratios(figures).values()) == {0.0}
    assert figures["mentions"]["exact"] == prf(0, 0, 5)
    assert figures["dates"]["edtf"]["accuracy"] is None


def test_each_side_is_measured_alone(tmp_path: Path, gold: Path, rows: Rows) -> None:
    (gold / "split.yaml").write_text("dev: [news/visit]\ntest: [later]\n", encoding="utf-8")
    (gold / "near-misses.tsv").write_text(HEADER, encoding="utf-8")
    for row in rows["dates"]:
        row["edtf"] = row["edtf"] if row["doc_id"] == "news/visit" else "2000"
    metrics = evaluate(write_rows(tmp_path / "tables", rows), gold)
    assert [metrics[side]["dates"]["edtf"] for side in ("dev", "test")] == [
        {"accuracy": 1.0, "right": 1, "of": 1},
        {"accuracy": 0.0, "right": 0, "of": 2},
    ]
    assert metrics["dev"]["events"]["told_twice"]["events"]["of"] == 0


def test_a_near_miss_is_measured_on_its_side_alone(tmp_path: Path, gold: Path, rows: Rows) -> None:
    (gold / "news" / "again.ann").write_text(ANN, encoding="utf-8")
    (gold / "split.yaml").write_text("dev: [news/visit, later]\ntest: [news/again]\n", encoding="utf-8")
    texts = TEXTS | {"news/again": TEXT}
    metrics = evaluate(write_rows(tmp_path / "tables", rows), gold, texts)
    assert [metrics[side]["gold"]["near_misses"] for side in ("dev", "test")] == [1, 0]


def test_a_place_whose_mentions_are_not_found_is_known_by_its_qid(tmp_path: Path, gold: Path, rows: Rows) -> None:
    for row in rows["mentions"]:
        row["type"] = "DISTRICT"
    assert evaluate(write_rows(tmp_path / "tables", rows), gold)["dev"]["events"]["place"]["accuracy"] == 1.0


def test_sizes_say_how_much_gold_a_side_has(tmp_path: Path, gold: Path, rows: Rows) -> None:
    assert evaluate(write_rows(tmp_path / "tables", rows), gold)["dev"]["gold"] == {
        "documents": 2, "mentions": 5, "dates": 3, "triggers": 4, "arguments": 4, "relations": 1, "links": 1,
        "events": 2, "marked": 2, "pairs_across": 2, "near_misses": 1,
    }  # fmt: skip


def test_a_gold_document_that_is_not_in_the_tables_is_an_error(tmp_path: Path, gold: Path, rows: Rows) -> None:
    (gold / "lost.ann").write_text(ANN, encoding="utf-8")
    with pytest.raises(DataError, match=r"lost\.ann.*no document «lost»"):
        evaluate(write_rows(tmp_path / "tables", rows), gold)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("news/visit\tx\tlater\tf\twhy", "news/visit» tells no event «x»"),
        ("news/visit\te\tnone\tf\twhy", "none» is no gold document"),
        ("news/visit\te\tlater\te\twhy", "e» is one event, and a near miss is two"),
    ],
)
def test_a_near_miss_of_nothing_is_an_error(tmp_path: Path, gold: Path, rows: Rows, row: str, message: str) -> None:
    (gold / "near-misses.tsv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"near-misses\.tsv:2: .*{message}"):
        evaluate(write_rows(tmp_path / "tables", rows), gold)


def test_a_near_miss_across_the_split_is_an_error(tmp_path: Path, gold: Path, rows: Rows) -> None:
    (gold / "split.yaml").write_text("dev: [news/visit]\ntest: [later]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"near-misses\.tsv:2: .*two sides"):
        evaluate(write_rows(tmp_path / "tables", rows), gold)


def test_a_folder_without_annotations_is_an_error(tmp_path: Path, rows: Rows) -> None:
    with pytest.raises(UsageError, match="no annotation"):
        evaluate(write_rows(tmp_path / "tables", rows), tmp_path / "nowhere")


def test_years_before_one_have_bounds(tmp_path: Path, gold: Path) -> None:
    """Python's datetime has no year 480 BC; the bounds must get from the table into the comparison all the same."""
    path = gold / "news" / "visit.ann"
    path.write_text(ANN.replace('"edtf": "1994-05"', '"edtf": "-0479"'), encoding="utf-8")
    ancient = rows_of({name: (load_gold(gold / f"{name}.ann", text), text) for name, text in TEXTS.items()})
    figures = evaluate(write_rows(tmp_path / "tables", ancient), gold)["dev"]["dates"]["bounds"]
    assert figures == {"accuracy": 1.0, "right": 3, "of": 3}


def test_the_comparison_loads_no_models() -> None:
    code = "import sys, pipeline.evaluate; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
