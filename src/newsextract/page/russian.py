"""How Russian a text looks by its letter pairs: what every guess about an encoding is judged by."""

from __future__ import annotations

import re
from functools import cache

from newsextract.lexicon.letter_pairs import LETTER_PAIRS, LETTERS

RUSSIAN = 3.6  # where Russian begins: of 60 letters, real words have 4.1 to 6, a wrong decoding 0 to 3.7

_WORD = re.compile("[А-Яа-яЁё]+")
_NEIGHBOURS = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў"  # letters of Kazakh, Ukrainian and Belarusian
_PUNCTUATION = r"\u00a0\u00a9\u00ab\u00ad\u00b0\u00bb\u2010-\u2026\u2116"
_FOREIGN = re.compile(rf"[^\x00-\x7fА-Яа-яЁё{_NEIGHBOURS}{_PUNCTUATION}]")
_CASE_BREAK = re.compile("[а-яё][А-ЯЁ]")
_MIXED = re.compile("[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_BREAK_COST = 6
_NEIGHBOUR = re.compile(f"[{_NEIGHBOURS}]")
_NEIGHBOUR_VALUE = 2
_FOREIGN_COST = 4


def russian_score(text: str) -> float:
    """The mean value of the letter pairs, 0 to 9; foreign signs, capitals and Latin inside words lower it.

    >>> russian_score("Погода в Астане") > RUSSIAN > russian_score("оНЦНДЮ Б юЯРЮМЕ")
    True
    """
    words = _WORD.findall(text)
    foreign = len(_FOREIGN.findall(text))
    pairs = _pairs()
    value = count = 0
    for word in words:
        word = f" {word.lower().replace('ё', 'е')} "
        value += sum(map(pairs.__getitem__, map(str.__add__, word, word[1:])))
        count += len(word) - 1
    if not count:
        return 0.0
    neighbours = len(_NEIGHBOUR.findall(text))
    value += _NEIGHBOUR_VALUE * neighbours
    broken = len(_CASE_BREAK.findall(text)) + len(_MIXED.findall(text))
    value -= _FOREIGN_COST * foreign + _BREAK_COST * broken
    return value / (count + neighbours + foreign)


@cache
def _pairs() -> dict[str, int]:
    return {
        first + second: int(value)
        for first, row in LETTER_PAIRS.items()
        for second, value in zip(LETTERS, row, strict=True)
    }
