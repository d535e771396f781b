"""Event mentions: the component that finds triggers and says their type, polarity, modality and date.

In: a Doc with its tree, lemmas, `dates` and `mentions` (both may be empty). Out: `doc._.event_mentions`. The knowledge
lies in `models/events/`; this module decides which of the matching triggers count, and which contexts hold no event.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline import edtf
from pipeline.components.syntax import case_of, feature, is_gerund, is_infinitive, is_participle, is_short
from pipeline.events.conditions import is_past
from pipeline.events.dating import Anchored, Dater
from pipeline.events.lexicons import EventLexicons, read_event_lexicons
from pipeline.events.modality import ModalityReader, Reading
from pipeline.events.readings import is_known_word, plain, tense
from pipeline.events.spans import lemma_of_trigger, span_of
from pipeline.events.surroundings import Surroundings, is_verbal_form
from pipeline.events.triggers import Match, match
from pipeline.layers import EventMention

CLOSED = frozenset(
    {
        "LAW",
        "WORK_OF_ART",
        "ORGANIZATION",
        "FACILITY",
        "AWARD",
        "CRIME",
        "PENALTY",
        "PERSON",
        "PROFESSION",
        "LOCATION",
        "PRODUCT",
    }
)
"""Inside a mention of these types an event word names no event («Договор о прекращении огня»)."""
TITLES_OF_WORKS = frozenset({"LAW", "WORK_OF_ART"})
DEEDS = frozenset({"CRIME", "PENALTY"})
"""Types of mentions that are deeds: the same word may tell the deed as an event."""
BODIES_AND_PLACES = frozenset({"ORGANIZATION", "FACILITY", "AWARD"})
THEMES = frozenset(
    {"вопрос", "проблема", "тема", "принцип", "правило", "порядок", "цель", "задача", "сфера", "область", "история",
     "комитет", "комиссия", "министр", "министерство", "специалист", "способ", "метод", "теория", "статья", "годовщина"}
)  # fmt: skip
"""Nouns under which an event noun is a theme, an aim or a competence."""
NO_MODIFIERS = frozenset({"nsubj", "nsubj:pass", "obj", "obl"})
TEXTS = frozenset({"LAW", "document"})
QUOTES = {"«": "»", "„": "“", "“": "”", '"': '"'}
MAX_TITLE = 15
"""Quotes with at most so many words and no finite verb are a title, and what is in them a theme."""
BODIES = frozenset({"MEET", "ELECT"})
"""Types whose words also name bodies («Конференция министров»)."""


class EventFinder:
    """The component."""

    def __init__(self) -> None:
        self.lexicons: EventLexicons | None = None

    def __call__(self, doc: Doc) -> Doc:
        doc._.event_mentions = tuple(sorted(self.find(doc)))
        return doc

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "EventFinder":
        """Read and check the lexicons in `models/events/`."""
        self.lexicons = read_event_lexicons(Path(path))
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write: the lexicons are edited by hand."""

    def find(self, doc: Doc) -> list[EventMention]:
        """The event mentions of `doc`."""
        assert self.lexicons is not None
        around = Surroundings(doc, self.lexicons)
        modality = ModalityReader(doc, around)
        titles = title_tokens(around)
        found = []
        for one in settle(list(matches(around)), around):
            if one.head.i in titles or is_excluded(one, around):
                continue
            reading = modality.read(one.head)
            if not reading.is_generic and is_told(one, reading, around):
                found.append((one, span_of(one, around), reading))
        return self._mentions(doc, around, without_overlaps(found))

    def _mentions(
        self, doc: Doc, around: Surroundings, found: list[tuple[Match, list[Token], Reading]]
    ) -> list[EventMention]:
        anchored = [Anchored(one.head, tuple(tokens), one.trigger.row["pos"] == "NOUN") for one, tokens, _ in found]
        dater = Dater(around, anchored)
        after = _end_of_day(doc._.published)
        starts = {date.span: date.earliest for date in doc._.dates}
        mentions = []
        for n, (one, tokens, reading) in enumerate(found):
            date = dater.date_of(n)
            modality = reading.modality
            if modality == "actual" and after is not None and date is not None and (starts[date] or after) > after:
                modality = "planned"
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
            lemma = lemma_of_trigger(one, tokens, around)
            mentions.append(
                EventMention(
                    start, end, one.trigger.type, lemma, reading.polarity, modality, date, one.trigger.row.rule
                )
            )
        return mentions


