"""Positions and descriptions of people as written: `вице-министр цифрового развития`, `житель Алматы`.

Only the head noun and the words that agree with it are put into the nominative; what depends on them stays as
it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex
from msgspec.structs import replace

from newsextract.lexicon.organisations import ACTIVITIES
from newsextract.lexicon.positions import (
    FEMININE,
    GOVERN_INSTRUMENTAL,
    ONE,
    PRESS,
    QUANTITIES,
    TAIL_PREPOSITIONS,
)
from newsextract.mentions.heads import Head as Head
from newsextract.mentions.heads import heads as heads
from newsextract.mentions.organisations import is_media, read_organisation
from newsextract.mentions.phrases import Reach, Token, first_word, read_group, read_tail, tokens
from newsextract.mentions.word_forms import GENITIVES, INSTRUMENTALS, Reading, like, nominative, readings
from newsextract.morphology import parses
from newsextract.records import Case, Gender, Position

MAX_MODIFIERS = 6
LOOK_BACK = 300
_CLOSING = '"»”),'
MAX_CANDIDATES = 12
_CASES: dict[str, Case] = {
    "nomn": "nominative", "gent": "genitive", "datv": "dative", "accs": "accusative",
    "ablt": "instrumental", "loct": "prepositional",
}  # fmt: skip
_ALL_CASES = frozenset(_CASES)


class _Found(NamedTuple):
    """A position read from tokens: which of them, and how its front part reads in the nominative."""

    first: int
    behind: int
    front: int
    words: tuple[str, ...]
    head: Head
    gender: Gender | None


def read_position(text: str, start: int, stop: int, *, plural: bool = False) -> Position | None:
    """The position phrase that begins at `start` and does not reach beyond `stop`.

    `plural` says that the verb is a plural: `сообщили судьи` is many, `дом судьи` one.

    >>> text = "заместителя акима Алматинской области вызвали"
    >>> position = read_position(text, 0, len(text))
    >>> position.name, position.head
    ('заместитель акима Алматинской области', 'заместитель')
    """
    if not _opens_position(first_word(text, start, stop)):
        return None
    words = tokens(text, start, stop)
    if not words or words[0].start != start:
        return None
    series = _read_series(words, 0, frozenset(["nomn"]), wide=False) if plural else []
    series = series or _read_series(words, 0, _ALL_CASES, wide=False)
    return _position(text, words, series) if series else None


@lru_cache(maxsize=1 << 14)
def _opens_position(word: str) -> bool:
    """Whether a position can begin with the word: a head, something that agrees with one, `и.о.`."""
    if not word or len(word) < 3:
        return word.lower() in {"и", "в", "вр"}
    if _is_quantity(word) or word.lower() in ONE:
        return True
    return bool(heads(word)) or word.lower() == "врио" or any(not reading.noun for reading in readings(word))


@lru_cache(maxsize=1 << 14)
def _ends_phrase(word: str) -> bool:
    """Whether a position can end with the word: a name is not announced by a verb or a preposition."""
    return not word.islower() or parses(word)[0].tag.POS in {"NOUN", "ADJF", "PRTF", "NUMR", None}


def _read_series(words: Sequence[Token], first: int, cases: frozenset[str], *, wide: bool) -> list[_Found]:
    """A position and those set beside it: `режиссер и продюсер`; before a name also without `и`."""
    found = _read(words, first, cases, wide=wide)
    series = []
    while found is not None:
        series.append(found)
        following = found.behind
        if following < len(words) and (
            words[following].text == "и" or (wide and words[following].text == ",")
        ):
            following += 1
        elif not wide:
            break
        if following >= len(words):
            break
        found = _read(words, following, frozenset([found.head.case]), wide=wide)
        if found is not None and found.head.plural != series[0].head.plural:
            break
    return series


def _read(words: Sequence[Token], first: int, cases: frozenset[str], *, wide: bool) -> _Found | None:
    """Modifiers, head and tail from the token `first`; `wide` when a name is known to follow."""
    fixed = _fixed_front(words, first)
    if fixed and words[first].kind != "acting" and "nomn" not in cases:
        return None
    index = first + len(fixed)
    modifiers: list[Token] = []
    while index < len(words) and len(modifiers) < MAX_MODIFIERS:
        head = _head_at(words, index, modifiers, GENITIVES if fixed else cases)
        if head is not None:
            behind = _tail(words, index + 1, head.lemma, wide=wide)
            return _found(words, (first, index, behind), modifiers, head)
        if not _is_modifier(words[index]):
            return None
        modifiers.append(words[index])
        index += 1
    return None


def _tail(words: Sequence[Token], behind: int, lemma: str, *, wide: bool) -> int:
    if FEMININE.get(lemma, lemma) in GOVERN_INSTRUMENTAL:
        behind = read_group(words, behind, INSTRUMENTALS)
    if not wide and behind < len(words) and is_media(words[behind].text) and lemma not in PRESS:
        return behind
    return read_tail(words, behind, _wide_reach() if wide else _reach(lemma))


def _fixed_front(words: Sequence[Token], first: int) -> tuple[str, ...]:
    """Words that put the head into the genitive and stay as they are: `и.о.`, `два`, `один из`."""
    token = words[first]
    if token.kind == "acting" or (token.kind == "word" and _is_quantity(token.text)):
        return (token.text,)
    if first + 1 < len(words) and words[first + 1].text == "из" and token.text.lower() in ONE:
        return (like(token.text, ONE[token.text.lower()]), "из")
    return ()


@lru_cache(maxsize=1 << 12)
def _is_quantity(word: str) -> bool:
    """A numeral, or a noun of quantity in the nominative."""
    return word.lower() in QUANTITIES or bool(parses(word.lower())[0].tag.POS == "NUMR")


@cache
def _wide_reach() -> Reach:
    return Reach(TAIL_PREPOSITIONS["name follows"], True)


@lru_cache(maxsize=1 << 10)
def _reach(lemma: str) -> Reach:
    return Reach(TAIL_PREPOSITIONS["*"] | TAIL_PREPOSITIONS.get(lemma, frozenset()))


def _found(
    words: Sequence[Token], span: tuple[int, int, int], modifiers: Sequence[Token], head: Head
) -> _Found:
    first, index, behind = span
    fixed = _fixed_front(words, first)
    if fixed:
        written = [token.text for token in words[first + len(fixed) : index + 1]]
        many = _is_quantity(fixed[0])
        return _Found(first, behind, index, (*fixed, *written), head._replace(plural=many), head.gender)
    gender, forms = head.gender, []
    for token in modifiers:
        reading = _agreeing(token, head)
        if reading is None:
            forms.append(token.text)
            continue
        forms.append(nominative(token.text, reading.case, reading.plural, reading.gender, False))
        if reading.gender == "femn" and not reading.plural:
            gender = "feminine"
    return _Found(first, behind, index, (*forms, head.nominative), head, gender)


def _is_modifier(token: Token) -> bool:
    return token.kind == "word" and any(not reading.noun for reading in readings(token.text))


def _agreeing(token: Token, head: Head) -> Reading | None:
    for reading in readings(token.text):
        same = reading.case == head.case and reading.plural == head.plural
        if not reading.noun and same and (reading.gender != "neut" or reading.plural):
            return reading
    return None


def _head_at(
    words: Sequence[Token], index: int, modifiers: list[Token], cases: frozenset[str]
) -> Head | None:
    token = words[index]
    if token.kind != "word":
        return None
    for head in heads(token.text):
        if head.case in cases and all(_agreeing(modifier, head) for modifier in modifiers):
            if _is_modifier(token) and _modifies_next(words, index, head):
                return None
            return head
    return None


def _modifies_next(words: Sequence[Token], index: int, head: Head) -> bool:
    """`ведущий специалист`, `рабочей группы`: the word that could be a head agrees with a noun behind it."""
    if index + 1 >= len(words) or words[index + 1].kind != "word":
        return False
    return any(
        reading.noun and reading.case == head.case and reading.plural == head.plural and not reading.person
        for reading in readings(words[index + 1].text)
    )


def _position(text: str, words: Sequence[Token], series: Sequence[_Found]) -> Position:
    first, last = series[0], series[-1]
    start, stop = words[first.first].start, words[last.behind - 1].stop
    name = ""
    for number, found in enumerate(series):
        end = words[found.behind - 1].stop
        name += text[words[series[number - 1].behind - 1].stop : words[found.first].start] if number else ""
        name += " ".join(found.words) + text[words[found.front].stop : end]
    if _begins_sentence(text, start) and not first.words[0].isupper():
        name = name[0].lower() + name[1:]
    return Position(
        start=start,
        stop=stop,
        text=text[start:stop],
        name=name,
        head=first.head.lemma,
        gender=next((found.gender for found in series if found.gender), None),
        plural=first.head.plural,
        organisation=_organisation(text, words[first.front + 1 : last.behind], stop),
    )


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(' "«—–-')
    return before == "" or before[-1] in ".!?\n:…"


def _organisation(text: str, tail: Sequence[Token], stop: int) -> str | None:
    for token in tail:
        organisation = read_organisation(text, token.start, stop)
        if organisation is not None and not set(organisation.name.lower().split()[:1]) & ACTIVITIES:
            return organisation.name
    return None


def position_before(text: str, stop: int, floor: int = 0, *, case: Case | None = None) -> Position | None:
    """The longest position phrase that ends right before the name at `stop`, not reaching below `floor`.

    `case` is the name's: in `помощник президента Токаева` the name is a genitive, and the president's.

    >>> text = "сообщил генеральный директор ТОО \\"Степные дороги\\" Асет Жумин"
    >>> position = position_before(text, text.index("Асет"))
    >>> position.name, position.organisation
    ('генеральный директор ТОО "Степные дороги"', 'ТОО "Степные дороги"')
    """
    end = min(stop, len(text))
    while end > floor and text[end - 1] == " ":
        end -= 1
    if end <= floor or not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
        return None
    if text[end - 1].isalpha() and not _ends_phrase(text[max(floor, end - 40) : end].rpartition(" ")[2]):
        return None
    boundary = _boundary().search(text, max(floor, end - LOOK_BACK), end)
    words = tokens(text, boundary.end() if boundary else max(floor, end - LOOK_BACK), end, whole=True)
    if not words or words[-1].stop < end:
        return None
    cases = _ALL_CASES if case is None else frozenset(key for key, value in _CASES.items() if value == case)
    for first in _candidates(words):
        series = _read_series(words, first, cases, wide=True)
        if series and series[-1].behind == len(words):
            return _position(text, words, series)
    return None


@cache
def _boundary() -> regex.Pattern[str]:
    """The last mark before a name that no position reaches across; the full stop of `и.о.` is none."""
    return regex.compile(r"(?r)[:;!?…]|\p{Ll}{3}\.(?=\s)|\s[—–-]\s|\n")


def _candidates(words: Sequence[Token]) -> Iterator[int]:
    """Where a phrase that ends with the last token may begin, the farthest first."""
    first = len(words)
    while first > 0 and not _breaks(words[first - 1]):
        first -= 1
    seen = 0
    for index in range(first, len(words)):
        token = words[index]
        if token.kind == "acting" or (token.kind == "word" and _opens_position(token.text)):
            yield index
            seen += 1
            if seen == MAX_CANDIDATES:
                return


def _breaks(token: Token) -> bool:
    if token.kind == "mark":
        return token.text not in {",", "(", ")"}
    if token.kind != "word" or token.text[0].isupper():
        return False
    return all(parse.tag.POS in {"VERB", "GRND", "INFN", "PRTS"} for parse in parses(token.text.lower())[:2])


@cache
def _apposition() -> regex.Pattern[str]:
    return regex.compile(r"\s?,\s|\s[-–—]\s|\s\(")


def position_after(text: str, start: int, stop: int) -> Position | None:
    """The position set beside the name that ends at `start`: after a comma, a dash or in brackets.

    >>> text = "Ержан Сапаров, аким области, ответил"
    >>> position_after(text, 13, len(text)).name
    'аким области'
    """
    opening = _apposition().match(text, start, stop)
    if opening is None:
        return None
    position = read_position(text, opening.end(), stop)
    if position is None or _is_closed(text, position.stop):
        return position
    words = tokens(text, position.stop, stop)
    behind = read_tail(words, 0, Reach(TAIL_PREPOSITIONS["name follows"])) if words else 0
    if not behind or not _is_closed(text, words[behind - 1].stop):
        return None
    more = text[position.stop : words[behind - 1].stop]
    return replace(
        position, stop=position.stop + len(more), text=position.text + more, name=position.name + more
    )


def _is_closed(text: str, place: int) -> bool:
    """Whether an apposition can end here: at a mark, a dash, the end of the line; not before a name."""
    return (
        place >= len(text) or text[place] in ",.\n);:!?" or text[place : place + 2].strip() in {"—", "–", "-"}
    )
