"""Sums of money: a number with a currency beside it, or with one that its neighbours leave no doubt of."""

from __future__ import annotations

from collections.abc import Iterator

from newsextract.mentions.numbers.amounts import Amount, Piece, pieces
from newsextract.mentions.numbers.ellipsis import Sums, currency_around, left_out, rates, sums_of
from newsextract.mentions.numbers.prices import per_unit
from newsextract.records import Money


def find_money(text: str) -> Iterator[Money]:
    """Every sum of money in a text, in order.

    >>> for money in find_money("На ремонт выделили 4,6 млрд тенге, это $9–10 млн."):
    ...     print(money.text, money.min, money.max, money.currency, money.bound)
    4,6 млрд тенге 4600000000 4600000000 KZT exact
    $9–10 млн 9000000 10000000 USD range
    """
    for piece in pieces(text):
        sums = sums_of(piece)
        elliptic = dict(_elliptic(piece, sums)) if sums.currencies else {}
        for place, (amount, code) in enumerate(zip(piece.amounts, sums.codes, strict=True)):
            if code is not None:
                yield _money(text, piece, amount, code)
            elif place in elliptic:
                yield _money(text, piece, amount, elliptic[place], left_out=True)


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


def _money(text: str, piece: Piece, amount: Amount, code: str, *, left_out: bool = False) -> Money:
    return Money(
        start=amount.start,
        stop=amount.stop,
        text=text[amount.start : amount.stop],
        min=amount.min,
        max=amount.max,
        currency=code,
        bound=amount.bound,
        per=per_unit(piece.folded, amount.stop - piece.start),
        elliptic=left_out or amount.shared,
        rule="elliptic" if left_out else amount.rule,
    )


def _elliptic(piece: Piece, sums: Sums) -> Iterator[tuple[int, str]]:
    """The places of sums without a currency word, with the currency meant."""
    yield from rates(piece, sums)
    for place, amount in enumerate(piece.amounts):
        if left_out(amount) and (code := currency_around(piece, place, sums).code) is not None:
            yield place, code
