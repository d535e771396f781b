"""Links between event mentions: HAS_CAUSE, SUBEVENT_OF, ABOUT.

In: the tree, the event mentions, the slots of their triggers. Out: `EventLink` records. The cues lie in
`models/events/links.csv`. Links stay within one sentence, since the tree does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.arguments.slots import Slot, SlotFinder
from pipeline.components.syntax import Tree, is_infinitive, is_verbal
from pipeline.layers import EventLink, EventMention
from pipeline.lexicon import Row, read_lexicon
from pipeline.schema import EVENT_PREDICATES, EVENT_TYPES

COLUMNS = (
    "predicate", "kind", "cue", "subject_slot", "subject", "object_slot", "object", "example", "counter_example",
)  # fmt: skip
KINDS = ("governed", "slot", "verb", "clause")
ANY = "*"
MAX_GOVERNED = 3
"""Events are looked for so many dependents below the governing trigger («призвал начать → переговоры»: two)."""
MAX_LOOKED = 200
MAX_OPENING = 12
"""A conjunction stands so many words before the head of its clause at most."""


@dataclass(frozen=True, slots=True)
class LinkRule:
    """One row of `links.csv`."""

    predicate: str
    kind: str
    cues: tuple[str, ...]
    subject_slots: frozenset[str]
    subjects: frozenset[str]
    object_slots: frozenset[str]
    objects: frozenset[str]
    name: str

    def link(self, subject: EventMention, other: EventMention) -> EventLink | None:
        """The link if the types fit and the two are not one another."""
        if overlap(subject, other) or not (fits(subject, self.subjects) and fits(other, self.objects)):
            return None
        return EventLink(subject.span, self.predicate, other.span, self.name)


class LinkFinder:
    """Finds the links of a document by the rules of `path`."""

    def __init__(self, path: Path):
        self.rules = read_links(path)

    def find(self, doc: Doc, tree: Tree, slots: SlotFinder) -> list[EventLink]:
        """One link for each pair of events, by the first rule that gives it."""
        return EventTree(doc, tree, slots).links(self.rules)


class EventTree:
    """The event mentions of a document by their tokens, with the slots of each trigger."""

    def __init__(self, doc: Doc, tree: Tree, slots: SlotFinder):
        self.tree, self.slots = tree, slots
        self.events = doc._.event_mentions
        self.at: dict[int, EventMention] = {}
        for event in sorted(self.events, key=lambda e: (e.start - e.end, e.start)):
            for token in tree.span_tokens(event.start, event.end):
                self.at[token.i] = event

    def links(self, rules: Sequence[LinkRule]) -> list[EventLink]:
        """The links that `rules` give between the event mentions of the document, one a pair."""
        found: dict[tuple[object, object], EventLink] = {}
        kinds = {kind: [rule for rule in rules if rule.kind == kind] for kind in KINDS}
        for event in self.events:
            for link in (*self._governed(event, kinds["governed"]), *self._in_slots(event, kinds["slot"])):
                found.setdefault((link.subject, link.object), link)
            for link in self._clauses(event, kinds["clause"]):
                found.setdefault((link.subject, link.object), link)
        verbs = {cue: rule for rule in kinds["verb"] for cue in rule.cues}
        for token in self.tree.tokens if len(self.events) > 1 else ():
            if token.lemma_ in verbs and token.i not in self.at:
                for link in self._verb(token, verbs[token.lemma_]):
                    found.setdefault((link.subject, link.object), link)
        return list(found.values())

    def _trigger(self, event: EventMention) -> tuple[list[Token], Token | None]:
        return self.tree.span_tokens(event.start, event.end), self.tree.head_of(event.start, event.end)

    def _in_slots(self, event: EventMention, rules: Sequence[LinkRule]) -> Iterator[EventLink]:
        tokens, head = self._trigger(event)
        if head is None or len(self.events) < 2:
            return
        for slot in self.slots.slots(tokens, head):
            other = self._event_of(slot)
            rule = next((r for r in rules if other and slot.names & r.object_slots and r.link(event, other)), None)
            link = rule.link(event, other) if rule and other else None
            if link:
                yield link

    def _event_of(self, slot: Slot) -> EventMention | None:
        """The event that fills a slot, or that the noun filling it is made with («на втором дне саммита»)."""
        token: Token | None = slot.token
        for _ in range(2):
            if token is None or token.i in self.at:
                break
            token = next((child for child in self.tree.children(token, "nmod") if self.tree.slot(child) == "gen"), None)
        return self.at.get(token.i) if token is not None else None

    def _governed(self, event: EventMention, rules: Sequence[LinkRule]) -> Iterator[EventLink]:
        """The nearest events below a trigger, through what it governs as its matter."""
        rule = next((r for r in rules if event.type in r.subjects), None)
        if rule is None:
            return
        tokens = self.tree.span_tokens(event.start, event.end)
        inside = {token.i for token in tokens}
        level = [token for token in self._below(tokens, rule.object_slots) if token.i not in inside]
        for _ in range(MAX_GOVERNED):
            level = [one for token in level[:MAX_LOOKED] for one in self.tree.conjuncts(token)]
            found = [self.at[token.i] for token in level if token.i in self.at]
            for other in found:
                link = rule.link(event, other)
                if link:
                    yield link
            if found:
                return
            level = self._below(level, rule.object_slots | {"obj", "gen"})

    def _below(self, tokens: Sequence[Token], names: frozenset[str]) -> list[Token]:
        """The dependents of `tokens` that are governed under one of `names`."""
        return [child for token in tokens for child in self.tree.children(token) if self._edge(token, child) & names]

    def _edge(self, governor: Token, child: Token) -> frozenset[str]:
        """The names under which a dependent counts as governed matter."""
        if child.dep_ in {"xcomp", "ccomp"} or (is_infinitive(child) and child.dep_ in {"acl", "nmod", "csubj", "obl"}):
            return frozenset({"xcomp", "ccomp"}) if is_infinitive(child) else frozenset({child.dep_})
        if child.dep_ not in {"obj", "iobj", "obl", "nmod", "nsubj:pass"}:
            return frozenset()
        slot = self.tree.slot(child)
        is_object = slot in {"gen", "acc"} or (child.dep_ == "obj" and slot == "nom")
        if child.dep_ == "nsubj:pass" or (is_verbal(governor) and is_object):
            return frozenset({"obj"})
        return frozenset({slot})

    def _clauses(self, event: EventMention, rules: Sequence[LinkRule]) -> Iterator[EventLink]:
        """An adverbial clause joined by one of a rule's conjunctions."""
        _, head = self._trigger(event)
        if head is None:
            return
        clauses = self.tree.children(head, "advcl")
        for child in self.tree.children(head, "obl"):
            if child.lemma_ in {"тот", "то"}:
                clauses = [*clauses, *self.tree.children(child, "acl", "advcl", "ccomp")]
        for child in clauses:
            other = self.at.get(child.i)
            opening = self._opening(head, child)
            for rule in rules:
                link = rule.link(event, other) if other and any(cue in opening for cue in rule.cues) else None
                if link:
                    yield link

    def _opening(self, head: Token, clause: Token) -> str:
        """The words before the head of a clause, back to the trigger or a little less: they hold its conjunction."""
        first = max(clause.i - MAX_OPENING, head.i + 1 if head.i < clause.i else clause.sent.start)
        words = [token.lower_ for token in self.tree.doc[first : clause.i] if token.is_alpha or "-" in token.text]
        return " ".join(words)

    def _verb(self, verb: Token, rule: LinkRule) -> Iterator[EventLink]:
        """Two events in the slots of a cue verb."""
        filled = [(slot.names, self._event_of(slot)) for slot in self.slots.slots([verb], verb)]
        if not is_verbal(verb) and is_verbal(verb.head):
            subject, _ = self.slots.subject(verb.head)
            filled += [(frozenset({"subj"}), self.at.get(subject.i))] if subject is not None else []
        for subject_names, one in filled:
            for object_names, other in filled:
                if one and other and subject_names & rule.subject_slots and object_names & rule.object_slots:
                    link = rule.link(one, other)
                    if link:
                        yield link


def fits(event: EventMention, types: frozenset[str]) -> bool:
    """Whether the event's type is among `types`, of which `*` is any."""
    return ANY in types or event.type in types


def overlap(one: EventMention, other: EventMention) -> bool:
    """Whether two triggers share a character."""
    return one.start < other.end and other.start < one.end


def read_links(path: Path) -> list[LinkRule]:
    """The rows of `links.csv`, checked."""
    rows = read_lexicon(path, COLUMNS, required=COLUMNS, vocabulary={"predicate": EVENT_PREDICATES, "kind": KINDS})
    return [_rule(row) for row in rows]


def _rule(row: Row) -> LinkRule:
    for column in ("subject", "object"):
        for value in row.list(column):
            if value not in (*EVENT_TYPES, ANY):
                raise row.error(f"column «{column}» says «{value}»; that is no event type")
    return LinkRule(
        row["predicate"], row["kind"], tuple(row.list("cue")), frozenset(row.list("subject_slot")),
        frozenset(row.list("subject")), frozenset(row.list("object_slot")), frozenset(row.list("object")), row.rule,
    )  # fmt: skip
