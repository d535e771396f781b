"""The contract as data: every table with its columns, types, keys, references and vocabularies, and a sentence on each.

Everything that knows a column's name or type reads it here: the writers (`pipeline.tables`), the checks
(`pipeline.check`), the data dictionary, the tests. It imports nothing of the project.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

DATE_TYPES = ("DATE", "TIME", "DURATION", "SET")
GRANULARITIES = (
    "millennium", "century", "decade", "year", "half", "quarter", "season", "month", "week", "day", "hour", "minute",
    "second",
)  # fmt: skip
ANCHORS = ("explicit", "published", "context", "none")
POLARITIES = ("positive", "negative")
MODALITIES = ("actual", "planned", "possible", "demanded")
"""In the order of precedence that merged events take: actual before planned before possible before demanded."""
ROLES = ("AGENT", "PARTICIPANT", "PLACE", "TOPIC", "CAUSE")
EVENT_PREDICATES = ("HAS_CAUSE", "SUBEVENT_OF", "ABOUT")
ENTITY_TYPES = (
    "AGE", "AWARD", "CITY", "COUNTRY", "CRIME", "DISEASE", "DISTRICT", "FACILITY", "FAMILY", "IDEOLOGY", "LANGUAGE",
    "LAW",
    "LOCATION", "MONEY", "NATIONALITY", "NUMBER", "ORDINAL", "ORGANIZATION", "PENALTY", "PERCENT", "PERSON", "PRODUCT",
    "PROFESSION", "RELIGION", "STATE_OR_PROVINCE", "WORK_OF_ART",
)  # fmt: skip
EVENT_TYPES = (
    "FOUND", "DISSOLVE", "RENAME", "JOIN", "LEAVE", "APPOINT", "DISMISS", "ELECT", "MEET", "VISIT", "NEGOTIATE", "SIGN",
    "ADOPT", "STATE", "SUPPORT", "CONDEMN", "DEMAND", "REFUSE", "AWARD", "AID", "SANCTION", "TRADE", "ATTACK", "OCCUPY",
    "PROTEST", "ARREST", "TRY", "PUNISH", "BIRTH", "MARRY", "DIE", "INJURE", "DISASTER", "COMPETE", "PERFORM",
    "PUBLISH",
    "CREATE", "MOVE", "OTHER",
)  # fmt: skip
PREDICATES = (
    "WORKPLACE", "WORKS_AS", "ALTERNATIVE_NAME", "HEADQUARTERED_IN", "ORIGINS_FROM", "LOCATED_IN", "AGE_IS", "PRODUCES",
    "AWARDED_WITH", "PART_OF", "IDEOLOGY_OF", "MEMBER_OF", "CONVICTED_OF", "SUBORDINATE_OF", "KNOWS", "PARTICIPANT_IN",
    "MEDICAL_CONDITION", "PARENT_OF", "PLACE_RESIDES_IN", "OWNER_OF", "ABBREVIATION", "FOUNDED_BY", "PENALIZED_AS",
    "SPOUSE",
    "RELIGION_OF", "SCHOOLS_ATTENDED", "PLACE_OF_BIRTH", "AGE_DIED_AT", "SIBLING", "HAS_CAUSE", "PLACE_OF_DEATH",
    "INCOME",
    "CAUSE_OF_DEATH", "RELATIVE", "EXPENDITURE", "TAKES_PLACE_IN", "PRICE_OF", "INANIMATE_INVOLVED",
)  # fmt: skip

TIMESTAMP = pa.timestamp("ms")
TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Arrow type, whether it may be null, what it refers to, what it may say, and a sentence for
    readers."""

    name: str
    type: pa.DataType
    meaning: str
    null: bool = False
    references: str | None = None
    vocabulary: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in file order, and the key by which its rows are unique and sorted."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema; the meaning of each column stands in its field's metadata."""
        fields = [pa.field(c.name, c.type, c.null, metadata={"description": c.meaning}) for c in self.columns]
        return pa.schema(fields, metadata={"description": self.meaning, "key": ",".join(self.key)})


def _text(name: str, meaning: str, **options: object) -> Column:
    return Column(name, pa.string(), meaning, **options)  # type: ignore[arg-type]


def _count(name: str, meaning: str, **options: object) -> Column:
    return Column(name, pa.int32(), meaning, **options)  # type: ignore[arg-type]


