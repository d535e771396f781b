"""A candidate for a date in its surroundings: what the filters ask about it."""

from dataclasses import dataclass

from pipeline.dates.analysis import Analysis
from pipeline.dates.items import Item
from pipeline.dates.values import Expr, Point


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate in its surroundings."""

    text: str
    items: list[Item]
    number: int
    analysis: Analysis

    @property
    def item(self) -> Item:
        return self.items[self.number]

    @property
    def point(self) -> Point | None:
        """The point that the candidate means, if it is one point."""
        expr = self.item.classes.get("EXPR")
        return expr.first if isinstance(expr, Expr) else self.item.classes.get("PT")

    @property
    def shape(self) -> str:
        expr = self.item.classes.get("EXPR")
        return expr.shape if isinstance(expr, Expr) else "point"

    def near(self, offset: int) -> Item | None:
        """The item that stands so many places from the candidate."""
        place = self.number + offset
        return self.items[place] if 0 <= place < len(self.items) else None

    def norm(self, offset: int) -> str:
        item = self.near(offset)
        return item.norm if item else ""

    def has(self, offset: int, *classes: str) -> bool:
        item = self.near(offset)
        return item is not None and any(name in item.classes for name in classes)

    def before_marks(self) -> int:
        """The offset of the nearest item before the candidate that is no opening mark."""
        offset = -1
        while offset > -3 and self.norm(offset) in ("«", '"', "“", "„", "("):
            offset -= 1
        return offset
