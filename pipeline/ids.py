"""Stable, readable ids: each a function of what founds the row, the same on every run, unmoved by other documents.

A row that is a span is named by its document and offsets: `DOC#START-END.KIND`, offsets padded to six digits so that
ids sort as the text does. The `#` sorts before almost every character of a path, so that ids also sort as documents do.
"""

import hashlib
import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w]+")
MAX_SLUG = 60
"""Longer names are cut there and told apart by a digest."""


def span_id(doc_id: str, start: int, end: int, kind: str) -> str:
    """The id of a span of a document; `kind` is a mention's type, `date` or `event`."""
    return f"{doc_id}#{start:06d}-{end:06d}.{kind}"


def fold(name: str) -> str:
    """A name as it is compared: NFKC, case folded, ё as е, quotes dropped, dashes and white space alike."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    text = re.sub(r"[«»„“”\"'’`]", "", text)
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    return " ".join(text.split())


def slug(name: str) -> str:
    """A name as part of an id: folded, words joined by `-`; long names are cut and get six digits of their digest."""
    text = _NOT_WORD.sub("-", fold(name)).strip("-")
    if not text:
        return "x" + digest(name, 6)
    return text if len(text) <= MAX_SLUG else f"{text[:MAX_SLUG].rstrip('-')}-{digest(text, 6)}"


def entity_id(kind: str, name: str) -> str:
    """The id of an entity that is not in the knowledge base: `person:мехрибан-алиева`."""
    return f"{kind.lower()}:{slug(name)}"


def digest(text: str, length: int) -> str:
    """The first `length` hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
