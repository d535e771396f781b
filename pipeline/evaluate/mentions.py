"""Measures of the entity layers: mentions, their normal forms, the entities that they mean, their Wikidata items."""

from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, Mention
from pipeline.evaluate.clusters import clusters
from pipeline.evaluate.matching import Figures, accuracy, by_value, macro, overlapping, prf, same, share
from pipeline.schema import ENTITY_TYPES

Pairs = Sequence[tuple[Mention, Mention]]
"""Exactly matched mentions, gold's first."""


def exact_mentions(gold: Annotation, predicted: Annotation) -> Pairs:
    """Mentions with the same span and type."""
    return same(gold.mentions, predicted.mentions, lambda m: m.key)


def mentions(gold: Annotation, predicted: Annotation, exact: Pairs) -> Figures:
    """Mentions: `exact` as CoNLL-2003 counts (Tjong Kim Sang and De Meulder 2003), same span and type, nested ones
    too; `overlap`, same type and a character in common, one to one; micro over the types, `macro_f1` the mean of the
    types' F1 over those that gold has, and `types` one by one (exact)."""
    overlap = overlapping(gold.mentions, predicted.mentions, lambda m: (m.place, m.type))
    types = by_value(exact, gold.mentions, predicted.mentions, lambda m: m.type, ENTITY_TYPES)
    return {
        "exact": prf(len(exact), len(predicted.mentions), len(gold.mentions)),
        "overlap": prf(len(overlap), len(predicted.mentions), len(gold.mentions)),
        "macro_f1": macro(types),
        "types": types,
    }


def plain_form(form: str) -> str:
    """A normal form as it is compared: ё and е alike, white space as single blanks."""
    return " ".join(form.replace("ё", "е").replace("Ё", "Е").split())


def normal_forms(gold: Annotation, exact: Pairs) -> Figures:
    """Normal forms on exactly matched mentions, which `coverage` are of gold's: the share equal to gold's (ё and е
    alike); `inflected` only where the text is not itself the normal form, so that copying the text scores nothing."""
    inflected = [(g, p) for g, p in exact if plain_form(g.text) != plain_form(g.lemma)]
    return {
        "coverage": share(len(exact), len(gold.mentions)),
        "all": accuracy(plain_form(g.lemma) == plain_form(p.lemma) for g, p in exact),
        "inflected": accuracy(plain_form(g.lemma) == plain_form(p.lemma) for g, p in inflected),
    }


def entity_clusters(gold: Annotation, exact: Pairs) -> Figures:
    """Entities as clusters of their exactly matched mentions, which `coverage` are of gold's (`clusters.clusters`)."""
    items = [(g.place[0], g.entity, p.entity) for g, p in exact]
    return {"coverage": share(len(exact), len(gold.mentions))} | clusters(items)


def linking(gold: Annotation, predicted: Annotation, exact: Pairs) -> Figures:
    """Entity linking by strong annotation match (Cornolti et al. 2013, WWW): right is a mention with gold's span, type
    and QID; precision over the predicted mentions that have a QID, recall over the gold mentions that have one.
    `known` is the share of right QIDs over exactly matched mentions where both sides have one."""
    right = sum(g.qid == p.qid for g, p in exact if g.qid)
    with_qid = [sum(m.qid is not None for m in side.mentions) for side in (predicted, gold)]
    both = [(g, p) for g, p in exact if g.qid and p.qid]
    return {"qid": prf(right, *with_qid), "known": accuracy(g.qid == p.qid for g, p in both)}
