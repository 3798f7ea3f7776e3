"""Sums of money: a number with a currency beside it."""

from __future__ import annotations

from collections.abc import Iterator

from newsextract.mentions.amounts import amounts
from newsextract.records import Money


def find_money(text: str) -> Iterator[Money]:
    """Every sum of money in a text, in order.

    >>> for money in find_money("На ремонт выделили 4,6 млрд тенге, это $9–10 млн."):
    ...     print(money.text, money.min, money.max, money.currency, money.bound)
    4,6 млрд тенге 4600000000 4600000000 KZT exact
    $9–10 млн 9000000 10000000 USD range
    """
    for amount in amounts(text):
        unit = amount.unit
        if unit is None or unit.kind != "money":
            continue
        yield Money(
            start=amount.start,
            stop=amount.stop,
            text=text[amount.start : amount.stop],
            min=amount.min,
            max=amount.max,
            currency=unit.code,
            bound=amount.bound,
            elliptic=amount.shared,
            rule=amount.rule,
        )


def parse_money(text: str) -> Money | None:
    """The sum that a string is, or None when it is not one sum and nothing else.

    >>> parse_money("полтора миллиона рублей").max
    Decimal('1500000')
    >>> parse_money("пять раз") is None
    True
    """
    stripped = text.strip()
    found = list(find_money(stripped))
    if len(found) != 1 or found[0].text != stripped:
        return None
    return found[0]
