"""Bodies and firms as written: `пресс-службе ДП Северо-Казахстанской области`, `МВД РК`, `ТОО "Ромашка"`.

Only the head and the words that agree with it are put into the nominative; an abbreviation introduced beside
the name (`(МЦРИАП)`, `(далее - Фонд)`) is kept with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice

import regex

from newsextract.lexicon.organisations import (
    ABBREVIATIONS,
    COMMON_HEADS,
    DOCUMENTS,
    HEADS,
    LEGAL_FORMS,
    MEDIA,
    MEDIA_HEADS,
    OFFICIAL,
    PLURAL_HEADS,
    SHORT_NAMES,
)
from newsextract.mentions.phrases import (
    Reach,
    Token,
    begins_sentence,
    first_word,
    is_branch,
    is_latin_name,
    looks_abbreviated,
    read_tail,
    tokens,
)
from newsextract.mentions.word_forms import Reading, is_compound_body, may_modify, nominative, readings
from newsextract.records import Organisation
from newsextract.values import Value

MAX_MODIFIERS = 6
MIN_DECLINED = 3  # letters of an abbreviation that is declined, at least
_VOWELS = "АЕИОУЫЭЮЯ"
_TAIL = Reach(frozenset({"по", "при"}))
_BODY_HEADS = HEADS | MEDIA_HEADS
_MARKS = '"«»“”„'


class _Front(Value, frozen=True):
    """The words up to the head, in the nominative, and the index behind them."""

    behind: int
    words: tuple[str, ...]
    lemma: str


def read_organisation(text: str, start: int, stop: int) -> Organisation | None:
    """The organisation phrase that begins at `start` and does not reach beyond `stop`.

    >>> text = "пресс-службе ДП Жетысуской области сообщили"
    >>> read_organisation(text, 0, len(text)).name
    'пресс-служба ДП Жетысуской области'
    >>> read_organisation("ведомстве", 0, 9).name
    'ведомство'
    """
    word = first_word(text, start, stop)
    if word and not opens_organisation(word):
        return None
    words = tokens(text, start, stop)
    return organisation_of(text, words) if words and words[0].start == start else None


def organisation_of(text: str, words: Sequence[Token]) -> Organisation | None:
    """The organisation phrase that begins with the first of the tokens."""
    front = _front(words)
    if front is None:
        return None
    behind = front.behind
    if words[0].kind != "quoted" and not is_latin_name(words[0]) and not _second_body(words, front):
        behind = read_tail(words, behind, _TAIL)
        if behind - front.behind > 1 and is_media(words[behind - 1].text):
            behind -= 1  # `в пресс-службе ЦБ| РБК сообщили`: an outlet was told
    return _organisation(text, words, front, behind)


@lru_cache(maxsize=1 << 14)
def opens_organisation(word: str) -> bool:
    """Whether an organisation's name can begin with the word."""
    if word in LEGAL_FORMS or (word[0].isascii() and not _is_roman(word)) or _is_abbreviation(word):
        return True
    return is_compound_body(word) or any(
        not reading.noun or reading.lemma in _BODY_HEADS or reading.lemma in SHORT_NAMES
        for reading in readings(word)
    )


def read_document(text: str, start: int, stop: int) -> Organisation | None:
    """The document that begins at `start`; `abbreviation` holds the body whose it is, when it says so.

    >>> text = "сообщении Акорды"
    >>> document = read_document(text, 0, len(text))
    >>> document.name, document.abbreviation
    ('сообщение Акорды', 'Акорда')
    """
    words = tokens(text, start, stop)
    for index, token in enumerate(words[: MAX_MODIFIERS + 1]):
        if token.kind != "word":
            return None
        head = next((r for r in readings(token.text) if r.noun and r.lemma in DOCUMENTS), None)
        if head is None:
            continue
        behind = _before_a_word_in_marks(words, index + 1, read_tail(words, index + 1, _TAIL))
        begin, end = words[0].start, words[behind - 1].stop
        front = [_modifier(modifier, head) for modifier in words[:index]]
        front.append(nominative(token.text, head.case, head.plural, head.gender, True))
        titled = behind == index + 1 or words[index + 1].kind == "quoted"
        owner = None if titled else read_organisation(text, words[index + 1].start, end)
        return Organisation(
            start=begin,
            stop=end,
            text=text[begin:end],
            name=" ".join(front) + text[token.stop : end],
            abbreviation=owner.name if owner is not None else None,
        )
    return None


