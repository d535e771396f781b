"""Event mentions → events: `merge` (the ids of each document's event mentions) and the table `events`."""

from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.merge.cluster import Cluster, document_clusters, join_documents
from pipeline.merge.facts import gather
from pipeline.merge.knowledge import merge_knowledge
from pipeline.merge.rows import event_row
from pipeline.merge.titles import Name
from pipeline.schema import EVENTS
from pipeline.stages import Folders
from pipeline.stages.work import DocumentRow, layer_columns, read_groups, read_work
from pipeline.tables import write_groups, write_table

IDS = pa.schema([("doc_id", pa.string()), ("event_ids", pa.list_(pa.string()))])
LAYERS = ("mentions", "dates", "event_mentions", "arguments", "event_links")


def merge_stage(folders: Folders) -> None:
    """Cluster each document's event mentions, join documents by keys, title the events."""
    known = merge_knowledge()
    names = pq.read_table(folders.work / "entity_names.parquet").to_pylist()
    calls = {row["entity_id"]: Name(row["short"], row["type"]) for row in names}
    country = {row["entity_id"]: row["country"] for row in names}
    clusters: list[Cluster] = []
    files = {"documents": ["doc_id", "text"], "entities": ["entity_ids"], **layer_columns(*LAYERS)}
    for document in read_work(folders.work, **files):
        facts = gather(
            document["doc_id"], document["text"], document.layer("mentions"), document["entity_ids"],
            document.layer("dates"),
            document.layer("event_mentions"), document.layer("arguments"), document.layer("event_links"), known,
        )  # fmt: skip
        clusters += document_clusters(facts, known, country.get)
    events = join_documents(clusters, country.get)
    rows = [event_row(parts, known, calls.__getitem__) for parts in events]
    write_table(folders.work / "tables", EVENTS, [sorted(rows, key=lambda row: row["event_id"])])
    ids: dict[str, dict[int, str]] = defaultdict(dict)
    for parts, row in zip(events, rows, strict=True):
        for part in parts:
            ids[part.founding.doc_id] |= {fact.number: row["event_id"] for fact in part.members}
    write_groups(folders.work / "merge.parquet", IDS, _groups(folders, ids))


def _groups(folders: Folders, ids: dict[str, dict[int, str]]):  # type: ignore[no-untyped-def]
    for group in read_groups(folders.work, documents=["doc_id"]):
        yield pa.Table.from_pylist([_row(document, ids) for document in group], schema=IDS)


def _row(document: DocumentRow, ids: dict[str, dict[int, str]]) -> dict[str, object]:
    mine = ids.get(document["doc_id"], {})
    return {"doc_id": document["doc_id"], "event_ids": [mine[number] for number in range(len(mine))]}
