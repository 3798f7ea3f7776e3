"""The rules that clean blocks, in their order. Each one takes a draft and gives a draft; none throws a block away.

Rules that look at a block's neighbours ask for evidence before they drop what could be text: losing a paragraph
costs more than leaving a headline. `settled` runs them until nothing changes, so that cleaning twice is cleaning once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
import regex

from newsextract.page.blocks import Block, plain
from newsextract.page.form import (
    LONGEST_HEADLINE,
    QuoteState,
    continues,
    ends_sentence,
    glued_credit,
    glued_headline,
    is_abridged,
    is_moment,
    looks_like_headline,
    looks_like_name,
    names_speaker_of_headline,
    same_words,
)
from newsextract.page.profiles import Profile, host_of, line_key
from newsextract.page.widgets import dump_rates, dump_weather
from newsextract.records import CurrencyRate, Link, Weather

BULLET = regex.compile(r"[*•·●■] ")
HEAD = 8  # kept blocks at the top that can repeat the headline or the lead
OPEN_QUOTE_REACH = 8  # paragraphs within which a running quote is closed
# reasons that prove a dump to hold what stood around the article
FURNITURE = frozenset(
    "share counter promotion related widget rates weather footer navigation tags embed comments error_report".split()
)


class Draft(msgspec.Struct, frozen=True):
    """A page between two rules."""

    blocks: tuple[Block, ...]
    profile: Profile
    dump: bool
    title: str | None = None
    lead: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    rates: tuple[CurrencyRate, ...] = ()
    weather: tuple[Weather, ...] = ()
    labels: frozenset[int] = frozenset()
    weak: dict[int, str] = {}
    checked: frozenset[str] = frozenset()  # lines that the tables have been asked about

    def with_blocks(self, blocks: Sequence[Block]) -> Draft:
        return msgspec.structs.replace(self, blocks=tuple(blocks))

    def drop(self, reasons: dict[int, str]) -> Draft:
        """The same draft with the blocks at these places dropped."""
        if not reasons:
            return self
        blocks = list(self.blocks)
        for index, reason in reasons.items():
            if blocks[index].kept:
                blocks[index] = blocks[index].dropped(reason)
        return self.with_blocks(blocks)

    def has_furniture(self) -> bool:
        """Whether the page is known to hold what stands around an article."""
        return any(block.reason in FURNITURE for block in self.blocks)

    def kept(self) -> list[int]:
        return [index for index, block in enumerate(self.blocks) if block.kept]


def cut_inline(draft: Draft) -> Draft:
    """Boilerplate inside a line is cut out, what stands before and after it becomes a block of its own."""
    patterns = draft.profile.inline
    blocks: list[Block] = []
    for block in draft.blocks:
        pieces = [block]
        if block.kept and block.text not in draft.checked:
            for reason, clue, pattern in patterns:
                if clue in block.text:
                    pieces = [cut for piece in pieces for cut in _cut(piece, reason, clue, pattern)]
        blocks += pieces
    return draft.with_blocks(blocks)


def _cut(block: Block, reason: str, clue: str, pattern: regex.Pattern[str]) -> Iterator[Block]:
    if not block.kept or clue not in block.text:
        yield block
        return
    position = 0
    for match in sorted(pattern.finditer(block.text), key=lambda found: found.start()):
        if match.start() == match.end():
            continue
        yield from _piece(block, block.text[position : match.start()], None)
        yield from _piece(block, match[0], reason)
        position = match.end()
    if position:
        yield from _piece(block, block.text[position:], None)
    else:
        yield block


def _piece(block: Block, text: str, reason: str | None) -> Iterator[Block]:
    text = plain(text.strip())
    if reason is None:
        text = text.lstrip(". ") if text.strip(". ") else ""
    if text:
        yield msgspec.structs.replace(
            block, text=text, reason=reason, links=block.links if text == block.text else ()
        )


def split_credits(draft: Draft) -> Draft:
    """Credits of photos glued to the paragraph that follows them."""
    blocks: list[Block] = []
    for block in draft.blocks:
        while block.kept and (start := glued_credit(block.text)):
            credit, rest = plain(block.text[:start]), plain(block.text[start:])
            blocks.append(msgspec.structs.replace(block, text=credit, reason="caption", links=()))
            block = msgspec.structs.replace(block, text=rest)
        blocks.append(block)
    return draft.with_blocks(blocks)


def drop_known_lines(draft: Draft) -> Draft:
    """Lines that the site file or the generic file knows as boilerplate."""
    reasons: dict[int, str] = {}
    labels: set[int] = set()
    weak: dict[int, str] = {}
    for index, block in enumerate(draft.blocks):
        if not block.kept or block.text in draft.checked:
            continue
        known = draft.profile.known(block.text)
        if known is None:
            continue
        if known.beside:
            weak[index] = known.reason
            continue
        reasons[index] = known.reason
        if known.opens:
            labels.add(index)
    return msgspec.structs.replace(draft.drop(reasons), labels=frozenset(labels), weak=weak)


def drop_promotion_links(draft: Draft) -> Draft:
    """A paragraph that is nothing but a link to a channel of a messenger."""
    reasons = {
        index: "promotion"
        for index, block in enumerate(draft.blocks)
        if block.kept
        and block.links
        and _is_one_link(block)
        and _PROMOTION_URL.match(block.links[0].url or "")
    }
    return draft.drop(reasons)


_PROMOTION_URL = regex.compile(
    r"https?://(?:www\.)?(?:whatsapp\.com/channel|chat\.whatsapp\.com|t\.me/(?:joinchat|\+))"
)


def read_widgets(draft: Draft) -> Draft:
    """Exchange rates and weather of a dump, kept as data."""
    if not draft.dump:
        return draft
    blocks, rates = dump_rates(draft.blocks, draft.profile)
    blocks, weather = dump_weather(blocks, draft.profile)
    return msgspec.structs.replace(
        draft, blocks=tuple(blocks), rates=draft.rates or rates, weather=draft.weather or weather
    )


def drop_beside(draft: Draft) -> Draft:
    """Ordinary words (`Погода`, `Реклама`) that are boilerplate beside boilerplate."""
    blocks = draft.blocks
    weak = {index: reason for index, reason in draft.weak.items() if blocks[index].kept}
    if not weak:
        return draft
    reasons: dict[int, str] = {}
    for step in (1, -1):
        beside = False
        order = range(len(blocks)) if step == 1 else range(len(blocks) - 1, -1, -1)
        for index in order:
            if index in weak:
                if beside:
                    reasons[index] = weak[index]
            else:
                beside = not blocks[index].kept and blocks[index].reason in FURNITURE
            beside = beside or index in reasons
    return draft.drop(reasons)


def find_title(draft: Draft) -> Draft:
    """The headline of a dump: a line said twice at the top, or a first line in the form of a headline where the dump
    shows otherwise that it holds more than the article."""
    if not draft.dump or draft.title is not None:
        return draft
    head = [index for index in draft.kept() if not is_moment(draft.blocks[index].text)][: HEAD * 2]
    texts = [draft.blocks[index].text for index in head]
    for place, text in enumerate(texts[:-1]):
        if text in texts[place + 1 : place + 4] and looks_like_headline(text, loose=True):
            return msgspec.structs.replace(draft, title=text)
    if len(texts) < 2 or not looks_like_headline(texts[0]):
        return draft
    dated = len(head) < len(draft.kept()[: HEAD * 2])
    if BULLET.match(texts[1]) or (ends_sentence(texts[1]) and (dated or draft.has_furniture())):
        return msgspec.structs.replace(draft, title=texts[0])
    return draft


def drop_title(draft: Draft) -> Draft:
    """The headline is a field of its own: its repetitions leave the text."""
    if not draft.title:
        return draft
    key = line_key(draft.title)
    reasons = {
        index: "repeated_title" for index in draft.kept()[:HEAD] if line_key(draft.blocks[index].text) == key
    }
    return draft.drop(reasons)


def drop_date(draft: Draft) -> Draft:
    """A line at the top that is nothing but a moment is the time of publication."""
    for index in draft.kept()[:3]:
        text = draft.blocks[index].text
        if is_moment(text):
            return msgspec.structs.replace(draft.drop({index: "date"}), date=draft.date or text)
    return draft


def drop_announces(draft: Draft) -> Draft:
    """Bulleted announces at the top of what is told below in the same words."""
    kept = draft.kept()
    bullets = []
    for index in kept:
        if not BULLET.match(draft.blocks[index].text):
            break
        bullets.append(index)
    if len(bullets) < 2 or len(bullets) == len(kept):
        return draft
    below = [line_key(draft.blocks[index].text) for index in kept[len(bullets) :]]
    repeated = [
        index for index in bullets if any(line_key(draft.blocks[index].text) in text for text in below)
    ]
    if len(repeated) * 2 < len(bullets):
        return draft
    return draft.drop(dict.fromkeys(bullets, "announce"))


def drop_repeated_lead(draft: Draft) -> Draft:
    """The lead stands twice, word for word or abridged: the fuller copy stays."""
    kept = draft.kept()[:HEAD]
    for first, second in zip(kept, kept[1:], strict=False):
        text, following = draft.blocks[first].text, draft.blocks[second].text
        if same_words(text, following) or is_abridged(text, following):
            lead = draft.drop({first: "repeated_lead"})
            blocks = list(lead.blocks)
            blocks[second] = blocks[second].with_role("lead")
            return msgspec.structs.replace(lead, blocks=tuple(blocks), lead=draft.lead or text)
    return draft


def drop_read_also(draft: Draft) -> Draft:
    """The headlines that follow a label such as `Читайте также`."""
    reasons: dict[int, str] = {}
    for label in sorted(draft.labels):
        reason = draft.blocks[label].reason or "related"
        for index in range(label + 1, len(draft.blocks)):
            block = draft.blocks[index]
            if not block.kept:
                continue
            first = draft.dump and index == label + 1 and draft.blocks[label].text.endswith(":")
            if not _belongs_to_label(block) and not (first and _is_short_sentence(block.text)):
                break
            reasons[index] = reason
    return draft.drop(reasons)


def _is_short_sentence(text: str) -> bool:
    """What follows `Читайте также:` is its headline, even with a full stop."""
    return len(text) <= LONGEST_HEADLINE and text[:-1].count(". ") == 0 and text[:1].isupper()


def _belongs_to_label(block: Block) -> bool:
    if block.links:
        return _is_one_link(block)
    if block.role in ("subheading", "blockquote"):
        return False
    return block.text == "■" or is_moment(block.text) or looks_like_headline(block.text)


def split_labelled(draft: Draft) -> Draft:
    """The headline of a label glued to the next paragraph, and the label glued to the end of a headline."""
    blocks: list[Block] = []
    after_label = False
    for block in draft.blocks:
        pieces = [block]
        if draft.dump and block.kept:
            if after_label and (start := glued_headline(block.text)):
                pieces = [
                    Block(plain(block.text[:start]), reason="related"),
                    Block(plain(block.text[start:])),
                ]
            elif block.text.endswith(":") and (found := _LABEL_AT_END.search(block.text)):
                pieces = [Block(plain(block.text[: found.start()])), Block(plain(found[0]))]
        blocks += [piece for piece in pieces if piece.text]
        after_label = _LABEL_AT_END.search(blocks[-1].text) is not None if blocks else False
    return draft.with_blocks(blocks)


_LABEL_AT_END = regex.compile(r"(?:Читайте|Смотрите) также:$")


def drop_lone_links(draft: Draft) -> Draft:
    """A paragraph that is only a link to another article of the same site."""
    domains = draft.profile.site.domains
    reasons = {
        index: "related"
        for index, block in enumerate(draft.blocks)
        if block.kept and block.links and _is_one_link(block) and _is_internal(block.links[0], domains)
    }
    return draft.drop(reasons)


def _is_one_link(block: Block) -> bool:
    if not block.links:
        return False
    linked = sum(len(link.title) for link in block.links)
    return linked >= len(block.text) - 2 * len(block.links)


def _is_internal(link: Link, domains: Sequence[str]) -> bool:
    """An article of the site, not its front page."""
    url = link.url or ""
    if len(link.title.split()) < 3:
        return False
    if url.startswith("/"):
        return len(url) > 2
    host = host_of(url)
    return host is not None and any(host == domain or host.endswith("." + domain) for domain in domains)


def drop_image_captions(draft: Draft) -> Draft:
    """Short text in italics beside a picture."""
    reasons = {
        index: "caption"
        for index, block in enumerate(draft.blocks)
        if block.kept and block.image and block.emphasised and len(block.text) <= 200
    }
    return draft.drop(reasons)


def drop_headlines(draft: Draft) -> Draft:
    """Headlines of other articles without any markup: inside a running quote, or between paragraphs of a dump that
    holds other boilerplate. What could as well be a subheading stays."""
    kept = [index for index in draft.kept() if draft.blocks[index].role in ("body", "blockquote")]
    texts = [draft.blocks[index].text for index in kept]
    evidence = draft.dump and draft.has_furniture()
    inside = QuoteState.open_before(texts, OPEN_QUOTE_REACH)
    reasons = {}
    for place, index in enumerate(kept[1:-1], 1):
        text = texts[place]
        if not looks_like_headline(text) or draft.blocks[index].links or draft.blocks[index].strong:
            continue
        following = next((t for t in texts[place + 1 :] if not looks_like_headline(t)), "")
        if inside[place] or (evidence and _interrupts(text, texts[place - 1], following)):
            reasons[index] = "related"
    return draft.drop(reasons)


def _interrupts(text: str, before: str, after: str) -> bool:
    if not ends_sentence(before) or not after:
        return False
    return names_speaker_of_headline(text) or continues(after)


def drop_byline(draft: Draft) -> Draft:
    """The author's name (and city) as the last line."""
    kept = draft.kept()
    if len(kept) < 2:
        return draft
    last = draft.blocks[kept[-1]]
    name = looks_like_name(last.text)
    if name is None or not ends_sentence(draft.blocks[kept[-2]].text):
        return draft
    authors = draft.authors or (name,)
    return msgspec.structs.replace(draft.drop({kept[-1]: "authors"}), authors=authors)


