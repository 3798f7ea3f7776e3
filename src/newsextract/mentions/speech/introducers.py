"""Who is introduced before a colon: the subject of a verb there, a name or a position that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, words_in
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.positions import read_position
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.subjects import lives_in
from newsextract.mentions.speech.voices import first_subject, source_after, source_before
from newsextract.morphology import dictionary_parses, parses


def acts(text: str, sentence: Span) -> bool:
    """Whether somebody does something that stands for saying: `Инспектор пожал плечами: «Кто знает?»`."""
    return any(_is_gesture(word.lower) for word in words_in(text, *sentence))


@lru_cache(maxsize=1 << 12)
def _is_gesture(word: str) -> bool:
    reading = parses(word)[0]
    return "VERB" in reading.tag and reading.normal_form in speech.GESTURES


def somebody(text: str, sentence: Span, names: NameIndex) -> Source | None:
    """The living subject of a sentence."""
    found = first_subject(text, *sentence, names)
    if found is None or found.kind == "person":
        return found
    return found if lives_in(words_in(text, *sentence), found) else None


@cache
def _asked() -> regex.Pattern[str]:
    return regex.compile(r"(?r)\?[\"»”]")


def teller(text: str, sentence: Span, cue: Word, verb: Verb, names: NameIndex) -> Source | None:
    """The source of a verb, no word of the question it answers: `На вопрос «Где вода?» аким ответил:`."""
    asked = _asked().search(text, sentence[0], cue.start)
    if asked is None:
        return subject_of(text, sentence, cue, verb, names)
    found = subject_of(text, (asked.end(), sentence[1]), cue, verb, names)
    return found or first_subject(text, sentence[0], asked.start(), names)


def titled(text: str, sentence: Span) -> Source | None:
    """A body or a position that is all there is before a colon: `Пресс-служба МВД:`, `Аким области:`."""
    start, stop = sentence[0], sentence[1] - 1
    body = read_organisation(text, start, stop)
    if body is not None and body.stop == stop and not is_outlet(text[start:stop]):
        return Source(start, stop, "organisation")
    position = read_position(text, start, stop)
    return Source(start, stop, "unnamed") if position is not None and position.stop == stop else None


def named_last(text: str, sentence: Span, cue: Word, verb: Verb, names: NameIndex) -> Source | None:
    """The person named between a verb and the colon: `В эфире мэра поддержал депутат Ержан Сапаров:`."""
    found = None if verb.plural else source_after(text, cue.stop, sentence[1], verb, names)
    named = found is not None and found.kind == "person" and text[found.stop : sentence[1]] == ":"
    return found if named else None


@cache
def _capitalised() -> regex.Pattern[str]:
    return regex.compile(r"(?:[—–-]\s)?(?P<name>\p{Lu}[\p{L}-]++(?:\s\p{Lu}[\p{L}-]++){0,2}):")


def unlisted(text: str, sentence: Span, words: Sequence[Word]) -> Source | None:
    """A name that no list knows and that is all there is before a colon: `Курчаб-Редлис:`."""
    match = _capitalised().fullmatch(text, *sentence)
    if match is None or is_outlet(match["name"]) or not _is_proper(words[-1].lower):
        return None
    return Source(*match.span("name"), "person")


def _is_proper(word: str) -> bool:
    tag = parses(word)[0].tag
    return not dictionary_parses(word) or any(part in tag for part in ("Name", "Surn"))


def subject_of(text: str, sentence: Span, cue: Word, verb: Verb, names: NameIndex) -> Source | None:
    """The source of a verb wherever it stands in its sentence: before, behind, or far before.

    An adverbial participle has the subject of the sentence: `Аким похвалил дорожников, назвав их "лучшими"`.
    """
    if verb.form == "gerund":
        return first_subject(text, sentence[0], cue.start, names)
    found = source_before(text, sentence[0], cue.start, verb, names)
    found = found or source_after(text, cue.stop, sentence[1], verb, names)
    return found or first_subject(text, sentence[0], cue.start, names, personal=verb.personal)
