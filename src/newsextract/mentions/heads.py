"""Nouns that say what a person is: `вице-министра`, `замакима`, `потерпевшей`; compounds are read by rule."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from newsextract.lexicon.positions import ADDRESSES, COMMON, FEMININE, FEMININE_ONLY, MASCULINE, PREFIXES
from newsextract.mentions.word_forms import FUNCTION_WORDS, NOMINAL, like, nominative
from newsextract.morphology import parses
from newsextract.records import Gender
from newsextract.values import Value

_NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn")
_FEMININE_ENDINGS = ("ница", "щица", "чица", "иня", "есса", "истка", "анка", "янка", "енка")
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


class Head(Value, frozen=True):
    """One reading of a word as the noun of a position."""

    lemma: str
    nominative: str
    case: str
    plural: bool
    gender: Gender | None


@cache
def _lemmas() -> frozenset[str]:
    return COMMON | MASCULINE | FEMININE.keys() | FEMININE_ONLY


def gender_of(lemma: str) -> Gender | None:
    """The gender a description gives away: `жительница` feminine, `житель` masculine, `министр` None."""
    last = lemma.rpartition("-")[2]
    if lemma in FEMININE or lemma in FEMININE_ONLY or last in FEMININE:
        return "feminine"
    if lemma in MASCULINE or last in MASCULINE:
        return "masculine"
    return "feminine" if last.endswith(_FEMININE_ENDINGS) and last not in COMMON else None


@lru_cache(maxsize=1 << 14)
def heads(word: str) -> tuple[Head, ...]:
    """The readings of a word as the head of a position, the likeliest first; empty for any other word.

    >>> [(head.lemma, head.case) for head in heads("вице-министра")]
    [('вице-министр', 'gent'), ('вице-министр', 'accs')]
    >>> heads("замакима")[0].nominative
    'замакима'
    """
    written = word.lower().replace("ё", "е")
    if len(written) < 3 or not written[0].isalpha():
        return ()
    found = _dictionary_heads(word, written)
    if found:
        return found
    if word.islower() and _lives(parses(word)[0]):
        return tuple(_head(parse, word, written) for parse in parses(word) if _lives(parse))
    if written.startswith("зам") and any(head.case == "gent" for head in heads(written[3:])):
        return tuple(Head(written, word, case, False, None) for case in CASES)
    first, hyphen, last = written.rpartition("-")
    if hyphen and last and (first in PREFIXES or heads(first)):
        return _compound_heads(word, last) or (heads(word[: len(first)]) and _with_apposition(word, first))
    return ()


@lru_cache(maxsize=1 << 13)
def hidden_heads(word: str) -> tuple[Head, ...]:
    """The oblique readings as a person of a form that is likelier another noun; right only before a name.

    >>> heads("аналитика"), hidden_heads("аналитика")[0].nominative
    ((), 'аналитик')
    """
    if heads(word) or not word.islower():
        return ()
    written = word.replace("ё", "е")
    found = (_head(parse, word, written) for parse in parses(word) if _names_person(parse))
    return tuple(head for head in found if head.case != "nomn")


def _with_apposition(word: str, first: str) -> tuple[Head, ...]:
    """`конгрессмена-республиканца`: the first noun is the position, the second agrees with it."""
    last = word[len(first) + 1 :]
    return tuple(
        replace(head, nominative=f"{head.nominative}-{nominative(last, head.case, head.plural, None, True)}")
        for head in heads(word[: len(first)])
    )


def _compound_heads(word: str, last: str) -> tuple[Head, ...]:
    prefix, _, written = word.rpartition("-")
    stem = nominative_of_first(prefix)
    return tuple(
        Head(
            f"{stem.lower()}-{head.lemma}",
            f"{stem}-{like(written, head.nominative.lower())}",
            head.case,
            head.plural,
            head.gender,
        )
        for head in heads(last)
    )


def nominative_of_first(word: str) -> str:
    """The first part of a compound declines when it is a noun of its own: `режиссера-постановщика`."""
    found = heads(word) if word.lower() not in PREFIXES else ()
    return found[0].nominative if found else word


def _dictionary_heads(word: str, written: str) -> tuple[Head, ...]:
    """Readings from the dictionary; a word likelier to be something else (`после`, `премьеры`) is no head.

    A lemma of the lexicon is taken at its word: `супруга` is she, not the genitive of `супруг`.
    """
    readings = parses(word.lower())
    found = dict.fromkeys(_head(parse, word, written) for parse in readings if _names_person(parse))
    if written in _lemmas():
        return tuple(sorted(found, key=lambda head: (head.lemma, head.case) != (written, "nomn")))
    likeliest = readings[0].tag
    if likeliest.POS in FUNCTION_WORDS:
        return ()
    is_name = any(mark in likeliest for mark in ("Name", "Surn", "Patr"))
    return tuple(found) if is_name or _names_person(readings[0]) or likeliest.case not in CASES else ()


def _names_person(parse: Any) -> bool:
    return parse.tag.case in CASES and parse.tag.POS in NOMINAL and _lemma(parse) in _lemmas()


def _lives(parse: Any) -> bool:
    """Any other noun of the dictionary for somebody alive: `единоросс`, `подельник`; no name of a person."""
    tag = parse.tag
    alive = tag.POS == "NOUN" and "anim" in tag and tag.case in CASES and parse.is_known
    return alive and parse.normal_form not in ADDRESSES and not any(mark in tag for mark in _NAMES)


def _head(parse: Any, word: str, written: str) -> Head:
    plural = parse.tag.number == "plur"
    form = None if parse.tag.case == "nomn" else parse.inflect({"nomn", "plur" if plural else "sing"})
    lemma = _lemma(parse)
    written = like(word, str(form.word) if form else written)
    return Head(lemma, written, str(parse.tag.case), plural, gender_of(lemma))


def _lemma(parse: Any) -> str:
    """The nominative singular in the word's own gender: the dictionary puts `супруга` under `супруг`."""
    tag = parse.tag
    form = str(parse.normal_form)
    if tag.POS == "PRTF" or tag.gender == "femn":
        inflected = parse.inflect({"nomn", "sing", "femn" if tag.gender == "femn" else "masc"})
        form = str(inflected.word) if inflected else form
    return form.replace("ё", "е")
