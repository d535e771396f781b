"""What the values of the closed vocabularies mean: a Russian label and a sentence each, for the dictionary and the
report.

The values themselves stand in `pipeline.schema`; the sentences in YAML files under `models/`, which are checked
against them in both directions when read. Event types are `pipeline.ontology`'s.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline import schema
from pipeline.errors import DataError
from pipeline.paths import MODELS

SMALL = {
    "roles": schema.ROLES,
    "date_types": schema.DATE_TYPES,
    "granularities": schema.GRANULARITIES,
    "anchors": schema.ANCHORS,
    "polarities": schema.POLARITIES,
    "modalities": schema.MODALITIES,
    "event_predicates": schema.EVENT_PREDICATES,
}
"""Section of `models/vocabularies.yaml` → the values that it must describe."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a vocabulary: a Russian label, an English sentence, and what else its file says of it."""

    name: str
    label: str
    meaning: str
    more: Mapping[str, Any] = field(default_factory=dict)


def entity_types(models: Path = MODELS) -> dict[str, Value]:
    """The entity types with an `example` each, in which [brackets] mark the mention."""
    path = models / "mentions" / "types.yaml"
    return describe(path, _load(path), schema.ENTITY_TYPES, ("example",))


def predicates(models: Path = MODELS) -> dict[str, Value]:
    """The predicates of relations with `subject`, `object` and an `example` each; some are `symmetric`."""
    path = models / "relations" / "predicates.yaml"
    return describe(path, _load(path), schema.PREDICATES, ("subject", "object", "example"), ("symmetric",))


def small(models: Path = MODELS) -> dict[str, dict[str, Value]]:
    """The small vocabularies by the name of their section (see SMALL)."""
    path = models / "vocabularies.yaml"
    sections = _load(path)
    if set(sections) != set(SMALL):
        raise DataError(path, f"the sections are {', '.join(sections)}; they must be {', '.join(SMALL)}")
    return {name: describe(path, sections[name], values) for name, values in SMALL.items()}


def describe(
    path: Path, entries: Any, values: Collection[str], keys: Collection[str] = (), options: Collection[str] = ()
) -> dict[str, Value]:
    """The entries of a file as values, in the order of `values`.

    Raises DataError unless the file describes exactly `values`, each with a label, a meaning and `keys`, and nothing
    more than those and `options`.
    """
    if not isinstance(entries, Mapping):
        raise DataError(path, "a mapping of values was expected; write VALUE: {label: …, meaning: …}")
    if difference := set(values) ^ set(entries):
        value = min(difference)
        what = "has no entry; write one" if value in values else "is not in the schema; delete it"
        raise DataError(path, f"«{value}» {what}")
    return {value: _value(path, value, entries[value], ("label", "meaning", *keys), options) for value in values}


def _value(path: Path, name: str, entry: Any, keys: Collection[str], options: Collection[str]) -> Value:
    if not isinstance(entry, Mapping):
        raise DataError(path, f"«{name}» has no keys; write {', '.join(keys)}")
    for key in keys:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise DataError(path, f"«{name}» lacks its {key}; fill it in")
    if unknown := set(entry) - set(keys) - set(options):
        raise DataError(
            path, f"«{name}» has the unknown key «{min(unknown)}»; it may have: {', '.join((*keys, *options))}"
        )
    more = {key: value for key, value in entry.items() if key not in ("label", "meaning")}
    return Value(name, entry["label"], entry["meaning"], more)


def _load(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(path, "the file is missing; restore it from the repository") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(path, "not valid YAML; mend the line", mark.line + 1 if mark else None) from None
