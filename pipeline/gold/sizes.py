"""How much gold there is: documents in, counts by document and by side out, as rows of a table."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pipeline.gold.load import GoldDocument
from pipeline.gold.split import NearMiss
from pipeline.schema import MODALITIES, POLARITIES

Counts = dict[str, int]
COLUMNS = (
    "words", "mentions", "dates", "event mentions", "events", "arguments", "relations", "links", "marked", "pairs",
)  # fmt: skip
"""What is counted. `marked` are polarities and modalities that are not the usual positive and actual; `pairs` are two
mentions of one event in two documents of one side (for a document: the pairs that it is in)."""


def document_sizes(gold: GoldDocument, text: str) -> Counts:
    """The counts of one document, without pairs. Words are what white space divides."""
    polarities = sum(m.polarity != POLARITIES[0] for m in gold.event_mentions)
    modalities = sum(m.modality != MODALITIES[0] for m in gold.event_mentions)
    layers = (gold.mentions, gold.dates, gold.event_mentions, gold.events, gold.arguments, gold.relations,
              gold.event_links)  # fmt: skip
    return dict(zip(COLUMNS, (len(text.split()), *map(len, layers), polarities + modalities), strict=False))


def pairs(documents: Mapping[str, GoldDocument]) -> dict[str, int]:
    """doc_id → the pairs of mentions of one event of which one is in it and the other in another of `documents`."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for name, gold in documents.items():
        for event in gold.event_ids.values():
            told[event][name] += 1
    found = dict.fromkeys(documents, 0)
    for counts in told.values():
        total = sum(counts.values())
        for name, count in counts.items():
            found[name] += count * (total - count)
    return found


def size_table(
    documents: Mapping[str, GoldDocument],
    texts: Mapping[str, str],
    split: Mapping[str, Sequence[str]],
    near_misses: Iterable[NearMiss],
) -> list[list[str]]:
    """Header and rows: one a document (side by side), one a side with near misses, one for all. Documents that are on
    no side stand last."""
    side_of = {name: side for side, names in split.items() for name in names}
    misses = Counter(side_of.get(row.doc_a, "") for row in near_misses)
    rows, totals = [], []
    for side in (*split, ""):
        inside = {name: gold for name, gold in documents.items() if side_of.get(name, "") == side}
        found = pairs(inside)
        sizes = {name: document_sizes(gold, texts[name]) | {"pairs": found[name]} for name, gold in inside.items()}
        rows += [[name, side or "–", *_cells(counts), ""] for name, counts in sizes.items()]
        if inside:
            total = _total(sizes.values(), found)
            totals.append([_documents(len(inside)), side or "–", *_cells(total), str(misses[side])])
    return [["document", "side", *COLUMNS, "near misses"], *rows, *totals]


def _total(sizes: Collection[Mapping[str, Any]], found: Mapping[str, int]) -> Counts:
    """The sums of counts; a pair, counted in both of its documents, once."""
    total = {column: sum(counts[column] for counts in sizes) for column in COLUMNS}
    return total | {"pairs": sum(found.values()) // 2}


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"


def _cells(counts: Mapping[str, int]) -> list[str]:
    return [f"{counts[column]:,}" for column in COLUMNS]


def markdown_table(rows: Sequence[Sequence[str]], left: int) -> str:
    """Rows, the first being the header, as a Markdown table that is also readable as text: the first `left` columns
    are aligned left, the others right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    rule = ["-" * width if n < left else "-" * (width - 1) + ":" for n, width in enumerate(widths)]
    lines = []
    for row in (rows[0], rule, *rows[1:]):
        cells = [c.ljust(w) if n < left else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
