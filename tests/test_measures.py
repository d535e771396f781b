"""The measures on cases with a known answer, among them the examples of their authors. What holds of every case:
tests/test_measures_always.py; scores of clusters: tests/test_measures_clusters.py."""

from dataclasses import replace

import pytest

from pipeline.edtf import bounds
from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Mention, Relation, Trigger
from pipeline.evaluate.events import gold_rows
from pipeline.evaluate.matching import overlapping, prf, same
from pipeline.evaluate.scores import score


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


def test_neighbours_share_no_character() -> None:
    one, two = ("d", 0, 5), ("d", 5, 9)
    assert overlapping([one], [two], lambda place: (place, None)) == []
    assert overlapping([two], [one], lambda place: (place, None)) == []


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


def test_relations_overlap_only_if_both_ends_do() -> None:
    person, other = ("d", 0, 9, "PERSON"), ("d", 5, 9, "PERSON")
    city, town, far = ("d", 20, 29, "CITY"), ("d", 20, 25, "DISTRICT"), ("d", 40, 45, "CITY")
    gold = Annotation(relations=(Relation(person, "PLACE_OF_BIRTH", city),))

    def found(*relations: Relation) -> dict:
        return score(gold, Annotation(relations=relations))["relations"]["overlap"]

    assert found(Relation(other, "PLACE_OF_BIRTH", town)) == prf(1, 1, 1)
    assert found(Relation(other, "PLACE_OF_BIRTH", far)) == found(Relation(far, "PLACE_OF_BIRTH", city)) == prf(0, 1, 1)
    assert found(Relation(other, "PLACE_OF_DEATH", town)) == prf(0, 1, 1)
    assert found(Relation(other, "PLACE_OF_BIRTH", town), Relation(person, "PLACE_OF_BIRTH", town)) == prf(1, 2, 1)


def test_bounds_are_compared_where_gold_has_one() -> None:
    unknown = Date(("d", 0, 9), "DATE", None, None, None, "none")
    open_end = Date(("d", 20, 29), "DATE", "1994/..", 0, None, "explicit")
    found = tuple(replace(date, earliest=0, latest=1) for date in (unknown, open_end))
    assert score(Annotation(dates=(unknown, open_end)), Annotation(dates=found))["dates"]["bounds"] == {
        "accuracy": 0.0, "right": 0, "of": 1,
    }  # fmt: skip


def test_dates_match_by_overlap_and_their_values_end_to_end() -> None:
    gold = Date(("d", 0, 9), "DATE", "1994", 0, 1, "explicit")
    wrong, spurious = replace(gold, place=("d", 2, 9), edtf="1995"), replace(gold, place=("d", 50, 59))
    figures = score(Annotation(dates=(gold,)), Annotation(dates=(wrong, spurious)))["dates"]
    assert (figures["exact"]["f1"], figures["overlap"]["precision"], figures["value"]["f1"]) == (0.0, 0.5, 0.0)
    assert (figures["type"]["accuracy"], figures["edtf"]["accuracy"]) == (1.0, 0.0)


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
