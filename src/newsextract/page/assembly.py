"""A cleaned draft, what the markup said and what was known before -> the `Article` record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import regex

from newsextract.lexicon.page_words import READ_ALSO
from newsextract.page.blocks import Block, joined
from newsextract.page.dom import Metadata
from newsextract.page.draft import Draft
from newsextract.page.form import LISTED_MOMENT
from newsextract.page.markup import Reading
from newsextract.page.profiles import Profile, host_of, line_key
from newsextract.page.published import parse_published
from newsextract.records import Article, Dropped, Hints, Link, Paragraph, Widgets

NO_ARTICLE = "no article found on the page"
COUNTED_IN = frozenset(("counter", "comments", "date", "surroundings"))
LONGEST_LABEL = 100
SAMPLE = 250  # characters by which a language is told
_LABEL = regex.compile(rf"(?:{'|'.join(READ_ALSO)})[^:]{{0,30}}:\s+")
_BETWEEN_TITLES = regex.compile(rf"Продолжение\s?■|■|{LISTED_MOMENT}|\brbc\.group\b")
_VIEWS = regex.compile(r"(?:Просмотр|Прочитано|Прочтений)\p{L}*\s?[:–—-]?\s?(?P<count>\d[\d\s]{0,9})")
_COMMENTS = regex.compile(
    r"(?P<count>\d{1,6})\sкомментари\p{L}+|Комментари\p{L}+\s?[:(]\s?(?P<count>\d{1,6})"
)
_KAZAKH = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]+")


def article_of(
    draft: Draft, reading: Reading, metadata: Metadata, hints: Hints, warnings: tuple[str, ...]
) -> Article:
    """Everything known of the page, each field from the best source that has it."""
    profile = draft.profile
    url = hints.url or metadata.canonical or first_meta(metadata, "og:url")
    host = host_of(url)
    text = joined(draft.blocks)
    dropped = [block for block in draft.blocks if block.reason is not None]
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
        or first_meta(metadata, "article:section")
        or _json_text(metadata, "articleSection"),
        tags=reading.tags or _tags(dropped, metadata),
        language=_language(text, metadata),
        views=_counted(_VIEWS, reading.views, draft),
        comments=_counted(_COMMENTS, reading.comments, draft),
        captions=reading.captions + tuple(block.text for block in dropped if block.reason == "caption"),
        related=tuple(dict.fromkeys(_related(dropped, url, profile))),
        widgets=Widgets(rates=draft.rates, weather=draft.weather),
        dropped=tuple(Dropped(text=block.text, reason=block.reason or "") for block in dropped),
        profile=profile.key,
        warnings=warnings if text else (*warnings, NO_ARTICLE),
    )


def first_meta(metadata: Metadata, name: str) -> str | None:
    """The first value of a meta tag."""
    return next(iter(metadata.meta.get(name, ())), None)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    start = 0
    for block in blocks:
        if block.reason is None:
            stop = start + len(block.text)
            yield Paragraph(start=start, stop=stop, role=block.role)
            start = stop + 1


def _related(dropped: Iterable[Block], base: str | None, profile: Profile) -> Iterator[Link]:
    """Links to other articles; in a dump the headlines alone."""
    for block in dropped:
        if block.reason != "related":
            continue
        known = profile.known(block.text) if len(block.text) <= LONGEST_LABEL else None
        if known is not None and known.opens:
            continue
        for link in block.links or [Link(title=title) for title in _titles(block.text)]:
            if " " in link.title:
                yield Link(title=link.title, url=_absolute(link.url, base))


def _absolute(url: str | None, base: str | None) -> str | None:
    return url if not url or url.startswith("http") else urljoin(base or "", url)


def _titles(text: str) -> Iterator[str]:
    """The headlines in dropped text.

    >>> list(_titles("Продолжение■Мост открыли16 апреля 2024 13:59■Кто строил мостВчера 06:43"))
    ['Мост открыли', 'Кто строил мост']
    """
    for part in _BETWEEN_TITLES.split(text):
        label = _LABEL.match(part)
        if title := part[label.end() if label else 0 :].strip(" .■"):
            yield title


def _counted(pattern: regex.Pattern[str], shown: int | None, draft: Draft) -> int | None:
    """A counter by its own element, else as it is written near the date or among what was dropped."""
    if shown is not None:
        return shown
    written = (draft.date, *(block.text for block in draft.blocks if block.reason in COUNTED_IN))
    found = next((match for text in written if text and (match := pattern.search(text))), None)
    return int("".join(found["count"].split())) if found else None


def _published(draft: Draft, metadata: Metadata, hints: Hints, timezone: str) -> datetime | None:
    """The page's own time: machine-readable first, then as it is shown; the given date when it says none."""
    anchor = hints.date
    if anchor is not None and anchor.tzinfo is None:
        anchor = anchor.replace(tzinfo=ZoneInfo(timezone))
    written = (
        first_meta(metadata, "article:published_time"),
        _json_text(metadata, "datePublished"),
        draft.date,
        first_meta(metadata, "datepublished"),
        first_meta(metadata, "pubdate"),
    )
    moments = (parse_published(text, timezone=timezone, anchor=anchor) for text in written if text)
    return next(filter(None, moments), anchor)


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


def _tags(dropped: Iterable[Block], metadata: Metadata) -> tuple[str, ...]:
    """From meta tags, JSON-LD keywords, or what was dropped as tags."""
    if tags := metadata.meta.get("article:tag"):
        return tuple(dict.fromkeys(tags))
    if keywords := _json_text(metadata, "keywords"):
        return tuple(dict.fromkeys(word.strip() for word in keywords.split(",") if word.strip()))
    tagged = (block for block in dropped if block.reason == "tags")
    return tuple(dict.fromkeys(tag for block in tagged for tag in _tags_in(block)))


def _tags_in(block: Block) -> Iterable[str]:
    if block.links:
        return [link.title for link in block.links]
    words = block.text.rpartition(":")[2]
    return [tag for word in words.split(",") if (tag := word.strip(" .#"))]


def _json_text(metadata: Metadata, key: str) -> str | None:
    for item in metadata.json_ld:
        value = item.get(key)
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _language(text: str, metadata: Metadata) -> str | None:
    """The language of the text by its letters; that of the page when there are too few of them."""
    sample = text[:SAMPLE]
    cyrillic = sum(map(len, _CYRILLIC.findall(sample)))
    if cyrillic * 3 > len(sample):
        return "kk" if len(_KAZAKH.findall(sample)) * 20 > cyrillic else "ru"
    return (metadata.language or "")[:2].lower() or None
