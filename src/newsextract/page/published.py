"""When a page was published: the ways Russian news sites write a moment, read into an aware datetime."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsextract.lexicon.calendar import AGO, DAYS_BACK, MONTHS, NOW, UNITS, UPDATED, ZONES

_LONGEST = 400  # characters of a dateline; what is longer is prose
_LONGEST_FOR_NET = 60
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_YEAR_WORD = r"(?:\s?(?:года?|г|жылғы|жыл|ж)\b\.?)?"
_BEFORE = r"(?:(?<![\d.,:])(?P<hour_before>[01]?\d|2[0-3]):(?P<minute_before>[0-5]\d)(?::\d\d)?\D{1,10}?)?"
_CLOCK = (
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?(?![\d:])"
)


class _Site(NamedTuple):
    """The timezone of the site, and the moment of fetching in it."""

    zone: ZoneInfo
    fetched: datetime | None


def parse_published(text: str, *, timezone: str, anchor: datetime | None = None) -> datetime | None:
    """The moment `text` names, in `timezone` when it names none of its own; None when it names no moment.

    `anchor` is the moment of fetching, which `Сегодня`, `15 часов назад` and days without a year are counted
    from. A day without a time is its midnight. Raises `ZoneInfoNotFoundError` for an unknown timezone.

    >>> str(parse_published("11 апреля 2024 13:08", timezone="Asia/Almaty"))
    '2024-04-11 13:08:00+05:00'
    >>> fetched = datetime.fromisoformat("2024-04-12T09:00+05:00")
    >>> str(parse_published("Вчера 18:37", timezone="Asia/Almaty", anchor=fetched))
    '2024-04-11 18:37:00+05:00'
    """
    zone = ZoneInfo(timezone)
    if anchor is not None:
        anchor = anchor.astimezone(zone) if anchor.tzinfo else anchor.replace(tzinfo=zone)
    site = _Site(zone, anchor)
    line = " ".join(text.split())[:_LONGEST]
    for read in (_iso, _dated, _days_back, _ago, _net):
        if moment := read(line, site):
            return moment
    return None


def _iso(line: str, site: _Site) -> datetime | None:
    """A machine's moment as a whole, the case of meta tags."""
    if "-" not in line and "T" not in line:
        return None
    try:
        moment = datetime.fromisoformat(line)
    except ValueError:
        return None
    return _local(moment, site)


