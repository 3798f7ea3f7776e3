"""Positions and descriptions of people as written: `вице-министр цифрового развития`, `житель Алматы`.

Only the head noun and the words that agree with it are put into the nominative; what depends on them stays as
it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex
from msgspec.structs import replace

from newsextract.lexicon.countries import PLACE_ABBREVIATIONS
from newsextract.lexicon.organisations import ACTIVITIES, NO_BODIES, SHORT_NAMES, WORKS
from newsextract.lexicon.positions import APPOINTED, TAIL_PREPOSITIONS
from newsextract.mentions.heads import Head as Head
from newsextract.mentions.heads import heads as heads
from newsextract.mentions.heads import hidden_heads
from newsextract.mentions.organisations import opens_organisation, organisation_of
from newsextract.mentions.phrases import Reach, Token, begins_sentence, first_word, read_tail, tokens
from newsextract.mentions.position_grammar import ALL_CASES, Found, opens_position, read_series
from newsextract.mentions.word_forms import readings, words_in_nominative
from newsextract.morphology import parses
from newsextract.records import Case, Name, Position

LOOK_BACK = 300
NAME_IN_MARKS = 90
_OPENING = {'"': '"', "»": "«", "”": "“"}
_CLOSING = '"»”),'
MAX_CANDIDATES = 12
_CASES: dict[str, Case] = {
    "nomn": "nominative", "gent": "genitive", "datv": "dative", "accs": "accusative",
    "ablt": "instrumental", "loct": "prepositional",
}  # fmt: skip


def read_position(
    text: str, start: int, stop: int, *, plural: bool = False, case: Case | None = None
) -> Position | None:
    """The position phrase that begins at `start` and does not reach beyond `stop`.

    `plural` says that the verb is a plural: `сообщили судьи` is many, `дом судьи` one. `case` is the one that
    the words before ask for: `по словам мужчины` is one.

    >>> text = "заместителя акима Алматинской области вызвали"
    >>> position = read_position(text, 0, len(text))
    >>> position.name, position.head
    ('заместитель акима Алматинской области', 'заместитель')
    """
    if not opens_position(first_word(text, start, stop)):
        return None
    words = tokens(text, start, stop)
    if not words or words[0].start != start:
        return None
    asked: Case | None = "nominative" if plural else case
    series = read_series(words, 0, _in_case(asked), wide=False) if asked is not None else []
    series = series or read_series(words, 0, ALL_CASES, wide=False)
    return _position(text, words, series) if series else None


@cache
def _in_case(case: Case) -> frozenset[str]:
    return frozenset(key for key, value in _CASES.items() if value == case)


@lru_cache(maxsize=1 << 14)
def _ends_phrase(word: str) -> bool:
    """Whether a position can end with the word: a name is not announced by a verb or a preposition."""
    return not word.islower() or parses(word)[0].tag.POS in {"NOUN", "ADJF", "PRTF", "NUMR", None}


def _position(text: str, words: Sequence[Token], series: Sequence[Found]) -> Position:
    first, last = series[0], series[-1]
    start, stop = words[first.first].start, words[last.behind - 1].stop
    name = ""
    for number, found in enumerate(series):
        end = words[found.behind - 1].stop
        name += text[words[series[number - 1].behind - 1].stop : words[found.first].start] if number else ""
        name += " ".join(found.words) + text[words[found.front].stop : end]
    if begins_sentence(text, start) and not first.words[0].isupper():
        name = name[0].lower() + name[1:]
    return Position(
        start=start,
        stop=stop,
        text=text[start:stop],
        name=name,
        head=first.head.lemma,
        gender=next((found.gender for found in series if found.gender), None),
        plural=first.head.plural,
        organisation=_organisation(text, words[first.front + 1 : last.behind]),
    )


def _organisation(text: str, tail: Sequence[Token]) -> str | None:
    for index, token in enumerate(tail):
        if token.kind == "quoted" and index and _is_work(tail[index - 1].text):
            continue
        organisation = organisation_of(text, tail[index:]) if _may_name_body(token) else None
        words = organisation.name.split()[:2] if organisation is not None else []
        if organisation is None or words[0] in ACTIVITIES or not NO_BODIES.isdisjoint(words):
            continue
        return _unmarked(organisation.name) if index == 0 else organisation.name
    return None


def _is_work(word: str) -> bool:
    return any(reading.noun and reading.lemma in WORKS for reading in readings(word))


def _may_name_body(token: Token) -> bool:
    if token.text in PLACE_ABBREVIATIONS or token.text in NO_BODIES:
        return False
    return token.kind != "word" or opens_organisation(token.text)


@lru_cache(maxsize=1 << 12)
def _unmarked(name: str) -> str:
    """A name in marks right behind a position is mostly a genitive: `глава "Газпрома"` -> `Газпром`."""
    if name[0] not in _OPENING.values():
        return name
    inside = name[1:-1].split()
    noun = next((word for word in inside if (found := readings(word)) and found[0].noun), None)
    if noun is None or readings(noun)[0].case != "gent":
        return name[1:-1]
    known = parses(noun)[0].is_known or readings(noun)[0].lemma in SHORT_NAMES
    return words_in_nominative(inside) if known else name[1:-1]


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
    boundary = _boundary().search(text, max(floor, end - LOOK_BACK), _before_marks(text, floor, end))
    words = tokens(text, boundary.end() if boundary else max(floor, end - LOOK_BACK), end, whole=True)
    if not words or words[-1].stop < end:
        return None
    cases = ALL_CASES if case is None else _in_case(case)
    for first in _candidates(words):
        series = read_series(words, first, cases, wide=True)
        if series and series[-1].behind == len(words):
            return _position(text, words, series)
    return None


def may_begin_before(text: str, place: int, floor: int) -> bool:
    """Whether a position that goes on at `place` can begin before it: a cheap look before the grammar.

    >>> text = "в МВД сообщил заместитель акима"
    >>> [may_begin_before(text, text.index(word), 0) for word in ("акима", "заместитель")]
    [True, False]
    """
    for word in reversed(text[floor:place].split()):
        bare = word.strip(_CLOSING)
        if not bare.isalpha():
            return True  # a compound, a name in marks, `и.о.`
        if _is_verb(bare):
            return False
        if len(bare) > 2 and opens_position(bare):
            return True
    return False


def _before_marks(text: str, floor: int, end: int) -> int:
    """Where the name in quotation marks that ends at `end` begins: `партии |"Степь — дом"`; else `end`."""
    opening = _OPENING.get(text[end - 1])
    place = text.rfind(opening, max(floor, end - NAME_IN_MARKS), end - 1) if opening is not None else -1
    return place if place >= 0 else end


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
        opens = token.kind == "word" and (opens_position(token.text) or bool(hidden_heads(token.text)))
        if token.kind == "acting" or opens:
            yield index
            seen += 1
            if seen == MAX_CANDIDATES:
                return


def _breaks(token: Token) -> bool:
    if token.kind == "mark":
        return token.text not in {",", "(", ")"}
    return token.kind == "end" or (token.kind == "word" and _is_verb(token.text))


@lru_cache(maxsize=1 << 14)
def _is_verb(word: str) -> bool:
    """Whether the word is likely a verb; one with a capital may be a name."""
    verbs = {"VERB", "GRND", "INFN", "PRTS"}
    return not word[0].isupper() and all(parse.tag.POS in verbs for parse in parses(word.lower())[:2])


@cache
def _apposition() -> re.Pattern[str]:
    return re.compile(r"\s?,\s|\s[-–—]\s|\s\(")


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


@cache
def _appointed() -> regex.Pattern[str]:
    """`назначен |акимом`, `была избрана на пост |главы`."""
    participle = "|".join(APPOINTED)
    return regex.compile(
        rf"\s(?:был[аи]?\s)?(?:{participle})[аы]?\s(?:(?:на|в)\s(?:пост|должност)\p{{L}}*+\s)?",
        regex.IGNORECASE,
    )


def position_appointed(text: str, start: int) -> Position | None:
    """The office that somebody whose name ends at `start` is given.

    >>> text = "Асет Жумин назначен заместителем акима области."
    >>> position_appointed(text, 10).name
    'заместитель акима области'
    """
    given = _appointed().match(text, start)
    position = read_position(text, given.end(), len(text)) if given is not None else None
    oblique = position is not None and position.text.lower() != position.name.lower()
    return position if oblique and position is not None and not position.plural else None


def position_with_owner(text: str, start: int, owner: Name) -> Position | None:
    """The position beside a name that ends with the name of its owner: `Дина Калиева, жена Асета Жумина,`."""
    opening = _apposition().match(text, start, owner.start)
    position = read_position(text, opening.end(), owner.start) if opening is not None else None
    ends = position is not None and text[position.stop : owner.start] == " " and _is_closed(text, owner.stop)
    if position is None or not ends or owner.case not in {"genitive", None}:
        return None
    return replace(
        position,
        stop=owner.stop,
        text=text[position.start : owner.stop],
        name=f"{position.name} {owner.text}",
    )


def _is_closed(text: str, place: int) -> bool:
    """Whether an apposition can end here: at a mark, a dash, the end of the line; not before a name."""
    return (
        place >= len(text) or text[place] in ",.\n);:!?" or text[place : place + 2].strip() in {"—", "–", "-"}
    )
