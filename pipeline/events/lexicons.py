"""The small lexicons of the event component: support verbs, cues, light words, adjectives, noun classes.

In: the CSV files under `models/events/`. Out: `EventLexicons`, checked, with words as `triggers.plain` writes them
(lower case, «е» for «ё»). What the columns mean stands in `models/events/README.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.events.readings import plain, word_lemmas
from pipeline.events.triggers import TriggerLexicon, read_triggers
from pipeline.lexicon import Row, read_lexicon
from pipeline.schema import ENTITY_TYPES

EFFECTS = ("negative", "planned", "possible", "demanded", "actual", "generic")
SCOPES = ("governs", "modifies", "before", "clause", "mark")
LIGHT_KINDS = ("path", "classified", "phase")
CLASSES = (
    "document", "agreement", "body", "ground", "thing", "star", "rank", "right", "award", "tax", "measure", "asset",
    "work", "arms", "vehicle", "army", "animate", "organ", "prison", "bomb", "list", "abstract", "season", "war",
    "sport", "light", "plant", "proposal", "liquid",
)  # fmt: skip
"""Noun classes beside the entity types, whose names are classes too: nouns that stand for an entity of that type."""


Phrase = tuple[frozenset[str], ...]
"""The lemmas of each word of a phrase."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that changes the polarity or modality of the event in its scope."""

    row: Row
    words: Phrase
    effect: str
    scope: str
    slots: frozenset[str]
    negated: bool
    """Whether the cue counts only under «не» («не допустить»)."""


@dataclass(frozen=True, slots=True)
class EventLexicons:
    """All that the component reads."""

    triggers: TriggerLexicon
    support: Mapping[str, Sequence[tuple[Phrase, frozenset[str]]]]
    cues: Mapping[str, Sequence[Cue]]
    light: Mapping[str, str]
    adjectives: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]


def read_event_lexicons(folder: Path) -> EventLexicons:
    """The lexicons in `folder`; DataError with file and line for whatever is wrong in one of them."""
    classes = read_classes(folder / "noun_classes.csv")
    return EventLexicons(
        triggers=read_triggers(folder / "triggers.csv", classes),
        support=_by_first((_words(row["lemma"]), frozenset(row.list("slots"))) for row in support_rows(folder)),
        cues=_cues(cue_rows(folder)),
        light={plain(row["lemma"]): row["kind"] for row in light_rows(folder)},
        adjectives={plain(row["lemma"]): row["span"] for row in adjective_rows(folder)},
        classes=classes,
    )


def read_classes(path: Path) -> dict[str, frozenset[str]]:
    """Class → its lemmas."""
    names = (*CLASSES, *ENTITY_TYPES)
    rows = read_lexicon(
        path, ("class", "lemmas"), required=("class", "lemmas"), vocabulary={"class": names}, key=("class",)
    )
    return {row["class"]: frozenset(plain(lemma) for lemma in row.list("lemmas")) for row in rows}


def support_rows(folder: Path) -> list[Row]:
    """The rows of support_verbs.csv."""
    columns = ("lemma", "slots", "example")
    return read_lexicon(folder / "support_verbs.csv", columns, required=columns, key=("lemma",))


def cue_rows(folder: Path) -> list[Row]:
    """The rows of cues.csv."""
    return read_lexicon(
        folder / "cues.csv",
        ("cue", "effect", "scope", "slots", "example", "counter_example"),
        required=("cue", "effect", "scope", "example"),
        vocabulary={"effect": EFFECTS, "scope": SCOPES},
        key=("cue", "effect", "scope"),
    )


def light_rows(folder: Path) -> list[Row]:
    """The rows of light_words.csv."""
    columns = ("lemma", "kind", "example")
    return read_lexicon(
        folder / "light_words.csv", columns, required=columns, vocabulary={"kind": LIGHT_KINDS}, key=("lemma",)
    )


def adjective_rows(folder: Path) -> list[Row]:
    """The rows of adjectives.csv."""
    columns = ("lemma", "span", "reason", "example")
    return read_lexicon(
        folder / "adjectives.csv",
        columns,
        required=columns,
        vocabulary={"span": ("in", "out"), "reason": ("kind", "time", "size", "judgement", "modality")},
        key=("lemma",),
    )


def _words(phrase: str) -> Phrase:
    return tuple(word_lemmas(word) for word in phrase.split())


def _by_first(entries: Iterable[tuple[Phrase, frozenset[str]]]) -> dict[str, list[tuple[Phrase, frozenset[str]]]]:
    """Entries by each lemma of their phrase's first word, longer phrases first."""
    found: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
    for entry in entries:
        for lemma in sorted(entry[0][0]):
            found.setdefault(lemma, []).append(entry)
    return {lemma: sorted(group, key=lambda entry: -len(entry[0])) for lemma, group in found.items()}


def _cues(rows: Sequence[Row]) -> dict[str, list[Cue]]:
    found: dict[str, list[Cue]] = {}
    for row in rows:
        negated = row["cue"].startswith("не ")
        words = _words(row["cue"].removeprefix("не "))
        cue = Cue(row, words, row["effect"], row["scope"], frozenset(row.list("slots")), negated)
        if cue.scope == "governs" and not cue.slots:
            raise row.error("scope «governs» needs the slots in which the event stands to the cue")
        for lemma in sorted(words[0]):
            found.setdefault(lemma, []).append(cue)
    return {lemma: sorted(cues, key=lambda cue: (-len(cue.words), not cue.negated)) for lemma, cues in found.items()}
