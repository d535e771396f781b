"""The conditions under which an ambiguous trigger counts: a small closed language, read from a lexicon's cell.

A cell is `A B !C or D`: alternatives joined by `or`, each a list of conditions that must all hold, `!` turning one
round. The words of the language and what they mean stand in `models/events/README.md`; `WORDS` and `VALUED` are their
list. In: a token and its `Surroundings`. Out: yes or no.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.components.syntax import feature, is_infinitive, is_short
from pipeline.events.readings import plain, tense
from pipeline.events.surroundings import Surroundings
from pipeline.lexicon import Row
from pipeline.schema import ENTITY_TYPES

SPECIAL = frozenset({"any", "none", "EVENT"})
"""Classes that no list holds: something, nothing, a noun that may name an event."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `word`, its values (`obj:LAW|document`), and whether it is turned round."""

    word: str
    values: frozenset[str]
    negated: bool

    def holds(self, token: Token, around: Surroundings) -> bool:
        """Whether it holds for the trigger headed by `token`."""
        if self.word in VALUED:
            return VALUED[self.word](token, around, self.values) != self.negated
        return WORDS[self.word](token, around) != self.negated


@dataclass(frozen=True, slots=True)
class Needs:
    """Alternatives of conditions; no alternative at all means that nothing is needed."""

    alternatives: tuple[tuple[Condition, ...], ...]

    def hold(self, token: Token, around: Surroundings) -> bool:
        """Whether one alternative holds wholly."""
        if not self.alternatives:
            return True
        return any(all(condition.holds(token, around) for condition in group) for group in self.alternatives)

    def also(self, word: str) -> "Needs":
        """These needs with one more condition in every alternative."""
        extra = Condition(word, frozenset(), False)
        return replace(self, alternatives=tuple((extra, *group) for group in self.alternatives or ((),)))


def read_needs(row: Row, column: str, classes: Mapping[str, frozenset[str]]) -> Needs:
    """The conditions in a cell of `row`; DataError for a word or class that the language does not have."""
    cell = row[column]
    groups = [group.split() for group in cell.split(" or ")] if cell else []
    return Needs(tuple(tuple(_condition(row, part, classes) for part in group) for group in groups))


def _condition(row: Row, part: str, classes: Mapping[str, frozenset[str]]) -> Condition:
    negated, part = part.startswith("!"), part.removeprefix("!")
    word, colon, value = part.partition(":")
    values = frozenset(piece.replace("_", " ") if word in FREE else piece for piece in value.split("|") if piece)
    if colon and word in VALUED:
        known = SPECIAL | set(ENTITY_TYPES) | set(classes)
        for unknown in sorted(values - known if word not in FREE else ()):
            raise row.error(f"condition «{part}»: «{unknown}» is no entity type and no class of noun_classes.csv")
        if not values:
            raise row.error(f"condition «{part}» names no value after the colon")
        return Condition(word, values, negated)
    if colon or word not in WORDS:
        raise row.error(
            f"condition «{part}» is unknown; write one of: {', '.join([*WORDS, *(f'{w}:…' for w in VALUED)])}"
        )
    return Condition(word, frozenset(), negated)


def _among(slot: str) -> Callable[[Token, Surroundings, frozenset[str]], bool]:
    """A check that the fillers of `slot` are of one of the classes; `none` holds for an empty slot."""

    def check(token: Token, around: Surroundings, values: frozenset[str]) -> bool:
        fillers = around.fillers(token, slot)
        if not fillers:
            return "none" in values
        return "any" in values or any(around.is_of(filler, values) for filler in fillers)

    return check


def _with(token: Token, around: Surroundings, values: frozenset[str]) -> bool:
    forms = around.prepositions(token)
    if not forms:
        return "none" in values
    return any(form == value or form.startswith(value + " ") for form in forms for value in values)


def _adjective(token: Token, around: Surroundings, values: frozenset[str]) -> bool:
    return bool(values & around.adjectives(token))


def _document(token: Token, around: Surroundings, values: frozenset[str]) -> bool:
    return any(around.document_has(value) for value in values)


def is_past(token: Token) -> bool:
    """Told of one time: past tense or perfective aspect, not the imperfective present; an infinitive as its governor.
    """
    if is_infinitive(token) and token.head.i != token.i:
        return tense(token.head) != "Pres"
    return tense(token) != "Pres" and (tense(token) == "Past" or feature(token, "Aspect") == "Perf")


def _quoted(token: Token, around: Surroundings) -> bool:
    following = around.next_word(token)
    return following is not None and following.text in ("«", '"', "„", "“")


def _capital(token: Token, around: Surroundings) -> bool:
    return token.text[:1].isupper() and token.i != around.first_word(token)


def _has_infinitive(token: Token, around: Surroundings) -> bool:
    return any(is_infinitive(child) for child in around.tree.children(token))


WORDS: Mapping[str, Callable[[Token, Surroundings], bool]] = {
    "arg": lambda token, around: around.has_argument(token),
    "dated": lambda token, around: around.has_date(token),
    "owner": lambda token, around: bool(around.fillers(token, "gen")),
    "kind": lambda token, around: around.has_kind(token),
    "ordinal": lambda token, around: around.ordinal(token) is not None,
    "not-bare": lambda token, around: around.is_extended(token),
    "supported": lambda token, around: around.support(token) is not None,
    "cued": lambda token, around: around.is_cued(token),
    "occasion": lambda token, around: around.is_occasion(token),
    "copula": lambda token, around: around.is_defined(token),
    "performed": lambda token, around: around.is_performed(token),
    "past": lambda token, around: is_past(token),
    "short": lambda token, around: is_short(token),
    "plural": lambda token, around: feature(token, "Number") == "Plur",
    "singular": lambda token, around: feature(token, "Number") == "Sing",
    "capital": _capital,
    "quoted": _quoted,
    "inf": _has_infinitive,
}
"""Conditions without a value, each documented in `models/events/README.md`."""

VALUED: Mapping[str, Callable[[Token, Surroundings, frozenset[str]], bool]] = {
    "obj": _among("obj"),
    "subj": _among("subj"),
    "obl": _among("obl"),
    "gen": _among("gen"),
    "dat": _among("dat"),
    "ins": _among("ins"),
    "near": lambda token, around, values: around.is_near(token, values),
    "with": _with,
    "adj": _adjective,
    "under": lambda token, around, values: plain(token.head.lemma_) in values,
    "as": lambda token, around, values: around.own_slot(token) in values,
    "doc": _document,
}
"""Conditions with values after a colon, each documented in `models/events/README.md`."""

FREE = frozenset({"with", "adj", "as", "under"})
"""Their values are words of Russian, not classes."""
