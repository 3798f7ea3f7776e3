"""From atoms to numerals: `двадцать пять тысяч пятьсот`, `2 млн 300 тысяч 500`, `полтора миллиона`.

A numeral is a sum of groups with falling scales; a group is a count and the scales after it. Every function
reads one such part from the atoms at the reader's place and moves the place behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from newsextract.lexicon.numbers import CARDINALS, INVERTED_FEW, INVERTED_MANY, ROMAN_NOUNS
from newsextract.mentions.numbers.atoms import Atom, read_atoms
from newsextract.mentions.numbers.counts import (
    BEHIND_SURPLUS,
    GAP,
    LONGEST_GAP,
    ONE,
    WITH,
    Count,
    CountReader,
    suffixed_count,
)
from newsextract.records import NumberKind


class Numeral(msgspec.Struct, frozen=True, gc=False):
    """A number read from the text.

    `scale` is the first scale in it (1 without one). `digits`: it begins with digits; `plain`: it is one
    stretch of digits. `abbreviation`: it ends in one, so that a dot may follow. `surplus`: `пять с лишним
    тысяч`. `thousands` is the value were the doubtful mark a thousands mark. `suffix`: what a hyphen ties to
    it. `label`: part of a name.
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


NOMINATIVE_CARDINALS = frozenset((*(forms.split()[0] for forms in CARDINALS.values()), "две"))


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


class _Group(msgspec.Struct):
    """A count times its scales."""

    value: Decimal
    scale: Decimal
    count: Count


class _Reader(CountReader):
    def numeral(self) -> Numeral | None:
        first = self.atoms[self.place]
        if first.kind in ("roman", "multiple", "compound"):
            return self._whole_word(first)
        self.surplus = False
        if first.kind == "digits" and self._stands_apart(first):
            return self._apart(first)
        start = self.place
        groups = list(self._groups())
        if not groups:
            return None
        single = self.place == start + 1
        last = self.last()
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

    def _stands_apart(self, atom: Atom) -> bool:
        following = self.place + 1
        far = following >= len(self.atoms) or self.atoms[following].start - atom.stop > LONGEST_GAP
        return far and not atom.suffix

    def _apart(self, atom: Atom) -> Numeral:
        """Digits with no other number near, the commonest numeral: what the long way would read, at once."""
        self.place += 1
        self.look_for_surplus()
        return Numeral(
            atom.start,
            atom.stop,
            atom.value,
            "digits",
            digits=True,
            plain=True,
            surplus=self.surplus,
            thousands=atom.thousands,
            label=atom.label,
        )

    def _groups(self) -> Iterator[_Group]:
        """Groups with falling scales: `2 млн` `300 тысяч` `500`."""
        group = self._group(None)
        while group is not None:
            yield group
            if group.count.closed or group.scale == 1 or group.value % group.scale:
                return
            group = self._group(group)

    def _group(self, before: _Group | None) -> _Group | None:
        """A count with its scales, smaller than the scale of the group before it."""
        first = before is None
        place, surplus = self.place, self.surplus
        count = self.count(first=first)
        if count is None:
            return self._scale_alone() if first else None
        scale = None if count.closed else self._scale()
        group = _Group(count.value * (scale or ONE), scale or count.scale, count)
        if before is not None and (group.value >= before.scale or group.scale >= before.scale):
            self.place, self.surplus = place, surplus
            return None
        group.value += self._half_more(scale)
        return group

    def _scale_alone(self) -> _Group | None:
        """`миллион тенге`: one of it."""
        atom = self.atoms[self.place]
        if atom.kind != "scale":
            return None
        if (inverted := self._inverted(atom)) is not None:
            return inverted
        if not self.stands_alone(atom):
            return None
        scale = self._scales(atom)
        return _Group(scale + self._half_more(scale), scale, Count(ONE, "scale_word"))

    def _inverted(self, scale: Atom) -> _Group | None:
        """`тысяч пять`, `миллиона три`: the count behind the scale it agrees with."""
        word = self.folded[scale.start : scale.stop]
        if word not in INVERTED_FEW and word not in INVERTED_MANY:
            return None
        self.place += 1
        atom = self.here("cardinal", "digits")
        if atom is None or not _agrees(word, atom, self.folded[atom.start : atom.stop]):
            self.place -= 1
            return None
        self.place += 1
        value = atom.value * scale.value
        return _Group(value, scale.value, Count(value, INVERTED, closed=True))

    def _scale(self) -> Decimal | None:
        """`млн`, `тысяч миллионов`, `с лишним миллионов`; None when no scale stands here."""
        atom = self.here("scale", gap=BEHIND_SURPLUS if self.surplus else GAP)
        return self._scales(atom) if atom is not None else None

    def _scales(self, atom: Atom | None) -> Decimal:
        scale, before = ONE, Decimal(0)
        while atom is not None and before < atom.value:
            scale *= atom.value
            before = atom.value
            self.place += 1
            atom = self.here("scale")
        self.look_for_surplus()
        return scale

    def _half_more(self, scale: Decimal | None) -> Decimal:
        """`миллион с половиной`: half of the scale."""
        if scale is None:
            return Decimal(0)
        portion = self.here("portion", gap=WITH)
        if portion is None:
            return Decimal(0)
        self.place += 1
        return portion.value * scale

    # ---- numerals of one word

    def _whole_word(self, atom: Atom) -> Numeral | None:
        """`XX века`, `вдвое`, `пятипроцентный`."""
        if atom.kind == "roman" and not _before_roman_noun(self.folded, atom):
            return None
        self.place += 1
        if atom.kind == "compound":
            count = suffixed_count(atom)
            return Numeral(
                atom.start, atom.stop, count.value, count.rule, count.kind, count.scale, suffix=atom.suffix
            )
        kind: NumberKind = "ordinal" if atom.kind == "roman" else "cardinal"
        return Numeral(atom.start, atom.stop, atom.value, atom.kind, kind)


INVERTED = "inverted"


def _agrees(scale: str, atom: Atom, written: str) -> bool:
    """Whether a count in the nominative takes the scale in this form: `миллиона три`, not `миллиона пять`."""
    if atom.suffix or atom.decimals or not (written.isdigit() or written in NOMINATIVE_CARDINALS):
        return False
    return atom.value in (2, 3, 4) if scale in INVERTED_FEW else 5 <= atom.value <= 90


def _before_roman_noun(folded: str, atom: Atom) -> bool:
    return folded[atom.stop : atom.stop + 24].lstrip(" -–—xiv").startswith(ROMAN_NOUNS)
