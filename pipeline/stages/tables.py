"""The work folder's rows → the tables of the contract, in `tables/` of the work folder, ready to be checked."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.ids import span_id
from pipeline.layers import MentionKey, Span
from pipeline.merge.rows import milliseconds
from pipeline.schema import (
    ARGUMENTS,
    DATES,
    DOCUMENTS,
    EVENT_LINKS,
    EVENT_MENTIONS,
    FINDINGS,
    MENTIONS,
    REJECTS,
    RELATIONS,
    SENTENCES,
    Table,
)  # fmt: skip
from pipeline.stages import Folders
from pipeline.stages.work import DocumentRow, layer_columns, read_groups
from pipeline.tables import read_table, write_table

Rows = list[dict[str, Any]]


def tables_stage(folders: Folders) -> None:
    """Write all tables that are made row by row; `entities` and `events` were written by their own stages."""
    for table, make in MAKERS.items():
        write_table(folders.work / "tables", table, _batches(folders, make))
    for table in (REJECTS, FINDINGS):
        write_table(folders.work / "tables", table, [read_table(folders.work, table.name)])


FILES = {
    "documents": [f.name for f in DOCUMENTS.arrow if f.name not in ("n_sentences", "n_tokens")],
    **layer_columns("sentences", "dates", "mentions", "event_mentions", "arguments", "event_links", "relations"),
    "entities": ["entity_ids"],
    "merge": ["event_ids"],
}
FILES["annotate"].append("tokens")


def _batches(folders: Folders, make: Callable[[DocumentRow], Rows]) -> Iterator[Rows]:
    for group in read_groups(folders.work, **FILES):
        yield [row for document in group for row in make(document)]


def _documents(document: DocumentRow) -> Rows:
    values = {column.name: document.values.get(column.name) for column in DOCUMENTS.columns}
    tokens = sum(token["pos"] != "SPACE" for token in document["tokens"])
    return [{**values, "n_sentences": len(document["sentences"]), "n_tokens": tokens}]


def _sentences(document: DocumentRow) -> Rows:
    return [{"doc_id": document["doc_id"], "sent_id": n, **span} for n, span in enumerate(document["sentences"])]


def _place(document: DocumentRow, start: int) -> dict[str, Any]:
    """doc_id and sent_id of a span: the sentence in which it starts, or the last before it."""
    return {"doc_id": document["doc_id"], "sent_id": max(0, bisect_right(document.sentence_starts, start) - 1)}


def _span(document: DocumentRow, start: int, end: int) -> dict[str, Any]:
    return {**_place(document, start), "start": start, "end": end, "text": document["text"][start:end]}


def _mention_id(document: DocumentRow, key: MentionKey) -> str:
    return span_id(document["doc_id"], *key)


def _date_id(document: DocumentRow, span: Span | None) -> str | None:
    return span_id(document["doc_id"], *span, "date") if span else None


def _event_id(document: DocumentRow, span: Span) -> str:
    return span_id(document["doc_id"], *span, "event")


def _mentions(document: DocumentRow) -> Rows:
    return [
        {
            "mention_id": _mention_id(document, m.key), **_span(document, m.start, m.end), "lemma": m.lemma,
            "type": m.type,
            "entity_id": entity, "score": m.score,
        }
        for m, entity in zip(document.layer("mentions"), document["entity_ids"], strict=True)
    ]  # fmt: skip


def _dates(document: DocumentRow) -> Rows:
    return [
        {
            "date_id": _date_id(document, d.span), **_span(document, d.start, d.end), "type": d.type, "edtf": d.edtf,
            "earliest": milliseconds(d.earliest), "latest": milliseconds(d.latest), "granularity": d.granularity,
            "anchor": d.anchor,
        }
        for d in document.layer("dates")
    ]  # fmt: skip


def _event_mentions(document: DocumentRow) -> Rows:
    return [
        {
            "event_mention_id": _event_id(document, m.span), "event_id": event, **_span(document, m.start, m.end),
            "lemma": m.lemma, "type": m.type, "date_id": _date_id(document, m.date), "polarity": m.polarity,
            "modality": m.modality, "score": m.score,
        }
        for m, event in zip(document.layer("event_mentions"), document["event_ids"], strict=True)
    ]  # fmt: skip


def _entities(document: DocumentRow) -> dict[MentionKey, str]:
    return {m.key: entity for m, entity in zip(document.layer("mentions"), document["entity_ids"], strict=True)}


def _events(document: DocumentRow) -> dict[Span, str]:
    return {m.span: event for m, event in zip(document.layer("event_mentions"), document["event_ids"], strict=True)}


def _arguments(document: DocumentRow) -> Rows:
    entities, events = _entities(document), _events(document)
    return [
        {
            "event_mention_id": _event_id(document, a.event), "event_id": events[a.event], "role": a.role,
            "mention_id": _mention_id(document, a.mention), "entity_id": entities[a.mention], "score": a.score,
        }
        for a in document.layer("arguments")
    ]  # fmt: skip


def _relations(document: DocumentRow) -> Rows:
    entities = _entities(document)
    return [
        {
            **_place(document, r.subject[0]), "subject_mention_id": _mention_id(document, r.subject),
            "subject_id": entities[r.subject], "predicate": r.predicate, "object_mention_id": _mention_id(document,
            r.object),
            "object_id": entities[r.object], "date_id": _date_id(document, r.date), "score": r.score,
        }
        for r in document.layer("relations")
    ]  # fmt: skip


def _event_links(document: DocumentRow) -> Rows:
    events = _events(document)
    return [
        {
            **_place(document, link.subject[0]), "subject_event_mention_id": _event_id(document, link.subject),
            "subject_event_id": events[link.subject], "predicate": link.predicate,
            "object_event_mention_id": _event_id(document, link.object), "object_event_id": events[link.object],
            "score": link.score,
        }
        for link in document.layer("event_links")
    ]  # fmt: skip


MAKERS: dict[Table, Callable[[DocumentRow], Rows]] = {
    DOCUMENTS: _documents,
    SENTENCES: _sentences,
    MENTIONS: _mentions,
    DATES: _dates,
    EVENT_MENTIONS: _event_mentions,
    ARGUMENTS: _arguments,
    RELATIONS: _relations,
    EVENT_LINKS: _event_links,
}
"""Table → its rows of one document, from the document's row."""
