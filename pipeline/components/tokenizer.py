"""The tokenizer: razdel's tokens and sentences as a Doc whose text is the source, to the character.

A gap between tokens that is not one plain space becomes a white-space token, as in spaCy's own tokenizer, so that
`doc.text == text` always holds. White-space tokens carry no analysis.
"""

from collections.abc import Iterator
from typing import Any

import razdel
from spacy.tokens import Doc
from spacy.util import DummyTokenizer

from pipeline.components.sentences import split_sentences

MAX_SENTENCE = 400
"""Sentences are cut at so many tokens, so that nothing in a text makes a model that looks at pairs of tokens slow."""
MAX_TOKEN = 200
"""Longer tokens are cut into pieces of so many characters; Russian's longest words have fewer than 60."""


class RazdelTokenizer(DummyTokenizer):
    """Text → Doc with razdel's tokens, sentence starts set."""

    def __init__(self, vocab: Any):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool | int | None] = []
        position = 0

        def add(word: str, first: bool) -> None:
            words.append(word)
            spaces.append(False)
            starts.append(first)

        for sentence in _token_sentences(text):
            for number, (start, end) in enumerate(sentence):
                gap = text[position:start]
                if gap == " " and words:
                    spaces[-1] = True
                elif gap:
                    add(gap, first=not words)
                add(text[start:end], first=number == 0 and not _follows_indent(words))
                position = end
        if text[position:]:
            add(text[position:], first=not words)
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=starts)


def _follows_indent(words: list[str]) -> bool:
    """Whether only the document's leading white space stands before the next token: it belongs to the first
    sentence."""
    return len(words) == 1 and words[0].isspace()


def _token_sentences(text: str) -> Iterator[list[tuple[int, int]]]:
    """The tokens of each sentence as (start, end), sentences of at most MAX_SENTENCE tokens."""
    for start, end in split_sentences(text):
        tokens = [
            piece
            for token in razdel.tokenize(text[start:end])
            for piece in _pieces(start + token.start, start + token.stop)
        ]
        while len(tokens) > MAX_SENTENCE:
            cut = _cut(text, tokens)
            yield tokens[:cut]
            tokens = tokens[cut:]
        if tokens:
            yield tokens


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for left in range(start, end, MAX_TOKEN):
        yield left, min(left + MAX_TOKEN, end)


def _cut(text: str, tokens: list[tuple[int, int]]) -> int:
    """Where to cut an endless sentence: behind the last semicolon or comma of its first MAX_SENTENCE tokens."""
    for marks in (";", ","):
        for number in range(MAX_SENTENCE - 1, MAX_SENTENCE // 2, -1):
            if text[tokens[number][0] : tokens[number][1]] in marks:
                return number + 1
    return MAX_SENTENCE
