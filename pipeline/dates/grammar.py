"""The whole grammar in one place: what is applied to the items of a text, in order. Later levels see what earlier built."""

from pipeline.dates.clocks import CLOCK_RANGES, CLOCKS, TIMES_OF_DAY
from pipeline.dates.days import DAYS, PARTS, RECURRENCES
from pipeline.dates.items import Item, scan
from pipeline.dates.lengths import COMPOUNDS, LENGTHS, PLAIN, SHIFTS
from pipeline.dates.modifiers import DOUBTS, MODIFIERS, follow, share
from pipeline.dates.numerals import merge_numerals
from pipeline.dates.ranges import DOUBLES, RANGES
from pipeline.dates.words import Words
from pipeline.dates.years import DECADES_OF_CENTURIES, YEARS

STEPS = (
    merge_numerals,
    YEARS.apply,
    DECADES_OF_CENTURIES.apply,
    DAYS.apply,
    DOUBLES.apply,
    PARTS.apply,
    CLOCKS.apply,
    CLOCK_RANGES.apply,
    LENGTHS.apply,
    COMPOUNDS.apply,
    SHIFTS.apply,
    RECURRENCES.apply,
    DOUBLES.apply,
    share,
    TIMES_OF_DAY.apply,
    RANGES.apply,
    DOUBTS.apply,
    PLAIN.apply,
    MODIFIERS.apply,
    follow,
)


def parse(text: str, words: Words) -> list[Item]:
    """The items of a text after all steps; those with a class PT or EXPR may be date expressions."""
    items = words.tag(scan(text))
    for step in STEPS:
        items = step(items)
    return items
