"""Suffix → reader: what comes in is the bytes of one source, what goes out its text and what it says about itself.

A reader is a generator function, so that a format that holds many documents (CSV rows, members of an archive) yields
them one by one, each with its `part`; a plain text yields one without. A new format is one function and one line in
READERS; what it needs beyond the runtime is imported inside it, and a missing extra is a reject that names the command.
Readers know neither paths nor sidecars.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.encodings import Unreadable, decode

INSTALL = "pip install 'khronika[readers]'"
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB are such)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff\xe0", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"SQLite format 3\0", "an SQLite database"),
)
"""First bytes by which people's formats are known (their specifications), whatever the file's suffix says."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a source, by its sidecar or by itself; texts as written, None where not known."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """One document of a source: its text (line ends are `\\n`, no byte order mark) and its own metadata.

    `language` is what the source declares (`ru`); `part` names the document where its source holds several.
    """

    text: str
    metadata: Metadata = Metadata()
    language: str | None = None
    part: str | None = None


Reader = Callable[[bytes], Iterator[Content]]
"""Yields the documents in the bytes of a source; raises Unreadable where there is no text to be had."""


def line_ends(text: str) -> str:
    """`text` with `\\r\\n` and `\\r` turned into `\\n`, nothing else changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_txt(data: bytes) -> Iterator[Content]:
    """Plain text in any encoding that `decode` tells."""
    yield Content(line_ends(decode(data).text))


def read_html(data: bytes) -> Iterator[Content]:
    """A web page: its visible text and its metadata (`pipeline.webpage`; extra `[readers]`)."""
    try:
        from pipeline.webpage import read_page
    except ModuleNotFoundError as error:
        raise Unreadable(f"Reading HTML needs the package {error.name}; install it: {INSTALL}") from None
    yield read_page(data)


READERS: dict[str, Reader] = {".txt": read_txt, ".html": read_html, ".htm": read_html}
"""Suffix → reader. Of two sources with one id, that whose suffix stands first here is taken."""


def read_source(suffix: str, data: bytes) -> Iterator[Content]:
    """The documents in `data`, the bytes of a source named `*suffix` (one of READERS, small letters).

    Raises Unreadable, with a sentence for people, for what is empty, of another format, or no text.
    """
    if not data:
        raise Unreadable("It is empty (0 bytes); put a text into it or delete it.")
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"It is {kind}, whatever its suffix says; save its text as UTF-8 in a .txt file.")
    for content in READERS[suffix](data):
        check_text(content.text)
        yield content


MIN_LETTERS = 0.1
"""The share of letters that a text needs, white space left out. Lists of dates («12 мая 1994 г.») have 0.4;
tables with a word to each row of numbers about 0.2; digits, brackets and rulers have none."""
MAX_CONTROLS = 0.01
"""The share of control characters (white space left out) from which a text is taken for binary data."""
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160)])
_CONTROLS.pop(0x85)


def check_text(text: str) -> None:
    """Raises Unreadable for a text that holds nothing to read: white space, binary data, hardly a letter."""
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        column = place - text.rfind("\n", 0, place)
        raise Unreadable("It holds a zero character, as binary data does; remove it.", line, column)
    ink = len("".join(text.split()))
    if not ink:
        raise Unreadable("It holds no text (nothing but white space); put a text into it or delete it.")
    if len(text) - len(text.translate(_CONTROLS)) > MAX_CONTROLS * len(text):
        raise Unreadable("It is binary (too many control characters), not text; save it as UTF-8 text.")
    letters = sum(map(str.isalpha, text))
    if letters < MIN_LETTERS * ink:
        raise Unreadable(f"It has hardly a letter ({letters} of {ink} characters); put a text here or delete it.")
