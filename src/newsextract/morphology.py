"""Russian morphology by pymorphy3: loaded on first use, every word looked up once.

The caches are bounded, so that a run over millions of articles stays in flat memory.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

CACHED_WORDS = 1 << 15


@cache
def analyzer() -> Any:
    """The one `pymorphy3.MorphAnalyzer` of this process (about a quarter of a second to load)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=CACHED_WORDS)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first, as `pymorphy3` gives them.

    >>> parses("Мост")[0].normal_form
    'мост'
    """
    # pymorphy3 asks Unicode for the name of every letter and fails on the letters that have none
    named = word if word.isascii() else "".join(sign if unicodedata.name(sign, "") else "?" for sign in word)
    return tuple(analyzer().parse(named))


@lru_cache(maxsize=CACHED_WORDS)
def lemma(word: str) -> str:
    """The dictionary form of the likeliest reading.

    >>> lemma("сообщила")
    'сообщить'
    """
    return str(parses(word)[0].normal_form)


@lru_cache(maxsize=CACHED_WORDS)
def dictionary_parses(word: str) -> tuple[Any, ...]:
    """The readings of a word that stands in the dictionary, likeliest first; empty for any other word.

    Cheaper than `parses` for unknown words, and nothing in it is a guess.

    >>> dictionary_parses("Бектурганов")
    ()
    """
    return parses(word) if analyzer().word_is_known(word) else ()
