"""Web archives (WARC): a row for every response that brought a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from newsextract.batch.rows import Payload, Placed, broken_row
from newsextract.batch.streams import BrokenStreamError

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
OK = 200

HTTP_HEADERS = 1 << 16
"""Bytes of HTTP headers that a block may have besides the page."""

RECORD_ENDS = (b"\r\n\r\n", b"\n\n")


def read_warc(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Placed]:
    """Pages that a server sent with status 200, and resource records of a page's type; what else is archived
    (pictures, redirects, requests) is no row. The time of fetching is the row's date.
    """
    tail = Tail(stream)
    for number, record in enumerate(records(tail), 1):
        place = f"{name}:{number}"
        block = record.reader.read(max_bytes + HTTP_HEADERS)
        if len(block) < min(record.content_length, max_bytes + HTTP_HEADERS):
            yield place, broken_row(place, "BrokenFile", "the file ends in the middle of this record")
            return
        payload = page_row(record, block, place, max_bytes)
        if payload is not None:
            yield place, payload
    if tail.last and not tail.last.endswith(RECORD_ENDS):
        raise BrokenStreamError("the file ends in the middle of a record")


def records(stream: io.RawIOBase) -> Iterator[Any]:
    """Responses and resources."""
    warc = fastwarc()
    types = warc.WarcRecordType.response | warc.WarcRecordType.resource
    try:
        yield from warc.ArchiveIterator(stream, record_types=types, parse_http=False, fsspec_args=False)
    except (ValueError, OSError) as error:
        if getattr(error, "errno", None) is not None:
            raise
        raise BrokenStreamError(f"not a whole WARC file: {error}") from None


def page_row(record: Any, block: bytes, place: str, max_bytes: int) -> Payload | None:
    """The page in the block of a record and what its headers say; None for a record without a page."""
    content = fastwarc().WarcRecord()  # apart from the archive, so that damage in it stays there
    content.set_bytes_content(block)
    try:
        if page_type(record, content) not in PAGE_TYPES:
            return None
        page = content.reader.read(max_bytes + 1)
    except (ValueError, OSError) as error:
        return broken_row(place, "BrokenPage", f"its transfer is damaged: {error}")
    return {
        "id": (record.headers.get("WARC-Record-ID") or place).strip("<>").removeprefix("urn:uuid:"),
        "url": record.headers.get("WARC-Target-URI"),
        "date": record.headers.get("WARC-Date"),
        "charset": content.http_charset if record.is_http else None,
        "page": page,
    }


def page_type(record: Any, content: Any) -> str:
    """The media type of what a record holds; empty for a response that is not OK."""
    if not record.is_http:
        kind = record.headers.get("Content-Type")
    else:
        content.is_http = True
        content.parse_http(auto_decode="all")
        if content.http_headers.status_code != OK:
            return ""
        kind = content.http_content_type
    return (kind or "").split(";")[0].strip().lower()


class Tail(io.RawIOBase):
    """A stream that remembers its last bytes, by which a torn end is noticed."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.last = b""
        self.position = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        if data:
            self.last = (self.last + data[-4:])[-4:]
            self.position += len(data)
        return data

    def tell(self) -> int:
        return self.position


def fastwarc() -> Any:
    """The fastwarc.warc module; raises `ImportError` that names the extra when it is not installed."""
    try:
        from fastwarc import warc
    except ImportError:
        raise ImportError("WARC needs an extra package: pip install 'newsextract[warc]'") from None
    return cast(Any, warc)
