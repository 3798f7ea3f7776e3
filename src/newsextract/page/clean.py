"""A page -> a clean `Article`: load, read the markup or the lines, apply the rules, put the text together."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import msgspec
import regex

from newsextract.page.blocks import Block, dump_blocks, joined
from newsextract.page.dom import Loaded, Metadata, load_page, read_metadata
from newsextract.page.generic import read_generic
from newsextract.page.markup import Reading, find_body, read_body
from newsextract.page.profiles import Profile, host_of, line_key, pick_profile
from newsextract.page.published import parse_published
from newsextract.page.rules import Draft, apply_rules
from newsextract.records import Article, Dropped, Hints, Limits, Link, Paragraph, Widgets

if TYPE_CHECKING:
    from newsextract.page.dom import Page

NO_ARTICLE = "no article found on the page"
MOST_PASSES = 12
AS_DUMP = Hints(kind="text")
NO_LIMITS = Limits(max_bytes=sys.maxsize)


def clean_page(page: Page, hints: Hints, limits: Limits) -> Article:
    """The article of a page, of whatever kind and layout. Raises `PageError` for a page nothing can be read from."""
    loaded = load_page(page, hints, limits)
    if loaded.tree is None:
        return _clean_dump(loaded, hints)
    return _clean_tree(loaded, hints)


def _clean_dump(loaded: Loaded, hints: Hints) -> Article:
    host = host_of(hints.url)
    profile = pick_profile(host, loaded.text, html=False)
    draft = apply_rules(
        Draft(tuple(dump_blocks(loaded.text)), profile, dump=True, title=_stripped(hints.title))
    )
    return _article(_settled(draft), Reading(), Metadata(), hints, loaded.warnings)


def _clean_tree(loaded: Loaded, hints: Hints) -> Article:
    tree = loaded.tree
    metadata = read_metadata(tree)
    host = host_of(hints.url or metadata.canonical or _first(metadata, "og:url"))
    profile = pick_profile(host, loaded.text, html=True)
    found = find_body(tree, profile)
    if found is None:
        reading = read_generic(tree, metadata, profile)
    else:
        layout, body = found
        reading = read_body(tree, body, layout, profile, {})
    title = reading.title or _stripped(_first(metadata, "og:title")) or _stripped(hints.title)
    draft = Draft(
        reading.blocks,
        profile,
        dump=False,
        title=title,
        lead=reading.lead,
        date=reading.date,
        authors=reading.authors,
        rates=reading.rates,
        weather=reading.weather,
    )
    return _article(_settled(apply_rules(draft)), reading, metadata, hints, loaded.warnings)


def _settled(draft: Draft) -> Draft:
    """The draft whose text is not changed by cleaning it again as a dump of its own."""
    for _ in range(MOST_PASSES):
        text = joined(draft.blocks)
        if not text:
            return draft
        source = load_page(text, AS_DUMP, NO_LIMITS).text
        profile = pick_profile(None, source, html=False)
        known = profile is draft.profile or profile is draft.profile.generic
        checked = frozenset(block.text for block in draft.blocks if block.kept) if known else frozenset()
        again = apply_rules(
            Draft(tuple(dump_blocks(source)), profile, dump=True, title=draft.title, checked=checked)
        )
        if joined(again.blocks) == text:
            return draft
        draft = _merged(draft, again)
    return draft


def _merged(draft: Draft, again: Draft) -> Draft:
    """`draft` with its kept blocks replaced by what another pass made of them; roles stay where a block stays."""
    roles = {block.text: block for block in draft.blocks if block.kept}
    dropped = [block for block in draft.blocks if not block.kept]
    later = [roles[block.text] if block.kept and block.text in roles else block for block in again.blocks]
    return msgspec.structs.replace(
        draft,
        blocks=(*dropped, *later),
        title=draft.title or again.title,
        lead=draft.lead or again.lead,
        date=draft.date or again.date,
        authors=draft.authors or again.authors,
    )


# ---- putting the article together


def _article(
    draft: Draft, reading: Reading, metadata: Metadata, hints: Hints, warnings: tuple[str, ...]
) -> Article:
    profile = draft.profile
    url = hints.url or metadata.canonical or _first(metadata, "og:url")
    host = host_of(url)
    text = joined(draft.blocks)
    dropped = [block for block in draft.blocks if not block.kept]
    return Article(
        text=text,
        paragraphs=tuple(_paragraphs(draft.blocks)),
        title=draft.title,
        lead=draft.lead,
        url=url,
        site=host or next(iter(profile.site.domains), None),
        published=_published(draft, metadata, hints, profile.timezone(host)),
        authors=_authors(draft, metadata, profile),
        section=reading.section
        or _first(metadata, "article:section")
        or _json_text(metadata, "articleSection"),
        tags=reading.tags or _tags(draft, metadata),
        language=_language(text, metadata),
        views=reading.views,
        comments=reading.comments,
        captions=tuple(block.text for block in dropped if block.reason == "caption"),
        related=tuple(_related(dropped, url, profile)),
        widgets=Widgets(rates=draft.rates, weather=draft.weather),
        dropped=tuple(Dropped(text=block.text, reason=block.reason or "") for block in dropped),
        profile=profile.key,
        warnings=warnings if text else (*warnings, NO_ARTICLE),
    )


def _paragraphs(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    position = 0
    for block in blocks:
        if block.kept:
            stop = position + len(block.text)
            yield Paragraph(start=position, stop=stop, role=block.role)
            position = stop + 1


def _related(dropped: Iterable[Block], base: str | None, profile: Profile) -> Iterable[Link]:
    """Links to other articles; in a dump the headline alone."""
    seen = set()
    for block in dropped:
        known = profile.known(block.text) if block.reason == "related" else None
        if block.reason != "related" or (known is not None and known.opens):
            continue
        links = block.links or [Link(title=title) for title in _titles(block.text)]
        for link in links:
            url = urljoin(base or "", link.url) if link.url else None
            if len(link.title.split()) > 1 and (link.title, url) not in seen:
                seen.add((link.title, url))
                yield Link(title=link.title, url=url)


def _titles(text: str) -> Iterable[str]:
    """The headlines in dropped text: `Продолжение■Первая новость16 апреля 2024 13:59■Вторая новость ...`."""
    for part in _BETWEEN_TITLES.split(text):
        if part := _without_label(part).strip(" .■"):
            yield part


_BETWEEN_TITLES = regex.compile(
    r"Продолжение\s?■|■|(?:\d{1,2}\s[а-я]{3,8}\s20\d\d|Сегодня|Вчера),?\s\d\d:\d\d|\brbc\.group\b"
)


def _without_label(text: str) -> str:
    found = regex.match(
        r"(?:Читайте|Смотрите|Читать|Смотреть|По теме|Материалы по теме|Рекомендуем)[^:]{0,30}:\s+", text
    )
    return text[found.end() :] if found else text


def _published(draft: Draft, metadata: Metadata, hints: Hints, timezone: str) -> datetime | None:
    """The page's own time: machine-readable first, then as it is shown; the given date when it says none."""
    candidates = [
        _first(metadata, "article:published_time"),
        _json_text(metadata, "datePublished"),
        draft.date,
        _first(metadata, "datepublished"),
        _first(metadata, "pubdate"),
    ]
    anchor = _aware(hints.date, timezone)
    for text in candidates:
        if text and (moment := parse_published(text, timezone=timezone, anchor=anchor)):
            return moment
    return anchor


