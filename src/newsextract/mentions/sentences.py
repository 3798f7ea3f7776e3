"""Sentence spans of news text, glued sentences and quotations included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from newsextract.chars import QUOTE_CLOSE, QUOTE_OPEN, SPACE
from newsextract.lexicon import abbreviations

Span = tuple[int, int]


@cache
def _boundary() -> regex.Pattern[str]:
    """A place where a sentence may end: a line break, an end mark before a capital, a glued full stop."""
    return regex.compile(
        rf"""
        (?P<line> \n+ )
        | (?P<credit> \( (?:Фото|Видео|Иллюстрация|Кадр|Источник\ фото) \b [^()\n]{{0,150}}+ \) )
          (?= [{SPACE}]*+ \p{{Lu}} )
        | (?P<address> (?<= [{SPACE}] ) [a-z]++ \. [a-z]{{2,6}} (?= [{SPACE}] \p{{Lu}} [\p{{Ll}}{SPACE}] ) )
        | (?P<mark> [.!?…]++ ) (?P<closing> [{QUOTE_CLOSE}"”)\]]*+ )
          (?: [{SPACE}]++ (?= [{QUOTE_OPEN}"(\[–—-]*+ [{SPACE}]?+ [\p{{Lu}}\d] | [a-z]++ \. [a-z]{{2,6}} \b )
            | (?<= \p{{Ll}}\p{{Ll}} [.!?…] ) (?= \p{{Lu}}[\p{{Ll}}{SPACE}] )
            | (?<= [\p{{L}}\d%»”)][»”.!?…)] ) (?= [«„]?+ \p{{Lu}}\p{{Ll}} | [«„] )
            | (?= \n | \Z ) )
        """,
        regex.VERBOSE,
    )


@cache
def _last_word() -> regex.Pattern[str]:
    return regex.compile(r"(?:\p{L}+\.)*\p{L}+(?=\.\Z)")


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences in order; a line break always ends one, quotation marks keep none together.

    >>> text = "Работы начались в 2023 г. на ул. Абая. Их ведёт ТОО «Жол». Срок - осень."
    >>> [text[start:stop] for start, stop in sentence_spans(text)]
    ['Работы начались в 2023 г. на ул. Абая.', 'Их ведёт ТОО «Жол».', 'Срок - осень.']
    """
    return list(sentences_within(text, 0, len(text)))


def sentences_within(text: str, start: int, stop: int, opaque: Sequence[Span] = ()) -> Iterator[Span]:
    """The sentences of a stretch; an end mark inside an `opaque` span (in order, apart) ends nothing."""
    begin = start
    for match in _boundary().finditer(text, start, stop):
        outside = match["line"] or match["address"]  # a site's address between sentences credits a picture
        end = match.start() if outside else match.end("credit" if match["credit"] else "closing")
        if not match["line"] and (_inside(match.start(), opaque) or _goes_on(text, match)):
            continue
        yield from _trimmed(text, begin, end)
        begin = match.end()
    yield from _trimmed(text, begin, stop)


def _inside(place: int, opaque: Sequence[Span]) -> bool:
    index = bisect_left(opaque, (place + 1,)) - 1
    return index >= 0 and place < opaque[index][1]


def _goes_on(text: str, match: regex.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial, or an address to its sentence."""
    if match["address"]:
        before = text[max(0, match.start() - 30) : match.start()].rstrip()
        return before[-1:] not in ".!?…»)" and not before.rpartition(" ")[2].istitle()
    if match["mark"] != "." or match["closing"]:
        return False
    word = _last_word().search(text, max(0, match.start() - 12), match.start() + 1)
    if word is None:
        return False
    lower = word[0].lower()
    if lower in abbreviations.OPEN or (len(lower) == 1 and word[0].isupper()):
        return True
    return lower in abbreviations.MAYBE and not text[match.end() : match.end() + 2].strip(' «"„').isalpha()


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield start, stop
