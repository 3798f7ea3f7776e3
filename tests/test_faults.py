"""What befalls long runs: kills, Ctrl-C, full disks, torn inputs. Every row is accounted for afterwards."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
COMMAND = [
    sys.executable,
    "-m",
    "newsextract",
    "batch",
    "--page-function",
    "stand_ins:echo",
    "--workers",
    "2",
]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent / 'src'}"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def batch(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60, **options,
    )  # fmt: skip


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def dump(path: Path, texts: list[str]) -> Path:
    lines = [json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts)]
    path.write_text("".join(lines))
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def session_processes(leader: int) -> list[int]:
    """Processes of the session that `leader` began, itself left out."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if (
            entry.name.isdigit()
            and int(fields[3]) == leader
            and int(entry.name) != leader
            and fields[0] != "Z"
        ):
            found.append(int(entry.name))
    return found


def no_processes(leader: int) -> bool:
    return not session_processes(leader)


def workers_of(leader: int) -> list[int]:
    """The worker processes of a run: children of the fork server."""
    found = []
    for pid in session_processes(leader):
        try:
            parent = int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent != leader:
            found.append(pid)
    return found


def fork_servers_of(leader: int) -> list[int]:
    """The processes that fork the workers of a run."""
    workers = workers_of(leader)
    return [
        int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
        for pid in workers[:1]
    ]


def wait_until(condition: Any, seconds: float = 20) -> None:
    stop = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < stop, "it never came to it"
        time.sleep(0.02)


SLOW = ["HANG 0.005 страница"] * 300
"""Pages that take a moment, so that a run lasts long enough to be disturbed."""


def test_a_run_killed_at_random_moments_is_resumed_with_nothing_lost_and_nothing_twice(
    tmp_path: Path,
) -> None:
    source = dump(tmp_path / "dump.jsonl", [*SLOW, "REFUSE", *SLOW, "FAIL"])
    output = tmp_path / "records.jsonl"
    moments = random.Random(5)
    for _ in range(6):
        run = started(source, "-o", output, "--resume", "--part-seconds", "0.05")
        time.sleep(moments.uniform(0.2, 1.6))
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        wait_until(partial(no_processes, run.pid))  # no worker outlives the run
    done = batch(source, "-o", output, "--resume")
    assert done.returncode == 1, done.stderr
    undisturbed = tmp_path / "undisturbed.jsonl"
    batch(source, "-o", undisturbed)
    assert sorted(output.read_text().splitlines()) == sorted(undisturbed.read_text().splitlines())
    assert len(rows_of(output)) == 602
    assert [path.name for path in tmp_path.glob("*.parts*")] == []


