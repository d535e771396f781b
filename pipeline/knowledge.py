"""The knowledge base: what `models/entities/*.csv` says of countries, places, bodies and people, and how to look it up.

In: CSV files that a person edits. Out: frozen `Entity` records, by name, alias, abbreviation, adjective and demonym.
Names in other cases than the nominative are found by `phrases`, word by word through the dictionary forms of each.
It knows no text and no Doc.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from pipeline.ids import fold
from pipeline.lexicon import Row, read_lexicon
from pipeline.morphology import parses
from pipeline.paths import MODELS
from pipeline.schema import ENTITY_TYPES

COLUMNS = (
    "entity_id", "type", "name", "name_en", "aliases", "adjectives", "demonyms", "iso3166", "geonames_id", "latitude",
    "longitude", "country", "weight", "source",
)  # fmt: skip
EXTRA_COLUMNS = ("entity_id", "type", "kind", "name", "until", "name_en")
EXTRA_KINDS = ("name", "alias", "former", "adjective", "demonym")
FILES = ("countries", "regions", "cities", "organizations", "people")
NAME_ENDINGS = (
    ("ии", "ия"), ("ию", "ия"), ("ией", "ия"), ("ы", "а"), ("е", "а"), ("у", "а"), ("ой", "а"), ("ом", ""), ("ем", ""),
    ("а", ""), ("у", ""), ("е", ""), ("и", "ь"), ("и", "я"), ("и", "а"), ("ю", "я"), ("ей", "я"), ("ью", "ь"),
)  # fmt: skip
"""Endings of names in other cases → endings in the nominative."""
PREFIX = 3
"""Names are sorted into buckets by so many first letters; a bucket's dictionary forms are made when a text asks for
it."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the world. `former` pairs a former name with the EDTF date until which it was used; `country` is an
    alpha-3 code; `weight` says how often it is meant among namesakes (population in thousands, or mentions in
    NEREL)."""

    entity_id: str
    type: str
    name: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata_id: str | None = None
    iso3166: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    weight: int = 0
    former: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NamePhrase:
    """A name as a text may inflect it: for each word, the dictionary forms that the word of the text must share."""

    alias: str
    forms: tuple[frozenset[str], ...]


@dataclass(slots=True)
class KnowledgeBase:
    """All entities, and the ways to them. Candidates stand heaviest first, then by id."""

    entities: dict[str, Entity]
    by_alias: dict[str, tuple[Entity, ...]]
    by_adjective: dict[str, tuple[Entity, ...]]
    by_demonym: dict[str, tuple[Entity, ...]]
    _waiting: dict[str, list[str]] = field(repr=False)
    _phrases: dict[str, list[NamePhrase]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def lookup(self, text: str) -> tuple[Entity, ...]:
        """The entities that have this name, alias or abbreviation, in the nominative; none where nobody has."""
        return self.by_alias.get(fold(text), ())

    def phrases(self, form: str) -> Sequence[NamePhrase]:
        """The names whose first word has this dictionary form, longest first."""
        for alias in self._waiting.pop(form[:PREFIX], ()):
            phrase = name_phrase(alias)
            for first in phrase.forms[0]:
                self._phrases[first].append(phrase)
        found = self._phrases.get(form, [])
        found.sort(key=lambda phrase: (-len(phrase.forms), phrase.alias))
        return found


@lru_cache(maxsize=100_000)
def forms(word: str) -> frozenset[str]:
    """The dictionary forms that a word of a text may have, and the word itself, all folded."""
    found = parses(word.lower())
    names = any(parse.is_known and {"Geox", "Name", "Surn"} & parse.tag.grammemes for parse in found)
    guesses = guessed_forms(fold(word)) if word[:1].isupper() and not names else ()
    return frozenset({fold(word), *(fold(parse.normal_form) for parse in found), *guesses})


def guessed_forms(word: str) -> list[str]:
    """The nominatives that a name which the dictionary lacks may have, by its ending («претории» → «претория»)."""
    return [word[: len(word) - len(a)] + b for a, b in NAME_ENDINGS if word.endswith(a) and len(word) - len(a) > 2]


def nominal_forms(word: str) -> frozenset[str]:
    """The dictionary forms of a word that stands in the nominative, and the word itself."""
    found = {
        fold(p.normal_form)
        for p in parses(word.lower())
        if p.tag.POS != "PRTF" and ("nomn" in p.tag or "Fixd" in p.tag)
    }
    return frozenset({fold(word), *found})


@lru_cache(maxsize=20_000)
def name_phrase(alias: str) -> NamePhrase:
    """A folded name, ready to be found in any case: its first word is nominative, the others may depend on it."""
    first, *rest = alias.split(" ")
    return NamePhrase(alias, (nominal_forms(first), *(forms(word) for word in rest)))


def matches(phrase: NamePhrase, words: Sequence[frozenset[str]]) -> bool:
    """Whether words (each with its dictionary forms) may be that name."""
    return len(words) == len(phrase.forms) and all(a & b for a, b in zip(phrase.forms, words, strict=True))


@lru_cache(maxsize=2)
def knowledge(folder: Path = MODELS / "entities") -> KnowledgeBase:
    """The knowledge base at `folder`, loaded once a process. Raises DataError for a file that cannot be taken."""
    entities: dict[str, Entity] = {}
    for name in FILES:
        for row in _rows(folder / f"{name}.csv"):
            if row["entity_id"] in entities:
                raise row.error(f"entity «{row['entity_id']}» stands in another file too; keep one")
            entities[row["entity_id"]] = _entity(row)
    _add_extra(folder / "extra.csv", entities)
    return index(entities.values())


def index(entities: Iterable[Entity]) -> KnowledgeBase:
    """A knowledge base of these entities."""
    ordered = sorted(entities, key=lambda entity: (-entity.weight, entity.entity_id))
    waiting: dict[str, list[str]] = defaultdict(list)
    by_alias = _by(ordered, lambda entity: (entity.name, *entity.aliases))
    for alias in by_alias:
        waiting[alias[:PREFIX]].append(alias)
    adjectives, demonyms = _by(ordered, lambda entity: entity.adjectives), _by(ordered, lambda entity: entity.demonyms)
    return KnowledgeBase(
        {entity.entity_id: entity for entity in ordered}, by_alias, adjectives, demonyms, dict(waiting)
    )


def _by(entities: Sequence[Entity], names: Callable[[Entity], Sequence[str]]) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for name in names(entity):
            found[fold(name)].setdefault(entity.entity_id, entity)
    return {name: tuple(candidates.values()) for name, candidates in found.items() if name}


def _rows(path: Path) -> list[Row]:
    return read_lexicon(
        path, COLUMNS, required=("entity_id", "type", "name"), vocabulary={"type": ENTITY_TYPES}, key=("entity_id",)
    )


def _entity(row: Row) -> Entity:
    try:
        return Entity(
            row["entity_id"], row["type"], row["name"], row["name_en"] or None, tuple(row.list("aliases")),
            row["entity_id"] if is_qid(row["entity_id"]) else None, row["iso3166"] or None,
            int(row["geonames_id"]) if row["geonames_id"] else None,
            float(row["latitude"]) if row["latitude"] else None, float(row["longitude"]) if row["longitude"] else None,
            tuple(row.list("adjectives")), tuple(row.list("demonyms")), row["country"] or None, int(row["weight"] or 0),
        )  # fmt: skip
    except ValueError as error:
        raise row.error(f"a number cannot be read ({error}); mend it") from None


def is_qid(text: str) -> bool:
    """Whether this is a Wikidata id."""
    return text[:1] == "Q" and text[1:].isdecimal()


def _add_extra(path: Path, entities: dict[str, Entity]) -> None:
    """Hand-written rows: the name of a new entity (kind `name`), or an alias, a former name with the year until which
    it was used, an adjective, a demonym of an entity that is there."""
    vocabulary = {"type": ENTITY_TYPES, "kind": EXTRA_KINDS}
    key = ("entity_id", "kind", "name")
    for row in read_lexicon(path, EXTRA_COLUMNS, required=key, vocabulary=vocabulary, key=key):
        name, known = row["entity_id"], entities.get(row["entity_id"])
        if row["kind"] == "name":
            entities[name] = _new_entity(row, known)
        elif known is None:
            raise row.error(f"no entity has the id «{name}»; name a new one first, in a row of kind «name»")
        else:
            entities[name] = _with(known, row)


def _new_entity(row: Row, known: Entity | None) -> Entity:
    if known is not None or is_qid(row["entity_id"]) or not row["type"]:
        raise row.error("a new entity needs a type and a readable id of its own, like «organization:исеско»")
    return Entity(row["entity_id"], row["type"], row["name"], row["name_en"] or None)


def _with(known: Entity, row: Row) -> Entity:
    name = (row["name"],)
    if row["kind"] == "adjective":
        return replace(known, adjectives=known.adjectives + name)
    if row["kind"] == "demonym":
        return replace(known, demonyms=known.demonyms + name)
    former = ((row["name"], row["until"]),) if row["kind"] == "former" else ()
    return replace(known, aliases=tuple(dict.fromkeys(known.aliases + name)), former=known.former + former)
