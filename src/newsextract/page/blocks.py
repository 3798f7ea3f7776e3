"""What a page consists of, in the order of the page: tree -> blocks, flattened dump -> blocks.

Both doors give the same kind of block, so that one set of rules cleans HTML and dumps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from unicodedata import is_normalized

import msgspec

from newsextract.chars import normalise
from newsextract.page.elements import source_of, text_of, walk
from newsextract.records import Link, Role

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CELL_DIVIDER = " | "
BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
    "tr", "ul",
))  # fmt: skip
EMBED_TAGS = frozenset(("iframe", "object", "embed", "video", "audio"))
ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subheading"),
    "li": "list_item",
    "blockquote": "blockquote",
}
# what is never text of an article, on any site: tags, .classes and #ids with the reason
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("style", "noscript", "template", "svg", "head", "title", "meta", "link"), "not_text"),
    **dict.fromkeys(("form", "button", "select", "input", "textarea"), "form"),
    **dict.fromkeys(EMBED_TAGS, "embed"),
    **dict.fromkeys(
        (".instagram-media", ".tiktok-embed", ".twitter-tweet", ".telegram-post", ".fb-post"), "embed"
    ),
    "script": "script",
    "figcaption": "caption",
}
_ORDINARY = re.compile("[ -~Ѐ-҂Ҋ-ӿ«»„“”—–…№°©]*")  # nothing that composes, or is not seen
_VARIATION = re.compile("[\ufe00-\ufe0f]")


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

    @property
    def is_link(self) -> bool:
        """Whether the block is nothing but its links."""
        linked = sum(len(link.title) for link in self.links)
        return bool(self.links) and linked >= len(self.text) - 2 * len(self.links)

    def dropped(self, reason: str) -> Block:
        """The same block, out of the text for `reason`."""
        return msgspec.structs.replace(self, reason=reason)

    def with_role(self, role: Role) -> Block:
        return msgspec.structs.replace(self, role=role)


def plain(text: str) -> str:
    """`chars.normalise`, which most blocks do not need."""
    text = text.strip()
    line = text.replace("\n", " ")
    return text if "  " not in line and _is_plain(line) else normalise(text)


def squeezed(text: str) -> str:
    """`plain` on one line."""
    line = " ".join(text.split())
    return line if _is_plain(line) else normalise(line)


def _is_plain(line: str) -> bool:
    """Nothing but printed signs, letters composed: most lines are so already."""
    return _ORDINARY.fullmatch(line) is not None or (
        line.isprintable() and _VARIATION.search(line) is None and is_normalized("NFC", line)
    )


def dump_blocks(text: str) -> list[Block]:
    """A flattened dump: every line with text is a block.

    >>> [block.text for block in dump_blocks("Заголовок\\n\\n Первый\\u00a0абзац. ")]
    ['Заголовок', 'Первый абзац.']
    """
    return [Block(line) for line in plain(text).split("\n") if line]


def tree_blocks(body: Element, drops: Mapping[Element, str], names: Mapping[str, str] = NAMES) -> list[Block]:
    """The blocks inside an element. What is in `drops`, or has a tag, .class or #id of `names`, becomes one
    block with that reason."""
    writer = _Writer(drops, names)
    events = walk(body)
    for event, element in events:
        if event == "start":
            if not writer.start(element, root=element is body):
                events.skip_subtree()
        else:
            writer.end(element, root=element is body)
    writer.flush()
    return writer.blocks


def joined(blocks: Iterable[Block]) -> str:
    """The text of the kept blocks."""
    return "\n".join(block.text for block in blocks if block.reason is None)


def named_reason(element: Element, names: Mapping[str, str]) -> str | None:
    """Why an element is no text of an article, by its tag, classes or id."""
    if reason := names.get(str(element.tag)):
        return reason
    classes = element.get("class")
    if classes:
        for name in classes.split():
            if reason := names.get("." + name):
                return reason
    identity = element.get("id")
    return names.get("#" + identity) if identity else None


def links_in(element: Element) -> tuple[Link, ...]:
    """The links inside an element that say where they lead."""
    links = (Link(title=plain(text_of(link)), url=link.get("href")) for link in element.iter("a"))
    return tuple(link for link in links if link.title)


class _Writer:
    """Collects running text and writes it out as a block wherever the markup breaks it."""

    def __init__(self, drops: Mapping[Element, str], names: Mapping[str, str]) -> None:
        self.blocks: list[Block] = []
        self.drops = drops
        self.names = names
        self.skipped: Element | None = None
        self.roles: list[Role] = ["body"]
        self.inline: list[str] = []
        self.links: list[Link] = []
        self.link_start = 0
        self.emphasis = self.bold = 0
        self.all_emphasised = self.all_strong = True
        self.image = self.in_row = False

    def start(self, element: Element, *, root: bool) -> bool:
        """Whether to go into the element."""
        tag = str(element.tag)
        reason = None if root else self.drops.get(element) or named_reason(element, self.names)
        if reason is not None:
            self.skipped = element
            self._drop(element, tag, reason)
            return False
        if tag in BLOCK_TAGS:
            self._break()
            self._open_role(element, tag)
        elif tag == "br":
            self._break()
        else:
            self._open_inline(tag)
        self.add(element.text)
        return True

    def end(self, element: Element, *, root: bool) -> None:
        tag = str(element.tag)
        if element is not self.skipped:
            if tag in BLOCK_TAGS:
                self._close_role(tag)
            elif tag in ("td", "th"):
                self._end_cell()
            else:
                self._close_inline(element, tag)
        if not root:
            self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Running text, with the marks it stands in; a block does not begin with a space."""
        if not text:
            return
        blank = text.isspace()
        if blank and not self.inline:
            return
        self.inline.append(text)
        if not blank and not (self.emphasis and self.bold):
            self.all_emphasised = self.all_emphasised and self.emphasis > 0
            self.all_strong = self.all_strong and self.bold > 0

    def flush(self) -> None:
        """Write the running text as a block."""
        if not self.inline:
            return
        text = squeezed("".join(self.inline))
        if self.in_row:
            text = text.strip(CELL_DIVIDER)
        if text:
            self.blocks.append(
                Block(
                    text,
                    self.roles[-1],
                    links=tuple(self.links),
                    emphasised=self.all_emphasised,
                    strong=self.all_strong,
                    image=self.image,
                )
            )
            self.image = False
        self.inline.clear()
        self.links.clear()
        self.link_start = 0
        self.all_emphasised = self.all_strong = True

    def _drop(self, element: Element, tag: str, reason: str) -> None:
        if tag in BLOCK_TAGS or tag in EMBED_TAGS:
            self._break()
        text = plain(text_of(element))
        if tag in EMBED_TAGS:
            text = f"{plain(source_of(element))} {text}".strip()
        if text:
            links = () if tag == "script" or tag in EMBED_TAGS else links_in(element)
            self.blocks.append(Block(text, reason=reason, links=links))

    def _break(self) -> None:
        if self.in_row:
            self.add(" ")
        else:
            self.flush()

    def _open_role(self, element: Element, tag: str) -> None:
        role = ROLES.get(tag, self.roles[-1])
        if tag == "tr" and not self.in_row and _is_row(element):
            self.in_row = True
            role = "table_row"
        self.roles.append(role)

    def _close_role(self, tag: str) -> None:
        if tag == "tr" and self.in_row:
            self.flush()
            self.in_row = False
        else:
            self._break()
        self.roles.pop()
        self.image = self.image and tag == "p"

    def _end_cell(self) -> None:
        if self.in_row:
            self.add(CELL_DIVIDER)
        else:
            self.flush()

    def _open_inline(self, tag: str) -> None:
        if tag == "a":
            self.link_start = len(self.inline)
        elif tag == "img":
            self.image = True
        elif tag in ("em", "i"):
            self.emphasis += 1
        elif tag in ("strong", "b"):
            self.bold += 1

    def _close_inline(self, element: Element, tag: str) -> None:
        if tag == "a":
            title = squeezed("".join(self.inline[self.link_start :]))
            if title:
                self.links.append(Link(title=title, url=element.get("href")))
        elif tag in ("em", "i"):
            self.emphasis -= 1
        elif tag in ("strong", "b"):
            self.bold -= 1


def _is_row(row: Element) -> bool:
    """A row of data, not of a page laid out by tables."""
    if next(row.iter("table", "h1", "h2", "ul", "ol", "blockquote"), None) is not None:
        return False
    return sum(1 for _ in row.iter("p", "div")) <= 2 * len(row)
