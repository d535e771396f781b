"""Filters for ages, which are no dates: a person's years, a year of life. Each answers True for "this is an age"."""

import re

from pipeline.dates.case import Case
from pipeline.dates.items import Item
from pipeline.dates.values import Expr


def age(case: Case) -> bool:
    """«в возрасте 42 лет», «ему 42 года», «Иванов, 42 года,», «42-летний житель»"""
    expr = case.item.classes.get("EXPR")
    if not isinstance(expr, Expr) or expr.shape != "duration":
        return False
    if "length_adjective" in case.item.rule:
        return expr.unit in ("year", "month") and _qualifies_person(case)
    if expr.unit not in ("year", "month", "day", "week"):
        return expr.unit == "century" and _behind_word_of_age(case)
    return _aged(case)


def _aged(case: Case) -> bool:
    text = case.text[case.item.start : case.item.end].lower()
    if case.has(1, "TERMWORD"):
        return False
    if _behind_word_of_age(case) or case.has(1, "AGEAFTER") or case.norm(1) in ("моложе", "старше", "младше"):
        return True
    if case.has(-1, "AGEPRON") or case.has(1, "AGEPRON"):
        return not _is_term(case, text)
    if expr_unit(case) == "year" and case.norm(-1) in ("с", "со", "свои", "своих"):
        return case.norm(-2) != "за"
    if _near_word_of_age(case, text) or _said_of_person(case):
        return True
    if not case.norm(-1).startswith("срок") and _AT_AGE.match(text):
        return True
    return _beside_person(case, text) or _in_apposition(case)


_AT_AGE = re.compile(
    r"(?:в|во|с) (?!теч|год|следующ|ближайш|последн|перв|предыдущ|эт|те )\S+(?: \S+)? (?:лет|года|год)$"
)
"""«в двадцать пять лет», «с трёх лет»; but «в следующие шесть лет»"""


def _behind_word_of_age(case: Case) -> bool:
    """«в возрасте трёх месяцев», «исполнилось 60 лет», «дожил до 90 лет»; but «не дожил двух дней»"""
    before = case.near(-2 if case.norm(-1) == "-" else -1)
    if before is None or "AGEWORD" not in before.classes:
        return False
    return before.classes["AGEWORD"] != "year" or expr_unit(case) == "year"


def _near_word_of_age(case: Case, text: str) -> bool:
    """«выходят на пенсию не позже 45 лет», «младше него на 50 лет», «в возрастных категориях от 6 до 18 лет»"""
    if expr_unit(case) != "year":
        return False
    if text.startswith("на ") and case.has(-2, "AGEWORD"):
        return True
    near = (case.near(offset) for offset in range(-2, -5, -1))
    return not text.startswith(("на ", "через ", "за ", "в ")) and any(
        item is not None and item.classes.get("AGEWORD") == "near" for item in near
    )


def _said_of_person(case: Case) -> bool:
    """«ему на тот момент было 75 лет», «которой тогда не исполнилось и 18 лет»"""
    offset = -1
    skipped = {"и", "бы", "уже", "всего", "только", ","}
    while (case.norm(offset) in skipped or case.has(offset, "NUM")) and offset > -6:
        offset -= 1
    if case.norm(offset) not in ("было", "будет", "исполнилось") or expr_unit(case) != "year":
        return False
    for back in range(offset - 1, offset - 10, -1):
        if case.has(back, "AGEPRON"):
            return True
        if _word(case, back) in (".", "!", "?", ";", ""):
            return False
    return False


def _is_term(case: Case, text: str) -> bool:
    """«дали ему пять лет», «ему на три года запретили въезд», «в которой три года жили»: no age of his"""
    if case.has(-1, "AGEPRON") and case.has(-2, "PREP"):
        return True
    if text.startswith(("на ", "через ", "в ", "во ", "до ")) or (text.startswith("за ") and not _ROUND.match(text)):
        return True
    near = 1 if case.has(-1, "AGEPRON") else 2
    return case.norm(near) == "не" or case.has(-2, "TERMWORD") or case.has(near, "TERMWORD")


_ROUND = re.compile(r"за (?:[3-9]\d|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\b")
"""«ему за сорок лет» is an age, «ему за три года» a time."""


def _in_apposition(case: Case) -> bool:
    """«Иванов, 42 года,», «Пётр Иванов (42 года)», «родился в 1967 году (51 год)»"""
    before = case.near(-2)
    if before is None or case.norm(-1) not in (",", "(") or case.norm(1) not in (",", ")", ".", "("):
        return False
    after_date = case.norm(-1) == "(" and case.norm(1) == ")" and {"PT.year", "PT.day"} & before.classes.keys()
    unknown = case.analysis.at(before.start) is None and case.norm(-1) == "(" and case.text[before.start].isupper()
    return bool(after_date) or (expr_unit(case) == "year" and (unknown or _is_person(case, before)))


