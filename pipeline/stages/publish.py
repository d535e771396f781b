"""Checked tables → the folder that people read: each file under a temporary name beside its place, then renamed."""

import shutil

from pipeline.errors import KhronikaError
from pipeline.schema import TABLES
from pipeline.stages import Folders
from pipeline.tables import replacing, table_path


def publish_stage(folders: Folders) -> None:
    """Copy all tables, then rename all. Raises KhronikaError where the disk does not take them; what is there stays."""
    for name in TABLES:
        target = table_path(folders.out, name)
        if target.is_dir():
            raise KhronikaError(
                f"{target} is a folder of parts, and a file would replace it; delete it or choose another folder"
            )
        with replacing(target) as temporary:
            shutil.copyfile(table_path(folders.work / "tables", name), temporary)
