"""Clusters: mentions of one event in one document, then events of many documents, under constraints that none may
break.

Precision first: a wrong merge destroys two facts, a missed one leaves a duplicate that a person can see (guideline 6).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.edtf import DAY, bounds
from pipeline.ids import digest, slug
from pipeline.link import Groups
from pipeline.merge.facts import Fact, Filler, Value
from pipeline.merge.keys import cluster_keys
from pipeline.merge.knowledge import MergeKnowledge
from pipeline.schema import MODALITIES

PLACE_ORDER = ("CITY", "DISTRICT", "STATE_OR_PROVINCE", "LOCATION", "COUNTRY", "FACILITY")
"""Which of several places is the event's (guideline P3); a FACILITY with coordinates would come first."""
LONG = 31 * DAY
"""A container longer than a month dates nothing that happened in it (guideline D6)."""

OWNED = frozenset({"MEET", "VISIT", "NEGOTIATE", "STATE", "COMPETE"})
"""Types whose events differ where bodies or states that are named as their agents differ."""
TOLD_AGAIN = 20
"""A mention is compared with so many earlier ones of the same head and date."""

PlaceCountry = Callable[[str], str | None]
"""Entity id of a place → alpha-3 code of its country, None where not known."""


@dataclass(slots=True)
class Cluster:
    """Mentions of one event in one document, or, once documents are joined, the parts of one event.

    `whole` and `about` are clusters of the same document: the event that this one is part of, and what it is about.
    """

    type: str
    members: list[Fact]
    value: Value | None = None
    place: str | None = None
    place_type: str | None = None
    place_name: str | None = None
    own_id: str = ""
    keys: list[str] = field(default_factory=list)
    whole: "Cluster | None" = None
    about: "Cluster | None" = None

    @property
    def fillers(self) -> list[Filler]:
        """The fillers of all members, in the order of the members."""
        return [filler for fact in self.members for filler in fact.fillers]

    @property
    def head(self) -> str:
        """The commonest head of its members, nouns before verbs."""
        heads = Counter(f.head for f in self.members if f.noun) or Counter(f.head for f in self.members)
        return min(heads, key=lambda head: (-heads[head], head))

    @property
    def ordinal(self) -> int | None:
        """The number of the series, where a member names one."""
        return next((f.ordinal for f in self.members if f.ordinal is not None), None)

    @property
    def extraordinary(self) -> bool:
        """Whether it is of the series of extraordinary sittings."""
        return any(f.extraordinary for f in self.members)

    @property
    def proper(self) -> list[str]:
        """The proper names that members use."""
        return sorted({f.proper for f in self.members if f.proper})

    @property
    def constraints(self) -> tuple[object, ...]:
        """All that `may_join` looks at."""
        demanded = self.modality == "demanded"
        series = self.ordinal, self.extraordinary, *self.proper
        return self.type, self.polarity, demanded, series, self.value, self.place, self.place_type, self.owners

    @property
    def owners(self) -> frozenset[str]:
        """The bodies and states that organize it or act in it."""
        kinds = ("ORGANIZATION", "COUNTRY")
        return frozenset(f.entity_id for f in self.fillers if f.role == "AGENT" and f.type in kinds)

    @property
    def polarity(self) -> str:
        """What the members say; they agree (see `may_join`)."""
        return self.members[0].mention.polarity

    @property
    def modality(self) -> str:
        """The members' modality that takes precedence: actual before planned before possible before demanded."""
        return min((f.mention.modality for f in self.members), key=MODALITIES.index)

    @property
    def founding(self) -> Fact:
        """The mention with the smallest id: it founds the event's id."""
        return min(self.members, key=lambda fact: fact.id)


def document_clusters(facts: Sequence[Fact], known: MergeKnowledge, country: PlaceCountry) -> list[Cluster]:
    """The events of one document, each with its date, place, keys and the id that it would have alone."""
    single = [_settle(Cluster(f.mention.type, [f]), known) for f in facts]
    joiner = Joiner(single, country)
    for one, two in _same_in_document(single, known):
        joiner.join(one, two)
    groups = joiner.groups
    members: dict[int, list[Fact]] = defaultdict(list)
    for number, fact in enumerate(facts):
        members[groups.find(number)].append(fact)
    clusters = {root: _settle(Cluster(group[0].mention.type, group), known) for root, group in members.items()}
    of = [clusters[groups.find(number)] for number in range(len(facts))]
    for number, fact in enumerate(facts):
        _tie(of[number], fact, of)
    result = list(clusters.values())
    for cluster in result:
        _inherit(cluster, known)
        cluster.keys = cluster_keys(cluster, known.types[cluster.type].keys)
        cluster.own_id = own_id(cluster)
    return result


