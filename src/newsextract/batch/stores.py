"""Where tables are put: files of one table each, or a database that holds them all.

A store is made for a new file or folder, takes rows of its tables some hundred at a time, and is closed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import msgspec
import regex
from msgspec import inspect

from newsextract.batch.compression import open_written
from newsextract.batch.schema import pyarrow, without_none
from newsextract.batch.tables import NESTED, Column, Layout, Values, arrow_batch, table_schema, tables
from newsextract.extras import optional

ROW_GROUP_BYTES = 32_000_000
"""Parquet row groups of this size: large enough to compress and scan well, small enough to hold in memory."""

FORMULA = regex.compile(r"[\p{C}\p{Z}]*+[=+\-@＝＋－＠']|[\t\r\n]")
"""How a cell begins that a spreadsheet takes for a formula, and the apostrophe that says it is none."""


class Store(Protocol):
    """Takes the rows of its tables; complete when it is closed."""

    def write(self, table: str, rows: Sequence[Values]) -> None: ...

    def close(self) -> None: ...


def open_store(format: str, path: Path, layout: Layout) -> Store:
    """A store for the tables of a layout at `path`, which must not be there yet."""
    if format == "sqlite":
        return SqliteStore(path, layout)
    if format == "duckdb":
        return DuckdbStore(path, layout)
    suffix, kind = TABLE_FILES[format]
    if layout == "nested":
        return FileStore({NESTED: kind(path, layout, NESTED)})
    path.mkdir()
    return FileStore({name: kind(path / f"{name}{suffix}", layout, name) for name in tables(layout)})


# ---- one table a file


class TableFile(Protocol):
    """A file of one table."""

    def write(self, rows: Sequence[Values]) -> None: ...

    def close(self) -> None: ...


class FileStore:
    """Each table in a file of its own."""

    def __init__(self, files: dict[str, TableFile]) -> None:
        self.files = files

    def write(self, table: str, rows: Sequence[Values]) -> None:
        self.files[table].write(rows)

    def close(self) -> None:
        with ExitStack() as files:
            for file in self.files.values():
                files.callback(file.close)


class JsonFile:
    """A table as JSON lines."""

    def __init__(self, path: Path, layout: Layout, table: str) -> None:
        self.file = open_written(path)
        self.names = [column.name for column in tables(layout)[table]]

    def write(self, rows: Sequence[Values]) -> None:
        complete = [{name: row.get(name) for name in self.names} for row in rows]
        self.file.write(msgspec.json.Encoder().encode_lines(complete))

    def close(self) -> None:
        self.file.close()


class CsvFile:
    """A table as CSV in UTF-8: texts always in quotation marks, null an empty cell without them.

    Lists and structs are JSON. A text that a spreadsheet would run as a formula gets an apostrophe in front,
    and so does one that begins with an apostrophe: taking away one apostrophe gives every text back.
    """

    def __init__(self, path: Path, layout: Layout, table: str) -> None:
        self.names = [column.name for column in tables(layout)[table]]
        self.file = open_written(path)
        self._write_lines([",".join(self.names)])

    def write(self, rows: Sequence[Values]) -> None:
        self._write_lines(",".join(csv_cell(row.get(name)) for name in self.names) for row in rows)

    def _write_lines(self, lines: Iterable[str]) -> None:
        self.file.write("".join(line + "\r\n" for line in lines).encode("utf-8", "replace"))

    def close(self) -> None:
        self.file.close()


def csv_cell(value: Any) -> str:
    """One cell of a CSV file.

    >>> print(csv_cell("ТОО «Дорога»"), csv_cell("- Дорогу закончим"), csv_cell(Decimal("4.6E9")))
    "ТОО «Дорога»" "'- Дорогу закончим" 4600000000
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat()
        case str():
            text = value
        case _:
            text = msgspec.json.encode(value).decode()
    return '"' + safe_text(text).replace('"', '""') + '"'


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> safe_text("=HYPERLINK(1)"), safe_text(" @SUM"), safe_text("5 = 5")
    ("'=HYPERLINK(1)", "' @SUM", '5 = 5')
    """
    return "'" + text if FORMULA.match(text) else text


class ParquetFile:
    """A table as Parquet, zstd inside, in row groups of about ROW_GROUP_BYTES."""

    def __init__(self, path: Path, layout: Layout, table: str) -> None:
        optional("pyarrow", extra="parquet", use="Parquet")
        from pyarrow import parquet

        self.schema = table_schema(layout, table)
        self.file = parquet.ParquetWriter(path, self.schema, compression="zstd")
        self.waiting: list[Any] = []

    def write(self, rows: Sequence[Values]) -> None:
        if rows:
            self.waiting.append(arrow_batch(rows, self.schema))
        if sum(batch.nbytes for batch in self.waiting) >= ROW_GROUP_BYTES:
            self._write_group()

    def _write_group(self) -> None:
        table = pyarrow().Table.from_batches(self.waiting, schema=self.schema)
        self.file.write_table(table, row_group_size=max(1, table.num_rows))
        self.waiting = []

    def close(self) -> None:
        if self.waiting:
            self._write_group()
        self.file.close()


TABLE_FILES: dict[str, tuple[str, Callable[[Path, Layout, str], TableFile]]] = {
    "jsonl": (".jsonl", JsonFile),
    "csv": (".csv", CsvFile),
    "parquet": (".parquet", ParquetFile),
}


# ---- databases


SQLITE_TYPES: dict[type[inspect.Type], str] = {
    inspect.IntType: "INTEGER",
    inspect.BoolType: "INTEGER",
    inspect.DecimalType: "NUMERIC",
}


def sqlite_type(column: Column) -> str:
    """The type that a column is declared with in SQLite."""
    return SQLITE_TYPES.get(type(without_none(column.type)), "TEXT")


class SqliteStore:
    """The tables in one SQLite file: lists and structs as JSON text, times in UTC, sums as NUMERIC."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.tables = tables(layout)
        # The file is thrown away when anything fails, so it needs no journal while it is written.
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute("BEGIN")
        for name, columns in self.tables.items():
            listed = ", ".join(f'"{column.name}" {sqlite_type(column)}' for column in columns)
            self.database.execute(f'CREATE TABLE "{name}" ({listed})')

    def write(self, table: str, rows: Sequence[Values]) -> None:
        names = [column.name for column in self.tables[table]]
        marks = ", ".join("?" * len(names))
        values = ([sqlite_value(row.get(name)) for name in names] for row in rows)
        self.database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)

    def close(self) -> None:
        for name, columns in self.tables.items():
            if columns[0].name == "article":
                self.database.execute(f'CREATE INDEX "{name}_article" ON "{name}" ("article")')
        self.database.execute("COMMIT")
        self.database.close()


