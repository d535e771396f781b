"""The slots of a title, as models/merge/types.yaml writes them: `в TOPIC:acc`, `AGENT.ORGANIZATION:gen/AGENT:gen`."""

import re
from dataclasses import dataclass

from pipeline.inflect import CASES
from pipeline.schema import ENTITY_TYPES, ROLES

_SLOT = re.compile(
    r"(?:(?P<preposition>[а-я]+) )?(?P<roles>[A-Z]+(?:\+[A-Z]+)*)(?:\.(?P<types>[A-Z_|]+))?:(?P<form>[a-z-]+)"
)
FORMS = (*CASES, "in", "to", "as-is")
EVENTS = ("ABOUT", "WITHIN")
"""Slots that another event fills: what the event is about, and what it is part of."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A preposition or none, the roles whose fillers go here, their entity types (empty: any), and the form."""

    preposition: str
    roles: tuple[str, ...]
    types: tuple[str, ...]
    form: str


def parse_slots(text: str) -> tuple[Slot, ...]:
    """The alternatives of a slot. Raises ValueError, with a sentence, for what is not one."""
    return tuple(_parse(part) for part in text.split("/"))


def _parse(text: str) -> Slot:
    match = _SLOT.fullmatch(text)
    if not match:
        raise ValueError(f"«{text}» is no slot; write ROLE:case, ROLE.TYPE:case or «в ROLE:case»")
    roles, types = tuple(match["roles"].split("+")), tuple((match["types"] or "").split("|")) if match["types"] else ()
    unknown = [r for r in roles if r not in (*ROLES, *EVENTS)] + [t for t in types if t not in ENTITY_TYPES]
    unknown += [match["form"]] if match["form"] not in FORMS else []
    if unknown:
        raise ValueError(f"«{text}»: unknown: {', '.join(unknown)}")
    return Slot(match["preposition"] or "", roles, types, match["form"])
