"""Morphology, syntax and flat names by slovnet's three models, from the files that the natasha package carries.

In: a Doc with tokens and sentence starts. Out: `token.pos`, `token.morph` (Universal Dependencies, from slovnet's
tags), `token.head`, `token.dep`, and `doc._.names` (PER, LOC, ORG). The models: Kukushkin 2020,
github.com/natasha/slovnet.

A document's analysis may not depend on its neighbours. slovnet's encoder sees the embedding of a padding word behind
the last token of all but the longest sentence of a batch, and matrix products of other shapes round otherwise; so here
every sentence is padded by at least one word, and batches hold sentences of one document only.
"""

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy.attrs as attrs
from navec import Navec
from slovnet import NER, Morph, Syntax
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc

from pipeline.components.trees import mend_tree
from pipeline.errors import KhronikaError
from pipeline.layers import Name

BATCH_TOKENS = 512
"""A batch holds at most so many tokens, padding included: past that, larger products gain nothing on one core."""
NOT_PROSE = 60
"""A sentence of so many tokens, nine tenths of them of one character, gets no analysis (a table, a drawing, noise)."""


@lru_cache(maxsize=1)
def load_models() -> tuple[Any, Any, Any]:
    """slovnet's (morphology, syntax, names), loaded once a process; KhronikaError where natasha is not installed."""
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise KhronikaError(
            "the package natasha, whose model files are used, is not installed; run: pip install natasha==1.6.0"
        )
    data = Path(next(iter(spec.submodule_search_locations))) / "data"
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    models = []
    for kind, name in ((Morph, "morph"), (Syntax, "syntax"), (NER, "ner")):
        models.append(kind.load(data / "model" / f"slovnet_{name}_news_v1.tar").navec(navec))
    return tuple(models)  # type: ignore[return-value]


class SlovnetAnalyzer:
    """The component; stateless but for the shared models."""

    def __call__(self, doc: Doc) -> Doc:
        sentences = [[t for t in sent if not t.is_space] for sent in _sentences(doc)]
        prose = [tokens for tokens in sentences if tokens and not _is_noise(tokens)]
        unique: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, tokens in enumerate(prose):
            unique[tuple(t.text for t in tokens)].append(number)
        analysis = dict(_analyze(list(unique)))
        values: Any = np.zeros((len(doc), 4), dtype=np.uint64)
        _chain_heads(doc, values)
        names = []
        strings = doc.vocab.strings
        for words, numbers in unique.items():
            tags, heads, labels, spans = analysis[words]
            for number in numbers:
                tokens = prose[number]
                for token, tag, head, label in zip(tokens, tags, heads, labels, strict=True):
                    pos, _, feats = tag.partition("|")
                    offset = np.int64(tokens[head].i - token.i).astype(np.uint64)
                    values[token.i] = _pos_id(pos), doc.vocab.morphology.add(feats), offset, strings.add(label)
                names += [Name(tokens[a].idx, tokens[b - 1].idx + len(tokens[b - 1]), kind) for a, b, kind in spans]
        doc = doc.from_array([attrs.POS, attrs.MORPH, attrs.HEAD, attrs.DEP], values)
        doc._.names = tuple(sorted(names))
        return doc

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> "SlovnetAnalyzer":
        """Nothing of its own on disk: the models lie in the natasha package."""
        load_models()
        return self

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to write."""


def _pos_id(pos: str) -> int:
    return int(POS_IDS.get(pos, POS_IDS["X"]))


def _sentences(doc: Doc) -> Iterator[list[Any]]:
    sentence: list[Any] = []
    for token in doc:
        if token.is_sent_start and sentence:
            yield sentence
            sentence = []
        sentence.append(token)
    if sentence:
        yield sentence


def _is_noise(tokens: list[Any]) -> bool:
    return len(tokens) >= NOT_PROSE and sum(len(t) == 1 for t in tokens) > 0.9 * len(tokens)


def _chain_heads(doc: Doc, values: np.ndarray) -> None:
    """Hang every token on the first word of its sentence, so that sentences without analysis stay sentences."""
    strings = doc.vocab.strings
    for sentence in _sentences(doc):
        root = next((t.i for t in sentence if not t.is_space), sentence[0].i)
        for token in sentence:
            offset = np.int64(root - token.i).astype(np.uint64)
            values[token.i] = _pos_id("SPACE" if token.is_space else "X"), 0, offset, strings.add("dep")
        values[root, 3] = strings.add("ROOT")


def _analyze(sentences: list[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """(words, (tags, heads, labels, name spans)) of each distinct sentence, in batches by length."""
    morph, syntax, ner = load_models()
    for batch in _batches(sentences):
        items = [morph.infer.encoder.item(words) for words in batch]
        inputs = _pad(morph.infer.encoder, items)
        mask = ~inputs.pad_mask
        tags = _morphology(morph, inputs)
        heads, labels = _syntax(syntax, _pad(syntax.infer.encoder, [syntax.infer.encoder.item(w) for w in batch]), mask)
        spans = _names(ner, _pad(ner.infer.encoder, [ner.infer.encoder.item(w) for w in batch]), mask)
        for number, words in enumerate(batch):
            size = len(words)
            decoded = [morph.infer.decoder.tags_vocab.decode(t) for t in tags[number, :size]]
            tree = mend_tree(
                [int(h) - 1 for h in heads[number, :size]],
                [syntax.infer.decoder.rels_vocab.decode(r) for r in labels[number, :size]],
            )
            yield words, (decoded, *tree, spans[number])


def _batches(sentences: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    batch: list[tuple[str, ...]] = []
    for words in sorted(sentences, key=lambda words: (len(words), words)):
        if batch and (len(batch) + 1) * (len(words) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(words)
    if batch:
        yield batch


def _pad(encoder: Any, items: list[tuple[list[int], list[int]]]) -> Any:
    """Inputs padded to the longest item and one more (see the module's docstring)."""
    pads = encoder.words_vocab.pad_id, encoder.shapes_vocab.pad_id
    longest = max(len(words) for words, _ in items)
    inputs = encoder.input([*items, ([pads[0]] * (longest + 1), [pads[1]] * (longest + 1))])
    return type(inputs)(inputs.word_id[:-1], inputs.shape_id[:-1], inputs.pad_mask[:-1])


def _morphology(model: Any, inputs: Any) -> np.ndarray:
    return model.infer.model(inputs.word_id, inputs.shape_id, inputs.pad_mask).argmax(-1)


def _syntax(model: Any, inputs: Any, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    net = model.infer.model
    pred = net(inputs.word_id, inputs.shape_id, inputs.pad_mask)
    return net.head.decode(pred.head_id, mask), net.rel.decode(pred.rel_id, mask)


def _names(model: Any, inputs: Any, mask: np.ndarray) -> list[list[tuple[int, int, str]]]:
    net = model.infer.model
    pred = net(inputs.word_id, inputs.shape_id, inputs.pad_mask)
    vocab = model.infer.decoder.tags_vocab
    return [_spans([vocab.decode(t) for t in tags]) for tags in net.head.crf.decode(pred, mask)]


def _spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(first token, token behind the last, kind) of each name in a sequence of BIO tags."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        mark, _, kind = tag.partition("-")
        if mark == "I" and spans and spans[-1][1:] == (i, kind):
            spans[-1] = spans[-1][0], i + 1, kind
        elif mark in "BI":
            spans.append((i, i + 1, kind))
    return spans
