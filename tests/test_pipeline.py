"""What a user types: every kind of page, every option, every refusal."""

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import bs4
import lxml.html
import pytest

import newsextract
from newsextract.records import Limits, PageError

HTML = """<!DOCTYPE html><html><head><title>Мост откроют</title></head><body>
<main><section class="first"><h1 class="head-single">Мост откроют к зиме</h1>
<div class="date-time">11 апреля 2024 13:08</div></section>
<div class="content_main"><div class="content_main_text">
<p>На мост через Ишим выделили 2,5 млрд тенге, передает Tengrinews.kz.</p>
<blockquote><p>"Движение откроем в ноябре", - сказала аким района Айгуль Сериковна Муратова.</p></blockquote>
</div></div></main></body></html>"""

PAGES = {
    "str": HTML,
    "utf-8 bytes": HTML.encode(),
    "cp1251 bytes": HTML.encode("cp1251"),
    "BeautifulSoup": bs4.BeautifulSoup(HTML, "lxml"),
    "Tag": bs4.BeautifulSoup(HTML, "lxml").body,
    "lxml element": lxml.html.fromstring(HTML),
}
URL = "https://tengrinews.kz/kazakhstan_news/most-otkroyut-530001/"


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_gives_the_same_record(kind: str) -> None:
    page = PAGES[kind]
    assert page is not None
    result = newsextract.extract(page, url=URL)
    assert result.article.title == "Мост откроют к зиме"
    assert result.article.text == (
        "На мост через Ишим выделили 2,5 млрд тенге, передает Tengrinews.kz.\n"
        '"Движение откроем в ноябре", - сказала аким района Айгуль Сериковна Муратова.'
    )
    assert str(result.article.published) == "2024-04-11 13:08:00+05:00"
    assert [(money.max, money.currency) for money in result.money] == [(Decimal(2_500_000_000), "KZT")]
    assert [quote.text for quote in result.quotes] == ["Движение откроем в ноябре"]


@pytest.mark.parametrize("kind", ["BeautifulSoup", "Tag", "lxml element"])
def test_a_tree_of_the_user_stays_as_it_was(kind: str) -> None:
    page = PAGES[kind]
    assert page is not None
    before = serialised(page)
    newsextract.extract(page, url=URL)
    assert serialised(page) == before


def serialised(page: object) -> str:
    if isinstance(page, bs4.Tag):
        return str(page)
    return lxml.html.tostring(page, encoding="unicode")  # type: ignore[call-overload, no-any-return]


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "empty str": ("", "empty"),
    "empty bytes": (b"", "empty"),
    "white space": (" \n\t\u00a0 ", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "text"),
    "too large": ("<p>слово</p>" * 2_000, "max_bytes"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_page_nothing_can_be_read_from_is_refused_with_a_reason(case: str) -> None:
    page, words = REFUSED[case]
    with pytest.raises(PageError, match=words) as caught:
        newsextract.extract(page, limits=Limits(max_bytes=10_000))
    assert caught.value.stage


def test_a_page_without_an_article_says_so() -> None:
    result = newsextract.extract(
        "<html><body><a href='/'>Главная</a> <a href='/x'>Контакты</a></body></html>"
    )
    assert result.article.text == ""
    assert result.article.warnings
    assert not result.money + result.quotes + result.people


def test_a_text_over_its_limit_is_refused_with_the_remedy() -> None:
    with pytest.raises(PageError, match=r"100 characters.*max_characters allows 99") as caught:
        newsextract.extract(
            "Мост через Ишим откроют в ноябре этого года. " * 2 + "Стройка...",
            limits=Limits(max_characters=99),
        )
    assert caught.value.stage == "clean"


def test_time_limit_names_its_stage_and_remedy() -> None:
    with pytest.raises(PageError, match="max_seconds"):
        newsextract.extract(HTML, limits=Limits(max_seconds=0.0))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-04-12T09:00+05:00", "2024-04-11 18:37:00+05:00"),
        (datetime(2024, 4, 12, 4, 0, tzinfo=UTC), "2024-04-11 18:37:00+05:00"),
    ],
)
def test_a_given_date_anchors_yesterday(date: str | datetime, expected: str) -> None:
    page = HTML.replace("11 апреля 2024 13:08", "Вчера 18:37")
    assert str(newsextract.clean(page, url=URL, date=date).published) == expected


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"date": "позавчера"}, "'позавчера' is not ISO 8601"),
        ({"kind": "pdf"}, "'pdf' is neither 'html' nor"),
    ],
)
def test_a_hint_that_is_none_is_refused_at_once(wrong: dict[str, Any], words: str) -> None:
    for read in (newsextract.extract, newsextract.clean):
        with pytest.raises(ValueError, match=words):
            read(HTML, **wrong)


def test_import_is_quiet_and_light() -> None:
    heavy = "{'pymorphy3', 'dateparser', 'rich', 'click', 'pandas', 'pyarrow'}"
    code = f"import sys, newsextract; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_every_public_name_is_there() -> None:
    assert [name for name in newsextract.__all__ if not hasattr(newsextract, name)] == []
