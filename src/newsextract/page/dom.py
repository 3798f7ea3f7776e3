"""A page of any kind -> a tree or the text of a dump. The only module that touches the tree libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import lxml.html
import msgspec
from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from newsextract.page.decode import Decoded, decode, repair
from newsextract.page.source import close_raw, dump_text, flatten, has_text, is_empty, kind_of, tame
from newsextract.records import Hints, Limits, PageError

if TYPE_CHECKING:
    from bs4 import Tag
    from lxml.html import HtmlElement

    Page = bytes | str | Tag | HtmlElement

_SHALLOW = 255  # the depth lxml's parser stops at without `huge_tree`
_DEEP = 2_000  # and with it
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "noframes", "noembed", "iframe", "plaintext")
)
_JSON_NOISE = re.compile(r"[\x00-\x1f]|/\*.{0,20}?\*/|<!--|-->|(?<=[}\]])\s*;|(?m:^\s*//.{0,20}$)")
_MARKUP = re.compile(r"</?[a-zA-Z]")
_TOO_DEEP = "tags nested too deep (Limits.max_depth) were taken out, their text stays"
_UNCLOSED = "{name} that is never closed: read as closed before the next tag"
_NO_TEXT = "the parser found no text in the markup: the tags were taken out"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page ready to be read: the tree of HTML (its root is always `html`), or the text of a dump.

    `tree` is None for a dump; `text` is the dump without remains of markup, or the source of the HTML.
    """

    kind: Literal["html", "text"]
    text: str
    tree: HtmlElement | None = None
    encoding: str = "str"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself: meta tags by lower-case name, JSON-LD objects, title, address, language.

    `meta` takes the names of `property`, `name`, `itemprop` and `http-equiv`: `meta["og:title"]`. `json_ld`
    is flat: members of lists and of `@graph` stand beside each other.
    """

    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    json_ld: tuple[dict[str, Any], ...] = ()
    title: str | None = None
    canonical: str | None = None
    language: str | None = None


def load_page(page: Page, hints: Hints, limits: Limits) -> Loaded:
    """Decode, tell HTML from text, parse. The tree of a user stays as it was: what comes back is a copy.

    Raises `PageError` for a page that is empty, not text, or over a limit, `TypeError` for what is no page.
    """
    decoded = _source(page, hints, limits)
    source = decoded.text
    if is_empty(source):
        raise PageError("the page is empty", stage="load")
    kind = hints.kind or ("html" if not isinstance(page, str | bytes) else kind_of(source))
    if kind == "text":
        return Loaded("text", dump_text(source), None, decoded.encoding, decoded.warnings)
    source, cut = tame(source)
    tree, lost = _parse(source, limits)
    return Loaded("html", source, tree, decoded.encoding, (*decoded.warnings, *cut, *lost))


def _source(page: Page, hints: Hints, limits: Limits) -> Decoded:
    if isinstance(page, bytes | bytearray | memoryview):
        _check_size(memoryview(page).nbytes, limits)
        return decode(bytes(page), hints.charset)
    source = page if isinstance(page, str) else _serialised(page)
    _check_size(len(source), limits)
    return repair(source)


def _serialised(page: Tag | HtmlElement) -> str:
    if isinstance(page, etree._Element | etree._ElementTree):
        source = etree.tostring(page, encoding="unicode", method="html", with_tail=False)
        return source if source.isascii() else source.replace("&nbsp;", "\u00a0")
    if hasattr(page, "find_all"):
        return str(page)
    kinds = "bytes, str, BeautifulSoup, Tag or an lxml element"
    raise TypeError(f"a page is {kinds}, not {type(page).__name__}")


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.max_bytes:
        message = f"the page has {size:,} bytes, over max_bytes={limits.max_bytes:,}: raise Limits.max_bytes"
        raise PageError(message, stage="load")


def _parse(source: str, limits: Limits) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree, and a warning for each part of the page that only a detour made readable."""
    warnings: list[str] = []
    tree = _within_depth(source, limits, warnings)
    for _ in range(len(_RAW)):
        unclosed = _unclosed(tree, source)
        if unclosed is None:
            break
        source = close_raw(source, *unclosed)
        warnings.append(_UNCLOSED.format(name=unclosed[0]))
        tree = _within_depth(source, limits, warnings)
    if next(tree.itertext("*"), None) is None and has_text(source):
        tree = _within_depth(flatten(source, 0), limits, warnings)
        warnings.append(_NO_TEXT)
    return tree, tuple(dict.fromkeys(warnings))


