"""Worker processes that a page can hang, crash or fill without harm to any other page.

Every worker is a pebble pool of its own: a worker that is killed while it sends a result or holds a lock
takes nothing with it but its own pipe. A task of several rows whose worker is lost is run again row by row,
so that only the page that did it fails.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

from pebble import ProcessPool

from newsextract.batch.rows import RawRow, identity
from newsextract.batch.worker import Batch, Outcome, Settings, failed, prepare, run_batch
from newsextract.records import Failure

DEPTH = 2
"""Tasks a worker holds: the one it runs and the next, so that it never waits."""

ATTEMPTS = 3
"""Times a page is tried whose worker dies: once may have been the machine's fault, not the page's."""

START_SECONDS = 120.0
STARTS = 3
"""Seconds a worker may take to start, and how many may fail to in a row."""

GRACE = 1.1
"""Time limits after which a page is stopped: before, its own clock may refuse it, naming the stage."""

STUCK = 60.0
"""Seconds beyond the time limit after which a silent worker is given up."""

POLL = 0.5


class RunError(RuntimeError):
    """The run cannot go on: workers do not start."""


class Task:
    """Rows that are run together, and their outcomes as they come."""

    def __init__(self, rows: tuple[RawRow, ...]) -> None:
        self.rows = rows
        self.outcomes: dict[int, Outcome] = {}
        self.peak = 0

    @property
    def finished(self) -> bool:
        return len(self.outcomes) == len(self.rows)

    def in_order(self) -> list[Outcome]:
        """The outcomes in the order of the rows."""
        return [self.outcomes[row.number] for row in self.rows]


class Job:
    """Rows of a task as they are sent to a worker: at first all, after an accident one by one."""

    def __init__(self, task: Task, rows: tuple[RawRow, ...]) -> None:
        self.task = task
        self.rows = rows
        self.attempts = 0


class Worker:
    """One process: a pebble pool that is thrown away when anything goes wrong in it."""

    def __init__(self, settings: Settings) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            page_module = settings.function.partition(":")[0]
            context.set_forkserver_preload(["newsextract.batch.worker", page_module])
        self.pool = ProcessPool(max_workers=1, context=context)
        self.ready: Future[None] = self.pool.schedule(prepare, args=(settings,), timeout=START_SECONDS)
        self.jobs: dict[Future[Batch], Job] = {}
        self.heard = time.monotonic()

    def submit(self, job: Job, timeout: float) -> None:
        if not self.jobs:
            self.heard = time.monotonic()
        future = self.pool.schedule(run_batch, args=(job.rows,), timeout=timeout)
        self.jobs[future] = job

    def broken(self) -> bool:
        """Whether the pool takes no more jobs."""
        return not self.pool.active

    def silent(self) -> float:
        """Seconds since a busy worker was last heard of; 0 for one with nothing to do."""
        return time.monotonic() - self.heard if self.jobs else 0.0

    def trouble(self) -> BaseException | None:
        """What ended the worker, if anything did."""
        futures: list[Future[Any]] = [self.ready, *self.jobs]
        for future in futures:
            if future.done() and (error := future.exception()) is not None:
                return error
        return None

    def finished(self) -> list[tuple[Job, Batch]]:
        """Jobs that are done, taken off the worker."""
        done = [(future, job) for future, job in self.jobs.items() if future.done()]
        for future, _ in done:
            del self.jobs[future]
            self.heard = time.monotonic()
        return [(job, future.result()) for future, job in done]

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
        self.restarts = 0
        self.discarded: list[threading.Thread] = []
        self.workers = [Worker(settings) for _ in range(count)]

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
        except RuntimeError:  # the pool has noticed an accident that its tasks do not tell yet
            return False
        return True

    def collect(self) -> Iterator[tuple[Job, Batch | BaseException | None]]:
        """Wait for news. Jobs that are done, with their results; of a lost worker the job that it ran, with
        what ended it, and the job that was waiting, with None.
        """
        futures: list[Future[Any]] = []
        for worker in self.workers:
            futures += [*worker.jobs, *self._starting(worker)]
        wait(futures, timeout=POLL, return_when=FIRST_COMPLETED)
        for index, worker in enumerate(self.workers):
            trouble = worker.trouble()
            if trouble is None and worker.silent() > self.timeout + STUCK + self._start_time(worker):
                trouble = TimeoutError()
            if trouble is None:
                for item in worker.finished():
                    self.failed_starts = 0
                    yield item
            else:
                yield from self._lost(index, trouble)

    def _starting(self, worker: Worker) -> tuple[Future[None], ...]:
        return () if worker.ready.done() else (worker.ready,)

    def _start_time(self, worker: Worker) -> float:
        return 0.0 if worker.ready.done() else START_SECONDS

    def _lost(self, index: int, trouble: BaseException) -> Iterator[tuple[Job, Batch | BaseException | None]]:
        worker = self.workers[index]
        started = worker.ready.done() and worker.ready.exception() is None
        if not started:
            self._start_failed(trouble)
        blame: BaseException | None = trouble if started else None
        for future, job in worker.jobs.items():
            if future.done() and future.exception() is None:
                yield job, future.result()
            else:
                yield job, blame
                blame = None
        worker.jobs.clear()
        self._replace(index)

    def _start_failed(self, trouble: BaseException) -> None:
        self.failed_starts += 1
        account = f"workers cannot start: {type(trouble).__name__}: {trouble}"
        if isinstance(trouble, MemoryError):
            raise RunError(f"{account}: the memory limit is too small (--memory)") from None
        if not isinstance(trouble, OSError | RuntimeError):
            raise RunError(account) from None
        if self.failed_starts >= STARTS:
            hint = 'in a script, call newsextract.batch under `if __name__ == "__main__":`'
            raise RunError(f"{account}. Is the memory limit too small? {hint}") from None

    def _replace(self, index: int) -> None:
        self.restarts += 1
        self.discarded = [thread for thread in self.discarded if thread.is_alive()]
        self.discarded.append(self.workers[index].discard())
        self.workers[index] = Worker(self.settings)


class Dispatcher:
    """Runs tasks on workers: a bounded number is open at a time, in order or as they finish."""

    def __init__(self, workers: Workers, *, ordered: bool, stop: Callable[[], bool]) -> None:
        self.workers = workers
        self.ordered = ordered
        self.stop = stop
        self.window = 16 * len(workers.workers)
        self.open: deque[Task] = deque()
        self.waiting: deque[Job] = deque()

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The tasks with all their outcomes."""
        source = iter(tasks)
        while True:
            self._fill(source)
            if not self.open:
                return
            for job, result in self.workers.collect():
                self._settle(job, result)
            yield from self._finished()

    def _fill(self, source: Iterator[Task]) -> None:
        while self.workers.free():
            if self.waiting:
                if not self.workers.submit(self.waiting[0]):
                    return
                self.waiting.popleft()
            elif len(self.open) < self.window and not self.stop():
                task = next(source, None)
                if task is None:
                    return
                self.open.append(task)
                self.waiting.append(Job(task, task.rows))
            else:
                return

    def _settle(self, job: Job, result: Batch | BaseException | None) -> None:
        if isinstance(result, Batch):
            job.task.outcomes.update((outcome.number, outcome) for outcome in result.outcomes)
            job.task.peak = max(job.task.peak, result.peak)
        elif result is None:
            self.waiting.append(job)
        elif len(job.rows) > 1:
            self.waiting.extend(Job(job.task, (row,)) for row in job.rows)
        else:
            self._accident(job, result)

    def _accident(self, job: Job, error: BaseException) -> None:
        job.attempts += 1
        if job.attempts < ATTEMPTS and not isinstance(error, TimeoutError):
            self.waiting.append(job)
            return
        [row] = job.rows
        settings, message = self.workers.settings, _account_of(error, self.workers.timeout)
        id, url = identity(row, settings.columns)
        failure = Failure(id=id, url=url, stage="worker", error=_kind_of(error), message=message)
        job.task.outcomes[row.number] = failed(row.number, failure, settings.encoding)

    def _finished(self) -> Iterator[Task]:
        if self.ordered:
            while self.open and self.open[0].finished:
                yield self.open.popleft()
            return
        for task in [task for task in self.open if task.finished]:
            self.open.remove(task)
            yield task


def _kind_of(error: BaseException) -> str:
    return "Timeout" if isinstance(error, TimeoutError) else "WorkerDied"


def _account_of(error: BaseException, timeout: float) -> str:
    if isinstance(error, TimeoutError):
        return f"the page took more than {timeout:g} s and was stopped (--timeout)"
    return f"its worker process died {ATTEMPTS} times: the page crashes it, or it was killed for its memory"
