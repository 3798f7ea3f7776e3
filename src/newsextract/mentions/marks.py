"""Quotation marks of a line, paired by what stands beside them and not by counting.

Straight marks look the same opening and closing, nest, and are lost or doubled by scrapers: every mark is
scored by its neighbours, pairs are kept on a stack, and what stays open or was never opened is said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import regex

from newsextract.chars import QUOTE_DOUBLE

OPENING = "«„“‹"
CLOSING = "»”›"
_BEFORE_OPEN = '([{—–‒-−«„“"/'
_AFTER_CLOSE = '.,!?…:;)]}»”"—–-−/'


@dataclass(slots=True)
class Pair:
    """A quoted stretch: places of its marks (`close` None when never closed), and the pairs inside it."""

    open: int
    close: int | None = None
    children: list[Pair] = field(default_factory=list)
    shared: bool = False  # closed by a mark that closes an inner pair too


@dataclass(slots=True)
class Marks:
    """The outermost pairs of one line in order, and closing marks that nothing opened."""

    pairs: list[Pair]
    orphans: list[int]


@cache
def _mark() -> regex.Pattern[str]:
    return regex.compile(f"[{QUOTE_DOUBLE}]|''")


def read_marks(text: str, start: int, stop: int) -> Marks:
    """Pair the quotation marks of one line.

    >>> text = 'Фирма ТОО "Жол", - сказал он. "Программа "Ауыл" идёт", - добавил он.'
    >>> [(text[pair.open:pair.close + 1], len(pair.children)) for pair in read_marks(text, 0, len(text)).pairs]
    [('"Жол"', 0), ('"Программа "Ауыл" идёт"', 1)]
    """
    roots: list[Pair] = []
    stack: list[Pair] = []
    orphans: list[int] = []
    for match in _mark().finditer(text, start, stop):
        place = match.start()
        if _opens(text, place, start, stop, stack):
            pair = Pair(place)
            (stack[-1].children if stack else roots).append(pair)
            stack.append(pair)
        elif not _close(text, place, stack):
            orphans.append(place)
    if stack:
        _repair(text, stop, stack, roots)
    return Marks(roots, orphans)


def _opens(text: str, place: int, start: int, stop: int, stack: list[Pair]) -> bool:
    mark = text[place]
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < stop else " "
    if mark in "«‹„":
        return True
    if mark in CLOSING:
        return False
    if mark == "“" and any(text[pair.open] == "„" for pair in stack):
        return False
    can_open = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace() and after not in ".,!?:;)"
    can_close = not before.isspace() and before not in "([{«„" and (after.isspace() or after in _AFTER_CLOSE)
    if can_open != can_close:
        return can_open
    return not any(text[pair.open] in '"“‟″' for pair in stack) if not can_open else before.isspace()


def _close(text: str, place: int, stack: list[Pair]) -> bool:
    """Close the nearest open pair the mark fits; pairs left open inside it end at the same mark."""
    fits = "«‹" if text[place] in "»›" else '"„“‟″«'
    for depth in range(len(stack) - 1, -1, -1):
        if text[stack[depth].open] in fits:
            for pair in stack[depth:]:
                pair.close = place
                pair.shared = pair is not stack[-1] or depth < len(stack) - 1
            del stack[depth:]
            return True
    return False


def _repair(text: str, stop: int, stack: list[Pair], roots: list[Pair]) -> None:
    """Close what stayed open by the mark of its last inner pair where speech ends, or let the pairs inside go."""
    for pair in reversed(stack):
        last = pair.children[-1] if pair.children else None
        if last is not None and last.close is not None and _speech_ends(text, last.close + 1, stop):
            pair.close, pair.shared = last.close, True
    outer = stack[0]
    if outer.close is None and not _starts_line(text, outer.open):
        index = roots.index(outer)
        roots[index + 1 : index + 1] = outer.children
        outer.children = []


@cache
def _speech_end() -> regex.Pattern[str]:
    return regex.compile(r"[,.!?…]{0,3}\s*+(?:[—–-]\s*+\p{Ll}|$)|,\s*+\p{Ll}|[.!?…]", regex.MULTILINE)


def _speech_ends(text: str, place: int, stop: int) -> bool:
    return _speech_end().match(text, place, min(stop + 1, len(text))) is not None


def _starts_line(text: str, place: int) -> bool:
    before = text[:place] if place < 3 else text[place - 3 : place]
    return not before.rpartition("\n")[2].strip(" \t—–-")
