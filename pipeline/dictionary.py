"""The data dictionary: writes `docs/data-dictionary.md` from the schema and the vocabularies.

`python -m pipeline.dictionary` rewrites the file; a test fails where the committed file differs from what is generated.
"""

import sys
from collections.abc import Iterable, Mapping

import pyarrow as pa

from pipeline.ontology import EventType, read_ontology
from pipeline.paths import ROOT
from pipeline.schema import CONTRACT, TABLES, Column, Table
from pipeline.tables import write_text
from pipeline.vocabulary import Value, entity_types, predicates, small

PATH = ROOT / "docs" / "data-dictionary.md"
TYPES = {
    pa.string(): "text",
    pa.int32(): "int32",
    pa.int64(): "int64",
    pa.float32(): "float32",
    pa.float64(): "float64",
    pa.date32(): "date",
    pa.timestamp("ms"): "timestamp[ms]",
}
"""Arrow type → how the dictionary names it; lists are named after their items."""
SECTIONS = {
    "roles": ("Argument roles", "arguments.role"),
    "date_types": ("Types of date expressions", "dates.type"),
    "granularities": ("Granularities", "dates.granularity"),
    "anchors": ("Anchors", "dates.anchor"),
    "polarities": ("Polarity", "events.polarity, event_mentions.polarity"),
    "modalities": ("Modality", "events.modality, event_mentions.modality"),
    "event_predicates": ("Links between events", "event_links.predicate"),
}
"""Section of the small vocabularies → its heading, and the columns that hold its values."""
SNIPPETS = {
    "pyarrow": """import pyarrow.parquet as pq

table = pq.read_table("processed/events.parquet")
years = table["earliest"].drop_null().to_numpy().astype("datetime64[Y]").astype(int) + 1970""",
    "pandas": """import pandas as pd

frame = pd.read_parquet("processed/events.parquet")
years = frame["earliest"].dropna().dt.year""",
    "Polars": """import polars as pl

frame = pl.read_parquet("processed/events.parquet")
years = frame["earliest"].drop_nulls().dt.year()""",
    "DuckDB": """import duckdb

rows = duckdb.sql(
    "SELECT year(earliest), earliest::VARCHAR FROM 'processed/events.parquet' WHERE earliest IS NOT NULL"
).fetchall()
years = [year for year, _ in rows]""",
}
"""Tool → how to get the years of `earliest` with it; each leaves them in `years`. A test runs them."""
PREFACE = """# Data dictionary

What every table, column and value of the dataset means. This file is generated from `pipeline/schema.py` and the
vocabularies under `models/` by `python -m pipeline.dictionary`; edit those, not this.

## How to read the tables

- A table is one Parquet file, `processed/<table>.parquet`, or a folder of parts by the same name; readers take both.
- Offsets count Unicode code points of `documents.text` from 0; the end is exclusive: `text[start:end]` is the span.
- `null` means "not known". There are no empty strings and no magic values.
- Ids are text, the same on every run, and do not change when documents are added, unless two events merge; the id that
  gives way then stands in `events.aliases`. Every reference resolves.
- Rows are sorted by their key. The same sources give the same bytes.
- `score` is the calibrated probability that the row is right; it is null where a rule decided.
- `earliest` and `latest` are the closed bounds of what a date covers, in whole seconds, without a time zone, in the
  proleptic Gregorian calendar. An open or unknown side is null.

### Years before 1

The calendar of the tables has a year 0, which is 1 BC; the year -479 is 480 BC. Parquet and Arrow hold such times,
Python's `datetime` does not: whatever turns a value into one (`to_pylist`, `to_list`, `fetchall` of a bare timestamp)
fails or gives text. Stay in the columns, or ask for years and text:
"""


