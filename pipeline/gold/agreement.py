"""`khronika gold agreement`: how far two people agree who annotated the same documents without seeing each other.

In: two folders of annotations. Out: figures by layer. One pass is scored as if the other were gold: F1 does not ask
which is which, for it swaps precision and recall only (Hripcsak and Rothschild 2005, Agreement, the F-measure, and
reliability in information retrieval: where there is no count of true negatives, as for spans, F1 is the agreement that
kappa tends to). What is chosen from a list (types, roles …) has Cohen's kappa beside it, over what both marked.
Measures are those of `pipeline.evaluate`; it reads no tables and runs no model.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import DataError, UsageError
from pipeline.evaluate.annotation import Annotation, Argument, Mention, Place
from pipeline.evaluate.dates import matched_dates
from pipeline.evaluate.gold import from_gold
from pipeline.evaluate.matching import Figures, overlapping
from pipeline.evaluate.scores import score
from pipeline.evaluate.triggers import Pairs as Triggers
from pipeline.evaluate.triggers import at_gold_triggers, matched_triggers
from pipeline.evaluate.view import figure
from pipeline.gold.load import load_gold
from pipeline.gold.sizes import markdown_table
from pipeline.gold.sources import source_texts, why_no_text
from pipeline.gold.split import annotations

Choices = Sequence[tuple[str, str]]
"""What the first and the second person chose for the same thing."""
MEASURES = (
    ("mentions", "exact: span and type", "mentions.exact", ""),
    ("mentions", "overlap: type and a character", "mentions.overlap", ""),
    ("mentions", "type, of equal spans", "", "mention types"),
    ("normal forms", "equal, of exact mentions", "normal_forms.all", ""),
    ("entities", "clusters (CoNLL)", "entities.corpus.conll", ""),
    ("entities", "pairs across documents", "entities.across", ""),
    ("linking", "mention and QID", "linking.qid", ""),
    ("dates", "exact: span", "dates.exact", ""),
    ("dates", "overlap: a character", "dates.overlap", ""),
    ("dates", "span and EDTF", "dates.value", ""),
    ("dates", "EDTF, of matched dates", "dates.edtf", ""),
    ("dates", "type", "dates.type", "date types"),
    ("dates", "anchor", "dates.anchor", "anchors"),
    ("triggers", "exact: span", "triggers.exact", ""),
    ("triggers", "overlap: a character", "triggers.overlap", ""),
    ("triggers", "span and event type", "triggers.classified", ""),
    ("triggers", "event type, of matched triggers", "triggers.type", "event types"),
    ("triggers", "polarity", "triggers.polarity", "polarities"),
    ("triggers", "modality", "triggers.modality", "modalities"),
    ("triggers", "negative, planned, possible, demanded", "triggers.marked_micro", ""),
    ("event dates", "trigger and date", "event_dates.linked", ""),
    ("event dates", "date or none, of matched triggers", "event_dates.matched", ""),
    ("arguments", "trigger, role, filler", "arguments.overlap", ""),
    ("arguments", "role, of matched pairs", "", "roles"),
    ("events", "clusters (CoNLL)", "events.corpus.conll", ""),
    ("events", "pairs across documents", "events.across", ""),
    ("relations", "strict: both mentions exact", "relations.strict", ""),
    ("relations", "overlap", "relations.overlap", ""),
    ("links", "both triggers, predicate", "event_links.overlap", ""),
)
"""Layer, what is measured, where its figure stands in `evaluate`'s tree, and which choices have kappa."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. `value` is F1, CoNLL's mean F1 or the share of equal ones, None where there is nothing to measure;
    `first`, `second` and `equal` count items (where only matched ones are compared, `first` is how many these are);
    `kappa` is Cohen's."""

    layer: str
    measure: str
    value: float | None
    kappa: float | None = None
    first: int | None = None
    second: int | None = None
    equal: int | None = None


def agreement(first: Path, second: Path, raw: Path) -> list[Line]:
    """The agreement of the annotations below `first` and `second` of sources below `raw`, in the order of the layers.

    Raises UsageError where the folders hold annotations of different documents, DataError for an annotation that cannot
    be read.
    """
    paths = annotations(first), annotations(second)
    lone = sorted(paths[0].keys() ^ paths[1].keys())
    if lone:
        where = first if lone[0] in paths[0] else second
        raise UsageError(f"{where}: only there is «{lone[0]}»; compare folders with the same documents")
    texts = source_texts(raw, set(paths[0]))
    one, two = (_whole(side, texts, raw) for side in paths)
    return compare(one, two)


