"""The grammar in one place: the steps that the items of a text go through. Later steps see what earlier ones built."""

from collections.abc import Callable, Iterator

from pipeline.dates.cascade import Level
from pipeline.dates.clocks import CLOCK_RANGES, CLOCKS, HOURS, TIMES_OF_DAY
from pipeline.dates.days import DAYS, NOW
from pipeline.dates.items import Item, scan
from pipeline.dates.lengths import COMPOUNDS, LENGTHS, PLAIN, SHIFTS
from pipeline.dates.modifiers import DOUBTS, MODIFIERS, follow, share
from pipeline.dates.numerals import merge_numerals
from pipeline.dates.parts import NAMED_PARTS, PARTS
from pipeline.dates.ranges import DOUBLES, LISTED, RANGES
from pipeline.dates.recurrences import RECURRENCES
from pipeline.dates.words import Words
from pipeline.dates.years import DECADES_OF_CENTURIES, YEARS

STEPS: tuple[Level | Callable[[list[Item]], list[Item]], ...] = (
    YEARS,
    DECADES_OF_CENTURIES,
    DAYS,
    DOUBLES,
    NAMED_PARTS,
    PARTS,
    CLOCKS,
    HOURS,
    CLOCK_RANGES,
    LENGTHS,
    COMPOUNDS,
    SHIFTS,
    RECURRENCES,
    DOUBLES,
    share,
    TIMES_OF_DAY,
    RANGES,
    LISTED,
    NOW,
    DOUBTS,
    PLAIN,
    MODIFIERS,
    follow,
)
LITERALS = {"и", ",", "а"}.union(*(step.literals for step in STEPS if isinstance(step, Level)))
NO_DATE_ALONE = {
    "NUM",
    "DIGITS",
    "DAY",
    "ORD",
    "TWO",
    "SPELLED",
    "CARD",
    "ORDN",
    "BIG",
    "DECIMAL",
    "ROMAN",
    "QUANT",
    "LAST",
    "PREP",
    "HEDGE",
    "PART",
    "FRACTION",
    "RIM",
    "TIMES",
    "AGO",
    "LATER",
    "EARLIER",
    "DURING",
    "QUESTION",
    "DEM",
    "DEMOUR",
    "DEMNEAR",
    "DEMNEXT",
    "DEMVAGUE",
    "DEMCTX",
    "DEMSAME",
    "DEMTHAT",
    "PLACEWORD",
    "LABEL",
    "SCORE",
    "LIFE",
    "AGEWORD",
    "AGEAFTER",
    "AGEPRON",
    "COUNTED",
    "PERSONWORD",
    "SAYWORD",
    "EVENTWORD",
    "TERMWORD",
    "IDIOM",
    "ERA",
    "DAYPARTNOUN",
    "COMBINE",
    "OCCASION",
    "EVENT",
    "TENDAYS",
}
"""Classes of words that make a date only with others: a stretch of nothing else is not parsed."""


def parse(text: str, words: Words) -> list[Item]:
    """The items of a text after all steps; those with a class PT or EXPR may be date expressions."""
    result: list[Item] = []
    for stretch, promising in _stretches(merge_numerals(words.tag(scan(text)))):
        result += _parsed(stretch) if promising else stretch
    return result


def _parsed(items: list[Item]) -> list[Item]:
    for step in STEPS:
        items = step.apply(items) if isinstance(step, Level) else step(items)
    return items


def _stretches(items: list[Item]) -> Iterator[tuple[list[Item], bool]]:
    """Runs of items that rules may look at, and the rest, with whether they may hold a date."""
    stretch: list[Item] = []
    promising = False
    for item in items:
        if "BREAK" in item.classes or (not item.classes and item.norm not in LITERALS):
            if stretch:
                yield stretch, promising
            yield [item], False
            stretch, promising = [], False
        else:
            stretch.append(item)
            promising = promising or not NO_DATE_ALONE.issuperset(item.classes)
    if stretch:
        yield stretch, promising