def build() -> str:
    """The whole dictionary as Markdown."""
    parts = [PREFACE.rstrip("\n"), *_snippets(), "## Tables", *_tables(), "## Vocabularies", *_vocabularies()]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Rewrite the file."""
    write_text(PATH, build())
    return 0


def _snippets() -> Iterable[str]:
    return (f"{tool}:\n\n```python\n{code}\n```" for tool, code in SNIPPETS.items())


def _tables() -> Iterable[str]:
    for table in TABLES.values():
        yield f"### {table.name}"
        yield f"{table.meaning} Key: {_codes(table.key)}.{_standing(table)}"
        yield _grid(("column", "type", "null", "refers to", "meaning"), (_column(table, c) for c in table.columns))


def _standing(table: Table) -> str:
    return "" if table in CONTRACT else " Not part of the public contract: for people, and free to change."


def _column(table: Table, column: Column) -> tuple[str, ...]:
    key = " (key)" if column.name in table.key else ""
    refers = f"`{column.references}`" if column.references else ""
    meaning = column.meaning + _values(column)
    return f"`{column.name}`{key}", type_name(column.type), "yes" if column.null else "", refers, meaning


def type_name(kind: pa.DataType) -> str:
    """An Arrow type as the dictionary names it."""
    return f"list of {type_name(kind.value_type)}" if pa.types.is_list(kind) else TYPES[kind]


def _values(column: Column) -> str:
    """The values of a short vocabulary, or where those of a long one stand."""
    if column.vocabulary is None:
        return ""
    if len(column.vocabulary) <= 5:
        return f" One of: {_codes(column.vocabulary)}."
    return " Values: see [Vocabularies](#vocabularies)."


def _vocabularies() -> Iterable[str]:
    yield from _entity_types(entity_types())
    yield from _event_types()
    yield from _predicates(predicates())
    for name, values in small().items():
        heading, columns = SECTIONS[name]
        yield f"### {heading}"
        yield f"In {_codes(columns.split(', '))}."
        yield _grid(("value", "in Russian", "meaning"), ((f"`{v.name}`", v.label, v.meaning) for v in values.values()))


def _entity_types(values: Mapping[str, Value]) -> Iterable[str]:
    yield "### Entity types"
    yield "In `mentions.type`, `entities.type`: NEREL's inventory. [Brackets] mark the mention in the example."
    rows = ((f"`{v.name}`", v.label, v.meaning, v.more["example"]) for v in values.values())
    yield _grid(("value", "in Russian", "meaning", "example"), rows)


def _predicates(values: Mapping[str, Value]) -> Iterable[str]:
    yield "### Predicates"
    yield (
        "In `relations.predicate`: NEREL's inventory and direction. In the example [brackets] mark the subject and "
        "{braces} the object. A symmetric predicate is written once, from the earlier mention to the later one."
    )
    rows = ((f"`{v.name}`", v.label, _direction(v), v.meaning, v.more["example"]) for v in values.values())
    yield _grid(("value", "in Russian", "subject → object", "meaning", "example"), rows)


def _direction(value: Value) -> str:
    return f"{value.more['subject']} {'↔' if value.more.get('symmetric') else '→'} {value.more['object']}"


def _event_types() -> Iterable[str]:
    yield "### Event types"
    yield (
        "In `events.type`, `event_mentions.type`, with who fills which role (PLACE and CAUSE are open to every type), "
        "how to tell a type from its neighbours, and the nearest counterparts in ACE 2005 and PLOVER 2.0 (empty: none; "
        "≈: near)."
    )
    head = ("value", "in Russian", "definition", "roles", "neighbours", "ACE 2005", "PLOVER 2.0")
    yield _grid(head, (_event_type(kind) for kind in read_ontology().types.values()))


def _event_type(kind: EventType) -> tuple[str, ...]:
    roles = "; ".join(f"{role}: {filler}" for role, filler in kind.roles.items())
    counterparts = ", ".join(kind.ace), kind.plover or ""
    return f"`{kind.name}`", kind.label_ru, kind.definition, roles, kind.tie_break, *counterparts


def _grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars and line breaks in cells are kept from breaking it."""
    names = list(head)
    lines = [_line(names), _line(["---"] * len(names)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    sys.exit(main())
