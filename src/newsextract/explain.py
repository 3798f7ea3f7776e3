"""Why the finders read a text as they did: which rules matched, and which candidates were refused and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsextract.explain_quotes import Account, quote_accounts
from newsextract.mentions.money import find_money
from newsextract.mentions.numbers.amounts import Amount, Piece, pieces
from newsextract.mentions.numbers.currencies import currency_of
from newsextract.mentions.numbers.ellipsis import Sums, currency_around, left_out, sums_of
from newsextract.mentions.numbers.unit_words import unit_words
from newsextract.mentions.percents import find_multiples, find_percents, is_multiple
from newsextract.records import Mention, Money, Multiple, Percent, Record

_WORD = re.compile(r"[^\W\d_]+")


def explain(text: str) -> str:
    """A readable account of every candidate in a text, one a line, in text order.

    >>> print(explain("Выделили 4,6 млрд тенге на 20 тысяч мест, это 8 фунтов."))
    4,6 млрд тенге
        money 4 600 000 000 KZT, exact; rule digits
    20 тысяч
        refused: it counts what is written beside it
    8 фунтов
        refused: the word can also be a weight, and the article does not speak of the currency
    """
    lines = []
    for account in accounts(text):
        lines.append(account.text)
        if account.refused:
            lines.append(f"    refused: {account.refused}")
        else:
            lines.append(f"    {account.reading}; rule {account.rule}")
    return "\n".join(lines) or "no number, currency word, quotation or verb of speech in it"


def accounts(text: str) -> list[Account]:
    """What was made of every number, currency word, quoted stretch and reporting verb, in text order."""
    found: list[Money | Percent | Multiple] = [*find_money(text), *find_percents(text), *find_multiples(text)]
    made = [
        Account(start=one.start, stop=one.stop, text=one.text, reading=_reading(one), rule=one.rule)
        for one in found
    ]
    taken = {(account.start, account.stop) for account in made}
    for piece in pieces(text):
        refused = [account for account in _refused(piece) if (account.start, account.stop) not in taken]
        made += refused
        made += _lone_units(piece, [*found, *refused])
    return sorted([*made, *quote_accounts(text)], key=lambda account: account.start)


def _reading(found: Money | Percent | Multiple) -> str:
    if isinstance(found, Money):
        per = f" per {found.per}" if found.per else ""
        elliptic = ", currency left out" if found.elliptic else ""
        return f"money {found}{per}, {found.bound}{elliptic}"
    value = "–".join(dict.fromkeys(str(end) for end in (found.min, found.max) if end is not None))
    if isinstance(found, Percent):
        return f"{found.unit} {value}, {found.bound}"
    return f"multiple {value}, {found.bound}" + (f", {found.direction}" if found.direction else "")


def _refused(piece: Piece) -> Iterator[Account]:
    sums = sums_of(piece)
    for place, amount in enumerate(piece.amounts):
        written = piece.text[amount.start - piece.start : amount.stop - piece.start]
        reason = _reason(piece, place, amount, sums)
        yield Account(start=amount.start, stop=amount.stop, text=written, refused=reason)


def _reason(piece: Piece, place: int, amount: Amount, sums: Sums) -> str:
    if amount.numeral.label:
        return "the digits are part of a name"
    if amount.unit is not None and amount.unit.kind == "times" and not is_multiple(piece, amount):
        return "it counts occasions, and multiplies nothing"
    if amount.unit is not None:
        return currency_of(piece, amount).reason
    if amount.numeral.kind == "ordinal":
        return "an ordinal counts nothing"
    if left_out(amount):
        return currency_around(piece, place, sums).reason
    return "a number with no currency, percent or `раз` beside it"


def _lone_units(piece: Piece, found: list[Record]) -> Iterator[Account]:
    """Currency words that stand at no number: `миллионы тенге`, `курс доллара`."""
    spans = [(one.start, one.stop) for one in found if isinstance(one, Mention)]
    for match in _WORD.finditer(piece.folded):
        word = unit_words().get(match[0])
        start, stop = match.start() + piece.start, match.end() + piece.start
        if word is None or word.kind not in ("noun", "subunit") or any(a <= start < b for a, b in spans):
            continue
        written = piece.text[match.start() : match.end()]
        yield Account(start=start, stop=stop, text=written, refused="no number stands before it")
