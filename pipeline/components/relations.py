"""Relations between the mentions of one document, from nesting, neighbourhood, apposition and cue words.

In: a Doc with its tree and `mentions`. Out: `doc._.relations`. The knowledge lies in `models/relations/relations.csv`
(what each kind of row says: the README beside it); code adds what follows from other relations (`relation_chains`).
A learned scorer of mention pairs would stand beside `RelationFinder.find`, over the pairs that no row decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.arguments.frames import Frames, read_frames
from pipeline.arguments.slots import SlotFinder
from pipeline.components.arguments import Fillers
from pipeline.components.syntax import Tree, feature
from pipeline.layers import Mention, Relation
from pipeline.lexicon import Row, read_lexicon
from pipeline.relations.chains import follow, is_abbreviation
from pipeline.schema import ENTITY_TYPES, PREDICATES

COLUMNS = (
    "kind", "pattern", "subject_slot", "subject", "predicate", "object_slot", "object", "example", "counter_example",
)  # fmt: skip
KINDS = ("nested", "between", "appos", "copula", "cue")
SAME = "SAME"
"""An object type: the subject's own."""
REVERSED = "!"
"""After a predicate: the filler of `subject_slot` is the object."""
NOTHING = "_"
"""A pattern of `between`: nothing but white space and quotation marks."""
QUOTES = str.maketrans("", "", "«»\"“”„'’")
MAX_GAP = 32
"""`between` looks no further than so many characters, the length of its longest pattern and some."""
MAX_NEIGHBOURS = 12
OWN_NAMES = {"PERSON", "PROFESSION", "COUNTRY", "NATIONALITY"}
"""Mentions that do not stand for the noun in front of them: a minister's friend is no minister."""
APPOSED = ("appos", "flat", "flat:name", "flat:foreign")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: where the two mentions stand to each other, their types, and what it means."""

    kind: str
    patterns: frozenset[str]
    subject_slots: frozenset[str]
    subjects: frozenset[str]
    predicate: str
    object_slots: frozenset[str]
    objects: frozenset[str]
    is_reversed: bool
    name: str

    def relation(self, subject: Mention, other: Mention) -> Relation | None:
        """The relation if the types fit, None otherwise."""
        if subject.type not in self.subjects or subject.key == other.key:
            return None
        if other.type not in self.objects and not (SAME in self.objects and other.type == subject.type):
            return None
        if self.is_reversed:
            subject, other = other, subject
        return Relation(subject.key, self.predicate, other.key, self.name)


class RelationFinder:
    """The component."""

    def __init__(self) -> None:
        self.rules: dict[str, list[Rule]] = {kind: [] for kind in KINDS}
        self.cues: dict[str, list[Rule]] = {}
        self.frames: Frames | None = None

    def __call__(self, doc: Doc) -> Doc:
        doc._.relations = tuple(sorted(self.find(doc))) if doc._.mentions else ()
        return doc

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "RelationFinder":
        """Read `relations.csv` in `path` and the frames of the events, whose support verbs the cues share."""
        self.rules = {kind: [] for kind in KINDS}
        for rule in read_rules(Path(path) / "relations.csv"):
            self.rules[rule.kind].append(rule)
        self.cues = defaultdict(list)
        for rule in self.rules["cue"]:
            for lemma in rule.patterns:
                self.cues[lemma].append(rule)
        self.frames = read_frames(Path(path).parent / "events" / "frames.yaml")
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write: the rules are edited by hand."""

    def find(self, doc: Doc) -> list[Relation]:
        """The relations of `doc`: one for each pair and predicate, by the first rule that gives it."""
        tree = Tree(doc)
        fillers = Fillers(tree, doc._.mentions)
        found: dict[tuple[object, ...], Relation] = {}
        for relation in (
            *self.nested(doc._.mentions),
            *self.between(doc._.mentions, doc.text),
            *self.apposed(tree, fillers),
            *self.cued(tree, fillers),
        ):
            found.setdefault((relation.subject, relation.predicate, relation.object), relation)
        for relation in follow(list(found.values()), doc._.mentions, doc.text):
            found.setdefault((relation.subject, relation.predicate, relation.object), relation)
        return list(found.values())

    def nested(self, mentions: Sequence[Mention]) -> Iterator[Relation]:
        """A mention and each mention directly inside it; the place of the inner one is start, mid or end."""
        for outer, inner in nested_pairs(mentions):
            place = "end" if inner.end == outer.end else "start" if inner.start == outer.start else "mid"
            for rule in self.rules["nested"]:
                if place in rule.patterns:
                    pair = (outer, inner) if "outer" in rule.subject_slots else (inner, outer)
                    relation = rule.relation(*pair)
                    if relation:
                        yield relation
                        break

    def between(self, mentions: Sequence[Mention], text: str) -> Iterator[Relation]:
        """A mention and one that follows it with exactly a pattern's words between them."""
        for first, second in neighbours(mentions):
            gap = " ".join(text[first.end : second.start].translate(QUOTES).lower().split()) or NOTHING
            for rule in self.rules["between"]:
                if gap in rule.patterns:
                    pair = (first, second) if "first" in rule.subject_slots else (second, first)
                    relation = rule.relation(*pair)
                    if relation and rule.predicate == "ABBREVIATION":
                        relation = relation if is_abbreviation(text[second.start : second.end]) else None
                    if relation:
                        yield relation
                        break

    def apposed(self, tree: Tree, fillers: Fillers) -> Iterator[Relation]:
        """A noun and its apposition, a subject and its predicate noun."""
        for index in sorted(fillers.heads):
            head = fillers.heads[index][0]
            for kind, child in apposed_tokens(tree, tree.doc[index]):
                for mention in fillers.heads.get(child.i, ())[:1]:
                    yield from self._apposed(kind, head, mention)

    def _apposed(self, kind: str, head: Mention, child: Mention) -> Iterator[Relation]:
        for rule in self.rules[kind]:
            child_first = bool(rule.subject_slots & {"child", "subj"})
            relation = rule.relation(*((child, head) if child_first else (head, child)))
            if relation:
                yield relation
                return

    def cued(self, tree: Tree, fillers: Fillers) -> Iterator[Relation]:
        """What stands in a cue word's slots."""
        assert self.frames is not None
        slots = SlotFinder(tree, self.frames)
        for token in tree.tokens:
            rules = self.cues.get(token.lemma_)
            if not rules:
                continue
            filled = [
                (slot.names, mention)
                for slot in slots.slots([token], token)
                for depth, mention in fillers.of(slot)
                if depth == 0 or (depth == 1 and mention.type not in OWN_NAMES)
            ]
            beside = [*tree.children(token, *APPOSED), *([token.head] if token.dep_ in APPOSED else [])]
            filled += [(frozenset({"appos"}), m) for other in beside for m in fillers.heads.get(other.i, ())[:1]]
            for rule in rules:
                yield from cue_relations(rule, filled)


