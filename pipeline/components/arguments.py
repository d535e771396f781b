"""Arguments of events: which mentions fill which roles of which event mention.

In: a Doc with its tree, `mentions` and `event_mentions`. Out: `doc._.arguments`, and `doc._.event_links` by
`event_links.find_links`. The syntactic slots come from `slots`, what they mean from the frames (`models/events/`); this
module finds the mention that stands in a slot and settles rivals. A learned scorer of (event, mention) pairs would take
the place of `ArgumentFinder.candidates`: it gives the same (rank, Argument) pairs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.arguments.apposition import is_human, named_persons
from pipeline.arguments.attachment import Attachment
from pipeline.arguments.frames import Frames, read_frames
from pipeline.arguments.links import LinkFinder
from pipeline.arguments.slots import Slot, SlotFinder, only_clause
from pipeline.components.syntax import Tree, case_of, feature, is_verbal
from pipeline.layers import Argument, EventMention, Mention

PLACES = ("FACILITY", "LOCATION", "DISTRICT", "CITY", "STATE_OR_PROVINCE", "COUNTRY")
"""From the most specific to the least: of nested places the most specific one is the event's."""
NAMED_BY = {"PROFESSION", "AGE", "NATIONALITY", "FAMILY"}
"""A filler of these types gives way to the person who is named beside it («президент Чили Х»)."""
OWNER = frozenset({"owner"})
SITES = frozenset({"в+loc", "на+loc", "у+gen", "около+gen", "возле+gen", "clause в+loc", "clause на+loc"})
"""The slots of a place in which another place may be told."""
HUMAN = {"PERSON", "PROFESSION", "FAMILY", "NATIONALITY"}
Ranked = list[tuple[tuple[int, int], Argument]]
"""((distance of the slot, nouns looked through), argument): the lowest rank is the surest."""
Pairs = list[tuple[int, int, Mention, frozenset[str]]]
"""(distance of the slot, nouns looked through, mention, names of the slot)."""
FALLBACK = 10
"""What is added to the rank of a fallback: it comes after all that a trigger's own slots give."""
MAX_FILLERS = 100
"""An event has so many arguments at most, the surest."""
QUOTES = {"«", "„", "“", '"'}
MAX_BESIDE = 30
"""A name stands so many words from the office that it names at most."""
MAX_DESCENT = 3
"""So many nouns that are no mentions are looked through («на берегу озера Х»)."""


