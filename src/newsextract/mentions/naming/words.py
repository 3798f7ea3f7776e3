"""What one capitalised word can be in a name: given name, patronymic, surname, or no part of it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from newsextract.lexicon import not_names, places, surnames
from newsextract.mentions.naming.declension import (
    ACCUSATIVE,
    ANY_CASE,
    GENITIVE,
    VOWELS,
    Form,
    Sex,
    adjectival_surname,
    colour_surname,
    noun_forms,
    possessive_surname,
)
from newsextract.mentions.naming.forms import (
    CACHED_NAMES,
    KNOWN,
    SHOWN,
    common_noun_forms,
    dictionary_forms,
    family_forms,
    fold,
    given_forms,
    merged,
)
from newsextract.morphology import dictionary_parses
from newsextract.values import Value

SURE, LIKELY, POSSIBLE, NEVER = 3, 2, 1, 0

_NAME_MARKS = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
_ORDINARY_SHARE = 0.12  # a word counts as ordinary when it is one at least so often
_LONGEST = 40  # letters of a name
_LONGEST_ACRONYM = 4
_SHORTEST_BODY = 6


class NameWord(Value, frozen=True):
    """A word's readings as each part of a name, and how sure a given name and a surname are (SURE ... NEVER).

    `common`: it is an ordinary word too. `place`: it names a place too. `adjective`: it has the form of one.
    `listed`: a given name of our tables. `family_first`: a family name that stands before the given name.
    """

    given: tuple[Form, ...] = ()
    given_rank: int = NEVER
    listed: bool = False
    patronymic: tuple[Form, ...] = ()
    surname: tuple[Form, ...] = ()
    surname_rank: int = NEVER
    common: bool = False
    place: bool = False
    adjective: bool = False
    family_first: bool = False


@lru_cache(maxsize=CACHED_NAMES)
def name_word(word: str) -> NameWord:
    """Read one word, written with a capital (`Оспановой`, `ОСПАНОВ`, `Касым-Жомарта`).

    >>> [form.nominative for form in name_word("Ерланом").given]
    ['Ерлан']
    >>> name_word("Шымкенте").place
    True
    """
    family_first = bool(family_forms(word))
    _, hyphen, last = word.rpartition("-")
    if hyphen and last[:1].islower() and last not in surnames.GENERATIONS:
        return NameWord(common=True)  # Мать-героиня, Бизнес-омбудсмен
    if (
        not 2 <= len(word) <= _LONGEST
        or word.count("-") > 2
        or word.lower() in not_names.ORDINARY
        or _is_thing(word)
    ):
        return NameWord(common=True, family_first=family_first)
    word = _capitalised(word)
    parses = dictionary_parses(word)
    common = _ordinary_share(parses) > _ORDINARY_SHARE or _is_function_word(parses)
    place = _is_place(word, parses)
    given = given_forms(word, parses)
    surname, surname_rank, adjective = _surname_forms(word, parses, common, place)
    return NameWord(
        given=given,
        given_rank=_given_rank(given, common, place),
        listed=any(form.weight > KNOWN for form in given),
        patronymic=dictionary_forms(word, parses, "Patr"),
        surname=surname,
        surname_rank=surname_rank,
        common=common,
        place=place,
        adjective=adjective,
        family_first=family_first,
    )


@lru_cache(maxsize=CACHED_NAMES)
def is_acronym(word: str) -> bool:
    """РИА, МВД; КИМ and ЦОЙ are surnames in capitals."""
    return word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM and name_word(word).surname_rank < SURE


@lru_cache(maxsize=CACHED_NAMES)
def can_be_name(word: str) -> bool:
    """The word is a part of a name in some context at least."""
    info = name_word(word)
    return bool(info.given_rank or info.surname_rank or info.patronymic)


def _capitalised(word: str) -> str:
    """МУТАШЕВ -> Муташев; words in mixed case stay."""
    if not word.isupper():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


# ---- dictionary


def _ordinary_share(parses: tuple[Any, ...]) -> float:
    return float(sum(parse.score for parse in parses if not any(mark in parse.tag for mark in _NAME_MARKS)))


def _is_function_word(parses: tuple[Any, ...]) -> bool:
    """Prepositions, conjunctions, pronouns: no part of a name at the head of a sentence."""
    return any(parse.tag.POS in ("PREP", "CONJ", "PRCL", "NPRO", "INTJ") for parse in parses)


def _given_rank(given: tuple[Form, ...], common: bool, place: bool) -> int:
    if not given:
        return NEVER
    if any(form.nominative in not_names.FEASTS for form in given):
        return POSSIBLE
    listed = any(form.weight > KNOWN for form in given)
    if place:
        return LIKELY if listed else NEVER
    if common:
        return LIKELY if listed else POSSIBLE
    return SURE


# ---- surnames


def _surname_forms(
    word: str, parses: tuple[Any, ...], common: bool, place: bool
) -> tuple[tuple[Form, ...], int, bool]:
    """Readings as a surname, how sure one is, and whether it is an adjective in form."""
    lower = word.lower()
    if "-" in word:
        return _double_surname(word)
    if lower.endswith((*surnames.SON_ENDINGS, *surnames.DAUGHTER_ENDINGS)):
        sex: Sex = "m" if lower.endswith(surnames.SON_ENDINGS) else "f"
        return (Form(word, sex, ANY_CASE, weight=KNOWN),), SURE, False
    adjectival = adjectival_surname(word) if len(word) > 5 else []
    possessive = possessive_surname(word) if len(word) > 4 else []
    strong = [replace(form, weight=SHOWN) for form in (*possessive, *adjectival)]
    if lower.endswith(("ов", "ев")) and len(word) > 4:
        strong.append(Form(word[:-2], "m", GENITIVE | ACCUSATIVE, plural=True, weight=0))  # семья Бергов
    if strong and lower[-1] not in VOWELS:
        strong.append(Form(word, "f", ANY_CASE, weight=0))  # Хелен Левин, Катрин Петров
    if any(parse.tag.POS == "ADJF" for parse in parses):
        strong += [replace(form, weight=SHOWN) for form in colour_surname(word)]  # Яровая beside Ярова
    known = dictionary_forms(word, parses, "Surn")
    if known:
        if not strong and lower[-1] not in VOWELS and all(form.sex == "m" for form in known):
            strong.append(Form(word, "f", ANY_CASE))  # Анна Абрамович
        rank = LIKELY if place or common else SURE
        return merged((*known, *strong)), rank, bool(adjectival)
    if strong:
        rank = _rank_by_ending(parses, common, place, bool(adjectival))
        return merged(strong if rank >= LIKELY else (*strong, *noun_forms(word))), rank, bool(adjectival)
    return _surname_by_form(word, parses, common, place)


def _double_surname(word: str) -> tuple[tuple[Form, ...], int, bool]:
    """Halves that decline alike, or the first stays: Салтыкова-Щедрина, Гамзат-Алиева, Бодрова-младшего."""
    first, _, last = word.partition("-")
    if len(first) < 2 or len(last) < 2 or first.lower() in not_names.PLACE_PREFIXES:
        return (), NEVER, False
    if first.lower() in surnames.PARTICLES:  # аль-Асада
        tail = name_word(last)
        forms = tuple(
            replace(
                form,
                nominative=f"{first}-{form.nominative}",
                weight=form.weight + form.nominative.endswith("и"),
            )
            for form in tail.surname or noun_forms(last)
        )
        return forms, max(tail.surname_rank, POSSIBLE), False
    if last.lower() in surnames.GENERATIONS:
        head, generation = name_word(first), surnames.GENERATIONS[last.lower()]
        forms = tuple(replace(form, nominative=f"{form.nominative}-{generation}") for form in head.surname)
        return forms, head.surname_rank, False
    if not last[0].isupper():
        return (), NEVER, False
    head, tail = name_word(first), name_word(last)
    forms = tuple(
        Form(f"{a.nominative}-{b.nominative}", b.sex, a.cases & b.cases, weight=min(a.weight, b.weight))
        for a in (
            *(head.surname or noun_forms(first)),
            Form(first, "m", ANY_CASE, weight=0),
            Form(first, "f", ANY_CASE, weight=0),
        )
        for b in tail.surname or noun_forms(last)
        if a.cases & b.cases and a.sex == b.sex and not (a.plural or b.plural)
    )
    rank = max(head.surname_rank, tail.surname_rank)
    barred = head.place or tail.place or head.common or tail.common or tail.adjective
    return merged(forms), min(rank, POSSIBLE) if barred else rank, tail.adjective


def _rank_by_ending(parses: tuple[Any, ...], common: bool, place: bool, adjectival: bool) -> int:
    """-ов also ends the genitive plural (городов), -ин and -ина ordinary nouns, -ский adjectives."""
    if common and not all(
        parse.tag.POS == "NOUN" and "gent" in parse.tag and "plur" in parse.tag for parse in parses
    ):
        return POSSIBLE
    if common or place or adjectival or any(parse.tag.number == "plur" for parse in parses):
        return LIKELY
    return SURE


def _surname_by_form(
    word: str, parses: tuple[Any, ...], common: bool, place: bool
) -> tuple[tuple[Form, ...], int, bool]:
    """Surnames without a Russian ending: any noun, any adjective (Белый), anything unknown."""
    lower = word.lower()
    weak = [*noun_forms(word), *common_noun_forms(word, parses)]
    kinds = {parse.tag.POS for parse in parses}
    if lower.endswith(("ых", "их")):  # Черных, Долгих
        undeclined = [Form(word, sex, ANY_CASE, weight=SHOWN) for sex in ("m", "f")]
        return merged(undeclined), POSSIBLE if common else LIKELY, False
    if "ADJF" in kinds or word.endswith(("ого", "ому", "щего", "щему", "щий")):
        weak += [replace(form, weight=SHOWN) for form in colour_surname(word)]
    if common and not kinds & {"NOUN", "ADJF"}:
        return merged(weak), NEVER, False
    if place:
        return merged(weak), NEVER if _is_listed_place(word) else POSSIBLE, False
    if not common and lower.endswith(surnames.INDECLINABLE_ENDINGS):
        return (
            (Form(word, "m", ANY_CASE, weight=SHOWN), Form(word, "f", ANY_CASE, weight=SHOWN)),
            LIKELY,
            False,
        )
    if not common and _is_body(weak):
        return merged(weak), NEVER, False
    marked = not common and any(form.nominative.lower().endswith(surnames.NOUN_ENDINGS) for form in weak)
    return merged(weak), LIKELY if marked else POSSIBLE, "ADJF" in kinds


# ---- what is no name


def _is_body(forms: list[Form]) -> bool:
    """A ministry or a firm in one word: Минкульт, Внешэкономбанк, Росреестра."""
    names = {form.nominative.lower() for form in forms}
    return any(
        len(name) >= _SHORTEST_BODY
        and (name.startswith(not_names.BODY_PREFIXES) or name.endswith(not_names.BODY_ENDINGS))
        for name in names
    )


@cache
def _place_names() -> frozenset[str]:
    return frozenset(f"{places.KAZAKHSTAN} {places.WORLD}".split())


def _is_place(word: str, parses: tuple[Any, ...]) -> bool:
    if any("Geox" in parse.tag for parse in parses) and not any("Surn" in parse.tag for parse in parses):
        return True
    return _is_listed_place(word)


def _is_listed_place(word: str) -> bool:
    names = _place_names()
    return word in names or any(form.nominative in names for form in noun_forms(word))


def _is_thing(word: str) -> bool:
    things = not_names.THINGS
    folded = fold(word)
    return folded in things or any(form.nominative in things for form in noun_forms(folded))
