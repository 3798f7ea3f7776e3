"""Every format gives back what was written, in the tools that read it; nothing is ever half written."""

import csv
import errno
import gzip
import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas
import polars
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.batch.compression import zstd
from newsextract.batch.schema import Row, read_record, row_values
from newsextract.batch.stores import csv_cell, safe_text
from newsextract.batch.tables import Layout, fitted, table_schema, tables, to_arrow
from newsextract.batch.writers import Counts, Format, encode_row, format_of, write, write_lines
from newsextract.records import Article, Extraction, Failure
from sample_rows import BARE, FAILURE, PAGE, ROWS


def ask(question: str) -> duckdb.DuckDBPyRelation:
    answer = duckdb.sql(question)
    assert answer is not None
    return answer


COUNTS = Counts(records=2, failures=1)

# ---- names


FORMATS = [
    ("news.jsonl", "jsonl"),
    ("NEWS.NDJSON", "jsonl"),
    ("2024.04.10.jsonl.gz", "jsonl"),
    ("news.jsonl.zst", "jsonl"),
    ("news.csv.gz", "csv"),
    ("news.parquet", "parquet"),
    ("news.db", "sqlite"),
    ("news.sqlite", "sqlite"),
    ("out/news.duckdb", "duckdb"),
]


@pytest.mark.parametrize(("name", "format"), FORMATS)
def test_format_of_a_name(name: str, format: str) -> None:
    assert format_of(name) == format


@pytest.mark.parametrize(
    "name", ["news", "news.xlsx", "news.gz", "news.parquet.gz", ".jsonl/news", "news.db.zst"]
)
def test_names_that_tell_no_format(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}: "):
        format_of(name)


# ---- JSON lines


OPENERS: dict[str, Callable[[Path], bytes]] = {
    "news.jsonl": Path.read_bytes,
    "news.jsonl.gz": lambda path: gzip.decompress(path.read_bytes()),
    "news.jsonl.zst": lambda path: zstd().decompress(path.read_bytes()),
}


@pytest.mark.parametrize("name", OPENERS)
def test_json_lines_give_the_records_back(name: str, tmp_path: Path) -> None:
    rows: list[Row] = [PAGE, BARE.to_dict(), msgspec.json.encode(FAILURE.to_dict())]
    assert write(rows, tmp_path / name) == COUNTS
    lines = OPENERS[name](tmp_path / name).split(b"\n")
    assert lines.pop() == b""
    assert [read_record(line) for line in lines] == list(ROWS)


def test_json_lines_open_in_pandas_polars_and_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    write(ROWS, path)
    ids = [PAGE.id, None, FAILURE.id]
    assert pandas.read_json(path, lines=True)["id"].fillna("").tolist() == [id or "" for id in ids]
    assert polars.read_ndjson(path)["id"].to_list() == ids
    assert [row[0] for row in ask(f"SELECT id FROM '{path}'").fetchall()] == ids


def test_half_a_surrogate_pair_spoils_no_line() -> None:
    broken = Failure(id="полови\ud83dна", stage="read", error="PageError", message="x")
    assert read_record(encode_row(broken)).id == "полови?на"


def test_lines_go_to_any_binary_file() -> None:
    file = io.BytesIO()
    assert write_lines(ROWS, file) == COUNTS
    assert file.getvalue().count(b"\n") == 3


# ---- tables