def sqlite_value(value: Any) -> str | int | None:
    """A value as SQLite keeps it; NUMERIC turns the text of a sum into a number where it can.

    >>> sqlite_value(datetime.fromisoformat("2024-04-10T15:57:00+05:00")), sqlite_value(Decimal("4.6E9"))
    ('2024-04-10T10:57:00+00:00', '4600000000')
    """
    match value:
        case None | bool():
            return value
        case int():
            return value if -(2**63) <= value < 2**63 else None
        case str():
            return value.encode("utf-8", "replace").decode()
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.astimezone(UTC).isoformat()
    return msgspec.json.encode(value).decode()


class DuckdbStore:
    """The tables in one DuckDB file, with real lists, structs, decimals and times with timezone."""

    def __init__(self, path: Path, layout: Layout) -> None:
        duckdb, _ = (optional(module, extra="duckdb", use="DuckDB") for module in ("duckdb", "pyarrow"))
        self.failure = duckdb.Error
        self.database = duckdb.connect(path)
        self.schemas = {name: table_schema(layout, name) for name in tables(layout)}
        for name, schema in self.schemas.items():
            self._insert(f'CREATE TABLE "{name}" AS SELECT * FROM batch', schema.empty_table())

    def _insert(self, statement: str, batch: Any) -> None:
        try:
            self.database.register("batch", batch)
            self.database.execute(statement)
            self.database.unregister("batch")
        except self.failure as error:
            raise OSError(str(error)) from error

    def write(self, table: str, rows: Sequence[Values]) -> None:
        if rows:
            batch = pyarrow().Table.from_batches([arrow_batch(rows, self.schemas[table])])
            self._insert(f'INSERT INTO "{table}" SELECT * FROM batch', batch)

    def close(self) -> None:
        self.database.close()
