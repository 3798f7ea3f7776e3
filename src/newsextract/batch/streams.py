"""A file of a dump as a stream of bytes: local, standard input or remote, decompressed as it says it is."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, cast

from newsextract.batch.compression import zstd
from newsextract.batch.members import Members
from newsextract.extras import optional

STANDARD_INPUT = "-"
COMPRESSION_SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
MAGIC: dict[bytes, str] = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
}


class BrokenStreamError(Exception):
    """A compressed file that ends too early or is damaged; everything before was given out."""

    kind = "BrokenFile"


def is_remote(name: str) -> bool:
    """Whether a name is the address of a file elsewhere: `s3://bucket/dump.jsonl`."""
    return "://" in name


class Meter:
    """Bytes of the input read so far, out of how many, and the rows in them; `total` None when not known."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.read = 0
        self.rows = 0

    def share(self, pages: int) -> float | None:
        """The part of the input that was dealt with, between 0 and 1, when `pages` of the rows were."""
        if not self.total or not self.rows:
            return None
        return min(self.read / self.total, 1.0) * min(pages / self.rows, 1.0)


@contextmanager
def open_stream(name: str, meter: Meter, *, by_member: bool = False) -> Iterator[BinaryIO]:
    """The bytes of an input, decompressed; gzip `by_member`, so that it can go on behind damage.
    Raises `OSError` when it cannot be opened.
    """
    with open_raw(name) as raw:
        stream = decompressed(io.BufferedReader(Metered(raw, meter), 1 << 20), by_member=by_member)
        yield cast(BinaryIO, Guarded(stream))


@contextmanager
def open_seekable(name: str, meter: Meter) -> Iterator[BinaryIO]:
    """The bytes of an input as a file to move about in: the file itself, or a temporary copy of a stream."""
    if name != STANDARD_INPUT and not is_remote(name) and not is_compressed(Path(name)):
        with Path(name).open("rb") as file:
            yield file
        return
    with open_stream(name, meter) as stream, TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def is_compressed(path: Path) -> bool:
    """Whether a file is compressed as a whole."""
    with path.open("rb") as file:
        return compression_of(file.read(8)) is not None


def compression_of(start: bytes) -> str | None:
    """The compression whose first bytes these are."""
    return next((name for magic, name in MAGIC.items() if start.startswith(magic)), None)


@contextmanager
def open_raw(name: str) -> Iterator[IO[bytes]]:
    """The bytes of an input as they lie there."""
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
    elif is_remote(name):
        with remote_files().open(name, "rb") as stream:
            yield stream
    else:
        with Path(name).open("rb", buffering=1 << 20) as stream:
            yield stream


def remote_files() -> Any:
    """The fsspec module; raises `ImportError` that names the extra when it is not installed."""
    return optional("fsspec", extra="remote", use="a remote file")


def decompressed(stream: io.BufferedReader, *, by_member: bool = False) -> BinaryIO:
    """The stream, decompressed when its first bytes are those of a compressed file."""
    match compression_of(stream.peek(8)[:8]):
        case "gzip":
            return cast(
                BinaryIO, Members(cast(BinaryIO, stream)) if by_member else gzip.GzipFile(fileobj=stream)
            )
        case "bzip2":
            return cast(BinaryIO, bz2.BZ2File(stream))
        case "xz":
            return cast(BinaryIO, lzma.LZMAFile(stream))
        case "zstd":
            return cast(BinaryIO, zstd().ZstdFile(stream))
    return stream


class Metered(io.RawIOBase):
    """A file whose bytes are counted as they are read."""

    def __init__(self, file: IO[bytes], meter: Meter) -> None:
        self.file = file
        self.meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.meter.read += len(data)
        return len(data)


class Guarded(io.RawIOBase):
    """A stream whose damage shows as `BrokenStreamError`, whatever the compression."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        try:
            return self.stream.read(size)
        except EOFError:
            raise BrokenStreamError("the compressed file ends too early") from None
        except damage_errors() as error:
            raise BrokenStreamError(f"the compressed file is damaged: {error}") from None
        except OSError as error:
            if error.errno is None:  # bz2 reports damage this way
                raise BrokenStreamError(f"the compressed file is damaged: {error}") from None
            raise

    def member_start(self) -> int | None:
        """Where the gzip member begins that was read last, in the file; None for another compression."""
        return self.stream.start if isinstance(self.stream, Members) else None

    def go_on(self, accepts: Callable[[bytes], object]) -> bool:
        """Go on behind a damaged gzip member at one whose first bytes are accepted; False: there is none."""
        return isinstance(self.stream, Members) and self.stream.go_on(accepts)


@cache
def damage_errors() -> tuple[type[Exception], ...]:
    """What the decompressors raise for damaged bytes."""
    errors: tuple[type[Exception], ...] = (gzip.BadGzipFile, zlib.error, lzma.LZMAError)
    try:
        return (*errors, zstd().ZstdError)
    except ImportError:
        return errors
