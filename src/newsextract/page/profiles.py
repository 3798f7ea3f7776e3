"""What is known of a site, from `sites/*.toml`: loaded on first use, checked, picked by address, markup or lines.

docs/sites.md describes every key. `sites/generic.toml` holds what is true of any site and stands behind each profile.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import regex

from newsextract.page.blocks import NAMES
from newsextract.page.dom import check_selector
from newsextract.records import Record

LONGEST_ANCHORED = 250
LONGEST_LINE = 400  # a longer line is not boilerplate of one pattern
LONGEST_EXACT = 120
GENERIC = "generic"

Texts = tuple[str, ...]


class SiteError(ValueError):
    """A site file that cannot be used: says the file, the key and the value."""


class Layout(Record, frozen=True, kw_only=True):
    """One markup of a site's article pages, from `since` to `until`; selectors of a field are tried in order."""

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
    drop: dict[str, Texts] = {}


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
    """Boilerplate cut out of the middle of a line; the pattern is tried only where `clue` stands in the line."""

    reason: str
    clue: str
    pattern: str


class Rates(Record, frozen=True, kw_only=True):
    """The widget of exchange rates: its label in dumps, its place in the markup, its currencies in order."""

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
    surroundings: dict[str, Texts] = {}
    lines: tuple[Lines, ...] = ()
    inline: tuple[Inline, ...] = ()
    rates: Rates | None = None
    weather: WeatherWidget | None = None
    zones: dict[str, str] = {}


class Known(NamedTuple):
    """What a line is known as."""

    reason: str
    beside: bool
    opens: bool


class Profile:
    """A site file made ready for use: everything compiled once, on first need."""

    def __init__(self, key: str, site: Site, generic: Profile | None) -> None:
        self.key = key
        self.site = site
        self.generic = generic

    @property
    def name(self) -> str:
        return self.site.name

    def timezone(self, host: str | None = None) -> str:
        """The site's timezone, else that of the country its address is in."""
        base = self.generic.site if self.generic else self.site
        country = (host or "").rpartition(".")[2]
        return self.site.timezone or base.zones.get(country) or base.timezone or "UTC"

    @cached_property
    def inline(self) -> tuple[tuple[str, str, regex.Pattern[str]], ...]:
        """Reason, clue and pattern of what is cut out of lines, the site's own first."""
        own = tuple((entry.reason, entry.clue, regex.compile(entry.pattern)) for entry in self.site.inline)
        return own + (self.generic.inline if self.generic else ())

    def drop_names(self, layout: Layout) -> Mapping[str, str]:
        """Tag, .class or #id inside the body -> the reason it is dropped for."""
        return self._drop_names[layout.name]

    @cached_property
    def _drop_names(self) -> dict[str, Mapping[str, str]]:
        simple = {
            layout.name: {css: reason for reason, css in _drops(layout) if _NAME.fullmatch(css)}
            for layout in self._layouts
        }
        return {name: {**NAMES, **own} for name, own in simple.items()}

    def drop_selectors(self, layout: Layout) -> Sequence[tuple[str, str]]:
        """Reason and selector of what takes more than a name to find."""
        return self._drop_selectors[layout.name]

    @cached_property
    def _drop_selectors(self) -> dict[str, Sequence[tuple[str, str]]]:
        return {
            layout.name: [(reason, css) for reason, css in _drops(layout) if not _NAME.fullmatch(css)]
            for layout in self._layouts
        }

    @property
    def _layouts(self) -> tuple[Layout, ...]:
        return self.site.layouts + (self.generic.site.layouts if self.generic else ())

    @cached_property
    def surroundings(self) -> dict[str, str]:
        """Class, id or tag of an element beside the article -> the reason it is dropped for."""
        own = {name: reason for reason, names in self.site.surroundings.items() for name in names}
        return (self.generic.surroundings if self.generic else {}) | own

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Names under which the site signs itself: none of them is an author."""
        site = self.site
        return frozenset(line_key(name) for name in (site.name, *site.domains, *site.self_names))

    @cached_property
    def rates(self) -> Rates | None:
        return self.site.rates or (self.generic.rates if self.generic else None)

    @cached_property
    def weather(self) -> WeatherWidget | None:
        return self.site.weather or (self.generic.weather if self.generic else None)

    @cached_property
    def cities(self) -> frozenset[str]:
        return frozenset(self.weather.cities if self.weather else ())

    def known(self, line: str) -> Known | None:
        """What a whole line is known as, by the site's own tables first."""
        return self._known(line.lower()) if len(line) <= LONGEST_LINE else None

    def _known(self, line: str) -> Known | None:
        return self._table.known(line) or (self.generic._known(line) if self.generic else None)

    @cached_property
    def _table(self) -> LineTable:
        return LineTable(self.site.lines)


def _drops(layout: Layout) -> Iterator[tuple[str, str]]:
    return ((reason, css) for reason, selectors in layout.drop.items() for css in selectors)


