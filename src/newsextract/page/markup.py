"""What the markup of a page says: fields by its layout, the blocks of its body, what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from newsextract.page.blocks import Block, links_in, named_reason, plain, squeezed, tree_blocks
from newsextract.page.elements import (
    Finder,
    find,
    first,
    has_links,
    says_something,
    select,
    take_text,
    text_of,
)
from newsextract.page.profiles import Profile
from newsextract.page.site_file import Layout
from newsextract.page.widgets import markup_rates, markup_weather
from newsextract.records import CurrencyRate, Weather

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# field of a layout -> the reason for which its element is out of the text
FIELD_REASONS = {
    "title": "title",
    "lead": "lead",
    "date": "date",
    "authors": "authors",
    "section": "navigation",
    "tags": "tags",
    "views": "counter",
    "comments": "counter",
    "captions": "caption",
}
FIELDS_OF_ARTICLE = frozenset(("title", "lead", "date", "authors"))  # what they say is not lost
NO_PLACE = frozenset(("script", "style", "link", "meta"))
WITH_WIDGETS = frozenset(("navigation", "footer", "sidebar"))
MANY_LINKS = 4  # so many links of a headline's length are a list of other articles
SHORTEST_HEADLINE = 25
COUNTERS = ("data-views", "data-comments-count", "data-comments")
DATA_ATTRIBUTES = ("datetime", "content", "alt", *COUNTERS)
_DIGITS = re.compile(r"\d[\d\s]*")
_NAMES_IN_SELECTOR = re.compile(r"(?<=[.#=\"'])[\w-]+")


class Reading(msgspec.Struct, frozen=True):
    """A page as its markup gives it, before any rule has looked at the text."""

    blocks: tuple[Block, ...] = ()
    title: str | None = None
    lead: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    views: int | None = None
    comments: int | None = None
    captions: tuple[str, ...] = ()
    rates: tuple[CurrencyRate, ...] = ()
    weather: tuple[Weather, ...] = ()


def find_body(tree: Element, source: str, profile: Profile) -> tuple[Layout, Element] | None:
    """The first layout of the site whose body is on the page."""
    for layout in profile.site.layouts:
        for css in layout.body:
            if source.rfind(_mark_of(css)) >= 0 and (body := first(tree, css)) is not None:
                return layout, body
    return None


@cache
def _mark_of(css: str) -> str:
    """A name that stands in the source of every page on which the selector finds something."""
    return max(_NAMES_IN_SELECTOR.findall(css), key=len, default="")


def read_body(
    tree: Element,
    body: Element,
    layout: Layout,
    profile: Profile,
    drops: Mapping[Element, str] | None = None,
) -> Reading:
    """Fields, blocks and surroundings of an article whose body is known; `drops` are elements known to be
    no part of it, with the reason. Takes the tree apart."""
    found = {name: _field(Finder(tree), getattr(layout, name)) for name in layout.anywhere}
    around = _Surroundings(body, profile, _holders(tree) if layout.anywhere else frozenset())
    finder = Finder(tree)
    fields = {name: found.get(name) or _field(finder, getattr(layout, name)) for name in FIELD_REASONS}
    title, fields["title"] = _title(fields["title"])
    fields["lead"] = fields["lead"][:1]
    out = {element: FIELD_REASONS[name] for name, elements in fields.items() for element in elements}
    out |= drops or {}
    for css, reason in profile.drop_selectors(layout):
        out |= dict.fromkeys(select(body, css), reason)
    blocks = tree_blocks(body, out, profile.drop_names(layout))
    lead = _text(fields["lead"])
    if lead:
        blocks.insert(0, Block(lead, "lead"))
    return Reading(
        blocks=tuple(
            block
            for block in (*around.blocks_before(out), *blocks, *around.blocks_after(out))
            if block.reason not in FIELDS_OF_ARTICLE
        ),
        title=title,
        lead=lead,
        date=_date(fields["date"]),
        authors=_texts(fields["authors"]),
        section=_text(fields["section"]),
        tags=_texts(fields["tags"]),
        views=_number(fields["views"]),
        comments=_number(fields["comments"]),
        captions=tuple(filter(None, (plain(image.get("alt", "")) for image in fields["captions"]))),
        rates=around.rates,
        weather=around.weather,
    )


class _Surroundings:
    """What stands before and after the body, from the outside in. What is known by its name, or is a list
    of links, is cut off the tree at once: what is left there is small, and is searched for fields."""

    def __init__(self, body: Element, profile: Profile, spared: frozenset[Element]) -> None:
        self.profile = profile
        self.spared = spared
        self.rates: tuple[CurrencyRate, ...] = ()
        self.weather: tuple[Weather, ...] = ()
        self.before: list[Element | Block] = []
        self.after: list[Element | Block] = []
        node = body
        while (parent := node.getparent()) is not None and parent.tag != "html":
            self.before[:0] = reversed(list(self._places(node.itersiblings(preceding=True))))
            self.after += self._places(node.itersiblings())
            node = parent

    def blocks_before(self, drops: Mapping[Element, str]) -> Iterator[Block]:
        return (block for place in self.before for block in self._blocks_of(place, drops))

    def blocks_after(self, drops: Mapping[Element, str]) -> Iterator[Block]:
        return (block for place in self.after for block in self._blocks_of(place, drops))

    def _places(self, siblings: Iterable[Element]) -> Iterator[Element | Block]:
        for element in list(siblings):
            if element.tag in NO_PLACE:
                continue
            reason = named_reason(element, self.profile.surroundings) or _list_reason(element)
            if reason is None or element in self.spared:
                yield element
            elif block := self._cut_off(element, reason):
                yield block

    def _cut_off(self, element: Element, reason: str) -> Block | None:
        if reason in WITH_WIDGETS:
            self._read_widgets(element)
        links = links_in(element) if reason == "related" else ()
        text = take_text(element)
        return Block(text, reason=reason, links=links) if text else None

    def _read_widgets(self, element: Element) -> None:
        rates, weather = self.profile.rates, self.profile.weather
        widgets = self.profile.widgets
        if not widgets or next(find(element, widgets), None) is None:
            return
        if rates is not None and not self.rates:
            self.rates = markup_rates(element, rates)
        if weather is not None and not self.weather:
            self.weather = markup_weather(element, weather, self.profile.cities)

    def _blocks_of(self, place: Element | Block, drops: Mapping[Element, str]) -> Iterator[Block]:
        """What is beside the body, none of it text of the article."""
        if isinstance(place, Block):
            yield place
        elif place in drops or not any(element in drops for element in place.iterdescendants()):
            if text := plain(text_of(place)):
                yield Block(text, reason=drops.get(place) or self._reason_of(text))
        else:
            for block in tree_blocks(place, drops, self.profile.names_around):
                yield block if block.reason else block.dropped(self._reason_of(block.text))

    def _reason_of(self, text: str) -> str:
        known = self.profile.known(text)
        return known.reason if known else "surroundings"


def _holders(tree: Element) -> frozenset[Element]:
    """The elements that hold a headline: on an unknown site none of them is cut off for its name."""
    return frozenset(above for h1 in tree.iter("h1") for above in h1.iterancestors())


def _list_reason(element: Element) -> str | None:
    """An element of many long links holds other articles, not a field of this one."""
    return "listing" if has_links(element, SHORTEST_HEADLINE, MANY_LINKS) else None


# ---- fields


def _field(finder: Finder, selectors: Iterable[str]) -> Sequence[Element]:
    """The elements of the first selector that finds any that say something."""
    for css in selectors:
        if found := [one for one in finder.select(css) if says_something(one) or _has_data(one)]:
            return found
    return ()


def _has_data(element: Element) -> bool:
    return any(element.get(name) for name in DATA_ATTRIBUTES)


def _text(elements: Iterable[Element]) -> str | None:
    return next((text for element in elements if (text := plain(text_of(element)))), None)


def _texts(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for element in elements if (text := plain(text_of(element)))))


def _title(elements: Sequence[Element]) -> tuple[str | None, Sequence[Element]]:
    """The first headline, without what is hidden in it, and the elements up to it: a later one is text."""
    for count, element in enumerate(elements, 1):
        parts = [element.text or ""]
        for child in element:
            parts += ["" if _is_hidden(child) else f" {text_of(child)}", child.tail or ""]
        if title := squeezed("".join(parts)):
            return title, elements[:count]
    return None, elements


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.get("class", "") or "none" in element.get("style", "")


def _date(elements: Iterable[Element]) -> str | None:
    """The moment an element is marked with, else the one it shows."""
    moments = (
        element.get("datetime") or element.get("content") or plain(text_of(element)) for element in elements
    )
    return next(filter(None, moments), None)


def _number(elements: Iterable[Element]) -> int | None:
    """A counter, as text or in an attribute that scripts read."""
    for element in elements:
        for value in (text_of(element), *(element.get(name) for name in COUNTERS)):
            if value and (found := _DIGITS.search(value)):
                return int("".join(found[0].split()))
    return None
