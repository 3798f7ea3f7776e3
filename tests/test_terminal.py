"""Records as they are shown to the eye."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from rich.console import Console, RenderableType

from newsextract.records import (
    Article,
    CurrencyRate,
    Dropped,
    Extraction,
    Failure,
    Mention,
    Money,
    Percent,
    Person,
    Quote,
    Speaker,
    Weather,
    Widgets,
)
from newsextract.terminal import page_view, row_view, speaker_text, value_of

TEXT = 'На мост выделили от 2 до 2,5 млрд тенге.\n"Откроем [bold]в ноябре[/bold]", - сказала Муратова.'


def mention(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "stop": start + len(words), "text": words}


SUM = Money(
    **mention("от 2 до 2,5 млрд тенге"), min=Decimal(2_000_000_000), max=Decimal(2_500_000_000),
    currency="KZT", bound="range", per="метр", quote=0, rule="range",
)  # fmt: skip
SPEAKER = Speaker(**mention("Муратова"), kind="person", name="Айгуль Муратова", role="аким района")
QUOTE = Quote(
    kind="direct", parts=(Mention(**mention("Откроем [bold]в ноябре[/bold]")),), speaker=SPEAKER, rule="x"
)
PAGE = Extraction(
    id="bridge",
    article=Article(
        text=TEXT,
        title="Мост откроют к зиме",
        site="tengrinews.kz",
        views=1200,
        widgets=Widgets(
            rates=(CurrencyRate(currency="USD", value=Decimal("521.35")),),
            weather=(Weather(city="Алматы", temperature=-4),),
        ),
        dropped=(
            Dropped(text="Новости  Казахстана. " * 20, reason="promotion"),
            Dropped(text="ПОДЕЛИТЬСЯ", reason="share"),
            Dropped(text="ПОДЕЛИТЬСЯ", reason="share"),
        ),
        warnings=("the row's date 'скоро' is not understood",),
    ),
    money=(SUM,),
    quotes=(QUOTE,),
    people=(Person(name="Айгуль Муратова", roles=("аким района",), quoted=1),),
)


def printed(view: RenderableType, *, terminal: bool = False, width: int = 100) -> str:
    screen = io.StringIO()
    Console(file=screen, force_terminal=terminal, width=width, highlight=False, markup=False).print(view)
    return screen.getvalue()


def test_a_page_is_shown_with_all_that_was_read_from_it() -> None:
    lines = [" ".join(line.split()) for line in printed(page_view(PAGE)).splitlines()]
    for line in (
        "Мост откроют к зиме",
        "tengrinews.kz · 1200 views",
        "money (1)",
        "от 2 до 2,5 млрд тенге 2 000 000 000 – 2 500 000 000 KZT метр 1",
        "1 Айгуль Муратова direct Откроем [bold]в ноябре[/bold]",
        "аким района",
        "currency rates: USD 521.35",
        "weather: Алматы -4°",
        "share 2 ПОДЕЛИТЬСЯ",
        "warning: the row's date 'скоро' is not understood",
    ):
        assert line in lines


@pytest.mark.parametrize("width", [40, 80, 100])
def test_a_page_fits_its_width(width: int) -> None:
    assert max(len(line) for line in printed(page_view(PAGE), width=width).splitlines()) <= width


def test_colours_are_for_terminals_only() -> None:
    assert "\x1b[" in printed(page_view(PAGE), terminal=True)
    assert "\x1b" not in printed(page_view(PAGE))


def test_an_empty_page_is_shown() -> None:
    assert printed(page_view(Extraction(article=Article()))).split() == ["(no", "title)", "(no", "text)"]


def test_a_row_is_shown_in_a_few_lines() -> None:
    row = msgspec.json.encode(PAGE.to_dict())
    assert printed(row_view(row)).splitlines() == [
        "● Мост откроют к зиме",
        "  bridge · tengrinews.kz · 1 money · 1 quotes · 1 people",
        "  от 2 до 2,5 млрд тенге = 2\u202f000\u202f000\u202f000 – 2\u202f500\u202f000\u202f000 KZT",
        "  Айгуль Муратова: Откроем [bold]в ноябре[/bold]",
    ]
    assert max(len(line) for line in printed(row_view(row), width=30).splitlines()) <= 30


def test_a_failed_row_says_why() -> None:
    failure = Failure(
        id="dump.jsonl:3", stage="read", error="BrokenJSON", message="dump.jsonl:3: not JSON\x1b[2J"
    )
    row = msgspec.json.encode(failure.to_dict())
    assert printed(row_view(row)) == "✗ dump.jsonl:3: BrokenJSON: not JSON\N{REPLACEMENT CHARACTER}[2J\n"


SPEAKERS: dict[str, tuple[Speaker | None, str]] = {
    "nobody": (None, "?"),
    "person": (SPEAKER, "Айгуль Муратова\nаким района"),
    "organisation": (
        Speaker(start=0, stop=1, text="ведомстве", kind="organisation", organisation="министерство"),
        "министерство\norganisation",
    ),
    "as written": (Speaker(start=0, stop=1, text="очевидец", kind="unnamed"), "очевидец\nunnamed"),
}


@pytest.mark.parametrize("case", SPEAKERS)
def test_speakers(case: str) -> None:
    speaker, wanted = SPEAKERS[case]
    assert speaker_text(speaker).plain == wanted


VALUES = {
    "exact": (Decimal("2.50"), Decimal("2.50"), "2.5"),
    "about": (Decimal(2), Decimal(2), "≈ 2"),
    "at_least": (Decimal(1000), None, "≥ 1\u202f000"),
    "at_most": (None, Decimal(100), "≤ 100"),
    "range": (Decimal(1), Decimal(2), "1 – 2"),
}


@pytest.mark.parametrize("bound", VALUES)
def test_values(bound: Any) -> None:
    low, high, wanted = VALUES[bound]
    assert value_of(Percent(start=0, stop=1, text="1", min=low, max=high, bound=bound, rule="x")) == wanted
