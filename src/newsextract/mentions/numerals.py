"""Numbers as written in Russian, in digits, words and mixtures of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from newsextract.mentions.numbers.amounts import Amount, Piece, pieces, tidy
from newsextract.mentions.numbers.atoms import fold
from newsextract.mentions.numbers.numeral_grammar import read_numerals
from newsextract.mentions.numbers.quantities import quantity
from newsextract.records import Number


def find_numbers(text: str) -> Iterator[Number]:
    """Every number of a text, in order, whatever it counts. Digits that are part of a name are left out.

    >>> [(number.text, number.max) for number in find_numbers("двадцать пять школ на 2,5 тысячи мест")]
    [('двадцать пять', Decimal('25')), ('2,5 тысячи', Decimal('2500'))]
    """
    for piece in pieces(text):
        for amount in piece.amounts:
            if not amount.numeral.label:
                yield _number(text, piece, amount)


def _number(text: str, piece: Piece, amount: Amount) -> Number:
    start, stop = amount.number
    low, high, bound = amount.min, amount.max, amount.bound
    is_year = amount.numeral.plain and _is_year(piece, amount)
    if is_year and bound != "range":  # a year is a point, whatever stands before it
        low, high, bound = low or high, high or low, "exact"
    return Number(
        start=start,
        stop=stop,
        text=text[start:stop],
        min=low,
        max=high,
        bound=bound,
        kind="ordinal" if is_year else amount.numeral.kind,
        rule="year" if is_year else amount.rule,
    )


def _is_year(piece: Piece, amount: Amount) -> bool:
    """`2024 году` is the year of that number; `3 года` are three of them."""
    if amount.numeral.value < FIRST_YEAR:
        return False
    return _YEAR.match(piece.folded, amount.number[1] - piece.start) is not None


FIRST_YEAR = 1000
_YEAR = re.compile(r"[^\S\n]?(?:год[уаом]?|годах|годов|годы|г\.|гг\.)(?![^\W\d_])")


def parse_number(text: str) -> Decimal | None:
    """The value of a string that is one number and nothing else, or None.

    >>> parse_number("полтора миллиона"), parse_number("2 500,81 млрд"), parse_number("много")
    (Decimal('1500000'), Decimal('2500810000000'), None)
    """
    folded = fold(text)
    found = [quantity(folded, numeral) for numeral in read_numerals(folded)]
    if len(found) != 1:
        return None
    only = found[0]
    outside = folded[: only.number_start] + folded[only.number_stop :]
    return None if outside.strip(" \t\u00a0\u202f\n.") else tidy(only.high)
