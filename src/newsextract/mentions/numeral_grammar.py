"""From atoms to numerals: `двадцать пять тысяч пятьсот`, `2 млн 300 тысяч 500`, `полтора миллиона`, `две трети`.

A numeral is a sum of groups with falling scales; a group is a count and the scales after it. Every function
reads one such part from the atoms at the reader's place and moves the place behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from newsextract.lexicon.numbers import (
    CARDINAL_SUFFIXES,
    COMPOUND_SCALES,
    ORDINAL_SUFFIXES,
    ROMAN_NOUNS,
    SMALL_CARDINAL_SUFFIXES,
)
from newsextract.mentions.atoms import Atom, read_atoms
from newsextract.records import NumberKind

ONE = Decimal(1)
LONGEST_GAP = 16
_GAP = re.compile(r"[^\S\n]{0,3}")
_WITH = re.compile(r"[^\S\n]{1,3}(?:с|и(?: одна)?)[^\S\n]{1,3}")
_SURPLUS = re.compile(r"[^\S\n]с[^\S\n](?:лишним|небольшим|хвостиком)\b")
_BEHIND_SURPLUS = re.compile(_SURPLUS.pattern + r"[^\S\n]")
_GENITIVE_BEFORE = re.compile(r"(?:около|более|менее|свыше|порядка|больше|меньше|от|до|выше|ниже|чем|без)\s$")


class Numeral(msgspec.Struct, frozen=True):
    """A number read from the text.

    `scale` is the first scale in it (1 without one). `plain`: nothing but one stretch of digits. `abbreviation`:
    it ends in one, so that a dot may follow. `surplus`: `пять с лишним тысяч`. `thousands` is the value were the
    doubtful mark a thousands mark. `suffix`: what a hyphen ties to it. `label`: part of a name.
    """

    start: int
    stop: int
    value: Decimal
    rule: str
    kind: NumberKind = "cardinal"
    scale: Decimal = ONE
    digits: bool = False
    plain: bool = False
    surplus: bool = False
    thousands: Decimal | None = None
    abbreviation: bool = False
    suffix: str = ""
    label: bool = False


def read_numerals(folded: str) -> Iterator[Numeral]:
    """Every numeral of a folded text, in order, none overlapping."""
    reader = _Reader(folded, read_atoms(folded))
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
    closed: bool = False  # takes no scale after it
    kind: NumberKind = "cardinal"
    scale: Decimal = ONE


class _Group(msgspec.Struct):
    """A count times its scales."""

    value: Decimal
    scale: Decimal
    count: _Count


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
        return atom if len(between) <= LONGEST_GAP and gap.fullmatch(between) else None

    # ---- reading

    def numeral(self) -> Numeral | None:
        first = self.atoms[self.place]
        if first.kind in ("roman", "multiple", "compound"):
            return self._whole_word(first)
        self.surplus = False
        start = self.place
        groups = list(self._groups())
        if not groups:
            return None
        single = self.place == start + 1
        last = self._last()
        return Numeral(
            first.start,
            last.stop,
            sum((group.value for group in groups), Decimal(0)),
            groups[0].count.rule if len(groups) == 1 else "compound",
            groups[-1].count.kind,
            groups[0].scale,
            digits=first.kind == "digits",
            plain=single and first.kind == "digits",
            surplus=self.surplus,
            thousands=first.thousands if single else None,
            abbreviation=last.abbreviation,
            suffix=last.suffix,
            label=first.label,
        )

    def _groups(self) -> Iterator[_Group]:
        """Groups with falling scales: `2 млн` `300 тысяч` `500`."""
        group = self._group(None)
        while group is not None:
            yield group
            if group.count.closed or group.scale == 1 or group.value % group.scale:
                return
            group = self._group(group)

    def _last(self) -> Atom:
        return self.atoms[self.place - 1]

    def _group(self, before: _Group | None) -> _Group | None:
        """A count with its scales, smaller than the scale of the group before it."""
        first = before is None
        place, surplus = self.place, self.surplus
        count = self._count(first=first)
        scale = (
            None
            if count and count.closed
            else self._scale(first=first and count is None, alone=count is None)
        )
        if count is None and first and scale is not None:
            count = _Count(ONE, "scale_word")
        if count is None:
            self.place = place
            return None
        group = _Group(count.value * (scale or ONE), scale or count.scale, count)
        if before is not None and (group.value >= before.scale or group.scale >= before.scale):
            self.place, self.surplus = place, surplus
            return None
        group.value += self._half_more(scale)
        return group

    def _scale(self, *, first: bool, alone: bool) -> Decimal | None:
        """`млн`, `тысяч миллионов`, `с лишним миллионов`; None when no scale stands here."""
        atom = self.here("scale", first=first, gap=_BEHIND_SURPLUS if self.surplus else _GAP)
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
        alone = atom.word.alone if atom.word else "no"
        if alone == "genitive":
            return _GENITIVE_BEFORE.search(self.folded, max(0, atom.start - 9), atom.start) is not None
        return alone == "one"

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
        if (half := self.here("half", first=first)) is not None and half.word is not None:
            self.place += 1
            return _Count(half.value, "half", closed=True, scale=half.word.scale)
        if self.here("collective", first=first):
            return self._single("collective", kind="collective")
        if self.here("portion", first=first):
            return self._single("portion")
        if self.here("couple", first=first):
            return self._couple()
        return self._in_words(first=first)

    def _single(self, rule: str, kind: NumberKind = "cardinal") -> _Count:
        self.place += 1
        return _Count(self._last().value, rule, kind=kind)

    def _in_digits(self) -> _Count:
        self.place += 1
        atom = self._last()
        if atom.suffix:
            return _suffixed(atom)
        portion = self.here("portion", gap=_WITH)
        if portion is None and not atom.decimals:
            portion = self._mixed_fraction()
        if portion is not None:
            self.place += 1
            return _Count(atom.value + portion.value, "mixed_fraction")
        self._look_for_surplus()
        return _Count(atom.value, "digits")

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
        size = self._size(self._last())
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
            if total is not None and (atom.value >= 10 and size <= 2 or atom.value == 0 or atom.value % 1):
                break
            total = (total or Decimal(0)) + atom.value
            size = self._size(atom)
            self.place += 1
        return total

    def _ordinal(self, value: Decimal, size: int, *, first: bool = False) -> _Count | None:
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
            return _Count(value / atom.value, "fraction_words")
        if value and (self._size(atom) >= size or atom.value >= 1000):
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

    # ---- numerals of one word

    def _whole_word(self, atom: Atom) -> Numeral | None:
        """`XX века`, `вдвое`, `пятипроцентный`."""
        if atom.kind == "roman" and not _before_roman_noun(self.folded, atom):
            return None
        self.place += 1
        if atom.kind == "compound":
            count = _suffixed(atom)
            return Numeral(
                atom.start, atom.stop, count.value, count.rule, count.kind, count.scale, suffix=atom.suffix
            )
        kind: NumberKind = "ordinal" if atom.kind == "roman" else "cardinal"
        return Numeral(atom.start, atom.stop, atom.value, atom.kind, kind)


def _before_roman_noun(folded: str, atom: Atom) -> bool:
    return folded[atom.stop : atom.stop + 24].lstrip(" -–—xiv").startswith(ROMAN_NOUNS)


def _suffixed(atom: Atom) -> _Count:
    """What a suffix makes of a number: `5-ти` a cardinal in a case, `2-е` an ordinal, `20-миллионный` a scale."""
    suffix = atom.suffix
    if suffix in CARDINAL_SUFFIXES or (suffix in SMALL_CARDINAL_SUFFIXES and atom.value in (2, 3, 4)):
        return _Count(atom.value, "digits")
    if suffix in ORDINAL_SUFFIXES:
        return _Count(atom.value, "ordinal_digits", closed=True, kind="ordinal")
    for stem, power in COMPOUND_SCALES.items():
        if suffix.startswith(stem):
            scale = Decimal(10) ** power
            return _Count(atom.value * scale, "adjective", closed=True, kind="ordinal", scale=scale)
    return _Count(atom.value, "adjective", closed=True)
