"""What every stage reads and writes, and dvc.yaml made from it: `python -m pipeline.stages.plan > dvc.yaml`.

Source files among `deps` are not written by hand: they are what the stage's module imports, found in the sources. So an
edit runs those stages again that it can change, and no others. A test holds dvc.yaml against this plan, and the plan
against what each stage opens when it runs.
"""

import sys
from dataclasses import dataclass

import yaml

from pipeline.annotate import SETTINGS, STEPS, step_modules
from pipeline.imports import import_closure
from pipeline.paths import ROOT
from pipeline.schema import TABLES
from pipeline.stages import STAGES

WORK, OUT = "processed/stages", "processed"


@dataclass(frozen=True, slots=True)
class Plan:
    """A stage's data files (below the repository's root), folders of models/, and modules that it imports by name."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]
    models: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()


def _work(*names: str) -> tuple[str, ...]:
    return tuple(f"{WORK}/{name}.parquet" for name in names)


def _out(*names: str) -> tuple[str, ...]:
    return tuple(f"{OUT}/{name}.parquet" for name in names)


def _step(number: int) -> Plan:
    step = STEPS[number]
    before = [s.name for s in STEPS[:number]]
    return Plan(_work("documents", *before), _work(step.name), (*SETTINGS, *step.models), tuple(step_modules(step)))


_ROWS = (
    "documents",
    "sentences",
    "mentions",
    "dates",
    "event_mentions",
    "arguments",
    "relations",
    "event_links",
    "rejects",
)
_LABELS = ("events/ontology.yaml", "mentions/types.yaml", "relations/predicates.yaml", "vocabularies.yaml")
_DOCUMENT_FILES = ("documents", *(step.name for step in STEPS))

PLANS = {
    "documents": Plan(("raw",), _work("documents", "rejects", "findings"), ("encodings",)),
    **{step.name: _step(number) for number, step in enumerate(STEPS)},
    "entities": Plan(
        _work("documents", "mentions", "events"), _work("entities", "entity_names", "tables/entities"), ("entities",)
    ),
    "merge": Plan(
        _work("documents", "dates", "mentions", "events", "entities", "entity_names"),
        _work("merge", "tables/events"),
        ("merge",),
    ),
    "tables": Plan(
        _work(*_DOCUMENT_FILES, "entities", "merge", "rejects", "findings"),
        _work(*(f"tables/{name}" for name in (*_ROWS, "findings"))),
    ),
    "check": Plan(_work(*(f"tables/{name}" for name in TABLES)), (f"{WORK}/checks.json",)),
    "publish": Plan((*_work(*(f"tables/{name}" for name in TABLES)), f"{WORK}/checks.json"), _out(*TABLES)),
    "evaluate": Plan(
        (*_out(*TABLES), "tests/gold", "tests/corpus", "pipeline/report/templates"),
        (f"{OUT}/metrics.md", f"{OUT}/metrics.html"),
        _LABELS,
        metrics=(f"{OUT}/metrics.json",),
    ),
    "report": Plan(
        (*_out(*TABLES), f"{OUT}/metrics.json", "pipeline/report/templates"), (f"{OUT}/report/index.html",), _LABELS
    ),
}


def dependencies(name: str) -> list[str]:
    """The files and folders that a stage depends on, below the repository's root, sorted."""
    plan = PLANS[name]
    modules = ["pipeline.stages.__main__", STAGES[name].partition(":")[0], *plan.modules]
    sources = [path.relative_to(ROOT).as_posix() for path in import_closure(modules)]
    return sorted({*plan.reads, *(f"models/{model}" for model in plan.models), *sources})


def dvc_file() -> str:
    """The text of dvc.yaml."""
    stages = {}
    for name, plan in PLANS.items():
        stage: dict[str, object] = {
            "cmd": f"python -m pipeline.stages {name}",
            "deps": dependencies(name),
            "outs": list(plan.writes),
        }
        if plan.metrics:
            stage["metrics"] = list(plan.metrics)
        stages[name] = stage
    head = "# Made by `python -m pipeline.stages.plan > dvc.yaml`; edit pipeline/stages/plan.py, not this file.\n"
    return head + yaml.safe_dump({"stages": stages}, sort_keys=False, allow_unicode=True, width=120)


if __name__ == "__main__":
    sys.stdout.write(dvc_file())
