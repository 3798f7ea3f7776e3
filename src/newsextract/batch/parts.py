"""The work folder of a run: finished parts and a manifest, so that a killed run goes on where it was.

A part is written under a temporary name and renamed, then the manifest that lists it is: at any moment the
manifest tells exactly which rows are safe.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from newsextract.batch.inputs import MANIFEST, PARTS
from newsextract.batch.lines import LongLine, bounded_lines
from newsextract.batch.manifest import (
    InputFile,
    Manifest,
    ManifestError,
    Part,
    Span,
    check_same,
    manifest_bytes,
    merged,
    read_manifest,
)
from newsextract.batch.worker import KINDS, Outcome

PART_ROWS = 20_000
PART_BYTES = 32_000_000
PART_SECONDS = 30.0
"""A part is closed at this many rows or bytes, or after this time: what a kill can cost."""

ANY_LENGTH = sys.maxsize


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


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


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
