"""Which date dates an event mention: the rules D1 to D8 of the guideline on events.

In: the surroundings of a document and the triggers found in it. Out: for each trigger the span of one date, or None.
Each date is first carried up the tree to what governs it: a trigger, a support verb or a participle that hands it to its
noun, or a predicate. Then each trigger without a date of its own asks its predicate, and the head of its sentence.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.components.readings import lemmas, plain, tense
from pipeline.components.surroundings import SCAN, Surroundings, is_verbal_form
from pipeline.components.syntax import feature, is_clause_head, is_participle
from pipeline.layers import Span

MAX_CLIMB = 8
"""So many governors lie between a date and its event at most."""
OCCASION = ("в", "во", "на", "при", "после", "во время", "в ходе", "в рамках", "по итогам", "в результате")
"""Behind these an event noun is the occasion of its clause, which the clause's date dates."""
EARLIER = frozenset({"ранее", "прежде", "раньше", "позже", "позднее", "впоследствии", "затем"})
"""Words after which the date at the head of the sentence no longer holds."""
CLAUSE_MARKS = frozenset(",;:()—–«»")
WALLS = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis"})
"""A clause with one of these labels does not take its governor's date (D3)."""
DATING = frozenset({"planned", "negative"})
"""Effects of cues that date the event as a support verb does: «намечен на июнь», «перенесли на 2012 год»."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A trigger as dating sees it: its head and tokens, its number among the triggers."""

    head: Token
    tokens: tuple[Token, ...]
    is_noun: bool