def drop_tags(draft: Draft) -> Draft:
    """Short lines between the last paragraph of a dump and its footer."""
    kept = draft.kept()
    if not draft.dump or not kept or kept[-1] + 1 >= len(draft.blocks):
        return draft
    tags: list[int] = []
    for index in reversed(kept):
        text = draft.blocks[index].text
        if (
            len(text.split()) > 4
            or len(text) > 40
            or regex.search(r"[.,:;!?…\d]", text)
            or not text[0].isalpha()
        ):
            break
        tags.append(index)
    if not tags or len(tags) == len(kept) or not ends_sentence(draft.blocks[kept[-len(tags) - 1]].text):
        return draft
    if draft.blocks[kept[-1] + 1].reason not in FURNITURE:
        return draft
    return draft.drop(dict.fromkeys(tags, "tags"))


def find_roles(draft: Draft) -> Draft:
    """Subheadings and list items that no markup tells: a short bold paragraph, a short line between paragraphs of a
    dump, lines in lower case after a colon."""
    kept = draft.kept()
    blocks = list(draft.blocks)
    for place, index in enumerate(kept):
        block = blocks[index]
        if block.role != "body":
            continue
        before = blocks[kept[place - 1]] if place else None
        after = draft.blocks[kept[place + 1]] if place + 1 < len(kept) else None
        if _is_item(block, before):
            blocks[index] = block.with_role("list_item")
        elif (
            looks_like_headline(block.text)
            and not block.links
            and (block.strong or _divides(draft, before, after))
        ):
            blocks[index] = block.with_role("subheading")
    return draft.with_blocks(blocks)


def _divides(draft: Draft, before: Block | None, after: Block | None) -> bool:
    """Between two paragraphs of a dump."""
    if not draft.dump or before is None or after is None:
        return False
    return ends_sentence(before.text) and len(after.text) > LONGEST_HEADLINE // 2


def _is_item(block: Block, before: Block | None) -> bool:
    """A line in lower case after a colon or after another item."""
    if before is None or not block.text[:1].islower():
        return False
    if before.role == "list_item":
        return before.text.endswith((";", ","))
    return before.text.endswith(":") and block.text.endswith((";", ",", "."))


Rule = Callable[[Draft], Draft]

RULES: tuple[Rule, ...] = (
    cut_inline,
    split_credits,
    split_labelled,
    drop_known_lines,
    drop_promotion_links,
    read_widgets,
    drop_beside,
    find_title,
    drop_title,
    drop_date,
    drop_announces,
    drop_repeated_lead,
    drop_lone_links,
    drop_read_also,
    drop_image_captions,
    drop_headlines,
    drop_tags,
    drop_byline,
    find_roles,
)


def apply_rules(draft: Draft) -> Draft:
    for rule in RULES:
        draft = rule(draft)
    return draft
