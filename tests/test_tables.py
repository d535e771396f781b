"""Writing tables: sorted, whole or not at all, the same bytes however the rows arrive."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tables as module
from pipeline.errors import ContractError, KhronikaError
from pipeline.schema import REJECTS, TABLES
from pipeline.tables import is_sorted, read_table, replacing, write_table


def reject(path, line=None):
    return {"path": path, "reason": "пусто", "line": line, "column": None}


@given(st.sets(st.text(alphabet="аб/-.#", min_size=1, max_size=4), max_size=12), st.integers(1, 5), st.randoms())
def test_rows_in_any_order_and_batches_give_the_same_bytes(tmp_path_factory, paths, size, random):
    folder = tmp_path_factory.mktemp("rows")
    ordered = [reject(p) for p in sorted(paths)]
    shuffled = random.sample(ordered, len(ordered))
    batches = [shuffled[n : n + size] for n in range(0, len(shuffled), size)]
    first = write_table(folder / "a", REJECTS, [ordered]).read_bytes()
    assert write_table(folder / "b", REJECTS, batches).read_bytes() == first
    assert is_sorted(read_table(folder / "a", "rejects"), REJECTS.key)


def test_groups_do_not_show_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "ROWS_A_GROUP", 3)
    rows = [reject(f"{n:03}") for n in range(10)]
    one = write_table(tmp_path / "a", REJECTS, [rows]).read_bytes()
    many = write_table(tmp_path / "b", REJECTS, [[row] for row in rows]).read_bytes()
    assert one == many and pq.ParquetFile(tmp_path / "a" / "rejects.parquet").num_row_groups == 4


def test_a_key_that_stands_twice_is_refused_and_nothing_is_left(tmp_path):
    with pytest.raises(ContractError, match="rejects: two rows share a key"):
        write_table(tmp_path, REJECTS, [[reject("a"), reject("a", 2)]])
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_earlier_file(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("new")
        raise RuntimeError
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["x.txt"]


def test_a_full_disk_is_a_sentence(tmp_path):
    with pytest.raises(KhronikaError, match="cannot be written"), replacing(tmp_path / "x"):
        raise OSError(28, "No space left on device")


def test_missing_and_broken_tables_are_sentences(tmp_path):
    with pytest.raises(KhronikaError, match="no such table"):
        read_table(tmp_path, "events")
    (tmp_path / "events.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(KhronikaError, match="not readable as Parquet"):
        read_table(tmp_path, "events")


def test_a_folder_of_parts_reads_as_one_table(tmp_path):
    for part in ("a", "b"):
        write_table(tmp_path / part, REJECTS, [[reject(part)]])
    folder = tmp_path / "rejects.parquet"
    folder.mkdir()
    for part in ("a", "b"):
        (tmp_path / part / "rejects.parquet").rename(folder / f"{part}.parquet")
    assert read_table(tmp_path, "rejects").column("path").to_pylist() == ["a", "b"]


def test_the_schema_says_a_sentence_on_every_column():
    for table in TABLES.values():
        assert table.meaning.endswith(".") and set(table.key) <= set(table.by_name)
        for column in table.columns:
            assert column.meaning.endswith("."), (table.name, column.name)
            if column.references:
                target, _, key = column.references.partition(".")
                assert key in TABLES[target].by_name
    assert pa.types.is_timestamp(TABLES["dates"].by_name["earliest"].type)
