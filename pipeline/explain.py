"""`khronika explain TEXT`: what each stage sees in a text, and which rule, lexicon row or model said so."""

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.annotate import STEPS, load_pipeline
from pipeline.knowledge import knowledge
from pipeline.link import EntityCount, count_entities, entity_row, link_document, short_name
from pipeline.merge.cluster import document_clusters
from pipeline.merge.facts import gather
from pipeline.merge.knowledge import merge_knowledge
from pipeline.merge.titles import Name, title_of


def explain(text: str, published: tuple[int, int, int] | None = None) -> str:
    """A plain-text account of `text`, sentence by sentence, then of the entities and events of the whole.

    `published` is the day, as (year, month, day), that relative dates refer to.
    """
    nlp = load_pipeline(tuple(name for step in STEPS for name in step.components))
    doc = nlp.make_doc(text)
    doc._.published = published
    for _, component in nlp.pipeline:
        doc = component(doc)
    lines: list[str] = []
    for number, sentence in enumerate(doc.sents):
        lines += ["", f"sentence {number}: {' '.join(sentence.text.split())}", *_sentence(doc, sentence)]
    return "\n".join([*lines, "", *_corpus(doc)]).strip()


def _table(rows: Iterable[Sequence[Any]]) -> list[str]:
    """Rows as aligned columns."""
    cells = [[str(cell) if cell is not None else "–" for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]))] if cells else []
    return [
        "    " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    ]


def _within(sentence: Any, start: int) -> bool:
    return bool(sentence.start_char <= start < sentence.end_char)


def _sentence(doc: Any, sentence: Any) -> list[str]:
    """The layers of one sentence, each under its title."""
    text = doc.text
    tokens = [(t.text, t.lemma_, t.pos_, t.dep_, t.head.text, str(t.morph)) for t in sentence if not t.is_space]
    layers: dict[str, list[tuple[Any, ...]]] = {
        "tokens (razdel; slovnet; pymorphy3): form, lemma, part of speech, relation, head, features": tokens,
        "names (slovnet)": [(text[n.start : n.end], n.kind) for n in doc._.names if _within(sentence, n.start)],
        "dates: text, type, EDTF, granularity, anchor, rule": [
            (text[d.start : d.end], d.type, d.edtf, d.granularity, d.anchor, d.rule)
            for d in doc._.dates
            if _within(sentence, d.start)
        ],
        "mentions: text, type, normal form, rule": [
            (text[m.start : m.end], m.type, m.lemma, m.rule) for m in doc._.mentions if _within(sentence, m.start)
        ],
        "event mentions: trigger, type, polarity, modality, date, rule": [
            (text[m.start : m.end], m.type, m.polarity, m.modality, text[slice(*m.date)] if m.date else None, m.rule)
            for m in doc._.event_mentions
            if _within(sentence, m.start)
        ],
        "arguments: trigger, role, filler, rule": [
            (text[slice(*a.event)], a.role, text[slice(*a.mention[:2])], a.rule)
            for a in doc._.arguments
            if _within(sentence, a.event[0])
        ],
        "relations: subject, predicate, object, rule": [
            (text[slice(*r.subject[:2])], r.predicate, text[slice(*r.object[:2])], r.rule)
            for r in doc._.relations
            if _within(sentence, r.subject[0])
        ],
        "links between events: subject, predicate, object, rule": [
            (text[slice(*e.subject)], e.predicate, text[slice(*e.object)], e.rule)
            for e in doc._.event_links
            if _within(sentence, e.subject[0])
        ],
    }
    lines = []
    for title, rows in layers.items():
        if rows:
            lines += [f"  {title}", *_table(rows)]
    return lines


def _corpus(doc: Any) -> list[str]:
    """What linking and merging make of the whole text."""
    base, known = knowledge(), merge_knowledge()
    mentions = doc._.mentions
    ids = link_document("text", mentions, doc._.relations, base)
    counts: dict[str, EntityCount] = {}
    count_entities(counts, mentions, ids)
    names = {
        found: Name(short_name(entity_row(found, count, base), count, base.entities.get(found)), min(count.types))
        for found, count in counts.items()
    }
    facts = gather(
        "text", doc.text, mentions, ids, doc._.dates, doc._.event_mentions, doc._.arguments, doc._.event_links, known
    )
    clusters = document_clusters(facts, known, lambda found: getattr(base.entities.get(found), "country", None))
    entities = _table(sorted({(found, name.type, name.text) for found, name in names.items()}))
    events = _table(
        (
            c.own_id,
            title_of([c], known, names.__getitem__),
            c.value.edtf if c.value else None,
            len(c.members),
            "; ".join(c.keys),
        )
        for c in sorted(clusters, key=lambda c: c.founding.id)
    )
    lines = ["entities of the text: id, type, name", *entities] if entities else []
    return [*lines, *(["events of the text: id, title, EDTF, mentions, keys", *events] if events else [])]
