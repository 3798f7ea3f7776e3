"""The same extraction on Spark: a DataFrame of pages in, a DataFrame of rows out, one for each page.

Needs `newsextract[spark]` where the job starts and newsextract on every worker. The rows are those of
`newsextract batch` in its nested layout, with the same schema; a page that gives no record has its `error`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import inspect

from newsextract.batch.rows import HABITS, Columns, RawRow
from newsextract.batch.runner import DEFAULT_MEMORY, Running, run
from newsextract.batch.schema import DECIMAL_PRECISION, DECIMAL_SCALE, row_values, without_none
from newsextract.batch.tables import NESTED, arrow_batch, table_schema, tables
from newsextract.batch.worker import Settings
from newsextract.pipeline import DEFAULT_LIMITS
from newsextract.records import Limits, PageKind

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

CHUNK = 200
"""Rows of a record batch that goes back to Spark."""


def extract(  # noqa: PLR0913 -- the columns are the public interface, all of them keyword-only
    df: DataFrame,
    *,
    html: str | None = None,
    text: str | None = None,
    url: str | None = None,
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    kind: PageKind | None = None,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    memory: int | None = DEFAULT_MEMORY,
) -> DataFrame:
    """Read the page in every row of a DataFrame; the result has one row for each, in the same partitions.

    `html` (string or binary), `text`, `url`, `title`, `date` and `id` are names of columns; one that is not
    given is found by habit, and the other options are those of `newsextract.batch`. A row without an id gets
    its place as id. A page that takes more than `limits.max_seconds` or `memory` bytes, or that brings its
    process down, becomes a row with an `error`, and the job goes on. Raises `ValueError` for a column that is
    not there.

        pages = spark.read.parquet("dump/")
        rows = newsextract.spark.extract(pages, html="content", url="link", id="id")
        rows.selectExpr("id", "inline(money)").write.parquet("money/")
    """
    columns = Columns(html=html, text=text, url=url, title=title, date=date, id=id)
    settings = Settings(columns=columns, limits=limits, kind=kind, charset=charset, memory=memory)
    function = partial(read_partition, settings=settings)
    selected = df.select([f"`{name}`" for name in needed_columns(df.columns, columns)])
    return selected.mapInArrow(function, spark_schema())


def needed_columns(there: Iterable[str], columns: Columns) -> list[str]:
    """The columns of a DataFrame that can hold a page or what is known of it.

    A column with pages that is named leaves out those that only a habit would name.

    >>> needed_columns(["id", "Link", "body", "raw", "comments"], Columns(html="raw"))
    ['id', 'Link', 'raw']
    """
    names, given = list(there), columns.given()
    for meaning, name in given.items():
        if name not in names:
            raise ValueError(f"{meaning}={name!r}: there is no such column, there is {', '.join(names)}")
    by_meaning = {
        meaning: [given[meaning]] if meaning in given else [name for name in names if name.lower() in habits]
        for meaning, habits in HABITS.items()
    }
    if columns.html or columns.text:
        by_meaning |= {meaning: [] for meaning in ("html", "text") if meaning not in given}
    if not by_meaning["html"] + by_meaning["text"]:
        raise ValueError(f"no column with a page: give html= or text=, there is {', '.join(names)}")
    return [name for name in names if any(name in found for found in by_meaning.values())]


def spark_schema() -> str:
    """The schema of the rows as Spark writes it.

    >>> spark_schema().split(", ")[:3]
    ['`id` string', '`text` string', '`paragraphs` array<struct<`start`: bigint']
    """
    return ", ".join(f"`{column.name}` {spark_type(column.type)}" for column in tables("nested")[NESTED])


def spark_type(kind: inspect.Type) -> str:
    """The Spark type of a field's type, which is that of its Arrow type."""
    kind = without_none(kind)
    if isinstance(kind, inspect.VarTupleType):
        return f"array<{spark_type(kind.item_type)}>"
    if isinstance(kind, inspect.StructType):
        inner = ", ".join(f"`{field.name}`: {spark_type(field.type)}" for field in kind.fields)
        return f"struct<{inner}>"
    simple = {
        inspect.StrType: "string",
        inspect.LiteralType: "string",
        inspect.IntType: "bigint",
        inspect.BoolType: "boolean",
        inspect.DecimalType: f"decimal({DECIMAL_PRECISION}, {DECIMAL_SCALE})",
        inspect.DateTimeType: "timestamp",
    }
    return simple[type(kind)]


# ---- on the workers


def read_partition(batches: Iterator[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """Read the pages of a partition, in a process of their own: record batches in, record batches out.

    The result depends on the batches alone, so Spark may run a partition again.
    """
    schema = table_schema("nested", NESTED)
    rows = run(partition_rows(batches), settings, Running(workers=1, timeout=settings.limits.max_seconds))
    outcomes = (outcome for task in rows for outcome in task.in_order())
    while chunk := list(islice(outcomes, CHUNK)):
        yield arrow_batch([row_values(outcome.data) for outcome in chunk], schema)


def partition_rows(batches: Iterator[pa.RecordBatch]) -> Iterator[RawRow]:
    """The rows of a partition, some at a time as Python values."""
    place = f"partition {partition_number()}"
    number = 0
    for batch in batches:
        for start in range(0, batch.num_rows, CHUNK):
            for fields in batch.slice(start, CHUNK).to_pylist():
                yield RawRow(number=number, place=f"{place}, row {number}", payload=plain(fields))
                number += 1


def partition_number() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    return context.partitionId() if context is not None else 0


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row as a dump would give them: days as texts."""
    return {
        name: value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
        for name, value in fields.items()
    }
