"""Dates of rows, as dumps write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

EARLIEST, LATEST = 0, 4_102_444_800
"""Seconds since 1970 that are taken as dates: up to the year 2100."""


def read_date(value: object) -> tuple[datetime | None, tuple[str, ...]]:
    """A row's date: ISO 8601, seconds or milliseconds since 1970, or Russian words; else None and a warning.

    >>> read_date("2024-04-10 17:03:00")[0]
    datetime.datetime(2024, 4, 10, 17, 3)
    >>> read_date("скоро")
    (None, ("the row's date 'скоро' is not understood",))
    """
    if value in (None, ""):
        return None, ()
    if isinstance(value, datetime):
        return value, ()
    if isinstance(value, date):
        return datetime.combine(value, time()), ()
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > LATEST else value
        if EARLIEST < seconds < LATEST:
            return datetime.fromtimestamp(seconds, UTC), ()
    if isinstance(value, str) and (moment := _date_in_words(value.strip())) is not None:
        return moment, ()
    return None, (f"the row's date {str(value)[:60]!r} is not understood",)


def _date_in_words(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if not any(character.isdigit() for character in text) or len(text) > 60:
        return None
    import dateparser

    return dateparser.parse(text, languages=["ru", "en"], settings={"DATE_ORDER": "DMY"})
