"""Pages a second of a whole batch, at one worker and more, its memory, Spark, and trafilatura beside it.

    python benchmarks/throughput.py                       100,000 generated pages, every table
    python benchmarks/throughput.py --pages 5000          a first look
    python benchmarks/throughput.py --only spark          one table; also: batch, memory, formats, peers

Every run is the command itself in a process of its own, from the dump on disk to the written output. Pages a
second are by the wall clock, so other work on the machine counts: the load at the start and the end of a run
stands in the last column, and CPU milliseconds a page (parent and workers together) tell what the run itself
took. Memory of the parent is the peak of its resident set (VmHWM), its workers not included.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import process_time
from typing import NamedTuple

from generate_pages import rows, write_dump

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("newsextract")
SPARK_SUBMIT = Path(sys.executable).with_name("spark-submit")
TABLES = ("batch", "memory", "formats", "spark", "peers")
LAYOUT_OPTIONS = {"nested": (), "tidy": ("--tables",)}
PEER_PAGES = 1_000


class Dump(NamedTuple):
    """A dump on the disk."""

    path: Path
    pages: int


class Run(NamedTuple):
    """What one run took."""

    name: str
    pages: int
    seconds: float
    cpu: float
    parent_cpu: float
    peak: int
    load: str

    @property
    def rate(self) -> float:
        return self.pages / self.seconds


def main() -> int:
    given = arguments()
    folder = Path(tempfile.mkdtemp(prefix="throughput-", dir=given.folder))
    try:
        bench = Bench(folder, given.pages, given.repeat)
        for table in given.only or TABLES:
            getattr(bench, table)()
    finally:
        shutil.rmtree(folder)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=1, help="runs of the same kind; the fastest counts")
    parser.add_argument("--only", choices=TABLES, action="append")
    parser.add_argument("--folder", help="for the dumps and outputs, which are removed at the end")
    return parser.parse_args()


class Bench:
    """The tables, with the dumps that they share."""

    def __init__(self, folder: Path, pages: int, repeat: int) -> None:
        self.folder = folder
        self.pages = pages
        self.repeat = repeat
        self.known: dict[tuple[str, ...], Run] = {}

    def dump(self, pages: int) -> Dump:
        path = self.folder / f"pages-{pages}.jsonl"
        if not path.exists():
            size = write_dump(pages, path)
            print(f"\ngenerated {pages:,} pages, {size / 1e6:,.0f} MB, {size / pages / 1000:.0f} KB a page")
        return Dump(path, pages)

    def batch(self) -> None:
        """One worker against two, on the whole dump."""
        dump = self.dump(self.pages)
        found = [self.fastest(f"{n} worker(s)", dump, "out.jsonl", "--workers", str(n)) for n in (1, 2)]
        show("newsextract batch, JSON lines to JSON lines", found)
        print(f"two workers: {found[1].rate / found[0].rate:.2f} x one")

    def memory(self) -> None:
        """The parent's memory at a tenth and at the whole."""
        counts = (self.pages // 10, self.pages)
        found = [self.fastest(f"{n:,} pages", self.dump(n), "out.jsonl", "--workers", "2") for n in counts]
        show("memory of the parent, 2 workers", found)
        print(f"peak at the whole: {found[1].peak / found[0].peak:.3f} x the peak at a tenth")

    def formats(self) -> None:
        """What the other formats cost."""
        dump = self.dump(self.pages // 10)
        kinds = [(name, "tidy") for name in ("out.parquet", "out.csv", "out.db", "out.duckdb")]
        kinds += [("out.jsonl", "nested"), ("out.jsonl.gz", "nested"), ("out.parquet", "nested")]
        found = [
            self.fastest(f"{name} {layout}", dump, name, "--workers", "2", *LAYOUT_OPTIONS[layout])
            for name, layout in kinds
        ]
        show("formats, 2 workers", found)

    def spark(self) -> None:
        """The example job on a local Spark with two slots."""
        if not SPARK_SUBMIT.exists() or shutil.which("java") is None:
            print("\nSpark: left out, pyspark or Java is not here")
            return
        dump, output = self.dump(self.pages), self.folder / "rows"
        # spark-submit looks for the Python that has pyspark.
        os.environ["PATH"] = f"{SPARK_SUBMIT.parent}{os.pathsep}{os.environ['PATH']}"
        command = [str(SPARK_SUBMIT), "--master", "local[2]", "--driver-memory", "4g"]
        command += [str(ROOT / "examples" / "spark_job.py"), str(dump.path), str(output), "--overwrite"]
        title = (
            "spark-submit --master 'local[2]' examples/spark_job.py, JSON lines to Parquet, start-up included"
        )
        show(title, [measured("Spark", command, dump.pages)])

    def peers(self) -> None:
        """CPU time a page of our stages and of trafilatura, on the same HTML pages in turn."""
        pages = list(islice(html_pages(), PEER_PAGES))
        found = in_turn(pages, peer_calls())
        size = sum(map(len, pages)) / len(pages) / 1000
        print(f"\n{len(pages):,} HTML pages of {size:.0f} KB on one core, CPU time, page by page in turn\n")
        print("| what | ms a page | pages a second |\n|---|---|---|")
        for name, seconds in found.items():
            print(f"| {name} | {seconds / len(pages) * 1000:.2f} | {len(pages) / seconds:.0f} |")

    def fastest(self, name: str, dump: Dump, output: str, *options: str) -> Run:
        """The fastest of some runs of the command; a run that two tables show is run once."""
        key = (str(dump.path), output, *options)
        if key in self.known:
            return self.known[key]._replace(name=name)
        path = self.folder / output
        command = [str(COMMAND), "batch", str(dump.path), "-o", str(path), "--quiet", "--overwrite", *options]
        found = [measured(name, command, dump.pages) for _ in range(self.repeat)]
        if path.is_dir():
            shutil.rmtree(path)
        self.known[key] = max(found, key=lambda run: run.rate)
        return self.known[key]


def measured(name: str, command: Sequence[str], pages: int) -> Run:
    """Run a command to its end; raises when it fails."""
    load, start = os.getloadavg()[0], time.monotonic()
    cpu: dict[int, float] = {}
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, peak_memory(process.pid))
            cpu |= {member: cpu_seconds(member) or cpu.get(member, 0.0) for member in family(process.pid)}
            time.sleep(0.2)
    seconds = time.monotonic() - start
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with status {process.returncode}")
    loads = f"{load:.1f} - {os.getloadavg()[0]:.1f}"
    return Run(name, pages, seconds, sum(cpu.values()), cpu.get(process.pid, 0.0), peak, loads)


def read_proc(process: int, name: str) -> str:
    """A file of a process under /proc; empty when it has ended or the system has none."""
    try:
        return Path(f"/proc/{process}/{name}").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def peak_memory(process: int) -> int:
    """The most memory a process has had, in bytes."""
    found = [line for line in read_proc(process, "status").splitlines() if line.startswith("VmHWM:")]
    return int(found[0].split()[1]) * 1024 if found else 0


def cpu_seconds(process: int) -> float:
    """The CPU time of a process, in user and system mode."""
    fields = read_proc(process, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def family(process: int) -> list[int]:
    """A process and all below it."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    below = [
        int(n)
        for thread in threads
        for n in read_proc(process, f"task/{thread.parent.name}/children").split()
    ]
    return [process, *(member for child in below for member in family(child))]


HEADINGS = (
    "run",
    "pages",
    "seconds",
    "pages a second",
    "CPU ms a page",
    "of it the parent",
    "peak of the parent",
    "load",
)


def show(title: str, runs: Sequence[Run]) -> None:
    print(f"\n{title}\n")
    print("| " + " | ".join(HEADINGS) + " |")
    print("|---" * len(HEADINGS) + "|")
    for run in runs:
        cells = (
            run.name,
            f"{run.pages:,}",
            f"{run.seconds:,.1f}",
            f"{run.rate:,.0f}",
            f"{run.cpu / run.pages * 1000:.1f}",
            f"{run.parent_cpu / run.pages * 1000:.2f}",
            f"{run.peak / 1e6:,.0f} MB",
            run.load,
        )
        print("| " + " | ".join(cells) + " |")


# ---- peers


def html_pages() -> Iterator[str]:
    return (row["html"] for row in rows(10**9) if "html" in row)


def peer_calls() -> dict[str, Callable[[str], object]]:
    import newsextract

    calls: dict[str, Callable[[str], object]] = {
        "newsextract.clean (text and metadata)": newsextract.clean,
        "newsextract.extract (text and all records)": newsextract.extract,
    }
    try:
        import trafilatura
    except ImportError:
        print("\ntrafilatura is not installed: `make bench` installs it")
        return calls
    return calls | {
        "trafilatura.extract (text alone)": trafilatura.extract,
        "trafilatura.bare_extraction (text and metadata)": lambda page: trafilatura.bare_extraction(
            page, with_metadata=True
        ),
    }


def in_turn(pages: Sequence[str], calls: dict[str, Callable[[str], object]]) -> dict[str, float]:
    """CPU seconds of each call over all pages, in turn, so that the machine's load meets all alike."""
    for call in calls.values():
        call(pages[0])
    spent = dict.fromkeys(calls, 0.0)
    for page in pages:
        for name, call in calls.items():
            start = process_time()
            call(page)
            spent[name] += process_time() - start
    return spent


if __name__ == "__main__":
    sys.exit(main())
