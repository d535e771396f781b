"""Titles of events: «11-й саммит ОИС в Дакаре», composed by the rules of the guideline's section 7.

The noun is the trigger noun that the mentions use most, otherwise the noun of the type or verb; behind it stand the
slots of the type (models/merge/types.yaml), filled with short canonical names in the right case.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.ids import fold
from pipeline.inflect import genitive, inflect
from pipeline.merge.cluster import Cluster
from pipeline.merge.facts import PREPOSITIONS, Fact, Filler
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
ABOUT_DOCUMENTS = frozenset({"ADOPT", "SIGN", "RENAME", "PUBLISH"})
"""Types whose events are about a document."""
LAW_WORDS = 7
"""A title cuts longer names of documents."""
IN = Slot("", ("PLACE",), (), "in")
OWN_NAMES = frozenset({"CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION", "FACILITY", "PROFESSION", "LAW", "AWARD"})
"""Types that a title calls as the text does: Leningrad is not Petersburg, and an office has many holders."""


def title_of(parts: list[Cluster], known: MergeKnowledge, name_of: NameOf) -> str:
    """The title of an event, given its parts; its first letter is a capital, it ends without a full stop."""
    event = Cluster(parts[0].type, [fact for part in parts for fact in part.members])
    best = max(parts, key=lambda part: (part.value is not None, part.place is not None))
    event.value, event.place, event.place_type = best.value, best.place, best.place_type
    event.whole, event.about = best.whole, best.about
    text = noun = _noun(event, known)
    text = f"{text} {_object(event, noun)}".strip()
    for alternatives in _slots(event, noun, known):
        filled = next((f for f in (_fill(slot, event, known, name_of) for slot in alternatives) if f), "")
        if filled and len(f"{text} {filled}".split()) <= MOST_WORDS and fold(filled) not in fold(text):
            text = f"{text} {filled}"
    if text == f"{noun} {_object(event, noun)}" and event.type == "ADOPT":
        text = f"{text} {_place(IN, event, [], known, name_of)}".strip()
    text = _with_year(text, event, known)
    if text == noun and " " not in noun:
        nearest = _nearest(event, name_of) or _place(IN, event, [], known, name_of)
        text = _dated(f"{noun} {nearest}".strip(), noun, event)
    return text[:1].upper() + text[1:]


def _slots(event: Cluster, noun: str, known: MergeKnowledge) -> tuple[tuple[Slot, ...], ...]:
    """The slots behind a noun: its own (models/merge/slots.csv), else those of the event's type."""
    return known.slots.get(fold(noun)) or known.slots.get(fold(noun).split()[-1]) or known.types[event.type].title


def _noun(event: Cluster, known: MergeKnowledge) -> str:
    """What the title begins with: the mentions' commonest trigger noun, the fullest first, or the noun of verb or
    type."""
    nouns = [f for f in event.members if f.noun]
    if nouns:
        numbered = [f for f in nouns if f.ordinal is not None] or [f for f in nouns if f.proper] or nouns
        count = Counter(_with_governed(f) for f in numbered)
        return min(count, key=lambda lemma: (-count[lemma], not lemma[:1].isdecimal(), -len(lemma), lemma))
    verbs = Counter(f.mention.lemma for f in event.members)
    return _verbal_noun(min(verbs, key=lambda lemma: (-verbs[lemma], lemma)), event.type, known)


def _with_governed(fact: Fact) -> str:
    """The trigger with the group that it governs: «24-я конференция» «министров иностранных дел»."""
    group = next((f.phrase for f in fact.fillers if f.next and f.plural), "")
    inner = [f.phrase.split()[-1] for f in fact.fillers if f.role == "AGENT" and f.type == "ORGANIZATION"]
    if group and inner and group.endswith(f" {inner[0]}"):
        group = group.removesuffix(f" {inner[0]}")
    return f"{fact.mention.lemma} {group}".strip()


def _verbal_noun(lemma: str, kind: str, known: MergeKnowledge) -> str:
    """The noun for a verb with its complement: «подписать соглашение» → «Подписание соглашения»."""
    folded = fold(lemma)
    verb, _, complement = folded.partition(" ")
    for wording in (folded, verb):
        found = known.nouns.get((wording, kind)) or known.nouns.get((wording, ""))
        if found:
            return found if wording == folded or not _is_object(complement) else f"{found} {genitive(complement)}"
    noun = known.types[kind].noun
    return f"{noun} {genitive(complement)}" if noun in OBJECT_NOUNS and _is_object(complement) else noun


OBJECT_NOUNS = frozenset({"Подписание", "Принятие", "Публикация", "Создание"})
"""Nouns of types behind which a verb's object stands in the genitive."""


def _is_object(complement: str) -> bool:
    return bool(complement) and complement.split()[0] not in PREPOSITIONS


def _fill(slot: Slot, event: Cluster, known: MergeKnowledge, name_of: NameOf) -> str:
    """The words of a slot, "" where nothing fills it, or where an actor's name does not show the instrumental:
    «Осуждение агрессии ОКД» would be the aggression of the ОКД."""
    if slot.roles[0] in ("ABOUT", "WITHIN"):
        other = event.about if slot.roles[0] == "ABOUT" else event.whole
        return f"{slot.preposition} {_event(other, slot.form, known, name_of)}".strip() if other else ""
    fillers = _fillers(slot, event)
    if slot.roles == ("PLACE",) and slot.form in ("in", "to", "as-is"):
        return _place(slot, event, fillers, known, name_of)
    words = [_called(filler, slot.form, name_of, known.types[event.type].own_names) for filler in fillers]
    if slot.form == "ins" and slot.roles == ("AGENT",):
        words = [w for w, f in zip(words, fillers, strict=True) if w != _called(f, "nom", name_of)]
    if not words or len(words) > MOST_FILLERS:
        return ""
    joined = " и ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    return f"{slot.preposition} {joined}".strip()