class ArgumentFinder:
    """The component."""

    def __init__(self) -> None:
        self.frames: Frames | None = None
        self.links: LinkFinder | None = None

    def __call__(self, doc: Doc) -> Doc:
        doc._.arguments = doc._.event_links = ()
        if doc._.event_mentions and self.frames is not None and self.links is not None:
            tree = Tree(doc)
            Attachment(tree, doc, self.frames).correct()
            triggers = {t.i for event in doc._.event_mentions for t in tree.span_tokens(event.start, event.end)}
            slots = SlotFinder(tree, self.frames, triggers)
            doc._.arguments = tuple(sorted(self.find(doc, tree, slots)))
            doc._.event_links = tuple(sorted(self.links.find(doc, tree, slots)))
        return doc

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "ArgumentFinder":
        """Read the frames and the cues of links: they lie beside the triggers, in `models/events/`."""
        events = Path(path).parent / "events"
        self.frames = read_frames(events / "frames.yaml")
        self.links = LinkFinder(events / "links.csv")
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write: the frames are edited by hand."""

    def find(self, doc: Doc, tree: Tree, slots: SlotFinder) -> list[Argument]:
        """The arguments of every event mention of `doc`."""
        assert self.frames is not None
        fillers = Fillers(tree, doc._.mentions, doc._.event_mentions, self.frames)
        text = doc.text  # made anew on every access
        found: list[Argument] = []
        for event in doc._.event_mentions:
            candidates = self.candidates(event, tree, slots, fillers)
            found += settle(candidates + self.fallback(event, candidates, tree, slots, fillers), text)
        return found

    def fallback(
        self, event: EventMention, candidates: Ranked, tree: Tree, slots: SlotFinder, fillers: "Fillers"
    ) -> Ranked:
        """The subject of the verb above, for an event whose own slots name no agent and no participant."""
        head = tree.head_of(event.start, event.end)
        if head is None or any(argument.role in {"AGENT", "PARTICIPANT"} for _, argument in candidates):
            return []
        found = [(slot, mention) for slot in slots.distant(head) for depth, mention in fillers.of(slot) if depth == 0]
        pairs: Pairs = [(FALLBACK + slot.near, 0, mention, slot.names) for slot, mention in found]
        return self.by_frames(event, head, pairs)

    def candidates(self, event: EventMention, tree: Tree, slots: SlotFinder, fillers: "Fillers") -> Ranked:
        """Every (rank, argument) that the frames allow for `event`; the lowest rank is the surest."""
        tokens = tree.span_tokens(event.start, event.end)
        head = tree.head_of(event.start, event.end)
        if head is None:
            return []
        pairs: Pairs = [(0, 0, mention, frozenset({"inside"})) for mention in fillers.inside(tokens, event)]
        for slot in slots.slots(tokens, head):
            pairs += [(slot.near, depth, mention, slot.names) for depth, mention in fillers.of(slot)]
            pairs += [(slot.near, 1, mention, OWNER) for mention in fillers.owners(slot)]
        return self.by_frames(event, head, pairs)

    def by_frames(self, event: EventMention, head: Token, pairs: Pairs) -> Ranked:
        """(rank, argument) of each (distance, depth, mention, slot names) that a frame gives a role."""
        assert self.frames is not None
        found: Ranked = []
        for near, depth, mention, names in pairs:
            if overlaps(mention, event) and "inside" not in names:
                continue
            role = self.frames.role(event.type, head.lemma_, names, mention.type)
            if role is not None:
                found.append(((near, depth), Argument(event.span, role[0], mention.key, role[1].name)))
        return found


class Fillers:
    """The mentions of a document, by the token that heads them."""

    def __init__(
        self,
        tree: Tree,
        mentions: Sequence[Mention],
        events: Sequence[EventMention] = (),
        frames: Frames | None = None,
    ):
        self.tree = tree
        self.opaque = frames.opaque if frames else frozenset()
        self.groups = frames.groups if frames else frozenset()
        self.triggers = {token.i for event in events for token in tree.span_tokens(event.start, event.end)}
        self.named = named_persons(tree, mentions)
        names = [m for m in mentions if m.type == "ORGANIZATION" and any(c.isupper() for c in m.lemma)]
        self.ending = {m.end: m for m in sorted(names, key=lambda m: m.start)}
        self.starting = {m.start: m for m in sorted(names, key=lambda m: m.end)}
        self.heads: dict[int, list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.type)):
            head = tree.head_of(mention.start, mention.end)
            if head is not None:
                self.heads[head.i].append(mention)

    def inside(self, tokens: Sequence[Token], event: EventMention) -> list[Mention]:
        """The mentions within the trigger («Бостонский марафон»)."""
        found = [mention for token in tokens for mention in self.heads.get(token.i, ())]
        return [mention for mention in found if event.start <= mention.start and mention.end <= event.end]

    def of(self, slot: Slot) -> Iterator[tuple[int, Mention]]:
        """(nouns looked through, mention) that fills the slot: its own, or that of the noun it is made with."""
        token = slot.token
        for depth in range(MAX_DESCENT):
            own = self.at(token)
            if own:
                yield depth, own
                if own.type in PLACES:
                    yield from ((depth + 1, place) for place in self._finer(token))
                return
            below = self._below(token) or self._site(token, slot.names)
            if below is None or only_clause(slot.names):
                return
            token = below

    def at(self, token: Token) -> Mention | None:
        """The widest mention that `token` heads; the named person beside it instead of an office."""
        own = self.heads.get(token.i)
        if token.i in self.named and (not own or own[0].type in NAMED_BY or own[0].type == "AWARD"):
            return self.named[token.i]
        if not own:
            return None
        if own[0].type in NAMED_BY:
            for child in self.tree.children(token, "appos", "flat", "flat:name", "flat:foreign", "nmod"):
                named = self.heads.get(child.i)
                is_beside = abs(child.i - token.i) <= MAX_BESIDE and not self._is_below(token, child)
                if is_beside and named and named[0].type == "PERSON" and case_of(child) in {case_of(token), ""}:
                    return named[0]
        return own[0]

    def _is_below(self, one: Token, other: Token) -> bool:
        """Whether a new line begins between the two: a caption under a text is no apposition."""
        return any(token.is_space and "\n" in token.text for token in self.tree.doc[one.i : other.i])

    def owners(self, slot: Slot) -> Iterator[Mention]:
        """The body named at the end of a group in the genitive («конференция министров союза Х»: Х)."""
        own = self.heads.get(slot.token.i, ())
        if "gen" in slot.names and own and own[0].type == "PROFESSION" and feature(slot.token, "Number") == "Plur":
            end = max(mention.end for mention in own)
            bodies = [m for m in (self.ending.get(end), self.starting.get(end + 1)) if m is not None]
            yield from [m for m in bodies if not self._of_members(m)][:1]

    def _of_members(self, body: Mention) -> bool:
        """Whether the word before a body names its members («стран-членов союза Х»)."""
        head = self.tree.head_of(body.start, body.end)
        return head is not None and "член" in head.head.lemma_

    def _finer(self, token: Token) -> Iterator[Mention]:
        for child in self.tree.children(token, "appos", "flat", "flat:name", "nmod", "conj"):
            for mention in self.heads.get(child.i, ())[:1]:
                if mention.type in PLACES:
                    yield mention

    def _below(self, token: Token) -> Token | None:
        """The noun through which a noun that is no mention is named («в городе Х», «представители страны Х»)."""
        if is_verbal(token) or token.i in self.triggers:
            return None
        apposed = self.tree.children(token, "appos", "flat", "flat:name", "flat:foreign")
        if apposed:
            return None if self._is_title(token, apposed[0]) else apposed[0]
        if token.lemma_ in self.opaque:
            return None
        below = next((c for c in self.tree.children(token, "nmod") if self._is_seen(token, c)), None)
        return below or self._country_of(token)

    def _is_title(self, noun: Token, child: Token) -> bool:
        """Whether a quotation begins between the two, of which no word is a name: what it says is a theme."""
        between = self.tree.doc[noun.i + 1 : child.i][:MAX_BESIDE]
        return self.at(child) is None and any(token.text in QUOTES for token in between)

    def _country_of(self, group: Token) -> Token | None:
        """The adjective of a country for which a group acts («азербайджанская делегация»)."""
        if group.lemma_ not in self.groups:
            return None
        return next((c for c in self.tree.children(group, "amod") if self._is_country(c)), None)

    def _is_country(self, adjective: Token) -> bool:
        own = self.heads.get(adjective.i, [])
        return bool(own) and own[0].type == "COUNTRY"

    def _site(self, token: Token, names: frozenset[str]) -> Token | None:
        """Where a place without a name lies («в доме в городе Х»)."""
        if names.isdisjoint(SITES) or token.i in self.triggers:
            return None
        return next((c for c in self.tree.children(token, "nmod", "obl") if self.tree.slot(c) in SITES), None)

    def _is_seen(self, noun: Token, child: Token) -> bool:
        """Whether a noun in the genitive is seen through `noun`: «власти города Х», but not «сын Х»."""
        if self.tree.slot(child) != "gen":
            return False
        own = self.heads.get(child.i)
        if own and is_human(noun):
            return own[0].type == "ORGANIZATION" or (own[0].type in PLACES and noun.lemma_ in self.groups)
        return True


def overlaps(one: Mention, other: EventMention) -> bool:
    """Whether the two share a character."""
    return one.start < other.end and other.start < one.end


def settle(candidates: Ranked, text: str) -> list[Argument]:
    """One role for each filler, the surest; the clause's places only without one of its own; no place twice."""
    best: dict[tuple[int, int, str], tuple[tuple[int, int], Argument]] = {}
    for rank, argument in candidates:
        known = best.get(argument.mention)
        if known is None or rank < known[0]:
            best[argument.mention] = rank, argument
    ranked = sorted(best.values(), key=lambda pair: (pair[0], pair[1]))[:MAX_FILLERS]
    if any(argument.role == "PLACE" and rank[0] == 0 for rank, argument in ranked):
        ranked = [pair for pair in ranked if pair[1].role != "PLACE" or pair[0][0] == 0]
    kept = drop_nested(ranked)
    return specific_places(kept, text)


