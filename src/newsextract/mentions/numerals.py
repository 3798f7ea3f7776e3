"""Numbers as written in Russian, in digits, words and mixtures of both."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from newsextract.mentions.amounts import pieces, tidy
from newsextract.mentions.atoms import fold
from newsextract.mentions.numeral_grammar import read_numerals
from newsextract.mentions.quantities import quantity
from newsextract.records import Number


def find_numbers(text: str) -> Iterator[Number]:
    """Every number of a text, in order, whatever it counts.

    >>> [(number.text, number.max) for number in find_numbers("двадцать пять школ на 2,5 тысячи мест")]
    [('двадцать пять', Decimal('25')), ('2,5 тысячи', Decimal('2500'))]
    """
    for amount in (amount for piece in pieces(text) for amount in piece.amounts):
        if amount.numeral.label:
            continue
        start, stop = amount.number
        yield Number(
            start=start,
            stop=stop,
            text=text[start:stop],
            min=amount.min,
            max=amount.max,
            bound=amount.bound,
            kind=amount.numeral.kind,
            rule=amount.rule,
        )


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
