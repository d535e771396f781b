"""The rows that steps keep: one nested Arrow row a document, and the records of its layers.

Rows are the only persistent form of annotations, never pickles. This module knows no Doc: `pipeline.rows` turns a Doc
into a row and back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import pyarrow as pa

from pipeline import layers

TOKEN = pa.struct(
    {
        "start": pa.int32(), "end": pa.int32(), "lemma": pa.string(), "pos": pa.string(), "morph": pa.string(),
        "head": pa.int32(), "dep": pa.string(),
    }
)  # fmt: skip
"""A token: offsets, lemma, UD part of speech, features and relation, and its head's index in the document."""

SPAN = pa.struct({"start": pa.int32(), "end": pa.int32()})
_MENTION = pa.struct({"start": pa.int32(), "end": pa.int32(), "type": pa.string()})
_TYPES: dict[str, pa.DataType] = {
    "start": pa.int32(), "end": pa.int32(), "score": pa.float32(), "earliest": pa.int64(), "latest": pa.int64(),
}  # fmt: skip
KEYS: dict[tuple[str, str], pa.DataType] = {
    ("event_mentions", "date"): SPAN, ("arguments", "event"): SPAN, ("arguments", "mention"): _MENTION,
    ("relations", "subject"): _MENTION, ("relations", "object"): _MENTION, ("relations", "date"): SPAN,
    ("event_links", "subject"): SPAN, ("event_links", "object"): SPAN,
}  # fmt: skip


def layer_type(layer: str) -> pa.DataType:
    """The Arrow type of a layer's column: a list of its record's fields."""
    record = layers.LAYERS[layer]
    return pa.list_(
        pa.struct([(f.name, KEYS.get((layer, f.name)) or _TYPES.get(f.name, pa.string())) for f in fields(record)])
    )


def row_schema(columns: Iterable[str]) -> pa.Schema:
    """The schema of a step's rows: `doc_id`, `key` (of the cache), and its columns (`tokens`, `sentences`, layers)."""
    own = {"tokens": pa.list_(TOKEN), "sentences": pa.list_(SPAN)}
    types = [(c, own[c] if c in own else layer_type(c)) for c in columns]
    return pa.schema([("doc_id", pa.string()), ("key", pa.string()), *types])


def records(layer: str, rows: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    """The records of a layer from the structs of its column."""
    record = layers.LAYERS[layer]
    return tuple(record(**{k: tuple(v.values()) if isinstance(v, dict) else v for k, v in row.items()}) for row in rows)
