"""Neighbouring numbers joined: ranges, changes and lists, and the unit and scale they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from newsextract.chars import DASH
from newsextract.lexicon.qualifiers import FROM, SINCE
from newsextract.mentions.bounds import words_before
from newsextract.mentions.quantities import Quantity

_SPACE = r"[^\S\n]"
_DASH = re.compile(rf"{_SPACE}?[{DASH}]{_SPACE}?")
_TO = re.compile(rf"{_SPACE}до{_SPACE}(?:почти{_SPACE})?")
_AND = re.compile(rf",?{_SPACE}(?:и|или|либо|а){_SPACE}(?:(?:на|в|по|за|с|до|от){_SPACE})?")
_COMMA = re.compile(rf",{_SPACE}(?:(?:на|в|по){_SPACE})?")
LONGEST_CONNECTOR = 12
SPACED_RANGE = 20  # how many times the first the second may be where the dash has spaces
YEARS = range(1900, 2101)
COUNT = Decimal(1000)


def join(folded: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """The quantities of a folded text with neighbours joined, in order."""
    run: list[Quantity] = []
    for quantity in quantities:
        if run and not 0 < quantity.start - run[-1].stop <= LONGEST_CONNECTOR:
            yield from _resolve(folded, run)
            run = []
        run.append(quantity)
    if run:
        yield from _resolve(folded, run)


def _resolve(folded: str, run: list[Quantity]) -> list[Quantity]:
    """Join a run of near neighbours from the right, since what is shared stands at the right."""
    if len(run) == 1:
        return run
    done = [run[-1]]
    for quantity in reversed(run[:-1]):
        joined = _join_pair(folded, quantity, done[-1])
        done[-1:] = reversed(joined)
    done.reverse()
    return done


def _join_pair(folded: str, left: Quantity, right: Quantity) -> tuple[Quantity, ...]:
    between = folded[left.stop : right.start]
    for join_by in (_subunit, _range, _change, _list):
        joined = join_by(folded, left, right, between)
        if joined is not None:
            return joined
    return (left, right)


def _subunit(folded: str, left: Quantity, right: Quantity, between: str) -> tuple[Quantity, ...] | None:
    """`129 тенге 4 тиын`: one sum."""
    if left.unit is None or right.unit is None or left.unit.factor != 1 or right.unit.factor >= 1:
        return None
    if between.strip() not in ("", "и") or right.low >= 100 or right.bound:
        return None
    value = left.high + right.low * right.unit.factor
    return (replace(left, stop=right.stop, low=value, high=value, rule="subunit"),)


def _range(folded: str, left: Quantity, right: Quantity, between: str) -> tuple[Quantity, ...] | None:
    if right.bound == "range" or not _joinable(left):
        return None
    if _DASH.fullmatch(between):
        rule = "range_dash"
    elif _TO.fullmatch(between) and _preposition(folded, left) == FROM:
        rule = "range_from_to"
    elif _AND.fullmatch(between) and _preposition(folded, left) == "между":
        rule = "range_between"
    else:
        return None
    shared = _share(left, right, rising=True)
    if shared is None or not shared[0].low < shared[1].high:
        return None
    left, right = shared
    if rule == "range_dash" and not _is_dash_range(left, right, between):
        return None
    return (
        replace(
            left,
            stop=right.stop,
            number_stop=right.number_stop,
            high=right.high,
            unit=right.unit or left.unit,
            rule=rule,
            bound="range",
            shared=right.shared,
            numeral=right.numeral,
        ),
    )


def _is_dash_range(left: Quantity, right: Quantity, between: str) -> bool:
    if left.numeral.label or (
        left.unit is not None and not left.shared and not left.unit.before and right.unit is None
    ):
        return False
    if left.numeral.digits and left.low in YEARS and (right.high not in YEARS):
        return False
    return len(between) == 1 or right.high <= left.low * SPACED_RANGE


def _change(folded: str, left: Quantity, right: Quantity, between: str) -> tuple[Quantity, ...] | None:
    """`с 240 до 300 тенге`: two exact quantities with one unit."""
    if not _TO.fullmatch(between) or not _joinable(left) or right.bound:
        return None
    if _preposition(folded, left) not in (*SINCE, "на", FROM):
        return None
    shared = _share(left, right, rising=False)
    if shared is None:
        return None
    return tuple(replace(quantity, rule="change", bound="exact") for quantity in shared)


def _list(folded: str, left: Quantity, right: Quantity, between: str) -> tuple[Quantity, ...] | None:
    """`20 и 40 миллионов тенге`, `в 45, 65 и 80 долларов`: each its own, with one unit."""
    if right.unit is None or left.unit is not None or not _joinable(left):
        return None
    if not (_AND.fullmatch(between) or (right.rule == "list" and _COMMA.fullmatch(between))):
        return None
    if left.numeral.digits and left.low in YEARS and right.numeral.scale != 1:
        return None
    shared = _share(left, right, rising=False)
    if shared is None:
        return None
    return tuple(replace(quantity, rule="list") for quantity in shared)


def _joinable(left: Quantity) -> bool:
    return left.numeral.kind == "cardinal" and left.bound is None and not left.numeral.suffix


def _preposition(folded: str, quantity: Quantity) -> str:
    words = words_before(folded, quantity.start)
    while words and words[-1] in ("почти", "примерно", "около"):
        words.pop()
    return words[-1] if words else ""


def _share(left: Quantity, right: Quantity, *, rising: bool) -> tuple[Quantity, Quantity] | None:
    """Both with the unit and scale that only one of them shows; None when their units differ."""
    scale = right.numeral.scale
    if left.unit is None or (left.unit.before and left.numeral.scale == 1):
        scaled = left.high * scale
        fits = scaled <= right.high if rising else left.high < COUNT and scaled <= right.high * COUNT
        if left.numeral.scale == 1 and scale != 1 and fits:
            left = replace(left, low=left.low * scale, high=scaled)
    if left.unit is None and right.unit is not None:
        left = replace(left, unit=right.unit, shared=True)
    elif right.unit is None and left.unit is not None and (left.unit.before or rising):
        right = replace(right, unit=left.unit, shared=True)
    if left.unit is not None and right.unit is not None:
        same = (left.unit.kind, left.unit.code, left.unit.factor) == (
            right.unit.kind,
            right.unit.code,
            right.unit.factor,
        )
        if not same:
            return None
    return left, right
