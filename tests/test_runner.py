"""Rows through worker processes: order, accidents, limits, one outcome for each row."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import newsextract
from newsextract.batch.duplicates import Duplicates
from newsextract.batch.manifest import Span, merged, remaining
from newsextract.batch.pool import RunError
from newsextract.batch.readers import Reading
from newsextract.batch.rows import Columns, RawRow
from newsextract.batch.runner import Running, batch, jobs, results, run, source_rows
from newsextract.batch.worker import Outcome, Settings, digest_of
from newsextract.records import Extraction, Failure, Limits

ECHO = Settings(function="stand_ins:echo", encoding="record", memory=500_000_000)


def run_all(texts: list[str], **running: Any) -> list[Extraction | Failure]:
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    return list(results(source_rows(rows, None, Reading()), ECHO, Running(**running)))


def ids(found: list[Extraction | Failure]) -> list[str | None]:
    return [item.id for item in found]


def test_rows_come_back_in_order_each_once() -> None:
    texts = [f"Страница {number}" for number in range(700)]
    found = run_all(texts, workers=3)
    assert [item.article.text for item in found if isinstance(item, Extraction)] == texts
    assert ids(found) == [str(number) for number in range(700)]


def test_unordered_rows_do_not_wait_for_a_slow_one() -> None:
    found = run_all(["HANG 1.5", *["Страница"] * 200], workers=2, ordered=False)
    assert sorted(ids(found), key=lambda id: int(id or 0)) == [str(number) for number in range(201)]
    assert "0" not in ids(found)[:150]


def test_results_that_wait_for_a_slow_row_are_packed_and_keep_their_order() -> None:
    texts = ["HANG 1.5", *[f"{number} " + "страница " * 6_000 for number in range(400)]]  # 40 MB
    found = run_all(texts, workers=2)
    assert [item.article.text for item in found if isinstance(item, Extraction)] == texts


ACCIDENTS = {
    "HANG": ("worker", "Timeout", "more than 0.8 s"),
    "CRASH": ("worker", "WorkerDied", "died 3 times"),
    "KILLED": ("worker", "WorkerDied", "died 3 times"),
    "LEAVE 3": ("worker", "WorkerDied", "died 3 times"),
    "FAIL ключ": ("extract", "KeyError", "ключ"),
    "REFUSE пусто": ("decode", "PageError", "пусто"),
}


def test_an_evil_page_costs_only_itself() -> None:
    texts = ["Страница"] * 150
    places = dict(zip(range(7, 150, 20), ACCIDENTS, strict=False))
    for number, deed in places.items():
        texts[number] = deed
    found = run_all(texts, workers=2, timeout=0.8)
    assert ids(found) == [str(number) for number in range(150)]
    failures = {int(item.id or 0): item for item in found if isinstance(item, Failure)}
    assert set(failures) == set(places)
    for number, deed in places.items():
        stage, kind, words = ACCIDENTS[deed]
        assert (failures[number].stage, failures[number].error) == (stage, kind)
        assert words in failures[number].message


def test_a_page_that_fills_the_memory_fails_and_the_machine_does_not() -> None:
    good, evil, after = run_all(["Страница", "FILL", "Страница"], workers=1)
    assert isinstance(evil, Failure)
    assert (evil.stage, evil.error) == ("extract", "MemoryError")
    assert [type(good), type(after)] == [Extraction, Extraction]


def test_every_page_evil() -> None:
    found = run_all(["CRASH"] * 6, workers=2)
    assert [item.error for item in found if isinstance(item, Failure)] == ["WorkerDied"] * 6


def test_a_page_that_overruns_its_own_clock_is_named_by_its_stage() -> None:
    found = run_all(["REFUSE время", "HANG 0.2"], workers=1, timeout=5)
    assert [type(item) for item in found] == [Failure, Extraction]


def test_memory_of_rows_in_flight_is_bounded() -> None:
    taken = 0

    def endless() -> Iterator[RawRow]:
        nonlocal taken
        while True:
            yield RawRow(number=taken, place=str(taken), payload={"text": "Страница"})
            taken += 1

    for number, _ in enumerate(run(endless(), ECHO, Running(workers=2))):
        if number == 20:
            break
    assert taken < 8000


def test_a_stopped_run_finishes_what_is_in_flight() -> None:
    rows = [RawRow(number=number, place=str(number), payload={"text": "Страница"}) for number in range(5000)]
    done: list[int] = []
    for task in run(rows, ECHO, Running(workers=2), stop=lambda: bool(done)):
        done.extend(outcome.number for outcome in task.in_order())
    assert done == list(range(len(done)))
    assert len(done) < 2000


def test_no_process_is_left_behind() -> None:
    code = (
        "import multiprocessing, sys, threading\n"
        "sys.path.insert(0, {tests!r})\n"
        "import test_runner; test_runner.run_all(['Страница'] * 50)\n"
        "print(multiprocessing.active_children(), threading.active_count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code.format(tests=str(Path(__file__).parent))],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert done.stdout.split() == ["[]", "1"]


def test_a_function_that_is_not_there_stops_the_run_with_its_name() -> None:
    settings = Settings(function="stand_ins:missing")
    with pytest.raises(RunError, match="missing"):
        list(run([RawRow(number=0, place="0", payload={"text": "x"})], settings, Running(workers=1)))


def test_a_memory_limit_too_small_for_the_tables_stops_the_run() -> None:
    with pytest.raises(RunError, match="memory"):
        list(
            run(
                [RawRow(number=0, place="0", payload={"text": "x"})],
                Settings(memory=60_000_000),
                Running(workers=1),
            )
        )


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import newsextract\nprint(list(newsextract.batch(['Страница'], workers=1)))\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert 'under `if __name__ == "__main__":`' in done.stderr


# ---- from Python


def test_batch_is_a_function_and_a_package() -> None:
    room = import_module("newsextract.batch")
    assert import_module("newsextract.batch.rows").Columns is Columns
    assert newsextract.batch is room  # type: ignore[comparison-overlap]
    assert callable(room)


SOURCES: dict[str, tuple[Any, list[str]]] = {
    "mappings": ([{"id": "a", "text": "x"}, {"id": "b", "html": "y"}], ["a", "b"]),
    "pages": (["x", b"y"], ["item 0", "item 1"]),
    "nothing": ([], []),
    "a path": (Path(__file__).parents[1] / "fixtures/dumps/demo.jsonl",
               ["bridge", "library", "grain", "startup", "metro", "river"]),
    "a path in a str": (str(Path(__file__).parents[1] / "fixtures/dumps/pages/html"),
                        ["bridge.html", "grain.html", "metro.html", "river.html"]),
    "paths": ([Path(__file__).parents[1] / "fixtures/dumps/pages.zip", "x"],
              ["pages.zip/html/bridge.html", "pages.zip/html/grain.html", "pages.zip/html/metro.html",
               "pages.zip/html/river.html", "pages.zip/library.txt", "pages.zip/startup.txt", "item 1"]),
    "things": ([5, None], ["item 0", "item 1"]),
}  # fmt: skip


@pytest.mark.parametrize("case", SOURCES)
def test_anything_iterable_is_a_source(case: str) -> None:
    source, wanted = SOURCES[case]
    rows = source_rows(source, None, Reading())
    assert ids(list(results(rows, ECHO, Running(workers=1)))) == wanted


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no worker": ({"workers": 0}, "workers=0: at least one"),
    "no memory": ({"memory": 0}, "memory=0: at least one byte"),
    "kind": ({"kind": "pdf"}, "'pdf' is neither 'html' nor 'text'"),
    "format": ({"format": "xlsx"}, "named 'xlsx': use one of jsonl, csv"),
    "meaning": ({"columns": {"body": "Body"}}, "'body' is none of id, url"),
}


@pytest.mark.parametrize("case", WRONG)
def test_options_that_nothing_can_be_read_with_are_refused_at_once(case: str) -> None:
    options, words = WRONG[case]
    with pytest.raises(ValueError, match=words):
        batch(Path(__file__).parents[1] / "fixtures/dumps/demo.jsonl", **options)


def test_batch_gives_the_records_of_extract() -> None:
    dump = Path(__file__).parents[1] / "fixtures/dumps/demo.jsonl"
    found = list(newsextract.batch(dump, workers=2))
    rows = [json.loads(line) for line in dump.read_text(encoding="utf-8").splitlines()]
    wanted = [
        newsextract.extract(
            row.get("html") or row["text"], url=row["url"], title=row["title"], date=row["date"], id=row["id"]
        )
        for row in rows
    ]
    assert found == wanted


def test_limits_hold_in_batch() -> None:
    [found] = batch([{"id": "big", "text": "слово " * 1000}], limits=Limits(max_bytes=1000), workers=1)
    assert isinstance(found, Failure)
    assert "max_bytes" in found.message


# ---- the parts it is made of


def test_jobs_are_bounded_in_rows_and_bytes() -> None:
    rows = [
        RawRow(number=number, place="", payload=b"x" * (3_000_000 if number == 50 else 10))
        for number in range(200)
    ]
    rows += [RawRow(number=200 + number, place="", payload=b"x" * 1_500_000) for number in range(10)]
    sizes = [len(job) for job in jobs(rows)]
    assert sum(sizes) == 210
    assert sizes[:8] == [4, 8, 12, 16, 20, 24, 28, 32]
    assert sizes[-4:] == [27, 3, 3, 1]


SPANS: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {
    "none": ([], []),
    "in disorder": ([(4, 6), (0, 2), (2, 4), (8, 9)], [(0, 6), (8, 9)]),
    "overlapping": ([(0, 5), (3, 4), (4, 8)], [(0, 8)]),
}


@pytest.mark.parametrize("case", SPANS)
def test_spans_are_merged(case: str) -> None:
    spans, wanted = SPANS[case]
    assert merged(Span(*span) for span in spans) == [Span(*span) for span in wanted]


def test_remaining_rows_are_those_outside_the_spans() -> None:
    rows = [RawRow(number=number, place="", payload=b"") for number in range(10)]
    assert [row.number for row in remaining(rows, [Span(0, 3), Span(5, 6)])] == [3, 4, 6, 7, 8, 9]


def outcome(id: str, text: str | None) -> Outcome:
    reason = None if text is not None else "Timeout"
    return Outcome(number=0, id=id, data=b"{}", reason=reason, content=digest_of(text or ""))


REPEATS: dict[str | None, tuple[list[tuple[str, str | None]], list[bool]]] = {
    "id": ([("a", "x"), ("a", "y"), ("b", "x")], [False, True, False]),
    "content": ([("a", "x"), ("a", "y"), ("b", "x")], [False, False, True]),
    None: ([("a", "x"), ("a", "x")], [False, False]),
    "no text": ([("a", ""), ("b", "")], [False, False]),
    "failures": ([("a", None), ("a", "x"), ("a", None), ("a", "x")], [False, False, False, True]),
}


@pytest.mark.parametrize("case", REPEATS)
def test_repeats_are_noticed(case: Any) -> None:
    rows, wanted = REPEATS[case]
    by = {"failures": "id", "no text": "content"}.get(case, case)
    duplicates = Duplicates(by)
    assert [duplicates.is_repeat(outcome(id, text)) for id, text in rows] == wanted
