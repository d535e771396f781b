"""The trigger lexicon: which lemmas and phrases name an event, indexed by the lemma of their head word.

In: `models/events/triggers.csv`, and a token with its analysis. Out: the triggers that the token may head, the most
specific first, with the tokens that each one covers. Conditions are decided in `conditions`, spans in `trigger_spans`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from pipeline.events.conditions import Needs, read_needs
from pipeline.events.readings import lemmas, plain, readings, word_lemmas
from pipeline.lexicon import Row, read_lexicon
from pipeline.morphology import parses
from pipeline.schema import EVENT_TYPES

COLUMNS = ("lemma", "pos", "type", "needs", "span", "example", "counter_example")
SPANS = ("complement",)
"""`complement`: a verb's trigger runs to the end of its object (T3). Empty: the verb alone, the noun by T4."""
MAX_GAP_WORDS = 6
"""A phrase's next word is looked for so many words to the right, since the tree cannot be trusted with it."""
MAX_GAP_LEFT = 3
"""… and so many words to the left of a verb («в отставку министр подал»)."""
WALLS = frozenset(',;:.!?()«»"—–')
"""A phrase does not reach over these."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row: `words` are the sets of lemmas that each word of the phrase may have, `head` the index of its head
    word."""

    row: Row
    words: tuple[frozenset[str], ...]
    head: int
    type: str
    needs: Needs
    span: str

    @property
    def kind(self) -> str:
        """The part of speech of the head word: NOUN, VERB, or ADJ in a name that leaves its noun out («Вторая
        мировая»)."""
        is_elliptic = self.row["pos"] == "NOUN" and not any(
            str(parse.tag.POS) == "NOUN" for word in self.lemma.split() for parse in parses(word.lower())
        )
        return "ADJ" if is_elliptic else str(self.row["pos"])

    @property
    def lemma(self) -> str:
        """The trigger in its dictionary form."""
        return self.row["lemma"]


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found at `head`; `tokens` are those of the phrase, in text order."""

    trigger: Trigger
    head: Token
    tokens: tuple[Token, ...]


class TriggerLexicon:
    """The rows of the lexicon by (lemma of the head word, part of speech)."""

    def __init__(self, triggers: Sequence[Trigger]):
        self.triggers = tuple(triggers)
        self.index: dict[tuple[str, str], list[Trigger]] = {}
        for trigger in sorted(triggers, key=_specificity):
            for lemma in sorted(trigger.words[trigger.head]):
                self.index.setdefault((lemma, trigger.kind), []).append(trigger)

    def candidates(self, token: Token) -> list[Trigger]:
        """The triggers whose head word `token` may be: longer phrases first, conditions before none."""
        found = list(self.index.get((plain(token.lemma_), "ADJ"), ())) if token.pos_ == "ADJ" else []
        for reading in readings(token.lower_, token.pos_, token.lemma_):
            found += self.index.get(reading, ())
        return found

    def is_noun(self, token: Token) -> bool:
        """Whether `token` is a noun that may name an event."""
        return any(r[1] == "NOUN" and r in self.index for r in readings(token.lower_, token.pos_, token.lemma_))


def _specificity(trigger: Trigger) -> tuple[int, bool, int]:
    return -len(trigger.words), not trigger.row["needs"], trigger.row.line


def read_triggers(path: Path, classes: Mapping[str, frozenset[str]]) -> TriggerLexicon:
    """The lexicon at `path`, checked; `classes` are the noun classes that conditions may name. DataError on a breach.
    """
    rows = read_lexicon(
        path,
        COLUMNS,
        required=("lemma", "pos", "type", "example"),
        vocabulary={"pos": {"NOUN", "VERB"}, "type": EVENT_TYPES, "span": SPANS},
        key=("lemma", "pos", "type", "needs"),
    )
    return TriggerLexicon([_trigger(row, classes) for row in rows])


def _trigger(row: Row, classes: Mapping[str, frozenset[str]]) -> Trigger:
    words = row["lemma"].split()
    head = 0 if row["pos"] == "VERB" else _noun_index(words)
    needs = read_needs(row, "needs", classes)
    if len(words) == 1 and row["pos"] == "NOUN" and _is_plural(words[0]):
        needs = needs.also("plural")
    return Trigger(row, tuple(word_lemmas(word) for word in words), head, row["type"], needs, row["span"])


def _noun_index(words: Sequence[str]) -> int:
    """The head of a noun phrase: its first word that is a noun and no adjective, else the last."""
    tags = [{str(p.tag.POS) for p in parses(word.lower())} for word in words]
    if not any("NOUN" in found for found in tags):
        return len(words) - 1
    sure = (i for i, found in enumerate(tags) if "NOUN" in found and not found & {"ADJF", "PRTF"})
    return next(sure, len(words) - 1)


def _is_plural(word: str) -> bool:
    """A row that stands in the plural though its lemma has a singular («беспорядки») means the plural only."""
    parse = parses(word.lower())[0]
    return "plur" in parse.tag and "Pltm" not in parse.tag and parse.normal_form != word.lower()


def match(trigger: Trigger, head: Token, words: Sequence[Token], position: int) -> Match | None:
    """`trigger` at `head`, the word at `position` of the document's `words`; None if the phrase's words are not there.

    The other words of a noun phrase stand next to each other, an adjective between them at most; those of a verb
    follow it within a few words, or precede it.
    """
    if len(trigger.words) == 1:
        return Match(trigger, head, (head,))
    finder = _find_noun_phrase if trigger.row["pos"] == "NOUN" else _find_verb_phrase
    found = finder(trigger, words, position)
    return Match(trigger, head, tuple(sorted(found, key=lambda token: token.i))) if found else None


def _find_noun_phrase(trigger: Trigger, words: Sequence[Token], position: int) -> list[Token] | None:
    found = [words[position]]
    at = position
    for wanted in reversed(trigger.words[: trigger.head]):
        at -= 1
        if at < 0 or wanted.isdisjoint(lemmas(words[at])):
            return None
        found.append(words[at])
    at = position
    for wanted in trigger.words[trigger.head + 1 :]:
        at = next((k for k in (at + 1, at + 2) if k < len(words) and not wanted.isdisjoint(lemmas(words[k]))), -1)
        if at < 0 or (at - 1 > position and words[at - 1] not in found and words[at - 1].pos_ not in ("ADJ", "DET")):
            return None
        found.append(words[at])
    return found


def _find_verb_phrase(trigger: Trigger, words: Sequence[Token], position: int) -> list[Token] | None:
    return _to_the_right(trigger, words, position) or _to_the_left(trigger, words, position)


def _to_the_right(trigger: Trigger, words: Sequence[Token], position: int) -> list[Token] | None:
    found, at = [words[position]], position
    for wanted in trigger.words[1:]:
        limit = min(at + 1 + (MAX_GAP_WORDS if len(found) == 1 else 2), len(words))
        at = _first(words, range(at + 1, limit), wanted, words[position])
        if at < 0:
            return None
        found.append(words[at])
    return found


def _to_the_left(trigger: Trigger, words: Sequence[Token], position: int) -> list[Token] | None:
    """The complement before its verb, in its own order: «в отставку подал», «резолюция была принята»."""
    found, at = [words[position]], position
    for wanted in reversed(trigger.words[1:]):
        at = _first(words, range(at - 1, max(at - 2 - MAX_GAP_LEFT, -1), -1), wanted, words[position])
        if at < 0:
            return None
        found.append(words[at])
    return found


def _first(words: Sequence[Token], places: range, wanted: frozenset[str], head: Token) -> int:
    """The first of `places` whose word is wanted, within the sentence of `head` and its punctuation; -1 if none."""
    for k in places:
        if words[k].text in WALLS or words[k].sent.start != head.sent.start:
            return -1
        if not wanted.isdisjoint(lemmas(words[k])):
            return k
    return -1