def matches(around: Surroundings) -> Iterator[Match]:
    """At each word the first trigger that matches and whose conditions hold."""
    for position, token in enumerate(around.words):
        for trigger in around.lexicons.triggers.candidates(token):
            found = match(trigger, token, around.words, position)
            if found is not None and trigger.needs.hold(token, around):
                yield found
                break


def settle(found: list[Match], around: Surroundings) -> list[Match]:
    """Without triggers that a longer phrase covers, and verbs that only support an event noun (T7)."""
    consumed = {token.i for one in found if len(one.tokens) > 1 for token in one.tokens if token.i != one.head.i}
    nouns = {one.head.i for one in found if one.trigger.row["pos"] == "NOUN" and one.head.i not in consumed}
    carriers = {verb.i for one in found if one.head.i in nouns and (verb := around.support(one.head)) is not None}
    kept = [one for one in found if one.head.i not in consumed]
    return [one for one in kept if len(one.tokens) > 1 or one.head.i not in carriers or not is_verbal_form(one.head)]


def title_tokens(around: Surroundings) -> set[int]:
    """The tokens inside quotes that hold a title: short, without a finite verb, not the name of an event by itself."""
    found: set[int] = set()
    k = 0
    while k < len(around.words):
        closing = QUOTES.get(around.words[k].text)
        end = _closing(around, k, closing) if closing else -1
        if end > 0:
            inside = around.words[k + 1 : end]
            if (
                len(inside) > 1
                and not any(feature(t, "VerbForm") == "Fin" for t in inside)
                and not _is_inflected(inside)
            ):
                found.update(t.i for t in inside)
            k = end
        k += 1
    return found


def _is_inflected(inside: list[Token]) -> bool:
    """A name that inflects inside its quotes («участники „Марша свободы“») is the event's own, not a work's."""
    return len(inside) <= 4 and inside[0].text[:1].isupper() and case_of(inside[0]) in ("gen", "dat", "ins", "loc")


def _closing(around: Surroundings, k: int, closing: str) -> int:
    for j in range(k + 1, min(k + 2 + MAX_TITLE, len(around.words))):
        if around.words[j].text == closing:
            return j
    return -1


def is_excluded(one: Match, around: Surroundings) -> bool:
    """Whether the trigger lies inside an entity, in a theme or in a text's name, or inside a date."""
    head = one.head
    if head.i in around.in_date:
        return True
    types = around.covered.get(head.i, set()) & CLOSED
    if types and not _outweighs(one, types, around):
        return True
    return one.trigger.row["pos"] == "NOUN" and (_is_theme(one, around) or _is_listed(one, around))


def _outweighs(one: Match, types: set[str], around: Surroundings) -> bool:
    """Whether an event is meant in spite of the entity that covers its word."""
    head = one.head
    if types & TITLES_OF_WORKS:
        return False
    if is_verbal_form(head) or _is_guess(head, around):
        return True
    if types <= DEEDS:
        return _is_deed_told(head, around)
    return types <= BODIES_AND_PLACES and head.i in around.mention_types and _is_sitting(one, around)


def _is_guess(head: Token, around: Surroundings) -> bool:
    """Names are guesses at the head of a sentence, where every word has a capital, and slovnet's are elsewhere too."""
    if head.i == head.sent.start:
        return is_known_word(head.text)
    return head.i in around.guessed and (head.text.islower() or head.i in around.mention_types)


def _is_deed_told(head: Token, around: Surroundings) -> bool:
    """A crime or penalty that is told, not one that somebody is accused of or sentenced to."""
    if around.own_slot(head) in ("за+acc", "к+dat", "по+dat", "о+loc", "в+loc") and around.support(head) is None:
        return False
    return around.is_extended(head) or around.support(head) is not None or around.has_date(head)


def _is_sitting(one: Match, around: Surroundings) -> bool:
    """A body's name that a number, a support verb or a date makes a sitting of it."""
    head = one.head
    if one.trigger.type not in BODIES or around.is_defined(head):
        return False
    return around.ordinal(head) is not None or around.support(head) is not None or around.has_date(head)


