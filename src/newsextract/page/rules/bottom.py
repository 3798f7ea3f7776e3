"""The end of a page: tags, the name of the author."""

from __future__ import annotations

import re

import msgspec

from newsextract.page.draft import FURNITURE, Draft
from newsextract.page.form import ends_sentence, signed_name, tells_news

SIGNED_WITHIN = 3  # kept blocks at the top among which the author is named
LONGEST_TAG = 40
MOST_TAG_WORDS = 4
LONGEST_TAGS = 120
LAST_LINES = frozenset(("promotion", "paid"))  # after them no article goes on
_NOT_IN_TAGS = re.compile(r"[.:;!?…]$|[;!?…]|[.,] |\"$")
_NOT_IN_TAG = re.compile(r"[.,:;!?…\d]")


def drop_tags(draft: Draft) -> Draft:
    """Short lines of a dump between its last paragraph and its footer, or behind its promotion at the end."""
    kept = draft.kept()
    if not kept:
        return draft
    texts = [draft.blocks[place].text for place in kept]
    count = next((number for number, text in enumerate(reversed(texts)) if not _is_tag(text)), 0)
    if count and _stands_before(draft, kept[-1]) and ends_sentence(texts[-count - 1]):
        return draft.drop(dict.fromkeys(kept[-count:], "tags"))
    behind = _behind_promotion(draft, kept)
    if behind and all(_is_row_of_tags(draft.blocks[place].text) for place in behind):
        return draft.drop(dict.fromkeys(behind, "tags"))
    return draft


def _stands_before(draft: Draft, place: int) -> bool:
    return place + 1 < len(draft.blocks) and draft.blocks[place + 1].reason in FURNITURE


def _behind_promotion(draft: Draft, kept: list[int]) -> list[int]:
    """The kept lines after the last promotion or paid label, when an article stands before it."""
    last = max(
        (place for place, block in enumerate(draft.blocks) if block.reason in LAST_LINES), default=None
    )
    if last is None or last < kept[0]:
        return []
    return [place for place in kept if place > last]


def _is_row_of_tags(text: str) -> bool:
    """One tag or several of them in a row: no sentence, and nothing happens in it."""
    return len(text) <= LONGEST_TAGS and not _NOT_IN_TAGS.search(text) and not tells_news(text)


def _is_tag(text: str) -> bool:
    return (
        len(text) <= LONGEST_TAG
        and len(text.split()) <= MOST_TAG_WORDS
        and text[0].isalpha()
        and not _NOT_IN_TAG.search(text)
    )


def drop_byline(draft: Draft) -> Draft:
    """The author's name (and city) as the last line, or behind `Автор:` near the top."""
    kept = draft.kept()
    if len(kept) < 2:
        return draft
    places = [place for place in kept[:SIGNED_WITHIN] if ":" in draft.blocks[place].text]
    if ends_sentence(draft.blocks[kept[-2]].text):
        places.append(kept[-1])
    names = {place: name for place in places if (name := signed_name(draft.blocks[place].text))}
    if not names:
        return draft
    authors = draft.authors or tuple(dict.fromkeys(names.values()))
    return msgspec.structs.replace(draft.drop(dict.fromkeys(names, "authors")), authors=authors)
