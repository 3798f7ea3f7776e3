"""Which reading of each name is right: the words beside it, joined names, and the whole article decide."""

from __future__ import annotations

from collections import Counter, defaultdict

from msgspec.structs import replace

from newsextract.mentions.naming.context import (
    NO_HINT,
    OBJECT,
    Hint,
    governed_by,
    hint_after,
    hint_before,
)
from newsextract.mentions.naming.declension import ANY_CASE, GENITIVE, NOMINATIVE, Sex
from newsextract.mentions.naming.phrases import Phrase
from newsextract.mentions.naming.readings import Reading

_MENS_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
_JOINTS = frozenset({", ", " и ", " или ", ", а также "})  # names so joined stand in one case
_MOST_SUPPORT, _MOST_VOTES = 12, 6
_SUBJECT, _OBJECT, _GOVERNED, _MISMATCH = 4, 2, 3, 3  # points of a reading between its neighbours

Person = tuple[str | None, Sex | None]  # surname and sex


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
        reading = replace(reading, cases=_narrowed(text, phrase, reading.cases, joined))
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
    if not cases & (cases - 1):
        return cases  # one alone is left
    left = hint_before(text, phrase.start).cases
    if cases == ANY_CASE and left == GENITIVE:  # or a head: руководитель отдела Гиви Какабадзе
        left = governed_by(text, phrase.start).cases
    for asked in (left, hint_after(text, phrase.stop).cases, joined):
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
    asked = left.cases if left.sex in (None, reading.sex) else left.cases & ~NOMINATIVE
    if left.cases == ANY_CASE:
        governed = 0
    elif reading.cases & asked:
        governed = _GOVERNED
    else:
        governed = -1 if left.cases == NOMINATIVE else -_MISMATCH
    if right.cases == NOMINATIVE and reading.cases & NOMINATIVE:
        return _as_subject(reading, left, right, governed)
    is_object = right.cases == OBJECT and reading.cases & OBJECT and not reading.cases & NOMINATIVE
    return governed + (_OBJECT if is_object else 0)


def _as_subject(reading: Reading, left: Hint, right: Hint, governed: int) -> int:
    """A form cannot be the verb's subject and governed by the noun before at once."""
    subject = _SUBJECT if right.sex in (None, reading.sex) else -_SUBJECT
    if left.cases & NOMINATIVE:
        return subject + governed
    return max(subject - 2, governed)
