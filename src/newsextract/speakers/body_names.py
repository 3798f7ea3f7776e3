"""What the name of a body tells: its kind, whether it only points back, which other name is the same."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from newsextract.lexicon.countries import ADJECTIVES, GENERIC, TERRITORY
from newsextract.lexicon.organisations import (
    ABBREVIATIONS,
    ANAPHORIC,
    DESCRIBED,
    FIRMS,
    FULL_NAMES,
    HEADS,
    LEGAL_FORMS,
    PLACE_ADJECTIVES,
    PLURAL_HEADS,
    POINTED_AT,
    PRIVATE,
    SHORT_NAMES,
)
from newsextract.mentions.word_forms import is_compound_body, readings
from newsextract.records import Organisation

STEM = 5
OF_THE_STATE = "of the state"  # points to any body but firms, funds and clubs
_MARKS = '"«»“”„'


@cache
def _content() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\d]+")


@lru_cache(maxsize=1 << 14)
def opens_body(word: str) -> bool:
    """Whether an organisation's name can begin with the word: a head noun or a known abbreviation."""
    if not word or word.isupper():
        return word in ABBREVIATIONS or word in LEGAL_FORMS
    lemmas = {reading.lemma for reading in readings(word) if reading.noun}
    if lemmas & HEADS or is_compound_body(word):
        return True
    return word[0].isupper() and bool(lemmas & SHORT_NAMES)


@lru_cache(maxsize=1 << 12)
def name_stems(name: str) -> frozenset[str]:
    """The words of a name, cut to stems, that tell it from others."""
    return frozenset(
        word[:STEM].lower() for word in _content().findall(name) if len(word) > 2 or word.isupper()
    )


def same_opening(one: str, other: str) -> bool:
    """Whether two names have the same noun for their head."""
    return _opening(one) == _opening(other)


def _keeps_marked(longer: str, name: str) -> bool:
    """Whether the name in quotation marks is whole in the longer one: `Степьбанк` is no part of `Степь`."""
    marked = name.partition(next((mark for mark in _MARKS if mark in name), "\n"))[2].strip(_MARKS).lower()
    return marked[: max(4, len(marked) - 2)] in longer.lower()


def extends(longer: str, name: str) -> bool:
    """Whether the longer name only adds whose or where: `МЧС Казахстана` to `МЧС`."""
    if not same_opening(longer, name) or not _keeps_marked(longer, name):
        return False
    added = longer[len(name) :].split()
    foreign = any(word in LEGAL_FORMS or word[0] in '"«(' for word in added)
    return not (foreign and name.split()[0] not in LEGAL_FORMS) and "по" not in added


@lru_cache(maxsize=1 << 12)
def _opening(name: str) -> str:
    for word in name.split():
        if opens_body(word.strip('"«»')):
            return word.lower()[:6]
    return name.lower()[:6]


def all_stems(name: str) -> frozenset[str]:
    """The stems of a name and of the full name that it is short for."""
    short = name.split()[0]
    full = FULL_NAMES.get(short.lower()) or ABBREVIATIONS.get(short) or ""
    return name_stems(name) | name_stems(full)


@lru_cache(maxsize=1 << 12)
def _lemmas(name: str) -> tuple[str, ...]:
    return tuple(
        next((reading.lemma for reading in readings(word) if reading.noun), word.lower())
        for word in name.split()
    )


def is_candidate(organisation: Organisation, pointer: str | None, *, spoke: bool = False) -> bool:
    """Whether the phrase says which body (`МВД`, not `ведомство`), one of the kind asked for; no outlet.

    Latin letters name a body only when it was the source of a quote, or a firm.
    """
    name = organisation.name
    foreign = (
        not (spoke and pointer is None) and name[:1].isascii() and name[:1].isalpha() and pointer not in FIRMS
    )
    return not (organisation.media or foreign or is_pointing(name) or _is_several(name)) and _suits(
        name, pointer
    )


@lru_cache(maxsize=1 << 12)
def _is_several(name: str) -> bool:
    """`российские банки` are no `банк` that a singular points to; `власти` always are many."""
    first = readings(name.split()[0])[:1]
    several = bool(first) and first[0].plural and first[0].case == "nomn"
    return several and PLURAL_HEADS.isdisjoint(_lemmas(name))


