"""A mention under construction: over word numbers, before it gets offsets and its normal form."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A mention over words `first` to `last`, inclusive; `cut` narrows it to a part of its one word (code points from
    the word's start), as in «армяно-азербайджанский»."""

    first: int
    last: int
    type: str
    rule: str
    cut: tuple[int, int] | None = None
    partial: bool = False
    """Not a mention by itself: only what is composed of it is."""
    lemma: str = ""
    """The normal form of the first half of a compound, where its finder knows it («армяно» is «армянский»)."""

    def covers(self, other: "Found") -> bool:
        """Whether `other` lies inside (or on) this one."""
        return self.first <= other.first and other.last <= self.last


def crosses(a: Found, b: Found) -> bool:
    """Whether two mentions overlap and neither lies inside the other."""
    return a.first <= b.last and b.first <= a.last and not a.covers(b) and not b.covers(a)


def resolved(found: Iterable[Found]) -> list[Found]:
    """The mentions in text order, each span and type once, none crossing a longer one of its type.

    Among crossing ones of a type the longer wins, then the earlier. Linear but for the sorting: only mentions that
    reach over the current word are compared.
    """
    unique: dict[tuple[int, int, str, tuple[int, int] | None], Found] = {}
    for mention in sorted(found):
        unique.setdefault((mention.first, mention.last, mention.type, mention.cut), mention)
    kept: list[Found] = []
    dropped: set[Found] = set()
    open_by_type: dict[str, list[Found]] = {}
    for mention in sorted(unique.values(), key=lambda m: (m.first, -m.last, m.type, m.cut or (0, 0))):
        reaching = [m for m in open_by_type.get(mention.type, []) if m.last >= mention.first]
        crossing = [m for m in reaching if crosses(m, mention)]
        if any(m.last - m.first >= mention.last - mention.first for m in crossing):
            continue
        dropped.update(crossing)
        reaching = [m for m in reaching if m not in dropped]
        kept.append(mention)
        open_by_type[mention.type] = [*reaching, mention][-20:]
    return [mention for mention in kept if mention not in dropped]
