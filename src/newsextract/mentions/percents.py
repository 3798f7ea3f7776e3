"""Percentages, percentage points, permille and multiples."""

from __future__ import annotations

from collections.abc import Iterator

from newsextract.mentions.amounts import amounts
from newsextract.records import Multiple, Percent


def find_percents(text: str) -> Iterator[Percent]:
    """Every percentage of a text, in order.

    >>> [(percent.text, percent.max) for percent in find_percents("рост на 11,1 процента, или 0,2 п.п.")]
    [('11,1 процента', Decimal('11.1')), ('0,2 п.п.', Decimal('0.2'))]
    """
    for amount in amounts(text):
        unit = amount.unit
        if unit is None or unit.kind not in ("percent", "percentage_point", "permille"):
            continue
        yield Percent(
            start=amount.start,
            stop=amount.stop,
            text=text[amount.start : amount.stop],
            min=amount.min,
            max=amount.max,
            bound=amount.bound,
            unit=unit.kind,
            rule=amount.rule,
        )


def find_multiples(text: str) -> Iterator[Multiple]:
    """Every `в 2,5 раза` of a text, in order.

    >>> [(multiple.text, multiple.max) for multiple in find_multiples("выросли в 2,5 раза")]
    [('2,5 раза', Decimal('2.5'))]
    """
    for amount in amounts(text):
        unit = amount.unit
        if unit is None or unit.kind != "times" or not text[: amount.start].rstrip().endswith(" в"):
            continue
        yield Multiple(
            start=amount.start,
            stop=amount.stop,
            text=text[amount.start : amount.stop],
            min=amount.min,
            max=amount.max,
            bound=amount.bound,
            rule=amount.rule,
        )
