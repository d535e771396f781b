"""Every measure of every layer: gold and predicted annotation in, one tree of figures out.

A figure is P, R and F1 or an accuracy, with its counts. What is measured on matched items only stands beside the share
of gold that was matched, its `coverage` or the recall of the layer's spans. The modules of the layers say what each
figure counts, and whose definition that is.
"""

from pipeline.evaluate.annotation import Annotation
from pipeline.evaluate.dates import date_spans, date_values, matched_dates
from pipeline.evaluate.events import NearMisses, event_clusters, event_facts, near_misses, told_twice
from pipeline.evaluate.matching import Figures
from pipeline.evaluate.mentions import entity_clusters, exact_mentions, linking, mentions, normal_forms
from pipeline.evaluate.relations import event_links, relations
from pipeline.evaluate.triggers import arguments, event_dates, matched_triggers, trigger_spans, trigger_values


def score(gold: Annotation, predicted: Annotation, look_alikes: NearMisses = ()) -> Figures:
    """The tree of figures, layer by layer. `look_alikes` are pairs of gold events that are not one."""
    exact = exact_mentions(gold, predicted)
    dates = matched_dates(gold, predicted)
    triggers = matched_triggers(gold, predicted)
    return {
        "mentions": mentions(gold, predicted, exact),
        "normal_forms": normal_forms(gold, exact),
        "entities": entity_clusters(gold, exact),
        "linking": linking(gold, predicted, exact),
        "dates": date_spans(gold, predicted, dates) | date_values(gold, predicted, dates),
        "triggers": trigger_spans(gold, predicted, triggers) | trigger_values(gold, predicted, triggers),
        "event_dates": event_dates(gold, predicted, triggers),
        "arguments": arguments(gold, predicted, triggers),
        "events": event_clusters(gold, triggers)
        | {"told_twice": told_twice(gold, triggers), "near_misses": near_misses(triggers, look_alikes)}
        | event_facts(gold, predicted, triggers, exact),
        "relations": relations(gold, predicted),
        "event_links": event_links(gold, predicted, triggers),
    }
