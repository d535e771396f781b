"""What gold says of dates and events: values that cannot be right, within a document.

What several documents say of one thing is `pipeline.gold.identity`.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise

from pipeline.edtf import HALVES, QUARTERS, SEASONS, bounds
from pipeline.gold.load import GoldDocument
from pipeline.gold.spans import Remark, line_of
from pipeline.knowledge import is_qid
from pipeline.layers import Date
from pipeline.schema import GRANULARITIES

UNITS = {**SEASONS, **QUARTERS, **HALVES}
"""Month numbers that are seasons, quarters and halves of a year."""
LONGEST_TITLE = 160
"""So many characters of a title are a sentence, not a name."""


def check_values(gold: GoldDocument, entities: Collection[str], known: Collection[str]) -> Iterator[Remark]:
    """Remarks on the dates and events of a document. `entities` are the ids that any gold document uses, `known` those
    of the knowledge base."""
    for date in gold.dates:
        yield from _check_date(date)
    yield from _check_entities(gold, known)
    yield from _check_events(gold, {*entities, *known})


def _check_date(date: Date) -> Iterator[Remark]:
    line = line_of(date)
    problem = edtf_problem(date.edtf)
    if problem:
        yield Remark(line, problem)
    if date.edtf and not date.granularity:
        yield Remark(line, f"«{date.edtf}» has no granularity; name the unit that the words name")
    if date.edtf and date.granularity and date.anchor == "explicit" and not problem:
        known = precision(date.edtf)
        if GRANULARITIES.index(date.granularity) > GRANULARITIES.index(known):
            yield Remark(line, f"«{date.edtf}» names no {date.granularity}, only a {known}; correct one")
    if date.type == "DURATION" and date.edtf:
        yield Remark(line, f"a length has no place in the calendar: not «{date.edtf}» but null")
    if date.type in ("DURATION", "SET") and date.anchor != "none":
        yield Remark(line, f"the anchor of a {date.type} is none, not {date.anchor}")
    if date.edtf and date.edtf.startswith("XXXX") != (date.anchor == "none"):
        yield Remark(line, f"«{date.edtf}» has the anchor {date.anchor}: none is for what has no year", False)


def edtf_problem(value: str | None) -> str | None:
    """Why `value`, which is EDTF, is not as the project writes it (one way for one meaning); None if it is."""
    if value is None:
        return None
    first, slash, last = value.partition("/")
    if " " in value:
        return f"«{value}» holds a blank; write it without"
    if slash and "" in (first, last):
        return f"an open side of «{value}» is written as two dots"
    if first == last == "..":
        return f"«{value}» covers all times; write null"
    if slash and first == last:
        return f"both ends of «{value}» are the same; write it once"
    if slash and any(_is_unit(end) for end in (first, last)):
        return f"«{value}» has a season, quarter or half at an end; write the month"
    if value[0] == "[" and "," in value and not _rises(value):
        return f"the dates of «{value}» do not rise; write the earliest first"
    return None


def precision(value: str) -> str:
    """The finest unit (of `GRANULARITIES`) that an EDTF value names: `2015` a year, `201X` a decade, `2007-41` half a
    year, `2015-06-01/2015-07` a day. What words name may be coarser («на прошлой неделе»), never finer."""
    parts = value.strip("[]{}").replace("..", "/").replace(",", "/").split("/")
    return max((_unit(part.strip("~?%")) for part in parts if part), key=GRANULARITIES.index)


def _unit(date: str) -> str:
    if "T" in date:
        return "second"
    year, *rest = date.lstrip("-").split("-")
    if len(rest) == 1 and rest[0].isdigit() and int(rest[0]) in UNITS:
        number = int(rest[0])
        return "season" if number in SEASONS else "quarter" if number in QUARTERS else "half"
    if rest:
        return "month" if len(rest) == 1 else "day"
    unknown = len(year) - len(year.rstrip("X"))
    return ("year", "decade", "century", "millennium", "millennium")[min(unknown, 4)]


def title_problem(title: str) -> str | None:
    """Why `title` is no title of an event; None if it may be one."""
    if title != " ".join(title.split()):
        return "holds blanks too many, or a line end; write single ones"
    if not (title[0].isupper() or title[0].isdigit() or title[0] in "«„"):
        return "begins with a small letter or a mark; write it as a title"
    if title[-1] in ".,;:" or len(title) > LONGEST_TITLE:
        return "is a sentence; name the event in few words, without a full stop"
    return None


def _is_unit(end: str) -> bool:
    parts = end.strip("~?%").rsplit("-", 1)
    return len(parts) == 2 and len(parts[0].lstrip("-")) == 4 and parts[1].isdigit() and int(parts[1]) in UNITS


def _rises(value: str) -> bool:
    lows = [bounds(part)[0] for part in value[1:-1].split(",") if ".." not in part]
    return all(one is not None and two is not None and one < two for one, two in pairwise(lows))


def _check_entities(gold: GoldDocument, known: Collection[str]) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for mention in gold.mentions:
        first.setdefault(gold.entities[mention.key], line_of(mention))
    for entity, line in sorted(first.items()):
        if is_qid(entity) and entity not in known:
            yield Remark(line, f"{entity} is not in the knowledge base: is it the right item?", False)


def _check_events(gold: GoldDocument, entities: Collection[str]) -> Iterator[Remark]:
    lines = {mention.span: line_of(mention) for mention in gold.event_mentions}
    titles: dict[str, str] = {}
    for event in gold.events:
        line = lines[event.mentions[0]]
        problem = edtf_problem(event.edtf)
        if problem:
            yield Remark(line, f"event_edtf: {problem}")
        if event.place and event.place not in entities:
            yield Remark(line, f"event_place «{event.place}» is no entity of the gold set; correct the id", False)
        if said := title_problem(event.title):
            yield Remark(line, f"the title «{event.title}» {said}")
        other = titles.setdefault(event.title, event.event)
        if other != event.event:
            yield Remark(line, f"«{other}» and «{event.event}» have one title, «{event.title}»; tell them apart")
