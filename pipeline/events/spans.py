"""Where a trigger begins and ends, and its lemma: the span rules T1 to T10 of the guideline on events.

In: a match and its surroundings. Out: the tokens of the trigger, in text order, without a gap, and the lemma: nouns in
the nominative, verbs as infinitive with their complement.
"""

from spacy.tokens import Token

from pipeline.components.syntax import case_of, feature
from pipeline.events.readings import adjective_lemma, is_participle_form, may_be_adjective, plain, readings
from pipeline.events.surroundings import Surroundings, is_ordinal
from pipeline.events.triggers import Match
from pipeline.forms.normal import normal_of
from pipeline.forms.words import read_words
from pipeline.morphology import best_parse

MAX_OTHERS = 3
"""T9: a stretch with more other words between head and complement is given up for the head alone."""
MAX_TITLE = 14
"""A proper name in quotes behind an event noun has at most so many words."""
SERIES = frozenset({"MEET", "ELECT", "COMPETE", "PERFORM", "ATTACK"})
"""Types whose ordinal in words is the number of a series; elsewhere it counts («второй визит»)."""
COUNTED = frozenset({"встреча", "визит", "поездка", "победа", "покушение", "нападение", "атака", "матч", "игра"})
"""Nouns whose ordinal in words counts and stays out."""
BY_WHOM = frozenset({"ATTACK", "OCCUPY", "AID"})
"""Types whose adjective of a country says who did it and stays out («армянская | агрессия»)."""
MUTUAL = frozenset({"война", "конфликт", "бой", "битва", "сражение", "революция"})
"""Nouns whose adjective of a country says which one («русско-турецкая война»)."""
TITLED = frozenset({"MEET", "COMPETE", "PERFORM", "ATTACK"})
"""Types whose title in quotes is part of the proper name (T6)."""
SHOWN = frozenset({"премьера", "показ", "спектакль", "презентация", "концерт"})
"""Nouns behind which the quotes name the work, not the event."""
OUTSIDE = frozenset({"ORDINAL", "NUMBER"})
"""Mentions of these types do not stop a trigger."""
NO_KIND = frozenset({"имя", "год", "время", "день", "случай", "сторона", "век", "жизнь", "раз", "количество", "ряд"})
"""Genitives behind an event noun that classify nothing."""
PREPOSITIONS = frozenset({"за", "против", "в", "на", "из", "с", "по", "о", "от", "к"})
ARGUMENT_CLASSES = (
    "animate",
    "PERSON",
    "PROFESSION",
    "body",
    "ground",
    "FACILITY",
    "CITY",
    "COUNTRY",
    "DISTRICT",
    "army",
)
"""Nouns that fill a role and do not classify the event: the trigger ends before them."""


def span_of(match: Match, around: Surroundings) -> list[Token]:
    """The tokens of the trigger."""
    if match.trigger.row["pos"] == "VERB":
        return _verb_span(match, around)
    first = around.position[match.tokens[0].i]
    last = around.position[match.tokens[-1].i]
    if match.tokens[-1].pos_ == "ADP":
        return _without_preposition(around.words[_leftmost(match, around, first) : last + 1])
    return around.words[_leftmost(match, around, first) : _rightmost(match, around, last) + 1]


def _without_preposition(tokens: list[Token]) -> list[Token]:
    """A preposition by which a row tells meanings apart («выступить за») is no part of the trigger."""
    while len(tokens) > 1 and tokens[-1].pos_ in ("ADP", "PART"):
        tokens = tokens[:-1]
    return tokens


def _verb_span(match: Match, around: Surroundings) -> list[Token]:
    if len(match.tokens) > 1:
        return _without_preposition(_stretch(match.head, _without_preposition(list(match.tokens)), around))
    if match.trigger.span == "complement":
        for noun in around.fillers(match.head, "obj"):
            if (
                noun.pos_ == "NOUN"
                and noun.dep_ != "acl"
                and noun.i != match.head.head.i
                and not _is_entity(noun, around)
            ):
                return _stretch(match.head, [match.head, noun], around)
    return [match.head]


