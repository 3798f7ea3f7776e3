"""A run: rows from the readers through the workers, every row accounted for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from newsextract.batch.dispatch import Dispatcher, Task
from newsextract.batch.inputs import expand
from newsextract.batch.pool import Job, Workers
from newsextract.batch.readers import Reading, check_inputs, read_input, read_rows
from newsextract.batch.rows import Columns, Placed, RawRow, broken_row
from newsextract.batch.streams import Meter
from newsextract.batch.worker import Outcome, Settings
from newsextract.records import Extraction, Failure, Limits, PageKind, Record

JOB_ROWS = 32
JOB_BYTES = 4_000_000
FIRST_JOB_ROWS = 4
"""Rows and bytes of a job: shipping costs little; the first are small, so that all workers begin."""


class Running(Record, frozen=True, kw_only=True):
    """How a run is run: processes, seconds a page may take, whether results keep the order of the rows."""

    workers: int | None = None
    timeout: float = 20.0
    ordered: bool = True

    def __post_init__(self) -> None:
        """Raises `ValueError` for a number of processes that could read nothing."""
        if self.workers is not None and self.workers < 1:
            raise ValueError(f"workers={self.workers}: at least one is wanted, None for one a core")


def available_cores() -> int:
    """The processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def never() -> bool:
    """The answer of a run that nobody stops."""
    return False


def run(
    rows: Iterable[RawRow], settings: Settings, running: Running, *, stop: Callable[[], bool] = never
) -> Iterator[Task]:
    """Run the pages of all rows; tasks come back with one outcome for each of their rows.

    When `stop` says so no further rows are taken; what is in flight is finished.
    """
    cores = running.workers or available_cores()
    with Workers(cores, settings, running.timeout) as workers:
        yield from Dispatcher(workers, ordered=running.ordered, stop=stop).run(jobs(rows))


def jobs(rows: Iterable[RawRow]) -> Iterator[Job]:
    """Rows in jobs of a bounded number and size."""
    gathered: list[RawRow] = []
    size, most = 0, FIRST_JOB_ROWS
    for row in rows:
        gathered.append(row)
        size += row.size
        if len(gathered) >= most or size >= JOB_BYTES:
            yield tuple(gathered)
            gathered, size, most = [], 0, min(JOB_ROWS, most + FIRST_JOB_ROWS)
    if gathered:
        yield tuple(gathered)


Source: TypeAlias = str | Path | Iterable[Any]
DEFAULT_LIMITS = Limits()
DEFAULT_MEMORY = 2_000_000_000


def batch(  # noqa: PLR0913 -- the options are the public interface, all of them keyword-only
    source: Source,
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    kind: PageKind | None = None,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    workers: int | None = None,
    memory: int | None = DEFAULT_MEMORY,
    ordered: bool = True,
) -> Iterator[Extraction | Failure]:
    """Read every page of a dump: an `Extraction` or a `Failure` for each row, as they are done.

    `source` is a path (str or Path) to a file, folder or glob, or any iterable of rows (mappings with a page
    in a column such as `html` or `text`), pages (str or bytes) and Paths. `columns` names columns that habit
    does not find: `{"html": "Body", "url": "Address"}`. Pages are read in `workers` processes (None: one a
    core); one that takes more than `limits.max_seconds`, wants more than `memory` bytes or crashes becomes a
    `Failure`. A few hundred rows are held at a time, and at most 64 MB of results that wait for a slow page
    before them. Raises `ValueError` for options and sources (`InputError`) with which nothing can be read.

    In a script call it under `if __name__ == "__main__":`, as everything that starts processes.

    >>> rows = [{"id": "a", "text": "На мост выделили 5 млн тенге."}, {"id": "b", "text": ""}]
    >>> for result in batch(rows, workers=1):  # doctest: +SKIP
    ...     print(result.id, result.error if isinstance(result, Failure) else result.money[0].max)
    a 5000000
    b PageError
    """
    reading = Reading(columns=Columns.of(columns or {}), max_bytes=limits.max_bytes, encoding=encoding)
    settings = Settings(
        columns=reading.columns, limits=limits, kind=kind, charset=charset, memory=memory, encoding="record"
    )
    running = Running(workers=workers, timeout=limits.max_seconds, ordered=ordered)
    return results(source_rows(source, format, reading), settings, running)


def results(rows: Iterable[RawRow], settings: Settings, running: Running) -> Iterator[Extraction | Failure]:
    """The records and failures of rows, one for each."""
    for task in run(rows, settings, running):
        for outcome in task.in_order():
            yield decode(outcome)


def decode(outcome: Outcome) -> Extraction | Failure:
    """The record of an outcome encoded as `record`."""
    shape: type[Extraction | Failure] = Failure if outcome.failed else Extraction
    return msgspec.json.decode(outcome.data, type=shape)


def source_rows(source: Source, format: str | None, reading: Reading) -> Iterator[RawRow]:
    """The rows of a path, or of anything that gives rows, pages or paths one by one."""
    if isinstance(source, str | Path):
        inputs = expand([source], format)
        check_inputs(inputs, reading)
        return read_rows(inputs, reading, Meter())
    return _numbered(source, format, reading)


def _numbered(source: Iterable[Any], format: str | None, reading: Reading) -> Iterator[RawRow]:
    numbers = count()
    for index, item in enumerate(source):
        for place, payload in _item_rows(item, f"item {index}", format, reading):
            yield RawRow(number=next(numbers), place=place, payload=payload)


def _item_rows(item: Any, place: str, format: str | None, reading: Reading) -> Iterator[Placed]:
    if isinstance(item, Path):
        for inner in expand([item], format):
            yield from read_input(inner, reading, Meter())
    elif isinstance(item, Mapping):
        yield place, dict(item)
    elif isinstance(item, str | bytes):
        yield place, {"page": item}
    else:
        wanted = "a row is a mapping, a page (str or bytes) or a Path"
        yield place, broken_row(place, "NotAnObject", f"{wanted}, this is {type(item).__name__}")
