"""A file of a dump as a stream of bytes: local, standard input or remote, decompressed by what its first bytes say."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

STANDARD_INPUT = "-"
COMPRESSION_SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
MAGIC: dict[bytes, str] = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
}


class BrokenStream(Exception):
    """A compressed file that ends too early or is damaged; everything before was given out."""


def is_remote(name: str) -> bool:
    """Whether a name is the address of a file elsewhere: `s3://bucket/dump.jsonl`."""
    return "://" in name


@contextmanager
def open_stream(name: str) -> Iterator[BinaryIO]:
    """The bytes of an input, decompressed. Raises `OSError` when it cannot be opened."""
    with open_raw(name) as raw:
        buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(Any, raw), 1 << 20)
        yield Guarded(decompressed(buffered), name)


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
    try:
        import fsspec
    except ImportError:
        raise ImportError("remote files need an extra package: pip install 'newsextract[remote]'") from None
    return fsspec


def decompressed(stream: io.BufferedReader) -> BinaryIO:
    """The stream, decompressed when its first bytes are those of a compressed file."""
    start = stream.peek(8)[:8]
    compression = next((name for magic, name in MAGIC.items() if start.startswith(magic)), None)
    match compression:
        case "gzip":
            return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        case "bzip2":
            return cast(BinaryIO, bz2.BZ2File(stream))
        case "xz":
            return cast(BinaryIO, lzma.LZMAFile(stream))
        case "zstd":
            return cast(BinaryIO, zstd().ZstdFile(stream))
    return stream


def zstd() -> Any:
    """The standard library's zstd, or its backport: the reader that notices truncation."""
    if sys.version_info >= (3, 14):
        from compression import zstd as module
    else:
        from backports import zstd as module
    return module


class Guarded(io.RawIOBase):
    """A stream whose damage shows as `BrokenStream`, whatever the compression."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream = stream
        self.name = name

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
            raise BrokenStream("the compressed file ends too early") from None
        except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, *zstd_errors()) as error:
            raise BrokenStream(f"the compressed file is damaged: {error}") from None
        except OSError as error:
            if error.errno is None:  # bz2 reports damage this way
                raise BrokenStream(f"the compressed file is damaged: {error}") from None
            raise


def zstd_errors() -> tuple[type[Exception], ...]:
    """The exceptions of zstd, when it is there."""
    try:
        return (zstd().ZstdError,)
    except ImportError:
        return ()
