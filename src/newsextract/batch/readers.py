"""Dumps in: every row of the inputs, numbered through, each exactly once whether it can be read or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from newsextract.batch.archives import read_tar, read_zip
from newsextract.batch.delimited import header_of, read_table
from newsextract.batch.inputs import Input, InputError, files_of
from newsextract.batch.lines import LongLine, bounded_lines
from newsextract.batch.parquet import parquet_columns, read_parquet
from newsextract.batch.recoding import as_utf8, codec
from newsextract.batch.rows import (
    FILE_COLUMN,
    HABITS,
    Columns,
    NoPageError,
    Placed,
    RawRow,
    broken_row,
    decode_object,
    too_long,
    writable,
)
from newsextract.batch.streams import (
    STANDARD_INPUT,
    BrokenStreamError,
    Meter,
    is_remote,
    open_seekable,
    open_stream,
)
from newsextract.batch.warc import fastwarc, read_warc
from newsextract.records import Record

JSON_ESCAPES = 6
"""Bytes that one character of a page may take on a line of JSON (`\\u0430`)."""

CSV_ESCAPES = 2
"""Characters that one character of a page may take in a CSV field (`""`)."""


class Reading(Record, frozen=True, kw_only=True):
    """How dumps are read: columns said, the most bytes of one page, the encoding of JSON and CSV."""

    columns: Columns = Columns()
    max_bytes: int = 20_000_000
    encoding: str | None = None


def read_rows(inputs: Iterable[Input], reading: Reading, meter: Meter) -> Iterator[RawRow]:
    """The rows of all inputs in order, numbered from 0; a damaged input ends with one row that says so."""
    numbers = count()
    done = 0
    for item in inputs:
        for place, payload in read_input(item, reading, meter):
            meter.rows += 1
            yield RawRow(number=next(numbers), place=writable(place), payload=payload)
        done += item.bytes
        meter.read = done


def read_input(item: Input, reading: Reading, meter: Meter) -> Iterator[Placed]:
    """The rows of one input; what goes wrong while reading becomes its last row."""
    last = "its beginning"
    try:
        for place, payload in _rows_of(item, reading, meter):
            yield place, payload
            last = place
    except BrokenStreamError as error:
        yield item.name, broken_row(item.name, "BrokenFile", f"{error} (after {last})")
    except OSError as error:
        reason = error.strerror or str(error)
        yield item.name, broken_row(item.name, type(error).__name__, f"{reason} (after {last})")


def _rows_of(item: Input, reading: Reading, meter: Meter) -> Iterator[Placed]:
    if item.format == "folder":
        for inner in files_of(Path(item.path), item.inside, item.name):
            yield from read_input(inner, reading, meter)
    elif item.format == "pages" and item.path != STANDARD_INPUT and not is_remote(item.path):
        meter.read += Path(item.path).stat().st_size
        yield item.name, {"id": item.name, FILE_COLUMN: item.path}  # a worker reads it
    elif item.format in SEEKING:
        with open_seekable(item.path, meter) as file:
            yield from SEEKING[item.format](file, item.name, reading)
    else:
        with open_stream(item.path, meter, by_member=item.format == "warc") as stream:
            yield from STREAMING[item.format](stream, item.name, reading)


# ---- one reader a format: (stream, name, reading) -> places and payloads


def read_jsonl(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """One JSON object a line; blank lines are no rows."""
    limit = JSON_ESCAPES * reading.max_bytes
    for number, line in enumerate(bounded_lines(as_utf8(stream, reading.encoding), limit), 1):
        place = f"{name}:{number}"
        if isinstance(line, LongLine):
            yield place, too_long(place, line.size)
        elif line.strip():
            yield place, line


def read_csv(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """Records of a table with a head."""
    return read_table(as_utf8(stream, reading.encoding), name, CSV_ESCAPES * reading.max_bytes)


def read_page(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """A file that is one page; of one over the limit a byte more than that, for the page to be refused."""
    yield name, {"id": name, "page": stream.read(reading.max_bytes + 1)}


def read_zip_file(file: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """The pages and dumps in a zip file."""
    return read_zip(file, name, lambda format, stream, inner: STREAMING[format](stream, inner, reading))


def read_tar_file(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """The pages and dumps in a tar file."""
    return read_tar(
        stream, name, lambda format, inner, inner_name: STREAMING[format](inner, inner_name, reading)
    )


def read_warc_file(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """The pages among the responses of a web archive."""
    return read_warc(stream, name, reading.max_bytes)


def read_parquet_file(file: BinaryIO, name: str, reading: Reading) -> Iterator[Placed]:
    """The rows of a Parquet file."""
    return read_parquet(file, name, reading.columns)


Reader = Callable[[BinaryIO, str, Reading], Iterator[Placed]]
STREAMING: dict[str, Reader] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "pages": read_page,
    "tar": read_tar_file,
    "warc": read_warc_file,
}
SEEKING: dict[str, Reader] = {"zip": read_zip_file, "parquet": read_parquet_file}


# ---- what can be known before the run


def check_inputs(inputs: Iterable[Input], reading: Reading) -> None:
    """Refuse what cannot be opened, and tables that lack the columns; raises `InputError` that lists those
    they have, `ImportError` for a format that needs an extra.
    """
    if reading.encoding is not None:
        codec(reading.encoding)
    for item in inputs:
        if item.path == STANDARD_INPUT or is_remote(item.path) or item.format in ("folder", "pages"):
            continue
        check_opens(item)
        columns = _columns_of(item, reading)
        missing = None if columns is None else missing_columns(columns, reading.columns)
        if missing:
            raise InputError(f"{item.path}: {missing}")


def check_opens(item: Input) -> None:
    """Refuse a file that cannot be opened; damage further on is a row's failure."""
    if item.format == "warc":
        fastwarc()
    try:
        with open_stream(item.path, Meter()) as stream:
            stream.read(1)
    except BrokenStreamError:
        return
    except OSError as error:
        raise InputError(f"{item.path}: {error.strerror or error}") from None


def _columns_of(item: Input, reading: Reading) -> list[str] | None:
    """The columns of a table; None for an input that is none, or that does not tell before it is read."""
    if item.format == "jsonl":
        return _first_columns(item, reading) if reading.columns.given() else None
    if item.format not in ("csv", "parquet"):
        return None
    if item.format == "parquet":
        with open_seekable(item.path, Meter()) as file:
            return parquet_columns(file, item.path)
    try:
        with open_stream(item.path, Meter()) as stream:
            return header_of(as_utf8(stream, reading.encoding), CSV_ESCAPES * reading.max_bytes)
    except (BrokenStreamError, ValueError) as error:
        raise InputError(f"{item.path}: {error}") from None


def _first_columns(item: Input, reading: Reading) -> list[str] | None:
    _, payload = next(read_input(item, reading, Meter()), ("", b""))
    try:
        return list(decode_object(payload)) if isinstance(payload, bytes) else None
    except NoPageError:
        return None


def missing_columns(there: list[str], columns: Columns) -> str | None:
    """What is wrong with the columns of a table, or None."""
    listed = ", ".join(name[:40] for name in there[:20]) or "none"
    for name in columns.given().values():
        if name not in there:
            return f"there is no column {name!r}; the columns are {listed}"
    said = columns.html or columns.text
    habits = {*HABITS["html"], *HABITS["text"]}
    if said is None and not any(name.lower() in habits for name in there):
        names = ", ".join(sorted(habits))
        return f"no column with a page ({names}): name it with --html-column; there are {listed}"
    return None
