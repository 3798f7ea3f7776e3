"""Noun phrases as news writes them: an agreeing group, then a tail of genitives, names in marks, places.

The ground that positions and organisations stand on. Reads forward from a given place over a bounded window,
each word looked up once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice

from newsextract.chars import CAPITAL, SMALL
from newsextract.lexicon import places
from newsextract.lexicon.calendar import MONTHS
from newsextract.lexicon.numbers import SCALE_ABBREVIATIONS, SCALE_STEMS, SCALES
from newsextract.lexicon.organisations import (
    ABBREVIATIONS,
    HEADS,
    LEGAL_FORMS,
    SETTLEMENTS,
    SHORT_NAMES,
    TAKES_WITH,
    TERRITORIES,
    WELL_KNOWN,
)
from newsextract.lexicon.positions import NOT_IN_TAIL, TOPIC_STOP
from newsextract.mentions.word_forms import (
    DATIVES,
    FUNCTION_WORDS,
    GENITIVES,
    INSTRUMENTALS,
    PREPOSITIONALS,
    readings,
)
from newsextract.morphology import parses
from newsextract.values import Value

WINDOW = 300  # characters; the longest names of offices and ministries take about 250
MAX_TOKENS = 40
MAX_ABBREVIATION = 10
SURNAME_ENDINGS = ("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына")

# The standard engine is the faster for these, but takes raised figures for letters.
_LETTER, _LETTER_OR_DIGIT = r"[^\W\d_²³½]", r"[^\W_²³½]"
_MORE = rf"(?:[-–&]{_LETTER_OR_DIGIT}++|\.(?=[{SMALL}]{{2}}){_LETTER_OR_DIGIT}++)*+"


@cache
def _first_word() -> re.Pattern[str]:
    return re.compile(rf"{_LETTER_OR_DIGIT}++{_MORE}")


def first_word(text: str, start: int, stop: int) -> str:
    """The word that begins at `start`; empty where none does."""
    match = _first_word().match(text, start, min(stop, start + WINDOW))
    return match.group() if match else ""


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at `start`, where any word has a capital."""
    before = text[max(0, start - 3) : start].rstrip(' "«—–-')
    return before == "" or before[-1] in ".!?\n:…"


class Token(Value, frozen=True):
    """A word, number, name in quotation marks, bracketed abbreviation or punctuation mark of a phrase.

    The kind of a mark that ends any phrase is `end`.
    """

    start: int
    stop: int
    text: str
    kind: str


class Reach(Value, frozen=True):
    """How far a tail goes: the prepositions that lead on, and whether any capitalised noun belongs to it."""

    prepositions: frozenset[str]
    any_name: bool = False


@cache
def _token_pattern() -> re.Pattern[str]:
    """The commonest kinds are tried first."""
    return re.compile(
        rf"""
        (?P<acting>(?:[Вв]рио|[Вв]р?\.\s?и\.\s?о|[Ии]\.\s?о)\.?(?=\s))
        | (?P<word>{_LETTER}{_LETTER_OR_DIGIT}*+{_MORE}
            | \d++-{_LETTER}++(?:-{_LETTER}++)*+)
        | (?P<quoted>"(?!\s)[^"\n]{{1,90}}+(?<!\s)"
            |«[^»\n]{{1,90}}+(?:»[^«»\n]{{0,40}}+»(?=\s|[,.)]))?+»?+|“[^”\n]{{1,90}}+”)
        | (?P<bracket>\((?:далее\s?[-–—]?\s?+)?+["«]?+[{CAPITAL}](?:{_LETTER}|[- ]){{0,40}}+["»]?+\))
        | (?P<aside>\([^()\n]{{2,60}}+\))
        | (?P<number>№\s?\d++(?:{_LETTER}|/)*+|\d++(?!{_LETTER_OR_DIGIT}|-))
        | (?P<end>[.:;!?…—–])
        | (?P<mark>\S)
        """,
        re.VERBOSE,
    )


def tokens(text: str, start: int, stop: int, *, whole: bool = False) -> list[Token]:
    """The tokens from `start` on the same line, at most a phrase's worth.

    They end at the mark that ends any phrase, unless the `whole` stretch is asked for.
    """
    line = text.find("\n", start, min(stop, start + WINDOW))
    limit = line if line >= 0 else min(stop, start + WINDOW)
    found = []
    for match in islice(_token_pattern().finditer(text, start, limit), None if whole else MAX_TOKENS):
        kind = match.lastgroup
        found.append(Token(*match.span(), match[0], str(kind)))
        if kind == "end" and not whole:
            break
    return found


def is_adjective(token: Token, cases: frozenset[str]) -> bool:
    """Whether the token can be an adjective or participle in one of the cases."""
    return token.kind == "word" and _is_adjective(token.text, cases)


