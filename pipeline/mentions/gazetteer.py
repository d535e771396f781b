"""Names that the knowledge base knows, found in a text in any case, and the adjectives and demonyms of its places.

In: words. Out: mentions. A single word is taken only where it is written and used as a name; what slovnet calls a name
needs no such proof and is typed by `place_type`.
"""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.forms.wordforms import respelt
from pipeline.forms.words import Word, fold
from pipeline.knowledge import Entity, KnowledgeBase, forms, matches, name_phrase
from pipeline.mentions.found import Found
from pipeline.morphology import parses

PLACES = ("COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION")
STATE_WEIGHT = 1000
"""A country of at least this weight (a present state) is meant before a city of the same name."""
SAFE_CITY = 300
"""Cities of at least so many thousand people are taken without slovnet's word for it."""
MAX_WORDS = 12


class Gazetteer:
    """Finds names, adjectives and demonyms of a knowledge base."""

    def __init__(self, base: KnowledgeBase):
        self.base = base

    def longest(self, words: Sequence[Word], i: int) -> tuple[int, tuple[Entity, ...]]:
        """(how many words, the entities) of the longest name that begins at word `i`; (0, ()) without one."""
        best, found = 0, dict[str, Entity]()
        for form in sorted(forms(words[i].text)):
            for phrase in self.base.phrases(form):
                size = len(phrase.forms)
                if size <= best:
                    break
                if size > MAX_WORDS:
                    continue
                if i + size <= len(words) and matches(phrase, [forms(word.text) for word in words[i : i + size]]):
                    best, found = size, {entity.entity_id: entity for entity in self.base.by_alias[phrase.alias]}
                    break
        return best, tuple(found.values())

    def nominative(self, words: Sequence[Word], first: int, last: int) -> list[str] | None:
        """The words of a place's name as the knowledge base gives them, in the text's spelling; None if it has none."""
        size, entities = self.longest(words[first : last + 1], 0)
        if size != last - first + 1 or not entities or words[first].shape == "UPPER":
            return None
        names = (name for entity in entities for name in (entity.name, *entity.aliases))
        for name in names:
            parts = name.split()
            if len(parts) == size and matches(
                name_phrase(fold(name)), [forms(w.text) for w in words[first : last + 1]]
            ):
                return [respelt(w.text, part) for w, part in zip(words[first : last + 1], parts, strict=True)]
        return None

    def named(self, words: Sequence[Word], first: int, last: int) -> tuple[Entity, ...]:
        """The entities whose name is exactly the words from `first` to `last`."""
        size, entities = self.longest(words[first : last + 1], 0)
        return entities if size == last - first + 1 else ()

    def __call__(self, words: Sequence[Word], named: Sequence[str]) -> list[Found]:
        """All mentions; `named` holds slovnet's kind for each word, "" for none."""
        found: list[Found] = []
        i = 0
        while i < len(words):
            word = words[i]
            if not word.capital:
                found += self._adjective(words, i)
                i += 1
                continue
            size, entities = self.longest(words, i)
            kind = entity_type(entities) if entities else ""
            if size and kind and self._is_used_as_name(words, i, size, entities, named[i]):
                found.append(Found(i, i + size - 1, kind, "gazetteer." + entities[0].entity_id))
                i += size
                continue
            found += self._adjective(words, i)
            i += 1
        return found

    def _is_used_as_name(
        self, words: Sequence[Word], i: int, size: int, entities: Sequence[Entity], named: str
    ) -> bool:
        if entities[0].type == "PERSON":
            return size > 1 and named in ("", "PER")
        if size > 1:
            return (named != "PER" and any(word.capital for word in words[i + 1 : i + size])) or words[i].text.count(
                "-"
            ) > 0
        word = words[i]
        if word.shape == "UPPER" and len(word.text) > 1:
            return named != "PER"
        if named in ("PER", "ORG"):
            return False
        if entities[0].type == "ORGANIZATION" and named != "ORG":
            return len(word.text) > 3 and not word.first and word.pos == "PROPN" and not is_common(word)
        if named == "LOC":
            return True
        heavy = entities[0].weight >= (STATE_WEIGHT if word.first else SAFE_CITY)
        return heavy and word.pos in ("PROPN", "NOUN") and not is_common(word) and len(word.text) > 2

    def _adjective(self, words: Sequence[Word], i: int) -> list[Found]:
        """The place in an adjective, one for each half of a compound («армяно-азербайджанский»)."""
        word = words[i]
        if word.pos not in ("ADJ", "PROPN", "NOUN", "X", "VERB") or len(word.text) < 5:
            return []
        lemma = fold(word.lemma) if word.pos == "ADJ" else ""
        for form in (lemma, *sorted(forms(word.text))):
            entities = self.base.by_adjective.get(form)
            if entities:
                return [Found(i, i, entities[0].type, "gazetteer.adjective." + entities[0].entity_id)]
        return self._compound(word, i) if "-" in word.text else []

    def _compound(self, word: Word, i: int) -> list[Found]:
        left, _, right = fold(word.lower).rpartition("-")
        found = []
        for adjective in self._first_half(left):
            entity = self.base.by_adjective[adjective][0]
            found.append(Found(i, i, entity.type, "gazetteer.compound", (0, len(left)), lemma=adjective))
        for form in sorted(forms(right)):
            for entity in self.base.by_adjective.get(form, ())[:1]:
                found.append(Found(i, i, entity.type, "gazetteer.compound", (len(left) + 1, len(word.text))))
        return found if len(found) == 2 else []

    def _first_half(self, stem: str) -> Sequence[str]:
        """The adjective of a country's first half: «армяно» is «армянский», «российско» is «российский»."""
        if not stem.endswith(("о", "е")):
            return ()
        endings = ("ий", "ский", "ийский", "анский")
        return [stem[:-1] + ending for ending in endings if stem[:-1] + ending in self.base.by_adjective][:1]


def entity_type(entities: Sequence[Entity]) -> str:
    """The type that a name most likely has: a present state before all, then the heaviest candidate's."""
    for entity in entities:
        if entity.type == "COUNTRY" and entity.weight >= STATE_WEIGHT:
            return "COUNTRY"
    return entities[0].type


def is_common(word: Word) -> bool:
    """Whether the dictionary has the word as anything but a name, so that a capital alone proves nothing."""
    return _is_common(word.lower)


@lru_cache(maxsize=50_000)
def _is_common(lower: str) -> bool:
    known = [parse for parse in parses(lower) if parse.is_known]
    return any(not ({"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"} & parse.tag.grammemes) for parse in known)