def _stretch(head: Token, tokens: list[Token], around: Surroundings) -> list[Token]:
    """The shortest stretch over `tokens`; the head alone if that takes in an entity or too many words (T9)."""
    places = sorted(around.position[token.i] for token in tokens)
    stretch = around.words[places[0] : places[-1] + 1]
    others = [token for token in stretch if token not in tokens]
    return [head] if len(others) > MAX_OTHERS or any(_breaks(token, around) for token in others) else stretch


def _breaks(token: Token, around: Surroundings) -> bool:
    """Whether a trigger may not reach over `token`: an entity, another predicate, a conjunction, a mark."""
    return token.is_punct or token.pos_ in ("VERB", "CCONJ") or _is_entity(token, around)


def _is_entity(token: Token, around: Surroundings) -> bool:
    """Whether a mention, a name or a date covers `token`."""
    return token.i in around.in_date or bool(around.covered.get(token.i, set()) - OUTSIDE)


def _leftmost(match: Match, around: Surroundings, first: int) -> int:
    """T4: adjectives of kind, two of them joined, and the number of a series."""
    while True:
        word = around.word_at(first - 1)
        if word is None or word.sent.start != match.head.sent.start:
            return first
        if _is_kind(word, match, around):
            first -= 1
        elif word.lower_ in ("и", "или") and _joins_kinds(first - 1, match, around):
            first -= 2
        else:
            return first


def _joins_kinds(at: int, match: Match, around: Surroundings) -> bool:
    before, after = around.word_at(at - 1), around.word_at(at + 1)
    if before is None or after is None or after.i == match.tokens[0].i:
        return False
    return _is_kind(before, match, around) and _agrees(before, after) and feature(match.head, "Number") == "Plur"


def _agrees(one: Token, other: Token) -> bool:
    return case_of(one) == case_of(other)


def _is_kind(word: Token, match: Match, around: Surroundings) -> bool:
    """Whether the adjective `word` before an event noun says which kind it is, or its number in a series."""
    lemma = adjective_lemma(word.text, word.lemma_)
    if word.i in around.in_date or word.pos_ in ("DET", "PRON", "ADP", "PUNCT", "CCONJ"):
        return False
    if is_ordinal(word):
        return word.text[0].isdigit() or word.text.isupper() or _is_series(match, word)
    if word.pos_ == "NUM":
        return False
    listed = around.lexicons.adjectives.get(lemma)
    if not may_be_adjective(word.text) or (listed is None and (word.pos_ != "ADJ" or not _is_adjective(word))):
        return False
    if listed is None and _says_who(word, match, around):
        return False
    return listed != "out"


def _is_adjective(word: Token) -> bool:
    """An adjective in full form; a participle, a comparative or a short form is none."""
    return (
        not is_participle_form(word.text)
        and not feature(word, "VerbForm")
        and feature(word, "Variant") != "Short"
        and feature(word, "Degree") not in ("Cmp", "Sup")
    )


def _is_series(match: Match, word: Token) -> bool:
    if word.text[:1].isupper() and word.i != word.sent.start:
        return True
    return match.trigger.type in SERIES and plain(match.head.lemma_) not in COUNTED


def _says_who(word: Token, match: Match, around: Surroundings) -> bool:
    if match.trigger.type not in BY_WHOM or plain(match.head.lemma_) in MUTUAL or "-" in word.text:
        return False
    return bool(around.covered.get(word.i, set()) & {"COUNTRY", "NATIONALITY"})


def _rightmost(match: Match, around: Surroundings, last: int) -> int:
    """T4, T6: the genitive noun that names the event, or the title in quotes; nothing before an entity (T5)."""
    following = around.word_at(last + 1)
    if following is None or following.sent.start != match.head.sent.start:
        return last
    if following.text in ("«", "„", "“", '"'):
        return _title_end(match, around, last)
    if _is_named_body(match, following, around):
        return _mention_end(following, around, last)
    return last + 1 if len(match.trigger.words) == 1 and _classifies(following, match, around) else last


