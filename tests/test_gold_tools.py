"""The tools for annotators: what the check and the loader of the split refuse. Drafts: tests/test_gold_draft.py."""

import re
import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT
from gold_files import HEAD, MET, SIGNED, Change, GoldFile, summit, treaty, write_gold

from pipeline.cli import main
from pipeline.errors import DataError
from pipeline.gold import load_gold
from pipeline.gold.brat import one_line
from pipeline.gold.check import Report, check_gold
from pipeline.gold.identity import compatible
from pipeline.gold.split import read_near_misses, read_split
from pipeline.gold.values import edtf_problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold set of two documents, right in every respect."""
    return write_gold(tmp_path)


def check(folder: Path) -> Report:
    return check_gold(folder / "gold", folder / "raw")


def row(report: Report, name: str) -> dict[str, str]:
    """A row of the table of sizes by its column names."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in report.sizes.splitlines()]
    return next(dict(zip(cells[0], found, strict=True)) for found in cells if found[0] == name)


def test_a_right_gold_set_holds_and_is_counted(folder: Path) -> None:
    report = check(folder)
    assert report.errors == () and report.warnings == ()
    assert row(report, "treaty") == {
        "document": "treaty", "side": "dev", "words": "18", "mentions": "5", "dates": "1", "event mentions": "2",
        "events": "2", "arguments": "4", "relations": "0", "links": "0", "marked": "1", "pairs": "1", "near misses": "",
    }  # fmt: skip
    both = row(report, "2 documents")
    assert (both["mentions"], both["event mentions"], both["pairs"], both["near misses"]) == ("8", "4", "1", "1")


def test_pairs_are_counted_within_a_side(folder: Path) -> None:
    (folder / "gold" / "split.yaml").write_text("dev: [treaty]\ntest: [news/summit]\n", encoding="utf-8")
    report = check(folder)
    assert [row(report, name)["pairs"] for name in ("treaty", "news/summit")] == ["0", "0"]
    assert len(report.errors) == 1 and "near-misses.tsv:2: «treaty» and «news/summit» are on two" in report.errors[0]


def test_all_errors_of_all_files_are_told_at_once(folder: Path) -> None:
    for name in ("treaty", "news/summit"):
        path = folder / "gold" / f"{name}.ann"
        broken = path.read_text(encoding="utf-8").replace("COUNTRY", "LAND").replace('"Q2868"', '""', 1)
        path.write_text(broken, encoding="utf-8")
    errors = check(folder).errors
    assert sum("«LAND» is no type" in error for error in errors) == 5
    assert sum("not empty" in error for error in errors) == 2
    assert not any("is named here" in error for error in errors), "a reference to a broken line is no second error"


