"""What looks like a date and is none: names of streets and works, numbers of things, counts, ages, scores.

Each filter is a small function that answers True for "this is no date"; they stand in one ordered list at the end.
"""

from collections.abc import Callable

from pipeline.dates.ages import age, year_of_life
from pipeline.dates.analysis import Analysis
from pipeline.dates.case import Case
from pipeline.dates.codes import coded, labelled, model, number_of_thing, ordinal_of_noun, part_of_number, ratio
from pipeline.dates.items import Item
from pipeline.dates.ordinals import bare_ordinal
from pipeline.dates.titles import place_name, quoted_title, war_as_name, weekday_as_name
from pipeline.dates.values import Expr


def capital_month(case: Case) -> bool:
    """«Октябрьская революция», «Август» as a name"""
    point = case.point
    word = case.text[case.item.start : case.item.end]
    if point is None or case.shape != "point" or " " in word or point.unit not in ("month", "season", "day", "year"):
        return False
    if point.day is not None or not word[0].isupper() or any(c.isdigit() for c in word):
        return False
    return (
        "adjective" in case.item.rule
        or point.unit == "month"
        or (case.item.rule != "deictic" and case.analysis.name_over(case.item.start, case.item.end) is not None)
    )


def weak_point(case: Case) -> bool:
    """A month's, season's or year's bare name where nothing beside it shows a date."""
    point = case.point
    if point is None or case.shape != "point" or not point.weak or case.item.rule == "day_before":
        return False
    if point.unit != "year" or case.item.rule != "bare_year":
        return True
    return not _stands_alone(case)


def _stands_alone(case: Case) -> bool:
    """Whether a bare number of four digits can be a year by what stands around it."""
    year = case.point.year if case.point else None
    if year is None or not 1100 <= year <= 2100 or case.has(-1, "LABEL", "HEDGE", "NUM", "DECIMAL", "BIG", "CLOCK"):
        return False
    if (
        case.has(1, "NUM", "DECIMAL", "BIG", "ROMAN")
        or case.norm(1) in ("/", "+", "=", "x", "х", "×", "*")
        or case.norm(-1) in ("/", "+", "=", "$", "€", "*")
    ):
        return False
    glued = case.near(1)
    if glued is not None and glued.glued and (glued.norm == "-" or glued.norm.isalpha()):
        return False
    if case.norm(-1) == "(" or (case.norm(-1) == "-" and case.item.glued) or (glued is not None and glued.norm == ")"):
        return True
    return _ends_imprint(case) or _is_heading(case) or not _is_nummod(case)


def _is_heading(case: Case) -> bool:
    """«1905. 9 января — расстрел шествия»: a sentence or line that is nothing but a year"""
    before, following = case.near(-1), case.near(1)
    opens = before is None or before.norm in (".", "!", "?") or "\n" in case.text[before.end : case.item.start]
    closes = following is None or following.norm in (".", ":") or "\n" in case.text[case.item.end : following.start]
    return opens and closes


def _ends_imprint(case: Case) -> bool:
    """«Москва, 1945.», «(„Народная война“, 1973, и другие)»"""
    counted = case.has(-2, "NUM") and not case.has(-2, "PT.year")
    return case.norm(-1) == "," and case.norm(1) in ("", ".", ";", ",", "»", "-") and not counted


def _is_nummod(case: Case) -> bool:
    number = case.analysis.at(case.item.end - 1)
    if number is None:
        return False
    word = case.analysis.words[number]
    return word.relation.startswith("nummod") and case.analysis.words[word.head].pos in ("NOUN", "SYM", "PROPN")


def counted(case: Case) -> bool:
    """«1945 рублей», «в 1500 новых домов», «с 20.05 до 21.10 рубля»"""
    following = case.near(1)
    if not case.text[case.item.end - 1].isdigit() or case.point is None or following is None:
        return False
    if case.point.unit != "year":
        return case.point.unit == "clock" and ("COUNTED" in following.classes or following.norm == "%")
    if "COUNTED" in following.classes or following.norm in ("%", "°", "$", "€", "₽"):
        return True
    if (
        following.glued
        and following.norm == "-"
        and (after := case.near(2)) is not None
        and after.glued
        and after.norm.isalpha()
    ):
        return True
    gap = case.text[case.item.end : following.start]
    if not following.norm.isalpha() or "\n" in gap or case.text[following.start].isupper():
        return False
    return _counts(case, following)


def _counts(case: Case, following: Item) -> bool:
    number = case.analysis.at(following.start)
    if number is None:
        return following.norm.endswith(("ов", "ев", "ей", "иц", "ек", "ок")) and not following.classes
    word = case.analysis.words[number]
    if word.pos == "NOUN":
        return ("Case=Gen" in word.features and "Number=Plur" in word.features) or _year_hangs_on(case, number)
    return word.pos == "ADJ" and "Case=Gen" in word.features and "Number=Plur" in word.features


def _year_hangs_on(case: Case, noun: int) -> bool:
    number = case.analysis.at(case.item.end - 1)
    if number is None:
        return False
    word = case.analysis.words[number]
    return word.head == noun and word.relation.startswith("nummod")


