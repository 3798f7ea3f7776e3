"""People's names as written, their parts brought to the nominative with the whole article as evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from newsextract.mentions.declension import (
    ACCUSATIVE,
    ANY_CASE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    NOMINATIVE,
    PREPOSITIONAL,
)
from newsextract.mentions.name_context import (
    Hint,
    governed_by,
    hint_after,
    hint_before,
    is_glued,
    is_plural_adjective,
    is_quoted,
    names_a_thing,
    word_before,
)
from newsextract.mentions.name_phrases import (
    Part,
    Phrase,
    Reading,
    Token,
    phrases,
    runs,
    single,
    unknown_pair,
)
from newsextract.mentions.name_words import LIKELY, POSSIBLE, SURE, NameWord, name_word
from newsextract.mentions.positions import position_after, position_before
from newsextract.records import Case, Gender, Name, Position

_CASE_NAMES: dict[int, Case] = {
    NOMINATIVE: "nominative",
    GENITIVE: "genitive",
    DATIVE: "dative",
    ACCUSATIVE: "accusative",
    INSTRUMENTAL: "instrumental",
    PREPOSITIONAL: "prepositional",
}
_GENDERS: dict[str | None, Gender] = {"m": "masculine", "f": "feminine"}
_MENS_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
_SUPPORT = 4  # so many other forms count for a reading at most


def find_names(text: str) -> tuple[Name, ...]:
    """Every person named in the text, in order; parts in the nominative, as far as each mention gives them.

    >>> [(name.text, name.full) for name in find_names("Ответ Оспановой: Айгуль Оспанова и К. Ермеков")]
    [('Оспановой', 'Оспанова'), ('Айгуль Оспанова', 'Айгуль Оспанова'), ('К. Ермеков', 'К. Ермеков')]
    """
    found, alone = _read_runs(text)
    known = _Known.of(found)
    found += [phrase for word in alone if (phrase := _alone(text, word, known)) is not None]
    found.sort(key=lambda phrase: phrase.start)
    support = _support(found)
    best = [_likeliest(text, phrase, support) for phrase in found]
    stops = [0, *(phrase.stop for phrase in found)]
    starts = [*(phrase.start for phrase in found[1:]), len(text)]
    return tuple(
        _name(text, phrase, reading, stops[index], starts[index])
        for index, (phrase, reading) in enumerate(zip(found, best, strict=True))
    )


def read_name(text: str, start: int, stop: int) -> Name | None:
    """The name that fills a stretch known to name a person, None when nothing in it can be one.

    >>> read_name("встреча с Айгуль Жумабаевой", 10, 27).full
    'Айгуль Жумабаева'
    """
    found = None
    for run in runs(text[start:stop]):
        shifted = [token._replace(start=token.start + start, stop=token.stop + start) for token in run]
        found = found or _whole(shifted)
    if found is None:
        return None
    return _name(text, found, _likeliest(text, found, {}), start, stop)


def _whole(run: list[Token]) -> Phrase | None:
    pieces = list(phrases(run, initial=False))
    found = next((piece for piece in pieces if isinstance(piece, Phrase)), None)
    if found is not None:
        return found
    pair = unknown_pair(run, 0)
    if pair is not None:
        return pair[0]
    token = next((piece for piece in pieces if isinstance(piece, Token)), None)
    if token is None:
        return None
    info = name_word(token.text)
    readings = single(token.text, "first") if info.given_rank > info.surname_rank else ()
    readings += () if readings and info.listed else single(token.text, "surname")
    return Phrase(token.start, token.stop, readings, sure=False) if readings else None


class _Alone(NamedTuple):
    """A word that is a name only if its article or its neighbours say so."""

    token: Token
    initial: bool


class _Known(NamedTuple):
    """Surnames and given names, in the nominative, that full names of the article show."""

    surnames: frozenset[str]
    given: frozenset[str]

    @classmethod
    def of(cls, found: list[Phrase]) -> _Known:
        readings = [reading for phrase in found for reading in phrase.readings if reading.surname]
        return cls(
            frozenset(str(reading.surname) for reading in readings),
            frozenset(reading.first for reading in readings if reading.first),
        )


def _read_runs(text: str) -> tuple[list[Phrase], list[_Alone]]:
    found: list[Phrase] = []
    alone: list[_Alone] = []
    for run in runs(text):
        initial = _begins_sentence(text, run[0].start)
        paired = -1
        for piece in phrases(run, initial):
            if isinstance(piece, Phrase):
                if not _is_thing(text, piece.start, piece.stop, full=_has_given(piece)):
                    found.append(piece)
            elif piece.start >= paired:
                pair = _pair(text, run, piece)
                if pair is None:
                    alone.append(_Alone(piece, initial and piece is run[0]))
                else:
                    found.append(pair)
                    paired = pair.stop
    return found, alone


def _pair(text: str, run: list[Token], token: Token) -> Phrase | None:
    """Two unknown words that stand where a person is expected."""
    place = run.index(token)
    pair = unknown_pair(run, place)
    if pair is None or not _is_person(text, pair[0].start, pair[0].stop):
        return None
    return pair[0]


def _begins_sentence(text: str, start: int) -> bool:
    before = start - 1
    while before >= 0 and text[before] in ' "«„“\u00a0-—–':
        before -= 1
    return before < 0 or text[before] in ".!?…\n:•■"


def _is_thing(text: str, start: int, stop: int, *, full: bool, word: bool = False) -> bool:
    return is_quoted(text, start, stop) or names_a_thing(text, start, full=full, word=word)


def _has_given(phrase: Phrase) -> bool:
    first = phrase.readings[0].first
    return first is not None and not first.endswith(".")


def _is_person(text: str, start: int, stop: int) -> bool:
    """The neighbours speak of a person: a position before, a verb of speech on either side."""
    return (
        hint_before(text, start).person
        or hint_after(text, stop).person
        or _stands_after_position(text, start)
    )


def _stands_after_position(text: str, start: int) -> bool:
    return position_before(text, start) is not None


# ---- words that stand alone


def _alone(text: str, word: _Alone, known: _Known) -> Phrase | None:
    """A word by itself: a name when the article's full names say so, or when it can be little else."""
    token = word.token
    info = name_word(token.text)
    surname = single(token.text, "surname")
    if _is_thing(text, token.start, token.stop, full=False, word=info.surname_rank < SURE):
        return None
    sides = _Sides(hint_before(text, token.start), hint_after(text, token.stop))
    if sides.right.thing or (info.common and is_plural_adjective(word_before(text, token.start))):
        return None
    readings = tuple(reading for reading in surname if reading.surname in known.surnames)
    readings = readings or tuple(
        reading for reading in single(token.text, "first") if reading.first in known.given
    )
    if not readings and not token.text.isupper():
        readings = _shown_readings(token.text, info, sides)
    doubtful = word.initial and info.common and not sides.makes_subject(readings)
    return Phrase(token.start, token.stop, readings, sure=False) if readings and not doubtful else None


