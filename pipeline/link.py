"""Mentions → entities: which mentions of a document mean one thing, and which thing of the knowledge base it is.

A document is linked by itself, from its mentions and relations and the knowledge base alone; documents meet where they
come to the same entity id (a QID, or a readable id made of type and name). So linking is a keyed merge: it runs as a
group-by on any number of machines, and ids do not move when documents are added. It reads tables' rows, never a Doc.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.ids import entity_id, fold
from pipeline.knowledge import Entity, KnowledgeBase
from pipeline.layers import Mention, MentionKey, Relation

VALUES = frozenset({"AGE", "MONEY", "NUMBER", "ORDINAL", "PERCENT"})
"""Types whose mentions are values: one entity a normal form, nothing to link."""
NAMED = frozenset(
    {"PERSON", "ORGANIZATION", "COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION", "FACILITY", "AWARD",
    "LAW",
     "WORK_OF_ART", "PRODUCT", "NATIONALITY", "RELIGION", "LANGUAGE"}
)  # fmt: skip
"""Types whose mentions may be linked to the knowledge base."""
SAME_NAME = frozenset({"ALTERNATIVE_NAME", "ABBREVIATION"})
"""Relations whose two mentions are names of one thing."""
PLACES = frozenset({"COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"})
SALIENCE = 3
"""How many times more often than the next one a body must be named to be meant by its head word alone."""
DOMINANCE = 20
"""How many times heavier than its next namesake an entity must be (population, mentions) to be meant by a bare name."""


class Groups:
    """Disjoint sets of numbers 0 … n-1; the smallest number of a set stands for it."""

    def __init__(self, size: int):
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        """The smallest member of the item's set."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: int, two: int) -> None:
        """Make one set of two."""
        one, two = sorted((self.find(one), self.find(two)))
        self.parent[two] = one


@dataclass(slots=True)
class EntityCount:
    """What is gathered on one entity while documents go by."""

    types: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    n_mentions: int = 0
    n_documents: int = 0


