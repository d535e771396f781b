"""Rules for years, decades, centuries and millennia, with their eras. Items in, points out."""

from typing import Any

from pipeline.dates.cascade import Level, rule
from pipeline.dates.items import Item
from pipeline.dates.ordinals import year_ordinal
from pipeline.dates.values import Expr, Point, Ref, Trim, classes_of

SINGULAR_OF_YEAR = {"году", "г.", "г", "годом", "годе"}
"""Forms that no count of years takes: before them any number is the number of a year."""
PLURAL_OF_YEAR = {"годы", "годов", "годам", "годами", "годах", "гг.", "гг", "г.г."}


def astronomical(year: int, era: int | None) -> int:
    """The astronomical number of a year of an era (-1: before ours)."""
    return 1 - year if era == -1 else year


def demonstrative(item: Item, unit: str) -> Ref:
    """What a word like «этот», «прошлый», «тот же», «следующий» before a unit counts from."""
    classes = item.classes
    if item.norm.startswith("эт") and "DEM" in classes:
        return Ref("context" if unit == "day" else "near", unit, 0)
    if "DEM" in classes:
        return Ref("published", unit, classes["DEM"])
    if "DEMNEAR" in classes:
        return Ref("published", unit, 1)
    if "DEMNEXT" in classes:
        return Ref("next", unit, 1)
    return Ref("context", unit, classes.get("DEMCTX", 0))


def is_plural(item: Item) -> bool:
    """Whether a demonstrative is in the plural: «эти годы», «прошлых лет» name no one year."""
    return (item.norm.split() or [""])[0].endswith(("ие", "ые", "их", "ых", "ими", "ыми", "эти", "те", "тех", "теми"))


DEMONSTRATIVE = "@DEM|DEMNEXT|DEMSAME|DEMTHAT|DEMCTX|DEMNEAR"


@rule("YEAR YW ERA?", "YEARORD YW? ERA?")
def year(number: int, _: Any, era: int | None) -> Point:
    """«1936 году», «2011-м»."""
    return Point("year", year=astronomical(number, era), era=era)


@rule("YEAR =( QUESTION =) YW? ERA?", "YEAR @QUESTION YW ERA?", "NUM =( QUESTION =) YW ERA?", "NUM @QUESTION YW ERA?")
def doubted_year(number: int, *rest: Any) -> Point:
    """«1672 (?) году», «1672? года»"""
    return Point("year", year=astronomical(number, rest[-1]), era=rest[-1], mark="?")


@rule("@YEAR @QUESTION =-|=)|=,|=;", "HEDGE @YEAR @QUESTION")
def year_with_question(*values: Any) -> Trim | None:
    """«(1672?—1730?)», «ок. 1672?»; at the end of a sentence the mark belongs to the sentence"""
    number, question = (v for v in values if isinstance(v, Item))
    hedged = values[0] is not number
    point = Point("year", year=number.classes["YEAR"], mark="?", weak=hedged)
    return Trim(point, left=int(hedged), right=int(not hedged)) if question.glued else None


@rule("YEAR =- @TWO YW")
def short_years(first: int, _: Any, second: Item, __: Any) -> Expr | None:
    """«1941—45 гг.», «1905—07 годах»"""
    last = first // 100 * 100 + second.classes["TWO"]
    last += 100 if last < first else 0
    return Expr("range", Point("year", year=first), Point("year", year=last))


@rule("YEAR")
def bare_year(number: int) -> dict[str, Any]:
    """A number that may be a year if something beside it says so; it stays a number."""
    return {**classes_of(Point("year", year=number, weak=True)), "NUM": number, "DIGITS": 4}


@rule("@NUM @YW ERA?", "@ORD @YW ERA?")
def small_year(number: Item, word: Item, era: int | None) -> Point | None:
    """«862 году», «94 г.», «сорок пятого года», «480 г. до н. э.»; a number of years that is counted is none."""
    value: int = number.classes["ORD"] if "ORD" in number.classes else number.classes["NUM"]
    if "DECADE" in number.classes and word.norm in PLURAL_OF_YEAR:
        return None
    if era is not None and value < 5000:
        return Point("year", year=astronomical(value, era), era=era)
    ordinal = "ORD" in number.classes
    if "DIGITS" not in number.classes and ordinal and 900 <= value < 1000:
        return Point("year", year=1000 + value)
    if value >= 1000 or (ordinal and value < 10) or word.norm in PLURAL_OF_YEAR:
        return None
    if not ordinal and ("SPELLED" in number.classes or not _cannot_count(value, word.norm)):
        return None
    return Point("year", year=value, short=value < 100)


def _cannot_count(value: int, form: str) -> bool:
    """«95 года», «95 год» are no counts in Russian: those are «95 лет», «93 года», «91 год»; «к 21 году» may be one."""
    teens = 11 <= value % 100 <= 14
    if form in SINGULAR_OF_YEAR:
        return value >= 10 and (form != "году" or teens or value % 10 != 1)
    if form == "год":
        return value >= 30 and (teens or value % 10 != 1)
    return form == "года" and value >= 10 and (teens or value % 10 in (0, 5, 6, 7, 8, 9))


@rule("NUM ERA", "YEAR ERA")
def year_of_era(number: int, era: int) -> Point | None:
    """«480 до н. э.»"""
    return Point("year", year=astronomical(number, era), era=era) if number < 5000 else None


