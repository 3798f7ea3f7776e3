"""Words that stand alone: which are names, by their form, their neighbours and the article's full names."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from newsextract.lexicon import surnames
from newsextract.mentions.naming.context import (
    NO_HINT,
    Hint,
    asked_by_left,
    asked_by_right,
    governed_by,
    hint_after,
    hint_before,
    is_adjective,
    is_glued,
    is_inanimate,
    is_nominal,
    is_plural_adjective,
    is_quoted,
    names_a_thing,
    word_after,
    word_before,
)
from newsextract.mentions.naming.declension import NOMINATIVE
from newsextract.mentions.naming.forms import CACHED_NAMES, fold
from newsextract.mentions.naming.phrases import Phrase
from newsextract.mentions.naming.readings import Reading, Slot, agreed, nominatives, single
from newsextract.mentions.naming.tokens import Token
from newsextract.mentions.naming.words import LIKELY, POSSIBLE, SURE, NameWord, name_word
from newsextract.mentions.positions import position_after
from newsextract.morphology import dictionary_parses
from newsextract.values import Value

_APPOSITION = 100  # characters in which a position after a name must stand


class Alone(Value, frozen=True):
    """A word that is a name only if its article or its neighbours say so; `initial` heads its sentence."""

    token: Token
    initial: bool


class Known(Value, frozen=True):
    """Surnames and given names, in the nominative, that full names of the article show."""

    surnames: frozenset[str]
    given: frozenset[str]

    @classmethod
    def of(cls, found: list[Phrase]) -> Known:
        """The parts of every reading: which one is right is not known yet."""
        readings = [reading for phrase in found for reading in phrase.readings if reading.surname]
        return cls(
            frozenset(str(reading.surname) for reading in readings),
            frozenset(reading.first for reading in readings if reading.first),
        )


class _Sides(Value, frozen=True):
    """The words on both sides, and what they ask."""

    before: str | None
    following: str | None
    left: Hint
    right: Hint

    def makes_subject(self, readings: tuple[Reading, ...]) -> bool:
        """The verb after the name makes one of the readings its subject."""
        return self.right.cases == NOMINATIVE and any(reading.cases & NOMINATIVE for reading in readings)

    def names_unknown(self, readings: tuple[Reading, ...]) -> bool:
        """What stands before asks for a person, not for a body: `заявил Линдквист`, `президент Линдквист`."""
        return not self.left.body and replace(self, right=NO_HINT).makes_person(readings)

    def makes_person(self, readings: tuple[Reading, ...]) -> bool:
        """A position before that agrees, or a verb of speech beside it."""
        return any(
            hint.person and hint.cases & reading.cases and hint.sex in (None, reading.sex)
            for reading in readings
            for hint in (self.left, self.right)
        )


def is_thing(text: str, start: int, stop: int, *, full: bool) -> bool:
    """A firm in quotation marks, a street, a prize; `full` as in `names_a_thing`."""
    if is_quoted(text, start, stop):
        return True
    return names_a_thing(text, start, word_before(text, start), full=full, word=False)


def is_person(text: str, start: int, stop: int) -> bool:
    """The neighbours speak of a person: a position before or after, a verb of speech on either side."""
    if governed_by(text, start).person or hint_after(text, stop).person:
        return True
    return position_after(text, stop, min(len(text), stop + _APPOSITION)) is not None


def is_foreign_person(text: str, start: int, stop: int) -> bool:
    """Two words that no dictionary knows where a verb, a preposition or another name leads to a person."""
    words = text[start:stop].split()
    if any(dictionary_parses(word) or fold(word) != word.replace("ё", "е") for word in words):
        return False
    left = hint_before(text, start)
    if left.local or is_thing(text, start, stop, full=True):
        return False
    before = word_before(text, start)
    governed = before is not None and before[0].islower() and not is_inanimate(before)
    return governed or hint_after(text, stop).verb


def read_alone(text: str, word: Alone, known: Known) -> Phrase | None:
    """A word by itself: a name when the article's full names say so, or when it can be little else."""
    token = word.token
    info = name_word(token.text)
    before = word_before(text, token.start)
    readings = _known_readings(token.text, info, known)
    if not readings and not _shows_itself(token.text) and before not in surnames.PARTICLES:
        return None
    if is_quoted(text, token.start, token.stop) or names_a_thing(
        text, token.start, before, full=False, word=info.surname_rank < SURE
    ):
        return None
    with_particle = _after_particle(token, before, known)
    if with_particle is not None:
        return with_particle
    following = word_after(text, token.stop)
    sides = _Sides(before, following, asked_by_left(before), asked_by_right(following))
    if sides.right.thing:
        return None
    ordinary = word.initial and info.common
    if readings:
        ordinary = ordinary and not sides.right.verb
    elif _shows_itself(token.text):
        readings = _shown_readings(word, info, sides)
        if not sides.makes_subject(readings):
            ordinary = ordinary or (info.common and _is_ordinary(text, token, sides, readings))
        else:
            ordinary = False
    return Phrase(token.start, token.stop, readings, sure=False) if readings and not ordinary else None


