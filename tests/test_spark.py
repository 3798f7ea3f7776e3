"""Spark gives the rows that a batch gives, also when a Python worker is killed in the middle."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

import newsextract
from newsextract.batch.rows import Columns
from newsextract.batch.schema import arrow_schema
from newsextract.batch.tables import to_arrow
from newsextract.batch.worker import Settings
from newsextract.spark import needed_columns, read_partition, spark_schema

ROOT = Path(__file__).parents[1]
JOB = ROOT / "examples" / "spark_job.py"
PAGES = 120

# ---- columns


COLUMNS = [
    (["id", "url", "html", "size"], Columns(), ["id", "url", "html"]),
    (["Link", "BODY", "raw"], Columns(), ["Link", "BODY"]),
    (["key", "raw", "html"], Columns(id="key", html="raw"), ["key", "raw"]),
    (["text", "html"], Columns(), ["text", "html"]),
    (["text", "html"], Columns(text="text"), ["text"]),
]


@pytest.mark.parametrize(("there", "given", "needed"), COLUMNS)
def test_columns_that_are_taken(there: list[str], given: Columns, needed: list[str]) -> None:
    assert needed_columns(there, given) == needed


WRONG_COLUMNS = [
    (["id", "html"], Columns(html="content"), "html='content': there is no such column, there is id, html"),
    (["id", "size"], Columns(), "no column with a page: give html= or text=, there is id, size"),
    (["id", "size"], Columns(id="id"), "no column with a page"),
]


@pytest.mark.parametrize(("there", "given", "message"), WRONG_COLUMNS)
def test_columns_that_are_not_there(there: list[str], given: Columns, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        needed_columns(there, given)


def test_the_schema_of_spark_is_that_of_the_tables() -> None:
    spark = "struct<" + spark_schema().replace("` ", "`: ") + ">"
    assert spark.replace("`", "") == in_words(pyarrow.struct(list(arrow_schema())))


def in_words(kind: pyarrow.DataType) -> str:
    """An Arrow type in Spark's words."""
    if pyarrow.types.is_list(kind):
        return f"array<{in_words(kind.value_type)}>"
    if pyarrow.types.is_struct(kind):
        return "struct<" + ", ".join(f"{field.name}: {in_words(field.type)}" for field in kind) + ">"
    words = {"int64": "bigint", "bool": "boolean", "timestamp[us, tz=UTC]": "timestamp"}
    return words.get(str(kind), str(kind).replace("decimal128", "decimal"))


# ---- a partition, without Spark


def test_a_partition_gives_a_row_for_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsextract.spark.partition_number", lambda: 3)
    batches = [
        pyarrow.RecordBatch.from_pylist([{"id": "1", "text": "Мост открыт."}, {"id": "2", "text": ""}]),
        pyarrow.RecordBatch.from_pylist([{"id": None, "text": "Дорогу закрыли."}]),
    ]
    found = list(read_partition(iter(batches), Settings()))
    assert all(batch.schema.equals(arrow_schema()) for batch in found)
    rows = [row for batch in found for row in batch.to_pylist()]
    assert [(row["id"], row["text"], row["error"] is None) for row in rows] == [
        ("1", "Мост открыт.", True),
        ("2", None, False),
        ("partition 3, row 2", "Дорогу закрыли.", True),
    ]


# ---- Spark itself


def need_spark() -> None:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: pip install 'newsextract[spark]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java, and there is none on this machine")


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the fixtures, again and again, some rows without a page among them."""
    fixtures = sorted((ROOT / "fixtures" / "pages").glob("*/*/page.*"), key=lambda path: path.stat().st_size)
    pages = [path.read_bytes() for path in fixtures[:20]]
    rows = [
        {"id": f"{n}", "html": pages[n % len(pages)] if n % 40 else b"", "url": "https://stepnoy.example/1"}
        for n in range(PAGES)
    ]
    path = tmp_path_factory.mktemp("dump") / "pages.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


def batch_rows(dump: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = to_arrow(newsextract.batch(dump, workers=2)).to_pylist()
    return rows


def test_rows_are_those_of_a_batch_though_a_worker_is_killed(dump: Path, tmp_path: Path) -> None:
    need_spark()
    output = tmp_path / "rows"
    command = [sys.executable, str(JOB), str(dump), str(output), "--partitions", "2"]
    # Plain local[n] never runs a task again; local-cluster does, as a cluster would.
    environment = os.environ | {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": "--master local-cluster[1,2,1024] --conf spark.ui.enabled=false pyspark-shell",
    }
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    with log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as job:
        killed = kill_a_python_worker(job)
        status = job.wait(timeout=300)
        log.seek(0)
        text = log.read()
    assert status == 0, text
    assert killed is not None, "no Python worker was seen"
    assert not Path(f"/proc/{killed}").exists()
    found = pyarrow.parquet.read_table(output).to_pylist()
    expected = batch_rows(dump)
    assert len(expected) == PAGES
    assert sorted(found, key=identity) == sorted(expected, key=identity)
    assert "117  records" in text


def identity(row: dict[str, Any]) -> int:
    return int(row["id"])


def kill_a_python_worker(job: subprocess.Popen[bytes]) -> int | None:
    """Kill the first Python worker of a Spark job that has begun to read pages; its process number."""
    while job.poll() is None:
        for worker in descendants(job.pid, "pyspark.daemon"):
            # A worker that reads pages has a process of its own for them.
            if list(descendants(worker, "forkserver")) and not list(descendants(worker, "pyspark.daemon")):
                os.kill(worker, signal.SIGKILL)
                return worker
        time.sleep(0.1)
    return None


def descendants(process: int, words: str) -> Iterator[int]:
    """The processes below a process whose command line has these words."""
    for child in children(process):
        if words in command_line(child):
            yield child
        yield from descendants(child, words)


def children(process: int) -> list[int]:
    found = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(number) for number in listed.read_text().split()]
        except OSError:  # it has just ended
            continue
    return found


def command_line(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
