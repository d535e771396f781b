"""Measures of event mentions: the trigger, what it says of itself, the date that dates it, who fills its roles."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.evaluate.annotation import Annotation, Argument, Place, Trigger
from pipeline.evaluate.matching import Figures, accuracy, by_value, covers, macro, overlapping, prf, same, share
from pipeline.schema import EVENT_TYPES, MODALITIES, POLARITIES, ROLES

Pairs = Sequence[tuple[Trigger, Trigger]]
"""Triggers matched by overlap, gold's first."""
NEREL_ROLES = {"AGENT": "PARTICIPANT"}
"""Roles that NEREL does not tell apart reliably (отставка 47 : 77, встреча 16 : 11 in its train split)."""
_NOWHERE: Place = ("", 0, 0)


def matched_triggers(gold: Annotation, predicted: Annotation) -> Pairs:
    """Triggers that share a character, one to one, whatever their type."""
    return overlapping(gold.triggers, predicted.triggers, lambda t: (t.place, None))


def trigger_spans(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """Triggers, whatever their type: same span; a character in common (trigger identification; Ji and Grishman
    2008)."""
    exact = same(gold.triggers, predicted.triggers, lambda t: t.place)
    return {
        "exact": prf(len(exact), len(predicted.triggers), len(gold.triggers)),
        "overlap": prf(len(pairs), len(predicted.triggers), len(gold.triggers)),
    }


def trigger_values(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """On triggers matched by overlap (their share of gold is the recall of `overlap`): event type, polarity, modality.

    `classified` is end to end: matched and of the same type (trigger classification, Ji and Grishman 2008), micro and
    by type, `macro_f1` the mean of the types' F1 over those that gold has. `marked` are the values that are not the
    usual positive and actual, end to end and one by one, for accuracy hides them; `marked_micro` is all of them.
    """
    right_type = [(g, p) for g, p in pairs if g.type == p.type]
    types = by_value(right_type, gold.triggers, predicted.triggers, lambda t: t.type, EVENT_TYPES)
    marked = _marked(gold, predicted, pairs)
    return {
        "type": accuracy(g.type == p.type for g, p in pairs),
        "polarity": accuracy(g.polarity == p.polarity for g, p in pairs),
        "modality": accuracy(g.modality == p.modality for g, p in pairs),
        "classified": prf(len(right_type), len(predicted.triggers), len(gold.triggers)),
        "macro_f1": macro(types),
        "marked_micro": prf(*(sum(f[count] for f in marked.values()) for count in ("right", "predicted", "gold"))),
        "types": types,
        "marked": marked,
    }


def _marked(gold: Annotation, predicted: Annotation, pairs: Pairs) -> dict[str, Figures]:
    polarity = [(g, p) for g, p in pairs if g.polarity == p.polarity]
    modality = [(g, p) for g, p in pairs if g.modality == p.modality]
    negative = by_value(polarity, gold.triggers, predicted.triggers, lambda t: t.polarity, POLARITIES[1:])
    unreal = by_value(modality, gold.triggers, predicted.triggers, lambda t: t.modality, MODALITIES[1:])
    return negative | unreal


def event_dates(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """Which date dates an event mention: `matched` over triggers matched by overlap, which `coverage` are of gold's
    (dates that share a character, or no date on either side); `linked` end to end over the pairs of trigger and
    date."""
    right = sum(covers(g.date, p.date) for g, p in pairs)
    dated = [sum(t.date is not None for t in side.triggers) for side in (predicted, gold)]
    return {
        "coverage": share(len(pairs), len(gold.triggers)),
        "matched": accuracy((g.date is None and p.date is None) or covers(g.date, p.date) for g, p in pairs),
        "linked": prf(right, *dated),
    }


def arguments(gold: Annotation, predicted: Annotation, pairs: Pairs) -> Figures:
    """Arguments end to end (argument classification, Ji and Grishman 2008, with overlap for equal offsets): right if
    the trigger is matched by overlap, the role is the same and the fillers share a character, one to one; micro and by
    role. `merged_roles` takes AGENT and PARTICIPANT as one, for NEREL's annotators waver between the two."""
    moved = at_gold_triggers(predicted.arguments, pairs)
    right = _same_argument(gold.arguments, moved, lambda role: role)
    merged = _same_argument(gold.arguments, moved, lambda role: NEREL_ROLES.get(role, role))
    return {
        "overlap": prf(len(right), len(moved), len(gold.arguments)),
        "merged_roles": prf(len(merged), len(moved), len(gold.arguments)),
        "roles": by_value(right, gold.arguments, moved, lambda a: a.role, ROLES),
    }


def at_gold_triggers(arguments: Sequence[Argument], pairs: Pairs) -> list[Argument]:
    """Predicted arguments as those of the gold triggers that are matched with theirs; at no place of any document where
    none is."""
    gold_trigger = {p.place: g.place for g, p in pairs}
    return [Argument(gold_trigger.get(a.trigger, _NOWHERE), a.role, a.filler) for a in arguments]


def _same_argument(gold: Sequence[Argument], moved: Sequence[Argument], role: Callable[[str], str]) -> list[Any]:
    """Arguments of one trigger in one role whose fillers share a character."""
    return overlapping(gold, moved, lambda a: (a.filler, (a.trigger, role(a.role))))
