"""Compound adjectives that hold a number: `пятипроцентный`, `двадцатимиллионный`, `стократный`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from newsextract.lexicon.numbers import COMPOUND_PARTS, COMPOUND_STEMS


def compounds_possible(folded: str) -> bool:
    """A quick look whether any such adjective can be in the text at all."""
    return any(stem in folded for stem in COMPOUND_STEMS)


@cache
def _compound() -> re.Pattern[str]:
    parts = "|".join(sorted(COMPOUND_PARTS, key=len, reverse=True))
    stems = "|".join(COMPOUND_STEMS)
    return re.compile(rf"(?P<parts>(?:{parts}){{1,4}})(?P<suffix>(?:{stems})[а-я]{{1,4}})")


@cache
def _part() -> re.Pattern[str]:
    return re.compile("|".join(sorted(COMPOUND_PARTS, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def compound_word(word: str) -> tuple[Decimal, str] | None:
    """The number in a compound adjective and the rest of the word.

    >>> compound_word("двадцатипятипроцентной")
    (Decimal('25'), 'процентной')
    """
    match = _compound().fullmatch(word)
    if match is None:
        return None
    parts = [Decimal(COMPOUND_PARTS[part]) for part in _part().findall(match["parts"])]
    return sum(parts, Decimal(0)), match["suffix"]
