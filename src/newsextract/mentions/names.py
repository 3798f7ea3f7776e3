"""People's names as written, their parts brought to the nominative with the whole article as evidence."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from msgspec.structs import replace

from newsextract.mentions.naming.alone import (
    Alone,
    Known,
    is_foreign_person,
    is_person,
    is_thing,
    read_alone,
)
from newsextract.mentions.naming.choice import choose_readings
from newsextract.mentions.naming.context import belongs_to_name, may_follow_position
from newsextract.mentions.naming.declension import CASES, NOMINATIVE
from newsextract.mentions.naming.phrases import Phrase, phrases, unknown_pair
from newsextract.mentions.naming.readings import Reading, single
from newsextract.mentions.naming.recogniser import person_spans
from newsextract.mentions.naming.tokens import Token, runs
from newsextract.mentions.naming.words import can_be_name, name_word
from newsextract.mentions.positions import position_after, position_before
from newsextract.records import Case, Gender, Name, Position

Recogniser = Literal["rules", "natasha"]

_CASE_NAMES: dict[int, Case] = dict(
    zip(
        CASES.values(),
        ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"),
        strict=True,
    )
)
_GENDERS: dict[str | None, Gender] = {"m": "masculine", "f": "feminine"}
_SENTENCE_MARKS = ".!?…\n:•■"


def find_names(text: str, *, recogniser: Recogniser = "rules") -> tuple[Name, ...]:
    """Every person named in the text, in order; parts in the nominative, as far as each mention gives them.

    `recogniser="natasha"` adds the people whom only natasha's model sees, at forty times the cost; it needs
    `newsextract[ner]` and raises ImportError without it. The nominatives are found in the same way. Raises
    ValueError for another recogniser.

    >>> [(name.text, name.full) for name in find_names("Ответ Оспановой: Айгуль Оспанова и К. Ермеков")]
    [('Оспановой', 'Оспанова'), ('Айгуль Оспанова', 'Айгуль Оспанова'), ('К. Ермеков', 'К. Ермеков')]
    """
    if recogniser not in (known := get_args(Recogniser)):
        raise ValueError(f"recogniser {recogniser!r} is not known: use one of {', '.join(known)}")
    found = _find_phrases(text)
    if recogniser == "natasha":
        found = _without_overlaps([*found, *_recognised_phrases(text, found)])
    readings = choose_readings(text, found)
    floors = [0, *(phrase.stop for phrase in found)]
    ceilings = [*(phrase.start for phrase in found[1:]), len(text)]
    return tuple(
        _name(text, phrase, reading, (floors[index], ceilings[index]))
        for index, (phrase, reading) in enumerate(zip(found, readings, strict=True))
    )


def read_name(text: str, start: int, stop: int) -> Name | None:
    """The name in a stretch known to name a person, None when nothing in it can be one.

    >>> read_name("встреча с Айгуль Жумабаевой", 10, 27).full
    'Айгуль Жумабаева'
    """
    phrase = _read_stretch(text, start, stop)
    if phrase is None:
        return None
    return _name(text, phrase, choose_readings(text, [phrase])[0], (0, len(text)))


def _recognised_phrases(text: str, found: list[Phrase]) -> list[Phrase]:
    """What fills the stretches that the model alone takes for people and that nothing speaks against."""
    taken = {place for phrase in found for place in range(phrase.start, phrase.stop)}
    seen = [
        _read_stretch(text, start, stop)
        for start, stop in person_spans(text)
        if taken.isdisjoint(range(start, stop))
    ]
    return [phrase for phrase in seen if phrase is not None and _is_plausible(text, phrase)]


def _is_plausible(text: str, phrase: Phrase) -> bool:
    words = [name_word(word) for word in text[phrase.start : phrase.stop].split()]
    ordinary = any((word.common or word.place) and not word.listed for word in words)
    return not ordinary and not is_thing(text, phrase.start, phrase.stop, full=len(words) > 1)


class _Pieces(NamedTuple):
    """What the runs of a text hold: names by themselves, words and pairs that need evidence."""

    names: list[Phrase]
    alone: list[Alone]
    pairs: list[Phrase]


def _find_phrases(text: str) -> list[Phrase]:
    """Full names first; they and the neighbours decide on single words, and these on pairs nobody knows."""
    names, alone, pairs = _read_runs(text)
    certain = [pair for pair in pairs if is_person(text, pair.start, pair.stop)]
    known = Known.of(names + certain)
    singles = [phrase for word in alone if (phrase := read_alone(text, word, known)) is not None]
    shown = {reading.surname for phrase in singles for reading in phrase.readings}
    for pair in pairs:
        repeated = any(reading.surname in shown for reading in pair.readings)
        if repeated or is_foreign_person(text, pair.start, pair.stop):
            certain.append(pair)
    return _without_overlaps([*names, *certain, *singles])


def _read_runs(text: str) -> _Pieces:
    pieces = _Pieces([], [], [])
    for run in runs(text):
        if len(run) > 1:
            _add_pieces(text, run, pieces)
        elif run[0].kind == "word" and can_be_name(run[0].text):  # nearly all are one word, and no phrase
            pieces.alone.append(Alone(run[0], _begins_sentence(text, run[0].start)))
    return pieces


def _add_pieces(text: str, run: list[Token], pieces: _Pieces) -> None:
    initial = _begins_sentence(text, run[0].start)
    for piece in phrases(run, initial):
        if isinstance(piece, Phrase):
            _add_phrase(text, run, piece, pieces)
        elif can_be_name(piece.text):
            pieces.alone.append(Alone(piece, initial and piece is run[0]))
            pair = unknown_pair(run, run.index(piece))
            if pair is not None:
                pieces.pairs.append(pair[0])


def _add_phrase(text: str, run: list[Token], phrase: Phrase, pieces: _Pieces) -> None:
    if phrase.turned and belongs_to_name(text, phrase.start):
        tokens = (token for token in run if phrase.start <= token.start < phrase.stop)
        pieces.alone.extend(Alone(token, False) for token in tokens)
    elif not is_thing(text, phrase.start, phrase.stop, full=_has_given(phrase)):
        pieces.names.append(phrase)


def _without_overlaps(found: list[Phrase]) -> list[Phrase]:
    """In text order; of two that overlap the longer."""
    kept: list[Phrase] = []
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.stop)):
        if not kept or phrase.start >= kept[-1].stop:
            kept.append(phrase)
        elif phrase.stop - phrase.start > kept[-1].stop - kept[-1].start:
            kept[-1] = phrase
    return kept


def _has_given(phrase: Phrase) -> bool:
    first = phrase.readings[0].first
    return first is not None and not first.endswith(".")


def _begins_sentence(text: str, start: int) -> bool:
    before = start - 1
    while before >= 0 and text[before] in ' "«„“\u00a0-—–':
        before -= 1
    return before < 0 or text[before] in _SENTENCE_MARKS


def _read_stretch(text: str, start: int, stop: int) -> Phrase | None:
    for run in runs(text[start:stop]):
        shifted = [replace(token, start=token.start + start, stop=token.stop + start) for token in run]
        phrase = _read_run(shifted)
        if phrase is not None:
            return phrase
    return None


def _read_run(run: list[Token]) -> Phrase | None:
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


# ---- the record


def _name(text: str, phrase: Phrase, reading: Reading, room: tuple[int, int]) -> Name:
    """`room` is the stretch from the name before to the name after, where its position may stand."""
    case = _CASE_NAMES.get(reading.cases)
    position = _position(text, phrase, case, room)
    if position is not None and position.gender == "feminine":
        reading = _of_a_woman(text[phrase.start : phrase.stop], phrase, reading)
        case = _CASE_NAMES.get(reading.cases)
    return Name(
        start=phrase.start,
        stop=phrase.stop,
        text=text[phrase.start : phrase.stop],
        first=reading.first,
        patronymic=reading.patronymic,
        surname=reading.surname,
        gender=_GENDERS.get(reading.sex),
        case=case,
        position=position,
        family_first=phrase.family_first,
    )


def _of_a_woman(written: str, phrase: Phrase, reading: Reading) -> Reading:
    """`мать пятерых детей Жанат Турсын`: the same name as a woman's, where women bear it too.

    Where the given name is known of men only, a surname may show her: `активистка Бахыт Торегова`.
    """
    same = (
        other
        for other in phrase.readings
        if other.sex == "f" and (other.first, other.surname) == (reading.first, reading.surname)
    )
    first, _, surname = written.rpartition(" ")
    if first == reading.first and first.isalpha() and f"{reading.surname}а" == surname:
        return replace(reading, surname=surname, sex="f", cases=NOMINATIVE)
    return next(same, reading)


def _position(text: str, phrase: Phrase, case: Case | None, room: tuple[int, int]) -> Position | None:
    before = None
    if may_follow_position(text, phrase.start):
        before = position_before(text, phrase.start, room[0], case=case)
    return before or position_after(text, phrase.stop, room[1])
