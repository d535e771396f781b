"""The documents' texts with their annotations marked: rows of the tables in, paragraphs of escaped markup out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from pipeline.published import Row, read_rows
from pipeline.report.labels import GROUP_OF
from pipeline.report.markup import Mark, by_sentence, marked
from pipeline.report.spoken import spoken

MAX_DOCUMENTS = 60
"""Documents whose text the page shows; the others are listed by their titles alone."""
MAX_CHARACTERS = 300_000
"""Characters of text that the page shows in all; a document that would exceed it is cut at a sentence, and says so."""
Labels = Mapping[str, Mapping[str, str]]
"""Vocabulary → value → Russian label."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the page: `number` names its anchors, `html` is the marked text of its first `sentences`."""

    number: int
    row: Row
    html: Markup
    sentences: int


def ordered(rows: Sequence[Row], first: str) -> list[Row]:
    """Documents by id, the one with the id `first` before all others."""
    return sorted(rows, key=lambda row: (row["doc_id"] != first, row["doc_id"]))


def read_texts(tables: Path, documents: Sequence[Row], labels: Labels, anchors: Mapping[str, str]) -> list[Text]:
    """The first documents with their texts, as far as the limits above allow; `anchors` are events' places on the
    page."""
    shown = documents[:MAX_DOCUMENTS]
    ids = {row["doc_id"] for row in shown}
    marks = _marks(tables, ids, labels, anchors)
    sentences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in read_rows(tables, "sentences", where={"doc_id": ids}):
        sentences[row["doc_id"]].append((row["start"], row["end"]))
    texts = {row["doc_id"]: row["text"] for row in read_rows(tables, "documents", ["doc_id", "text"], {"doc_id": ids})}
    left, found = MAX_CHARACTERS, []
    for number, row in enumerate(shown, 1):
        doc_id = row["doc_id"]
        spans = _within(sentences[doc_id], left)
        html = _body(number, texts[doc_id], spans, by_sentence(marks[doc_id], spans))
        found.append(Text(number, row, html, len(spans)))
        left -= spans[-1][1] if spans else 0
    return found


def _within(sentences: list[tuple[int, int]], characters: int) -> list[tuple[int, int]]:
    return [span for span in sentences if span[1] <= characters]


def _body(number: int, text: str, sentences: list[tuple[int, int]], marks: Mapping[int, list[Mark]]) -> Markup:
    """Sentences as spans with ids, what stands between them as it is."""
    pieces, position = [], 0
    for index, (start, end) in enumerate(sentences):
        pieces.append(escape(text[position:start]))
        content = marked(text, marks.get(index, ()), start, end)
        pieces.append(Markup('<span class="s" id="d{}-s{}">{}</span>').format(number, index, content))
        position = end
    return Markup("").join(pieces)


def _marks(tables: Path, ids: set[str], labels: Labels, anchors: Mapping[str, str]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    makers = (
        _mention_marks(tables, ids, labels),
        _date_marks(tables, ids, labels),
        _event_marks(tables, ids, labels, anchors),
    )
    for marks in makers:
        for doc_id, mark in marks:
            found[doc_id].append(mark)
    return found


def _mention_marks(tables: Path, ids: set[str], labels: Labels) -> Iterator[tuple[str, Mark]]:
    rows = read_rows(tables, "mentions", where={"doc_id": ids})
    wanted = {row["entity_id"] for row in rows}
    entities = {
        r["entity_id"]: r
        for r in read_rows(tables, "entities", ["entity_id", "name", "wikidata_id"], {"entity_id": wanted})
    }
    for row in rows:
        entity = entities.get(row["entity_id"], {"name": row["entity_id"], "wikidata_id": None})
        named = entity["name"] + (f" ({entity['wikidata_id']})" if entity["wikidata_id"] else "")
        title = f"{labels['entity'][row['type']]} · нормальная форма: {row['lemma']} · сущность: {named}"
        yield row["doc_id"], Mark(row["start"], row["end"], GROUP_OF[row["type"]], row["type"], title)


def _date_marks(tables: Path, ids: set[str], labels: Labels) -> Iterator[tuple[str, Mark]]:
    for row in read_rows(tables, "dates", where={"doc_id": ids}):
        value = f"{row['edtf']} ({spoken(row['edtf'])})" if row["edtf"] else "значение не определяется"
        anchor = labels["anchors"][row["anchor"]]
        title = f"{labels['date_types'][row['type']]} · {value} · опора: {anchor}"
        yield row["doc_id"], Mark(row["start"], row["end"], "date", row["type"], title)


def _event_marks(tables: Path, ids: set[str], labels: Labels, anchors: Mapping[str, str]) -> Iterator[tuple[str, Mark]]:
    rows = read_rows(tables, "event_mentions", where={"doc_id": ids})
    wanted = {row["event_id"] for row in rows}
    events = {row["event_id"]: row for row in read_rows(tables, "events", where={"event_id": wanted})}
    for row in rows:
        title = " · ".join(_event_facts(row, events.get(row["event_id"]), labels))
        anchor = anchors.get(row["event_id"], "")
        yield row["doc_id"], Mark(row["start"], row["end"], "event", row["type"], title, anchor)


def _event_facts(row: Row, event: Row | None, labels: Labels) -> Iterator[str]:
    yield f"{labels['event'][row['type']]}: {row['lemma']}"
    if row["polarity"] != "positive":
        yield labels["polarities"][row["polarity"]]
    if row["modality"] != "actual":
        yield labels["modalities"][row["modality"]]
    if event:
        yield f"событие: {event['name']}"
        if event["edtf"]:
            yield f"{event['edtf']} ({spoken(event['edtf'])})"
