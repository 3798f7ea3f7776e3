"""What is known of a site, made ready for use, and which site a page is of: by address, markup or lines.

The bundled files of `sites/` are loaded on first use. `sites/generic.toml` holds what is true of any site
and stands behind each profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import regex

from newsextract.page.blocks import NAMES
from newsextract.page.site_file import (
    NAME,
    Layout,
    Lines,
    Rates,
    Site,
    WeatherWidget,
    check_site,
    line_pattern,
    lowered,
    parse_site,
)

LONGEST_EXACT = 100
LONGEST_ANCHORED = 250
LONGEST_LINE = 400  # a longer line is not boilerplate of one pattern
GENERIC = "generic"


class Known(NamedTuple):
    """What a line is known as."""

    reason: str
    beside: bool = False
    opens: bool = False


class Cut(NamedTuple):
    """What is cut out of lines."""

    reason: str
    clue: str
    pattern: regex.Pattern[str]


class Profile:
    """A site file with everything in it compiled, once and on first need."""

    def __init__(self, key: str, site: Site, generic: Profile | None) -> None:
        self.key = key
        self.site = site
        self.generic = generic

    def __repr__(self) -> str:
        return f"Profile({self.key!r})"

    def timezone(self, host: str | None = None) -> str:
        """The site's timezone, else that of the country its address is in."""
        base = self.generic.site if self.generic else self.site
        own = self.site.timezone if self.generic else None
        return own or base.zones.get((host or "").rpartition(".")[2]) or base.timezone or "UTC"

    def known(self, line: str) -> Known | None:
        """What a whole line, its spaces squeezed, is known as, by the site's own table first."""
        if len(line) > LONGEST_LINE:
            return None
        low = line.lower()
        key = _key(low) if len(line) <= LONGEST_EXACT else ""
        for table in self._tables:
            if known := table.known(line, low, key):
                return known
        return None

    @cached_property
    def _tables(self) -> tuple[LineTable, ...]:
        return (LineTable(self.site.lines), *(self.generic._tables if self.generic else ()))

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        """What is cut out of lines, the site's own first."""
        own = tuple(Cut(entry.reason, entry.clue, regex.compile(entry.pattern)) for entry in self.site.inline)
        return own + (self.generic.cuts if self.generic else ())

    @cached_property
    def surroundings(self) -> Mapping[str, str]:
        """Tag, .class or #id of an element beside the article -> the reason it is dropped for."""
        own = {name: reason for reason, names in self.site.surroundings.items() for name in names}
        return {**(self.generic.surroundings if self.generic else {}), **own}

    @cached_property
    def names_around(self) -> Mapping[str, str]:
        """What is never text, and what is known of the surroundings."""
        return {**NAMES, **self.surroundings}

    def drop_names(self, layout: Layout) -> Mapping[str, str]:
        """Tag, .class or #id inside the body -> the reason it is dropped for."""
        return self._drops[layout.name][0]

    def drop_selectors(self, layout: Layout) -> Sequence[tuple[str, str]]:
        """Selector and reason of what takes more than a name to find."""
        return self._drops[layout.name][1]

    @cached_property
    def _drops(self) -> dict[str, tuple[Mapping[str, str], Sequence[tuple[str, str]]]]:
        layouts = self.site.layouts + (self.generic.site.layouts if self.generic else ())
        return {layout.name: _split_drops(layout) for layout in layouts}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Names under which the site signs itself: none of them is an author."""
        site = self.site
        return frozenset(line_key(name) for name in (site.name, *site.domains, *site.self_names))

    @property
    def rates(self) -> Rates | None:
        return self.site.rates or (self.generic.site.rates if self.generic else None)

    @property
    def weather(self) -> WeatherWidget | None:
        return self.site.weather or (self.generic.site.weather if self.generic else None)

    @cached_property
    def widgets(self) -> str:
        """The selector of every widget of the site; "" when its markup shows none."""
        widgets = (self.rates, self.weather)
        return ", ".join(widget.selector for widget in widgets if widget and widget.selector)

    @cached_property
    def cities(self) -> frozenset[str]:
        return frozenset(self.weather.cities if self.weather else ())


def _split_drops(layout: Layout) -> tuple[Mapping[str, str], Sequence[tuple[str, str]]]:
    """Plain names, looked up while the body is walked, and selectors, looked for before."""
    pairs = [(css, reason) for reason, selectors in layout.drop.items() for css in selectors]
    names = {css: reason for css, reason in pairs if NAME.fullmatch(css)}
    return {**NAMES, **names}, [pair for pair in pairs if pair[0] not in names]


class LineTable:
    """Lines of boilerplate, compiled: one look-up, one match, and searches where a clue stands in the line.

    The one match is of all patterns together on the line in lower case, where alternatives that begin with
    a plain letter are skipped at a glance; what passes is matched by each pattern on the line as it is.
    """

    def __init__(self, lines: Sequence[Lines]) -> None:
        entries = [(entry, Known(entry.reason, entry.beside, entry.opens)) for entry in lines]
        self.exact = {line_key(text): known for entry, known in entries for text in entry.exact}
        anchored = [(way, known) for entry, known in entries if not entry.clue for way in _ways(entry)]
        self.anchored = [(re.compile(way, re.IGNORECASE), known) for way, known in anchored]
        self.any_anchored = re.compile("|".join(lowered(way) for way, _ in anchored) or r"(?!)")
        self.clued = [
            (clue.lower(), re.compile("|".join(_ways(entry)), re.IGNORECASE), known)
            for entry, known in entries
            for clue in entry.clue
        ]

    def known(self, line: str, low: str, key: str) -> Known | None:
        """What a line is known as; `low` is the line in lower case, `key` as it is compared, "" for a long
        one."""
        if key and (found := self.exact.get(key)):
            return found
        if len(line) <= LONGEST_ANCHORED and self.any_anchored.match(low):
            found = next((known for way, known in self.anchored if way.match(line)), None)
            if found:
                return found
        for clue, pattern, known in self.clued:
            if clue in low and pattern.match(line):
                return known
        return None


def _ways(entry: Lines) -> Iterator[str]:
    """The patterns of an entry's beginnings and whole lines."""
    yield from map(re.escape, entry.prefix)
    yield from map(line_pattern, entry.pattern)


