"""One number with its sign and the unit beside it."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from newsextract.chars import DASH
from newsextract.lexicon.currencies import NOUNS, SIGNS, SUBUNITS
from newsextract.mentions.numbers.counts import SURPLUS
from newsextract.mentions.numbers.number_words import number_words
from newsextract.mentions.numbers.numeral_grammar import Numeral, read_numerals
from newsextract.mentions.numbers.units import Unit, unit_after, unit_before, unit_of_adjective
from newsextract.records import Bound

LOOK_BACK = 16
MIRRORED = "mirrored"


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number or range with its unit; the number alone spans `number_start`..`number_stop`.

    `low` and `high` are in the unit as written, so without its factor. `shared`: the unit was written at a
    neighbour. `bound` is set where the construction itself says it (ranges, changes). `scale` is the one that
    is in the values, written at the number or shared.
    """

    start: int
    stop: int
    number_start: int
    number_stop: int
    low: Decimal
    high: Decimal
    rule: str
    numeral: Numeral
    scale: Decimal
    unit: Unit | None = None
    shared: bool = False
    bound: Bound | None = None


def quantity(folded: str, numeral: Numeral) -> Quantity:
    """A numeral with what belongs to it on both sides."""
    value, stop = numeral.value, numeral.stop
    if folded[stop : stop + 1] in (" ", "(") and (repeated := _repetition(folded, numeral)) is not None:
        value, stop = repeated
    before = unit_before(folded, numeral)
    after = _unit_behind(folded, numeral, stop)
    if before is not None and after is not None and after.code != before.code:
        after = None
    unit = before or after
    if numeral.thousands is not None and _parts_thousands(folded, numeral, unit):
        value = numeral.thousands
    if after is None and numeral.abbreviation and folded[stop - 3 : stop + 1] == "тыс.":
        stop += 1
    start = before.start if before else numeral.start
    number_start, low, high = _signed(folded, start, value, unit)
    return Quantity(
        start=number_start,
        stop=after.stop if after else stop,
        number_start=number_start if before is None else numeral.start,
        number_stop=stop,
        low=low,
        high=high,
        rule=numeral.rule if low == high else MIRRORED,
        numeral=numeral,
        scale=numeral.scale,
        unit=unit,
        bound=None if low == high else "range",
    )


def _unit_behind(folded: str, numeral: Numeral, stop: int) -> Unit | None:
    if numeral.rule == "multiple":
        return Unit("times", numeral.start, numeral.stop)
    if numeral.rule == "adjective":
        return unit_of_adjective(folded, numeral)
    if numeral.kind == "ordinal":
        return None
    unit = unit_after(folded, stop)
    if unit is None and numeral.abbreviation and folded[stop : stop + 1] == ".":
        return unit_after(folded, stop + 1)
    if unit is None and numeral.surplus and (surplus := SURPLUS.match(folded, stop)) is not None:
        return unit_after(folded, surplus.end())
    return unit


# ---- a number repeated in words


_IN_WORDS = re.compile(r"[^\S\n]?\((?P<words>[а-я][а-я \u00a0-]{1,150})\)[^\S\n]?(?P<scale>[а-я]+)?")


def _repetition(folded: str, numeral: Numeral) -> tuple[Decimal, int] | None:
    """`500 (пятьсот) тысяч`: the value with the scale behind the brackets, and where that ends."""
    match = _IN_WORDS.match(folded, numeral.stop)
    if match is None:
        return None
    numerals = list(read_numerals(match["words"]))
    if len(numerals) != 1 or numerals[0].value != numeral.value:
        return None
    word = number_words().get(match["scale"] or "")
    if word is not None and word.kind == "scale":
        return numeral.value * word.value, match.end()
    return numeral.value, match.end("words") + 1


# ---- signs


_SIGN = re.compile(
    rf"(?:(?P<both>\+[^\S\n]?/[^\S\n]?[{DASH}][^\S\n]?|±[^\S\n]?)|(?P<minus>[{DASH}])|(?<!\w)(?P<word>минус[^\S\n]))$"
)
_NEGATIVE_AFTER = re.compile(r"(?:^|[(\[=]|(?<!\w)(?:на|до|в|с|от|составил[аио]?|составляет))[^\S\n]?$")
TRUE_MINUS = "−"
SIGN_ENDS = frozenset("-−‐‑‒–—―±с")  # the last characters of `-`, `±` and `минус`


def _signed(folded: str, start: int, value: Decimal, unit: Unit | None) -> tuple[int, Decimal, Decimal]:
    """Where the quantity starts with its sign, and its values.

    A hyphen glued to a number is a minus in brackets, at the start, after a preposition or before a percent:
    elsewhere it is a dash that lost a space (`квартира -5,3 млн рублей`).
    """
    last = folded[max(0, start - 2) : start].strip()[-1:]
    match = _SIGN.search(folded, max(0, start - 6), start) if last in SIGN_ENDS else None
    if match is None:
        return start, value, value
    if match["both"]:
        return match.start(), -value, value
    if match["word"]:
        return match.start("word"), -value, -value
    before = folded[max(0, match.start() - LOOK_BACK) : match.start()]
    if _is_minus(before, match["minus"], unit):
        return match.start(), -value, -value
    return start, value, value


def _is_minus(before: str, sign: str, unit: Unit | None) -> bool:
    apart = not before or before[-1].isspace()
    if sign == TRUE_MINUS and (apart or not before[-1].isalnum()):
        return True
    if sign == "-" and unit is not None and unit.kind != "money" and apart:
        return True
    return sign in ("-", "–") and _NEGATIVE_AFTER.search(before) is not None


# ---- one mark before three digits


def _parts_thousands(folded: str, numeral: Numeral, unit: Unit | None) -> bool:
    """Whether the one mark in `20,000` or `94,456` parts thousands.

    A scale or a percent after it makes it a decimal mark. A last zero (nobody writes the decimal 20,500) or a
    currency sign (`$635,000`, `94,456 ₽`) makes it a thousands mark; a noun tells by its number
    (`94,456 рублей` against `2,345 рубля`), and one without forms (`тенге`) leaves it a decimal mark.
    """
    if numeral.scale != 1 or (unit is not None and unit.kind != "money"):
        return False
    if folded[numeral.start : numeral.stop].endswith("0"):
        return True
    if unit is None:
        return False
    written = folded[unit.start : unit.stop]
    if unit.noun:
        return not _noun_in(written, unit.noun).endswith(VOWELS)
    return unit.before or written.rstrip(".") in ("р", *SIGNS)


def _noun_in(written: str, noun: str) -> str:
    forms = NOUNS[noun].forms(noun) if noun in NOUNS else SUBUNITS[noun].forms(noun)
    return next((word for word in written.split() if word in forms), written)


VOWELS = tuple("аеиоуыэюя")
