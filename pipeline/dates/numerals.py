"""Numbers in words become one item with a value: «двадцать первого» is the ordinal 21, «две тысячи» the number 2000."""

from typing import Any

from pipeline.dates.items import Item


def merge_numerals(items: list[Item]) -> list[Item]:
    """The items with each run of number words replaced by one, and grouped digits («1 945») left without meaning."""
    result: list[Item] = []
    position = 0
    while position < len(items):
        item = items[position]
        if "CARD" in item.classes or "ORDN" in item.classes:
            built, position = _spelled(items, position)
            result.append(built)
        elif _is_grouped(items, position):
            item.classes, items[position + 1].classes = {"BIG": None}, {"BIG": None}
            result += items[position : position + 2]
            position += 2
        else:
            result.append(item)
            position += 1
    return result


def _is_grouped(items: list[Item], position: int) -> bool:
    """«1 945 рублей»: a number of up to three digits, one blank, three digits."""
    if position + 1 >= len(items):
        return False
    item, following = items[position], items[position + 1]
    return (
        item.classes.get("DIGITS", 9) <= 3
        and following.classes.get("DIGITS") == 3
        and "ORD" not in item.classes
        and following.start == item.end + 1
    )


def _spelled(items: list[Item], position: int) -> tuple[Item, int]:
    total, part, limit, end = 0, 0, 10_000, position
    ordinal = False
    while end < len(items) and not ordinal:
        classes = items[end].classes
        value = classes.get("CARD")
        if value == 1000 and total == 0 and limit > 1:
            total, part, limit = max(part, 1) * 1000, 0, 1000
        elif value is not None and value < limit and value != 1000:
            part, limit = part + value, _room(value)
        elif classes.get("ORDN", limit) < limit:
            part, ordinal = part + classes["ORDN"], True
        else:
            break
        end += 1
    end = max(end, position + 1)
    return _number_item(items[position:end], total + part, ordinal), end


def _room(value: int) -> int:
    """What may follow: hundreds take less than 100, tens less than 10, the rest nothing but «тысяч»."""
    return 100 if value >= 100 else 10 if value >= 20 else 2


def _number_item(items: list[Item], value: int, ordinal: bool) -> Item:
    item = Item(
        items[0].start, items[-1].end, items[0].norm if len(items) == 1 else "", items[0].glued, rule="spelled_number"
    )
    kept: dict[str, Any] = dict(items[0].classes) if len(items) == 1 else {}
    kept.pop("CARD", None), kept.pop("ORDN", None)
    item.classes = {**kept, "ORD": value} if ordinal else {**kept, "NUM": value, "SPELLED": value}
    if ordinal and value <= 31:
        item.classes["DAY"] = value
    if len(items) > 1 and ordinal and 20 < value < 100 and items[-1].norm.endswith(("ом", "ем")):
        item.classes["YEARSHORT"] = value
    if ordinal and 1000 <= value < 2200 and "DECADEWORD" not in kept:
        item.classes["YEARORD"] = value
    return item
