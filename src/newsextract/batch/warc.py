"""Web archives (WARC): a row for every response that brought a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO, cast

from newsextract.batch.rows import Payload, Placed, broken_row
from newsextract.batch.streams import Guarded
from newsextract.batch.warc_records import ArchiveRecord, Damage, read_records
from newsextract.extras import optional

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
RECORD_TYPES = ("response", "resource")
OK = 200

HTTP_HEADERS = 1 << 16
"""Bytes of HTTP headers that a block may have besides the page."""


def read_warc(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Placed]:
    """Pages that a server sent with status 200, and resource records of a page's type; what else is archived
    (pictures, redirects, requests) is no row. The time of fetching is the row's date. Damage is a row, and
    reading goes on behind it.
    """
    numbers = count(1)
    for record in read_records(cast(Guarded, stream), max_bytes + HTTP_HEADERS):
        if isinstance(record, Damage):
            place = f"{name}:{next(numbers)}"
            yield place, broken_row(place, "BrokenFile", account(record))
        elif record.headers["warc-type"] in RECORD_TYPES:
            place = f"{name}:{next(numbers)}"
            payload = page_row(record, place, max_bytes)
            if payload is not None:
                yield place, payload


def account(damage: Damage) -> str:
    """What is wrong and where, in one line."""
    behind = "no record behind it" if damage.resumed is None else f"went on at byte {damage.resumed:,}"
    return f"damaged at byte {damage.start:,}: {damage.reason}; {behind}"


def page_row(record: ArchiveRecord, place: str, max_bytes: int) -> Payload | None:
    """The page in the block of a record and what its headers say; None for a record without a page."""
    headers = record.headers
    content = fastwarc().WarcRecord()
    content.set_bytes_content(record.block)
    content.is_http = headers.get("content-type", "").lower().startswith("application/http")
    try:
        if page_type(headers, content) not in PAGE_TYPES:
            return None
        page = content.reader.read(max_bytes + 1)
    except (ValueError, OSError) as error:
        return broken_row(place, "BrokenPage", f"its transfer is damaged: {error}")
    return {
        "id": (headers.get("warc-record-id") or place).strip("<>").removeprefix("urn:uuid:"),
        "url": headers.get("warc-target-uri", "").strip("<>") or None,
        "date": headers.get("warc-date"),
        "charset": content.http_charset if content.is_http else None,
        "page": page,
    }


def page_type(headers: dict[str, str], content: Any) -> str:
    """The media type of what a record holds; empty for a response that is not OK."""
    kind = headers.get("content-type")
    if content.is_http:
        content.parse_http(auto_decode="all")
        if content.http_headers.status_code != OK:
            return ""
        kind = content.http_content_type
    return (kind or "").split(";")[0].strip().lower()


def fastwarc() -> Any:
    """The fastwarc.warc module; raises `ImportError` that names the extra when it is not installed."""
    optional("fastwarc", extra="warc", use="WARC")
    from fastwarc import warc

    return cast(Any, warc)
