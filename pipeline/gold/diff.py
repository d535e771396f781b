"""`khronika gold diff`: the differences between tables and gold as text for people, layer by layer, each with the line
of the annotation and the sentence.

In: published tables and the folder of annotations. Only documents of the dev side are shown unless a person asks.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import DataError, UsageError
from pipeline.evaluate.annotation import Annotation, Event
from pipeline.evaluate.gold import from_gold
from pipeline.evaluate.read import from_tables
from pipeline.evaluate.run import document_texts
from pipeline.gold.differences import LAYERS, MISSING, SPURIOUS, WRONG, Difference, Sides
from pipeline.gold.load import GoldDocument, load_gold
from pipeline.gold.sources import Sentences
from pipeline.gold.spans import line_of
from pipeline.gold.split import SIDES, SPLIT, annotations, read_split

DEV, TEST = SIDES
CONTEXT = 120
"""So many characters of a long sentence are shown before and behind what is marked."""
RECORDS = (
    ("mentions", "mentions"),
    ("dates", "dates"),
    ("triggers", "event_mentions"),
    ("arguments", "arguments"),
    ("relations", "relations"),
    ("links", "event_links"),
)
"""Layer of an `Annotation` → the layer of a gold document that it is made from, record by record."""


def choose(gold: Path, documents: Collection[str] = (), side: str | None = None) -> tuple[list[str], list[str]]:
    """The documents to show, and those of them that are on the test side. Named ones of `side`, else all of it; it is
    dev if not said; a folder without a split is dev as a whole.

    Raises UsageError for a document that has no annotation or is on another side and for a side without documents,
    DataError for a split that does not fit.
    """
    known = list(annotations(gold))
    split = read_split(gold) if (gold / SPLIT).exists() else {DEV: tuple(known), TEST: ()}
    for name in documents:
        if name not in known:
            raise UsageError(f"{gold}: there is no annotation of «{name}»; there are {', '.join(known)}")
        if side and name not in split[side]:
            raise UsageError(f"«{name}» is not on the side {side}; leave --side out")
        if name in split[TEST] and side != TEST:
            raise UsageError(f"«{name}» is on the test side, for figures only; if you must see it, add --side test")
    chosen = sorted(set(documents)) or list(split[side or DEV])
    if not chosen:
        raise UsageError(f"{gold}: no document is on the side {side or DEV}; name documents (--document) or a side")
    return chosen, [name for name in chosen if name in split[TEST]]


def diff(
    tables: Path, gold: Path, documents: Collection[str], layers: Collection[str] = (), summary: bool = False
) -> str:
    """The differences in these documents and layers (none named: all), as text; with `summary`, only their numbers by
    type, role, predicate.

    Raises DataError for an annotation that cannot be read or whose document is not in the tables, KhronikaError where a
    table is missing.
    """
    texts, paths = document_texts(tables), annotations(gold)
    whole = Annotation()
    lines: dict[Any, int] = {}
    views: list[Event] = []
    for name in _one_side(gold, documents):
        if name not in texts:
            raise DataError(paths[name], f"no document «{name}» in {tables}; run the pipeline on its source first")
        loaded = load_gold(paths[name], texts[name])
        flat = from_gold(name, loaded, texts[name])
        views += flat.events
        if name in documents:
            lines |= _lines(flat, loaded)
            whole += flat
    told = {trigger.event for trigger in whole.triggers}
    whole = replace(whole, events=tuple(view for view in views if view.event in told))
    sides = Sides(whole, from_tables(tables, set(documents)), texts, lines)
    show = _Show({name: Sentences(texts[name]) for name in documents}, summary)
    parts = [show.layer(layer, list(LAYERS[layer](sides))) for layer in LAYERS if not layers or layer in layers]
    return "\n\n".join(parts)


def _one_side(gold: Path, documents: Collection[str]) -> list[str]:
    """These documents and all others on their sides: what tables say of an event is made of all that tell it."""
    if not (gold / SPLIT).exists():
        return list(annotations(gold))
    sides = [names for names in read_split(gold).values() if not set(names).isdisjoint(documents)]
    return [name for names in sides for name in names]


def _lines(flat: Annotation, gold: GoldDocument) -> dict[Any, int]:
    """Flat record → the line of the annotation that made it."""
    found: dict[Any, int] = {}
    for layer, records in RECORDS:
        pairs = zip(getattr(flat, layer), getattr(gold, records), strict=True)
        found |= {record: line_of(made) for record, made in pairs}
    return found


def _numbers(differences: Sequence[Difference]) -> Iterator[str]:
    """One line a kind, the most frequent first: how many are missing, too much, different."""
    found = Counter((d.kind, d.sign) for d in differences)
    kinds = Counter(d.kind for d in differences)
    for kind, _ in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        numbers = (f"{sign}{found[kind, sign]}" for sign in (MISSING, SPURIOUS, WRONG) if found[kind, sign])
        yield f"  {kind}: {' '.join(numbers)}"


class _Show:
    """Differences as lines of text, or as numbers."""

    def __init__(self, sentences: Mapping[str, Sentences], summary: bool):
        self.sentences, self.summary = sentences, summary

    def layer(self, name: str, differences: list[Difference]) -> str:
        """A layer's title with counts, and its differences in the order of the text."""
        counts = [
            f"{sum(d.sign == sign for d in differences)} {what}"
            for sign, what in ((MISSING, "missing"), (SPURIOUS, "too much"), (WRONG, "different"))
        ]
        title = f"{name}: {', '.join(counts)}"
        if self.summary:
            return "\n".join([title, *_numbers(differences)])
        if name not in ("entities", "events"):
            differences = sorted(differences, key=lambda d: (min(d.places), d.sign))
        return "\n".join([title, *(line for d in differences for line in self._lines(d))])

    def _lines(self, difference: Difference) -> Iterator[str]:
        document, start, end = difference.places[0]
        where = f"{document}.ann:{difference.line}" if difference.line else f"{document} {start}–{end}"
        yield f"  {difference.sign} {where}: {difference.what}"
        yield f"      {self._context(document, [place[1:] for place in difference.places])}"

    def _context(self, document: str, spans: list[tuple[int, int]]) -> str:
        """The sentence of the first span, with spans in double brackets, cut where it is long."""
        sentences = self.sentences[document]
        start, end = sentences.spans[sentences.number(spans[0][0])]
        inside = [span for span in spans if start <= span[0] < end] or spans[:1]
        first, last = min(s for s, _ in inside), max(e for _, e in inside)
        low, high = max(start, first - CONTEXT), min(max(end, last), last + CONTEXT)
        marks = sorted([(e, 0, "]]") for _, e in inside] + [(s, 1, "[[") for s, _ in inside], reverse=True)
        shown = sentences.text[low:high]
        for place, _, mark in marks:
            shown = shown[: place - low] + mark + shown[place - low :]
        return f"{'… ' if low > start else ''}{' '.join(shown.split())}{' …' if high < end else ''}"
