"""Rows through the workers: a bounded number at a time, in order or as they finish, each with one outcome.

A job whose worker is lost is divided: the row that was being read fails when it overran its time, and is
tried again alone when the process died on it; the rows around it go on together.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator

from newsextract.batch.pool import Job, Lost, Workers
from newsextract.batch.rows import RawRow, identity
from newsextract.batch.worker import Batch, Outcome, failed
from newsextract.records import Failure

ATTEMPTS = 3
"""Times a page is tried whose worker dies: once may have been the machine's fault, not the page's."""

LOSSES = 10
"""Times a job may be lost before its first row is begun, until that row is blamed."""

TASKS_A_WORKER = 16
"""Tasks that may be open for each worker: those done wait for the one before them."""


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


class Dispatcher:
    """Takes tasks and gives them back with all their outcomes."""

    def __init__(self, workers: Workers, *, ordered: bool, stop: Callable[[], bool]) -> None:
        self.workers = workers
        self.ordered = ordered
        self.stop = stop
        self.window = TASKS_A_WORKER * len(workers.workers)
        self.open: deque[Task] = deque()
        self.owners: dict[int, Task] = {}
        self.waiting: deque[Job] = deque()
        self.deaths: Counter[int] = Counter()
        self.losses: Counter[int] = Counter()

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The tasks with all their outcomes."""
        source = iter(tasks)
        while True:
            self._fill(source)
            if not self.open:
                return
            for job, result in self.workers.news():
                if isinstance(result, Batch):
                    self._settle(result)
                else:
                    self._recover(job, result)
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
                self.owners.update((row.number, task) for row in task.rows)
                self.waiting.append(task.rows)
            else:
                return

    def _settle(self, batch: Batch) -> None:
        for outcome in batch.outcomes:
            task = self.owners.pop(outcome.number)
            task.outcomes[outcome.number] = outcome
            task.peak = max(task.peak, batch.peak)
            del self.deaths[outcome.number], self.losses[outcome.number]

    def _recover(self, job: Job, lost: Lost) -> None:
        """Run the rows of a lost job again, but not the one that is to blame beyond doubt."""
        place = self._blamed(job, lost)
        if place is None:
            self.waiting.append(job)
            return
        row = job[place]
        self.deaths[row.number] += 1
        if lost.overdue:
            limit = self.workers.timeout
            self._fail(row, "Timeout", f"the page took more than {limit:g} s and was stopped (--timeout)")
        elif self.deaths[row.number] >= ATTEMPTS:
            account = "the page crashes it, or it was killed for its memory"
            self._fail(row, "WorkerDied", f"its worker process died {ATTEMPTS} times: {account}")
        else:
            self.waiting.append((row,))
        self.waiting.extend(rows for rows in (job[:place], job[place + 1 :]) if rows)

    def _blamed(self, job: Job, lost: Lost) -> int | None:
        """The place in the job of the row that was being read; of one that never begins, the first."""
        for place, row in enumerate(job):
            if row.number == lost.number:
                return place
        self.losses[job[0].number] += 1
        return 0 if self.losses[job[0].number] >= LOSSES else None

    def _fail(self, row: RawRow, kind: str, message: str) -> None:
        settings = self.workers.settings
        id, url = identity(row, settings.columns)
        failure = Failure(id=id, url=url, stage="worker", error=kind, message=message)
        self._settle(Batch(outcomes=(failed(row.number, failure, settings.encoding),), peak=0))

    def _finished(self) -> Iterator[Task]:
        if self.ordered:
            while self.open and self.open[0].finished:
                yield self.open.popleft()
            return
        for task in [task for task in self.open if task.finished]:
            self.open.remove(task)
            yield task
