"""Measures of date expressions: where they stand, and what they mean."""

from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, Date
from pipeline.evaluate.matching import Figures, accuracy, by_value, overlapping, prf, same
from pipeline.schema import DATE_TYPES

Pairs = Sequence[tuple[Date, Date]]
"""Dates matched by overlap, gold's first."""


def matched_dates(gold: Annotation, predicted: Annotation) -> Pairs:
    """Dates that share a character, one to one, whatever their type."""
    return overlapping(gold.dates, predicted.dates, lambda d: (d.place, None))


def date_spans(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """Date expressions, whatever their type: same span; a character in common (TempEval-3's strict and relaxed match,
    UzZaman et al. 2013)."""
    exact = same(gold.dates, predicted.dates, lambda d: d.place)
    return {
        "exact": prf(len(exact), len(predicted.dates), len(gold.dates)),
        "overlap": prf(len(pairs), len(predicted.dates), len(gold.dates)),
    }


def date_values(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """On dates matched by overlap (their share of gold is the recall of `overlap`): type; EDTF as a string (null
    against null is right); bounds where gold has a bound; anchor. `value` is TempEval-3's value F1: a date is right if
    it is matched and its EDTF is gold's."""
    right = [g.edtf == p.edtf for g, p in pairs]
    bounded = [(g, p) for g, p in pairs if g.earliest is not None or g.latest is not None]
    right_type = [(g, p) for g, p in pairs if g.type == p.type]
    return {
        "type": accuracy(g.type == p.type for g, p in pairs),
        "edtf": accuracy(right),
        "bounds": accuracy((g.earliest, g.latest) == (p.earliest, p.latest) for g, p in bounded),
        "anchor": accuracy(g.anchor == p.anchor for g, p in pairs),
        "value": prf(sum(right), len(predicted.dates), len(gold.dates)),
        "types": by_value(right_type, gold.dates, predicted.dates, lambda d: d.type, DATE_TYPES),
    }
