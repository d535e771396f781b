"""The contract as checks over a folder of tables: each breach is a sentence that names the table, the check and rows.

Everything checked comes from `pipeline.schema`: columns, types, nulls, vocabularies, keys, order, references; and what
holds for spans: `text[start:end]` is the span's text, and the sentence is the one in which it starts.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import KhronikaError
from pipeline.schema import TABLES, Column, Table
from pipeline.tables import is_sorted, read_table, table_path

SHOWN = 3
"""So many rows are named with each breach."""


def check_tables(folder: Path) -> list[str]:
    """The breaches of the contract in the tables of `folder`, none if it holds. Unreadable tables are breaches too."""
    breaches: list[str] = []
    tables: dict[str, pa.Table] = {}
    for name, table in TABLES.items():
        if not table_path(folder, name).exists():
            breaches.append(f"{name}: the table is missing; run the pipeline again")
            continue
        try:
            tables[name] = read_table(folder, name)
        except KhronikaError as error:
            breaches.append(str(error))
            continue
        found = list(_check_schema(table, tables[name]))
        breaches += found or [*_check_values(table, tables[name]), *_check_key(table, tables[name])]
    if not breaches:
        for table in TABLES.values():
            breaches += _check_references(table, tables)
        breaches += _check_spans(tables)
        breaches += _check_counts(tables)
    return breaches


def _check_schema(table: Table, rows: pa.Table) -> Iterator[str]:
    for column in table.columns:
        if column.name not in rows.schema.names:
            yield f"{table.name}: the column {column.name} is missing"
        elif rows.schema.field(column.name).type != column.type:
            yield f"{table.name}.{column.name}: the type is {rows.schema.field(column.name).type}, not {column.type}"


def _check_values(table: Table, rows: pa.Table) -> Iterator[str]:
    for column in table.columns:
        values = rows.column(column.name)
        if not column.null:
            yield from _breach(table, rows, column, pc.is_null(values), "is null, which this column may not be")
        if pa.types.is_string(column.type):
            yield from _breach(table, rows, column, pc.equal(values, ""), "is empty; null means not known")
        if column.vocabulary:
            known = pc.is_in(values, pa.array(column.vocabulary))
            yield from _breach(
                table, rows, column, pc.and_(pc.is_valid(values), pc.invert(known)), "is not in the vocabulary"
            )
        if column.name == "score":
            outside = pc.or_(pc.less(values, 0), pc.greater(values, 1))
            yield from _breach(table, rows, column, outside, "is not between 0 and 1")
    if {"start", "end"} <= set(table.by_name):
        empty = pc.greater_equal(rows.column("start"), rows.column("end"))
        yield from _breach(table, rows, table.by_name["start"], empty, "is not before the end")
    if {"earliest", "latest"} <= set(table.by_name):
        turned = pc.greater(rows.column("earliest"), rows.column("latest"))
        yield from _breach(table, rows, table.by_name["earliest"], turned, "is after the latest")


def _check_key(table: Table, rows: pa.Table) -> Iterator[str]:
    keys = rows.select(list(table.key))
    counts = keys.group_by(list(table.key)).aggregate([([], "count_all")])
    twice = counts.filter(pc.greater(counts.column("count_all"), 1))
    if twice.num_rows:
        yield f"{table.name}: {twice.num_rows} keys stand in several rows: {_show(twice.select(list(table.key)))}"
    if not is_sorted(keys, table.key):
        yield f"{table.name}: the rows are not sorted by {', '.join(table.key)}"


def _check_references(table: Table, tables: dict[str, pa.Table]) -> Iterator[str]:
    for column in table.columns:
        if column.references:
            target, _, key = column.references.partition(".")
            values = tables[table.name].column(column.name)
            lost = pc.and_(
                pc.is_valid(values), pc.invert(pc.is_in(values, tables[target].column(key).combine_chunks()))
            )
            yield from _breach(table, tables[table.name], column, lost, f"is not in {column.references}")


def _breach(table: Table, rows: pa.Table, column: Column, mask: pa.ChunkedArray, what: str) -> Iterator[str]:
    bad = rows.filter(pc.fill_null(mask, False))
    if bad.num_rows:
        names = list(dict.fromkeys([*table.key, column.name]))
        yield f"{table.name}.{column.name} {what} in {bad.num_rows} rows: {_show(bad.select(names))}"


def _show(rows: pa.Table) -> str:
    shown = "; ".join(", ".join(f"{k}={v!r}" for k, v in row.items()) for row in rows.slice(0, SHOWN).to_pylist())
    return shown + (" …" if rows.num_rows > SHOWN else "")


def _check_spans(tables: dict[str, pa.Table]) -> Iterator[str]:
    """Every span is inside its document and says its characters; its sentence is the one in which it starts."""
    documents = tables["documents"]
    texts = dict(zip(documents.column("doc_id").to_pylist(), documents.column("text").to_pylist(), strict=True))
    starts: dict[str, list[int]] = {}
    sentences = tables["sentences"]
    for doc_id, start in zip(
        sentences.column("doc_id").to_pylist(), sentences.column("start").to_pylist(), strict=True
    ):
        starts.setdefault(doc_id, []).append(start)
    borders = {doc_id: np.array(values) for doc_id, values in starts.items()}
    for name, table in TABLES.items():
        if {"doc_id", "start", "end"} <= set(table.by_name):
            yield from _check_table_spans(table, tables[name], texts, borders)


def _check_table_spans(
    table: Table, rows: pa.Table, texts: dict[str, str], borders: dict[str, np.ndarray]
) -> Iterator[str]:
    said = "text" in table.by_name
    wrong, misplaced = [], []
    columns = ["doc_id", "sent_id", "start", "end", *(["text"] if said else [])]
    for number, row in enumerate(zip(*(rows.column(c).to_pylist() for c in columns), strict=True)):
        doc_id, sent_id, start, end = row[:4]
        text = texts[doc_id]
        if end > len(text) or (said and text[start:end] != row[4]):
            wrong.append(number)
        if max(0, int(np.searchsorted(borders.get(doc_id, np.array([0])), start, "right")) - 1) != sent_id:
            misplaced.append(number)
    for numbers, what in (
        (wrong, "do not say documents.text[start:end]"),
        (misplaced, "name another sentence than they start in"),
    ):
        if numbers:
            bad = rows.select(list(table.key)).take(numbers[: SHOWN + 1])
            yield f"{table.name}: {len(numbers)} rows {what}: {_show(bad)}"


def _check_counts(tables: dict[str, pa.Table]) -> Iterator[str]:
    """`n_mentions` and `n_documents` of entities and events are what their mentions say."""
    for name, mentions, key in (("entities", "mentions", "entity_id"), ("events", "event_mentions", "event_id")):
        found = tables[mentions].group_by(key).aggregate([("doc_id", "count"), ("doc_id", "count_distinct")])
        counted = {row[key]: (row["doc_id_count"], row["doc_id_count_distinct"]) for row in found.to_pylist()}
        rows = tables[name].select([key, "n_mentions", "n_documents"]).to_pylist()
        bad = [row for row in rows if counted.get(row[key]) != (row["n_mentions"], row["n_documents"])]
        if bad:
            yield f"{name}: the counts of {len(bad)} rows are not those of their mentions: {bad[:SHOWN]}"
