"""Neighbouring numbers joined: ranges, changes and lists, and the unit and scale they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from newsextract.chars import DASH
from newsextract.lexicon.currencies import SUBUNITS
from newsextract.lexicon.numbers import NUMBERED
from newsextract.lexicon.qualifiers import BETWEEN_TWO, FROM, HEDGES, SINCE, SPREAD
from newsextract.mentions.numbers.bounds import clause_before, words_before
from newsextract.mentions.numbers.quantities import Quantity
from newsextract.mentions.numbers.units import HUNDREDTH

_SPACE = r"[^\S\n]"
_DASH = re.compile(rf"{_SPACE}?[{DASH}]{_SPACE}?")
_TO = re.compile(rf"(?:{_SPACE}(?:и|сразу|аж|уже))?{_SPACE}до{_SPACE}(?:(?:почти|примерно|около){_SPACE})?")
_SLASH = re.compile(rf"{_SPACE}?/{_SPACE}?")
_AND = re.compile(rf"(?:{_SPACE}(?:и|или|либо)|,{_SPACE}а){_SPACE}(?:(?:на|в|по|за|с|до|от){_SPACE})?")
_COMMA = re.compile(rf",{_SPACE}(?:(?:на|в|по){_SPACE})?")
_INSTEAD = re.compile(rf"{_SPACE}\(?(?:вместо|против){_SPACE}(?:прежних{_SPACE})?")
_ALONE = re.compile(rf"{_SPACE}?(?:[,.;:!?)»\"]|$)", re.MULTILINE)
_SPREAD = re.compile("|".join(SPREAD))
ADJECTIVE_ENDINGS = ("ых", "их")
LONGEST_CONNECTOR = 17
SPACED_RANGE = 20  # at most so many times the first is the second where the dash has spaces
YEARS = range(1900, 2101)
THOUSAND = Decimal(1000)
ALIKE = 10

Joined = tuple[Quantity, ...]
Rule = Callable[[str, Quantity, Quantity, str], Joined | None]


def join(folded: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """The quantities of a folded text with neighbours joined, in order."""
    run: list[Quantity] = []
    for quantity in quantities:
        if run and quantity.start < run[-1].stop:  # the same number repeated in words
            continue
        if run and quantity.start - run[-1].stop > LONGEST_CONNECTOR:
            yield from _resolve(folded, run)
            run = []
        run.append(quantity)
    yield from _resolve(folded, run)


def _resolve(folded: str, run: list[Quantity]) -> list[Quantity]:
    """Join a run of near neighbours: first what is one quantity, then quantities with each other.

    From the right, since what is shared stands at the right.
    """
    for rules in (_WITHIN, _BETWEEN):
        if len(run) < 2:
            return run
        done = [run[-1]]
        for quantity in reversed(run[:-1]):
            done[-1:] = reversed(_join_pair(folded, quantity, done[-1], rules))
        run = done[::-1]
    return run


def _join_pair(folded: str, left: Quantity, right: Quantity, rules: tuple[Rule, ...]) -> Joined:
    between = folded[left.stop : right.start]
    if left.numeral.abbreviation and between[:1] == ".":
        between = between[1:]
    for rule in rules:
        joined = rule(folded, left, right, between)
        if joined is not None:
            return joined
    return (left, right)


# ---- one quantity written in two numbers


def _subunit(_: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`129 тенге 4 тиын`."""
    if left.unit is None or right.unit is None or right.unit.noun not in SUBUNITS or left.unit.factor != 1:
        return None
    if left.unit.code not in SUBUNITS[right.unit.noun].of or right.low >= 100 or right.bound:
        return None
    if between.strip() not in ("", "и"):
        return None
    value = left.high + right.low * HUNDREDTH
    return (replace(left, stop=right.stop, low=value, high=value, rule="subunit"),)


