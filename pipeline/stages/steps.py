"""The stages that look at one document at a time: each runs a step of `pipeline.annotate` on the work folder."""

from pipeline.annotate import run_step
from pipeline.stages import Folders


def annotate_stage(folders: Folders) -> None:
    """Tokens, sentences, morphology, syntax and names: the neural models run here and nowhere else."""
    run_step(folders.work, "annotate", folders.cache, folders.workers)


def dates_stage(folders: Folders) -> None:
    """Date expressions with their values."""
    run_step(folders.work, "dates", folders.cache, folders.workers)


def mentions_stage(folders: Folders) -> None:
    """Mentions of entities."""
    run_step(folders.work, "mentions", folders.cache, folders.workers)


def events_stage(folders: Folders) -> None:
    """Event mentions, arguments, links between events, relations."""
    run_step(folders.work, "events", folders.cache, folders.workers)
