"""A run: rows from the readers through the workers, every row accounted for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from newsextract.batch.inputs import expand
from newsextract.batch.pool import Dispatcher, Task, Workers
from newsextract.batch.readers import Reading, failure, read_input, read_rows
from newsextract.batch.rows import RawRow
from newsextract.batch.worker import Outcome, Settings
from newsextract.records import Extraction, Failure, Record

TASK_ROWS = 32
TASK_BYTES = 4_000_000
FIRST_TASK_ROWS = 4
"""Rows and bytes of a task: enough that shipping costs little; the first are small so that all workers begin."""


class Running(Record, frozen=True, kw_only=True):
    """How a run is run: processes, seconds a page may take, whether results keep the order of the rows."""

    workers: int | None = None
    timeout: float = 20.0
    ordered: bool = True


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
        yield from Dispatcher(workers, ordered=running.ordered, stop=stop).run(tasks(rows))


def tasks(rows: Iterable[RawRow]) -> Iterator[Task]:
    """Rows in tasks of a bounded number and size."""
    gathered: list[RawRow] = []
    size, most = 0, FIRST_TASK_ROWS
    for row in rows:
        gathered.append(row)
        size += row.size
        if len(gathered) >= most or size >= TASK_BYTES:
            yield Task(tuple(gathered))
            gathered, size, most = [], 0, min(TASK_ROWS, most + FIRST_TASK_ROWS)
    if gathered:
        yield Task(tuple(gathered))


Source = str | Path | Iterable[Any]


def batch(
    source: Source, *, settings: Settings, reading: Reading, running: Running
) -> Iterator[Extraction | Failure]:
    """The records and failures of a source, one for each row."""
    for task in run(source_rows(source, reading), settings, running):
        for outcome in task.in_order():
            yield decode(outcome)


def decode(outcome: Outcome) -> Extraction | Failure:
    """The record of an outcome encoded as `record`."""
    shape = Failure if outcome.failed else Extraction
    return msgspec.json.decode(outcome.data, type=shape)


def source_rows(source: Source, reading: Reading) -> Iterator[RawRow]:
    """The rows of a path, or of anything that gives rows, pages or paths one by one."""
    if isinstance(source, str | Path):
        return read_rows(expand([source]), reading)
    return _item_rows(source, reading)


def _item_rows(source: Iterable[Any], reading: Reading) -> Iterator[RawRow]:
    numbers = count()
    for index, item in enumerate(source):
        place = f"item {index}"
        if isinstance(item, Path):
            for inner in expand([item]):
                for place, payload in read_input(inner, reading):
                    yield RawRow(number=next(numbers), place=place, payload=payload)
        else:
            payload = _item_payload(item, place)
            yield RawRow(number=next(numbers), place=place, payload=payload)


def _item_payload(item: Any, place: str) -> dict[str, Any] | Failure:
    if isinstance(item, Mapping):
        return dict(item)
    if isinstance(item, str | bytes):
        return {"page": item}
    message = f"{place}: a row is a mapping, a page (str or bytes) or a Path, this is {type(item).__name__}"
    return failure(place, "NotAnObject", message)