def _settle(cluster: Cluster, known: MergeKnowledge) -> Cluster:
    """Give a cluster the date and place that its own members say."""
    values = [f.value for f in cluster.members if f.value]
    if values:
        narrow = min(values, key=lambda v: v.width)
        cluster.value = first_unit(narrow) if known.types[cluster.type].punctual else narrow
    _set_place(cluster, best_place(cluster.fillers))
    cluster.keys = cluster_keys(cluster, known.types[cluster.type].keys)
    return cluster


def first_unit(value: Value) -> Value:
    """Of an open interval, the unit that it begins with: what dates an event that fills no stretch of time (D3)."""
    if not value.edtf or not value.edtf.endswith("/.."):
        return value
    start = value.edtf.removesuffix("/..")
    return Value(start, *bounds(start), value.granularity)


def _set_place(cluster: Cluster, place: Filler | None) -> None:
    cluster.place = place.entity_id if place else None
    cluster.place_type, cluster.place_name = (place.type, place.lemma) if place else (None, None)


def best_place(fillers: Iterable[Filler]) -> Filler | None:
    """The most specific place of an event (guideline P3), None without one; ties go to the more frequent, then the
    first."""
    places = [f for f in fillers if f.role == "PLACE" and f.type in PLACE_ORDER]
    if not places:
        return None
    count = Counter(f.entity_id for f in places)
    return min(places, key=lambda f: (PLACE_ORDER.index(f.type), -count[f.entity_id]))


def _same_in_document(single: Sequence[Cluster], known: MergeKnowledge) -> list[tuple[int, int]]:
    """Pairs of mentions (later, earlier) that a sign of sameness joins, in the order of the text."""
    by_key: dict[str, int] = {}
    last: dict[tuple[str, str], int] = {}
    said: dict[tuple[str, str], frozenset[str]] = {}
    told: dict[tuple[str, str, object], list[int]] = defaultdict(list)
    pairs = []
    for number, cluster in enumerate(single):
        fact = cluster.members[0]
        pairs += [(number, by_key[key]) for key in cluster.keys if key in by_key]
        by_key |= {key: number for key in cluster.keys if key not in by_key}
        head = cluster.type, fact.head
        if fact.ordinal is not None:
            series = cluster.type, f"{fact.ordinal} {fact.extraordinary} {fact.head}"
            pairs += [(number, last[series])] if series in last else []
            last[series] = number
        actors = frozenset(f.entity_id for f in fact.fillers)
        if fact.bare and head in last and fact.mention.modality != "demanded" and _one_says_all(actors, said[head]):
            pairs.append((number, last[head]))
            actors |= said[head]
        if fact.noun:
            last[head], said[head] = number, actors
        if cluster.value:
            again = told[(*head, (cluster.value.earliest, cluster.value.latest))]
            pairs += [(number, other) for other in again[-TOLD_AGAIN:] if _share(cluster, single[other])]
            again.append(number)
    return pairs


