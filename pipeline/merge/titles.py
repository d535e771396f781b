"""Titles of events: «11-й саммит ОИС в Дакаре», composed by the rules of the guideline's section 7.

The noun is the trigger noun that the mentions use most, otherwise the noun of the type or verb; behind it stand the slots
of the type (models/merge/types.yaml), filled with short canonical names in the right case.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.ids import fold
from pipeline.inflect import inflect
from pipeline.merge.cluster import Cluster
from pipeline.merge.facts import Filler
from pipeline.merge.knowledge import MergeKnowledge
from pipeline.merge.slots import Slot

MOST_FILLERS = 3
"""A slot with more fillers than that is left out: a title is no list."""
MOST_WORDS = 10
"""A slot that would make the title longer is left out."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a title calls an entity: its short canonical name, its type."""

    text: str
    type: str


NameOf = Callable[[str], Name]
"""Entity id → how a title calls it."""


def title_of(parts: list[Cluster], known: MergeKnowledge, name_of: NameOf) -> str:
    """The title of an event, given its parts; its first letter is a capital, it ends without a full stop."""
    event = Cluster(parts[0].type, [fact for part in parts for fact in part.members])
    best = max(parts, key=lambda part: (part.value is not None, part.place is not None))
    event.value, event.place, event.place_type, event.whole, event.about = (
        best.value, best.place, best.place_type, best.whole, best.about,
    )  # fmt: skip
    text = noun = _noun(event, known)
    for alternatives in known.types[event.type].title:
        filled = next((f for f in (_fill(slot, event, noun, known, name_of) for slot in alternatives) if f), "")
        if filled and len(f"{text} {filled}".split()) <= MOST_WORDS and fold(filled) not in fold(text):
            text = f"{text} {filled}"
    text = _with_year(text, event, known)
    if text == noun and " " not in noun:
        text = f"{noun} {_nearest(event, name_of)}".strip()
    return text[:1].upper() + text[1:]


def _noun(event: Cluster, known: MergeKnowledge) -> str:
    """What the title begins with: the mentions' commonest trigger noun, the fullest first, or the noun of verb or type."""
    nouns = [f for f in event.members if f.noun]
    if nouns:
        numbered = [f for f in nouns if f.ordinal is not None] or [f for f in nouns if f.proper] or nouns
        count = Counter(f.mention.lemma for f in numbered)
        return min(count, key=lambda lemma: (-count[lemma], not lemma[:1].isdecimal(), -len(lemma), lemma))
    verbs = Counter(f.mention.lemma for f in event.members)
    for lemma in sorted(verbs, key=lambda lemma: (-verbs[lemma], lemma)):
        folded = fold(lemma)
        found = known.nouns.get(folded) or known.nouns.get(folded.split()[0])
        if found:
            return found
    return known.types[event.type].noun


def _fill(slot: Slot, event: Cluster, noun: str, known: MergeKnowledge, name_of: NameOf) -> str:
    """The words of a slot, "" where nothing fills it."""
    if slot.roles[0] in ("ABOUT", "WITHIN"):
        other = event.about if slot.roles[0] == "ABOUT" else event.whole
        words = inflect(_noun(other, known), slot.form) if other else ""
        return f"{slot.preposition} {words}".strip() if words else ""
    fillers = _fillers(slot, event, noun)
    if slot.roles == ("PLACE",) and slot.form in ("in", "to", "as-is"):
        return _place(slot, event, fillers, known, name_of)
    names = [name_of(f.entity_id) for f in fillers]
    words = [inflect(name.text, slot.form, name.type == "PERSON") for name in names]
    if not words or len(words) > MOST_FILLERS:
        return ""
    joined = " и ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    return f"{slot.preposition} {joined}".strip()


def _fillers(slot: Slot, event: Cluster, noun: str) -> list[Filler]:
    """One filler an entity, the most often mentioned first, without those whose words the noun already holds."""
    found = [f for f in event.fillers if f.role in slot.roles and (not slot.types or f.type in slot.types)]
    count = Counter(f.entity_id for f in found)
    unique = {f.entity_id: f for f in reversed(found) if fold(f.lemma) not in fold(noun)}
    return sorted(unique.values(), key=lambda f: (-count[f.entity_id], f.entity_id))


def _place(slot: Slot, event: Cluster, fillers: list[Filler], known: MergeKnowledge, name_of: NameOf) -> str:
    filler = next((f for f in fillers if f.entity_id == event.place), fillers[0] if fillers else None)
    if slot.form == "as-is":
        return filler.phrase if filler and " " in filler.phrase else ""
    if event.place is None:
        return ""
    name = name_of(event.place)
    preposition = "на" if fold(name.text) in known.places_na else "во" if name.text[:2] in ("Вь", "Фр", "Вл") else "в"
    return f"{preposition} {inflect(name.text, 'loc' if slot.form == 'in' else 'acc')}"


def _with_year(text: str, event: Cluster, known: MergeKnowledge) -> str:
    """The title with the year, where the type's events recur and nothing else tells them apart."""
    year = event.value.year if event.value else None
    if not year or not known.types[event.type].year or event.ordinal or not event.members[0].noun or year in text:
        return text
    return f"{text} {year} года"


def _nearest(event: Cluster, name_of: NameOf) -> str:
    """A filler for a title that would be one bare word, in the genitive."""
    order = ("PARTICIPANT", "TOPIC", "AGENT")
    fillers = sorted((f for f in event.fillers if f.role in order), key=lambda f: (order.index(f.role), f.entity_id))
    if not fillers:
        return ""
    name = name_of(fillers[0].entity_id)
    return inflect(name.text, "gen", name.type == "PERSON")

