"""Whether two descriptions can mean the same person: `глава МИД Турции` and `министр иностранных дел`.

A description is compared by its head noun and by its qualifiers, the places, bodies and topics that tell one
minister from another.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

import regex

from newsextract.lexicon import organisations as bodies
from newsextract.lexicon.countries import (
    ABBREVIATIONS,
    ADJECTIVES,
    ANY_BODY,
    COLOURLESS,
    GENERIC,
    GOVERNMENT,
    STATE,
    TERRITORY,
)
from newsextract.lexicon.positions import (
    ACCUSED,
    COMMON,
    COURT,
    DISTINCT,
    FEMININE,
    GENERAL,
    HEAD_OF_STATE,
    HEADS_OF_STATE,
    INTERCHANGEABLE,
    LEADERS,
    LOCAL_OFFICES,
    OFFICES,
    SYNONYMS,
    TITLES,
)
from newsextract.lexicon.relations import RELATIONS, SERVANTS
from newsextract.mentions.heads import heads
from newsextract.mentions.word_forms import readings
from newsextract.morphology import lemma
from newsextract.records import Position
from newsextract.values import Value

STEM = 5


Owner = Literal["named", "described"]


class Role(Value, frozen=True):
    """A description made comparable: the head, the stems that qualify it, whether it is a deputy's.

    `owner` tells how the person is written whose advocate or relative it is: `адвокат Жумина`, `министра`.
    """

    head: str
    qualifiers: frozenset[str]
    generic: frozenset[str]
    deputy: bool
    former: bool
    initials: str
    owner: Owner | None = None


@cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\d]+(?:-[\p{L}\d]+)*")


@lru_cache(maxsize=1 << 13)
def role_of(name: str, head: str) -> Role:
    """The comparable form of a position's name in the nominative.

    >>> role = role_of("заместитель акима Жетысуской области", "заместитель")
    >>> role.head, role.deputy, sorted(role.qualifiers)
    ('аким', True, ['жетыс'])
    """
    written = _word().findall(name)
    words = [_lemma(word) for word in written]
    head = _first_noun(FEMININE.get(head, head))
    core, deputy, former = _core(head, words)
    skipped = {head, core, "заместитель", "первый"} | set(TITLES.get(core, ()))
    rest = [
        word
        for form, word in zip(written, words, strict=True)
        if not {word, FEMININE.get(word, word), form.lower()} & skipped and not bodies.ABBREVIATIONS.get(form)
    ]
    rest += [_lemma(part) for word in written for part in (bodies.ABBREVIATIONS.get(word) or "").split()]
    qualifiers = frozenset(stem(word) for word in rest if word not in COLOURLESS | GENERIC and len(word) > 1)
    generic = frozenset(word for word in rest if word in GENERIC)
    initials = "".join(word[0].lower() for word in written)
    return Role(core, qualifiers, generic, deputy, former, initials, _owner(core, written[1:]))


def _owner(core: str, words: list[str]) -> Owner | None:
    """How somebody's owner is written: as a name, or by a description."""
    if core not in RELATIONS | SERVANTS or not words:
        return None
    if all(word[0].isupper() and not any(reading.place for reading in readings(word)) for word in words):
        return "named"
    return "described" if heads(words[0]) else None


def _first_noun(head: str) -> str:
    """`врач-инфекционист` is a `врач`; a compound that the lexicon knows is an office of its own."""
    first, hyphen, _ = head.partition("-")
    return first if hyphen and head not in COMMON and first in COMMON else head


def _core(head: str, words: list[str]) -> tuple[str, bool, bool]:
    """The office itself: `замминистра`, `вице-министр`, `заместитель министра` are deputies."""
    former = head.startswith("экс-") or "бывший" in words
    head = FEMININE.get(head.removeprefix("экс-"), head.removeprefix("экс-"))
    if head.startswith("вице-"):
        return head.removeprefix("вице-"), True, former
    if head in {"заместитель", "зам"}:
        return (words[words.index(head) + 1] if head in words[:-1] else head), True, former
    if head.startswith("зам") and lemma(head[3:]) != head[3:]:
        return _lemma(head[3:]), True, former
    if head == "зампред":
        return "председатель", True, former
    for title, parts in TITLES.items():
        if head == parts[-1] and set(parts) <= set(words):
            return title, False, former
    return _office_of(head, words), False, former


def _office_of(head: str, words: list[str]) -> str:
    """`глава государства` and `глава правительства` are offices of their own name."""
    if head in LEADERS:
        if STATE & set(words):
            return HEAD_OF_STATE
        if GOVERNMENT & set(words):
            return "премьер"
    return "премьер" if head == "премьер-министр" else head


@lru_cache(maxsize=1 << 13)
def _lemma(word: str) -> str:
    found = readings(word)
    base = found[0].lemma if found else word.lower()
    base = ADJECTIVES.get(base, base)
    return ABBREVIATIONS.get(base, base)


def stem(word: str) -> str:
    """What is compared of a word: its first letters, so that `оборона` meets `оборонный`."""
    return word[:STEM]