def apposed_tokens(tree: Tree, token: Token) -> list[tuple[str, Token]]:
    """(kind of row, token) of each apposition and each subject of `token`.

    A conjunct without an apposition of its own shares that of the first («директор и тренер Х»), and appositions are
    coordinated only behind a plural («министры Х и Y»).
    """
    apposed = tree.children(token, *APPOSED)
    if not apposed and token.dep_ == "conj":
        apposed = [child for child in tree.children(tree.first_conjunct(token), *APPOSED) if child.i > token.i]
    if feature(token, "Number") == "Plur":
        apposed = [conjunct for child in apposed for conjunct in tree.conjuncts(child)]
    return [("appos", child) for child in apposed] + [("copula", child) for child in tree.children(token, "nsubj")]


def cue_relations(rule: Rule, filled: Sequence[tuple[frozenset[str], Mention]]) -> Iterator[Relation]:
    """The relations that a cue's rule gives for what fills the cue's slots."""
    subjects = [m for names, m in filled if names & rule.subject_slots and m.type in rule.subjects]
    for subject in subjects:
        for names, other in filled:
            if names & rule.object_slots:
                relation = rule.relation(subject, other)
                if relation:
                    yield relation


def nested_pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """(outer, inner) for each mention directly inside another; two on the same characters are no pair."""
    stack: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.type)):
        while stack and stack[-1].end <= mention.start:
            stack.pop()
        if stack and mention.end <= stack[-1].end and (stack[-1].start, stack[-1].end) != (mention.start, mention.end):
            yield stack[-1], mention
        stack.append(mention)


def neighbours(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """(first, second) for mentions with a short gap between; neither lies inside a longer mention of its type."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.type))
    widest_end: dict[str, int] = {}
    outer = []
    for mention in ordered:
        if mention.end > widest_end.get(mention.type, -1):
            widest_end[mention.type] = mention.end
            outer.append(mention)
    for index, first in enumerate(outer):
        seen = 0
        for second in outer[index + 1 : index + 1 + 2 * MAX_NEIGHBOURS]:
            if second.start > first.end + MAX_GAP or seen > MAX_NEIGHBOURS:
                break
            if second.start >= first.end:
                seen += 1
                yield first, second


def read_rules(path: Path) -> list[Rule]:
    """The rows of `relations.csv`, checked: kinds, types, predicates, patterns, an example each."""
    rows = read_lexicon(path, COLUMNS, required=COLUMNS, vocabulary={"kind": KINDS})
    return [_rule(row) for row in rows]


def _rule(row: Row) -> Rule:
    predicate = row["predicate"].removesuffix(REVERSED)
    if predicate not in PREDICATES:
        raise row.error(f"column «predicate» says «{row['predicate']}»; it may say: {', '.join(PREDICATES)}")
    for column in ("subject", "object"):
        for value in row.list(column):
            if value not in (*ENTITY_TYPES, SAME):
                raise row.error(f"column «{column}» says «{value}»; that is no entity type")
    return Rule(
        row["kind"], frozenset(row.list("pattern")), frozenset(row.list("subject_slot")),
        frozenset(row.list("subject")), predicate, frozenset(row.list("object_slot")), frozenset(row.list("object")),
        row["predicate"].endswith(REVERSED), row.rule,
    )  # fmt: skip
