"""The syntactic surroundings of a trigger as slots: which tokens stand to it in which deep relation.

In: the tree and a trigger. Out: (token, slot names), nearest first. Voice, participles, gerunds, infinitives, relative
clauses, coordination and support verbs are resolved here, so that a frame says only what `subj`, `obj`, `actor`, `gen`
or `в+loc` fill. It knows nothing of entity types, roles or mentions. Slot names: `models/events/FRAMES.md`.
"""

from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.arguments.frames import Frames
from pipeline.components.syntax import (
    MAX_DEPTH,
    SUBJECT_LABELS,
    Tree,
    case_of,
    is_clause_head,
    is_gerund,
    is_infinitive,
    is_participle,
    is_passive,
    is_short,
    is_verbal,
)

MAX_SUBJECT_STEPS = 6
"""So many governors are asked for a subject at most: gerund, infinitive, coordination in one chain."""
MAX_NEAR_STEPS = 2
"""A verb further up says little: 0.28 of its subjects took part in NEREL's train split, 0.5 of the nearer ones'."""
INHERITING = {"conj", "parataxis", "xcomp", "advcl", "ccomp"}
"""A predicate joined so, without a subject of its own, has that of the one above."""
RELATIVE_ADVERBS = {"где": "в+loc", "куда": "в+acc"}
"""«Город, где он родился»: the antecedent stands in this slot of the clause's verb."""
JOINTLY = {"совместно", "вместе", "наряду"}
VENUES = {"в+loc", "на+loc", "при+loc", "в ходе", "во время", "в результате", "в рамках"}
"""What happens in, at or during something happens where that does."""
MAX_JOINT = 6
"""The noun behind «совместно с» stands so many words further at most."""
TAKING_PART = "участие"
ATTEND = frozenset({"attend"})
NEAR = frozenset({"near"})
NOMINAL = {"NOUN", "PROPN", "PRON"}
OBJECT_LABELS = {"obj", "iobj"}


@dataclass(frozen=True, slots=True)
class Slot:
    """`token` stands to the trigger in each of `names`; `near` is 0 for its own dependents, more for inherited ones."""

    token: Token
    names: frozenset[str]
    near: int


