"""The nominative of a person's name: every part inflects in one case and in the gender of the first name or patronymic.

pymorphy3 knows first names, patronymics and many surnames; what it does not know inflects by rules for its ending.
Feminine names in a consonant, surnames in -о, -и, -у, -ых and the like, particles («бин», «оглу», «де») do not inflect.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pipeline.forms.wordforms import is_cyrillic, respelt
from pipeline.forms.words import Word
from pipeline.morphology import parses

UD_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
PARTICLES = frozenset(
    (
        "бин ибн бен аль эль ад ас ат ар аш оглу оглы кызы заде де да ди дю дель делла дер ван фон цу унд ле ла дос "
        "сан сант улы углы хан шах паша бей мак мц о д"
    ).split()
)
NAME_TAGS = ("Name", "Surn", "Patr")
MASCULINE_ENDINGS = (
    ("ablt", "ом", ""), ("ablt", "ем", ""), ("ablt", "ём", ""), ("datv", "у", ""), ("datv", "ю", "й"), ("gent", "а",
    ""),
    ("gent", "я", "й"), ("accs", "а", ""), ("accs", "я", "й"), ("loct", "е", ""),
)  # fmt: skip
"""(case, ending, what stands for it in the nominative) of masculine names in a consonant."""
FEMININE_ENDINGS = (
    ("ablt", "ой", "а"), ("ablt", "ою", "а"), ("ablt", "ей", "я"), ("gent", "ы", "а"), ("datv", "е", "а"),
    ("loct", "е", "а"), ("accs", "у", "а"), ("accs", "ю", "я"), ("gent", "ии", "ия"), ("datv", "ии", "ия"),
    ("loct", "ии", "ия"), ("accs", "ию", "ия"), ("ablt", "ией", "ия"),
)  # fmt: skip
"""The same for names in -а and -я, of both genders."""


INSTRUMENTAL = {"masc": ("ом", "ем", "ём"), "femn": ("ой", "ою", "ией")}
"""Endings that show the instrumental of a name that the dictionary does not know."""
IMPOSSIBLE = -3.0
"""What counts against a case and gender in which the dictionary does not have a part of the name."""
BARE = -4.0
"""What counts against an oblique case of a man's name in a bare consonant: it would have an ending («Мехрибан» is a
woman)."""
CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
MIN_DATIVE = 5
"""Shorter unknown names in -е do not inflect («Пеле», «Доре»)."""
RUSSIAN_ENDINGS = (
    "ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "вич",
    "вна", "чна",
    "енко",
)  # fmt: skip


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
    return (
        word.shape in ("Title", "Mixed")
        and len(word.text) > 1
        and is_cyrillic(word.text)
        and word.lower not in PARTICLES
    )


@lru_cache(maxsize=50_000)
def readings(lower: str) -> tuple[tuple[str, str, str, bool, Any], ...]:
    """(kind, case, gender, whether the dictionary has it, parse) of each parse of a word as part of a name,
    singular."""
    found = []
    for parse in parses(lower):
        if parse.tag.POS == "NOUN" and parse.tag.case and parse.tag.number != "plur":
            kind = next((tag for tag in NAME_TAGS if tag in parse.tag), "")
            if kind:
                found.append((kind, str(parse.tag.case), str(parse.tag.gender or ""), bool(parse.is_known), parse))
    return tuple(found)


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS = {"Masc": "masc", "Fem": "femn"}


def reading_of(words: Sequence[Word]) -> tuple[str, str]:
    """(case, gender) of a name: the pair that most of its parts allow.

    The tagger's case and gender of each part count, and what the dictionary allows: a first name or patronymic that
    it knows more than a surname. Ties go to the nominative, then to the masculine.
    """

    def support(case: str, gender: str) -> float:
        return sum(_support(word, case, gender, n == 0, len(words)) for n, word in enumerate(words))

    return max(((case, gender) for case in CASES for gender in ("masc", "femn")), key=lambda pair: support(*pair))


def _support(word: Word, case: str, gender: str, first: bool, parts: int) -> float:
    points = 1.5 * (UD_CASES.get(word.case) == case) + 1.0 * (GENDERS.get(word.gender) == gender)
    found = [
        (kind, c, g)
        for kind, c, g, in_dictionary, _ in readings(word.lower)
        if in_dictionary and (first or kind != "Name")
    ]
    if not found:
        guessed = [(c, g) for _, c, g, _, parse in readings(word.lower) if is_russian(parse)]
        if guessed:
            return points + 3.0 * any(c == case and g in (gender, "ms-f") for c, g in guessed)
        if len(word.lower) > 4 and word.lower.endswith(INSTRUMENTAL["masc"] + INSTRUMENTAL["femn"]):
            return points + 2.0 * (case == "ablt" and word.lower.endswith(INSTRUMENTAL[gender]))
        if first and parts == 2 and word.lower[-1] in CONSONANTS:
            return points + (BARE if gender == "masc" and case != "nomn" else 1.5)
        return points
    given = [item for item in found if item[0] != "Surn"] if first and parts > 1 else found
    fitting = [item for item in (given or found) if item[1] == case and item[2] in (gender, "ms-f", "")]
    return points + (3.0 if fitting else IMPOSSIBLE)


@lru_cache(maxsize=50_000)
def known(lower: str) -> bool:
    """Whether some reading of the word as a name comes from the dictionary, not from a guess by its ending."""
    return any(in_dictionary for _, _, _, in_dictionary, _ in readings(lower))


@lru_cache(maxsize=50_000)
def name_form(text: str, case: str, gender: str, full: bool) -> str:
    """One part of a name in the nominative, given its case and gender; `full` for a name of several parts."""
    lower = text.lower()
    if "-" in text and not known(lower):
        return "-".join(name_form(part, case, gender, full) if part[:1].isupper() else part for part in text.split("-"))
    fitting = [parse for _, c, g, _, parse in readings(lower) if c == case and g in (gender, "ms-f", "")]
    known_ones = [parse for _, c, g, in_dictionary, parse in readings(lower) if in_dictionary and parse in fitting]
    if gender == "femn" and case != "accs" and not _is_given(lower) and (form := adjectival(lower)):
        return respelt(text, form)
    known_ones.sort(key=lambda parse: "Fixd" in parse.tag)
    best = known_ones[0] if known_ones else next((parse for parse in fitting if is_russian(parse)), None)
    if best is not None:
        form = best.inflect({"nomn", "sing"})
        if form is not None:
            return respelt(text, form.word)
    return respelt(text, by_rule(lower, case, gender))


def _is_given(lower: str) -> bool:
    """Whether the dictionary knows a word as a first name or patronymic."""
    return any(in_dictionary and kind != "Surn" for kind, _, _, in_dictionary, _ in readings(lower))


def is_russian(parse: Any) -> bool:
    """Whether a guessed reading ends as Russian surnames and patronymics do, so that the guess may be trusted."""
    return str(parse.normal_form).endswith(RUSSIAN_ENDINGS) and ("Surn" in parse.tag or "Patr" in parse.tag)


def adjectival(lower: str) -> str | None:
    """The feminine nominative of a surname that is an adjective of the dictionary («Яровой» → «яровая»)."""
    for parse in parses(lower):
        if parse.tag.POS == "ADJF" and "femn" in parse.tag and parse.is_known:
            form = parse.inflect({"nomn", "femn", "sing"})
            return str(form.word) if form is not None else None
    return None


def by_rule(lower: str, case: str, gender: str) -> str:
    """The nominative of a name that the dictionary does not know, by its ending. Of those in -и only what follows a
    velar or a hushing sound may be a genitive («Глинки»); others do not inflect («Монти», «Джоли»)."""
    if lower.endswith("е") and len(lower) < MIN_DATIVE:
        return lower
    if lower.endswith("и") and not lower.endswith("ии"):
        return lower[:-1] + "а" if case == "gent" and lower[-2:-1] in "гкхжшчщ" else lower
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
