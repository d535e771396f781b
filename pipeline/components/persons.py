"""The nominative of a person's name: every part inflects in one case and in the gender of the first name or patronymic.

pymorphy3 knows first names, patronymics and many surnames; what it does not know inflects by rules for its ending.
Feminine names in a consonant, surnames in -о, -и, -у, -ых and the like, particles («бин», «оглу», «де») do not inflect.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pipeline.components.wordforms import is_cyrillic, respelt
from pipeline.components.words import Word
from pipeline.morphology import parses

UD_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
PARTICLES = frozenset(
    ["бин", "ибн", "бен", "аль", "эль", "ад", "ас", "ат", "ар", "аш", "оглу", "оглы", "кызы", "заде", "де", "да", "ди", "дю", "дель", "делла", "дер", "ван", "фон", "цу", "унд", "ле", "ла", "дос", "сан", "сант", "улы", "углы", "хан", "шах", "паша", "бей", "мак", "мц", "о", "д"]
)
NAME_TAGS = ("Name", "Surn", "Patr")
MASCULINE_ENDINGS = (
    ("ablt", "ом", ""), ("ablt", "ем", ""), ("ablt", "ём", ""), ("datv", "у", ""), ("datv", "ю", "й"), ("gent", "а", ""),
    ("gent", "я", "й"), ("accs", "а", ""), ("accs", "я", "й"), ("loct", "е", ""),
)  # fmt: skip
"""(case, ending, what stands for it in the nominative) of masculine names in a consonant."""
FEMININE_ENDINGS = (
    ("ablt", "ой", "а"), ("ablt", "ою", "а"), ("ablt", "ей", "я"), ("gent", "ы", "а"), ("gent", "и", "а"), ("datv", "е", "а"),
    ("loct", "е", "а"), ("accs", "у", "а"), ("accs", "ю", "я"), ("gent", "ии", "ия"), ("datv", "ии", "ия"),
    ("loct", "ии", "ия"), ("accs", "ию", "ия"), ("ablt", "ией", "ия"),
)  # fmt: skip
"""The same for names in -а and -я, of both genders."""


def person_form(words: Sequence[Word]) -> list[str]:
    """The parts of a name in the nominative, each as the text spells it."""
    movable = [word for word in words if is_movable(word)]
    forms = {word.i: word.text for word in words}
    if movable:
        case, gender = reading_of(movable)
        for word in movable:
            if case != "nomn":
                forms[word.i] = name_form(word.text, case, gender, len(movable) > 1)
    return [forms[word.i] for word in words]


def is_movable(word: Word) -> bool:
    """Whether a part of a name may inflect: a Russian word with a capital, no initial, number or particle."""
    return word.shape in ("Title", "Mixed") and len(word.text) > 1 and is_cyrillic(word.text) and word.lower not in PARTICLES


@lru_cache(maxsize=50_000)
def readings(lower: str) -> tuple[tuple[str, str, str, Any], ...]:
    """(kind, case, gender, parse) of each parse of a word as part of a name in the singular."""
    found = []
    for parse in parses(lower):
        if parse.tag.POS == "NOUN" and parse.tag.case and parse.tag.number != "plur":
            kind = next((tag for tag in NAME_TAGS if tag in parse.tag), "")
            if kind:
                found.append((kind, str(parse.tag.case), str(parse.tag.gender or ""), parse))
    return tuple(found)


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS = {"Masc": "masc", "Fem": "femn"}


def reading_of(words: Sequence[Word]) -> tuple[str, str]:
    """(case, gender) of a name: the pair that most of its parts allow.

    The tagger's case and gender of each part count, and what the dictionary allows: a first name or patronymic that
    it knows more than a surname. Ties go to the nominative, then to the masculine.
    """
    def support(case: str, gender: str) -> float:
        return sum(_support(word, case, gender, n == 0) for n, word in enumerate(words))

    return max(((case, gender) for case in CASES for gender in ("masc", "femn")), key=lambda pair: support(*pair))


def _support(word: Word, case: str, gender: str, first: bool) -> float:
    points = 1.5 * (UD_CASES.get(word.case) == case) + 1.0 * (GENDERS.get(word.gender) == gender)
    found = [(kind, c, g) for kind, c, g, parse in readings(word.lower) if parse.is_known]
    if not found:
        found = [(kind, c, g) for kind, c, g, _ in readings(word.lower) if kind != "Name"]
        return points + 1.5 * any(c == case and g in (gender, "ms-f") for _, c, g in found)
    given = [item for item in found if item[0] != "Surn"] if first else found
    fitting = [item for item in (given or found) if item[1] == case and item[2] in (gender, "ms-f", "")]
    return points + (3.0 if fitting else 0.0)


@lru_cache(maxsize=50_000)
def known(lower: str) -> bool:
    """Whether some reading of the word as a name comes from the dictionary, not from a guess by its ending."""
    return any(parse.is_known for _, _, _, parse in readings(lower))


@lru_cache(maxsize=50_000)
def name_form(text: str, case: str, gender: str, full: bool) -> str:
    """One part of a name in the nominative, given its case and gender; `full` for a name of several parts."""
    lower = text.lower()
    if "-" in text and not known(lower):
        return "-".join(name_form(part, case, gender, full) if part[:1].isupper() else part for part in text.split("-"))
    fitting = [parse for kind, c, g, parse in readings(lower) if c == case and g in (gender, "ms-f", "")]
    best = next((parse for parse in fitting if parse.is_known), None) or (fitting[0] if fitting else None)
    if best is not None and (best.is_known or "Surn" in best.tag or "Patr" in best.tag):
        form = best.inflect({"nomn", "sing"})
        if form is not None:
            return respelt(text, form.word)
    return respelt(text, by_rule(lower, case, gender))


def by_rule(lower: str, case: str, gender: str) -> str:
    """The nominative of a name that the dictionary does not know, by its ending."""
    if gender == "masc":
        for name, ending, instead in MASCULINE_ENDINGS:
            if name == case and lower.endswith(ending) and len(lower) - len(ending) >= 2:
                stem = lower[: -len(ending)]
                if instead == "й" and stem[-1] not in "аеиоуыэюяё":
                    instead = "ь"
                if stem[-1] not in "аоуыэеёюя" or instead == "й":
                    return stem + instead
    for name, ending, instead in sorted(FEMININE_ENDINGS, key=lambda row: -len(row[1])):
        if name == case and lower.endswith(ending) and len(lower) - len(ending) >= 2:
            return lower[: -len(ending)] + instead
    return lower
