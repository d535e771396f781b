"""The tools for annotators: a draft says what the pipeline finds, and is refused until a person removes its mark."""

import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT
from gold_files import write_gold

from pipeline.cli import main
from pipeline.errors import DataError, UsageError
from pipeline.evaluate.annotation import Annotation
from pipeline.evaluate.gold import from_gold
from pipeline.evaluate.read import from_tables
from pipeline.evaluate.scores import score
from pipeline.evaluate.view import lines as measures
from pipeline.gold import load_gold
from pipeline.gold.draft import draft_text, new_draft, readable_ids
from pipeline.gold.sources import source_texts
from pipeline.published import read_rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold set of two documents, right in every respect."""
    return write_gold(tmp_path)


def undraft(draft: str) -> str:
    """What a person does who has corrected a draft: delete its first line."""
    mark, _, rest = draft.partition("\n")
    assert mark.startswith("#0\tDRAFT\t")
    return rest


def test_drafts_of_all_sources_are_what_the_tables_say_once_the_mark_is_gone(tables: Path, tmp_path: Path) -> None:
    """The rows of the real sources as annotations, read again and scored against the tables that they came from. Bounds
    follow from the EDTF there, which leaves out what a part of the day («утром») adds."""
    texts = {found["doc_id"]: found["text"] for found in read_rows(tables, "documents", ["doc_id", "text"])}
    whole, path = Annotation(), tmp_path / "draft.ann"
    for name, text in texts.items():
        path.write_text(undraft(draft_text(tables, name)), encoding="utf-8")
        whole += from_gold(name, load_gold(path, text), text)
    found = measures(score(whole, from_tables(tables, set(texts))))
    assert len(texts) >= 4 and len(found) > 100
    wrong = {line.path: line.value for line in found if line.value is not None and line.value < 1}
    assert {path for path, value in wrong.items() if path[-1] != "bounds" or value < 0.98} == set(), wrong


def test_a_new_draft_is_refused_until_its_mark_is_gone(
    tmp_path: Path, run_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(run_cache))
    path = new_draft("news/rasshirenie-shos", ROOT / "raw", tmp_path)
    text = source_texts(ROOT / "raw", {"news/rasshirenie-shos"})["news/rasshirenie-shos"]
    with pytest.raises(DataError, match="this is a draft") as caught:
        load_gold(path, text)
    assert caught.value.line == 1 and path == tmp_path / "news" / "rasshirenie-shos.ann"
    path.write_text(undraft(path.read_text(encoding="utf-8")), encoding="utf-8")
    gold = load_gold(path, text)
    assert len(gold.mentions) > 40 and len(gold.dates) > 10 and len(gold.event_mentions) > 10
    assert gold.arguments and gold.relations and {event.edtf for event in gold.events} - {None}
    assert any(" " in name for name in gold.entities.values()), "names keep their blanks, as in gold"
    assert any(date.anchor == "published" for date in gold.dates), "the draft knows the day of the sidecar"
    corrected = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        new_draft("news/rasshirenie-shos", ROOT / "raw", tmp_path)
    assert path.read_bytes() == corrected


def test_a_draft_needs_a_source_that_can_be_taken(folder: Path) -> None:
    (folder / "raw" / "empty.txt").write_bytes(b"")
    with pytest.raises(UsageError, match="there is no source «lost»"):
        new_draft("lost", folder / "raw", folder / "out")
    with pytest.raises(UsageError, match="It is empty"):
        new_draft("empty", folder / "raw", folder / "out")
    assert main(["gold", "new", "x", "--raw", str(folder / "nowhere")]) == 2
    assert not (folder / "out").exists()


def test_of_two_sources_with_one_id_the_draft_is_of_the_one_that_is_taken(
    folder: Path, run_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is given as a Mac's file system writes it, «й» taken apart."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(run_cache))
    (folder / "raw" / "новый.txt").write_bytes(b"")
    page = "<html><body><article><p>В 2003 году Чили и Перу открыли границу.</p></article></body></html>"
    (folder / "raw" / "новый.html").write_text(page, encoding="utf-8")
    path = new_draft(unicodedata.normalize("NFD", "новый"), folder / "raw", folder / "out")
    assert path == folder / "out" / "новый.ann" and "2003" in path.read_text(encoding="utf-8")


def test_the_command_says_where_a_draft_goes_when_it_is_done(
    folder: Path, run_cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(run_cache))
    monkeypatch.chdir(folder)
    assert main(["gold", "new", "news/summit"]) == 0
    assert (folder / "drafts" / "news" / "summit.ann").exists()
    last = capsys.readouterr().out.splitlines()[-1]
    assert "move it to tests/gold/news/summit.ann, add its name to tests/gold/split.yaml" in last
    (folder / "tests").mkdir()
    (folder / "gold").rename(folder / "tests" / "gold")
    assert main(["gold", "new", "news/summit", "--out", "again"]) == 0
    assert "tests/gold/news/summit.ann is there already" in capsys.readouterr().out.splitlines()[-1]


def test_ids_of_a_draft_never_become_one() -> None:
    rows = [
        {"entity_id": "person:анна-м@a", "type": "PERSON", "name": "Анна  М", "wikidata_id": None},
        {"entity_id": "law:о-мире", "type": "LAW", "name": "О мире", "wikidata_id": None},
        {"entity_id": "law:о-мире-2", "type": "LAW", "name": "О мире", "wikidata_id": None},
        {"entity_id": "Q298", "type": "COUNTRY", "name": "Чили", "wikidata_id": "Q298"},
    ]
    assert readable_ids(rows) == {
        "person:анна-м@a": "person:анна м@a", "law:о-мире": "law:о мире", "law:о-мире-2": "law:о-мире-2",
        "Q298": "Q298",
    }  # fmt: skip
