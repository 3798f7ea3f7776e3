"""Rows as tables: which tables and columns there are, flat rows for them, and Arrow, pandas and Polars.

`nested` is one table with a row a page. `tidy` is a table for each kind of record, joined by `article`, the
number of the page in the output; `id` and `number` (the place in the page's list of such records) follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from newsextract.batch.schema import (
    DECIMAL_PRECISION,
    DECIMAL_SCALE,
    PageRow,
    Row,
    RowError,
    arrow_type,
    pyarrow,
    row_values,
    struct_fields,
    without_none,
)
from newsextract.extras import optional
from newsextract.records import Article, Dropped, Money, Multiple, Percent, Person, Quote

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

Layout = Literal["nested", "tidy"]
LAYOUTS: tuple[Layout, ...] = ("nested", "tidy")
Values = dict[str, Any]

NESTED = "pages"
CHUNK = 500
"""Rows that are turned into a table at once: enough to pay for the call, few enough to cost little memory."""

CHILDREN: Mapping[str, type[msgspec.Struct]] = {
    "money": Money,
    "percents": Percent,
    "multiples": Multiple,
    "quotes": Quote,
    "people": Person,
    "dropped": Dropped,
}


class Column(NamedTuple):
    """A column of a table, with the type of its values."""

    name: str
    type: inspect.Type


# ---- which tables there are


@cache
def tables(layout: Layout) -> dict[str, tuple[Column, ...]]:
    """The tables of a layout by name, with their columns in order.

    >>> list(tables("tidy"))
    ['articles', 'money', 'percents', 'multiples', 'quotes', 'people', 'dropped', 'failures']
    >>> [column.name for column in tables("tidy")["failures"]]
    ['article', 'id', 'url', 'stage', 'type', 'message']
    """
    if layout == "nested":
        error = Column("error", inspect.type_info(RowError))
        return {NESTED: (*(Column(field.name, field.type) for field in struct_fields(PageRow)), error)}
    article, id, number = Column("article", _INT), Column("id", _STR), Column("number", _INT)
    described = [column for column in _flat_columns(Article) if column.name != "dropped"]
    return {
        "articles": (article, id, *described),
        **{name: (article, id, number, *_child_columns(name)) for name in CHILDREN},
        "failures": (article, id, Column("url", _STR), *_flat_columns(RowError)),
    }


def _child_columns(name: str) -> list[Column]:
    columns = _flat_columns(CHILDREN[name])
    if name == "quotes":
        columns[1:1] = [Column("start", _INT), Column("stop", _INT), Column("text", _STR)]
    return columns


def _flat_columns(record: type[msgspec.Struct], prefix: str = "") -> list[Column]:
    """The fields of a record, with those of a record inside it beside them: `speaker_name`, `cue_lemma`."""
    columns = []
    for field in struct_fields(record):
        kind = without_none(field.type)
        if isinstance(kind, inspect.StructType):
            columns += _flat_columns(kind.cls, f"{prefix}{field.name}_")
        else:
            columns.append(Column(prefix + field.name, kind))
    return columns


_INT, _STR = inspect.IntType(), inspect.StrType()


# ---- rows of the tables


def table_rows(values: Values, layout: Layout, article: int) -> Iterator[tuple[str, Values]]:
    """The rows that one page gives, each with the name of its table; `article` is the page's number.

    >>> page = row_values({"id": "7", "dropped": [{"text": "Подпишись на наш канал", "reason": "banner"}]})
    >>> for table, row in table_rows(page, "tidy", 0):
    ...     print(table, row["article"], row["id"], row.get("reason"))
    articles 0 7 None
    dropped 0 7 banner
    """
    if layout == "nested":
        yield NESTED, values
        return
    key = {"article": article, "id": values["id"]}
    if "error" in values:
        yield "failures", {**key, "url": values["url"], **values["error"]}
        return
    yield "articles", {**key, **_flat({k: v for k, v in values.items() if k not in CHILDREN})}
    for name in CHILDREN:
        for number, record in enumerate(values[name]):
            yield name, {**key, "number": number, **_flat(record), **_span(name, record)}


def _flat(record: Values, prefix: str = "") -> Values:
    flat: Values = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}_")
        else:
            flat[prefix + name] = value
    return flat


def _span(table: str, record: Values) -> Values:
    """Where a quote stands and what it says: its parts are a list, which few tools can look into."""
    if table != "quotes":
        return {}
    parts = record["parts"]
    text = " ".join(part["text"] for part in parts)
    return {"start": parts[0]["start"], "stop": parts[-1]["stop"], "text": text}


def chunks(rows: Iterable[Row], layout: Layout) -> Iterator[dict[str, list[Values]]]:
    """All rows, some hundred pages at a time, sorted into the tables of a layout."""
    numbered = enumerate(rows)
    while pages := list(islice(numbered, CHUNK)):
        chunk: dict[str, list[Values]] = {name: [] for name in tables(layout)}
        for article, row in pages:
            for name, values in table_rows(row_values(row), layout, article):
                chunk[name].append(values)
        yield chunk


# ---- Arrow, pandas, Polars


@cache
def table_schema(layout: Layout, table: str) -> pa.Schema:
    """The Arrow schema of a table; every column may be null."""
    pa = pyarrow()
    return pa.schema([pa.field(column.name, arrow_type(column.type)) for column in tables(layout)[table]])


def arrow_batch(rows: Sequence[Values], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as one record batch; what is missing in a row is null.

    A number that decimal128(38, 9) cannot hold is rounded to 9 places, or null when it is too large.
    """
    pa = pyarrow()
    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except (pa.ArrowException, OverflowError, UnicodeEncodeError):
        return pa.RecordBatch.from_pylist([fitted(row) for row in rows], schema=schema)


