"""The lists of the corpus: true to the texts, large enough, and scored as they say."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from gold_tables import write_rows

from pipeline.documents import Document, read_documents
from pipeline.errors import DataError
from pipeline.evaluate.annotation import Place
from pipeline.evaluate.corpus import LOOK_ALIKES, TOLD_TWICE, read_lists, score_corpus
from pipeline.evaluate.gold import gold_documents
from pipeline.evaluate.matching import jaccard

LISTS = ROOT / "tests" / "corpus"
TEXTS = {
    "a": "В 1974 году второй саммит прошёл в Лахоре. Третий саммит собрался в Мекке.",
    "b": "Страны встретились на саммите в Лахоре.",
}
TOLD = ("summit-lahore\ta\tвторой [саммит] прошёл в Лахоре", "summit-lahore\tb\tна [саммите] в Лахоре")
ALIKE = ("a\tвторой [саммит] прошёл\ta\tТретий [саммит]\tanother year",)


def write_lists(folder: Path, told: tuple[str, ...] = TOLD, alike: tuple[str, ...] = ALIKE) -> Path:
    for name, header, rows in (
        (TOLD_TWICE, "event\tdoc_id\twords", told),
        (LOOK_ALIKES, "doc_a\twords_a\tdoc_b\twords_b\twhy", alike),
    ):
        (folder / name).write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The texts of the repository's sources, each read in its own encoding and format."""
    return {row.doc_id: row.text for row in read_documents(ROOT / "raw") if isinstance(row, Document)}


def test_the_lists_are_true_to_the_texts_and_large_enough(texts: dict[str, str]) -> None:
    lists = read_lists(LISTS, texts)
    assert len(lists.told_twice) >= 60
    assert len(lists.look_alikes) >= 30
    assert all(len({place[0] for place in places}) >= 2 for places in lists.told_twice.values())


def test_a_trigger_is_whole_words_and_no_place_tells_two_events(texts: dict[str, str]) -> None:
    """One word may tell two events only if a list says that they are not one."""
    lists = read_lists(LISTS, texts)
    places = {p for told in (*lists.told_twice.values(), *lists.look_alikes) for p in told}
    cut = [p for p in places if texts[p[0]][p[1] - 1 : p[1]].isalpha() or texts[p[0]][p[2] : p[2] + 1].isalpha()]
    assert cut == []
    events = Counter(place for told in lists.told_twice.values() for place in told)
    assert {place: count for place, count in events.items() if count > 1} == {}


@pytest.fixture(scope="module")
def gold_event(texts: dict[str, str]) -> Callable[[Place], str | None]:
    """Which gold event a place of the lists tells: that of the gold trigger closest to it, none outside gold."""
    gold = gold_documents(ROOT / "tests" / "gold", texts)

    def event(place: Place) -> str | None:
        ids = gold[place[0]].event_ids if place[0] in gold else {}
        near = [(-jaccard(place, (place[0], *span)), span) for span in ids if span[0] < place[2] and place[1] < span[1]]
        return ids[min(near)[1]] if near else None

    return event


def test_what_is_told_twice_has_one_event_in_gold(
    texts: dict[str, str], gold_event: Callable[[Place], str | None]
) -> None:
    told = read_lists(LISTS, texts).told_twice
    events = {name: {event for place in places if (event := gold_event(place))} for name, places in told.items()}
    assert sum(len(found) == 1 for found in events.values()) >= 40
    apart = {name: sorted(found) for name, found in events.items() if len(found) > 1}
    assert not apart, f"one event by told-twice.tsv, several ids in tests/gold; correct one of them: {apart}"


def test_look_alikes_have_two_events_in_gold(texts: dict[str, str], gold_event: Callable[[Place], str | None]) -> None:
    pairs = [(*pair, *map(gold_event, pair)) for pair in read_lists(LISTS, texts).look_alikes]
    assert sum(None not in pair for pair in pairs) >= 30
    one = [pair for pair in pairs if pair[2] is not None and pair[2] == pair[3]]
    assert not one, f"two events by look-alikes.tsv, one id in tests/gold; correct one of them: {one}"


