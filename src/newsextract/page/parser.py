"""The source of HTML -> a tree that holds all of it: where lxml would stop in silence, a detour is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from newsextract.page.source import close_raw, flatten, has_text
from newsextract.records import Limits, PageError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHALLOW = 255  # the depth lxml's parser stops at without `huge_tree`; with it, at 2,047
_FLAT = 60  # levels of tags kept of a page that is nested too deep: more than an article needs
_ELEMENTS = etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)  # faster than lxml.html's own
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "noframes", "noembed", "iframe", "plaintext")
)
_MARKUP = re.compile(r"</?[a-zA-Z]")
_TOO_DEEP = "tags nested too deep (Limits.max_depth) were taken out, their text stays"
_UNCLOSED = "{name} that is never closed: read as closed before the next tag"
_NO_TEXT = "the parser found no text in the markup: the tags were taken out"


def parse(
    source: str, limits: Limits, *, encoded: bytes | None = None
) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree without comments, and a warning for each part of the page that only a detour made readable.

    `encoded` is the source in UTF-8 where it is at hand, which parses faster than a str. Raises `PageError`
    when no detour helps.

    >>> tree, warnings = parse("<title>Мост<p>откроют", Limits())
    >>> tree.findtext("body/p"), warnings
    ('откроют', ('title that is never closed: read as closed before the next tag',))
    """
    warnings: list[str] = []
    tree = _attempt(encoded or source, huge=False)
    if tree is None or limits.max_depth < _SHALLOW:
        tree = _within_depth(source, limits, warnings)
    for _ in range(len(_RAW)):
        unclosed = _unclosed(tree, source)
        if unclosed is None:
            break
        source = close_raw(source, *unclosed)
        warnings.append(_UNCLOSED.format(name=unclosed[0]))
        tree = _within_depth(source, limits, warnings)
    if next(tree.itertext(), None) is None and has_text(source):
        tree = _within_depth(flatten(source, 0), limits, warnings)
        warnings.append(_NO_TEXT)
    return tree, tuple(dict.fromkeys(warnings))


def _within_depth(source: str, limits: Limits, warnings: list[str]) -> HtmlElement:
    """The tree, flattened when it is deeper than the limit or than the parser bears."""
    tree = _attempt(source, huge=True)
    if tree is not None and _depth(tree) <= limits.max_depth:
        return tree
    warnings.append(_TOO_DEEP)
    for depth in (min(limits.max_depth // 4, _FLAT), 0):  # what closes by itself (p, li) adds its own levels
        tree = _attempt(flatten(source, depth), huge=True)
        if tree is not None:
            return tree
    raise PageError("the markup of the page defeats the parser", stage="parse")


def _attempt(source: str | bytes, *, huge: bool) -> HtmlElement | None:
    """The tree of the whole source; None when the parser gave up inside it, which it does silently."""
    encoding = "utf-8" if isinstance(source, bytes) else None
    parser = lxml.html.HTMLParser(encoding=encoding, huge_tree=huge, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)
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
    """Name and content of a script, title or the like that is never closed and holds the rest of the page."""
    last = tree
    while len(last):
        last = last[-1]
    content = last.text or ""
    swallowing = last.tag in _RAW and _MARKUP.search(content) is not None and source.endswith(content)
    return (str(last.tag), content) if swallowing else None
