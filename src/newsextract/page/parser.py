"""The source of HTML -> a tree that holds all of it: where lxml would stop in silence, a detour is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from newsextract.page.source import close_raw, flatten, has_text, is_unclosed, kind_of
from newsextract.records import Limits, PageError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHALLOW = 255  # the depth lxml's parser stops at without `huge_tree`; with it, at 2,047
_FLAT = 60  # levels of tags kept of a page that is nested too deep: more than an article needs
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "noframes", "noembed", "iframe", "plaintext")
)
_MARKUP = re.compile(r"</?[a-zA-Z]")
_TOO_DEEP = "tags nested too deep (Limits.max_depth) were taken out, their text stays"
_UNCLOSED = "{name} that is never closed: read as closed before the next tag"
_NO_TEXT = "the parser found no text in the markup: the tags were taken out"


def parse(source: str, limits: Limits, *, encoded: bytes | None = None) -> tuple[Element, tuple[str, ...]]:
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
        name = _unclosed(tree, source)
        if name is None:
            break
        source = close_raw(source, name)
        warnings.append(_UNCLOSED.format(name=name))
        tree = _within_depth(source, limits, warnings)
    if next(tree.itertext(), None) is None and has_text(source):
        tree = _within_depth(flatten(source, 0), limits, warnings)
        warnings.append(_NO_TEXT)
    return tree, tuple(dict.fromkeys(warnings))


def _within_depth(source: str, limits: Limits, warnings: list[str]) -> Element:
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


def _attempt(source: str | bytes, *, huge: bool) -> Element | None:
    """The tree of the whole source; None when the parser gave up inside it, which it does silently."""
    encoding = "utf-8" if isinstance(source, bytes) else None
    parser = etree.HTMLParser(
        encoding=encoding, huge_tree=huge, remove_comments=True, remove_pis=True, collect_ids=False
    )
    tree: Element | None = etree.fromstring(source, parser)
    if tree is None:  # nothing but comments or declarations
        return etree.fromstring("<html><body></body></html>")
    return None if len(parser.error_log.filter_from_fatals()) else tree


def _depth(tree: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _unclosed(tree: Element, source: str) -> str | None:
    """The name of a script, title or the like that is never closed and holds the rest of the page; of a
    title the page up to the title of a picture."""
    if any(kind_of(title.text or "") == "html" for title in tree.iterfind("head/title")):
        return "title"
    last = tree
    while len(last):
        last = last[-1]
    holds_markup = last.tag in _RAW and _MARKUP.search(last.text or "") is not None
    return str(last.tag) if holds_markup and is_unclosed(source, str(last.tag)) else None
