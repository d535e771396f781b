"""Prepositional phrases given back to the event noun that they belong to, where the parser tied them elsewhere.

In: a `Tree`, mentions, dates and event mentions. Out: moves of dependents in that tree. A parser ties «в Баку» in
«визит главы союза Ивана Петрова в Баку» to the last genitive as often as to «визит», and over a chain of three nouns
mostly so. The order of words says more: the event noun to the left owns the phrase, if between the two there are only
its genitives, names, dates and other such phrases. It knows nothing of roles or frames.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.arguments.frames import Frames
from pipeline.arguments.slots import TAKING_PART
from pipeline.components.syntax import (
    SUBJECT_LABELS,
    Tree,
    agrees,
    case_of,
    feature,
    is_clause_head,
    is_participle,
    is_short,
    is_verbal,
)
from pipeline.layers import Mention

MAX_CHAIN = 40
"""So many words behind an event noun are read at most."""
MAX_NOUN = 6
"""A preposition's noun stands so many words behind it at most."""
OPENING = {"«": "»", "(": ")", "„": "“", "“": "”", "[": "]"}
NOMINAL = {"NOUN", "PROPN", "PRON"}
NAMES = {"COUNTRY", "ORGANIZATION", "CITY", "STATE_OR_PROVINCE", "FACILITY", "LOCATION"}
WALLS = {",", ";", ":", "—", "–"}
MODIFIER = {"ADJ", "DET", "NUM"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A prepositional phrase by its preposition and its noun."""

    preposition: Token
    noun: Token


class Attachment:
    """Corrects `tree` for the event nouns of `doc`; `happen` are the lemmas of verbs that say that an event takes
    place."""

    def __init__(self, tree: Tree, doc: Doc, frames: Frames):
        self.tree, self.happen = tree, frames.happen
        self.decisions = {slot for slot in frames.compounds if " " not in slot}
        self.place = {token.i: n for n, token in enumerate(tree.tokens)}
        self.units = self._ends(doc._.mentions)
        self.dates = self._ends(doc._.dates)
        self.heads = [h for e in doc._.event_mentions if (h := tree.head_of(e.start, e.end)) is not None]
        spans = [tree.span_tokens(e.start, e.end) for e in doc._.event_mentions]
        self.last = {head.i: span[-1].i for head, span in zip(self.heads, spans, strict=False) if span}
        self.by_index = {head.i: head for head in self.heads if not is_verbal(head)}
        self.dated = {token.i for date in doc._.dates for token in tree.span_tokens(date.start, date.end)}
        self.inner = self._inner(doc._.mentions)
        self.events = {token.i for span in spans for token in span}

    def _inner(self, mentions: Sequence[Mention]) -> dict[int, Token]:
        """Token of a name, not its head → its head."""
        found: dict[int, Token] = {}
        for mention in mentions:
            head = self.tree.head_of(mention.start, mention.end)
            if head is not None and mention.type in NAMES:
                found |= {t.i: head for t in self.tree.span_tokens(mention.start, mention.end) if t.i != head.i}
        return found

    def _ends(self, records: Sequence[object]) -> dict[int, int]:
        """First token of a record → number of its last token in the tree's order; the longest one counts."""
        ends: dict[int, int] = {}
        for record in records:
            tokens = self.tree.span_tokens(record.start, record.end)  # type: ignore[attr-defined]
            if tokens:
                ends[tokens[0].i] = max(ends.get(tokens[0].i, -1), self.place[tokens[-1].i])
        return ends

    def correct(self) -> None:
        """Move what stands in the chain of an event noun below it; give verbs the subjects around their names."""
        for head in self.heads:
            if not is_verbal(head) and head.i in self.last:
                self._take(head, self.chain(self.place[self.last[head.i]] + 1))
        for token in self.tree.tokens:
            if token.lemma_ in self.happen and is_participle(token):
                host = self._host(token)
                if host is not None:
                    self._take(host, self.chain(self.place[token.i] + 1))
            if token.lower_ in self.decisions and case_of(token) == "ins":
                self._decide(token)
            if token.lemma_ == TAKING_PART:
                self._take(token, self.chain(self.place[token.i] + 1, to_event=True))
            if token.i not in self.dated and self.tree.governor(token).i in self.dated and token.pos_ in NOMINAL:
                self._leave_date(token)
            if token.dep_ in SUBJECT_LABELS and token.i in self.inner:
                self._outer_subject(token)

        for head in self.heads:
            if is_predicate(head) and self.tree.subject(head) is None and self.tree.antecedent(head) is None:
                self._near_subject(head)

    def _near_subject(self, verb: Token) -> None:
        """A verb without a subject has that between its commas which a parser gave to a verb outside them."""
        n = self.place[verb.i]
        for step in (-1, 1):
            for m in range(n + step, n + step * MAX_CHAIN // 2, step):
                token = self.tree.tokens[m] if 0 <= m < len(self.tree.tokens) else None
                if token is None or token.text in WALLS or is_predicate(token):
                    break
                is_subject = token.dep_ in SUBJECT_LABELS and case_of(token) == "nom" and agrees(verb, token)
                if is_subject and self._is_beyond(verb, token):
                    self.tree.set_subject(verb, token)
                    return

    def _is_beyond(self, verb: Token, subject: Token) -> bool:
        """Whether a comma stands between a subject and its own verb, none between it and `verb`."""
        first, last = sorted((self.place[subject.i], self.place[subject.head.i]))
        between = self.tree.tokens[first : min(last, first + MAX_CHAIN)]
        return subject.head.i != verb.i and any(token.text in WALLS for token in between)

    def _take(self, head: Token, phrases: Iterator[Phrase]) -> None:
        for phrase in phrases:
            self.tree.move(phrase.noun, head)
            self.tree.govern(phrase.noun, phrase.preposition)

    def _decide(self, token: Token) -> None:
        """A bare «решением Х» belongs to the next verb of an event in its clause, however far the words between."""
        if self.tree.governor(token).i in self.events or self.tree.prepositions(token):
            return
        n = self.place[token.i]
        for other in self.tree.tokens[n + 1 : n + MAX_CHAIN]:
            if other.text in {",", ";"} or other.is_sent_start:
                return
            if other.i in self.events and (is_verbal(other) or is_short(other)):
                self.tree.move(token, other)
                return

    def _leave_date(self, token: Token) -> None:
        """A phrase behind a date («родился 5 мая 1950 г. в Х») belongs to what the date belongs to."""
        head = token.head
        for _ in range(MAX_NOUN):
            if head.i not in self.dated or head.head.i == head.i:
                break
            head = head.head
        if head.i not in self.dated and head.i != token.i and self.tree.prepositions(token):
            self.tree.move(token, head)

    def _outer_subject(self, token: Token) -> None:
        """A subject inside a name («посол в Королевстве Х назначен»: Х) gives way to the noun that the name is of."""
        noun = self.inner[token.i]
        for _ in range(MAX_NOUN):
            if noun.head.i == noun.i or noun.dep_ not in {"nmod", "appos", "flat", "conj"}:
                break
            noun = noun.head
        if case_of(noun) == "nom" and noun.i < token.i:
            self.tree.set_subject(token.head, noun)

    def chain(self, start: int, to_event: bool = False) -> Iterator[Phrase]:
        """The phrases behind an event noun from the tree's token `start` on; `to_event`: only the one with an event."""
        tokens, n = self.tree.tokens, start
        while n < min(len(tokens), start + MAX_CHAIN):
            token = tokens[n]
            if token.is_sent_start or token.i in self.events:
                return
            if token.i in self.dates:
                n = self.dates[token.i] + 1
            elif token.pos_ == "ADP":
                noun = self._noun(n + 1)
                if noun is None or noun.i in self.events:
                    is_there = noun is not None and (to_event or case_of(noun) == "loc")
                    yield from [Phrase(token, noun)] if noun is not None and is_there else []
                    return
                if not to_event:
                    yield Phrase(token, noun)
                n = max(self.place[noun.i], self._unit_end(n + 1, noun)) + 1
            elif token.text in OPENING:
                n = self._closing(n)
            elif self._continues(token):
                n = self.units.get(token.i, n) + 1
            else:
                return

    def _continues(self, token: Token) -> bool:
        """Whether a noun phrase goes on with `token`: a genitive or a name, an adjective in the genitive."""
        if token.pos_ in NOMINAL:
            is_name = token.text.isupper() or token.dep_.startswith(("flat", "appos"))
            return is_name or case_of(token) in {"gen", "ins", ""}
        if token.pos_ == "CCONJ":
            return token.lower_ == "и" and case_of(token.head) == "gen"
        return (token.pos_ in MODIFIER or is_participle(token)) and case_of(token) in {"gen", ""}

    def _noun(self, n: int) -> Token | None:
        """The noun that a preposition before the token `n` governs."""
        for token in self.tree.tokens[n : n + MAX_NOUN]:
            if token.pos_ in NOMINAL:
                return token
            if token.is_sent_start or is_clause_head(token) or not (token.pos_ in MODIFIER or token.text in OPENING):
                return None
        return None

    def _unit_end(self, n: int, noun: Token) -> int:
        """The end of the mention that begins between the token `n` and `noun`."""
        return max((self.units.get(t.i, -1) for t in self.tree.tokens[n : self.place[noun.i] + 1]), default=-1)

    def _closing(self, n: int) -> int:
        """The token behind the bracket or quotation mark that closes the one at `n`."""
        closing = OPENING[self.tree.tokens[n].text]
        for m in range(n + 1, min(len(self.tree.tokens), n + MAX_CHAIN)):
            if self.tree.tokens[m].text == closing:
                return m + 1
        return len(self.tree.tokens)

    def _host(self, participle: Token) -> Token | None:
        """The event noun of a participle that says that it takes place: the next one in its case, or one before it."""
        n = self.place[participle.i]
        for token in self.tree.tokens[n + 1 : n + MAX_CHAIN // 2]:
            if token.text == "," or (is_verbal(token) and token.i not in self.events):
                break
            if token.i in self.by_index and agree(token, participle) and case_of(token) == case_of(participle):
                return token
        is_behind = n > 0 and self.tree.tokens[n - 1].text == ","
        for token in reversed(self.tree.tokens[max(0, n - MAX_CHAIN // 2) : n] if is_behind else []):
            if is_verbal(token) and not is_participle(token):
                break
            if token.i in self.by_index and agree(token, participle):
                return token
        return None


def is_predicate(token: Token) -> bool:
    """A finite verb or a short form: what has a subject of its own."""
    return is_short(token) or (is_verbal(token) and feature(token, "VerbForm") in {"Fin", ""})


def agree(noun: Token, participle: Token) -> bool:
    """Whether number and, in the singular, gender of the two are equal; a parser mixes up cases of one form."""
    number = feature(noun, "Number")
    return number == feature(participle, "Number") and (
        number == "Plur" or feature(noun, "Gender") == feature(participle, "Gender")
    )
