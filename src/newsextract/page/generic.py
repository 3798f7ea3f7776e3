"""An unknown site: headline, densest run of prose, link density, neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsextract.page.blocks import BLOCK_TAGS, Block, named_reason
from newsextract.page.elements import select, strip_code, text_of
from newsextract.page.form import ends_sentence
from newsextract.page.markup import Reading, read_body
from newsextract.page.profiles import Profile, generic_profile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SHORTEST_PROSE = 40
LEAST_PROSE = 60
SENTENCE_BONUS = 20
SHARE_OF_PARENT = 0.6  # what prose counts for the element above the one that holds it
MOST_OF_PAGE = 0.5  # an element with more of the page's text is not thrown away for its name
LISTED = 4  # so many like siblings with a link each are a list of other articles
SHORTEST_HEADLINE = 15
LONGEST_ANNOUNCE = 400
INLINE = frozenset((
    "a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "img", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "wbr",
))  # fmt: skip


def read_generic(tree: Element, profile: Profile, *, fragment: bool = False) -> Reading:
    """The article of a page whose markup is not known; without kept blocks when there is none.

    A `fragment` is what somebody took for the article: all of it is, when it holds no denser part.
    """
    strip_code(tree)
    body = tree.find("body")
    root = tree if body is None else body
    if profile.site.listing and len(select(root, profile.site.listing)) > LISTED:
        return _listing(root)
    headline = next((h1 for h1 in root.iter("h1") if text_of(h1)), None)
    drops = _drops(root, headline, profile)
    densest = _densest(root, drops)
    if densest is None and not fragment:
        return _listing(root)
    (layout,) = generic_profile().site.layouts
    return read_body(tree, root if densest is None else densest, layout, profile, drops)


def _listing(root: Element) -> Reading:
    """A page without an article: all of its text is somebody else's."""
    text = text_of(root)
    headline = next((title for h1 in root.iter("h1") if (title := text_of(h1))), None)
    return Reading(blocks=(Block(text, reason="listing"),) if text else (), title=headline)


def _drops(root: Element, headline: Element | None, profile: Profile) -> dict[Element, str]:
    """What is no part of an article by its names, or by being one of many alike."""
    spared = {root} if headline is None else {root, headline, *headline.iterancestors()}
    whole = len(text_of(root))
    found: dict[Element, str] = {}
    for element in root.iter():
        found.update(dict.fromkeys(_listed(element), "related"))
        reason = named_reason(element, profile.surroundings)
        if reason is not None and len(text_of(element)) < whole * MOST_OF_PAGE:
            found[element] = reason
    return {element: reason for element, reason in found.items() if element not in spared}


def _listed(parent: Element) -> Iterator[Element]:
    """Children of one kind that have a link to an article in each: a list of other articles."""
    kinds: dict[tuple[str, str | None], list[Element]] = {}
    for child in parent:
        if child.tag in ("div", "li", "article", "section"):
            kinds.setdefault((child.tag, child.get("class")), []).append(child)
    for alike in kinds.values():
        if len(alike) >= LISTED:
            leading = [child for child in alike if _leads_away(child)]
            if len(leading) >= LISTED:
                yield from leading


def _leads_away(element: Element) -> bool:
    """A link of a headline's length that is most of the element's text, begins it, or stands in a heading."""
    text = text_of(element)
    for link in element.iter("a"):
        title = text_of(link)
        if len(title) <= SHORTEST_HEADLINE:
            continue
        heading = any(above.tag in ("h2", "h3", "h4") for above in link.iterancestors())
        if heading or len(title) * 2 > len(text) or (text.startswith(title) and len(text) < LONGEST_ANNOUNCE):
            return True
    return False


def _densest(root: Element, drops: dict[Element, str]) -> Element | None:
    """The element whose own children hold most prose."""
    scores: dict[Element, float] = {}
    dropped: set[Element] = set()
    for element in root.iter():
        if element in drops or element.getparent() in dropped:
            dropped.add(element)
        elif element.tag not in INLINE and (length := _prose(element)):
            holder = _holder(element)
            scores[holder] = scores.get(holder, 0) + length
            above = holder.getparent()
            if above is not None and above.tag != "html":
                scores[above] = scores.get(above, 0) + length * SHARE_OF_PARENT
    best = max(scores, key=lambda element: scores[element], default=None)
    return best if best is not None and scores[best] >= LEAST_PROSE else None


def _holder(element: Element) -> Element:
    """Whom a paragraph's prose counts for: the element above, or itself when line breaks divide it."""
    above = element.getparent()
    if above is None or above.tag == "html" or (element.tag in ("td", "div") and _is_broken(element)):
        return element
    return above


def _is_broken(element: Element) -> bool:
    """Running text divided by line breaks only."""
    return next(element.iter("br"), None) is not None and not any(
        child.tag in BLOCK_TAGS for child in element
    )


def _prose(element: Element) -> int:
    """Characters of running text directly in an element, links left out; 0 for what is no prose."""
    parts = [element.text or ""]
    linked = 0
    for child in element:
        if child.tag in INLINE:
            parts.append(text_of(child))
            linked += sum(len(text_of(link)) for link in child.iter("a"))
        parts.append(child.tail or "")
    text = " ".join("".join(parts).split())
    if len(text) < SHORTEST_PROSE or linked * 2 > len(text):
        return 0
    return len(text) - linked + SENTENCE_BONUS * ends_sentence(text)