def _one_says_all(actors: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a noun names nobody, or nobody but those named before, or these and more («агрессия А против Б»)."""
    return actors <= said or (bool(said) and said <= actors)


def _share(one: Cluster, two: Cluster) -> bool:
    """Whether two mentions of one head and date have a participant, place or topic in common, or one has none at
    all."""
    mine, other = ({(f.role, f.entity_id) for f in c.fillers} for c in (one, two))
    return bool(mine & other) or not mine or not other


class Joiner:
    """Joins clusters into groups none of whose members may not join another (see `may_join`).

    A group remembers one witness of each kind of its members, so that a thousand equal mentions cost as one.
    """

    def __init__(self, clusters: Sequence[Cluster], country: PlaceCountry):
        self.groups = Groups(len(clusters))
        self.country = country
        self.witnesses = {n: {cluster.constraints: cluster} for n, cluster in enumerate(clusters)}

    def join(self, one: int, two: int) -> None:
        """Make one group of the groups of two clusters, unless a member of one may not join a member of the other."""
        first, second = self.groups.find(one), self.groups.find(two)
        if first == second:
            return
        mine, others = self.witnesses[first], self.witnesses[second]
        if all(may_join(a, b, self.country) for a in mine.values() for b in others.values()):
            self.groups.join(first, second)
            self.witnesses[self.groups.find(first)] = self.witnesses.pop(first) | self.witnesses.pop(second)


def may_join(one: Cluster, two: Cluster, country: PlaceCountry) -> bool:
    """Whether nothing forbids two clusters to be one event (guideline 6.1, 6.3, 6.4)."""
    if one.type != two.type or one.polarity != two.polarity:
        return False
    if ("demanded" in (one.modality, two.modality)) and one.modality != two.modality:
        return False
    if one.ordinal is not None and two.ordinal is not None and one.ordinal != two.ordinal:
        return False
    if one.extraordinary != two.extraordinary and one.ordinal is not None and two.ordinal is not None:
        return False
    if one.proper and two.proper and not set(one.proper) & set(two.proper):
        return False
    if one.owners and two.owners and not one.owners & two.owners and one.type in OWNED:
        return False
    return _dates_agree(one.value, two.value) and _places_agree(one, two, country)


def _dates_agree(one: Value | None, two: Value | None) -> bool:
    """Whether one date is not known, or the narrower one lies inside the wider."""
    if one is None or two is None:
        return True
    inner, outer = sorted((one, two), key=lambda v: v.width)
    starts = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends


def _places_agree(one: Cluster, two: Cluster, country: PlaceCountry) -> bool:
    """Whether one place is not known, they are equal, or one is the country of the other."""
    if one.place is None or two.place is None or one.place == two.place:
        return True
    if (one.place_type == "COUNTRY") == (two.place_type == "COUNTRY"):
        return False
    first, second = country(one.place), country(two.place)
    return first is not None and first == second


def _tie(cluster: Cluster, fact: Fact, of: Sequence[Cluster]) -> None:
    """Point a cluster to the clusters that its members are part of and about; two containers are none (D6)."""
    wholes = {id(of[n]): of[n] for n in fact.whole if of[n] is not cluster}
    if len(wholes) == 1 and cluster.whole is None:
        cluster.whole = next(iter(wholes.values()))
    if cluster.about is None and fact.about and of[fact.about[0]] is not cluster:
        cluster.about = of[fact.about[0]]


def _inherit(cluster: Cluster, known: MergeKnowledge) -> None:
    """Take date and place of the event that contains this one, where it has none of its own (guideline D6)."""
    whole, seen = cluster.whole, {id(cluster)}
    while whole is not None and id(whole) not in seen:
        seen.add(id(whole))
        if (
            cluster.value is None
            and whole.value is not None
            and whole.value.width <= LONG
            and whole.polarity == "positive"
        ):
            cluster.value = whole.value
        if cluster.place is None and whole.place is not None:
            cluster.place, cluster.place_type, cluster.place_name = whole.place, whole.place_type, whole.place_name
        whole = whole.whole


def own_id(cluster: Cluster) -> str:
    """The id that the cluster has alone: `2008-03-13_meet_dakar_1f3a5c`: date, type, place, digest of its founding
    mention."""
    return "_".join(
        [_date_part(cluster.value), cluster.type.lower(), *([slug(cluster.place_name)] if cluster.place_name else []),
         digest(cluster.founding.id, 8)]
    )  # fmt: skip


def _date_part(value: Value | None) -> str:
    if value is None or value.day is None:
        return "undated"
    if value.granularity in ("day", "hour", "minute", "second", "week"):
        return value.day
    return str(value.month if value.granularity in ("month", "season", "quarter", "half") else value.year)


def join_documents(clusters: Sequence[Cluster], country: PlaceCountry) -> list[list[Cluster]]:
    """The events of the corpus as lists of their parts, one part a document's cluster; sorted by founding mention.

    Clusters that share a key are joined in the order of their founding mentions, unless a part of one event may not
    join a part of the other. Nothing outside a key's block is looked at.
    """
    order = sorted(range(len(clusters)), key=lambda n: clusters[n].founding.id)
    joiner = Joiner(clusters, country)
    first: dict[str, int] = {}
    for number in order:
        for key in clusters[number].keys:
            joiner.join(first.setdefault(key, number), number)
    events: dict[int, list[Cluster]] = defaultdict(list)
    for number in order:
        events[joiner.groups.find(number)].append(clusters[number])
    return list(events.values())