def _within_depth(source: str, limits: Limits, warnings: list[str]) -> HtmlElement:
    """The tree, flattened when it is deeper than the limit or than the parser bears."""
    tree = _attempt(source, huge=False)
    if tree is not None and limits.max_depth >= _SHALLOW:
        return tree
    tree = _attempt(source, huge=True)
    if tree is not None and _depth(tree) <= limits.max_depth:
        return tree
    warnings.append(_TOO_DEEP)
    for depth in (min(limits.max_depth, _DEEP) // 4, 0):  # what closes by itself (p, li) adds its own levels
        tree = _attempt(flatten(source, depth), huge=True)
        if tree is not None:
            return tree
    raise PageError("the markup of the page defeats the parser", stage="parse")


def _attempt(source: str, *, huge: bool) -> HtmlElement | None:
    """The tree of the whole source; None when the parser gave up inside it, which it does silently."""
    parser = lxml.html.HTMLParser(huge_tree=huge)
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
    except etree.ParserError:  # nothing but comments or declarations
        tree = lxml.html.document_fromstring("<html><body></body></html>")
    return None if len(parser.error_log.filter_from_fatals()) else tree


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _unclosed(tree: HtmlElement, source: str) -> tuple[str, str] | None:
    """Name and content of a script, title or comment that is never closed and holds the rest of the page."""
    last = tree
    while len(last):
        last = last[-1]
    name = last.tag if isinstance(last.tag, str) else "comment"
    content = last.text or ""
    if name not in _RAW and name != "comment":
        return None
    unclosed = _MARKUP.search(content) is not None and source.endswith(content)
    return (name, content) if unclosed else None


def read_metadata(tree: HtmlElement) -> Metadata:
    """Meta tags, JSON-LD, title, canonical address and language of a page."""
    meta: dict[str, list[str]] = {}
    json_ld: list[dict[str, Any]] = []
    title = canonical = None
    for element in tree.iter("meta", "title", "link", "script"):
        if element.tag == "meta":
            _read_meta(element, meta)
        elif element.tag == "title":
            title = title or " ".join(element.text_content().split()) or None
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
    """The objects of one JSON-LD script; none when it is no JSON even without comments and line breaks."""
    for attempt in (source, _JSON_NOISE.sub(" ", source)):
        try:
            return list(_flat(msgspec.json.decode(attempt)))
        except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
            continue
    return []


def _flat(value: object) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            yield value
            value = value.get("@graph")
        if isinstance(value, list):
            pending += reversed(value)


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


def first(element: HtmlElement, css: str) -> HtmlElement | None:
    """The first element with text that matches: `div.name` is looked for only as far as it stands."""
    if simple := _TAG_AND_CLASS.fullmatch(css):
        tag, name = simple.groups()
        found = (one for one in element.iter(tag) if name in one.get("class", "").split())
        return next((one for one in found if text_of(one)), None)
    return next((one for one in select(element, css) if text_of(one)), None)


_TAG_AND_CLASS = re.compile(r"(\w+)\.([\w-]+)")


_TEXTS = etree.XPath("descendant-or-self::text()[not(parent::style)]", smart_strings=False)
_VISIBLE_TEXTS = etree.XPath(
    "descendant-or-self::text()[not(parent::script or parent::style or parent::noscript)]",
    smart_strings=False,
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


_SHOWN = etree.XPath(
    "descendant-or-self::text()[not(parent::script or parent::style)] | descendant-or-self::img/@alt",
    smart_strings=False,
)


def image_texts(element: HtmlElement) -> str:
    """The text inside an element with the alternative texts of its images, in the order of the page."""
    return " ".join(" ".join(_SHOWN(element)).split())


def check_selector(css: str) -> None:
    """Raises `ValueError` for a CSS selector that is none."""
    _selector(css)


def strip_code(tree: HtmlElement) -> None:
    """Take out what is never shown, in place."""
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", with_tail=False)


_ALL_TEXTS = etree.XPath("descendant-or-self::text()", smart_strings=False)
_LONG_LINKS = etree.XPath("count(descendant::a[string-length(normalize-space(.)) >= $length])")


def take_text(element: HtmlElement) -> str:
    """The text inside an element, which is emptied."""
    strip_code(element)
    text = " ".join(" ".join(_ALL_TEXTS(element)).split())
    element.clear(keep_tail=True)
    return text


def count_links(element: HtmlElement, length: int) -> int:
    """How many links of at least `length` characters are inside an element."""
    return int(_LONG_LINKS(element, length=length))


def name_of(element: HtmlElement) -> str:
    """The tag of an element; a comment has none."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""
