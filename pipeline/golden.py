"""`tests/golden/rows.tsv`: a hash of every published row, so that a difference between machines can be shown row by
row.

`python -m pipeline.golden` compares `processed/` and dvc.lock with what is committed; `--write` makes the file anew.
Floats may round differently on another kind of processor, and a model may then decide a close case otherwise: such rows
are printed. A dvc.lock made from other sources than those committed is an error.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from pipeline.ids import digest
from pipeline.paths import ROOT
from pipeline.schema import TABLES
from pipeline.tables import read_table

GOLDEN = ROOT / "tests" / "golden" / "rows.tsv"
SHOWN = 40


def row_hashes(folder: Path) -> list[tuple[str, str, str]]:
    """(table, key, hash) of every row of the tables in `folder`, in the order of the tables."""
    rows = []
    for name, table in TABLES.items():
        for row in read_table(folder, name).to_pylist():
            key = " ".join(str(row[column]) for column in table.key)
            rows.append((name, " ".join(key.split()), digest(repr(list(row.items())), 12)))
    return rows


def write_golden(folder: Path) -> None:
    """Write the file from the tables in `folder`."""
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    GOLDEN.write_text("".join("\t".join(row) + "\n" for row in row_hashes(folder)), encoding="utf-8")


def differences(folder: Path) -> list[str]:
    """Lines that say which rows of `folder` are missing, new or changed against the file."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else []
    old = {(table, key): value for table, key, value in (line.split("\t") for line in lines)}
    new = {(table, key): value for table, key, value in row_hashes(folder)}
    said = [(k, "missing") for k in old.keys() - new.keys()] + [(k, "new") for k in new.keys() - old.keys()]
    said += [(k, "changed") for k in old.keys() & new.keys() if old[k] != new[k]]
    return [f"{table}\t{key}\t{what}" for (table, key), what in sorted(said)]


def stale_sources() -> list[str]:
    """Sources whose hash in the committed dvc.lock is not the one in dvc.lock now: the lock was made from other
    files."""
    committed = subprocess.run(["git", "show", "HEAD:dvc.lock"], cwd=ROOT, capture_output=True, check=False)
    if committed.returncode:
        return ["dvc.lock is not committed"]
    old, new = (_sources(yaml.safe_load(text)) for text in (committed.stdout, (ROOT / "dvc.lock").read_bytes()))
    return sorted(
        f"{stage}: {path}"
        for stage, path in old.keys() | new.keys()
        if old.get((stage, path)) != new.get((stage, path))
    )


def _sources(lock: Any) -> dict[tuple[str, str], str]:
    stages = (lock or {}).get("stages", {})
    return {
        (name, dep["path"]): dep.get("md5", "")
        for name, stage in stages.items()
        for dep in stage.get("deps", [])
        if not dep["path"].startswith("processed/")
    }


def main() -> int:
    """Compare, or write with --write; 1 where dvc.lock is stale."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.golden", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the file anew")
    if parser.parse_args().write:
        write_golden(ROOT / "processed")
        return 0
    stale = stale_sources()
    if stale:
        print("dvc.lock was made from other files than those committed; run make dataset and commit dvc.lock:")
        print("\n".join(f"  {line}" for line in stale[:SHOWN]))
        return 1
    found = differences(ROOT / "processed")
    print(f"{len(found)} rows differ from tests/golden/rows.tsv")
    if found:
        print("(floats round differently on another kind of processor; anything else is an error)")
        print("\n".join(found[:SHOWN]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