def _is_theme(one: Match, around: Surroundings) -> bool:
    """«вопросы координации», «в истории саммитов», «резолюция об обмене пленными»."""
    head, governor = one.head, one.head.head
    before = around.word_at(around.position[one.tokens[0].i] - 1)
    if before is not None and plain(before.lemma_) in THEMES and case_of(head) == "gen":
        return True
    if governor.i == head.i or governor.i in {t.i for t in one.tokens} or head.dep_ in NO_MODIFIERS:
        return False
    if plain(governor.lemma_) in THEMES and case_of(head) == "gen" and not around.tree.prepositions(head):
        return True
    return around.tree.slot(head).startswith(("о+", "по+")) and around.is_of(governor, TEXTS)


def _is_listed(one: Match, around: Surroundings) -> bool:
    """A bare noun in a list in brackets: «мирными средствами (переговоры, посредничество)»."""
    before = around.word_at(around.position[one.tokens[0].i] - 1)
    after = around.word_at(around.position[one.tokens[-1].i] + 1)
    marks = {mark.text for mark in (before, after) if mark is not None}
    return len(marks & {"(", ",", ")"}) == 2 and bool(marks & {"(", ")"}) and not around.is_extended(one.head)


def is_told(one: Match, reading: Reading, around: Surroundings) -> bool:
    """Whether the words tell of something particular: not a habit, a bare infinitive, a bare attribute."""
    head = one.head
    if one.trigger.row["pos"] == "NOUN":
        return not _is_habit(one, around)
    if is_infinitive(head):
        return reading.bound or bool(reading.effects) or _has_own_mark(head, around)
    if is_participle(head) and not is_short(head) and feature(head, "VerbForm") == "Part":
        return _is_attribute_told(head, around)
    if is_gerund(head):
        return is_past(head) or around.is_performed(head)
    if tense(head) == "Pres" and not is_short(head) and not reading.effects:
        return around.is_performed(head)
    return True


def _has_own_mark(head: Token, around: Surroundings) -> bool:
    return any(child.lower_ == "чтобы" for child in around.children(head))


def _is_attribute_told(head: Token, around: Surroundings) -> bool:
    """A full participle counts with an argument or a date of its own, in the past."""
    if tense(head) == "Pres" or head.dep_ not in ("acl", "amod", "acl:relcl", "conj", "advcl", "ROOT", "parataxis"):
        return False
    for child in around.children(head):
        if child.i in around.in_date or around.tree.prepositions(child) or child.i in around.mention_types:
            return True
        if child.dep_ in ("obl", "obj", "iobj", "nsubj", "xcomp") and not child.is_punct:
            return True
    return False


def _is_habit(one: Match, around: Surroundings) -> bool:
    """An event noun of a custom: in the imperfective present «созывается», «на конференции обсуждаются»."""
    head = one.head
    verb = around.support(head)
    if (
        verb is None
        and one.trigger.type in BODIES
        and around.own_slot(head) in ("на+loc", "в+loc")
        and is_verbal_form(head.head)
    ):
        is_custom = (
            tense(head.head) == "Pres" and feature(head.head, "Aspect") == "Imp" and around.ordinal(head) is None
        )
        return is_custom and feature(head.head, "VerbForm") == "Fin" and not around.has_date(head)
    if verb is None or tense(verb) != "Pres" or feature(verb, "VerbForm") != "Fin":
        return False
    return plain(verb.lemma_) in (
        "проводиться",
        "проводить",
        "организовывать",
        "созываться",
        "созывать",
        "собираться",
    ) and not (around.has_date(head))


def without_overlaps(found: list[tuple[Match, list[Token], Reading]]) -> list[tuple[Match, list[Token], Reading]]:
    """One mention a stretch: a trigger whose head lies in another's stretch is part of it."""
    owner = {t.i: n for n, (_, tokens, _) in enumerate(found) for t in tokens if len(tokens) > 1}
    kept, last = [], -1
    for n, (one, tokens, reading) in enumerate(found):
        if owner.get(one.head.i, n) != n:
            continue
        tokens = [t for t in tokens if t.i > last] if one.head.i > last else tokens
        if one.head.i > last:
            kept.append((one, tokens, reading))
            last = tokens[-1].i
    return kept


def _end_of_day(published: tuple[int, int, int] | None) -> int | None:
    """The last second of the day of publication, in seconds from 1970; None without one."""
    return None if published is None else edtf.to_seconds(*published) + edtf.DAY - 1
