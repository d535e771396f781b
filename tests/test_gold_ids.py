"""The tools for annotators: ids, what is one thing in several documents, and what of a folder is checked."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from gold_files import SUMMIT, Change, GoldFile, replace, summit, treaty, write_gold

from pipeline.cli import main
from pipeline.gold.check import Report, check_gold
from pipeline.gold.load import load_gold
from pipeline.gold.split import gold_root
from pipeline.gold.values import precision, title_problem
from pipeline.schema import GRANULARITIES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold set of two documents, right in every respect."""
    return write_gold(tmp_path)


def check(folder: Path, *only: str) -> Report:
    return check_gold(folder / "gold", folder / "raw", only)


def titled(title: str) -> Change:
    return lambda a: a.event("Второй", "MEET", "x", (title, None, None))


WRONG: dict[str, tuple[Change, str]] = {
    "a draft's event": (
        lambda a: a.event("Второй", "MEET", "2022-11-11_meet_самарканд_d28aef34", ("Х", None, None)),
        "treaty.ann:9: «2022-11-11_meet_самарканд_d28aef34» names no event; write lower-case Latin letters",
    ),
    "capitals": (lambda a: a.event("Второй", "MEET", "Summit", ("Х", None, None)), "«Summit» names no event"),
    "lone hyphen": (lambda a: a.event("Второй", "MEET", "summit-", ("Х", None, None)), "«summit-» names no event"),
    "small Q": (lambda a: a.mention("Второй", "ORDINAL", "q813"), "treaty.ann:9: «q813» names no entity"),
    "blank in a QID": (lambda a: a.mention("Второй", "ORDINAL", "Q 813"), "«Q 813» names no entity"),
    "no type": (lambda a: a.mention("Второй", "ORDINAL", "второй"), "«второй» names no entity"),
    "unknown type": (lambda a: a.mention("Второй", "ORDINAL", "rank:второй"), "«rank:второй» names no entity"),
    "no name": (lambda a: a.mention("Второй", "ORDINAL", "ordinal:"), "«ordinal:» names no entity"),
    "capital in a name": (lambda a: a.mention("Второй", "LAW", "law:Х"), "«law:Х» names no entity"),
    "a draft's entity": (lambda a: a.mention("Второй", "PERSON", "person:анна@news/a"), "a part of the name is known"),
    "type of an id": (
        lambda a: a.mention("Второй", "LAW", "person:второй"),
        "is PERSON by its id, and the span is LAW",
    ),
    "city's item": (
        lambda a: a.mention("Второй", "COUNTRY", "Q2868"),
        "treaty.ann:9: Q2868 is Лима, CITY, and the span is COUNTRY",
    ),
    "hyphen and blank": (
        lambda a: a.mention("Второй", "LAW", "law:о  мире".replace("  ", "-")),
        "treaty.ann:9: «law:о-мире» and «law:о мире» in news/summit:7 look like one thing",
    ),
    "day of a year": (lambda a: a.date("Второй", "2015", "day"), "«2015» names no day, only a year"),
    "month of a season": (lambda a: a.date("Второй", "2015-22", "month"), "«2015-22» names no month, only a season"),
    "small title": (titled("встреча"), "the title «встреча» begins with a small letter"),
    "title with a stop": (titled("Встреча."), "is a sentence"),
    "long title": (titled("Встреча " * 30 + "в Риме"), "is a sentence"),
    "blanks in a title": (titled("Встреча  в Риме"), "blanks too many"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_an_error(folder: Path, case: str) -> None:
    change, words = WRONG[case]
    ann, other = treaty(), summit()
    replace(ann, "law:о-мире", "law:договор")
    other.mention("Договор", "LAW", "law:о мире")
    change(ann)
    ann.write(folder, "treaty")
    other.write(folder, "news/summit")
    errors = check(folder).errors
    assert [error for error in errors if words in error], errors
    assert all(re.search(r"\.ann:\d+: ", error) for error in errors), errors


def test_a_draft_that_lost_its_mark_still_loads(folder: Path) -> None:
    ann = treaty()
    replace(ann, '"event": "treaty"', '"event": "2022_meet_самарканд_d28a"')
    path = ann.write(folder, "treaty")
    assert "2022_meet_самарканд_d28a" in load_gold(path, ann.text).event_ids.values()


@pytest.mark.parametrize("entity", ["Q999999999", "law:о мире", "law:баден-баден", "work_of_art:анна, или мир"])
def test_ids_that_gold_uses_are_no_error(folder: Path, entity: str) -> None:
    ann = treaty()
    ann.mention("Второй", "LAW" if entity[0] in "Ql" else "WORK_OF_ART", entity)
    replace(ann, "law:о-мире", "law:договор")
    ann.write(folder, "treaty")
    assert check(folder).errors == ()


@pytest.mark.parametrize(
    ("value", "unit"),
    [("2015", "year"), ("-0479", "year"), ("201X", "decade"), ("19XX", "century"), ("2015-05~", "month"),
     ("2015-05/..", "month"), ("../2015-05-09", "day"), ("2014/2015-05", "month"), ("[1861,1862-03]", "month"),
     ("2015-22", "season"), ("2015-33", "quarter"), ("2015-41", "half"), ("XXXX-05-25", "day"),
     ("2015-05-09T10:00:00", "second")],
)  # fmt: skip
def test_precision_is_the_finest_unit_named(value: str, unit: str) -> None:
    assert precision(value) == unit and unit in GRANULARITIES


def test_what_the_words_name_may_be_coarser_or_not_known_so_exactly(folder: Path) -> None:
    ann = treaty()
    ann.date("Второй", "2015-05-04/2015-05-10", "week")
    ann.date("Лиме", "2015-05", "day", Anchor="context")
    ann.write(folder, "treaty")
    assert check(folder).errors == ()


def test_titles_of_the_repository_are_titles() -> None:
    assert title_problem("20-я сессия ИКМИД") is None and title_problem("«Контракт века»") is None


def meeting(event: str, edtf: str, place: str | None, **attributes: str) -> GoldFile:
    """Another document that tells of a summit."""
    ann = GoldFile(SUMMIT)
    ann.event("саммите", "MEET", event, ("Встреча", edtf, place), **attributes)
    return ann


def doubts(folder: Path, words: str) -> list[str]:
    report = check(folder)
    assert report.errors == ()
    return [warning for warning in report.warnings if words in warning]


def test_two_events_of_one_type_time_and_place_may_be_one(folder: Path) -> None:
    (folder / "gold" / "split.yaml").write_text("dev: [a, news/summit, treaty]\ntest: []\n", encoding="utf-8")
    meeting("other-summit", "2003", "Q2868").write(folder, "a")
    (found,) = doubts(folder, "one type, time and place")
    assert "«summit» and «other-summit» in a:1" in found and "news/summit.ann:5" in found
    misses = folder / "gold" / "near-misses.tsv"
    row = "a\tother-summit\tnews/summit\tsummit\ttwo bodies met\n"
    misses.write_text(misses.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert doubts(folder, "one type, time and place") == []


@pytest.mark.parametrize(("edtf", "place"), [("2003-05", "Q2868"), ("2003", "Q298"), ("2003", None)])
def test_events_that_differ_in_time_or_place_are_no_twins(folder: Path, edtf: str, place: str | None) -> None:
    (folder / "gold" / "split.yaml").unlink()
    meeting("other-summit", edtf, place).write(folder, "a")
    assert doubts(folder, "one type, time and place") == []


def in_plaza(ann: GoldFile) -> GoldFile:
    hall = ann.mention("саммите", "FACILITY", "facility:зал")
    ann.join("LOCATED_IN", hall, ann.mention("Чили", "COUNTRY", "Q298"))
    return ann


PLACES: dict[str, tuple[Callable[[], GoldFile], int]] = {
    "city and its country": (lambda: meeting("summit", "2003", "Q419"), 0),
    "city and another country": (lambda: meeting("summit", "2003", "Q298"), 1),
    "a building that may stand anywhere": (lambda: meeting("summit", "2003", "facility:зал"), 0),
    "a building in another country": (lambda: in_plaza(meeting("summit", "2003", "facility:зал")), 1),
}


@pytest.mark.parametrize("case", PLACES)
def test_places_that_hold_each_other_are_no_doubt(folder: Path, case: str) -> None:
    make, count = PLACES[case]
    (folder / "gold" / "split.yaml").unlink()
    for name in ("a", "b"):
        make().write(folder, name)
    assert len(doubts(folder, "took place in")) == count, "one doubt an event, however many documents tell it"


@pytest.mark.parametrize(("modality", "count"), [("actual", 1), ("planned", 0)])
def test_a_mention_dated_otherwise_is_told_once_an_event(folder: Path, modality: str, count: int) -> None:
    (folder / "gold" / "split.yaml").unlink()
    for name in ("a", "b"):
        ann = GoldFile(SUMMIT)
        met = ann.event("саммите", "MEET", "moved", ("Встреча", "2004", None), Modality=modality)
        ann.join("POINT_IN_TIME", met, ann.date("в 2003 году", "2003", "year"))
        ann.write(folder, name)
    assert len(doubts(folder, "dated «2003», but «moved» is of 2004")) == count


def test_only_the_documents_asked_for_are_reported(folder: Path) -> None:
    for name, ann in (("treaty", treaty()), ("news/summit", summit())):
        ann.mention("Чили и", "LAW", "Law")
        ann.write(folder, name)
    assert len(check(folder).errors) == 2
    report = check(folder, "treaty")
    assert [("treaty.ann" in error) for error in report.errors] == [True]
    assert "| treaty " in report.sizes and "summit" not in report.sizes and "documents" not in report.sizes


def test_a_document_asked_for_is_held_against_those_after_it(folder: Path) -> None:
    ann = summit()
    replace(ann, "EventType T4 SIGN", "EventType T4 ADOPT")
    ann.write(folder, "news/summit")
    for name, other in (("treaty", "news/summit"), ("news/summit", "treaty")):
        (error,) = check(folder, name).errors
        assert f"{name}.ann" in error and f"in {other}:" in error


def test_what_is_told_once_an_event_is_told_of_the_documents_asked_for(folder: Path) -> None:
    (folder / "gold" / "split.yaml").unlink()
    for name, place in (("a", "Q298"), ("b", "Q2868"), ("c", "Q298")):
        ann = meeting("moved", "2004", place)
        ann.join("POINT_IN_TIME", "T1", ann.date("в 2003 году", "2003", "year"))
        ann.write(folder, name)
    for name in ("a", "b", "c"):
        dated, placed = sorted(check(folder, name).warnings, key=lambda warning: "took place" in warning)
        assert f"{name}.ann" in dated and "dated «2003»" in dated
        assert f"{name}.ann" in placed and "took place in" in placed


def test_a_folder_inside_a_gold_set_is_checked_as_part_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = check_gold(folder / "gold" / "news", folder / "raw")
    assert report.errors == () and "news/summit" in report.sizes and "treaty" not in report.sizes
    assert main(["gold", "check", str(folder / "gold"), "--raw", str(folder / "raw"), "--document", "lost"]) == 2
    assert "no annotation of «lost»; there are news/summit, treaty" in capsys.readouterr().err


def test_a_split_above_that_lists_other_documents_is_not_its_own(folder: Path) -> None:
    assert gold_root(folder / "gold" / "news") == folder / "gold"
    treaty().write(folder / "gold" / "news", "pass")
    alone = folder / "gold" / "news" / "gold"
    assert gold_root(alone) == alone


def test_who_names_a_folder_too_deep_is_told_which_one_to_name(folder: Path) -> None:
    (folder / "gold" / "split.yaml").unlink()
    (error,) = check_gold(folder / "gold" / "news", folder / "raw").errors
    assert "there is «news/summit»; name the folder that holds news/summit.ann" in error


def test_gold_of_the_repository_has_few_doubts() -> None:
    assert len(check_gold(ROOT / "tests" / "gold", ROOT / "raw").warnings) <= 10
