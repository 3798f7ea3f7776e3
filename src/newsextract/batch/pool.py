"""Worker processes that a page can hang, crash or fill without harm to any other page.

Every worker is a pebble pool of its own: a worker that is killed while it sends a result or holds a lock
takes nothing with it but its own pipe. It notes in shared memory which page it has begun and when, so that
the page which overran its time or ended the process is known.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, NamedTuple

from pebble import ProcessPool

from newsextract.batch.rows import RawRow
from newsextract.batch.worker import Batch, Settings, prepare, run_batch, take_note

DEPTH = 2
"""Jobs a worker holds: the one it runs and the next, so that it never waits."""

START_SECONDS = 120.0
STARTS = 8
"""Seconds a worker may take to start, and how many may fail to in a row."""

GRACE = 1.1
"""Time limits after which a page is stopped: before, its own clock may refuse it, naming the stage."""

STUCK = 60.0
"""Seconds beyond all its pages' time limits after which a silent worker is given up."""

POLL = 0.5
"""Seconds between two looks at the workers when there is no news."""


class RunError(RuntimeError):
    """The run cannot go on: workers do not start."""


class Lost(NamedTuple):
    """Why a job has no results: its worker ended. `number` is that of the row it had begun, if any;
    `overdue` says that it was ended because that row took too long.
    """

    number: int | None = None
    overdue: bool = False


Job = Sequence[RawRow]
"""Rows sent to a worker together."""


class Worker:
    """One process: a pebble pool that is thrown away when anything goes wrong in it."""

    def __init__(self, settings: Settings) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            page_module = settings.function.partition(":")[0]
            context.set_forkserver_preload(["newsextract.batch.worker", page_module])
        self.note = context.RawArray("d", 2)
        self.pool = ProcessPool(max_workers=1, context=context, initializer=take_note, initargs=(self.note,))
        self.ready: Future[None] = self.pool.schedule(prepare, args=(settings,), timeout=START_SECONDS)
        self.jobs: dict[Future[Batch], Job] = {}

    def submit(self, job: Job, timeout: float) -> None:
        """Queue a job; raises `RuntimeError` when the pool is broken."""
        self.jobs[self.pool.schedule(run_batch, args=(job,), timeout=len(job) * timeout + STUCK)] = job

    def broken(self) -> bool:
        """Whether the pool takes no more jobs."""
        return not self.pool.active

    def begun(self) -> tuple[int, float] | None:
        """The number of the row that is being read, and for how long."""
        started, number = self.note
        return (int(number), time.monotonic() - started) if started else None

    def futures(self) -> list[Future[Any]]:
        """What there may be news of."""
        return [*([] if self.ready.done() else [self.ready]), *self.jobs]

    def trouble(self) -> BaseException | None:
        """What ended the worker, if anything did."""
        futures: list[Future[Any]] = [self.ready, *self.jobs]
        errors = (future.exception() for future in futures if future.done())
        return next((error for error in errors if error is not None), None)

    def finished(self) -> list[tuple[Job, Batch]]:
        """Jobs that are done, taken off the worker."""
        done = [future for future in self.jobs if future.done() and future.exception() is None]
        return [(self.jobs.pop(future), future.result()) for future in done]

    def discard(self) -> threading.Thread:
        """End the process, not waiting for it; returns the thread that does."""
        thread = threading.Thread(target=self._stop, daemon=True)
        thread.start()
        return thread

    def _stop(self) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()


class Workers:
    """The workers of a run; each is replaced when it is lost."""

    def __init__(self, count: int, settings: Settings, timeout: float) -> None:
        self.settings = settings
        self.timeout = timeout
        self.failed_starts = 0
        self.discarded: list[threading.Thread] = []
        self.workers = [self._started() for _ in range(count)]

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.discarded += [worker.discard() for worker in self.workers]
        for thread in self.discarded:
            thread.join(timeout=10)

    def free(self) -> bool:
        """Whether a worker has room for another job."""
        return any(len(worker.jobs) < DEPTH for worker in self.workers)

    def submit(self, job: Job) -> bool:
        """Give a job to the worker with the least to do; False when that one is just being lost."""
        index = min(range(len(self.workers)), key=lambda index: len(self.workers[index].jobs))
        if self.workers[index].broken() and not self.workers[index].jobs:
            self._replace(index)
        try:
            self.workers[index].submit(job, self.timeout * GRACE)
        except RuntimeError:  # the pool has noticed an accident that its jobs do not tell yet
            return False
        return True

    def news(self) -> Iterator[tuple[Job, Batch | Lost]]:
        """Wait for news: jobs with their results, or with how they were lost."""
        futures = [future for worker in self.workers for future in worker.futures()]
        wait(futures, timeout=min(POLL, self.timeout / 4), return_when=FIRST_COMPLETED)
        for index, worker in enumerate(self.workers):
            for item in worker.finished():
                self.failed_starts = 0
                yield item
            begun = worker.begun()
            overdue = begun is not None and begun[1] > self.timeout * GRACE
            if overdue or worker.trouble() is not None:
                yield from self._lost(index, Lost(begun[0] if begun else None, overdue))

    def _lost(self, index: int, lost: Lost) -> Iterator[tuple[Job, Lost]]:
        """Replace a worker; its jobs come back, each told whether it was the one that was run."""
        worker = self.workers[index]
        error = worker.trouble()
        if error is not None and (not worker.ready.done() or worker.ready.exception() is not None):
            self._start_failed(error)
        self._replace(index)
        for job in worker.jobs.values():
            yield job, lost if any(row.number == lost.number for row in job) else Lost()

    def _start_failed(self, error: BaseException) -> None:
        self.failed_starts += 1
        account = f"workers cannot start: {type(error).__name__}: {error}"
        if isinstance(error, MemoryError):
            raise RunError(f"{account}: the memory limit is too small (--memory)") from None
        if not isinstance(error, OSError | RuntimeError):
            raise RunError(account) from None
        if self.failed_starts >= STARTS:
            hint = 'in a script, call newsextract.batch under `if __name__ == "__main__":`'
            raise RunError(f"{account}. Is the memory limit too small? {hint}") from None

    def _replace(self, index: int) -> None:
        self.discarded = [thread for thread in self.discarded if thread.is_alive()]
        self.discarded.append(self.workers[index].discard())
        self.workers[index] = self._started()

    def _started(self) -> Worker:
        """A new worker; tried again when the process that forks workers was killed."""
        while True:
            try:
                return Worker(self.settings)
            except RuntimeError as error:
                self._start_failed(error)
                time.sleep(POLL)