def _before_a_word_in_marks(words: Sequence[Token], first: int, behind: int) -> int:
    """`назвал расследование| "вбросом"`: a title in marks begins with a capital."""
    marked = (i for i in range(first, behind) if words[i].kind == "quoted" and words[i].text[1:2].islower())
    return next(marked, behind)


@cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}-]+")


def document_head(words: str) -> str | None:
    """The noun of a document among the first words, behind adjectives only.

    >>> document_head("официальном сообщении"), document_head("ведомстве")
    ('сообщение', None)
    """
    for match in islice(_word().finditer(words), 3):
        lemma = _document_lemma(match[0])
        if lemma is not None:
            return lemma or None
    return None


@lru_cache(maxsize=1 << 12)
def _document_lemma(word: str) -> str | None:
    """A document's lemma; empty for another noun, None for an adjective that lets the reader go on."""
    found = readings(word)
    for reading in found:
        if reading.noun and reading.lemma in DOCUMENTS:
            return reading.lemma
    return None if may_modify(word) else ""


def _front(words: Sequence[Token]) -> _Front | None:
    first = words[0]
    if first.kind == "quoted":
        return _Front(1, (first.text,), "")
    if first.kind != "word":
        return None
    if is_latin_name(first):
        return _latin(words)
    if first.text in LEGAL_FORMS:
        return _Front(1, (first.text,), first.text.lower())
    return _agreeing(words)


def _second_body(words: Sequence[Token], front: _Front) -> bool:
    """`Нацбанка| ЕНПФ`: a name that is whole in itself, and another body's abbreviation after it."""
    if front.behind >= len(words) or front.lemma not in SHORT_NAMES:
        return False
    following = words[front.behind].text
    return following.isupper() and not any(reading.place for reading in readings(following))


def _latin(words: Sequence[Token]) -> _Front:
    behind = 1
    while behind < len(words) and (
        is_latin_name(words[behind])
        or is_branch(words, behind)
        or words[behind].text in {"of", "and", "for", "&"}
    ):
        behind += 1
    return _Front(behind, tuple(token.text for token in words[:behind]), words[0].text.lower())


def _agreeing(words: Sequence[Token]) -> _Front | None:
    """`Генеральной прокуратуре`, `турецкого МИД`: adjectives, then a head that agrees with them."""
    for index, token in enumerate(words[: MAX_MODIFIERS + 1]):
        if token.kind != "word":
            return None
        if _is_abbreviation(token.text) and not any(readings(front.text)[0].noun for front in words[:index]):
            front = [_modifier(modifier, None) for modifier in words[:index]]
            return _Front(index + 1, (*front, _undeclined(token.text)), token.text.lower())
        head = _head(words, index)
        if head is not None:
            front = [_modifier(modifier, head) for modifier in words[:index]]
            form = nominative(token.text, head.case, head.plural, head.gender, True)
            return _Front(index + 1, (*front, form), head.lemma)
        if not may_modify(token.text):
            return None
    return None


@lru_cache(maxsize=1 << 14)
def _is_abbreviation(word: str) -> bool:
    return word in ABBREVIATIONS or (looks_abbreviated(word) and not _is_roman(word))


@lru_cache(maxsize=1 << 12)
def _undeclined(word: str) -> str:
    """`ЮКОСа`: an abbreviation that is declined like a noun."""
    base = word.rstrip("аеуомы")
    declined = base != word and len(base) > MIN_DECLINED and base.isupper() and base[-1] not in _VOWELS
    return base if declined else word


