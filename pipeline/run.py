"""`khronika run RAW OUT`: the stages of dvc.yaml in their order, on any folder, without DVC.

The work folder lies in the user's cache and is removed at the end; annotation rows stay in the cache there, so that a
run that was stopped goes on where it was. The published tables change only when all stages have passed the checks.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ids import digest
from pipeline.paths import user_cache
from pipeline.schema import TABLES
from pipeline.stages import AFTER_TABLES, STAGES, Folders, run_stage
from pipeline.tables import read_table, table_path


def run(raw: Path, out: Path, workers: int = 1) -> dict[str, int]:
    """Write the tables of the sources below `raw` to `out`; returns the number of rows by table.

    Raises UsageError where `raw` is missing, empty or holds no source that can be taken, where `out` lies in `raw`,
    and where another run writes to `out`; ContractError where the tables break the contract. `out` stays as it was in
    all cases.
    """
    from pipeline.documents import require_sources

    require_sources(raw)
    if out.resolve().is_relative_to(raw.resolve()):
        raise UsageError(f"{out}: lies inside the folder of sources; choose a folder outside {raw}")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; name a folder")
    made = not out.exists()
    work = user_cache() / "work" / digest(str(out.resolve()), 16)
    folders = Folders(raw, work, out, user_cache() / "annotations", workers)
    with _lock(out):
        try:
            _run_stages(folders)
        finally:
            shutil.rmtree(work, ignore_errors=True)
            if made and not any(out.iterdir()):
                out.rmdir()
        return {name: read_table(out, name, columns=[]).num_rows for name in TABLES}


def _run_stages(folders: Folders) -> None:
    shutil.rmtree(folders.work, ignore_errors=True)
    for name in TABLES:
        path = table_path(folders.out, name)
        path.with_name(f".{path.name}.tmp").unlink(missing_ok=True)
    for stage in STAGES:
        if stage in AFTER_TABLES:
            continue
        run_stage(stage, folders)
        if stage == "documents":
            _require_documents(folders)


def _require_documents(folders: Folders) -> None:
    if read_table(folders.work, "documents", columns=["doc_id"]).num_rows == 0:
        rejects = read_table(folders.work, "rejects").to_pylist()
        reasons = "\n".join(f"  {row['path']}: {row['reason']}" for row in rejects[:10])
        raise UsageError(f"{folders.raw}: none of {len(rejects)} sources could be taken:\n{reasons}")


@contextlib.contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Hold the folder itself: no lock file, and a lock that dies with its process."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_RDONLY)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{out}: cannot be made or opened ({reason}); choose a folder that you may write to") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"{out}: another run is writing there; wait for it, or choose another folder") from None
        yield
    finally:
        os.close(handle)
