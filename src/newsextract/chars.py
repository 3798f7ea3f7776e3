"""Character classes of Russian news text, for use inside regular expressions, and normalisation.

Class constants hold the inside of a bracket expression: `rf"[{SPACE}]"`.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

SPACE = r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # horizontal spaces, NBSP and thin ones too
DASH = r"\-\u2010-\u2015\u2212"
QUOTE_OPEN = "«„“‹"
QUOTE_CLOSE = "»“”›"
QUOTE_DOUBLE = '"«»„“”‟″'  # every mark that can delimit speech
CAPITAL = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІЇЄҐ"  # the letters of news in Kazakhstan; the standard engine knows no \p{Lu}
SMALL = "a-zа-яёәғқңөұүһіїєґ"
APOSTROPHE = "'’ʼ`"

_INVISIBLE = r"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
_BREAK = r"\r\n|[\r\u000b\u000c\u0085\u2028\u2029]"


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    return (
        regex.compile(rf"[{_INVISIBLE}]+"),
        regex.compile(_BREAK),
        regex.compile(rf"[{SPACE}]+"),
        regex.compile(r" ?\n ?"),
        regex.compile(r"[\x00-\x08\x0e-\x1f\x7f]+"),
    )


def normalise(text: str) -> str:
    """Composed letters, plain spaces, no invisible marks, `\\n` as the only line break.

    Normalised text stays as it is. Applied to blocks before `Article.text` is put together: after it offsets
    never move.

    >>> normalise("Астана\\u00a0— го\\u00adрод,  ©\\ufe0f и\\u0306")
    'Астана — город, © й'
    """
    invisible, line_break, space, around_break, control = _patterns()
    text = control.sub("", invisible.sub("", text))
    text = unicodedata.normalize("NFC", text)  # behind what may stand between a letter and its accent
    text = line_break.sub("\n", text)
    text = space.sub(" ", text)
    return around_break.sub("\n", text).strip()