def _is_roman(word: str) -> bool:
    return not set(word) - set("IVXLCDM")


def _head(words: Sequence[Token], index: int) -> Reading | None:
    found = [
        reading
        for reading in _known_heads(words[index].text)
        if all(_agrees(modifier, reading) for modifier in words[:index])
    ]
    several = (reading for reading in found if reading.plural and reading.lemma in PLURAL_HEADS)
    return next(several, found[0] if found else None)


@lru_cache(maxsize=1 << 14)
def _known_heads(word: str) -> tuple[Reading, ...]:
    """The readings of a word as the noun of a body, or as the short name of one."""
    heads = _BODY_HEADS | SHORT_NAMES if word[0].isupper() else _BODY_HEADS
    known = tuple(reading for reading in readings(word) if reading.noun and reading.lemma in heads)
    return known or (readings(word)[:1] if is_compound_body(word) else ())


def _agrees(token: Token, head: Reading) -> Reading | None:
    for reading in readings(token.text):
        same_gender = head.plural or reading.gender == head.gender
        if not reading.noun and reading.case == head.case and reading.plural == head.plural and same_gender:
            return reading
    return None


def _modifier(token: Token, head: Reading | None) -> str:
    reading = _agrees(token, head) if head else _masculine(token)
    if reading is None:
        return token.text
    return nominative(token.text, reading.case, reading.plural, reading.gender, False)


def _masculine(token: Token) -> Reading | None:
    """The reading beside an abbreviation, whose gender does not show: `турецкого МИД`."""
    found = [reading for reading in readings(token.text) if not reading.noun]
    return next((reading for reading in found if reading.gender == "masc"), found[0] if found else None)


def _organisation(text: str, words: Sequence[Token], front: _Front, behind: int) -> Organisation:
    abbreviation = None
    while behind > front.behind and words[behind - 1].kind == "bracket":
        abbreviation = _inside(words[behind - 1].text)
        behind -= 1
    if abbreviation is None and behind < len(words) and words[behind].kind == "bracket":
        abbreviation = _inside(words[behind].text)
    start, stop = words[0].start, words[behind - 1].stop
    name = " ".join(front.words) + text[words[front.behind - 1].stop : stop]
    if front.lemma in COMMON_HEADS and front.words[0][1:].islower() and begins_sentence(text, start):
        name = name if _is_official(front.words[0]) else name[0].lower() + name[1:]
    return Organisation(
        start=start,
        stop=stop,
        text=text[start:stop],
        name=name,
        abbreviation=abbreviation,
        media=_is_outlet(text, words, front, behind) or (front.lemma not in HEADS and is_media(name)),
    )


def _is_outlet(text: str, words: Sequence[Token], front: _Front, behind: int) -> bool:
    """`агентство "Степь"` has a name; `агентство по рекам`, `сайт акимата` a field or an owner."""
    field = behind > front.behind and text[words[front.behind].start].islower()
    return front.lemma in MEDIA_HEADS and not field


@lru_cache(maxsize=1 << 12)
def _is_official(word: str) -> bool:
    """Whether the adjective begins a proper name: `Верховный суд`."""
    return any(reading.lemma in OFFICIAL for reading in readings(word)[:1])


@cache
def _bracket() -> regex.Pattern[str]:
    return regex.compile(r"далее\s?[-–—]?\s?")


def _inside(bracket: str) -> str:
    return _bracket().sub("", bracket.strip("()")).strip(_MARKS)


def is_media(name: str) -> bool:
    """Whether the name is a news outlet's: `Reuters`, `"Интерфакс"`, `РИА Новости`.

    >>> is_media("Tengrinews.kz"), is_media("Минздрав")
    (True, False)
    """
    bare = name.strip(_MARKS)
    words = bare.lower().split()
    if not words or (bare[0].islower() and not bare[0].isascii()):  # `власть` is no `Власть`
        return False
    return words[0] in MEDIA or "-".join(words) in MEDIA or " ".join(words) in MEDIA
