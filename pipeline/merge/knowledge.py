"""What the merge knows (`models/merge/`), read and checked once a process."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import DataError
from pipeline.ids import fold
from pipeline.lexicon import Row, read_lexicon
from pipeline.merge.slots import Slot, parse_slots
from pipeline.paths import MODELS
from pipeline.schema import EVENT_TYPES


@dataclass(frozen=True, slots=True)
class MergeType:
    """How mentions of one type are merged and titled (models/merge/types.yaml)."""

    noun: str
    keys: tuple[str, ...]
    title: tuple[tuple[Slot, ...], ...]
    punctual: bool = False
    year: bool = False
    own_names: bool = False


@dataclass(frozen=True, slots=True)
class MergeKnowledge:
    """The lexicons of models/merge/, names folded."""

    types: dict[str, MergeType]
    nouns: dict[tuple[str, str], str]
    slots: dict[str, tuple[tuple[Slot, ...], ...]]
    heads: tuple[tuple[str, str], ...]
    ordinals: dict[str, int]
    places_na: frozenset[str]
    others: frozenset[str]
    objects: frozenset[str]


@lru_cache(maxsize=2)
def merge_knowledge(folder: Path = MODELS / "merge") -> MergeKnowledge:
    """The lexicons at `folder`. Raises DataError, with file and line, for what cannot be taken."""
    heads = read_lexicon(
        folder / "heads.csv",
        ("class", "wording", "example"),
        required=("class", "wording", "example"),
        key=("wording",),
    )
    nouns = read_lexicon(
        folder / "nouns.csv", ("verb", "type", "noun", "example"), required=("verb", "noun", "example"),
        vocabulary={"type": EVENT_TYPES}, key=("verb", "type"),
    )  # fmt: skip
    slots = read_lexicon(
        folder / "slots.csv", ("noun", "slots", "title"), required=("noun", "slots", "title"), key=("noun",)
    )
    ordinals = read_lexicon(
        folder / "ordinals.csv", ("word", "number", "example"), required=("word", "number", "example"), key=("word",)
    )
    places = read_lexicon(folder / "places_na.csv", ("place", "example"), required=("place", "example"), key=("place",))
    others = read_lexicon(folder / "others.csv", ("word", "example"), required=("word", "example"), key=("word",))
    objects = read_lexicon(folder / "objects.csv", ("word", "example"), required=("word", "example"), key=("word",))
    numbers = {}
    for row in ordinals:
        if not row["number"].isdecimal():
            raise row.error(f"column «number» says «{row['number']}»; write a whole number")
        numbers[fold(row["word"])] = int(row["number"])
    return MergeKnowledge(
        _types(folder / "types.yaml"),
        {(fold(row["verb"]), row["type"]): row["noun"] for row in nouns},
        {fold(row["noun"]): _slots(row) for row in slots},
        tuple(
            sorted(((fold(r["wording"]), fold(r["class"])) for r in heads), key=lambda pair: (-len(pair[0]), pair[0]))
        ),
        numbers,
        frozenset(fold(row["place"]) for row in places),
        frozenset(fold(row["word"]) for row in others),
        frozenset(fold(row["word"]) for row in objects),
    )


def _slots(row: Row) -> tuple[tuple[Slot, ...], ...]:
    try:
        return tuple(parse_slots(text) for text in row.list("slots"))
    except ValueError as error:
        raise row.error(str(error)) from None


def _types(path: Path) -> dict[str, MergeType]:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(path, f"cannot be read as YAML ({error}); mend it") from None
    if not isinstance(content, dict) or set(content) != set(EVENT_TYPES):
        odd = sorted(set(EVENT_TYPES) ^ set(content or ()))
        raise DataError(path, f"must hold each event type once; missing or unknown: {', '.join(map(str, odd))}")
    return {name: _type(path, name, content[name]) for name in EVENT_TYPES}


def _type(path: Path, name: str, value: dict[str, Any]) -> MergeType:
    from pipeline.merge.keys import KEYS

    unknown = sorted(set(value) - {"noun", "keys", "title", "punctual", "year", "own_names"}) + sorted(
        set(value.get("keys", ())) - set(KEYS)
    )
    if unknown or not {"noun", "keys", "title"} <= set(value):
        raise DataError(
            path, f"{name}: {', '.join(unknown) or 'noun, keys or title'} is unknown or missing; see README.md there"
        )
    try:
        title = tuple(parse_slots(text) for text in value["title"])
    except ValueError as error:
        raise DataError(path, f"{name}: {error}") from None
    return MergeType(
        value["noun"],
        tuple(value["keys"]),
        title,
        bool(value.get("punctual")),
        bool(value.get("year")),
        bool(value.get("own_names")),
    )
