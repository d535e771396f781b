"""The stages in the order of the data, each a function of folders; `dvc.yaml` and `khronika run` call the same ones.

A stage reads and writes files of the work folder (`processed/stages/` under DVC). Functions are named as text and
imported when their stage runs, so that a stage loads, and in dvc.yaml depends on, only what is its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipeline.engine import collect_rarely


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a run reads and writes: sources, intermediate files, published tables, cache; and how many processes it
    uses."""

    raw: Path
    work: Path
    out: Path
    cache: Path
    workers: int = 1


STAGES = {
    "documents": "pipeline.stages.documents:documents_stage",
    "annotate": "pipeline.stages.steps:annotate_stage",
    "dates": "pipeline.stages.steps:dates_stage",
    "mentions": "pipeline.stages.steps:mentions_stage",
    "events": "pipeline.stages.steps:events_stage",
    "entities": "pipeline.stages.entities:entities_stage",
    "merge": "pipeline.stages.merge:merge_stage",
    "tables": "pipeline.stages.tables:tables_stage",
    "check": "pipeline.stages.check:check_stage",
    "publish": "pipeline.stages.publish:publish_stage",
    "evaluate": "pipeline.stages.evaluate:evaluate_stage",
    "report": "pipeline.stages.report:report_stage",
}
"""Every stage in order: module and function."""
AFTER_TABLES = ("evaluate", "report")
"""Stages of this repository's own dataset; `khronika run` ends before them."""


def run_stage(name: str, folders: Folders) -> None:
    """Run one stage. Raises KhronikaError, with a sentence, for what a person can mend."""
    collect_rarely()
    module, _, function = STAGES[name].partition(":")
    stage: Callable[[Folders], None] = getattr(import_module(module), function)
    stage(folders)
