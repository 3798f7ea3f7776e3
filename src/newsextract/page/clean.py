"""A page -> a clean `Article`: load, read the markup or the lines, apply the rules, put the text together."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import msgspec

from newsextract.page.assembly import article_of, first_meta
from newsextract.page.blocks import dump_blocks, joined, squeezed
from newsextract.page.dom import Metadata, load_page, read_metadata
from newsextract.page.draft import Draft
from newsextract.page.generic import read_generic
from newsextract.page.markup import Reading, find_body, read_body
from newsextract.page.profiles import host_of, line_key, pick_profile
from newsextract.page.roles import find_roles
from newsextract.page.rules import apply_rules
from newsextract.page.source import close_quotes
from newsextract.records import Article, Hints, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from newsextract.page.dom import Page

MOST_PASSES = 12
OPEN_QUOTE = "address of a link whose quote is never closed: read as closed before the text"
AS_DUMP = Hints(kind="text")
SHORTEST_HEADLINE = 3  # words
_SITE_NAME = re.compile(r"\s[|–—-]\s")
SHORTEST_SAMPLE = 300  # characters from which the encoding of a text is beyond doubt
_ORDINARY = re.compile(r"[\n\x20-\x25\x27-\x3b=>-\x7eА-яЁё«»„“”—–…№’₸₽€£°©×]*")
_BODY = re.compile(r"<body\b", re.IGNORECASE)
NO_LIMITS = Limits(max_bytes=sys.maxsize)


def clean_page(page: Page, hints: Hints, limits: Limits) -> Article:
    """The article of a page of any kind. Raises `PageError` for a page nothing can be read from.

    >>> page = '''<h1>Мост откроют</h1><p>Мост через Ишим откроют осенью, сообщили в акимате.</p>
    ... <p><a href="/news/most-12/">Как строили мост через Ишим</a></p>'''
    >>> article = clean_page(page, Hints(), Limits())
    >>> article.text, [link.title for link in article.related]
    ('Мост через Ишим откроют осенью, сообщили в акимате.', ['Как строили мост через Ишим'])
    """
    loaded = load_page(page, hints, limits)
    if loaded.tree is None:
        metadata, reading = Metadata(), Reading()
        draft = _dump_draft(loaded.text, hints)
    else:
        metadata = read_metadata(loaded.tree)
        draft, reading = _tree_draft(loaded.tree, loaded.text, metadata, hints)
        closed = close_quotes(loaded.text) if _has_open_quote(draft) else loaded.text
        if closed != loaded.text:
            article = clean_page(closed, hints, limits)
            return msgspec.structs.replace(
                article, warnings=(*loaded.warnings, OPEN_QUOTE, *article.warnings)
            )
    return article_of(find_roles(_settled(draft)), reading, metadata, hints, loaded.warnings)


def _dump_draft(text: str, hints: Hints) -> Draft:
    profile = pick_profile(host_of(hints.url), text, html=False)
    return Draft(tuple(dump_blocks(text)), profile, dump=True, title=_line(hints.title))


def _tree_draft(tree: Element, source: str, metadata: Metadata, hints: Hints) -> tuple[Draft, Reading]:
    host = host_of(hints.url or metadata.canonical or first_meta(metadata, "og:url"))
    profile = pick_profile(host, source, html=True)
    found = find_body(tree, source, profile)
    if found is None:
        reading = read_generic(tree, profile, fragment=_BODY.search(source) is None)
    else:
        layout, body = found
        reading = read_body(tree, body, layout, profile)
    draft = Draft(
        reading.blocks,
        profile,
        dump=False,
        host=host,
        title=_title(reading, metadata, hints, trusted=found is not None),
        lead=reading.lead,
        date=reading.date,
        authors=reading.authors,
        rates=reading.rates,
        weather=reading.weather,
    )
    return draft, reading


def _has_open_quote(draft: Draft) -> bool:
    """Whether the address of a link runs on into the text after it."""
    return any(">" in (link.url or "") for block in draft.blocks for link in block.links)


def _title(reading: Reading, metadata: Metadata, hints: Hints, *, trusted: bool) -> str | None:
    """The headline of the page; on an unknown site the first `h1` has to agree with what the head says."""
    shown, said = reading.title, _line(first_meta(metadata, "og:title"))
    if trusted and shown:
        return shown
    head = said or _before_site_name(metadata.title)
    if shown and head and not line_key(head).startswith(line_key(shown)):
        return head
    return shown or said or _line(hints.title) or head


def _before_site_name(title: str | None) -> str | None:
    """The headline in `Мост откроют осенью - Вестник`; None when nothing of it is a headline."""
    first = _line(_SITE_NAME.split(title)[0]) if title else None
    return first if first and len(first.split()) >= SHORTEST_HEADLINE else None


def _settled(page: Draft) -> Draft:
    """The draft after the rules, its text cleaned as a dump of its own until cleaning leaves it as it is."""
    draft = apply_rules(page)
    for _ in range(MOST_PASSES):
        text = joined(draft.blocks)
        if not text:
            return draft
        source = text if _loads_as_it_is(text) else load_page(text, AS_DUMP, NO_LIMITS).text
        profile = pick_profile(None, source, html=False)
        asked = profile is draft.profile or profile is draft.profile.generic
        checked = page.lines() & draft.lines() if asked else frozenset()
        page = Draft(tuple(dump_blocks(source)), profile, dump=True, title=draft.title, checked=checked)
        again = apply_rules(page)
        if joined(again.blocks) == text:
            return draft
        draft = _merged(draft, again)
    return draft


def _loads_as_it_is(text: str) -> bool:
    """Ordinary signs in ordinary number: nothing in them that loading would mend."""
    return len(text) >= SHORTEST_SAMPLE and _ORDINARY.fullmatch(text) is not None


def _merged(draft: Draft, again: Draft) -> Draft:
    """`draft` with what another pass made of its kept blocks; a block that stays keeps its role."""
    before = {block.text: block for block in draft.blocks if block.kept}
    dropped = [block for block in draft.blocks if not block.kept]
    after = [before.get(block.text, block) if block.kept else block for block in again.blocks]
    return msgspec.structs.replace(
        draft,
        blocks=(*dropped, *after),
        title=draft.title or again.title,
        lead=draft.lead or again.lead,
        date=draft.date or again.date,
        authors=draft.authors or again.authors,
    )


def _line(text: str | None) -> str | None:
    """A headline given from outside, on one line."""
    return (squeezed(text) or None) if text else None
