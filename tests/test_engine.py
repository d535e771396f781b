"""Where work runs changes nothing; the cache is found or not, never wrong."""

import os

import pyarrow as pa
import pytest

from pipeline.cache import Cache
from pipeline.engine import count_workers, map_batches
from pipeline.errors import KhronikaError, UsageError

SCHEMA = pa.schema([("doc_id", pa.string())])


def square(number):
    return number * number, os.environ["OPENBLAS_NUM_THREADS"]


def die(number):
    os._exit(9)


def test_workers_keep_the_order_and_have_one_blas_thread():
    one = list(map_batches(square, range(20), 1))
    assert one == list(map_batches(square, range(20), 2)) == [(n * n, "1") for n in range(20)]


def test_batches_are_drawn_no_further_than_needed():
    drawn = []
    results = map_batches(square, (drawn.append(n) or n for n in range(100)), 2)
    next(results)
    assert len(drawn) <= 6
    results.close()


def test_a_dead_worker_is_a_sentence():
    with pytest.raises(KhronikaError, match="a worker process died"):
        list(map_batches(die, range(3), 2))


@pytest.mark.parametrize("given", ["0", "-1", "two", ""])
def test_a_wrong_number_of_workers_is_told(monkeypatch, given):
    monkeypatch.setenv("KHRONIKA_WORKERS", given)
    with pytest.raises(UsageError, match="whole number"):
        count_workers()


def test_the_cache_gives_back_what_it_got_and_leaves_no_litter(tmp_path):
    cache = Cache(tmp_path)
    row = pa.table({"doc_id": ["a"]}, schema=SCHEMA)
    assert cache.get("abc", SCHEMA) is None
    cache.put("abc", row)
    assert cache.get("abc", SCHEMA).equals(row)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["abc.arrow"]


def test_a_broken_or_foreign_entry_is_not_there(tmp_path):
    cache = Cache(tmp_path)
    cache.put("abc", pa.table({"doc_id": ["a"]}, schema=SCHEMA))
    assert cache.get("abc", pa.schema([("other", pa.string())])) is None
    (tmp_path / "ab" / "abc.arrow").write_bytes(b"half a fi")
    assert cache.get("abc", SCHEMA) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("x")
    Cache(tmp_path / "file").put("abc", pa.table({"doc_id": ["a"]}, schema=SCHEMA))
