"""Keys by which event mentions are one event without a doubt (guideline 6.2): equal keys merge, an empty part never
does.

A key is computed from one cluster of one document, so that merging is a group-by. Each key starts with the event's
type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pipeline.edtf import DAY
from pipeline.merge.facts import Value

if TYPE_CHECKING:
    from pipeline.merge.cluster import Cluster

Parts = Iterable[tuple[str | int | None, ...]]
SETTLEMENTS = ("CITY", "FACILITY", "DISTRICT")


def _who(cluster: Cluster, *roles: str) -> list[str]:
    return sorted({f.entity_id for f in cluster.fillers if f.role in roles})


def _first_day(cluster: Cluster) -> str | None:
    value = cluster.value
    if value is None or value.granularity not in ("day", "hour", "minute") or value.width > 31 * DAY:
        return None
    return value.day


def _month(cluster: Cluster) -> str | None:
    value = cluster.value
    if value is None or value.granularity not in ("day", "hour", "minute", "month", "week"):
        return None
    return value.month if value.width <= 31 * DAY else None


def _year(cluster: Cluster) -> str | None:
    value = cluster.value
    if value is None or value.earliest is None or value.latest is None:
        return None
    last = Value(None, value.latest, None, None)
    return value.year if value.year == last.year else None


def _owners(cluster: Cluster) -> list[str]:
    return sorted(
        {f.entity_id for f in cluster.fillers if f.role == "AGENT" and f.type in ("ORGANIZATION", "COUNTRY", "PERSON")}
    )


def _ordinal(cluster: Cluster) -> Parts:
    kind = "extraordinary" if cluster.extraordinary else "ordinary"
    return ((cluster.head, owner, cluster.ordinal, kind) for owner in _owners(cluster))


def _proper(cluster: Cluster) -> Parts:
    return ((name, _year(cluster)) for name in cluster.proper)


def _owner_day(cluster: Cluster) -> Parts:
    subject = "+".join(_who(cluster, "TOPIC", "PARTICIPANT")) or cluster.head
    return ((cluster.head, owner, subject, _first_day(cluster)) for owner in _owners(cluster))


def _parties_day(cluster: Cluster) -> Parts:
    parties = _who(cluster, "AGENT", "PARTICIPANT")
    return [(cluster.head, "+".join(parties), _first_day(cluster))] if len(parties) > 1 else []


def _owner_head_city_month(cluster: Cluster) -> Parts:
    city = cluster.place if cluster.place_type in SETTLEMENTS else None
    return ((owner, cluster.head, city, _month(cluster)) for owner in _owners(cluster))


def _place_day(cluster: Cluster) -> Parts:
    return [(cluster.head, cluster.place, _first_day(cluster))]


def _person(cluster: Cluster) -> Parts:
    people = [f.entity_id for f in cluster.fillers if f.role == "PARTICIPANT" and f.type == "PERSON"]
    return [(people[0],)] if len(set(people)) == 1 else []


def _body(cluster: Cluster) -> Parts:
    bodies = _who(cluster, "PARTICIPANT")
    return [(bodies[0],)] if len(bodies) == 1 else []


def _text(cluster: Cluster) -> list[str]:
    return [f.entity_id for f in cluster.fillers if f.role == "TOPIC"]


def _with_year(make: Callable[[Cluster], Parts]) -> Callable[[Cluster], Parts]:
    return lambda cluster: ((*parts, _year(cluster)) for parts in make(cluster))


def _with_month(make: Callable[[Cluster], Parts]) -> Callable[[Cluster], Parts]:
    return lambda cluster: ((*parts, _month(cluster)) for parts in make(cluster))


def _member_body(cluster: Cluster) -> Parts:
    return ((member, body) for member in _who(cluster, "PARTICIPANT") for body in _text(cluster))


def _office(cluster: Cluster) -> Parts:
    return ((cluster.head, office) for office in _text(cluster)) if not _who(cluster, "PARTICIPANT") else []


def _text_body(cluster: Cluster) -> Parts:
    agents = _who(cluster, "AGENT")
    return ((text, agents[0]) for text in _text(cluster)) if len(agents) == 1 else []


def _visitor_goal(cluster: Cluster) -> Parts:
    role = "AGENT" if cluster.type == "VISIT" else "PARTICIPANT"
    return ((who, cluster.place) for who in _who(cluster, role))


def _ground_taker(cluster: Cluster) -> Parts:
    return ((cluster.place, taker) for taker in _who(cluster, "AGENT"))


KEYS: dict[str, Callable[[Cluster], Parts]] = {
    "ordinal": _ordinal,
    "proper": _proper,
    "owner-day": _owner_day,
    "parties-day": _parties_day,
    "owner-head-city-month": _owner_head_city_month,
    "place-day": _place_day,
    "person": _person,
    "body": _body,
    "body-year": _with_year(_body),
    "member-body-year": _with_year(_member_body),
    "person-office-year": _with_year(_member_body),
    "person-award-year": _with_year(_member_body),
    "office-year": _with_year(_office),
    "text-year": _with_year(lambda cluster: ((text,) for text in _text(cluster))),
    "text-year-body": _with_year(_text_body),
    "person-month": _with_month(_person),
    "visitor-goal-month": _with_month(_visitor_goal),
    "ground-taker-month": _with_month(_ground_taker),
}
"""The kinds of keys that models/merge/types.yaml may name."""


def cluster_keys(cluster: Cluster, kinds: Iterable[str]) -> list[str]:
    """All full keys of a cluster, sorted."""
    found = {
        "|".join((cluster.type, kind, *map(str, parts)))
        for kind in kinds
        for parts in KEYS[kind](cluster)
        if all(part is not None and part != "" for part in parts)
    }
    return sorted(found)
