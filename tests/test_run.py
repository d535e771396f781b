"""The whole chain on small folders: the same bytes however it runs, and nothing lost or left when it is stopped."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time

import duckdb
import pandas as pd
import polars as pl
import pytest
from conftest import ROOT

from pipeline.annotate import STEPS, load_pipeline
from pipeline.check import check_tables
from pipeline.cli import main
from pipeline.rows import to_doc, to_row
from pipeline.schema import CONTRACT, TABLES
from pipeline.tables import read_table

TEXTS = {
    "a/саммит.txt": "13–14 мая 2009 года в Баку прошёл саммит Организации Исламского Сотрудничества (ОИС). "
    "На нём приняли устав.",
    "b.txt": "Президент Азербайджана Ильхам Алиев 5 мая 2009 года посетил Казахстан. Визит длился два дня.",
    "c.txt": "В 1991 году Казахстан вступил в СНГ.\n\nСаммит ОИС отменили.",
}


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "khronika"


def hashes(folder):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_eleven_tables_and_findings_and_nothing_else(raw, tmp_path, cache):
    assert main(["run", str(raw), str(tmp_path / "out")]) == 0
    assert sorted(hashes(tmp_path / "out")) == sorted(f"{name}.parquet" for name in TABLES)
    assert len(CONTRACT) == 11 and check_tables(tmp_path / "out") == []
    assert not (cache / "work").exists() or not any((cache / "work").iterdir())


def test_workers_cold_and_warm_caches_give_the_same_bytes(raw, tmp_path, cache):
    for name, workers in (("cold", "2"), ("warm", "1")):
        assert main(["run", str(raw), str(tmp_path / name), "--workers", workers]) == 0
    shutil.rmtree(cache)
    assert main(["run", str(raw), str(tmp_path / "again")]) == 0
    assert hashes(tmp_path / "cold") == hashes(tmp_path / "warm") == hashes(tmp_path / "again")


def test_a_text_alone_and_in_company_has_the_same_rows(raw, tmp_path, cache):
    main(["run", str(raw), str(tmp_path / "all")])
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(raw / "b.txt", alone)
    main(["run", str(alone), str(tmp_path / "one")])
    for name in ("sentences", "mentions", "dates", "event_mentions", "arguments", "relations"):
        whole, one = (read_table(tmp_path / folder, name).to_pandas() for folder in ("all", "one"))
        key = "doc_id" if "doc_id" in whole else "event_mention_id"
        pd.testing.assert_frame_equal(whole[whole[key].str.startswith("b")].reset_index(drop=True), one)


def test_only_the_new_document_goes_through_the_models(raw, tmp_path, cache, monkeypatch):
    main(["run", str(raw), str(tmp_path / "out")])
    (raw / "new.txt").write_text("5 мая 2010 года в Баку открылся форум.", encoding="utf-8")
    seen = []
    nlp = load_pipeline(STEPS[0].components)
    monkeypatch.setattr("pipeline.annotate.load_pipeline", lambda names: seen.append(names) or load_pipeline(names))
    assert main(["run", str(raw), str(tmp_path / "out")]) == 0
    assert seen == [step.components for step in STEPS] and nlp is load_pipeline(STEPS[0].components)


@pytest.mark.parametrize("delay", [0.3, 1.5, 2.5, 3.5, 4.5])
def test_a_killed_run_started_again_gives_the_same_bytes_and_leaves_nothing(raw, tmp_path, cache, delay):
    main(["run", str(raw), str(tmp_path / "whole")])
    shutil.rmtree(cache)
    out = tmp_path / "out"
    shutil.copytree(tmp_path / "whole", out)
    process = subprocess.Popen([sys.executable, "-m", "pipeline.cli", "run", str(raw), str(out), "--workers", "2"],
                               cwd=ROOT, env=dict(os.environ), start_new_session=True)  # fmt: skip
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert check_tables(out) == []
    assert main(["run", str(raw), str(out)]) == 0
    assert hashes(out) == hashes(tmp_path / "whole")
    assert not any((cache / "work").iterdir())


def test_an_empty_or_missing_folder_says_so_and_touches_nothing(raw, tmp_path, cache, capsys):
    out = tmp_path / "out"
    main(["run", str(raw), str(out)])
    before = hashes(out)
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.txt").write_bytes(b"")
    for folder in ("missing", "empty", "bad"):
        assert main(["run", str(tmp_path / folder), str(out)]) == 2
        assert folder in capsys.readouterr().err
    assert hashes(out) == before
    assert main(["run", str(tmp_path / "missing"), str(tmp_path / "new")]) == 2
    assert not (tmp_path / "new").exists()


def test_bad_sources_are_set_aside_and_the_good_ones_taken(raw, tmp_path, cache):
    (raw / "empty.txt").write_bytes(b"")
    (raw / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (raw / "b.yaml").write_text("published: 2011-13-45\n")
    assert main(["run", str(raw), str(tmp_path / "out")]) == 0
    rejects = {row["path"]: row for row in read_table(tmp_path / "out", "rejects").to_pylist()}
    assert set(rejects) == {"b.txt", "empty.txt", "photo.png"} and "published" in rejects["b.txt"]["reason"]
    assert read_table(tmp_path / "out", "documents").column("doc_id").to_pylist() == ["a/саммит", "c"]


def test_the_output_may_not_lie_among_the_sources_or_be_a_file(raw, tmp_path, cache, capsys):
    assert main(["run", str(raw), str(raw / "out")]) == 2
    (tmp_path / "file").write_text("x")
    assert main(["run", str(raw), str(tmp_path / "file")]) == 2
    assert "inside the folder of sources" in capsys.readouterr().err and not (raw / "out").exists()


def test_the_tables_open_in_pandas_duckdb_and_polars(tables):
    for name, table in TABLES.items():
        path = tables / f"{name}.parquet"
        columns = [column.name for column in table.columns]
        count = read_table(tables, name).num_rows
        assert list(pd.read_parquet(path).columns) == columns
        assert pl.read_parquet(path).shape == (count, len(columns))
        assert duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall() == [(count,)]


def test_every_table_of_our_sources_holds_rows_and_keeps_the_contract(tables):
    assert check_tables(tables) == []
    for table in CONTRACT:
        if table.name != "rejects":
            assert read_table(tables, table.name).num_rows > 0, table.name


def test_years_before_christ_go_through(tmp_path, cache):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("Битва при Саламине произошла в 480 году до н. э. недалеко от Афин.", encoding="utf-8")
    assert main(["run", str(raw), str(tmp_path / "out")]) == 0
    dates = duckdb.sql(f"select edtf, year(earliest) from '{tmp_path}/out/dates.parquet'").fetchall()
    assert dates == [("-0479", -479)]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_rebuilt_doc_is_the_doc(nlp, step):
    text = "  \n" + "\n\n".join(TEXTS.values()) + "\n"
    doc = nlp(text)
    columns = tuple(column for s in STEPS[: STEPS.index(step) + 1] for column in s.columns)
    row = to_row(doc, columns)
    again = to_doc(nlp.vocab, text, row)
    assert again.text == text and to_row(again, columns) == row


def test_the_pipeline_has_what_its_components_need(nlp):
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in nlp.pipe_names}
