"""HTML → text and metadata: what comes in is the bytes of a page, what goes out what a reader of it sees.

Blocks become lines (an empty line between paragraphs), runs of white space become one space as on screen; scripts,
styles, navigation and footers are left out. Needs selectolax (extra `[readers]`), whose parser is fast but not linear
on nested blocks and on tags with very many attributes: a linear scan of the tags refuses such pages first.
"""

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.encodings import Unreadable, decode
from pipeline.readers import Content, Metadata

DROPPED = frozenset((
    "script", "style", "nav", "footer", "aside", "noscript", "template", "head", "svg", "math", "iframe", "object",
    "audio", "video", "canvas", "button", "select", "textarea",
))  # fmt: skip
PARAGRAPHS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "article",
    "section", "main", "header", "figure", "figcaption", "address", "form", "hr", "details", "fieldset", "body",
    "html", "center",
))  # fmt: skip
LINES = frozenset(("br", "li", "tr", "dt", "dd", "caption", "summary", "option", "legend"))
CELLS = frozenset(("td", "th"))
MAX_DEPTH = 2000
"""Tags open at once. Pages of people have under 100; the parser's time grows with the square of it."""
MAX_ATTRIBUTES = 5000
"""Attributes of one tag, for the same reason."""

_ATTRIBUTE = r"""
    (?: = [^ \t\n\r\f/>=]*+ | [^ \t\n\r\f/>=]++ )                                        # a name, may begin with =
    (?: [ \t\n\r\f]*+ = [ \t\n\r\f]*+ (?: "[^"]*+"?+ | '[^']*+'?+ | [^ \t\n\r\f>]*+ ) )?+  # and its value
"""
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.X)
_TOKEN = re.compile(
    r"<!-- (?: -?> | .*? (?: --!?> | \Z ) ) | <[!?] [^>]*+ | <(/?) ([a-zA-Z] [^ \t\n\r\f/>]*+)"
    rf"( (?: [ \t\n\r\f/]++ | {_ATTRIBUTE} )*+ )",
    re.S | re.X,
)
"""A comment, a declaration, or a tag (whether it closes, its name, its attributes). Possessive: linear."""
_RAW = {
    name: re.compile(f"</{name}", re.I)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
_SELF_CLOSING = frozenset((
    "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "a", "nobr", "html",
    "head", "body", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
"""Elements that close by themselves: an old page may open thousands of them and close none."""
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.I)
_BLANKS = re.compile("[ \t\r\f\n]+")
_META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "published": ("article:published_time", "datepublished", "dc.date", "dcterms.date", "date", "pubdate"),
    "source": ("og:site_name", "dc.publisher", "publisher"),
    "url": ("og:url",),
}
"""Metadata → names (`property`, `name` or `itemprop`) of the meta elements that give it, the most reliable first."""


def read_page(data: bytes) -> Content:
    """The text and metadata of the page in `data`. Raises Unreadable for a page too deeply nested to parse."""
    found = _CHARSET.search(data, 0, 4096)
    page = decode(data, found[1].decode("ascii", "replace") if found else None).text
    refuse_traps(page)
    tree = LexborHTMLParser(page)
    root = tree.root
    if root is None:
        return Content("")
    return Content(visible_text(root), _metadata(tree), root.attributes.get("lang"))


def refuse_traps(page: str) -> None:
    """Raises Unreadable where parsing `page` would take time that grows with the square of its length."""
    open_tags: Counter[str] = Counter()
    depth = 0
    for match, name, closing in _tags(page):
        if not closing and len(match[3]) > MAX_ATTRIBUTES and len(_ATTRIBUTES.findall(match[3])) > MAX_ATTRIBUTES:
            reason = f"A tag has more than {MAX_ATTRIBUTES} attributes; save the text of the page in a .txt file."
            raise Unreadable(reason, *_line(match))
        if name in _SELF_CLOSING or (closing and not open_tags[name]):
            continue
        step = -1 if closing else 1
        open_tags[name] += step
        depth += step
        if depth > MAX_DEPTH:
            reason = f"More than {MAX_DEPTH} tags are nested or never closed; save the text of the page in a .txt file."
            raise Unreadable(reason, *_line(match))


def _line(match: re.Match[str]) -> tuple[int, int]:
    line = match.string.count("\n", 0, match.start()) + 1
    return line, match.start() - match.string.rfind("\n", 0, match.start())


def _tags(page: str) -> Iterator[tuple[re.Match[str], str, bool]]:
    """The tags of `page` as the HTML standard's tokenizer cuts them, in one pass: match, name, whether it closes.

    What stands in scripts and the like is skipped; behind the first svg or math, where other rules hold, it is counted.
    """
    place, foreign = 0, False
    while match := _TOKEN.search(page, place):
        place = match.end()
        if match[2] is None:
            continue
        name = match[2].lower()
        yield match, name, bool(match[1])
        foreign = foreign or name in ("svg", "math")
        if name in _RAW and not match[1] and not foreign:
            end = _RAW[name].search(page, place)
            place = end.start() if end else len(page)


def visible_text(root: LexborNode) -> str:
    """What a reader sees below `root`, in document order. Walks without recursion, each node once."""
    screen = _Screen()
    node: LexborNode | None = root
    while node is not None:
        child = screen.enter(node)
        if child is None:
            while node is not None and node.next is None:
                node = node.parent
                screen.leave(node)
            child = node.next if node is not None else None
        node = child
    return "".join(screen.parts)


class _Screen:
    """The text so far, and the gap that stands before whatever comes next: of several gaps the widest holds."""

    GAPS = ("", " ", "\t", "\n", "\n\n")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.gap = 0
        self.preformatted = 0

    def enter(self, node: LexborNode) -> LexborNode | None:
        """Takes what `node` itself shows; returns its first child, None where there is nothing to see below it."""
        if node.is_text_node:
            self.write(node.text_content or "")
        if not node.is_element_node or node.tag in DROPPED or "hidden" in node.attributes:
            return None
        self.border(node.tag or "")
        child: LexborNode | None = node.first_child
        self.preformatted += node.tag == "pre" and child is not None
        return child

    def leave(self, node: LexborNode | None) -> None:
        """Closes `node`, all of whose children have been seen."""
        if node is not None and node.is_element_node:
            self.border(node.tag or "")
            self.preformatted -= node.tag == "pre"

    def border(self, tag: str) -> None:
        """Widens the gap to what the edge of a `tag` element shows."""
        gap = 4 if tag in PARAGRAPHS else 3 if tag in LINES else 2 if tag in CELLS else 0
        self.gap = max(self.gap, gap)

    def write(self, text: str) -> None:
        """Adds `text` behind the gap; soft hyphens, which are not seen, are left out."""
        text = text.replace("\u00ad", "")
        if self.preformatted:
            self._append(text.replace("\r\n", "\n").replace("\r", "\n"))
            return
        text = _BLANKS.sub(" ", text)
        if text.startswith(" "):
            self.gap = max(self.gap, 1)
        self._append(text.strip(" "))
        if text.endswith(" "):
            self.gap = max(self.gap, 1)

    def _append(self, text: str) -> None:
        if text:
            self.parts += [self.GAPS[self.gap], text] if self.parts else [text]
            self.gap = 0


def _metadata(tree: LexborHTMLParser) -> Metadata:
    """What the page says about itself in its head; a value that is empty is not known."""
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        said.setdefault(name.lower(), _clean(attributes.get("content")))
    values = {key: next(filter(None, map(said.get, names)), None) for key, names in _META.items()}
    values["title"] = values["title"] or _text_of(tree, "head title") or _text_of(tree, "h1")
    values["url"] = _link(tree, "canonical") or values["url"]
    values["license"] = _link(tree, "license")
    return Metadata(**values)


def _text_of(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    return _clean(node.text()) or None if node is not None else None


def _link(tree: LexborHTMLParser, relation: str) -> str | None:
    """Where the page's link of this relation leads, if that is a whole address."""
    node = tree.css_first(f"link[rel={relation}]")
    address = _clean(node.attributes.get("href")) if node is not None else ""
    return address if address.startswith(("http://", "https://")) else None


def _clean(value: str | None) -> str:
    return " ".join((value or "").split())
