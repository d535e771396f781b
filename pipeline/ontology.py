"""The event ontology: definition, labels, roles and counterparts of each event type, from
`models/events/ontology.yaml`.

In: the file. Out: an `Ontology`, closed against the contract both ways: every type of `schema.EVENT_TYPES` is defined,
in its order, and no other. It imports neither spaCy nor a component, so that reports and the data dictionary can read
it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import DataError
from pipeline.paths import MODELS
from pipeline.schema import EVENT_TYPES, ROLES

PATH = MODELS / "events" / "ontology.yaml"
KEYS = ("definition", "label_ru", "title_noun", "roles", "ace", "plover", "tie_break")
OPEN_ROLES = ("PLACE", "CAUSE")
"""Every type has these; the file names the others."""
ACE_SUBTYPES = frozenset(
    f"{kind}.{name}"
    for kind, names in {
        "Life": "Be-Born Marry Divorce Injure Die",
        "Movement": "Transport",
        "Transaction": "Transfer-Ownership Transfer-Money",
        "Business": "Start-Org Merge-Org Declare-Bankruptcy End-Org",
        "Conflict": "Attack Demonstrate",
        "Contact": "Meet Phone-Write",
        "Personnel": "Start-Position End-Position Nominate Elect",
        "Justice": "Arrest-Jail Release-Parole Trial-Hearing Charge-Indict Sue Convict Sentence Fine Execute Extradite "
        "Acquit Appeal Pardon",
    }.items()
    for name in names.split()
)  # fmt: skip
"""The 33 event subtypes of ACE 2005 (English annotation guidelines for events, v5.4.3)."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One type: see the head of the file for what the fields mean."""

    name: str
    definition: str
    label_ru: str
    title_noun: str
    roles: Mapping[str, str]
    ace: tuple[str, ...]
    plover: str | None
    tie_break: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """The types by name, in the contract's order, and the chains of precedence between them."""

    types: Mapping[str, EventType]
    precedence: tuple[tuple[str, ...], ...]

    def __getitem__(self, name: str) -> EventType:
        return self.types[name]


@lru_cache(maxsize=4)
def read_ontology(path: Path = PATH) -> Ontology:
    """The ontology at `path`, checked; DataError for a missing file, bad YAML, a type too many or too few, a wrong
    field."""
    data = _load(path)
    _same(path, "the file", set(data), {"types", "precedence"})
    names = list(data["types"])
    _same(path, "types", set(names), set(EVENT_TYPES))
    if tuple(names) != EVENT_TYPES:
        wrong = next(name for name, right in zip(names, EVENT_TYPES, strict=True) if name != right)
        raise DataError(path, f"types: {wrong} stands in the wrong place; keep the order of the contract")
    types = {name: _event_type(path, name, fields) for name, fields in data["types"].items()}
    return Ontology(types, _precedence(path, data["precedence"]))


def _load(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(path, "the ontology is missing; restore it from the repository") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise DataError(path, f"not valid YAML ({getattr(error, 'problem', error)})", line, column) from None
    if not isinstance(data, dict) or not isinstance(data.get("types"), dict):
        raise DataError(path, "the file must be a mapping with the keys types and precedence")
    return data


def _same(path: Path, where: str, found: set[str], wanted: set[str]) -> None:
    """Complain of names that are missing or that nothing knows."""
    for name in sorted(wanted - found):
        raise DataError(path, f"{where}: {name} is missing; add it")
    for name in sorted(map(str, found - wanted)):
        raise DataError(path, f"{where}: «{name}» is unknown; it may hold: {', '.join(sorted(wanted))}")


def _event_type(path: Path, name: str, fields: Any) -> EventType:
    if not isinstance(fields, dict):
        raise DataError(path, f"{name}: must be a mapping of {', '.join(KEYS)}")
    _same(path, name, set(fields), set(KEYS))
    for key in ("definition", "label_ru", "title_noun", "tie_break"):
        if not isinstance(fields[key], str) or not fields[key].strip():
            raise DataError(path, f"{name}: {key} must be a text")
    _check_lists(path, name, fields)
    return EventType(name, **{**fields, "ace": tuple(fields["ace"])})


def _check_lists(path: Path, name: str, fields: Mapping[str, Any]) -> None:
    for role in fields["roles"]:
        if role not in ROLES or role in OPEN_ROLES:
            raise DataError(
                path, f"{name}: roles may hold {', '.join(r for r in ROLES if r not in OPEN_ROLES)}, not «{role}»"
            )
    for subtype in fields["ace"]:
        if subtype not in ACE_SUBTYPES:
            raise DataError(path, f"{name}: «{subtype}» is no subtype of ACE 2005")


def _precedence(path: Path, chains: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    for chain in chains:
        for name in chain:
            if name not in EVENT_TYPES:
                raise DataError(path, f"precedence: «{name}» is no event type")
    return tuple(tuple(chain) for chain in chains)