class _Sides(NamedTuple):
    """What the words on both sides ask."""

    left: Hint
    right: Hint

    def makes_subject(self, readings: tuple[Reading, ...]) -> bool:
        """The verb after the name makes one of the readings its subject."""
        return (
            any(self.right.cases & reading.cases for reading in readings) and self.right.cases == NOMINATIVE
        )

    def makes_person(self, readings: tuple[Reading, ...]) -> bool:
        """A position before that agrees, or a verb of speech beside it."""
        return any(
            hint.person and hint.cases & reading.cases
            for reading in readings
            for hint in (self.left, self.right)
        )


def _shown_readings(text: str, info: NameWord, sides: _Sides) -> tuple[Reading, ...]:
    """Readings of a word that no full name of the article explains."""
    surname, given = single(text, "surname"), single(text, "first")
    if is_glued(text):
        return ()
    if info.surname_rank == SURE and not info.adjective:
        return surname
    if info.given_rank == SURE:
        return given if info.listed else given + surname
    if info.given_rank == LIKELY and (
        not info.place or sides.makes_person(given) or sides.makes_subject(given)
    ):
        return given
    weak = info.place or info.adjective or info.surname_rank == POSSIBLE
    if info.surname_rank >= (LIKELY if info.common or info.place else POSSIBLE):
        return surname if not weak or sides.makes_person(surname) else ()
    return ()


# ---- the likeliest reading


_Key = tuple[str | None, str | None]


def _support(found: list[Phrase]) -> dict[_Key, int]:
    """How many written forms of the article a surname with its sex explains; full names count double."""
    forms: dict[_Key, set[tuple[int, bool]]] = defaultdict(set)
    for phrase in found:
        top = phrase.readings[0].weight
        for reading in phrase.readings:
            if reading.surname and (not phrase.sure or reading.weight == top):
                forms[reading.surname, reading.sex].add((reading.cases, phrase.sure))
    return {key: len(seen) + 2 * any(sure for _, sure in seen) for key, seen in forms.items()}


def _likeliest(text: str, phrase: Phrase, support: dict[_Key, int]) -> Reading:
    if len(phrase.readings) == 1:
        return phrase.readings[0]
    left, right = governed_by(text, phrase.start), hint_after(text, phrase.stop)

    def score(reading: Reading) -> float:
        points = reading.weight + min(support.get((reading.surname, reading.sex), 0), _SUPPORT)
        points += _fit(reading, left, right)
        return points + _likelihood(reading)

    return max(phrase.readings, key=score)


def _likelihood(reading: Reading) -> float:
    """Where nothing else tells: subjects are named more often than objects, men in -ов more than women in -ова."""
    if reading.sex == "m" and reading.surname is not None and reading.surname.endswith(_MENS_ENDINGS):
        return 0.75
    return 0.5 if reading.cases & NOMINATIVE else 0.0


def _fit(reading: Reading, left: Hint, right: Hint) -> int:
    """Points for a reading between its neighbours; a verb whose subject it is outweighs a noun that governs it."""
    points = 0
    subject = right.cases == NOMINATIVE and bool(reading.cases & NOMINATIVE)
    if subject:
        points += 4 if right.sex in (None, reading.sex) else -4
    if left.cases == ANY_CASE:
        return points
    asked = left.cases if left.sex in (None, reading.sex) else left.cases & ~NOMINATIVE
    if reading.cases & asked:
        return points + 3
    return points - (1 if subject or left.cases == NOMINATIVE else 3)


# ---- the record


def _name(text: str, phrase: Phrase, reading: Reading, floor: int, ceiling: int) -> Name:
    left, right = hint_before(text, phrase.start), hint_after(text, phrase.stop)
    case = _case(reading.cases, left, right)
    return Name(
        start=phrase.start,
        stop=phrase.stop,
        text=text[phrase.start : phrase.stop],
        first=reading.first,
        patronymic=reading.patronymic,
        surname=reading.surname,
        gender=_GENDERS.get(reading.sex),
        case=case,
        position=_position(text, phrase, case, floor, ceiling),
    )


def _case(cases: int, left: Hint, right: Hint) -> Case | None:
    for hint in (left, right):
        if cases & hint.cases:
            cases &= hint.cases
    return _CASE_NAMES.get(cases)


def _position(text: str, phrase: Phrase, case: Case | None, floor: int, ceiling: int) -> Position | None:
    before = position_before(text, phrase.start, floor, case=case)
    return before or position_after(text, phrase.stop, ceiling)
