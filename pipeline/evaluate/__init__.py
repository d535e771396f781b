"""Compare the tables with gold annotation: tables and gold in, one tree of figures a side out (and a view for people).

It reads the published tables only, and knows nothing of how they came to be.
"""

from pipeline.evaluate.run import evaluate, write_metrics

__all__ = ["evaluate", "write_metrics"]
