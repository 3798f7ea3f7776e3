"""Numbers with their units: what `numerals`, `money` and `percents` all choose their records from.

A text is read once, piece by piece: numerals, the unit beside each, then neighbours joined into ranges
(`от 5 до 10 млн тенге`), lists (`20 и 40 миллионов тенге`) and changes (`с 240 до 300 тенге`), then bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from newsextract.mentions.atoms import fold
from newsextract.mentions.bounds import bound_of
from newsextract.mentions.numeral_grammar import Numeral, read_numerals
from newsextract.mentions.quantities import Quantity, quantity
from newsextract.mentions.ranges import join
from newsextract.mentions.units import Unit
from newsextract.records import Bound

PIECE = 50_000
CACHED_CHARACTERS = 100_000
ONE = Decimal(1)


class Amount(msgspec.Struct, frozen=True):
    """A number or range with its unit, at its place in the whole text; the number alone spans `number`.

    `min` and `max` are in whole units of `unit`, one of them None for an open bound.
    """

    start: int
    stop: int
    number: tuple[int, int]
    min: Decimal | None
    max: Decimal | None
    bound: Bound
    rule: str
    numeral: Numeral
    unit: Unit | None
    shared: bool


def amounts(text: str) -> Iterator[Amount]:
    """Every number of a text with its unit, in order."""
    if len(text) <= CACHED_CHARACTERS:
        return iter(_cached(text))
    return _amounts(text)


@lru_cache(maxsize=2)
def _cached(text: str) -> tuple[Amount, ...]:
    return tuple(_amounts(text))


def _amounts(text: str) -> Iterator[Amount]:
    folded = fold(text)
    for start, stop in _pieces(folded):
        piece = folded[start:stop] if stop - start < len(folded) else folded
        for found in join(piece, (quantity(piece, numeral) for numeral in read_numerals(piece))):
            yield _amount(piece, found, start)


_SPACE = re.compile(r"\s")


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Pieces that are read on their own: cut at line ends, and inside very long lines at a space."""
    start = 0
    while len(text) - start > PIECE:
        cut = text.rfind("\n", start, start + PIECE)
        if cut <= start:
            space = _SPACE.search(text, start + PIECE, start + 2 * PIECE)
            cut = space.start() if space else start + PIECE
        yield start, cut
        start = cut
    yield start, len(text)


def _amount(folded: str, found: Quantity, offset: int) -> Amount:
    bound = found.bound or _single_bound(folded, found)
    factor = found.unit.factor if found.unit is not None else ONE
    low, high = tidy(found.low * factor), tidy(found.high * factor)
    return Amount(
        found.start + offset,
        found.stop + offset,
        (found.number_start + offset, found.number_stop + offset),
        None if bound == "at_most" else low,
        None if bound == "at_least" else high,
        bound,
        found.rule,
        found.numeral,
        found.unit,
        found.shared,
    )


def _single_bound(folded: str, found: Quantity) -> Bound:
    bound = bound_of(folded, found.start, found.stop)
    return "at_least" if bound == "exact" and found.numeral.surplus else bound


def tidy(value: Decimal) -> Decimal:
    """The value without needless zeros and exponents.

    >>> tidy(Decimal("1.60") * 10**9), tidy(Decimal("0.50"))
    (Decimal('1600000000'), Decimal('0.5'))
    """
    whole = value.to_integral_value()
    if whole == value:
        return whole.quantize(ONE) if whole.adjusted() < 27 else whole
    return value.normalize()
