"""raw/ → documents: what comes in is a folder of sources and sidecars, what goes out documents, rejects and findings.

One source is read at a time, in the order of the ids, so that memory does not grow with their number and the order of
files on disk changes nothing. A source that cannot be taken is a Reject with a sentence that a person can act on, never
an exception. Nothing outside the folder is read: a link that leads out of it is a reject, and a link to a folder is not
followed.

What is a source: every file but hidden ones (`.gitkeep`, `.DS_Store`), READMEs, DVC's pointers (`*.dvc`), what file
managers leave (`Thumbs.db`), and sidecars (`*.yaml`, `*.yml`).
"""

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from pipeline.encodings import Unreadable
from pipeline.errors import UsageError
from pipeline.readers import READERS, Content, Metadata, read_source
from pipeline.sidecars import Sidecar, read_day, read_sidecar

MAX_BYTES = 16 * 1024 * 1024
"""Size limit of a source. The longest novels have a fifth of it; more is a collection, to be cut into its texts."""
MIN_CYRILLIC = 0.2
"""The share of letters that must be Cyrillic for a text not to be asked about its language."""
SIDECARS = (".yaml", ".yml")
"""Suffixes of sidecars; of two for one source, the first is read and the other a finding."""
_CYRILLIC = frozenset(map(chr, range(0x0400, 0x0530)))


@dataclass(frozen=True, slots=True)
class Document:
    """A source that was taken: a row of `schema.DOCUMENTS` without its counts."""

    doc_id: str
    path: str
    sha256: str
    title: str | None
    published: date | None
    source: str | None
    url: str | None
    license: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A source that was not taken: a row of `schema.REJECTS`."""

    path: str
    reason: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A warning for people: a row of `schema.FINDINGS`."""

    kind: str
    doc_id: str | None
    message: str
    sent_id: int | None = None
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """An entry below raw/: its path there as the system names it, the id it stands for, its suffix in small letters."""

    path: str
    doc_id: str
    suffix: str
    rank: int

    @property
    def shown(self) -> str:
        return escaped(self.path)


def escaped(path: str) -> str:
    """`path` for a table: what is no UTF-8, a control character or a backslash as `\\xNN`, `\\n`, `\\\\`."""
    clean = path.replace("\\", "\\\\").encode("utf_8", "surrogateescape").decode("utf_8", "backslashreplace")
    return "".join(repr(char)[1:-1] if unicodedata.category(char) == "Cc" else char for char in clean)


def require_sources(raw: Path) -> None:
    """Raises UsageError unless `raw` is a folder with at least one source, good or bad."""
    if not raw.exists():
        raise UsageError(f"{raw}: there is no such folder; name the folder that holds the source texts")
    if not raw.is_dir():
        raise UsageError(f"{raw}: is no folder; name the folder that holds the source texts")
    try:
        os.scandir(raw).close()
    except OSError as error:
        raise UsageError(f"{raw}: cannot be read ({error.strerror}); give yourself permission to read it") from None
    if all(isinstance(entry, _File) and entry.suffix in SIDECARS for entry in _entries(os.path.realpath(raw))):
        raise UsageError(f"{raw}: holds no source; put texts into it ({', '.join(READERS)})")


def read_documents(raw: Path) -> Iterator[Document | Reject | Finding]:
    """The sources below `raw`, in the order of their ids; a document before the findings on it.

    Raises UsageError where `raw` is no folder with at least one source. The same folder gives the same rows.
    """
    require_sources(raw)
    root = os.path.realpath(raw)
    entries = list(_entries(root))
    yield from sorted((entry for entry in entries if isinstance(entry, Reject)), key=lambda reject: reject.path)
    files = [entry for entry in entries if isinstance(entry, _File)]
    files.sort(key=lambda file: (file.doc_id, file.rank, file.path))
    yield from _twins([file for file in files if file.suffix in READERS])
    for doc_id, group in groupby(files, key=lambda file: file.doc_id):
        yield from _one_id(root, doc_id, list(group))


