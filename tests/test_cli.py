"""The commands as a user types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from newsextract.cli import main

ROOT = Path(__file__).parents[1]
DUMPS = ROOT / "fixtures" / "dumps"
DEMO_PAGE = ROOT / "fixtures" / "pages" / "tengrinews" / "demo" / "page.txt"
PAGE = """Мост откроют к зиме
На мост через Ишим выделили от 2 до 2,5 млрд тенге, это 40 процентов сметы, передает Tengrinews.kz.
"Движение откроем в ноябре", - сказала аким района Айгуль Муратова."""


ECHO = ("batch", "--page-function", "stand_ins:echo", "--workers", "1")
"""Dumps read by a stand-in: for what does not depend on what is found on pages."""


def call(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# ---- one page


def test_a_page_becomes_a_json_record() -> None:
    done = call("extract", "-", "--title", "Мост откроют к зиме", input=PAGE.encode())
    record = json.loads(done.stdout)
    assert done.exit_code == 0
    assert record["title"] == "Мост откроют к зиме"
    assert [money["max"] for money in record["money"]] == ["2500000000"]
    assert [quote["speaker"]["name"] for quote in record["quotes"]] == ["Айгуль Муратова"]


def test_a_page_becomes_its_text() -> None:
    done = call("extract", "-", "--title", "Мост откроют к зиме", "--format", "text", input=PAGE.encode())
    assert done.stdout.splitlines()[0].startswith("На мост через Ишим")


def test_a_page_becomes_a_table_that_reads_well_when_piped() -> None:
    done = call("extract", DEMO_PAGE, "--format", "table")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    for words in (
        "money (",
        "quotes (",
        "people (",
        "dropped (",
        "Даурен Сейткалиев",
        "58,4 миллиарда тенге",
        "KZT",
    ):
        assert words in done.stdout


def test_control_characters_of_a_page_do_not_reach_the_terminal() -> None:
    page = PAGE.replace("Мост", "\x1b[31mМост\x07").replace("Ишим", "Иш\x9bим")
    done = call("extract", "-", "--format", "table", input=page.encode())
    assert not set("\x1b\x07\x9b") & set(done.stdout)


def test_what_is_known_besides_is_used() -> None:
    page = "<p>В Алматы ожидается дождь, сообщили синоптики. Вчера дождя не было.</p>"
    known = ("--title", "Погода", "--date", "2024-04-12T09:00+05:00", "--url", "https://tengrinews.kz/a/1/")
    record = json.loads(call("extract", "-", *known, input=page.encode()).stdout)
    assert (record["title"], record["url"]) == ("Погода", "https://tengrinews.kz/a/1/")
    assert record["published"].startswith("2024-04-12T09:00")


REFUSED_PAGES: dict[str, tuple[bytes, tuple[str, ...], int, str]] = {
    "empty": (b"", (), 1, "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), (), 1, "stage: decode"),
    "too large": (PAGE.encode(), ("--max-bytes", "100"), 1, "max_bytes"),
    "no date": (PAGE.encode(), ("--date", "позавчера"), 2, "ISO 8601"),
}


@pytest.mark.parametrize("case", REFUSED_PAGES)
def test_a_page_nothing_can_be_read_from_is_refused_in_one_line(case: str) -> None:
    page, options, status, words = REFUSED_PAGES[case]
    done = call("extract", "-", *options, input=page)
    assert done.exit_code == status
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_text_is_explained() -> None:
    for done in (
        call("explain", "Выделили 4,6 млрд тенге."),
        call("explain", "-", input="Выделили 4,6 млрд тенге."),
    ):
        assert done.exit_code == 0
        assert "KZT" in done.stdout


# ---- dumps


def test_a_dump_becomes_lines_of_json_with_a_summary(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    done = call("batch", DUMPS / "demo.jsonl", "-o", output, "--workers", "1")
    assert done.exit_code == 0, done.stderr
    assert [row["id"] for row in rows(output.read_text())] == [
        "bridge", "library", "grain", "startup", "metro", "river",
    ]  # fmt: skip
    for words in ("pages", "records", "money", "quotes", "pages a second", "peak memory"):
        assert words in done.stderr
    assert done.stdout == ""


def test_without_an_output_lines_go_to_standard_output_alone() -> None:
    done = call("batch", DUMPS / "demo.jsonl", "--workers", "1")
    assert [row["id"] for row in rows(done.stdout)][:2] == ["bridge", "library"]
    assert call("batch", DUMPS / "demo.jsonl", "--workers", "1", "--quiet").stderr == ""


def test_standard_input_is_a_dump() -> None:
    dump = (DUMPS / "demo.csv").read_bytes()
    done = call(*ECHO, "-", "--input-format", "csv", "-q", input=dump)
    assert len(rows(done.stdout)) == 6


def test_failures_are_rows_counted_by_reason_and_exit_1(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    done = call("batch", DUMPS / "broken.jsonl", "-o", output, "--workers", "1")
    assert done.exit_code == 1
    failures = {row["id"]: row["error"]["type"] for row in rows(output.read_text()) if "error" in row}
    assert failures["no-page"] == "NoPage"
    assert failures["empty"] == "PageError"
    assert failures["broken.jsonl:3"] == "BrokenJSON"
    assert re.search(r"BrokenJSON\s+1", done.stderr)
    records = {row["id"]: row for row in rows(output.read_text()) if "error" not in row}
    assert records["cp1251"]["money"][0]["currency"] == "USD"
    assert any("скоро" in warning for warning in records["date"]["warnings"])


def test_repeats_are_left_out_and_counted(tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    pages = [("a", PAGE), ("b", PAGE), ("a", PAGE + "\nЕще абзац о мосте."), ("c", "REFUSE")]
    dump.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in pages))
    for by, wanted in (("id", ["a", "b", "c"]), ("content", ["a", "a", "c"])):
        done = call(*ECHO, dump, "--dedupe", by)
        assert [row["id"] for row in rows(done.stdout)] == wanted
        assert re.search(r"duplicates left out\s+1", done.stderr)


def test_every_output_format_is_written(tmp_path: Path) -> None:
    for name in ("records.jsonl.gz", "records.parquet", "records.csv", "records.sqlite"):
        done = call("batch", DUMPS / "demo.jsonl", "-o", tmp_path / name, "-w", "1", "-q")
        assert done.exit_code == 0, (name, done.stderr)
        assert (tmp_path / name).stat().st_size > 0
    done = call("batch", DUMPS / "demo.jsonl", "-o", tmp_path / "tables.sqlite", "--tables", "-w", "1", "-q")
    assert done.exit_code == 0, done.stderr


# ---- refusals: one line, status 2, nothing written

USAGE: dict[str, tuple[list[str], str]] = {
    "missing file": (["missing.jsonl"], "no such file"),
    "no input": ([], "Missing argument"),
    "unknown name": (["{root}/Makefile"], "--input-format"),
    "wrong column": (["{dumps}/demo.csv", "--html-column", "Body"], "no column 'Body'"),
    "wrong column of JSON": (["{dumps}/demo.jsonl", "--text-column", "Body"], "no column 'Body'"),
    "unknown encoding": (["{dumps}/demo.csv", "--encoding", "cp12510"], "no encoding 'cp12510'"),
    "output of no format": (["{dumps}/demo.jsonl", "-o", "{tmp}/records.xyz"], "records.xyz"),
    "output folder missing": (["{dumps}/demo.jsonl", "-o", "{tmp}/missing/records.jsonl"], "missing"),
    "output exists": (["{dumps}/demo.jsonl", "-o", "{tmp}/there.jsonl"], "--overwrite"),
    "resume without output": (["{dumps}/demo.jsonl", "--resume"], "-o"),
    "tables without output": (["{dumps}/demo.jsonl", "--tables"], "-o"),
    "overwrite and resume": (
        ["{dumps}/demo.jsonl", "-o", "{tmp}/x.jsonl", "--resume", "--overwrite"],
        "not both",
    ),
}


@pytest.mark.parametrize("case", USAGE)
def test_what_cannot_be_done_is_refused_before_anything_is_written(tmp_path: Path, case: str) -> None:
    arguments, words = USAGE[case]
    (tmp_path / "there.jsonl").write_text("mine")
    places = {"root": ROOT, "dumps": DUMPS, "tmp": tmp_path}
    done = call(*ECHO, *(argument.format(**places) for argument in arguments))
    assert done.exit_code == 2, done.stderr
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there.jsonl"]
    assert (tmp_path / "there.jsonl").read_text() == "mine"


def test_overwrite_replaces_and_resume_of_a_complete_run_does_nothing(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    output.write_text("old")
    assert call(*ECHO, DUMPS / "demo.jsonl", "-o", output, "--overwrite").exit_code == 0
    assert len(rows(output.read_text())) == 6
    before = output.stat().st_mtime_ns
    done = call(*ECHO, DUMPS / "demo.jsonl", "-o", output, "--resume")
    assert done.exit_code == 0
    assert "complete already" in done.stderr
    assert output.stat().st_mtime_ns == before
    done = call(*ECHO, DUMPS / "demo.jsonl", "-o", output, "--resume", "--dedupe", "id")
    assert done.exit_code == 2
    assert "dedupe" in done.stderr


def test_the_manifest_tells_what_was_read_and_counted(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    call(*ECHO, DUMPS / "broken.jsonl", "-o", output, "-q")
    manifest = json.loads((tmp_path / "records.jsonl.manifest.json").read_text())
    assert manifest["inputs"][0]["bytes"] == (DUMPS / "broken.jsonl").stat().st_size
    assert manifest["options"]["timeout"] == 20.0
    assert sum(part["records"] + part["failures"] for part in manifest["parts"]) == 13
    assert manifest["complete"]


def test_an_output_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    done = call(*ECHO, DUMPS / "demo.jsonl", "-o", tmp_path)
    assert done.exit_code == 2
    if os.geteuid() != 0:
        tmp_path.chmod(0o500)
        assert call(*ECHO, DUMPS / "demo.jsonl", "-o", tmp_path / "x.jsonl").exit_code == 2


# ---- the help


def test_help_names_every_option_in_its_section() -> None:
    text = call("batch", "--help").stdout
    sections = re.findall(r"^(\w+):$", text, re.MULTILINE)
    assert sections == ["Output", "Input", "Pages", "Running"]
    for option in (
        "--resume",
        "--dedupe",
        "--html-column",
        "--timeout",
        "--memory",
        "--quiet",
        "Exit status",
        "published_at",
    ):
        assert option in text
    assert "newsextract batch dump.jsonl.gz -o records.jsonl" in text


def test_the_command_starts_without_the_heavy_libraries() -> None:
    heavy = "{'pymorphy3', 'dateparser', 'rich', 'pandas', 'pyarrow', 'lxml'}"
    code = f"import sys, newsextract.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
