"""What is compared: the annotation of a set of documents as flat records, read from gold or from the tables alike.

A `Place` is where a record stands: document, start, end. Identities (entities, events) are opaque names that mean
something only by being equal to one another on the same side; QIDs mean the same on both.
"""

from dataclasses import dataclass, fields

from pipeline.schema import MODALITIES, POLARITIES

Place = tuple[str, int, int]
"""(document, start, end), code points, half-open."""
Typed = tuple[str, int, int, str]
"""A place and a type: what names a mention, for nested mentions may share their characters."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an entity; `entity` is its identity on its side, `qid` its Wikidata item if it has one."""

    place: Place
    type: str
    lemma: str
    text: str
    entity: str
    qid: str | None = None

    @property
    def key(self) -> Typed:
        """What an exact match compares."""
        return *self.place, self.type


@dataclass(frozen=True, slots=True)
class Date:
    """A date expression; bounds in seconds from 1970-01-01T00:00:00, None where open or unknown."""

    place: Place
    type: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event mention; `event` is its event's identity on its side, `date` the place of the date that dates it."""

    place: Place
    type: str
    polarity: str
    modality: str
    event: str
    date: Place | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """The mention at `filler` fills `role` of the trigger at `trigger`."""

    trigger: Place
    role: str
    filler: Place


@dataclass(frozen=True, slots=True)
class Relation:
    """`subject` stands in `predicate` to `object`."""

    subject: Typed
    predicate: str
    object: Typed


@dataclass(frozen=True, slots=True)
class Link:
    """The event mention at `subject` stands in `predicate` to the one at `object`."""

    subject: Place
    predicate: str
    object: Place


@dataclass(frozen=True, slots=True)
class Event:
    """An event as a whole: `event` is its identity, `place` that of the entity where it took place and `place_qid` its
    Wikidata item if it has one, bounds in seconds. `document` is the one whose view of the event this is, "" where it
    is that of all documents. Polarity and modality are those of the event, joined from its mentions."""

    event: str
    earliest: int | None
    latest: int | None
    edtf: str | None
    place: str | None
    place_qid: str | None = None
    document: str = ""
    polarity: str = POLARITIES[0]
    modality: str = MODALITIES[0]


@dataclass(frozen=True, slots=True)
class Annotation:
    """Every layer of a set of documents."""

    mentions: tuple[Mention, ...] = ()
    dates: tuple[Date, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    arguments: tuple[Argument, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[Link, ...] = ()
    events: tuple[Event, ...] = ()

    def __add__(self, other: "Annotation") -> "Annotation":
        return Annotation(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))
