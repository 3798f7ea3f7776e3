"""Grammatical readings of single words, and their nominatives with the capitals as written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from newsextract.lexicon.organisations import COMPOUND_CORES, COMPOUND_STARTS, DECLINED
from newsextract.lexicon.pronouns import COUNTING
from newsextract.morphology import parses
from newsextract.values import Value

SAME_STEM = 4  # letters that two forms of one superlative share
FUNCTION_WORDS = frozenset({"PREP", "CONJ", "PRCL", "ADVB", "PRED", "VERB", "INFN", "GRND"})
NOMINAL = frozenset({"NOUN", "ADJF", "PRTF"})
MODIFYING = NOMINAL | {"NUMR"}
GENITIVES = frozenset({"gent", "gen2"})
DATIVES = frozenset({"datv"})
INSTRUMENTALS = frozenset({"ablt"})
PREPOSITIONALS = frozenset({"loct", "loc2"})


_HAS_OBJECT = frozenset(
    ["PRTF", "past", "actv", "tran"]
)  # `проверявший| фонд`: the noun behind is its object


class Reading(Value, frozen=True):
    """One grammatical reading of a word form.

    Case and gender are plain strings: pymorphy3's own grammemes are compared in Python, many times slower.
    """

    noun: bool
    case: str
    plural: bool
    gender: str | None
    lemma: str
    place: bool
    person: bool


_ENDINGS = {
    "masc": {"nomn": "", "gent": "а", "datv": "у", "accs": "", "ablt": "ом", "loct": "е"},
    "femn": {"nomn": "а", "gent": "ы", "datv": "е", "accs": "у", "ablt": "ой", "loct": "е"},
}


@cache
def _declined() -> dict[str, tuple[Reading, ...]]:
    """The forms of names that the dictionary lacks."""
    found: dict[str, tuple[Reading, ...]] = {}
    for lemma, gender in DECLINED.items():
        endings = _ENDINGS.get(gender or "", dict.fromkeys(_ENDINGS["masc"], ""))
        stem = lemma[:-1] if gender == "femn" else lemma
        for case, ending in endings.items():
            reading = Reading(True, case, False, gender, lemma, False, False)
            found[stem + ending] = (*found.get(stem + ending, ()), reading)
    return found


@lru_cache(maxsize=1 << 14)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word as noun or full adjective, the likeliest first; most pronouns are neither.

    >>> [(reading.case, reading.plural) for reading in readings("развития")][0]
    ('gent', False)
    """
    if word.lower() in _declined():
        return _declined()[word.lower()]
    return tuple(
        Reading(
            noun=parse.tag.POS == "NOUN",
            case=str(parse.tag.case),
            plural=parse.tag.number == "plur",
            gender=None if parse.tag.gender is None else str(parse.tag.gender),
            lemma=str(parse.normal_form).replace("ё", "е"),
            place="Geox" in parse.tag and bool(parse.is_known),
            person=any(mark in parse.tag for mark in ("Name", "Surn", "Patr")),
        )
        for parse in parses(_dictionary_form(word))
        if parse.tag.POS in MODIFYING
        and parse.tag.case
        and not _HAS_OBJECT.issubset(parse.tag.grammemes)
        and ("Apro" not in parse.tag or parse.normal_form in COUNTING)
    )


@lru_cache(maxsize=1 << 14)
def may_modify(word: str) -> bool:
    """Whether the word can be an adjective or participle that agrees with a noun.

    >>> may_modify("цифровой"), may_modify("министр")
    (True, False)
    """
    return any(not reading.noun for reading in readings(word))


def _dictionary_form(word: str) -> str:
    """`36-летняя` is read as `летняя`."""
    return word.lstrip("0123456789").lstrip("-").lower() if word[:1].isdigit() else word.lower()


