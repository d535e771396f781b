"""Larger mentions made of neighbours: «президент» + «Азербайджана», «МИД» + «России», «российское» + «правительство».

In: words and the mentions found so far. Out: the outer mentions, which hold the inner ones, as NEREL nests them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.forms.words import Word
from pipeline.mentions.found import Found
from pipeline.mentions.heads import opens, quoted_from
from pipeline.mentions.wordlists import WordLists

PLACES = frozenset({"COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"})
COMPLEMENTS = {
    "PROFESSION": PLACES | {"ORGANIZATION", "PROFESSION"},
    "ORGANIZATION": PLACES | {"ORGANIZATION"},
    "LAW": PLACES | {"ORGANIZATION", "LAW"},
    "AWARD": PLACES,
    "FACILITY": PLACES,
}
"""Type of a mention → types of what may stand behind it in the genitive and be part of a larger one of that type."""
ADJECTIVES_BEFORE = frozenset({"ORGANIZATION"})
"""Types that take in the adjective of a place before them."""
ROUNDS = 3
MAX_COMMON = 3
"""At most so many common nouns and adjectives stand between a title and the name that it belongs to."""
CUE_WINDOW = 6
"""So many words before a crime are searched for an accusation."""


def composed(words: Sequence[Word], found: Iterable[Found], lists: WordLists) -> list[Found]:
    """The outer mentions that the mentions `found` make, themselves not included."""
    everything, new = list(found), list(found)
    outer: list[Found] = []
    for _ in range(ROUNDS):
        starts: dict[int, list[Found]] = defaultdict(list)
        for mention in everything:
            starts[mention.first].append(mention)
        seen = {(m.first, m.last, m.type) for m in everything}
        made = [
            m for base in new for m in _extended(words, base, starts, lists) if (m.first, m.last, m.type) not in seen
        ]
        new = list(dict.fromkeys(made))
        outer += new
        everything += new
    return outer


def supported(words: Sequence[Word], found: Sequence[Found], lists: WordLists) -> list[Found]:
    """The mentions that stand by themselves: a title that needs a complement has become part of a longer one or names a
    person beside it, a crime is one of which somebody is accused."""
    persons = {mention.first: mention for mention in found if mention.type == "PERSON"}
    laws = {mention.first: max(mention.last, 0) for mention in sorted(found) if mention.type == "LAW"}
    kept = []
    for mention in found:
        if mention.partial and mention.type == "LAW" and laws[mention.first] <= mention.last:
            mention = replace(mention, partial=False)
        beside = persons.get(mention.last + 1)
        if mention.partial and mention.type == "PROFESSION" and beside and not _belongs_to(words, mention, beside):
            mention = replace(mention, partial=False)
        if mention.partial and mention.type == "CRIME" and _is_accused(words, mention.first, lists):
            mention = replace(mention, partial=False)
        if not mention.partial:
            kept.append(mention)
    return kept


def _is_accused(words: Sequence[Word], i: int, lists: WordLists) -> bool:
    window = words[max(0, i - CUE_WINDOW) : i]
    return any(word.sentence == words[i].sentence and lists.has("crime_cue", word) for word in window)


def _extended(words: Sequence[Word], base: Found, starts: dict[int, list[Found]], lists: WordLists) -> list[Found]:
    if base.cut is not None:
        return []
    made = []
    if base.type in COMPLEMENTS and base.last + 1 < len(words) and not _is_adjective(words, base):
        last = _complement_end(words, base, starts, lists)
        if last > base.last:
            made.append(Found(base.first, last, base.type, "compose." + base.type.lower()))
    if base.type in ADJECTIVES_BEFORE and base.first > 0:
        made += _with_adjective(words, base, starts)
    if base.type in PLACES:
        made += _direction(words, base, lists)
    if base.type == "PENALTY":
        made += _term(words, base, lists)
    return made


def _is_adjective(words: Sequence[Word], base: Found) -> bool:
    """Whether a profession is an adjective («президентские выборы»), which governs nothing."""
    return base.type == "PROFESSION" and base.first == base.last and words[base.first].lemma.endswith(("ский", "цкий"))


def _with_adjective(words: Sequence[Word], base: Found, starts: dict[int, list[Found]]) -> list[Found]:
    i = base.first - 1
    before = [m for m in starts.get(i, ()) if m.last == i and m.type in PLACES and m.cut is None]
    if before and words[i].pos == "ADJ" and words[i].case == words[base.first].case:
        return [Found(i, base.last, base.type, "compose.adjective")]
    return []


def _direction(words: Sequence[Word], base: Found, lists: WordLists) -> list[Found]:
    """«на востоке Украины»: a part of a place is a place."""
    i = base.first - 1
    if (
        i >= 0
        and words[i].sentence == words[base.first].sentence
        and lists.has("direction", words[i])
        and depends(words, base)
        and words[i].shape == "lower"
        and words[base.first].pos != "ADJ"
    ):
        return [Found(i, base.last, "LOCATION", "compose.direction")]
    return []


def _term(words: Sequence[Word], base: Found, lists: WordLists) -> list[Found]:
    """«к 20 годам тюрьмы»: a penalty with its length before it."""
    i = base.first - 1
    if i < 1 or not lists.has("term", words[i]) or words[i].sentence != words[base.first].sentence:
        return []
    n = i - 1
    while n > 0 and i - n < 4 and words[n - 1].pos == "NUM":
        n -= 1
    return [Found(n, base.last, "PENALTY", "compose.term")] if words[n].pos in ("NUM", "ADJ") else []


def _complement_end(words: Sequence[Word], base: Found, starts: dict[int, list[Found]], lists: WordLists) -> int:
    """Where the longest complement right behind `base` ends; `base.last` without one."""
    n = complement_start(words, base, lists)
    if n >= len(words) or words[n].sentence != words[base.first].sentence:
        n = base.last + 1
    if words[n].sentence == words[base.first].sentence:
        candidates = [
            m for m in starts.get(n, ()) if m.type in COMPLEMENTS[base.type] and m.cut is None and not m.partial
        ]
        quoted = n > base.last + 1 and opens(words, n - 1)
        fitting = [m.last for m in candidates if quoted or depends(words, m)]
        fitting += [m.last for m in starts.get(n, ()) if m.type == "PERSON" and _belongs_to(words, base, m)]
        if fitting:
            return max(fitting)
    return common_end(words, base) if base.partial and base.type == "PROFESSION" else base.last


def _belongs_to(words: Sequence[Word], base: Found, person: Found) -> bool:
    """Whether a title that needs a complement has a person for it («представитель Обамы»), not beside it."""
    return base.partial and words[person.first].case == "Gen" and words[base.first].case != "Gen"


def complement_start(words: Sequence[Word], base: Found, lists: WordLists) -> int:
    """Where the complement of a mention may begin: behind it, behind what only classifies it («города», «штата»), or,
    of a profession, behind common nouns in the genitive and an opening quote («директор компании «Заря»»)."""
    n = base.last + 1
    while n < len(words) and n - base.last <= MAX_COMMON and words[n].shape == "lower" and words[n].case == "Gen":
        if words[n].pos not in ("NOUN", "ADJ") or "Animacy=Anim" in words[n].feats:
            break
        if base.type != "PROFESSION" and not lists.has("classifier", words[n]):
            break
        n += 1
    return n + 1 if base.last < n < len(words) and opens(words, n) and quoted_from(words, n) is not None else n


def common_end(words: Sequence[Word], base: Found) -> int:
    """Where the common nouns in the genitive end that a title needs («глава ведомства», «член экипажа»)."""
    end, n = base.last, base.last + 1
    while n < len(words) and n - base.last <= MAX_COMMON and words[n].sentence == words[base.last].sentence:
        word = words[n]
        if word.shape != "lower" or word.case != "Gen" or word.pos not in ("NOUN", "ADJ"):
            break
        if word.pos == "NOUN":
            end = n
        n += 1
    return end


def depends(words: Sequence[Word], mention: Found) -> bool:
    """Whether a mention stands in the genitive, or does not show its case."""
    head = next(
        (w for w in words[mention.first : mention.last + 1] if w.pos in ("NOUN", "PROPN", "X")), words[mention.first]
    )
    return head.case == "Gen" or head.shape in ("UPPER", "Mixed") or head.pos == "X" or not head.case
