"""What an article shows of its people: which bare words are names, and which reading of a form is right."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from newsextract.mentions.declension import ANY_CASE, NOMINATIVE
from newsextract.mentions.name_context import (
    NO_HINT,
    OBJECT,
    Hint,
    governed_by,
    hint_after,
    hint_before,
    is_glued,
    is_inanimate,
    is_plural_adjective,
    is_quoted,
    names_a_thing,
    word_before,
)
from newsextract.mentions.name_phrases import Phrase, Reading, Token, single
from newsextract.mentions.name_words import LIKELY, POSSIBLE, SURE, NameWord, name_word

_MENS_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
_JOINTS = frozenset({", ", " и ", " или ", ", а также "})  # names so joined stand in one case
_MOST_SUPPORT = 6
_SUBJECT, _OBJECT, _GOVERNED, _MISMATCH = 4, 2, 3, 3  # points of a reading between its neighbours

Person = tuple[str | None, str | None]  # surname and sex


class Alone(NamedTuple):
    """A word that is a name only if its article or its neighbours say so; `initial` heads its sentence."""

    token: Token
    initial: bool


class Known(NamedTuple):
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


# ---- words that stand alone


class _Sides(NamedTuple):
    """What the words on both sides ask."""

    left: Hint
    right: Hint

    def makes_subject(self, readings: tuple[Reading, ...]) -> bool:
        """The verb after the name makes one of the readings its subject."""
        return self.right.cases == NOMINATIVE and any(reading.cases & NOMINATIVE for reading in readings)

    def makes_person(self, readings: tuple[Reading, ...]) -> bool:
        """A position before that agrees, or a verb of speech beside it."""
        return any(
            hint.person and hint.cases & reading.cases and hint.sex in (None, reading.sex)
            for reading in readings
            for hint in self
        )


def is_thing(text: str, start: int, stop: int, *, full: bool, word: bool = False) -> bool:
    """A firm in quotation marks, a street, a prize; `full` and `word` as in `names_a_thing`."""
    return is_quoted(text, start, stop) or names_a_thing(text, start, full=full, word=word)


def is_person(text: str, start: int, stop: int) -> bool:
    """The neighbours speak of a person: a position before, a verb of speech on either side."""
    return governed_by(text, start).person or hint_after(text, stop).person


def read_alone(text: str, word: Alone, known: Known) -> Phrase | None:
    """A word by itself: a name when the article's full names say so, or when it can be little else."""
    token = word.token
    info = name_word(token.text)
    if is_thing(text, token.start, token.stop, full=False, word=info.surname_rank < SURE):
        return None
    sides = _Sides(hint_before(text, token.start), hint_after(text, token.stop))
    if sides.right.thing:
        return None
    doubtful = word.initial and info.common
    readings = _known_readings(token.text, info, known)
    if readings:
        doubtful = doubtful and not sides.right.verb
    elif not token.text.isupper():
        readings = _shown_readings(token.text, info, sides)
        doubtful = doubtful and not sides.makes_subject(readings)
        doubtful = doubtful or (info.common and _is_genitive_plural(text, token, sides, readings))
    return Phrase(token.start, token.stop, readings, sure=False) if readings and not doubtful else None


def _is_genitive_plural(text: str, token: Token, sides: _Sides, readings: tuple[Reading, ...]) -> bool:
    """Арабских Эмиратов, Министерство Финансов: the word in -ов is ruled by the one before it."""
    before = word_before(text, token.start)
    if is_plural_adjective(before):
        return True
    governed = before is not None and not sides.left.person and is_inanimate(before)
    return governed and all(reading.cases == NOMINATIVE for reading in readings if reading.weight)


def _known_readings(text: str, info: NameWord, known: Known) -> tuple[Reading, ...]:
    if info.place and not info.listed and info.surname_rank < LIKELY:
        return ()
    surname = tuple(reading for reading in single(text, "surname") if reading.surname in known.surnames)
    return surname or tuple(reading for reading in single(text, "first") if reading.first in known.given)