def rows_of(layout: Layout, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = to_arrow(ROWS, None if layout == "nested" else table).to_pylist()
    return rows


def table_path(path: Path, layout: Layout, table: str, suffix: str) -> Path:
    return path if layout == "nested" else path / f"{table}.{suffix}"


ALL_TABLES = [(layout, table) for layout in ("nested", "tidy") for table in tables(layout)]


@pytest.fixture(scope="module", params=["jsonl", "csv", "parquet", "sqlite", "duckdb"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Format, Path]:
    """A folder with `nested` and `tidy` in one format."""
    folder = tmp_path_factory.mktemp(request.param)
    assert write(ROWS, folder / "nested", format=request.param, layout="nested") == COUNTS
    assert write(iter(ROWS), folder / "tidy", format=request.param, layout="tidy") == COUNTS
    assert sorted(path.name for path in folder.iterdir()) == ["nested", "tidy"]
    return request.param, folder


READERS: dict[str, Callable[[Path, Layout, str], list[dict[str, Any]]]] = {}


def reader(format: str) -> Callable[[Any], Any]:
    def register(read: Any) -> Any:
        READERS[format] = read
        return read

    return register


@reader("jsonl")
def read_jsonl(path: Path, layout: Layout, table: str) -> list[dict[str, Any]]:
    lines = table_path(path, layout, table, "jsonl").read_bytes().splitlines()
    return [with_types(msgspec.json.decode(line), layout, table) for line in lines]


@reader("csv")
def read_csv(path: Path, layout: Layout, table: str) -> list[dict[str, Any]]:
    """DuckDB tells an empty text from null by its quotation marks."""
    file = table_path(path, layout, table, "csv")
    found = ask(f"FROM read_csv('{file}', all_varchar = true, header = true, allow_quoted_nulls = false)")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return [with_types({name: bare(value) for name, value in row.items()}, layout, table) for row in rows]


def bare(cell: str | None) -> str | None:
    return cell.removeprefix("'") if cell is not None else None


@reader("parquet")
def read_parquet(path: Path, layout: Layout, table: str) -> list[dict[str, Any]]:
    found = pyarrow.parquet.read_table(table_path(path, layout, table, "parquet"))
    assert found.schema.equals(table_schema(layout, table))
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


@reader("sqlite")
def read_sqlite(path: Path, layout: Layout, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        found = [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]
    return [with_types(row, layout, table) for row in found]


@reader("duckdb")
def read_duckdb(path: Path, layout: Layout, table: str) -> list[dict[str, Any]]:
    with duckdb.connect(path, read_only=True) as database:
        found = database.sql(f'SELECT * FROM "{table}"').to_arrow_table()
    rows: list[dict[str, Any]] = found.cast(table_schema(layout, table)).to_pylist()
    return rows


def with_types(row: dict[str, Any], layout: Layout, table: str) -> dict[str, Any]:
    """Texts of a format that knows fewer types, as the values they stand for."""
    kinds = {column.name: column.type for column in tables(layout)[table]}
    return {name: typed(row.get(name), kinds[name]) for name in kinds}


def typed(value: Any, kind: msgspec.inspect.Type) -> Any:
    if isinstance(kind, msgspec.inspect.UnionType):
        kind = next(option for option in kind.types if not isinstance(option, msgspec.inspect.NoneType))
    if value is None or isinstance(kind, msgspec.inspect.StrType):
        return value
    match kind:
        case msgspec.inspect.DecimalType():
            return Decimal(str(value))
        case msgspec.inspect.IntType():
            return int(value)
        case msgspec.inspect.BoolType():
            return value in (1, "true")
        case msgspec.inspect.DateTimeType():
            return datetime.fromisoformat(value).astimezone(UTC)
        case msgspec.inspect.VarTupleType() | msgspec.inspect.StructType():
            return nested_value(value, kind)
    return value


def nested_value(value: Any, kind: msgspec.inspect.Type) -> Any:
    data = msgspec.json.decode(value) if isinstance(value, str) else value
    if isinstance(kind, msgspec.inspect.StructType):
        return msgspec.to_builtins(msgspec.convert(data, kind.cls), builtin_types=(Decimal,))
    assert isinstance(kind, msgspec.inspect.VarTupleType)
    item = kind.item_type
    if isinstance(item, msgspec.inspect.StructType):
        return [nested_value(part, item) for part in data]
    return data


@pytest.mark.parametrize(("layout", "table"), ALL_TABLES)
def test_every_table_round_trips(written: tuple[Format, Path], layout: Layout, table: str) -> None:
    format, folder = written
    found = READERS[format](folder / layout, layout, table)
    assert [fitted(row) for row in found] == rows_of(layout, table)


# ---- the tools that people have


def test_parquet_opens_everywhere(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "news.parquet")
    path = str(tmp_path / "news.parquet")
    ids = [PAGE.id, None, FAILURE.id]
    assert polars.read_parquet(path)["id"].to_list() == ids
    assert pandas.read_parquet(path)["id"].fillna("").tolist() == [id or "" for id in ids]
    query = f"SELECT sum(m.max) FROM (SELECT unnest(money) AS m FROM '{path}')"
    assert ask(query).fetchall() == [(Decimal(4_600_000_000),)]


def test_csv_opens_everywhere(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "news.csv", layout="nested")
    path = tmp_path / "news.csv"
    views = [12_500, None, None]
    assert polars.read_csv(path)["views"].to_list() == views
    assert pandas.read_csv(path)["views"].astype("Int64").to_list()[:1] == views[:1]
    assert ask(f"SELECT views FROM '{path}'").fetchall() == [(12_500,), (None,), (None,)]
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == [PAGE.article.title, "", ""]


def test_databases_answer_questions(tmp_path: Path) -> None:
    question = """
        SELECT a.title, m.max, q.speaker_name
        FROM money m JOIN quotes q ON q.article = m.article AND q.number = m.quote
        JOIN articles a ON a.article = m.article
        WHERE m.currency = 'KZT' AND m.max > 1000000000"""
    for name in ("news.db", "news.duckdb"):
        write(ROWS, tmp_path / name, layout="tidy")
    with closing(sqlite3.connect(tmp_path / "news.db")) as database:
        assert database.execute(question).fetchall() == [(PAGE.article.title, 4_600_000_000, "Ержан Сапаров")]
    with duckdb.connect(tmp_path / "news.duckdb", read_only=True) as duck:
        assert duck.execute(question).fetchall() == [
            (PAGE.article.title, Decimal(4_600_000_000), "Ержан Сапаров")
        ]


# ---- formulas


FORMULAS = [
    "=1+1",
    "+7 (700) 000-00-00",
    "-2",
    "- Дорогу закончим, - сказал аким",
    "@SUM(1)",
    "\t=1",
    "\r\n=cmd|' /C calc'!A0",
    " =1",
    "\u200b\0=1",
    "\tдорога",
    "\u00a0=1",
    "＝1+1",
    "＠SUM",
    "'=1",
    "'",
]
HARMLESS = ["", "5 = 5", "дорога", "a=1", '"=1"', "«= 1»", "1-2"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_become_texts(text: str) -> None:
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay(text: str) -> None:
    assert safe_text(text) == text


@given(st.text())
def test_a_text_comes_back_out_of_its_cell(text: str) -> None:
    [[cell]] = csv.reader(io.StringIO(csv_cell(text), newline=""))
    assert cell.removeprefix("'") == text
    assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


def test_no_cell_of_a_file_is_a_formula(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "tidy", format="csv", layout="tidy")
    for path in (tmp_path / "tidy").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            assert not [
                cell for row in csv.reader(file) for cell in row if cell.startswith(tuple("=+-@\t\r"))
            ]


# ---- whole or not at all


OUTPUTS: list[tuple[str, Layout]] = [
    ("news.jsonl", "nested"),
    ("news.csv.gz", "nested"),
    ("news.parquet", "nested"),
    ("news.db", "nested"),
    ("news.duckdb", "nested"),
    ("news.db", "tidy"),
    ("news.duckdb", "tidy"),
    ("news.csv", "tidy"),
    ("news.parquet", "tidy"),
]


def interrupted() -> Iterator[Row]:
    yield from ROWS * 300
    raise KeyboardInterrupt


@pytest.mark.parametrize(("name", "layout"), OUTPUTS)
def test_an_interruption_leaves_the_old_file(name: str, layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write(interrupted(), path, layout=layout)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("name", "layout"), OUTPUTS)
def test_a_complete_output_replaces_what_was_there(name: str, layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / name
    (tmp_path / f".{name}.partial").mkdir()  # a killed run left it
    path.write_text("old", encoding="utf-8")
    assert write(ROWS, path, layout=layout) == COUNTS
    assert write(ROWS[:1], path, layout=layout) == Counts(records=1)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full stands in for a full disk here")
def test_a_full_disk_is_said_with_the_name_of_the_output() -> None:
    with (
        Path("/dev/full").open("wb", buffering=0) as file,
        pytest.raises(OSError, match=r"news\.jsonl") as caught,
    ):
        write_lines(ROWS, file, "news.jsonl")
    assert caught.value.errno == errno.ENOSPC


@pytest.mark.parametrize("name", ["news.jsonl", "news.csv", "news.parquet", "news.db", "news.duckdb"])
def test_a_folder_that_is_not_there_is_said_with_the_name_of_the_output(name: str, tmp_path: Path) -> None:
    path = tmp_path / "missing" / name
    with pytest.raises(FileNotFoundError) as caught:
        write(ROWS, path)
    assert caught.value.filename == str(path)


@pytest.mark.parametrize("name", ["news.jsonl", "news.csv", "news.parquet", "news.db", "news.duckdb"])
def test_an_error_of_the_input_keeps_its_own_name(name: str, tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield PAGE
        raise OSError(errno.EIO, os.strerror(errno.EIO), "dump.jsonl")

    with pytest.raises(OSError, match=r"dump\.jsonl"):
        write(rows(), tmp_path / name)


def test_ids_name_no_files(tmp_path: Path) -> None:
    rows = [Extraction(id=id, article=Article()) for id in ("../a", "/b", "c\0d", ".", "con")]
    for format in ("jsonl", "csv", "parquet"):
        write(rows, tmp_path / format, format=format, layout="tidy")
        assert {path.stem for path in (tmp_path / format).iterdir()} == set(tables("tidy"))


def test_values_are_those_of_the_records(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "news.parquet")
    found = pyarrow.parquet.read_table(tmp_path / "news.parquet").to_pylist()[0]
    assert found.pop("error") is None
    assert found == fitted(row_values(PAGE))


MISSING = [
    ("pyarrow", "news.parquet", "parquet"),
    ("pyarrow", "news.duckdb", "duckdb"),
    ("duckdb", "news.duckdb", "duckdb"),
]


@pytest.mark.parametrize(("module", "name", "extra"), MISSING)
def test_a_missing_package_is_said_with_its_extra(
    module: str, name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=rf"pip install 'newsextract\[{extra}\]'"):
        write(ROWS, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_missing_zstd_is_said_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("compression", "compression.zstd", "backports", "backports.zstd"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=r"pip install 'newsextract\[zstd\]'"):
        write(ROWS, tmp_path / "news.jsonl.zst")
