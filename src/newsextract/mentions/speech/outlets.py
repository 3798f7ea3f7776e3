"""News outlets as sources: what leans on them alone is the article's own sourcing, not a quote."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import organisations, speech
from newsextract.mentions.cues import Word, words_of
from newsextract.morphology import parses


@cache
def address() -> regex.Pattern[str]:
    """The address of a site as a source: `Tengrinews.kz`."""
    return regex.compile(
        r"\b[\w-]++\.(?:kz|ru|com|org|net|info|uz|kg|by|ua|su|news|media|tv|рф|қаз)\b", regex.IGNORECASE
    )


@lru_cache(maxsize=1 << 12)
def is_outlet(phrase: str) -> bool:
    """Whether a source as written is a news outlet.

    >>> [is_outlet(phrase) for phrase in ("корреспондент zakon.kz", "РИА Новости", "аким")]
    [True, True, False]
    """
    if address().search(phrase) or phrase.startswith("The "):
        return True
    words = words_of(phrase)[:4]
    for index, word in enumerate(words):
        if word.lower in speech.AGENCY:
            return _is_news_agency(phrase, words[index:])
        if word.lower in speech.PORTALS and _is_of_body(phrase, words[index + 1 :]):
            return False
        if word.lower in speech.OUTLET_NOUNS or word.lower in organisations.MEDIA:
            return True
        if word.lower.partition("-")[0] in organisations.MEDIA:  # `Интерфакс-Юг`
            return True
        if word.lower in speech.OUTLET_TITLES or word.lower.endswith(speech.OUTLET_ENDINGS):
            return True
        if _is_common_noun(word.lower):
            return False
    return False


def _is_news_agency(phrase: str, words: list[Word]) -> bool:
    """Whether an agency is of news: a title follows, or nothing; `Агентство по мониторингу` is none."""
    if len(words) == 1:
        return words[0].lower != "агентстве"
    if any(word.lower in speech.NEWS for word in words[1:]):
        return True
    return words[1].lower in organisations.MEDIA or phrase[words[1].start - 1] in QUOTE_DOUBLE


def _is_of_body(phrase: str, words: list[Word]) -> bool:
    """Whether words say what a portal is for or whose it is: `портал| госзакупок`, not `портал| новостей`."""
    if not words or words[0].lower in speech.NEWS or not phrase[words[0].start].islower():
        return False
    return not words[0].lower.isascii() and "gent" in parses(words[0].lower)[0].tag


def _is_common_noun(word: str) -> bool:
    """Whether a noun decides what a phrase is: `собеседник| агентства`, but not `турецкое| издание`."""
    tag = parses(word)[0].tag
    return "NOUN" in tag and not any(name in tag for name in ("Name", "Surn", "Geox", "Orgn", "Abbr", "Trad"))


@cache
def title() -> regex.Pattern[str]:
    """Words in marks, or in Latin letters alone, with nothing else: `"Степь"`, `OTAN`."""
    return regex.compile(r"[\"«“„][^\"«»“”„]{2,60}[\"»”“]|[A-Za-z][^\p{Cyrillic}]*")


@cache
def _clause_begun() -> regex.Pattern[str]:
    return regex.compile(r"(?:[,–—-]|[Оо]б\sэтом|[Кк]ак)(?:\s(?:ранее|также))?\s$")


def writes(text: str, place: int, verb: str, who: str) -> bool:
    """Whether the clause with its verb at `place` is of an outlet that writes: `, пишет «Степь»`."""
    if verb not in speech.WRITING or title().fullmatch(who) is None:
        return False
    return _clause_begun().search(text, max(0, place - 20), place) is not None
