"""What a run shows while it goes on and at its end."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from newsextract.batch.progress import Bar, Clock, Lines, duration, summary, summary_rows
from newsextract.batch.streams import Meter
from newsextract.batch.tally import Tally
from newsextract.batch.worker import Outcome


def tally(records: int = 0, failures: int = 0, duplicates: int = 0, resumed: int = 0) -> Tally:
    result = Tally()
    for number in range(records + failures + duplicates):
        failed = number >= records + duplicates
        outcome = Outcome(
            number=number, id="", data=b"", reason="Timeout" if failed else None, counts=(2, 0, 0, 1, 0)
        )
        result.count(outcome, records <= number < records + duplicates)
    result.resumed = resumed
    return result


def clock(seconds: float, meter: Meter, monkeypatch: pytest.MonkeyPatch) -> Clock:
    result = Clock(meter)
    monkeypatch.setattr("time.monotonic", lambda: result.started + seconds)
    return result


def half_read() -> Meter:
    meter = Meter(1000)
    meter.read, meter.rows = 500, 200
    return meter


LINES = {
    "half of the input, all its rows done": (
        tally(190, 10),
        half_read(),
        "200 pages, 20/s, 10 failed, 0:00:10 left",
    ),
    "half of the rows read": (tally(100), half_read(), "100 pages, 10/s, 0 failed, 0:00:30 left"),
    "size not known": (tally(100), Meter(), "100 pages, 10/s, 0 failed"),
    "nothing yet": (tally(), half_read(), "0 pages, 0/s, 0 failed"),
    "resumed": (tally(200, resumed=100), half_read(), "200 pages, 10/s, 0 failed, 0:00:20 left"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_line_tells_rate_failures_and_time_left(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counts, meter, wanted = LINES[case]
    assert clock(10, meter, monkeypatch).line(counts) == wanted


def test_plain_lines_come_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = Clock(Meter())
    lines = Lines(now)
    for second in (1, 5, 11, 12, 20, 22):
        monkeypatch.setattr("time.monotonic", lambda second=second: now.started + second)
        lines.update(tally(second))
    assert capsys.readouterr().err.splitlines() == [
        "newsextract: 11 pages, 1/s, 0 failed",
        "newsextract: 22 pages, 1/s, 0 failed",
    ]


def test_a_bar_is_drawn_on_a_terminal_and_taken_away() -> None:
    screen = io.StringIO()
    bar = Bar(Clock(half_read()), Console(file=screen, force_terminal=True, width=100))
    bar.update(tally(100))
    bar.say("writing records.jsonl")
    bar.close()
    assert "━" in screen.getvalue()
    assert "writing records.jsonl" in screen.getvalue()


def test_the_closing_table_accounts_for_every_page() -> None:
    rows = dict(summary_rows(tally(records=1200, failures=3, duplicates=7, resumed=10), seconds=10))
    memory = {name: rows.pop(name) for name in ("peak memory, parent", "peak memory, a worker")}
    assert rows == {
        "pages": "1,210",
        "records": "1,200",
        "  money": "2,400",
        "  quotes": "1,200",
        "duplicates left out": "7",
        "failed": "3",
        "  Timeout": "3",
        "done before": "10",
        "time": "0:00:10",
        "pages a second": "120.0",
    }
    assert memory["peak memory, parent"].endswith(" MB")
    screen = io.StringIO()
    Console(file=screen, width=100).print(summary(tally(1), 1))
    assert "records" in screen.getvalue()


DURATIONS = {0: "0:00:00", 59.9: "0:00:59", 3600: "1:00:00", 360_000: "100:00:00"}


@pytest.mark.parametrize("seconds", DURATIONS)
def test_durations(seconds: float) -> None:
    assert duration(seconds) == DURATIONS[seconds]
