"""What a document holds as the event component sees it: words, clauses, and where its dates and mentions lie.

In: a Doc with its tree, `dates` and `mentions` (both may be empty), and the event lexicons. Out: answers that are
asked again and again, each computed once a document, so that the whole stays linear in its length. `Surroundings`
builds on it.
"""

from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from pipeline.components.syntax import MAX_DEPTH, Tree, feature, is_clause_head, is_participle
from pipeline.events.readings import plain

if TYPE_CHECKING:
    from pipeline.events.lexicons import EventLexicons

POINTS = frozenset({"DATE", "TIME"})
"""Only these can date an event (D5); lengths, recurrences and ages never do."""
NO_ARGUMENTS = frozenset({"ORDINAL", "NUMBER", "PERCENT", "AGE"})
NAMES = {
    "PER": ("PERSON",),
    "LOC": ("CITY", "COUNTRY", "LOCATION", "STATE_OR_PROVINCE", "FACILITY"),
    "ORG": ("ORGANIZATION",),
}
"""slovnet's kinds of names → entity types that they may have, where no mention says more."""


class Layout:
    """Answers about one document."""

    def __init__(self, doc: Doc, lexicons: "EventLexicons"):
        self.doc, self.lexicons = doc, lexicons
        self.text = doc.text
        """Taken once: spaCy builds it anew at each look."""
        self.tree = Tree(doc)
        self.words = self.tree.tokens
        self.position = {token.i: k for k, token in enumerate(self.words)}
        self.mention_types: dict[int, set[str]] = {}
        self.covered: dict[int, set[str]] = {}
        self.guessed: set[int] = set()
        self._read_mentions()
        self._read_names()
        self.dates = [date for date in doc._.dates if date.type in POINTS]
        self.date_tokens = [self.tree.span_tokens(date.start, date.end) for date in self.dates]
        self.date_at = {token.i: k for k, tokens in enumerate(self.date_tokens) for token in tokens}
        self.in_date = {t.i for date in doc._.dates for t in self.tree.span_tokens(date.start, date.end)}
        self._clauses: dict[int, Token] = {}
        self._clause_dates: dict[int, list[int]] = {}
        self._clause_arguments: set[int] = set()
        self._recurrent: set[int] = set()
        self._lemmas: frozenset[str] | None = None
        self._read_clauses()

    def _read_mentions(self) -> None:
        for mention in self.doc._.mentions:
            head = self.tree.head_of(mention.start, mention.end)
            if head is not None:
                self.mention_types.setdefault(head.i, set()).add(mention.type)
            for token in self.tree.span_tokens(mention.start, mention.end):
                self.covered.setdefault(token.i, set()).add(mention.type)

    def _read_names(self) -> None:
        """Names that no mention covers, so that the component works on names alone."""
        for name in self.doc._.names:
            tokens = self.tree.span_tokens(name.start, name.end)
            if any(token.i in self.covered for token in tokens):
                continue
            head = self.tree.head_of(name.start, name.end)
            if head is not None:
                self.mention_types.setdefault(head.i, set()).update(NAMES[name.kind])
            for token in tokens:
                self.covered.setdefault(token.i, set()).update(NAMES[name.kind])
                self.guessed.add(token.i)

    def _read_clauses(self) -> None:
        for k, tokens in enumerate(self.date_tokens):
            head = self.date_head(k)
            if tokens and head is not None:
                self._clause_dates.setdefault(self.clause(head).i, []).append(k)
        for index, types in self.covered.items():
            if types - NO_ARGUMENTS:
                self._clause_arguments.add(self.clause(self.doc[index]).i)
        for date in self.doc._.dates:
            if date.type == "SET":
                self._recurrent.update(self.clause(t).i for t in self.tree.span_tokens(date.start, date.end)[:1])

    # Clauses and dates.

    def clause(self, token: Token) -> Token:
        """The head of the clause of `token`; an infinitive that its governor needs is in its governor's clause."""
        path: list[int] = []
        while token.i not in self._clauses and len(path) < MAX_DEPTH:
            path.append(token.i)
            if token.head.i == token.i or (is_clause_head(token) and not is_bound_infinitive(token)):
                self._clauses[token.i] = token
                break
            token = token.head
        head = self._clauses.get(token.i, token)
        for index in path:
            self._clauses[index] = head
        return head

    def date_head(self, k: int) -> Token | None:
        """The head of the k-th date."""
        return self.tree.head_of(self.dates[k].start, self.dates[k].end)

    def clause_dates(self, clause: Token) -> list[int]:
        """The numbers of the dates in the clause."""
        return self._clause_dates.get(clause.i, [])

    def has_date(self, token: Token) -> bool:
        """Whether a date that may date an event stands in the clause of `token`, or hangs on it."""
        return bool(self.clause_dates(self.clause(token))) or bool(self.clause_dates(token))

    def has_argument(self, token: Token) -> bool:
        """Whether a mention of an entity, a name or a date stands in the clause of `token`."""
        return self.clause(token).i in self._clause_arguments or self.has_date(token)

    def is_recurrent(self, clause: Token) -> bool:
        """Whether the clause tells what happens again and again («каждые три года»)."""
        return clause.i in self._recurrent

    # Words.

    def word_at(self, k: int) -> Token | None:
        """The k-th word of the document; None outside."""
        return self.words[k] if 0 <= k < len(self.words) else None

    def next_word(self, token: Token) -> Token | None:
        """The word after `token`."""
        return self.word_at(self.position[token.i] + 1)

    def first_word(self, token: Token) -> int:
        """The index of the first word of the sentence of `token`."""
        return token.sent.start

    def document_has(self, name: str) -> bool:
        """Whether a noun of the class `name` stands anywhere in the document."""
        if self._lemmas is None:
            self._lemmas = frozenset(plain(word.lemma_) for word in self.words)
        return not self._lemmas.isdisjoint(self.lexicons.classes.get(name, ()))


def is_bound_infinitive(token: Token) -> bool:
    """An infinitive, or a predicate noun, that completes its governor."""
    return token.dep_ == "xcomp" or (token.dep_ in ("csubj", "ccomp") and feature(token, "VerbForm") == "Inf")


def is_full_participle(token: Token) -> bool:
    """A participle in full form, which may stand behind its noun with dependents of its own."""
    return is_participle(token) and feature(token, "Variant") != "Short"


def agree(noun: Token, participle: Token) -> bool:
    """Gender, number and case, as far as both show them; the case may be the tagger's error if the gender fits."""
    same = [
        feature(noun, name) == feature(participle, name)
        for name in ("Gender", "Number", "Case")
        if feature(noun, name) and feature(participle, name)
    ]
    return all(same[:2])


def is_same(one: Token | None, other: Token) -> bool:
    """Whether both are one token; spaCy makes a new object at each look."""
    return one is not None and one.i == other.i