def drop_nested(ranked: Ranked) -> list[Argument]:
    """Without fillers that lie inside another filler of the event; a body that owns it may end the name of a group."""
    kept: list[Argument] = []
    for _, argument in ranked:
        if not any(holds(other, argument) for other in kept):
            kept.append(argument)
    return kept


def holds(outer: Argument, inner: Argument) -> bool:
    """Whether the filler of `inner` is only a part of that of `outer`."""
    (first, last, _), (start, end, kind) = outer.mention, inner.mention
    is_owner = kind == "ORGANIZATION" and (outer.role, inner.role) == ("PARTICIPANT", "AGENT") and end == last
    return first <= start and end <= last and not (is_owner and start > first)


def specific_places(arguments: list[Argument], text: str) -> list[Argument]:
    """Without a place that only says where another one lies («в Баку, Азербайджан»: Баку)."""
    places = sorted((a for a in arguments if a.role == "PLACE"), key=lambda a: a.mention)
    dropped = set()
    for one, other in pairwise(places):
        between = text[one.mention[1] : other.mention[0]]
        if "и" in between.split() or len(between) > 20 or one.mention[2] == other.mention[2]:
            continue
        dropped.add(max(one, other, key=lambda a: PLACES.index(a.mention[2])))
    return [argument for argument in arguments if argument not in dropped]
