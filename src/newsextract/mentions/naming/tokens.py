"""Runs of capitalised words, with initials and the small words between them: where names can stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsextract.chars import APOSTROPHE, DASH
from newsextract.lexicon import surnames
from newsextract.values import Value

_MAX_RUN = 12  # words; a longer run of capitals is a headline or a list, read piece by piece


class Token(Value, frozen=True):
    """A capitalised word, initials (`К.`), a particle (`бен`) or a word of kinship (`улы`)."""

    start: int
    stop: int
    text: str
    kind: str


_UPPER, _LOWER = "[А-ЯЁЄІЇҐӘҒҚҢӨҰҮҺІ]", "[а-яёєіїґәғқңөұүһі]"
_LETTER = r"[^\W\d_]"  # of any script


@cache
def _capital_pattern() -> re.Pattern[str]:
    """A capitalised word or initials, found by its first letter. The standard engine is the faster."""
    mark = f"[{APOSTROPHE}]"
    plain = rf"{_UPPER}{_LOWER}++(?:{mark}{_UPPER}?{_LOWER}++)*+|{_UPPER}{{2,}}+"
    part = rf"(?:{_UPPER}{mark}(?={_UPPER})|Мак(?={_UPPER}))?+(?:{plain})"
    return re.compile(
        rf"""(?={_UPPER})
        (?: (?<!{_LETTER})(?<![@\#_{APOSTROPHE}-])
          | (?<={_LOWER})(?={_UPPER}{_LOWER})  # spaces get lost: областьАким
          | (?: (?<=[аэ]ль-) | (?<=бен-) | (?<=ибн-) | (?<=а[сшднрт]-) )
        )
        (?: (?P<initials> {_UPPER}[жх]?\. (?: [ ]?{_UPPER}[жх]?\. )?+ (?=[ ]?{_UPPER}|(?!{_LETTER})) )
          | (?P<word> {part} (?:[{DASH}](?:{part}|{_LOWER}++))*+ | (?<={_LOWER}[ ])[ИУЭ](?![.]) )  # Ван И
            (?!{_LOWER}|{_UPPER}(?!{_LOWER})|[^\W_\u0400-\u052f])  # nor any other letter or figure
        )""",
        re.VERBOSE,
    )


@cache
def _small_pattern() -> re.Pattern[str]:
    """The small words that go on with a name: `улы` after it, `бен`, `фон дер` before its next part."""
    small = "|".join(sorted(surnames.PARTICLES, key=len, reverse=True))
    kin = "|".join(sorted(surnames.SON_WORDS | surnames.DAUGHTER_WORDS))
    return re.compile(
        rf"""[ \u00a0](?: (?P<kin> {kin} ) (?![^\W_]|-)
                       | (?P<particle> {small} ) (?=[ ](?:(?:{small})[ ])?+(?:{small}-)?+{_UPPER}) )""",
        re.VERBOSE,
    )


def runs(text: str) -> Iterator[list[Token]]:
    """Capitalised words that stand side by side, with the small words between them.

    >>> [[token.text for token in run] for run in runs("Вчера аким Ержан Сапаров и Нурлан улы, А. Ким")]
    [['Вчера'], ['Ержан', 'Сапаров'], ['Нурлан', 'улы'], ['А.', 'Ким']]
    """
    run: list[Token] = []
    small = _small_pattern()
    for match in _capital_pattern().finditer(text):
        start, stop = match.span()
        if text[start - 1 : start] == "-":
            start = _with_article(text, start)
        if run and (len(run) >= _MAX_RUN or not _adjacent(text, run[-1], start)):
            yield run
            run = []
        run.append(Token(start, stop, text[start:stop], str(match.lastgroup)))
        more = small.match(text, stop)
        while more is not None:
            start, stop = more.span(more.lastgroup or 0)
            run.append(Token(start, stop, text[start:stop], str(more.lastgroup)))
            more = small.match(text, stop)
    if run:
        yield run


def _with_article(text: str, start: int) -> int:
    """Where `аль-Асад` begins: with the Arabic article and the hyphen before the capital."""
    start -= 1
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return start


def _adjacent(text: str, left: Token, start: int) -> bool:
    gap = text[left.stop : start]
    return gap in (" ", "\u00a0") or (not gap and left.kind == "initials")
