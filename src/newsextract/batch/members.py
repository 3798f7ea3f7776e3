"""Gzip files member by member, as web archives are written: behind a damaged member reading can go on."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

MAGIC = b"\x1f\x8b\x08"
FORMAT = 31
"""What zlib calls a gzip member with its header and check sum."""

CHUNK = 1 << 17
HELD = 1 << 23
"""Bytes read at a time; compressed bytes of a member kept, in which the next one is looked for."""

FIRST_BYTES = 1 << 10
"""Bytes of a member by which it is recognised."""


class Members(io.RawIOBase):
    """The bytes of a gzip file; a `read` gives bytes of one member at most.

    Raises what `gzip` raises: `EOFError`, `gzip.BadGzipFile`, `zlib.error`.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.member: Any = None
        self.start = 0  # of the member, in the file
        self._raw = bytearray()
        self._place = 0  # in `_raw`
        self._base = 0  # of `_raw`, in the file

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return b"".join(iter(partial(self.read, CHUNK), b""))
        while self.member is not None or self._begin():
            more = self._place < len(self._raw) or self._more()
            chunk = bytes(self._raw[self._place : self._place + CHUNK])
            data: bytes = self.member.decompress(chunk, size)
            self._place += len(chunk) - len(self.member.unconsumed_tail) - len(self.member.unused_data)
            if self.member.eof:
                self.member = None
            elif not (more or data):
                raise EOFError
            if data:
                return data
        return b""

    def go_on(self, accepts: Callable[[bytes], object]) -> bool:
        """Go to the next member behind the begun one whose first bytes are accepted; False: there is none."""
        self._place = max(self.start + 1 - self._base, 0)
        while True:
            self._forget(self._place)
            found = self._raw.find(MAGIC)
            self._place = max(len(self._raw) - len(MAGIC) + 1, 0) if found < 0 else found
            if found < 0:
                if not self._more():
                    return False
            elif accepts(self._first_bytes()):
                self.member = None
                return True
            else:
                self._place += 1

    def _begin(self) -> bool:
        """Begin the next member; False at the end of the file. Zeros between members are padding."""
        while self._place < len(self._raw) or self._more():
            rest = self._raw[self._place :].lstrip(b"\0")
            self._place = len(self._raw) - len(rest)
            self._forget(self._place)
            if rest:
                self.start = self._base
                if not MAGIC.startswith(rest[: len(MAGIC)]):
                    raise gzip.BadGzipFile("no gzip member begins there")
                self.member = zlib.decompressobj(FORMAT)
                return True
        return False

    def _first_bytes(self) -> bytes:
        while len(self._raw) < self._place + FIRST_BYTES and self._more():
            pass
        start = bytes(self._raw[self._place : self._place + FIRST_BYTES])
        try:
            return zlib.decompressobj(FORMAT).decompress(start, FIRST_BYTES)
        except zlib.error:
            return b""

    def _more(self) -> bool:
        data = self.stream.read(CHUNK)
        self._raw += data
        if self._place > HELD:
            self._forget(self._place - HELD // 2)
        return bool(data)

    def _forget(self, count: int) -> None:
        del self._raw[:count]
        self._base += count
        self._place -= count
