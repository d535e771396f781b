"""What a document says of each event mention, gathered from the rows of its steps: the merge's only view of a
document."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import edtf
from pipeline.ids import fold, span_id
from pipeline.layers import Argument, Date, EventLink, EventMention, Mention, MentionKey, Span
from pipeline.merge.knowledge import MergeKnowledge
from pipeline.morphology import parses

_DIGITS = re.compile(r"(\d{1,4})(?:-?[а-я]{1,3})?")
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+\Z")
_SENTENCE = re.compile(r"[.!?…]\s|\n|[«»]")
_WORDS = re.compile(r"[а-яё]{4,}")
BESIDE = 90
"""A document so many characters from a trigger, or nearer, may be what it is about."""
NEARBY = 60
"""A date so many characters from a trigger, or nearer, stands in its clause or beside it."""
NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
"""pymorphy3's marks of parses as a name."""
PREPOSITIONS = frozenset(
    ["в", "во", "на", "с", "со", "из", "к", "ко", "до", "от", "через", "под", "над", "у", "около", "при", "для"]
)


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a date: EDTF, closed bounds in seconds since 1970, granularity."""

    edtf: str | None
    earliest: int | None
    latest: int | None
    granularity: str | None

    @property
    def dated(self) -> bool:
        """Whether it has a bound on either side."""
        return self.earliest is not None or self.latest is not None

    @property
    def width(self) -> float:
        """How many seconds it covers; infinite where a side is open."""
        return self.latest - self.earliest if self.earliest is not None and self.latest is not None else float("inf")

    @property
    def day(self) -> str | None:
        """Its first day as EDTF, whatever its granularity."""
        second = self.earliest if self.earliest is not None else self.latest
        return None if second is None else edtf.days_text(second // edtf.DAY)

    @property
    def month(self) -> str | None:
        """Its first month as EDTF."""
        return self.day and self.day.rpartition("-")[0]

    @property
    def year(self) -> str | None:
        """Its first year as EDTF."""
        return self.month and self.month.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what fills a role: `phrase` is the preposition before the mention, if any, and its words.

    `plural` says that the words name several («министров»), `inside` that they stand within the trigger, `next` that
    they follow it without a preposition, so that a noun trigger governs them in the genitive.
    """

    role: str
    entity_id: str
    type: str
    lemma: str
    phrase: str
    plural: bool = False
    inside: bool = False
    next: bool = False


@dataclass(slots=True)
class Fact:
    """An event mention with all that is known of it in its document.

    `other` says that the text tells it from the one before («следующий саммит»), `dated_nearby` that a date stands near
    it, which may be its own though nothing says so, `head` is the class of its head noun
    or verb, `ordinal` the number of a series, `proper` a proper name (folded),
    `bare` whether it is one common noun in the singular without date, place or number, so that it may repeat an earlier
    mention.
    """

    id: str
    doc_id: str
    number: int
    mention: EventMention
    head: str
    noun: bool
    ordinal: int | None
    extraordinary: bool
    proper: str | None
    other: bool
    dated_nearby: bool
    value: Value | None
    fillers: tuple[Filler, ...]
    object: str = ""
    """A document that is named beside the trigger without being a mention («резолюция»), in the genitive."""
    whole: list[int] = field(default_factory=list)
    about: list[int] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """See the class."""
        place = any(f.role == "PLACE" for f in self.fillers)
        own = self.other or self.ordinal or self.proper or self.value or place or self.dated_nearby
        return self.noun and not own and " " not in self.mention.lemma and not is_plural(self.mention.lemma)


def gather(
    doc_id: str,
    text: str,
    mentions: Sequence[Mention],
    entity_ids: Sequence[str],
    dates: Sequence[Date],
    event_mentions: Sequence[EventMention],
    arguments: Sequence[Argument],
    links: Sequence[EventLink],
    known: MergeKnowledge,
) -> list[Fact]:
    """The facts of a document, in the order of its event mentions."""
    entities = {m.key: (m, e) for m, e in zip(mentions, entity_ids, strict=True)}
    values = {d.span: Value(d.edtf, d.earliest, d.latest, d.granularity) for d in dates}
    fillers: dict[Span, list[Filler]] = {}
    for argument in arguments:
        fillers.setdefault(argument.event, []).append(_filler(text, argument, entities))
    date_starts = sorted(d.start for d in dates)
    facts = [
        _fact(doc_id, text, n, m, values.get(m.date) if m.date else None, fillers.get(m.span, []), date_starts, known)
        for n, m in enumerate(event_mentions)
    ]
    where = {m.span: n for n, m in enumerate(event_mentions)}
    for link in links:
        subject, other = where.get(link.subject), where.get(link.object)
        if subject is not None and other is not None and link.predicate in ("SUBEVENT_OF", "ABOUT"):
            (facts[subject].whole if link.predicate == "SUBEVENT_OF" else facts[subject].about).append(other)
    return facts


def _filler(text: str, argument: Argument, entities: Mapping[MentionKey, tuple[Mention, str]]) -> Filler:
    mention, entity = entities[argument.mention]
    word = _LAST_WORD.search(text, max(0, mention.start - 12), mention.start)
    before = word.group(1).lower() if word and word.group(1).lower() in PREPOSITIONS else ""
    words = " ".join(text[mention.start : mention.end].split())
    start, end = argument.event
    return Filler(
        argument.role, entity, mention.type, mention.lemma, f"{before} {words}".strip(),
        plural=mention.type in ("PROFESSION", "NATIONALITY") and is_plural(words),
        inside=start <= mention.start < end,
        next=text[end : mention.start].isspace() and not before,
    )  # fmt: skip


