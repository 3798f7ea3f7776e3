"""The schema of rows: what is written matches it, and reading a row gives the record back."""

from datetime import datetime
from decimal import Decimal

import msgspec
import pytest

from newsextract.batch.schema import (
    FailureRow,
    PageRow,
    arrow_schema,
    json_schema,
    read_record,
    row_values,
)
from newsextract.records import Article, Extraction, Failure
from sample_rows import BARE, FAILURE, PAGE, ROWS


@pytest.mark.parametrize("record", ROWS, ids=["page", "bare", "failure"])
def test_a_row_is_read_back_as_its_record(record: Extraction | Failure) -> None:
    row = record.to_dict()
    assert read_record(row) == record
    assert read_record(msgspec.json.encode(row)) == record


@pytest.mark.parametrize("record", ROWS, ids=["page", "bare", "failure"])
def test_a_row_in_any_form_has_the_same_values(record: Extraction | Failure) -> None:
    values = row_values(record)
    assert msgspec.to_builtins(values) == record.to_dict()
    assert row_values(record.to_dict()) == row_values(msgspec.json.encode(record.to_dict()))
    assert msgspec.to_builtins(row_values(record.to_dict())) == record.to_dict()


def test_values_are_decimals_and_datetimes() -> None:
    values = row_values(PAGE.to_dict())
    assert values["money"][0]["min"] == Decimal(4_600_000_000)
    assert values["published"] == datetime.fromisoformat("2024-04-10T15:57:00+05:00")


@pytest.mark.parametrize("record", [PAGE, BARE], ids=["page", "bare"])
def test_a_page_row_has_the_fields_of_the_schema_in_order(record: Extraction) -> None:
    names = list(record.to_dict())
    assert names == [field.name for field in msgspec.structs.fields(PageRow)]
    assert names == arrow_schema().names[:-1]
    assert names == list(json_schema()["$defs"]["PageRow"]["properties"])


def test_a_failure_row_has_the_fields_of_the_schema_in_order() -> None:
    assert list(FAILURE.to_dict()) == [field.name for field in msgspec.structs.fields(FailureRow)]


WRONG_ROWS: list[tuple[object, str]] = [
    ({"id": "1", "sum": 5}, "unknown field `sum`"),
    ({"id": "1", "published": "вчера"}, "Invalid RFC3339"),
    ({"id": "1", "money": [{"start": 0}]}, "missing required field `stop` - at `$.money"),
    ({"id": "1", "error": {"stage": "clean"}}, "missing required field"),
]


@pytest.mark.parametrize(("row", "message"), WRONG_ROWS)
def test_a_dict_that_is_no_row_is_refused(row: dict[str, object], message: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=message.replace("$", r"\$").replace("[", r"\[")):
        row_values(row)


def test_every_field_of_an_article_is_in_the_schema() -> None:
    missing = {field.name for field in msgspec.structs.fields(Article)} - set(arrow_schema().names)
    assert not missing