def _entries(root: str) -> Iterator[_File | Reject]:
    """The files below `root`, and a Reject for each folder, link or special file that is not read. In no order."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as scan:
                entries = list(scan)
        except OSError as error:
            reason = f"The folder cannot be read ({error.strerror}); give yourself permission to read it."
            yield Reject(escaped(folder), reason)
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif not _passed_over(entry.name):
                yield _file(root, path)


def _passed_over(name: str) -> bool:
    """Whether a file of this name, though not hidden, is none of a person's sources."""
    return name.partition(".")[0].lower() == "readme" or name.endswith(".dvc") or name in ("Thumbs.db", "desktop.ini")


def _file(root: str, path: str) -> _File | Reject:
    refused = _refused_name(path) or _refused_link(root, path)
    if refused:
        return Reject(escaped(path), refused)
    stem, suffix = os.path.splitext(path)
    suffix = suffix.lower()
    order = [*SIDECARS, *READERS]
    rank = order.index(suffix) if suffix in order else len(order)
    return _File(path, unicodedata.normalize("NFC", stem), suffix, rank)


def _refused_name(path: str) -> str | None:
    """Why a source of this name cannot have an id; None if it can."""
    if any(unicodedata.category(char) == "Cs" for char in path):
        return "Its name is not UTF-8; rename it."
    if any(unicodedata.category(char) == "Cc" for char in path):
        return "Its name holds a control character; rename it."
    return None


def _refused_link(root: str, path: str) -> str | None:
    """Why what lies at `path` is not read: a link to elsewhere or to a folder, or no file at all; None if it is."""
    place = os.path.join(root, path)
    try:
        target = os.path.realpath(place, strict=True)
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return "The link leads to nothing; delete it."
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "The link leads in a loop; delete it."
        return f"It cannot be reached ({error.strerror}); delete it, or give yourself permission to read it."
    if os.path.commonpath([root, target]) != root:
        return "The link leads out of the folder of sources; put a copy of the file here instead."
    if stat.S_ISDIR(mode):
        return "It is a link to a folder, which is read where it lies and not followed; delete the link."
    return None if stat.S_ISREG(mode) else "It is no file but a pipe, socket or device; delete it."


def _twins(files: list[_File]) -> Iterator[Finding]:
    """A warning for each pair of ids that only case tells apart: other systems keep one file of the two."""
    seen: dict[str, str] = {}
    for file in files:
        other = seen.setdefault(file.doc_id.lower(), file.doc_id)
        if other != file.doc_id:
            message = (
                f"The ids «{other}» and «{file.doc_id}» differ in case alone: Windows and macOS keep one; rename one."
            )
            yield Finding("case-collision", None, message)


def _one_id(root: str, doc_id: str, files: list[_File]) -> Iterator[Document | Reject | Finding]:
    """What the files with one id give: the first source that can be read, rejects for the others, findings."""
    sidecars = [file for file in files if file.suffix in SIDECARS]
    sources = [file for file in files if file.suffix not in SIDECARS]
    if not sources:
        names = " or ".join(f"{doc_id}{suffix}" for suffix in READERS)
        for file in sidecars:
            message = f"{file.shown} describes no source: there is no {names}; add it, or rename this."
            yield Finding("sidecar-without-source", None, message)
        return
    for file in sidecars[1:]:
        message = f"{file.shown} was passed over, for {sidecars[0].shown} describes «{doc_id}» already; delete one."
        yield Finding("sidecar-twice", None, message)
    taken: _File | None = None
    for file in sources:
        if file.suffix not in READERS:
            yield Reject(file.shown, _no_reader(file.suffix))
        elif taken:
            reason = f"Its id «{doc_id}» is that of {taken.shown}, which was taken; rename or delete one of the two."
            yield Reject(file.shown, reason)
        else:
            for row in _rows(root, file, sidecars[0] if sidecars else None):
                yield row
                taken = file if isinstance(row, Document) else taken


