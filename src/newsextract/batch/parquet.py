"""Parquet: only the columns with the page and what is known of it, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO

from newsextract.batch.inputs import InputError
from newsextract.batch.rows import HABITS, Columns, Placed
from newsextract.batch.streams import BrokenStreamError
from newsextract.extras import optional

ROWS = 64
"""Rows that are held at a time."""


def parquet_columns(file: BinaryIO, name: str) -> list[str]:
    """The names of the columns; raises `InputError` for a file that is no Parquet."""
    try:
        return list(parquet_file(file).schema_arrow.names)
    except (ValueError, OSError) as error:
        raise InputError(f"{name}: not a whole Parquet file: {error}") from None


def read_parquet(file: BinaryIO, name: str, columns: Columns) -> Iterator[Placed]:
    """The rows of the file by column name."""
    numbers = count(1)
    try:
        table = parquet_file(file)
        for batch in table.iter_batches(batch_size=ROWS, columns=wanted(table.schema_arrow.names, columns)):
            for row in batch.to_pylist():
                yield f"{name}:{next(numbers)}", row
    except (ValueError, OSError) as error:  # pyarrow's errors are both
        raise BrokenStreamError(f"not a whole Parquet file: {error}") from None


def wanted(names: list[str], columns: Columns) -> list[str]:
    """The columns that are read."""
    said = set(columns.given().values())
    habits = {habit for names in HABITS.values() for habit in names}
    return [name for name in names if name in said or name.strip().lower() in habits]


def parquet_file(file: BinaryIO) -> Any:
    """The file opened by pyarrow; raises `ImportError` that names the extra when it is not installed."""
    optional("pyarrow", extra="parquet", use="Parquet")
    from pyarrow import parquet

    return parquet.ParquetFile(file, pre_buffer=False, memory_map=False)
