"""The one schema of rows out, made from the records: as JSON Schema and as Arrow schema.

A row stands for one page. The row of a page that was read has the article's fields beside the lists of
mentions; the row of a page that was not has `id`, `url` and `error`, the rest is null or absent.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_type_hints

import msgspec
from msgspec import inspect
from msgspec.structs import fields

from newsextract.extras import optional
from newsextract.records import Article, Extraction, Failure, Record

if TYPE_CHECKING:
    import pyarrow as pa

Row: TypeAlias = dict[str, Any] | Extraction | Failure | bytes
"""A record, its `to_dict()`, or that dict as JSON bytes."""

DECIMAL_PRECISION = 38
DECIMAL_SCALE = 9
"""Sums in tables are decimal128(38, 9): 29 digits before the point, 9 behind it."""

MENTIONS = ("money", "percents", "multiples", "quotes", "people")


class RowError(Record, frozen=True, kw_only=True):
    """Why a page gave no record."""

    stage: str
    type: str
    message: str


class FailureRow(Record, frozen=True, kw_only=True):
    """The row of a page that gave no record."""

    id: str | None
    url: str | None
    error: RowError


def _page_row() -> type[msgspec.Struct]:
    """The shape of `Extraction.to_dict()`: the article's fields at the top level beside the mentions."""
    articles, extractions = get_type_hints(Article), get_type_hints(Extraction)
    columns = [
        ("id", str | None, None),
        *((field.name, articles[field.name], field.default) for field in fields(Article)),
        *((name, extractions[name], ()) for name in MENTIONS),
    ]
    return msgspec.defstruct(
        "PageRow",
        columns,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        namespace={"__doc__": "The row of one page: the article beside the lists of its mentions."},
    )


PageRow = _page_row()


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of JSON output.

    >>> [branch["$ref"] for branch in json_schema()["anyOf"]]
    ['#/$defs/PageRow', '#/$defs/FailureRow']
    """
    branches, definitions = msgspec.json.schema_components(
        (PageRow, FailureRow), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsextract row",
        "anyOf": list(branches),
        "$defs": definitions,
    }


@cache
def arrow_schema() -> pa.Schema:
    """Arrow schema of the nested layout: a row a page, mentions as lists of structs, all nullable.

    >>> arrow_schema().field("published").type, arrow_schema().field("error").type.names
    (TimestampType(timestamp[us, tz=UTC]), ['stage', 'type', 'message'])
    """
    pa = pyarrow()
    columns = [pa.field(field.name, arrow_type(field.type)) for field in struct_fields(PageRow)]
    return pa.schema([*columns, pa.field("error", arrow_type(inspect.type_info(RowError)))])


def arrow_type(kind: inspect.Type) -> pa.DataType:
    """The Arrow type of a field's type: text, numbers, datetimes in UTC, lists and structs of these."""
    pa = pyarrow()
    kind = without_none(kind)
    if isinstance(kind, inspect.VarTupleType):
        return pa.list_(arrow_type(kind.item_type))
    if isinstance(kind, inspect.StructType):
        return pa.struct([pa.field(field.name, arrow_type(field.type)) for field in kind.fields])
    simple = {
        inspect.StrType: pa.string(),
        inspect.LiteralType: pa.string(),
        inspect.IntType: pa.int64(),
        inspect.BoolType: pa.bool_(),
        inspect.DecimalType: pa.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
        inspect.DateTimeType: pa.timestamp("us", tz="UTC"),
    }
    return simple[type(kind)]


def struct_fields(record: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    """The fields of a record with their types, in order."""
    return cast(inspect.StructType, inspect.type_info(record)).fields


def without_none(kind: inspect.Type) -> inspect.Type:
    """`X` for `X | None`."""
    if not isinstance(kind, inspect.UnionType):
        return kind
    [kept] = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
    return kept


# ---- rows as values


def row_values(row: Row) -> dict[str, Any]:
    """A row as one dict of Python values: `Decimal` and `datetime` instead of their texts.

    Raises `msgspec.ValidationError` for a dict or JSON that is no row.

    >>> row_values(b'{"id": "7", "published": "2024-04-10T15:57:00+05:00"}')["published"].hour
    15
    """
    record = row if isinstance(row, msgspec.Struct) else _typed(row)
    values: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(Decimal, datetime))
    if isinstance(record, Failure):
        return record.to_dict()
    if isinstance(record, Extraction):
        article = values.pop("article")
        return {"id": values.pop("id"), **article, **values}
    return values


def _typed(row: dict[str, Any] | bytes) -> msgspec.Struct:
    """A `PageRow` or `FailureRow` out of a row as a dict or as JSON."""
    values = msgspec.json.decode(row) if isinstance(row, bytes) else row
    shape = FailureRow if "error" in values else PageRow
    return msgspec.convert(values, shape)


def read_record(row: dict[str, Any] | bytes) -> Extraction | Failure:
    """The record that a row was made from: the inverse of `to_dict()`.

    >>> extraction = Extraction(id="1", article=Article(title="Аким ответил", authors=("Асель Ким",)))
    >>> read_record(extraction.to_dict()) == extraction
    True
    """
    values = dict(msgspec.json.decode(row) if isinstance(row, bytes) else row)
    if "error" in values:
        error = msgspec.convert(values, FailureRow).error
        kinds = {"stage": error.stage, "error": error.type, "message": error.message}
        return Failure(id=values["id"], url=values["url"], **kinds)
    apart = {name: values.pop(name) for name in ("id", *MENTIONS) if name in values}
    return msgspec.convert({"article": values, **apart}, Extraction)


def pyarrow() -> Any:
    """The pyarrow module; raises `ImportError` that names the extra when it is not installed."""
    return optional("pyarrow", extra="parquet", use="an Arrow table")
