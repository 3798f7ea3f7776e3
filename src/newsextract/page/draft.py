"""A page between two rules: its blocks, and what the rules have learnt so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from newsextract.page.blocks import Block
from newsextract.page.profiles import Profile
from newsextract.records import CurrencyRate, Weather

# Reasons that prove a dump to hold what stood around the article.
FURNITURE = frozenset((
    "comments", "counter", "embed", "error_report", "footer", "navigation", "promotion", "rates", "related",
    "share", "tags", "weather",
))  # fmt: skip


class Draft(msgspec.Struct, frozen=True):
    """Blocks with their profile. `dump` says that no markup told them apart, `host` where the page is from.

    `labels` are the places of blocks such as `Читайте также`, `weak` the places and reasons of lines too
    ordinary to go alone, `checked` the lines that the profile's tables have been asked about before.
    """

    blocks: tuple[Block, ...]
    profile: Profile
    dump: bool
    host: str | None = None
    title: str | None = None
    lead: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    rates: tuple[CurrencyRate, ...] = ()
    weather: tuple[Weather, ...] = ()
    labels: frozenset[int] = frozenset()
    weak: Mapping[int, str] = msgspec.field(default_factory=dict)
    checked: frozenset[str] = frozenset()

    def kept(self) -> list[int]:
        """The places of the blocks that stay in the text."""
        return [place for place, block in enumerate(self.blocks) if block.reason is None]

    def lines(self) -> frozenset[str]:
        """The texts of the blocks that stay."""
        return frozenset(block.text for block in self.blocks if block.reason is None)

    def has_furniture(self) -> bool:
        """Whether the page is known to hold what stands around an article."""
        return any(block.reason in FURNITURE for block in self.blocks)

    def with_blocks(self, blocks: Sequence[Block]) -> Draft:
        return msgspec.structs.replace(self, blocks=tuple(blocks))

    def drop(self, reasons: Mapping[int, str]) -> Draft:
        """The same draft with the blocks at these places dropped."""
        if not reasons:
            return self
        blocks = list(self.blocks)
        for place, reason in reasons.items():
            if blocks[place].reason is None:
                blocks[place] = blocks[place].dropped(reason)
        return self.with_blocks(blocks)