@cache
def _interchangeable() -> dict[str, frozenset[str]]:
    return {word: frozenset(group) for group in INTERCHANGEABLE for word in group}


@cache
def _leading() -> dict[str, frozenset[str]]:
    """The word that opens a row of synonyms stands for every other word of it, not they for each other."""
    return {group[0]: frozenset(group) for group in reversed(SYNONYMS)}


def same_office(asked: Role, known: Role) -> int:
    """How well the heads agree: 3 the same, 2 another word for it, 0 a different one."""
    if asked.head not in OFFICES and stem(asked.head) in known.qualifiers:
        return 2  # a farmer chairs the union of farmers, a policeman is deputy head of the police
    if asked.deputy != known.deputy:
        return 2 if asked.head in GENERAL and not asked.deputy else 0
    if asked.head == known.head or {asked.head, known.head} <= HEADS_OF_STATE:
        return 3 if asked.head == known.head or HEAD_OF_STATE in {asked.head, known.head} else 0
    if known.head in _interchangeable().get(asked.head, ()):
        return 3
    if asked.head in LEADERS and asked.generic:
        return _as_head(asked, known)
    row = _leading().get(asked.head) or frozenset()
    back = _leading().get(known.head) or frozenset()
    return 2 if known.head in row or asked.head in back else 0


def _as_head(asked: Role, known: Role) -> int:
    if asked.generic & TERRITORY:
        return 2 if known.head in LOCAL_OFFICES else 0
    return 2 if known.head in (_leading().get(asked.head) or ()) else 0


def agreement(asked: Role, known: Role) -> int:
    """How well a description fits what is known of a person: 0 when it does not, up to 5.

    >>> president = role_of("президент Турции", "президент")
    >>> agreement(role_of("турецкий лидер", "лидер"), president)
    4
    >>> agreement(role_of("президент Ирана", "президент"), president)
    0
    """
    office = same_office(asked, known)
    if not office:
        return 0
    if known.former and not asked.former:
        office -= 2
    if not asked.qualifiers:
        return office + 1
    if _same_place(asked, known):
        return office + 2
    if _only_nationality(asked, known) or {asked.owner, known.owner} == {"named", "described"}:
        return office
    if not known.qualifiers or asked.generic & ANY_BODY:
        return office if office == 3 else 1
    return 1 if asked.qualifiers & known.qualifiers else 0


def _only_nationality(asked: Role, known: Role) -> bool:
    """`португальский специалист` may be `тренер "Челси"`: an adjective that says where somebody is from."""
    countries = _countries()
    return asked.head not in OFFICES and asked.qualifiers <= countries and not known.qualifiers & countries


@cache
def _countries() -> frozenset[str]:
    """The stems of places that adjectives name; `президентский` is of no place."""
    named = {word for word in ADJECTIVES.values() if any(reading.place for reading in readings(word))}
    return frozenset(stem(place) for place in named | {"сша", "кндр"})


def _same_place(asked: Role, known: Role) -> bool:
    """Whether one description says nothing about whose office it is that the other does not say."""
    common = asked.qualifiers & known.qualifiers
    if common and common in (asked.qualifiers, known.qualifiers):
        return True
    return _spells(asked.qualifiers, known.initials) or _spells(known.qualifiers, asked.initials)


def _spells(qualifiers: frozenset[str], initials: str) -> bool:
    """`МВФ` is spelled by the first letters of `Международный валютный фонд`."""
    return any(len(word) > 2 and word in initials for word in qualifiers)


def contradict(asked: Role, known: Role) -> bool:
    """Whether the same person can hardly be both: two offices, an advocate and a judge, two presidents.

    >>> contradict(role_of("президент Ирана", "президент"), role_of("президент Турции", "президент"))
    True
    >>> contradict(role_of("ветеран", "ветеран"), role_of("олимпийский чемпион", "чемпион"))
    False
    """
    if _same_place(asked, known) or known.former or asked.generic & ANY_BODY:
        return False
    if same_office(asked, known):
        return bool(asked.qualifiers and known.qualifiers)
    heads = {asked.head, known.head}
    accused = heads & ACCUSED and not heads <= ACCUSED | COURT
    return heads <= DISTINCT and not accused


def comparable(position: Position) -> Role:
    """The comparable form of a position."""
    return role_of(position.name, position.head)


def comparables(position: Position) -> tuple[Role, ...]:
    """The roles that a position joins: `друг и директор певца` is two.

    >>> position = Position(start=0, stop=0, text="", name="друг и директор певца", head="друг")
    >>> [role.head for role in comparables(position)]
    ['друг', 'директор']
    """
    return _roles(position.name, position.head)


@lru_cache(maxsize=1 << 13)
def _roles(name: str, head: str) -> tuple[Role, ...]:
    others = [part for part in _joint().split(name)[1:] if part.strip()]
    found = [(part, heads(part.split()[0])) for part in others]
    more = (role_of(part, joined[0].lemma) for part, joined in found if joined and joined[0].case == "nomn")
    return (role_of(name, head), *more)


@cache
def _joint() -> regex.Pattern[str]:
    return regex.compile(r",?\sи\s|,\s")
