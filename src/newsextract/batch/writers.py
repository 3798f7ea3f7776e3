"""Rows out: one call for every format, streamed, and never a half-written file under the final name."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias, cast

import msgspec

from newsextract.records import Extraction, Failure, Record

Format = Literal["jsonl", "parquet", "csv", "sqlite", "duckdb"]
Layout = Literal["nested", "tidy"]
Row: TypeAlias = dict[str, Any] | Extraction | Failure | bytes
"""A record, its `to_dict()`, or that dict as JSON bytes."""

SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".csv": "csv",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
COMPRESSIONS = (".gz", ".zst")


class Counts(Record, frozen=True, kw_only=True):
    """What was written: pages with a record and pages without one."""

    records: int = 0
    failures: int = 0


def format_of(path: Path | str) -> Format:
    """The format a file name asks for; raises `ValueError` for a name that asks for none.

    >>> format_of("новости.jsonl.gz"), format_of("news.duckdb")
    ('jsonl', 'duckdb')
    """
    path = Path(path)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    if not suffixes or suffixes[-1] not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise ValueError(f"{path}: no format is known by this name: use one of {known}, or give format=")
    return SUFFIXES[suffixes[-1]]


def write(
    rows: Iterable[Row], path: Path | str, *, format: Format | None = None, layout: Layout = "nested"
) -> Counts:
    """Write all rows to `path`, in the format its name asks for; rows are taken one by one.

    The file (a folder for tidy tables in a format of one table a file) appears under its name when it is
    complete, and replaces one that was there. Raises `OSError` when it cannot be written and leaves nothing
    behind then; `ImportError` names the extra that a format needs.
    """
    path = Path(path)
    chosen = format or format_of(path)
    if chosen != "jsonl" or layout != "nested":
        raise NotImplementedError(f"{chosen} {layout}")
    with replacing(path) as temporary, _opened(temporary, path.suffix.lower()) as file:
        return write_lines(rows, file)


def write_lines(rows: Iterable[Row], file: BinaryIO) -> Counts:
    """Write all rows to an open binary file as JSON lines."""
    records = failures = 0
    for row in rows:
        line = encode_row(row)
        if b'"error":{' in line[:4096] and "error" in msgspec.json.decode(line):
            failures += 1
        else:
            records += 1
        file.write(line)
        file.write(b"\n")
    return Counts(records=records, failures=failures)


def encode_row(row: Row) -> bytes:
    """A row as one line of JSON, without the line's end.

    >>> failure = Failure(id="7", stage="clean", error="PageError", message="the page is empty")
    >>> encode_row(failure).decode()
    '{"id":"7","url":null,"error":{"stage":"clean","type":"PageError","message":"the page is empty"}}'
    """
    if isinstance(row, bytes):
        return row
    return msgspec.json.encode(row if isinstance(row, dict) else row.to_dict())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside `path`: takes its place when the block ends well, disappears otherwise.

    What is written under the temporary name may be a file or a folder.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        _move(temporary, path)
    finally:
        _remove(temporary)


def _move(temporary: Path, path: Path) -> None:
    if not path.is_dir():
        temporary.replace(path)
        return
    # A folder cannot be renamed onto one that is not empty: the old one steps aside first.
    aside = path.with_name(f".{path.name}.{os.getpid()}.old")
    path.replace(aside)
    temporary.replace(path)
    _remove(aside)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _opened(path: Path, suffix: str) -> BinaryIO:
    """A binary file for writing, compressed when the final name's suffix says so."""
    if suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "wb", compresslevel=6))
    if suffix == ".zst":
        return cast(BinaryIO, _zstd().open(path, "wb"))
    return path.open("wb")


def _zstd() -> Any:
    """The standard library's zstd, or its backport."""
    try:
        from compression import zstd
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            raise ImportError("zstd needs an extra package: pip install 'newsextract[zstd]'") from None
    return zstd
