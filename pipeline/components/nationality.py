"""COUNTRY or NATIONALITY: what the adjective of a country means by what it stands before.

«американский писатель» says where a person comes from; «американское правительство», «американский президент» name the
country. Demonyms («россиянин») are always nationalities.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.components.found import Found
from pipeline.components.words import Word

OFFICES = frozenset(
    "президент премьер премьер-министр министр король королева посол правительство лидер сенатор депутат парламентарий "
    "чиновник дипломат военный солдат космонавт астронавт полицейский власть генерал император царь канцлер губернатор "
    "судья прокурор шпион разведчик вице-президент госсекретарь военнослужащий".split()
)  # noqa: SIM905
"""Professions in a state's service: its adjective before them names the state."""
BELONGING = frozenset("гражданин гражданка подданный подданная происхождение национальность народ народность язык".split())


def retyped(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """The mentions with COUNTRY adjectives before a person's profession turned into NATIONALITY."""
    professions = {mention.first: mention for mention in found if mention.type == "PROFESSION"}
    result = []
    for mention in found:
        if mention.type == "COUNTRY" and mention.first == mention.last and mention.cut is None:
            word = words[mention.first]
            if word.pos == "ADJ" and _is_origin(words, mention.last + 1, professions):
                mention = replace(mention, type="NATIONALITY")
        result.append(mention)
    return result


def _is_origin(words: Sequence[Word], i: int, professions: dict[int, Found]) -> bool:
    """Whether a profession that is no office of a state begins at word `i`, an adjective or a coordination before it."""
    for n in range(i, min(i + 4, len(words))):
        if n in professions:
            return words[professions[n].last].lemma not in OFFICES and words[n].lemma not in OFFICES and words[n].pos != "ADJ"
        if words[n].pos not in ("ADJ", "CCONJ"):
            return False
    return False
