"""Published tables, gold, the lists of the corpus → `metrics.json` (for dvc metrics), `metrics.md`, `metrics.html`."""

from pipeline.evaluate import evaluate, write_metrics
from pipeline.paths import ROOT
from pipeline.report.figures import render_figures
from pipeline.stages import Folders

GOLD = ROOT / "tests" / "gold"
CORPUS = ROOT / "tests" / "corpus"


def evaluate_stage(folders: Folders) -> None:
    """Compare the published tables with the hand-made gold annotation and the lists of this repository."""
    metrics = evaluate(folders.out, GOLD, corpus=CORPUS)
    write_metrics(metrics, folders.out / "metrics.json")
    render_figures(metrics, folders.out / "metrics.html")