def _after_particle(token: Token, before: str | None, known: Known) -> Phrase | None:
    """бен Ладена, фон Берга: the surname goes with the small word before it."""
    if before is None or before not in surnames.PARTICLES:
        return None
    readings = agreed((Slot("surname", (before, token.text)),), None)
    if before not in surnames.NOBLE and not any(reading.surname in known.surnames for reading in readings):
        return None
    return Phrase(token.start - len(before) - 1, token.stop, readings, sure=False)


def _is_ordinary(text: str, token: Token, sides: _Sides, readings: tuple[Reading, ...]) -> bool:
    """8 Марта, нового Блока, Арабских Эмиратов, Министерство Финансов: ruled by the word before."""
    before = sides.before
    if before is None:
        return text[max(0, token.start - 2) : token.start - 1].isdigit()
    if is_plural_adjective(before) or (before[0].islower() and is_adjective(before)):
        return True
    governed = not sides.left.person and is_inanimate(before)
    return governed and all(reading.cases == NOMINATIVE for reading in readings if reading.weight > 0)


def _known_readings(text: str, info: NameWord, known: Known) -> tuple[Reading, ...]:
    if info.place and not info.listed and info.surname_rank < LIKELY:
        return ()
    for part, shown in (("surname", known.surnames), ("first", known.given)):
        if not shown.isdisjoint(nominatives(text, part)):
            return tuple(reading for reading in single(text, part) if getattr(reading, part) in shown)
    return ()


@lru_cache(maxsize=CACHED_NAMES)
def _shows_itself(text: str) -> bool:
    """Whether a word can be a name that no full name of the article explains."""
    info = name_word(text)
    if text.isupper() or is_glued(text):
        return False
    if info.given_rank >= LIKELY or (info.surname_rank == SURE and not info.adjective):
        return True
    return not info.place and info.surname_rank >= (LIKELY if info.common else POSSIBLE)


def _shown_readings(word: Alone, info: NameWord, sides: _Sides) -> tuple[Reading, ...]:
    """Readings of a word that no full name of the article explains."""
    text = word.token.text
    surname, given = single(text, "surname"), single(text, "first")
    if sides.left.local and not info.listed:
        return ()
    if info.surname_rank == SURE and not info.adjective:
        # Ирина is a woman, whatever surname she may be a form of; the reverse is told by other mentions
        return given + surname if info.listed and info.given_rank == SURE else surname
    if info.given_rank == SURE:
        return given if info.listed else given + surname
    if info.given_rank == LIKELY:
        subject = not word.initial and sides.makes_subject(given)
        return given if not info.place or subject or sides.makes_person(given) else ()
    return _shown_surname(info, sides, surname)


def _shown_surname(info: NameWord, sides: _Sides, surname: tuple[Reading, ...]) -> tuple[Reading, ...]:
    if info.adjective:  # no Абайского района, no представителя Горного управления
        if sides.following is not None and not sides.right.verb and is_nominal(sides.following):
            return ()
        return tuple(reading for reading in surname if sides.makes_person((reading,)))
    if info.surname_rank > POSSIBLE:
        return surname
    return surname if sides.names_unknown(surname) else ()
