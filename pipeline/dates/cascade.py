"""The matcher: levels of small rules, each of which replaces the longest run of items that fits by one item.

A rule is a function with a pattern: elements separated by blanks, `A|B` one of two classes, `=слово` that very word,
`?` behind an element if it may be missing, `@` before it if the function wants the item, not the value of its class.
The function gets one value per element (None for what is missing) and returns what the items mean, or None for "not my
case". Patterns are short and hold no repetition, so that a level is linear in the text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.dates.items import Item
from pipeline.dates.values import Trim, classes_of

Make = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    names: tuple[str, ...]
    optional: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: its pattern and the function that says what a match means."""

    name: str
    elements: tuple[Element, ...]
    make: Make


def rule(*patterns: str) -> Callable[[Make], list[Rule]]:
    """Decorator: the rules of a function, one for each pattern; the function's name is theirs."""

    def wrap(make: Make) -> list[Rule]:
        return [Rule(make.__name__, tuple(_element(part) for part in pattern.split()), make) for pattern in patterns]

    return wrap


def _element(text: str) -> Element:
    whole, optional = text.startswith("@"), text.endswith("?") and len(text) > 1
    return Element(tuple(text.lstrip("@").removesuffix("?" if optional else "").split("|")), optional, whole)


class Level:
    """Rules that apply to the same items, in order of precedence among matches of one length."""

    def __init__(self, *rules: list[Rule]):
        self.index: dict[str, list[tuple[int, Rule]]] = {}
        self.literals: set[str] = set()
        flat = [one for several in rules for one in several]
        for number, one in enumerate(flat):
            self.literals |= {name[1:] for element in one.elements for name in element.names if name[0] == "="}
            for name in _first_names(one.elements):
                self.index.setdefault(name, []).append((number, one))

    def apply(self, items: list[Item]) -> list[Item]:
        """The items with every leftmost longest match replaced."""
        result: list[Item] = []
        position = 0
        while position < len(items):
            if self._may_start(items[position]):
                built, position = self._best(items, position)
                result += built
            else:
                result.append(items[position])
                position += 1
        return result

    def _may_start(self, item: Item) -> bool:
        return not self.index.keys().isdisjoint(item.classes) or "=" + item.norm in self.index

    def _best(self, items: list[Item], position: int) -> tuple[list[Item], int]:
        item = items[position]
        candidates = []
        for key in (*item.classes, "=" + item.norm):
            for number, one in self.index.get(key, ()):
                values: list[Any] = []
                end = _match(one.elements, 0, items, position, values)
                if end is not None:
                    candidates.append((-end, number, one, values))
        for end, _, one, values in sorted(candidates, key=lambda c: c[:2]):
            meaning = one.make(*values)
            if isinstance(meaning, Trim):
                start, end = position + meaning.left, -end - meaning.right
                return [*items[position:start], _node(items[start:end], meaning.value, one.name)], end
            if meaning is not None:
                return [_node(items[position:-end], meaning, one.name)], -end
        return [item], position + 1


def _first_names(elements: tuple[Element, ...]) -> list[str]:
    names: list[str] = []
    for element in elements:
        names += element.names
        if not element.optional:
            break
    return names


def _match(
    elements: tuple[Element, ...], number: int, items: list[Item], position: int, values: list[Any]
) -> int | None:
    """The position behind the match of elements[number:] at `position`; fills `values`."""
    if number == len(elements):
        return position
    element = elements[number]
    if position < len(items):
        item = items[position]
        for name in element.names:
            if name in item.classes or (name[0] == "=" and item.norm == name[1:]):
                values.append(item if element.whole else item.classes.get(name))
                end = _match(elements, number + 1, items, position + 1, values)
                if end is not None:
                    return end
                del values[number:]
    if not element.optional:
        return None
    values.append(None)
    end = _match(elements, number + 1, items, position, values)
    if end is None:
        del values[number:]
    return end


def _node(items: list[Item], meaning: Any, name: str) -> Item:
    names = [*dict.fromkeys(part for item in items if item.rule for part in item.rule.split("+")), name]
    return Item(items[0].start, items[-1].end, "", items[0].glued, classes_of(meaning), "+".join(names))
