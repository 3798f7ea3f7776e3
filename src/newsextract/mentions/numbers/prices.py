"""What a price is for: `за литр`, `в месяц`, `на человека`, `тг/м2`."""

from __future__ import annotations

import re
from functools import cache

from newsextract.lexicon import measures

_COUNT = "|".join((*measures.EACH, "1", "10", "100", "1000"))
_AFTER = re.compile(
    rf"""
      [^\S\n]?(?P<slash>/)[^\S\n]?(?:1[^\S\n])?
    | [^\S\n](?P<every>еже\w+)
    | [^\S\n](?P<preposition>{"|".join(measures.PRICE_PREPOSITIONS)})[^\S\n](?:(?:{_COUNT})[^\S\n])?
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:[-·][^\W\d_]+)?[²³]?")


def per_unit(folded: str, stop: int) -> str | None:
    """The unit, in the nominative, that the sum ending at `stop` of a folded text is a price for.

    >>> per_unit("500 тенге за литр", 9), per_unit("200 тенге в час", 9), per_unit("5 тенге за молоко", 7)
    ('литр', 'час', None)
    """
    match = _AFTER.match(folded, stop)
    if match is None:
        return None
    if match["every"]:
        return measures.EVERY.get(match["every"])
    word = _WORD.match(folded, match.end())
    if word is None:
        return None
    if word[0].startswith(measures.LONG_HEADS):
        for pattern, name in _long_measures():
            if pattern.match(folded, match.end()):
                return name
    return _named(word[0], "/" if match["slash"] else match["preposition"])


def _named(word: str, preposition: str) -> str | None:
    time = _times().get(word)
    if preposition == "в":
        return time
    if time is not None and (preposition == "/" or (preposition == "за" and time in measures.SHORT_TIMES)):
        return time
    return _measures().get(word)


@cache
def _times() -> dict[str, str]:
    return {form: name for name, forms in measures.TIMES.items() for form in forms.split()}


@cache
def _measures() -> dict[str, str]:
    return {form: name for name, forms in measures.MEASURES.items() for form in forms.split()}


@cache
def _long_measures() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), name) for pattern, name in measures.LONG_MEASURES.items())
