"""Boilerplate that shows by itself: lines known to the site file, stretches of lines, widgets, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress

import msgspec

from newsextract.page.blocks import Block, plain
from newsextract.page.draft import FURNITURE, Draft
from newsextract.page.form import ends_sentence, glued_credit
from newsextract.page.profiles import Cut
from newsextract.page.widgets import dump_rates, dump_weather

LONGEST_CAPTION = 200
LONGEST_SENTENCE = 60  # of a caption that is one
MOST_CREDITS = 20  # one after the other
FEWEST_CODE = 3  # lines in a row
_CODE = re.compile(r"[^А-Яа-яЁё]*(?:[{}\[\]();,=>]|\w+: ?\S+)")
_CHANNEL = re.compile(
    r"https?://(?:www\.)?(?:whatsapp\.com/channel|chat\.whatsapp\.com|t\.me/(?:joinchat|\+))"
)


def cut_inline(draft: Draft) -> Draft:
    """Boilerplate inside a line is cut out; what stands before and after it becomes a block of its own."""
    asked = [block.reason is None and block.text not in draft.checked for block in draft.blocks]
    text = "\n".join(block.text for block in compress(draft.blocks, asked))
    cuts = [cut for cut in draft.profile.cuts if cut.clue in text]
    if not cuts:
        return draft
    blocks: list[Block] = []
    for block, is_asked in zip(draft.blocks, asked, strict=True):
        pieces = [block]
        for cut in cuts if is_asked else ():
            if cut.clue in block.text:
                pieces = [piece for part in pieces for piece in _cut(part, cut)]
        blocks += pieces
    return draft.with_blocks(blocks)


def _cut(block: Block, cut: Cut) -> Iterator[Block]:
    """The pieces of a block, the cut ones dropped."""
    found = (
        [] if block.reason else sorted(match.span() for match in cut.pattern.finditer(block.text) if match[0])
    )
    if not found:
        yield block
        return
    position = 0
    for start, stop in found:
        yield from _piece(block, block.text[position:start], None)
        yield from _piece(block, block.text[start:stop], cut.reason)
        position = stop
    yield from _piece(block, block.text[position:], None)


def _piece(block: Block, text: str, reason: str | None) -> Iterator[Block]:
    text = plain(text)
    if reason is None and not text.strip(" ."):
        return
    if text:
        yield msgspec.structs.replace(block, text=text, reason=reason, links=())


def split_credits(draft: Draft) -> Draft:
    """Credits of photos glued to the paragraph that follows them."""
    blocks: list[Block] = []
    for block in draft.blocks:
        rest = block
        for _ in range(MOST_CREDITS):
            start = 0 if rest.reason else glued_credit(rest.text)
            if not start:
                break
            credit = msgspec.structs.replace(rest, text=plain(rest.text[:start]), reason="caption", links=())
            rest = msgspec.structs.replace(rest, text=plain(rest.text[start:]))
            blocks.append(credit)
        blocks.append(rest)
    return draft if len(blocks) == len(draft.blocks) else draft.with_blocks(blocks)


def drop_known_lines(draft: Draft) -> Draft:
    """Lines that the site file or the generic file knows as boilerplate."""
    reasons: dict[int, str] = {}
    weak: dict[int, str] = {}
    labels: set[int] = set()
    for place, block in enumerate(draft.blocks):
        if block.reason is not None or block.text in draft.checked:
            continue
        known = draft.profile.known(block.text)
        if known is None:
            continue
        (weak if known.beside else reasons)[place] = known.reason
        if known.opens:
            labels.add(place)
    return msgspec.structs.replace(draft.drop(reasons), labels=frozenset(labels), weak=weak)


def drop_code(draft: Draft) -> Draft:
    """Lines of a script that a scraper took for text: a run without a Cyrillic letter that opens braces."""
    reasons: dict[int, str] = {}
    run: list[int] = []
    for place, block in enumerate((*draft.blocks, Block(""))):
        if block.reason is None and block.text and _CODE.fullmatch(block.text):
            run.append(place)
            continue
        if len(run) >= FEWEST_CODE and any("{" in draft.blocks[line].text for line in run):
            reasons |= dict.fromkeys(run, "script")
        run = []
    return draft.drop(reasons)


def drop_promotion_links(draft: Draft) -> Draft:
    """A paragraph that is nothing but a link to a channel of a messenger."""
    return draft.drop(
        {
            place: "promotion"
            for place, block in enumerate(draft.blocks)
            if block.links and block.is_link and _CHANNEL.match(block.links[0].url or "")
        }
    )


def read_widgets(draft: Draft) -> Draft:
    """Exchange rates and weather of a dump leave the text as data."""
    blocks, rates = dump_rates(draft.blocks, draft.profile, draft.weak)
    blocks, weather = dump_weather(blocks, draft.profile, draft.weak)
    return msgspec.structs.replace(
        draft, blocks=tuple(blocks), rates=draft.rates or rates, weather=draft.weather or weather
    )


def drop_beside(draft: Draft) -> Draft:
    """Ordinary words (`Погода`, `Реклама`) that are boilerplate beside boilerplate."""
    blocks = draft.blocks
    weak = {place: reason for place, reason in draft.weak.items() if blocks[place].reason is None}
    if not weak:
        return draft
    reasons: dict[int, str] = {}
    places = range(len(blocks))
    for order in (places, reversed(places)):
        beside = False
        for place in order:
            if place not in weak:
                beside = blocks[place].reason in FURNITURE
            elif beside or place in reasons:
                beside = True
                reasons[place] = weak[place]
    return draft.drop(reasons)


def _is_caption(text: str) -> bool:
    return len(text) <= (LONGEST_SENTENCE if ends_sentence(text) else LONGEST_CAPTION)


def drop_image_captions(draft: Draft) -> Draft:
    """Short text in italics beside a picture, no sentence of some length."""
    return draft.drop(
        {
            place: "caption"
            for place, block in enumerate(draft.blocks)
            if block.image and block.emphasised and _is_caption(block.text)
        }
    )
