"""Who is named behind an office: «премьер-министр страны и лидер партии Анна Котова» → the person.

In: a `Tree` and mentions. Out: the token that heads an office → the mention of the person. A parser ties the name to
the nearest noun of those between the two; here the words decide: the name stands behind the office in its case, and
between them only genitives, brackets, and other offices in the same case.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.components.syntax import Tree, case_of, feature, is_verbal
from pipeline.layers import Mention

MAX_WORDS = 15
"""The name stands so many words and mentions behind the office at most."""
OFFICES = {"PROFESSION", "NATIONALITY", "FAMILY"}


def named_persons(tree: Tree, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Token number of an office's head → the person who holds it; offices without a name behind them are left out."""
    starts: dict[int, Mention] = {}
    places = {token.i: n for n, token in enumerate(tree.tokens)}
    for known in sorted(mentions, key=lambda m: (m.start, m.end, m.type)):
        tokens = tree.span_tokens(known.start, known.end)
        if tokens and known.type not in {"NUMBER", "ORDINAL"}:
            starts[places[tokens[0].i]] = known  # the longest one
    scan = _Scan(tree, places, starts)
    found: dict[int, Mention] = {}
    n = 0
    while n < len(tree.tokens):
        mention: Mention | None = starts.get(n)
        head = tree.tokens[n]
        behind = scan.behind(mention) if mention is not None else n + 1
        if mention is not None:
            head = tree.head_of(mention.start, mention.end) or head
        if is_human(head) if mention is None or mention.type == "AWARD" else mention.type in OFFICES:
            person = scan.person(behind, head)
            if person is not None:
                found[head.i] = person
        n = max(behind, n + 1)
    return found


class _Scan:
    def __init__(self, tree: Tree, places: dict[int, int], starts: dict[int, Mention]):
        self.tree, self.places, self.starts = tree, places, starts

    def person(self, n: int, head: Token) -> Mention | None:
        """The person named behind the office that `head` heads and that ends before the token `n`."""
        tokens, joined = self.tree.tokens, False
        for _ in range(MAX_WORDS):
            if n >= len(tokens) or tokens[n].is_sent_start:
                return None
            mention = self.starts.get(n)
            if mention is not None:
                inner = self.tree.head_of(mention.start, mention.end)
                words = self.tree.span_tokens(mention.start, mention.end) if mention.type == "PERSON" else [inner]
                same = any(word is not None and agree(word, head) for word in words) or (
                    case_of(head) != "nom" and self.is_inflected(mention)
                )
                if mention.type == "PERSON" and not self._owns_next(mention, head):
                    return mention if same and (not joined or is_one(self.tree, head)) else None
                is_office = mention.type in OFFICES or mention.type in {"AWARD", "PERSON"}
                if not (same and is_office) and not self._goes_on(tokens[n]):
                    return None
                n = self.behind(mention)
                continue
            token = tokens[n]
            if token.text == "(":
                n = self._closing(n)
            elif token.lower_ in {",", "и"}:
                joined, n = True, n + 1
            elif self._goes_on(token) or (token.pos_ == "ADJ" and agree(token, head)):
                n += 1
            else:
                return None
        return None

    def _owns_next(self, person: Mention, head: Token) -> bool:
        """Whether a name only says whose office it is, since another one follows («советник Х Анна Котова»)."""
        other = self.starts.get(self.behind(person))
        inner = self.tree.head_of(other.start, other.end) if other is not None and other.type == "PERSON" else None
        return inner is not None and agree(inner, head)

    def is_inflected(self, person: Mention) -> bool:
        """Whether a name does not stand in its normal form: a parser takes many oblique names for nominatives."""
        text = "".join(t.text_with_ws for t in self.tree.span_tokens(person.start, person.end)).strip()
        return person.type == "PERSON" and text.casefold() != person.lemma.casefold()

    def behind(self, mention: Mention) -> int:
        """The number of the token behind `mention`."""
        return self.places[self.tree.span_tokens(mention.start, mention.end)[-1].i] + 1

    def _goes_on(self, token: Token) -> bool:
        return case_of(token) == "gen" or token.text.isupper() or token.text in {"«", "»"}

    def _closing(self, n: int) -> int:
        tokens = self.tree.tokens
        return next((m + 1 for m in range(n, min(len(tokens), n + MAX_WORDS)) if tokens[m].text == ")"), len(tokens))


def agree(one: Token, office: Token) -> bool:
    """Whether a word may be in the case of the office: what lives has one form for accusative and genitive."""
    cases = {"gen": {"gen", "acc"}, "acc": {"gen", "acc"}}
    return case_of(one) in {*cases.get(case_of(office), {case_of(office)}), ""}


def is_human(token: Token) -> bool:
    """A noun for somebody («жена», «сын»), which is no mention."""
    return token.pos_ == "NOUN" and feature(token, "Animacy") == "Anim"


def is_one(tree: Tree, office: Token) -> bool:
    """Whether the verb of which an office is the subject speaks of one person."""
    for _ in range(MAX_WORDS):
        if office.dep_ not in {"conj", "appos"} or office.head.i == office.i:
            break
        office = office.head
    subject = tree.subject(office.head)
    is_subject = subject is not None and subject.i == office.i
    return is_subject and is_verbal(office.head) and feature(office.head, "Number") == "Sing"
