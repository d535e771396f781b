"""raw/ → `documents`, `rejects` and `findings` (on sources and sidecars) in the work folder."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import pyarrow as pa
from tqdm import tqdm

from pipeline.documents import Document, Finding, Reject, read_documents
from pipeline.schema import DOCUMENTS, FINDINGS, REJECTS
from pipeline.stages import Folders
from pipeline.tables import write_groups, write_table

GROUP_DOCUMENTS = 16
GROUP_CHARACTERS = 2_000_000
"""A row group of the work files, which is the batch of every later step, ends at so many documents or characters."""
SOURCES = pa.schema([field for field in DOCUMENTS.arrow if field.name not in ("n_sentences", "n_tokens")])


def documents_stage(folders: Folders) -> None:
    """Read all sources. Raises UsageError where the folder is missing or holds no source."""
    rejects: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    write_groups(folders.work / "documents.parquet", SOURCES, _groups(read_documents(folders.raw), rejects, findings))
    write_table(folders.work, REJECTS, [sorted(rejects, key=lambda row: row["path"])])
    write_table(folders.work, FINDINGS, [findings])


def _groups(
    entries: Iterable[Document | Reject | Finding], rejects: list[dict[str, Any]], findings: list[dict[str, Any]]
) -> Iterator[pa.Table]:
    """Tables of documents, a row group each; what is not a document goes to the lists."""
    group: list[dict[str, Any]] = []
    with tqdm(desc="documents", unit="doc", disable=None, delay=2) as progress:
        for entry in entries:
            if isinstance(entry, Document):
                progress.update(1)
                group.append(asdict(entry))
                if len(group) == GROUP_DOCUMENTS or sum(len(row["text"]) for row in group) >= GROUP_CHARACTERS:
                    yield pa.Table.from_pylist(group, schema=SOURCES)
                    group = []
            else:
                (rejects if isinstance(entry, Reject) else findings).append(asdict(entry))
    if group:
        yield pa.Table.from_pylist(group, schema=SOURCES)
