"""The work folder's files as later stages read them: a document at a time, its layers as records."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.layers import LAYERS
from pipeline.records import records
from pipeline.tables import row_groups

STEP_OF = {"dates": "dates", "mentions": "mentions", "sentences": "annotate", "tokens": "annotate"}
"""Column → the file that holds it; all others stand in `events`."""


@dataclass(frozen=True)
class DocumentRow:
    """One document of the work folder: its columns by name."""

    values: dict[str, Any]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where its sentences start."""
        return [span["start"] for span in self.values["sentences"]]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def layer(self, name: str) -> tuple[Any, ...]:
        """The records of a layer."""
        return records(name, self.values[name])


def read_groups(work: Path, **columns: list[str]) -> Iterator[list[DocumentRow]]:
    """The documents of a work folder, a list for each row group; `columns` names the files to read and which columns of
    each (FILE=[…])."""
    paths = [(work / f"{name}.parquet", chosen) for name, chosen in columns.items()]
    for groups in zip(*(row_groups(path, chosen) for path, chosen in paths), strict=True):
        rows = zip(*(group.to_pylist() for group in groups), strict=True)
        yield [DocumentRow({column: value for part in parts for column, value in part.items()}) for parts in rows]


def read_work(work: Path, **columns: list[str]) -> Iterator[DocumentRow]:
    """The documents of a work folder one by one (see `read_groups`)."""
    for group in read_groups(work, **columns):
        yield from group


def layer_columns(*layers: str) -> dict[str, list[str]]:
    """For `read_work`: the files and columns that hold these layers."""
    found: dict[str, list[str]] = {}
    for layer in layers:
        if layer not in LAYERS and layer not in STEP_OF:
            raise KeyError(layer)
        found.setdefault(STEP_OF.get(layer, "events"), []).append(layer)
    return found