def score(case: Case) -> bool:
    """«счёт 21:19», «глава 10:30», a clock time that nothing shows to be one"""
    point = case.point
    if point is None or point.unit != "clock" or point.day is not None or not case.text[case.item.start].isdigit():
        return False
    return case.has(-1, "SCORE") or case.has(-2, "SCORE")


def speed(case: Case) -> bool:
    """«1200 км в час»"""
    text = case.text[case.item.start : case.item.end].lower()
    return text in ("в час", "в секунду", "в минуту") and case.norm(-1) in LENGTHS_OF_WAY


LENGTHS_OF_WAY = {"км", "м", "километр", "километра", "километров", "метр", "метра", "метров", "миль", "мили", "узлов"}


def idiom(case: Case) -> bool:
    """«после дождичка в четверг», «с добрым утром»"""
    return case.has(-1, "IDIOM")


def part_of_law(case: Case) -> bool:
    """«ст. 115 ч. 2»"""
    expr = case.item.classes.get("EXPR")
    abbreviated = (
        isinstance(expr, Expr)
        and expr.shape == "duration"
        and case.text[case.item.start : case.item.end].endswith("ч.")
    )
    return abbreviated and (case.has(1, "NUM") or case.has(-1, "LABEL"))


def numbered_place(case: Case) -> bool:
    """«на 40-е место», «десятые классы»: plural ordinals that are no decades"""
    point = case.point
    following = case.near(1)
    if (
        point is None
        or point.unit != "decade"
        or following is None
        or "decade" not in case.item.rule.split("+")[-1 - (case.item.rule.endswith("governed"))]
    ):
        return False
    text = case.text[case.item.start : case.item.end].rstrip(".").lower()
    if text.endswith(("годы", "годов", "годах", "годам", "годами", "гг", "г")) or not following.norm.isalpha():
        return False
    noun, own = case.analysis.at(following.start), case.analysis.at(case.item.end - 1)
    if noun is None or own is None:
        return False
    return case.analysis.words[own].head == noun and case.analysis.words[own].relation.startswith(("amod", "nummod"))


def in_address(case: Case) -> bool:
    """A date in the address of a web page, in the name of a file"""
    before, following = case.near(-1), case.near(1)
    if not case.text[case.item.start].isdigit() or (
        "iso_day" not in case.item.rule and "numeric" not in case.item.rule
    ):
        return False
    left = before is not None and case.item.glued and before.norm in ("/", "_", "=", "-", ".", "&")
    right = (
        following is not None
        and following.glued
        and (following.norm in ("/", "_", "&", "=") or following.norm.isalpha())
    )
    dotted = (
        following is not None
        and following.glued
        and following.norm == "."
        and case.has(2) is False
        and _glued_word_at(case, 2)
    )
    return left or (right and not case.has(1, "YW")) or dotted


def _glued_word_at(case: Case, offset: int) -> bool:
    item = case.near(offset)
    return item is not None and item.glued and item.norm.isalpha()


def preposition_only(case: Case) -> bool:
    """«накануне юбилея»: governs a noun"""
    if case.item.rule != "day_before":
        return False
    number = case.analysis.at(case.item.start)
    following = case.near(1)
    if following is None or not following.norm.isalpha():
        return False
    after = case.analysis.at(following.start)
    if after is None or number is None:
        return True
    word = case.analysis.words[after]
    return case.analysis.words[number].pos == "ADP" and "Case=Gen" in word.features


def day_of_something(case: Case) -> bool:
    """«днём рождения», «худшим днём»: a noun, no part of the day"""
    if case.item.rule != "bare_unit+bare_daypart" or (number := case.analysis.at(case.item.start)) is None:
        return False
    before, after = (
        case.analysis.words[n] if 0 <= n < len(case.analysis.words) else None for n in (number - 1, number + 1)
    )
    qualified = before is not None and before.pos in ("ADJ", "DET") and "Case=Ins" in before.features
    return qualified or (after is not None and after.pos == "NOUN" and "Case=Gen" in after.features)


def in_name(case: Case) -> bool:
    """«Россия сегодня»: a word of a longer name"""
    name = case.analysis.name_over(case.item.start, case.item.end)
    return (
        name is not None
        and name[2] == "ORG"
        and name[0] < case.item.start
        and case.item.rule in ("deictic", "bare_daypart")
    )


def glued_word(case: Case) -> bool:
    """A part of a longer word or code: «А1945», «x2010»"""
    before = case.near(-1)
    if before is None or not case.item.glued or not case.text[case.item.start].isdigit():
        return False
    return case.text[before.end - 1].isalnum()


FILTERS: tuple[Callable[[Case], bool], ...] = (
    bare_ordinal,
    glued_word,
    place_name,
    capital_month,
    weak_point,
    counted,
    labelled,
    coded,
    model,
    number_of_thing,
    ratio,
    part_of_number,
    ordinal_of_noun,
    score,
    age,
    year_of_life,
    idiom,
    part_of_law,
    speed,
    numbered_place,
    in_address,
    preposition_only,
    in_name,
    quoted_title,
    weekday_as_name,
    war_as_name,
    day_of_something,
)


def accepted(text: str, items: list[Item], number: int, analysis: Analysis) -> bool:
    """Whether the candidate items[number] is a date expression."""
    case = Case(text, items, number, analysis)
    return not any(refuse(case) for refuse in FILTERS)
