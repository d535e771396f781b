"""Read and write Parquet: zstd, under a temporary name and renamed, the same bytes for the same rows.

A published table is written sorted by its key, in row groups of a fixed number of rows, so that neither batches nor
workers show in the file. A table may also be a folder of part files (as distributed engines write it); readers take
both.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import ContractError, KhronikaError
from pipeline.schema import Table

ROWS_A_GROUP = 50_000
"""Rows in a row group of a published table."""


def table_path(folder: Path, table: str) -> Path:
    """Where a table lies in a folder: a file, or a folder of parts by the same name."""
    return folder / f"{table}.parquet"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` to write to; renamed to `path` when the block ends well, removed when it fails.

    The temporary name is always the same, so that what a killed run left is overwritten and renamed by the next.
    Raises KhronikaError where the disk does not take it.
    """
    temporary = path.parent / f".{path.name}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise KhronikaError(
            f"{path}: cannot be written ({error.strerror or error}); free the disk or mend the rights"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file with `\\n` line ends, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))


def write_groups(path: Path, schema: pa.Schema, groups: Iterable[pa.Table]) -> None:
    """Write each table of `groups` as one row group of `path` (the form of a step's rows)."""
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for group in groups:
            writer.write_table(group.cast(schema), row_group_size=max(1, group.num_rows))


def write_table(folder: Path, table: Table, batches: Iterable[pa.Table | list[dict[str, Any]]]) -> Path:
    """Write a published table from batches of rows, sorted by its key, and return its path.

    Batches that come in order are streamed; where they don't, the file is read back and sorted. Raises ContractError
    if two rows share a key, or a value does not fit its column.
    """
    path = table_path(folder, table.name)
    with replacing(path) as temporary:
        try:
            ordered = _stream(temporary, table, batches)
        except pa.ArrowInvalid as error:
            raise ContractError(f"{table.name}: a row does not fit the contract ({error})") from error
        if not ordered:
            rows = pq.read_table(temporary, schema=table.arrow)
            rows = rows.sort_by([(column, "ascending") for column in table.key])
            if not _stream(temporary, table, [rows]):
                raise ContractError(f"{table.name}: two rows share a key ({', '.join(table.key)})")
    return path


def _stream(path: Path, table: Table, batches: Iterable[pa.Table | list[dict[str, Any]]]) -> bool:
    """Write rows as they come; whether their keys rose strictly from row to row."""
    last: tuple[Any, ...] | None = None
    ordered = True
    with pq.ParquetWriter(path, table.arrow, compression="zstd") as writer:
        for group in _regroup(table.arrow, batches):
            keys = list(zip(*(group.column(c).to_pylist() for c in table.key), strict=True))
            keys = [tuple((v is not None, v) for v in key) for key in keys]
            if ordered and keys:
                before = [last, *keys[:-1]] if last is not None else keys[:-1]
                ordered = all(a < b for a, b in zip(before, keys[len(keys) - len(before) :], strict=True))  # type: ignore[operator]
                last = keys[-1]
            writer.write_table(group, row_group_size=ROWS_A_GROUP)
    return ordered


def _regroup(schema: pa.Schema, batches: Iterable[pa.Table | list[dict[str, Any]]]) -> Iterator[pa.Table]:
    """The rows of `batches` in tables of ROWS_A_GROUP rows, the last one shorter."""
    held: list[pa.Table] = []
    count = 0
    for batch in batches:
        part = (
            pa.Table.from_pylist(batch, schema=schema)
            if isinstance(batch, list)
            else batch.select(schema.names).cast(schema)
        )
        held.append(part)
        count += part.num_rows
        while count >= ROWS_A_GROUP:
            whole = pa.concat_tables(held)
            yield whole.slice(0, ROWS_A_GROUP).combine_chunks()
            held, count = [whole.slice(ROWS_A_GROUP)], count - ROWS_A_GROUP
    if count:
        yield pa.concat_tables(held).combine_chunks()


def read_table(folder: Path, table: str, columns: list[str] | None = None) -> pa.Table:
    """A table of a folder, whether a file or a folder of parts; KhronikaError where it is missing or broken."""
    path = table_path(folder, table)
    if not path.exists():
        raise KhronikaError(f"{path}: no such table; run the pipeline first")
    try:
        return pq.read_table(path, columns=columns)
    except (pa.ArrowException, OSError) as error:
        raise KhronikaError(f"{path}: not readable as Parquet ({error}); run the pipeline again") from error


def row_groups(path: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The row groups of a Parquet file one by one, so that memory is bounded by one."""
    file = pq.ParquetFile(path)
    for number in range(file.num_row_groups):
        yield file.read_row_group(number, columns=columns)


def is_sorted(values: pa.Table, key: tuple[str, ...]) -> bool:
    """Whether the rows of a table rise by its key (nulls first)."""
    order = pc.sort_indices(values, sort_keys=[(c, "ascending", "at_start") for c in key])
    return order.equals(pa.array(range(values.num_rows), type=order.type))
