"""Published tables and metrics → `report/index.html`."""

from pipeline.report.render import render
from pipeline.stages import Folders


def report_stage(folders: Folders) -> None:
    """Write the page that shows counts, timeline, figures and marked texts."""
    render(folders.out, folders.out / "metrics.json", folders.out / "report" / "index.html")
