"""Write the documentation pages that are made from the code: docs/records.md, docs/money.md and docs/schema/.

    python docs/generate.py

The tests fail when a page differs from what this would write.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_type_hints

import msgspec

from newsextract import records
from newsextract.batch import schema, stores, tables
from newsextract.lexicon import currencies, qualifiers
from newsextract.lexicon.ambiguities import AMBIGUITIES

DOCS = Path(__file__).parent
HEADINGS = {
    "Paragraph": "The article",
    "Mention": "Mentions",
    "Extraction": "Results",
    "Limits": "Options",
}


def records_page() -> str:
    """docs/records.md: every record with its fields, types and defaults, in the order of records.py."""
    parts = [
        "# Records\n\nMade from `src/newsextract/records.py` by `docs/generate.py`; do not edit by hand.\n",
        inspect.cleandoc(records.__doc__ or "").split("\n", 2)[2] + "\n",
    ]
    for name, record in vars(records).items():
        if name in HEADINGS:
            parts.append(f"## {HEADINGS[name]}\n")
        if isinstance(record, type) and issubclass(record, records.Record) and record is not records.Record:
            parts.append(record_section(record))
    return "\n".join(parts)


def record_section(record: type[records.Record]) -> str:
    hints = get_type_hints(record)
    rows = [
        f"| `{field.name}` | {type_text(hints[field.name])} | {default_text(field)} |"
        for field in msgspec.structs.fields(record)
    ]
    text = inspect.cleandoc(record.__doc__ or "")
    return (
        f"### {record.__name__}\n\n{text}\n\n| field | type | default |\n|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def type_text(hint: object) -> str:
    text = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    for prefix in ("typing.", "newsextract.records.", "datetime.", "decimal."):
        text = text.replace(prefix, "")
    if text.startswith("Optional["):
        text = text.removeprefix("Optional[").removesuffix("]") + " | None"
    return "`" + text.replace(", ...", ", …").replace("|", "\\|") + "`"


def default_text(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    return f"`{field.default!r}`" if field.default is not msgspec.NODEFAULT else "empty"


def json_schema_page() -> str:
    """docs/schema/row.schema.json: JSON Schema of one line of JSON output."""
    return msgspec.json.format(msgspec.json.encode(schema.json_schema()), indent=2).decode() + "\n"


def tables_page() -> str:
    """docs/schema/tables.md: every table of both layouts, with the types of its columns in each format."""
    parts = [TABLES_INTRODUCTION]
    for layout in tables.LAYOUTS:
        for name, columns in tables.tables(layout).items():
            rows = [
                f"| `{column.name}` | `{tables.table_schema(layout, name).field(column.name).type}` "
                f"| {stores.sqlite_type(column)} |"
                for column in columns
            ]
            parts.append(
                f"## {layout}: {name}\n\n| column | Arrow, Parquet, DuckDB | SQLite |\n|---|---|---|"
            )
            parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


TABLES_INTRODUCTION = """# Tables

Made from the records by `docs/generate.py`; do not edit by hand. This is the Arrow schema of every
table; [row.schema.json](row.schema.json) is the JSON Schema of a line of JSON output, and
[records.md](../records.md) says what the fields mean.

`nested` is one table, `pages`, with a row a page. `tidy` is a table for each kind of record. In the tidy tables
`article` is the number of the page in the output, from 0, and joins them; `id` is the id the dump gave, which may be
missing or given twice; `number` is the place of the record in its page's list, so that `money.quote` is a
`quotes.number` of the same `article`. A page without a record has a row in `failures` (nested: its `error` is filled)
and none elsewhere.

| type | JSON lines | Arrow, Parquet, DuckDB | SQLite | CSV |
|---|---|---|---|---|
| sums, percentages | text, exact | decimal128(38, 9): rounded to 9 places, null from 10^29 | NUMERIC: 15 digits, or a whole number below 2^63 | as written, exact |
| datetimes | ISO 8601 with the page's offset | timestamp in UTC, microseconds | ISO 8601 in UTC | ISO 8601 with the page's offset |
| lists and structs | arrays and objects | lists and structs | JSON text | JSON text |
| absent | null | null | NULL | an empty cell without quotation marks (an empty text is `""`) |

CSV is UTF-8 without a byte order mark, every text in quotation marks. A text that a spreadsheet would run as a formula
(`=`, `+`, `-`, `@` in front, also behind spaces) gets an apostrophe in front, and so does one that begins with an
apostrophe: taking one apostrophe away gives every text back.
"""  # noqa: E501 -- a table has no shorter lines


def money_page() -> str:
    """docs/money.md: what is read of numbers and sums, with the tables from the lexicon."""
    text = (DOCS / "parts" / "money.md").read_text(encoding="utf-8")
    tables = {"bounds": bounds_table, "ambiguities": ambiguities_table, "currencies": currencies_table}
    for name, table in tables.items():
        text = text.replace("{" + name + "}", table())
    return text


def bounds_table() -> str:
    words: dict[str, list[str]] = {}
    for word, bound in qualifiers.BEFORE.items():
        words.setdefault(bound, []).append(f"`{word}`")
    for word, bound in qualifiers.AFTER.items():
        words.setdefault(bound, []).append(f"`... {word}`")
    words["at_least"].append("verbs of exceeding (`превысил`, `перевалила за`)")
    words["at_most"].append("the same with `не`")
    rows = [f"| `{bound}` | {', '.join(said)} |" for bound, said in words.items()]
    return "| bound | words |\n|---|---|\n" + "\n".join(rows)


def ambiguities_table() -> str:
    rows = ["| text | read as | because |", "|---|---|---|"]
    question = ""
    for row in AMBIGUITIES:
        if row.question != question:
            question = row.question
            rows.append(f"| **{question}** | | |")
        sums = ", ".join(f"`{money}`" for money in row.sums) or "no sum"
        rows.append(f"| {row.text} | {sums} | {row.why} |")
    return "\n".join(rows)


def currencies_table() -> str:
    rows = ["| noun | alone | with a country |", "|---|---|---|"]
    for stem, noun in currencies.NOUNS.items():
        codes = {code for country, code in noun.codes.items() if country and code}
        by_country = ", ".join(sorted(codes))
        rows.append(f"| {noun.forms(stem)[0]} | {noun.codes[''] or '—'} | {by_country} |")
    return "\n".join(rows)


PAGES = {
    "records.md": records_page,
    "money.md": money_page,
    "schema/row.schema.json": json_schema_page,
    "schema/tables.md": tables_page,
}


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
