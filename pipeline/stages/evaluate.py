"""Published tables and gold → `metrics.json` (for dvc metrics) and `metrics.md`."""

from pipeline.evaluate import evaluate, write_metrics
from pipeline.paths import ROOT
from pipeline.stages import Folders

GOLD = ROOT / "tests" / "gold"


def evaluate_stage(folders: Folders) -> None:
    """Compare the published tables with the hand-made gold annotation of this repository."""
    write_metrics(evaluate(folders.out, GOLD), folders.out / "metrics.json")
