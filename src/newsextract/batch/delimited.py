"""CSV and TSV of any dialect: delimiter and escapes found out, a broken record costs only itself."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from newsextract.batch.lines import LongLine, bounded_lines
from newsextract.batch.rows import Payload, Placed, broken_row, too_long, unescaped
from newsextract.batch.streams import BrokenStreamError

DELIMITERS = ",;\t|"
SAMPLE = 200
"""Lines by which the dialect is found out."""


class LineSource:
    """Numbered lines that can be given back: of a record that turns out broken all but the first."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.lines = bounded_lines(stream, limit)
        self.limit = limit
        self.ahead: deque[str | LongLine] = deque()
        self.taken: list[str] = []
        self.size = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.ahead.popleft() if self.ahead else as_text(next(self.lines))
        if isinstance(line, LongLine):
            self.ahead.appendleft(line)
            raise csv.Error("a line is too long")
        self.taken.append(line)
        self.size += len(line)
        self.number += 1
        if self.size > self.limit and len(self.taken) > 1:
            raise csv.Error("the record does not end: a quotation mark is not closed")
        return line

    def begin(self) -> int:
        """Begin a record; returns the number of its first line."""
        self.taken, self.size = [], 0
        return self.number + 1

    def give_back(self) -> str:
        """Give back all lines of the record but the first, which is returned."""
        first, *rest = self.taken or [""]
        self.ahead.extendleft(reversed(rest))
        self.number -= len(rest)
        return first

    def long_line(self) -> LongLine | None:
        """The line over the limit that is next, if it is one; it is passed over."""
        if self.ahead and isinstance(self.ahead[0], LongLine) and not self.taken:
            self.number += 1
            line = self.ahead.popleft()
            return line if isinstance(line, LongLine) else None
        return None

    def sample(self) -> list[str]:
        """The first lines, which stay to be read."""
        while len(self.ahead) < SAMPLE and (line := next(self.lines, None)) is not None:
            self.ahead.append(as_text(line))
        return [line for line in self.ahead if isinstance(line, str)]


def as_text(line: bytes | LongLine) -> str | LongLine:
    """A line as csv wants it; bytes that are no UTF-8 are kept as surrogates."""
    return line if isinstance(line, LongLine) else line.decode("utf-8", "surrogateescape") + "\n"


def dialect_of(sample: list[str]) -> type[csv.Dialect]:
    r"""The dialect of the lines: the delimiter most frequent in the head, `\"` or `""` for a mark in a field.

    >>> dialect = dialect_of(["id;текст", '1;"сказал \\"да\\""'])
    >>> dialect.delimiter, dialect.escapechar
    (';', '\\')
    """
    head = sample[0] if sample else ""
    body = "".join(sample)
    escaped = '\\"' in body and re.search(r'[^,;\t|\n"]""[^,;\t|\n"]', body) is None

    class Found(csv.Dialect):
        delimiter = max(DELIMITERS, key=head.count)
        quotechar = '"'
        doublequote = not escaped
        escapechar = "\\" if escaped else None
        lineterminator = "\n"
        quoting = csv.QUOTE_MINIMAL
        strict = True

    return Found


def header_of(stream: BinaryIO, limit: int) -> list[str]:
    """The names of the columns."""
    lines = LineSource(stream, limit)
    dialect = dialect_of(lines.sample())
    return read_header(lines, dialect)


def read_header(lines: LineSource, dialect: type[csv.Dialect]) -> list[str]:
    """The first record; raises `BrokenStreamError` when it is none."""
    try:
        return [name.strip() for name in next(csv.reader(lines, dialect), [])]
    except csv.Error as error:
        raise BrokenStreamError(f"its head is no CSV: {error}") from None


def read_table(stream: BinaryIO, name: str, limit: int) -> Iterator[Placed]:
    """The records below the head; one that is broken gives a failure."""
    csv.field_size_limit(max(limit, csv.field_size_limit()))
    lines = LineSource(stream, limit)
    dialect = dialect_of(lines.sample())
    header = read_header(lines, dialect)
    while True:
        place = f"{name}:{lines.begin()}"
        try:
            values = next(csv.reader(lines, dialect))
        except StopIteration:
            return
        except csv.Error as error:
            if (line := lines.long_line()) is not None:
                yield place, too_long(place, line.size)
                continue
            values = unquoted(lines.give_back(), dialect, len(header))
            if not values:
                yield place, broken_row(place, "BrokenCSV", str(error))
                continue
        if values:
            yield place, record(header, values, place)


def unquoted(line: str, dialect: type[csv.Dialect], columns: int) -> list[str]:
    """A line of a file with tabs and without quoting, where marks are just characters; [] when it is none."""
    if dialect.delimiter != "\t":
        return []
    values = line.rstrip("\n").split("\t")
    return values if len(values) == columns else []


def record(header: list[str], values: list[str], place: str) -> Payload:
    """The fields by column, or why they are none."""
    if len(values) > len(header):
        return broken_row(place, "BrokenCSV", f"{len(values)} fields, the head names {len(header)}")
    return {name: unescaped(value) for name, value in zip(header, values, strict=False)}
