"""Ctrl-C and SIGTERM as a wish to stop: what is in flight is finished, the second wish is obeyed at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

from newsextract.batch.rows import RawRow


class Interrupt:
    """Takes the signals while it is entered; `asked` tells that one came, `signal` which."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.waiting = False
        self._before: dict[int, signal._HANDLER] = {}

    @property
    def asked(self) -> bool:
        """Whether somebody wants the run to stop."""
        return self.signal is not None

    @property
    def status(self) -> int:
        """The exit status of a process that a signal ended: 130 for Ctrl-C."""
        return 128 + (self.signal or 0)

    def __enter__(self) -> Interrupt:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _take(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self.asked:
            raise KeyboardInterrupt
        self.signal = number
        if self.waiting:
            raise _Woken

    def reading(self, rows: Iterator[RawRow]) -> Iterator[RawRow]:
        """The rows; a signal ends them even while the next one is waited for."""
        while not self.asked:
            try:
                self.waiting = True
                row = next(rows, None)
            except _Woken:
                return
            finally:
                self.waiting = False
            if row is None:
                return
            yield row


class _Woken(BaseException):
    """Raised out of a read that waits."""