@lru_cache(maxsize=1 << 14)
def _is_adjective(word: str, cases: frozenset[str]) -> bool:
    return any(not reading.noun and reading.case in cases for reading in readings(word))


def looks_abbreviated(word: str) -> bool:
    """`МВД`, `КазНУ`: a short word with several capitals.

    >>> looks_abbreviated("КазНУ"), looks_abbreviated("Казань"), looks_abbreviated("Усть-Каменогорск")
    (True, False, False)
    """
    return len(word) <= MAX_ABBREVIATION and sum(map(str.isupper, word)) > 1 and "-" not in word


@cache
def _capitalised() -> frozenset[str]:
    """Lemmas of bodies and places, which names of offices and bodies write with a capital."""
    named = f"{places.KAZAKHSTAN} {places.WORLD}".lower().replace("ё", "е").split()
    return HEADS | SHORT_NAMES | TERRITORIES | frozenset(named)


@lru_cache(maxsize=1 << 14)
def _is_noun(word: str, cases: frozenset[str], any_name: bool) -> bool:
    """A common noun, an abbreviation or a place in one of the cases; a person's name is none."""
    if len(word) < 2:
        return False
    if looks_abbreviated(word):
        return True  # it stands for any case
    if parses(word.lower())[0].tag.POS in FUNCTION_WORDS:
        return False
    fitting = [reading for reading in readings(word) if reading.noun and reading.case in cases]
    if word[0].islower() or any_name:
        return bool(fitting)
    known = any(reading.place or reading.lemma in _capitalised() for reading in fitting)
    return known or (bool(fitting) and _is_owner(word, cases))


def _is_owner(word: str, cases: frozenset[str]) -> bool:
    """A capitalised word that is likelier an oblique noun than anybody's name: `глава Росавиации`."""
    found = readings(word)
    if not found[0].noun or found[0].plural or word.endswith(SURNAME_ENDINGS):
        return False
    return found[0].case in cases and not any(reading.person for reading in found[:3])


def is_noun(token: Token, cases: frozenset[str], any_name: bool = False) -> bool:
    """Whether the token can stand as a noun in one of the cases inside a phrase."""
    return (
        token.kind == "word"
        and token.text.lower() not in NOT_IN_TAIL
        and _is_noun(token.text, cases, any_name)
    )


def is_latin_name(token: Token) -> bool:
    """`Kaspi.kz`, `Astana`, `IBC`: a name in Latin letters."""
    if token.kind != "word" or not token.text[0].isascii() or not set(token.text) - set("IVXLC"):
        return False
    return token.text[0].isupper() or "." in token.text


def read_group(words: Sequence[Token], index: int, cases: frozenset[str], any_name: bool = False) -> int:
    """The index behind `adjective* noun` in one of the cases, or `index` when none begins there."""
    here = index
    while here < len(words) and is_adjective(words[here], cases):
        following = words[here + 1] if here + 1 < len(words) else None
        if is_noun(words[here], cases, any_name) and not (following and _continues(following, cases)):
            break
        here += 1
        if here + 1 < len(words) and words[here].text in {"и", ","} and is_adjective(words[here + 1], cases):
            here += 1
    if here < len(words) and is_noun(words[here], cases, any_name):
        return here + 1
    if here > index and words[here - 1].text[0].islower() and words[here - 1].kind == "word":
        return here
    return index


def _continues(token: Token, cases: frozenset[str]) -> bool:
    return is_noun(token, cases) or is_adjective(token, cases)


def read_tail(words: Sequence[Token], index: int, reach: Reach) -> int:
    """The index behind everything that depends on the noun before `index`.

    Genitives, places, abbreviations, names in quotation marks or Latin letters, numbers, `по` with its topic,
    the prepositions allowed here, and what `,` and `и` join to them.
    """
    cases = GENITIVES
    while index < len(words):
        behind = _read_part(words, index, cases, reach)
        if behind == index:
            behind = _read_joined(words, index, cases, reach)
        if behind == index:
            break
        governed = _GOVERNED.get(words[index].text.lower())
        cases = governed | GENITIVES if governed is not None else cases
        index = behind
    return index


_GOVERNED = {
    "по": DATIVES, "в": PREPOSITIONALS, "при": PREPOSITIONALS, "на": PREPOSITIONALS, "с": INSTRUMENTALS,
    "от": GENITIVES, "из": GENITIVES, "для": GENITIVES, "за": INSTRUMENTALS, "над": INSTRUMENTALS,
    "у": GENITIVES, "против": GENITIVES, "без": GENITIVES, "во": PREPOSITIONALS,
}  # fmt: skip


