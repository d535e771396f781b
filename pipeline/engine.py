"""The only file that knows where work runs: in this process, or in several.

`map_batches` is one path for both: the function, the batches and the order of results are the same, so that the number
of workers cannot change a byte. A further engine (a cluster) has its place here.
"""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from pipeline.errors import KhronikaError, UsageError

T = TypeVar("T")

AHEAD = 2
"""Batches in flight for each worker: enough that none waits, few enough that memory stays bounded by the batch."""


COLLECT_EVERY = 100_000
"""New objects between two collections; Python's own 700 suits small heaps."""


def count_workers(asked: int | None = None) -> int:
    """How many processes to use: what was asked for, else KHRONIKA_WORKERS, else one; UsageError for less than one."""
    given = asked if asked is not None else os.environ.get("KHRONIKA_WORKERS", "1")
    try:
        count = int(given)
    except ValueError:
        raise UsageError(f"KHRONIKA_WORKERS is «{given}»; give a whole number from 1 up") from None
    if count < 1:
        raise UsageError(f"{count} workers were asked for; give a whole number from 1 up")
    return count


def collect_rarely() -> None:
    """Let this process look for garbage in cycles once in so many new objects: a long text makes millions that stay,
    and going over them again and again took a fifth of the time."""
    gc.set_threshold(COLLECT_EVERY, 20, 20)


def map_batches(function: Callable[[Any], T], batches: Iterable[Any], workers: int = 1) -> Iterator[T]:
    """`function` of each batch, in order; with several workers each holds at most AHEAD batches.

    `function` and batches must pickle. Workers are spawned, not forked, so that they start as any process does.
    Raises KhronikaError if a worker dies (out of memory, killed).
    """
    if workers == 1:
        yield from map(function, batches)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=collect_rarely)
    try:
        waiting: deque[Future[T]] = deque()
        for batch in batches:
            waiting.append(pool.submit(function, batch))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise KhronikaError(
            "a worker process died (out of memory?); run again with fewer --workers, it goes on where it stopped"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
