"""The published tables as plain Python rows, for what reads them one by one: the evaluation, the report.

Timestamps come as seconds from 1970-01-01T00:00:00 (negative before; proleptic Gregorian), because Python's datetime,
which Arrow's own conversion goes through, has no years before 1.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import TABLES, TIMESTAMP
from pipeline.tables import read_table

Row = dict[str, Any]


def read_rows(
    tables: Path,
    name: str,
    columns: Sequence[str] | None = None,
    where: Mapping[str, Collection[str]] | None = None,
) -> list[Row]:
    """The rows of the table `name` in file order, with all of the schema's columns or those named.

    `where` keeps the rows whose text columns hold one of the values given. Raises KhronikaError for a table that is
    missing or broken.
    """
    wanted = list(columns or TABLES[name].by_name)
    table = read_table(tables, name, list(dict.fromkeys([*wanted, *(where or {})])))
    for column, values in (where or {}).items():
        table = table.filter(pc.is_in(table[column], value_set=pa.array(sorted(values), pa.string())))
    return plain_rows(table.select(wanted))


def plain_rows(table: pa.Table) -> list[Row]:
    """The rows of any Arrow table, timestamps as seconds."""
    times = [field.name for field in table.schema if pa.types.is_timestamp(field.type)]
    for column in times:
        milliseconds = table[column].cast(TIMESTAMP).cast(pa.int64())
        table = table.set_column(table.schema.get_field_index(column), column, milliseconds)
    rows: list[Row] = table.to_pylist()
    for row in rows:
        row.update({column: row[column] // 1000 for column in times if row[column] is not None})
    return rows


def counts(tables: Path, name: str, column: str) -> list[tuple[str, int]]:
    """The values of a text column with how many rows hold each, the most frequent first, then by value."""
    found = pc.value_counts(read_table(tables, name, [column])[column]).to_pylist()
    pairs = [(row["values"], row["counts"]) for row in found if row["values"] is not None]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