def _spaced_decimals(folded: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`1 599 059, 38 евро`: a decimal comma with a space behind it."""
    if between != ", " or left.unit is not None or right.unit is None or right.unit.kind != "money":
        return None
    written = folded[left.number_start : left.number_stop]
    if written.isdigit() or not left.numeral.plain or not right.numeral.plain or left.low % 1:
        return None
    if right.numeral.stop - right.numeral.start != 2:
        return None
    value = left.low + right.low * HUNDREDTH
    joined = replace(right, start=left.start, number_start=left.number_start, low=value, high=value)
    return (joined,)


def _repeated_groups(_: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`8 (восемь) миллиардов 500 (пятьсот) миллионов`: groups that are each repeated in words."""
    if between.strip() or left.unit is not None or left.number_stop == left.numeral.stop:
        return None
    if right.number_stop == right.numeral.stop or right.high >= left.low or right.bound:
        return None
    value = left.low + right.low
    joined = replace(
        right, start=left.start, number_start=left.number_start, low=value, high=value, rule="compound"
    )
    return (joined,)


# ---- ranges


def _dash_range(folded: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`5–10 млн тенге`."""
    if not _DASH.fullmatch(between):
        return None
    if _is_year(left) and not _is_year(right) and (len(between) > 1 or right.numeral.value < THOUSAND):
        return None
    joined = _range(folded, left, right, "range_dash")
    if joined is None or len(between) == 1 or joined[0].high <= joined[0].low * SPACED_RANGE:
        return joined
    return None


def _worded_range(folded: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`от 5 до 10 млн тенге`, `между 5 и 10 млн`."""
    if _TO.fullmatch(between):
        before = _preposition(folded, left)
        spread = before in SINCE and _SPREAD.search(clause_before(folded, left.start))
        return _range(folded, left, right, "range_from_to") if before == FROM or spread else None
    if _AND.fullmatch(between) and _preposition(folded, left) == BETWEEN_TWO:
        return _range(folded, left, right, "range_between")
    return None


def _range(folded: str, left: Quantity, right: Quantity, rule: str) -> Joined | None:
    if right.bound == "range" or not _joinable(folded, left) or right.numeral.kind != left.numeral.kind:
        return None
    if left.unit is not None and not left.unit.before and right.unit is None:
        return None
    shared = _share(left, right, rising=True)
    if shared is None or not shared[0].low < shared[1].high:
        return None
    left, right = shared
    joined = replace(
        left,
        stop=right.stop,
        number_stop=right.number_stop,
        high=right.high,
        unit=right.unit,
        rule=rule,
        bound="range",
        shared=right.shared and not left.unit,
        scale=right.scale,
        numeral=right.numeral if right.scale != 1 else left.numeral,
    )
    return (joined,)


# ---- several quantities with one unit


def _change(folded: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`с 240 до 300 тенге`, `на 2 до 300 тенге`: two exact quantities."""
    if not _TO.fullmatch(between) or not _joinable(folded, left, ranges=True):
        return None
    if _preposition(folded, left) not in (*SINCE, "на", FROM):
        return None
    shared = _share(left, right, rising=False)
    if shared is None:
        return None
    return tuple(replace(quantity, rule="change", bound=quantity.bound or "exact") for quantity in shared)


def _instead(folded: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`110 тенге вместо 90`: what is replaced has the unit of what replaces it."""
    if not _INSTEAD.fullmatch(between) or left.unit is None or right.unit is not None:
        return None
    if left.scale != right.scale or _is_year(right) or not _ALONE.match(folded, right.stop):
        return None
    return left, replace(right, unit=left.unit, shared=True)


def _list(folded: str, left: Quantity, right: Quantity, between: str) -> Joined | None:
    """`20 и 40 миллионов тенге`, `в 45, 65 и 80 долларов`: each its own."""
    if right.unit is None or not _is_list(between, right) or not _joinable(folded, left, ranges=True):
        return None
    if left.unit is not None and not _lacks_scale(left, right):
        return None
    if _is_year(left) and not _is_year(right):
        return None
    if (left.scale != 1 and right.unit.kind != "money") or right.rule == "range_from_to":
        return None
    shared = _share(left, right, rising=False)
    if shared is None:
        return None
    return tuple(replace(quantity, rule="list") for quantity in shared)


def _lacks_scale(left: Quantity, right: Quantity) -> bool:
    """`$2 и $5 млн`: with a sign of its own the first gets the scale only where both then are alike."""
    if left.unit is None or not left.unit.before or left.scale != 1 or right.scale == 1:
        return False
    return left.high * right.scale <= right.high * ALIKE


def _is_list(between: str, right: Quantity) -> bool:
    """`и`, `или`, a slash (`450/455 тенге`), and a comma where such a list has begun."""
    if _AND.fullmatch(between) or _SLASH.fullmatch(between):
        return True
    return right.rule == "list" and _COMMA.fullmatch(between) is not None


_WITHIN: tuple[Rule, ...] = (_subunit, _spaced_decimals, _repeated_groups, _dash_range)
_BETWEEN: tuple[Rule, ...] = (_worded_range, _change, _instead, _list)


def _is_year(quantity: Quantity) -> bool:
    """Four digits without a thousands mark that name a year of our time."""
    numeral = quantity.numeral
    return numeral.plain and numeral.value in YEARS and numeral.stop - numeral.start == 4


def _joinable(folded: str, left: Quantity, *, ranges: bool = False) -> bool:
    """Whether a number can be followed by one of its kind; `ranges` too, where they can be listed."""
    numeral = left.numeral
    if left.bound is not None and not (ranges and left.rule == "range_dash"):
        return False
    if numeral.kind != "cardinal" or numeral.suffix or numeral.label:
        return False
    return not (numeral.plain and _preposition(folded, left) in NUMBERED)


def _preposition(folded: str, quantity: Quantity) -> str:
    """The word before a quantity; `почти` and adjectives (`с нынешних 100 до 150`) left out."""
    words = words_before(folded, quantity.start)
    while words and (words[-1] in HEDGES or words[-1].endswith(ADJECTIVE_ENDINGS)):
        words.pop()
    return words[-1] if words else ""


def _share(left: Quantity, right: Quantity, *, rising: bool) -> tuple[Quantity, Quantity] | None:
    """Both with the unit and the scale that only one of them shows; None when their units differ.

    `от 5 до 10 млн`: the scale goes over where the left then is not above the right; in `от 500 до 1 тысячи`
    it stays.
    """
    scale = right.scale
    if left.scale == 1 and scale != 1 and (left.unit is None or left.unit.before):
        scaled = left.high * scale
        if scaled <= right.high if rising else left.high < THOUSAND and scaled <= right.high * THOUSAND:
            left = replace(left, low=left.low * scale, high=scaled, scale=scale)
    if left.unit is None and right.unit is not None:
        left = replace(left, unit=right.unit, shared=True)
    elif right.unit is None and left.unit is not None and left.unit.before:
        right = replace(right, unit=left.unit, shared=True)
    if left.unit is None or right.unit is None:
        return (left, right) if left.unit is right.unit else None
    if (left.unit.kind, left.unit.code) != (right.unit.kind, right.unit.code):
        return None
    return left, right