@rule("YEARS YW?")
def double_year(text: str, _: Any) -> Expr | None:
    """«2013/14»"""
    first, last = text.split("/")
    start = int(first)
    end = int(last) if len(last) == 4 else start // 100 * 100 + int(last)
    end += 100 if end < start else 0
    if not (1000 <= start < 2200 and start < end <= start + 2):
        return None
    return Expr("range", Point("year", year=start), Point("year", year=end), unit="year")


@rule("DEM|DEMSAME =( YEAR =) YW")
def year_in_brackets(_: Any, __: Any, number: int, *rest: Any) -> Point:
    """«текущего (2009) года»"""
    return Point("year", year=number)


@rule(f"{DEMONSTRATIVE} =,? YEAR YW")
def year_named_twice(*values: Any) -> Point:
    """«в текущем 2011 году», «в следующем, 1990 году»"""
    return Point("year", year=values[2])


@rule("YEARNOW")
def this_year(offset: int) -> Point:
    """«с. г.»"""
    return Point("year", year_ref=Ref("published", "year", offset))


@rule(f"{DEMONSTRATIVE} YW")
def relative_year(which: Item, _: Any) -> Point | Expr:
    """«в прошлом году», «того же года»"""
    if is_plural(which):
        return Expr("vague", unit="year")
    return Point("year", year_ref=demonstrative(which, "year"))


@rule("YEARADJ")
def year_adjective(offset: int) -> Point:
    """«прошлогодний»"""
    return Point("year", year_ref=Ref("published", "year", offset), adjective=True)


@rule("@DECADE @YW? ERA?")
def decade(number: Item, word: Item | None, era: int | None) -> Point | None:
    """«90-е», «1990-х годов», «30-х годах до н. э.»"""
    value = number.classes["DECADE"]
    if era == -1:
        return Point("decade", number=-(value // 10) - 1, era=-1)
    if word is not None and word.norm not in PLURAL_OF_YEAR:
        return None
    return Point("decade", number=value // 10, short=value < 100, weak=word is None and value < 100)


@rule("@ORD @YW")
def decade_in_dative(number: Item, word: Item) -> Point | None:
    """«к 1990-м годам», «к 90-м годам»: elsewhere the ending -м is a year's"""
    value = number.classes["ORD"]
    if word.norm != "годам" or value % 10 or not (value < 100 or 1000 <= value < 2200):
        return None
    return Point("decade", number=value // 10, short=value < 100)


@rule("DECADEWORD YW ERA?")
def spelled_decade(value: int, _: Any, era: int | None) -> Point:
    """«девяностых годов»"""
    if era == -1:
        return Point("decade", number=-(value // 10) - 1, era=-1)
    return Point("decade", number=value // 10, short=value < 100)


@rule("@DECADEWORD")
def bare_decade(word: Item) -> dict[str, Any]:
    """«девяностые»: a decade behind a preposition, «музыка девяностых» everywhere, «двадцатым» is a day."""
    value = word.classes["DECADEWORD"]
    weak = not word.norm.endswith("ых") or value == 10
    point = Point("decade", number=value // 10, short=value < 100, weak=weak)
    return {**classes_of(point), **{name: word.classes[name] for name in ("DAY", "ORD") if name in word.classes}}


@rule("TWO @YW")
def decade_in_digits(value: int, word: Item) -> Point | None:
    """«в 60 гг.»"""
    plural = word.norm in PLURAL_OF_YEAR - {"годам", "годами"} and value % 10 == 0
    return Point("decade", number=value // 10, short=True) if plural else None


@rule("ROMAN CW ERA?", "ORD @CW ERA?", "@NUM @CW ERA?")
def century(number: Any, word: Any, era: int | None) -> Point | None:
    """«XIX века», «девятнадцатого столетия», «19 век»; «три века» and «19 веков» are lengths."""
    value = number.classes["NUM"] if isinstance(number, Item) else number
    if isinstance(number, Item) and (
        word.norm in ("веков", "столетий") or 2 <= value <= 4 or "SPELLED" in number.classes
    ):
        return None
    return Point("century", number=value * (era or 1), era=era) if 1 <= value <= 40 else None


@rule(f"{DEMONSTRATIVE}|DEMOUR CW")
def relative_century(which: Item, _: Any) -> Point | None:
    """«прошлого века», «нашего столетия»"""
    if is_plural(which):
        return None
    reference = Ref("published", "century", 0) if "DEMOUR" in which.classes else demonstrative(which, "century")
    return Point("century", ref=reference)


@rule("ROMAN MW ERA?", "ORD MW ERA?", "NUM MW ERA")
def millennium(number: int, _: Any, era: int | None) -> Point | None:
    """«III тысячелетия до н. э.»"""
    return Point("millennium", number=number * (era or 1), era=era) if 1 <= number <= 10 else None


@rule("PT.decade PT.century")
def decade_of_century(tens: Point, hundred: Point) -> Point | None:
    """«60-е годы XIX века»"""
    if not tens.short or tens.number is None:
        return None
    if hundred.number is None:
        return tens.but(ref=hundred.ref, weak=False)
    if hundred.number < 0:
        return Point("decade", number=-(-(hundred.number + 1) * 10 + tens.number) - 1, era=-1)
    return Point("decade", number=(hundred.number - 1) * 10 + tens.number)


YEARS = Level(
    decade_in_dative,
    year,
    small_year,
    doubted_year,
    year_with_question,
    short_years,
    year_of_era,
    double_year,
    year_in_brackets,
    year_named_twice,
    this_year,
    relative_year,
    year_adjective,
    decade,
    spelled_decade,
    bare_decade,
    decade_in_digits,
    century,
    relative_century,
    millennium,
    year_ordinal,
    bare_year,
)
DECADES_OF_CENTURIES = Level(decade_of_century)
