"""One number with its sign and the unit beside it."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from newsextract.chars import DASH
from newsextract.mentions.numeral_grammar import Numeral
from newsextract.mentions.units import Unit, unit_after, unit_before
from newsextract.records import Bound

LOOK_BACK = 16


class Quantity(msgspec.Struct, frozen=True):
    """A number or range with its unit; the number alone spans `number_start`..`number_stop`.

    `low` and `high` are in the unit as written, so without its factor. `shared`: the unit was written at a
    neighbour. `bound` is set where the construction itself says it (ranges, changes).
    """

    start: int
    stop: int
    number_start: int
    number_stop: int
    low: Decimal
    high: Decimal
    rule: str
    numeral: Numeral
    unit: Unit | None = None
    shared: bool = False
    bound: Bound | None = None


_SIGN = re.compile(
    rf"(?:(?P<minus>[{DASH}])|(?<!\w)(?P<word>минус[^\S\n])|(?P<both>\+[^\S\n]?/[^\S\n]?[{DASH}][^\S\n]?|±[^\S\n]?))$"
)
_NEGATIVE_AFTER = re.compile(r"(?:^|[(\[=]|(?<!\w)(?:на|до|в|с|от|составил[аио]?|составляет))[^\S\n]?$")


def quantity(folded: str, numeral: Numeral) -> Quantity:
    """A numeral with what belongs to it on both sides."""
    before = unit_before(folded, numeral.start, numeral)
    after = unit_after(folded, numeral.stop) if numeral.kind != "ordinal" else None
    if before is not None and after is not None and after.code not in ("", before.code):
        after = None
    unit = before or after
    value = numeral.value
    if numeral.thousands is not None and _is_thousands(folded, numeral, unit):
        value = numeral.thousands
    start = before.start if before else numeral.start
    stop = after.stop if after else numeral.stop
    start, low, high = _signed(folded, start, value, unit)
    bound: Bound | None = "range" if low != high else None
    return Quantity(
        start,
        stop,
        start if before is None else numeral.start,
        numeral.stop,
        low,
        high,
        numeral.rule,
        numeral,
        unit,
        False,
        bound,
    )


def _signed(folded: str, start: int, value: Decimal, unit: Unit | None) -> tuple[int, Decimal, Decimal]:
    match = _SIGN.search(folded, max(0, start - 8), start)
    if match is None:
        return start, value, value
    if match["both"]:
        return match.start(), -value, value
    if match["word"]:
        return match.start("word"), -value, -value
    before = folded[max(0, match.start() - LOOK_BACK) : match.start()]
    percent = unit is not None and unit.kind != "money" and (not before or before[-1].isspace())
    if match["minus"] == "−" and not before[-1:].isdigit() or percent or _NEGATIVE_AFTER.search(before):
        return match.start(), -value, -value
    return start, value, value


_GENITIVE_PLURAL = ("ов", "ей", "ев", "ен", "он", "ек", "ни")


def _is_thousands(folded: str, numeral: Numeral, unit: Unit | None) -> bool:
    """Whether the one mark in `20,000` or `94,456` parts thousands.

    A scale or a percent after it makes it a decimal mark; a sign (`$635,000`) or a last zero (nobody writes a
    decimal as 20,500) makes it a thousands mark; a noun tells by its form (`94,456 рублей`, `2,345 рубля`).
    """
    if numeral.scale != 1 or (unit is not None and unit.kind != "money"):
        return False
    written = folded[numeral.start : numeral.stop]
    if written.endswith("0"):
        return True
    if unit is None:
        return False
    if unit.before or not unit.noun:
        return len(unit_text := folded[unit.start : unit.stop]) <= 2 and unit_text not in ("тг",)
    return folded[unit.start : unit.stop].split()[-1].endswith(("ов", "лей"))
