"""The parts of a name brought together: readings that agree in sex and case, with what speaks for them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from newsextract.lexicon import surnames
from newsextract.mentions.naming.declension import ANY_CASE, NOMINATIVE, VOWELS, Form, Sex, noun_forms
from newsextract.mentions.naming.forms import CACHED_NAMES, family_forms, has_surname_ending
from newsextract.mentions.naming.words import LIKELY, name_word
from newsextract.values import Value

Part = Literal["first", "patronymic", "surname"]


class Reading(Value, frozen=True):
    """One way to read a phrase: its parts in the nominative, the sex and the cases they agree on."""

    first: str | None
    patronymic: str | None
    surname: str | None
    sex: Sex | None
    cases: int
    weight: int
    plural: bool = False


class Slot(Value, frozen=True):
    """Words that are one part of a name."""

    part: Part
    words: tuple[str, ...]


@lru_cache(maxsize=CACHED_NAMES)
def agreed(slots: tuple[Slot, ...], initials: str | None) -> tuple[Reading, ...]:
    """Every combination of the parts' readings that has one sex and at least one case in common."""
    combined: list[Reading] = [Reading(initials, None, None, None, ANY_CASE, 0)]
    for slot in slots:
        combined = [
            replace(
                reading,
                **{slot.part: form.nominative},
                sex=form.sex,
                cases=reading.cases & form.cases,
                weight=reading.weight + form.weight,
                plural=reading.plural or form.plural,
            )
            for reading in combined
            for form in _slot_forms(slot)
            if reading.cases & form.cases and reading.sex in (None, form.sex)
        ]
    combined.sort(key=lambda reading: (-reading.weight, not reading.cases & NOMINATIVE))
    return tuple(combined)


def _slot_forms(slot: Slot) -> list[Form]:
    head = slot.words[-1]
    if slot.part == "surname":
        return _surname_forms(slot.words)
    if slot.part == "patronymic":
        return list(name_word(head).patronymic or name_word(head).surname)
    forms = _given_forms(slot.words[0])
    for word in slot.words[1:]:
        forms = [
            Form(f"{form.nominative} {more.nominative}", more.sex, cases, weight=form.weight + more.weight)
            for form in forms
            for more in _given_forms(word)
            if more.sex == form.sex and (cases := form.cases & more.cases)
        ]
    return forms


def _given_forms(word: str) -> list[Form]:
    known = name_word(word).given
    if known:
        return list(known)
    forms = [form for form in noun_forms(word) if not form.plural]
    return [*forms, Form(word, "m", ANY_CASE, weight=0)]  # foreign ones at times stay undeclined


def _surname_forms(words: tuple[str, ...]) -> list[Form]:
    *small, head = words
    before = "".join(word + " " for word in small)
    if " " in head:  # Нурлан улы
        sex: Sex = "m" if head.split()[-1] in surnames.SON_WORDS else "f"
        return [Form(before + head, sex, ANY_CASE, weight=3)]
    word = name_word(head)
    listed = {form.nominative for form in word.given} if word.listed and word.surname_rank < LIKELY else None
    forms = []
    for form in word.surname or noun_forms(head):
        if listed is not None and form.nominative not in listed:
            continue  # Андрея Светланы: no man's surname Светлан
        if small:
            form = replace(form, nominative=before + form.nominative)
        forms.append(form)
        if form.plural:  # Тимур и Динара Ахметовы
            feminine = "а" if has_surname_ending(form.nominative) else ""
            forms.append(
                replace(form, nominative=form.nominative + feminine, sex="f", weight=form.weight - 1)
            )
    return forms


@lru_cache(maxsize=CACHED_NAMES)
def family_readings(family: str, middle: str, last: str) -> tuple[Reading, ...]:
    """Only the last word declines, and the family name at times: Ким Чен Ыну, Кима Чен Ира."""
    readings = [
        Reading(
            middle + form.nominative,
            None,
            base.nominative,
            form.sex,
            cases,
            form.weight + 2 * (form.sex == "m") + (form.nominative[-1] not in VOWELS),
        )
        for base in family_forms(family)
        for form in noun_forms(last) or [Form(last, "m", ANY_CASE)]
        if (cases := form.cases & base.cases)
    ]
    readings.sort(key=lambda reading: (-reading.weight, not reading.cases & NOMINATIVE))
    return tuple(readings)


@lru_cache(maxsize=CACHED_NAMES)
def single(text: str, part: Part) -> tuple[Reading, ...]:
    """The readings of a word that stands alone as a given name or a surname."""
    return agreed((Slot(part, (text,)),), None)


@lru_cache(maxsize=CACHED_NAMES)
def nominatives(text: str, part: Part) -> frozenset[str]:
    """The nominatives that a word can come from as a given name or a surname."""
    return frozenset(getattr(reading, part) for reading in single(text, part))
