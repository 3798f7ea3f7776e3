"""How far a run is: a bar on a terminal, plain lines elsewhere, nothing when asked; and the closing table."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol

from newsextract.batch.streams import Meter
from newsextract.batch.tally import Tally
from newsextract.batch.worker import peak_memory

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

LINE_SECONDS = 10.0
"""Seconds between two plain lines."""

BAR_SECONDS = 0.2
"""Seconds between two pictures of the bar."""


class Progress(Protocol):
    """Is told what has been counted."""

    def update(self, tally: Tally) -> None:
        """Take in new counts."""

    def say(self, message: str) -> None:
        """Tell what is being done."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class Silent:
    """Shows nothing."""

    def update(self, tally: Tally) -> None:
        pass

    def say(self, message: str) -> None:
        pass

    def close(self) -> None:
        pass


class Clock:
    """Rate and time left of a run, from what was counted and how much of the input was read."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.started = time.monotonic()

    @property
    def seconds(self) -> float:
        return max(time.monotonic() - self.started, 1e-6)

    def rate(self, tally: Tally) -> float:
        """Pages a second since the run began."""
        return (tally.pages - tally.resumed) / self.seconds

    def left(self, tally: Tally) -> float | None:
        """Seconds left at the rate so far, None when the size of the input is not known."""
        share = self.meter.share(tally.pages)
        new = share * (1 - tally.resumed / tally.pages) if share else 0.0
        return self.seconds * (1 - share) / new if share and new else None

    def done(self, tally: Tally) -> float:
        """Bytes of the input that were dealt with."""
        return (self.meter.share(tally.pages) or 0.0) * (self.meter.total or 0)

    def line(self, tally: Tally) -> str:
        """One line: `12,800 pages, 1,240/s, 3 failed, 0:01:10 left`."""
        left = self.left(tally)
        parts = [f"{tally.pages:,} pages", f"{self.rate(tally):,.0f}/s", f"{tally.failures.total():,} failed"]
        return ", ".join(parts if left is None else [*parts, f"{duration(left)} left"])


def duration(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> duration(3725.4)
    '1:02:05'
    """
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02d}:{second:02d}"


class Lines:
    """Plain lines on standard error, one in a while: for logs."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.next = LINE_SECONDS

    def update(self, tally: Tally) -> None:
        if self.clock.seconds >= self.next:
            self.say(self.clock.line(tally))
            self.next = self.clock.seconds + LINE_SECONDS

    def say(self, message: str) -> None:
        sys.stderr.write(f"newsextract: {message}\n")
        sys.stderr.flush()

    def close(self) -> None:
        pass


class Bar:
    """A bar on a terminal with rate, failures and time left."""

    def __init__(self, clock: Clock, console: Console) -> None:
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self.clock = clock
        self.shown = 0.0
        self.bar = RichProgress(
            BarColumn(), TextColumn("{task.description}"), console=console, transient=True
        )
        self.task = self.bar.add_task("starting", total=clock.meter.total)
        self.bar.start()

    def update(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self.shown >= BAR_SECONDS:
            self.shown = now
            self.bar.update(self.task, completed=self.clock.done(tally), description=self.clock.line(tally))

    def say(self, message: str) -> None:
        self.bar.update(self.task, description=message)

    def close(self) -> None:
        self.bar.stop()


def summary(tally: Tally, seconds: float) -> Table:
    """The closing table: pages, kept, failed by reason, records by kind, pages a second, peak memory."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in summary_rows(tally, seconds):
        table.add_row(name, value)
    return table


def summary_rows(tally: Tally, seconds: float) -> list[tuple[str, str]]:
    """What the closing table says, line by line."""
    rate = (tally.pages - tally.resumed) / max(seconds, 1e-6)
    mentions = [(f"  {kind}", f"{number:,}") for kind, number in tally.mentions.items() if number]
    failures = [(f"  {reason}", f"{number:,}") for reason, number in tally.failures.most_common()]
    rows = [("pages", f"{tally.pages:,}"), ("records", f"{tally.records:,}"), *mentions]
    if tally.duplicates:
        rows.append(("duplicates left out", f"{tally.duplicates:,}"))
    rows += [("failed", f"{tally.failures.total():,}"), *failures]
    if tally.resumed:
        rows.append(("done before", f"{tally.resumed:,}"))
    rows += [("time", duration(seconds)), ("pages a second", f"{rate:,.1f}")]
    rows.append(("peak memory, parent", megabytes(peak_memory())))
    rows.append(("peak memory, a worker", megabytes(tally.peak_worker)))
    return rows


def megabytes(size: int) -> str:
    """A size in megabytes.

    >>> megabytes(123_456_789)
    '123 MB'
    """
    return f"{size / 1e6:,.0f} MB"