def test_places_are_those_of_the_brackets(tmp_path: Path) -> None:
    lists = read_lists(write_lists(tmp_path), TEXTS)
    words = [TEXTS[doc][start:end] for doc, start, end in lists.told_twice["summit-lahore"]]
    assert words == ["саммит", "саммите"]
    assert [[TEXTS[p[0]][p[1] - 7 : p[2]] for p in pair] for pair in lists.look_alikes] == [
        ["второй саммит", "Третий саммит"]
    ]


@pytest.mark.parametrize(
    ("told", "alike", "message"),
    [
        ((*TOLD, "x\ta"), ALIKE, r"told-twice\.tsv:4: a row has 3 filled cells"),
        ((*TOLD, "x\ta\t "), ALIKE, r"told-twice\.tsv:4: a row has 3 filled cells"),
        ((*TOLD, "summit-lahore\tz\t[саммит]"), ALIKE, r"told-twice\.tsv:4: there is no document «z»"),
        ((*TOLD, "x\ta\tсаммит прошёл"), ALIKE, r"told-twice\.tsv:4: .*marks no trigger"),
        ((*TOLD, "x\ta\t[второй] [саммит]"), ALIKE, r"told-twice\.tsv:4: .*marks no trigger"),
        ((*TOLD, "x\ta\tвторой[ саммит]"), ALIKE, r"told-twice\.tsv:4: .*marks no trigger"),
        ((*TOLD, "x\ta\t[саммит] прошёл в Дакаре"), ALIKE, r"told-twice\.tsv:4: «a» does not say «саммит прошёл в Да"),
        ((*TOLD, "x\ta\t[саммит]"), ALIKE, r"told-twice\.tsv:4: «a» says «саммит» more than once"),
        ((*TOLD, TOLD[0]), ALIKE, r"told-twice\.tsv:4: «summit-lahore» has this place already"),
        ((*TOLD, "x\ta\tТретий [саммит]"), ALIKE, r"told-twice\.tsv:4: «x» is told in one document alone"),
        (TOLD, ("a\t[саммит] прошёл\ta\tвторой [саммит]\twhy",), r"look-alikes\.tsv:2: both places are the same"),
        (TOLD, ("a\t[саммит] прошёл\tb\t[саммите]\twhy",), r"look-alikes\.tsv:2: told-twice\.tsv calls these two"),
        (TOLD, (*ALIKE, "a\tТретий [саммит]\ta\tвторой [саммит]\twhy"), r"look-alikes\.tsv:3: this pair stands there"),
    ],
)
def test_a_broken_row_is_an_error_with_its_line(
    tmp_path: Path, told: tuple[str, ...], alike: tuple[str, ...], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        read_lists(write_lists(tmp_path, told, alike), TEXTS)


def test_a_list_saved_by_an_editor_is_read_as_it_was(tmp_path: Path) -> None:
    """The mark of UTF-8, line ends of Windows, blanks around a cell and a row of blanks are no errors."""
    right = read_lists(write_lists(tmp_path), TEXTS)
    for name in (TOLD_TWICE, LOOK_ALIKES):
        rows = (tmp_path / name).read_text(encoding="utf-8").split("\n")
        saved = "\r\n".join(["\ufeff" + rows[0], *(row.replace("\t", " \t ") for row in rows[1:]), "  "])
        (tmp_path / name).write_bytes(saved.encode())
    assert read_lists(tmp_path, TEXTS) == right


def test_a_missing_list_and_a_wrong_header_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"told-twice\.tsv: the list is missing"):
        read_lists(tmp_path, TEXTS)
    write_lists(tmp_path)
    (tmp_path / LOOK_ALIKES).write_text("doc_a,words_a\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"look-alikes\.tsv:1: the header must be doc_a"):
        read_lists(tmp_path, TEXTS)


def figures(folder: Path, *mentions: tuple[str, str, int, str]) -> dict[str, Any]:
    """The figures for event mentions (event, document, number of the word in it that is the trigger, its words)."""
    span = {"sent_id": 0, "type": "MEET", "polarity": "positive", "modality": "actual", "date_id": None}
    rows = []
    for event, doc_id, nth, words in mentions:
        start = -1
        for _ in range(nth):
            start = TEXTS[doc_id].index(words, start + 1)
        place = {"doc_id": doc_id, "start": start, "end": start + len(words), "text": words, "lemma": words}
        rows.append({**span, **place, "event_id": event, "event_mention_id": f"{doc_id}{start}"})
    return score_corpus(write_rows(folder / "tables", {"event_mentions": rows}), write_lists(folder), TEXTS)


def shares(tree: dict[str, Any]) -> dict[str, float | None]:
    return {
        f"{name}/{measure}": value["accuracy"]
        for name in ("told_twice", "look_alikes")
        for measure, value in tree[name].items()
    }


def test_what_is_right_scores_one(tmp_path: Path) -> None:
    found = figures(tmp_path, ("x", "a", 1, "саммит"), ("y", "a", 2, "саммит"), ("x", "b", 1, "саммите"))
    assert set(shares(found).values()) == {1.0}
    assert found["listed"] == {"documents": 2, "places": 3, "events": 1, "look_alikes": 1}


def test_merging_everything_shows_in_the_look_alikes_alone(tmp_path: Path) -> None:
    found = figures(tmp_path, ("x", "a", 1, "саммит"), ("x", "a", 2, "саммит"), ("x", "b", 1, "саммите"))
    assert {name for name, value in shares(found).items() if value != 1.0} == {"look_alikes/apart"}


def test_splitting_everything_shows_in_what_is_told_twice_alone(tmp_path: Path) -> None:
    found = figures(tmp_path, ("x", "a", 1, "саммит"), ("y", "a", 2, "саммит"), ("z", "b", 1, "саммите"))
    assert {name for name, value in shares(found).items() if value != 1.0} == {"told_twice/events", "told_twice/merged"}


def test_what_is_not_found_is_neither_merged_nor_apart(tmp_path: Path) -> None:
    assert shares(figures(tmp_path, ("x", "a", 1, "саммит"))) == {
        "told_twice/events": 0.0, "told_twice/found": 0.0, "told_twice/merged": None,
        "look_alikes/found": 0.0, "look_alikes/apart": None,
    }  # fmt: skip


def test_two_places_in_one_document_are_no_pair(tmp_path: Path) -> None:
    again = "summit-lahore\ta\tТретий [саммит]"
    lists = write_lists(tmp_path, (*TOLD, again), ())
    found = score_corpus(write_rows(tmp_path / "tables", {}), lists, TEXTS)
    assert found["told_twice"]["found"]["of"] == 2


def test_the_closest_of_several_mentions_counts(tmp_path: Path) -> None:
    """A mention may hold another («обсуждение саммита»): the one whose characters are the marked ones is meant."""
    wide, exact = ("far", "b", 1, "на саммите в Лахоре"), ("x", "b", 1, "саммите")
    found = figures(tmp_path, wide, exact, ("x", "a", 1, "второй саммит"), ("y", "a", 2, "саммит"))
    assert found["told_twice"]["merged"] == {"accuracy": 1.0, "right": 1, "of": 1}


def test_blind_documents_do_not_count(tmp_path: Path) -> None:
    texts = {**TEXTS, "c": TEXTS["b"]}
    told = (*TOLD, "summit-lahore\tc\tна [саммите] в Лахоре")
    lists = write_lists(tmp_path, told, ())
    tables = write_rows(tmp_path / "tables", {})
    assert score_corpus(tables, lists, texts)["told_twice"]["found"]["of"] == 3
    seen = score_corpus(tables, lists, texts, {"c"})
    assert seen["told_twice"]["found"]["of"] == 1
    assert seen["listed"]["documents"] == 2
    assert score_corpus(tables, lists, texts, {"b", "c"})["listed"]["events"] == 0
