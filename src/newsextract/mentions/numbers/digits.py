"""Numbers written in digits: thousands marks, decimal marks, fractions, and what only looks like a number.

`DIGITS` is a pattern of which one group matches at each stretch of digits, and `shape_of` reads the match.
Both decide by the shape alone. What needs more than that, a single mark before three digits (`20.000 руб.`
but `1,125 млрд`), gets both values: see `Shape.thousands`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import msgspec

from newsextract.chars import SPACE

MAX_DIGITS = 40

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# What a number in digits can begin with. Scripts one by one: the engine finds a listed set faster than `\\d`.
BEGINNINGS = rf"0-9٠-٩۰-۹०-९০-৯０-９+{VULGAR}"

DIGITS = rf"""
  (?P<simple> \d{{1,12}} (?= [{SPACE}]? [^\W\d_{VULGAR}] | [)%;\n] | \Z ) )
| (?P<phone> (?: \+ \s? \d{{1,3}} | 8 ) [{SPACE}(-]{{1,2}} \d{{3}} [{SPACE})-]{{1,2}}
      \d{{3}} [{SPACE}-]? \d\d [{SPACE}-]? \d\d (?!\d) )
| (?P<clock> \d++ (?: : \d++ )++ )
| (?P<date> (?: [0-3]?\d \. [01]?\d \. (?: \d{{4}} | \d\d ) | \d{{4}} - [01]\d - [0-3]\d )
      (?! \d | [.,]\d ) )
| (?P<grouped> \d{{1,3}}
      (?: (?P<mark> [{SPACE}] ) \d{{3}} (?!\d) (?: [{SPACE}] \d{{3}} (?!\d) )*+ (?: [.,]\d++ )?
        | (?: ['’] \d{{3}} (?!\d) )++ (?: [.,]\d++ )?
        | (?: \. \d{{3}} (?!\d) ){{2,}}+ (?: ,\d++ )?
        | (?: , \d{{3}} (?!\d) ){{2,}}+ (?: \.\d++ )?
        | , \d{{3}} \.\d++ | \. \d{{3}} ,\d++ )
      (?! [.,]\d ) )
| (?P<fraction> \d{{1,2}} / (?: [2-9] | 1\d | 20 | 25 | 32 | 40 | 50 | 64 | 100 | 128 | 1000 ) (?! [\d/,.] ) )
| (?P<vulgar> \d{{0,6}} [{VULGAR}] )
| (?P<plain> \d++ (?: [.,]\d++ )? (?! [.,]\d ) )
| (?P<broken> \d++ (?: [.,]\d++ )*+ )
"""

_NOT_DIGIT = re.compile(r"[^\d]")
_DOUBTFUL = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class Shape(msgspec.Struct, frozen=True, gc=False):
    """A number in digits: its value, and for `20,000` the value were the mark a thousands mark."""

    value: Decimal
    decimals: bool
    thousands: Decimal | None = None


def shape_of(group: str, text: str) -> Shape | None:
    """Read the text that the named group of `DIGITS` matched; None when it is no number.

    >>> shape_of("grouped", "2 500,81").value
    Decimal('2500.81')
    >>> shape_of("plain", "20.000")
    Shape(value=Decimal('20.000'), decimals=True, thousands=Decimal('20000'))
    >>> shape_of("fraction", "3/4").value
    Decimal('0.75')
    """
    if group in _READERS and len(text) <= MAX_DIGITS:
        return _READERS[group](text)
    return None


def _grouped(text: str) -> Shape:
    mark = next((char for char in text if not char.isdigit()), "")
    last = max(text.rfind("."), text.rfind(","))
    tail = text[last + 1 :]
    decimal = last > 0 and (text[last] != mark)
    whole = _NOT_DIGIT.sub("", text[:last] if decimal else text)
    return Shape(Decimal(f"{whole}.{tail}" if decimal else whole), decimal)


def _plain(text: str) -> Shape:
    value = Decimal(text.replace(",", "."))
    decimals = "," in text or "." in text
    doubtful = decimals and _DOUBTFUL.fullmatch(text) is not None
    return Shape(value, decimals, Decimal(_NOT_DIGIT.sub("", text)) if doubtful else None)


def _simple(text: str) -> Shape:
    return Shape(Decimal(text), False)


def _fraction(text: str) -> Shape | None:
    numerator, denominator = (int(part) for part in text.split("/"))
    if not 0 < numerator < denominator:
        return None
    return Shape(Decimal(numerator) / Decimal(denominator), True)


def _vulgar(text: str) -> Shape:
    numerator, denominator = unicodedata.normalize("NFKC", text[-1]).split("⁄")
    return Shape(Decimal(text[:-1] or 0) + Decimal(numerator) / Decimal(denominator), True)


_READERS = {"simple": _simple, "grouped": _grouped, "plain": _plain, "fraction": _fraction, "vulgar": _vulgar}
