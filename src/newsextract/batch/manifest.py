"""The manifest of a run: what it was told, what it reads, and which rows are safe in which part."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from newsextract.batch.inputs import Input
from newsextract.batch.rows import RawRow, writable
from newsextract.batch.streams import STANDARD_INPUT, is_remote
from newsextract.version import __version__

HEAD = 1 << 16
"""Bytes of an input's beginning whose digest tells whether it is still the same file."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Rows `start` to `stop`, half open."""

    start: int
    stop: int


class InputFile(msgspec.Struct, frozen=True, kw_only=True):
    """An input as it was when the run began; a folder, and all single pages together, are one.

    `sha256` is that of the first 64 KiB of a file, or of the names, sizes and times of several.
    """

    path: str
    format: str
    files: int = 1
    bytes: int | None = None
    modified: datetime | None = None
    sha256: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A finished file of rows: which rows of the input it accounts for, and what became of them."""

    name: str
    rows: tuple[Span, ...]
    records: int
    failures: int
    duplicates: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, kw_only=True):
    """What a run was told, what it read and what it has done."""

    newsextract: str = __version__
    python: str = sys.version.split()[0]
    started: datetime
    updated: datetime
    inputs: tuple[InputFile, ...]
    options: dict[str, Any]
    parts: list[Part] = []
    failures: dict[str, int] = {}
    mentions: dict[str, int] = {}
    complete: bool = False
    output: str | None = None

    @property
    def pages(self) -> int:
        """Rows that are in finished parts."""
        return sum(self.total(count) for count in ("records", "failures", "duplicates"))

    def total(self, count: str) -> int:
        """The sum of a count over the parts: `records`, `failures`, `duplicates`."""
        return sum(getattr(part, count) for part in self.parts)

    def spans(self) -> list[Span]:
        """All rows accounted for."""
        return merged(span for part in self.parts for span in part.rows)


class ManifestError(ValueError):
    """A run that cannot be resumed: other inputs, other options, another version."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch made one.

    >>> merged([Span(4, 6), Span(0, 2), Span(2, 4), Span(8, 9)])
    [Span(start=0, stop=6), Span(start=8, stop=9)]
    """
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if result and span.start <= result[-1].stop:
            result[-1] = Span(result[-1].start, max(span.stop, result[-1].stop))
        else:
            result.append(span)
    return result


def remaining(rows: Iterable[RawRow], done: list[Span]) -> Iterator[RawRow]:
    """The rows that no span holds."""
    starts = [span.start for span in done]
    for row in rows:
        index = bisect_right(starts, row.number) - 1
        if index < 0 or row.number >= done[index].stop:
            yield row


def describe(inputs: Iterable[Input]) -> tuple[InputFile, ...]:
    """The inputs as they are now."""
    described: list[InputFile] = []
    pages: list[InputFile] = []
    for item in inputs:
        (pages if item.format == "pages" else described).append(_describe(item))
    if len(pages) > 1:
        digest = sha256("".join(f"{page.path}\0{page.sha256}\n" for page in pages).encode()).hexdigest()
        size = sum(page.bytes or 0 for page in pages)
        pages = [InputFile(path=pages[0].path, format="pages", files=len(pages), bytes=size, sha256=digest)]
    return (*described, *pages)


def _describe(item: Input) -> InputFile:
    if item.path == STANDARD_INPUT or is_remote(item.path):
        return InputFile(path=item.path, format=item.format)
    name = writable(str(Path(item.path).resolve()))
    path = Path(item.path)
    if item.digest is not None:
        return InputFile(
            path=name,
            format=item.format,
            files=item.files,
            bytes=item.bytes,
            sha256=item.digest,
        )
    status = path.stat()
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return InputFile(
        path=name,
        format=item.format,
        bytes=status.st_size,
        modified=datetime.fromtimestamp(status.st_mtime, UTC),
        sha256=sha256(head).hexdigest(),
    )


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file; raises `ManifestError` for one that is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except msgspec.DecodeError as error:
        raise ManifestError(f"{path} is not a manifest of this version: {error}") from None


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)


def check_same(manifest: Manifest, inputs: tuple[InputFile, ...], options: dict[str, Any]) -> None:
    """Refuse to go on with a run that was told other things: its rows would not fit together."""
    if manifest.newsextract != __version__:
        raise ManifestError(
            f"the run was begun with newsextract {manifest.newsextract}, this is {__version__}"
        )
    if manifest.inputs != inputs:
        changed = [file.path for file in (*manifest.inputs, *inputs) if not _in_both(file, manifest, inputs)]
        raise ManifestError(f"the input is not what it was when the run began: {', '.join(changed[:3])}")
    for name in {**manifest.options, **options}:
        before, now = manifest.options.get(name), options.get(name)
        if before != now:
            raise ManifestError(f"the run was begun with {name} = {before!r}, now it is {now!r}")


def _in_both(file: InputFile, manifest: Manifest, inputs: tuple[InputFile, ...]) -> bool:
    return file in manifest.inputs and file in inputs
