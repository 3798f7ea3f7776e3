"""A whole page flattened into lines: the article is its densest run of prose, lists stand around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from newsextract.page.blocks import Block
from newsextract.page.draft import FURNITURE, Draft
from newsextract.page.form import ends_sentence, is_moment, looks_like_headline, signed_name

FEWEST_AROUND = 12  # lines: fewer may be a list of the article's own
FEWEST_BELOW_HEADER = 3  # below a header of known lines fewer are enough
LONG_HEADER = 8
FEWEST_MOMENTS = 3
FEWEST_FRAGMENTS = 2
FEWEST_FURNITURE = 2
SHORTEST_PROSE = 40
SHORTEST_LEAD = 40
SHORTEST_PARAGRAPH = 120  # no announce of another article is as long
LONGEST_PARAGRAPH = 400  # what a longer one counts for
SHORT_LINE, TIME_OR_FIGURE = -25, -60  # what other lines count for
NEAR = 12  # lines above the article among which its headline and time stand
SHORTEST_TITLE = 3  # words
_NUMBER = re.compile(r"\d[\d\s]{0,9}")
_FRAGMENT = re.compile(
    r"[,.;)]|[а-яё].{20}"
)  # what a scraper that breaks lines at links leaves of a sentence


def keep_densest(draft: Draft) -> Draft:
    """Drops many short lines before and after the article, on a page known to hold other boilerplate."""
    if not _holds_furniture(draft.blocks):
        return draft
    kept = draft.kept()
    if len(kept) < FEWEST_AROUND:
        return draft
    texts = [draft.blocks[place].text for place in kept]
    start, stop = _article(texts)
    above, below = texts[:start], texts[stop:]
    reasons: dict[int, str] = {}
    is_dated = any(map(is_moment, above[-NEAR:]))
    if (len(above) >= FEWEST_BELOW_HEADER and _has_header(draft, kept[0])) or (
        _are_many(above) and (is_dated or _holds_furniture(draft.blocks[: kept[start - 1]]))
    ):
        draft = _with_top(draft, above[-NEAR:])
        lead = _leads(above, draft.title)
        reasons |= {kept[place]: "surroundings" for place in range(start) if place not in lead}
        if len(lead) == 1:
            draft = _with_lead(draft, kept[lead[0]])
    if _are_many(below) and (_hold_times(below) or _holds_furniture(draft.blocks[kept[stop] : kept[-1]])):
        reasons |= dict.fromkeys(kept[stop:], "surroundings")
    return draft.drop(reasons)


def _article(texts: Sequence[str]) -> tuple[int, int]:
    """Where the article begins and ends: its densest run, every long paragraph, the sentences right after."""
    start, stop = _densest([_weight(text) for text in texts])
    sentences = [place for place, text in enumerate(texts) if ends_sentence(text)]
    long = [place for place in sentences if len(texts[place]) >= SHORTEST_PARAGRAPH]
    if long:
        start, stop = min(start, long[0]), max(stop, long[-1] + 1)
    while stop < len(texts) and len(texts[stop]) >= SHORTEST_PROSE and ends_sentence(texts[stop]):
        stop += 1
    return start, stop


def _weight(text: str) -> int:
    """Prose counts for its length, any other line against the run it stands in."""
    if len(text) >= SHORTEST_PROSE and ends_sentence(text):
        return min(len(text), LONGEST_PARAGRAPH)
    if len(text) > SHORTEST_PARAGRAPH:
        return SHORTEST_PROSE
    return TIME_OR_FIGURE if _is_time_or_figure(text) else SHORT_LINE


def _densest(weights: Sequence[int]) -> tuple[int, int]:
    """The run of largest sum.

    >>> _densest([-25, -25, 100, -25, 200, -25])
    (2, 5)
    """
    best = total = start = 0
    run = (0, len(weights))
    for place, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, place
        total += weight
        if total > best:
            best, run = total, (start, place + 1)
    return run


def _are_many(texts: Sequence[str]) -> bool:
    """Many lines, no pieces of sentences among them."""
    return len(texts) >= FEWEST_AROUND and sum(map(_is_fragment, texts)) < FEWEST_FRAGMENTS


def _hold_times(texts: Sequence[str]) -> bool:
    """Times and counters on lines of their own, as lists of articles have them."""
    return sum(map(_is_time_or_figure, texts)) >= FEWEST_MOMENTS


def _holds_furniture(blocks: Sequence[Block]) -> bool:
    return sum(block.reason in FURNITURE for block in blocks) >= FEWEST_FURNITURE


def _is_fragment(text: str) -> bool:
    return _FRAGMENT.match(text) is not None


def _is_time_or_figure(text: str) -> bool:
    return is_moment(text) or _NUMBER.fullmatch(text) is not None


def _has_header(draft: Draft, first: int) -> bool:
    """Whether the page begins with many lines known from headers."""
    return sum(block.reason in FURNITURE for block in draft.blocks[:first]) >= LONG_HEADER


def _with_top(draft: Draft, texts: Sequence[str]) -> Draft:
    """The headline and the time right above the article are read before they go."""
    moments = [place for place, text in enumerate(texts) if is_moment(text)]
    above_time = texts[moments[-1] - 1 : moments[-1]] if moments else ()
    plain = [text for text in reversed(texts) if ". " not in text]
    title = next(filter(_is_title, (*above_time, *plain, *reversed(texts))), None)
    date = texts[moments[-1]] if moments else None
    return msgspec.structs.replace(draft, title=draft.title or title, date=draft.date or date)


def _leads(above: Sequence[str], title: str | None) -> range:
    """The places right above the article, below its headline, that hold a lead without a full stop."""
    first = len(above)
    while first > 0 and len(above[first - 1]) >= SHORTEST_LEAD and above[first - 1] != title:
        first -= 1
    return range(first, len(above) if title in above else first)


def _with_lead(draft: Draft, place: int) -> Draft:
    blocks = list(draft.blocks)
    blocks[place] = blocks[place].with_role("lead")
    return msgspec.structs.replace(draft, blocks=tuple(blocks), lead=draft.lead or blocks[place].text)


def _is_title(text: str) -> bool:
    if len(text.split()) < SHORTEST_TITLE or is_moment(text) or signed_name(text):
        return False
    return looks_like_headline(text, loose=True)
