"""Put a name that stands in the nominative into another case: «Организация Исламского Сотрудничества» → «Организации
…».

The reverse of normal forms, for titles. What agrees in the nominative is inflected, from the first word to the head;
what depends on the head (a genitive, quotes, brackets) stays. Persons are inflected word by word. Names that pymorphy3
does not know, abbreviations and indeclinable names stay as they are.
"""

import re
from functools import lru_cache
from typing import Any

from pipeline.morphology import parses

CASES = {"gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct", "nom": "nomn"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
RUSSIAN = ("ов", "ев", "ёв", "ин", "ын")
"""Endings of men's surnames that inflect alike, also where pymorphy3 does not know them («Мусаев»)."""
ENDINGS = {"gen": "а", "dat": "у", "acc": "а", "ins": "ым", "loc": "е", "nom": ""}
_NAME_TAGS = ("Name", "Surn", "Patr")


@lru_cache(maxsize=20_000)
def inflect(name: str, case: str, person: bool = False, plural: bool = False) -> str:
    """`name` in `case` (nom, gen, dat, acc, ins, loc), as good as its words are known.

    `person` inflects every word of a person's name, in the gender that given name or patronymic shows; `plural` makes a
    name of one a name of several («министр иностранных дел» → «министров иностранных дел»).
    """
    if case == "nom" and not plural:
        return name
    words = list(_WORD.finditer(name))
    changed = _person(words, case) if person else _phrase(name, words, case, plural)
    for word, form in reversed(list(zip(words, changed, strict=False))):
        name = name[: word.start()] + form + name[word.end() :]
    return name


def _phrase(name: str, words: list[re.Match[str]], case: str, plural: bool = False) -> list[str]:
    """The forms of the leading words that agree in the nominative, up to and with the head noun."""
    chosen = _agreeing(words)
    forms = []
    for number, (word, parse) in enumerate(zip(words, chosen, strict=False)):
        if number and not name[words[number - 1].end() : word.start()].isspace():
            break
        forms.append(_inflected(word.group(), parse, case, plural))
    return forms


def _agreeing(words: list[re.Match[str]]) -> list[Any]:
    """Parses of the words up to the head: adjectives and participles, then one noun, all nominative and agreeing.

    The number, gender and animacy that agree are the head's; without a noun the adjectives are the head themselves
    («Лысые»). An apposition in the nominative behind the head («Королевство Саудовская Аравия») is left alone.
    """
    for count, word in enumerate(words):
        nouns = _common(_nominative(word.group(), ("NOUN",))) if count == 0 else _nominative(word.group(), ("NOUN",))
        adjectives = [_nominative(w.group(), ("ADJF", "PRTF")) for w in words[:count]]
        for noun in nouns:
            before = [next((a for a in options if _agree(a, noun)), None) for options in adjectives]
            if all(before):
                return [*before, noun]
        if not _nominative(word.group(), ("ADJF", "PRTF")):
            return []
    return [_nominative(word.group(), ("ADJF", "PRTF"))[0] for word in words]


def _common(nouns: list[Any]) -> list[Any]:
    """Readings of a first word without surnames: «Московская область» is no woman's name."""
    return [p for p in nouns if "Surn" not in p.tag.grammemes]


def _nominative(word: str, kinds: tuple[str, ...]) -> list[Any]:
    if word.isupper() and len(word) > 1:
        return []
    return [p for p in parses(word) if str(p.tag.POS) in kinds and "nomn" in p.tag.grammemes]


def _agree(adjective: Any, noun: Any) -> bool:
    if adjective.tag.number != noun.tag.number:
        return False
    return noun.tag.number == "plur" or noun.tag.gender is None or adjective.tag.gender == noun.tag.gender


def _inflected(word: str, parse: Any, case: str, plural: bool = False) -> str:
    if parse is None or "Fixd" in parse.tag.grammemes:
        return word
    wanted = {CASES[case], "plur" if plural else str(parse.tag.number or "sing")}
    if case == "acc" and str(parse.tag.POS) in ("ADJF", "PRTF") and parse.tag.gender == "masc":
        wanted.add("inan")
    form = parse.inflect(wanted)
    return _same_capitals(word, form.word) if form else word


def _person(words: list[re.Match[str]], case: str) -> list[str]:
    gender = _gender([w.group() for w in words])
    return [_person_word(w.group(), case, gender) for w in words]


def _gender(words: list[str]) -> str:
    for tag in ("Patr", "Name", "Surn"):
        for word in words:
            for parse in parses(word):
                if (
                    tag in parse.tag.grammemes
                    and "nomn" in parse.tag.grammemes
                    and parse.tag.gender in ("masc", "femn")
                ):
                    return str(parse.tag.gender)
    return "masc"


def _person_word(word: str, case: str, gender: str) -> str:
    """A word of a person's name; a surname that ends in a consonant stays as it is for a woman."""
    if len(word) == 1 or not word[0].isupper():
        return word
    options = [
        p
        for p in parses(word)
        if "nomn" in p.tag.grammemes and p.tag.number == "sing" and p.tag.POS in ("NOUN", "ADJF")
    ]
    named = [p for p in options if any(tag in p.tag.grammemes for tag in _NAME_TAGS)] or options
    fitting = [p for p in named if p.tag.gender in (gender, None) or "ms-f" in p.tag.grammemes]
    if not fitting and gender == "masc" and word.lower().endswith(RUSSIAN):
        return word + ENDINGS[case]
    return _inflected(word, fitting[0], case) if fitting else word


def _same_capitals(word: str, form: str) -> str:
    """`form` with capitals where `word` has them: all, each part of a compound, the first letter, or none."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    parts, forms = word.split("-"), form.split("-")
    if len(parts) != len(forms):
        return form[:1].upper() + form[1:] if word[:1].isupper() else form
    return "-".join(f[:1].upper() + f[1:] if p[:1].isupper() else f for p, f in zip(parts, forms, strict=True))


def genitive(words: str) -> str:
    """An object as a verb governs it, in the nominative or accusative, in the genitive: «резолюцию» → «резолюции».

    Up to and with the first noun; what depends on it stays.
    """
    changed = []
    for word in words.split():
        found = [
            p
            for p in parses(word)
            if {"nomn", "accs"} & set(p.tag.grammemes) and str(p.tag.POS) in ("NOUN", "ADJF", "PRTF")
        ]
        form = found[0].inflect({"gent", str(found[0].tag.number or "sing")}) if found else None
        changed.append(_same_capitals(word, form.word) if form else word)
        if found and str(found[0].tag.POS) == "NOUN":
            break
    rest = words.split()[len(changed) :]
    return " ".join([*changed, *rest])
