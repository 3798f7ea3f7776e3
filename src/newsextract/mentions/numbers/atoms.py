"""From text to atoms: the stretches of digits and the number words that numerals are made of.

One pass over the text finds every place where a number can be; all that follows works on the atoms alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Literal

import msgspec

from newsextract.lexicon.currencies import ABBREVIATIONS, LETTER_SIGNS
from newsextract.mentions.numbers.compounds import compound_places, compound_word
from newsextract.mentions.numbers.digits import BEGINNINGS, DIGITS, shape_of
from newsextract.mentions.numbers.number_words import Kind, Word, number_words
from newsextract.mentions.numbers.stems import beginning_with
from newsextract.mentions.numbers.unit_words import unit_words


class Atom(msgspec.Struct, frozen=True, gc=False):
    """A stretch of digits or a number word.

    `suffix` is what hangs on digits by a hyphen (`2-е`, `20-миллионный`) or ends a compound adjective
    (`пяти|процентный`). `label`: the digits are part of a name (`ТЭЦ-2`, `№5`, `м3`) and count nothing.
    `thousands` is the value were the one mark inside a thousands mark.
    """

    start: int
    stop: int
    kind: Kind
    value: Decimal
    word: Word | None = None
    decimals: bool = False
    thousands: Decimal | None = None
    suffix: str = ""
    label: bool = False

    @property
    def abbreviation(self) -> bool:
        return self.word is not None and self.word.abbreviation


def fold(text: str) -> str:
    """Lower case with `е` for `ё`, every character at its place.

    >>> fold("ТРЁХ İ")
    'трех İ'
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
    return folded.replace("ё", "е")


def read_atoms(folded: str) -> list[Atom]:
    """Every stretch of digits and every number word of a folded text, in order.

    Digits and words are looked for apart: each search begins with a set of characters, so that it runs over
    what cannot be a number at the speed of the regular expression engine.
    """
    digits = list(_in_digits(folded))
    tied = {atom.stop for atom in digits if atom.suffix}
    words = [atom for atom in _in_words(folded) if atom.stop not in tied]
    return sorted([*digits, *words, *_in_compounds(folded)], key=attrgetter("start"))


@cache
def _number_word() -> re.Pattern[str]:
    """A word that begins with the first three letters of a number word, and the character before it."""
    beginnings = {word[:3] for word in number_words()}
    return re.compile(rf"{beginning_with(beginnings)}[^\W\d_]*+")


def _in_words(folded: str) -> Iterator[Atom]:
    words = number_words()
    for match in _number_word().finditer(" " + folded):
        start, stop = match.start(), match.end() - 1
        word = words.get(match[0][1:])
        if word is None:
            stop = start + _scale_glued(match[0][1:])
            word = words.get(folded[start:stop])
        if word is None:
            continue
        if not _is_enumeration(folded, start):
            yield Atom(start, stop, word.kind, word.value, word, suffix=word.suffix)


@lru_cache(maxsize=4096)
def _scale_glued(word: str) -> int:
    """How many letters of a word are a scale that lost the space to its currency: `млн|тенге`; 0 for none."""
    match = _scale_and_noun().fullmatch(word)
    return 0 if match is None or match["noun"] not in unit_words() else match.end("scale")


@cache
def _scale_and_noun() -> re.Pattern[str]:
    scales = sorted((form for form, word in number_words().items() if word.kind == "scale"), reverse=True)
    return re.compile(rf"(?P<scale>{'|'.join(scales)})(?P<noun>[^\W\d_]{{4,12}}+)")


def _in_compounds(folded: str) -> Iterator[Atom]:
    for start, stop in compound_places(folded):
        word = folded[start:stop]
        compound = None if word in number_words() else compound_word(word)
        if compound is not None:
            yield Atom(start, stop, "compound", compound[0], suffix=compound[1])


_DIGIT = re.compile(f"[{BEGINNINGS}]")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(DIGITS, re.VERBOSE)


def _in_digits(folded: str) -> Iterator[Atom]:
    number = _number()
    place = 0
    while (found := _DIGIT.search(folded, place)) is not None:
        start = found.start()
        label = _label(folded, start)
        match = (_LABEL_DIGITS if label == "mark" else number).match(folded, start)
        if match is None:
            place = found.end()
            continue
        place = match.end()
        atom = _digits(folded, match, label=label != "")
        if atom is not None:
            yield atom


def _is_enumeration(folded: str, start: int) -> bool:
    """`во-первых`, `в-третьих`, `по-второму` count nothing; `две-три` does."""
    return folded[start - 1 : start] == "-" and folded[max(0, start - 3) : start - 1].strip() in (
        "в",
        "во",
        "по",
    )


HYPHENS = "-‐‑–"
_SUFFIX = re.compile(rf"[{HYPHENS}]([а-я]+)")


def _digits(folded: str, match: re.Match[str], *, label: bool) -> Atom | None:
    shape = shape_of(match.lastgroup or "plain", match[0])
    if shape is None:
        return None
    start, stop = match.span()
    suffix = _SUFFIX.match(folded, stop) if folded[stop : stop + 1] in HYPHENS else None
    if suffix is not None and (word := number_words().get(suffix[1])) is not None and word.kind != "ordinal":
        suffix = None  # `100-тысяч`
    return Atom(
        start,
        suffix.end() if suffix else stop,
        "digits",
        shape.value,
        decimals=shape.decimals,
        thousands=shape.thousands,
        suffix=suffix[1] if suffix else "",
        label=label,
    )


_LABEL_DIGITS = re.compile(r"\d++")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
LETTERS_LOOKED_AT = 12
WHOLE_WORD = 4  # letters: a shorter word before digits is a mark (`м2`, `аи-92`), a longer one lost its space


def _label(folded: str, start: int) -> Literal["", "name", "mark"]:
    """Whether the digits at `start` belong to what stands before them.

    A mark (`№5`, `аи-92`, `g20`, `м3`) takes the digits alone; behind a name (`экспо-2017`) a hyphen can
    also be a dash without spaces (`астана-500 000 тенге`).
    """
    before = folded[max(0, start - 1) : start]
    if before == " ":
        return "mark" if folded[max(0, start - 2) : start - 1] in ("№", "#") else ""
    if before in ("№", "#"):
        return "mark"
    hyphen = before == "-"
    letters = _LETTERS_BEFORE.search(folded, max(0, start - LETTERS_LOOKED_AT), start - hyphen)
    if letters is None:
        return ""
    word = letters[0]
    if not hyphen and (word in ABBREVIATIONS or word in LETTER_SIGNS):
        return ""
    if len(word) < WHOLE_WORD or word < "а":
        return "mark"
    return "name" if hyphen else ""
