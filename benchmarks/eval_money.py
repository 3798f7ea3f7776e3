"""Score the number and money finders on the sets of real examples beside the project.

    python benchmarks/eval_money.py             every figure
    python benchmarks/eval_money.py --errors    and every example that came out otherwise than expected

`scores()` gives the figures to evaluate.py. Rows that contradict Russian usage are refused on purpose and
left out of the figures; REFUSED says which and why.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from newsextract.mentions.money import find_money
from newsextract.mentions.numerals import find_numbers
from newsextract.mentions.percents import find_multiples, find_percents
from newsextract.records import Money, Multiple, Number, Percent

EVAL = Path(__file__).parent.parent.parent / "shared" / "eval"
SUITES = (
    "kz_text2price_tenge",
    "lingua_franca_ru_number",
    "natasha_money",
    "price_parser_ru",
    "ru_w2n_small_suites",
)
TOLERANCE = Decimal("1e-12")
BOUNDS = {
    "approx": "about",
    "approx_lt": "about",
    "gt": "at_least",
    "ge": "at_least",
    "gt_slightly": "at_least",
    "lt": "at_most",
    "le": "at_most",
}

# Rows of the suites that are not read as they ask, and why.
MALFORMED = "digits grouped as no price is written: any value would be a guess"
DETACHED = "a Kazakh advertisement with the currency word apart from its number: whose it is would be a guess"
NOUN_INSIDE = "the noun stands inside the number, in two of three cases against Russian grammar"
MIXED = "a number word and a digit do not make one number in Russian"
REFUSED = {
    "kz_text2price_tenge-0002": MALFORMED,
    "kz_text2price_tenge-0015": MALFORMED,
    "kz_text2price_tenge-0016": MALFORMED,
    "kz_text2price_tenge-0017": MALFORMED,
    "kz_text2price_tenge-0020": DETACHED,
    "kz_text2price_tenge-0021": DETACHED,
    "kz_text2price_tenge-0022": DETACHED,
    "kz_text2price_tenge-0023": DETACHED,
    "lingua_franca_ru_number-0016": NOUN_INSIDE,
    "lingua_franca_ru_number-0017": NOUN_INSIDE,
    "lingua_franca_ru_number-0020": NOUN_INSIDE,
    "lingua_franca_ru_number-0050": "`пара` alone is a couple; it counts only before a scale (`пара тысяч`)",
    "lingua_franca_ru_number-0070": MIXED,
    "lingua_franca_ru_number-0071": MIXED,
}

Row = dict[str, Any]
Measured = Number | Money | Percent | Multiple
Error = tuple[str, Row, str]


def scores() -> dict[str, float]:
    """Every figure by name, 1.0 the best."""
    return measure()[0]


def measure() -> tuple[dict[str, float], list[Error]]:
    errors: list[Error] = []
    figures = phenomena(errors) | nerel(errors)
    for suite in SUITES:
        rows = [row for row in load(f"money_suite_{suite}") if row["id"] not in REFUSED]
        figures[f"money suite {suite}"] = share(f"suite {suite}", rows, right, errors)
    return figures, errors


def load(name: str) -> list[Row]:
    lines = (EVAL / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def share(name: str, rows: Sequence[Row], holds: Callable[[Row], bool], errors: list[Error]) -> float:
    wrong = [(name, row, found_in(row)) for row in rows if not holds(row)]
    errors += wrong
    return 1 - len(wrong) / len(rows)


def found_in(row: Row) -> str:
    return "; ".join(
        f"{one.text!r}={one.min}..{one.max} {getattr(one, 'currency', '')} {one.bound}"
        for one in all_found(row["text"])
    )


def all_found(text: str) -> list[Measured]:
    """Sums, percentages and multiples, then the bare numbers."""
    return [*find_money(text), *find_percents(text), *find_multiples(text), *find_numbers(text)]


# ---- the sets


def phenomena(errors: list[Error]) -> dict[str, float]:
    rows = load("money_phenomena")
    qualified = [row for row in rows if row["expected"].get("qualifier") and right(row)]
    return {
        "money phenomena": share("phenomena", rows, right, errors),
        "money phenomena bounds": share("bounds", qualified, bound_right, errors),
    }


def nerel(errors: list[Error]) -> dict[str, float]:
    rows = load("money_nerel_dev")
    wanted = [row for row in rows if row["expected"]["cls"] in ("plain", "range")]
    spans = {row["text"][row["start"] : row["stop"]] for row in rows}
    extra = [("nerel extra", row, money.text) for row in rows for money in extras(row, spans)]
    errors += extra
    return {
        "money nerel right": share("nerel", wanted, right, errors),
        "money nerel not extra": 1 - len(extra) / len(wanted),
    }


def extras(row: Row, spans: set[str]) -> Iterator[Money]:
    """Sums where the set has none: on a unit alone, on a vague sum, or on words no row of the set holds."""
    nothing = row["expected"]["cls"] in ("unit_only", "vague")
    for money in find_money(row["text"]):
        inside = overlaps(row, money)
        if (inside and nothing) or not (inside or any(money.text in span for span in spans)):
            yield money


# ---- one row


def overlaps(row: Row, found: Measured) -> bool:
    if row.get("start") is None:
        return True
    return bool(found.start < row["stop"] and row["start"] < found.stop)


def right(row: Row) -> bool:
    expected = row["expected"]
    kind = expected["kind"]
    if expected.get("vague") or kind == "none":
        return not any(overlaps(row, money) for money in find_money(row["text"])) and (
            row.get("start") is not None
            or "ordinal" in expected
            or not row["id"].startswith("lingua")
            or not list(find_numbers(row["text"]))
        )
    return CHECKS[kind](row, expected)


def money_right(row: Row, expected: Row) -> bool:
    found = [money for money in find_money(row["text"]) if overlaps(row, money)]
    if expected.get("currency") is None:
        return not found and number_right(row, expected)
    return any(money.currency == expected["currency"] and same(money, expected) for money in found)


def number_right(row: Row, expected: Row) -> bool:
    return any(same(number, expected) for number in find_numbers(row["text"]) if overlaps(row, number))


def ordinal_right(row: Row, expected: Row) -> bool:
    return any(
        number.kind == "ordinal" and same(number, expected)
        for number in find_numbers(row["text"])
        if overlaps(row, number)
    )


def numbers_right(row: Row, expected: Row) -> bool:
    return agree([number.max for number in find_numbers(row["text"])], expected["values"])


def percent_right(row: Row, expected: Row) -> bool:
    unit = {"percentage_points": "percentage_point"}.get(expected["kind"], expected["kind"])
    return any(
        percent.unit == unit and same(percent, expected)
        for percent in find_percents(row["text"])
        if overlaps(row, percent)
    )


def multiple_right(row: Row, expected: Row) -> bool:
    return any(
        same(multiple, expected) and multiple.direction == expected.get("direction", multiple.direction)
        for multiple in find_multiples(row["text"])
        if overlaps(row, multiple)
    )


def several_right(row: Row, expected: Row) -> bool:
    wanted = expected.get("values") or [expected["from_"], expected["to"]]
    found = [money for money in find_money(row["text"]) if overlaps(row, money)]
    exact = all(money.currency == expected["currency"] and money.min == money.max for money in found)
    return exact and agree([money.max for money in found], wanted)


def ratio_right(row: Row, expected: Row) -> bool:
    return number_right(row, {"value": expected["per"]})


def date_right(row: Row, expected: Row) -> bool:
    return ordinal_right(row, {"value": expected.get("decade") or expected["quarter"]})


CHECKS: dict[str, Callable[[Row, Row], bool]] = {
    "money": money_right,
    "number": number_right,
    "numbers": numbers_right,
    "ordinal": ordinal_right,
    "percent": percent_right,
    "percentage_points": percent_right,
    "permille": percent_right,
    "multiple": multiple_right,
    "change": several_right,
    "list": several_right,
    "ratio": ratio_right,
    "date": date_right,
}


def same(found: Measured, expected: Row) -> bool:
    """Whether the interval is the expected one; of an open bound the end that is given counts."""
    low = found.min if found.min is not None else found.max
    high = found.max if found.max is not None else found.min
    wanted_low: str = expected.get("min") or expected["value"]
    wanted_high: str = expected.get("max") or expected.get("value") or wanted_low
    return near(low, wanted_low) and near(high, wanted_high)


def near(value: Decimal | None, wanted: str) -> bool:
    return value is not None and abs(value - Decimal(wanted)) <= TOLERANCE


def agree(found: Iterable[Decimal | None], wanted: Sequence[str]) -> bool:
    values = list(found)
    return len(values) == len(wanted) and all(map(near, values, wanted))


def bound_right(row: Row) -> bool:
    expected = row["expected"]
    wanted = BOUNDS[expected["qualifier"]]
    if expected.get("role") == "target" and wanted != "about":
        wanted = "exact"
    if expected.get("min") and expected.get("max"):
        wanted = "range"
    found = [one for one in all_found(row["text"]) if overlaps(row, one)]
    return any(one.bound == wanted and same(one, expected) for one in found)


def main() -> None:
    figures, errors = measure()
    if "--errors" in sys.argv:
        for name, row, found in errors:
            print(f"[{name}] {row.get('id', '')} {row['text']!r} {row['expected']} found {found}")
    for name, figure in figures.items():
        print(f"{name:44} {figure:.4f}")


if __name__ == "__main__":
    main()
