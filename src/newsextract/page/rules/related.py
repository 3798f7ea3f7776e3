"""Links and headlines of other articles: behind a label, alone in a paragraph, without any markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from newsextract.page.blocks import Block, plain
from newsextract.page.draft import Draft
from newsextract.page.form import (
    CAPITAL,
    LISTED_MOMENT,
    LONGEST_HEADLINE,
    adds,
    continues,
    ends_sentence,
    glued_headline,
    inside_quotation,
    is_moment,
    looks_like_headline,
    reports_speech,
    tells_news,
)
from newsextract.page.profiles import host_of
from newsextract.records import Link

OPEN_QUOTE_REACH = 8  # paragraphs within which a running quotation is closed
SHORTEST_HEADLINE = 3  # words
FEWEST_SECTIONS = 3  # an article that is divided by subheadings has as many
_TAG_URL = re.compile(r"/(?:tags?|keywords?|themes?|topics?)/|[?&]tag=")
_NEW_PARAGRAPH = re.compile(rf"[{CAPITAL}A-Z\d\"«“„—–-]")
_BROKEN = re.compile(r"■[^■]{8,220}$")
_CLOSED_WITH_TIME = re.compile(rf'["»]{LISTED_MOMENT}')
_LABEL_AT_END = re.compile(r"(?:Читайте|Смотрите) также:$")


def join_broken(draft: Draft) -> Draft:
    """A glued headline with its time that was broken into two lines before the mark that closes it."""
    if not any("■" in block.text for block in draft.blocks):
        return draft
    blocks: list[Block] = []
    for block in draft.blocks:
        before = blocks[-1] if blocks else None
        if before and before.kept and block.kept and _is_broken(before.text, block.text):
            blocks[-1] = msgspec.structs.replace(before, text=before.text + block.text)
        else:
            blocks.append(block)
    return draft if len(blocks) == len(draft.blocks) else draft.with_blocks(blocks)


def _is_broken(text: str, following: str) -> bool:
    return (
        following[:1] in ('"', "»")
        and _BROKEN.search(text) is not None
        and text.count('"') + text.count("«") != text.count("»")
        and _CLOSED_WITH_TIME.match(following) is not None
    )


def split_labels(draft: Draft) -> Draft:
    """`Читайте также:` glued to the end of a line, which is then a headline too or ends a paragraph, and
    its headline glued to the paragraph after it."""
    if not any(_ends_in_label(block) for block in draft.blocks):
        return draft
    blocks: list[Block] = []
    for block in draft.blocks:
        after_label = bool(blocks) and _ends_in_label(blocks[-1])
        if after_label and block.kept and (start := glued_headline(block.text)):
            blocks += [Block(plain(block.text[:start]), reason="related"), Block(plain(block.text[start:]))]
        elif block.kept and (found := _LABEL_AT_END.search(block.text)) and found.start():
            head = plain(block.text[: found.start()])
            blocks += [Block(head, reason=None if ends_sentence(head) else "related"), Block(found[0])]
        else:
            blocks.append(block)
    return draft.with_blocks([block for block in blocks if block.text])


def _ends_in_label(block: Block) -> bool:
    return block.text.endswith(":") and _LABEL_AT_END.search(block.text) is not None


def drop_lone_links(draft: Draft) -> Draft:
    """A paragraph that is only a link to another article of the same site, or only links to tags."""
    domains = draft.profile.site.domains or ((draft.host,) if draft.host else ())
    reasons: dict[int, str] = {}
    for place, block in enumerate(draft.blocks):
        if block.reason is None and block.links and block.is_link:
            if all(_TAG_URL.search(link.url or "") for link in block.links):
                reasons[place] = "tags"
            elif _is_article(block.links[0], domains):
                reasons[place] = "related"
    return draft.drop(reasons)


def _is_article(link: Link, domains: Sequence[str]) -> bool:
    """An article of the site, not its front page: a headline of several words leads there."""
    url = link.url or ""
    if len(link.title.split()) < SHORTEST_HEADLINE:
        return False
    if url.startswith("/") and not url.startswith("//"):
        return len(url) > 2
    host = host_of(url)
    return host is not None and any(host == domain or host.endswith("." + domain) for domain in domains)


def drop_labelled(draft: Draft) -> Draft:
    """The headlines that follow a label such as `Читайте также`."""
    reasons: dict[int, str] = {}
    for label in sorted(draft.labels):
        reason = draft.blocks[label].reason or "related"
        for place in range(label + 1, len(draft.blocks)):
            block = draft.blocks[place]
            if place in draft.labels:
                break
            if block.kept and not _belongs(block) and not (place == label + 1 and _is_named_by(draft, label)):
                break
            reasons[place] = reason
    return draft.drop(reasons)


def _belongs(block: Block) -> bool:
    if block.links:
        return block.is_link
    if block.role in ("subheading", "blockquote"):
        return False
    return block.text == "■" or is_moment(block.text) or looks_like_headline(block.text)


def _is_named_by(draft: Draft, label: int) -> bool:
    """What follows `Читайте также:` in a dump is its headline, even with a full stop."""
    text = draft.blocks[label + 1].text
    short = len(text) <= LONGEST_HEADLINE and ". " not in text[:-1] and text[:1].isupper()
    return draft.dump and short and draft.blocks[label].text.endswith(":")


def drop_headlines(draft: Draft) -> Draft:
    """Headlines of other articles without any markup: inside a running quotation, or between paragraphs of
    a dump that holds other boilerplate. What could as well be a subheading stays."""
    kept = [place for place in draft.kept() if draft.blocks[place].role in ("body", "lead", "blockquote")]
    blocks = [draft.blocks[place] for place in kept]
    texts = [block.text for block in blocks]
    shapes = [looks_like_headline(text) for text in texts]
    bare = [
        shape and not block.links and not block.strong for shape, block in zip(shapes, blocks, strict=True)
    ]
    if not any(bare):
        return draft
    evidence = draft.dump and draft.has_furniture()
    sectioned = _sections(shapes) >= FEWEST_SECTIONS
    prose = _next_prose(texts, shapes)
    inside = inside_quotation(texts, OPEN_QUOTE_REACH)
    reasons: dict[int, str] = {}
    after_sentence = ends_sentence(texts[0])
    for number in range(1, len(kept) - 1):
        text, is_headline = texts[number], bare[number] and after_sentence
        if is_headline and (inside[number] or _interrupts(text, prose[number], evidence, sectioned)):
            reasons[kept[number]] = "related"
        else:
            after_sentence = ends_sentence(text)
    return draft.drop(reasons)


def _sections(shapes: Sequence[bool]) -> int:
    """How many lines in the form of a headline stand alone between two that are not."""
    return sum(
        shape and not before and not after
        for before, shape, after in zip(shapes, shapes[1:], shapes[2:], strict=False)
    )


def _next_prose(texts: Sequence[str], shapes: Sequence[bool]) -> list[str]:
    """For each paragraph the first one after it that is not in the form of a headline; "" at the end."""
    following = [""] * len(texts)
    for place in range(len(texts) - 2, -1, -1):
        following[place] = following[place + 1] if shapes[place + 1] else texts[place + 1]
    return following


def _interrupts(text: str, after: str, evidence: bool, sectioned: bool) -> bool:
    """Between two paragraphs of which the second goes on; or in a form that subheadings do not have, where
    the article is not divided by several of them."""
    if not after or not _NEW_PARAGRAPH.match(after):
        return False
    if adds(after) and tells_news(text):
        return True
    if not evidence:
        return False
    return reports_speech(text) or continues(after) or (not sectioned and tells_news(text))
