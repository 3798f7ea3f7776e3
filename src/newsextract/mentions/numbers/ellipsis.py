"""Sums whose currency word is left out: `выделено 30 млрд тенге, а освоено лишь 25 миллиардов`.

A currency is taken from the neighbours only when they leave no doubt: the number has a scale, counts nothing
that is written, and the sums around it, those in brackets aside, are all in one currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from newsextract.lexicon.currencies import INDEX_PHRASES
from newsextract.lexicon.money_context import COUNTING, MONEY_WORDS, NOTHING_COUNTED, PAST_ENDINGS
from newsextract.mentions.numbers.amounts import Amount, Piece
from newsextract.mentions.numbers.bounds import preposition_before
from newsextract.mentions.numbers.currencies import Choice, currency_of
from newsextract.mentions.numbers.stems import beginning_with

NEIGHBOURS = 6
REACH = 500  # characters: what is farther is in another sentence
SENTENCE_END = re.compile(r"[.!?…][»\"”)]{0,2}\s+(?=[«\"“(]?[A-ZА-ЯЁ0-9])|\n")
_NEXT = re.compile(r"[^\S\n]{0,2}([^\W\d_]+|\S|\n|$)")
RATE_UNITS = (1, 10, 100, 1000)


def left_out(amount: Amount) -> bool:
    """Whether an amount is a number that can be a sum without its currency word."""
    numeral = amount.numeral
    return (
        amount.unit is None
        and numeral.kind == "cardinal"
        and numeral.scale > 1
        and not numeral.suffix
        and not numeral.label
    )


class Sums(msgspec.Struct, frozen=True):
    """The currency of every amount of a piece, None where it shows none, and all of them together."""

    codes: tuple[str | None, ...]
    currencies: frozenset[str]


def sums_of(piece: Piece) -> Sums:
    """The sums of a piece that show their currency."""
    codes = tuple(
        None if amount.unit is None or _is_none(piece, amount) else currency_of(piece, amount).code
        for amount in piece.amounts
    )
    return Sums(codes, frozenset(code for code in codes if code))


def _is_none(piece: Piece, amount: Amount) -> bool:
    """`ни одного тенге` is no sum."""
    start = amount.start - piece.start
    return piece.folded[max(0, start - 4) : start].split()[-1:] == ["ни"]


def currency_around(piece: Piece, place: int, sums: Sums) -> Choice:
    """The currency meant by the amount at `place` of a piece, where it shows none."""
    amount = piece.amounts[place]
    if _counts_something(piece, amount):
        return Choice(None, "it counts what is written beside it")
    near, before = _sums_around(piece, place, sums.codes)
    found = set(near)
    if not found and _speaks_of_money(piece, amount):
        found = set(before) or set(sums.currencies - INDEX_PHRASES.keys())
    if len(found) != 1:
        return Choice(
            None, "the sums around it are in several currencies" if found else "no sum it could follow"
        )
    code = found.pop()
    return Choice(None, "index units are not understood") if code in INDEX_PHRASES else Choice(code)


def _counts_something(piece: Piece, amount: Amount) -> bool:
    match = _NEXT.match(piece.folded, amount.stop - piece.start)
    word = match[1] if match else ""
    if word[:1].isalpha() and word not in NOTHING_COUNTED and not word.endswith(PAST_ENDINGS):
        return True
    return preposition_before(piece.folded, amount.start - piece.start) in COUNTING


def _sums_around(piece: Piece, place: int, codes: Sequence[str | None]) -> tuple[list[str], list[str]]:
    """The currencies of the sums in the sentence of an amount, and in the sentence before."""
    near: list[str] = []
    before: list[str] = []
    amount = piece.amounts[place]
    for other in range(max(0, place - NEIGHBOURS), min(len(codes), place + NEIGHBOURS + 1)):
        code = codes[other]
        neighbour = piece.amounts[other]
        if code is None or abs(neighbour.start - amount.start) > REACH or _in_brackets(piece, neighbour):
            continue
        ends = _ends_between(piece, neighbour, amount)
        if ends == 0:
            near.append(code)
        elif ends == 1 and other < place:
            before.append(code)
    return near, before


def _ends_between(piece: Piece, one: Amount, two: Amount) -> int:
    start, stop = min(one.stop, two.stop) - piece.start, max(one.start, two.start) - piece.start
    return sum(1 for _ in SENTENCE_END.finditer(piece.text, start, stop)) if start < stop else 0


def _in_brackets(piece: Piece, amount: Amount) -> bool:
    before = piece.folded[max(0, amount.start - piece.start - 40) : amount.start - piece.start]
    return before.rfind("(") > before.rfind(")")


def _speaks_of_money(piece: Piece, amount: Amount) -> bool:
    start = amount.start - piece.start
    floor = max(0, start - 160)
    for end in SENTENCE_END.finditer(piece.text, floor, start):
        floor = end.end()
    return _money_words().search(" " + piece.folded[floor:start]) is not None


@cache
def _money_words() -> re.Pattern[str]:
    return re.compile(beginning_with(MONEY_WORDS))


def rates(piece: Piece, sums: Sums) -> Iterator[tuple[int, str]]:
    """Places of the rates whose currency is left out, with that currency.

    In a list (`1 евро - 352,66, 1 юань - 48,12`) and in trade (`продают по 4,85, покупают по 4,76 тенге`).
    """
    codes = sums.codes
    quoted = {code for place, code in enumerate(codes) if code and _is_price_of_currency(piece, place, codes)}
    for place, amount in enumerate(piece.amounts):
        if amount.unit is not None or not amount.numeral.plain or amount.numeral.value % 1 == 0:
            continue
        if _is_price_of_currency(piece, place, codes):
            found = quoted
        elif _is_traded(piece, amount):
            found = set(_sums_around(piece, place, sums.codes)[0])
        else:
            continue
        if len(found) == 1:
            yield place, next(iter(found))


_RATE = re.compile(r"(?:[^\S\n]соединенного королевства)?[^\S\n]?[-–—:=][^\S\n]?")
_TRADED = re.compile(r"(?<!\w)(?:прода\w+|покуп\w+)[^\S\n](?:по|за|[-–—])[^\S\n]$")
LOOK_BACK = 24


def _is_price_of_currency(piece: Piece, place: int, codes: Sequence[str | None]) -> bool:
    """Whether an amount stands as the price of one, ten or a hundred of another currency right before it."""
    if place == 0 or codes[place - 1] is None or codes[place] == codes[place - 1]:
        return False
    before, amount = piece.amounts[place - 1], piece.amounts[place]
    between = piece.folded[before.stop - piece.start : amount.start - piece.start]
    return before.max in RATE_UNITS and _RATE.fullmatch(between) is not None


def _is_traded(piece: Piece, amount: Amount) -> bool:
    start = amount.start - piece.start
    return _TRADED.search(piece.folded, max(0, start - LOOK_BACK), start) is not None
