"""Filters for numbers of things: houses, pages, models, standards, flights, scales. Each answers True for "no date".

Knows digits, marks and Latin letters; the words («дом», «рейс», «ГОСТ») are in `models/dates/anti.csv`, class LABEL:
with the value `code` the number behind may have full stops and stand a few words away («код специальности 01.02.03»).
"""

from pipeline.dates.case import Case
from pipeline.dates.items import Item

FARTHEST = 5
"""How many items back a label is sought, past letters of a code («рейс SU 1939») and numbers joined to it."""


def labelled(case: Case) -> bool:
    """«№ 1945», «дом 1812», «с. 1812–1820», «страницы 1905 и 1906», «рейс SU 1939»; but «модель 1939 года»"""
    return _is_bare_number(case) and _label_before(case) is not None


def coded(case: Case) -> bool:
    """«код специальности 01.02.03», «по ГОСТ 1945-80», «ГОСТ Р ИСО 9001-2015»"""
    text = case.text[case.item.start : case.item.end]
    dotted = case.item.rule == "numeric_day" and text.count(".") == 2 and len(text) <= len("01.02.03")
    if not dotted and not _is_bare_number(case):
        return False
    for offset in range(-1, -FARTHEST, -1):
        item = case.near(offset)
        if item is None or (item.norm in (",", ";", ".", "(", ")") or "PREP" in item.classes or "EXPR" in item.classes):
            return False
        if item.classes.get("LABEL") == "code":
            return True
    return False


def _is_bare_number(case: Case) -> bool:
    """Whether the candidate is a year or two in digits, without a word for the year."""
    text = case.text[case.item.start : case.item.end]
    point = case.point
    if point is None or point.unit != "year" or not (text[0].isdigit() and text[-1].isdigit()):
        return False
    return case.shape != "point" or point.weak or ("bare_year" in case.item.rule and not _shares_unit(case))


def _shares_unit(case: Case) -> bool:
    """«1905» of «1905 и 1910 годов»"""
    following = case.near(2)
    return (
        case.norm(1) in ("и", ",", "а")
        and following is not None
        and "PT.year" in following.classes
        and not case.text[following.end - 1].isdigit()
    )


def _label_before(case: Case) -> Item | None:
    """The label to which the number belongs."""
    offset = -1
    if case.norm(-1) in ("и", ",", "-") and (case.has(-2, "NUM") or _is_year(case, -2)):
        offset = -3
    while offset > -FARTHEST:
        item = case.near(offset)
        if item is None or "LABEL" in item.classes:
            return item
        if not _is_letters_of_code(case, item):
            return None
        offset -= 1
    return None


def _is_year(case: Case, offset: int) -> bool:
    item = case.near(offset)
    return item is not None and "PT.year" in item.classes and case.text[item.start : item.end].isdigit()


def _is_letters_of_code(case: Case, item: Item) -> bool:
    text = case.text[item.start : item.end]
    return (item.norm == "-" and item.glued) or (len(text) <= 3 and text.isupper()) or (item.glued and text.isdigit())


def model(case: Case) -> bool:
    """«Peugeot 2008», «Windows Server 2008»; but «Expo 2017», «(Smith 1990)», «IBM, 1911»"""
    before, following = case.near(-1), case.near(1)
    if not _is_bare_number(case) or case.shape != "point" or before is None or case.item.glued:
        return False
    word = case.text[before.start : before.end]
    if case.has(-1, "EVENTWORD", "ROMAN") or case.has(-2, "EVENTWORD") or len(word) < 2:
        return False
    return word.isascii() and word.isalpha() and (following is None or following.norm not in (")", "-"))


def number_of_thing(case: Case) -> bool:
    """«Гимназия 1505 победила», «астероид 1905»; but «чемпионат мира 2003», «кинофестиваль „Сандэнс“ 2013»

    A noun takes a bare year behind it only where it names an event; by the analysis, without which nouns are not known.
    """
    before, following = case.near(-1), case.near(1)
    if before is None or case.shape != "point" or case.item.glued or not _is_bare_number(case):
        return False
    if not before.norm.isalpha() or {"PT", "EXPR", "YW", "MONTH", "SEASON"} & before.classes.keys():
        return False
    if any(case.has(offset, "EVENTWORD") for offset in range(-1, -FARTHEST, -1)):
        return False
    number = case.analysis.at(before.start)
    if number is None or (following is not None and following.norm in (")", "-", "»", "”", '"')):
        return False
    return case.analysis.words[number].pos == "NOUN" and not _is_capital_within(case, before)


def _is_capital_within(case: Case, item: Item) -> bool:
    """Whether the item before the candidate has a capital that no sentence gives it."""
    first = case.near(-2)
    opens = first is None or first.norm in (".", "!", "?", "«") or "\n" in case.text[first.end : item.start]
    return case.text[item.start].isupper() and not opens


def ratio(case: Case) -> bool:
    """«масштаб 1:2000», «ISO 9001:2015»"""
    if not _is_bare_number(case):
        return False
    before, following, after = case.near(-2), case.near(1), case.near(2)
    if case.norm(-1) == ":" and case.item.glued and before is not None and before.norm[-1:].isdigit():
        return True
    return following is not None and following.glued and following.norm == ":" and after is not None and after.glued


def part_of_number(case: Case) -> bool:
    """«2.01.07-85», «9001-2015», «1920 на 1080», «IMG_1905», «#2018», «1917.com»: a number that goes on"""
    if not _is_bare_number(case):
        return False
    if _is_glued_to(case, -1, "_#@&") or _is_glued_to(case, 1, "_@&") or _is_domain(case):
        return True
    before = case.near(-2)
    if case.norm(-1) == "-" and case.item.glued and before is not None and before.norm[-1:].isdigit():
        return True
    following = case.near(1)
    onward = case.text[following.start : following.end] if following is not None else ""
    return (onward == "на" and case.has(2, "NUM")) or (onward.startswith("на ") and onward[-1].isdigit())


def _is_glued_to(case: Case, offset: int, marks: str) -> bool:
    """Whether one of the marks touches the number on that side."""
    mark = case.near(offset)
    inner = case.item if offset < 0 else mark
    return mark is not None and inner is not None and inner.glued and mark.norm in marks and mark.norm != ""


def _is_domain(case: Case) -> bool:
    following, after = case.near(1), case.near(2)
    if following is None or after is None or following.norm != "." or not (following.glued and after.glued):
        return False
    return after.norm.isascii() and after.norm.isalpha()


def ordinal_of_noun(case: Case) -> bool:
    """«1500-й посетитель», «на 1500-м метре»: the number of something else"""
    point, following = case.point, case.near(1)
    if point is None or point.unit != "year" or case.item.rule.split("+")[0] not in ("year", "spelled_number"):
        return False
    last = case.text[case.item.start : case.item.end].split()[-1].lower()
    if following is None or not following.norm.isalpha() or not (last[0].isdigit() or last.startswith("двухтысячн")):
        return False
    if last.isdigit():
        return False
    agreeing = last.endswith("-й") and following.norm.endswith(("ый", "ий", "ой"))
    return agreeing or "COUNTED" in following.classes or _agrees(case, following)


def _agrees(case: Case, following: Item) -> bool:
    """Whether a noun behind takes the ordinal as its adjective, by the analysis."""
    own = case.analysis.at(case.item.end - 1)
    if own is None or case.text[following.start].isupper():
        return False
    word = case.analysis.words[own]
    return word.relation == "amod" and own < word.head <= own + 3 and case.analysis.words[word.head].pos == "NOUN"
