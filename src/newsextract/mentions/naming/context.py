"""What the words beside a capitalised word say of it: is a person meant, in which case, man or woman."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import not_names, prepositions
from newsextract.lexicon.pronouns import POSSESSIVE
from newsextract.lexicon.relations import OF_A_BODY, RELATIONS
from newsextract.mentions.cues import speech_verbs
from newsextract.mentions.heads import Head, heads
from newsextract.mentions.naming.declension import (
    ACCUSATIVE,
    ANY_CASE,
    CASES,
    GENITIVE,
    NOMINATIVE,
    Sex,
)
from newsextract.mentions.naming.forms import CACHED_NAMES
from newsextract.mentions.naming.words import LIKELY, name_word
from newsextract.mentions.positions import position_before
from newsextract.morphology import dictionary_parses
from newsextract.values import Value

_QUOTES = QUOTE_DOUBLE + "'"

OBJECT = ANY_CASE & ~(NOMINATIVE | GENITIVE)
_PREPOSITIONS = {
    preposition: sum(CASES[case] for case in cases)
    for listed, cases in prepositions.GOVERNED
    for preposition in listed.split()
}
_POSITION_LENGTH = 200
_WORD_LENGTH = 40  # no word that tells anything is longer
_SPACES = (" ", "\u00a0")
_CLOSING = QUOTE_DOUBLE + "')"
_OPENING = QUOTE_DOUBLE + "'(["
_AFTER = re.compile(r"[ \u00a0]([^\W\d_]++(?:-[^\W\d_]*+)*+)")


class Hint(Value, frozen=True):
    """What a neighbouring word asks of a name beside it.

    `person`: it speaks of a person, or of a speaker. `thing`: with it the word names a thing.
    `local`: a place is more likely after it than a person. `verb`: it is one. `body`: a body is expected.
    """

    cases: int = ANY_CASE
    sex: Sex | None = None
    person: bool = False
    thing: bool = False
    local: bool = False
    verb: bool = False
    body: bool = False


NO_HINT = Hint()


def word_before(text: str, start: int) -> str | None:
    """The word that stands right before `start`, None when a mark stands between.

    >>> word_before("на улице Абая", 9)
    'улице'
    """
    space = text[start - 1 : start] in _SPACES
    words = text[max(0, start - _WORD_LENGTH) : start - space].rsplit(maxsplit=1)
    if not words or (start - space > 0 and text[start - space - 1].isspace()):
        return None
    word = words[-1].lstrip(_OPENING)
    if word.isalpha():
        return word
    bare = word.removesuffix(".")
    if not bare.replace("-", "").isalpha() or (bare != word and bare not in not_names.SHORTENED):
        return None
    return bare


def word_after(text: str, stop: int) -> str | None:
    """The word that stands right after `stop`, None when a mark stands between."""
    match = _AFTER.match(text, stop, stop + _WORD_LENGTH)
    return match[1] if match else None


def hint_before(text: str, start: int) -> Hint:
    """What the word to the left asks of a name that begins at `start`.

    `жена` governs a genitive, but `его жена` already has its owner: the name after it is hers.
    """
    word = word_before(text, start)
    hint = asked_by_left(word)
    if word is None or not (hint.person and hint.cases & GENITIVE):
        return hint
    owner = word_before(text, start - len(word) - 1)
    if owner is None or owner.lower() not in POSSESSIVE:
        return hint
    own = 0
    for head in heads(word.lower()):
        own |= 0 if head.plural else CASES.get(head.case, 0)
    return replace(hint, cases=own) if own else hint


def asked_by_left(word: str | None) -> Hint:
    """What a word asks of a name right behind it."""
    if word is None or (word[0].isupper() and _is_proper(word)):
        return NO_HINT
    return _asked_by_left(word.lower())


@lru_cache(maxsize=CACHED_NAMES)
def _is_proper(word: str) -> bool:
    """A name itself, of a person or a place: it governs nothing, as a word that heads its sentence may."""
    lower = word.lower()
    if lower in _PREPOSITIONS or heads(lower):
        return False
    parses = dictionary_parses(lower)
    if parses and parses[0].tag.POS == "VERB":
        return False
    return name_word(word).place or not is_inanimate(lower.rpartition("-")[2])


def belongs_to_name(text: str, start: int) -> bool:
    """The word before is somebody's: in `дочь Сапарова Айгуль` the surname is the father's alone."""
    word = word_before(text, start)
    return word is not None and any(head.lemma in RELATIONS for head in heads(word.lower()))


def may_follow_position(text: str, start: int) -> bool:
    """What stands before `start` can be the end of a position: a noun, a name, a mark that closes one."""
    before = text[max(0, start - 2) : start].removesuffix(" ").removesuffix("\u00a0")
    last = before[-1:]
    if not last.isalpha():
        return last.isdigit() or (last != "" and last in _CLOSING)
    word = word_before(text, start)
    return word is None or _ends_position(word)


@lru_cache(maxsize=CACHED_NAMES)
def _ends_position(word: str) -> bool:
    parses = dictionary_parses(word)
    return not parses or parses[0].tag.POS in ("NOUN", "ADJF", "PRTF", "NUMR")


def governed_by(text: str, start: int, floor: int = 0) -> Hint:
    """As `hint_before`, but a position that ends there, not reaching below `floor`, counts by its head.

    >>> governed_by("сообщил министр торговли Ким", 25).cases == NOMINATIVE | GENITIVE
    True
    """
    hint = hint_before(text, start)
    if hint.person or hint.cases not in (GENITIVE, ANY_CASE) or not may_follow_position(text, start):
        return hint
    position = position_before(text, start, max(floor, start - _POSITION_LENGTH))
    if position is None:
        return hint
    head = next((word for word in position.text.split() if heads(word)), None)
    if head is None:
        return hint
    cases = hint.cases if hint.cases == GENITIVE else 0  # the name may still depend on the last word
    person = _person(heads(head))
    return replace(person, cases=person.cases | cases)


def hint_after(text: str, stop: int) -> Hint:
    """What the word to the right asks of a name that ends at `stop`."""
    return asked_by_right(word_after(text, stop))


def asked_by_right(word: str | None) -> Hint:
    """What a word asks of a name right before it."""
    return _asked_by_right(word) if word else NO_HINT


def is_quoted(text: str, start: int, stop: int) -> bool:
    """The stretch alone stands in quotation marks: the name of a firm, a team, a film."""
    return (
        text[start - 1 : start] in _QUOTES
        and start > 0
        and text[stop : stop + 1] in _QUOTES
        and stop < len(text)
    )


def names_a_thing(text: str, start: int, before: str | None, *, full: bool, word: bool) -> bool:
    """A street, a school, a prize is named after the person: `улица Абая`, `имени Байтурсынова`.

    `before` is the word before `start`. `full`: the name has a given name in full; `word`: it is one word
    that is no surname for sure.
    """
    if before is None:
        return False
    lower = before.lower()
    if lower in not_names.MEMORIALS:
        return not full and word_before(text, start - len(before) - 1) not in ("от", "От")
    if full and heads((word_before(text, start - len(before) - 1) or "").lower()):
        return False  # `директор парка Ержан Сапаров`
    noun = _noun_of(lower)
    return noun in not_names.NAMESAKES or (word and noun in not_names.AREAS)


@lru_cache(maxsize=CACHED_NAMES)
def _noun_of(word: str) -> str:
    if word in not_names.NAMESAKES or word in not_names.AREAS:
        return word
    return next((parse.normal_form for parse in dictionary_parses(word) if parse.tag.POS == "NOUN"), word)


@lru_cache(maxsize=CACHED_NAMES)
def _asked_by_left(word: str) -> Hint:
    """`у` -> genitive; `аналитика` -> genitive or accusative, a person; `сообщила` -> nominative, a woman."""
    if word in _PREPOSITIONS:
        return Hint(_PREPOSITIONS[word], local=word in prepositions.LOCAL)
    position = heads(word)
    if position:
        return _person(position)
    parses = dictionary_parses(word) or dictionary_parses(word.rpartition("-")[2])
    if not parses:
        return NO_HINT
    tag = parses[0].tag
    if tag.POS == "VERB":
        return _verb(tag, word)
    if tag.POS == "NOUN":
        return _noun(parses)
    if tag.POS in ("INFN", "GRND"):
        return Hint(OBJECT)
    return NO_HINT


def _person(position: tuple[Head, ...]) -> Hint:
    """A position agrees with the name after it; `сторонники`, `вдова` govern its genitive."""
    if position[0].plural:
        return Hint(GENITIVE)
    cases = GENITIVE if position[0].lemma in RELATIONS else 0
    for head in position:
        cases |= 0 if head.plural else CASES.get(head.case, 0)
    return Hint(cases, person=True, body=position[0].lemma in OF_A_BODY)


def _verb(tag: Any, word: str) -> Hint:
    """A verb of speech has its speaker beside it, a transitive one a subject or an object."""
    speaks = word in speech_verbs()
    cases = NOMINATIVE if speaks or tag.transitivity != "tran" else NOMINATIVE | ACCUSATIVE
    if tag.number == "sing" and tag.tense == "past" and tag.gender in ("masc", "femn"):
        return Hint(cases, "m" if tag.gender == "masc" else "f", speaks, verb=True)
    if tag.number == "sing" and tag.gender == "neut":
        return Hint(verb=True)
    if tag.number == "sing" and tag.person == "3per":
        return Hint(cases, None, speaks, verb=True)
    return Hint(OBJECT)


def _noun(parses: tuple[Any, ...]) -> Hint:
    """An animate noun agrees with the name after it; any other governs its genitive."""
    tags = [parse.tag for parse in parses if parse.tag.POS == "NOUN"]
    if tags[0].animacy != "anim" or "Geox" in tags[0] or tags[0].number == "plur":
        return Hint(GENITIVE, person=parses[0].word in prepositions.SAYINGS)
    cases = GENITIVE
    for tag in tags:
        if tag.animacy == "anim" and tag.number != "plur":
            cases |= CASES.get(tag.case, 0)
    return Hint(cases)


@lru_cache(maxsize=CACHED_NAMES)
def is_inanimate(word: str) -> bool:
    """An ordinary noun for a thing or a body: `министерство`, `арена`."""
    return any(parse.tag.POS == "NOUN" and parse.tag.animacy == "inan" for parse in dictionary_parses(word))


@lru_cache(maxsize=CACHED_NAMES)
def is_glued(word: str) -> bool:
    """An adverb run together with the preposition after it: `Ранеев`, `Позжев`."""
    parses = dictionary_parses(word[:-1]) if word[-1] in "всуко" else ()
    return any(parse.tag.POS in ("ADVB", "COMP", "CONJ", "PRCL") for parse in parses)


@lru_cache(maxsize=CACHED_NAMES)
def is_adjective(word: str) -> bool:
    """`новый`: a capitalised word after it is ordinary, if it can be."""
    parses = dictionary_parses(word)
    return bool(parses) and parses[0].tag.POS == "ADJF" and "Apro" not in parses[0].tag


@lru_cache(maxsize=CACHED_NAMES)
def is_nominal(word: str) -> bool:
    """A noun or an adjective in small letters: what an adjective before it belongs to."""
    parses = dictionary_parses(word) if word[0].islower() else ()
    return bool(parses) and parses[0].tag.POS in ("NOUN", "ADJF", "PRTF")


@lru_cache(maxsize=CACHED_NAMES)
def is_plural_adjective(word: str) -> bool:
    """`арабских`: before a word in -ов it makes that word a genitive plural."""
    return any(
        parse.tag.POS in ("ADJF", "PRTF", "NUMR") and parse.tag.number != "sing"
        for parse in dictionary_parses(word)
    )


@lru_cache(maxsize=CACHED_NAMES)
def _asked_by_right(word: str) -> Hint:
    """`сообщила` -> nominative, a woman; `район` -> a place; `Арена` -> a thing."""
    lower = word.lower()
    if lower in not_names.TITLES_OF_OLD:
        return Hint(thing=True)
    if _noun_of(lower) in not_names.NAMESAKES or _noun_of(lower) in not_names.AREAS:
        return Hint(thing=True)
    if word[0].isupper():
        info = name_word(word)
        other = info.common and not info.given and info.surname_rank < LIKELY
        return Hint(thing=other and (is_inanimate(word) or not dictionary_parses(word)))
    parses = dictionary_parses(word)
    if parses and parses[0].tag.POS == "VERB":
        hint = _verb(parses[0].tag, word)
        if hint.cases == ANY_CASE:
            return hint
        return replace(hint, cases=hint.cases & NOMINATIVE or OBJECT, verb=True)
    return NO_HINT
