"""The report: one self-contained HTML page on the tables, their quality, the timeline and the annotated texts.

It reads published tables and metrics only. Everything that came from a source is escaped.
"""

from pipeline.report.render import render

__all__ = ["render"]
