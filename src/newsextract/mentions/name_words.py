"""What one capitalised word can be in a name: given name, patronymic, surname; or no part of a name at all."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from newsextract.lexicon import given_names, not_names, places, surnames
from newsextract.mentions.declension import (
    ACCUSATIVE,
    ANY_CASE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    NOMINATIVE,
    PREPOSITIONAL,
    Form,
    Sex,
    adjectival_surname,
    colour_surname,
    noun_forms,
    possessive_surname,
)
from newsextract.morphology import CACHED_WORDS, dictionary_parses

SURE, LIKELY, POSSIBLE, NEVER = 3, 2, 1, 0

_CASES = {
    "nomn": NOMINATIVE,
    "gent": GENITIVE,
    "datv": DATIVE,
    "accs": ACCUSATIVE,
    "ablt": INSTRUMENTAL,
    "loct": PREPOSITIONAL,
}
_SEXES: dict[str | None, tuple[Sex, ...]] = {"masc": ("m",), "femn": ("f",), "ms-f": ("m", "f")}
_KAZAKH_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІё", "агкноууxиАГКНОУУХИе")


class NameWord(NamedTuple):
    """A word's readings as each part of a name, and how sure each part is (SURE ... NEVER)."""

    given: tuple[Form, ...]
    given_rank: int
    patronymic: tuple[Form, ...]
    surname: tuple[Form, ...]
    surname_rank: int
    common: bool
    place: bool


@lru_cache(maxsize=CACHED_WORDS)
def name_word(word: str) -> NameWord:
    """Read one word, written with a capital (`Оспановой`, `ОСПАНОВ`, `Касым-Жомарта`).

    >>> [form.nominative for form in name_word("Ерланом").given]
    ['Ерлан']
    >>> name_word("Шымкенте").place
    True
    """
    word = _capitalised(word)
    parses = dictionary_parses(word)
    place = _is_place(word, parses)
    common = any(_is_common(parse) for parse in parses)
    given = _given_forms(word, parses)
    given_rank = NEVER if not given else LIKELY if place or common else SURE
    surname, surname_rank = _surname_forms(word, parses, place)
    if _is_thing(word):
        given_rank, surname_rank = min(given_rank, POSSIBLE), min(surname_rank, POSSIBLE)
        common = True
    return NameWord(
        given, given_rank, _dictionary_forms(word, parses, "Patr"), surname, surname_rank, common, place
    )


def _capitalised(word: str) -> str:
    """МУТАШЕВ -> Муташев; words in mixed case stay."""
    if not word.isupper():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def fold(word: str) -> str:
    """Kazakh letters and ё as their Russian neighbours: how names are looked up."""
    return word.translate(_KAZAKH_LETTERS)


# ---- dictionary


def _is_common(parse: Any) -> bool:
    """An ordinary word, and not only by being the genitive plural that looks like a surname in -ов."""
    tag = parse.tag
    return not any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"))


def _dictionary_forms(word: str, parses: tuple[Any, ...], mark: str) -> tuple[Form, ...]:
    forms: dict[tuple[str, Sex], int] = {}
    for parse in parses:
        tag = parse.tag
        if mark not in tag or tag.number == "plur" or tag.case not in _CASES:
            continue
        for sex in _SEXES.get(tag.gender, ()):
            base = _nominative(parse, sex, word)
            if base:
                forms[base, sex] = forms.get((base, sex), 0) | _CASES[tag.case]
    return tuple(Form(base, sex, cases) for (base, sex), cases in forms.items())


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


# ---- given names


@cache
def _given_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for sex, table in (
        ("m", given_names.KAZAKH_MASCULINE + given_names.OTHER_MASCULINE),
        ("f", given_names.KAZAKH_FEMININE + given_names.OTHER_FEMININE),
    ):
        for name in table.split():
            names[fold(name)] = names.get(fold(name), "") + sex
    return names


def _given_forms(word: str, parses: tuple[Any, ...]) -> tuple[Form, ...]:
    names = _given_names()
    forms = [form for form in noun_forms(word) if form.sex in names.get(fold(form.nominative), "")]
    known = {(form.nominative, form.sex) for form in forms}
    forms += [
        form for form in _dictionary_forms(word, parses, "Name") if (form.nominative, form.sex) not in known
    ]
    if not forms and "-" in word:
        forms = _double_given(word)
    return _merged(forms)


def _double_given(word: str) -> list[Form]:
    """Both halves are given names: Жан-Мари, Анны-Марии; the first half may stay undeclined."""
    first, _, last = word.partition("-")
    if not last or "-" in last or not first:
        return []
    return [
        Form(f"{a.nominative}-{b.nominative}", b.sex, a.cases & b.cases)
        for a in _given_forms(first, dictionary_parses(first))
        for b in _given_forms(last, dictionary_parses(last))
        if a.cases & b.cases
    ]


def _merged(forms: list[Form]) -> tuple[Form, ...]:
    merged: dict[tuple[str, Sex, bool], int] = {}
    for form in forms:
        key = form.nominative, form.sex, form.plural
        merged[key] = merged.get(key, 0) | form.cases
    return tuple(Form(base, sex, cases, plural) for (base, sex, plural), cases in merged.items())


# ---- surnames


def _surname_forms(word: str, parses: tuple[Any, ...], place: bool) -> tuple[tuple[Form, ...], int]:
    lower = word.lower()
    if lower.endswith((*surnames.SON_ENDINGS, *surnames.DAUGHTER_ENDINGS)):
        sex: Sex = "m" if lower.endswith(surnames.SON_ENDINGS) else "f"
        return (Form(word, sex, ANY_CASE),), SURE
    strong = [*possessive_surname(word), *adjectival_surname(word)] if len(word) > 4 else []
    known = list(_dictionary_forms(word, parses, "Surn"))
    ordinary = [parse for parse in parses if _is_common(parse)]
    weak = [] if strong else noun_forms(word)
    if any("ADJF" in parse.tag for parse in ordinary):
        weak += colour_surname(word)
    if known:
        rank = LIKELY if place or ordinary else SURE
        return _merged(known + strong if strong else known), rank
    if strong:
        return _merged(strong), _strong_rank(word, ordinary, parses, place)
    if place or any("NOUN" not in parse.tag and "ADJF" not in parse.tag for parse in ordinary):
        return _merged(weak), NEVER
    marked = lower.endswith((*surnames.INDECLINABLE_ENDINGS, *surnames.NOUN_ENDINGS)) and not ordinary
    return _merged(weak), LIKELY if marked else POSSIBLE


def _strong_rank(word: str, ordinary: list[Any], parses: tuple[Any, ...], place: bool) -> int:
    if place:
        return NEVER
    if ordinary and not all(parse.tag.number == "plur" and "gent" in parse.tag for parse in ordinary):
        return POSSIBLE
    if ordinary or adjectival_surname(word):
        return LIKELY
    return SURE


# ---- what is no name


@cache
def _place_names() -> frozenset[str]:
    return frozenset(f"{places.KAZAKHSTAN} {places.WORLD}".split())


def _is_place(word: str, parses: tuple[Any, ...]) -> bool:
    names = _place_names()
    if any("Geox" in parse.tag for parse in parses) and not any("Surn" in parse.tag for parse in parses):
        return True
    return word in names or any(form.nominative in names for form in noun_forms(word))


def _is_thing(word: str) -> bool:
    things = not_names.THINGS
    return word in things or any(form.nominative in things for form in noun_forms(word) if form.sex == "m")
