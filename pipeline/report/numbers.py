"""Numbers as both pages write them: filters of the templates."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.evaluate.view import figure

WEAK, FAIR = 0.6, 0.8
"""Figures below these are marked as weak and as fair."""
LIMITS = {"weak": round(100 * WEAK), "fair": round(100 * FAIR)}
"""The same in per cent, as the pages say it."""


def spaced(number: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def percent(value: float | None) -> str:
    """A figure in per cent with one decimal behind a comma; a dash where there was nothing to measure."""
    return figure(value).replace(".", ",")


def rank(value: float | None) -> str:
    """The CSS class of a figure."""
    if value is None:
        return "none"
    return "weak" if value < WEAK else "fair" if value < FAIR else "good"


FILTERS: Mapping[str, Callable[[Any], str]] = {"spaced": spaced, "figure": percent, "rank": rank}
"""Filter, as templates name it → its function."""
