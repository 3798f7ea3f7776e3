"""Rows out: one call for every format, streamed, and never a half-written file under the final name."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TypeVar

import msgspec

from newsextract.batch.compression import COMPRESSIONS, open_written
from newsextract.batch.schema import Row
from newsextract.batch.stores import Store, open_store
from newsextract.batch.tables import NESTED, Layout, Values, chunks, fitted
from newsextract.records import Failure, Record

Format = Literal["jsonl", "parquet", "csv", "sqlite", "duckdb"]

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


class Counts(Record, frozen=True, kw_only=True):
    """What was written: pages with a record and pages without one."""

    records: int = 0
    failures: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(records=self.records + other.records, failures=self.failures + other.failures)


def format_of(path: Path | str) -> Format:
    """The format a file name asks for; raises `ValueError` for a name that asks for none.

    >>> format_of("новости.jsonl.gz"), format_of("news.duckdb")
    ('jsonl', 'duckdb')
    """
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    packed = suffixes[-1:] and suffixes[-1] in COMPRESSIONS
    if packed:
        suffixes.pop()
    format = SUFFIXES.get(suffixes[-1] if suffixes else "")
    if format is None:
        known = ", ".join(sorted(SUFFIXES))
        raise ValueError(
            f"{path}: no format is known by this name: use one of {known}, or give --output-format"
        )
    if packed and format not in ("jsonl", "csv"):
        raise ValueError(
            f"{path}: {format} files are not compressed from outside: leave out {Path(path).suffix}"
        )
    return format


def write(
    rows: Iterable[Row], path: Path | str, *, format: Format | None = None, layout: Layout = "nested"
) -> Counts:
    """Write all rows to `path`, in the format its name asks for; rows are taken one by one.

    The file (a folder for the tidy tables of jsonl, csv and parquet) appears under its name when it is
    complete, and replaces one that was there. Raises `OSError` when it cannot be written and leaves nothing
    behind then; `ImportError` names the extra that a format needs.
    """
    path = Path(path)
    chosen = format or format_of(path)
    with replacing(path) as temporary:
        if chosen == "jsonl" and layout == "nested":
            with _opened(lambda: open_written(temporary), path) as file:
                return write_lines(rows, file, path)
        with _opened(lambda: open_store(chosen, temporary, layout), path) as store:
            return _write_tables(chunks(rows, layout), store, path)


def _write_tables(chunks: Iterable[dict[str, list[Values]]], store: Store, path: Path) -> Counts:
    counts = Counts()
    for chunk in chunks:
        with naming(path):
            for table, rows in chunk.items():
                store.write(table, rows)
        counts += _counted(chunk)
    return counts


def _counted(chunk: dict[str, list[Values]]) -> Counts:
    if NESTED not in chunk:
        return Counts(records=len(chunk["articles"]), failures=len(chunk["failures"]))
    failures = sum("error" in row for row in chunk[NESTED])
    return Counts(records=len(chunk[NESTED]) - failures, failures=failures)


# ---- JSON lines


def write_lines(rows: Iterable[Row], file: BinaryIO, name: Path | str = "the output") -> Counts:
    """Write all rows to an open binary file as JSON lines; `name` stands in the message of an `OSError`."""
    total = failures = 0
    for row in rows:
        total += 1
        failures += _failed(row)
        with naming(name):
            file.write(encode_row(row) + b"\n")
    return Counts(records=total - failures, failures=failures)


def encode_row(row: Row) -> bytes:
    """A row as one line of JSON, without the line's end.

    >>> failure = Failure(id="7", stage="clean", error="PageError", message="the page is empty")
    >>> encode_row(failure).decode()
    '{"id":"7","url":null,"error":{"stage":"clean","type":"PageError","message":"the page is empty"}}'
    """
    if isinstance(row, bytes):
        return row
    values = row if isinstance(row, dict) else row.to_dict()
    try:
        return msgspec.json.encode(values)
    except UnicodeEncodeError:
        return msgspec.json.encode(fitted(values))


class _Start(msgspec.Struct):
    error: Any = None


_START = msgspec.json.Decoder(_Start)


def _failed(row: Row) -> bool:
    if isinstance(row, bytes):
        return _START.decode(row).error is not None
    return isinstance(row, Failure) or (isinstance(row, dict) and "error" in row)


# ---- whole or not at all


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name for a new file or folder, which becomes `path` when the block ends well.

    The temporary name lies in a hidden folder beside `path`, which disappears in any case; one that a killed
    run left behind is taken over.
    """
    folder = path.with_name(f".{path.name}.partial")
    with naming(path):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    try:
        yield folder / path.name
        with naming(path):
            _move(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move(temporary: Path, path: Path) -> None:
    """Put what is complete on the disk, then under its name."""
    for file in temporary.iterdir() if temporary.is_dir() else (temporary,):
        _sync(file)
    if path.is_dir() or (path.exists() and temporary.is_dir()):
        # A folder cannot be renamed onto another: the old one steps aside first.
        path.rename(temporary.with_name(path.name + ".old"))
    temporary.replace(path)


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


class _Closable(Protocol):
    def close(self) -> None: ...


_C = TypeVar("_C", bound=_Closable)


@contextmanager
def _opened(make: Callable[[], _C], path: Path) -> Iterator[_C]:
    """What `make` gives, closed in any case: errors of closing count unless another came first."""
    with naming(path):
        opened = make()
    try:
        yield opened
    except BaseException:
        with suppress(Exception):
            opened.close()
        raise
    with naming(path):
        opened.close()


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Errors of writing as `OSError` with the name of the output instead of a temporary one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
