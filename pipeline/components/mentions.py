"""Mentions of entities with their normal forms: the component that writes `doc._.mentions`.

In: tokens with morphology, lemmas, slovnet's names, dates. Out: a tuple of Mention, sorted. Finders propose (names,
gazetteer, lexicon phrases, heads, quantities), `compose` nests, `resolved` settles conflicts. It knows one text only.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc

from pipeline.forms.normal import normal_of, rebuilt
from pipeline.forms.words import Word, read_words
from pipeline.knowledge import knowledge
from pipeline.layers import Mention
from pipeline.mentions.abbreviations import introduced, repeated
from pipeline.mentions.compose import composed, supported
from pipeline.mentions.found import Found, resolved
from pipeline.mentions.gazetteer import PLACES, Gazetteer
from pipeline.mentions.heads import HeadFinder
from pipeline.mentions.laws import article_mentions
from pipeline.mentions.lexicons import Lexicons, read_lexicons
from pipeline.mentions.names import NameTyper
from pipeline.mentions.nationality import retyped
from pipeline.mentions.numbers import QuantityFinder
from pipeline.mentions.settle import settled
from pipeline.mentions.titles import compounds, widened
from pipeline.paths import MODELS


class MentionFinder:
    """The component."""

    def __init__(self) -> None:
        self._lexicons: Lexicons | None = None

    def __call__(self, doc: Doc) -> Doc:
        words = read_words(doc)
        found = self.find(words, doc._.names, doc._.dates)
        text = doc.text
        doc._.mentions = tuple(sorted(self._mention(text, words, item) for item in found))
        return doc

    def find(self, words: Sequence[Word], names: Sequence, dates: Sequence) -> list[Found]:  # type: ignore[type-arg]
        """The mentions among `words`, given slovnet's names and the dates of the document."""
        lexicons = self._loaded()
        spans = word_spans(words, [(name.start, name.end, name.kind) for name in names])
        dated = marked(words, word_spans(words, [(date.start, date.end, "x") for date in dates]))
        found = self._typer(words, spans)
        kinds = kinds_of(words, found)
        found += self._gazetteer(words, kinds)
        places = marked(
            words,
            [
                (f.first, f.last, f.type)
                for f in found
                if f.type in ("COUNTRY", "CITY", "STATE_OR_PROVINCE", "LOCATION")
            ],
        )
        found += self._heads(words, places)
        phrases = widened(words, phrase_mentions(words, lexicons, dated), lexicons.words)
        found += phrases + compounds(words, lexicons.phrases, phrases, lexicons.words)
        found += self._quantities(words, dated)
        found += article_mentions(words, lexicons.numerals)
        found += repeated(words, introduced(words, found), found)
        found = [
            item for item in found if not (item.first == item.last and lexicons.words.has("ignored", words[item.first]))
        ]
        found = resolved(settled(words, retyped(words, found, lexicons.words)))
        found += composed(words, found, lexicons.words)
        return resolved(supported(words, found, lexicons.words))

    def _mention(self, text: str, words: Sequence[Word], found: Found) -> Mention:
        """The record of a mention; of a place that the knowledge base knows its name there is the normal form."""
        record = mention(text, words, found)
        if (
            found.type in PLACES
            and found.cut is None
            and words[found.last].pos != "ADJ"
            and found.last - found.first < 3
        ):
            name = self._gazetteer.nominative(words, found.first, found.last)
            if name is not None:
                return replace(record, lemma=rebuilt(text, words[found.first : found.last + 1], name))
        return record

    def _loaded(self) -> Lexicons:
        if self._lexicons is None:
            self.from_disk(MODELS / "mentions")
        assert self._lexicons is not None
        return self._lexicons

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "MentionFinder":
        """Read the lexicons in `path` and the knowledge base beside it (`entities/`)."""
        self._lexicons = read_lexicons(path)
        base = knowledge(path.parent / "entities")
        self._gazetteer = Gazetteer(base)
        self._typer = NameTyper(self._gazetteer, self._lexicons.heads, self._lexicons.phrases)
        self._heads = HeadFinder(self._lexicons.heads)
        self._quantities = QuantityFinder(self._lexicons.numerals)
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write: the lexicons are edited by hand."""


ADJECTIVES = frozenset({"RELIGION", "IDEOLOGY", "NATIONALITY", "COUNTRY", "CITY", "STATE_OR_PROVINCE", "LANGUAGE"})
"""Types whose mentions may be adjectives inside a name («Исламский банк», «Бакинская конференция»)."""


def mention(text: str, words: Sequence[Word], found: Found) -> Mention:
    """The record of a mention: its offsets and normal form."""
    inside = words[found.first : found.last + 1]
    if found.cut is not None:
        start, end = inside[0].start + found.cut[0], inside[0].start + found.cut[1]
        whole = normal_of(text, inside, found.type)
        form = (found.lemma or text[start:end]) if found.cut[0] == 0 else whole[found.cut[0] :]
        return Mention(start, end, found.type, form.lower(), found.rule)
    form = normal_of(text, inside, found.type)
    if is_common_form(inside, found.type):
        form = form[:1].lower() + form[1:]
    return Mention(inside[0].start, inside[-1].end, found.type, form, found.rule)


def is_common_form(inside: Sequence[Word], kind: str) -> bool:
    """Whether a dictionary prints the normal form with a small letter though the text has a capital: an adjective of a
    place or a faith inside a name, an office at the head of a sentence."""
    first = inside[0]
    if first.shape != "Title":
        return False
    if kind == "PROFESSION":
        return first.first
    return len(inside) == 1 and first.pos == "ADJ" and kind in ADJECTIVES


def word_spans(words: Sequence[Word], spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Character spans as word spans (first, last, label), in order; spans that touch no word are dropped."""
    result = []
    i = 0
    for start, end, label in sorted(spans):
        while i < len(words) and words[i].end <= start:
            i += 1
        last = i
        while last + 1 < len(words) and words[last + 1].start < end:
            last += 1
        if i < len(words) and words[i].start < end:
            result.append((i, last, label))
    return result


def marked(words: Sequence[Word], spans: Sequence[tuple[int, int, str]]) -> list[bool]:
    """For each word, whether a span covers it."""
    marks = [False] * len(words)
    for first, last, _ in spans:
        for i in range(first, last + 1):
            marks[i] = True
    return marks


def kinds_of(words: Sequence[Word], names: Sequence[Found]) -> list[str]:
    """For each word slovnet's kind of name once its borders are mended (PER, LOC, ORG), "" for none."""
    kinds = [""] * len(words)
    for name in names:
        for i in range(name.first, name.last + 1):
            kinds[i] = name.rule.removeprefix("slovnet.")
    return kinds


def phrase_mentions(words: Sequence[Word], lexicons: Lexicons, dated: Sequence[bool]) -> list[Found]:
    """Lexicon phrases: the longest row at each word, rows of other types beside it where they start there too."""
    found: list[Found] = []
    for index in lexicons.indices:
        i = 0
        while i < len(words):
            phrase = index.match(words, i)
            if phrase is None or dated[i]:
                i += 1
                continue
            found.append(Found(i, i + len(phrase.forms) - 1, phrase.type, phrase.rule, None, not phrase.alone))
            i += len(phrase.forms)
    return found
