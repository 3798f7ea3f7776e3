"""The documentation says what the code does: generated pages are current, links lead somewhere."""

import importlib.util
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])
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
