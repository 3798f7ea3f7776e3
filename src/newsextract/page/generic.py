"""An unknown site: headline, densest run of prose, link density, neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsextract.page.blocks import BLOCK_TAGS, Block, named_reason
from newsextract.page.dom import Metadata, select, strip_code, text_of
from newsextract.page.form import ends_sentence
from newsextract.page.markup import Reading, read_body
from newsextract.page.profiles import GENERIC, Profile, profile_named

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHORTEST_PROSE = 40
LEAST_PROSE = 80
LISTED = 4  # so many like siblings with a link each are a list of other articles
INLINE = frozenset(
    "a abbr b big cite code em font i img mark q s small span strong sub sup time u wbr br".split()
)


def read_generic(tree: HtmlElement, metadata: Metadata, profile: Profile) -> Reading:
    """The article of a page whose markup is not known; without blocks when there is none."""
    strip_code(tree)
    generic = profile_named(GENERIC)
    layout = generic.site.layouts[0]
    root = tree.find("body")
    root = tree if root is None else root
    if profile.site.listing and len(select(root, profile.site.listing)) > LISTED:
        return _listing(root)
    headline = next((h1 for h1 in root.iter("h1") if text_of(h1)), None)
    drops = _drops(root, headline, profile)
    body = _densest(root, drops)
    if body is None:
        return _listing(root)
    return read_body(tree, body, layout, profile, {element: drops[element] for element in drops})


def _listing(root: HtmlElement) -> Reading:
    """A page without an article: all of its text is somebody else's."""
    text = text_of(root)
    return Reading(blocks=(Block(text, reason="listing"),) if text else ())


def _drops(root: HtmlElement, headline: HtmlElement | None, profile: Profile) -> dict[HtmlElement, str]:
    """What is no part of an article by its names, or by being one of many alike."""
    holders = set(headline.iterancestors()) if headline is not None else set()
    whole = len(text_of(root))
    found: dict[HtmlElement, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element in holders or element is root or element is headline:
            continue
        reason = named_reason(element, profile.surroundings)
        if reason is not None and len(text_of(element)) < whole * 0.5:
            found[element] = reason
        elif _is_listed(element):
            found[element] = "related"
    return found


def _is_listed(element: HtmlElement) -> bool:
    """One of several elements of the same kind with a link to an article in each."""
    parent = element.getparent()
    if parent is None or element.tag not in ("div", "li", "article", "section") or not _links_away(element):
        return False
    name = element.get("class")
    alike = [child for child in parent if child.tag == element.tag and child.get("class") == name]
    return len(alike) >= LISTED and sum(_links_away(child) for child in alike) >= LISTED


def _links_away(element: HtmlElement) -> bool:
    """A link of a headline's length that is most of the element's text, or stands in a heading."""
    for link in element.iter("a"):
        length = len(text_of(link))
        if length > 15 and (
            length > 0.5 * len(text_of(element)) or link.getparent().tag in ("h2", "h3", "h4")
        ):
            return True
    return False


def _densest(root: HtmlElement, drops: dict[HtmlElement, str]) -> HtmlElement | None:
    """The element whose own children hold most prose."""
    scores: dict[HtmlElement, float] = {}
    dropped: set[HtmlElement] = set()
    for element in root.iter():
        if element in drops or element.getparent() in dropped:
            dropped.add(element)
            continue
        if isinstance(element.tag, str) and element.tag not in INLINE and (length := _prose(element)):
            holder = element if element.tag in ("td", "div") and _breaks(element) else element.getparent()
            if holder is None or holder.tag == "html":
                holder = element
            scores[holder] = scores.get(holder, 0) + length
            above = holder.getparent()
            if above is not None and above.tag != "html":
                scores[above] = scores.get(above, 0) + length * 0.6
    best = max(scores, key=lambda element: scores[element], default=None)
    if best is None or scores[best] < LEAST_PROSE:
        return None
    return best


def _breaks(element: HtmlElement) -> bool:
    """Running text divided by line breaks only."""
    return next(element.iter("br"), None) is not None and not any(
        child.tag in BLOCK_TAGS for child in element
    )


def _prose(element: HtmlElement) -> int:
    """Characters of running text directly in an element, links left out; 0 for what is no prose."""
    text = [element.text or ""]
    linked = 0
    for child in element:
        if isinstance(child.tag, str) and child.tag in INLINE:
            inner = text_of(child)
            text.append(inner)
            linked += len(inner) if child.tag == "a" else sum(len(text_of(a)) for a in child.iter("a"))
        text.append(child.tail or "")
    length = len(" ".join("".join(text).split()))
    if length < SHORTEST_PROSE or linked > length * 0.5:
        return 0
    return length - linked + (20 if ends_sentence("".join(text).strip()) else 0)
