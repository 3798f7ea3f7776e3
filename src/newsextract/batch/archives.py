"""Pages and dumps packed in zip and tar. Names of members are only names: nothing is unpacked to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Self, cast

from newsextract.batch.inputs import format_of
from newsextract.batch.rows import Placed, broken_row
from newsextract.batch.streams import BrokenStreamError, Guarded, decompressed

ReadMember = Callable[[str, BinaryIO, str], Iterator[Placed]]
"""Reads a member: its format, its bytes, its name."""

PACKED = ("zip", "tar", "parquet")
"""Formats that are not looked for inside an archive."""

EXTENSIONS = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
LONGEST_EXTENSION = 1 << 20
"""Bytes of a long name or of other properties of a member, which tarfile holds in memory."""

MEMBER_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    BrokenStreamError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
)
"""What a damaged, encrypted or oddly compressed member raises."""


def read_zip(file: BinaryIO, name: str, read_member: ReadMember) -> Iterator[Placed]:
    """The rows of all members that are pages or dumps; a damaged member is one failure."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:  # a damaged directory points anywhere
        raise BrokenStreamError(f"not a whole zip file: {error}") from None
    with archive:
        for member in archive.infolist():
            format = None if member.is_dir() else member_format(member.filename)
            if format is None:
                continue
            place = f"{name}/{member.filename}"
            try:
                with archive.open(member) as stream:
                    yield from read_member(format, unpacked(cast(BinaryIO, stream)), place)
            except MEMBER_ERRORS as error:
                yield place, broken_row(place, "BrokenFile", str(error))


def read_tar(stream: BinaryIO, name: str, read_member: ReadMember) -> Iterator[Placed]:
    """The rows of all members that are pages or dumps, in one pass; links and devices are passed over."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=StrictHeader) as archive:
            for member in archive:
                format = member_format(member.name) if member.isfile() else None
                opened = archive.extractfile(member) if format is not None else None
                if format is not None and opened is not None:
                    yield from read_member(format, unpacked(cast(BinaryIO, opened)), f"{name}/{member.name}")
    except tarfile.TarError as error:
        raise BrokenStreamError(f"not a whole tar file: {error}") from None


class StrictHeader(tarfile.TarInfo):
    """A member's header; one that is damaged or missing is an error, where tarfile takes it for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in a block of the file."""
        if not buf:
            raise tarfile.ReadError("it ends without an end mark")
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if not any(buf):  # the end mark
                raise
            raise tarfile.ReadError(str(error)) from None
        if header.type in EXTENSIONS and header.size > LONGEST_EXTENSION:
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header


def member_format(name: str) -> str | None:
    """The format of a member, None for one that is left out."""
    format = format_of(name)
    return None if format in PACKED or "__MACOSX/" in name else format


def unpacked(stream: BinaryIO) -> BinaryIO:
    """A member's bytes, decompressed when they are compressed themselves."""
    return cast(BinaryIO, Guarded(decompressed(io.BufferedReader(stream, 1 << 16))))  # type: ignore[arg-type]
