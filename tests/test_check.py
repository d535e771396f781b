"""The checks find every kind of breach, and name the table and the row."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.check import check_tables
from pipeline.cli import main
from pipeline.tables import read_table


@pytest.fixture
def folder(tables, tmp_path):
    for path in tables.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def change(folder, table, column, row, value):
    """Put a value into one cell of a table."""
    rows = read_table(folder, table)
    values = rows.column(column).to_pylist()
    values[row] = value
    position = rows.schema.get_field_index(column)
    field = rows.schema.field(column).with_nullable(True)
    rows = rows.set_column(position, field, pa.array(values, field.type))
    pq.write_table(rows, folder / f"{table}.parquet")


BREACHES = [
    ("mentions", "type", 0, "PLANET", "mentions.type is not in the vocabulary in 1 rows: mention_id="),
    ("mentions", "end", 0, 10_000_000, "mentions: 1 rows do not say documents.text"),
    ("mentions", "text", 0, "не то", "mentions: 1 rows do not say documents.text"),
    ("mentions", "sent_id", 0, 7_000, "mentions: 1 rows name another sentence"),
    ("mentions", "entity_id", 0, "Q0", "mentions.entity_id is not in entities.entity_id"),
    ("mentions", "lemma", 0, "", "mentions.lemma is empty"),
    ("mentions", "lemma", 0, None, "mentions.lemma is null"),
    ("mentions", "score", 0, 1.5, "mentions.score is not between 0 and 1"),
    ("dates", "start", 0, 9_000_000, "dates.start is not before the end"),
    ("dates", "latest", 0, -(10**15), "dates.earliest is after the latest"),
    ("event_mentions", "event_id", 0, "nothing", "event_mentions.event_id is not in events.event_id"),
    ("event_mentions", "date_id", 0, "nothing", "event_mentions.date_id is not in dates.date_id"),
    ("arguments", "role", 0, "HERO", "arguments.role is not in the vocabulary"),
    ("entities", "n_mentions", 0, 10_000, "entities: the counts of 1 rows"),
    ("events", "event_id", 0, "я", "events: the rows are not sorted"),
]


@pytest.mark.parametrize("table, column, row, value, message", BREACHES)
def test_a_breach_is_found_and_named(folder, table, column, row, value, message):
    change(folder, table, column, row, value)
    found = check_tables(folder)
    assert any(breach.startswith(message) for breach in found), found


def test_two_rows_of_one_key_are_found(folder):
    first = read_table(folder, "mentions").column("mention_id")[0].as_py()
    change(folder, "mentions", "mention_id", 1, first)
    assert any("keys stand in several rows" in breach for breach in check_tables(folder))


def test_a_missing_table_a_missing_column_and_another_type_are_found(folder):
    (folder / "events.parquet").unlink()
    pq.write_table(read_table(folder, "dates").drop_columns(["edtf"]), folder / "dates.parquet")
    rows = read_table(folder, "sentences")
    pq.write_table(rows.set_column(1, "sent_id", rows.column("sent_id").cast(pa.int64())), folder / "sentences.parquet")
    assert check_tables(folder) == [
        "sentences.sent_id: the type is int64, not int32",
        "dates: the column edtf is missing",
        "events: the table is missing; run the pipeline again",
    ]


def test_the_command_prints_breaches_and_its_exit_code_says_so(folder, capsys):
    assert main(["check", str(folder)]) == 0
    change(folder, "mentions", "type", 0, "PLANET")
    assert main(["check", str(folder)]) == 1
    assert "1 breach of the contract" in capsys.readouterr().out
    assert main(["check", str(folder / "nowhere")]) == 2
