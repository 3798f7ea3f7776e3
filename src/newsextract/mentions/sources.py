"""Outlets and bodies that an article itself leans on: `передает Tengrinews.kz со ссылкой на Акорду`."""

from __future__ import annotations

from functools import cache

import regex


@cache
def _outlet() -> regex.Pattern[str]:
    return regex.compile(
        r"\b(?:переда[её]т|передают|сообщает|пишет|информирует)\s(?P<who>[^,.;:()\n]{2,60}?(?:\.(?:kz|ru|com|org))?)"
        r"(?:\s(?:со\sссылкой\sна|ссылаясь\sна)\s(?P<on>[^,;:()\n]{2,120}?))?(?=[,;:()\n]|\.(?:\s|$)|$)",
        regex.MULTILINE,
    )


@cache
def _address() -> regex.Pattern[str]:
    return regex.compile(r"[\w-]+\.(?:kz|ru|com|org|net|info|uz|kg|by|tv)\b", regex.IGNORECASE)


def find_sources(text: str) -> tuple[str, ...]:
    """Outlets and bodies the article leans on, each once, in text order.

    >>> find_sources("В области закрыли дорогу, передает Tengrinews.kz со ссылкой на МЧС.")
    ('Tengrinews.kz', 'МЧС')
    """
    from newsextract.mentions.outlets import is_outlet

    found: dict[str, None] = {}
    for match in _outlet().finditer(text):
        who, on = match["who"].strip(), match["on"]
        if not is_outlet(who):
            continue
        address = _address().search(who)
        found.setdefault(address[0] if address else who.strip('"«»“”'), None)
        if on:
            found.setdefault(on.strip().rstrip("."), None)
    return tuple(found)
