"""Filters for names of works, of places, of people that look like dates. Each answers True for "a name, no date".

Knows quotation marks and capitals; the words («улица», «завод», «сказал») are in `models/dates/anti.csv`.
"""

from pipeline.dates.case import Case
from pipeline.dates.items import Item

OPENING, CLOSING, STRAIGHT = ("«", "„", "“"), ("»", "”", "“"), '"'
"""Quotation marks; “ closes after „ and opens before ”."""
LONGEST_TITLE = 12
"""Items that a title has at most: what is longer between quotation marks is somebody's words."""


def place_name(case: Case) -> bool:
    """«улица 8 Марта», «завод имени 1 Мая», «площадь 1905 года»; but «завод 1905 года», «завод 5 мая остановили»"""
    point = case.point
    if point is None or point.unit not in ("day", "year") or case.text[case.item.start] in "вВсС":
        return False
    place = case.near(case.before_marks())
    if place is None or "PLACEWORD" not in place.classes or point.ref is not None:
        return False
    if point.unit == "year":
        return place.classes["PLACEWORD"] != "day"
    return point.year is None and (_is_written_as_name(case) or place.norm in ("ул.", "пл.", "имени", "им."))


def _is_written_as_name(case: Case) -> bool:
    """«8 Марта», in quotation marks, or with a number of a house behind; but «вышли на улицу 8 марта»"""
    words = case.text[case.item.start : case.item.end].split()
    house = case.norm(1) == "," and case.has(2, "NUM")
    return words[-1][0].isupper() or case.norm(-1) in (*OPENING, STRAIGHT) or house


def quoted_title(case: Case) -> bool:
    """«роман „1984“», «Завтра была война»; but «„Вчера“, — ответил он», «Форум „Город-2010“»"""
    quoted = _quotation(case)
    if quoted is None:
        return False
    left, right = quoted
    first, before, after = case.near(left + 1), case.near(left - 1), case.near(right + 1)
    if first is None or not (case.text[first.start].isupper() or case.text[first.start].isdigit()):
        return False
    if _is_speech(case, before, after, right):
        return False
    if left == -1 and right == 1:
        return not (case.point is not None and case.point.unit == "decade")
    named = case.text[first.start].isupper() or (before is not None and "PLACEWORD" in before.classes)
    return named and not _says_when(case, right)


def _quotation(case: Case) -> tuple[int, int] | None:
    """The offsets of the quotation marks around the candidate, if nothing between them ends a sentence."""
    left = next((n for n in range(-1, -LONGEST_TITLE, -1) if _is_mark(case, n, OPENING, 1)), None)
    right = next((n for n in range(1, LONGEST_TITLE) if _is_mark(case, n, CLOSING, 0)), None)
    if left is None or right is None or right - left > LONGEST_TITLE:
        return None
    within = [case.norm(n) for n in range(left + 1, right) if n != 0]
    marks = (*OPENING, *CLOSING, STRAIGHT, ".", "!", "?", "…", ":", ";")
    return None if any(norm in marks for norm in within) else (left, right)


def _is_mark(case: Case, offset: int, marks: tuple[str, ...], glued: int) -> bool:
    """Whether a quotation mark stands there; a straight one touches what it opens or closes."""
    item, beside = case.near(offset), case.near(offset + glued)
    if item is None or item.norm not in (*marks, STRAIGHT):
        return False
    return item.norm != STRAIGHT or (beside is not None and beside.glued)


def _is_speech(case: Case, before: Item | None, after: Item | None, right: int) -> bool:
    """Whether somebody says, writes or thinks what stands between the quotation marks."""
    if before is not None and (before.norm in (":", "что") or "SAYWORD" in before.classes):
        return True
    return after is not None and (after.norm == "-" or (after.norm == "," and case.norm(right + 2) == "-"))


def _says_when(case: Case, right: int) -> bool:
    """«Форум „Город-2010“», «закон „О бюджете на 2011 год“»: the name says when"""
    point = case.point
    if point is None or point.unit != "year":
        return False
    return (right == 1 and point.weak) or case.text[case.item.start : case.item.end].startswith(("на ", "за "))


def weekday_as_name(case: Case) -> bool:
    """«Робинзон позвал Пятницу», «фамилия Вторник»: a capital within a sentence, no preposition"""
    before = case.near(-1)
    if case.item.rule != "weekday" or before is None or not case.text[case.item.start].isupper():
        return False
    gap = case.text[before.end : case.item.start]
    return before.norm[-1:].isalpha() and before.norm[:1].isalpha() and "\n" not in gap


def war_as_name(case: Case) -> bool:
    """«Столетняя война», «после Семилетней войны»"""
    return (
        "length_adjective" in case.item.rule
        and case.text[case.item.start].isupper()
        and case.norm(1).startswith("войн")
    )
