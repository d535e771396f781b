"""Documents → annotation rows: the four steps that look at one text at a time, each with a cache of its rows.

A step runs some components of `models/` on each document and keeps the layers that they make. Its row of a document
depends on the text, the day of publication, the rows of the steps before it, and on what the step reads: code, models,
libraries. All of that goes into the row's key; nothing else may (no neighbours, no batch, no worker).
"""

import hashlib
import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import spacy
from tqdm import tqdm

from pipeline.cache import Cache
from pipeline.engine import map_batches
from pipeline.errors import KhronikaError
from pipeline.imports import import_closure
from pipeline.paths import MODELS, ROOT
from pipeline.records import row_schema
from pipeline.rows import to_doc, to_row
from pipeline.tables import row_groups, write_groups


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its components in models/config.cfg, the columns that they make, the folders of models/ and the packages
    that they read. `name` is also the name of its DVC stage and of its file in the work folder."""

    name: str
    components: tuple[str, ...]
    columns: tuple[str, ...]
    models: tuple[str, ...]
    packages: tuple[str, ...]


STEPS = (
    Step(
        "annotate", ("slovnet", "lemmas"), ("tokens", "sentences", "names"), (),
        ("numpy", "spacy", "slovnet", "navec", "natasha", "razdel", "pymorphy3", "pymorphy3-dicts-ru"),
    ),
    Step("dates", ("dates",), ("dates",), ("dates",), ("spacy", "pymorphy3", "pymorphy3-dicts-ru")),
    Step("mentions", ("mentions",), ("mentions",), ("mentions", "entities"), ("spacy", "pymorphy3",
    "pymorphy3-dicts-ru")),
    Step(
        "events", ("events", "arguments", "relations"), ("event_mentions", "arguments", "event_links", "relations"),
        ("events", "relations"), ("spacy", "pymorphy3", "pymorphy3-dicts-ru"),
    ),
)  # fmt: skip

SETTINGS = ("config.cfg", "meta.json")
"""What every step reads of models/ itself."""


def step_modules(step: Step) -> list[str]:
    """The modules whose source a step's rows depend on: its components, the tokenizer, the form of rows."""
    names = ["tokenizer", *step.components] if step is STEPS[0] else list(step.components)
    return [*(f"pipeline.components.{name}" for name in names), "pipeline.rows", "pipeline.components.factories"]


@cache
def fingerprint(step: Step) -> str:
    """A digest of everything that a step reads beside the document: sources, models, versions of libraries."""
    total = hashlib.sha256()
    files = [*import_closure(step_modules(step)), *(MODELS / name for name in SETTINGS)]
    for folder in step.models:
        files += [path for path in (MODELS / folder).rglob("*") if path.is_file()]
    for path in sorted(files):
        base = MODELS if path.is_relative_to(MODELS) else ROOT
        total.update(f"{path.relative_to(base).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    for package in step.packages:
        total.update(f"{package}=={importlib.metadata.version(package)}\0".encode())
    return total.hexdigest()


@lru_cache(maxsize=len(STEPS) + 1)
def load_pipeline(components: tuple[str, ...]) -> Any:
    """The spaCy pipeline of models/ with only these components, loaded once a process.

    Raises KhronikaError where models/ is missing; DataError where a lexicon is broken.
    """
    if not (MODELS / "config.cfg").is_file():
        raise KhronikaError(
            f"{MODELS}: the models folder is missing; restore it, or set KHRONIKA_MODELS to where it lies"
        )
    every = [name for step in STEPS for name in step.components]
    return spacy.load(MODELS, exclude=[name for name in every if name not in components])


def run_step(work: Path, name: str, cache: Path, workers: int = 1) -> None:
    """Run a step on all documents of a work folder: `documents.parquet` and earlier steps' files → `NAME.parquet`.

    Row groups of all these files hold the same documents, and are the batches that go to the workers.
    """
    index = next(number for number, step in enumerate(STEPS) if step.name == name)
    step = STEPS[index]
    files = [work / "documents.parquet", *(work / f"{before.name}.parquet" for before in STEPS[:index])]
    total = pq.ParquetFile(files[0]).metadata.num_rows
    function = partial(_run_batch, index, cache)
    with tqdm(total=total, desc=name, unit="doc", disable=None, delay=2) as progress:

        def groups() -> Iterator[pa.Table]:
            for group in map_batches(function, zip(*map(row_groups, files), strict=True), workers):
                progress.update(group.num_rows)
                yield group

        write_groups(work / f"{name}.parquet", row_schema(step.columns), groups())


def _run_batch(index: int, folder: Path, tables: tuple[pa.Table, ...]) -> pa.Table:
    """The rows of one step for one batch: `tables` are the documents and the rows of the steps before it."""
    step, cache = STEPS[index], Cache(folder)
    schema = row_schema(step.columns)
    rows = []
    for number in range(tables[0].num_rows):
        parts = [table.slice(number, 1) for table in tables]
        key = _key(step, parts)
        row = cache.get(key, schema)
        if row is None:
            row = pa.Table.from_pylist([_annotate(step, parts, key)], schema=schema)
            cache.put(key, row)
        rows.append(_with_id(row, parts[0]))
    return pa.concat_tables(rows) if rows else schema.empty_table()


def _with_id(row: pa.Table, document: pa.Table) -> pa.Table:
    """The row under the id of its document: the same text under another name is the same row."""
    return row.set_column(0, "doc_id", document.column("doc_id").cast(pa.string()))


def _key(step: Step, parts: list[pa.Table]) -> str:
    document = parts[0]
    text, published = document.column("text")[0].as_py(), document.column("published")[0].as_py()
    before = parts[-1].column("key")[0].as_py() if len(parts) > 1 else ""
    source = f"{before}\0{published}" if before else f"{published}\0{text}"
    return hashlib.sha256(f"{fingerprint(step)}\0{source}".encode()).hexdigest()


def _annotate(step: Step, parts: list[pa.Table], key: str) -> dict[str, Any]:
    nlp = load_pipeline(step.components)
    values: dict[str, Any] = {}
    for part in parts:
        values |= part.to_pylist()[0]
    doc = to_doc(nlp.vocab, values["text"], values) if "tokens" in values else nlp.make_doc(values["text"])
    day = values["published"]
    doc._.published = (day.year, day.month, day.day) if day else None
    for _, component in nlp.pipeline:
        doc = component(doc)
    return {"doc_id": "", "key": key, **to_row(doc, step.columns)}