def _local(moment: datetime, site: _Site) -> datetime:
    """On the clock of the site: UTC is what machines write, any other offset was meant by the page."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=site.zone)
    return moment if moment.utcoffset() else moment.astimezone(site.zone)


def _dated(line: str, site: _Site) -> datetime | None:
    """A full date with or without a time; of several the one that is not said to be of an update."""
    for pattern in _dates():
        found = sorted(pattern.finditer(line), key=lambda match: _is_update(line, match))
        for moment in (_moment(match, site) for match in found):
            if moment:
                return moment
    return None


def _is_update(line: str, found: re.Match[str]) -> bool:
    before = line[max(0, found.start() - 30) : found.start()].lower()
    return any(word in before for word in UPDATED)


def _moment(found: re.Match[str], site: _Site) -> datetime | None:
    parts = found.groupdict()
    hour = parts["hour"] or parts.get("hour_before") or 0
    minute = parts["minute"] or parts.get("minute_before") or 0
    try:
        month = _month(parts["month"])
        year = _year(
            parts["year"], month, int(parts["day"]), site, bare=not hour and found[0] != found.string
        )
        moment = datetime(year, month, int(parts["day"]), int(hour), int(minute), int(parts["second"] or 0))
    except ValueError:
        return None
    return _in_zone(moment, parts, site)


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _month_numbers()[written.lower()]


def _year(written: str | None, month: int, day: int, site: _Site, *, bare: bool) -> int:
    """The year written, or the last one in which that day lies before the fetching. Raises `ValueError`."""
    if written and len(written) == 4:
        return int(written)
    if written and not bare:
        return 2000 + int(written)
    if site.fetched is None or bare:
        raise ValueError("a day without a year, and nothing to count from")
    year = site.fetched.year
    day_of_year = datetime(year, month, day, tzinfo=site.zone)
    return year if day_of_year < site.fetched + timedelta(days=1) else year - 1


def _in_zone(moment: datetime, parts: dict[str, str | None], site: _Site) -> datetime:
    zone, offset = (parts["zone"] or "").lower(), parts["offset"]
    if offset:
        hours, minutes = int(offset[1:3].rstrip(":")), int(offset[3:].lstrip(":") or 0)
        east = timedelta(hours=hours, minutes=minutes)
        return _local(moment.replace(tzinfo=timezone(-east if offset[0] == "-" else east)), site)
    if zone == "z":
        return moment.replace(tzinfo=UTC).astimezone(site.zone)
    if zone:
        return _local(moment.replace(tzinfo=ZoneInfo(ZONES[zone])), site)
    return moment.replace(tzinfo=site.zone)


def _days_back(line: str, site: _Site) -> datetime | None:
    """`Сегодня, 17:49`, `Вчера | 18:37`; the bare word only when no other words stand around it."""
    found = _relative().day.search(line)
    if site.fetched is None or found is None:
        return None
    parts = found.groupdict()
    hour, minute = parts["hour"] or parts["hour_before"], parts["minute"] or parts["minute_before"]
    if hour is None and re.search(r"[^\W\d_]", line[: found.start()] + line[found.end() :]):
        return None
    day = site.fetched - timedelta(days=DAYS_BACK[parts["day"].lower()])
    moment = datetime(day.year, day.month, day.day, int(hour or 0), int(minute or 0))
    return _in_zone(moment, parts, site)


def _ago(line: str, site: _Site) -> datetime | None:
    """`15 часов назад`; of `2 дня назад` the day alone is known."""
    if site.fetched is None:
        return None
    fetched = site.fetched.replace(second=0, microsecond=0)
    if line.lower().strip(" .") in NOW:
        return fetched
    found = _relative().ago.search(line)
    if found is None:
        return None
    unit = next(name for name, words in UNITS.items() if found["unit"].lower() in words)
    moment = fetched - timedelta(**{unit: int(found["count"] or 1)})
    return moment.replace(hour=0, minute=0) if unit == "days" else moment


def _net(line: str, site: _Site) -> datetime | None:
    """Other ways to write a full date, by dateparser, which also reads English."""
    if (
        len(line) > _LONGEST_FOR_NET
        or not re.search(r"\b(?:19|20)\d\d\b", line)
        or not re.search("[^\\W\\d_]", line)
    ):
        return None
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    moment = dateparser.parse(line, languages=["ru", "kk", "en"], settings=settings)
    return _local(moment, site) if moment else None


class _Relative(NamedTuple):
    day: re.Pattern[str]
    ago: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _after() -> str:
    """The time behind a day, and its zone."""
    zone = rf"(?:\s?\(?(?P<zone>Z\b|\b{_any(ZONES)}\b))?(?:\s?(?P<offset>[+-]\d\d?(?::?\d\d)?\b))?"
    return rf"(?:\D{{1,14}}?{_CLOCK}{zone})?"


@cache
def _month_numbers() -> dict[str, int]:
    return {name: number for number, names in MONTHS.items() for name in names}


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{_any(_month_numbers())})\b\.?"
    day = r"(?<![\d.,:/])(?P<day>\d{1,2})(?:-?го)?"
    forms = (
        rf"(?<!\d){_YEAR}(?P<mark>[-./])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)",
        rf"{_BEFORE}{day}\s{{0,2}}{month}(?:,?\s{_YEAR}{_YEAR_WORD})?",
        rf"{_BEFORE}{_YEAR}{_YEAR_WORD}\s(?P<day>\d{{1,2}})\s{month}",
        rf"{_BEFORE}{day}(?P<mark>[-./])(?P<month>\d{{1,2}})(?P=mark){_YEAR}{_YEAR_WORD}",
        rf"{_BEFORE}(?<![\d.,:])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d\d)(?![\d.])",
    )
    return tuple(re.compile(form + _after(), re.IGNORECASE) for form in forms)


@cache
def _relative() -> _Relative:
    units = _any(word for words in UNITS.values() for word in words)
    return _Relative(
        re.compile(rf"{_BEFORE}\b(?P<day>{_any(DAYS_BACK)})\b{_after()}", re.IGNORECASE),
        re.compile(rf"(?:\b(?P<count>\d{{1,3}})\s?)?\b(?P<unit>{units})\b\.?\s{_any(AGO)}\b", re.IGNORECASE),
    )
