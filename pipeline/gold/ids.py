"""Ids that people write: their form, two that are one, and what the knowledge base says of an item's type.

A document's ids come in, remarks on its lines go out. Ids mean the same in all gold documents, so that a slip makes two
things of one in silence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.gold.load import GoldDocument
from pipeline.gold.spans import Remark, line_of
from pipeline.ids import fold
from pipeline.knowledge import Entity, is_qid
from pipeline.schema import ENTITY_TYPES

AKIN = (
    {"COUNTRY", "STATE_OR_PROVINCE", "CITY", "DISTRICT", "LOCATION", "FACILITY"},
    {"ORGANIZATION", "FACILITY"},
    {"PERSON", "FAMILY"},
    {"LAW", "WORK_OF_ART"},
    {"PRODUCT", "WORK_OF_ART"},
    {"PRODUCT", "ORGANIZATION"},
    {"COUNTRY", "NATIONALITY"},
    {"NATIONALITY", "LANGUAGE"},
    {"RELIGION", "IDEOLOGY"},
    {"CRIME", "LAW"},
)
"""Types that mentions of one entity may have between them; any two others are two things."""
APART = ({"COUNTRY", "CITY"}, {"COUNTRY", "DISTRICT"}, {"COUNTRY", "FACILITY"})
"""Of these, types that no item has both: mentions may be called so by two readers, but a country's item is no city's.
A city-state has the type that the knowledge base gives it, COUNTRY."""
EVENT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_JOINTS = re.compile(r"[-_\s]+")


def check_ids(gold: GoldDocument, known: Mapping[str, Entity]) -> Iterator[Remark]:
    """Remarks on the ids of a document; `known` is the knowledge base, by id."""
    for event in gold.events:
        if not EVENT_ID.fullmatch(event.event):
            line = min(line_of(m) for m in gold.event_mentions if gold.event_ids[m.span] == event.event)
            said = f"«{event.event}» names no event; write lower-case Latin letters, digits and hyphens"
            yield Remark(line, f"{said} (summit-8-tehran)")
    seen: set[tuple[str, str]] = set()
    for mention in sorted(gold.mentions, key=line_of):
        entity = gold.entities[mention.key]
        problem = None if (entity, mention.type) in seen else _entity_problem(entity, mention.type, known)
        seen.add((entity, mention.type))
        if problem:
            yield Remark(line_of(mention), problem)


def _entity_problem(entity: str, kind: str, known: Mapping[str, Entity]) -> str | None:
    """Why a mention of type `kind` cannot be of `entity`; None if it can."""
    if is_qid(entity) and entity.isascii():
        item = known.get(entity)
        if item is None or (akin(item.type, kind) and {item.type, kind} not in APART):
            return None
        return f"{entity} is {item.name}, {item.type}, and the span is {kind}; correct the item or the type"
    told, colon, name = entity.partition(":")
    if "@" in name:
        return f"«{entity}» is a draft's id, of whom only a part of the name is known; write who is meant"
    if told.upper() not in ENTITY_TYPES or not colon or not name.strip() or entity != " ".join(entity.lower().split()):
        return f"«{entity}» names no entity; write Q and digits, or type:name in lower case (law:устав оис)"
    if not akin(told.upper(), kind):
        return f"«{entity}» is {told.upper()} by its id, and the span is {kind}; correct one"
    return None


def akin(one: str, two: str) -> bool:
    """Whether mentions of these types may be of one entity."""
    return one == two or any({one, two} <= types for types in AKIN)


def check_spelling(documents: Mapping[str, GoldDocument]) -> Iterator[tuple[str, Remark]]:
    """(doc_id, remark) on entity ids that differ only in hyphens, blanks, underscores, quotes, ё, so that they look
    like one."""
    first: dict[str, dict[str, str]] = defaultdict(dict)
    for name, gold in documents.items():
        for mention in sorted(gold.mentions, key=line_of):
            entity, line = gold.entities[mention.key], line_of(mention)
            others = first[_JOINTS.sub("", fold(entity))]
            if entity not in others:
                for other, where in others.items():
                    yield name, Remark(line, f"«{entity}» and «{other}» in {where} look like one thing; choose one id")
                others[entity] = f"{name}:{line}"
