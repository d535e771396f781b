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
        return False
    return _aged(case)


def _aged(case: Case) -> bool:
    text = case.text[case.item.start : case.item.end].lower()
    if (
        case.has(-1, "AGEWORD", "AGEPRON")
        or case.has(1, "AGEAFTER", "AGEPRON")
        or case.norm(1) in ("моложе", "старше", "младше")
    ):
        return True
    if expr_unit(case) == "year" and case.norm(-1) in ("с", "со", "свои", "своих"):
        return True
    if re.match(r"(?:в|во|с) (?!теч|год)\S+(?: \S+)? (?:лет|года|год)$", text):
        return True
    return _beside_person(case, text) or _in_apposition(case)


def _in_apposition(case: Case) -> bool:
    """«Иванов, 42 года,», «Пётр Иванов (42 года)»"""
    before = case.near(-2)
    if before is None or case.norm(-1) not in (",", "(") or case.norm(1) not in (",", ")", ".", "("):
        return False
    return _is_person(case, before)


def _beside_person(case: Case, text: str) -> bool:
    """«девочка 16 лет», «детям до 12 лет», «Поэту было 69 лет», «ему тогда было 30 лет»"""
    if (not re.match(r"\d|до |от |под ", text) and "spelled_number" not in case.item.rule) or text.startswith(
        PREPOSITIONS
    ):
        return False
    offset = -1
    while case.norm(offset) in BETWEEN and offset > -5:
        offset -= 1
    before = case.near(offset)
    if before is None or not before.norm.isalpha():
        return False
    if "AGEPRON" in before.classes:
        return offset < -1
    number = case.analysis.at(before.start)
    if number is None:
        return False
    word = case.analysis.words[number]
    if "Case=Dat" in word.features and word.pos in ("NOUN", "PROPN", "PRON"):
        return True
    return _is_person(case, before) and word.pos in ("NOUN", "PROPN", "PRON")


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
BETWEEN = {"был", "была", "было", "будет", "уже", "тогда", "сейчас", "всего", "-", "только", "еще", "и", "исполнилось"}
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
    if any(case.has(offset, "PERSONWORD") for offset in (1, 2)):
        return True
    following, number = case.near(1), case.analysis.at(case.item.end - 1)
    if following is None:
        return False
    name = case.analysis.name_over(following.start, following.end)
    if name is not None and name[2] == "PER":
        return True
    if number is None:
        return case.text[following.start].isupper()
    head = case.analysis.words[case.analysis.words[number].head]
    return "Animacy=Anim" in head.features or head.pos != "NOUN"
