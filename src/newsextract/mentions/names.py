"""People's names as written, their parts brought to the nominative with the whole article as evidence."""

from __future__ import annotations

from collections import defaultdict

from newsextract.mentions.declension import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    NOMINATIVE,
    PREPOSITIONAL,
)
from newsextract.mentions.name_phrases import Phrase, Reading, Token, phrases, runs, single, word_of
from newsextract.mentions.name_words import LIKELY, SURE
from newsextract.records import Case, Gender, Name

_CASE_NAMES: dict[int, Case] = {
    NOMINATIVE: "nominative",
    GENITIVE: "genitive",
    DATIVE: "dative",
    ACCUSATIVE: "accusative",
    INSTRUMENTAL: "instrumental",
    PREPOSITIONAL: "prepositional",
}
_GENDERS: dict[str | None, Gender] = {"m": "masculine", "f": "feminine"}


def find_names(text: str) -> tuple[Name, ...]:
    """Every person named in the text, in order; parts in the nominative, as far as each mention gives them.

    >>> [(name.text, name.full) for name in find_names("Ответ Оспановой: Айгуль Оспанова и К. Ермеков")]
    [('Оспановой', 'Оспанова'), ('Айгуль Оспанова', 'Айгуль Оспанова'), ('К. Ермеков', 'К. Ермеков')]
    """
    found: list[Phrase] = []
    alone: list[tuple[Token, bool]] = []
    for run in runs(text):
        initial = _begins_sentence(text, run[0].start)
        for piece in phrases(run, initial):
            if isinstance(piece, Token):
                alone.append((piece, initial and piece is run[0]))
            else:
                found.append(piece)
    known = _known_parts(found)
    found += [phrase for token, initial in alone if (phrase := _alone(token, initial, known)) is not None]
    found.sort(key=lambda phrase: phrase.start)
    support = _support(found)
    return tuple(_name(text, phrase, support) for phrase in found)


def _begins_sentence(text: str, start: int) -> bool:
    before = start - 1
    while before >= 0 and text[before] in ' "«„“\u00a0-—–':
        before -= 1
    return before < 0 or text[before] in ".!?…\n:"


def _known_parts(found: list[Phrase]) -> dict[str, set[str]]:
    """Given names and surnames that the article's full names show, in the nominative."""
    known: dict[str, set[str]] = {"first": set(), "surname": set()}
    for phrase in found:
        for reading in phrase.readings:
            if reading.surname:
                known["surname"].add(reading.surname)
            if reading.first and reading.surname:
                known["first"].add(reading.first)
    return known


def _alone(token: Token, initial: bool, known: dict[str, set[str]]) -> Phrase | None:
    """A word by itself: a name when the article's full names say so, or when it can be little else."""
    word = word_of(token)
    surname = single(token, "surname")
    matching = tuple(reading for reading in surname if reading.surname in known["surname"])
    if matching:
        return Phrase(token.start, token.stop, matching, sure=False)
    given = single(token, "first")
    matching = tuple(reading for reading in given if reading.first in known["first"])
    if matching:
        return Phrase(token.start, token.stop, matching, sure=False)
    if token.text.isupper():
        return None
    if word.surname_rank == SURE:
        return Phrase(token.start, token.stop, surname, sure=False)
    if word.given_rank == SURE:
        return Phrase(token.start, token.stop, given, sure=False)
    if word.surname_rank == LIKELY and not initial:
        return Phrase(token.start, token.stop, surname, sure=False)
    return None


def _support(found: list[Phrase]) -> dict[tuple[str, str | None], int]:
    """How many different written forms each surname with its sex explains."""
    forms: dict[tuple[str, str | None], set[tuple[int, int]]] = defaultdict(set)
    for phrase in found:
        for reading in phrase.readings:
            if reading.surname:
                forms[reading.surname, reading.sex].add((reading.cases, phrase.sure))
    return {key: len(cases) for key, cases in forms.items()}


def _name(text: str, phrase: Phrase, support: dict[tuple[str, str | None], int]) -> Name:
    def rank(reading: Reading) -> tuple[int, int, bool]:
        return (
            support.get((reading.surname or "", reading.sex), 0) if not phrase.sure else 0,
            reading.weight,
            bool(reading.cases & NOMINATIVE),
        )

    best = max(phrase.readings, key=rank)
    return Name(
        start=phrase.start,
        stop=phrase.stop,
        text=text[phrase.start : phrase.stop],
        first=best.first,
        patronymic=best.patronymic,
        surname=best.surname,
        gender=_GENDERS.get(best.sex),
        case=_CASE_NAMES.get(best.cases),
    )
