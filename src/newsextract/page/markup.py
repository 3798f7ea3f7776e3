"""What the markup of a page says: fields by the layout of its site, the blocks of its body, what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
import regex

from newsextract.page.blocks import Block, named_reason, plain, tree_blocks
from newsextract.page.dom import count_links, select, take_text, text_of
from newsextract.page.profiles import Layout, Profile
from newsextract.page.widgets import markup_rates, markup_weather
from newsextract.records import CurrencyRate, Weather

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# field of a layout -> the reason its element is out of the text for
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
SILENT = frozenset(("title", "lead", "date", "authors"))  # they are fields of the article: nothing is lost
MANY_LINKS = 4
SHORTEST_LINK = 25
WIDGET_PLACES = frozenset(("navigation", "footer", "sidebar"))


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
    rates: tuple[CurrencyRate, ...] = ()
    weather: tuple[Weather, ...] = ()
    layout: str | None = None


def find_body(tree: HtmlElement, profile: Profile) -> tuple[Layout, HtmlElement] | None:
    """The first layout of the site whose body is on the page."""
    for layout in profile.site.layouts:
        for css in layout.body:
            for element in select(tree, css):
                if text_of(element):
                    return layout, element
    return None


def read_body(
    tree: HtmlElement, body: HtmlElement, layout: Layout, profile: Profile, drops: Mapping[HtmlElement, str]
) -> Reading:
    """Fields, blocks and surroundings of an article whose body is known. Takes the tree apart."""
    around = _Surroundings(body, profile)
    fields = {name: _field(tree, getattr(layout, name)) for name in FIELD_REASONS}
    inside = {element: FIELD_REASONS[name] for name, elements in fields.items() for element in elements}
    inside |= drops
    for reason, css in profile.drop_selectors(layout):
        inside |= dict.fromkeys(select(body, css), reason)
    blocks = tree_blocks(body, inside, profile.drop_names(layout))
    if layout.name != "generic" and (lead := _text(fields["lead"])):
        blocks.insert(0, Block(lead, "lead"))
    near = around.near(inside)
    return Reading(
        blocks=tuple(block for block in (*near[0], *blocks, *near[1]) if block.reason not in SILENT),
        title=_title(fields["title"], inside),
        lead=_text(fields["lead"]),
        date=_date(fields["date"]),
        authors=_texts(fields["authors"]),
        section=_text(fields["section"]),
        tags=_texts(fields["tags"]),
        views=_number(fields["views"]),
        comments=_number(fields["comments"]),
        rates=around.rates,
        weather=around.weather,
        layout=layout.name,
    )


class _Surroundings:
    """What stands before and after the body. What is known by its name is cut off the tree at once."""

    def __init__(self, body: HtmlElement, profile: Profile) -> None:
        self.profile = profile
        self.rates: tuple[CurrencyRate, ...] = ()
        self.weather: tuple[Weather, ...] = ()
        self.places: tuple[list[HtmlElement | Block], list[HtmlElement | Block]] = ([], [])
        node = body
        while (parent := node.getparent()) is not None and parent.tag != "html":
            before = [self._place(sibling) for sibling in node.itersiblings(preceding=True)]
            after = [self._place(sibling) for sibling in node.itersiblings()]
            self.places[0][:0] = [place for place in reversed(before) if place is not None]
            self.places[1].extend(place for place in after if place is not None)
            node = parent

    def _place(self, element: HtmlElement) -> HtmlElement | Block | None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "link", "meta"):
            return None
        reason = named_reason(element, self.profile.surroundings)
        if reason is None:
            if not _is_link_list(element):
                return element
            reason = "listing"
        if reason in WIDGET_PLACES:
            self._read_widgets(element)
        links = links_in(element) if reason == "related" else ()
        text = take_text(element)
        return Block(text, reason=reason, links=links) if text else None

    def _read_widgets(self, element: HtmlElement) -> None:
        if not self.rates and self.profile.rates is not None:
            self.rates = markup_rates(element, self.profile.rates)
        if not self.weather and self.profile.weather is not None:
            self.weather = markup_weather(element, self.profile.weather)

    def near(self, drops: Mapping[HtmlElement, str]) -> tuple[list[Block], list[Block]]:
        """The blocks beside the body, none of them text of the article."""
        before, after = (
            [block for place in side for block in _blocks_of(place, drops)] for side in self.places
        )
        return before, after


def _blocks_of(place: HtmlElement | Block, drops: Mapping[HtmlElement, str]) -> Iterator[Block]:
    if isinstance(place, Block):
        yield place
    elif place in drops:
        text = plain(text_of(place))
        if text:
            yield Block(text, reason=drops[place])
    elif any(element in drops for element in place.iterdescendants()):
        for block in tree_blocks(place, drops):
            yield block if block.reason else block.dropped("surroundings")
    elif text := plain(text_of(place)):
        yield Block(text, reason="surroundings")


def _is_link_list(element: HtmlElement) -> bool:
    """An element of many links: other articles, not a field of this one."""
    return count_links(element, SHORTEST_LINK) >= MANY_LINKS


def links_in(element: HtmlElement) -> tuple:
    from newsextract.records import Link

    found = ((plain(text_of(a)), a.get("href")) for a in element.iter("a"))
    return tuple(Link(title=title, url=url) for title, url in found if title)


def _field(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """The elements of the first selector that finds any with text."""
    for css in selectors:
        found = [element for element in select(tree, css) if text_of(element) or _has_data(element)]
        if found:
            return found
    return []


def _has_data(element: HtmlElement) -> bool:
    """Whether an element without text says something in its attributes."""
    return any(
        element.get(name)
        for name in ("datetime", "content", "data-views", "data-comments-count", "data-comments")
    )


def _text(elements: Iterable[HtmlElement]) -> str | None:
    return next((text for element in elements if (text := plain(text_of(element)))), None)


def _texts(elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for element in elements if (text := plain(text_of(element)))))


def _title(elements: Iterable[HtmlElement], drops: Mapping[HtmlElement, str]) -> str | None:
    """A headline without what is hidden in it."""
    for element in elements:
        text = element.text or ""
        for child in element:
            hidden = "hidden" in (child.get("class") or "") or "none" in (child.get("style") or "")
            text += ("" if hidden else " " + text_of(child)) + (child.tail or "")
        if title := plain(" ".join(text.split())):
            return title
    return None


def _date(elements: Iterable[HtmlElement]) -> str | None:
    for element in elements:
        moment = element.get("datetime") or element.get("content")
        if text := moment or plain(text_of(element)):
            return text
    return None


_DIGITS = regex.compile(r"\d[\d\s]*")


def _number(elements: Iterable[HtmlElement]) -> int | None:
    """A counter, as text or in an attribute that scripts read."""
    for element in elements:
        values = (
            text_of(element),
            element.get("data-views"),
            element.get("data-comments-count"),
            element.get("data-comments"),
        )
        for value in values:
            if value and (found := _DIGITS.search(value)):
                return int("".join(found[0].split()))
    return None
