"""A site file as it is written, read from TOML and checked: a fault is named with its file, key and value.

docs/sites.md describes every key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import msgspec
import regex

from newsextract.page.elements import check_selector
from newsextract.records import Record

Texts = tuple[str, ...]
Reasons = dict[str, Texts]


class SiteError(ValueError):
    """A site file that cannot be used: the message says the file, the key and the value."""


class Layout(Record, frozen=True, kw_only=True):
    """One markup of a site's article pages, from `since` to `until`; selectors are tried in order.

    Fields are looked for near the body; those named in `anywhere` on the whole page.
    """

    name: str
    body: Texts
    since: str | None = None
    until: str | None = None
    title: Texts = ()
    lead: Texts = ()
    date: Texts = ()
    authors: Texts = ()
    section: Texts = ()
    tags: Texts = ()
    views: Texts = ()
    comments: Texts = ()
    captions: Texts = ()
    anywhere: Texts = ()
    drop: Reasons = msgspec.field(default_factory=dict)


class Lines(Record, frozen=True, kw_only=True):
    """Lines of boilerplate with their reason: exact, by their beginning, or by a pattern of the whole line.

    Where there is a `clue`, beginnings and patterns are tried only on lines that hold one of them.
    `beside` lines are too ordinary to stand alone (`Погода`): they go only beside another dropped line.
    `opens` lines are labels: the headlines that follow them go too.
    """

    reason: str
    exact: Texts = ()
    prefix: Texts = ()
    pattern: Texts = ()
    clue: Texts = ()
    beside: bool = False
    opens: bool = False


class Inline(Record, frozen=True, kw_only=True):
    """Boilerplate cut out of the middle of a line, searched for only where `clue` stands in the line."""

    reason: str
    clue: str
    pattern: str


class Rates(Record, frozen=True, kw_only=True):
    """The widget of exchange rates: its currencies in order, its label in dumps, its place in the markup."""

    currencies: Texts
    heading: Texts = ()
    selector: str | None = None


class WeatherWidget(Record, frozen=True, kw_only=True):
    """The weather widget: its labels in dumps, its place in the markup, the cities it lists."""

    heading: Texts = ()
    selector: str | None = None
    cities: Texts = ()


class Site(Record, frozen=True, kw_only=True):
    """A site file as written."""

    name: str
    domains: Texts = ()
    timezone: str | None = None
    self_names: Texts = ()
    markup: Texts = ()
    tell_tale: Texts = ()
    listing: str | None = None
    layouts: tuple[Layout, ...] = ()
    surroundings: Reasons = msgspec.field(default_factory=dict)
    lines: tuple[Lines, ...] = ()
    inline: tuple[Inline, ...] = ()
    rates: Rates | None = None
    weather: WeatherWidget | None = None
    zones: dict[str, str] = msgspec.field(default_factory=dict)


SELECTOR_FIELDS = (
    "body", "title", "lead", "date", "authors", "section", "tags", "views", "comments", "captions",
)  # fmt: skip
NAME = re.compile(r"[.#]?[A-Za-z][\w-]*")
_CURRENCY = re.compile(r"[A-Z]{3}")


def parse_site(source: str, file: str) -> Site:
    """The site file in `source`. Raises `SiteError` for keys that are unknown or missing."""
    try:
        return msgspec.convert(tomllib.loads(source), Site)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SiteError(f"{file}: {error}") from None


def check_site(site: Site, file: str) -> Site:
    """The same site, its values tried. Raises `SiteError` for a selector, pattern or zone that is none."""
    for key, value, check in _checks(site):
        try:
            check(value)
        except (ValueError, LookupError, OSError, re.error, regex.error) as error:
            raise SiteError(f"{file}: {key} = {value!r}: {error}") from None
    return site


def line_pattern(pattern: str) -> str:
    """A pattern of a whole line; what signs stand after its last word does not matter."""
    return rf"(?:{pattern})\W*$"


def lowered(pattern: str) -> str:
    """A pattern that finds in lower-case text at least what `pattern` finds in any case."""
    pattern = pattern.replace("(?-i:", "(?:")
    return re.sub(r"\\.|\(\?P.|[^\\]", lambda part: part[0] if len(part[0]) > 1 else part[0].lower(), pattern)


def _checks(site: Site) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Key, value and what has to succeed with the value."""
    if site.timezone:
        yield "timezone", site.timezone, ZoneInfo
    for country, zone in site.zones.items():
        yield f"zones.{country}", zone, ZoneInfo
    for number, layout in enumerate(site.layouts):
        yield from _layout_checks(f"layouts[{number}]", layout)
    for reason, names in site.surroundings.items():
        yield from ((f"surroundings.{reason}", name, _check_name) for name in names)
    for number, lines in enumerate(site.lines):
        yield from ((f"lines[{number}].pattern", pattern, _check_line) for pattern in lines.pattern)
    for number, inline in enumerate(site.inline):
        yield f"inline[{number}].pattern", inline.pattern, regex.compile
    yield from _widget_checks(site)


def _layout_checks(key: str, layout: Layout) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    for field in SELECTOR_FIELDS:
        yield from ((f"{key}.{field}", css, check_selector) for css in getattr(layout, field))
    yield from ((f"{key}.anywhere", name, _check_field) for name in layout.anywhere)
    for reason, selectors in layout.drop.items():
        yield from ((f"{key}.drop.{reason}", css, check_selector) for css in selectors)


def _widget_checks(site: Site) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    if site.listing:
        yield "listing", site.listing, check_selector
    if site.rates is not None:
        yield from (("rates.currencies", currency, _check_currency) for currency in site.rates.currencies)
        if site.rates.selector:
            yield "rates.selector", site.rates.selector, check_selector
    if site.weather is not None and site.weather.selector:
        yield "weather.selector", site.weather.selector, check_selector


def _check_field(name: str) -> None:
    if name not in SELECTOR_FIELDS:
        raise ValueError(f"one of {', '.join(SELECTOR_FIELDS)} is wanted")


def _check_name(name: str) -> None:
    if NAME.fullmatch(name) is None:
        raise ValueError("a tag, .class or #id is wanted")


def _check_currency(currency: str) -> None:
    if _CURRENCY.fullmatch(currency) is None:
        raise ValueError("an ISO 4217 code is wanted")


def _check_line(pattern: str) -> None:
    re.compile(line_pattern(pattern), re.IGNORECASE)
    re.compile(lowered(pattern))
