"""Scraped Russian-language news into clean articles, sums of money, quotes and their speakers.

`extract` reads one page, `clean` its article alone, `batch` whole dumps; every finder works on its own, on
any text. Names are loaded on first use, so that the import costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsextract.version import __version__ as __version__

if TYPE_CHECKING:
    from newsextract.batch.runner import batch as batch
    from newsextract.batch.tables import to_arrow, to_pandas, to_polars
    from newsextract.mentions.money import find_money, parse_money
    from newsextract.mentions.numerals import find_numbers, parse_number
    from newsextract.mentions.percents import find_multiples, find_percents
    from newsextract.mentions.wording import format_money
    from newsextract.pipeline import clean, extract, find_people, find_quotes
    from newsextract.records import (
        Article,
        Claim,
        Cue,
        CurrencyRate,
        Dropped,
        Extraction,
        Failure,
        Limits,
        Link,
        Mention,
        Money,
        Multiple,
        Number,
        PageError,
        Paragraph,
        Percent,
        Person,
        Quote,
        Speaker,
        Weather,
        Widgets,
    )

__all__ = [
    "Article",
    "Claim",
    "Cue",
    "CurrencyRate",
    "Dropped",
    "Extraction",
    "Failure",
    "Limits",
    "Link",
    "Mention",
    "Money",
    "Multiple",
    "Number",
    "PageError",
    "Paragraph",
    "Percent",
    "Person",
    "Quote",
    "Speaker",
    "Weather",
    "Widgets",
    "batch",
    "clean",
    "extract",
    "find_money",
    "find_multiples",
    "find_numbers",
    "find_people",
    "find_percents",
    "find_quotes",
    "format_money",
    "parse_money",
    "parse_number",
    "to_arrow",
    "to_pandas",
    "to_polars",
]

_PLACES = {
    "clean": "pipeline",
    "extract": "pipeline",
    "find_money": "mentions.money",
    "find_multiples": "mentions.percents",
    "find_numbers": "mentions.numerals",
    "find_people": "pipeline",
    "find_percents": "mentions.percents",
    "find_quotes": "pipeline",
    "format_money": "mentions.wording",
    "parse_money": "mentions.money",
    "parse_number": "mentions.numerals",
    "to_arrow": "batch.tables",
    "to_pandas": "batch.tables",
    "to_polars": "batch.tables",
}
"""Where a name is defined that is not a record."""


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "batch":
        return import_module(f"{__name__}.batch")  # a package that can be called
    value = getattr(import_module(f"{__name__}.{_PLACES.get(name, 'records')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
