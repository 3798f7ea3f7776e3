"""Dumps in: every row of the inputs, numbered through, each exactly once whether it can be read or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from newsextract.batch.inputs import Input
from newsextract.batch.lines import LongLine, bounded_lines
from newsextract.batch.rows import FILE_COLUMN, Columns, Payload, RawRow
from newsextract.batch.streams import STANDARD_INPUT, BrokenStream, is_remote, open_stream
from newsextract.records import Failure, Record

Placed = tuple[str, Payload]
"""A row's place and what is there."""

JSON_ESCAPES = 6
"""Bytes that one character of a page may take on a line of JSON (`\\u0430`)."""


class Reading(Record, frozen=True, kw_only=True):
    """How dumps are read: columns said, the most bytes of one page, the encoding of text dumps."""

    columns: Columns = Columns()
    max_bytes: int = 20_000_000
    encoding: str | None = None


def read_rows(inputs: Iterable[Input], reading: Reading) -> Iterator[RawRow]:
    """The rows of all inputs in order, numbered from 0; a damaged input ends with one row that says so."""
    numbers = count()
    for item in inputs:
        for place, payload in read_input(item, reading):
            yield RawRow(number=next(numbers), place=place, payload=payload)


def read_input(item: Input, reading: Reading) -> Iterator[Placed]:
    """The rows of one input; what goes wrong while reading becomes its last row."""
    place = item.name
    try:
        for place, payload in READERS[item.format](item, reading):
            yield place, payload
    except BrokenStream as error:
        yield item.name, failure(item.name, "BrokenFile", f"{item.name}: {error} (after {place})")
    except OSError as error:
        reason = error.strerror or str(error)
        yield item.name, failure(item.name, type(error).__name__, f"{item.name}: {reason} (after {place})")


def failure(id: str, kind: str, message: str) -> Failure:
    """A row that could not be read."""
    return Failure(id=id, stage="read", error=kind, message=message)


def read_jsonl(item: Input, reading: Reading) -> Iterator[Placed]:
    """One JSON object a line; blank lines are no rows."""
    limit = JSON_ESCAPES * reading.max_bytes
    with open_stream(item.path) as stream:
        for number, line in enumerate(bounded_lines(stream, limit), 1):
            place = f"{item.name}:{number}"
            if isinstance(line, LongLine):
                yield place, too_long(place, line.size, reading)
            elif line.strip():
                yield place, line


def too_long(place: str, size: int, reading: Reading) -> Failure:
    """The failure of a row whose size is over the limit before it is even parsed."""
    message = f"{place}: the row has {size:,} bytes, a page may have {reading.max_bytes:,} (--max-bytes)"
    return failure(place, "TooLong", message)


def read_page(item: Input, reading: Reading) -> Iterator[Placed]:
    """A file that is one page."""
    if item.path != STANDARD_INPUT and not is_remote(item.path) and not item.path.endswith(".gz"):
        yield item.name, {"id": item.name, FILE_COLUMN: item.path}
        return
    with open_stream(item.path) as stream:
        page = stream.read(reading.max_bytes + 1)
    yield item.name, {"id": item.name, "page": page}


READERS: dict[str, Callable[[Input, Reading], Iterator[Placed]]] = {
    "jsonl": read_jsonl,
    "pages": read_page,
}
