"""JSON and CSV in other encodings, read as if they were UTF-8."""

from __future__ import annotations

import codecs
import io
from typing import Any, BinaryIO, cast

MARKS: dict[bytes, str] = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
CHUNK = 1 << 20


def as_utf8(stream: BinaryIO, encoding: str | None = None) -> BinaryIO:
    """The stream in UTF-8 without a byte order mark; `encoding` None believes the mark, else UTF-8.

    Raises `ValueError` for an encoding nobody knows.

    >>> as_utf8(io.BytesIO("id;текст".encode("utf-16"))).read().decode()
    'id;текст'
    """
    buffered = io.BufferedReader(cast(Any, stream), CHUNK)
    start = buffered.peek(4)[:4]
    if start.startswith(codecs.BOM_UTF8):
        buffered.read(len(codecs.BOM_UTF8))
    found = encoding or MARKS.get(start[:2])
    if found is None or codec(found).name == "utf-8":
        return cast(BinaryIO, buffered)
    return cast(BinaryIO, Recoded(cast(BinaryIO, buffered), codec(found)))


def codec(name: str) -> codecs.CodecInfo:
    """The codec of an encoding."""
    try:
        return codecs.lookup(name)
    except LookupError:
        raise ValueError(f"there is no encoding {name!r}") from None


class Recoded(io.RawIOBase):
    """A stream of another encoding as UTF-8; what is no text in it becomes the replacement character."""

    def __init__(self, stream: BinaryIO, found: codecs.CodecInfo) -> None:
        self.stream = stream
        self.decoder = cast(Any, found.incrementaldecoder)("replace")
        self.first = True

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while chunk := self.stream.read(size if size < 0 else CHUNK):
            if text := self._decode(chunk, final=False):
                return text
        return self._decode(b"", final=True)

    def _decode(self, chunk: bytes, final: bool) -> bytes:
        text: str = self.decoder.decode(chunk, final)
        if self.first and text:
            text, self.first = text.removeprefix("\ufeff"), False
        return text.encode("utf-8", "replace")
