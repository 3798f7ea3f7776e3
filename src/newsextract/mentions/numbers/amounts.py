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

from newsextract.lexicon.qualifiers import ABOUT_GROUP
from newsextract.mentions.numbers.atoms import fold
from newsextract.mentions.numbers.bounds import bound_of, preposition_before
from newsextract.mentions.numbers.numeral_grammar import INVERTED, Numeral, read_numerals
from newsextract.mentions.numbers.quantities import Quantity, quantity
from newsextract.mentions.numbers.ranges import join
from newsextract.mentions.numbers.units import Unit
from newsextract.records import Bound

PIECE = 50_000
CACHED_CHARACTERS = 100_000
ONE = Decimal(1)


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A number or range with its unit, at its place in the whole text; the number alone spans `number`.

    `min` and `max` are in whole units of `unit`, one of them None for an open bound. `shared`: the unit was
    written at a neighbour.
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


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text that is read on its own, from `start` on: as written, folded, and its amounts."""

    start: int
    text: str
    folded: str
    amounts: tuple[Amount, ...]


def pieces(text: str) -> Iterator[Piece]:
    """The whole text in pieces; one of usual length is one piece.

    The last texts are remembered, because all finders ask for the same one in turn.
    """
    if len(text) <= CACHED_CHARACTERS:
        return iter(_remembered(text))
    return _read(text)


@lru_cache(maxsize=2)
def _remembered(text: str) -> tuple[Piece, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Piece]:
    for start, stop in _cuts(text):
        written = text[start:stop]
        folded = fold(written)
        joined = join(folded, (quantity(folded, numeral) for numeral in read_numerals(folded)))
        yield Piece(start, written, folded, tuple(_amount(folded, found, start) for found in joined))


_SPACE = re.compile(r"\s")


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Cut at line ends, and inside very long lines at a space."""
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
    low = tidy(found.low * factor)
    high = low if found.low == found.high else tidy(found.high * factor)
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
    if found.numeral.kind == "ordinal" or found.numeral.label:
        return "exact"
    bound = bound_of(folded, found.start, found.stop)
    if bound != "exact":
        return bound
    if found.numeral.surplus:
        return "at_least"
    if found.numeral.rule == INVERTED:
        return "about"
    if found.rule == "group_word" and preposition_before(folded, found.start) == ABOUT_GROUP:
        return "about"
    return "exact"


def tidy(value: Decimal) -> Decimal:
    """The value without needless zeros and exponents.

    >>> tidy(Decimal("1.60") * 10**9), tidy(Decimal("0.50"))
    (Decimal('1600000000'), Decimal('0.5'))
    """
    whole = value.to_integral_value()
    if whole != value:
        return value.normalize()
    return whole.quantize(ONE) if whole.adjusted() < 27 else whole
