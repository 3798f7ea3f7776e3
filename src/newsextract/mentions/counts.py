"""What stands before a scale: `2,5`, `двести пятьдесят шесть`, `пять с половиной`, `две трети`, `полтора`.

Every function reads one such count from the atoms at the reader's place and moves the place behind it.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from newsextract.lexicon.numbers import (
    CARDINAL_SUFFIXES,
    COMPOUND_SCALES,
    ORDINAL_SUFFIXES,
    SMALL_CARDINAL_SUFFIXES,
)
from newsextract.mentions.atoms import Atom
from newsextract.records import NumberKind

ONE = Decimal(1)
LONGEST_GAP = 16
GAP = re.compile(r"[^\S\n]{0,3}")
WITH = re.compile(r"[^\S\n]{1,3}(?:с|и)[^\S\n]{1,3}")
_SURPLUS = re.compile(r"[^\S\n]с[^\S\n](?:лишним|небольшим|хвостиком)\b")
BEHIND_SURPLUS = re.compile(_SURPLUS.pattern + r"[^\S\n]")
_GENITIVE_BEFORE = re.compile(r"(?:около|более|менее|свыше|порядка|больше|меньше|от|до|выше|ниже|чем|без)\s$")


class Count(msgspec.Struct, frozen=True):
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

    def here(self, *kinds: str, gap: re.Pattern[str] = GAP, first: bool = False) -> Atom | None:
        """The atom at the place, if it is of one of the kinds and adjoins the one before it."""
        if self.place >= len(self.atoms):
            return None
        atom = self.atoms[self.place]
        if atom.kind not in kinds:
            return None
        if first or self.place == 0:
            return atom
        before = self.atoms[self.place - 1]
        between = self.folded[before.stop : atom.start]
        if before.abbreviation and between[:1] == ".":
            between = between[1:]
        return atom if len(between) <= LONGEST_GAP and gap.fullmatch(between) else None

    def last(self) -> Atom:
        return self.atoms[self.place - 1]

    def stands_alone(self, atom: Atom) -> bool:
        alone = atom.word.alone if atom.word else "no"
        if alone == "genitive":
            return _GENITIVE_BEFORE.search(self.folded, max(0, atom.start - 9), atom.start) is not None
        return alone == "one"

    def look_for_surplus(self) -> None:
        if _SURPLUS.match(self.folded, self.last().stop):
            self.surplus = True

    # ---- counts

    def count(self, *, first: bool) -> Count | None:
        if self.here("digits", first=first):
            return self._in_digits()
        if (half := self.here("half", first=first)) is not None and half.word is not None:
            self.place += 1
            return Count(half.value, "half", closed=True, scale=half.word.scale)
        if self.here("collective", first=first):
            return self._single("collective", kind="collective")
        if self.here("portion", first=first):
            return self._single("portion")
        if self.here("couple", first=first):
            return self._couple()
        return self._in_words(first=first)

    def _single(self, rule: str, kind: NumberKind = "cardinal") -> Count:
        self.place += 1
        return Count(self.last().value, rule, kind=kind)

    def _in_digits(self) -> Count:
        self.place += 1
        atom = self.last()
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

    def _couple(self) -> Count | None:
        self.place += 1
        if self.here("scale", "group"):
            return Count(Decimal(2), "couple")
        self.place -= 1
        return None

    def _in_words(self, *, first: bool) -> Count | None:
        value = self._cardinal(first=first)
        if value is None:
            atom = self.here("group", first=first)
            if atom is not None and self.stands_alone(atom):
                self.place += 1
                return Count(atom.value, "group_word")
            return self._ordinal(Decimal(0), 4, first=first)
        size = self._size(self.last())
        if (ordinal := self._ordinal(value, size)) is not None:
            return ordinal
        return self._after_cardinal(value)

    def _size(self, atom: Atom) -> int:
        return atom.word.size if atom.word else 0

    def _cardinal(self, *, first: bool) -> Decimal | None:
        """`двести пятьдесят шесть`: each word fills fewer digits than the one before it."""
        total = None
        size = 4
        while (atom := self.here("cardinal", first=first and total is None)) and self._size(atom) < size:
            if total is not None and ((atom.value >= 10 and size <= 2) or atom.value == 0 or atom.value % 1):
                break
            total = (total or Decimal(0)) + atom.value
            size = self._size(atom)
            self.place += 1
        return total

    def _ordinal(self, value: Decimal, size: int, *, first: bool = False) -> Count | None:
        """`тридцать шестой`, and fractions `две пятых`."""
        atom = self.here("ordinal", first=first)
        if atom is None:
            return None
        if (
            value
            and atom.word
            and atom.word.denominator
            and value < atom.value
            and self._is_fraction(value, atom)
        ):
            self.place += 1
            return Count(value / atom.value, "fraction_words")
        if value and (self._size(atom) >= size or atom.value >= 1000):
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
        above = self._cardinal(first=False)
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
        tail = self._cardinal(first=False)
        if tail is None:
            self.place = place
            return Count(value, "words")
        return Count(value + Decimal(f"0.{tail}"), "spoken_decimals", closed=True)


def suffixed_count(atom: Atom) -> Count:
    """What a suffix makes of digits: `5-ти` is a cardinal, `2-е` an ordinal, `20-миллионный` a scale."""
    suffix = atom.suffix
    if suffix in CARDINAL_SUFFIXES or (suffix in SMALL_CARDINAL_SUFFIXES and atom.value in (2, 3, 4)):
        return Count(atom.value, "digits")
    if suffix in ORDINAL_SUFFIXES:
        return Count(atom.value, "ordinal_digits", closed=True, kind="ordinal")
    for stem, power in COMPOUND_SCALES.items():
        if suffix.startswith(stem):
            scale = Decimal(10) ** power
            return Count(atom.value * scale, "adjective", closed=True, kind="ordinal", scale=scale)
    return Count(atom.value, "adjective", closed=True)
