"""The statement around an attribution: what it was put into, what follows, where its source ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Word, words_in
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.statements import Sentence, statement_stop, trimmed
from newsextract.morphology import parses
from newsextract.records import CuePosition


@cache
def _clause() -> regex.Pattern[str]:
    return regex.compile(r"[,;]\s(?:но|а|и|однако|при этом)[,\s]++|[;:]\s")


def around(sentence: Sentence, start: int, stop: int) -> list[Span]:
    """The statement around an attribution from `start` to `stop`: what it was put into, what follows."""
    text = sentence.text
    comma = stop + 1 if text[stop : stop + 1] == ":" else _comma(sentence, stop)
    rest = None
    if comma < sentence.limit:
        rest = trimmed(text, comma, statement_stop(sentence, comma, sentence.limit))
    begin = sentence.start
    for match in _clause().finditer(text, sentence.start, start):
        beside = match.end() >= start - 3 or (match[0] == ": " and _has_predicate(sentence, match.start()))
        if beside and not sentence.hidden(match.start()):
            begin = match.end()
    before = None if text[start].isupper() else trimmed(text, begin, start)
    inside = [] if before is None else words_in(text, *before)
    if all(word.lower in speech.CONNECTIVES for word in inside) or inside[-1].lower.startswith("котор"):
        before = None
    return [span for span in (before, rest) if span is not None]


def _has_predicate(sentence: Sentence, stop: int) -> bool:
    """Whether a colon closes a clause: `Аким не согласен|: вода, по его словам, чистая`."""
    return any(_makes_clause(word.lower) for word in sentence.words if word.stop <= stop)


def _comma(sentence: Sentence, place: int) -> int:
    """Behind the comma that closes an attribution, what is set off behind its source included."""
    text = sentence.text
    found = next_comma(text, place, min(place + 120, sentence.limit))
    if found < 0:
        return place
    if text[max(0, place - 30) : place].lower().split()[-2:-1] in _PRONOUNS:
        # nothing is set off behind a pronoun; the statement may begin at once: `по его словам мост закрыт`
        clause = any(_makes_clause(word.lower) for word in words_in(text, place, found))
        return place if clause else found + 1
    follow = next_comma(text, found + 1, sentence.limit)
    while follow >= 0 and _set_off(words_in(text, found, follow), found - place < 3):
        found, follow = follow, next_comma(text, follow + 1, sentence.limit)
    return found + 1


def next_comma(text: str, start: int, stop: int) -> int:
    """The place of the next comma that is not inside a number (`96,02`), or -1."""
    place = text.find(",", start, stop)
    while place > 0 and text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit():
        place = text.find(",", place + 1, stop)
    return place


_PRONOUNS = [[word] for word in speech.POSSESSIVES]


def _set_off(words: list[Word], beside: bool) -> bool:
    """Whether words between commas go with the noun before them: a participle, `который`, a position."""
    if not words:
        return False
    if words[0].lower.startswith("котор"):
        return True
    tag = parses(words[0].lower)[0].tag
    if "PRTF" in tag or ("ADJF" in tag and "gent" in tag and _led_on(words)):
        return True
    noun = ("NOUN" in tag or "ADJF" in tag) and "gent" in tag
    return beside and noun and not any(_makes_clause(word.lower) for word in words)


def _led_on(words: list[Word]) -> bool:
    """Whether an adjective governs what follows it and has no noun of its own: `знакомого с планами`."""
    return len(words) > 1 and words[1].lower in speech.PREPOSITIONS


def _makes_clause(word: str) -> bool:
    tag = parses(word)[0].tag
    return any(part in tag for part in ("VERB", "PRTS", "ADJS", "INFN"))


def position_of(parts: Sequence[Span], cue: int) -> CuePosition:
    """Where an attribution stands: before its statement, after it or inside."""
    if parts[0][0] > cue:
        return "before"
    return "inside" if len(parts) > 1 else "after"
