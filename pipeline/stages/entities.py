"""Mentions → entities: `entities` (the ids of each document's mentions) and `entity_rows` in the work folder."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pipeline.knowledge import KnowledgeBase, knowledge
from pipeline.link import EntityCount, count_entities, entity_row, link_document, short_name
from pipeline.schema import ENTITIES
from pipeline.stages import Folders
from pipeline.stages.work import layer_columns, read_groups
from pipeline.tables import write_groups, write_table

IDS = pa.schema([("doc_id", pa.string()), ("entity_ids", pa.list_(pa.string()))])
NAMES = pa.schema([("entity_id", pa.string()), ("short", pa.string()), ("type", pa.string()), ("country", pa.string())])
"""What titles and merging need of an entity: how a title calls it, its type, a place's country (alpha-3)."""


def entities_stage(folders: Folders) -> None:
    """Link every document's mentions, then write one row an entity."""
    base = knowledge()
    counts: dict[str, EntityCount] = {}
    write_groups(folders.work / "entities.parquet", IDS, _link(folders, base, counts))
    found = sorted(counts)
    write_table(folders.work / "tables", ENTITIES, [[entity_row(e, counts[e], base) for e in found]])
    names = [_names(e, counts[e], base) for e in found]
    write_groups(folders.work / "entity_names.parquet", NAMES, [pa.Table.from_pylist(names, schema=NAMES)])


def _link(folders: Folders, base: KnowledgeBase, counts: dict[str, EntityCount]) -> Iterator[pa.Table]:
    for group in read_groups(folders.work, documents=["doc_id"], **layer_columns("mentions", "relations")):
        rows: list[dict[str, Any]] = []
        for document in group:
            mentions = document.layer("mentions")
            ids = link_document(document["doc_id"], mentions, document.layer("relations"), base)
            count_entities(counts, mentions, ids)
            rows.append({"doc_id": document["doc_id"], "entity_ids": ids})
        yield pa.Table.from_pylist(rows, schema=IDS)


def _names(found: str, count: EntityCount, base: KnowledgeBase) -> dict[str, Any]:
    row = entity_row(found, count, base)
    known = base.entities.get(found)
    country = (known.iso3166 if known.type == "COUNTRY" else known.country) if known else None
    return {"entity_id": found, "short": short_name(row, count, known), "type": row["type"], "country": country}
