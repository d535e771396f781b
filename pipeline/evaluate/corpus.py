"""The lists of the corpus: events that several documents tell, pairs that look alike and are two; figures out.

They say of single places, in any document of `raw/`, whether they are one event. They are an aid for development, which
may look at single pairs; documents of the gold set's test side are therefore left out of the figures. In `words`, which
stand once in the document, brackets mark the trigger: `второй [саммит] прошёл в Лахоре`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.errors import DataError
from pipeline.evaluate.annotation import Place
from pipeline.evaluate.matching import Figures, accuracy, jaccard, share, touching
from pipeline.gold.split import tab_rows
from pipeline.published import read_rows

TOLD_TWICE, LOOK_ALIKES = "told-twice.tsv", "look-alikes.tsv"
COLUMNS = {TOLD_TWICE: ("event", "doc_id", "words"), LOOK_ALIKES: ("doc_a", "words_a", "doc_b", "words_b", "why")}


@dataclass(frozen=True, slots=True)
class Lists:
    """Event → the places of its triggers, one or more in each of two or more documents; and pairs of places that are
    two events."""

    told_twice: Mapping[str, tuple[Place, ...]]
    look_alikes: tuple[tuple[Place, Place], ...]

    def without(self, documents: Collection[str]) -> "Lists":
        """The lists as if `documents` (ids) were not there; an event left with one document is told twice no more."""
        rest = {e: tuple(p for p in places if p[0] not in documents) for e, places in self.told_twice.items()}
        told = {event: places for event, places in rest.items() if len({p[0] for p in places}) > 1}
        pairs = tuple((a, b) for a, b in self.look_alikes if not {a[0], b[0]} & set(documents))
        return Lists(told, pairs)


def read_lists(folder: Path, texts: Mapping[str, str]) -> Lists:
    """The two lists in `folder`; `texts` are the documents' texts by doc_id.

    Raises DataError with file and line for a list that is missing or broken, a document that there is not, words that
    do not stand in it exactly once, a row given twice, an event told in one document alone, and a look-alike pair that
    the other list calls one event.
    """
    told: dict[str, list[Place]] = defaultdict(list)
    lines: dict[str, int] = {}
    for row in _rows(folder / TOLD_TWICE):
        event, doc_id, words = row.cells
        place = row.find(doc_id, words, texts)
        if place in told[event]:
            raise row.error(f"«{event}» has this place already; delete one of the rows")
        told[event].append(place)
        lines.setdefault(event, row.line)
    for event, places in told.items():
        if len({place[0] for place in places}) < 2:
            message = f"«{event}» is told in one document alone; add its row of another document, or delete it"
            raise DataError(folder / TOLD_TWICE, message, lines[event])
    pairs = _look_alikes(folder / LOOK_ALIKES, texts, {frozenset(p) for t in told.values() for p in combinations(t, 2)})
    return Lists({event: tuple(places) for event, places in told.items()}, tuple(pairs))


def _look_alikes(path: Path, texts: Mapping[str, str], one: set[frozenset[Place]]) -> Iterator[tuple[Place, Place]]:
    """The pairs of a list; `one` are the pairs of places that are one event."""
    seen: set[frozenset[Place]] = set()
    for row in _rows(path):
        doc_a, words_a, doc_b, words_b, _ = row.cells
        places = row.find(doc_a, words_a, texts), row.find(doc_b, words_b, texts)
        pair = frozenset(places)
        if len(pair) < 2:
            raise row.error("both places are the same; give two")
        if pair in one:
            raise row.error(f"{TOLD_TWICE} calls these two places one event; correct one of the lists")
        if pair in seen:
            raise row.error("this pair stands there already; delete one of the rows")
        seen.add(pair)
        yield places


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    line: int
    cells: tuple[str, ...]

    def error(self, message: str) -> DataError:
        return DataError(self.path, message, self.line)

    def find(self, doc_id: str, words: str, texts: Mapping[str, str]) -> Place:
        """The place of the trigger that `words` mark."""
        before, opened, rest = words.partition("[")
        trigger, closed, after = rest.partition("]")
        plain = before + trigger + after
        if not (opened and closed) or not trigger or trigger != trigger.strip() or {"[", "]"} & set(plain):
            raise self.error(f"«{words}» marks no trigger; put one pair of square brackets around its words")
        if doc_id not in texts:
            raise self.error(f"there is no document «{doc_id}»; correct the name or restore its source")
        text = texts[doc_id]
        found = text.find(plain)
        if found < 0:
            raise self.error(f"«{doc_id}» does not say «{plain}»; copy the words from the text")
        if text.find(plain, found + 1) >= 0:
            raise self.error(f"«{doc_id}» says «{plain}» more than once; copy more words")
        return doc_id, found + len(before), found + len(before) + len(trigger)


def _rows(path: Path) -> Iterator[_Row]:
    return (_Row(path, line, cells) for line, cells in tab_rows(path, COLUMNS[path.name]))


def score_corpus(tables: Path, folder: Path, texts: Mapping[str, str], blind: Collection[str] = ()) -> Figures:
    """The figures of the lists in `folder` against the event mentions in `tables`, without the documents `blind` (ids).
    Raises as `read_lists` says.

    A place is found if an event mention has a character of the trigger (of several the closest counts). `told_twice`:
    of the pairs of places of one event in two documents, `found` are those of which both are, and `merged` the share of
    these that is one event in the tables; `events`, end to end, those whose places are all found as one event.
    `look_alikes`: pairs of which both places are `found`, and of these those kept `apart`. Our own measures.
    """
    lists = read_lists(folder, texts).without(blind)
    places = {p for told in (*lists.told_twice.values(), *lists.look_alikes) for p in told}
    event_of = events_at(tables, places)
    told = [[event_of.get(place) for place in places] for places in lists.told_twice.values()]
    pairs = [(event_of.get(a), event_of.get(b)) for a, b in _told_pairs(lists)]
    alike = [(event_of.get(a), event_of.get(b)) for a, b in lists.look_alikes]
    return {
        "listed": {
            "documents": len(set(texts) - set(blind)),
            "places": len(places),
            "events": len(told),
            "look_alikes": len(alike),
        },
        "told_twice": {
            "events": accuracy(None not in events and len(set(events)) == 1 for events in told),
            "found": share(len(_both(pairs)), len(pairs)),
            "merged": accuracy(a == b for a, b in _both(pairs)),
        },
        "look_alikes": {
            "found": share(len(_both(alike)), len(alike)),
            "apart": accuracy(a != b for a, b in _both(alike)),
        },
    }


def _told_pairs(lists: Lists) -> list[tuple[Place, Place]]:
    """Every two places of one event in two documents."""
    return [(a, b) for told in lists.told_twice.values() for a, b in combinations(told, 2) if a[0] != b[0]]


def _both(pairs: Iterable[tuple[str | None, str | None]]) -> list[tuple[str | None, str | None]]:
    return [pair for pair in pairs if None not in pair]


def events_at(tables: Path, places: Iterable[Place]) -> dict[Place, str]:
    """Place → the event of the event mention in `tables` that is closest to it (most characters of both in common, of
    equals the earlier); places that no mention touches are left out."""
    wanted = sorted(places)
    columns = ["doc_id", "start", "end", "event_id"]
    rows = read_rows(tables, "event_mentions", columns, {"doc_id": {place[0] for place in wanted}})
    mentions: dict[str, list[tuple[Place, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        mentions[row["doc_id"]].append(((row["doc_id"], row["start"], row["end"]), number))
    for there in mentions.values():
        there.sort()
    found = {}
    for place in wanted:
        near = [(-jaccard(place, other), other, n) for n, other in touching(place, mentions[place[0]])]
        if near:
            found[place] = str(rows[min(near)[2]]["event_id"])
    return found
