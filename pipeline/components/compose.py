"""Larger mentions made of neighbours: «президент» + «Азербайджана», «МИД» + «России», «российское» + «правительство».

In: words and the mentions found so far. Out: the outer mentions, which hold the inner ones, as NEREL nests them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.components.found import Found
from pipeline.components.words import Word

PLACES = frozenset({"COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"})
COMPLEMENTS = {
    "PROFESSION": PLACES | {"ORGANIZATION"},
    "ORGANIZATION": PLACES | {"ORGANIZATION"},
    "LAW": PLACES | {"ORGANIZATION"},
    "AWARD": PLACES,
    "FACILITY": PLACES,
}
"""Type of a mention → types of what may stand behind it in the genitive and be part of a larger one of that type."""
ADJECTIVES_BEFORE = frozenset({"ORGANIZATION"})
"""Types that take in the adjective of a place before them."""
ROUNDS = 3
MAX_COMMON = 3
"""At most so many common nouns and adjectives stand between a title and the name that it belongs to."""


def composed(words: Sequence[Word], found: Iterable[Found]) -> list[Found]:
    """The outer mentions that the mentions `found` make, themselves not included."""
    everything, new = list(found), list(found)
    outer: list[Found] = []
    for _ in range(ROUNDS):
        starts: dict[int, list[Found]] = defaultdict(list)
        for mention in everything:
            starts[mention.first].append(mention)
        seen = {(m.first, m.last, m.type) for m in everything}
        made = [m for base in new for m in _extended(words, base, starts) if (m.first, m.last, m.type) not in seen]
        new = list(dict.fromkeys(made))
        outer += new
        everything += new
    return outer


def _extended(words: Sequence[Word], base: Found, starts: dict[int, list[Found]]) -> list[Found]:
    if base.cut is not None:
        return []
    made = []
    if base.type in COMPLEMENTS and base.last + 1 < len(words):
        behind = _complement(words, base, starts)
        if behind is not None:
            made.append(Found(base.first, behind.last, base.type, "compose." + base.type.lower()))
    if base.type in ADJECTIVES_BEFORE and base.first > 0:
        before = [m for m in starts.get(base.first - 1, ()) if m.last == base.first - 1 and m.type in PLACES and m.cut is None]
        if before and words[base.first - 1].pos == "ADJ" and words[base.first - 1].case == words[base.first].case:
            made.append(Found(base.first - 1, base.last, base.type, "compose.adjective"))
    return made


def _complement(words: Sequence[Word], base: Found, starts: dict[int, list[Found]]) -> Found | None:
    """The longest mention right behind `base` that may depend on it."""
    n = complement_start(words, base)
    if n >= len(words) or words[n].sentence != words[base.first].sentence:
        return None
    candidates = [m for m in starts.get(n, ()) if m.type in COMPLEMENTS[base.type] and m.cut is None]
    fitting = [m for m in candidates if depends(words, m)]
    return max(fitting, key=lambda m: m.last) if fitting else None


def complement_start(words: Sequence[Word], base: Found) -> int:
    """Where the complement of a mention may begin: behind it, or, of a profession, behind common nouns in the genitive
    and an opening quote («директор компании «Заря»»)."""
    n = base.last + 1
    if base.type != "PROFESSION":
        return n
    while n < len(words) and n - base.last <= MAX_COMMON and words[n].shape == "lower" and words[n].case == "Gen":
        if words[n].pos not in ("NOUN", "ADJ") or "Animacy=Anim" in words[n].feats:
            break
        n += 1
    return n + 1 if base.last + 1 < n < len(words) and words[n].text in "«„\"" else n


def depends(words: Sequence[Word], mention: Found) -> bool:
    """Whether a mention stands in the genitive, or does not show its case."""
    head = next((w for w in words[mention.first : mention.last + 1] if w.pos in ("NOUN", "PROPN", "X")), words[mention.first])
    return head.case == "Gen" or head.shape in ("UPPER", "Mixed") or (head.pos == "X" or not head.case)
