"""What stands around a token, as the event component asks it: slots and their classes, support verbs, performers.

In: a Doc and the event lexicons (see `layout`). Out: answers about one token, from its dependents and its governor.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Token

from pipeline.components.syntax import (
    case_of,
    feature,
    is_participle,
    is_passive,
    is_short,
    is_verbal,
    preposition_form,
)
from pipeline.events.layout import Layout, is_bound_infinitive
from pipeline.events.readings import adjective_lemma, is_animate_noun, lemmas, plain, tense

if TYPE_CHECKING:
    from pipeline.events.lexicons import Phrase

PRONOUNS = frozenset({"он", "она", "они", "я", "мы", "ты", "вы", "кто", "никто", "себя"})
HUMAN = frozenset({"PERSON", "PROFESSION", "NATIONALITY", "FAMILY"})
UNLIVING = frozenset({"ORGANIZATION", "CITY", "COUNTRY", "LAW", "FACILITY", "WORK_OF_ART", "PRODUCT"})
DEFINING = frozenset({"являться", "называться", "служить", "состоять", "быть", "представлять"})
MODIFIER_LABELS = frozenset({"amod", "acl", "det", "nummod", "nummod:gov", "nummod:entity"})
SCAN = 40
"""So many dependents of one token are looked at: more is no sentence, and the work stays bounded."""
NEAR = 14
"""`near:` looks at so many words on either side."""


class Surroundings(Layout):
    """Answers about the tokens of one document."""

    # Dependents.

    def children(self, token: Token) -> list[Token]:
        """The first dependents of `token`, in text order."""
        return self.tree.children(token)[:SCAN]

    def fillers(self, token: Token, slot: str) -> list[Token]:
        """The dependents of `token` in `slot`: obj, subj, gen, dat, ins, obl.

        Voice is resolved: the subject of a passive is `obj`; the noun that a participle modifies is its `obj` or
        `subj`. The object of a noun is its genitive.
        """
        if slot in ("obj", "subj"):
            return self._shared(token, slot) if is_verbal_form(token) else self._bare(token, "gen")
        if slot == "obl":
            return [c for c in self.children(token) if self.tree.prepositions(c) or case_of(c) == "ins"]
        return self._bare(token, slot)

    def _bare(self, token: Token, case: str) -> list[Token]:
        """Nominal dependents in `case` without a preposition."""
        nominal = [
            c for c in self.children(token) if c.pos_ in ("NOUN", "PROPN", "PRON", "X", "NUM") and c.dep_ != "nsubj"
        ]
        return [c for c in nominal if self.tree.slot(c) == case or (case == "gen" and self._is_indeclinable(c))]

    def _is_indeclinable(self, token: Token) -> bool:
        """A noun under a noun whose case does not show: «ОИС», «радио»."""
        return token.dep_ == "nmod" and self.tree.slot(token) in ("", "nom")

    def _shared(self, token: Token, slot: str) -> list[Token]:
        """The core argument of a verb; a conjunct without one shares that of the verb before it."""
        for _ in range(3):
            found = self._core(token, slot)
            if not found and slot == "subj" and is_bound_infinitive(token):
                token = token.head
                continue
            if found or token.dep_ != "conj" or not is_verbal_form(token.head):
                return found
            if slot == "obj" and not is_passive(self.tree, token):
                return found
            token = token.head
        return []

    def _core(self, token: Token, slot: str) -> list[Token]:
        passive = is_passive(self.tree, token)
        found = []
        for child in self.children(token):
            if child.dep_ in ("nsubj", "nsubj:pass"):
                found.append((child, "obj" if passive or child.dep_ == "nsubj:pass" else "subj"))
            elif child.dep_ in ("obj", "iobj") and not self.tree.prepositions(child):
                found.append((child, "obj" if case_of(child) != "dat" else "dat"))
            elif not passive and child.dep_ == "obl" and self.tree.slot(child) == "acc" and child.i not in self.in_date:
                found.append((child, "obj"))
        antecedent = self._antecedent(token)
        if antecedent is not None:
            found.append((antecedent, "obj" if passive else "subj"))
        return [self._meant(child) for child, name in found if name == slot]

    def _antecedent(self, token: Token) -> Token | None:
        return token.head if is_participle(token) and not is_short(token) and token.dep_ in ("acl", "amod") else None

    def _meant(self, token: Token) -> Token:
        """The noun that «который» stands for."""
        if token.lemma_ == "который":
            antecedent = self.tree.antecedent(self.tree.clause(token))
            return antecedent if antecedent is not None else token
        return token

    def own_slot(self, token: Token) -> str:
        """The slot in which `token` stands to its governor, or its first conjunct does."""
        return self.tree.slot(self.tree.first_conjunct(token)) if token.dep_ == "conj" else self.tree.slot(token)

    def prepositions(self, token: Token) -> list[str]:
        """The prepositions of the dependents of `token`, each followed by its noun («в честь …», «на саммите»)."""
        found = []
        for child in self.children(token):
            for case in self.tree.prepositions(child)[:1]:
                following = self.doc[case.i + 1].lower_ if case.i + 1 < len(self.doc) else ""
                found.append(f"{preposition_form(case.lower_)} {following}")
        return found

    def is_of(self, token: Token, classes: Iterable[str]) -> bool:
        """Whether `token` heads a mention of one of the types, or is a noun of one of the classes."""
        found = self.mention_types.get(token.i, set())
        for name in classes:
            if name in found or (name == "EVENT" and self.lexicons.triggers.is_noun(token)):
                return True
            if name in ("animate", "PERSON") and token.lemma_ in PRONOUNS:
                return True
            if name == "animate" and (found & HUMAN or (not found & UNLIVING and is_animate_noun(token.text))):
                return True
            if not lemmas(token).isdisjoint(self.lexicons.classes.get(name, ())):
                return True
        return False

    def is_near(self, token: Token, classes: Iterable[str]) -> bool:
        """Whether a noun of one of the classes stands within a few words of `token` in its sentence."""
        at, classes = self.position[token.i], tuple(classes)
        around = self.words[max(at - NEAR, 0) : at] + self.words[at + 1 : at + 1 + NEAR]
        return any(
            w.pos_ in ("NOUN", "PROPN") and w.sent.start == token.sent.start and self.is_of(w, classes) for w in around
        )

    def adjectives(self, token: Token) -> set[str]:
        """The lemmas of the adjectives and pronouns that modify a noun."""
        found = [
            child for child in self.children(token) if child.dep_ in MODIFIER_LABELS or child.pos_ in ("ADJ", "DET")
        ]
        previous = self.word_at(self.position[token.i] - 1)
        if previous is not None and previous.pos_ in ("ADJ", "DET"):
            found.append(previous)
        return {name for child in found for name in (plain(child.lemma_), child.lemma_.lower())}

    def ordinal(self, token: Token) -> Token | None:
        """The ordinal number before a noun («11-й», «второй», «XX»)."""
        for back in range(1, 4):
            word = self.word_at(self.position[token.i] - back)
            if word is None or not (word.pos_ in ("ADJ", "NUM", "X", "PROPN") or word.is_digit):
                return None
            if is_ordinal(word) and word.i not in self.in_date:
                return word
        return None

    def has_kind(self, token: Token) -> bool:
        """Whether an adjective before the noun says which kind it is."""
        previous = self.word_at(self.position[token.i] - 1)
        if previous is None or previous.pos_ not in ("ADJ", "PROPN") or feature(previous, "VerbForm"):
            return False
        return (
            previous.dep_ == "amod"
            and self.lexicons.adjectives.get(adjective_lemma(previous.text, previous.lemma_), "in") == "in"
        )

    def is_extended(self, token: Token) -> bool:
        """Whether a noun has anything that makes it particular: a modifier, an owner, a date, a place, a title."""
        labels = {
            "det",
            "punct",
            "case",
            "cc",
            "conj",
            "mark",
            "advmod",
            "cop",
            "nsubj",
            "discourse",
            "parataxis",
            "acl:relcl",
        }
        following = self.next_word(token)
        if following is not None and (following.text in '«"„“' or following.i in self.date_at):
            return True
        return any(child.dep_ not in labels for child in self.children(token)) or self.ordinal(token) is not None

    # Support verbs, definitions, performances.

    def support(self, token: Token) -> Token | None:
        """The support verb that carries an event noun: its governor, or a participle that modifies it; None without
        one."""
        for child in self.children(token):
            if (
                child.dep_ in ("acl", "amod", "acl:relcl")
                and is_verbal_form(child)
                and self._support_slots(child, {"subj", "obj"})
            ):
                return child
        carrier, word = token.head, token
        for _ in range(3):
            if word.dep_ == "conj" or self.lexicons.light.get(plain(carrier.lemma_)) == "path":
                word, carrier = carrier, carrier.head
        if carrier.i == word.i:
            return None
        before = self._verb_before(token)
        if before is not None and self._support_slots(before, self.slots(token)):
            return before
        slots = self.slots(word) | self.slots(token)
        if self._support_slots(carrier, slots):
            return carrier
        bound = [
            c
            for c in self.children(carrier)
            if c.dep_ in ("xcomp", "csubj", "ccomp") and feature(c, "VerbForm") == "Inf"
        ]
        return next((verb for verb in bound if "subj" in slots and self._support_slots(verb, {"subj"})), None)

    def _verb_before(self, token: Token) -> Token | None:
        """The verb right before a noun and its adjectives, whatever the tree makes of it («провёл личную встречу»)."""
        at = self.position[token.i] - 1
        while (word := self.word_at(at)) is not None and word.pos_ in ("ADJ", "DET", "NUM") and token.i - word.i < 6:
            at -= 1
        return word if word is not None and is_verbal_form(word) else None

    def _support_slots(self, verb: Token, slots: set[str]) -> bool:
        for lemma in sorted(lemmas(verb)):
            for phrase, wanted in self.lexicons.support.get(lemma, ()):
                if not wanted.isdisjoint(slots) and self.has_phrase(verb, phrase):
                    return True
        return False

    def has_phrase(self, token: Token, phrase: "Phrase") -> bool:
        """Whether the words after `token` go on as the phrase does."""
        at = self.position[token.i]
        for word in phrase[1:]:
            near = [self.word_at(at + step) for step in (1, 2, 3)]
            hit = next((w for w in near if w is not None and not word.isdisjoint(lemmas(w))), None)
            if hit is None:
                return False
            at = self.position[hit.i]
        return True

    def slots(self, token: Token) -> set[str]:
        """The names of the slots in which `token` may stand to its governor: subj, obj, inf, clause, a case with
        preposition."""
        found = {self.tree.slot(token)} - {""}
        if token.dep_ in ("nsubj", "nsubj:pass", "csubj"):
            passive = token.dep_ == "nsubj:pass" or is_passive(self.tree, token.head)
            found.update({"subj", "obj"} if passive else {"subj"})
        elif token.dep_ in ("obj", "iobj") or found & {"acc", "gen"}:
            found.add("obj")
        if feature(token, "VerbForm") == "Inf":
            found.add("inf")
        if token.dep_ in ("ccomp", "csubj"):
            found.add("clause")
        return found

    def is_cued(self, token: Token) -> bool:
        """Whether a cue takes the noun as its subject or object («встречу отменили», «пригласили на форум»)."""
        slots = self.slots(token)
        for lemma in sorted(lemmas(token.head)):
            if any(
                cue.scope == "governs" and not cue.slots.isdisjoint(slots) for cue in self.lexicons.cues.get(lemma, ())
            ):
                return token.head.i != token.i
        return False

    def is_occasion(self, token: Token) -> bool:
        """Whether a noun is where something told of one time happened: «на встрече утвердили»."""
        governor = self.tree.first_conjunct(token).head
        return self.own_slot(token) in ("в+loc", "на+loc") and is_verbal_form(governor) and tense(governor) != "Pres"

    def is_defined(self, token: Token) -> bool:
        """Whether the clause says what `token` is, so that it names a body: «… — орган союза», «… является органом»."""
        if token.dep_ in ("nsubj", "nsubj:pass") and (
            not is_verbal_form(token.head) or plain(token.head.lemma_) in DEFINING
        ):
            return True
        return any(child.dep_ == "cop" for child in self.children(token)) or any(
            child.dep_ == "nsubj" and not is_verbal_form(token) for child in self.children(token)
        )

    def is_performed(self, token: Token) -> bool:
        """Whether a present verb tells what a document or a meeting does, or what is dated; a past one always does."""
        if tense(token) != "Pres" and feature(token, "VerbForm") not in ("", "Conv"):
            return tense(token) == "Past" or feature(token, "Aspect") == "Perf"
        if self.has_date(token):
            return True
        for node in self._predicates(token):
            performers = [*self.fillers(node, "subj"), *self.fillers(node, "obl")]
            if any(self.is_of(one, ("LAW", "document", "EVENT")) for one in performers):
                return True
        return False

    def _predicates(self, token: Token) -> list[Token]:
        """`token` and the predicates that it shares its subject with, as a gerund or a conjunct."""
        found = [token]
        for _ in range(4):
            if token.dep_ not in ("conj", "advcl", "xcomp", "acl", "parataxis") or not is_verbal_form(token.head):
                break
            token = token.head
            found.append(token)
        return found


def is_verbal_form(token: Token) -> bool:
    """A verb, or a participle that slovnet calls an adjective."""
    return is_verbal(token) or is_participle(token)


def is_ordinal(word: Token) -> bool:
    """A number that counts the place in a series: «11-й», «XX», «второй»."""
    text = word.text
    if text[0].isdigit():
        return "-" in text and text.partition("-")[2].isalpha() and len(text.partition("-")[2]) <= 3
    if text.isupper() and set(text) <= set("IVXLCХ"):
        return True
    return plain(word.lemma_) in ORDINALS


ORDINALS = frozenset(
    [
        "первый", "второй", "третий", "четвертый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый",
        "одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый", "шестнадцатый", "семнадцатый",
        "восемнадцатый", "девятнадцатый", "двадцатый", "тридцатый", "сороковой", "пятидесятый",
    ]
)  # fmt: skip
