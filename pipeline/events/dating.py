"""Which date dates an event mention: the rules D1 to D8 of the guideline on events.

In: the surroundings of a document and the triggers found in it. Out: for each trigger the span of one date, or None.
Each date is first carried up the tree to what governs it: a trigger, a support verb or a participle that hands it to
its noun, or a predicate. Then each trigger without a date of its own asks its predicate, and the head of its sentence.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.components.syntax import feature, is_clause_head, is_participle
from pipeline.events.layout import agree, is_full_participle, is_same
from pipeline.events.readings import lemmas, plain, tense
from pipeline.events.surroundings import SCAN, Surroundings, is_verbal_form
from pipeline.layers import Span

MAX_CLIMB = 8
"""So many governors lie between a date and its event at most."""
OCCASION = ("в", "во", "на", "при", "после", "во время", "в ходе", "в рамках", "по итогам", "в результате")
"""Behind these an event noun is the occasion of its clause, which the clause's date dates."""
EARLIER = frozenset({"ранее", "прежде", "раньше", "позже", "позднее", "впоследствии", "затем"})
"""Words after which the date at the head of the sentence no longer holds."""
CONTRASTS = frozenset({"а", "но", "однако", "зато"})
"""Behind them another clause begins, whatever the tree says."""
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
        self.own: dict[int, list[int]] = {}
        self.of_predicate: dict[int, list[int]] = {}
        self.finer = self._appositions()
        for k in range(len(around.dates)):
            self._place(k)

    def date_of(self, n: int) -> Span | None:
        """The span of the date of the n-th trigger."""
        trigger = self.triggers[n]
        k = self._nearest(self.own[n], trigger.head) if n in self.own else self._when_clause(trigger)
        if k is None:
            k = self._from_predicate(trigger)
        if k is None:
            k = self._from_sentence(trigger)
        return self.around.dates[self.finer.get(k, k)].span if k is not None else None

    def _appositions(self) -> dict[int, int]:
        """Of two dates with a comma between, the second says more: «через год, 24 апреля 1997 года»."""
        found = {}
        for k in range(1, len(self.around.dates)):
            before, after = self.around.date_tokens[k - 1], self.around.date_tokens[k]
            if before and after and self.around.position[after[0].i] - self.around.position[before[-1].i] == 2:
                between = self.around.word_at(self.around.position[after[0].i] - 1)
                if between is not None and between.text == "," and before[-1].text != ",":
                    found[k - 1] = k
        return found

    # Carrying a date up.

    def _place(self, k: int) -> None:
        """Give the k-th date to the trigger that owns it, or to its predicate: the words before it first, then the
        tree."""
        head = self.around.date_head(k)
        if head is None:
            return
        left = self._left_neighbour(k)
        if left is not None and self._settle_left(left, k):
            return
        word = head
        for _ in range(MAX_CLIMB):
            governor = word.head
            if governor.i == word.i:
                break
            if governor.i in self.at and self._may_own(governor, k):
                self._hand_over(governor, k)
                return
            if is_verbal_form(governor) or is_clause_head(governor):
                self._to_verb(self._not_over_marks(governor, k), k)
                return
            word = governor
        self.of_predicate.setdefault(self._predicate(word).i, []).append(k)

    def _not_over_marks(self, governor: Token, k: int) -> Token:
        """`governor`, or the verb after the date if only that one stands on the date's side of a comma."""
        first = self.around.date_tokens[k][0]
        if governor.i > first.i or not self._marks(governor.i, first.i):
            return governor
        at = self.around.position[self.around.date_tokens[k][-1].i] + 1
        for k_word in range(at, min(at + 2 * MAX_CLIMB, len(self.around.words))):
            word = self.around.words[k_word]
            if word.text in CLAUSE_MARKS or word.sent.start != first.sent.start:
                break
            if is_verbal_form(word):
                return word
        return governor

    def _may_own(self, governor: Token, k: int) -> bool:
        """A noun has its date behind it («в 1987 году на съезде» is no phrase, whatever the tree says)."""
        n = self.at[governor.i]
        return not self.triggers[n].is_noun or self.around.date_tokens[k][0].i > self.starts[n]

    def _settle_left(self, left: Token, k: int) -> bool:
        """Whether the trigger or participle before the date, with nominal words between, takes it."""
        n = self.at.get(left.i)
        if n is not None and (self.triggers[n].is_noun or is_full_participle(left)):
            if self.triggers[n].is_noun and self._belongs_to_verb(k, n):
                return False
            self._give(n, k)
            return True
        if not is_full_participle(left):
            return False
        antecedent = self._agreeing(left)
        if antecedent is None or not (self._is_dated_by(left, {"obj", "subj"}) or is_support(self.around, left)):
            return False
        self._give(antecedent, k)
        return True

    def _agreeing(self, participle: Token) -> int | None:
        """The nearest noun trigger before a participle that agrees with it; the tree is often wrong here."""
        at = bisect_left(self.starts, participle.i) - 1
        for n in range(at, max(at - 4, -1), -1):
            noun = self.triggers[n].head
            if noun.sent.start != participle.sent.start or not self.triggers[n].is_noun:
                continue
            if agree(noun, participle):
                return n
        return None

    def _give(self, n: int, k: int) -> None:
        self.own.setdefault(n, []).append(k)

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
        if not carried or not is_participle(verb) or feature(verb, "Variant") == "Short":
            self.of_predicate.setdefault(self._predicate(verb).i, []).append(k)

    def _carried(self, verb: Token) -> list[int]:
        """The triggers that `verb` carries or dates: its subjects, objects and their conjuncts; its antecedent."""
        around = self.around
        found = []
        for child in around.children(verb):
            for noun in self._leads_to(child):
                if noun.i in self.at and (
                    is_same(around.support(noun), verb) or self._is_dated_by(verb, around.slots(child))
                ):
                    found.append(self.at[noun.i])
        antecedent = verb.head if is_participle(verb) and verb.dep_ in ("acl", "amod") else None
        if verb.dep_ == "acl:relcl":
            antecedent = around.tree.antecedent(verb)
        if (
            antecedent is not None
            and antecedent.i in self.at
            and (
                is_same(around.support(antecedent), verb)
                or self._is_dated_by(verb, {"obj", "subj"})
                or is_support(around, verb)
            )
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

    def _left_neighbour(self, k: int) -> Token | None:
        """The trigger or verb form nearest before the date with only nominal words between, a title in quotes
        skipped."""
        around = self.around
        first = around.date_tokens[k][0]
        at = around.position[first.i] - 1
        for _ in range(3 * MAX_CLIMB):
            word = around.word_at(at)
            if word is None or word.sent.start != first.sent.start:
                return None
            if word.i in self.at or is_verbal_form(word):
                return word
            if word.text in ("»", "“", "”"):
                at = self._opening(at)
            elif word.text in CLAUSE_MARKS or word.pos_ in ("CCONJ", "SCONJ") or word.i in around.date_at:
                return None
            at -= 1
        return None

    def _opening(self, at: int) -> int:
        """Where the quotes open that close at the word `at`; `at` itself if they do not, nearby."""
        for back in range(at - 1, max(at - 3 * MAX_CLIMB, -1), -1):
            if self.around.words[back].text in ("«", "„", "“"):
                return back
        return at

    def _belongs_to_verb(self, k: int, n: int) -> bool:
        """Whether the tree hangs the date on a verb before the noun that is no support verb of it."""
        word = self.around.date_head(k)
        noun = self.triggers[n].head
        for _ in range(MAX_CLIMB):
            if word is None or word.head.i == word.i:
                return False
            word = word.head
            if self.at.get(word.i) == n:
                return False
            if is_verbal_form(word):
                return (
                    word.i < noun.i
                    and self.around.clause(word).i == self.around.clause(noun).i
                    and (not is_same(self.around.support(noun), word))
                )
        return False

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
        verb = self.around.support(trigger.head) if trigger.is_noun else None
        dates = self.of_predicate.get(self._predicate(verb if verb is not None else trigger.head).i)
        if trigger.is_noun and not dates:
            above = self.at.get(trigger.head.head.i)
            if above is not None and above in self.own and self._is_occasion_slot(trigger.head):
                return self._nearest(self.own[above], trigger.head)
        is_covered = (
            not trigger.is_noun or self._is_occasion(trigger.head) or verb is not None
        )
        if not dates or not is_covered:
            return None
        return self._nearest(dates, trigger.head)

    def _is_occasion(self, noun: Token) -> bool:
        around, word = self.around, noun
        for _ in range(3):
            if around.lexicons.light.get(plain(word.head.lemma_)) == "path" or (
                word.dep_ == "conj" and word.head.i in self.at
            ):
                word = word.head
        if not is_verbal_form(word.head) and word.head.i != word.i:
            return False
        if word.head.i == word.i:
            return True
        return self._is_occasion_slot(word)

    def _is_occasion_slot(self, word: Token) -> bool:
        form = self.around.tree.slot(word)
        return form not in ("в+acc", "на+acc") and any(form == name or form.startswith(name + "+") for name in OCCASION)

    def _nearest(self, dates: list[int], token: Token) -> int:
        """Of several dates of a clause the one with the fewest marks between, then the nearest; «до …» comes last
        (D8)."""
        places = [self.around.date_tokens[k][0].i for k in dates]
        at = bisect_left(places, token.i)
        near = [j for j in range(at - 3, at + 3) if 0 <= j < len(dates)]
        return dates[
            min(
                near,
                key=lambda j: (self._is_limit(dates[j]), self._marks(places[j], token.i), abs(places[j] - token.i), j),
            )
        ]

    def _is_limit(self, k: int) -> bool:
        first = self.around.date_tokens[k][0]
        before = self.around.word_at(self.around.position[first.i] - 1)
        return first.lower_ == "до" or (before is not None and before.lower_ == "до")

    def _marks(self, one: int, other: int) -> int:
        lower, upper = sorted((one, other))
        between = self.around.doc[lower : min(upper, lower + SCAN)]
        return sum(token.text in CLAUSE_MARKS for token in between) + 2 * any(t.lower_ in CONTRASTS for t in between)

    def _from_sentence(self, trigger: Anchored) -> int | None:
        """D2: a date at the head of a sentence covers its coordinate main clauses, until «ранее» and the like."""
        clause = self._predicate(trigger.head)
        if (trigger.is_noun and not self._is_occasion(trigger.head)) or self._is_shifted(clause):
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
