"""Check the tables of the work folder before anything is published: a breach of the contract ends the build here."""

import json

from pipeline.check import check_tables
from pipeline.errors import ContractError
from pipeline.stages import Folders
from pipeline.tables import write_text

SHOWN = 20
"""So many breaches are printed; all are counted."""


def check_stage(folders: Folders) -> None:
    """Write `checks.json`. Raises ContractError, with the first breaches, where the tables break the contract."""
    breaches = check_tables(folders.work / "tables")
    if breaches:
        more = f"\n… and {len(breaches) - SHOWN} more" if len(breaches) > SHOWN else ""
        shown = "\n".join(f"  {breach}" for breach in breaches[:SHOWN])
        raise ContractError(
            f"{len(breaches)} breaches of the contract; the published tables stay as they were:\n{shown}{more}"
        )
    write_text(folders.work / "checks.json", json.dumps({"breaches": 0}) + "\n")