def _aware(moment: datetime | None, timezone: str) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=ZoneInfo(timezone))


def _authors(draft: Draft, metadata: Metadata, profile: Profile) -> tuple[str, ...]:
    """The people who wrote it: the site's own name is not an author."""
    for names in (draft.authors, _json_authors(metadata), metadata.meta.get("author", ())):
        if found := tuple(name for name in dict.fromkeys(names) if line_key(name) not in profile.own_names):
            return found
    return ()


def _json_authors(metadata: Metadata) -> tuple[str, ...]:
    names: list[str] = []
    for item in metadata.json_ld:
        authors = item.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str) and name.strip():
                names.append(" ".join(name.split()))
    return tuple(names)


def _tags(draft: Draft, metadata: Metadata) -> tuple[str, ...]:
    if tags := metadata.meta.get("article:tag"):
        return tuple(dict.fromkeys(tags))
    keywords: Any = _json_text(metadata, "keywords")
    if keywords:
        return tuple(dict.fromkeys(word.strip() for word in keywords.split(",") if word.strip()))
    found: list[str] = []
    for block in draft.blocks:
        if block.reason == "tags":
            titles = [link.title for link in block.links]
            found += titles or [block.text]
    return tuple(dict.fromkeys(found))


def _json_text(metadata: Metadata, key: str) -> str | None:
    for item in metadata.json_ld:
        value = item.get(key)
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _first(metadata: Metadata, name: str) -> str | None:
    return next(iter(metadata.meta.get(name, ())), None)


def _stripped(text: str | None) -> str | None:
    from newsextract.page.blocks import plain

    return (plain(text).replace("\n", " ") or None) if text else None


_KAZAKH = regex.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_CYRILLIC = regex.compile(r"[а-яёА-ЯЁ]")


def _language(text: str, metadata: Metadata) -> str | None:
    """The language of the text by its letters; that of the page when there are too few."""
    sample = text[:600]
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic > len(sample) * 0.3:
        return "kk" if len(_KAZAKH.findall(sample)) > cyrillic * 0.05 else "ru"
    return (metadata.language or "")[:2].lower() or None
