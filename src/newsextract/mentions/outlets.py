"""News outlets as sources: what leans on them alone is the article's own sourcing, not a quote."""

from __future__ import annotations

from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import words_in


@cache
def _address() -> regex.Pattern[str]:
    return regex.compile(
        r"\b[\w-]+\.(?:kz|ru|com|org|net|info|uz|kg|by|ua|su|news|media|tv|рф|қаз)\b", regex.IGNORECASE
    )


@cache
def _latin_title() -> regex.Pattern[str]:
    return regex.compile(r"[\"«„“]?(?:The\s)?[A-Z][A-Za-z.]+(?:\s[A-Z][A-Za-z.]+)*[\"»”“]?$")


def is_outlet(phrase: str) -> bool:
    """Whether a source as written is a news outlet.

    >>> [is_outlet(phrase) for phrase in ("корреспондент Tengrinews.kz", "РИА Новости", "пресс-служба акимата")]
    [True, True, False]
    """
    words = [word.lower for word in words_in(phrase, 0, len(phrase))]
    if not words:
        return False
    if _address().search(phrase):
        return True
    head = next((word for word in words[:4] if word in speech.OUTLET_NOUNS), None)
    if head is not None and not any(
        word in speech.DOCUMENTS or word.startswith("пресс-") for word in words[: words.index(head)]
    ):
        return True
    return _latin_title().match(phrase) is not None
