"""Tables made from gold annotation, for tests of what reads tables: every row is what a person annotated."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from razdel import sentenize

from pipeline.edtf import bounds
from pipeline.evaluate.annotation import Annotation
from pipeline.evaluate.events import gold_rows
from pipeline.evaluate.gold import from_gold
from pipeline.gold import GoldDocument
from pipeline.ids import span_id
from pipeline.schema import MODALITIES, POLARITIES, TABLES
from pipeline.tables import write_table

Rows = dict[str, list[dict[str, Any]]]


def rows_of(documents: Mapping[str, tuple[GoldDocument, str]]) -> Rows:
    """The rows of every table for gold documents (doc_id → annotation and text); bounds are seconds × 1000."""
    rows: Rows = {name: [] for name in TABLES}
    for doc_id, (gold, text) in sorted(documents.items()):
        _Builder(doc_id, gold, text, rows).add()
    rows["entities"] = list({row["entity_id"]: row for row in reversed(rows["entities"])}.values())
    rows["events"] = _joined(rows["events"], documents)
    return rows


def _joined(views: list[dict[str, Any]], documents: Mapping[str, tuple[GoldDocument, str]]) -> list[dict[str, Any]]:
    """One row an event from those of its documents: dates and places joined as the evaluation joins them."""
    whole = sum((from_gold(name, gold, text) for name, (gold, text) in sorted(documents.items())), Annotation())
    rows = []
    for fact in gold_rows(whole):
        told = [view for view in views if view["event_id"] == fact.event]
        counts = {"n_mentions": sum(view["n_mentions"] for view in told), "n_documents": len(told)}
        polarity = max((view["polarity"] for view in told), key=POLARITIES.index)
        modality = min((view["modality"] for view in told), key=MODALITIES.index)
        facts = {"edtf": fact.edtf, **milliseconds(fact.edtf), "place_id": fact.place}
        rows.append({**told[0], **counts, **facts, "polarity": polarity, "modality": modality})
    return rows


def write_rows(folder: Path, rows: Rows) -> Path:
    """Write every table of the schema to `folder` and return it."""
    for name, table in TABLES.items():
        write_table(folder, table, [rows.get(name, [])])
    return folder


def milliseconds(edtf: str | None) -> dict[str, int | None]:
    """The bounds of an EDTF value as the columns `earliest` and `latest`."""
    return dict(zip(("earliest", "latest"), (None if s is None else s * 1000 for s in bounds(edtf)), strict=True))


class _Builder:
    def __init__(self, doc_id: str, gold: GoldDocument, text: str, rows: Rows):
        self.doc_id, self.gold, self.text, self.rows = doc_id, gold, text, rows
        self.sentences = [(s.start, s.stop) for s in sentenize(text)]
        self.names = {(m.start, m.end): m.lemma for m in gold.mentions}

    def add(self) -> None:
        self._document()
        self._mentions()
        self._dates()
        self._events()
        self._links()

    def _span(self, start: int, end: int) -> dict[str, Any]:
        sent = max((i for i, (first, _) in enumerate(self.sentences) if first <= start), default=0)
        return {"doc_id": self.doc_id, "sent_id": sent, "start": start, "end": end, "text": self.text[start:end]}

    def _place(self, start: int, end: int) -> dict[str, Any]:
        return {key: value for key, value in self._span(start, end).items() if key in ("doc_id", "sent_id")}

    def _mention_id(self, key: tuple[int, int, str]) -> str:
        return span_id(self.doc_id, *key)

    def _event_id(self, span: tuple[int, int]) -> str:
        return span_id(self.doc_id, *span, "event")

    def _date_id(self, span: tuple[int, int] | None) -> str | None:
        return span_id(self.doc_id, *span, "date") if span else None

    def _document(self) -> None:
        row = {"doc_id": self.doc_id, "path": f"{self.doc_id}.txt", "sha256": "0" * 64, "text": self.text}
        self.rows["documents"].append({**row, "n_sentences": len(self.sentences), "n_tokens": len(self.text.split())})
        for number, (start, end) in enumerate(self.sentences):
            self.rows["sentences"].append({"doc_id": self.doc_id, "sent_id": number, "start": start, "end": end})

    def _mentions(self) -> None:
        for m in self.gold.mentions:
            entity = self.gold.entities[m.key]
            row = {"mention_id": self._mention_id(m.key), "type": m.type, "lemma": m.lemma, "entity_id": entity}
            self.rows["mentions"].append(row | self._span(m.start, m.end))
            qid = entity if entity.startswith("Q") and entity[1:].isdigit() else None
            fact = {"entity_id": entity, "type": m.type, "name": m.lemma, "wikidata_id": qid, "aliases": []}
            self.rows["entities"].append({**fact, "n_mentions": 1, "n_documents": 1})

    def _dates(self) -> None:
        for d in self.gold.dates:
            row = {"date_id": self._date_id(d.span), "type": d.type, "edtf": d.edtf, **milliseconds(d.edtf)}
            self.rows["dates"].append(
                {**row, "granularity": d.granularity, "anchor": d.anchor} | self._span(d.start, d.end)
            )

    def _events(self) -> None:
        for e in self.gold.events:
            row = {"event_id": e.event, "type": e.type, "name": e.title, "edtf": e.edtf, **milliseconds(e.edtf)}
            more = {"place_id": e.place, "polarity": e.polarity, "modality": e.modality, "aliases": []}
            self.rows["events"].append({**row, **more, "n_mentions": len(e.mentions), "n_documents": 1})
        for m in self.gold.event_mentions:
            row = {"event_mention_id": self._event_id(m.span), "event_id": self.gold.event_ids[m.span], "type": m.type}
            more = {"lemma": m.lemma, "date_id": self._date_id(m.date), "polarity": m.polarity, "modality": m.modality}
            self.rows["event_mentions"].append({**row, **more} | self._span(m.start, m.end))

    def _links(self) -> None:
        for a in self.gold.arguments:
            row = {"event_mention_id": self._event_id(a.event), "event_id": self.gold.event_ids[a.event]}
            filler = {"mention_id": self._mention_id(a.mention), "entity_id": self.gold.entities[a.mention]}
            self.rows["arguments"].append({**row, "role": a.role, **filler})
        for r in self.gold.relations:
            ends = {"subject_mention_id": self._mention_id(r.subject), "object_mention_id": self._mention_id(r.object)}
            ids = {"subject_id": self.gold.entities[r.subject], "object_id": self.gold.entities[r.object]}
            row = {"predicate": r.predicate, "date_id": self._date_id(r.date), **ends, **ids}
            self.rows["relations"].append(row | self._place(*r.subject[:2]))
        for k in self.gold.event_links:
            ends = {
                f"{end}_event_mention_id": self._event_id(s)
                for end, s in (("subject", k.subject), ("object", k.object))
            }
            ids = {
                "subject_event_id": self.gold.event_ids[k.subject],
                "object_event_id": self.gold.event_ids[k.object],
            }
            self.rows["event_links"].append({"predicate": k.predicate, **ends, **ids} | self._place(*k.subject))