def link_document(
    doc_id: str, mentions: Sequence[Mention], relations: Iterable[Relation], knowledge: KnowledgeBase
) -> list[str]:
    """The entity id of each mention of a document, in their order."""
    groups = Groups(len(mentions))
    heads = _heads(mentions)
    _join_same_names(mentions, groups, heads)
    _join_relations(mentions, relations, groups)
    _join_persons(mentions, groups)
    _join_heads(mentions, groups, heads)
    members: dict[int, list[Mention]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        members[groups.find(number)].append(mention)
    ids = {root: _identify(doc_id, group, knowledge) for root, group in members.items()}
    return [ids[groups.find(number)] for number in range(len(mentions))]


def _heads(mentions: Sequence[Mention]) -> set[str]:
    """The first words of the full names of bodies: by such a word alone a text means one of them («Фонд»)."""
    bodies = (fold(m.lemma).split() for m in mentions if m.type == "ORGANIZATION")
    return {words[0] for words in bodies if len(words) > 1}


def _is_head(mention: Mention, heads: set[str]) -> bool:
    return mention.type == "ORGANIZATION" and not mention.lemma.isupper() and fold(mention.lemma) in heads


def _join_same_names(mentions: Sequence[Mention], groups: Groups, heads: set[str]) -> None:
    first: dict[tuple[str, str], int] = {}
    for number, mention in enumerate(mentions):
        if not _is_head(mention, heads):
            groups.join(first.setdefault((mention.type, fold(mention.lemma)), number), number)


def _join_relations(mentions: Sequence[Mention], relations: Iterable[Relation], groups: Groups) -> None:
    where: dict[MentionKey, int] = {mention.key: number for number, mention in enumerate(mentions)}
    for relation in relations:
        one, two = where.get(relation.subject), where.get(relation.object)
        if (
            relation.predicate in SAME_NAME
            and one is not None
            and two is not None
            and mentions[one].type == mentions[two].type
        ):
            groups.join(one, two)


def _join_persons(mentions: Sequence[Mention], groups: Groups) -> None:
    """A surname, or initials with a surname, joins the one full name of the document that it fits."""
    full: dict[str, dict[str, int]] = defaultdict(dict)
    persons = [n for n, m in enumerate(mentions) if m.type == "PERSON"]
    for number in persons:
        words = fold(mentions[number].lemma).split()
        if len(words) > 1 and not any(w.endswith(".") for w in words):
            full[words[-1]].setdefault(" ".join(words), number)
            full[words[0]].setdefault(" ".join(words), number)
    for number in persons:
        words = fold(mentions[number].lemma).replace(".", ". ").split()
        initials = [w[0] for w in words if w.endswith(".")]
        names = [w for w in words if not w.endswith(".")]
        if len(names) == 1 and (len(words) == 1 or initials):
            fitting = [
                other for name, other in full[names[0]].items()
                if not initials or (initials[0] == name[0] and name.split()[-1] == names[0])
            ]  # fmt: skip
            if len({groups.find(n) for n in fitting}) == 1:
                groups.join(fitting[0], number)


def _join_heads(mentions: Sequence[Mention], groups: Groups, heads: set[str]) -> None:
    """«Фонд», «Организация» with a capital mean the body of the document whose name begins so, if there is one such or
    one is named far more often than the others."""
    sizes = Counter(groups.find(n) for n in range(len(mentions)))
    bodies: dict[str, set[int]] = defaultdict(set)
    for number, mention in enumerate(mentions):
        words = fold(mention.lemma).split()
        if mention.type == "ORGANIZATION" and len(words) > 1:
            bodies[words[0]].add(groups.find(number))
    for number, mention in enumerate(mentions):
        if _is_head(mention, heads) and mention.lemma[:1].isupper():
            best, *others = sorted(bodies[fold(mention.lemma)], key=lambda root: (-sizes[root], root))
            if not others or sizes[best] >= SALIENCE * sizes[others[0]]:
                groups.join(best, number)


def _identify(doc_id: str, group: Sequence[Mention], knowledge: KnowledgeBase) -> str:
    """The entity id of mentions that mean one thing."""
    kind = Counter(m.type for m in group).most_common(1)[0][0]
    names = sorted({m.lemma for m in group}, key=lambda name: (-len(name.split()), -len(name), name))
    if kind in NAMED:
        for name in names if kind != "PERSON" else [name for name in names if " " in name]:
            found = _candidate(name, kind, knowledge)
            if found:
                return found.entity_id
    if kind == "PERSON" and all(len(name.split()) == 1 for name in names):
        return f"{entity_id(kind, names[0])}@{doc_id}"
    return entity_id(kind, _founding_name(names))


def _founding_name(names: Sequence[str]) -> str:
    """The name that an id is made of: the longest one in full, not an abbreviation where there is another."""
    return next((name for name in names if not name.isupper()), names[0])


def _candidate(name: str, kind: str, knowledge: KnowledgeBase) -> Entity | None:
    """The one entity of this type that a name can mean; None where there is none, or where it is not clear which."""
    named = [e for e in knowledge.lookup(name) if _fits(e.type, kind)]
    adjective = [e for e in knowledge.by_adjective.get(fold(name), ()) if _fits(e.type, kind)]
    found = (adjective or named) if name[:1].islower() else (named or adjective)
    exact = [e for e in found if e.type == kind]
    found = exact or found
    if not found:
        return None
    found.sort(key=lambda e: (-e.weight, e.entity_id))
    if len(found) == 1:
        return found[0]
    canonical = [e for e in found if fold(e.name) == fold(name)]
    if len(canonical) == 1 and canonical[0] is found[0]:
        return found[0]
    return found[0] if found[0].weight >= DOMINANCE * max(found[1].weight, 1) else None


def _fits(candidate: str, kind: str) -> bool:
    return candidate == kind or {candidate, kind} <= {"STATE_OR_PROVINCE", "DISTRICT", "LOCATION"}


def count_entities(counts: dict[str, EntityCount], mentions: Sequence[Mention], ids: Sequence[str]) -> None:
    """Add a document's linked mentions to the counts of entities."""
    seen: set[str] = set()
    for mention, found in zip(mentions, ids, strict=True):
        count = counts.setdefault(found, EntityCount())
        count.types[mention.type] += 1
        count.names[mention.lemma] += 1
        count.n_mentions += 1
        count.n_documents += found not in seen
        seen.add(found)


def entity_row(found: str, count: EntityCount, knowledge: KnowledgeBase) -> dict[str, Any]:
    """The row of `entities` of one entity: the knowledge base's facts, or the names that the texts use."""
    known = knowledge.entities.get(found)
    observed = sorted(count.names, key=lambda name: (-count.names[name], name))
    name = known.name if known else _canonical(observed, count.names)
    head = name.split()[0].casefold()
    aliases = sorted({*(n for n in observed if n.casefold() != head), *(known.aliases if known else ())} - {name})
    return {
        "entity_id": found,
        "type": known.type if known else min(count.types, key=lambda t: (-count.types[t], t)),
        "name": name,
        "name_en": known.name_en if known else None,
        "aliases": aliases,
        "wikidata_id": known.wikidata_id if known else None,
        "iso3166": known.iso3166 if known and known.type == "COUNTRY" else None,
        "geonames_id": known.geonames_id if known else None,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "n_mentions": count.n_mentions,
        "n_documents": count.n_documents,
    }


def _canonical(observed: Sequence[str], counts: Mapping[str, int]) -> str:
    """The name of an entity that the base does not know: the commonest in full, not an abbreviation or a bare
    surname."""
    most = max(len(name.split()) for name in observed)
    full = [name for name in observed if not name.isupper() and (len(name.split()) > 1 or most == 1)]
    return min(full or observed, key=lambda name: (-counts[name], name))


def short_name(row: Mapping[str, Any], count: EntityCount, known: Entity | None) -> str:
    """How a title calls an entity: a body by its abbreviation (the texts' commonest, else the base's), a person by the
    full name that the texts use most, others by name."""
    if row["type"] == "PERSON":
        full = sorted((n for n in count.names if len(n.split()) > 1), key=lambda n: (-count.names[n], len(n), n))
        return (full or [str(row["name"])])[0]
    if row["type"] != "ORGANIZATION":
        return str(row["name"])
    former = {name for name, _ in known.former} if known else set()
    seen = sorted(
        (n for n in count.names if _is_abbreviation(n) and n not in former), key=lambda n: (-count.names[n], n)
    )
    base = [name for name in (known.aliases if known else ()) if _is_abbreviation(name) and name not in former]
    return (seen or base or [str(row["name"])])[0]


def _is_abbreviation(name: str) -> bool:
    return name.isupper() and name.isalpha() and 2 <= len(name) <= 8 and "А" <= name[0] <= "Я"
