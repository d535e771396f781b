"""slovnet's flat names as typed mentions with mended borders.

In: words, slovnet's PER, LOC and ORG spans as word numbers. Out: mentions. A bracketed abbreviation at a name's end
becomes a mention of its own, quotes at the edges go, a name's type is settled by its head word and the knowledge base.
"""

from collections.abc import Sequence

from pipeline.forms.words import Word
from pipeline.mentions.found import Found
from pipeline.mentions.gazetteer import PLACES, Gazetteer, entity_type
from pipeline.mentions.heads import CLOSING, OPENING
from pipeline.mentions.numbers import ROMAN
from pipeline.mentions.phrases import PhraseIndex

EDGES = OPENING | CLOSING | frozenset(",.;:()-–—")
Span = tuple[int, int]


class NameTyper:
    """Turns slovnet's names into mentions."""

    def __init__(self, gazetteer: Gazetteer, heads: PhraseIndex, titles: PhraseIndex):
        self.gazetteer, self.heads, self.titles = gazetteer, heads, titles

    def __call__(self, words: Sequence[Word], names: Sequence[tuple[int, int, str]]) -> list[Found]:
        """Mentions of the names (first word, last word, kind), in order."""
        found: list[Found] = []
        for first, last, kind in joined(words, names):
            for part in parts(words, first, last):
                trimmed = trim(words, *(cut_clause(words, *part) if kind == "ORG" else part))
                if trimmed is not None:
                    found += self._typed(words, *unquoted(words, *trimmed), kind)
        return found

    def _typed(self, words: Sequence[Word], first: int, last: int, kind: str) -> list[Found]:
        if kind == "PER":
            return self._person(words, first, last)
        if kind == "LOC":
            return [self._place(words, *part) for part in self._places(words, first, last)]
        return [Found(first, last, self.body_type(words, first, last), "slovnet.ORG")]

    def _places(self, words: Sequence[Word], first: int, last: int) -> list[Span]:
        """Two places that slovnet takes for one where only a phrase ends between them («в Самарканде Иран вступил»)."""
        if first < last and not self.gazetteer.named(words, first, last):
            for cut in range(first, last):
                cases = {words[cut].case, words[cut + 1].case}
                known = self.gazetteer.named(words, first, cut) and self.gazetteer.named(words, cut + 1, last)
                if known and len(cases) == 2 and "Nom" in cases:
                    return [(first, cut), (cut + 1, last)]
        return [(first, last)]

    def _place(self, words: Sequence[Word], first: int, last: int) -> Found:
        """A place; a street or a district takes in the common noun before it («улице Лётчиков»)."""
        type_ = self.place_type(words, first, last)
        if type_ in ("FACILITY", "DISTRICT") and first > 0 and words[first - 1].sentence == words[first].sentence:
            head = self.heads.match(words[first - 1 : first], 0)
            if head is not None and head.type == type_:
                first -= 1
        return Found(first, last, type_, "slovnet.LOC")

    def _person(self, words: Sequence[Word], first: int, last: int) -> list[Found]:
        """A person, without the title that slovnet took in, with the Roman numeral that it left out."""
        while first < last and not words[first].capital:
            first += 1
        if (
            last + 1 < len(words)
            and ROMAN.match(words[last + 1].text)
            and words[last + 1].sentence == words[last].sentence
        ):
            last += 1
        if not words[first].capital:
            return []
        return [Found(first, last, "PERSON", "slovnet.PER")]

    def place_type(self, words: Sequence[Word], first: int, last: int) -> str:
        """The type of a place: what its head word says, else what the knowledge base knows, else what precedes it."""
        entities = [
            e for e in self.gazetteer.named(words, first, last) if e.type in (*PLACES, "FACILITY", "ORGANIZATION")
        ]
        if entities:
            return entity_type(entities)
        for n in (last, first):
            head = self.heads.match(words[n : last + 1], 0)
            if head is not None:
                return head.type
        if first > 0:
            head = self.heads.match(words[first - 1 : first], 0)
            if head is not None and head.type in (*PLACES, "FACILITY"):
                return head.type
        adjective = (
            self.gazetteer.base.by_adjective.get(words[first].lemma.replace("ё", "е")) if first == last else None
        )
        if adjective:
            return adjective[0].type
        return "CITY" if first == last and words[first].shape == "Title" else "LOCATION"

    def body_type(self, words: Sequence[Word], first: int, last: int) -> str:
        """The type of what slovnet takes for a body: a law, an award, a facility by its head word, else an
        organization."""
        entities = self.gazetteer.named(words, first, last)
        if entities and entities[0].type != "PERSON":
            return entity_type(entities)
        for n in range(first, min(last + 1, first + 4)):
            head = self.heads.match(words[n : last + 1], 0)
            if head is not None:
                return head.type if head.type in ("FACILITY", "LAW", "AWARD", "COUNTRY", "LOCATION") else "ORGANIZATION"
            if words[n].pos != "ADJ":
                break
        if first >= 2 and words[first - 1].text in OPENING:
            head = self.heads.match(words[first - 2 : first - 1], 0)
            if head is not None and head.type not in PLACES:
                return head.type
        return "ORGANIZATION"


