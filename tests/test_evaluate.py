"""The evaluation: gold against itself is perfect, every damage lowers the figures that it concerns, and no others."""

import itertools
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gold_tables import Rows, rows_of, write_rows
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError, UsageError
from pipeline.evaluate import evaluate, write_metrics
from pipeline.evaluate.alignment import best_alignment
from pipeline.evaluate.annotation import Annotation, Argument, Date, Mention, Relation, Trigger
from pipeline.evaluate.clusters import b_cubed, ceaf, muc
from pipeline.evaluate.matching import overlapping, prf
from pipeline.evaluate.scores import score
from pipeline.evaluate.view import lines, markdown
from pipeline.gold import GoldDocument, load_gold

TEXT = "В мае 1994 года Анна Белова посетила Ригу. Визит отменён не был."
ANN = """T1	DATE 0 15	В мае 1994 года
T2	PERSON 16 27	Анна Белова
T3	EVENT 28 36	посетила
T4	CITY 37 41	Ригу
T5	EVENT 43 48	Визит
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
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "visit.ann").write_text(ANN, encoding="utf-8")
    return folder


@pytest.fixture
def document(gold: Path) -> GoldDocument:
    return load_gold(gold / "news" / "visit.ann", TEXT)


@pytest.fixture
def rows(document: GoldDocument) -> Rows:
    return rows_of({"news/visit": (document, TEXT)})


def ratios(metrics: dict[str, Any]) -> dict[str, float]:
    """Measure → its ratio, of all that could be measured."""
    return {"/".join(line.path): line.value for line in lines(metrics) if line.value is not None}


def test_gold_against_itself_is_perfect(tmp_path: Path, gold: Path, rows: Rows) -> None:
    figures = ratios(evaluate(write_rows(tmp_path / "tables", rows), gold))
    assert {name for name, value in figures.items() if value != 1.0} == set()
    assert len(figures) > 40


@pytest.mark.parametrize(
    ("table", "columns", "lowered"),
    [
        ("mentions", {"end": 26}, "mentions/exact"),
        ("mentions", {"type": "DISTRICT"}, "mentions/overlap"),
        ("mentions", {"lemma": "Ригу"}, "normal_forms/all"),
        ("entities", {"wikidata_id": "Q1"}, "linking/qid"),
        ("dates", {"start": 2}, "dates/exact"),
        ("dates", {"edtf": "1994"}, "dates/edtf"),
        ("dates", {"latest": 0}, "dates/bounds"),
        ("dates", {"anchor": "context"}, "dates/anchor"),
        ("dates", {"type": "TIME"}, "dates/type"),
        ("event_mentions", {"end": 30}, "triggers/exact"),
        ("event_mentions", {"type": "MOVE"}, "triggers/classified"),
        ("event_mentions", {"polarity": "positive"}, "triggers/marked/negative"),
        ("event_mentions", {"modality": "planned"}, "triggers/modality"),
        ("event_mentions", {"date_id": None}, "event_dates/linked"),
        ("arguments", {"role": "TOPIC"}, "arguments/overlap"),
        ("events", {"edtf": None}, "events/dated"),
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
    assert ratios(evaluate(write_rows(tmp_path / "tables", rows), gold))[lowered] < 1.0


def test_empty_tables_score_nothing(tmp_path: Path, gold: Path, rows: Rows) -> None:
    kept = {name: rows[name] for name in ("documents", "sentences")}
    metrics = evaluate(write_rows(tmp_path / "tables", kept), gold)
    assert set(ratios(metrics).values()) == {0.0}
    assert metrics["mentions"]["exact"] == prf(0, 0, 2)
    assert metrics["dates"]["edtf"]["accuracy"] is None


def test_other_documents_do_not_count(tmp_path: Path, gold: Path, document: GoldDocument) -> None:
    rows = rows_of({"news/visit": (document, TEXT), "zoo": (document, TEXT)})
    for row in rows["dates"]:
        row["edtf"] = row["edtf"] if row["doc_id"] == "news/visit" else "2000"
    assert evaluate(write_rows(tmp_path / "tables", rows), gold)["dates"]["edtf"]["of"] == 1


def test_a_gold_document_that_is_not_in_the_tables_is_an_error(tmp_path: Path, gold: Path, rows: Rows) -> None:
    (gold / "lost.ann").write_text(ANN, encoding="utf-8")
    with pytest.raises(DataError, match=r"lost\.ann.*no document «lost»"):
        evaluate(write_rows(tmp_path / "tables", rows), gold)


def test_a_folder_without_annotations_is_an_error(tmp_path: Path, rows: Rows) -> None:
    with pytest.raises(UsageError, match="no annotation"):
        evaluate(write_rows(tmp_path / "tables", rows), tmp_path / "nowhere")


def test_metrics_are_json_and_markdown(tmp_path: Path, gold: Path, rows: Rows) -> None:
    metrics = evaluate(write_rows(tmp_path / "tables", rows), gold)
    write_metrics(metrics, tmp_path / "metrics.json")
    assert json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8")) == metrics
    assert "| mentions | exact | 100.0 | 100.0 | 100.0 | 2 | 2 | 2 |" in markdown(metrics)
    assert (tmp_path / "metrics.md").read_text(encoding="utf-8") == markdown(metrics)


def test_the_comparison_loads_no_models() -> None:
    code = "import sys, pipeline.evaluate; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# The measures, on cases with a known answer


def test_b_cubed_of_the_example_of_its_authors() -> None:
    """Bagga and Baldwin 1998: {1-5} {6,7} {8-12}; joining the two large clusters gives a precision of
    58 %, joining the small one with a large one 76 %."""
    truth = [1] * 5 + [2] * 2 + [3] * 5
    response = ["a"] * 5 + ["b"] * 2 + ["a"] * 5
    assert b_cubed(list(zip(truth, response, strict=True))) == {
        "precision": 0.5833, "recall": 1.0, "f1": 0.7368, "items": 12,
    }  # fmt: skip
    response = ["a"] * 5 + ["b"] * 7
    assert b_cubed(list(zip(truth, response, strict=True)))["precision"] == 0.7619


def test_muc_counts_missing_links() -> None:
    """Vilain et al. 1995: {A B C D} against {A B} {C D} needs one link of three more."""
    assert muc([(1, "x"), (1, "x"), (1, "y"), (1, "y")]) == {"precision": 1.0, "recall": 0.6667, "f1": 0.8, "items": 4}
    assert muc([(1, "x"), (2, "y")])["f1"] is None


def test_ceaf_aligns_clusters_one_to_one() -> None:
    """Luo 2005: truth {1-5} {6,7} {8-12}; joining the large ones leaves one of three clusters without a partner."""
    truth = [1] * 5 + [2] * 2 + [3] * 5
    joined = ["a"] * 5 + ["b"] * 2 + ["a"] * 5
    figures = ceaf(list(zip(truth, joined, strict=True)))
    assert (figures["precision"], figures["recall"]) == (round((2 * 5 / 15 + 1) / 2, 4), round((2 * 5 / 15 + 1) / 3, 4))


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_best_alignment_is_that_of_trying_them_all(weights: list[list[int]]) -> None:
    rows = [{column: weight for column, weight in enumerate(row) if weight} for row in weights]
    padded = [row + [0] * len(rows) for row in weights]
    tried = itertools.permutations(range(3 + len(rows)), len(rows))
    best = max(sum(padded[row][column] for row, column in enumerate(columns)) for columns in tried)
    assert best_alignment(rows) == best


def test_nothing_to_measure_is_null_and_not_perfect() -> None:
    assert prf(0, 0, 0)["f1"] is None
    assert prf(0, 5, 0)["f1"] == 0.0


def test_overlap_is_one_to_one_and_takes_the_closest() -> None:
    gold = [("d", 0, 10), ("d", 12, 20), ("e", 0, 5)]
    predicted = [("d", 0, 20), ("d", 12, 19), ("d", 30, 31), ("e", 5, 9)]
    pairs = overlapping(gold, predicted, lambda place: (place, None))
    assert pairs == [(("d", 0, 10), ("d", 0, 20)), (("d", 12, 20), ("d", 12, 19))]


def test_overlap_respects_the_type() -> None:
    person, city = Mention(("d", 0, 9), "PERSON", "", "", "a"), Mention(("d", 0, 9), "CITY", "", "", "a")
    figures = score(Annotation((person,)), Annotation((city,)))["mentions"]
    assert (figures["overlap"]["f1"], figures["macro_f1"]) == (0.0, 0.0)


def test_a_wrong_qid_costs_precision_and_recall_but_an_unknown_one_only_recall() -> None:
    def linked(first: str | None, second: str | None) -> Annotation:
        places = enumerate((first, second))
        return Annotation(tuple(Mention(("d", i, i + 1), "CITY", "", "", str(q), q) for i, q in places))

    def figures(first: str | None, second: str | None) -> tuple[float, float]:
        found = score(linked("Q1", "Q2"), linked(first, second))["linking"]["qid"]
        return found["precision"], found["recall"]

    assert figures("Q1", "Q9") == (0.5, 0.5)
    assert figures("Q1", None) == (1.0, 0.5)


def test_an_entity_split_in_two_costs_recall_of_clusters() -> None:
    gold = tuple(Mention(("d", i, i + 1), "CITY", "", "", "rome") for i in range(4))
    split = tuple(replace(m, entity="rome" if i < 2 else "roma") for i, m in enumerate(gold))
    figures = score(Annotation(gold), Annotation(split))["entities"]["corpus"]["b_cubed"]
    assert (figures["precision"], figures["recall"]) == (1.0, 0.5)


def test_events_joined_across_documents_only_show_in_the_corpus_figure() -> None:
    gold = tuple(Trigger((doc, 0, 5), "MEET", "positive", "actual", f"event in {doc}") for doc in "ab")
    joined = tuple(replace(t, event="one") for t in gold)
    figures = score(Annotation(triggers=gold), Annotation(triggers=joined))["events"]
    assert figures["document"]["b_cubed"]["f1"] == 1.0
    assert figures["corpus"]["b_cubed"]["precision"] == 0.5


def test_an_argument_of_a_trigger_that_gold_lacks_is_wrong() -> None:
    trigger = Trigger(("d", 0, 5), "MEET", "positive", "actual", "e")
    argument = Argument(("d", 0, 5), "PLACE", ("d", 10, 15))
    gold = Annotation(triggers=(trigger,), arguments=(argument,))
    elsewhere = replace(argument, trigger=("d", 20, 25))
    predicted = Annotation(triggers=(replace(trigger, place=("d", 20, 25)),), arguments=(elsewhere,))
    assert score(gold, predicted)["arguments"]["overlap"]["right"] == 0


def test_arguments_match_through_overlapping_triggers_and_fillers() -> None:
    gold = Annotation(
        triggers=(Trigger(("d", 0, 10), "MEET", "positive", "actual", "e"),),
        arguments=(Argument(("d", 0, 10), "PLACE", ("d", 12, 20)),),
    )
    predicted = Annotation(
        triggers=(Trigger(("d", 5, 10), "MEET", "positive", "actual", "x"),),
        arguments=(Argument(("d", 5, 10), "PLACE", ("d", 14, 20)), Argument(("d", 5, 10), "PLACE", ("d", 12, 14))),
    )
    figures = score(gold, predicted)["arguments"]
    assert (figures["overlap"]["precision"], figures["roles"]["PLACE"]["recall"]) == (0.5, 1.0)


def test_relations_are_strict_in_direction() -> None:
    one, two = ("d", 0, 5, "PERSON"), ("d", 6, 9, "ORGANIZATION")
    gold, turned = Relation(one, "WORKPLACE", two), Relation(two, "WORKPLACE", one)
    assert score(Annotation(relations=(gold,)), Annotation(relations=(turned,)))["relations"]["strict"]["f1"] == 0.0


def test_years_before_one_have_bounds(tmp_path: Path, gold: Path, rows: Rows) -> None:
    """Python's datetime has no year 480 BC; the bounds must get from the table into the comparison all the same."""
    path = gold / "news" / "visit.ann"
    path.write_text(ANN.replace('"edtf": "1994-05"', '"edtf": "-0479"'), encoding="utf-8")
    ancient = rows_of({"news/visit": (load_gold(path, TEXT), TEXT)})
    figures = evaluate(write_rows(tmp_path / "tables", ancient), gold)["dates"]["bounds"]
    assert figures == {"accuracy": 1.0, "right": 1, "of": 1}


def test_dates_match_by_overlap_and_their_values_end_to_end() -> None:
    gold = Date(("d", 0, 9), "DATE", "1994", 0, 1, "explicit")
    wrong, spurious = replace(gold, place=("d", 2, 9), edtf="1995"), replace(gold, place=("d", 50, 59))
    figures = score(Annotation(dates=(gold,)), Annotation(dates=(wrong, spurious)))["dates"]
    assert (figures["exact"]["f1"], figures["overlap"]["precision"], figures["value"]["f1"]) == (0.0, 0.5, 0.0)
    assert (figures["type"]["accuracy"], figures["edtf"]["accuracy"]) == (1.0, 0.0)