DOC_ID = _text("doc_id", "The document.", references="documents.doc_id")
SENT_ID = _count("sent_id", "The sentence in which the span starts, counted from 0 in its document.")
START = _count("start", "Where the span starts in documents.text, in code points from 0.")
END = _count("end", "Where the span ends in documents.text, exclusive: text[start:end] is the span.")
SPAN_TEXT = _text("text", "The characters of the span, as they stand in the document.")
SCORE = Column(
    "score", pa.float32(), "Calibrated probability that the row is right; null where a rule decided.", null=True
)
EDTF = _text("edtf", "The value in EDTF (ISO 8601-2:2019, levels 0 to 2); null where it cannot be settled.", null=True)
EARLIEST = Column("earliest", TIMESTAMP, "First second that the value covers; null where open or not known.", null=True)
LATEST = Column("latest", TIMESTAMP, "Last second that the value covers; null where open or not known.", null=True)
POLARITY = _text(
    "polarity", "negative where the text says that it did not or will not take place.", vocabulary=POLARITIES
)
MODALITY = _text("modality", "Told as fact, planned, possible, or demanded of others.", vocabulary=MODALITIES)
EVENT_TYPE = _text("type", "What kind of event it is.", vocabulary=EVENT_TYPES)
N_MENTIONS = _count("n_mentions", "How many mentions it has.")
N_DOCUMENTS = _count("n_documents", "In how many documents it is mentioned.")

DOCUMENTS = Table("documents", "The source texts that were taken.", ("doc_id",), (
    _text("doc_id", "The path below raw/ without its extension, parts separated by /."),
    _text("path", "The path of the source file below raw/."),
    _text("sha256", "SHA-256 of the bytes of the source, in hexadecimal."),
    _text("title", "The title that the sidecar or the source's own metadata gives.", null=True),
    Column("published", pa.date32(), "The day of publication, against which relative dates resolve.", null=True),
    _text("source", "Who published it.", null=True),
    _text("url", "Where it was published.", null=True),
    _text("license", "Under which licence the text may be used.", null=True),
    _text("text", "The decoded text, BOM removed, line ends turned into \\n, nothing else changed."),
    _count("n_sentences", "How many sentences it has."),
    _count("n_tokens", "How many tokens it has, white space not counted."),
))  # fmt: skip

SENTENCES = Table("sentences", "The sentences of the documents.", ("doc_id", "sent_id"), (
    DOC_ID, _count("sent_id", "The sentence's number in its document, from 0."), START, END,
))  # fmt: skip

MENTIONS = Table(
    "mentions", "Where the texts name an entity; nested mentions are rows of their own.",
    ("mention_id",), (
    _text("mention_id", "The document, the offsets and the type: one mention."),
    DOC_ID, SENT_ID, START, END, SPAN_TEXT,
    _text("lemma", "The normal form, as a dictionary or an index would print it."),
    _text("type", "What kind of entity it is (NEREL's inventory).", vocabulary=ENTITY_TYPES),
    _text("entity_id", "The entity that is meant.", references="entities.entity_id"),
    SCORE,
))  # fmt: skip

ENTITIES = Table("entities", "The things in the world that the mentions name.", ("entity_id",), (
    _text("entity_id", "The Wikidata QID where linked, otherwise a stable readable id made of type and name."),
    _text("type", "What kind of entity it is (NEREL's inventory).", vocabulary=ENTITY_TYPES),
    _text("name", "The canonical Russian name."),
    _text("name_en", "The English name, where the knowledge base has one.", null=True),
    Column("aliases", TEXTS, "Other names: those that the texts use and those that the knowledge base knows."),
    _text("wikidata_id", "The Wikidata QID.", null=True),
    _text("iso3166", "ISO 3166-1 alpha-3 code, of countries.", null=True),
    Column("geonames_id", pa.int64(), "GeoNames id, of places.", null=True),
    Column("latitude", pa.float64(), "Latitude of a place, in degrees, north positive.", null=True),
    Column("longitude", pa.float64(), "Longitude of a place, in degrees, east positive.", null=True),
    N_MENTIONS, N_DOCUMENTS,
))  # fmt: skip

DATES = Table("dates", "Date expressions with their values.", ("date_id",), (
    _text("date_id", "The document and the offsets: one date expression."),
    DOC_ID, SENT_ID, START, END, SPAN_TEXT,
    _text("type", "A calendar date, a clock time, a length, or a recurrence (TIMEX3's four).", vocabulary=DATE_TYPES),
    EDTF, EARLIEST, LATEST,
    _text("granularity", "The unit that the expression names.", null=True, vocabulary=GRANULARITIES),
    _text("anchor", "What made it resolvable: its own words, the day of publication, the text, or nothing.",
    vocabulary=ANCHORS),
))  # fmt: skip

