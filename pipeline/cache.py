"""The cache of annotation rows: content-addressed, outside DVC's outputs, safe to delete at any time.

The key of an entry is a digest of everything that the row depends on, so that an entry is never out of date: it is
found or it is not. Entries are written under a name of their own and renamed, so that a killed run leaves whole
entries only, and the next run goes on where it stopped.
"""

import contextlib
import os
import tempfile
from pathlib import Path

import pyarrow as pa


class Cache:
    """Arrow tables of one row by key, below a folder: `FOLDER/ab/abcdef….arrow`."""

    def __init__(self, folder: Path):
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.arrow"

    def get(self, key: str, schema: pa.Schema) -> pa.Table | None:
        """The row of a key; None where there is none, or where the entry is broken or of another schema."""
        try:
            with pa.memory_map(str(self._path(key))) as source:
                table = pa.ipc.open_file(source).read_all()
        except (OSError, pa.ArrowException):
            return None
        return table if table.schema.equals(schema) and table.num_rows == 1 else None

    def put(self, key: str, row: pa.Table) -> None:
        """Keep a row. A cache that cannot be written (full disk, no rights) is no error: the row is computed again."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    options = pa.ipc.IpcWriteOptions(compression="zstd")
                    with pa.ipc.new_file(file, row.schema, options=options) as writer:
                        writer.write_table(row)
                os.replace(temporary, path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
