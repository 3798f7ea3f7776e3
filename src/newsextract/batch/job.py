"""A run with an output: by parts that survive a kill, or straight into a stream."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from newsextract.batch.dispatch import Task
from newsextract.batch.duplicates import Duplicates, Sameness
from newsextract.batch.inputs import MANIFEST, Input
from newsextract.batch.interrupt import Interrupt
from newsextract.batch.manifest import (
    Manifest,
    check_same,
    describe,
    manifest_bytes,
    read_manifest,
    remaining,
)
from newsextract.batch.parts import PART_SECONDS, PartBuffer, WorkFolder, replace_file
from newsextract.batch.pool import RunError
from newsextract.batch.progress import Progress
from newsextract.batch.readers import Reading, read_rows
from newsextract.batch.rows import RawRow
from newsextract.batch.runner import Running, run
from newsextract.batch.streams import Meter
from newsextract.batch.tables import Layout
from newsextract.batch.tally import Tally
from newsextract.batch.worker import Outcome, Settings
from newsextract.batch.writers import Format, format_of, write
from newsextract.records import Record


class OutputExistsError(ValueError):
    """The output, or an interrupted run to it, is there already, and nobody said what to do with it."""


class Plan(Record, frozen=True, kw_only=True):
    """Everything a run was told."""

    inputs: tuple[Input, ...]
    reading: Reading
    settings: Settings
    running: Running = Running()
    dedupe: Sameness | None = None

    def options(self) -> dict[str, object]:
        """What decides which rows come out: a resumed run must be told the same."""
        return {
            "columns": self.reading.columns.given(),
            "encoding": self.reading.encoding,
            "charset": self.settings.charset,
            "kind": self.settings.kind,
            "max_bytes": self.settings.limits.max_bytes,
            "max_depth": self.settings.limits.max_depth,
            "timeout": self.running.timeout,
            "memory": self.settings.memory,
            "dedupe": self.dedupe,
        }


class Output(Record, frozen=True, kw_only=True):
    """Where the rows go and what to do with what is there."""

    path: Path
    format: Format | None = None
    layout: Layout = "nested"
    overwrite: bool = False
    resume: bool = False
    part_seconds: float = PART_SECONDS

    @property
    def manifest(self) -> Path:
        """The manifest that stays beside the output."""
        return self.path.with_name(f"{self.path.name}.{MANIFEST}")


class Job:
    """One run: the plan, what it has counted, and who may stop it."""

    def __init__(self, plan: Plan, progress: Progress, interrupt: Interrupt, meter: Meter) -> None:
        self.plan = plan
        self.meter = meter
        self.progress = progress
        self.interrupt = interrupt
        self.tally = Tally()
        self.duplicates = Duplicates(plan.dedupe)
        self.last_place = ""
        self.safe: int | None = None
        self.complete = False

    def to_stream(self, write_row: Callable[[bytes], None]) -> Tally:
        """Hand rows on as lines of JSON as they come."""
        with closing(self._tasks(read_rows(self.plan.inputs, self.plan.reading, self.meter))) as tasks:
            for task in tasks:
                for outcome, repeat in self._judged(task):
                    if not repeat:
                        write_row(outcome.data)
        return self.tally

    def to_file(self, output: Output) -> Tally:
        """Write rows in parts, then the parts as the output; goes on with an interrupted run when told to."""
        work = WorkFolder.beside(output.path)
        manifest = self._manifest(work, output)
        self.safe = manifest.pages
        if manifest.complete:
            self.progress.say(f"{output.path} is complete already")
            self.tally = Tally.of(manifest)
            return self.tally
        try:
            self._gather(work, manifest, output.part_seconds)
        except RunError:
            if not manifest.parts:
                work.remove()
                self.safe = None
            raise
        if not self.interrupt.asked:
            self.progress.say(f"writing {output.path}")
            write(work.lines(manifest), output.path, format=output.format, layout=output.layout)
            manifest.complete = True
            manifest.output = output.path.name
            replace_file(output.manifest, [manifest_bytes(manifest)])
            work.remove()
            self.complete = True
        return self.tally

    def account_of(self, error: Exception) -> str:
        """What went wrong with the run, where it was, and what is safe."""
        reason = str(error)
        if isinstance(error, OSError) and error.strerror:
            reason = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        parts = [reason, f"last row read: {self.last_place}" if self.last_place else ""]
        if self.safe is not None:
            parts.append(f"{self.safe:,} rows are safe, --resume goes on from there")
        return "; ".join(part for part in parts if part)

    def _manifest(self, work: WorkFolder, output: Output) -> Manifest:
        check_writable(output)
        inputs, options = describe(self.plan.inputs), self.plan.options()
        if output.resume and work.exists():
            manifest = work.resume(inputs, options)
            self.tally = Tally.of(manifest)
            self.duplicates.remember(work.lines(manifest))
            return manifest
        if output.resume and output.manifest.exists() and output.path.exists():
            manifest = read_manifest(output.manifest)
            check_same(manifest, inputs, options)
            work.remove()
            return manifest
        check_free(work, output)
        return work.begin(inputs, options)

    def _gather(self, work: WorkFolder, manifest: Manifest, part_seconds: float) -> None:
        """Fill parts with the outcomes of all rows that are not in a part yet."""
        part = PartBuffer()
        rows = remaining(read_rows(self.plan.inputs, self.plan.reading, self.meter), manifest.spans())
        with closing(self._tasks(rows)) as tasks:
            for task in tasks:
                for outcome, repeat in self._judged(task):
                    part.add(outcome, repeat)
                if part.full(part_seconds):
                    self._close(part, work, manifest)
                    part = PartBuffer()
        if part.numbers:
            self._close(part, work, manifest)

    def _close(self, part: PartBuffer, work: WorkFolder, manifest: Manifest) -> None:
        work.add(manifest, part)
        self.safe = manifest.pages

    def _judged(self, task: Task) -> Iterator[tuple[Outcome, bool]]:
        """The outcomes of a task, counted, each with whether it repeats an earlier one."""
        for outcome in task.in_order():
            repeat = self.duplicates.is_repeat(outcome)
            self.tally.count(outcome, repeat)
            yield outcome, repeat
        self.progress.update(self.tally)

    def _tasks(self, rows: Iterator[RawRow]) -> Generator[Task, None, None]:
        plan = self.plan
        readable = self.interrupt.reading(rows)
        for task in run(readable, plan.settings, plan.running, stop=lambda: self.interrupt.asked):
            self.tally.peak_worker = max(self.tally.peak_worker, task.peak)
            self.last_place = task.last_place
            yield task


def check_writable(output: Output) -> None:
    """Refuse an output that could not be written in the end: its folder, its format, what that needs."""
    if output.path.is_dir() and output.layout == "nested":
        raise ValueError(f"{output.path} is a folder: name a file in it")
    folder = output.path.resolve().parent
    if not folder.is_dir():
        raise ValueError(f"{output.path}: there is no folder {folder}")
    format = output.format or format_of(output.path)
    try:
        with TemporaryDirectory(dir=folder, prefix=".newsextract-") as trial:
            write((), Path(trial) / output.path.name, format=format, layout=output.layout)
    except OSError as error:
        raise ValueError(f"{output.path} cannot be written: {error.strerror or error}") from None


def check_free(work: WorkFolder, output: Output) -> None:
    """Refuse to write over an output or an interrupted run unless told to."""
    if output.overwrite:
        return
    if work.exists() and not output.resume:
        raise OutputExistsError(
            f"{work.path} holds an interrupted run: go on with --resume, or --overwrite it"
        )
    if output.path.exists():
        raise OutputExistsError(f"{output.path} exists: --overwrite it, or name another output")