def _classifies(word: Token, match: Match, around: Surroundings) -> bool:
    """Whether the noun `word`, next to the event noun, is the genitive without which the event is not named."""
    if word.pos_ != "NOUN" or word.text[:1].isupper() or case_of(word) != "gen" or word.head.i != match.head.i:
        return False
    if _is_entity(word, around) or around.lexicons.triggers.is_noun(word) or plain(word.lemma_) in NO_KIND:
        return False
    return not around.is_of(word, ARGUMENT_CLASSES) and around.lexicons.light.get(plain(word.lemma_)) is None


def _title_end(match: Match, around: Surroundings, last: int) -> int:
    if match.trigger.type not in TITLED or plain(match.head.lemma_) in SHOWN:
        return last
    opening = around.word_at(last + 1)
    if opening is None or "WORK_OF_ART" in around.covered.get(around.words[min(last + 2, len(around.words) - 1)].i, ()):
        return last
    for k in range(last + 2, min(last + 3 + MAX_TITLE, len(around.words))):
        if around.words[k].text in ("»", "“", "”", '"'):
            return k
    return last


def _is_named_body(match: Match, following: Token, around: Surroundings) -> bool:
    """«Конференция министров иностранных дел»: a name with a capital inside the sentence, and those who meet."""
    head = match.head
    if match.trigger.type != "MEET" or not head.text[:1].isupper() or head.i == head.sent.start:
        return False
    if case_of(following) != "gen" or following.text[:1].isupper():
        return False
    return "PROFESSION" in around.covered.get(following.i, set()) or around.is_of(following, ("PROFESSION",))


def _mention_end(word: Token, around: Surroundings, last: int) -> int:
    """The end of the mention of an office that begins at `word`: of a noun and its common nouns if there is none."""
    k = around.position[word.i]
    while (nxt := around.word_at(k + 1)) is not None and nxt.sent.start == word.sent.start:
        is_inside = "PROFESSION" in around.covered.get(nxt.i, set())
        is_common = nxt.pos_ in ("NOUN", "ADJ", "CCONJ") and nxt.text.islower() and nxt.i not in around.in_date
        if nxt.text[:1].isupper() or nxt.is_punct:
            break
        if not is_inside and (not is_common or (nxt.pos_ != "CCONJ" and case_of(nxt) != "gen")):
            break
        k += 1
    while around.words[k].pos_ in ("CCONJ", "ADJ") and k > last + 1:
        k -= 1
    return k


def lemma_of_trigger(match: Match, tokens: list[Token], around: Surroundings) -> str:
    """The normal form of a trigger that covers `tokens`."""
    if match.trigger.row["pos"] == "NOUN":
        return _noun_lemma(match, tokens, around.text)
    if len(match.trigger.words) > 1:
        words = match.trigger.lemma.split()
        return " ".join(words[:-1] if words[-1] in PREPOSITIONS else words)
    verb = _infinitive(match.head, match.trigger.lemma)
    if len(tokens) == 1:
        return verb
    complement = next((t for t in tokens if t.i != match.head.i and t.pos_ == "NOUN"), None)
    return f"{verb} {_accusative(complement)}" if complement is not None else verb


def _noun_lemma(match: Match, tokens: list[Token], text: str) -> str:
    """The nominative; without the capital of a sentence's first word, unless the lexicon writes the name with one."""
    lemma = normal_of(text, read_words(tokens)) or match.trigger.lemma
    first = tokens[0]
    is_name = match.trigger.lemma[:1].isupper() or first.text.isupper() or first.text.islower()
    return lemma if is_name or first.i != first.sent.start else lemma[:1].lower() + lemma[1:]


def _infinitive(head: Token, lemma: str) -> str:
    names = [name for name, kind in readings(head.lower_, head.pos_, head.lemma_) if kind == "VERB"]
    return lemma if plain(lemma) in names else head.lemma_


def _accusative(noun: Token) -> str:
    """«резолюция» → «резолюцию»: the complement as it follows its verb."""
    parse = best_parse(noun.lower_, noun.pos_, str(noun.morph))
    form = parse.inflect({"accs"}) if parse is not None else None
    return form.word if form is not None else noun.lower_
