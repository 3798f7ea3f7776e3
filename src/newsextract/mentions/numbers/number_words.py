"""The dictionary of number words, built on first use from the stems and endings in the lexicon."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

import msgspec

from newsextract.lexicon import numbers as lexicon

Kind = Literal[
    "digits", "compound", "cardinal", "collective", "ordinal", "scale", "half", "portion", "group", "couple",
    "whole", "point", "multiple", "roman",
]  # fmt: skip
# How a scale or group word may stand alone: as one of it, as one only in the genitive, or not at all.
Alone = Literal["one", "genitive", "no"]


class Word(msgspec.Struct, frozen=True):
    """What a number word means. `size` is the number of digits a cardinal fills (`двадцать` 2, `пять` 1)."""

    kind: Kind
    value: Decimal
    size: int = 0
    alone: Alone = "one"
    denominator: bool = False
    abbreviation: bool = False
    scale: Decimal = Decimal(1)
    suffix: str = ""


@cache
def number_words() -> dict[str, Word]:
    """Every number word in lower case, with `е` for `ё`."""
    words: dict[str, Word] = {}
    for build in (_ordinals, _romans, _cardinals, _scales, _halves, _groups, _fractions, _multiples):
        words |= build()
    return words


def _cardinals() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for value, forms in lexicon.CARDINALS.items():
        size = len(str(value)) if value >= 20 else 1
        words |= dict.fromkeys(forms.split(), Word("cardinal", Decimal(value), size))
    for value, forms in lexicon.COLLECTIVES.items():
        words |= dict.fromkeys(forms.split(), Word("collective", Decimal(value)))
    return words


def _ordinals() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for value, stem in lexicon.ORDINAL_STEMS.items():
        for ending in lexicon.ORDINAL_ENDINGS:
            denominator = value > 2 and ending in lexicon.DENOMINATOR_ENDINGS
            size = len(str(value)) if value >= 20 else 1
            words[stem + ending] = Word("ordinal", Decimal(value), size, denominator=denominator)
    words |= dict.fromkeys(lexicon.THIRD.split(), Word("ordinal", Decimal(3), 1))
    return words


def _scales() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for power, forms in lexicon.SCALES.items():
        words |= _counting("scale", Decimal(10) ** power, forms)
        words |= dict.fromkeys(forms["abbreviation"].split(), _scale(power, "no", abbreviation=True))
        words |= dict.fromkeys(forms["kazakh"].split(), _scale(power, "one"))
    for power, stems in lexicon.SCALE_STEMS.items():
        for stem in stems.split():
            plural = lexicon.SCALE_PLURAL_ENDINGS
            words |= dict.fromkeys((stem + ending for ending in plural), _scale(power, "no"))
            singular = lexicon.SCALE_SINGULAR_ENDINGS + lexicon.SCALE_KAZAKH_ENDINGS
            words |= dict.fromkeys((stem + ending for ending in singular), _scale(power, "one"))
    for power, form in lexicon.SCALE_ABBREVIATIONS.items():
        words |= dict.fromkeys(form.split(), _scale(power, "no", abbreviation=True))
    return words


def _scale(power: int, alone: Alone, *, abbreviation: bool = False) -> Word:
    return Word("scale", Decimal(10) ** power, alone=alone, abbreviation=abbreviation)


def _counting(kind: Kind, value: Decimal, forms: dict[str, str]) -> dict[str, Word]:
    words = dict.fromkeys(forms["plural"].split(), Word(kind, value, alone="no"))
    words |= dict.fromkeys(forms["either"].split(), Word(kind, value, alone="genitive"))
    words |= dict.fromkeys(forms["singular"].split(), Word(kind, value))
    return words


def _halves() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for form, word in _scales().items():
        if word.abbreviation or word.value > 10**12:
            continue
        for prefix in lexicon.HALF_PREFIXES:
            words[prefix + form] = Word("half", word.value / 2, scale=word.value)
    words |= dict.fromkeys(lexicon.ONE_AND_A_HALF.split(), Word("cardinal", Decimal("1.5"), 1))
    words |= dict.fromkeys(lexicon.ONE_HUNDRED_AND_FIFTY.split(), Word("cardinal", Decimal(150), 1))
    return words


def _groups() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for value, forms in lexicon.GROUPS.items():
        words |= _counting("group", Decimal(value), forms)
    words |= dict.fromkeys(lexicon.COUPLE.split(), Word("couple", Decimal(2)))
    return words


def _fractions() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for (numerator, denominator), forms in lexicon.PORTIONS.items():
        words |= dict.fromkeys(forms.split(), Word("portion", Decimal(numerator) / Decimal(denominator)))
    words |= dict.fromkeys(lexicon.WHOLE.split(), Word("whole", Decimal(1)))
    words[lexicon.POINT] = Word("point", Decimal(0))
    half_percent = Word("compound", Decimal("0.5"), suffix=lexicon.COMPOUND_PERCENT)
    words |= dict.fromkeys(lexicon.HALF_PERCENT.split(), half_percent)
    return words


def _romans() -> dict[str, Word]:
    """Roman numerals up to 39, enough for centuries, quarters and congresses."""
    tens = ("", "x", "xx", "xxx")
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return {
        tens[number // 10] + units[number % 10]: Word("roman", Decimal(number)) for number in range(1, 40)
    }


def _multiples() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for value, forms in lexicon.MULTIPLES.items():
        words |= dict.fromkeys(forms.split(), Word("multiple", Decimal(value)))
    return words
