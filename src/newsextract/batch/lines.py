"""Lines of a stream in bounded memory, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 20
"""Bytes read at a time."""


class LongLine:
    """Stands for a line over the limit, which was skipped; `size` is its length in bytes."""

    def __init__(self, size: int) -> None:
        self.size = size


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | LongLine]:
    """Lines without their ends; one longer than `limit` bytes is skipped and counted, never held.

    >>> import io
    >>> stream = io.BytesIO(b"one\\n" + b"2" * 50 + b"\\nthree")
    >>> [getattr(line, "size", line) for line in bounded_lines(stream, 10)]
    [b'one', 50, b'three']
    """
    held: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        first, *rest = chunk.split(b"\n")
        held, size = _hold(held, size, first, limit)
        for piece in rest:
            yield _line(held, size, limit)
            held, size = _hold([], 0, piece, limit)
    if size:
        yield _line(held, size, limit)


def _hold(held: list[bytes], size: int, piece: bytes, limit: int) -> tuple[list[bytes], int]:
    size += len(piece)
    if size > limit:
        return [], size
    held.append(piece)
    return held, size


def _line(held: list[bytes], size: int, limit: int) -> bytes | LongLine:
    return b"".join(held) if size <= limit else LongLine(size)
