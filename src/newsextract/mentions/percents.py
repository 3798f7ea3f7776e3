"""Percentages, percentage points, permille, and multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsextract.lexicon.percents import CERTAIN, DOWN, HUNDRED_PERCENT, TITLES, UP
from newsextract.mentions.numbers.amounts import Amount, Piece, pieces
from newsextract.mentions.numbers.bounds import clause_before
from newsextract.records import Direction, Multiple, Percent


def find_percents(text: str) -> Iterator[Percent]:
    """Every percentage of a text, in order.

    >>> [(percent.text, percent.max) for percent in find_percents("рост на 11,1 процента, или 0,2 п.п.")]
    [('11,1 процента', Decimal('11.1')), ('0,2 п.п.', Decimal('0.2'))]
    """
    for piece in pieces(text):
        for amount in piece.amounts:
            unit = amount.unit
            if unit is None or unit.kind == "money" or unit.kind == "times" or _is_certainty(piece, amount):
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


def _is_certainty(piece: Piece, amount: Amount) -> bool:
    """`стопроцентная уверенность` measures nothing."""
    start, stop = amount.start - piece.start, amount.stop - piece.start
    if not piece.folded.startswith(HUNDRED_PERCENT, start):
        return False
    return piece.folded.startswith(CERTAIN, stop + 1)


def find_multiples(text: str) -> Iterator[Multiple]:
    """Every multiple of a text, in order: how many times something is more or less than something else.

    >>> for multiple in find_multiples("Цены выросли более чем в 2,5 раза, а спрос упал вдвое."):
    ...     print(multiple.text, multiple.min, multiple.bound, multiple.direction)
    2,5 раза 2.5 at_least up
    вдвое 2 exact down
    """
    for piece in pieces(text):
        for amount in piece.amounts:
            if amount.unit is None or amount.unit.kind != "times" or not is_multiple(piece, amount):
                continue
            yield Multiple(
                start=amount.start,
                stop=amount.stop,
                text=text[amount.start : amount.stop],
                min=amount.min,
                max=amount.max,
                bound=amount.bound,
                direction=direction_of(piece, amount),
                rule=amount.rule,
            )


def is_multiple(piece: Piece, amount: Amount) -> bool:
    """`в два раза` is a multiple, `сказал два раза` is not; nor is a `двукратный чемпион`."""
    start, stop = amount.start - piece.start, amount.stop - piece.start
    if amount.rule == "adjective":
        return _title().match(piece.folded, stop) is None
    return amount.rule == "multiple" or _IN.search(piece.folded, max(0, start - 4), start) is not None


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\S\n][^\W\d_]+){{0,2}}[^\S\n](?:{'|'.join(TITLES)})")


_IN = re.compile(r"(?<!\w)в[^\S\n]$")
_CLAUSE_END = re.compile(r"[.!?;:,()\n]|[^\S\n](?:и|а|но|при|до)[^\S\n]")
AHEAD = 40


def direction_of(piece: Piece, amount: Amount) -> Direction | None:
    """Whether it is more or fewer: by the words behind it in its clause, else by the nearest before it."""
    stop = amount.stop - piece.start
    ahead = piece.folded[stop : stop + AHEAD]
    end = _CLAUSE_END.search(ahead)
    found = _direction_words().search(ahead[: end.start()] if end else ahead)
    if found is None:
        *_, found = (None, *_direction_words().finditer(_own_and_before(piece, amount)))
    if found is None:
        return None
    return "up" if found.lastgroup == "up" else "down"


def _own_and_before(piece: Piece, amount: Amount) -> str:
    start = amount.start - piece.start
    return clause_before(piece.folded, start) + piece.folded[start : amount.stop - piece.start]


@cache
def _direction_words() -> re.Pattern[str]:
    word = r"(?<![^\W\d_])(?:не)?"
    return re.compile(rf"{word}(?:(?P<up>{'|'.join(UP)})|(?P<down>{'|'.join(DOWN)}))")