def is_plural(words: str) -> bool:
    """Whether the first noun of a phrase is plural at first sight («министров иностранных дел»)."""
    for word in words.split():
        nouns = [p for p in parses(word) if str(p.tag.POS) == "NOUN" and not NAMES & p.tag.grammemes]
        if nouns:
            return bool(nouns[0].tag.number == "plur")
    return False


def _fact(
    doc_id: str,
    text: str,
    number: int,
    mention: EventMention,
    value: Value | None,
    fillers: Sequence[Filler],
    date_starts: Sequence[int],
    known: MergeKnowledge,
) -> Fact:
    trigger = text[mention.start : mention.end]
    ordinal, rest = split_ordinal(mention.lemma, known)
    governed = next((f.phrase for f in fillers if f.next and f.type == "PROFESSION"), "")
    noun = is_noun_phrase(rest)
    return Fact(
        id=span_id(doc_id, mention.start, mention.end, "event"),
        doc_id=doc_id,
        number=number,
        mention=mention,
        head=head_class(f"{rest} {governed}".strip(), known),
        noun=noun,
        ordinal=ordinal,
        extraordinary="чрезвычайн" in fold(mention.lemma),
        proper=fold(mention.lemma) if noun and _is_proper(trigger) else None,
        other=_is_other(text[max(0, mention.start - 30) : mention.start], known),
        dated_nearby=is_near(mention.start, date_starts),
        value=value if value and value.dated else None,
        fillers=tuple(sorted(fillers, key=lambda f: (f.role, f.entity_id))),
        object=object_beside(text, mention, noun, known),
    )


def split_ordinal(lemma: str, known: MergeKnowledge) -> tuple[int | None, str]:
    """The number of a series that a trigger begins with («11-й саммит», «III съезд», «третий форум»), and the rest."""
    first, _, rest = lemma.partition(" ")
    if not rest:
        return None, lemma
    digits = _DIGITS.fullmatch(first)
    if digits:
        return int(digits.group(1)), rest
    if first.isupper() and _ROMAN.fullmatch(first):
        return roman(first), rest
    number = known.ordinals.get(fold(first))
    if number is None:
        return None, lemma
    return number, rest


def roman(text: str) -> int:
    """The value of a Roman numeral."""
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


def head_class(lemma: str, known: MergeKnowledge) -> str:
    """The class of the head of a trigger without its number: equal wordings have one class (models/merge/heads.csv)."""
    folded = fold(lemma)
    for wording, name in known.heads:
        position = f" {folded} ".find(f" {wording} ")
        if position >= 0 and not _has_noun(folded[:position]):
            return name
    words = folded.split()
    return next((w for w in words if _is_kind(w, "NOUN", "INFN")), words[-1] if words else "")


def is_noun_phrase(lemma: str) -> bool:
    """Whether a trigger's normal form is a noun phrase rather than an infinitive with its complement."""
    return not any(_is_kind(word, "INFN") for word in fold(lemma).split()[:2])


def object_beside(text: str, mention: EventMention, noun: bool, known: MergeKnowledge) -> str:
    """The document (models/merge/objects.csv) nearest to a trigger in its sentence, behind a noun, on either side of a
    verb, in the genitive; "" without one."""
    before = _SENTENCE.split(text[max(0, mention.start - BESIDE) : mention.start])[-1]
    behind = _SENTENCE.split(text[mention.end : mention.end + BESIDE])[0]
    words = [(m.start(), m.group()) for m in _WORDS.finditer(behind)]
    if not noun:
        words += [(len(before) - m.end(), m.group()) for m in _WORDS.finditer(before)]
    for _, word in sorted(words):
        nouns = (p for p in parses(word) if str(p.tag.POS) == "NOUN")
        parse = next((p for p in nouns if fold(p.normal_form) in known.objects), None)
        form = parse.inflect({"gent", str(parse.tag.number or "sing")}) if parse else None
        if form:
            return str(form.word)
    return ""


def is_near(start: int, others: Sequence[int]) -> bool:
    """Whether one of `others`, sorted, is fewer than NEARBY characters away."""
    at = bisect_left(others, start - NEARBY + 1)
    return at < len(others) and others[at] < start + NEARBY


def _is_other(before: str, known: MergeKnowledge) -> bool:
    """Whether the word before a trigger, or its first word, tells the event from the one before («следующий»)."""
    words = before.split()
    return bool(words) and any(fold(parse.normal_form) in known.others for parse in parses(words[-1].strip("«»(,")))


def _has_noun(words: str) -> bool:
    return any(_is_kind(word, "NOUN") for word in words.split())


def _is_kind(word: str, *kinds: str) -> bool:
    found = parses(word)
    return bool(found) and str(found[0].tag.POS) in kinds


def _is_proper(trigger: str) -> bool:
    """Whether a trigger is a proper name: quotes, or a capital behind its first word."""
    words = [w for w in trigger.split()[1:] if w[:1].isalpha() or w[:1] in '«"“„']
    return any(c in trigger for c in '«"“„') or sum(w[:1].isupper() for w in words) > 0