class Dater:
    """Dates the triggers of one document."""

    def __init__(self, around: Surroundings, triggers: Sequence[Anchored]):
        self.around, self.triggers = around, triggers
        self.at = {token.i: n for n, trigger in enumerate(triggers) for token in trigger.tokens}
        self.starts = [trigger.tokens[0].i for trigger in triggers]
        self.own: dict[int, int] = {}
        self.of_predicate: dict[int, list[int]] = {}
        for k in range(len(around.dates)):
            self._place(k)

    def date_of(self, n: int) -> Span | None:
        """The span of the date of the n-th trigger."""
        trigger = self.triggers[n]
        k = self.own.get(n)
        if k is None:
            k = self._when_clause(trigger)
        if k is None:
            k = self._from_predicate(trigger)
        if k is None:
            k = self._from_sentence(trigger)
        return self.around.dates[k].span if k is not None else None

    # Carrying a date up.

    def _place(self, k: int) -> None:
        """Give the k-th date to the trigger that owns it, or to its predicate."""
        head = self.around.date_head(k)
        if head is None:
            return
        owner = self._left_neighbour(k)
        if owner is not None:
            self._give(owner, k)
            return
        word = head
        for _ in range(MAX_CLIMB):
            governor = word.head
            if governor.i == word.i:
                break
            if governor.i in self.at:
                self._hand_over(governor, k)
                return
            if is_verbal_form(governor) or is_clause_head(governor):
                self._to_verb(governor, k)
                return
            word = governor
        self.of_predicate.setdefault(self._predicate(word).i, []).append(k)

    def _give(self, n: int, k: int) -> None:
        self.own.setdefault(n, k)

    def _hand_over(self, token: Token, k: int) -> None:
        """A date that a trigger governs dates it; a verb's date may also date what its clause holds."""
        n = self.at[token.i]
        self._give(n, k)
        if not self.triggers[n].is_noun:
            self.of_predicate.setdefault(self._predicate(token).i, []).append(k)

    def _to_verb(self, verb: Token, k: int) -> None:
        """A support verb or a dating cue hands the date to its event noun, an agreeing participle to its noun."""
        carried = self._carried(verb)
        for n in carried:
            self._give(n, k)
        if not carried:
            self.of_predicate.setdefault(self._predicate(verb).i, []).append(k)
        elif not is_participle(verb) or feature(verb, "Variant") == "Short":
            self.of_predicate.setdefault(self._predicate(verb).i, []).append(k)

    def _carried(self, verb: Token) -> list[int]:
        """The triggers that `verb` carries or dates: its subjects, objects and their conjuncts; its antecedent."""
        around = self.around
        found = []
        for child in around.children(verb):
            for noun in self._leads_to(child):
                if noun.i in self.at and (around.support(noun) is verb or self._is_dated_by(verb, around.slots(child))):
                    found.append(self.at[noun.i])
        antecedent = verb.head if is_participle(verb) and verb.dep_ in ("acl", "amod") else None
        if verb.dep_ == "acl:relcl":
            antecedent = around.tree.antecedent(verb)
        if antecedent is not None and antecedent.i in self.at and (
            around.support(antecedent) is verb or self._is_dated_by(verb, {"obj", "subj"}) or is_support(around, verb)
        ):
            found.append(self.at[antecedent.i])
        return found

    def _leads_to(self, child: Token) -> list[Token]:
        """`child`, its conjuncts, and the noun that it only leads to («в ходе встречи»)."""
        found = [child, *self.around.tree.children(child, "conj")[:SCAN]]
        if self.around.lexicons.light.get(plain(child.lemma_)) == "path":
            found += self.around.tree.children(child, "nmod")[:SCAN]
        return found

    def _is_dated_by(self, verb: Token, slots: set[str]) -> bool:
        for lemma in sorted(lemmas(verb)):
            for cue in self.around.lexicons.cues.get(lemma, ()):
                if cue.scope == "governs" and cue.effect in DATING and slots & cue.slots & {"subj", "obj"}:
                    return True
        return False

    def _left_neighbour(self, k: int) -> int | None:
        """The noun trigger whose noun phrase runs up to the date without a comma or verb («визит в Осло 5 мая»)."""
        around = self.around
        at = around.position[around.date_tokens[k][0].i] - 1
        for _ in range(MAX_CLIMB * 2):
            word = around.word_at(at)
            if word is None or word.sent.start != around.date_tokens[k][0].sent.start:
                return None
            n = self.at.get(word.i)
            if n is not None:
                return n if self.triggers[n].is_noun and self._is_in_phrase(k, n) else None
            if is_verbal_form(word) or word.text in CLAUSE_MARKS or word.pos_ in ("CCONJ", "SCONJ") or word.i in around.date_at:
                return None
            at -= 1
        return None

    def _is_in_phrase(self, k: int, n: int) -> bool:
        """Whether the tree, too, lets the date hang in the trigger's noun phrase, or on a verb before it."""
        head = self.around.date_head(k)
        trigger = self.triggers[n].head
        word = head
        for _ in range(MAX_CLIMB):
            if word is None or word.head.i == word.i:
                return False
            word = word.head
            if word.i in {token.i for token in self.triggers[n].tokens}:
                return True
            if is_verbal_form(word):
                return word.i > trigger.i and trigger.head.i == word.i and trigger.dep_ in ("nsubj", "nsubj:pass") and self._is_adjacent(k, n)
        return False

    def _is_adjacent(self, k: int, n: int) -> bool:
        around = self.around
        return around.position[around.date_tokens[k][0].i] - around.position[self.triggers[n].tokens[-1].i] <= 6

    # Asking for a date.

    def _predicate(self, token: Token) -> Token:
        return self.around.clause(token)

    def _when_clause(self, trigger: Anchored) -> int | None:
        """«В апреле 1996 года, когда был создан …»: the date before the clause dates what happens in it."""
        clause = self.around.clause(trigger.head)
        if clause.dep_ not in WALLS or trigger.is_noun:
            return None
        when = next((c for c in self.around.tree.children(clause)[:SCAN] if c.lower_ in ("когда", "в который")), None)
        if when is None:
            return None
        at = self.around.position[when.i] - 1
        while (word := self.around.word_at(at)) is not None and word.is_punct:
            at -= 1
        return self.around.date_at.get(word.i) if word is not None else None

    def _from_predicate(self, trigger: Anchored) -> int | None:
        """D2: the date of the clause, for its verb and for the noun that is its occasion."""
        clause = self._predicate(trigger.head)
        dates = self.of_predicate.get(clause.i)
        if not dates or (trigger.is_noun and not self._is_occasion(trigger.head)):
            return None
        return self._nearest(dates, trigger.head)

    def _is_occasion(self, noun: Token) -> bool:
        around, word = self.around, noun
        for _ in range(3):
            if around.lexicons.light.get(plain(word.head.lemma_)) == "path" or (word.dep_ == "conj" and word.head.i in self.at):
                word = word.head
        if not is_verbal_form(word.head) and word.head.i != word.i:
            return False
        if word.head.i == word.i:
            return True
        forms = [around.tree.slot(word)]
        return any(form == name or form.startswith(name + "+") for form in forms for name in OCCASION) and forms[0] not in (
            "в+acc",
            "на+acc",
        )

    def _nearest(self, dates: list[int], token: Token) -> int:
        """Of several dates of a clause the one that stands nearest."""
        places = [self.around.date_tokens[k][0].i for k in dates]
        at = bisect_left(places, token.i)
        near = [j for j in (at - 1, at) if 0 <= j < len(dates)]
        return dates[min(near, key=lambda j: (abs(places[j] - token.i), j))]

    def _from_sentence(self, trigger: Anchored) -> int | None:
        """D2: a date at the head of a sentence covers its coordinate main clauses, until «ранее» and the like."""
        clause = self._predicate(trigger.head)
        if trigger.is_noun and not self._is_occasion(trigger.head) or self._is_shifted(clause):
            return None
        for _ in range(MAX_CLIMB):
            if clause.dep_ != "conj" or not self._same_tense(clause, clause.head):
                return None
            clause = self._predicate(clause.head)
            dates = [k for k in self.of_predicate.get(clause.i, ()) if self.around.date_tokens[k][0].i < clause.i]
            if dates:
                return dates[0]
        return None

    def _is_shifted(self, clause: Token) -> bool:
        return any(child.lower_ in EARLIER for child in self.around.children(clause))

    def _same_tense(self, one: Token, other: Token) -> bool:
        mine, theirs = tense(one), tense(other)
        return mine == theirs or not mine or not theirs


def is_support(around: Surroundings, verb: Token) -> bool:
    """Whether `verb` is a support verb at all."""
    return any(len(phrase) == 1 for lemma in lemmas(verb) for phrase, _ in around.lexicons.support.get(lemma, ()))