def _object(event: Cluster, noun: str) -> str:
    """The document that the event is about, where no mention fills that role and the noun does not name it."""
    filled = any(f.role in ("TOPIC", "PARTICIPANT") for f in event.fillers) or event.about is not None
    if event.type not in ABOUT_DOCUMENTS or filled or len(noun.split()) > 3:
        return ""
    found = next((fact.object for fact in event.members if fact.object), "")
    return "" if fold(found) in fold(noun) else found


def _event(event: Cluster, case: str, known: MergeKnowledge, name_of: NameOf) -> str:
    """Another event within a title, in a case: its noun and who or what it concerns («вывода войск Перу»)."""
    noun = _noun(event, known)
    text = inflect(noun, case)
    text = text[:1].lower() + text[1:] if text[1:2].islower() else text
    for alternatives in _slots(event, noun, known):
        own = [slot for slot in alternatives if slot.roles[0] not in ("ABOUT", "WITHIN")]
        filled = next((f for f in (_fill(slot, event, known, name_of) for slot in own) if f), "")
        if filled and len(f"{text} {filled}".split()) <= MOST_WORDS // 2 + 1:
            text = f"{text} {filled}"
    return text


def _called(filler: Filler, case: str, name_of: NameOf, own: bool = False) -> str:
    """A filler as the title calls it, in a case; `own` keeps the name that the text uses."""
    name = name_of(filler.entity_id)
    text = filler.lemma if own or filler.type in OWN_NAMES else name.text
    if filler.type == "LAW":
        text = shortened(text)
    if filler.type in ("PROFESSION", "NATIONALITY") and text[1:2].islower():
        text = text[:1].lower() + text[1:]
    return inflect(text, case, name.type == "PERSON", filler.plural)


def shortened(name: str) -> str:
    """The name of a document, cut before a late preposition where it is longer than LAW_WORDS words."""
    words = name.split()
    if len(words) <= LAW_WORDS:
        return name
    cuts = [n for n in range(2, LAW_WORDS + 1) if words[n].lower() in PREPOSITIONS]
    return " ".join(words[: cuts[-1]]) if cuts else name


def _fillers(slot: Slot, event: Cluster) -> list[Filler]:
    """One filler an entity, the most often mentioned first, without those that the trigger holds or governs itself."""
    found = [f for f in event.fillers if f.role in slot.roles and (not slot.types or f.type in slot.types)]
    found = [f for f in found if not f.inside and not (f.next and f.plural)]
    count = Counter(f.entity_id for f in found)
    unique = {f.entity_id: f for f in reversed(found)}
    return sorted(unique.values(), key=lambda f: (-count[f.entity_id], f.entity_id))


def _place(slot: Slot, event: Cluster, fillers: list[Filler], known: MergeKnowledge, name_of: NameOf) -> str:
    """«в Дакаре», «в Саудовскую Аравию», «с острова Чаячий»; nothing where the trigger itself says the place."""
    own = [f for f in event.fillers if f.role == "PLACE" and f.entity_id == event.place]
    if any(f.inside for f in own):
        return ""
    filler = next((f for f in fillers if f.entity_id == event.place), fillers[0] if fillers else None)
    if slot.form == "as-is":
        return filler.phrase if filler and filler.phrase.split()[0] in PREPOSITIONS else ""
    if event.place is None:
        return ""
    text = filler.lemma if filler and filler.type in OWN_NAMES else name_of(event.place).text
    preposition = "на" if fold(text) in known.places_na else "во" if text[:2] in ("Вь", "Фр", "Вл") else "в"
    if (
        filler
        and filler.type in ("LOCATION", "FACILITY")
        and filler.phrase.split()[0] in ("на", "под", "у", "около", "за")
    ):
        return filler.phrase
    return f"{preposition} {inflect(text, 'loc' if slot.form == 'in' else 'acc')}"


def _with_year(text: str, event: Cluster, known: MergeKnowledge) -> str:
    """The title with the year, where the type's events recur and nothing else tells them apart."""
    year = event.value.year if event.value else None
    if not year or not known.types[event.type].year or event.ordinal or not event.members[0].noun or year in text:
        return text
    return f"{text} {int(year)} года" if int(year) > 0 else text


def _dated(text: str, noun: str, event: Cluster) -> str:
    """A title of one bare word with its year, so that it says something."""
    year = event.value.year if event.value else None
    return f"{text} {int(year)} года" if text == noun and year and int(year) > 0 else text


def _nearest(event: Cluster, name_of: NameOf) -> str:
    """A filler for a title that would be one bare word: in the genitive, or the one who acts in the instrumental."""
    order = ("PARTICIPANT", "TOPIC", "AGENT")
    fillers = sorted((f for f in event.fillers if f.role in order), key=lambda f: (order.index(f.role), f.entity_id))
    if not fillers:
        return ""
    acts = fillers[0].role == "AGENT" and event.type in (
        "CREATE",
        "PUBLISH",
        "ADOPT",
        "TRADE",
        "AWARD",
        "SIGN",
        "FOUND",
    )
    return _called(fillers[0], "ins" if acts else "gen", name_of)
