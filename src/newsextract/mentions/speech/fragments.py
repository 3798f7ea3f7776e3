"""Partial quotes: a quoted fragment inside a reporting sentence, told from names, titles and scare quotes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import chain

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in, words_of
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.marks import Pair
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.statements import Sentence, reports
from newsextract.morphology import lemma, parses

WORDS_TO_VERB = 25  # within which a sentence has its verb
WORDS_CAPITALISED = 4  # a fragment that begins with a capital is longer than a name
WORDS_OF_LAW = 5  # at most, in what people call a law


@cache
def _cyrillic() -> regex.Pattern[str]:
    return regex.compile(r"\p{Cyrillic}")


def is_wording(text: str, pair: Pair) -> bool:
    """Whether a quoted fragment is somebody's words: not a name, a title, a nickname.

    >>> from newsextract.mentions.speech.marks import read_marks
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
    if before[-1:].isalnum() and (_names(before, words[0].lower, first) or _singled_out(text, words, before)):
        return False
    if _is_law(words) or (words[0].lower in _ABOUT and text[words[0].start].isupper()):
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


_ABOUT = ("о", "об", "обо")


def _names(before: str, opening: str, first: str) -> bool:
    """Whether the words before a fragment say that a name follows: `акция "Таза бол"`, `так называемый`.

    A law is named by what it is about, whatever its letters: `закон "о тишине"`, `закон о "тихих часах"`.
    """
    *_, left, word = ["", *(word.lower for word in words_of(before))]
    if word.startswith("назыв") and (word.startswith("называем") or word.endswith(("ся", "сь"))):
        return True
    if word in _ABOUT:
        return left in speech.CLASS_NOUNS or lemma(left) in speech.LAWS
    return word in speech.CLASS_NOUNS and (not first.islower() or opening in _ABOUT)


def _is_law(words: list[Word]) -> bool:
    """Whether a fragment is what people call a law or a case: `"закон Сапарова"`, `"большая поправка"`."""
    if len(words) > WORDS_OF_LAW:
        return False
    if lemma(words[0].lower) in speech.LAWS and len(words) > 1:
        return not any("VERB" in parses(word.lower)[0].tag for word in words)
    adjectives = all("ADJF" in parses(word.lower)[0].tag for word in words[:-1])
    return len(words) > 1 and adjectives and lemma(words[-1].lower) in speech.LAWS


def _singled_out(text: str, words: list[Word], before: str) -> bool:
    """Whether one word is in marks for how it is meant, not for who said it: `вели "фильтрацию" потоков`.

    A word that is the predicate is somebody's (`это "провокация"`, `назвал их "обузой"`).
    """
    if len(words) > 1 or before.rpartition(" ")[2].lower() in speech.BEFORE_WORDING:
        return False
    tag = parses(words[0].lower)[0].tag
    if "NOUN" in tag:
        return "ablt" not in tag
    follow = words_in(text, words[0].stop, words[0].stop + 30)[:1]
    joined = bool(follow) and not text[words[0].stop + 1 : follow[0].start].strip(" ")
    if not joined or "ADJF" not in tag or "NOUN" not in parses(follow[0].lower)[0].tag:
        return False
    return not _cases(words[0].lower).isdisjoint(_cases(follow[0].lower))


def _cases(word: str) -> set[str]:
    return {str(reading.tag.case) for reading in parses(word)[:4]}


def reporter(sentence: Sentence, fragment: Span) -> tuple[Word, Verb] | None:
    """The verb that quotes a fragment: the nearest before it; a noun right before it (`с просьбой "..."`)."""
    before = _before(sentence, fragment[0])
    nearest = next(before, None)
    if nearest is not None and nearest.lower in speech.WORDED:
        return nearest, Verb(lemma(nearest.lower), "gerund", False, "")
    for word in () if nearest is None else chain([nearest], before):
        verb = _quoting(word.lower)
        if verb is not None:
            return word, verb
        verb = speech_verbs().get(word.lower)
        if verb is not None and verb.lemma in speech.ASKING and _tells(sentence.text, fragment):
            return word, verb
    return None


def _before(sentence: Sentence, place: int) -> Iterator[Word]:
    """The words before a place that are not in quotation marks, the nearest first."""
    words = sentence.words
    for index in range(bisect_left(words, place, key=_start) - 1, -1, -1):
        if not sentence.hidden(words[index].start):
            yield words[index]


def _start(word: Word) -> int:
    return word.start


def _quoting(word: str) -> Verb | None:
    """The verb of a form that quotes a fragment whatever its words."""
    if word in speech.NAMING:
        return Verb(speech.NAMING[word], "past", word.endswith(("и", "ют")), "")
    if word in speech.NAMING_PARTICIPLES:
        return Verb(speech.NAMING_PARTICIPLES[word], "gerund", False, "")
    if word in speech.CONTAINED:
        return Verb(speech.CONTAINED[word], "passive", False, "")
    verb = speech_verbs().get(word)
    return verb if verb is not None and (reports(verb) or verb.lemma in speech.FRAGMENT) else None


def _tells(text: str, span: Span) -> bool:
    """Whether a fragment is a predicate with more than its verb: `"сидит на пайке"`, not `"поплывут"`."""
    words = words_in(text, *span)[:WORDS_TO_VERB]
    return len(words) > 1 and any("VERB" in parses(word.lower)[0].tag for word in words)
