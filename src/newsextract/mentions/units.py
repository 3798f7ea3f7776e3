"""What a number counts: the currency, percent or `раз` that stands beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal

import msgspec

from newsextract.lexicon import currencies as lexicon
from newsextract.mentions.numeral_grammar import Numeral

UnitKind = Literal["money", "percent", "percentage_point", "permille", "times", "undecided"]
HUNDREDTH = Decimal("0.01")
THOUSAND = Decimal(1000)

ADJECTIVE_ENDINGS = (
    "ий",
    "ого",
    "ому",
    "им",
    "ом",
    "ие",
    "их",
    "ими",
    "ая",
    "ой",
    "ую",
    "ое",
    "ый",
    "ым",
    "ые",
    "ых",
    "ыми",
)
NEUTRAL_ADJECTIVES = ("казахстанск", "нов", "национальн", "отечественн", "местн", "нынешн", "сегодняшн")


class Unit(msgspec.Struct, frozen=True):
    """A unit as written at `start`..`stop`; `code` is the currency, `factor` what one of it is worth."""

    kind: UnitKind
    start: int
    stop: int
    code: str = ""
    factor: Decimal = Decimal(1)
    before: bool = False
    noun: str = ""


class UnitWord(msgspec.Struct, frozen=True):
    kind: Literal["noun", "adjective", "abbreviation", "subunit", "percent", "permille", "times"]
    value: str = ""


@cache
def unit_words() -> dict[str, UnitWord]:
    """Every word a unit can begin with."""
    words: dict[str, UnitWord] = {}
    countries = {country for row in lexicon.NOUNS.values() for country in row["codes"] if country}
    for stem in sorted(countries | set(NEUTRAL_ADJECTIVES)):
        words |= dict.fromkeys((stem + ending for ending in ADJECTIVE_ENDINGS), UnitWord("adjective", stem))
    for stem, row in lexicon.NOUNS.items():
        words |= dict.fromkeys(_forms(stem, row), UnitWord("noun", stem))
    for stem, row in lexicon.SUBUNITS.items():
        words |= dict.fromkeys(_forms(stem, row), UnitWord("subunit", stem))
    for word, code in lexicon.ABBREVIATIONS.items():
        words[word] = UnitWord("abbreviation", code)
    words |= dict.fromkeys(
        "процент процента процентов проценту процентам процентом процентами проценте процентах проценты проц".split(),
        UnitWord("percent"),
    )
    words["промилле"] = UnitWord("permille")
    words |= dict.fromkeys(("раз", "раза"), UnitWord("times"))
    return words


def _forms(stem: str, row: dict) -> list[str]:
    return [stem + ending for ending in row["endings"]] + str(row["more"]).split()


_TOKEN = re.compile(rf"[^\S\n]{{0,3}}(?:(?P<sign>[%‰{''.join(lexicon.SIGNS)}])|(?P<word>[^\W\d_]++))")
_POINTS = re.compile(r"[^\S\n]?(?:п\.[^\S\n]?п\.?|пп\b\.?|процентн\w{2,3}[^\S\n]пункт\w{0,3})")
_THOUSAND_ROUBLES = re.compile(r"[^\S\n]?т\.?[^\S\n]?(?P<code>р|руб|тг|тенге|долл)(?!\w)\.?")
_ADJECTIVE_SIGN = re.compile(r"-\w{1,4}")
_CASED_PERCENT = re.compile(r"%-\w{1,5}")


def unit_after(folded: str, stop: int) -> Unit | None:
    """The unit that begins right behind a number."""
    if (points := _POINTS.match(folded, stop)) is not None:
        return Unit("percentage_point", points.start(), points.end())
    match = _TOKEN.match(folded, stop)
    if match is None:
        return None
    if match["sign"]:
        return _sign_after(folded, match)
    word = unit_words().get(match["word"])
    if word is None:
        return _special(folded, stop, match)
    return _read_word(folded, match, word)


def _sign_after(folded: str, match: re.Match[str]) -> Unit | None:
    sign, start, stop = match["sign"], match.start("sign"), match.end()
    if sign == "%":
        points = _POINTS.match(folded, stop)
        if (cased := _CASED_PERCENT.match(folded, start)) is not None:
            stop = cased.end()
        return Unit("percentage_point", start, points.end()) if points else Unit("percent", start, stop)
    if sign == "‰":
        return Unit("permille", start, stop)
    if match.start() != start and folded[stop : stop + 1].isdigit():
        return None
    return Unit("money", start, stop, lexicon.SIGNS[sign])


def _special(folded: str, stop: int, match: re.Match[str]) -> Unit | None:
    """Units of several words: index units spelled out, `т. р.`."""
    if (thousand := _THOUSAND_ROUBLES.match(folded, stop)) is not None:
        code = lexicon.ABBREVIATIONS.get(thousand["code"], "KZT")
        return Unit("money", thousand.start(), thousand.end(), code, THOUSAND)
    if match["word"].startswith(("месячн", "минимальн")):
        for code, pattern in _index_phrases():
            if (phrase := pattern.match(folded, match.start("word"))) is not None:
                return Unit("money", phrase.start(), phrase.end(), code)
    return None


@cache
def _index_phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for code, phrases in lexicon.INDEX_PHRASES.items():
        for phrase in phrases:
            words = r"[^\S\n]".join(stem + r"\w{0,4}" for stem in phrase.split())
            patterns.append((code, re.compile(rf"{words}(?:[^\S\n]?\((?:мрп|мзп|мрот)\))?")))
    return tuple(patterns)


def _read_word(folded: str, match: re.Match[str], word: UnitWord) -> Unit | None:
    start, stop = match.start("word"), match.end()
    if word.kind == "noun":
        return _noun(folded, start, stop, word.value, "")
    if word.kind == "adjective":
        return _adjective(folded, start, stop, word.value)
    if word.kind == "abbreviation":
        return _abbreviation(folded, start, stop, word.value)
    if word.kind == "subunit":
        return Unit(
            "money",
            start,
            stop + (folded[start:stop] == "коп" and folded[stop : stop + 1] == "."),
            str(lexicon.SUBUNITS[word.value]["code"]),
            HUNDREDTH,
            noun=word.value,
        )
    if word.kind == "percent":
        return Unit("percent", start, stop)
    return Unit("permille" if word.kind == "permille" else "times", start, stop)


def _adjective(folded: str, start: int, stop: int, country: str) -> Unit | None:
    following = _TOKEN.match(folded, stop)
    word = unit_words().get(following["word"] or "") if following else None
    if word is None or following is None:
        return None
    if word.kind == "adjective":
        return _adjective(folded, start, following.end(), word.value)
    if word.kind != "noun":
        return None
    return _noun(folded, start, following.end(), word.value, country)


def _noun(folded: str, start: int, stop: int, noun: str, country: str) -> Unit | None:
    codes = lexicon.NOUNS[noun]["codes"]
    tail = _TOKEN.match(folded, stop)
    tails = lexicon.TAILS.get(noun, {})
    if tail is not None and tail["word"] in tails:
        said = tails[tail["word"]]
        if said is None:
            return None
        country = country or said
        stop = tail.end()
    code = codes.get(country, codes.get("") if country in NEUTRAL_ADJECTIVES else None)
    return Unit("money" if code else "undecided", start, stop, code or "", noun=noun)


def _abbreviation(folded: str, start: int, stop: int, code: str) -> Unit | None:
    dot = folded[stop : stop + 1] == "."
    if folded[start:stop] == "р" and not dot and folded[stop : stop + 1].isalnum():
        return None
    if code in ("RUB", "USD", "UAH", "KZT", "EUR") and dot:
        stop += 1
    country = re.compile(r"[^\S\n]?сша(?!\w)").match(folded, stop)
    if country is not None and code == "USD":
        stop = country.end()
    return Unit("money", start, stop, code)


_BEFORE = re.compile(
    rf"(?:(?P<letters>[a-z]{{1,2}})?(?P<sign>[{''.join(lexicon.SIGNS)}])|(?<![^\W\d_])(?P<letter>[тt])|(?<![^\W\d_])(?P<code>[a-z]{{3}}))(?P<gap>[^\S\n]?)$"
)


def unit_before(folded: str, start: int, numeral: Numeral) -> Unit | None:
    """The sign or code that stands right before a number: `$5 млн`, `Т122,6 млн`, `USD 500`."""
    if not numeral.digits and numeral.rule != "compound":
        return None
    match = _BEFORE.search(folded, max(0, start - 6), start)
    if match is None:
        return None
    if match["sign"]:
        if match["gap"] and match.start() and folded[match.start() - 1].isdigit():
            return None
        code = lexicon.LETTERED_SIGNS.get((match["letters"] or "") + match["sign"])
        begin = match.start() if code else match.start("sign")
        return Unit("money", begin, match.end("sign"), code or lexicon.SIGNS[match["sign"]], before=True)
    if match["letter"]:
        if match["gap"] or numeral.scale == 1:
            return None
        return Unit("money", match.start(), match.end(), "KZT", before=True)
    code = lexicon.ABBREVIATIONS.get(match["code"])
    return Unit("money", match.start(), match.end("code"), code, before=True) if code else None
