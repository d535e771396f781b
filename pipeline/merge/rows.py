"""Rows of `events`: the most precise date and place that agree with all mentions, and a title."""

from typing import Any

from pipeline.merge.cluster import Cluster, best_place
from pipeline.merge.knowledge import MergeKnowledge
from pipeline.merge.titles import NameOf, title_of
from pipeline.schema import MODALITIES


def event_row(parts: list[Cluster], known: MergeKnowledge, name_of: NameOf) -> dict[str, Any]:
    """The row of one event; `parts` are its clusters, one a document or more, by founding mention."""
    values = [part.value for part in parts if part.value]
    value = min(values, key=lambda v: v.width) if values else None
    own = best_place(f for part in parts for f in part.fillers)
    place = own.entity_id if own else next((part.place for part in parts if part.place), None)
    event_id, *others = dict.fromkeys(part.own_id for part in parts)
    return {
        "event_id": event_id,
        "type": parts[0].type,
        "name": title_of(parts, known, name_of),
        "edtf": value.edtf if value else None,
        "earliest": milliseconds(value.earliest) if value else None,
        "latest": milliseconds(value.latest) if value else None,
        "place_id": place,
        "polarity": parts[0].polarity,
        "modality": min((part.modality for part in parts), key=MODALITIES.index),
        "n_mentions": sum(len(part.members) for part in parts),
        "n_documents": len({part.founding.doc_id for part in parts}),
        "aliases": sorted(others),
    }


def milliseconds(second: int | None) -> int | None:
    """Seconds as the tables' timestamps count them."""
    return None if second is None else second * 1000
