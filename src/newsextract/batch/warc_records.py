"""The records of a web archive one by one; behind damage reading goes on at the next whole record."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from newsextract.batch.streams import BrokenStreamError, Guarded

BEGINNING = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
LONGEST_BEGINNING = 12
HEAD_END = re.compile(rb"(?P<blank>\n\r?\n)|\nWARC/\d\.\d{1,2}\r?\n")
LONGEST_HEAD = 1 << 16
"""Bytes that the headers of a record may have."""

CHUNK = 1 << 16


class ArchiveRecord(NamedTuple):
    """The headers of a record, names in small letters, and its block, cut at the limit."""

    headers: dict[str, str]
    block: bytes


class Damage(NamedTuple):
    """Where a damaged record begins in the file, what is wrong, and where reading goes on, if anywhere."""

    start: int
    reason: str
    resumed: int | None


class DamagedRecordError(Exception):
    """What was begun is no whole record."""


Found: TypeAlias = ArchiveRecord | Damage


def read_records(stream: Guarded, limit: int) -> Iterator[Found]:
    """All records in order with at most `limit` bytes of each block, and the damage between them."""
    source = _Source(stream)
    while True:
        source.begin()
        try:
            record = _record(source, limit)
        except DamagedRecordError as error:
            start = source.start
            resumed = source.resume()
            yield Damage(start, str(error), source.start if resumed else None)
            if not resumed:
                return
            continue
        if record is None:
            return
        yield record


def _record(source: _Source, limit: int) -> ArchiveRecord | None:
    """The record that begins here, None at the end of the archive."""
    if not source.holds(1):
        if source.closed and source.error is None:
            return None
        raise source.damage("the file ends in the middle of a record")
    headers = source.headers()
    if headers is None:
        raise source.damage("no record begins there")
    length = int(headers["content-length"])
    size = min(length, limit)
    if not source.holds(size):
        raise source.damage("the file ends in the middle of this record")
    block = source.take(size)
    if not source.skip(length - size):
        raise source.damage("the file ends in the middle of this record")
    source.closed = source.newlines() > 1
    if not source.closed and source.holds(1) and not source.at_beginning():
        raise source.damage("it does not end where it says")
    return ArchiveRecord(headers, block)


class _Source:
    """The bytes of an archive. Those of the record that was begun are kept, to look for another in them."""

    def __init__(self, stream: Guarded) -> None:
        self.stream = stream
        self.error: BrokenStreamError | None = None
        self.closed = True  # whether the record before has its end mark
        self.start = 0  # of the record in the file, or of the gzip member that holds it
        self._bytes = bytearray()
        self._place = 0
        self._base = 0  # of `_bytes`, in the unpacked file
        self._members: deque[tuple[int, int]] = deque()  # where they begin: unpacked, in the file

    def begin(self) -> None:
        """Forget what is read: a record begins here."""
        self._forget()
        self.start = self._members[0][1] if self._members else self._base

    def damage(self, reason: str) -> DamagedRecordError:
        """What to raise: the damage of the stream itself, when there is any, is the reason."""
        if self.error is not None and not self._bytes:
            self.start = self.stream.member_start() or self.start
        return DamagedRecordError(str(self.error or reason))

    def holds(self, size: int) -> bool:
        """Whether `size` bytes more can be read."""
        while len(self._bytes) < self._place + size:
            if not self._more():
                return False
        return True

    def take(self, size: int) -> bytes:
        """The next bytes, which are there."""
        taken = bytes(self._bytes[self._place : self._place + size])
        self._place += len(taken)
        return taken

    def skip(self, size: int) -> bool:
        """Pass over bytes without holding them; False when the file ends before."""
        while (there := len(self._bytes) - self._place) < size:
            if not self._more():
                return False
            size -= there
            self._place += there
            self._forget()
        self._place += size
        return True

    def newlines(self) -> int:
        """Pass over line ends; returns how many."""
        count = 0
        while self.holds(1) and self._bytes[self._place] in b"\r\n":
            count += self._bytes[self._place] == ord("\n")
            self._place += 1
        return count

    def at_beginning(self) -> bool:
        """Whether the words come with which a record begins."""
        self.holds(LONGEST_BEGINNING)
        return BEGINNING.match(self._bytes, self._place) is not None

    def headers(self) -> dict[str, str] | None:
        """Pass over the headers of a record; None where none begins."""
        if not self.at_beginning():
            return None
        scanned = self._place
        while (end := HEAD_END.search(self._bytes, scanned)) is None:
            scanned = max(len(self._bytes) - LONGEST_BEGINNING - 1, self._place)
            if len(self._bytes) - self._place > LONGEST_HEAD or not self._more():
                return None
        if end["blank"] is None:
            return None
        head = self._bytes[self._place : end.start()].decode("utf-8", "replace")
        self._place = end.end()
        return _parsed(head)

    def resume(self) -> bool:
        """Go to the next whole headers of a record, in this gzip member or another; False: there are none."""
        self._place = min(1, len(self._bytes))
        while True:
            found = BEGINNING.search(self._bytes, self._place)
            if found is not None:
                self._place = found.start()
                whole = self.headers() is not None
                self._place = found.start() + (not whole)
                if whole:
                    break
            else:
                self._place = max(len(self._bytes) - LONGEST_BEGINNING, self._place)
                self._forget()
                if not self._more() and not self._next_member():
                    return False
        self.closed = True
        self.begin()
        return True

    def _next_member(self) -> bool:
        if self.error is None or not self.stream.go_on(BEGINNING.match):
            return False
        self.error = None
        self._place = len(self._bytes)
        self._forget()
        return self._more()

    def _forget(self) -> None:
        self._base += self._place
        del self._bytes[: self._place]
        self._place = 0
        while len(self._members) > 1 and self._members[1][0] <= self._base:
            self._members.popleft()

    def _more(self) -> bool:
        if self.error is not None:
            return False
        try:
            data = self.stream.read(CHUNK)
        except BrokenStreamError as error:
            self.error = error
            return False
        member = self.stream.member_start()
        if member is not None and (not self._members or self._members[-1][1] != member):
            self._members.append((self._base + len(self._bytes), member))
        self._bytes += data
        return bool(data)


def _parsed(head: str) -> dict[str, str] | None:
    """Headers by name; None when they lack what every record has."""
    headers: dict[str, str] = {}
    name = ""
    for line in head.split("\n")[1:]:
        if line[:1] in (" ", "\t"):  # the line before goes on
            headers[name] = f"{headers.get(name, '')} {line.strip()}"
            continue
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers.setdefault(name, value.strip())
    whole = "warc-type" in headers and headers.get("content-length", "").isdecimal()
    return headers if whole else None
