"""Why the finders read a text as they did: which rules matched, and which candidates were refused."""

from __future__ import annotations

from newsextract.mentions.money import find_money
from newsextract.mentions.percents import find_multiples, find_percents


def explain(text: str) -> str:
    """A readable account of every sum, percentage and multiple found in a text, one a line.

    >>> print(explain("Выделили 4,6 млрд тенге."))
    money     '4,6 млрд тенге' = 4600000000 KZT, exact, rule digits
    """
    lines = [
        f"money     {money.text!r} = {money.max or money.min} {money.currency}, "
        f"{money.bound}, rule {money.rule}"
        for money in find_money(text)
    ]
    lines += [f"percent   {found.text!r}, {found.bound}, rule {found.rule}" for found in find_percents(text)]
    lines += [f"multiple  {found.text!r}, {found.bound}, rule {found.rule}" for found in find_multiples(text)]
    return "\n".join(lines)
