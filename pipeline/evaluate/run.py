"""One run of the evaluation: find the gold annotation of the documents, compare, write the figures."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.edtf import bounds
from pipeline.errors import DataError, UsageError
from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Link, Mention, Place, Relation, Trigger
from pipeline.evaluate.read import from_tables
from pipeline.evaluate.scores import score
from pipeline.evaluate.view import markdown
from pipeline.gold import GoldDocument, load_gold
from pipeline.published import read_rows
from pipeline.tables import write_text

QID = re.compile(r"Q[1-9][0-9]*")


def evaluate(tables: Path, gold: Path, texts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The figures of `tables` against every annotation `gold/**/NAME.ann`, whose document is the doc_id NAME.

    `texts` are the documents' texts by doc_id, by default those of `tables`. Raises UsageError where there is no gold,
    DataError for an annotation that does not fit its text or whose document is missing (left out, it would flatter).
    """
    texts = document_texts(tables) if texts is None else texts
    documents = gold_documents(gold, texts)
    annotations = [from_gold(name, document, texts[name]) for name, document in documents.items()]
    whole = sum(annotations, Annotation())
    size = {"documents": len(documents)} | {
        layer: len(getattr(whole, layer)) for layer in ("mentions", "dates", "triggers")
    }
    return {"gold": size} | score(whole, from_tables(tables, set(documents)))


def write_metrics(metrics: Mapping[str, Any], path: Path) -> None:
    """Write the figures as JSON to `path` (for `dvc metrics`) and as Markdown beside it, with the suffix `.md`."""
    write_text(path, json.dumps(metrics, ensure_ascii=False, indent=1) + "\n")
    write_text(path.with_suffix(".md"), markdown(metrics))


def document_texts(tables: Path) -> dict[str, str]:
    """doc_id → text of the table of documents."""
    return {row["doc_id"]: row["text"] for row in read_rows(tables, "documents", ["doc_id", "text"])}


def gold_documents(gold: Path, texts: Mapping[str, str]) -> dict[str, GoldDocument]:
    """doc_id → gold document, in the order of the ids. Raises as `evaluate` says."""
    paths = {path.relative_to(gold).with_suffix("").as_posix(): path for path in sorted(gold.rglob("*.ann"))}
    if not paths:
        raise UsageError(f"{gold}: no annotation (*.ann) there; name the folder that holds the gold set")
    for name, path in paths.items():
        if name not in texts:
            raise DataError(path, f"no document «{name}» in the tables; restore its source or move the annotation away")
    return {name: load_gold(path, texts[name]) for name, path in sorted(paths.items())}


def from_gold(name: str, document: GoldDocument, text: str) -> Annotation:
    """A gold document as the flat records that are compared."""
    return Annotation(
        tuple(_mention(name, m, document, text) for m in document.mentions),
        tuple(_date(name, d) for d in document.dates),
        tuple(_trigger(name, e, document) for e in document.event_mentions),
        tuple(Argument(_at(name, a.event), a.role, _at(name, a.mention)) for a in document.arguments),
        tuple(Relation((name, *r.subject), r.predicate, (name, *r.object)) for r in document.relations),
        tuple(Link(_at(name, k.subject), k.predicate, _at(name, k.object)) for k in document.event_links),
        tuple(Event(e.event, *bounds(e.edtf), e.edtf, e.place) for e in document.events),
    )


def _at(name: str, span: tuple[Any, ...]) -> Place:
    return name, span[0], span[1]


def _mention(name: str, mention: Any, document: GoldDocument, text: str) -> Mention:
    entity = document.entities[mention.key]
    qid = entity if QID.fullmatch(entity) else None
    words = text[mention.start : mention.end]
    return Mention(_at(name, mention.key), mention.type, mention.lemma, words, entity, qid)


def _date(name: str, date: Any) -> Date:
    return Date(_at(name, date.span), date.type, date.edtf, *bounds(date.edtf), date.anchor)


def _trigger(name: str, event: Any, document: GoldDocument) -> Trigger:
    date = _at(name, event.date) if event.date else None
    identity = document.event_ids[event.span]
    return Trigger(_at(name, event.span), event.type, event.polarity, event.modality, identity, date)