@lru_cache(maxsize=1 << 14)
def nominative(word: str, case: str, plural: bool, gender: str | None, noun: bool) -> str:
    """The nominative of one word read as said, in its own number, gender and capitals.

    >>> nominative("Генеральной", "loct", False, "femn", False)
    'Генеральная'
    """
    if word.lower() in _declined():
        return like(word, _declined()[word.lower()][0].lemma)
    for parse in parses(_dictionary_form(word)):
        tag = parse.tag
        if (tag.POS == "NOUN") != noun or tag.case != case or (tag.number == "plur") != plural:
            continue
        if noun or plural or tag.gender == gender:
            inflected = parse.inflect({"nomn", "plur" if plural else "sing"})
            if inflected is not None:
                return like(word, _superlative(parse, inflected) if "Supr" in tag else str(inflected.word))
    return word


def _superlative(parse: Any, inflected: Any) -> str:
    """The nominative that begins as the word does: `высшей` is a form of `высшая`, not of `высочайшая`."""
    alike = (
        form.word
        for form in parse.lexeme
        if form.tag == inflected.tag and form.word[:SAME_STEM] == parse.word[:SAME_STEM]
    )
    return str(next(alike, inflected.word))


def like(written: str, form: str) -> str:
    """The form with the capitals of the word as written: `Северо-Казахстанская`, `МВД`, `КазАвтоЖол`."""
    if written[:1].isdigit():
        digits = written[: len(written) - len(written.lstrip("0123456789-"))]
        return digits + form
    if "ё" not in written.lower():
        form = form.replace("ё", "е")
    if written.isupper() and len(written) > 1:
        return form.upper()
    pieces, shapes = form.split("-"), written.split("-")
    if len(pieces) != len(shapes):
        return form.capitalize() if written[:1].isupper() else form
    return "-".join(_capitals(piece, shape) for piece, shape in zip(pieces, shapes, strict=True))


def _capitals(form: str, shape: str) -> str:
    """The form with its letters as large as those in the same place: `КазАвтоЖола` -> `КазАвтоЖол`."""
    if shape[1:].islower() or len(shape) < 2:
        return form[:1].upper() + form[1:] if shape[:1].isupper() else form
    return "".join(
        letter.upper() if index < len(shape) and shape[index].isupper() else letter
        for index, letter in enumerate(form)
    )


def words_in_nominative(words: Sequence[str]) -> str:
    """A phrase of any words: its first noun and the adjectives before it in the nominative.

    >>> words_in_nominative(["Степной", "заре"])
    'Степная заря'
    """
    place = next((index for index, word in enumerate(words) if _noun(word) is not None), len(words))
    noun = _noun(words[place]) if place < len(words) else None
    if noun is None or noun.case == "nomn":
        return " ".join(words)
    front = [_agreeing(word, noun) for word in words[:place]]
    if None in front:
        return " ".join(words)
    head = nominative(words[place], noun.case, noun.plural, noun.gender, True)
    return " ".join((*map(str, front), head, *words[place + 1 :]))


def _noun(word: str) -> Reading | None:
    found = readings(word)
    return found[0] if found and found[0].noun else None


def _agreeing(word: str, noun: Reading) -> str | None:
    for reading in readings(word):
        same = (reading.case, reading.plural) == (noun.case, noun.plural)
        if not reading.noun and same and (reading.plural or reading.gender == noun.gender):
            return nominative(word, reading.case, reading.plural, reading.gender, False)
    return None


@lru_cache(maxsize=1 << 12)
def is_compound_body(word: str) -> bool:
    """Whether the word is put together like the name of an agency: `Росречнадзор`.

    >>> is_compound_body("Росречнадзора"), is_compound_body("Казанцев")
    (True, False)
    """
    lower = word.lower()
    start = next((start for start in COMPOUND_STARTS if lower.startswith(start)), None)
    return (
        start is not None
        and word[0].isupper()
        and any(core in lower[len(start) :] for core in COMPOUND_CORES)
    )
