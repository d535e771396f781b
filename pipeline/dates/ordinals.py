"""Ordinals in digits that stand for a year or a day without saying so: «в 42-м», «19-го»; and the filter for those that
belong to a noun («в 42-м доме»)."""

from typing import Any

from pipeline.dates.cascade import rule
from pipeline.dates.case import Case
from pipeline.dates.items import Item
from pipeline.dates.values import Point, classes_of

GOVERNORS = {"м": ("в",), "го": ("с", "до", "после", "от"), "му": ("к",)}
"""The prepositions before a year that is written like that, by its ending."""
CASES = {"м": ("Loc",), "го": ("Gen", "Acc"), "му": ("Dat",), "ых": ("Gen", "Loc")}
"""The case in which a noun agrees with an ordinal, by its ending."""


@rule("@YEARSHORT")
def year_ordinal(number: Item) -> dict[str, Any]:
    """«42-м»: a year where a preposition governs it; it stays an ordinal."""
    return {**number.classes, **classes_of(Point("year", year=number.classes["YEARSHORT"], short=True, weak=True))}


@rule("@DAYSHORT")
def day_ordinal(number: Item) -> dict[str, Any]:
    """«19-го»: a day of the month that the text is telling of; it stays an ordinal."""
    return {**number.classes, **classes_of(Point("day", day=number.classes["DAYSHORT"]))}


def bare_ordinal(case: Case) -> bool:
    """«в 42-м доме», «Людовика 14-го», «нулевых ставок»: an ordinal that something else is counted by"""
    names = case.item.rule.split("+")
    if names[-1] == "day_ordinal" or names == ["day_ordinal", "governed"]:
        return _belongs(case) or not _may_be_a_day(case)
    if set(names) <= {"year_ordinal", "governed", "spelled_number"} and case.shape in ("point", "since", "until"):
        return _belongs(case) or not _is_governed_right(case)
    return names[-1] == "bare_decade" and (_belongs(case) or case.has(-1, "NUM", "ORD"))


def _is_governed_right(case: Case) -> bool:
    words = case.text[case.item.start : case.item.end].lower().split()
    is_governed = case.item.rule.endswith("governed")
    return not is_governed or words[0] in GOVERNORS.get(_ending(words[-1]), ())


def _ending(word: str) -> str:
    """The key of an ordinal in the tables: «42-м» and «первом» are «м»."""
    ending = word.rpartition("-")[2][-2:]
    return "м" if ending in ("ом", "ем") else ending


def _may_be_a_day(case: Case) -> bool:
    if case.shape in ("since", "until"):
        return True
    if case.item.rule != "day_ordinal":
        return False
    before = case.near(-1)
    if before is None or not before.norm.isalpha():
        return case.norm(-1) not in ("№", "-", "/")
    number = case.analysis.at(before.start)
    return number is not None and case.analysis.words[number].pos in ("VERB", "ADV", "CCONJ", "PART", "SCONJ")


def _belongs(case: Case) -> bool:
    """Whether a noun behind it, perhaps over «и 12-м» or an adjective, is what it counts."""
    following = case.near(1)
    if following is not None and following.norm in ("и", "или", ",") and case.has(2, "ORD", "PT.year"):
        following = case.near(3)
    if following is None or not following.norm.isalpha() or case.text[following.start].isupper():
        return False
    number = case.analysis.at(following.start)
    if number is None:
        return not following.classes and following.norm not in FREE
    word = case.analysis.words[number]
    cases = CASES.get(_ending(case.text[case.item.start : case.item.end].lower()), ())
    return word.pos in ("NOUN", "ADJ") and any(f"Case={name}" in word.features for name in cases)


FREE = set("и а но он она они уже еще когда после в на с же опять снова был была были".split())
"""Words that no ordinal belongs to; without an analysis any other may be its noun."""
