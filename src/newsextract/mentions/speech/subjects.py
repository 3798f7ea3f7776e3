"""The subject of a verb: a noun phrase in the nominative, one of several, a share of people."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import organisations, speech
from newsextract.mentions.cues import Word
from newsextract.mentions.heads import heads
from newsextract.mentions.speech.noun_phrases import (
    CACHED_WORDS,
    Source,
    phrase_of,
    phrase_stop,
    pronoun_source,
)
from newsextract.morphology import dictionary_parses, parses


def lives_in(words: list[Word], source: Source) -> bool:
    """Whether a phrase has a noun of somebody alive in the nominative."""
    inside = (word.lower for word in words if source.start <= word.start < source.stop)
    return any("anim" in parses(word)[0].tag and "nomn" in parses(word)[0].tag for word in inside)


def doer_in(text: str, words: list[Word], stop: int, found: Source) -> Source:
    """The one who acts behind an object that looks like a subject: `Решение суда| адвокат`."""
    inside = [word for word in words if word.start >= found.start]
    if found.kind not in ("unnamed", "document") or not inside or not _may_be_object(inside[0].lower):
        return found
    for index, word in enumerate(inside[1:], 1):
        if _only_acts(word.lower):
            return phrase_of(text, inside, index, index, stop)
    return found


@lru_cache(maxsize=CACHED_WORDS)
def _may_be_object(word: str) -> bool:
    """Whether a thing has one form as a subject and as an object: `ущерб`, `решение`."""
    readings = [reading.tag for reading in parses(word) if "NOUN" in reading.tag]
    return any("accs" in tag and "inan" in tag for tag in readings) and "inan" in readings[0]


@lru_cache(maxsize=CACHED_WORDS)
def _only_acts(word: str) -> bool:
    """Whether a word is somebody, in the nominative and no other case: `мужчина`, `адвокат`."""
    readings = [reading.tag for reading in parses(word)]
    return all("NOUN" in tag and "anim" in tag and "nomn" in tag for tag in readings)


def may_head(word: str, plural: bool) -> bool:
    """Whether a word is likely the noun of a subject."""
    return _nominative(word, plural, False)


_BEFORE_SUBJECT = speech.ADVERBS | speech.RECIPIENTS | speech.SUBORDINATING


def subject_in(text: str, words: list[Word], stop: int, plural: bool) -> Source | None:
    """The first noun phrase in the nominative that no preposition governs."""
    first, governed = True, False
    for index, word in enumerate(words):
        if word.lower in speech.PREPOSITIONS or word.lower in speech.INSIDE_PHRASE:
            first, governed = False, True
            continue
        if index + 1 < len(words) and word.lower in organisations.MEDIA:
            continue
        standing = _standing(text, words, index, stop)
        if standing is not None:
            return standing
        if governed and text[word.start - 1] in QUOTE_DOUBLE:
            continue
        if governed:
            stands = _nominative(word.lower, plural, first) and not _could_be_governed(word.lower)
            head = index if stands else None
        else:
            head = _free_head(text, words, index, plural, first)
        if head is not None and plural and not _several(words, head):
            continue
        if head is not None:
            counted = index > 0 and words[index - 1].lower in speech.COUNTING
            return phrase_of(text, words, index - counted, head, stop)
        if word.lower not in _BEFORE_SUBJECT:
            first = False
    return None


def _free_head(text: str, words: list[Word], index: int, plural: bool, first: bool) -> int | None:
    """The noun of a subject that begins at `index`, no preposition before it; `first` is read leniently."""
    head = _head_after(words, index, plural)
    if head is not None:
        return head
    word = words[index]
    unlisted = first and not plural and text[word.start].isupper() and _unlisted(word.lower)
    alone = index + 1 == len(words) and not plural and _acting(word.lower)
    return index if unlisted or alone or _nominative(word.lower, plural, first) else None


@lru_cache(maxsize=CACHED_WORDS)
def _acting(word: str) -> bool:
    """Whether a participle that no noun follows is somebody: `рассказал выживший`."""
    tag = parses(word)[0].tag
    return "PRTF" in tag and "actv" in tag and "nomn" in tag and "sing" in tag and "neut" not in tag


@lru_cache(maxsize=CACHED_WORDS)
def _unlisted(word: str) -> bool:
    """Whether a word may be the name of a body that no dictionary has, in the nominative: `Ростех`."""
    return word[-1] in _CONSONANTS and not dictionary_parses(word)


_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


def _standing(text: str, words: list[Word], index: int, stop: int) -> Source | None:
    """A pronoun at `index`, or `один из свидетелей`: no noun of its own."""
    word = words[index].lower
    if word in speech.ONE_OF and [other.lower for other in words[index + 1 : index + 2]] == ["из"]:
        last = min(index + 2, len(words) - 1)
        return Source(words[index].start, phrase_stop(text, words, last, stop), "unnamed")
    return pronoun_source(words[index]) if word in speech.PRONOUNS else None


def _several(words: list[Word], head: int) -> bool:
    """Whether a noun can be the subject of a plural verb: in the plural, with `и` behind it, a number."""
    word = words[head].lower
    return (
        _may_be_plural(word)
        or word in speech.SHARES
        or any(other.lower == "и" for other in words[head + 1 :])
    )


@lru_cache(maxsize=CACHED_WORDS)
def _may_be_plural(word: str) -> bool:
    return any("plur" in reading.tag or "UNKN" in reading.tag for reading in parses(word))


def _head_after(words: list[Word], index: int, plural: bool) -> int | None:
    """The noun that the modifier at `index` belongs to: `главный| врач`."""
    if not is_modifying(words[index].lower):
        return None
    for place in range(index + 1, min(index + 4, len(words))):
        if words[place].lower in speech.INSIDE_PHRASE:  # the dictionary has letters as nouns
            return None
        if not is_modifying(words[place].lower):
            return place if _nominative(words[place].lower, plural, True) else None
    return None


def share_in(text: str, words: list[Word], stop: int) -> Source | None:
    """A share of people as a subject: `29 процентов| опрошенных`, `более половины жителей`."""
    for index, word in enumerate(words[:-1]):
        if not (word.lower[0].isdigit() or word.lower in speech.SHARES):
            continue
        follow = words[index + 1 : index + 4]
        paired = word.lower in speech.PAIRS
        heads = (place for place, other in enumerate(follow, index + 1) if _people(other.lower, paired))
        head = next(heads, None)
        if head is not None:
            first = index - (index > 0 and words[index - 1].lower in speech.COMPARING)
            return Source(words[first].start, phrase_stop(text, words, head, stop), "unnamed")
    return None


@lru_cache(maxsize=CACHED_WORDS)
def _people(word: str, paired: bool) -> bool:
    """Whether a word means people in the genitive: `жителей`, `опрошенных`; `оба жителя` when `paired`."""
    if word in speech.ASKED:
        return True
    number = "sing" if paired else "plur"
    return any(
        all(part in reading.tag for part in ("NOUN", "anim", "gent", number)) for reading in parses(word)[:2]
    )


@lru_cache(maxsize=CACHED_WORDS)
def _nominative(word: str, plural: bool, lenient: bool) -> bool:
    """Whether a word can be the noun of a subject; only its likeliest reading counts unless `lenient`."""
    readings = parses(word)
    if word.startswith("котор"):
        return False
    for reading in readings if lenient else readings[:1]:
        tag = reading.tag
        noun = "NOUN" in tag or (("ADJF" in tag or "PRTF" in tag) and _stands_for_noun(word, tag))
        if noun and "nomn" in tag and (plural or "plur" not in tag):
            return True
        if "UNKN" in tag or "LATN" in tag:
            return not plural
    return False


def _stands_for_noun(word: str, tag: Any) -> bool:
    """Whether an adjective or participle also is a noun: `пострадавшая`, `неизвестный`."""
    return "Subx" in tag or word in speech.STANDING_ALONE or heads(word) != ()


@lru_cache(maxsize=CACHED_WORDS)
def is_modifying(word: str) -> bool:
    """Whether a word is an adjective, a participle or a numeral that a subject can have."""
    tag = parses(word)[0].tag
    return ("ADJF" in tag or "PRTF" in tag or "NUMR" in tag) and ("nomn" in tag or "accs" in tag)


@lru_cache(maxsize=CACHED_WORDS)
def _could_be_governed(word: str) -> bool:
    oblique = ("accs", "loct", "gent", "datv", "UNKN", "LATN")
    scores = [reading.score for reading in parses(word) if any(case in reading.tag for case in oblique)]
    return bool(sum(scores) > 0.4)
