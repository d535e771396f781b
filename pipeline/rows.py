"""Doc ↔ row: a later step rebuilds the Doc from the rows of those before it, and sees what they saw."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

import pipeline.extensions  # noqa: F401  registers the attributes that hold the layers
from pipeline.layers import LAYERS
from pipeline.records import KEYS, records


def to_row(doc: Doc, columns: Iterable[str]) -> dict[str, Any]:
    """The row of a Doc: what `columns` name, as plain values for Arrow."""
    own = {"tokens": _tokens, "sentences": _sentences}
    return {column: own[column](doc) if column in own else _layer(doc, column) for column in columns}


def _tokens(doc: Doc) -> list[dict[str, Any]]:
    return [
        {
            "start": t.idx, "end": t.idx + len(t), "lemma": t.lemma_, "pos": t.pos_, "morph": str(t.morph),
            "head": t.head.i, "dep": t.dep_,
        }
        for t in doc
    ]  # fmt: skip


def _sentences(doc: Doc) -> list[dict[str, int]]:
    """The sentences without the white space around them; one of nothing but white space is none."""
    words = [[t for t in sentence if not t.is_space] for sentence in doc.sents]
    return [{"start": ts[0].idx, "end": ts[-1].idx + len(ts[-1])} for ts in words if ts]


def _layer(doc: Doc, layer: str) -> list[dict[str, Any]]:
    names = [f.name for f in fields(LAYERS[layer])]
    keyed = {name: [f.name for f in KEYS[layer, name]] for name in names if (layer, name) in KEYS}
    return [
        {
            name: dict(zip(keyed[name], value, strict=True)) if name in keyed and value is not None else value
            for name, value in zip(names, astuple(record), strict=True)
        }
        for record in getattr(doc._, layer)
    ]


def to_doc(vocab: Vocab, text: str, row: Mapping[str, Any]) -> Doc:
    """The Doc of a text from its token row, layers set for those columns of `row` that name one."""
    tokens = row["tokens"]
    words = [text[t["start"] : t["end"]] for t in tokens]
    starts = [*(t["start"] for t in tokens[1:]), len(text)][: len(tokens)]
    doc = Doc(
        vocab,
        words=words,
        spaces=[following > t["end"] for t, following in zip(tokens, starts, strict=True)],
        lemmas=[t["lemma"] for t in tokens],
        pos=[t["pos"] for t in tokens],
        morphs=[t["morph"] for t in tokens],
        heads=[t["head"] for t in tokens],
        deps=[t["dep"] for t in tokens],
    )
    for layer in LAYERS:
        if row.get(layer) is not None:
            setattr(doc._, layer, records(layer, row[layer]))
    return doc
