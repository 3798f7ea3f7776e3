"""What a page consists of, block by block, in the order of the page: tree -> blocks, flattened dump -> blocks.

Both doors give the same kind of block, so that one set of rules cleans HTML and dumps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from unicodedata import is_normalized

import msgspec

from newsextract.chars import normalise
from newsextract.page.dom import source_of, text_of, walk
from newsextract.records import Link, Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
CELL_DIVIDER = " | "
EMBED_TAGS = frozenset(("iframe", "object", "embed", "video", "audio"))
# what is never text of an article, on any site: tags, .classes and #ids with the reason
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("style", "noscript", "template", "svg", "head", "title", "meta", "link"), "not_text"),
    "script": "script",
    **dict.fromkeys(("form", "button", "select", "input", "textarea"), "form"),
    **dict.fromkeys(EMBED_TAGS, "embed"),
    **dict.fromkeys(
        (".instagram-media", ".tiktok-embed", ".twitter-tweet", ".telegram-post", ".fb-post"), "embed"
    ),
    "figcaption": "caption",
}


class Block(msgspec.Struct, frozen=True):
    """One block of a page: a paragraph, a heading, a list item, a row of a table, a line of a dump.

    `reason` is None as long as the block stays in the text. `links` are the links inside it; `emphasised` and
    `strong` say that all of its text is in italics or bold, `image` that a picture stands in it.
    """

    text: str
    role: Role = "body"
    reason: str | None = None
    links: tuple[Link, ...] = ()
    emphasised: bool = False
    strong: bool = False
    image: bool = False

    @property
    def kept(self) -> bool:
        return self.reason is None

    def dropped(self, reason: str) -> Block:
        """The same block, out of the text for `reason`."""
        return msgspec.structs.replace(self, reason=reason)

    def with_role(self, role: Role) -> Block:
        return msgspec.structs.replace(self, role=role)


_ODD = re.compile(
    r"  | \n|\n |[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u0300-\u036f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufe00-\ufe0f\ufeff]"
)


def plain(text: str) -> str:
    """`chars.normalise`, again where taking out an invisible mark has joined letters that compose."""
    text = text.strip()
    if _ODD.search(text) is None and is_normalized("NFC", text):
        return text
    once = normalise(text)
    return once if once == text else normalise(once)


def dump_blocks(text: str) -> list[Block]:
    """A flattened dump: every line with text is a block.

    >>> [block.text for block in dump_blocks("Заголовок\\n\\n Первый\\u00a0абзац. ")]
    ['Заголовок', 'Первый абзац.']
    """
    return [Block(line) for line in plain(text).split("\n") if line]


def tree_blocks(
    body: HtmlElement, drops: Mapping[HtmlElement, str], names: Mapping[str, str] = NAMES
) -> list[Block]:
    """The blocks inside an element; what is in `drops`, or has a tag, class or id of `names`, becomes one block
    with that reason."""
    writer = _Writer(drops, names)
    events = walk(body)
    for event, element in events:
        if event == "start":
            if not writer.start(element, element is body):
                events.skip_subtree()
        elif event == "end":
            writer.end(element, element is body)
        else:  # a comment
            writer.add(element.tail)
    writer.flush()
    return writer.blocks


class _Writer:
    """Collects running text and writes it out as a block wherever the markup breaks it."""

    def __init__(self, drops: Mapping[HtmlElement, str], names: Mapping[str, str]) -> None:
        self.blocks: list[Block] = []
        self.drops = drops
        self.names = names
        self.inline: list[str] = []
        self.all_emphasised = self.all_strong = True
        self.links: list[tuple[str, str | None]] = []
        self.link_start: int | None = None
        self.roles: list[Role] = ["body"]
        self.image = False
        self.emphasis = self.bold = 0
        self.rows = 0
        self.skipped: HtmlElement | None = None

    def start(self, element: HtmlElement, root: bool) -> bool:
        """Whether to go into the element."""
        tag = element.tag
        reason = None if root else self.drops.get(element) or named_reason(element, self.names)
        if reason is not None:
            self.skipped = element
            self._drop(element, tag, reason)
            return False
        if tag in BLOCK_TAGS:
            self._break()
            self._open_role(element, tag)
        elif tag == "br":
            self.flush()
        else:
            self._open_inline(tag)
        self.add(element.text)
        return True

    def end(self, element: HtmlElement, root: bool) -> None:
        tag = element.tag
        if element is not self.skipped:
            if tag in BLOCK_TAGS:
                self._close_role(tag)
            elif tag in CELLS:
                self.add(CELL_DIVIDER if self.rows else "\n")
            else:
                self._close_inline(element, tag)
        if not root:
            self.add(element.tail)

    def flush(self) -> None:
        """Write the running text as a block."""
        text = plain(" ".join("".join(self.inline).split()))
        if self.rows:
            text = text.strip(" |")
        if text:
            self.blocks.append(
                Block(
                    text,
                    self.roles[-1],
                    links=tuple(Link(title=plain(title), url=url) for title, url in self.links if title),
                    emphasised=self.all_emphasised,
                    strong=self.all_strong,
                    image=self.image,
                )
            )
            self.image = False
        self.inline.clear()
        self.links.clear()
        self.all_emphasised = self.all_strong = True
        if self.link_start is not None:
            self.link_start = 0

    def _drop(self, element: HtmlElement, tag: str, reason: str) -> None:
        if tag in BLOCK_TAGS or tag in EMBED_TAGS:
            self._break()
        text = source_of(element) if tag in EMBED_TAGS else text_of(element)
        if text := plain(text):
            links = [Link(title=plain(text_of(a)), url=a.get("href")) for a in element.iter("a")]
            self.blocks.append(Block(text, reason=reason, links=tuple(link for link in links if link.title)))

    def _break(self) -> None:
        if self.rows:
            self.add(" ")
        else:
            self.flush()

    def add(self, text: str | None) -> None:
        if not text:
            return
        self.inline.append(text)
        if not (self.emphasis and self.bold) and not text.isspace():
            self.all_emphasised = self.all_emphasised and self.emphasis > 0
            self.all_strong = self.all_strong and self.bold > 0

    def _open_role(self, element: HtmlElement, tag: str) -> None:
        role: Role | None = None
        if tag == "tr" and not self.rows and _is_row(element):
            self.rows = 1
            role = "table_row"
        elif tag in HEADINGS:
            role = "subheading"
        elif tag == "li":
            role = "list_item"
        elif tag == "blockquote":
            role = "blockquote"
        self.roles.append(role or self.roles[-1])

    def _close_role(self, tag: str) -> None:
        if tag == "tr" and self.rows:
            self.flush()
            self.rows = 0
        else:
            self._break()
        if len(self.roles) > 1:
            self.roles.pop()
        if tag in ("figure", "p", "div"):
            self.image = self.image and tag == "p"

    def _open_inline(self, tag: str) -> None:
        if tag == "a":
            self.link_start = len(self.inline)
        elif tag == "img":
            self.image = True
        elif tag in ("em", "i"):
            self.emphasis += 1
        elif tag in ("strong", "b"):
            self.bold += 1

    def _close_inline(self, element: HtmlElement, tag: str) -> None:
        if tag == "a" and self.link_start is not None:
            text = "".join(self.inline[self.link_start :])
            self.links.append((" ".join(text.split()), element.get("href")))
            self.link_start = None
        elif tag in ("em", "i"):
            self.emphasis -= 1
        elif tag in ("strong", "b"):
            self.bold -= 1


def _is_row(row: HtmlElement) -> bool:
    """A row of data, not of a page laid out by tables."""
    return next(row.iter("table", "h1", "h2", "ul", "ol", "blockquote"), None) is None and (
        len(list(row.iter("p", "div"))) <= 2 * len(row)
    )


def named_reason(element: HtmlElement, names: Mapping[str, str]) -> str | None:
    """Why an element is no text of an article, by its tag, classes or id."""
    if reason := names.get(element.tag):
        return reason
    for name in element.get("class", "").split():
        if reason := names.get("." + name):
            return reason
    name = element.get("id")
    return names.get("#" + name) if name else None


def joined(blocks: Iterable[Block]) -> str:
    """The text of the kept blocks."""
    return "\n".join(block.text for block in blocks if block.kept)