EVENTS = Table("events", "Real-world events, their mentions merged within and across documents.", ("event_id",), (
    _text("event_id", "A readable id, made of the event's founding mention."),
    EVENT_TYPE,
    _text("name", "A title that a person would give it."),
    EDTF, EARLIEST, LATEST,
    _text("place_id", "Where it took place.", null=True, references="entities.entity_id"),
    POLARITY, MODALITY, N_MENTIONS, N_DOCUMENTS,
    Column("aliases", TEXTS, "Ids that its parts, one a document, would have alone."),
))  # fmt: skip

EVENT_MENTIONS = Table("event_mentions", "Where the texts tell of an event: the trigger.", ("event_mention_id",), (
    _text("event_mention_id", "The document and the offsets of the trigger: one event mention."),
    _text("event_id", "The event that is told.", references="events.event_id"),
    DOC_ID, SENT_ID, START, END,
    _text("text", "The trigger: the verb or noun phrase that names the event."),
    _text("lemma", "The trigger's normal form: nominative, or infinitive with its complement."),
    EVENT_TYPE,
    _text("date_id", "The one expression that dates this mention.", null=True, references="dates.date_id"),
    POLARITY, MODALITY, SCORE,
))  # fmt: skip

ARGUMENTS = Table(
    "arguments", "Who and what takes part in an event, mention by mention.",
    ("event_mention_id", "role", "mention_id"), (
    _text("event_mention_id", "The event mention.", references="event_mentions.event_mention_id"),
    _text("event_id", "The event.", references="events.event_id"),
    _text("role", "What part the filler has in the event.", vocabulary=ROLES),
    _text("mention_id", "The mention that fills the role.", references="mentions.mention_id"),
    _text("entity_id", "The entity that fills the role.", references="entities.entity_id"),
    SCORE,
))  # fmt: skip

RELATIONS = Table(
    "relations", "Relations between entities, mention by mention.",
    ("subject_mention_id", "predicate", "object_mention_id"), (
    DOC_ID,
    _count("sent_id", "The sentence of the subject, counted from 0 in its document."),
    _text("subject_mention_id", "The mention of the subject.", references="mentions.mention_id"),
    _text("subject_id", "The subject.", references="entities.entity_id"),
    _text("predicate", "What holds between them (NEREL's inventory).", vocabulary=PREDICATES),
    _text("object_mention_id", "The mention of the object.", references="mentions.mention_id"),
    _text("object_id", "The object.", references="entities.entity_id"),
    _text("date_id", "Since when, until when or when it holds.", null=True, references="dates.date_id"),
    SCORE,
))  # fmt: skip

EVENT_LINKS = Table(
    "event_links", "How events hang together.",
    ("subject_event_mention_id", "predicate", "object_event_mention_id"), (
    DOC_ID,
    _count("sent_id", "The sentence of the subject, counted from 0 in its document."),
    _text("subject_event_mention_id", "The mention of the subject.", references="event_mentions.event_mention_id"),
    _text("subject_event_id", "The subject.", references="events.event_id"),
    _text("predicate", "Effect and cause, part and whole, act and what it is about.", vocabulary=EVENT_PREDICATES),
    _text("object_event_mention_id", "The mention of the object.", references="event_mentions.event_mention_id"),
    _text("object_event_id", "The object.", references="events.event_id"),
    SCORE,
))  # fmt: skip

REJECTS = Table("rejects", "Sources that were not taken.", ("path",), (
    _text("path", "The path of the source below raw/."),
    _text("reason", "Why it was not taken, and what to do: one sentence."),
    _count("line", "The line concerned, from 1, where it can be said.", null=True),
    _count("column", "The column concerned, from 1, where it can be said.", null=True),
))  # fmt: skip

FINDINGS = Table(
    "findings", "Warnings for people; no row of the contract depends on them.",
    ("kind", "doc_id", "sent_id", "event_id", "message"), (
    _text("kind", "What kind of warning it is."),
    _text("doc_id", "The document concerned.", null=True, references="documents.doc_id"),
    _count("sent_id", "The sentence concerned, counted from 0 in its document.", null=True),
    _text("event_id", "The event concerned.", null=True, references="events.event_id"),
    _text("message", "What was noticed, and what a person can do about it."),
))  # fmt: skip

CONTRACT = (
    DOCUMENTS, SENTENCES, MENTIONS, ENTITIES, DATES, EVENTS, EVENT_MENTIONS, ARGUMENTS, RELATIONS, EVENT_LINKS, REJECTS,
)  # fmt: skip
"""The eleven tables of the public contract, in the order of the data."""

TABLES = {table.name: table for table in (*CONTRACT, FINDINGS)}
"""Every table that the pipeline publishes, by name."""