def _no_reader(suffix: str) -> str:
    what = f"There is no reader for {suffix} files" if suffix else "Its name has no suffix that says how to read it"
    return f"{what}; save its text in one of {', '.join(READERS)}."


def _rows(root: str, file: _File, beside: _File | None) -> Iterator[Document | Reject | Finding]:
    """The documents in one source with their findings, or the Reject that says why there are none."""
    try:
        sidecar = _read_sidecar(root, beside)
        data = _read(root, file.path, MAX_BYTES)
        sha256 = hashlib.sha256(data).hexdigest()
        for content in read_source(file.suffix, data):
            document = _document(file, sha256, content, sidecar.metadata)
            yield document
            yield from _findings(document, content, sidecar, beside)
    except Unreadable as error:
        yield Reject(file.shown, error.reason, error.line, error.column)


def _read_sidecar(root: str, beside: _File | None) -> Sidecar:
    if beside is None:
        return Sidecar(Metadata())
    try:
        return read_sidecar(_read(root, beside.path, MAX_BYTES))
    except Unreadable as error:
        place = f", line {error.line}, column {error.column}" if error.line else ""
        reason = f"Its sidecar {beside.shown}{place}: {error.reason.rstrip('.')}."
        raise Unreadable(reason, error.line, error.column) from None


def _read(root: str, path: str, limit: int) -> bytes:
    """The bytes of a file below `root`. Raises Unreadable for more than `limit` of them and for what cannot be read."""
    try:
        with open(os.path.join(root, path), "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(limit + 1) if size <= limit else b""
    except OSError as error:
        raise Unreadable(f"It cannot be read ({error.strerror}); give yourself permission to read it.") from None
    if max(size, len(data)) > limit:
        raise Unreadable(f"It is larger than {limit // 1024**2} MiB ({size} bytes); cut it into its single texts.")
    return data


def _document(file: _File, sha256: str, content: Content, said: Metadata) -> Document:
    """The document; what the sidecar says goes before what the source says of itself."""
    part = f"/{content.part}" if content.part else ""
    own = content.metadata
    return Document(
        doc_id=file.doc_id + part,
        path=file.path + part,
        sha256=sha256,
        title=said.title or own.title,
        published=read_day(said.published or own.published or ""),
        source=said.source or own.source,
        url=said.url or own.url,
        license=said.license or own.license,
        text=content.text,
    )


def _findings(document: Document, content: Content, sidecar: Sidecar, beside: _File | None) -> Iterator[Finding]:
    """What a person should know of a document that was taken."""
    name = beside.shown if beside else ""
    for warning in sidecar.warnings:
        yield Finding("sidecar-key", document.doc_id, f"{name}, {warning}")
    own = content.metadata.published
    if own and not sidecar.metadata.published and read_day(own) is None:
        message = f"It says that it was published «{own[:60]}», which is no day; give `published` in a sidecar."
        yield Finding("published", document.doc_id, message)
    language = _language(content)
    if language:
        yield Finding("language", document.doc_id, language)
    lost = content.text.count("\ufffd")
    if lost:
        message = f"It holds {lost} replacement characters (U+FFFD), which a failed conversion left; get it anew."
        yield Finding("damaged-text", document.doc_id, message)


def _language(content: Content) -> str | None:
    """Why the text seems not to be Russian; None if it does."""
    letters = sum(map(str.isalpha, content.text))
    cyrillic = sum(map(_CYRILLIC.__contains__, content.text))
    if cyrillic < MIN_CYRILLIC * letters:
        return f"Hardly any Cyrillic letters ({cyrillic} of {letters}): is it Russian?"
    declared = (content.language or "").strip().lower()
    if declared and not declared.startswith("ru"):
        return f"It declares its language as «{declared[:20]}»: is it Russian?"
    return None