def _read_part(words: Sequence[Token], index: int, cases: frozenset[str], reach: Reach) -> int:
    token = words[index]
    if token.kind in {"quoted", "number"}:
        return index + (token.kind == "quoted" or not _counts(words, index))
    if token.kind in {"bracket", "aside"}:
        return (
            index + 1
            if reach.any_name or (token.kind == "bracket" and _is_abbreviating(token.text))
            else index
        )
    if token.kind != "word":
        return index
    if token.text in LEGAL_FORMS or is_latin_name(token) or is_branch(words, index):
        return index + 1
    lower = token.text.lower()
    if _closes_name(words[index - 1]) and lower == token.text and lower not in reach.prepositions:
        return index + (_lemma(token) in TERRITORIES)
    if _is_place_of(words, index) or (lower == "с" and _lemma(words[index - 1]) in TAKES_WITH):
        return index + 1 if lower != "с" else _read_governed(words, index, _GOVERNED["с"], reach)
    if lower in reach.prepositions and lower in _GOVERNED:
        return _read_governed(words, index, _GOVERNED[lower], reach)
    return read_group(words, index, cases, reach.any_name)


def is_branch(words: Sequence[Token], index: int) -> bool:
    """`Daily Rivers |Казахстан`: a country in the nominative behind a name in Latin letters."""
    if not (index and words[index].kind == "word" and is_latin_name(words[index - 1])):
        return False
    return any(reading.place and reading.case == "nomn" for reading in readings(words[index].text)[:1])


def _counts(words: Sequence[Token], index: int) -> bool:
    """Whether a number says when or how many, not which: `в банке| 3 марта`, `с компании| 2 млн тенге`."""
    following = words[index + 1].text.lower() if index + 1 < len(words) else ""
    return following in _months() or following.startswith(_scales())


@cache
def _months() -> frozenset[str]:
    return frozenset(forms[0] for forms in MONTHS.values())


@cache
def _scales() -> tuple[str, ...]:
    spelled = (*SCALE_ABBREVIATIONS.values(), *SCALE_STEMS.values(), SCALES[3]["abbreviation"])
    return tuple(word for words in spelled for word in words.split())


def _closes_name(token: Token) -> bool:
    """Behind a name in marks or in Latin letters no common noun depends: `компания BI Group| начала`."""
    return token.kind == "quoted" or is_latin_name(token)


def _lemma(token: Token) -> str:
    found = readings(token.text) if token.kind == "word" else ()
    return found[0].lemma if found else token.text.lower()


def _is_place_of(words: Sequence[Token], index: int) -> bool:
    """`села Горное`: a place in the nominative behind its common noun; two capitalised words are a person."""
    token = words[index]
    if not token.text[0].isupper() or _lemma(words[index - 1]) not in SETTLEMENTS:
        return False
    following = words[index + 1].text if index + 1 < len(words) else ""
    found = readings(token.text)
    if any(reading.place or reading.lemma in _capitalised() for reading in found):
        return not following[:1].isupper()
    person = bool(found) and found[0].person
    return not (following[:1].isupper() or person or _lemma(words[index - 1]) in WELL_KNOWN)


def _is_abbreviating(bracket: str) -> bool:
    inside = bracket.strip("()")
    return inside.startswith("далее") or (" " not in inside and sum(map(str.isupper, inside)) >= 2)


def _read_governed(words: Sequence[Token], index: int, cases: frozenset[str], reach: Reach) -> int:
    following = index + 1
    if following >= len(words) or words[following].text.lower() in TOPIC_STOP:
        return index
    if (
        words[following].kind == "quoted"
        or words[following].text in LEGAL_FORMS
        or is_latin_name(words[following])
    ):
        return following + 1
    behind = read_group(words, following, cases, reach.any_name)
    return behind if behind > following else index


def _read_joined(words: Sequence[Token], index: int, cases: frozenset[str], reach: Reach) -> int:
    """`и промышленности`; `, инноваций и промышленности`: a comma only in a list that `и` closes."""
    if words[index].text in {"и", "или"}:
        if _begins_body(words, index + 1):
            return index
        behind = read_group(words, index + 1, cases, reach.any_name)
        return behind if behind > index + 1 else index
    here = index
    while here < len(words) and words[here].text == ",":
        behind = read_group(words, here + 1, cases, reach.any_name)
        if behind == here + 1:
            return index
        here = _genitives(words, behind)
    if here > index and here < len(words) and words[here].text == "и":
        behind = read_group(words, here + 1, cases, reach.any_name)
        return behind if behind > here + 1 else index
    return index


def _begins_body(words: Sequence[Token], index: int) -> bool:
    """`Комитета и Министерства культуры`: a second body, not a part of the first one's name."""
    if index >= len(words) or not words[index].text[0].isupper():
        return False
    word = words[index].text
    return word in ABBREVIATIONS or any(reading.noun and reading.lemma in HEADS for reading in readings(word))


def _genitives(words: Sequence[Token], index: int) -> int:
    while index < len(words):
        behind = read_group(words, index, GENITIVES)
        if behind == index:
            break
        index = behind
    return index