_NAME = re.compile(r"[.#]?[A-Za-z][\w-]*")


class LineTable:
    """Lines of boilerplate, compiled: one look-up, one match, and searches where a clue stands in the line.

    Patterns and lines are lowered instead of matched without case: alternatives that begin with a plain letter
    are then skipped at a glance.
    """

    def __init__(self, lines: tuple[Lines, ...]) -> None:
        entries = [(entry, Known(entry.reason, entry.beside, entry.opens)) for entry in lines]
        self.exact = {line_key(text): known for entry, known in entries for text in entry.exact}
        self.anchored = [
            (re.compile(way), known) for entry, known in entries if not entry.clue for way in ways_of(entry)
        ]
        self.any_anchored = re.compile("|".join(way.pattern for way, _ in self.anchored) or r"(?!)")
        self.clued = [
            (tuple(clue.lower() for clue in entry.clue), re.compile("|".join(ways_of(entry))), known)
            for entry, known in entries
            if entry.clue
        ]

    def known(self, line: str) -> Known | None:
        """What a line (in lower case) is known as."""
        length = len(line)
        if length <= LONGEST_EXACT and (found := self.exact.get(line_key(line))):
            return found
        if length <= LONGEST_ANCHORED and self.any_anchored.match(line):
            return next(known for way, known in self.anchored if way.match(line))
        for clues, pattern, known in self.clued:
            if any(clue in line for clue in clues) and pattern.match(line):
                return known
        return None


def ways_of(entry: Lines) -> Iterator[str]:
    """The patterns of an entry's beginnings and whole lines, for lines in lower case."""
    for prefix in entry.prefix:
        yield re.escape(prefix.lower())
    for pattern in entry.pattern:
        yield rf"(?:{_lowered(pattern)})\W*$"


def _lowered(pattern: str) -> str:
    """A pattern in lower case but for its escapes."""
    return re.sub(r"\\.|\(\?P.|[^\\]", lambda part: part[0] if len(part[0]) > 1 else part[0].lower(), pattern)


def line_key(line: str) -> str:
    """A line as it is compared: without case, ё, outer punctuation and doubled spaces.

    >>> line_key(" ПОДЕЛИТЬСЯ: ")
    'поделиться'
    """
    return " ".join(line.casefold().replace("ё", "е").split()).strip(" .,:;!?…|•·■*-–—\"'«»()")


# ---- loading


def read_site(source: str, file: str) -> Site:
    """A site file, checked: raises `SiteError` with file, key and value."""
    try:
        site = msgspec.convert(tomllib.loads(source), Site)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SiteError(f"{file}: {error}") from None
    for key, value, check in _checks(site):
        try:
            check(value)
        except Exception as error:  # whatever the checked library raises is a fault of the file
            raise SiteError(f"{file}: {key} = {value!r}: {error}") from None
    return site


def _checks(site: Site) -> Iterator[tuple[str, str, object]]:
    yield from ()


@cache
def _bundled() -> dict[str, Profile]:
    """Every bundled profile by the stem of its file."""
    folder = resources.files("newsextract.page") / "sites"
    sources = {
        Path(entry.name).stem: entry.read_text("utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    generic = _profile(GENERIC, sources.pop(GENERIC), None)
    return {GENERIC: generic} | {key: _profile(key, sources[key], generic) for key in sorted(sources)}


def _profile(key: str, source: str, generic: Profile | None) -> Profile:
    return Profile(key, msgspec.convert(tomllib.loads(source), Site), generic)


def profile_named(key: str) -> Profile:
    """The bundled profile of that name; raises `KeyError` for an unknown one."""
    return _bundled()[key]


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.` and `m.`.

    >>> host_of("https://www.zakon.kz/4825551.html")
    'zakon.kz'
    """
    host = urlsplit(url).hostname if url else None
    return regex.sub(r"^(?:www|m|amp)\.", "", host) if host else None


def pick_profile(host: str | None, source: str, *, html: bool) -> Profile:
    """The profile of a page: by its host, else by the first mark in its source that only one site has."""
    if host is not None:
        found = _by_host(host)
        return profile_named(found or GENERIC)
    keys, marks = _marks(html)
    match = marks.search(source)
    return profile_named(keys[match[0]] if match else GENERIC)


@cache
def _marks(html: bool) -> tuple[dict[str, str], re.Pattern[str]]:
    """Mark -> key of the profile it tells, and the pattern that finds the first mark."""
    keys: dict[str, str] = {}
    for key, profile in _bundled().items():
        keys |= dict.fromkeys(profile.site.markup if html else profile.site.tell_tale, key)
    longest_first = sorted(keys, key=len, reverse=True)
    return keys, re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


@cache
def _domains() -> dict[str, str]:
    return {domain: key for key, profile in _bundled().items() for domain in profile.site.domains}


def _by_host(host: str) -> str | None:
    domains = _domains()
    parts = host.split(".")
    for start in range(len(parts) - 1):
        if found := domains.get(".".join(parts[start:])):
            return found
    return None
