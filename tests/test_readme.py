"""Every example in the README is executed: Python sessions as doctests, shell sessions as commands."""

import doctest
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = regex.compile(r"^```(\w+)\n(.*?)^```", regex.M | regex.S)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# The two commands that open the README set everything up, so they hold this very test run.
SET_UP = {"make demo", "make test"}


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(README) if found == language]


def shell_examples() -> list[tuple[str, str]]:
    """(command, output shown below it; empty when none is shown) of every console block."""
    examples = []
    for block in blocks("console"):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            if command.split("  #")[0].strip() not in SET_UP:
                examples.append((command, output.strip()))
    return examples


def test_every_block_is_of_a_kind_that_is_executed() -> None:
    assert {language for language, _ in BLOCK.findall(README)} == {"python", "console"}


def test_python_examples_read_as_one_session() -> None:
    parser = doctest.DocTestParser()
    tests = [parser.get_doctest(block, {}, "README", "README.md", 0) for block in blocks("python")]
    assert all(test.examples for test in tests), "a Python block without a >>> line cannot be checked"
    session: dict[str, object] = {}
    report: list[str] = []
    for test in tests:
        test.globs = session
        doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append, clear_globs=False)
    assert not report, "".join(report)


@pytest.mark.parametrize(("command", "shown"), shell_examples())
def test_shell_example(command: str, shown: str, tmp_path: Path) -> None:
    for name in ("fixtures", "examples"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"{shlex.quote(command)}: {done.stderr}"
    assert doctest.OutputChecker().check_output(shown, done.stdout, FLAGS) or not shown, done.stdout
