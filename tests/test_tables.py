"""Rows as tables: the tidy tables hold every value of the nested one, in Arrow, pandas and Polars alike."""

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from newsextract.batch.schema import row_values
from newsextract.batch.tables import (
    chunks,
    fitted,
    table_schema,
    tables,
    to_arrow,
    to_pandas,
    to_polars,
)
from newsextract.records import Article, Extraction, Money
from sample_rows import BARE, PAGE, ROWS, TEXT


def test_nested_arrow_rows_are_the_rows() -> None:
    page, bare, failure = to_arrow(ROWS).to_pylist()
    assert page.pop("error") is None
    assert page == fitted(row_values(PAGE))  # which makes lists of tuples
    assert bare.pop("error") is None
    assert bare == fitted(row_values(BARE))
    assert {name: value for name, value in failure.items() if value is not None} == {
        "id": "../../etc/passwd",
        "error": {"stage": "clean", "type": "PageError", "message": 'the page is "empty"'},
    }


TIDY: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "articles",
        [
            {"article": 0, "id": "=1+1", "title": PAGE.article.title, "text": TEXT, "views": 12_500},
            {"article": 1, "id": None, "title": "", "text": BARE.article.text, "views": None},
        ],
    ),
    ("money", [{"article": 0, "number": 0, "currency": "KZT", "min": Decimal(4_600_000_000), "quote": 0}]),
    ("percents", [{"article": 0, "number": 0, "min": Decimal("12.5"), "max": None, "bound": "at_least"}]),
    ("multiples", [{"article": 0, "number": 0, "text": "вдвое", "direction": "up"}]),
    (
        "quotes",
        [
            {
                "article": 0,
                "number": 0,
                "start": PAGE.quotes[0].start,
                "stop": PAGE.quotes[0].stop,
                "text": "Работы закончим к осени",
                "cue_lemma": "сказать",
                "speaker_name": "Ержан Сапаров",
                "speaker_role": "аким области",
            },
            {
                "article": 0,
                "number": 1,
                "text": "Расходы выросли вдвое",
                "cue_lemma": None,
                "speaker_name": None,
            },
        ],
    ),
    (
        "people",
        [{"article": 0, "number": 0, "name": "Ержан Сапаров", "roles": ["аким области"], "quoted": 1}],
    ),
    (
        "dropped",
        [
            {"article": 0, "number": 0, "text": "+7 (700) 000-00-00 Подпишись", "reason": "banner"},
            {"article": 0, "number": 1, "text": "'", "reason": "menu"},
        ],
    ),
    (
        "failures",
        [{"article": 2, "id": "../../etc/passwd", "url": None, "stage": "clean", "type": "PageError"}],
    ),
]


@pytest.mark.parametrize(("table", "expected"), TIDY, ids=[name for name, _ in TIDY])
def test_tidy_tables(table: str, expected: list[dict[str, Any]]) -> None:
    rows = to_arrow(ROWS, table).to_pylist()
    assert [
        {name: row[name] for name in wanted} for row, wanted in zip(rows, expected, strict=True)
    ] == expected


def test_the_tables_tested_are_all_tables() -> None:
    assert [name for name, _ in TIDY] == list(tables("tidy"))


@pytest.mark.parametrize("table", [*tables("tidy"), None])
def test_pandas_and_polars_hold_what_arrow_holds(table: str | None) -> None:
    expected = to_arrow(ROWS, table).to_pylist()
    assert to_polars(ROWS, table).to_arrow().to_pylist() == expected
    frame = to_pandas(ROWS, table)
    assert len(frame) == len(expected)
    assert list(frame.columns) == list(expected[0])


def test_sums_can_be_computed_with() -> None:
    assert to_polars(ROWS, "money")["max"].sum() == Decimal(4_600_000_000)
    assert to_pandas(ROWS, "money")["max"].sum() == Decimal(4_600_000_000)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(ValueError, match="table 'quote' is not known: use one of articles, money"):
        to_arrow(ROWS, "quote")


def test_no_rows_give_empty_tables_with_all_columns() -> None:
    for table in (*tables("tidy"), None):
        assert to_arrow([], table).num_rows == 0
        assert to_arrow([], table).num_columns > 3


def test_rows_come_in_chunks_and_keep_their_numbers() -> None:
    rows = [Extraction(id=str(n), article=Article(text="")) for n in range(1_100)]
    found = list(chunks(rows, "tidy"))
    assert [len(chunk["articles"]) for chunk in found] == [500, 500, 100]
    numbers = [row["article"] for chunk in found for row in chunk["articles"]]
    assert numbers == list(range(1_100))


NEAREST = [
    (Decimal("0.1234567891"), Decimal("0.123456789")),
    (Decimal("1E-30"), Decimal(0)),
    (Decimal(10) ** 28, Decimal(10) ** 28),
    (Decimal(10) ** 29, None),
    (Decimal("Infinity"), None),
    (2**63, None),
    (-(2**63), -(2**63)),
    ("полови\ud83dна", "полови?на"),
    ({"views": [2**64]}, {"views": [None]}),
    (True, True),
]


@pytest.mark.parametrize(("value", "nearest"), NEAREST)
def test_values_too_large_for_a_table(value: object, nearest: object) -> None:
    assert fitted(value) == nearest


def test_a_number_too_fine_for_a_table_spoils_no_row() -> None:
    fine = Money(
        start=0, stop=1, text="1", min=Decimal("1E-12"), max=Decimal("1E+40"), currency="KZT", rule="x"
    )
    rows = [Extraction(id="1", article=Article(), money=(fine,)), PAGE]
    found = to_arrow(rows, "money").to_pylist()
    assert [(row["min"], row["max"]) for row in found] == [
        (Decimal(0), None),
        (Decimal(4_600_000_000), Decimal(4_600_000_000)),
    ]


def test_every_column_may_be_null() -> None:
    assert all(field.nullable for name in tables("tidy") for field in table_schema("tidy", name))


MISSING = [
    ("pyarrow", lambda: to_arrow(ROWS), "parquet"),
    ("pandas", lambda: to_pandas(ROWS), "pandas"),
    ("polars", lambda: to_polars(ROWS), "polars"),
]


@pytest.mark.parametrize(("module", "call", "extra"), MISSING)
def test_a_missing_package_is_said_with_its_extra(
    module: str, call: Callable[[], object], extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=rf"pip install 'newsextract\[{extra}\]'"):
        call()
