"""Write the documentation pages that are made from the code: docs/records.md.

    python docs/generate.py

The tests fail when a page differs from what this would write.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_type_hints

import msgspec

from newsextract import records

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


PAGES = {"records.md": records_page}


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
