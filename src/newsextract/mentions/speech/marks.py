"""Quotation marks of a line, paired by what stands beside them and not by counting.

Straight marks look the same opening and closing, nest, and are lost or doubled by scrapers: every mark is
judged by its neighbours, pairs are kept on a stack, and what stays open or was never opened is said so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from newsextract.chars import QUOTE_DOUBLE

MAX_DEPTH = 6  # pairs open at once; beyond it marks are broken, not nested
_CLOSING = "»”›"
_BEFORE_OPEN = '([{—–‒-−«„“"/'
_AFTER_CLOSE = '.,!?…:;)]}»”"—–-−/'


@dataclass(slots=True)
class Pair:
    """A quoted stretch: places of its marks (`close` None when never closed), and the pairs inside it."""

    open: int
    close: int | None = None
    children: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class Marks:
    """The outermost pairs of one line in order, closing marks that nothing opened, all opening marks."""

    pairs: list[Pair]
    orphans: list[int]
    openings: frozenset[int]

    def at(self, start: int, stop: int) -> Sequence[Pair]:
        """The outermost pairs that open in a stretch."""
        if not self.pairs:
            return ()
        first = bisect_left(self.pairs, start, key=_open)
        return self.pairs[first : bisect_left(self.pairs, stop, first, key=_open)]

    def settle(self, place: int, stop: int) -> None:
        """Close the pair that opens at `place` and has no closing mark of its own, with what it holds."""
        index = bisect_left(self.pairs, place, key=_open)
        pair = self.pairs[index] if index < len(self.pairs) else None
        if pair is None or pair.open != place or (pair.close is not None and not _borrows(pair, stop)):
            return
        pair.close = stop
        self.pairs[index + 1 : index + 1] = [child for child in pair.children if child.open >= stop]
        pair.children = [child for child in pair.children if child.open < stop]

    def before(self, place: int) -> Pair | None:
        """The last outermost pair that opens before a place."""
        index = bisect_left(self.pairs, place, key=_open)
        return self.pairs[index - 1] if index else None


def _borrows(pair: Pair, stop: int) -> bool:
    """Whether the closing mark of a pair is that of a pair behind `stop`."""
    last = pair.children[-1] if pair.children else None
    return last is not None and last.open >= stop and last.close == pair.close


def _open(pair: Pair) -> int:
    return pair.open


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{QUOTE_DOUBLE}]")  # the standard engine finds single characters fastest


def read_marks(text: str, start: int, stop: int) -> Marks:
    """Pair the quotation marks of one line.

    >>> text = 'Фирма ТОО "Жол", - сказал он. "Программа "Ауыл" идёт", - добавил он.'
    >>> marks = read_marks(text, 0, len(text))
    >>> [(text[pair.open:pair.close + 1], len(pair.children)) for pair in marks.pairs]
    [('"Жол"', 0), ('"Программа "Ауыл" идёт"', 1)]
    """
    roots: list[Pair] = []
    stack: list[Pair] = []
    orphans: list[int] = []
    openings: list[int] = []
    for match in _mark().finditer(text, start, stop):
        place = match.start()
        if _opens(text, place, (start, stop), stack):
            pair = Pair(place)
            openings.append(place)
            if len(stack) == MAX_DEPTH:
                _let_go(stack, roots)
            (stack[-1].children if stack else roots).append(pair)
            stack.append(pair)
        elif not _close(text, place, stack):
            orphans.append(place)
    if stack:
        _repair(text, stop, stack)
        if stack[0].close is None and not _starts_line(text, stack[0].open, start):
            _let_go(stack, roots)
    return Marks(roots, orphans, frozenset(openings))


def _opens(text: str, place: int, line: tuple[int, int], stack: list[Pair]) -> bool:
    mark = text[place]
    if mark in "«‹„" or mark in _CLOSING:
        return mark not in _CLOSING
    if mark == "“" and any(text[pair.open] == "„" for pair in stack):
        return False
    before = text[place - 1] if place > line[0] else " "
    after = text[place + 1] if place + 1 < line[1] else " "
    can_open = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace() and after not in ".,!?:;)"
    can_close = not before.isspace() and before not in "([{«„" and (after.isspace() or after in _AFTER_CLOSE)
    if can_open != can_close:
        return can_open
    if can_open:
        return before.isspace()
    if after == ")":
        return False  # a closing mark that a scraper set apart: `... время! ") и`
    return not any(text[pair.open] in '"“‟″' for pair in stack)


def _close(text: str, place: int, stack: list[Pair]) -> bool:
    """Close the nearest open pair the mark fits; pairs left open inside it end at the same mark."""
    fits = "«‹" if text[place] in "»›" else '"„“‟″«'
    for depth in range(len(stack) - 1, -1, -1):
        if text[stack[depth].open] in fits:
            for pair in stack[depth:]:
                pair.close = place
            del stack[depth:]
            return True
    return False


def _let_go(stack: list[Pair], roots: list[Pair]) -> None:
    """Give up the outermost open pair, which is never closed: the pairs inside it stand on their own."""
    outer = stack.pop(0)
    roots += outer.children
    outer.children = []


def _repair(text: str, stop: int, stack: list[Pair]) -> None:
    """Close what stayed open by the mark of its last inner pair, where speech ends there."""
    for pair in reversed(stack):
        last = pair.children[-1] if pair.children else None
        if last is not None and last.close is not None and _speech_ends(text, last.close + 1, stop):
            pair.close = last.close


@cache
def _speech_end() -> regex.Pattern[str]:
    return regex.compile(
        r"[,.!?…]{0,3}\s*+(?:[—–-]\s*+\p{Ll}|$)|,\s*+\p{Ll}|[.!?…]",
        regex.MULTILINE,
    )


def _speech_ends(text: str, place: int, stop: int) -> bool:
    return _speech_end().match(text, place, min(stop + 1, len(text))) is not None


def _starts_line(text: str, place: int, start: int) -> bool:
    return place - start < 4 and not text[start:place].strip(" \t—–-")