class SlotFinder:
    """Finds the slots of one trigger in `tree`; `triggers` are the tokens of all events, in which others may happen."""

    def __init__(self, tree: Tree, frames: Frames, triggers: Container[int] = ()):
        self.tree, self.frames, self.triggers = tree, frames, triggers

    def slots(self, tokens: list[Token], head: Token) -> list[Slot]:
        """The slots of the trigger of `tokens` headed by `head`, each token once a distance, nearest first."""
        inside = {token.i for token in tokens}
        found = [slot for token in tokens for slot in self._own(token, inside)]
        if is_verbal(head) or is_short(head) or is_hidden_participle(head):
            found += self._subjects(head, inside)
            found += self._upper_places(head, inside)
        else:
            found += self._carried(head, inside)
        found += self._venues(head, inside)
        found += [joint for slot in found if slot.names & {"subj", "actor"} for joint in self._joint(slot)]
        found = [other for slot in found for other in self._spread(slot, inside)]
        return sorted(found, key=lambda slot: (slot.near, slot.token.i))

    def distant(self, head: Token) -> list[Slot]:
        """The subject of the next verb above a trigger, as slot `near`: for an event whose own slots name nobody."""
        token = head
        for step in range(1, MAX_NEAR_STEPS + 1):
            token = token.head
            if is_verbal(token) or is_short(token):
                subject, asked = self.subject(token)
                is_there = step == 1 and self.tree.slot(head) in {"в+loc", "на+loc", "на+acc"}
                names = NEAR | {"there"} if is_there else NEAR
                return [] if subject is None else list(self._spread(Slot(subject, names, step + asked), {head.i}))
        return []

    def _venues(self, head: Token, inside: set[int]) -> Iterator[Slot]:
        """Where that lies in which the event takes place («принят на съезде в городе Х»)."""
        for child in self.tree.children(head, "obl", "nmod"):
            slot = self.tree.slot(child)
            if child.lemma_ in self.frames.support_nouns:
                child = next(iter(self.tree.children(child, "nmod")), child)
            is_alone = not any(other.i in self.triggers for other in self.tree.children(child, "conj"))
            if child.i not in inside and child.i in self.triggers and is_alone and slot in VENUES:
                yield from self._inner_places(child)

    def _inner_places(self, venue: Token) -> Iterator[Slot]:
        for deeper in self.tree.children(venue, "nmod", "obl"):
            slot = self.tree.slot(deeper)
            if slot in {"в+loc", "на+loc"}:
                yield Slot(deeper, frozenset({f"clause {slot}"}), 3)

    def _joint(self, slot: Slot) -> Iterator[Slot]:
        """Who acts «совместно с» the one in `slot`: the next noun behind these words."""
        verb = self.tree.governor(slot.token)
        for child in self.tree.children(verb, "advmod", "obl"):
            words = self.tree.doc[child.i + 1 : child.i + 2 + MAX_JOINT]
            if child.lower_ in JOINTLY and len(words) and words[0].lower_ in {"с", "со"}:
                noun = next((word for word in words if word.pos_ in NOMINAL), None)
                if noun is not None:
                    yield Slot(noun, slot.names, slot.near)

    def _own(self, token: Token, inside: set[int]) -> Iterator[Slot]:
        """The dependents of one token of the trigger, subjects left out."""
        for child in self.tree.children(token):
            if child.i in inside or child.dep_ in {"conj", "punct", "case", "cc", "mark"}:
                continue
            if child.dep_ in SUBJECT_LABELS and not self._is_second_subject(token, child):
                continue
            if child.lemma_ in self.frames.happen and child.dep_ in {"acl", "acl:relcl"} and not is_verbal(token):
                yield from self._happening(child)
            if is_clause_head(child) and child.dep_ != "xcomp":
                continue
            if child.dep_ == "appos" and child.pos_ != "PROPN":
                continue
            yield from self._complement(token, child, 0)
            if child.dep_ == "obj" and child.i not in self.triggers and is_verbal(token):
                yield from self._beside_object(child)

    def _beside_object(self, noun: Token) -> Iterator[Slot]:
        """Whom a parser ties to the object, though the verb asks for them («получил письмо от», «обсудил вопрос с»)."""
        for child in self.tree.children(noun, "nmod"):
            slot = self.tree.slot(child)
            if slot in {"с+ins", "от+gen"}:
                yield Slot(child, frozenset({slot}), 1)
            elif slot in {"в+loc", "на+loc"}:
                yield Slot(child, frozenset({f"clause {slot}"}), 1)

    def _happening(self, verb: Token) -> Iterator[Slot]:
        """The obliques of a clause that says of its noun that it takes place («саммит, который прошёл в»)."""
        for child in self.tree.children(verb, "obl", "nmod"):
            yield from self._complement(verb, child, 0)

    def _is_second_subject(self, verb: Token, child: Token) -> bool:
        """A second subject is an object that the parser took for one («Х написал роман»: both forms are nominative)."""
        subject = self.tree.subject(verb)
        is_other = subject is not None and subject.i != child.i
        return is_other and child.dep_ == "nsubj" and not is_passive(self.tree, verb)

    def _complement(self, governor: Token, child: Token, near: int) -> Iterator[Slot]:
        names = set(self._names(governor, child))
        yield Slot(child, frozenset(names), near)
        preposition = next((p.lower_ for p in self.tree.prepositions(child)), "")
        compound = f"{preposition} {child.lower_}".strip()
        if compound in self.frames.compounds or child.lemma_ in self.frames.support_nouns:
            below = self.tree.children(child, "nmod", "appos")
            owners = [deeper for deeper in below if self.tree.slot(deeper) == "gen"]
            for deeper in owners or below:  # «по запросу Х в Вене»: Х; «по обвинению в краже»: краже
                yield Slot(deeper, frozenset({compound}), near)

    def _names(self, governor: Token, child: Token) -> Iterator[str]:
        slot = self.tree.slot(child)
        if child.dep_ == "amod" or child.dep_ == "det":
            yield "amod"
        elif not is_verbal(governor):
            is_bare_name = child.dep_ == "nmod" and child.pos_ == "PROPN" and slot in {"acc", "nom"}
            yield "gen" if is_bare_name else slot or "gen"
            if slot == "ins":
                yield "actor"
        elif (child.dep_ in OBJECT_LABELS or child.dep_ in SUBJECT_LABELS) and slot in {"acc", "gen", "nom", ""}:
            yield "obj"
        elif slot == "ins":
            yield "ins"
            if is_passive(self.tree, governor) or child.dep_ == "obl:agent":
                yield "actor"
        else:
            yield "obj" if slot == "acc" else slot

    def _subjects(self, head: Token, inside: set[int]) -> list[Slot]:
        """The deep subject of a verbal trigger, its own or inherited."""
        token, near = self.subject(head)
        if token is None or token.i in inside:
            return []
        if is_passive(self.tree, head) or is_hidden_participle(head):
            return [Slot(token, frozenset({"obj"}), near)]
        objects = [child for child in self.tree.children(head, "obj") if child.i not in inside]
        has_object = any(case_of(child) != "ins" for child in objects)
        return [Slot(token, frozenset({"actor", "subj"} if has_object else {"subj"}), near)]

    def subject(self, verb: Token) -> tuple[Token | None, int]:
        """(who does or undergoes what `verb` says, how many governors were asked); (None, n) where nobody is named."""
        tree = self.tree
        for steps in range(MAX_SUBJECT_STEPS):
            own = tree.subject(verb)
            if own is not None:
                return own, steps
            antecedent = tree.antecedent(verb)
            if antecedent is not None and is_hidden_participle(verb):
                return antecedent, steps
            if antecedent is not None and (is_participle(verb) or tree.relative_pronoun(verb) is None):
                return (antecedent if is_participle(verb) else None), steps
            if verb.head.i == verb.i:
                return None, steps
            if is_infinitive(verb) and verb.dep_ in {"xcomp", "csubj"}:
                controller = self._controller(verb.head)
                if controller is not None:
                    return controller, steps
            if verb.dep_ not in INHERITING and not is_gerund(verb) and not is_infinitive(verb):
                return None, steps
            verb = verb.head
        return None, MAX_SUBJECT_STEPS

    def _controller(self, governor: Token) -> Token | None:
        """Whom a governor makes do what its infinitive says («призвал стороны начать»)."""
        if not is_verbal(governor):
            return None
        for child in self.tree.children(governor):
            slot = self.tree.slot(child)
            if child.dep_ in {"obj", "iobj", "obl"} and slot in {"acc", "dat"} and child.pos_ in NOMINAL:
                return child
        return None

    def _upper_places(self, head: Token, inside: set[int]) -> Iterator[Slot]:
        """Obliques of the verb that governs an infinitive or gerund, and of the first conjunct."""
        governor = head.head
        if governor.i == head.i or head.dep_ not in {"xcomp", "advcl", "conj"} or not is_verbal(governor):
            return
        yield from self._clause_obliques(governor, inside | {head.i}, 2)
        yield from self._venues(governor, inside | {head.i})

    def _clause_obliques(self, governor: Token, inside: set[int], near: int) -> Iterator[Slot]:
        for child in self.tree.children(governor):
            if child.i not in inside and child.dep_ in {"obl", "advmod", "nmod"}:
                slot = self.tree.slot(child)
                if slot:
                    yield Slot(child, frozenset({f"clause {slot}"}), near)

    def _carried(self, head: Token, inside: set[int]) -> Iterator[Slot]:
        """What an event noun has from the verb or noun that carries it: subject, objects, places."""
        child, governor = self._first_of_case(head), None
        names: Set[str] = {self.tree.slot(child) or "nom"}
        for step in range(1, 4):
            governor = self.tree.governor(child)
            if governor.i == child.i:
                return
            if is_verbal(governor) or is_short(governor):
                yield from self._carried_by_verb(governor, child, names, inside | {child.i}, step)
                return
            if governor.lemma_ not in self.frames.support_nouns and step > 1:
                return
            if governor.lemma_ == TAKING_PART:
                yield from self._noun_carrier(governor, inside | {child.i}, step)
                names = ATTEND
            elif governor.lemma_ not in self.frames.support_nouns:
                names = set()
            else:
                yield from self._noun_carrier(governor, inside | {child.i}, step)
                names = names | {f"{p.lower_} {governor.lower_}" for p in self.tree.prepositions(governor)}
            child = self._first_of_case(governor)

    def _first_of_case(self, token: Token) -> Token:
        """The first conjunct, if it has the case of `token`: items in other cases have carriers of their own."""
        first = self.tree.first_conjunct(token)
        return first if case_of(first) == case_of(token) else token

    def _noun_carrier(self, noun: Token, inside: set[int], step: int) -> Iterator[Slot]:
        for child in self.tree.children(noun):
            if child.i not in inside and child.dep_ == "nmod" and self.tree.slot(child) == "gen":
                yield Slot(child, ATTEND, step)

    def _carried_by_verb(
        self, verb: Token, child: Token, names: Set[str], inside: set[int], step: int
    ) -> Iterator[Slot]:
        subject, asked = self.subject(verb)
        is_subject = child.dep_ in SUBJECT_LABELS or (subject is not None and subject.i == child.i)
        if not names:
            yield from self._clause_obliques(verb, inside, step + 1)
            return
        if names == ATTEND:
            yield from [Slot(subject, ATTEND, step + asked)] if subject is not None and not is_subject else []
            yield from self._clause_obliques(verb, inside, step + 1)
            return
        names = set(names) | ({"obj"} if child.dep_ == "obj" else set())
        if is_subject:
            names = {"obj"} if is_passive(self.tree, verb) else {"subj"}
        rule = self.frames.carrier(verb.lemma_, names)
        if rule is None:
            yield from self._clause_obliques(verb, inside, step + 1)
            return
        for other in self.tree.children(verb):
            is_oblique = other.dep_ in {"obl", "iobj", "nmod", "obj"} or other.lower_ in RELATIVE_ADVERBS
            if other.i not in inside and is_oblique and other.lemma_ != child.lemma_:
                yield from self._complement(verb, other, step)
        if subject is not None and not is_subject and rule.subject and not is_passive(self.tree, verb):
            yield Slot(subject, rule.subject, step + asked)

    def _spread(self, slot: Slot, inside: set[int]) -> Iterator[Slot]:
        """The slot of every conjunct, and of the antecedent in place of a relative pronoun or adverb."""
        if slot.token.lower_ in RELATIVE_ADVERBS:
            place = self.tree.antecedent(self.tree.clause(slot.token))
            if place is not None:
                yield Slot(place, frozenset({RELATIVE_ADVERBS[slot.token.lower_]}), slot.near)
            return
        if slot.token.lemma_ == "который":
            clause = self.tree.clause(slot.token)
            antecedent = self.tree.antecedent(clause)
            if antecedent is not None:
                yield Slot(antecedent, slot.names, slot.near)
            return
        for conjunct in self.tree.conjuncts(slot.token)[:MAX_DEPTH]:
            if conjunct.i not in inside and not is_verbal(conjunct):
                yield Slot(conjunct, slot.names, slot.near)


def is_hidden_participle(token: Token) -> bool:
    """A passive participle that is tagged as a noun or adjective, but hangs on its noun as a clause («принятому»)."""
    ending = token.lower_.rstrip("ыйогмуехия")
    return token.dep_ == "acl" and token.pos_ in {"NOUN", "ADJ"} and ending.endswith(("нн", "т"))


def only_clause(names: Iterable[str]) -> bool:
    """Whether a slot belongs to the clause around the trigger only."""
    return all(name.startswith("clause ") for name in names)
