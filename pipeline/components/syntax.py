"""Questions to a dependency tree: heads of spans, clauses, conjuncts, antecedents, subjects, cases and prepositions.

In: a Doc with Universal Dependencies. Out: answers as tokens. One `Tree` is made for a document and holds its children
as lists, since spaCy's `token.children` walks the subtree on every call. It knows nothing of mentions or events.

The parser errs, so each answer takes what several analyses of one construction have in common: `nsubj` of a passive
participle and `nsubj:pass` are one, an agent is an instrumental without a preposition whatever its label.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

MAX_DEPTH = 60
"""No walk up the tree is longer: real sentences are under 30 deep, and a walk stays bounded on hostile ones."""
MAX_CHILDREN = 100
"""So many dependents of a token count, the first ones: questions to the tree stay bounded in an endless sentence."""
CLAUSE_LABELS = {"ROOT", "advcl", "acl", "acl:relcl", "ccomp", "csubj", "csubj:pass", "parataxis", "xcomp"}
SUBJECT_LABELS = {"nsubj", "nsubj:pass", "csubj", "csubj:pass"}
RELATIVE_PRONOUNS = {"который", "кой", "чей"}
EUPHONIC = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от", "подо": "под"}
CASES = {"Nom": "nom", "Gen": "gen", "Dat": "dat", "Acc": "acc", "Ins": "ins", "Loc": "loc", "Par": "gen"}


class Tree:
    """The dependency tree of a document, white space left out."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.tokens = [token for token in doc if not token.is_space]
        self._children: list[list[Token]] = [[] for _ in range(len(doc))]
        self._governors: dict[int, int] = {}
        self._subjects: dict[int, Token] = {}
        self._found: dict[int, Token | None] = {}
        self._governed: dict[int, Token] = {}
        self._starts = [token.idx for token in self.tokens]
        self._ends = [token.idx + len(token) for token in self.tokens]
        for token in self.tokens:
            if token.head.i != token.i and len(self._children[token.head.i]) < MAX_CHILDREN:
                self._children[token.head.i].append(token)

    def children(self, token: Token, *labels: str) -> list[Token]:
        """The dependents of `token` in text order, all or only those with one of `labels`."""
        found = self._children[token.i]
        return [child for child in found if child.dep_ in labels] if labels else found

    def move(self, token: Token, governor: Token) -> None:
        """Let `token` depend on `governor` in this tree: its own analysis keeps its head and label."""
        self._found.clear()
        old = self._children[self._governors.get(token.i, token.head.i)]
        if governor.i != token.i and len(self._children[governor.i]) < MAX_CHILDREN:
            if token in old:
                old.remove(token)
            self._children[governor.i].append(token)
            self._governors[token.i] = governor.i

    def govern(self, token: Token, preposition: Token) -> None:
        """Let `preposition` be that of `token` where the parser gave it none."""
        self._governed.setdefault(token.i, preposition)

    def set_subject(self, predicate: Token, subject: Token) -> None:
        """Let `subject` be the subject of `predicate` instead of the parser's."""
        self._found.clear()
        self._subjects[predicate.i] = subject

    def governor(self, token: Token) -> Token:
        """The head of `token`, moves counted."""
        return self.doc[self._governors.get(token.i, token.head.i)]

    def span_tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that the characters [start, end) touch; none if they are only white space."""
        first = bisect_right(self._ends, start)
        return self.tokens[first : bisect_left(self._starts, end)]

    def head_of(self, start: int, end: int) -> Token | None:
        """The token that heads the characters [start, end).

        That is the first token whose head lies outside and that is no punctuation or preposition; a preposition's or an
        adjective's noun inside the span is preferred to the function word itself. None if the span holds no token.
        """
        tokens = self.span_tokens(start, end)
        if not tokens:
            return None
        inside = {token.i for token in tokens}
        tops = [token for token in tokens if token.head.i == token.i or token.head.i not in inside]
        words = [token for token in tops if token.pos_ not in {"PUNCT", "ADP", "CCONJ", "SCONJ", "PART"}]
        nouns = [token for token in words if token.pos_ not in {"ADJ", "DET", "NUM"}]
        return (nouns or words or tops or tokens)[0]

    def clause(self, token: Token) -> Token:
        """The token that heads the clause of `token`: a predicate, or the top of a fragment without one."""
        for _ in range(MAX_DEPTH):
            if is_clause_head(token) or token.head.i == token.i:
                return token
            token = token.head
        return token

    def governor_clause(self, clause: Token) -> Token | None:
        """The head of the clause on which `clause` depends; None for the main one."""
        return None if clause.head.i == clause.i else self.clause(clause.head)

    def clause_tokens(self, clause: Token) -> Iterator[Token]:
        """The tokens of the clause that `clause` heads, itself first, without the clauses that depend on it."""
        stack = [clause]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(child for child in reversed(self.children(token)) if not is_clause_head(child))

    def first_conjunct(self, token: Token) -> Token:
        """The first of the conjuncts that `token` belongs to; `token` itself if it stands alone."""
        for _ in range(MAX_DEPTH):
            if token.dep_ != "conj" or token.head.i == token.i:
                return token
            token = token.head
        return token

    def conjuncts(self, token: Token) -> list[Token]:
        """`token` and every conjunct that hangs on it, directly or through another, in text order."""
        found: list[Token] = []
        stack = [token]
        while stack and len(found) < MAX_CHILDREN:
            one = stack.pop()
            found.append(one)
            stack.extend(self.children(one, "conj"))
        return sorted(found, key=lambda one: one.i)

    def prepositions(self, token: Token) -> list[Token]:
        """The prepositions that govern `token`; those of its first conjunct if it has none («в Вене и Женеве»)."""
        own = [child for child in self.children(token) if child.dep_ == "case" or child.pos_ == "ADP"]
        if not own and token.i in self._governed:
            return [self._governed[token.i]]
        if not own and token.dep_ == "conj":
            first = self.first_conjunct(token)
            return [child for child in self.children(first) if child.dep_ == "case" or child.pos_ == "ADP"]
        return own

    def slot(self, token: Token) -> str:
        """How `token` is joined to its head by form: `в+loc`, `с+ins`, `gen`, `ins`, `nom`, or "" if it has no case.

        A preposition of several words is named by them («в ходе», «в результате»), without a case.
        """
        prepositions = self.prepositions(token)
        if not prepositions and token.dep_ == "nmod" and token.text.isupper() and len(token.text) > 1:
            return "gen"  # an acronym has no case of its own, whatever the parser says
        if not prepositions:
            return case_of(token) or (case_of(self.first_conjunct(token)) if token.dep_ == "conj" else "")
        first = prepositions[0]
        fixed = self.children(first, "fixed")
        if fixed:
            return " ".join(part.lower_ for part in sorted([first, *fixed], key=lambda part: part.i))
        case = case_of(token)
        return f"{preposition_form(first.lower_)}+{case}" if case else preposition_form(first.lower_)

    def relative_pronoun(self, clause: Token) -> Token | None:
        """The «который» of the relative clause that `clause` heads."""
        for token in self.clause_tokens(clause):
            if token.lemma_ in RELATIVE_PRONOUNS:
                return token
        return None

    def antecedent(self, clause: Token) -> Token | None:
        """The noun that a relative or participial clause (`acl`, `acl:relcl`, attributive participle) modifies."""
        if clause.dep_ in {"acl", "acl:relcl"} or (clause.dep_ == "amod" and is_participle(clause)):
            return None if clause.head.i == clause.i else clause.head
        return None

    def subject(self, predicate: Token) -> Token | None:
        """The grammatical subject that depends on `predicate` itself; a copula's predicate noun counts as predicate.

        Of several that a parser names, those in the predicate's number and gender, and of these the last before it,
        without a finite verb between the two if there is one.
        """
        if predicate.i not in self._found:
            self._found[predicate.i] = self._subjects.get(predicate.i) or self._subject(predicate)
        return self._found[predicate.i]

    def _subject(self, predicate: Token) -> Token | None:
        found = self.children(predicate, "nsubj", "nsubj:pass")
        if len(found) < 2:
            return found[0] if found else None
        fitting = [token for token in found if agrees(predicate, token)] or found
        fitting = [token for token in fitting if not self._verb_between(token, predicate)] or fitting
        before = [token for token in fitting if token.i < predicate.i]
        return before[-1] if before else fitting[0]

    def _verb_between(self, one: Token, other: Token) -> bool:
        first, last = sorted((one.i, other.i))
        between = self.doc[first + 1 : min(last, first + MAX_DEPTH)]
        return any(is_verbal(token) and feature(token, "VerbForm") == "Fin" for token in between)


def agrees(predicate: Token, subject: Token) -> bool:
    """Whether nothing in number and gender forbids that the two are predicate and subject."""
    for name in ("Number", "Gender"):
        one, other = feature(predicate, name), feature(subject, name)
        if one and other and one != other:
            return False
    return True


def is_clause_head(token: Token) -> bool:
    """Whether a clause begins at `token`: by its label, or a verb coordinated with one."""
    if token.dep_ in CLAUSE_LABELS:
        return True
    return token.dep_ == "conj" and is_verbal(token) and (is_verbal(token.head) or token.head.dep_ in CLAUSE_LABELS)


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature (`Case`, `Voice`); "" if the token has none."""
    values = token.morph.get(name, [])
    return values[0] if values else ""