def _beside_person(case: Case, text: str) -> bool:
    """«девочка 16 лет», «детям до 12 лет», «Поэту было 69 лет», «сыну тогда было полтора года»"""
    if not re.match(r"\d|до |от |под ", text) and not any(
        name in case.item.rule for name in ("spelled_number", "vague_length", "inverted_length")
    ):
        return False
    if text.startswith(PREPOSITIONS):
        return False
    offset = -1
    while (_word(case, offset) in BETWEEN or case.has(offset, "NUM")) and offset > -5:
        offset -= 1
    before = case.near(offset)
    if before is None or not before.norm.isalpha():
        return False
    if "AGEPRON" in before.classes:
        return offset < -1 and not case.has(1, "TERMWORD")
    number = case.analysis.at(before.start)
    if number is None:
        said = "inverted_length" in case.item.rule or _OF_AGE.match(text) is not None
        return said and "PERSONWORD" in before.classes
    word = case.analysis.words[number]
    if "Case=Dat" in word.features and word.pos in ("NOUN", "PROPN", "PRON"):
        return not case.has(offset - 1, "PREP", "TERMWORD") and not case.has(offset - 2, "TERMWORD")
    if "Case=Ins" in word.features or ("Case=Gen" in word.features and case.norm(-1) == "-"):
        return False
    if expr_unit(case) != "year" or not _is_person(case, before):
        return False
    attribute = "inverted_length" in case.item.rule or _OF_AGE.match(text) is not None
    return attribute or (word.pos in ("NOUN", "PROPN", "PRON") and not _goes_on(case))


_OF_AGE = re.compile(r"до |от |(?:двух|тр[её]х|четыр[её]х|семи|восьми|сорока|ста|\w+ти) ")
"""What stands behind a person in the genitive says no length of what he did («лошадь трёх лет», «юноши до 17 лет»)."""


def _goes_on(case: Case) -> bool:
    """«Брат пять лет работал в шахте»: an imperfective verb says what lasted; but «Мальчик 16 лет утонул»"""
    following = case.near(1)
    number = case.analysis.at(following.start) if following is not None else None
    return number is not None and "Aspect=Imp" in case.analysis.words[number].features


def _word(case: Case, offset: int) -> str:
    """The item in lower case, also where rules built it («сейчас»)."""
    item = case.near(offset)
    return "" if item is None else item.norm or case.text[item.start : item.end].lower()


def expr_unit(case: Case) -> str | None:
    """The unit of a candidate that is a length."""
    expr = case.item.classes.get("EXPR")
    return expr.unit if isinstance(expr, Expr) else None


PREPOSITIONS = (
    "за ",
    "на ",
    "через ",
    "около ",
    "почти ",
    "в ",
    "более ",
    "менее ",
    "свыше ",
    "не ",
    "больше ",
    "чуть ",
)
BETWEEN = {
    *("был", "была", "было", "будет", "исполнилось", "уже", "тогда", "сейчас", "всего", "только", "еще", "и", "-"),
    *("под", "лишь", "едва", "скоро", "нет"),
}
"""Words that may stand between a person and his age."""


def _is_person(case: Case, item: Item) -> bool:
    number = case.analysis.at(item.start)
    name = case.analysis.name_over(item.start, item.end)
    if (name is not None and name[2] == "PER") or "PERSONWORD" in item.classes:
        return True
    return number is not None and "Animacy=Anim" in case.analysis.words[number].features


def year_of_life(case: Case) -> bool:
    """«на 75-м году жизни», «на 75-м году умер»"""
    point = case.point
    if point is None or point.unit != "year" or case.shape != "point":
        return False
    text = case.text[case.item.start : case.item.end].lower()
    return case.has(1, "LIFE") or re.fullmatch(r"на \d\d(?:-о?м)? году", text) is not None


def _qualifies_person(case: Case) -> bool:
    """«42-летний Иванов», «столетняя липа», «десятилетний коньяк»; but «пятилетний контракт»"""
    if any(case.has(offset, "PERSONWORD") for offset in (1, 2)):
        return True
    following, number = case.near(1), case.analysis.at(case.item.end - 1)
    if following is None:
        return False
    if any(_is_persons_name(case, offset) for offset in (1, 2)):
        return True
    if number is None:
        return case.text[following.start].isupper()
    head = case.analysis.words[case.analysis.words[number].head]
    return "Animacy=Anim" in head.features or head.pos != "NOUN" or _before_person(case, number)


def _is_persons_name(case: Case, offset: int) -> bool:
    item = case.near(offset)
    name = case.analysis.name_over(item.start, item.end) if item is not None else None
    return name is not None and name[2] == "PER" and (offset == 1 or case.norm(1) in ("«", '"'))


def _before_person(case: Case, number: int) -> bool:
    """Whether the first noun behind the adjective and other adjectives is somebody («55-летний британский премьер»)."""
    for word in case.analysis.words[number + 1 : number + 4]:
        if word.pos != "ADJ":
            return word.pos in ("NOUN", "PROPN") and "Animacy=Anim" in word.features
    return False
