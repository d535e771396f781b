"""The measures on cases with a known answer, among them the examples of their authors. What holds of every case:
tests/test_measures_always.py."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import bounds
from pipeline.evaluate.alignment import best_alignment
from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Mention, Relation, Trigger
from pipeline.evaluate.clusters import b_cubed, ceaf, muc, pairs_across
from pipeline.evaluate.events import gold_rows
from pipeline.evaluate.matching import overlapping, prf, same
from pipeline.evaluate.scores import score


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


def test_overlap_takes_the_closest_before_the_first() -> None:
    early, late, found = ("d", 0, 10), ("d", 8, 20), ("d", 9, 20)
    assert overlapping([early, late], [found], lambda place: (place, None)) == [(late, found)]


def test_equal_records_are_matched_one_to_one() -> None:
    assert same([1, 1, 2], [1, 2, 2], lambda n: n) == [(1, 1), (2, 2)]


def test_forms_that_only_copy_the_text_score_nothing_where_it_is_inflected() -> None:
    gold = tuple(Mention(("d", i, i + 1), "CITY", "Рига", text, "r") for i, text in enumerate(("Рига", "Ригу")))
    copied = tuple(replace(m, lemma=m.text) for m in gold)
    figures = score(Annotation(gold), Annotation(copied))["normal_forms"]
    assert (figures["all"]["accuracy"], figures["inflected"]["accuracy"]) == (0.5, 0.0)


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


def test_dates_match_by_overlap_and_their_values_end_to_end() -> None:
    gold = Date(("d", 0, 9), "DATE", "1994", 0, 1, "explicit")
    wrong, spurious = replace(gold, place=("d", 2, 9), edtf="1995"), replace(gold, place=("d", 50, 59))
    figures = score(Annotation(dates=(gold,)), Annotation(dates=(wrong, spurious)))["dates"]
    assert (figures["exact"]["f1"], figures["overlap"]["precision"], figures["value"]["f1"]) == (0.0, 0.5, 0.0)
    assert (figures["type"]["accuracy"], figures["edtf"]["accuracy"]) == (1.0, 0.0)


def test_pairs_across_leave_out_those_within_a_document() -> None:
    """Gold: one thing twice in a and once in b, another in c. Predicted: the mentions of a apart, that of c joined."""
    items = [("a", "g", "p"), ("a", "g", "q"), ("b", "g", "p"), ("c", "h", "p")]
    assert pairs_across(items) == prf(1, 3, 2)


def told(event: str, *documents: str, start: int = 0) -> tuple[Trigger, ...]:
    """A mention of `event` in each of the documents."""
    return tuple(Trigger((document, start, start + 5), "MEET", "positive", "actual", event) for document in documents)


def events_figures(gold: tuple[Trigger, ...], predicted: tuple[Trigger, ...], *misses: tuple[str, str]) -> dict:
    """The figures of events; `misses` are pairs of event and document, two and two."""
    pairs = tuple(zip(misses[::2], misses[1::2], strict=True))
    return score(Annotation(triggers=gold), Annotation(triggers=predicted), pairs)["events"]


def test_an_event_is_told_twice_only_if_found_as_one_in_every_document() -> None:
    gold = told("g", "a", "b", "c") + told("once", "a", start=9)
    found = events_figures(gold, told("p", "a", "b") + told("q", "c"))["told_twice"]
    assert found == {
        "events": {"accuracy": 0.0, "right": 0, "of": 1},
        "pairs": {"accuracy": 0.3333, "right": 1, "of": 3},
        "merged": {"accuracy": 0.3333, "right": 1, "of": 3},
    }


def test_a_telling_that_is_not_found_counts_as_wrong() -> None:
    found = events_figures(told("g", "a", "b", "c"), told("p", "a", "b"))["told_twice"]
    assert [found[name]["of"] for name in ("events", "pairs", "merged")] == [1, 3, 1]
    assert [found[name]["right"] for name in ("events", "pairs", "merged")] == [0, 1, 1]


def test_merging_everything_keeps_no_near_miss_apart() -> None:
    gold = told("g", "a") + told("h", "b") + told("i", "b", start=9)
    misses = (("a", "g"), ("b", "h"), ("a", "g"), ("b", "i"))
    assert events_figures(gold, gold, *misses)["near_misses"]["apart"] == {"accuracy": 1.0, "right": 2, "of": 2}
    merged = tuple(replace(t, event="one") for t in gold)
    assert events_figures(gold, merged, *misses)["near_misses"]["apart"] == {"accuracy": 0.0, "right": 0, "of": 2}


def test_a_near_miss_with_a_side_that_is_not_found_is_not_kept_apart() -> None:
    figures = events_figures(told("g", "a") + told("h", "b"), told("p", "a"), ("a", "g"), ("b", "h"))["near_misses"]
    assert (figures["found"]["accuracy"], figures["apart"]["accuracy"]) == (0.0, None)


def view(edtf: str | None, place: str | None = None, document: str = "") -> Event:
    return Event("e", *bounds(edtf), edtf, place, None, document)


@pytest.mark.parametrize(
    ("told", "edtf"),
    [
        ([None, None], None),
        ([None, "2008"], "2008"),
        (["2008", "2008-03-13/2008-03-14", "2008-03"], "2008-03-13/2008-03-14"),
        (["2008-03-14", "2008-03-13", "2008-03-13"], "2008-03-13"),
        (["2008-03-14", "2008-03-13"], "2008-03-14"),
        (["2008-03", "2008-03-14", "2008-03-13"], "2008-03-14"),
        (["1994", "1995-05"], "1994"),
        (["1994/..", "1994-05"], "1994-05"),
        (["XXXX-05", "1994"], "1994"),
    ],
)
def test_the_gold_row_of_an_event_has_the_narrowest_date_that_fits(told: list[str | None], edtf: str | None) -> None:
    views = tuple(view(value, document=str(number)) for number, value in enumerate(told))
    assert [(row.edtf, row.document) for row in gold_rows(Annotation(events=views))] == [(edtf, "")]
    assert gold_rows(Annotation(events=views[::-1]))[0].edtf == edtf


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ([None, "chile"], "chile"),
        (["chile", "lima"], "lima"),
        (["lima", "quito"], "lima"),
        (["lima", "quito", "quito"], "quito"),
        (["hall", "chile"], "chile"),
        (["chile", "chile", "lima"], "lima"),
    ],
)
def test_the_gold_row_of_an_event_has_the_most_specific_place(told: list[str | None], place: str) -> None:
    types = {"chile": "COUNTRY", "lima": "CITY", "quito": "CITY", "hall": "FACILITY"}
    mentions = tuple(Mention(("0", i, i + 1), kind, "", "", name) for i, (name, kind) in enumerate(types.items()))
    views = tuple(view("2008", place, str(number)) for number, place in enumerate(told))
    assert gold_rows(Annotation(mentions, events=views))[0].place == place


def test_events_that_were_merged_count_once_as_dated() -> None:
    """Two gold events, one predicted: a precision of 2 / 1 once came of it."""
    gold = Annotation(triggers=told("g", "a") + told("h", "a", start=9), events=(view("1994"), view("1994")))
    gold = replace(gold, events=(replace(gold.events[0], event="g"), replace(gold.events[1], event="h")))
    merged = Annotation(triggers=tuple(replace(t, event="e") for t in gold.triggers), events=(view("1994"),))
    assert score(gold, merged)["events"]["dated"] == prf(1, 1, 2)


def test_a_place_that_no_mention_tells_is_known_by_its_qid() -> None:
    trigger = told("e", "a")
    gold = Annotation(triggers=trigger, events=(replace(view("1994", "Q1"), place_qid="Q1"),))
    for qid, right in (("Q1", 1), ("Q2", 0), (None, 0)):
        predicted = Annotation(triggers=trigger, events=(replace(view("1994", "лима"), place_qid=qid),))
        assert score(gold, predicted)["events"]["place"]["right"] == right


def test_a_row_without_a_date_is_not_compatible_with_a_dated_event() -> None:
    gold = Annotation(triggers=told("e", "a"), events=(view("1994"),))
    figures = score(gold, replace(gold, events=(view(None),)))["events"]
    assert figures["compatible"] == {"accuracy": 0.0, "right": 0, "of": 1}


def test_of_rows_with_as_many_mentions_the_one_with_the_first_counts() -> None:
    gold = Annotation(triggers=told("e", "a", "b"), events=(view("1994"),))
    halves = told("z", "a") + told("y", "b")
    rows = replace(view("1994"), event="z"), replace(view("1995"), event="y")
    assert score(gold, Annotation(triggers=halves, events=rows))["events"]["edtf"]["right"] == 1


def test_nerel_roles_are_scored_as_one_beside() -> None:
    trigger, argument = told("e", "a"), Argument(("a", 0, 5), "AGENT", ("a", 10, 15))
    gold = Annotation(triggers=trigger, arguments=(argument,))
    predicted = Annotation(triggers=trigger, arguments=(replace(argument, role="PARTICIPANT"),))
    figures = score(gold, predicted)["arguments"]
    assert (figures["overlap"]["f1"], figures["merged_roles"]["f1"]) == (0.0, 1.0)


def test_accuracy_hides_what_marked_values_show() -> None:
    gold = told("e", "a", "b", "c") + tuple(replace(t, modality="planned") for t in told("f", "d"))
    figures = score(Annotation(triggers=gold), Annotation(triggers=told("p", "a", "b", "c", "d")))["triggers"]
    assert (figures["modality"]["accuracy"], figures["marked_micro"]["f1"]) == (0.75, 0.0)
    assert figures["marked"] == {"planned": prf(0, 0, 1)}


def test_types_count_the_same_in_the_macro_average() -> None:
    gold = tuple(replace(t, type="VISIT") for t in told("v", "a")) + told("m", "b", "c", "d")
    predicted = tuple(replace(t, type="MEET") for t in gold)
    figures = score(Annotation(triggers=gold), Annotation(triggers=predicted))["triggers"]
    assert (figures["classified"]["f1"], figures["macro_f1"]) == (0.75, round(0.8571 / 2, 4))
