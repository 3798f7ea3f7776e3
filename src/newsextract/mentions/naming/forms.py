"""Forms of one word as a part of a name: what the dictionary, our tables and its ending make of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from newsextract.lexicon import family_names, given_names, not_names
from newsextract.mentions.naming.declension import (
    ANY_CASE,
    CASES,
    Form,
    Sex,
    adjectival_surname,
    noun_forms,
    possessive_surname,
)
from newsextract.morphology import dictionary_parses

CACHED_NAMES = 1 << 14  # more words than the names of a thousand articles
EVERYDAY, LISTED, KNOWN, SHOWN = 5, 4, 3, 2  # weights of a reading: our tables, a dictionary, an ending

_SEXES: dict[str | None, tuple[Sex, ...]] = {"masc": ("m",), "femn": ("f",), "ms-f": ("m", "f")}
_KAZAKH_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІё", "агкноуухиАГКНОУУХИе")


def fold(word: str) -> str:
    """Kazakh letters and ё as their Russian neighbours: how names are looked up."""
    return word.translate(_KAZAKH_LETTERS)


def dictionary_forms(word: str, parses: tuple[Any, ...], mark: str) -> tuple[Form, ...]:
    """Readings by the dictionary as what `mark` says: Name, Patr, Surn."""
    forms: list[Form] = []
    for parse in parses:
        tag = parse.tag
        if mark not in tag or tag.number == "plur" or tag.case not in CASES:
            continue
        for sex in _SEXES.get(tag.gender, ()):
            base = _nominative(parse, sex, word)
            if base:
                forms.append(Form(base, sex, CASES[tag.case], weight=KNOWN))
    return merged(forms)


def common_noun_forms(word: str, parses: tuple[Any, ...]) -> list[Form]:
    """Readings of an ordinary noun that is a man's surname too: Зайца is Заяц, Орла is Орел."""
    return [
        Form(base, "m", CASES[parse.tag.case], weight=SHOWN)
        for parse in parses
        if parse.tag.POS == "NOUN" and parse.tag.gender == "masc" and parse.tag.number == "sing"
        if parse.tag.case in CASES and (base := _nominative(parse, "m", word))
    ]


def _nominative(parse: Any, sex: Sex, word: str) -> str | None:
    grammemes = (
        {"nomn", "sing"} if "ms-f" in parse.tag else {"nomn", "sing", "masc" if sex == "m" else "femn"}
    )
    inflected = parse.inflect(grammemes)
    if inflected is None:
        return None
    base = str(inflected.word)
    if "ё" not in word.lower():
        base = base.replace("ё", "е")
    return "-".join(part.capitalize() for part in base.split("-"))


def merged(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Readings that differ in case only become one; the higher weight stays."""
    merged: dict[tuple[str, Sex, bool], tuple[int, int]] = {}
    for form in forms:
        key = form.nominative, form.sex, form.plural
        cases, weight = merged.get(key, (0, 0))
        merged[key] = cases | form.cases, max(weight, form.weight)
    return tuple(
        Form(base, sex, cases, plural, weight) for (base, sex, plural), (cases, weight) in merged.items()
    )


@cache
def _given_weights() -> dict[tuple[str, str], int]:
    """Folded name and sex -> weight."""
    tables = (
        ("m", given_names.OTHER_MASCULINE, LISTED),
        ("f", given_names.OTHER_FEMININE, LISTED),
        ("m", given_names.FOREIGN_MASCULINE, LISTED),
        ("f", given_names.FOREIGN_FEMININE, LISTED),
        ("m", given_names.KAZAKH_MASCULINE, EVERYDAY),
        ("f", given_names.KAZAKH_FEMININE, EVERYDAY),
        ("m", given_names.RUSSIAN_MASCULINE, EVERYDAY),
        ("f", given_names.RUSSIAN_FEMININE, EVERYDAY),
    )
    return {(fold(name), sex): weight for sex, names, weight in tables for name in names.split()}


def given_forms(word: str, parses: tuple[Any, ...]) -> tuple[Form, ...]:
    """Readings as a given name, by our tables and the dictionary."""
    weights = _given_weights()
    forms = [
        replace(form, weight=weights[fold(form.nominative), form.sex])
        for form in (*noun_forms(word), *dictionary_forms(word, parses, "Name"))
        if (fold(form.nominative), form.sex) in weights and not form.plural
    ]
    listed = {(form.nominative, form.sex) for form in forms}
    forms += [
        form for form in dictionary_forms(word, parses, "Name") if (form.nominative, form.sex) not in listed
    ]
    if not forms and "-" in word:
        forms = _double_given(word)
    return merged(forms)


def _double_given(word: str) -> list[Form]:
    """Halves of which one is a given name: Жан-Мари, Анны-Марии; the first may stay undeclined."""
    first, _, last = word.partition("-")
    if len(first) < 2 or len(last) < 2 or "-" in last or not (first[0].isupper() and last[0].isupper()):
        return []
    if first.lower() in not_names.PLACE_PREFIXES:
        return []
    heads = given_forms(first, dictionary_parses(first))
    tails = given_forms(last, dictionary_parses(last))
    if not heads and not tails:
        return []
    joined = [
        Form(f"{a.nominative}-{b.nominative}", b.sex, a.cases & b.cases, weight=LISTED)
        for a in heads
        for b in tails or noun_forms(last)
        if a.cases & b.cases and a.sex == b.sex
    ]
    covered = 0
    for form in joined:
        covered |= form.cases
    undeclined = [
        replace(form, nominative=f"{first}-{form.nominative}", cases=form.cases & ~covered)
        for form in tails or noun_forms(last)
        if form.cases & ~covered
    ]
    return joined + undeclined


@lru_cache(maxsize=CACHED_NAMES)
def family_forms(word: str) -> tuple[Form, ...]:
    """Readings as a family name that stands first: Ким in any case, Кима in the genitive.

    >>> [form.nominative for form in family_forms("Кима")]
    ['Ким']
    """
    if word in family_names.EAST_ASIAN:
        return (Form(word, "m", ANY_CASE),)
    if len(word) < 3:
        return ()
    return tuple(
        form for form in noun_forms(word) if form.sex == "m" and form.nominative in family_names.EAST_ASIAN
    )


@lru_cache(maxsize=CACHED_NAMES)
def has_surname_ending(word: str) -> bool:
    """The word ends as Russian surnames do, in any case: Сапарова, Ясинского."""
    return len(word) > 4 and bool(possessive_surname(word) or adjectival_surname(word))
