"""Annotation from gold: the gold set's documents as the flat records that are compared, its sides and near misses."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.edtf import bounds
from pipeline.errors import DataError
from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Link, Mention, Place, Relation, Trigger
from pipeline.evaluate.events import Told
from pipeline.gold import GoldDocument, GoldEvent, load_gold
from pipeline.gold.split import NEAR_MISSES, near_miss_problems, read_near_misses, read_split
from pipeline.gold.split import annotations as annotation_files

QID = re.compile(r"Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the gold set: the ids of its documents, their annotation, pairs of its events that look alike."""

    documents: tuple[str, ...]
    annotation: Annotation
    near_misses: tuple[tuple[Told, Told], ...]


def read_sides(folder: Path, texts: Mapping[str, str]) -> dict[str, Side]:
    """The sides of the gold set in `folder` that hold a document, by name; `texts` are the documents' texts by doc_id.

    Raises UsageError where there is no gold, DataError for an annotation that does not fit its text or whose document
    is missing (left out, it would flatter), and for a split or near misses that do not fit the annotations.
    """
    documents = gold_documents(folder, texts)
    split = read_split(folder)
    misses = read_near_misses(folder)
    told = {name: set(document.event_ids.values()) for name, document in documents.items()}
    for row, problem in near_miss_problems(misses, told, split):  # it would count as one that was not found or merged
        raise DataError(folder / NEAR_MISSES, problem, row.line)
    annotations = {name: from_gold(name, document, texts[name]) for name, document in documents.items()}
    return {
        side: Side(
            names,
            _side(names, annotations),
            tuple(((m.doc_a, m.event_a), (m.doc_b, m.event_b)) for m in misses if m.doc_a in names),
        )
        for side, names in split.items()
        if names
    }


def _side(names: Collection[str], annotations: Mapping[str, Annotation]) -> Annotation:
    """The annotation of a side. What is said of its events as a whole comes from every document that tells them, on
    whichever side: tables are made of all documents too."""
    side = sum((annotations[name] for name in names), Annotation())
    told = {trigger.event for trigger in side.triggers}
    views = (event for annotation in annotations.values() for event in annotation.events if event.event in told)
    return replace(side, events=tuple(views))


def gold_documents(folder: Path, texts: Mapping[str, str]) -> dict[str, GoldDocument]:
    """doc_id → gold document, in the order of the ids. Raises as `read_sides` says."""
    paths = annotation_files(folder)
    for name, path in paths.items():
        if name not in texts:
            raise DataError(path, f"no document «{name}» in the tables; restore its source or move the annotation away")
    return {name: load_gold(path, texts[name]) for name, path in paths.items()}


def from_gold(name: str, document: GoldDocument, text: str) -> Annotation:
    """A gold document as the flat records that are compared."""
    return Annotation(
        tuple(_mention(name, m, document, text) for m in document.mentions),
        tuple(_date(name, d) for d in document.dates),
        tuple(_trigger(name, e, document) for e in document.event_mentions),
        tuple(Argument(_at(name, a.event), a.role, _at(name, a.mention)) for a in document.arguments),
        tuple(Relation((name, *r.subject), r.predicate, (name, *r.object)) for r in document.relations),
        tuple(Link(_at(name, k.subject), k.predicate, _at(name, k.object)) for k in document.event_links),
        tuple(_event(name, e) for e in document.events),
    )


def _event(name: str, event: GoldEvent) -> Event:
    facts = event.event, *bounds(event.edtf), event.edtf, event.place, _qid(event.place)
    return Event(*facts, name, event.polarity, event.modality)


def _at(name: str, span: tuple[Any, ...]) -> Place:
    return name, span[0], span[1]


def _mention(name: str, mention: Any, document: GoldDocument, text: str) -> Mention:
    entity = document.entities[mention.key]
    words = text[mention.start : mention.end]
    return Mention(_at(name, mention.key), mention.type, mention.lemma, words, entity, _qid(entity))


def _qid(entity: str | None) -> str | None:
    return entity if entity and QID.fullmatch(entity) else None


def _date(name: str, date: Any) -> Date:
    return Date(_at(name, date.span), date.type, date.edtf, *bounds(date.edtf), date.anchor)


def _trigger(name: str, event: Any, document: GoldDocument) -> Trigger:
    date = _at(name, event.date) if event.date else None
    identity = document.event_ids[event.span]
    return Trigger(_at(name, event.span), event.type, event.polarity, event.modality, identity, date)
