"""A sum written out in Russian, so that reading it back gives the same sum."""

from __future__ import annotations

from decimal import Decimal

from newsextract.lexicon.currency_names import BOUNDS, NAMES, SCALES
from newsextract.records import Money

HUNDRED = Decimal(100)
DECIMALS = 3  # more of them before a scale are not read at a glance: the number is written out


def format_money(money: Money) -> str:
    """The sum in words and digits as Russian news writes it, bound and range included, without `per`.

    >>> from newsextract.mentions.money import parse_money
    >>> format_money(parse_money("4 600 000 000 тг"))
    '4,6 млрд тенге'
    >>> format_money(parse_money("$2–5 тыс."))
    '2 000–5 000 долларов'
    """
    low, high = money.min, money.max
    if low is None or high is None or low == high:
        value = high if low is None else low
        return BOUNDS.get(money.bound, "") + _sum(value or Decimal(0), money.currency)
    if low < 0:
        return f"от {_sum(low, money.currency)} до {_sum(high, money.currency)}"
    scale = _scale(high)
    if scale is not None and _fits(low, scale[0]):
        return f"{_digits(low.scaleb(-scale[0]))}–{_sum(high, money.currency)}"
    if scale is None and _scale(low) is None:
        return f"{_digits(low)}–{_sum(high, money.currency)}"
    return f"от {_sum(low, money.currency)} до {_sum(high, money.currency)}"


def _sum(value: Decimal, currency: str) -> str:
    sign = "минус " if value < 0 else ""
    value = abs(value)
    scale = _scale(value)
    if scale is None:
        return f"{sign}{_digits(value)} {_name(value, currency)}"
    power, word = scale
    return f"{sign}{_digits(value.scaleb(-power))} {word} {_name(HUNDRED, currency)}"


def _scale(value: Decimal) -> tuple[int, str] | None:
    """The greatest scale in which the value is short."""
    for power, word in SCALES:
        if abs(value) >= Decimal(10) ** power:
            return (power, word) if _fits(value, power) else None
    return None


def _fits(value: Decimal, power: int) -> bool:
    return value % Decimal(10) ** (power - DECIMALS) == 0


def _digits(value: Decimal) -> str:
    """`1234567.5` as `1 234 567,5`."""
    return f"{value.normalize():,f}".replace(",", " ").replace(".", ",")


def _name(value: Decimal, currency: str) -> str:
    one, few, many, *fraction = NAMES.get(currency, (currency,) * 3)
    if value % 1:
        return fraction[0] if fraction else few
    if value % 10 == 1 and value % 100 != 11:
        return one
    return few if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14) else many
