"""The source that a verb or a preposition governs: `цитирует| акима`, `по словам| акима области`."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from newsextract.lexicon import speech
from newsextract.mentions.cues import Word, words_in
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import (
    Source,
    is_cited,
    is_modifier,
    phrase_of,
    pronoun_source,
)
from newsextract.morphology import parses

_OF_SOURCES = frozenset(["из", "от"])  # `по сведениям из источников`


@cache
def phrase_break() -> re.Pattern[str]:
    """A mark that ends a noun phrase."""
    return re.compile(r"[;:()\n]|,(?!\d)|\s[—–-]+\s")


def phrase_at(text: str, start: int, stop: int, names: NameIndex) -> Source | None:
    """The source after a preposition: `по словам| акима области Ержана Сапарова`."""
    cut = phrase_break().search(text, start, stop)
    near = cut.start() if cut else stop
    words = words_in(text, start, near)
    if not words or words[0].lower in speech.PREPOSITIONS - _OF_SOURCES:
        return None
    inside = [name for name in names.within(start, near) if name.stop <= near]
    if inside and (inside[0].start == words[0].start or inside[0].position is not None):
        return Source(inside[0].start, inside[0].stop, "person")
    head = next((index for index, word in enumerate(words) if not is_modifier(word.lower)), 0)
    return phrase_of(text, words, 0, head, near)


def passed_on(text: str, words: list[Word], stop: int, names: NameIndex) -> Source | None:
    """Whose words an outlet passes on: `цитирует РИА Новости слова| Иванова`."""
    if not words:
        return None
    oblique = [name for name in names.within(words[0].start, stop) if name.case not in (None, "nominative")]
    whom = oblique or names.within(words[0].start, words[0].stop)
    if whom:
        return Source(whom[0].start, whom[0].stop, "person")
    if is_cited(words[0].lower):
        return phrase_of(text, _owned(words), 0, 0, stop)
    for index, word in enumerate(words[:-1]):
        if word.lower in speech.POSSESSIVES and words[index + 1].lower in speech.WORDS_OF:
            return pronoun_source(word)
        if word.lower in speech.WORDS_OF:
            return phrase_at(text, word.stop, _owned(words[index + 1 :])[-1].stop, names)
    return None


def _owned(words: list[Word]) -> list[Word]:
    """A word and what of the words behind it may hang on it: `главу региона| пресс-служба акимата`."""
    return [words[0], *takewhile(lambda word: _may_hang(word.lower), words[1:])]


def _may_hang(word: str) -> bool:
    return any("gent" in reading.tag for reading in parses(word))
