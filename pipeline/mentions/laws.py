"""Articles of laws («часть 2 статьи 105 УК РФ») and laws named by what they are about («закон о выборах»).

In: words. Out: LAW mentions; the law itself behind an article is found by others and composed with it.
"""

from collections.abc import Sequence

from pipeline.forms.words import Word
from pipeline.mentions.found import Found
from pipeline.mentions.numbers import Numerals

ARTICLE = ("статья", "ст")
MAX_ABOUT = 12


def article_mentions(words: Sequence[Word], numerals: Numerals) -> list[Found]:
    """References to articles: one from the article on, one from the part or point before it on."""
    found: list[Found] = []
    i = 0
    while i < len(words):
        if numerals.kind(words[i]) != "article" or words[i].text == "№":
            i += 1
            continue
        end, articles = _reference(words, i, numerals)
        for start in dict.fromkeys((i, *articles)):
            if articles and end > start:
                found.append(Found(start, end, "LAW", "laws.article", None, True))
        i = max(end, i) + 1
    return found


def _reference(words: Sequence[Word], i: int, numerals: Numerals) -> tuple[int, list[int]]:
    """(last word, where articles begin) of the reference that begins at word `i`."""
    end, articles, n = i - 1, [], i
    while n < len(words) and n - i < 16 and words[n].sentence == words[i].sentence:
        word = words[n]
        if numerals.kind(word) == "article":
            number = n + 1 + (n + 1 < len(words) and words[n + 1].text in (".", "№"))
            if number >= len(words) or words[number].shape != "digit":
                break
            if word.lemma in ARTICLE:
                articles.append(n)
            end, n = number, number + 1
        elif word.text in (",", "и") and n + 1 < len(words) and words[n + 1].shape == "digit" and end == n - 1:
            end, n = n + 1, n + 2
        else:
            break
    return end, articles


def about_end(words: Sequence[Word], i: int) -> int:
    """The last word of the «о …» phrase that begins at word `i` behind a law's head; `i - 1` without one."""
    if i >= len(words) or words[i].lower not in ("о", "об", "обо"):
        return i - 1
    end, n = i - 1, i + 1
    while n < len(words) and n - i <= MAX_ABOUT and words[n].sentence == words[i].sentence:
        word = words[n]
        if word.lower in ("и", "по", "в", "на") and n > i + 1:
            n += 1
            continue
        if word.pos not in ("NOUN", "ADJ", "PROPN", "DET") or word.case not in ("Loc", "Gen", "Dat"):
            break
        if word.case == "Dat" and words[n - 1].lower != "по" and words[n - 1].case != "Dat":
            break
        if word.pos in ("NOUN", "PROPN"):
            end = n
        n += 1
    return end
