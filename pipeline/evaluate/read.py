"""Annotation from the tables: the rows of some documents as the flat records that are compared."""

from collections.abc import Collection
from pathlib import Path

from pipeline.errors import KhronikaError
from pipeline.evaluate.annotation import Annotation, Argument, Date, Event, Link, Mention, Place, Relation, Trigger
from pipeline.published import Row, read_rows


def from_tables(tables: Path, documents: Collection[str]) -> Annotation:
    """The annotation that the tables hold of `documents` (ids). Raises KhronikaError where a table is missing, broken,
    or names a row that its table does not hold."""
    try:
        return _annotation(tables, documents)
    except KeyError as error:
        raise KhronikaError(f"{tables}: a row names {error}, which its table lacks; run the pipeline again") from None


def _annotation(tables: Path, documents: Collection[str]) -> Annotation:
    rows = {
        name: read_rows(tables, name, where={"doc_id": documents})
        for name in ("mentions", "dates", "event_mentions", "relations", "event_links")
    }
    qids = {row["entity_id"]: row["wikidata_id"] for row in read_rows(tables, "entities", ["entity_id", "wikidata_id"])}
    mentions = {row["mention_id"]: _mention(row, qids) for row in rows["mentions"]}
    dates = {row["date_id"]: _date(row) for row in rows["dates"]}
    triggers = {row["event_mention_id"]: _trigger(row, dates) for row in rows["event_mentions"]}
    arguments = read_rows(tables, "arguments", where={"event_mention_id": triggers})
    return Annotation(
        tuple(mentions.values()),
        tuple(dates.values()),
        tuple(triggers.values()),
        tuple(_argument(row, triggers, mentions) for row in arguments),
        tuple(_relation(row, mentions) for row in rows["relations"]),
        tuple(_link(row, triggers) for row in rows["event_links"]),
        _events(tables, {trigger.event for trigger in triggers.values()}, qids),
    )


def _place(row: Row) -> Place:
    return row["doc_id"], row["start"], row["end"]


def _mention(row: Row, qids: dict[str, str | None]) -> Mention:
    return Mention(_place(row), row["type"], row["lemma"], row["text"], row["entity_id"], qids.get(row["entity_id"]))


def _date(row: Row) -> Date:
    return Date(_place(row), row["type"], row["edtf"], row["earliest"], row["latest"], row["anchor"])


def _trigger(row: Row, dates: dict[str, Date]) -> Trigger:
    date = dates.get(row["date_id"]) if row["date_id"] else None
    place = date.place if date else None
    return Trigger(_place(row), row["type"], row["polarity"], row["modality"], row["event_id"], place)


def _argument(row: Row, triggers: dict[str, Trigger], mentions: dict[str, Mention]) -> Argument:
    return Argument(triggers[row["event_mention_id"]].place, row["role"], mentions[row["mention_id"]].place)


def _relation(row: Row, mentions: dict[str, Mention]) -> Relation:
    return Relation(mentions[row["subject_mention_id"]].key, row["predicate"], mentions[row["object_mention_id"]].key)


def _link(row: Row, triggers: dict[str, Trigger]) -> Link:
    ends = [triggers[row[f"{end}_event_mention_id"]].place for end in ("subject", "object")]
    return Link(ends[0], row["predicate"], ends[1])


def _events(tables: Path, wanted: Collection[str], qids: dict[str, str | None]) -> tuple[Event, ...]:
    columns = ["event_id", "earliest", "latest", "edtf", "place_id", "polarity", "modality"]
    rows = read_rows(tables, "events", columns, {"event_id": wanted})
    return tuple(_event(row, qids) for row in rows)


def _event(row: Row, qids: dict[str, str | None]) -> Event:
    facts = row["event_id"], row["earliest"], row["latest"], row["edtf"], row["place_id"]
    return Event(*facts, qids.get(row["place_id"]), "", row["polarity"], row["modality"])
