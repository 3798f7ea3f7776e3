"""What stands before a scale: `2,5`, `двести пятьдесят шесть`, `пять с половиной`, `две трети`, `полтора`.

Every function reads one such count from the atoms at the reader's place and moves the place behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec

from newsextract.lexicon import numbers as lexicon
from newsextract.mentions.numbers.atoms import Atom
from newsextract.mentions.numbers.number_words import Kind
from newsextract.records import NumberKind

ONE = Decimal(1)
LONGEST_GAP = 16
GAP = re.compile(r"[^\S\n]{0,3}")
WITH = re.compile(r"[^\S\n]{1,3}(?:с|и)[^\S\n]{1,3}")
SURPLUS = re.compile(r"[^\S\n](?:{})\b".format("|".join(lexicon.SURPLUS).replace(" ", r"[^\S\n]")))
BEHIND_SURPLUS = re.compile(SURPLUS.pattern + r"[^\S\n]")
_GENITIVE_BEFORE = re.compile(rf"(?:{'|'.join(lexicon.BEFORE_GENITIVE)})\s$")


class Count(msgspec.Struct, frozen=True, gc=False):
    """A count and the rule that read it; `closed`: takes no scale after it; `scale` it already holds."""

    value: Decimal
    rule: str
    closed: bool = False
    kind: NumberKind = "cardinal"
    scale: Decimal = ONE


class CountReader:
    """A place in the atoms of a folded text, and the reading of a count from there."""

    def __init__(self, folded: str, atoms: list[Atom]) -> None:
        self.folded = folded
        self.atoms = atoms
        self.place = 0
        self.surplus = False

    # ---- looking

    def here(self, *kinds: Kind, gap: re.Pattern[str] = GAP) -> Atom | None:
        """The atom at the place, if it is of one of the kinds and adjoins the one before it."""
        if self.place >= len(self.atoms):
            return None
        atom = self.atoms[self.place]
        return atom if atom.kind in kinds and self._adjoins(atom, gap) else None

    def _adjoins(self, atom: Atom, gap: re.Pattern[str]) -> bool:
        before = self.atoms[self.place - 1]
        if atom.start - before.stop > LONGEST_GAP:
            return False
        between = self.folded[before.stop : atom.start]
        if before.abbreviation and between[:1] == ".":
            between = between[1:]
        return gap.fullmatch(between) is not None

    def last(self) -> Atom:
        return self.atoms[self.place - 1]

    def stands_alone(self, atom: Atom) -> bool:
        alone = atom.word.alone if atom.word else "no"
        if alone == "genitive":
            return _GENITIVE_BEFORE.search(self.folded, max(0, atom.start - 9), atom.start) is not None
        return alone == "one"

    def look_for_surplus(self) -> None:
        stop = self.last().stop
        if self.folded[stop + 1 : stop + 2] in ("с", "и") and SURPLUS.match(self.folded, stop):
            self.surplus = True

    # ---- counts

    def count(self, *, first: bool) -> Count | None:
        """The count at the place; `first` says that nothing needs to stand before it."""
        if self.place >= len(self.atoms):
            return None
        atom = self.atoms[self.place]
        read = _READERS.get(atom.kind)
        if read is None or not (first or self._adjoins(atom, GAP)):
            return None
        return read(self, atom)

    def _in_digits(self, atom: Atom) -> Count:
        self.place += 1
        if atom.suffix:
            return suffixed_count(atom)
        portion = self.here("portion", gap=WITH)
        if portion is None and not atom.decimals:
            portion = self._mixed_fraction()
        if portion is not None:
            self.place += 1
            return Count(atom.value + portion.value, "mixed_fraction")
        self.look_for_surplus()
        return Count(atom.value, "digits")

    def _mixed_fraction(self) -> Atom | None:
        """`1 и 3/4`."""
        atom = self.here("digits", gap=WITH)
        return (
            atom
            if atom is not None
            and atom.decimals
            and atom.value < 1
            and "/" in self.folded[atom.start : atom.stop]
            else None
        )

    def _half(self, atom: Atom) -> Count:
        self.place += 1
        return Count(atom.value, "half", closed=True, scale=atom.word.scale if atom.word else ONE)

    def _collective(self, atom: Atom) -> Count:
        self.place += 1
        return Count(atom.value, "collective", kind="collective")

    def _portion(self, atom: Atom) -> Count:
        self.place += 1
        return Count(atom.value, "portion")

    def _couple(self, atom: Atom) -> Count | None:
        self.place += 1
        if self.here("scale", "group"):
            return Count(atom.value, "couple")
        self.place -= 1
        return None

    def _group_word(self, atom: Atom) -> Count | None:
        if not self.stands_alone(atom):
            return None
        self.place += 1
        return Count(atom.value, "group_word")

    def _ordinal_word(self, atom: Atom) -> Count:
        self.place += 1
        return Count(atom.value, "ordinal_words", closed=True, kind="ordinal")

    def _in_words(self, atom: Atom) -> Count:
        value = self._cardinal(atom)
        return self._ordinal(value, self._size(self.last())) or self._after_cardinal(value)

    def _size(self, atom: Atom) -> int:
        return atom.word.size if atom.word else 0

    def _cardinal(self, first: Atom) -> Decimal:
        """`двести пятьдесят шесть`: each word fills fewer digits than the one before it."""
        total, size = first.value, self._size(first)
        self.place += 1
        while total % 1 == 0 and (atom := self.here("cardinal")) and self._size(atom) < size:
            if (atom.value >= 10 and size <= 2) or atom.value == 0 or atom.value % 1:
                break
            total += atom.value
            size = self._size(atom)
            self.place += 1
        return total

    def _ordinal(self, value: Decimal, size: int) -> Count | None:
        """After a cardinal: `тридцать шестой`, and fractions `две пятых`."""
        atom = self.here("ordinal")
        if atom is None or atom.word is None:
            return None
        if atom.word.denominator and value < atom.value and self._is_fraction(value, atom):
            self.place += 1
            return Count(value / atom.value, "fraction_words")
        if atom.word.size >= size or atom.value >= 1000:
            return None
        self.place += 1
        return Count(value + atom.value, "ordinal_words", closed=True, kind="ordinal")

    def _is_fraction(self, value: Decimal, atom: Atom) -> bool:
        ending = self.folded[atom.stop - 2 : atom.stop]
        return ending == "ая" if value % 10 == 1 and value != 11 else ending in ("ых", "ым", "ми")

    def _after_cardinal(self, value: Decimal) -> Count:
        if self.here("whole"):
            return self._decimal_words(value)
        if (group := self.here("group")) is not None:
            self.place += 1
            return Count(value * group.value, "group_word")
        if (portion := self.here("portion")) is not None and value < 1 / portion.value:
            self.place += 1
            return Count(value * portion.value, "portion")
        if (portion := self.here("portion", gap=WITH)) is not None:
            self.place += 1
            return Count(value + portion.value, "and_a_half")
        if self.here("point"):
            return self._spoken_decimals(value)
        self.look_for_surplus()
        return Count(value, "words")

    def _decimal_words(self, value: Decimal) -> Count:
        """`двенадцать целых пять десятых`."""
        place = self.place
        self.place += 1
        numerator = self.here("cardinal")
        above = self._cardinal(numerator) if numerator else None
        below = self.here("ordinal")
        if above is None or below is None:
            self.place = place
            return Count(value, "words")
        self.place += 1
        return Count(value + above / below.value, "decimal_words")

    def _spoken_decimals(self, value: Decimal) -> Count:
        """`три точка четырнадцать`."""
        place = self.place
        self.place += 1
        decimals = self.here("cardinal")
        if decimals is None:
            self.place = place
            return Count(value, "words")
        return Count(value + Decimal(f"0.{self._cardinal(decimals)}"), "spoken_decimals", closed=True)


_READERS: dict[Kind, Callable[[Any, Atom], Count | None]] = {
    "digits": CountReader._in_digits,
    "cardinal": CountReader._in_words,
    "ordinal": CountReader._ordinal_word,
    "half": CountReader._half,
    "collective": CountReader._collective,
    "portion": CountReader._portion,
    "couple": CountReader._couple,
    "group": CountReader._group_word,
}


def suffixed_count(atom: Atom) -> Count:
    """What a suffix makes of digits: `5-ти` is a cardinal, `2-е` an ordinal, `20-миллионный` a scale."""
    suffix = atom.suffix
    if suffix in lexicon.CARDINAL_SUFFIXES or (
        suffix in lexicon.SMALL_CARDINAL_SUFFIXES and atom.value in (2, 3, 4)
    ):
        return Count(atom.value, "digits")
    if suffix in lexicon.ORDINAL_SUFFIXES:
        return Count(atom.value, "ordinal_digits", closed=True, kind="ordinal")
    for stem, power in lexicon.COMPOUND_SCALES.items():
        if suffix.startswith(stem):
            scale = Decimal(10) ** power
            return Count(atom.value * scale, "adjective", closed=True, kind="ordinal", scale=scale)
    return Count(atom.value, "adjective", closed=True)
