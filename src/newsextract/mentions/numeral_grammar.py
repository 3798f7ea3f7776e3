"""From atoms to numerals: `двадцать пять тысяч пятьсот`, `2 млн 300 тысяч 500`, `полтора миллиона`, `две трети`.

A numeral is a sum of groups with falling scales; a group is a count and the scales after it. Every function
reads one such part from the atoms at the reader's place and moves the place behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from newsextract.lexicon.numbers import CARDINAL_SUFFIXES, ORDINAL_SUFFIXES, ROMAN_NOUNS
from newsextract.mentions.atoms import Atom, read_atoms
from newsextract.records import NumberKind

ONE = Decimal(1)
_GAP = re.compile(r"[^\S\n]{0,3}")
_WITH = re.compile(r"[^\S\n]{1,3}(?:с|и(?: одна)?)[^\S\n]{1,3}")
_SURPLUS = re.compile(r" с (?:лишним|небольшим|хвостиком)")
_GENITIVE_BEFORE = re.compile(r"(?:около|более|менее|свыше|порядка|больше|меньше|от|до|выше|ниже|чем|без)\s$")
_FIRST_GROUP = Decimal(1000)


class Numeral(msgspec.Struct, frozen=True):
    """A number read from the text.

    `scale` is the last scale in it (1 without one). `surplus`: `пять с лишним тысяч`. `thousands` is the value
    were the doubtful mark a thousands mark. `suffix`: what a hyphen ties to it. `label`: part of a name.
    """

    start: int
    stop: int
    value: Decimal
    rule: str
    kind: NumberKind = "cardinal"
    scale: Decimal = ONE
    digits: bool = False
    decimals: bool = False
    surplus: bool = False
    thousands: Decimal | None = None
    suffix: str = ""
    label: bool = False


def read_numerals(folded: str) -> Iterator[Numeral]:
    """Every numeral of a folded text, in order, none overlapping."""
    reader = _Reader(folded, list(read_atoms(folded)))
    while reader.place < len(reader.atoms):
        place = reader.place
        numeral = reader.numeral()
        if numeral is not None:
            yield numeral
        if reader.place == place:
            reader.place += 1


class _Count(msgspec.Struct):
    """What stands before a scale."""

    value: Decimal
    rule: str
    closed: bool = False  # ordinals and fractions take no scale after them
    kind: NumberKind = "cardinal"
    alone: bool = True


class _Reader:
    def __init__(self, folded: str, atoms: list[Atom]) -> None:
        self.folded = folded
        self.atoms = atoms
        self.place = 0
        self.surplus = False

    # ---- looking

    def here(self, *kinds: str, gap: re.Pattern[str] = _GAP, first: bool = False) -> Atom | None:
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
        return atom if len(between) <= 12 and gap.fullmatch(between) else None

    # ---- reading

    def numeral(self) -> Numeral | None:
        self.surplus = False
        first = self.atoms[self.place]
        if first.kind == "roman":
            return self._roman(first)
        start = self.place
        value, scale, rule = Decimal(0), None, ""
        kind: NumberKind = "cardinal"
        while (group := self._group(first=self.place == start, below=scale)) is not None:
            group_value, group_scale, count = group
            value += group_value
            rule = rule and "compound" or count.rule
            kind = count.kind
            scale = group_scale
            if count.closed or group_scale == 1 or self._last().decimals:
                break
        if self.place == start:
            return None
        last = self._last()
        return Numeral(
            first.start,
            last.stop,
            value,
            rule,
            kind,
            scale or ONE,
            digits=first.kind == "digits" and self.place == start + 1,
            decimals=first.decimals,
            surplus=self.surplus,
            thousands=first.thousands if self.place == start + 1 else None,
            suffix=last.suffix,
            label=first.label,
        )

    def _last(self) -> Atom:
        return self.atoms[self.place - 1]

    def _group(self, *, first: bool, below: Decimal | None) -> tuple[Decimal, Decimal, _Count] | None:
        """A count with its scales, smaller than the scale of the group before it."""
        place, surplus = self.place, self.surplus
        count = self._count(first=first)
        scale = self._scale(first=first and count is None, alone=count is None)
        if count is None:
            if scale is None or not first:
                self.place = place
                return None
            count = _Count(ONE, "scale_word")
        value = count.value * (scale or ONE)
        if not first and (below is None or value >= below or (scale or ONE) >= below):
            self.place, self.surplus = place, surplus
            return None
        return value + self._half_more(scale), scale or ONE, count

    def _scale(self, *, first: bool, alone: bool) -> Decimal | None:
        """`млн`, `тысяч миллионов`; None when no scale stands here."""
        atom = self.here("scale", first=first)
        if atom is None or (alone and not self._stands_alone(atom)):
            return None
        if not alone and self._last().suffix not in CARDINAL_SUFFIXES | {""}:
            return None
        scale = ONE
        before = None
        while atom is not None and (before is None or before < atom.value):
            scale *= atom.value
            before = atom.value
            self.place += 1
            atom = self.here("scale")
        self._look_for_surplus()
        return scale

    def _stands_alone(self, atom: Atom) -> bool:
        if atom.alone == "genitive":
            return _GENITIVE_BEFORE.search(self.folded[max(0, atom.start - 9) : atom.start]) is not None
        return atom.alone == "one"

    def _half_more(self, scale: Decimal | None) -> Decimal:
        """`миллион с половиной`: half of the scale."""
        if scale is None:
            return Decimal(0)
        portion = self.here("portion", gap=_WITH)
        if portion is None:
            return Decimal(0)
        self.place += 1
        return portion.value * scale

    def _look_for_surplus(self) -> None:
        if _SURPLUS.match(self.folded, self._last().stop):
            self.surplus = True

    # ---- counts

    def _count(self, *, first: bool) -> _Count | None:
        if self.here("digits", first=first):
            return self._in_digits()
        if self.here("half", first=first):
            return self._single("half")
        if self.here("collective", first=first):
            count = self._single("collective")
            count.kind = "collective"
            return count
        if self.here("portion", first=first):
            return self._single("portion")
        if self.here("couple", first=first):
            return self._couple()
        return self._in_words(first=first)

    def _single(self, rule: str) -> _Count:
        self.place += 1
        return _Count(self._last().value, rule, closed=rule == "half")

    def _in_digits(self) -> _Count:
        self.place += 1
        atom = self._last()
        rule = "digits"
        kind: NumberKind = "cardinal"
        if atom.suffix and atom.suffix in ORDINAL_SUFFIXES and not _cardinal_suffix(atom):
            return _Count(atom.value, "ordinal_digits", closed=True, kind="ordinal")
        value = atom.value
        portion = self.here("portion", gap=_WITH)
        if portion is None and not atom.decimals:
            portion = self._mixed_fraction()
        if portion is not None:
            self.place += 1
            value, rule = value + portion.value, "mixed_fraction"
        self._look_for_surplus()
        return _Count(value, rule, kind=kind)

    def _mixed_fraction(self) -> Atom | None:
        """`1 и 3/4`."""
        atom = self.here("digits", gap=_WITH)
        return (
            atom
            if atom is not None
            and atom.decimals
            and atom.value < 1
            and "/" in self.folded[atom.start : atom.stop]
            else None
        )

    def _couple(self) -> _Count | None:
        self.place += 1
        if self.here("scale", "group"):
            return _Count(Decimal(2), "couple")
        self.place -= 1
        return None

    def _in_words(self, *, first: bool) -> _Count | None:
        value = self._cardinal(first=first)
        if value is None:
            atom = self.here("group", first=first)
            if atom is not None and self._stands_alone(atom):
                self.place += 1
                return _Count(atom.value, "group_word")
            return self._ordinal(Decimal(0), 4, first=first)
        size = self._last().size
        if (ordinal := self._ordinal(value, size)) is not None:
            return ordinal
        return self._after_cardinal(value)

    def _cardinal(self, *, first: bool) -> Decimal | None:
        """`двести пятьдесят шесть`: each word fills fewer digits than the one before it."""
        total = None
        size = 4
        while (atom := self.here("cardinal", first=first and total is None)) and atom.size < size:
            if total is not None and (atom.value >= 10 and size <= 2 or atom.value == 0 or atom.value % 1):
                break
            total = (total or Decimal(0)) + atom.value
            size = atom.size
            self.place += 1
        return total

    def _ordinal(self, value: Decimal, size: int, *, first: bool = False) -> _Count | None:
        """`тридцать шестой`, and fractions `две пятых`."""
        atom = self.here("ordinal", first=first)
        if atom is None:
            return None
        if value and atom.denominator and value < atom.value and self._is_fraction(value, atom):
            self.place += 1
            return _Count(value / atom.value, "fraction_words")
        if value and (atom.size >= size or atom.value >= 1000):
            return None
        self.place += 1
        return _Count(value + atom.value, "ordinal_words", closed=True, kind="ordinal")

    def _is_fraction(self, value: Decimal, atom: Atom) -> bool:
        ending = self.folded[atom.stop - 2 : atom.stop]
        return ending == "ая" if value % 10 == 1 and value != 11 else ending in ("ых", "ым", "ми")

    def _after_cardinal(self, value: Decimal) -> _Count:
        if self.here("whole"):
            return self._decimal_words(value)
        if (group := self.here("group")) is not None:
            self.place += 1
            return _Count(value * group.value, "group_word")
        if (portion := self.here("portion")) is not None and value < 1 / portion.value:
            self.place += 1
            return _Count(value * portion.value, "portion")
        if (portion := self.here("portion", gap=_WITH)) is not None:
            self.place += 1
            return _Count(value + portion.value, "and_a_half")
        if self.here("point"):
            return self._spoken_decimals(value)
        self._look_for_surplus()
        return _Count(value, "words")

    def _decimal_words(self, value: Decimal) -> _Count:
        """`двенадцать целых пять десятых`."""
        place = self.place
        self.place += 1
        above = self._cardinal(first=False)
        below = self.here("ordinal")
        if above is None or below is None:
            self.place = place
            return _Count(value, "words")
        self.place += 1
        return _Count(value + above / below.value, "decimal_words")

    def _spoken_decimals(self, value: Decimal) -> _Count:
        """`три точка четырнадцать`."""
        place = self.place
        self.place += 1
        tail = self._cardinal(first=False)
        if tail is None:
            self.place = place
            return _Count(value, "words")
        return _Count(value + Decimal(f"0.{tail}"), "spoken_decimals", closed=True)

    # ---- Roman numerals

    def _roman(self, atom: Atom) -> Numeral | None:
        after = self.folded[atom.stop : atom.stop + 16].lstrip(" -–—xiv")
        if not after.startswith(ROMAN_NOUNS):
            return None
        self.place += 1
        return Numeral(atom.start, atom.stop, atom.value, "roman", "ordinal")


def _cardinal_suffix(atom: Atom) -> bool:
    """`5-ти`, `2-х`, `3-мя` are cardinals in a case; `90-х`, `2-е` are ordinals."""
    if atom.suffix in ("ти", "и", "мя", "тью"):
        return True
    return atom.suffix in ("х", "ух", "ех", "м") and atom.value in (2, 3, 4)
