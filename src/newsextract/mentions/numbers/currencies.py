"""Which currency a number is in, where the word beside it leaves that open."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from newsextract.lexicon.currencies import DOUBTFUL, EVIDENCE
from newsextract.mentions.numbers.amounts import Amount, Piece
from newsextract.mentions.numbers.stems import beginning_with

NEARBY = 40


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A currency code, or None and why there is none."""

    code: str | None
    reason: str = ""


NO_CURRENCY = Choice(None, "no currency beside it")


def currency_of(piece: Piece, amount: Amount) -> Choice:
    """The currency written beside a number."""
    unit = amount.unit
    if unit is None or unit.kind != "money":
        return NO_CURRENCY
    if unit.noun in EVIDENCE and (not unit.code or not _says_country(piece, amount)):
        code = _by_evidence(piece, unit.noun) or unit.code or None
        return Choice(code, "" if code else "the currency's name alone does not say which country's it is")
    if unit.noun in DOUBTFUL and amount.numeral.scale == 1 and not _says_country(piece, amount):
        doubt = DOUBTFUL[unit.noun]
        start = amount.start - piece.start
        around = piece.folded[max(0, start - NEARBY) : start + NEARBY]
        against = any(stem in around for stem in doubt.against)
        if against or not _found(piece.folded, doubt.evidence):
            return Choice(
                None, f"the word can also be {doubt.other}, and the article does not speak of the currency"
            )
    if not unit.code:
        return Choice(None, "the currency's name alone does not say which country's it is")
    return Choice(unit.code)


def _says_country(piece: Piece, amount: Amount) -> bool:
    """`норвежских крон`, `фунтов стерлингов`: a second word beside the noun says whose it is."""
    unit = amount.unit
    return unit is not None and len(piece.folded[unit.start : unit.stop].split()) > 1


def _by_evidence(piece: Piece, noun: str) -> str | None:
    """The one country the article speaks of that has such a currency."""
    evidence = EVIDENCE[noun]
    codes = {evidence[stem] for stem in _found(piece.folded, tuple(evidence))}
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=32)
def _found(folded: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the stems are in a text; asked for every sum of it, so remembered."""
    found = {match[0][1:] for match in _stems(stems).finditer(" " + folded)}
    return tuple(stem for stem in stems if stem in found)


@cache
def _stems(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(beginning_with(stems))
