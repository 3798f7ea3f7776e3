"""Inside a tree: selecting elements, the text and the addresses in them, taking them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TAG_AND_CLASS = re.compile(r"(\w+)\.([\w-]+)")
_STEP = re.compile(r"(?P<tag>\w+)?(?:\.(?P<name>[\w-]+))?")
_ALL_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_SHOWN_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)
_TEXTS_AND_IMAGES = etree.XPath(
    "descendant::text()[not(parent::script or parent::style)] | descendant-or-self::img/@alt",
    smart_strings=False,
)
_CODE = ("script", "style", "template", "svg")


@cache
def _selector(css: str) -> etree.XPath:
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    except SelectorError as error:
        raise ValueError(f"{css!r} is not a selector: {error}") from None


def check_selector(css: str) -> None:
    """Raises `ValueError` for a CSS selector that is none."""
    _selector(css)


def select(element: Element, css: str) -> list[Element]:
    """The elements inside `element` (and itself) that match a CSS selector, in the order of the page."""
    return list(find(element, css))


def find(element: Element, css: str) -> Iterator[Element]:
    """What `select` gives, one by one; `div.rates, div.course` is looked for only as far as asked."""
    names = _classes_by_tag(css)
    if not names:
        yield from _selector(css)(element)
        return
    for one in element.iter(*map(str, names)):
        classes = one.get("class")
        if classes:
            for name in names[one.tag]:
                if name in classes and name in classes.split():
                    yield one
                    break


@cache
def _classes_by_tag(css: str) -> dict[object, list[str]]:
    """Tag -> classes of a list of `tag.class`; empty for a selector that says more."""
    parts = [_TAG_AND_CLASS.fullmatch(part.strip()) for part in css.split(",")]
    found: dict[object, list[str]] = {}
    for part in parts:
        if part is None:
            return {}
        found.setdefault(part[1], []).append(part[2])
    return found


def first(element: Element, css: str) -> Element | None:
    """The first element that matches and holds text."""
    return next(filter(says_something, find(element, css)), None)


class Finder:
    """The elements of a tree by their classes, for many selectors: plain ones are looked up."""

    def __init__(self, tree: Element) -> None:
        self.tree = tree
        self.named: dict[str, list[Element]] = {}
        for element in tree.iter("*"):
            classes = element.get("class")
            if classes:
                for name in classes.split():
                    self.named.setdefault(name, []).append(element)

    def select(self, css: str) -> list[Element]:
        """What the function `select` gives."""
        steps = _steps(css)
        if steps is None:
            return select(self.tree, css)
        (tag, name), *below = steps
        found = self.named.get(name, []) if name else list(self.tree.iter(tag))
        found = [element for element in found if not tag or element.tag == tag]
        for tag, name in below:
            inside = (one for element in found for one in element.iter(tag or "*") if one is not element)
            found = [one for one in inside if _has(one, name)]
        return list(dict.fromkeys(found))


@cache
def _steps(css: str) -> list[tuple[str, str]] | None:
    """Tag and class of each element on the way down; None for a selector that says more."""
    steps = [_STEP.fullmatch(part) for part in css.split()]
    return None if None in steps else [(step["tag"] or "", step["name"] or "") for step in steps if step]


def _has(element: Element, name: str) -> bool:
    return not name or name in element.get("class", "").split()


def says_something(element: Element) -> bool:
    """Whether there is any text inside an element."""
    if element.text and not element.text.isspace():
        return True
    return any(text and not text.isspace() for text in element.itertext("*"))


def text_of(element: Element) -> str:
    """The text inside an element, its stretches set apart, spaces squeezed; of a script its code."""
    if element.tag == "script" or (not len(element) and element.tag not in _CODE):
        return " ".join((element.text or "").split())
    texts = _ALL_TEXTS if next(element.iter(*_CODE), None) is None else _SHOWN_TEXTS
    return " ".join(" ".join(texts(element)).split())


def image_texts(element: Element) -> str:
    """The text inside an element with the alternative texts of its images, in the order of the page."""
    return " ".join(" ".join(_TEXTS_AND_IMAGES(element)).split())


def source_of(element: Element) -> str:
    """The address of what an element shows from elsewhere: a video, a post."""
    source = element if element.get("src") else next(element.iter("source"), element)
    return str(source.get("src") or source.get("data") or "")


def has_links(element: Element, length: int, enough: int) -> bool:
    """Whether `enough` links of at least `length` characters are inside an element."""
    links = (link for link in element.iter("a") if sum(map(len, link.itertext("*"))) >= length)
    return next(islice(links, enough - 1, None), None) is not None


def walk(element: Element) -> etree.iterwalk[tuple[str, Element]]:
    """Every start and end of an element, in the order of the page."""
    return etree.iterwalk(element, events=("start", "end"))


def strip_code(tree: Element) -> None:
    """Take out what is never shown, in place."""
    etree.strip_elements(tree, *_CODE, with_tail=False)


def take_text(element: Element) -> str:
    """The text inside an element and right after it; both are taken out of the tree."""
    strip_code(element)
    texts = map(str.strip, (*_ALL_TEXTS(element), element.tail or ""))
    text = " ".join(filter(None, texts))
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return text