def test_killed_workers_cost_no_row(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", SLOW)
    output = tmp_path / "records.jsonl"
    run = started(source, "-o", output)
    moments = random.Random(7)
    while run.poll() is None:
        time.sleep(moments.uniform(0.1, 0.4))
        if workers := workers_of(run.pid):
            os.kill(moments.choice(workers), signal.SIGKILL)
        if output.with_name("records.jsonl.manifest.json").exists():
            break
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 0, errors
    assert [row["id"] for row in rows_of(output)] == [str(number) for number in range(300)]
    assert [row for row in rows_of(output) if "error" in row] == []


def test_the_process_that_forks_workers_may_be_killed(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", SLOW)
    output = tmp_path / "records.jsonl"
    run = started(source, "-o", output)
    for _ in range(2):
        wait_until(partial(workers_of, run.pid))
        time.sleep(0.2)
        for pid in fork_servers_of(run.pid):
            os.kill(pid, signal.SIGKILL)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 0, errors
    assert [row["id"] for row in rows_of(output)] == [str(number) for number in range(300)]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_finishes_what_is_in_flight_and_says_where_it_stopped(
    tmp_path: Path, number: int, status: int
) -> None:
    source = dump(tmp_path / "dump.jsonl", SLOW)
    output = tmp_path / "records.jsonl"
    run = started(source, "-o", output)
    wait_until(lambda: workers_of(run.pid))
    time.sleep(0.5)
    os.killpg(run.pid, number)  # as a terminal does: to every process of the run
    _, errors = run.communicate(timeout=60)
    assert run.returncode == status, errors
    assert "stopped after dump.jsonl:" in errors
    assert not output.exists()
    parts = sorted((tmp_path / "records.jsonl.parts").glob("part-*.jsonl"))
    safe = [row for part in parts for row in rows_of(part)]
    assert 0 < len(safe) < 300
    assert f"stopped after dump.jsonl:{len(safe)};" in errors
    assert batch(source, "-o", output, "--resume").returncode == 0
    assert [row["id"] for row in rows_of(output)] == [str(number) for number in range(300)]


def test_a_signal_ends_a_run_that_waits_for_its_input() -> None:
    run = subprocess.Popen(
        [*COMMAND, "-", "--quiet"],
        env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    wait_until(lambda: workers_of(run.pid))
    time.sleep(0.5)
    os.kill(run.pid, signal.SIGINT)
    assert run.wait(timeout=10) == 130
    run.communicate()


def small_disk() -> None:
    """A stand-in for a full disk: files of this process end at 50 kB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def test_a_full_disk_is_reported_and_the_run_goes_on_when_there_is_room(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", ["страница " * 20] * 300)
    output = tmp_path / "records.jsonl"
    done = batch(source, "-o", output, preexec_fn=small_disk)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert "--resume goes on" in done.stderr
    assert not output.exists()
    assert list(tmp_path.rglob("*.tmp")) == []
    assert batch(source, "-o", output, "--resume").returncode == 0
    assert len(rows_of(output)) == 300


def test_a_full_standard_output_is_reported(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", ["страница"] * 5)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, str(source)],
            env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_ends_the_run(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", ["страница " * 50] * 2000)
    run = started(source, "--quiet")
    assert run.stdout is not None
    run.stdout.readline()
    run.stdout.close()
    assert run.wait(timeout=30) == 141
    assert run.stderr is not None
    assert run.stderr.read() == ""
    run.stderr.close()


def test_every_evil_at_once_gives_one_row_for_each_row(tmp_path: Path) -> None:
    evils = {3: "CRASH", 40: "KILLED", 77: "LEAVE 1", 120: "REFUSE", 160: "FAIL", 199: "CRASH"}
    source = dump(tmp_path / "dump.jsonl", [evils.get(number, "страница") for number in range(200)])
    with source.open("a") as stream:
        stream.write('{"id": "torn", "te')
    output = tmp_path / "records.jsonl"
    done = batch(source, "-o", output)
    assert done.returncode == 1
    rows = rows_of(output)
    assert len(rows) == 201
    kinds = Counter(row["error"]["type"] for row in rows if "error" in row)
    assert kinds == {"WorkerDied": 4, "PageError": 1, "KeyError": 1, "BrokenJSON": 1}
    manifest = json.loads((tmp_path / "records.jsonl.manifest.json").read_text())
    assert manifest["complete"]
    assert manifest["failures"] == kinds
    assert "WorkerDied" in done.stderr


def test_a_damaged_or_missing_part_is_noticed_on_resume(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", SLOW)
    output = tmp_path / "records.jsonl"
    run = started(source, "-o", output, "--part-seconds", "0.1")
    wait_until(lambda: list((tmp_path / "records.jsonl.parts").glob("part-*.jsonl")))
    os.kill(run.pid, signal.SIGINT)
    run.communicate(timeout=60)
    part = min((tmp_path / "records.jsonl.parts").glob("part-*.jsonl"))
    part.write_bytes(part.read_bytes()[:-20])
    done = batch(source, "-o", output, "--resume")
    assert done.returncode == 2
    assert part.name in done.stderr


def test_an_input_that_changed_is_not_resumed(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", SLOW)
    output = tmp_path / "records.jsonl"
    run = started(source, "-o", output)
    wait_until(lambda: workers_of(run.pid))
    os.kill(run.pid, signal.SIGINT)
    run.communicate(timeout=60)
    dump(source, SLOW[:-1])
    done = batch(source, "-o", output, "--resume")
    assert done.returncode == 2
    assert "not what it was" in done.stderr
