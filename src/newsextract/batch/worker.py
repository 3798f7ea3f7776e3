"""What runs in a worker process: rows in, encoded records and failures out, whatever a page does."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, MutableSequence, Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib import import_module
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from newsextract.batch.rows import Columns, RawRow, Row, read_row
from newsextract.records import Extraction, Failure, Hints, Limits, PageError, PageKind, Record

PageFunction: TypeAlias = Callable[..., Extraction]
Note: TypeAlias = MutableSequence[float]
Encoding = Literal["row", "record"]
KINDS = ("money", "percents", "multiples", "quotes", "people")
"""The lists of a record whose lengths are counted."""


class Settings(Record, frozen=True, kw_only=True):
    """What a worker has to know. `function` is the import path of what reads one page.

    `memory` is the address space in bytes a worker may take (None: no limit). `encoding` says what results
    are: `row` for lines of JSON as they are written, `record` for records that Python decodes again.
    """

    function: str = "newsextract.pipeline:extract"
    columns: Columns = Columns()
    limits: Limits = Limits()
    kind: PageKind | None = None
    charset: str | None = None
    memory: int | None = None
    encoding: Encoding = "row"

    def __post_init__(self) -> None:
        """Raises `ValueError` for settings that no page could be read with."""
        Hints(kind=self.kind)
        if self.memory is not None and self.memory < 1:
            raise ValueError(f"memory={self.memory}: at least one byte is wanted, None for no limit")


DIGEST = 12
"""Bytes kept of a digest: the chance of a false repeat among a billion records is below 1 in 10^10."""


class Outcome(Record, frozen=True, kw_only=True):
    """What became of one row: the encoded record or failure and what the run counts."""

    number: int
    id: str
    data: bytes
    reason: str | None = None
    counts: tuple[int, ...] = ()
    content: bytes = b""

    @property
    def failed(self) -> bool:
        return self.reason is not None


class Batch(Record, frozen=True, kw_only=True):
    """Outcomes of a task, and the most memory its worker has had, in bytes."""

    outcomes: tuple[Outcome, ...]
    peak: int


class _Worker:
    """The state of this process: what it was told, the page function it was told to run, and the note of
    the page it has begun: when, and its number.
    """

    settings: Settings
    function: PageFunction
    note: Note


def take_note(note: Note) -> None:
    """Begin this process: `note` is where it tells which page it reads."""
    _end_with_parent()
    _Worker.note = note


def prepare(settings: Settings) -> None:
    """Make this process a worker: limits set, tables built, so that every page costs the same."""
    _limit_memory(settings.memory)
    module, _, name = settings.function.partition(":")
    _Worker.settings = settings
    _Worker.function = getattr(import_module(module), name)
    outcome = run_row(RawRow(number=0, place="warm-up", payload={"text": WARM_UP}))
    if outcome.reason == MemoryError.__name__:
        raise MemoryError("the tables do not fit")


WARM_UP = (
    "Дорогу откроют осенью\n"
    "На ремонт дороги выделили 4,6 млрд тенге, на 5 процентов больше, сообщил аким области Ержан Сапаров.\n"
    '"Работы закончим к осени", - сказал Сапаров.\n'
)
"""A page that passes every stage, so that the stages build their tables."""


def run_batch(rows: Sequence[RawRow]) -> Batch:
    """Read the pages of all rows; each gives an outcome."""
    outcomes = []
    for raw in rows:
        _Worker.note[1] = raw.number
        _Worker.note[0] = time.monotonic()
        outcomes.append(run_row(raw))
    _Worker.note[0] = 0.0
    return Batch(outcomes=tuple(outcomes), peak=peak_memory())


def run_row(raw: RawRow) -> Outcome:
    """Read one row's page. The only place where every exception is caught: it becomes the row's failure."""
    settings = _Worker.settings
    id, url = raw.place, None
    try:
        row = read_row(raw, settings.columns, settings.limits.max_bytes)
        if isinstance(row, Failure):
            return failed(raw.number, row, settings.encoding)
        id, url = row.id, row.url
        return done(raw.number, _extract(row, settings), settings.encoding)
    except PageError as error:
        failure = Failure(id=id, url=url, stage=error.stage, error="PageError", message=str(error))
    except Exception as error:
        message = str(error)[:500] or "no message"
        failure = Failure(id=id, url=url, stage="extract", error=type(error).__name__, message=message)
    return failed(raw.number, failure, settings.encoding)


def _extract(row: Row, settings: Settings) -> Extraction:
    result = _Worker.function(
        row.page,
        url=row.url,
        title=row.title,
        date=row.date,
        kind=row.kind or settings.kind,
        charset=row.charset or settings.charset,
        id=row.id,
        limits=settings.limits,
    )
    if row.warnings:
        article = replace(result.article, warnings=(*result.article.warnings, *row.warnings))
        return replace(result, article=article)
    return result


def done(number: int, result: Extraction, encoding: Encoding) -> Outcome:
    """The outcome of a page that was read."""
    value = result.to_dict() if encoding == "row" else result
    return Outcome(
        number=number,
        id=result.id or "",
        data=msgspec.json.encode(value),
        counts=tuple(len(getattr(result, kind)) for kind in KINDS),
        content=digest_of(result.article.text),
    )


def digest_of(text: str) -> bytes:
    """What stands for a text when repeats are looked for; empty for no text, which is no repeat."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=DIGEST).digest() if text else b""


def failed(number: int, failure: Failure, encoding: Encoding) -> Outcome:
    """The outcome of a page that was not read."""
    value = failure.to_dict() if encoding == "row" else failure
    data = msgspec.json.encode(value)
    return Outcome(number=number, id=failure.id or "", data=data, reason=failure.error)


def peak_memory() -> int:
    """The most memory this process has had, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _limit_memory(limit: int | None) -> None:
    """Let this process fail on a page that wants too much instead of taking the machine down."""
    if limit is None:
        return
    with suppress(ImportError, ValueError, OSError):  # systems without such a limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """End this process when its parent is killed: by the kernel where it can, else by looking often."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            return
    threading.Thread(target=_watch_parent, args=(os.getppid(),), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
