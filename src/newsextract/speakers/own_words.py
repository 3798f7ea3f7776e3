"""What words tell of the one who says them: `я не видела` is said by a woman, `я был рад` by a man."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from newsextract.morphology import parses
from newsextract.records import Gender, Quote

BEHIND = 3  # words after `я` among which its verb is looked for
MAX_READ = 8  # mentions of `я` looked at in one quote
_GENDERS: dict[str, Gender] = {"masc": "masculine", "femn": "feminine"}


@cache
def _i() -> regex.Pattern[str]:
    """`я` and the words behind it up to the next mark."""
    return regex.compile(rf"(?<![\p{{L}}\-])[Яя](?=\s)((?:\s+\p{{L}}[\p{{L}}\-]*+){{1,{BEHIND}}})")


def speaker_gender(quote: Quote) -> Gender | None:
    """The gender of the verbs and short adjectives that go with `я` in direct speech, when they agree.

    >>> from newsextract.records import Mention
    >>> words = "Пакет я не открывала"
    >>> part = Mention(start=0, stop=len(words), text=words)
    >>> speaker_gender(Quote(kind="direct", parts=(part,), rule="marks"))
    'feminine'
    """
    if quote.kind != "direct":
        return None
    found = set(_shown(quote))
    return found.pop() if len(found) == 1 else None


def _shown(quote: Quote) -> Iterator[Gender]:
    seen = 0
    for part in quote.parts:
        for match in _i().finditer(part.text):
            yield from _predicate(match.group(1).split())
            seen += 1
            if seen == MAX_READ:
                return


def _predicate(words: list[str]) -> Iterator[Gender]:
    """The gender of the first verb or short adjective; a present tense shows none and ends the search."""
    for word in words:
        decides, gender = _shown_by(word)
        if gender is not None:
            yield gender
        if decides:
            return


@lru_cache(maxsize=1 << 13)
def _shown_by(word: str) -> tuple[bool, Gender | None]:
    """Whether the word is a predicate, and the gender that its form shows."""
    tag = parses(word.lower())[0].tag
    if tag.POS not in {"VERB", "ADJS", "PRTS", "NOUN"}:
        return False, None
    shows = tag.POS in {"ADJS", "PRTS"} or (tag.POS == "VERB" and tag.tense == "past")
    return True, _GENDERS.get(str(tag.gender)) if shows and tag.number == "sing" else None