def line_key(line: str) -> str:
    """A line as it is compared: without case, ё, outer punctuation and doubled spaces.

    >>> line_key(" ПОДЕЛИТЬСЯ: ")
    'поделиться'
    """
    return _key(" ".join(line.lower().split()))


def _key(low: str) -> str:
    return low.replace("ё", "е").strip(" .,:;!?…|•·■*-–—\"'«»()")


# ---- which profile


def load_profile(path: Path) -> Profile:
    """A profile from a site file of one's own. Raises `SiteError` with the file, key and value of a fault."""
    return Profile(
        path.stem, check_site(parse_site(path.read_text("utf-8"), path.name), path.name), generic_profile()
    )


def generic_profile() -> Profile:
    """What is true of any site."""
    return profile_named(GENERIC)


def profile_named(key: str) -> Profile:
    """The bundled profile of that name; raises `KeyError` for an unknown one."""
    return bundled_profiles()[key]


@cache
def bundled_profiles() -> Mapping[str, Profile]:
    """Every bundled profile by the stem of its file, in alphabetical order after the generic one."""
    folder = resources.files("newsextract.page") / "sites"
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
    )
    sites = {Path(entry.name).stem: parse_site(entry.read_text("utf-8"), entry.name) for entry in files}
    generic = Profile(GENERIC, sites.pop(GENERIC), None)
    return {GENERIC: generic} | {key: Profile(key, site, generic) for key, site in sites.items()}


_SAME_SITE = re.compile(r"^(?:www|m|amp)\.")


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.` and `m.`; None for what is no address.

    >>> host_of("https://www.zakon.kz/4825551.html")
    'zakon.kz'
    """
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return _SAME_SITE.sub("", host) if host else None


def pick_profile(host: str | None, source: str, *, html: bool) -> Profile:
    """The profile of a page: by its host, else by the first mark in its source that only one site has."""
    if host is not None:
        return profile_named(_key_of(host))
    keys, marks = _marks(html)
    match = marks.search(source)
    return profile_named(keys[match[0]] if match else GENERIC)


@cache
def _marks(html: bool) -> tuple[dict[str, str], re.Pattern[str]]:
    """Mark -> key of the profile it tells, and the pattern that finds the first mark."""
    keys: dict[str, str] = {}
    for key, profile in bundled_profiles().items():
        keys |= dict.fromkeys(profile.site.markup if html else profile.site.tell_tale, key)
    longest_first = sorted(keys, key=len, reverse=True)
    return keys, re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _key_of(host: str) -> str:
    """The key of the site that owns a host or the domain above it."""
    parts = host.split(".")
    above = (".".join(parts[start:]) for start in range(len(parts) - 1))
    domains = _domains()
    return next((domains[domain] for domain in above if domain in domains), GENERIC)


@cache
def _domains() -> dict[str, str]:
    return {domain: key for key, profile in bundled_profiles().items() for domain in profile.site.domains}
