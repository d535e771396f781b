"""Polarity and modality of an event, in the manner of ConText: cues with an effect, and the scope of each on the tree.

In: a trigger's head and its surroundings. Out: polarity, modality, and whether the clause is generic (then it is no
event). The walk goes from the trigger to what governs it, through words that only carry it (support verbs, phase
verbs, «участие в», «ход»), to the first word that says something of its own. It never leaves the sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipeline.components.syntax import feature, is_clause_head, is_gerund, is_infinitive
from pipeline.events.lexicons import Cue
from pipeline.events.readings import lemmas, plain, tense
from pipeline.events.surroundings import SCAN, Surroundings, is_verbal_form

MAX_CLIMB = 8
"""So many governors are asked at most."""
PRECEDENCE = ("demanded", "possible", "planned")
"""The first test that says yes decides; `actual` is all else."""
NOT_NEGATING = frozenset(
    {"только", "раз", "позднее", "позже", "менее", "более", "ранее", "просто", "столько", "однажды"}
)
"""«не только», «не раз», «не позднее» negate nothing."""


@dataclass(slots=True)
class Reading:
    """What has been found on the way."""

    effects: set[str] = field(default_factory=set)
    negative: bool = False
    cancelled: bool = False
    """Whether it was called off or kept from happening: then it is no longer planned, but actual and negative."""
    bound: bool = False
    """Whether an infinitive is bound to a governor that makes it an event."""
    rules: list[str] = field(default_factory=list)

    @property
    def polarity(self) -> str:
        return "negative" if self.negative else "positive"

    @property
    def modality(self) -> str:
        effects = self.effects - {"planned"} if self.cancelled else self.effects
        return next((effect for effect in PRECEDENCE if effect in effects), "actual")

    @property
    def is_generic(self) -> bool:
        return "generic" in self.effects


class ModalityReader:
    """Reads polarity and modality in one document."""

    def __init__(self, doc: Doc, around: Surroundings):
        self.doc, self.around, self.tree = doc, around, around.tree
        self.cues = around.lexicons.cues
        self._clause_effects: dict[int, frozenset[str]] = {}

    def read(self, head: Token) -> Reading:
        """The reading of the event whose trigger `head` heads."""
        reading = Reading()
        reading.bound = not is_infinitive(head)
        if is_verbal_form(head):
            self._tense(head, reading)
        reading.negative ^= self.is_negated(head)
        self._modifiers(head, reading)
        self._climb(head, reading)
        self._clause(head, reading)
        return reading

    def is_negated(self, token: Token) -> bool:
        """Whether «не», «ни» or «нет» negates `token` itself or its auxiliary."""
        for child in self.tree.children(token)[:SCAN]:
            if child.lower_ in ("не", "ни", "нельзя") and child.i < token.i and not self._is_harmless(child):
                return True
            if child.dep_ in ("aux", "aux:pass", "cop") and self._follows_not(child):
                return True
        return self._follows_not(token)

    def _follows_not(self, token: Token) -> bool:
        previous = self.around.word_at(self.around.position[token.i] - 1)
        return previous is not None and previous.lower_ in ("не", "ни") and is_verbal_form(token)

    def _is_harmless(self, negation: Token) -> bool:
        following = self.around.next_word(negation)
        return following is None or plain(following.lower_) in NOT_NEGATING

    def _tense(self, verb: Token, reading: Reading) -> None:
        """Future tense is planned, the conditional possible, the imperative demanded."""
        auxiliaries = [c for c in self.tree.children(verb)[:SCAN] if c.dep_ in ("aux", "aux:pass", "cop")]
        if any(tense(t) == "Fut" for t in (verb, *auxiliaries)):
            reading.effects.add("planned")
        if feature(verb, "Mood") == "Cnd" or any(c.lower_ in ("бы", "б") for c in self.tree.children(verb)[:SCAN]):
            reading.effects.add("possible")
        if feature(verb, "Mood") == "Imp":
            reading.effects.add("demanded")

    def _modifiers(self, head: Token, reading: Reading) -> None:
        """Adjectives and participles of the noun itself: «предстоящий», «намеченный», «несостоявшийся»."""
        for child in self.tree.children(head)[:SCAN]:
            if child.dep_ not in ("amod", "acl", "acl:relcl"):
                continue
            cue = next(self._cues_at(child, "modifies"), None)
            if cue is not None:
                self._apply(cue, child, reading)
            if cue is not None or not is_verbal_form(child):
                continue
            hit = self._governing(child, {"obj"} if feature(child, "Voice") == "Pass" else {"subj", "obj"})
            if hit is not None:
                self._apply(hit, child, reading)

    def _climb(self, head: Token, reading: Reading) -> None:
        word = head
        for _ in range(MAX_CLIMB):
            for cue in self._before(word):
                self._apply(cue, word, reading)
            governor = word.head
            if governor.i == word.i:
                return
            if word.dep_ == "conj":
                word = governor
                continue
            carrier = self.around.support(word)
            if carrier is not None and carrier.head.i == governor.i and carrier.i != governor.i and carrier.i != word.i:
                self._passing(carrier, word, reading)
                word = carrier
                continue
            hit = self._governing(governor, self._slots(word))
            if hit is not None:
                self._apply(hit, governor, reading)
                reading.bound = True
                if hit.effect != "actual":
                    return
            if not self._carries(governor, word):
                return
            self._passing(governor, word, reading)
            word = governor

    def _slots(self, word: Token) -> set[str]:
        slots = self.around.slots(word)
        if word.dep_ == "advcl" and any(c.lower_ == "чтобы" for c in self.tree.children(word)[:SCAN]):
            slots.add("clause")
        return slots

    def _carries(self, governor: Token, word: Token) -> bool:
        """Whether `governor` only carries the event of `word` and says nothing of its own."""
        lemma = plain(governor.lemma_)
        kind = self.around.lexicons.light.get(lemma)
        if kind == "phase":
            return is_infinitive(word) or "obj" in self.around.slots(word) or "subj" in self.around.slots(word)
        if kind == "path" and word.dep_ in ("nmod", "obl", "appos", "flat", "amod"):
            return True
        carrier = self.around.support(word)
        return carrier is not None and carrier.i == governor.i

    def _passing(self, governor: Token, word: Token, reading: Reading) -> None:
        """What a carrying verb says by its form: negation, tense, mood."""
        reading.bound = True
        if is_verbal_form(governor):
            self._tense(governor, reading)
            reading.negative ^= self.is_negated(governor)

    def _governing(self, governor: Token, slots: set[str]) -> Cue | None:
        return next((cue for cue in self._cues_at(governor, "governs") if not cue.slots.isdisjoint(slots)), None)

    def _cues_at(self, token: Token, scope: str) -> Iterator[Cue]:
        """The cues of `scope` that begin at `token`."""
        for lemma in sorted(lemmas(token)):
            for cue in self.cues.get(lemma, ()):
                if (
                    cue.scope == scope
                    and self.around.has_phrase(token, cue.words)
                    and (not cue.negated or self.is_negated(token))
                ):
                    yield cue

    def _apply(self, cue: Cue, token: Token, reading: Reading) -> None:
        """Add the cue's effect; a negated cue of cancelling says nothing, one of planning or possibility negates."""
        negated = self.is_negated(token) and not cue.negated
        if cue.effect == "negative":
            reading.negative ^= not negated
            reading.cancelled |= not negated and not cue.slots.isdisjoint(("obj", "subj"))
        else:
            reading.effects.add(cue.effect)
            reading.negative ^= negated and cue.effect in ("planned", "possible", "actual")
        reading.rules.append(cue.row.rule)

    def _before(self, word: Token) -> Iterator[Cue]:
        """Prepositions that bear on what they govern: «без», «вместо», «в случае», «для»."""
        for preposition in self.tree.prepositions(word):
            yield from self._cues_at(preposition, "before")
        if plain(word.head.lemma_) in ("случай", "условие") and word.dep_ == "nmod":
            for preposition in self.tree.prepositions(word.head):
                yield from self._cues_at(preposition, "before")

    def _clause(self, head: Token, reading: Reading) -> None:
        """Cues anywhere in the clause, its conjunction, its condition, a question."""
        clause = self.around.clause(head)
        reading.effects |= self._effects_of(clause)
        governor = self.tree.governor_clause(clause)
        if governor is not None and is_gerund(clause):
            reading.effects |= self._effects_of(self.around.clause(governor)) & {"possible", "generic"}
        if self.around.is_recurrent(clause):
            reading.effects.add("generic")
        if feature(clause, "Aspect") == "Perf" and tense(clause) != "Pres":
            reading.effects.discard("generic")

    def _effects_of(self, clause: Token) -> frozenset[str]:
        if clause.i not in self._clause_effects:
            self._clause_effects[clause.i] = frozenset(self._find_effects(clause))
        return self._clause_effects[clause.i]

    def _find_effects(self, clause: Token) -> Iterator[str]:
        asides = [
            c
            for c in self.tree.children(clause)[:SCAN]
            if c.dep_ in ("parataxis", "discourse") and not is_verbal_form(c)
        ]
        for token in (*self.tree.clause_tokens(clause), *asides):
            for cue in self._cues_at(token, "clause"):
                yield cue.effect
            if token.dep_ in ("mark", "cc", "advmod") or token.pos_ == "SCONJ":
                for cue in self._cues_at(token, "mark"):
                    yield from self._marked(cue, clause)
        if tense(clause) != "Past" and any(self._is_condition(c) for c in self.tree.children(clause)[:SCAN]):
            yield "possible"
        last = self.doc[clause.sent.end - 1]
        if last.text == "?" and clause.dep_ in ("ROOT", "conj", "parataxis"):
            yield "possible"

    def _marked(self, cue: Cue, clause: Token) -> Iterator[str]:
        """«чтобы» under a demand is demanded, elsewhere planned."""
        governor = clause.head
        if cue.effect == "planned" and clause.dep_ in ("ccomp", "advcl", "csubj") and governor.i != clause.i:
            hit = self._governing(governor, {"clause"})
            yield hit.effect if hit is not None and hit.effect != "negative" else cue.effect
        else:
            yield cue.effect

    def _is_condition(self, child: Token) -> bool:
        return (
            child.dep_ == "advcl"
            and is_clause_head(child)
            and any(t.lower_ == "если" for t in self.tree.children(child)[:SCAN])
        )
