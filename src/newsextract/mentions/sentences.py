"""Sentence spans of news text, glued sentences and quotations included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from newsextract.chars import QUOTE_CLOSE, QUOTE_OPEN, SPACE
from newsextract.lexicon import abbreviations

Span = tuple[int, int]

LONGEST_SHORTENED = 5  # letters of an abbreviation
LAST_LETTERS = 8  # of a word that are looked at, more than an abbreviation has


@cache
def _candidate() -> re.Pattern[str]:
    """A character at which a sentence may end; the standard engine finds single characters fastest."""
    return re.compile(r"[\n(.!?…]")


@cache
def _end() -> regex.Pattern[str]:
    """End marks behind which a sentence may begin: before a capital, glued to one, at the end of a line."""
    return regex.compile(
        rf"""
        (?P<mark> [.!?…]++ ) (?P<closing> [{QUOTE_CLOSE}"”)\]]*+ )
          (?: [{SPACE}]++ (?= [{QUOTE_OPEN}"(\[–—-]*+ [{SPACE}]?+ [\p{{Lu}}\d] | [a-z]++ \. [a-z]{{2,6}} \b )
            | (?<= \p{{Ll}}\p{{Ll}} [.!?…] ) (?= \p{{Lu}}[\p{{Ll}}{SPACE}] )
            | (?<= [\p{{L}}\d%»”)][»”.!?…)] ) (?= [«„]?+ \p{{Lu}}\p{{Ll}} | [«„] )
            | (?= \n | \Z ) )
        """,
        regex.VERBOSE,
    )


@cache
def _credit() -> regex.Pattern[str]:
    """The credit of a picture, in brackets or as the address of a site: it stands between sentences."""
    return regex.compile(
        rf"""
        (?P<brackets> \( (?:Фото|Видео|Иллюстрация|Кадр|Источник\ фото) \b [^()\n]{{0,150}}+ \) )
          (?= [{SPACE}]*+ \p{{Lu}} )
        | (?<= [{SPACE}] ) [a-z]{{1,30}}+ \. [a-z]{{2,6}} (?= [{SPACE}] \p{{Lu}} [\p{{Ll}}{SPACE}] )
        """,
        regex.VERBOSE,
    )


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences in order; a line break always ends one, quotation marks keep none together.

    >>> text = "Работы начались в 2023 г. на ул. Абая. Их ведёт ТОО «Жол». Срок - осень."
    >>> [text[start:stop] for start, stop in sentence_spans(text)]
    ['Работы начались в 2023 г. на ул. Абая.', 'Их ведёт ТОО «Жол».', 'Срок - осень.']
    """
    return list(sentences_within(text, 0, len(text)))


def sentences_within(text: str, start: int, stop: int, opaque: Sequence[Span] = ()) -> Iterator[Span]:
    """The sentences of a stretch; an end mark inside an `opaque` span (in order, apart) ends nothing."""
    begin = floor = start
    for match in _candidate().finditer(text, start, stop):
        place, mark = match.start(), match[0]
        if place < floor or (opaque and mark != "\n" and _inside(place, opaque)):
            continue
        found = _boundary(text, mark, place, stop)
        if found is None:
            continue
        end, follow = found
        floor = max(place + 1, follow)
        sentence = _trimmed(text, begin, end)
        if sentence is not None:
            yield sentence
        begin = follow
    rest = _trimmed(text, begin, stop)
    if rest is not None:
        yield rest


def _boundary(text: str, mark: str, place: int, stop: int) -> Span | None:
    """Where a sentence ends and the next begins at a candidate, or None."""
    if mark == "\n":
        return place, place + 1
    if mark == "(":
        credit = _credit().match(text, place, stop)
        return None if credit is None else (credit.end(), credit.end())
    behind = text[place + 1 : place + 2]
    if mark == "." and behind.islower() and behind.isascii():
        return _address(text, place, stop)
    found = _end_marks(text, mark, place, stop)
    if found is not None and mark == "." and found[0] == place + 1 and _is_shortened(text, place, found[1]):
        return None
    return found


def _end_marks(text: str, mark: str, place: int, stop: int) -> Span | None:
    """Where the marks that end a sentence end themselves, and where the next one begins."""
    if mark == "." and place + 2 < stop and text[place + 1] == " " and text[place + 2].isupper():
        return place + 1, place + 2  # as `_end` has it, for nearly all sentences
    match = _end().match(text, place, stop)
    return None if match is None else (match.end("closing"), match.end())


def _address(text: str, place: int, stop: int) -> Span | None:
    """The address of a site that credits a picture between sentences: both its sides are boundaries."""
    start = text.rfind(" ", max(0, place - 30), place) + 1
    match = _credit().match(text, start, stop) if start else None
    before = text[max(0, start - 30) : start].rstrip()
    if match is None or (before[-1:] not in ".!?…»)" and not before.rpartition(" ")[2].istitle()):
        return None
    return start, match.end()


def _inside(place: int, opaque: Sequence[Span]) -> bool:
    index = bisect_left(opaque, (place + 1,)) - 1
    return index >= 0 and place < opaque[index][1]


def _is_shortened(text: str, place: int, follow: int) -> bool:
    """Whether a full stop belongs to an abbreviation or an initial."""
    word = _last_word(text, place)
    if len(word) > LONGEST_SHORTENED and "." not in word:
        return False
    lower = word.lower()
    if lower in abbreviations.BEFORE_NAMES and not _behind_figure(text, place - len(word)):
        return True
    initial = word.rpartition(".")[2]  # the second one of `А.С. Пушкин`
    if lower in abbreviations.OPEN or (len(initial) == 1 and initial.isupper()):
        return True
    return lower in abbreviations.MAYBE and not text[follow : follow + 2].strip(' «"„').isalpha()


def _last_word(text: str, stop: int) -> str:
    """The last letters of the word that ends at `stop`, words glued to it by a full stop included (`т.е`)."""
    start, floor = stop, max(0, stop - LAST_LETTERS)
    word = text[floor:stop].rpartition(" ")[2]
    if word.isalpha():
        return word
    while start > floor and (text[start - 1].isalpha() or text[start - 1] == "."):
        start -= 1
    return text[start:stop].rpartition("..")[2].lstrip(".")


def _behind_figure(text: str, place: int) -> bool:
    return text[max(0, place - 2) : place].strip()[-1:].isdigit()


def _trimmed(text: str, start: int, stop: int) -> Span | None:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return (start, stop) if start < stop else None