def test_a_bad_file_hides_no_other(folder: Path) -> None:
    path = folder / "gold" / "treaty.ann"
    path.write_text("#0\tDRAFT\tcorrect me\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "raw" / "news" / "summit.txt").unlink()
    errors = check(folder).errors
    assert any("treaty.ann:1: this is a draft" in error and "delete this line" in error for error in errors)
    assert any("there is no source «news/summit»" in error for error in errors)


WRONG: dict[str, tuple[Change, str]] = {
    "crossing mentions": (
        lambda a: (a.mention("Чили и", "PERSON", "person:x"), a.mention("и Перу", "FAMILY", "family:x")),
        "«Чили и» and «и Перу» (lines 9 and 10) cross",
    ),
    "crossing triggers": (
        lambda a: a.event("и Перу подписали", "MEET", "x", ("Х", None, None)) and a.event("Чили и", "MEET", "y", MET),
        "«Чили и» and «и Перу подписали» (lines 9 and 10) cross",
    ),
    "dates nest": (lambda a: a.date("2001 года", "2001", "year"), "the dates «В мае 2001 года» and «2001 года»"),
    "dates cross": (lambda a: a.date("2001 года Чили", "2001", "year"), "cross; an expression is one row"),
    "number in a date": (lambda a: a.mention("2001", "NUMBER", "number:2001"), "it is a value or a date, not both"),
    "date in an age": (
        lambda a: a.mention("мае 2001 года", "AGE", "age:1"),
        "AGE and DATE share «мае 2001 года»",
    ),
    "date and name cross": (lambda a: a.mention("года Чили", "LAW", "law:x"), "«В мае 2001 года» and «года Чили»"),
    "blank": (lambda a: a.mention("Лиме. ", "LAW", "law:x"), "ends with white space"),
    "stop": (lambda a: a.mention("Лиме.", "FACILITY", "facility:x"), "«Лиме.» ends with «.»"),
    "comma": (lambda a: a.mention(". Второй", "ORDINAL", "ordinal:2"), "begins with «.»"),
    "inside a word": (lambda a: a.mention("договор «О мир", "LAW", "law:x"), "ends inside a word"),
    "word's tail": (lambda a: a.mention("оговор «О мире»", "LAW", "law:x"), "begins inside a word"),
    "lone quote": (lambda a: a.mention("мире»", "LAW", "law:x"), "holds » without its partner"),
    "no granularity": (lambda a: a.date("Второй", "2002", None), "«2002» has no granularity"),
    "length": (
        lambda a: a.date("Второй", "2002", "year", TimexType="DURATION", Anchor="none"),
        "not «2002» but null",
    ),
    "anchor of a length": (lambda a: a.date("Второй", None, "year", TimexType="DURATION"), "the anchor of a DURATION"),
    "no EDTF": (lambda a: a.date("Второй", "2001-13"), "no month from 01 to 12"),
    "turned interval": (lambda a: a.date("Второй", "2002/2001", "year"), "ends before it starts"),
    "odd EDTF": (lambda a: a.date("Второй", "/2001", "year"), "written as two dots"),
    "EDTF of an event": (lambda a: a.event("Второй", "MEET", "x", ("Х", "мая", None)), "is not an EDTF date"),
    "odd EDTF of an event": (lambda a: a.event("Второй", "MEET", "x", ("Х", "2001/2001", None)), "write it once"),
    "one title": (lambda a: a.event("Второй", "MEET", "x", SIGNED), "have one title"),
    "entity of two types": (lambda a: a.mention("Второй", "ORDINAL", "Q298"), "«Q298» is ORDINAL here and COUNTRY in"),
    "event of two types": (
        lambda a: a.event("Второй", "VISIT", "summit", ("Х", "2003", None)),
        "«summit» is VISIT here and MEET in news/summit:",
    ),
    "event of two times": (
        lambda a: a.event("Второй", "MEET", "summit", ("Х", "2004", None)),
        "«summit» is of 2004 here and of 2003 in news/summit:",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_an_error(folder: Path, case: str) -> None:
    change, words = WRONG[case]
    ann = treaty()
    change(ann)
    ann.write(folder, "treaty")
    errors = check(folder).errors
    assert [error for error in errors if words in error], errors
    assert all(re.search(r"\.(ann|tsv):\d+: ", error) for error in errors), errors


DOUBTFUL: dict[str, tuple[Change, str]] = {
    "unknown item": (lambda a: a.mention("Второй", "ORGANIZATION", "Q999999999"), "Q999999999 is not in the knowledge"),
    "far filler": (lambda a: a.join("AGENT", "T1", "T6"), "«Чили» is AGENT of «подписала» in another sentence"),
    "name over a trigger's end": (
        lambda a: a.event("О мире» в", "OTHER", "x", ("Х", None, None)),
        "«договор «О мире»» and «О мире» в» (lines 4 and 9) cross",
    ),
    "date over a trigger's start": (
        lambda a: a.event("года Чили", "OTHER", "x", ("Х", None, None)),
        "«В мае 2001 года» and «года Чили» (lines 7 and 9) cross",
    ),
    "another date": (lambda a: a.join("POINT_IN_TIME", "T6", "T7"), "but «second-treaty» has no date"),
    "name in a date": (lambda a: a.mention("мае", "LOCATION", "location:x"), "only where a day is named for it"),
    "no anchor": (lambda a: a.date("Второй", "2001", Anchor="none"), "none is for what has no year"),
    "unknown place": (lambda a: a.event("Второй", "MEET", "x", ("Х", None, "city:x")), "«city:x» is no entity"),
    "disjoint date": (
        lambda a: a.join("POINT_IN_TIME", a.event("Второй", "MEET", "x", ("Х", "2002", None)), "T7"),
        "dated «2001-05», but «x» is of 2002",
    ),
    "two places": (
        lambda a: a.event("Второй", "MEET", "summit", ("Х", "2003", "Q298")),
        "took place in Q298 (Чили) here and in Q2868 (Лима) in news/summit:",
    ),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_what_is_doubtful_is_a_warning(folder: Path, case: str) -> None:
    change, words = DOUBTFUL[case]
    ann = treaty()
    change(ann)
    ann.write(folder, "treaty")
    report = check(folder)
    assert report.errors == ()
    assert [warning for warning in report.warnings if words in warning], report.warnings


@pytest.mark.parametrize("words", ["в 2008 г.", "V в. до н. э.", "А. С.", "около 5 тыс.", "70%", "отель «Лима»", "18+"])
def test_marks_that_belong_to_a_span_are_no_error(tmp_path: Path, words: str) -> None:
    ann = GoldFile(f"Вот {words} и всё.")
    ann.mention(words, "LAW", "law:x")
    ann.write(tmp_path, "a")
    assert check(tmp_path).errors == ()


def test_types_that_are_akin_may_share_an_entity(folder: Path) -> None:
    ann = summit()
    ann.mention("Чили", "NATIONALITY", "Q298")
    ann.write(folder, "news/summit")
    assert check(folder).errors == ()


@pytest.mark.parametrize(
    "value", [None, "2001", "../2001", "1994-05/..", "[1861,1862]", "2008-21", "199X", "0801/1200"]
)
def test_values_as_the_project_writes_them(value: str | None) -> None:
    assert edtf_problem(value) is None


@pytest.mark.parametrize("value", ["/1994", "../..", "2001/2001", "2001-21/2002", "[1862,1861]", "[1861, 1862]"])
def test_values_that_have_another_form(value: str) -> None:
    assert edtf_problem(value)


def test_times_are_compatible_where_they_meet() -> None:
    assert compatible("2001-05/..", "2001-05") and compatible("2001", "2001-05-09") and compatible(None, "2001")
    assert compatible("../2001", "1999") and not compatible("2001", "2002") and not compatible("2003/..", "2002")


SPLITS = {
    "dev: [treaty]\ntest: []\n": "the annotation «news/summit» is on no side",
    "dev: [treaty, news/summit]\ntest: [treaty]\n": "«treaty» stands there more than once",
    "dev: [treaty, news/summit, lost]\ntest: []\n": "«lost» has no annotation",
    "dev: [treaty, news/summit]\n": "something else than the two sides",
    "dev: treaty\ntest: []\n": "«dev» is no list",
    "dev: [[treaty]]\ntest: []\n": "«dev» is no list of texts",
    "dev: [2001-99-99]\ntest: []\n": "«2001-99-99» has no annotation",
    "dev: [!!timestamp x]\ntest: []\n": "«x» has no annotation",
    "dev: [\n": "not valid YAML",
    "": "something else",
}


@pytest.mark.parametrize("content", SPLITS)
def test_a_split_that_does_not_fit_is_an_error(folder: Path, content: str) -> None:
    (folder / "gold" / "split.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(SPLITS[content])):
        read_split(folder / "gold")
    assert any(SPLITS[content] in error for error in check(folder).errors)


def test_ids_that_look_like_numbers_and_days_are_texts(tmp_path: Path) -> None:
    for name in ("1994", "2001-05-09"):
        treaty().write(tmp_path, name)
    (tmp_path / "gold" / "split.yaml").write_text("dev: [1994]\ntest: [2001-05-09]\n", encoding="utf-8")
    assert read_split(tmp_path / "gold") == {"dev": ("1994",), "test": ("2001-05-09",)}


def test_a_split_that_is_a_folder_is_an_error(folder: Path) -> None:
    (folder / "gold" / "split.yaml").unlink()
    (folder / "gold" / "split.yaml").mkdir()
    assert any(re.search(r"split\.yaml: cannot be read", error) for error in check(folder).errors)


def test_names_of_annotations_are_composed_as_ids_are(tmp_path: Path) -> None:
    """A Mac's file system takes «й» apart; the id of the source does not."""
    name = "договор-й"
    treaty().write(tmp_path, unicodedata.normalize("NFD", name))
    report = check(tmp_path)
    assert report.errors == () and row(report, name)["words"] == "18"


def test_a_split_is_sides_of_sorted_ids(folder: Path) -> None:
    assert read_split(folder / "gold") == {"dev": ("news/summit", "treaty"), "test": ()}
    (folder / "gold" / "split.yaml").unlink()
    with pytest.raises(DataError, match="the split is missing"):
        read_split(folder / "gold")


MISSES = {
    HEAD + "treaty\ttreaty\tnews/summit\tsummit\n": (2, "a row has 5 filled cells"),
    HEAD + "\ntreaty\ttreaty\tnews/summit\ttreaty\tx\n": (3, "is one event, and a near miss is two"),
    HEAD + "treaty\ttreaty\tlost\tsummit\tx\n": (2, "«lost» is no gold document"),
    HEAD + "treaty\tsummit\tnews/summit\ttreaty\tx\n": (2, "«treaty» tells no event «summit»"),
    HEAD + 2 * "treaty\ttreaty\tnews/summit\tsummit\tx\n": (3, "stand there already"),
    "doc\n": (1, "the header must be doc_a, event_a"),
}


@pytest.mark.parametrize("content", MISSES)
def test_a_near_miss_that_cannot_be_is_an_error(folder: Path, content: str) -> None:
    line, words = MISSES[content]
    (folder / "gold" / "near-misses.tsv").write_text(content, encoding="utf-8")
    errors = check(folder).errors
    assert any(f"near-misses.tsv:{line}: " in error and words in error for error in errors), errors


def test_near_misses_may_begin_with_the_mark_of_utf8(folder: Path) -> None:
    path = folder / "gold" / "near-misses.tsv"
    right = read_near_misses(folder / "gold")
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_near_misses(folder / "gold") == right


def test_a_source_that_cannot_be_taken_is_told_with_its_reason(folder: Path) -> None:
    (folder / "raw" / "treaty.txt").write_bytes(b"")
    error = next(error for error in check(folder).errors if "treaty.ann" in error)
    assert "treaty.txt cannot be taken: It is empty" in error and "there is no source" not in error


def test_an_annotation_that_marks_nothing_is_doubtful(tmp_path: Path) -> None:
    GoldFile("Тишина.").write(tmp_path, "a")
    report = check(tmp_path)
    assert report.errors == () and "a.ann:1: the annotation marks nothing" in report.warnings[0]


def test_the_command_says_how_it_went(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["gold", "check", str(folder / "gold"), "--raw", str(folder / "raw")]
    assert main(command) == 0
    assert "the annotations hold (0 errors, 0 warnings)" in capsys.readouterr().out
    (folder / "gold" / "near-misses.tsv").unlink()
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "near-misses.tsv: the list is missing" in said and "1 error, 0 warnings" in said
    assert main(["gold", "check", str(folder / "nowhere")]) == 2
    assert "name the folder that holds the annotations" in capsys.readouterr().err
    assert main(["gold", "check", str(folder / "raw")]) == 2


def test_the_gold_set_of_the_repository_holds() -> None:
    assert check_gold(ROOT / "tests" / "gold", ROOT / "raw").errors == ()
    read_near_misses(ROOT / "tests" / "gold")


def test_a_span_over_a_line_end_stands_in_one_line(tmp_path: Path) -> None:
    text = "Встреча Гейдара\nАлиева."
    path = tmp_path / "a.ann"
    note = '{"lemma": "Гейдар Алиев", "entity": "Q15180"}'
    path.write_text(f"T1\tPERSON 8 22\tГейдара Алиева\n#1\tAnnotatorNotes T1\t{note}\n", encoding="utf-8")
    assert [m.lemma for m in load_gold(path, text).mentions] == ["Гейдар Алиев"]
    assert one_line("Гейдара\nАлиева\t") == "Гейдара Алиева " and one_line("5\u00a0тыс.") == "5\u00a0тыс."


def test_the_readme_of_the_gold_set_names_every_tool_and_options_that_exist(
    capsys: pytest.CaptureFixture[str],
) -> None:
    readme = (ROOT / "tests" / "gold" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `khronika gold (\w+)([^`]*)`", readme, re.MULTILINE))
    assert set(rows) == set(re.findall(r"^    ([a-z]+)\b", shown_help(capsys), re.MULTILINE))
    for tool, usage in rows.items():
        assert set(re.findall(r"--[a-z]+", usage)) <= set(re.findall(r"--[a-z]+", shown_help(capsys, tool)))


def shown_help(capsys: pytest.CaptureFixture[str], *tool: str) -> str:
    with pytest.raises(SystemExit):
        main(["gold", *tool, "--help"])
    return capsys.readouterr().out
