"""Several people without names: `29 процентов жителей`, and whom `они` means."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

import regex

from newsextract.lexicon.speech import ASKED, COMPARING, ORDINAL_STEMS, SHARES
from newsextract.mentions.heads import heads
from newsextract.mentions.positions import read_position
from newsextract.morphology import parses
from newsextract.records import Position

REACH = 600  # characters back to the people whom `они` may mean


@cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\p{L}\d-])[\p{L}\d]++(?:-[\p{L}\d]++)*+")


@cache
def _share() -> regex.Pattern[str]:
    """How many: `более половины`, `29 процентов`, `почти 30%`."""
    comparing, shares = "|".join(sorted(COMPARING)), "|".join(sorted(SHARES))
    return regex.compile(
        rf"(?:(?:{comparing})\s)?+(?:(?:{shares})(?!\p{{L}})|[\d,.–-]++\s?+(?:%|процент\p{{L}}*+)|\d++(?=\s))",
        regex.IGNORECASE,
    )


@cache
def _each() -> regex.Pattern[str]:
    """`каждый пятый| житель`."""
    ordinals = "|".join(ORDINAL_STEMS)
    return regex.compile(rf"кажд(?:ый|ая)\s(?:{ordinals})\p{{L}}++\s\p{{Ll}}++\Z", regex.IGNORECASE)


def share_of_people(words: str) -> str | None:
    """A share or number of people as it is written; None for any other phrase.

    >>> share_of_people("Более половины опрошенных жителей")
    'более половины опрошенных жителей'
    >>> share_of_people("Половина дороги") is None
    True
    """
    match = _share().match(words)
    if match is None:
        return words[0].lower() + words[1:] if _each().match(words) else None
    if not any(_several(word) for word in words[match.end() :].lower().split()):
        return None
    return words[0].lower() + words[1:]


@lru_cache(maxsize=1 << 12)
def _several(word: str) -> bool:
    """Whether the word means several people in the genitive: `жителей`, `опрошенных`."""
    if word in ASKED:
        return True
    likeliest = parses(word)[0]
    tag = likeliest.tag
    people = (tag.POS == "NOUN" and "anim" in tag) or (tag.POS in {"PRTF", "ADJF"} and "Subx" in tag)
    return people and likeliest.is_known and "plur" in tag and "gent" in tag


def last_group(text: str, stop: int, is_quoted: Callable[[int], bool]) -> Position | None:
    """The last several people named in the nominative before `stop`, outside quotes.

    >>> last_group("Жители аулов Исландии жалуются на холод. Они ждут.", 41, lambda place: False).name
    'жители аулов Исландии'
    """
    found, behind = None, 0
    for match in _word().finditer(text, max(0, stop - REACH), stop):
        if match.start() < behind or not _may_open(match.group()) or is_quoted(match.start()):
            continue
        position = read_position(text, match.start(), stop, plural=True)
        if position is not None and position.plural and _is_nominative(position):
            found, behind = position, position.stop
    return found


@lru_cache(maxsize=1 << 13)
def _may_open(word: str) -> bool:
    """Whether several people in the nominative can begin with the word."""
    return any("plur" in parse.tag and "nomn" in parse.tag for parse in parses(word.lower())[:3])


def _is_nominative(position: Position) -> bool:
    """Whether the phrase stands in the nominative, not in a form that is only spelled like one."""
    head = next((found for word in position.text.split() if (found := heads(word.lower()))), ())
    return bool(head) and head[0].case == "nomn"
