"""What date expressions mean, before they are resolved: `Point`, one place in the calendar as the words name it, and
`Expr`, what is said of it (since, until, from–to, a length, a recurrence). Knows no Russian and no text."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Ref:
    """A stretch counted from another: `offset` times `unit` from `base`.

    Bases: `published`; `context` (the last date named before); `near` (published where known, else context); `next`
    (the tense decides); `ahead` (published with a verb in the future, else context).
    """

    base: str
    unit: str
    offset: int


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar as the words name it; what they leave out is None.

    `unit` is the granularity; `number` the code of a season, quarter or half, the number of a decade (199), century or
    millennium (negative before our era). `weak` points are emitted only where something beside them shows a date.
    """

    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int | None = None
    weekday: int | None = None
    short: bool = False
    """The year or decade is written without its century."""
    year_ref: Ref | None = None
    month_ref: Ref | None = None
    ref: Ref | None = None
    part: tuple[str, int, int] | None = None
    """("third" or "slice", which one from 1, of how many); ("week" or "day", its number or -1 for the last, 0)."""
    clock: tuple[int, int | None, int | None] | None = None
    daypart: str | None = None
    night_before: bool = False
    mark: str = ""
    weak: bool = False
    holiday: str | None = None
    era: int | None = None
    clock_end: tuple[int, int | None, int | None] | None = None
    adjective: bool = False
    """An adjective («октябрьской»): the preposition before it governs its noun."""
    told: int | None = None
    """How many days after the day of telling it lies, where the words say so («вчера, 9 мая»)."""

    def but(self, **changes: Any) -> "Point":
        """A copy with these fields changed."""
        return replace(self, **changes)

    @property
    def kind(self) -> str:
        """The unit for matching: points of one kind make ranges."""
        return self.unit


@dataclass(frozen=True, slots=True)
class Length:
    """So many units; `count` is None where no number is named («несколько лет»), months of half a year are counted."""

    unit: str
    count: int | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Expr:
    """A whole expression. `shape`: point, range, since, until, either, duration, set, vague, now, counted."""

    shape: str
    first: Point | None = None
    last: Point | None = None
    unit: str | None = None
    mark: str = ""
    adjective: bool = False
    edge: int = 0
    """Of a vague one, whether it is the last unit (-1) or the last units (-2) of what may follow."""

    def but(self, **changes: Any) -> "Expr":
        """A copy with these fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Trim:
    """A meaning that covers its match but for so many items at its left and right, which stay as they are."""

    value: Any
    left: int = 0
    right: int = 0


def classes_of(value: Any) -> dict[str, Any]:
    """The classes under which the grammar finds a value that a rule built."""
    if isinstance(value, Point):
        return {"PT": value, f"PT.{value.unit}": value, **({"TM": value} if value.unit == "clock" else {})}
    if isinstance(value, Length):
        return {"LEN1" if value.bare else "LEN": value}
    if isinstance(value, Expr):
        return {"EXPR": value, f"EXPR.{value.shape}": value}
    return dict(value)
