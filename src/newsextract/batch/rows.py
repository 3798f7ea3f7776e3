"""A row of a dump: as it was read (cheap, in the parent), and as a page with what is known of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from newsextract.batch.dates import read_date
from newsextract.batch.streams import BrokenStreamError, Meter, open_stream
from newsextract.page.decode import decode
from newsextract.records import Failure, PageError, PageKind, Record

Payload: TypeAlias = bytes | dict[str, Any] | Failure
"""What a reader hands on: a line of JSON, fields by column name, or the reason why the row cannot be read."""

Placed: TypeAlias = tuple[str, Payload]
"""Where a row stands (`dump.jsonl:12`) and what is there."""

HABITS: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "article_id", "doc_id", "uuid"),
    "url": ("url", "link", "href"),
    "title": ("title", "headline"),
    "date": ("date", "published", "pub_date", "published_at", "datetime"),
    "html": ("html", "raw_html", "content", "page"),
    "text": ("text", "body", "article"),
    "charset": ("charset",),
}
"""The names columns have in dumps, the likeliest first; letter case does not matter."""

FILE_COLUMN = "newsextract:file"
"""The field of a row that is a file on this machine: the worker reads it."""


class Columns(Record, frozen=True, kw_only=True):
    """Names of columns said by the user; None finds the column by habit (`HABITS`)."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    html: str | None = None
    text: str | None = None

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Columns:
        """The columns by their meaning; raises `ValueError` for a meaning that is none.

        >>> Columns.of({"html": "Body"}).html
        'Body'
        """
        for meaning in columns:
            if meaning not in cls.__struct_fields__:
                raise ValueError(f"columns: {meaning!r} is none of {', '.join(cls.__struct_fields__)}")
        return cls(**columns)

    def given(self) -> dict[str, str]:
        """The columns that were said, by their meaning."""
        return {
            name: column for name in self.__struct_fields__ if (column := getattr(self, name)) is not None
        }


class RawRow(Record, frozen=True, kw_only=True):
    """A row as read: its number in the whole run, where it stands (`dump.jsonl:12`), and what is there."""

    number: int
    place: str
    payload: Payload

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        if isinstance(self.payload, dict):
            return sum(len(value) for value in self.payload.values() if isinstance(value, str | bytes))
        return len(self.payload) if isinstance(self.payload, bytes) else 0


class Row(Record, frozen=True, kw_only=True):
    """A page of a dump with what the row says of it."""

    id: str
    page: bytes | str
    kind: PageKind | None = None
    url: str | None = None
    title: str | None = None
    date: datetime | None = None
    charset: str | None = None
    warnings: tuple[str, ...] = ()


def broken_row(place: str, kind: str, message: str) -> Failure:
    """The failure of a row that cannot be read; `kind` is the short name of the reason, for counting."""
    return Failure(id=writable(place), stage="read", error=kind, message=writable(f"{place}: {message}"))


def too_long(place: str, size: int) -> Failure:
    """The failure of a row that was skipped for its size in bytes."""
    return broken_row(place, "TooLong", f"the row has {size:,} bytes (--max-bytes)")


def writable(text: str) -> str:
    """A text that can be written as UTF-8: file names may hold bytes that are none.

    >>> writable("страница-\\udcff.html")
    'страница-?.html'
    """
    return text.encode("utf-8", "replace").decode()


