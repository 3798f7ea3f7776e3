"""Partial quotes: a quoted fragment inside a reporting sentence, told from names, titles and scare quotes."""

from __future__ import annotations

from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.marks import Pair
from newsextract.mentions.outlets import is_outlet
from newsextract.mentions.statements import Sentence, reports
from newsextract.morphology import parses

WORDS_TO_VERB = 25  # within which a sentence has its verb
WORDS_CAPITALISED = 4  # a fragment that begins with a capital is longer than a name
WORDS_OF_LAW = 4  # `закон об агентах`, `дело о мосте` in marks are names
_ABOUT = ("о", "об")


@cache
def _cyrillic() -> regex.Pattern[str]:
    return regex.compile(r"\p{Cyrillic}")


def is_wording(text: str, pair: Pair) -> bool:
    """Whether a quoted fragment is somebody's words: not a name, a title, a nickname.

    >>> from newsextract.mentions.marks import read_marks
    >>> text = 'Он назвал ТОО "Жол" и акцию "Таза бол" "пустой тратой денег".'
    >>> [is_wording(text, pair) for pair in read_marks(text, 0, len(text)).pairs]
    [False, False, True]
    """
    assert pair.close is not None
    words = words_in(text, pair.open, min(pair.close, pair.open + 2_000))
    if not words or not _cyrillic().search(text, pair.open, pair.close):
        return False
    before = text[max(0, pair.open - 40) : pair.open].rstrip(" ")
    if before.endswith(":"):
        return not is_outlet(before[-20:])
    first = text[pair.open + 1]
    if before[-1:].isalnum() and _names(before, first):
        return False
    if words[0].lower in _ABOUT and (text[words[0].start].isupper() or _is_class(before)):
        return False
    if words[0].lower in speech.LAWS and len(words) <= WORDS_OF_LAW:
        return False
    if first.isupper() or not first.isalpha():
        return len(words) >= WORDS_CAPITALISED and _says(text, words)
    return True


def _says(text: str, words: list[Word]) -> bool:
    """Whether words that begin with a capital are a sentence and no title: not all capitals, and a verb."""
    capitals = sum(text[word.start].isupper() for word in words)
    return capitals * 2 <= len(words) and any(
        part in parses(word.lower)[0].tag
        for word in words[:WORDS_TO_VERB]
        for part in ("VERB", "INFN", "PRED")
    )


def _names(before: str, first: str) -> bool:
    """Whether the words before a fragment say that a name follows: `акция "Таза бол"`, `так называемый`,
    `закон об "иностранных агентах"`."""
    word = words_in(before, 0, len(before))[-1].lower
    if word.startswith("называем") or (not first.islower() and word in speech.CLASS_NOUNS):
        return True
    return word in _ABOUT and _is_class(before[: -len(word)])


def _is_class(before: str) -> bool:
    """Whether the last word before a fragment is a class noun: `закон "об агентах"`."""
    words = words_in(before, 0, len(before))
    return bool(words) and words[-1].lower in speech.CLASS_NOUNS


def reporter(sentence: Sentence, place: int) -> tuple[Word, Verb] | None:
    """The verb that quotes a fragment at `place`: the nearest before it."""
    for word in reversed(sentence.words):
        if word.start > place or sentence.hidden(word.start):
            continue
        if word.lower in speech.NAMING:
            return word, Verb(speech.NAMING[word.lower], "past", word.lower.endswith(("и", "ют")), "")
        verb = speech_verbs().get(word.lower)
        if verb is not None and (reports(verb) or verb.lemma in speech.FRAGMENT):
            return word, verb
    return None
