"""Every page under fixtures/pages, extracted and compared with its reviewed expected.json.

A missing expected.json is written and fails the run, so that a person looks at it. After an intended change
`python tests/test_pages.py` rewrites them all: read the difference before committing it.
docs/fixtures.md says how to add a page.
"""

import difflib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsextract.pipeline import clean, extract
from newsextract.records import Extraction

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
FOLDERS = sorted(path.parent for path in PAGES.glob("*/*/meta.json"))
HINTS = ("url", "title", "date", "kind", "charset")  # the keys of meta.json that extract() takes


def name_of(folder: Path) -> str:
    return folder.relative_to(PAGES).as_posix()


@cache
def meta_of(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta


def known_wrong(folder: Path) -> dict[str, str]:
    """Field -> why extract() does not give yet what expected.json rightly says."""
    reasons: dict[str, str] = meta_of(folder).get("known_wrong", {})
    return reasons


@cache
def extracted(folder: Path) -> Extraction:
    (page,) = folder.glob("page.*")
    hints = {key: value for key, value in meta_of(folder).items() if key in HINTS}
    return extract(page.read_bytes(), id=name_of(folder), **hints)


def record_of(folder: Path) -> dict[str, Any]:
    """The record as it reads in JSON, where every sequence is a list."""
    record: dict[str, Any] = json.loads(json.dumps(extracted(folder).to_dict()))
    return record


def write_expected(folder: Path, record: dict[str, Any]) -> None:
    written = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(written + "\n", encoding="utf-8")


def expected(folder: Path) -> dict[str, Any]:
    path = folder / "expected.json"
    if not path.exists():
        write_expected(folder, record_of(folder))
        pytest.fail(f"{path} was missing and is written now: review it")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def readable(value: object) -> list[str]:
    """One line an item of a list, one line a line of text, so that a difference shows what changed."""
    if isinstance(value, list):
        return [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in value]
    return value.splitlines() if isinstance(value, str) else [json.dumps(value, ensure_ascii=False)]


def difference(field: str, wanted: object, found: object) -> str:
    if wanted == found:
        return ""
    lines = difflib.unified_diff(readable(wanted), readable(found), "expected", "found", n=0, lineterm="")
    return "\n".join([f"--- {field}", *list(lines)[2:]])


def mentions(value: object) -> Iterator[dict[str, Any]]:
    """Every record with a span and a text, however deep it lies."""
    if isinstance(value, dict):
        if {"start", "stop", "text"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from mentions(item)


WRONG_FIELDS = [
    pytest.param(folder, field, marks=pytest.mark.xfail(reason=reason), id=f"{name_of(folder)}-{field}")
    for folder in FOLDERS
    for field, reason in known_wrong(folder).items()
]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_page_gives_what_was_reviewed(folder: Path) -> None:
    wanted, found = expected(folder), record_of(folder)
    fields = sorted((wanted.keys() | found.keys()) - known_wrong(folder).keys())
    differences = [difference(field, wanted.get(field), found.get(field)) for field in fields]
    assert not any(differences), "\n" + "\n".join(filter(None, differences))


@pytest.mark.parametrize(("folder", "field"), WRONG_FIELDS)
def test_known_wrong_field(folder: Path, field: str) -> None:
    assert not difference(field, expected(folder)[field], record_of(folder)[field])


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_mention_stands_in_the_text(folder: Path) -> None:
    record = record_of(folder)
    text = record["text"]
    found = list(mentions(record))
    assert found or not text
    assert [item for item in found if text[item["start"] : item["stop"]] != item["text"]] == []
    paragraphs = [text[item["start"] : item["stop"]] for item in record["paragraphs"]]
    assert "\n".join(paragraphs) == text


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_cleaning_a_cleaned_text_changes_nothing(folder: Path) -> None:
    text = extracted(folder).article.text
    assert not text or clean(text, kind="text").text == text


def refresh() -> None:
    """Write what extract() gives now, but for the fields that are known to come out wrong."""
    for folder in FOLDERS:
        record = record_of(folder)
        path = folder / "expected.json"
        if path.exists():
            kept = json.loads(path.read_text(encoding="utf-8"))
            record |= {field: kept[field] for field in known_wrong(folder)}
        write_expected(folder, record)


if __name__ == "__main__":
    refresh()