def is_verbal(token: Token) -> bool:
    """A verb form: finite, infinitive, participle or gerund."""
    return token.pos_ in {"VERB", "AUX"}


def is_participle(token: Token) -> bool:
    """A full or short participle."""
    return feature(token, "VerbForm") == "Part"


def is_short(token: Token) -> bool:
    """A short form («избран»), which is a predicate."""
    return feature(token, "Variant") == "Short"


def is_gerund(token: Token) -> bool:
    """A gerund («прибыв»)."""
    return feature(token, "VerbForm") == "Conv"


def is_infinitive(token: Token) -> bool:
    """An infinitive."""
    return feature(token, "VerbForm") == "Inf"


def is_passive(tree: Tree, token: Token) -> bool:
    """Whether the grammatical subject of `token` is what is acted on: a passive participle, a reflexive passive."""
    if not is_verbal(token):
        return False
    if is_participle(token) or is_short(token):
        return feature(token, "Voice") == "Pass"
    return token.lower_.endswith(("ся", "сь")) and bool(tree.children(token, "nsubj:pass"))


def case_of(token: Token) -> str:
    """The case of `token` in three lower-case letters (`gen`); "" if it has none."""
    return CASES.get(feature(token, "Case"), "")


def preposition_form(word: str) -> str:
    """A preposition without its euphonic vowel: «во» → «в», «со» → «с», «ко» → «к», «об», «обо» → «о»."""
    return EUPHONIC.get(word, word)
