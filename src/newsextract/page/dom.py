"""A page of any kind -> a tree or the text of a dump. The only module that touches the tree libraries."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from newsextract.page.decode import Decoded, decode, repair
from newsextract.page.parser import parse
from newsextract.page.source import dump_text, is_empty, kind_of, tame
from newsextract.records import Hints, Limits, PageError

if TYPE_CHECKING:
    from bs4 import Tag
    from lxml.html import HtmlElement

    Page = bytes | str | Tag | HtmlElement

_JSON_NOISE = re.compile(r"[\x00-\x1f]|/\*.{0,20}?\*/|<!--|-->|(?<=[}\]])\s*;|(?m:^\s*//.{0,20}$)")


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
    kind = hints.kind or (
        kind_of(source) if isinstance(page, str | bytes | bytearray | memoryview) else "html"
    )
    if kind == "text":
        return Loaded("text", dump_text(source), None, decoded.encoding, decoded.warnings)
    source, cut = tame(source)
    tree, lost = parse(source, limits, encoded=_as_given(page, source, decoded))
    return Loaded("html", source, tree, decoded.encoding, (*decoded.warnings, *cut, *lost))


def _as_given(page: Page, source: str, decoded: Decoded) -> bytes | None:
    """The bytes of the page if they are the source in UTF-8, letter for letter."""
    if not isinstance(page, bytes) or source is not decoded.text or decoded.encoding != "utf-8":
        return None
    return None if decoded.warnings or b"\0" in page or page.startswith(BOM_UTF8) else page


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
    if plain := _plain(css):
        return [one for one in element.iter(*plain) if any(_has(one, name) for name in plain[name_of(one)])]
    found: list[HtmlElement] = _selector(css)(element)
    return found


@cache
def _plain(css: str) -> dict[str, list[str]]:
    """Tag -> classes of a list such as `div.rates, span.rate`; empty for a selector that says more."""
    parts = [_TAG_AND_CLASS.fullmatch(part.strip()) for part in css.split(",")]
    found: dict[str, list[str]] = {}
    for part in parts:
        if part is None:
            return {}
        found.setdefault(part[1], []).append(part[2])
    return found


def first(element: HtmlElement, css: str) -> HtmlElement | None:
    """The first element with text that matches: `div.name` is looked for only as far as it stands."""
    if simple := _TAG_AND_CLASS.fullmatch(css):
        tag, name = simple.groups()
        found = (one for one in element.iter(tag) if name in one.get("class", "").split())
        return next(filter(says_something, found), None)
    return next(filter(says_something, select(element, css)), None)


def says_something(element: HtmlElement) -> bool:
    """Whether there is any text inside an element."""
    return any(text and not text.isspace() for text in element.itertext("*"))


_TAG_AND_CLASS = re.compile(r"(\w+)\.([\w-]+)")
_STEP = re.compile(r"(?P<tag>\w+)?(?:\.(?P<name>[\w-]+))?")


class Finder:
    """The elements of a tree by their classes, for many selectors: plain ones are looked up, others
    searched for."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.named: dict[str, list[HtmlElement]] = {}
        for element in tree.iter("*"):
            classes = element.get("class")
            if classes:
                for name in classes.split():
                    self.named.setdefault(name, []).append(element)

    def select(self, css: str) -> list[HtmlElement]:
        """What `dom.select` finds."""
        steps = _steps(css)
        if steps is None:
            return select(self.tree, css)
        (tag, name), *below = steps
        found = self.named.get(name, []) if name else list(self.tree.iter(tag))
        found = [element for element in found if not tag or element.tag == tag]
        for tag, name in below:
            found = [
                one
                for element in found
                for one in element.iter(tag or "*")
                if one is not element and _has(one, name)
            ]
        return list(dict.fromkeys(found))


@cache
def _steps(css: str) -> list[tuple[str, str]] | None:
    """Tag and class of each element on the way down; None for a selector that says more."""
    steps = [_STEP.fullmatch(part) for part in css.split()]
    if not all(steps):
        return None
    return [(step["tag"] or "", step["name"] or "") for step in steps if step]


def _has(element: HtmlElement, name: str) -> bool:
    return not name or name in element.get("class", "").split()


_VISIBLE_TEXTS = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript)]",
    smart_strings=False,
)


def text_of(element: HtmlElement, divider: str = " ") -> str:
    """The text inside an element, its stretches set apart, spaces squeezed."""
    if element.tag == "script":
        return " ".join((element.text or "").split())
    return " ".join(divider.join(_VISIBLE_TEXTS(element)).split())


def source_of(element: HtmlElement) -> str:
    """The address of what an element shows from elsewhere: a video, a post."""
    source = element if element.get("src") else next(element.iter("source"), element)
    return str(source.get("src") or source.get("data") or "")


def walk(element: HtmlElement) -> etree.iterwalk[tuple[str, HtmlElement]]:
    """Every start and end of an element, comments included, in the order of the page."""
    return etree.iterwalk(element, events=("start", "end", "comment", "pi"))


_SHOWN = etree.XPath(
    "descendant::text()[not(parent::script or parent::style)] | descendant-or-self::img/@alt",
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


_ALL_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_LONG_LINKS = etree.XPath("count(descendant::a[string-length(normalize-space(.)) >= $length])")


def take_text(element: HtmlElement) -> str:
    """The text inside an element and right after it; both are taken out of the tree."""
    strip_code(element)
    texts = [stripped for text in _ALL_TEXTS(element) if (stripped := text.strip())]
    if tail := (element.tail or "").strip():
        texts.append(tail)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return " ".join(texts)


def has_links(element: HtmlElement, length: int, enough: int) -> bool:
    """Whether `enough` links of at least `length` characters are inside an element."""
    if next(islice(element.iter("a"), enough - 1, None), None) is None:
        return False
    return bool(_LONG_LINKS(element, length=length) >= enough)


def name_of(element: HtmlElement) -> str:
    """The tag of an element; a comment has none."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""
