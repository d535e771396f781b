"""Spans that cannot be: what comes in is an annotated document and its text, what goes out remarks on its lines.

A remark is an error where the project's guidelines leave no doubt, and a warning where a person should look again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.gold.load import GoldDocument
from pipeline.gold.sources import Sentences
from pipeline.layers import Date, EventMention, Mention
from pipeline.link import VALUES
from pipeline.morphology import parses

Record = Mention | Date | EventMention
CLOSERS = {"»": "«", "“": "„", "”": "“", ")": "(", "]": "[", '"': '"'}
"""Closing mark → the one that opens."""
STARTS = frozenset('«„“"([№-−+±$€£₽~')
ENDS = frozenset('»“”")]%‰°+$€£₽′″')
"""What a span may begin and end with beside letters and digits."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """What is wrong with the record made in `line` of an annotation."""

    line: int
    message: str
    error: bool = True


def line_of(record: object) -> int:
    """The line that made a gold record, from its rule (file:line)."""
    return int(record.rule.rpartition(":")[2])  # type: ignore[attr-defined]


def check_spans(gold: GoldDocument, text: str) -> Iterator[Remark]:
    """Remarks on the edges of spans, on spans that overlap, on arguments across sentences; else that nothing is
    marked."""
    records: list[Record] = [*gold.mentions, *gold.dates, *gold.event_mentions]
    if not records:
        yield Remark(1, "the annotation marks nothing; annotate the text, or move the file away", False)
    for record in records:
        yield from _check_edges(record, text)
    yield from _check_overlaps(records, text)
    yield from _check_sentences(gold, Sentences(text))


def _check_edges(record: Record, text: str) -> Iterator[Remark]:
    start, end = record.start, record.end
    words, line = text[start:end], line_of(record)
    problems = []
    if not (words[0].isalnum() or words[0] in STARTS):
        problems.append(f"begins with «{words[0]}»" if words[0].strip() else "begins with white space")
    if not (words[-1].isalnum() or words[-1] in ENDS or _is_abbreviation(words)):
        problems.append(f"ends with «{words[-1]}»" if words[-1].strip() else "ends with white space")
    if _inside_word(text, start):
        problems.append("begins inside a word")
    if _inside_word(text, end):
        problems.append("ends inside a word")
    if lone := _lone_mark(words):
        problems.append(f"holds {lone} without its partner")
    for problem in problems:
        yield Remark(line, f"«{' '.join(words.split())}» {problem}; move its border")


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalpha() and text[place].isalpha()


def _is_abbreviation(words: str) -> bool:
    """Whether the full stop at the end belongs to the last word («г.», «н. э.», «тыс.», «А. С.»)."""
    if not words.endswith("."):
        return False
    last = words[:-1].replace(".", " ").split()[-1:]
    if not last or not last[0].isalpha():
        return False
    return len(last[0]) == 1 or any("Abbr" in parse.tag for parse in parses(last[0].lower()))


def _lone_mark(words: str) -> str | None:
    """A quotation mark or bracket at an edge whose partner is not in the span."""
    first, last = words[0], words[-1]
    if last in CLOSERS and CLOSERS[last] not in words[:-1]:
        return f"«{last}»" if last != "»" else last
    openers = [closer for closer, opener in CLOSERS.items() if opener == first]
    if openers and not any(closer in words[1:] for closer in openers):
        return f"«{first}»" if first != "«" else first
    return None


def _check_overlaps(records: list[Record], text: str) -> Iterator[Remark]:
    """Remarks on each pair that shares characters. A span is held against those that are still open where it starts."""
    opened: list[Record] = []
    for record in sorted(records, key=lambda r: (r.start, -r.end, _kind(r))):
        opened = [other for other in opened if other.end > record.start]
        for other in opened:
            yield from _check_pair(other, record, text)
        opened.append(record)


def _kind(record: Record) -> str:
    return type(record).__name__


def _check_pair(outer: Record, inner: Record, text: str) -> Iterator[Remark]:
    """`outer` starts first, or at the same place and is not shorter."""
    kinds, crosses = {_kind(outer), _kind(inner)}, inner.end > outer.end
    one, two = (" ".join(text[r.start : r.end].split()) for r in (outer, inner))
    line = max(line_of(outer), line_of(inner))
    lines = f"lines {min(line_of(outer), line_of(inner))} and {line}"
    if kinds == {"Date"}:
        how = "cross" if crosses else "nest"
        yield Remark(line, f"the dates «{one}» and «{two}» ({lines}) {how}; an expression is one row")
    elif crosses:
        error = kinds != {"Mention", "EventMention"} and kinds != {"Date", "EventMention"}
        yield Remark(line, f"«{one}» and «{two}» ({lines}) cross: neither lies inside the other; move a border", error)
    elif kinds == {"Mention", "Date"}:
        yield from _check_date_and_mention(outer, inner, line, lines, (one, two))


def _check_date_and_mention(
    outer: Record, inner: Record, line: int, lines: str, words: tuple[str, str]
) -> Iterator[Remark]:
    """A document's name may hold its date. A date holds no number of its own, and names only where a day is named for
    something («в День России»); ages are no dates."""
    mention, date = (outer, inner) if isinstance(outer, Mention) else (inner, outer)
    what = f"{mention.type} and {date.type} share «{words[1]}» ({lines})"
    if mention.type in VALUES:
        yield Remark(line, f"{what}: it is a value or a date, not both; delete one")
    elif isinstance(inner, Mention):
        yield Remark(line, f"{what}: a date holds a mention only where a day is named for it; look again", False)


def _check_sentences(gold: GoldDocument, sentences: Sentences) -> Iterator[Remark]:
    text = sentences.text
    for argument in gold.arguments:
        one, two = sentences.number(argument.event[0]), sentences.number(argument.mention[0])
        if one != two:
            trigger, filler = text[slice(*argument.event)], text[slice(*argument.mention[:2])]
            said = f"«{filler}» is {argument.role} of «{trigger}» in another sentence"
            yield Remark(line_of(argument), f"{said}; roles stay in the sentence, as a rule", False)
