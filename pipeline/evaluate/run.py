"""One run of the evaluation: the gold set and the lists of the corpus against the tables, figures by side out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.evaluate.annotation import Annotation
from pipeline.evaluate.clusters import pairs_across
from pipeline.evaluate.corpus import score_corpus
from pipeline.evaluate.gold import Side, read_sides
from pipeline.evaluate.read import from_tables
from pipeline.evaluate.scores import score
from pipeline.evaluate.view import markdown
from pipeline.published import read_rows
from pipeline.schema import MODALITIES, POLARITIES
from pipeline.tables import write_text


def evaluate(
    tables: Path, gold: Path, texts: Mapping[str, str] | None = None, corpus: Path | None = None
) -> dict[str, Any]:
    """The figures of `tables`: a tree for each side of the gold set in the folder `gold` (`dev`, `test`; a side without
    documents is left out), and one for the lists in the folder `corpus`, if it is given, in which documents of the test
    side do not count.

    Annotations are `gold/**/NAME.ann`, of the document NAME. `texts` are the documents' texts by doc_id, by default
    those of `tables`. Raises UsageError where there is no gold, DataError for annotations and lists that do not fit the
    documents (`gold.read_sides`, `corpus.score_corpus`).
    """
    texts = document_texts(tables) if texts is None else texts
    sides = read_sides(gold, texts)
    figures = {name: _figures(side, tables) for name, side in sides.items()}
    blind = sides["test"].documents if "test" in sides else ()
    return figures | ({"corpus": score_corpus(tables, corpus, texts, blind)} if corpus else {})


def _figures(side: Side, tables: Path) -> dict[str, Any]:
    predicted = from_tables(tables, set(side.documents))
    return {"gold": _sizes(side)} | score(side.annotation, predicted, side.near_misses)


def _sizes(side: Side) -> dict[str, int]:
    """How much gold a side has; `pairs_across` are mentions of one event in two documents, `marked` polarities and
    modalities that are not the usual ones."""
    gold: Annotation = side.annotation
    layers = ("mentions", "dates", "triggers", "arguments", "relations", "links")
    return {
        "documents": len(side.documents),
        **{layer: len(getattr(gold, layer)) for layer in layers},
        "events": len({trigger.event for trigger in gold.triggers}),
        "marked": sum((t.polarity != POLARITIES[0]) + (t.modality != MODALITIES[0]) for t in gold.triggers),
        "pairs_across": pairs_across([(t.place[0], t.event, t.event) for t in gold.triggers])["gold"],
        "near_misses": len(side.near_misses),
    }


def write_metrics(metrics: Mapping[str, Any], path: Path) -> None:
    """Write the figures as JSON to `path` (for `dvc metrics`) and as Markdown beside it, with the suffix `.md`."""
    write_text(path, json.dumps(metrics, ensure_ascii=False, indent=1) + "\n")
    write_text(path.with_suffix(".md"), markdown(metrics))


def document_texts(tables: Path) -> dict[str, str]:
    """doc_id → text of the table of documents."""
    return {row["doc_id"]: row["text"] for row in read_rows(tables, "documents", ["doc_id", "text"])}