def _whole(paths: dict[str, Path], texts: dict[str, str], raw: Path) -> Annotation:
    whole = Annotation()
    for name, path in paths.items():
        if name not in texts:
            raise DataError(path, why_no_text(raw, name))
        whole += from_gold(name, load_gold(path, texts[name]), texts[name])
    return whole


def compare(first: Annotation, second: Annotation) -> list[Line]:
    """Every line of MEASURES for two annotations of the same documents."""
    figures, chosen = score(first, second), choices(first, second)
    lines = []
    for layer, measure, path, choice in MEASURES:
        pairs = chosen.get(choice)
        kappa = cohen_kappa(pairs) if pairs is not None else None
        lines.append(_line(layer, measure, _at(figures, path) if path else _equal(pairs or ()), kappa))
    return lines


def _at(figures: Figures, path: str) -> Figures:
    for part in path.split("."):
        figures = figures[part]
    return figures if isinstance(figures, dict) else {"conll": figures}


def _equal(pairs: Choices) -> Figures:
    right = sum(one == two for one, two in pairs)
    return {"accuracy": round(right / len(pairs), 4) if pairs else None, "right": right, "of": len(pairs)}


def _line(layer: str, measure: str, figures: Figures, kappa: float | None) -> Line:
    if "conll" in figures:
        return Line(layer, measure, figures["conll"])
    if "accuracy" in figures:
        return Line(layer, measure, figures["accuracy"], kappa, figures["of"], None, figures["right"])
    return Line(layer, measure, figures["f1"], kappa, figures["gold"], figures["predicted"], figures["right"])


def choices(first: Annotation, second: Annotation) -> dict[str, Choices]:
    """What both chose where both marked the same: mentions with equal spans; dates and triggers that share a character,
    one to one; pairs of trigger and filler that both joined."""
    dates, triggers = matched_dates(first, second), matched_triggers(first, second)
    return {
        "mention types": _mention_types(first.mentions, second.mentions),
        "date types": [(a.type, b.type) for a, b in dates],
        "anchors": [(a.anchor, b.anchor) for a, b in dates],
        "event types": [(a.type, b.type) for a, b in triggers],
        "polarities": [(a.polarity, b.polarity) for a, b in triggers],
        "modalities": [(a.modality, b.modality) for a, b in triggers],
        "roles": [(a.role, b.role) for a, b in _joined_by_both(first, second, triggers)],
    }


def _mention_types(first: Iterable[Mention], second: Iterable[Mention]) -> Choices:
    """Where several mentions of a person share one span, equal types are paired first, then the rest by name."""
    types: tuple[dict[Place, list[str]], ...] = defaultdict(list), defaultdict(list)
    for found, mentions in zip(types, (first, second), strict=True):
        for mention in mentions:
            found[mention.place].append(mention.type)
    pairs = []
    for place in sorted(types[0].keys() & types[1].keys()):
        one, two = Counter(types[0][place]), Counter(types[1][place])
        pairs += [(kind, kind) for kind in sorted((one & two).elements())]
        pairs += list(zip(sorted((one - two).elements()), sorted((two - one).elements()), strict=False))
    return pairs


def _joined_by_both(first: Annotation, second: Annotation, triggers: Triggers) -> list[tuple[Argument, Argument]]:
    moved = at_gold_triggers(second.arguments, triggers)
    return overlapping(first.arguments, moved, lambda a: (a.filler, a.trigger))


def cohen_kappa(pairs: Choices) -> float | None:
    """Agreement beyond chance: (observed − expected) / (1 − expected), where expected is how often two people who
    choose each value as often as these two do would agree by chance (Cohen 1960, A coefficient of agreement for nominal
    scales). None where there is nothing to compare, or both chose one and the same value throughout."""
    if not pairs:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    total = len(pairs)
    observed = sum(one == two for one, two in pairs) / total
    expected = sum(first[value] * second[value] for value in first) / total**2
    return round((observed - expected) / (1 - expected), 4) if expected < 1 else None


def markdown(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table; figures are per cent, kappa is from −1 to 1."""
    rows = [["layer", "measure", "agreement", "κ", "first", "second", "equal"]]
    for line in lines:
        kappa = "" if line.kappa is None else f"{line.kappa:.2f}"
        counts = ["" if n is None else str(n) for n in (line.first, line.second, line.equal)]
        rows.append([line.layer, line.measure, figure(line.value), kappa, *counts])
    return markdown_table(rows, 2)


def plain(lines: Sequence[Line]) -> list[dict[str, object]]:
    """The lines as plain values, for JSON."""
    return [asdict(line) for line in lines]
