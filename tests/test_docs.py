"""The documentation says what the code does: generated pages are current, links lead somewhere."""

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest
import regex

import newsextract
from newsextract.batch.rows import HABITS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LOCAL_LINK = regex.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def load_generator() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: page() for name, page in module.PAGES.items()}


@pytest.mark.parametrize(("name", "expected"), load_generator().items())
def test_generated_page_is_current(name: str, expected: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == expected, f"docs/{name} is out of date: run python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_local_links_lead_somewhere(page: Path) -> None:
    links = LOCAL_LINK.findall(page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("contract", CONTRACTS[1:], ids=lambda contract: contract["containers"][0])
def test_the_steps_of_a_room_are_those_of_its_contract(contract: dict[str, Any]) -> None:
    room = contract["containers"][0].removeprefix("newsextract.").replace(".", "/")
    steps = [", ".join(f"`{name}`" for name in sorted(step.split(" | "))) for step in contract["layers"]]
    row = f"| `{room}/` | {' ▶ '.join(reversed(steps))} |"
    lines = (ROOT / "docs" / "architecture.md").read_text("utf-8").splitlines()
    assert row in lines, f"docs/architecture.md needs this line:\n{row}"


def test_every_module_at_the_top_is_described() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = (path.name for path in (ROOT / "src" / "newsextract").glob("*.py"))
    assert [name for name in modules if not name.startswith("__") and f"`{name}`" not in text] == []


def test_the_page_on_batches_names_every_module_and_column() -> None:
    text = (ROOT / "docs" / "batch.md").read_text("utf-8")
    modules = (path.name for path in (ROOT / "src" / "newsextract" / "batch").glob("[!_]*.py"))
    columns = (name for names in HABITS.values() for name in names)
    assert [name for name in (*modules, *columns) if f"`{name}`" not in text] == []


def rules_of_numbers() -> list[tuple[str, str]]:
    """The rules that docs/money.md names, each with its example."""
    text = (ROOT / "docs" / "parts" / "money.md").read_text("utf-8")
    section = text.split("## Rules")[1].split("## ")[0]
    rows = regex.findall(r"^\| (`.*`) \| (`.*`) \|$", section, regex.MULTILINE)
    pairs = [[regex.findall("`(.*?)`", cell) for cell in row] for row in rows]
    return [pair for rules, examples in pairs for pair in zip(rules, examples, strict=True)]


@pytest.mark.parametrize(("rule", "example"), rules_of_numbers())
def test_the_example_of_a_rule_is_read_by_it(rule: str, example: str) -> None:
    finders = (newsextract.find_money, newsextract.find_percents, newsextract.find_multiples)
    found = [mention.rule for find in (*finders, newsextract.find_numbers) for mention in find(example)]
    assert rule in found


def test_the_sketch_of_five_minutes_runs(capsys: pytest.CaptureFixture[str]) -> None:
    block = regex.search(
        r"```python\n(.*?)```", (ROOT / "docs" / "index.md").read_text("utf-8"), regex.DOTALL
    )
    assert block is not None
    page = (ROOT / "fixtures" / "pages" / "tengrinews" / "demo" / "page.txt").read_bytes()
    exec(block[1], {"page": page})
    shown = capsys.readouterr().out.splitlines()
    assert any(" KZT " in line for line in shown)
    assert any(line.startswith("direct ") for line in shown)
