"""Role frames: which syntactic slot of a trigger fills which role, read from `models/events/frames.yaml`.

In: an event's type, its trigger's lemma, the names of the slot and the filler's entity type. Out: a role and the rule
that gave it, or None. It knows no tree and no Doc. What the slots mean stands in `models/events/FRAMES.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml import CSafeLoader

from pipeline.errors import DataError
from pipeline.schema import ENTITY_TYPES, EVENT_TYPES, ROLES

NO_ROLE = "none"
"""A rule's role that says: this filler has no part in the event, whatever later rules say."""


@dataclass(frozen=True, slots=True)
class FrameRule:
    """In one of `slots`, a filler of one of the entity types `fillers` has `role`; `name` is what `explain` shows."""

    slots: frozenset[str]
    fillers: frozenset[str]
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class SupportRule:
    """A verb that carries an event noun standing in one of `event`; its subject fills the noun's slots `subject`."""

    event: frozenset[str]
    subject: frozenset[str]


@dataclass(frozen=True)
class Frames:
    """The whole file; made by `read_frames`."""

    by_lemma: Mapping[str, Sequence[FrameRule]]
    by_type: Mapping[str, Sequence[FrameRule]]
    common: Sequence[FrameRule]
    support: Mapping[str, Sequence[SupportRule]]
    support_nouns: frozenset[str]
    compounds: frozenset[str]
    opaque: frozenset[str]
    groups: frozenset[str]

    def role(self, event_type: str, lemma: str, slots: Iterable[str], filler: str) -> tuple[str, FrameRule] | None:
        """(role, rule) of a filler of entity type `filler` in `slots`; None if no rule fits or a rule says `none`."""
        names = frozenset(slots)
        for rules in (self.by_lemma.get(lemma, ()), self.by_type.get(event_type, ()), self.common):
            for rule in rules:
                if filler in rule.fillers and not names.isdisjoint(rule.slots):
                    return None if rule.role == NO_ROLE else (rule.role, rule)
        return None

    @cached_property
    def happen(self) -> frozenset[str]:
        """The verbs that say of an event that it takes place («состояться»): it is their subject."""
        found = {lemma: self.carrier(lemma, {"subj"}) for lemma in self.support}
        return frozenset(lemma for lemma, rule in found.items() if rule is not None and not rule.subject)

    def carrier(self, lemma: str, slot: Iterable[str]) -> SupportRule | None:
        """How the verb `lemma` carries an event noun that stands in `slot`; None if it does not."""
        names = frozenset(slot)
        return next((rule for rule in self.support.get(lemma, ()) if not names.isdisjoint(rule.event)), None)


@lru_cache(maxsize=2)
def read_frames(path: Path) -> Frames:
    """The frames at `path`, checked, read once a process; DataError for a missing file, bad YAML, an unknown key, type,
    role or group."""
    data = _load(path)
    reader = _Reader(path, data["groups"])
    for event_type in data["types"]:
        if event_type not in EVENT_TYPES:
            raise DataError(path, f"types: «{event_type}» is no event type; one of: {', '.join(EVENT_TYPES)}")
    by_type = {key: reader.rules(key, value) for key, value in data["types"].items()}
    by_lemma = {key: reader.rules(key, value) for key, value in data["lemmas"].items()}
    common = reader.rules("common", data["common"])
    every = [rule for rules in (*by_type.values(), *by_lemma.values(), common) for rule in rules]
    compounds = {slot for rule in every for slot in rule.slots if is_compound(slot)}
    nouns, opaque, groups = (frozenset(parts(data[key])) for key in ("support_nouns", "opaque_nouns", "group_nouns"))
    support = reader.support(data["support"])
    return Frames(by_lemma, by_type, common, support, nouns, frozenset(compounds), opaque, groups)


def is_compound(slot: str) -> bool:
    """Whether a slot is named by a noun («по инициативе», «решением») whose own dependents fill it."""
    return not slot.startswith("clause ") and (" " in slot or (not slot[0].isascii() and "+" not in slot))


def parts(value: str) -> list[str]:
    """The values of a cell separated by `|`."""
    return [part.strip() for part in str(value).split("|") if part.strip()]


def _load(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=CSafeLoader)
    except FileNotFoundError:
        raise DataError(path, "the role frames are missing; restore the file from the repository") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise DataError(path, f"not valid YAML ({getattr(error, 'problem', error)})", line, column) from None
    lists = {"support_nouns", "opaque_nouns", "group_nouns"}
    keys = {"groups", "support", "common", "types", "lemmas", "examples"} | lists
    if not isinstance(data, dict) or set(data) != keys:
        raise DataError(path, f"the file must have exactly the keys {', '.join(sorted(keys))}")
    return data


class _Reader:
    """Turns the file's cells into rules; every complaint names the rule by its key and number."""

    def __init__(self, path: Path, groups: Mapping[str, str]):
        self.path = path
        self.groups = {name: frozenset(parts(value)) for name, value in groups.items()}
        for name, types in self.groups.items():
            for unknown in sorted(types - set(ENTITY_TYPES)):
                raise DataError(path, f"group {name}: «{unknown}» is no entity type")

    def rules(self, key: str, rows: Sequence[Mapping[str, str]]) -> list[FrameRule]:
        return [self._rule(f"{key}:{number}", row) for number, row in enumerate(rows, 1)]

    def _rule(self, name: str, row: Mapping[str, str]) -> FrameRule:
        self._check_keys(name, row, {"slots", "fillers", "role"})
        if row["role"] not in (*ROLES, NO_ROLE):
            raise DataError(self.path, f"{name}: «{row['role']}» is no role; one of: {', '.join(ROLES)}, {NO_ROLE}")
        fillers: set[str] = set()
        for part in parts(row["fillers"]):
            if part not in self.groups and part not in ENTITY_TYPES:
                raise DataError(self.path, f"{name}: «{part}» is neither a group nor an entity type")
            fillers |= self.groups.get(part, frozenset({part}))
        return FrameRule(frozenset(parts(row["slots"])), frozenset(fillers), row["role"], f"frames.yaml/{name}")

    def support(self, rows: Sequence[Mapping[str, str]]) -> dict[str, list[SupportRule]]:
        found: dict[str, list[SupportRule]] = {}
        for number, row in enumerate(rows, 1):
            self._check_keys(f"support:{number}", row, {"verbs", "event", "subject"})
            rule = SupportRule(frozenset(parts(row["event"])), frozenset(parts(row["subject"])))
            for verb in parts(row["verbs"]):
                found.setdefault(verb, []).append(rule)
        return found

    def _check_keys(self, name: str, row: Mapping[str, str], keys: set[str]) -> None:
        if not isinstance(row, dict) or set(row) != keys:
            raise DataError(self.path, f"{name}: a rule here has exactly the keys {', '.join(sorted(keys))}")
