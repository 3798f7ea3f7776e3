"""From text to atoms: the single digits stretches and number words that numerals are made of.

One pass over the text finds the places where a number can be; everything after works on the atoms alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import msgspec

from newsextract.mentions.digits import DIGITS, shape_of
from newsextract.mentions.number_words import Alone, Kind, number_words

_LONGER_WHEN_LOWER = re.compile("[\u0130]")


class Atom(msgspec.Struct, frozen=True):
    """A stretch of digits or a number word. `suffix` is what hangs on it by a hyphen (`2-е`, `20-миллионный`).

    `label`: the digits are part of a name (`ТЭЦ-2`, `№5`, `м3`) and count nothing. `thousands` is the value
    were the one mark inside a thousands mark.
    """

    start: int
    stop: int
    kind: Kind
    value: Decimal
    size: int = 0
    alone: Alone = "one"
    denominator: bool = False
    abbreviation: bool = False
    decimals: bool = False
    thousands: Decimal | None = None
    suffix: str = ""
    label: bool = False


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>[^\W\d_]++)|{DIGITS}", re.VERBOSE)


_SUFFIX = re.compile(r"[-‐‑–]([а-я]+)")


def fold(text: str) -> str:
    """Lower case with `е` for `ё`, every character at its place.

    >>> fold("ТРЁХ İ")
    'трех İ'
    """
    if _LONGER_WHEN_LOWER.search(text):
        return "".join(_LONGER_WHEN_LOWER.split(text)) if False else _fold_each(text)
    return text.lower().replace("ё", "е")


def _fold_each(text: str) -> str:
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in text).replace("ё", "е")


def read_atoms(folded: str) -> Iterator[Atom]:
    """Every digit stretch and number word of a folded text, in order."""
    words = number_words()
    for match in _token().finditer(folded):
        kind = match.lastgroup
        if kind == "word":
            word = words.get(match[0])
            if (
                word is not None
                and folded[match.start() - 1 : match.start()] != "-"
                or word is not None
                and _word_after_hyphen(folded, match.start())
            ):
                yield Atom(
                    match.start(),
                    match.end(),
                    word.kind,
                    word.value,
                    word.size,
                    word.alone,
                    word.denominator,
                    word.abbreviation,
                )
        elif (atom := _digits(folded, match)) is not None:
            yield atom


def _word_after_hyphen(folded: str, start: int) -> bool:
    """`две-три` counts, `во-первых` does not."""
    return not folded[max(0, start - 3) : start].endswith(("во-", " в-", "по-"))


def _digits(folded: str, match: re.Match[str]) -> Atom | None:
    group = match.lastgroup or ""
    if group == "mark":
        group = "grouped"
    start, stop = match.span()
    label = _is_label(folded, start)
    if label and group == "grouped":
        return None
    shape = shape_of(group, match[0])
    if shape is None:
        return None
    suffix = _SUFFIX.match(folded, stop)
    return Atom(
        start,
        stop,
        "digits",
        shape.value,
        decimals=shape.decimals,
        thousands=shape.thousands,
        suffix=suffix[1] if suffix else "",
        label=label,
    )


_LABEL_BEFORE = re.compile(r"(?:№|n°|#)\s?$|[^\W\d_]-$|[^\W\d_]$")


def _is_label(folded: str, start: int) -> bool:
    if start == 0:
        return False
    before = folded[start - 1]
    if before == " ":
        return start > 1 and folded[start - 2] in "№#"
    return before in "№#" or before.isalpha() or (before == "-" and start > 1 and folded[start - 2].isalpha())