def _shown_readings(text: str, info: NameWord, sides: _Sides) -> tuple[Reading, ...]:
    """Readings of a word that no full name of the article explains."""
    surname, given = single(text, "surname"), single(text, "first")
    if is_glued(text) or (sides.left.local and not info.listed):
        return ()
    if info.surname_rank == SURE and not info.adjective:
        return surname
    if info.given_rank == SURE:
        return given if info.listed else given + surname
    if info.given_rank == LIKELY and (
        not info.place or sides.makes_person(given) or sides.makes_subject(given)
    ):
        return given
    if info.adjective:
        surname = tuple(reading for reading in surname if sides.makes_person((reading,)))
    weak = info.surname_rank == POSSIBLE
    if not info.place and info.surname_rank >= (LIKELY if info.common else POSSIBLE):
        return surname if not weak or sides.makes_person(surname) else ()
    return ()


# ---- the likeliest reading


def count_support(found: list[Phrase]) -> dict[Person, int]:
    """How many forms of the article a surname and a sex explain, one more when a full name is among them."""
    forms: dict[Person, set[int]] = defaultdict(set)
    full: set[Person] = set()
    for phrase in found:
        top = max(reading.weight for reading in phrase.readings)
        for reading in phrase.readings:
            if reading.surname and (not phrase.sure or reading.weight >= top):
                forms[reading.surname, reading.sex].add(reading.cases)
                if phrase.sure:
                    full.add((reading.surname, reading.sex))
    return {person: len(cases) + (person in full) for person, cases in forms.items()}


class Around(NamedTuple):
    """Where the name before stops, and the cases that names joined with this one leave it."""

    floor: int = 0
    cases: int = ANY_CASE


def joined_cases(text: str, left: Phrase, right: Phrase, cases: int) -> int:
    """The cases of a full name for one joined with it by a comma or `и`; any for names that stand apart."""
    return cases if text[left.stop : right.start] in _JOINTS else ANY_CASE


def open_cases(phrase: Phrase) -> int:
    """The cases that the likeliest readings of a full name leave open."""
    top = phrase.readings[0].weight
    cases = 0
    for reading in phrase.readings:
        cases |= reading.cases if reading.weight == top else 0
    return cases if phrase.sure else ANY_CASE


def likeliest(text: str, phrase: Phrase, support: dict[Person, int], around: Around) -> Reading:
    """The reading that the words beside it, the rest of the article and custom favour."""
    if len(phrase.readings) == 1:
        return phrase.readings[0]
    left, right = governed_by(text, phrase.start, around.floor), hint_after(text, phrase.stop)
    if left.cases == ANY_CASE:
        left = Hint(around.cases)
    if right.cases == OBJECT and text[phrase.start - 2 : phrase.start] in (", ", "и "):
        right = NO_HINT  # the subject may be plural: Ермек и Асель решили

    def score(reading: Reading) -> float:
        points = reading.weight + min(support.get((reading.surname, reading.sex), 0), _MOST_SUPPORT)
        return points + _fit(reading, left, right) + _custom(reading)

    return max(phrase.readings, key=score)


def _custom(reading: Reading) -> float:
    """Where nothing else tells: more subjects are named than objects, more men in -ов than women in -ова."""
    bare = reading.first is None and reading.surname is not None
    if bare and reading.sex == "m" and str(reading.surname).endswith(_MENS_ENDINGS):
        return 0.75
    return 0.5 if reading.cases & NOMINATIVE else 0.0


def _fit(reading: Reading, left: Hint, right: Hint) -> int:
    """Points for a reading between its neighbours; its verb outweighs a noun that governs it."""
    points = 0
    subject = right.cases == NOMINATIVE and bool(reading.cases & NOMINATIVE)
    if subject:
        points += _SUBJECT if right.sex in (None, reading.sex) else -_SUBJECT
    elif right.cases == OBJECT:
        points += _OBJECT if reading.cases & OBJECT else 0
    if left.cases == ANY_CASE:
        return points
    asked = left.cases if left.sex in (None, reading.sex) else left.cases & ~NOMINATIVE
    if reading.cases & asked:
        return points + _GOVERNED
    return points - (1 if subject or left.cases == NOMINATIVE else _MISMATCH)
