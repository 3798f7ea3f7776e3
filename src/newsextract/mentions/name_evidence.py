"""What an article shows of its people: which bare words are names, and which reading of a form is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from newsextract.mentions.declension import ANY_CASE, NOMINATIVE, Sex
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
from newsextract.mentions.name_forms import fold
from newsextract.mentions.name_phrases import Phrase
from newsextract.mentions.name_readings import Reading, single
from newsextract.mentions.name_tokens import Token
from newsextract.mentions.name_words import LIKELY, POSSIBLE, SURE, NameWord, name_word
from newsextract.morphology import dictionary_parses

_MENS_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
_JOINTS = frozenset({", ", " и ", " или ", ", а также "})  # names so joined stand in one case
_MOST_SUPPORT, _MOST_VOTES = 12, 6
_SUBJECT, _OBJECT, _GOVERNED, _MISMATCH = 4, 2, 3, 3  # points of a reading between its neighbours

Person = tuple[str | None, Sex | None]  # surname and sex


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
    return governed and all(reading.cases == NOMINATIVE for reading in readings if reading.weight > 0)


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


def choose_readings(text: str, found: list[Phrase]) -> list[Reading]:
    """The likeliest reading of each phrase, its cases narrowed by what stands beside it."""
    support = _support(text, found)
    chosen = _choose(text, found, support)
    votes = Counter((reading.surname, reading.sex) for reading in chosen)
    if any(_outvoted(phrase, reading, votes) for phrase, reading in zip(found, chosen, strict=True)):
        support = {person: points + min(votes[person], _MOST_VOTES) for person, points in support.items()}
        chosen = _choose(text, found, support)
    return chosen


def _support(text: str, found: list[Phrase]) -> dict[Person, int]:
    """How many written forms a surname and a sex explain, one more when a full name is among them."""
    forms: dict[Person, set[str]] = defaultdict(set)
    full: set[Person] = set()
    for phrase in found:
        written = text[phrase.start : phrase.stop].rpartition(" ")[2].lower()
        top = max(reading.weight for reading in phrase.readings)
        for reading in phrase.readings:
            if reading.surname and (not phrase.sure or reading.weight >= top):
                forms[reading.surname, reading.sex].add(written)
                if phrase.sure:
                    full.add((reading.surname, reading.sex))
    return {person: len(written) + (person in full) for person, written in forms.items()}


def _outvoted(phrase: Phrase, chosen: Reading, votes: Counter[Person]) -> bool:
    """Another reading's surname was chosen for more of the article's mentions."""
    most = votes[chosen.surname, chosen.sex]
    return any(
        reading.surname != chosen.surname and votes[reading.surname, reading.sex] > most
        for reading in phrase.readings
    )


def _choose(text: str, found: list[Phrase], support: dict[Person, int]) -> list[Reading]:
    chosen: list[Reading] = []
    floor, joined = 0, ANY_CASE
    for index, phrase in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if joined == ANY_CASE and following is not None and _are_joined(text, phrase, following):
            joined = _open_cases(following)
        reading = _likeliest(text, phrase, support, (floor, joined))
        reading = reading._replace(cases=_narrowed(text, phrase, reading.cases, joined))
        chosen.append(reading)
        floor, joined = phrase.stop, ANY_CASE
        if following is not None and phrase.sure and _are_joined(text, phrase, following):
            joined = reading.cases
    return chosen


def _are_joined(text: str, left: Phrase, right: Phrase) -> bool:
    """Only a comma or `и` stands between the two: they are in one case."""
    return text[left.stop : right.start] in _JOINTS


def _open_cases(phrase: Phrase) -> int:
    """The cases that the likeliest readings of a full name leave open."""
    top = phrase.readings[0].weight
    cases = 0
    for reading in phrase.readings:
        cases |= reading.cases if reading.weight == top else 0
    return cases if phrase.sure else ANY_CASE


def _narrowed(text: str, phrase: Phrase, cases: int, joined: int) -> int:
    """The cases of a form that the words and names beside it leave."""
    for asked in (hint_before(text, phrase.start).cases, hint_after(text, phrase.stop).cases, joined):
        cases = cases & asked or cases
    return cases


def _likeliest(text: str, phrase: Phrase, support: dict[Person, int], around: tuple[int, int]) -> Reading:
    """The reading that the words beside it, the rest of the article and custom favour.

    `around` is where the name before stops, and the cases that a name joined with this one leaves.
    """
    if len(phrase.readings) == 1:
        return phrase.readings[0]
    floor, joined = around
    left, right = governed_by(text, phrase.start, floor), hint_after(text, phrase.stop)
    if left.cases == ANY_CASE:
        left = Hint(joined)
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
