"""Normal forms: a mention as an index prints it. In: the words of a span. Out: the same words, the head in the
nominative.

The syntactic head inflects, with the adjectives that agree with it before it; what depends on it stays as it is
(«Министерства иностранных дел» → «Министерство иностранных дел»). In a person's name every part inflects, in the
gender that the first name or the patronymic has. Number is kept, but for professions, nationalities and ordinals, which
a dictionary gives in the singular. Capitals, «ё», quotes, initials, abbreviations and Latin words stay as in the text.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.forms.persons import person_form
from pipeline.forms.wordforms import nominative, only_adjective
from pipeline.forms.words import Word, read_words

SINGULAR = frozenset({"PROFESSION", "NATIONALITY", "ORDINAL", "RELIGION", "LANGUAGE", "IDEOLOGY"})
"""Types whose normal form is singular: they say what one is, not how many there are."""
VERBATIM = frozenset({"NUMBER", "PERCENT", "MONEY", "AGE", "WORK_OF_ART"})
"""Types whose text is its own normal form: quantities, and titles, which quotes keep in the nominative."""
KEEP_GENDER = frozenset(
    {"ORGANIZATION", "FACILITY", "LAW", "AWARD", "PRODUCT", "FAMILY", "DISEASE", "CRIME", "PENALTY"}
)
"""Types of which an adjective alone is a name with a gender of its own."""
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
MODIFIERS = frozenset({"ADJ", "DET", "NUM"})
CLASSIFIERS = frozenset(
    {
        "город", "село", "деревня", "посёлок", "поселок", "станица", "столица", "штат", "река", "озеро", "остров",
        "район",
        "королевство", "княжество", "провинция", "республика", "гора", "хутор", "аул", "местечко", "порт", "область",
    }
)  # fmt: skip
"""Common nouns after which the name stands in apposition and inflects too («городе Москве» → «город Москва»)."""


def normal_form(tokens: Sequence[Token], kind: str = "") -> str:
    """The normal form of a mention of type `kind` (one of `schema.ENTITY_TYPES`, or "") that covers `tokens`."""
    words = read_words(tokens)
    if not words:
        return ""
    first = tokens[0].doc.text
    return normal_of(first, words, kind)


def normal_of(text: str, words: Sequence[Word], kind: str = "") -> str:
    """The normal form of a mention; `text` is the text of the whole document, in which the words have their offsets."""
    if kind in VERBATIM or not words:
        return " ".join(text[words[0].start : words[-1].end].split()) if words else ""
    changed = person_form(words) if kind == "PERSON" else phrase_form(words, kind)
    return rebuilt(text, words, changed)


def rebuilt(text: str, words: Sequence[Word], forms: Sequence[str]) -> str:
    """The span's text with each word replaced; white space becomes one blank."""
    parts = []
    for number, (word, form) in enumerate(zip(words, forms, strict=True)):
        if number and word.start > words[number - 1].end:
            parts.append(" ")
        parts.append(form)
    return "".join(parts).strip()


def phrase_form(words: Sequence[Word], kind: str = "") -> list[str]:
    """The forms of the words of a noun phrase in the nominative."""
    singular = kind in SINGULAR
    forms = [word.text for word in words]
    head = head_index(words)
    if head is None:
        return only_adjectives(words, forms, kind)
    number = "sing" if singular or words[head].number != "Plur" else "plur"
    parse, forms[head] = nominative(words[head], number)
    gender = str(parse.tag.gender) if parse is not None and parse.tag.gender else GENDERS.get(words[head].gender)
    for i in range(head):
        if agrees(words[i], words[head]):
            _, forms[i] = nominative(words[i], number, gender or "masc")
    inflect_apposition(words, head, number, forms)
    return forms


def head_index(words: Sequence[Word]) -> int | None:
    """The word that heads the phrase: the first noun, but for one that only an adjective could precede; None without
    one."""
    for i, word in enumerate(words):
        if is_modifier(word) and any(is_modified(word, other) for other in words[i + 1 : i + 4]):
            continue
        if word.pos in ("NOUN", "PROPN", "X") and word.shape != "other":
            return i
        if word.pos not in MODIFIERS and word.shape != "other" and not word.feats.count("VerbForm=Part"):
            return i if word.pos == "PRON" else None
    return None


def is_modifier(word: Word) -> bool:
    """Whether a word is an adjective: by its tag, or, of names («Соединённых Штатов»), because it is nothing else."""
    if word.pos in MODIFIERS or "VerbForm=Part" in word.feats:
        return True
    return word.pos == "PROPN" and only_adjective(word.lower)


def is_modified(word: Word, noun: Word) -> bool:
    """Whether `noun` is a noun that an adjective before it may modify."""
    return noun.pos in ("NOUN", "PROPN", "X") and not only_adjective(noun.lower) and noun.case == word.case


def agrees(word: Word, head: Word) -> bool:
    """Whether a word before the head is an adjective or participle in the head's case."""
    return is_modifier(word) and (word.case == head.case or not word.case or not head.case)


def only_adjectives(words: Sequence[Word], forms: list[str], kind: str) -> list[str]:
    """A phrase without a noun: adjectives in the masculine («азербайджанской», «11-м»), but for names of things, which
    keep gender and number («станция Войковская», «группа «Блестящие»»)."""
    for i, word in enumerate(words):
        if word.pos in MODIFIERS or word.pos == "VERB":
            own = kind in KEEP_GENDER
            number = "plur" if own and word.number == "Plur" else "sing"
            _, forms[i] = nominative(word, number, GENDERS.get(word.gender, "masc") if own else "masc")
    return forms


def inflect_apposition(words: Sequence[Word], head: int, number: str, forms: list[str]) -> None:
    """The name behind a common noun that only classifies it inflects with it («городе Москве»)."""
    if head + 1 >= len(words) or words[head].lemma not in CLASSIFIERS or number == "plur":
        return
    for i in range(head + 1, len(words)):
        word = words[i]
        if not word.capital or word.case != words[head].case or word.pos not in ("PROPN", "NOUN", "ADJ"):
            return
        _, forms[i] = nominative(word, "plur" if word.number == "Plur" else "sing")
