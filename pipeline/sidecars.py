"""Sidecars: what comes in is the bytes of a `NAME.yaml`, what goes out the metadata of the source beside it.

YAML is taken event by event and nothing is built from it: no object, alias, tag or type of its own, so that there is
nothing to explode. A value is its text as written (`2011` is "2011"); an empty one, `~` and `null` are not known.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamStartEvent,
)

from pipeline.encodings import Unreadable, decode
from pipeline.readers import Metadata, line_ends

KEYS = tuple(field.name for field in fields(Metadata))
MAX_BYTES = 16 * 1024
"""Size limit of a sidecar: five values of a line each need a hundredth of it."""
MAX_DEPTH = 16
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?", re.S)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The metadata of a source, and a sentence on each key that is not one of KEYS."""

    metadata: Metadata
    warnings: tuple[str, ...] = ()


def read_sidecar(data: bytes) -> Sidecar:
    """The sidecar in `data`.

    Raises Unreadable with line and column for what is not plain YAML of the form `key: value`, for a key that stands
    twice, and for a value that cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"is larger than {MAX_BYTES // 1024} KiB; keep to the keys {', '.join(KEYS)}")
    text = line_ends(decode(data).text)
    values, warnings = {}, []
    for key, value in _pairs(text):
        if key.value in KEYS:
            values[key.value] = _value(key, value)
        else:
            warnings.append(_unknown(key))
    return Sidecar(Metadata(**values), tuple(warnings))


def read_day(value: str) -> date | None:
    """The day that an ISO 8601 date, or the date of a timestamp, names (`2011-06-28T10:00:00+04:00`); None if none."""
    found = _DAY.fullmatch(value)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _pairs(text: str) -> Iterator[tuple[ScalarEvent, Event]]:
    """The keys of the mapping in `text` with the event in which the value of each begins."""
    events = _events(text)
    first = next(events, None)
    if first is None:
        return
    if not isinstance(first, MappingStartEvent):
        raise _error(first, "is no list of keys; write one `key: value` a line")
    seen: dict[str, int | None] = {}
    for key in events:
        if isinstance(key, CollectionEndEvent):
            break
        if not isinstance(key, ScalarEvent):
            raise _error(key, "has a key that is no word; write one `key: value` a line")
        if key.value in seen:
            raise _error(key, f"has the key «{key.value}» twice (in line {seen[key.value]} too); delete one")
        seen[key.value] = _place(key.start_mark)[0]
        value = next(events)
        _skip(value, events)
        yield key, value
    extra = next(events, None)
    if extra is not None:
        raise _error(extra, "holds a second document; delete all from this `---` on")


def _skip(value: Event, events: Iterator[Event]) -> None:
    """Passes over the rest of a value that is a list or a mapping."""
    depth = int(isinstance(value, CollectionStartEvent))
    while depth:
        event = next(events)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _error(event, f"nests more than {MAX_DEPTH} lists; write one `key: value` a line")


def _events(text: str) -> Iterator[Event]:
    """The YAML events of `text` that say something. Refuses what builds objects: aliases, anchors, tags."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                raise _error(event, "uses an anchor or alias (& or *); write the value out, in quotes if it begins so")
            tag = getattr(event, "tag", None)
            if tag:
                raise _error(event, f"uses a tag ({_short(tag)}); write the value alone, in quotes if it begins with !")
            if not isinstance(event, (StreamStartEvent, DocumentStartEvent, DocumentEndEvent, yaml.StreamEndEvent)):
                yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"is no YAML ({error.problem or error.context}); write one `key: value` a line"
        raise Unreadable(reason, *_place(mark)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Unreadable("holds a character that YAML does not allow; delete it", *place) from None
    except (ValueError, OverflowError):
        raise Unreadable("is no YAML (an escape that names no character); write the value without it") from None


def _value(key: ScalarEvent, value: Event) -> str | None:
    """The text of a value, white space at its ends left out; None if empty."""
    if not isinstance(value, ScalarEvent):
        raise _error(value, f"gives a list for «{key.value}»; write one value")
    text = value.value.strip()
    if value.style is None and text.lower() in ("", "~", "null"):
        return None
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
        raise _error(value, f"has a character in «{key.value}» that cannot be shown; delete it")
    if key.value == "published" and text and read_day(text) is None:
        raise _error(
            value, f"says «published: {_short(text)}», which is no day; write year-month-day, as in 2011-06-28"
        )
    return text or None


def _unknown(key: ScalarEvent) -> str:
    likely = difflib.get_close_matches(key.value[:40].lower(), KEYS, n=1)
    advice = f"did you mean «{likely[0]}»?" if likely else f"the keys are {', '.join(KEYS)}."
    return f"line {_place(key.start_mark)[0]}: the key «{_short(key.value)}» is not known and was passed over; {advice}"


def _short(text: str) -> str:
    """`text` as one short line of characters that can be shown, for a message."""
    line = " ".join(text.split())
    shown = "".join(char if char.isprintable() else "\ufffd" for char in line[:60])
    return shown + ("…" if len(line) > 60 else "")


def _error(event: Event, reason: str) -> Unreadable:
    return Unreadable(reason, *_place(event.start_mark))


def _place(mark: Any) -> tuple[int, int] | tuple[None, None]:
    """Line and column, from 1, of a place that PyYAML counts from 0."""
    return (mark.line + 1, mark.column + 1) if mark else (None, None)
