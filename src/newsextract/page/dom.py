"""A page of any kind -> a tree or the text of a dump. The only module that touches the tree libraries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import lxml.html
import msgspec
from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from newsextract.page.decode import Decoded, decode, repair
from newsextract.records import Hints, Limits, PageError

if TYPE_CHECKING:
    from bs4 import Tag
    from lxml.html import HtmlElement

    Page = bytes | str | Tag | HtmlElement

_STRUCTURE = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|script|style|link|div|p|br|hr|h[1-6]|ul|ol|li|table|tr|td|article|section"
    r"|main|header|footer|nav|aside|blockquote|figure|img|iframe|time|form|tn-[a-z-]+)[\s/>]",
    re.I,
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page ready to be read: the tree of HTML (its root is always `html`), or the text of a dump.

    `tree` is None for a dump, `text` is the page's source in both cases.
    """

    kind: Literal["html", "text"]
    text: str
    tree: HtmlElement | None = None
    encoding: str = "str"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself in its head: meta tags by lower-case name, JSON-LD objects, title, address.

    `meta` takes the names of `property`, `name`, `itemprop` and `http-equiv`: `meta["og:title"]`. `json_ld` is flat:
    members of lists and of `@graph` stand beside each other.
    """

    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    json_ld: tuple[dict[str, Any], ...] = ()
    title: str | None = None
    canonical: str | None = None
    language: str | None = None


def load_page(page: Page, hints: Hints, limits: Limits) -> Loaded:
    """Decode, tell HTML from text, parse. The tree of a user stays as it was: what comes back is a copy.

    Raises `PageError` for a page that is empty, not text, or over a limit.
    """
    decoded = _source(page, hints, limits)
    text = decoded.text
    if not text.strip():
        raise PageError("the page is empty", stage="decode")
    kind = hints.kind or ("html" if _STRUCTURE.search(text) else "text")
    tree = _parse(text) if kind == "html" else None
    return Loaded(kind, text, tree, decoded.encoding, decoded.warnings)


def _source(page: Page, hints: Hints, limits: Limits) -> Decoded:
    if isinstance(page, bytes | bytearray | memoryview):
        _check_size(len(page), limits)
        return decode(bytes(page), hints.charset)
    text = page if isinstance(page, str) else _serialised(page)
    _check_size(len(text), limits)
    return repair(text)


def _serialised(page: Tag | HtmlElement) -> str:
    if isinstance(page, etree._Element | etree._ElementTree):
        return etree.tostring(page, encoding="unicode", method="html", with_tail=False)
    return str(page)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.max_bytes:
        message = f"the page has {size:,} bytes, over max_bytes={limits.max_bytes:,}: raise Limits.max_bytes to read it"
        raise PageError(message, stage="load")


def _parse(text: str) -> HtmlElement:
    text = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    try:
        return lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(huge_tree=True))
    except etree.ParserError:
        return lxml.html.document_fromstring("<html><body></body></html>")


def read_metadata(tree: HtmlElement) -> Metadata:
    """Meta tags, JSON-LD, title, canonical address and language of a page."""
    meta: dict[str, list[str]] = {}
    json_ld: list[dict[str, Any]] = []
    title = canonical = None
    for element in tree.iter("meta", "title", "link", "script"):
        if element.tag == "meta":
            _read_meta(element, meta)
        elif element.tag == "title":
            title = title or (element.text_content().strip() or None)
        elif element.tag == "link":
            canonical = canonical or (element.get("href") if element.get("rel") == "canonical" else None)
        elif element.get("type") == "application/ld+json":
            json_ld += _json_objects(element.text or "")
    language = tree.get("lang") or None
    return Metadata(
        {name: tuple(values) for name, values in meta.items()}, tuple(json_ld), title, canonical, language
    )


def _read_meta(element: HtmlElement, meta: dict[str, list[str]]) -> None:
    content = (element.get("content") or "").strip()
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = element.get(attribute)
        if name:
            meta.setdefault(name.strip().lower(), []).append(content)


def _json_objects(source: str) -> list[dict[str, Any]]:
    try:
        pending = [msgspec.json.decode(source)]
    except (msgspec.DecodeError, RecursionError):
        return []
    found: list[dict[str, Any]] = []
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            found.append(value)
            pending += value.get("@graph") if isinstance(value.get("@graph"), list) else []
    return found


@cache
def _selector(css: str) -> etree.XPath:
    """A compiled selector. Raises `ValueError` for one that is none."""
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    except SelectorError as error:
        raise ValueError(f"{css!r} is not a selector: {error}") from None


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """The elements inside `element` (and itself) that match a CSS selector, in the order of the page."""
    found: list[HtmlElement] = _selector(css)(element)
    return found


_TEXTS = etree.XPath("descendant-or-self::text()[not(parent::style)]", smart_strings=False)
_VISIBLE_TEXTS = etree.XPath(
    "descendant-or-self::text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False
)


def text_of(element: HtmlElement, divider: str = " ") -> str:
    """The text inside an element, its stretches set apart, spaces squeezed."""
    texts: list[str] = (_TEXTS if element.tag == "script" else _VISIBLE_TEXTS)(element)
    return " ".join(divider.join(texts).split())


def source_of(element: HtmlElement) -> str:
    """The address of what an element shows from elsewhere: a video, a post."""
    source = element if element.get("src") else next(element.iter("source"), element)
    return str(source.get("src") or source.get("data") or "")


def walk(element: HtmlElement) -> etree.iterwalk[tuple[str, HtmlElement]]:
    """Every start and end of an element, comments included, in the order of the page."""
    return etree.iterwalk(element, events=("start", "end", "comment", "pi"))
