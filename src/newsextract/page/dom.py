"""A page of any kind -> a tree or the text of a dump. The only module that touches the tree libraries."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from lxml import etree

from newsextract.page.decode import Decoded, decode, repair
from newsextract.page.parser import parse
from newsextract.page.source import breaks_off, dump_text, is_empty, kind_of, tame, unescaped
from newsextract.records import Hints, Limits, PageError

if TYPE_CHECKING:
    from bs4 import Tag
    from lxml.etree import _Element as Element

    Page = bytes | str | Tag | Element

BROKEN_OFF = "the page breaks off: what opens it, <html> or <body>, is never closed"
_JSON_NOISE = re.compile(r"[\x00-\x1f]|/\*.{0,20}?\*/|<!--|-->|(?<=[}\]])\s*;|(?m:^\s*//.{0,20}$)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page ready to be read: the tree of HTML (its root is always `html`), or the text of a dump.

    `tree` is None for a dump; `text` is the dump without remains of markup, or the source of the HTML.
    """

    text: str
    tree: Element | None = None
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
    source = decoded.text if hints.kind == "text" else unescaped(decoded.text)
    if is_empty(source):
        raise PageError("the page is empty", stage="load")
    kind = hints.kind or (
        kind_of(source) if isinstance(page, str | bytes | bytearray | memoryview) else "html"
    )
    if kind == "text":
        return Loaded(dump_text(source), warnings=decoded.warnings)
    broken_off = (BROKEN_OFF,) if breaks_off(source) else ()
    source, cut = tame(source)
    tree, lost = parse(source, limits, encoded=_as_given(page, source, decoded))
    return Loaded(source, tree, (*decoded.warnings, *broken_off, *cut, *lost))


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


def _serialised(page: Tag | Element) -> str:
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


def read_metadata(tree: Element) -> Metadata:
    """Meta tags, JSON-LD, title, canonical address and language of a page."""
    meta: dict[str, list[str]] = {}
    json_ld: list[dict[str, Any]] = []
    title = canonical = None
    for element in tree.iter("meta", "title", "link", "script"):
        if element.tag == "meta":
            _read_meta(element, meta)
        elif element.tag == "title":
            title = title or " ".join("".join(element.itertext()).split()) or None
        elif element.tag == "link":
            canonical = canonical or (element.get("href") if element.get("rel") == "canonical" else None)
        elif element.get("type") == "application/ld+json":
            json_ld += _json_objects(element.text or "")
    language = tree.get("lang") or None
    return Metadata(
        {name: tuple(values) for name, values in meta.items()}, tuple(json_ld), title, canonical, language
    )


def _read_meta(element: Element, meta: dict[str, list[str]]) -> None:
    content = (element.get("content") or "").strip()
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = element.get(attribute)
        if name:
            meta.setdefault(name.strip().lower(), []).append(content)


def _json_objects(source: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD script; none when it is no JSON even without comments and line breaks."""
    for noise in (None, _JSON_NOISE):
        try:
            return list(_flat(msgspec.json.decode(noise.sub(" ", source) if noise else source)))
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