class NoPageError(ValueError):
    """A row that holds no page; `kind` is the short name of the reason, for counting."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def read_row(raw: RawRow, columns: Columns, max_bytes: int = 20_000_000) -> Row | Failure:
    """The page of a row and what is known of it, or why there is none.

    `max_bytes` is the most that is read of a page in a file of its own.

    >>> line = '{"link": "https://a.kz/1", "body": "Мост открыт."}'
    >>> raw = RawRow(number=0, place="dump.jsonl:1", payload=line.encode())
    >>> row = read_row(raw, Columns())
    >>> row.id, row.url, row.page
    ('dump.jsonl:1', 'https://a.kz/1', 'Мост открыт.')
    """
    if isinstance(raw.payload, Failure):
        return raw.payload
    fields: Mapping[str, Any] = {}
    try:
        fields = raw.payload if isinstance(raw.payload, dict) else decode_object(raw.payload)
        if FILE_COLUMN in fields:
            fields = {"id": fields["id"], "page": read_file(fields[FILE_COLUMN], max_bytes)}
        return page_of(fields, raw.place, columns)
    except (NoPageError, OSError, BrokenStreamError) as problem:
        kind = getattr(problem, "kind", type(problem).__name__)
        finder = ColumnFinder(fields, Columns())
        return Failure(
            id=finder.string("id") or raw.place,
            url=finder.string("url"),
            stage="read",
            error=kind,
            message=f"{raw.place}: {problem}",
        )


def identity(raw: RawRow, columns: Columns) -> tuple[str, str | None]:
    """The id and url of a row, without reading its page."""
    if isinstance(raw.payload, Failure):
        return raw.payload.id or raw.place, raw.payload.url
    try:
        fields = raw.payload if isinstance(raw.payload, dict) else decode_object(raw.payload)
    except NoPageError:
        return raw.place, None
    finder = ColumnFinder(fields, columns)
    return finder.string("id") or raw.place, finder.string("url")


def read_file(path: str, max_bytes: int) -> bytes:
    """A page in a file of its own; of one over the limit a byte more, so that the page is refused."""
    with open_stream(path, Meter()) as stream:
        return stream.read(max_bytes + 1)


def decode_object(line: bytes) -> dict[str, Any]:
    """The object on a line of JSON; tolerates what json.dumps writes beyond the standard (NaN)."""
    line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        value = _decode_leniently(line)
    if not isinstance(value, dict):
        raise NoPageError("NotAnObject", f"a row is a JSON object, this is {_kind_of(value)}")
    return value


def _decode_leniently(line: bytes) -> Any:
    try:
        value = json.loads(line.decode("utf-8", "surrogateescape"))
    except json.JSONDecodeError as error:
        raise NoPageError("BrokenJSON", f"not JSON at character {error.pos}: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise NoPageError("BrokenJSON", f"not readable JSON: {error}") from None
    return {name: unescaped(field) for name, field in value.items()} if isinstance(value, dict) else value


def unescaped(value: Any) -> Any:
    """A field whose surrogates are bytes that were no UTF-8, as these bytes, for the decoder to read."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
        return value
    except UnicodeEncodeError:
        pass
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair of \\ud83d\\ude00
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _kind_of(value: object) -> str:
    names = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), "null")


def page_of(fields: Mapping[str, Any], place: str, columns: Columns) -> Row:
    """The page among the fields of a row; raises `NoPageError` when there is none."""
    finder = ColumnFinder(fields, columns)
    page, kind = finder.page()
    if page is None:
        raise NoPageError("NoPage", finder.missing())
    moment, warnings = read_date(finder.value("date"))
    return Row(
        id=finder.string("id") or place,
        page=page,
        kind=kind,
        url=finder.string("url"),
        title=finder.string("title"),
        date=moment,
        charset=finder.string("charset"),
        warnings=warnings,
    )


class ColumnFinder:
    """Looks fields up by the names said, or by habit."""

    def __init__(self, fields: Mapping[str, Any], columns: Columns) -> None:
        self.fields = fields
        self.given = columns.given()
        self.by_habit = {name.strip().lower(): name for name in fields if isinstance(name, str)}

    def value(self, meaning: str) -> Any:
        """The first field that is there and not empty, or None."""
        if (column := self.given.get(meaning)) is not None:
            return self.fields.get(column)
        for name in HABITS[meaning]:
            value = self.fields.get(self.by_habit.get(name, ""))
            if value not in (None, "") and value == value:  # NaN is how tables write nothing
                return value
        return None

    def string(self, meaning: str) -> str | None:
        """The field as a string: whole numbers as they read, what is neither is absent."""
        value = self.value(meaning)
        if isinstance(value, bytes):
            value = readable(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int | UUID) and not isinstance(value, bool):
            return str(value)
        return writable(value.strip()) or None if isinstance(value, str) else None

    def page(self) -> tuple[bytes | str | None, PageKind | None]:
        """The page and, when the user said which column it is in, its kind; HTML before text."""
        meanings: tuple[PageKind, ...] = ("html", "text")
        said = [meaning for meaning in meanings if meaning in self.given] or meanings
        found = {meaning: value for meaning in said if (value := self.value(meaning)) not in (None, "", b"")}
        for meaning, value in found.items():
            if isinstance(value, str | bytes):
                return value, meaning if meaning in self.given else None
        for meaning, value in found.items():
            raise NoPageError("NoPage", f"the {meaning} is {_kind_of(value)}, not a string")
        return (b"", None) if self._has_page_column() else (None, None)

    def _has_page_column(self) -> bool:
        """Whether the page's column is there, though empty: then the page is at fault, not the row."""
        said = [self.given[meaning] for meaning in ("html", "text") if meaning in self.given]
        if said:
            return any(column in self.fields for column in said)
        return any(name in self.by_habit for name in HABITS["html"] + HABITS["text"])

    def missing(self) -> str:
        """What was looked for and what is there instead."""
        said = [self.given[meaning] for meaning in ("html", "text") if meaning in self.given]
        wanted = ", ".join(said or HABITS["html"] + HABITS["text"])
        there = ", ".join(str(name) for name in list(self.fields)[:20]) or "nothing"
        return f"no column with a page: looked for {wanted}; there is {there} (name it with --html-column)"


def readable(value: bytes) -> str:
    """A field in another encoding as text, what is none in it replaced."""
    try:
        return decode(value).text
    except PageError:
        return value.decode("utf-8", "replace")
