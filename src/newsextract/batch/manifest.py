"""The working folder of a run: finished parts and a manifest, so that a killed run goes on where it was.

A part is written under a temporary name and renamed, then the manifest that lists it is: at any moment the
manifest tells exactly which rows are safe.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import msgspec

from newsextract.batch.inputs import MANIFEST, PARTS, Input
from newsextract.batch.lines import LongLine, bounded_lines
from newsextract.batch.rows import RawRow, writable
from newsextract.batch.streams import STANDARD_INPUT, is_remote
from newsextract.batch.worker import KINDS, Outcome
from newsextract.version import __version__

HEAD = 1 << 16
"""Bytes of an input's beginning whose digest tells whether it is still the same file."""

PART_ROWS = 20_000
PART_BYTES = 32_000_000
PART_SECONDS = 30.0
"""A part is closed at this many rows or bytes, or after this time: what a kill can cost."""

ANY_LENGTH = sys.maxsize


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


class WorkFolder:
    """The folder beside the output in which a run's parts and manifest lie."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, output: Path) -> WorkFolder:
        """The work folder of an output: `records.jsonl` has `records.jsonl.parts`."""
        return cls(output.with_name(output.name + PARTS))

    def exists(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / MANIFEST).exists()

    def begin(self, inputs: tuple[InputFile, ...], options: dict[str, Any]) -> Manifest:
        """A new run; what an earlier one left here is removed."""
        self.remove()
        self.path.mkdir(parents=True)
        now = datetime.now(UTC)
        manifest = Manifest(started=now, updated=now, inputs=inputs, options=options)
        self.save(manifest)
        return manifest

    def resume(self, inputs: tuple[InputFile, ...], options: dict[str, Any]) -> Manifest:
        """The run that was begun here; raises `ManifestError` when it was told other things."""
        manifest = read_manifest(self.path / MANIFEST)
        check_same(manifest, inputs, options)
        known = {part.name for part in manifest.parts} | {MANIFEST}
        for path in self.path.iterdir():
            if path.name not in known:
                path.unlink()
        self.check(manifest)
        return manifest

    def check(self, manifest: Manifest) -> None:
        """Refuse parts that are not as they were written; raises `ManifestError` that names the first."""
        for part in manifest.parts:
            path = self.path / part.name
            if not path.exists() or digest_of(path) != part.sha256:
                raise ManifestError(f"{path} is not as it was written: start again with --overwrite")

    def save(self, manifest: Manifest) -> None:
        """Put the manifest in place of the one before."""
        manifest.updated = datetime.now(UTC)
        replace_file(self.path / MANIFEST, [manifest_bytes(manifest)])

    def add(self, manifest: Manifest, part: PartBuffer) -> None:
        """Write a part, then the manifest that lists it."""
        name = f"part-{len(manifest.parts):06d}.jsonl"
        replace_file(self.path / name, part.lines)
        manifest.parts.append(part.describe(name))
        for total, counted in ((manifest.failures, part.failures), (manifest.mentions, part.mentions)):
            total.update(Counter(total) + counted)
        self.save(manifest)

    def lines(self, manifest: Manifest) -> Iterator[bytes]:
        """The rows of all parts, as JSON, in the order of the parts."""
        for part in manifest.parts:
            with (self.path / part.name).open("rb") as stream:
                for line in bounded_lines(stream, ANY_LENGTH):
                    if not isinstance(line, LongLine):
                        yield line

    def remove(self) -> None:
        """Remove the folder with what is in it: renamed first, so that a kill leaves all of it or nothing."""
        doomed = self.path.with_name(f".{self.path.name}.old")
        shutil.rmtree(doomed, ignore_errors=True)
        if self.path.exists():
            self.path.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


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


class PartBuffer:
    """Rows of the part that is being gathered."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.numbers: list[int] = []
        self.size = 0
        self.opened = time.monotonic()
        self.records = 0
        self.duplicates = 0
        self.failures: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()

    def add(self, outcome: Outcome, repeat: bool) -> None:
        """Account for a row; a repeat leaves no line."""
        self.numbers.append(outcome.number)
        if repeat:
            self.duplicates += 1
            return
        self.lines += (outcome.data, b"\n")
        self.size += len(outcome.data) + 1
        if outcome.reason is not None:
            self.failures[outcome.reason] += 1
        else:
            self.records += 1
            self.mentions.update(dict(zip(KINDS, outcome.counts, strict=True)))

    def full(self, seconds: float) -> bool:
        """Whether it is time to write the part: it is large, or `seconds` old."""
        age = time.monotonic() - self.opened
        return len(self.numbers) >= PART_ROWS or self.size >= PART_BYTES or age >= seconds

    def describe(self, name: str) -> Part:
        """The part as the manifest lists it."""
        digest = sha256()
        for line in self.lines:
            digest.update(line)
        return Part(
            name=name,
            rows=tuple(merged(Span(number, number + 1) for number in self.numbers)),
            records=self.records,
            failures=self.failures.total(),
            duplicates=self.duplicates,
            bytes=self.size,
            sha256=digest.hexdigest(),
        )


def replace_file(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all: under a temporary name, to the disk, then renamed."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        with temporary.open("wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        temporary.unlink(missing_ok=True)