def is_pointing(name: str) -> bool:
    """Whether the phrase only points back: one common noun, or one with an adjective that tells nothing.

    >>> is_pointing("ведомство"), is_pointing("ведомство Турции"), is_pointing("МВД")
    (True, False, False)
    """
    lemmas = _lemmas(name)
    if name[:1].isupper() and len(lemmas) == 1:
        return False
    return len(lemmas) == 1 and (lemmas[0] in ANAPHORIC or lemmas[0] in GENERIC)


def is_described(name: str) -> bool:
    """Whether the phrase says what the body does, not which it is.

    >>> is_described("надзорный орган"), is_described("орган опеки")
    (True, False)
    """
    lemmas = _lemmas(name)
    return len(lemmas) > 1 and lemmas[1] in DESCRIBED and name.split()[0].islower()


def pointed_at(name: str) -> str:
    """The noun of a pointing phrase, which decides what it may point to."""
    return _lemmas(name)[-1] if name else ""


def _is_private(name: str) -> bool:
    """A fund, a firm, a club, or a name that only marks or Latin letters show to be one."""
    words = name.split()
    bare = words[0][0] in _MARKS or words[0].isascii() or words[0] in LEGAL_FORMS
    return bare or not PRIVATE.isdisjoint(_lemmas(name)[:2])


def _suits(name: str, pointer: str | None) -> bool:
    """Whether the body can be what `в министерстве`, `в компании` means; None: anything."""
    if pointer == OF_THE_STATE:
        return not _is_private(name)
    kinds = POINTED_AT.get(pointer or "")
    if kinds is None or (pointer in FIRMS and (name[0] in _MARKS or name[0].isascii())):
        return True
    words = [word.strip(_MARKS).lower() for word in name.split()]
    if pointer in FIRMS:
        words = words[: 1 + (len(words) > 1 and any(not reading.noun for reading in readings(words[0])))]
    return any(_begins(word, kind) for word in words for kind in kinds)


def part_of_kind(written: str, pointer: str) -> int:
    """Where the part begins that the pointer means, when the body itself is of another kind.

    >>> part_of_kind("Комитета рек Министерства вод", "министерство")
    13
    >>> part_of_kind("Министерства вод", "министерство"), part_of_kind("Лиги рек", "министерство")
    (0, 0)
    """
    kinds = () if pointer in FIRMS else POINTED_AT.get(pointer, ())
    place = 0
    for word in written.split(" "):
        bare = word.strip(_MARKS).lower()
        if any(_begins(bare, kind) for kind in kinds):
            return place if written[place].isupper() else 0
        place += len(word) + 1
    return 0


def spells(name: str, abbreviation: str) -> bool:
    """Whether the first letters of a name's words are those of its abbreviation.

    >>> spells("Ассоциация рыбаков Казахстана", "АРК"), spells("совет Ассоциации рыбаков Казахстана", "АРК")
    (True, False)
    """
    return "".join(word[0] for word in _content().findall(name)).upper() == abbreviation.upper()


def is_of_a_kind(name: str) -> bool:
    """Whether the name says that it is no firm: a ministry, a court, a known body of the state.

    >>> is_of_a_kind("Министерство рек"), is_of_a_kind("МВД"), is_of_a_kind("СтепьТранс")
    (True, True, False)
    """
    if not ABBREVIATIONS.keys().isdisjoint(name.split()):
        return True
    return any(_suits(name, pointer) for pointer in POINTED_AT.keys() - FIRMS)


def _begins(word: str, kind: str) -> bool:
    return word.startswith(kind.rstrip("*")) if len(kind) > 3 or kind.endswith("*") else word == kind


def without_place(name: str) -> tuple[str, str | None] | None:
    """The name without a place that only points: its core, and the stem of the country an adjective means.

    >>> without_place("управление рек региона"), without_place("турецкий МИД")
    (('управление рек', None), ('МИД', 'турци'))
    >>> without_place("управление рек Жетысуской области") is None
    True
    """
    words = name.split()
    if len(words) < 2:
        return None
    lemmas = _lemmas(name)
    if lemmas[-1] in TERRITORY and not words[-2][0].isupper() and words[-1].islower():
        return " ".join(words[:-1]), None
    adjective = readings(words[0])[:1]
    lemma = adjective[0].lemma if adjective and not adjective[0].noun else ""
    if lemma in PLACE_ADJECTIVES:
        return " ".join(words[1:]), None
    return (" ".join(words[1:]), ADJECTIVES[lemma][:STEM]) if lemma in ADJECTIVES else None
