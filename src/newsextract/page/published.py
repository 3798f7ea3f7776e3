"""When a page was published: the ways Russian news sites write a moment, read into an aware datetime."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_MONTHS = {
    name: number for number, name in enumerate("янв фев мар апр ма июн июл авг сен окт ноя дек".split(), 1)
}
_CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
_NAMED = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<month>[а-я]{{3,8}})\.?\s+(?P<year>(?:19|20)\d\d)(?:[^\d]{{1,12}}{_CLOCK})?",
    re.I,
)
_RELATIVE = re.compile(rf"\b(?P<day>сегодня|вчера)\b(?:\D{{1,5}}{_CLOCK})?", re.I)


def parse_published(text: str, *, timezone: str, anchor: datetime | None = None) -> datetime | None:
    """The moment `text` names, in `timezone` when it names none; None when it names no moment.

    `anchor` is the moment of fetching, which `Сегодня` and `15 часов назад` are counted from.

    >>> str(parse_published("11 апреля 2024 13:08", timezone="Asia/Almaty"))
    '2024-04-11 13:08:00+05:00'
    """
    zone = ZoneInfo(timezone)
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except ValueError:
        pass
    if found := _NAMED.search(text):
        month = next((n for stem, n in _MONTHS.items() if found["month"].lower().startswith(stem)), None)
        try:
            return datetime(
                int(found["year"]),
                month or 0,
                int(found["day"]),
                int(found["hour"] or 0),
                int(found["minute"] or 0),
                tzinfo=zone,
            )
        except ValueError:
            return None
    if anchor and (found := _RELATIVE.search(text)):
        day = anchor.astimezone(zone) - timedelta(days=found["day"].lower() == "вчера")
        return day.replace(
            hour=int(found["hour"] or 0), minute=int(found["minute"] or 0), second=0, microsecond=0
        )
    return None
