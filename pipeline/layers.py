"""The annotation layers that components write to a Doc: frozen records over character offsets.

A layer is a list of records on `doc._`. spaCy's `Span._` is keyed by offsets alone, so that two nested mentions on the
same characters would share it; these records have no such limit, and a row of a table is one record plus ids.
Offsets count code points of the document's text, half-open. `rule` says which rule, lexicon row or model made the
record (`khronika explain` shows it). `score` is the calibrated probability that the record is right, null where a rule
decided.
"""

from dataclasses import dataclass

Span = tuple[int, int]
"""(start, end) of a record; names one date or one event mention of a document."""
MentionKey = tuple[int, int, str]
"""(start, end, type); names one mention of a document: nested mentions may share their characters."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A flat named entity as slovnet sees it: `kind` is PER, LOC or ORG."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A mention of an entity; `type` is one of `schema.ENTITY_TYPES`, `lemma` its normal form."""

    start: int
    end: int
    type: str
    lemma: str
    rule: str
    score: float | None = None

    @property
    def key(self) -> MentionKey:
        """What arguments and relations call this mention by."""
        return self.start, self.end, self.type


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A date expression. `earliest` and `latest` are closed bounds in seconds from 1970-01-01T00:00:00 of the
    proleptic Gregorian calendar (negative before; no datetime in between, which has no years before 1)."""

    start: int
    end: int
    type: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    granularity: str | None
    anchor: str
    rule: str

    @property
    def span(self) -> Span:
        """What event mentions and relations call this date by."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, order=True)
class EventMention:
    """An event mention; its characters are the trigger. `date` is the span of the date that dates it."""

    start: int
    end: int
    type: str
    lemma: str
    polarity: str
    modality: str
    date: Span | None
    rule: str
    score: float | None = None

    @property
    def span(self) -> Span:
        """What arguments and event links call this event mention by."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """`mention` fills `role` of the event mention at `event`."""

    event: Span
    role: str
    mention: MentionKey
    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """`subject` stands in `predicate` to `object`; direction as in NEREL."""

    subject: MentionKey
    predicate: str
    object: MentionKey
    rule: str
    date: Span | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, order=True)
class EventLink:
    """The event mention at `subject` stands in `predicate` to the one at `object`."""

    subject: Span
    predicate: str
    object: Span
    rule: str
    score: float | None = None


LAYERS = {
    "names": Name,
    "dates": Date,
    "mentions": Mention,
    "event_mentions": EventMention,
    "arguments": Argument,
    "relations": Relation,
    "event_links": EventLink,
}
"""Attribute on `doc._` → the record it lists, in the order in which the layers come to be."""