def joined(words: Sequence[Word], names: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names with the parts of one person joined: initials before a surname, a first name cut from its surname."""
    result: list[tuple[int, int, str]] = []
    for first, last, kind in names:
        if result and kind == "PER" and result[-1][2] == "PER" and _initials_between(words, result[-1], first):
            result[-1] = result[-1][0], last, kind
        else:
            result.append((first, last, kind))
    return result


def _initials_between(words: Sequence[Word], before: tuple[int, int, str], first: int) -> bool:
    gap = words[before[1] + 1 : first]
    return (
        len(gap) <= 1
        and all(word.text == "." for word in gap)
        and len(words[before[1] if not gap else gap[0].i - 1].text) == 1
    )


def parts(words: Sequence[Word], first: int, last: int) -> list[Span]:
    """A name and the abbreviation that stands in brackets at its end, as two."""
    for n in range(first + 1, last + 1):
        if words[n].text == "(":
            close = last if words[last].text == ")" else last + 1
            inside = [(n + 1, close - 1)] if close - 1 >= n + 1 else []
            return [(first, n - 1), *inside]
    return [(first, last)]


def unquoted(words: Sequence[Word], first: int, last: int) -> Span:
    """Of a common noun or a legal form with a quoted name («ООО «Заря»», «клуб «Спартак»») the quoted name."""
    if last + 1 >= len(words) or words[last + 1].text not in CLOSING:
        return first, last
    for n in range(last - 1, first, -1):
        if words[n].text in OPENING:
            plain = all(word.shape in ("lower", "UPPER") for word in words[first:n])
            return (n + 1, last) if plain else (first, last)
    return first, last


def cut_clause(words: Sequence[Word], first: int, last: int) -> Span:
    """A body's name without the clause that slovnet took in: it ends before a finite verb, or before a place that
    stands in another case than a genitive («Организации Азербайджану»)."""
    if any(word.text in OPENING for word in words[max(0, first - 1) : last + 1]):
        return first, last
    for n in range(first + 1, last + 1):
        word = words[n]
        if "VerbForm=Fin" in word.feats or (
            word.pos == "PROPN" and word.case in ("Dat", "Ins") and word.case != words[first].case
        ):
            return first, n - 1
    return first, last


def trim(words: Sequence[Word], first: int, last: int) -> Span | None:
    """A span without the quotes and marks at its edges; None if nothing is left."""
    while first <= last and words[first].text in EDGES:
        first += 1
    while first <= last and words[last].text in EDGES and not _is_initial(words, last):
        last -= 1
    return (first, last) if first <= last else None


def _is_initial(words: Sequence[Word], n: int) -> bool:
    return words[n].text == "." and n > 0 and len(words[n - 1].text) == 1 and words[n - 1].capital
