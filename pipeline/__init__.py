"""Khronika reads Russian source texts and writes a dataset of entities, dates and events.

Importing the package pins every process to one BLAS thread, before numpy is loaded: slovnet's small matrix
products run several times slower when two threads share two cores. Parallelism is processes (`pipeline.engine`).
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

__version__ = "0.1.0"
