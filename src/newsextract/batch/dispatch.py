"""Rows through the workers: a bounded number at a time, in order or as they finish, each with one outcome.

A job whose worker is lost is divided: the row that was being read fails when it overran its time, and is
tried again alone when the process died on it; the rows around it go on together.
"""

from __future__ import annotations

import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

import msgspec

from newsextract.batch.pool import Job, Lost, Workers
from newsextract.batch.rows import RawRow, identity
from newsextract.batch.worker import Batch, Outcome, failed
from newsextract.records import Failure

ATTEMPTS = 3
"""Times a page is tried whose worker dies: once may have been the machine's fault, not the page's."""

LOSSES = 10
"""Times a job may be lost before its first row is begun, until that row is blamed."""

TASKS_A_WORKER = 256
HELD_BYTES = 64_000_000
HELD_BYTES_A_WORKER = 16_000_000
"""Tasks that may be open for each worker, and bytes of results that may wait for a task before them: enough
for the others to work on while one waits for a page that hangs."""

PACKED_ABOVE = 16_000_000
"""Bytes of waiting results from which on further ones are compressed, to a fifth or less."""


class Task:
    """Rows that are run together, and their outcomes as they come."""

    def __init__(self, rows: Job) -> None:
        self.numbers = tuple(row.number for row in rows)
        self.last_place = rows[-1].place
        self.outcomes: dict[int, Outcome] = {}
        self.packed = b""
        self.size = 0
        self.peak = 0

    @property
    def finished(self) -> bool:
        return bool(self.packed) or len(self.outcomes) == len(self.numbers)

    def add(self, outcome: Outcome) -> None:
        """Take in what became of a row."""
        self.outcomes[outcome.number] = outcome
        self.size += len(outcome.data)

    def in_order(self) -> list[Outcome]:
        """The outcomes in the order of the rows."""
        if self.packed:
            return msgspec.msgpack.decode(zlib.decompress(self.packed), type=list[Outcome])
        return [self.outcomes[number] for number in self.numbers]

    def pack(self) -> int:
        """Compress the outcomes of a finished task; returns how many bytes less it holds."""
        self.packed = zlib.compress(msgspec.msgpack.encode(self.in_order()), 1)
        self.outcomes.clear()
        saved = self.size - len(self.packed)
        self.size -= saved
        return saved


class Dispatcher:
    """Takes rows that are to be run together and gives them back as tasks with all their outcomes."""

    def __init__(self, workers: Workers, *, ordered: bool, stop: Callable[[], bool]) -> None:
        self.workers = workers
        self.ordered = ordered
        self.stop = stop
        count = len(workers.workers)
        self.window = TASKS_A_WORKER * count
        self.room = max(HELD_BYTES, HELD_BYTES_A_WORKER * count)
        self.open: deque[Task] = deque()
        self.owners: dict[int, Task] = {}
        self.waiting: deque[Job] = deque()
        self.deaths: Counter[int] = Counter()
        self.losses: Counter[int] = Counter()
        self.held = 0

    def run(self, jobs: Iterable[Job]) -> Iterator[Task]:
        """The tasks with all their outcomes."""
        source = iter(jobs)
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

    def _fill(self, source: Iterator[Job]) -> None:
        while self.workers.free():
            if self.waiting:
                if not self.workers.submit(self.waiting[0]):
                    return
                self.waiting.popleft()
            elif self._has_room() and (job := next(source, None)) is not None:
                task = Task(job)
                self.open.append(task)
                self.owners.update((number, task) for number in task.numbers)
                self.waiting.append(job)
            else:
                return

    def _has_room(self) -> bool:
        """Whether further rows may be taken."""
        return len(self.open) < self.window and self.held < self.room and not self.stop()

    def _settle(self, batch: Batch) -> None:
        for outcome in batch.outcomes:
            task = self.owners.pop(outcome.number)
            task.add(outcome)
            self.held += len(outcome.data)
            task.peak = max(task.peak, batch.peak)
            del self.deaths[outcome.number], self.losses[outcome.number]
            if task.finished and self.held > PACKED_ABOVE and task is not self.open[0]:
                self.held -= task.pack()

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
            done = list(takewhile(lambda task: task.finished, self.open))
        else:
            done = [task for task in self.open if task.finished]
        for task in done:
            self.open.remove(task)
            self.held -= task.size
            yield task