def fitted(value: Any) -> Any:
    """The nearest value that a table can hold, all the way down; None where there is none."""
    match value:
        case dict():
            return {name: fitted(item) for name, item in value.items()}
        case list() | tuple():
            return [fitted(item) for item in value]
        case Decimal():
            return _fitted_decimal(value)
        case int() if not -(2**63) <= value < 2**63:
            return None
        case str():  # half of a surrogate pair is no text in UTF-8
            return value.encode("utf-8", "replace").decode()
    return value


def _fitted_decimal(value: Decimal) -> Decimal | None:
    if not value.is_finite() or value.adjusted() >= DECIMAL_PRECISION - DECIMAL_SCALE:
        return None
    return value.quantize(Decimal(1).scaleb(-DECIMAL_SCALE), context=Context(prec=DECIMAL_PRECISION))


def to_arrow(rows: Iterable[Row], table: str | None = None) -> pa.Table:
    """Rows as an Arrow table: nested, a row a page, or one of the tidy tables by its name.

    >>> to_arrow([{"id": "7", "title": "Аким ответил о дороге"}]).column("title").to_pylist()
    ['Аким ответил о дороге']
    >>> to_arrow([{"id": "7", "title": "Аким ответил о дороге"}], "money").num_rows
    0
    """
    layout, name = _table(table)
    schema = table_schema(layout, name)
    batches = [arrow_batch(chunk[name], schema) for chunk in chunks(rows, layout)]
    return pyarrow().Table.from_batches(batches, schema=schema)


def to_pandas(rows: Iterable[Row], table: str | None = None) -> pandas.DataFrame:
    """Rows as a pandas frame with Arrow types; `table` as in `to_arrow`.

    >>> to_pandas([{"id": "7", "views": 1200}])["views"].sum()
    1200
    """
    types = optional("pandas", extra="pandas", use="to_pandas").ArrowDtype
    return to_arrow(rows, table).to_pandas(types_mapper=types)


def to_polars(rows: Iterable[Row], table: str | None = None) -> polars.DataFrame:
    """Rows as a Polars frame; `table` as in `to_arrow`.

    >>> to_polars([{"id": "7", "views": 1200}])["views"].sum()
    1200
    """
    read = optional("polars", extra="polars", use="to_polars").from_arrow
    frame: polars.DataFrame = read(to_arrow(rows, table))
    return frame


def _table(table: str | None) -> tuple[Layout, str]:
    if table is None:
        return "nested", NESTED
    if table not in tables("tidy"):
        raise ValueError(f"table {table!r} is not known: use one of {', '.join(tables('tidy'))}")
    return "tidy", table
