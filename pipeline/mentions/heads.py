"""Names that a common noun announces: «Министерство иностранных дел», «орден Славы», «роман «Тишина»», «улица Ленина».

In: words and the lexicon `heads.csv` (head word → type). Out: mentions. A head announces a name if it has a capital
inside its sentence, an adjective with a capital or of a place before it, or a quoted or capitalized name behind it.
"""

from collections.abc import Sequence

from pipeline.forms.words import Word
from pipeline.mentions.found import Found
from pipeline.mentions.laws import about_end
from pipeline.mentions.phrases import Phrase, PhraseIndex

OPENING = frozenset("«„“\"'‘")
CLOSING = frozenset("»“”\"'’")
MAX_QUOTED = 25
MAX_CHAIN = 12
QUOTED_TYPES = frozenset({"ORGANIZATION", "WORK_OF_ART", "LAW", "FACILITY", "AWARD", "PRODUCT"})
"""Types of which the quoted name alone is the mention, as NEREL has it, if the head is a plain common noun."""
NAMED_TYPES = frozenset(
    {"ORGANIZATION", "FACILITY", "LAW", "AWARD", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION", "COUNTRY"}
)


class HeadFinder:
    """Finds announced names in the words of a document."""

    def __init__(self, heads: PhraseIndex):
        self.heads = heads

    def __call__(self, words: Sequence[Word], places: Sequence[bool]) -> list[Found]:
        """All announced names; `places` says which words are (adjectives of) places."""
        found: list[Found] = []
        i = 0
        while i < len(words):
            head = self.heads.match(words, i) if words[i].pos in ("NOUN", "PROPN", "X", "ADJ") else None
            if head is None:
                i += 1
                continue
            found += self._names(words, i, head, places)
            i += len(head.forms)
        return found

    def _names(self, words: Sequence[Word], i: int, head: Phrase, places: Sequence[bool]) -> list[Found]:
        end = i + len(head.forms)
        found = []
        if head.type in QUOTED_TYPES:
            found += [Found(*span, head.type, head.rule) for span in quoted_series(words, quote_start(words, end))]
        if head.type not in NAMED_TYPES or (found and words[i].shape == "lower"):
            return found
        start = left_border(words, i, places)
        last = right_border(words, end - 1)
        if head.type == "LAW" and (about := about_end(words, end)) >= end:
            found.append(
                Found(i if words[i - 1].pos != "ADJ" or words[i].capital or not i else start, about, "LAW", head.rule)
            )
            return found
        if last >= end - 1 and self._is_name(words, start, i, last, head):
            found.append(Found(start, last, head.type, head.rule))
        return found

    def _is_name(self, words: Sequence[Word], start: int, i: int, last: int, head: Phrase) -> bool:
        """Whether the words make a name and not a common noun with what depends on it."""
        size = last - start + 1
        own = words[i].capital and not words[i].first
        if words[start].text.isascii():
            return False
        before = any(
            word.capital and not (word.first and word.pos != "PROPN" and i - start < 2) for word in words[start:i]
        )
        after = any(word.capital for word in words[i + len(head.forms) : last + 1])
        if head.type in ("STATE_OR_PROVINCE", "DISTRICT"):
            return before
        if head.type in ("COUNTRY", "LOCATION"):
            return size > 1 and (before or (after and own))
        if head.type == "AWARD":
            return size > 1 and (before or after)
        if head.type == "FACILITY":
            next_capital = i + len(head.forms) <= last and words[i + len(head.forms)].capital
            return size > 1 and words[i].number != "Plur" and (before or next_capital)
        return (size > 1 and (before or own or (after and len(head.forms) > 1))) or words[i].shape == "UPPER"


def quoted_from(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """The words between the quotes that open at word `i` (first, last); None if no quote opens or closes there."""
    if i >= len(words) or not opens(words, i):
        return None
    depth = 0
    for n in range(i, min(len(words), i + MAX_QUOTED + 2)):
        if words[n].sentence != words[i].sentence:
            return None
        if n > i and words[n].text in CLOSING and (depth <= 1):
            return (i + 1, n - 1) if n > i + 1 else None
        depth += (words[n].text in ("«", "„")) - (n > i and words[n].text in ("»",))
        depth = max(depth, 1)
    return None


def opens(words: Sequence[Word], i: int) -> bool:
    """Whether a quote opens at word `i`; one that looks the same on both sides does if white space stands only before
    it."""
    if words[i].text not in OPENING:
        return False
    if words[i].text in ("«", "„"):
        return True
    glued_before = i > 0 and words[i - 1].end == words[i].start and words[i - 1].text != "("
    return not glued_before and i + 1 < len(words) and words[i].end == words[i + 1].start


def quote_start(words: Sequence[Word], i: int) -> int:
    """Where the quoted name of a head may open: at `i`, or behind the genitive that says whose it is («фильм Сергея
    Герасимова «Тихий Дон»»)."""
    n = i
    while n < len(words) and n - i < 5 and words[n].sentence == words[i - 1].sentence and not opens(words, n):
        if words[n].case != "Gen" and words[n].text != ".":
            return i
        n += 1
    return n


def quoted_series(words: Sequence[Word], i: int) -> list[tuple[int, int]]:
    """The quoted names that begin at word `i`, with those that a comma or «и» joins to them."""
    found: list[tuple[int, int]] = []
    while len(found) < 30:
        quoted = quoted_from(words, i)
        if quoted is None:
            break
        found.append(quoted)
        i = quoted[1] + 2
        if i + 1 < len(words) and (words[i].text == "," or words[i].lower in ("и", "или")) and opens(words, i + 1):
            i += 1
    return found


def left_border(words: Sequence[Word], i: int, places: Sequence[bool]) -> int:
    """Where a name begins whose head is word `i`: the adjectives before it that agree with it, down to one without a
    capital that is not of a place."""
    start = i
    for n in range(i - 1, max(-1, i - 6), -1):
        word = words[n]
        if word.sentence != words[i].sentence or word.pos not in ("ADJ", "PROPN", "VERB") or not agree(word, words[i]):
            break
        if word.capital or places[n]:
            start = n
        elif word.pos != "ADJ":
            break
    if (
        start < i
        and words[start].first
        and not places[start]
        and words[start].pos != "PROPN"
        and words[start].shape == "Title"
    ):
        start = start if any(w.capital for w in words[start + 1 : i + 1]) or words[start].pos == "ADJ" else i
    return start


def agree(word: Word, head: Word) -> bool:
    """Whether an adjective stands in the head's case and number."""
    return word.pos in ("ADJ", "VERB", "PROPN") and word.case == head.case and "Animacy=Anim" not in word.feats


def right_border(words: Sequence[Word], last: int) -> int:
    """The last word of a name whose head ends at word `last`: the genitives behind it."""
    end, n = last, last + 1
    while n < len(words) and n - last <= MAX_CHAIN and words[n].sentence == words[last].sentence:
        word = words[n]
        if word.lower in ("имени", "им"):
            name = n + 1 + (n + 1 < len(words) and words[n + 1].text == ".")
            return name_end(words, name, end)
        if word.lower == "по" and words[last].lemma in (
            "комитет",
            "комиссия",
            "совет",
            "департамент",
            "управление",
            "агентство",
            "служба",
        ):
            n += 1
            continue
        if (
            word.lower == "и"
            and end == n - 1
            and n + 1 < len(words)
            and _is_genitive(words[n + 1])
            and words[n + 1].shape == "lower"
        ):
            n += 1
            continue
        if word.capital and (word.pos == "X" or word.text.isascii()) and words[n - 1].end + 1 == word.start:
            end = n
            n += 1
            continue
        if not _is_genitive(word) and not _depends_on_preposition(words, n):
            break
        if word.pos in ("NOUN", "PROPN", "X"):
            end = n
        n += 1
    return end


def _is_genitive(word: Word) -> bool:
    return word.case == "Gen" and word.pos in ("NOUN", "PROPN", "ADJ", "VERB") and "Animacy=Anim" not in word.feats


def _depends_on_preposition(words: Sequence[Word], n: int) -> bool:
    """Whether word `n` is governed by «по» in a name («Комитет по делам беженцев»)."""
    return (words[n - 1].lower == "по" and words[n].case == "Dat") or (
        n >= 2 and words[n - 2].lower == "по" and words[n].case == "Dat"
    )


def name_end(words: Sequence[Word], n: int, otherwise: int) -> int:
    """The last word of the person's name that begins at `n`, initials with their stops included."""
    end = otherwise
    while n < len(words) and n - otherwise < 9 and words[n].sentence == words[otherwise].sentence:
        if words[n].text == "." and len(words[n - 1].text) == 1:
            n += 1
            continue
        if not words[n].capital or words[n].pos == "PUNCT":
            break
        end = n
        n += 1
    return end
