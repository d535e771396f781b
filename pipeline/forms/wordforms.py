"""One word in the nominative: which parse is meant, how it inflects, and how the text's spelling is kept."""

from functools import lru_cache
from typing import Any

from pipeline.forms.words import Word
from pipeline.morphology import best_parse, parses

ORDINAL_ENDINGS = {"masc": "й", "femn": "я", "neut": "е", "plur": "е"}
"""How a numeral's written-out ending reads in the nominative («11-м» → «11-й»)."""
FROZEN = frozenset({"UPPER", "Mixed", "other"})
"""Spellings that do not inflect: abbreviations, camel case, signs."""


def nominative(word: Word, number: str, gender: str | None = None) -> tuple[Any | None, str]:
    """(the parse taken, the word in the nominative), as written in the text; the parse is None where nothing inflects.

    `number` is `sing` or `plur`; `gender` (`masc`, `femn`, `neut`) is what an adjective agrees with.
    """
    if word.shape == "digit":
        return None, ordinal(word.text, gender or "masc")
    if word.shape in FROZEN or not is_cyrillic(word.text):
        return None, inflected_abbreviation(word.text)
    return _nominative(word.text, word.pos, word.feats, number, gender or "")


@lru_cache(maxsize=50_000)
def _nominative(text: str, pos: str, feats: str, number: str, gender: str) -> tuple[Any | None, str]:
    parse = meant(text.lower(), pos, feats)
    if parse is None or "Fixd" in parse.tag or parse.tag.case is None:
        return parse, text
    if "Case=Nom" in feats and not parse.is_known and (number == "plur") == ("Number=Plur" in feats):
        return parse, text
    if parse.tag.case == "nomn" and parse.tag.number == number and (not gender or parse.tag.gender in (gender, None)):
        return parse, text
    wanted = {"nomn", number}
    if gender and number == "sing" and parse.tag.POS in ("ADJF", "PRTF", "NUMR"):
        wanted.add(gender)
    if "Supr" in parse.tag:
        wanted.add("Supr")
    form = superlative(parse, wanted) if "Supr" in wanted else (parse.inflect(wanted) or parse.inflect({"nomn"}))
    return (parse, respelt(text, form.word)) if form is not None else (parse, text)


def superlative(parse: Any, wanted: set[str]) -> Any | None:
    """The form of a superlative with these grammemes and its own stem: «лучшим» → «лучший», not «наихороший»."""
    return next(
        (form for form in parse.lexeme if wanted <= form.tag.grammemes and form.word[:3] == parse.word[:3]), None
    )


def meant(lower: str, pos: str, feats: str) -> Any | None:
    """The parse that the tagger means; of nouns one in the tagger's case, if there is any."""
    best = best_parse(lower, pos, feats)
    if best is None or best.tag.POS is None:
        return best
    return best


def ordinal(text: str, gender: str) -> str:
    """«11-м» → «11-й»; numbers without an ending stay."""
    digits, dash, ending = text.partition("-")
    return (
        f"{digits}-{ORDINAL_ENDINGS[gender]}"
        if dash and digits.isdigit() and ending.isalpha() and len(ending) <= 3
        else text
    )


def inflected_abbreviation(text: str) -> str:
    """«НАТО» stays; of «ЖКХ'а» and «МИДом» the ending behind the capitals goes."""
    stem = text.rstrip("аеиоуыюямйхв")
    if len(stem) >= 2 and stem.isupper() and stem.isalpha() and len(text) - len(stem) <= 3 and stem != text:
        return stem
    return text


def is_cyrillic(text: str) -> bool:
    """Whether all letters of a word are Russian ones."""
    return all("а" <= c <= "я" or c == "ё" or not c.isalpha() for c in text.lower())


def respelt(source: str, form: str) -> str:
    """`form` with the capitals of `source`, and with «е» where the text writes «е» for «ё»."""
    letters = []
    for i, letter in enumerate(form):
        if i < len(source):
            if letter == "ё" and source[i].lower() == "е":
                letter = "е"
            elif letter == "е" and source[i].lower() == "ё":
                letter = "ё"
            letter = letter.upper() if source[i].isupper() else letter
        letters.append(letter)
    return "".join(letters)


def has(word: str, *grammemes: str) -> bool:
    """Whether some parse of a word has all these grammemes."""
    return any(all(g in parse.tag for g in grammemes) for parse in parses(word.lower()))


@lru_cache(maxsize=50_000)
def only_adjective(lower: str) -> bool:
    """Whether the dictionary has a word as adjective or participle and as no noun."""
    found = {str(parse.tag.POS) for parse in parses(lower) if parse.is_known}
    return bool(found & {"ADJF", "PRTF"}) and "NOUN" not in found
