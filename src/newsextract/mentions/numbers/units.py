"""What a number counts: the currency, percent or `раз` that stands beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import msgspec

from newsextract.lexicon import currencies as lexicon
from newsextract.lexicon import numbers
from newsextract.mentions.numbers.numeral_grammar import Numeral
from newsextract.mentions.numbers.unit_words import UnitWord, index_heads, index_phrases, unit_words

UnitKind = Literal["money", "percent", "percentage_point", "permille", "times"]
HUNDREDTH = Decimal("0.01")
THOUSAND = Decimal(1000)


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A unit as written at `start`..`stop`.

    `code` is the currency, empty where the noun alone does not say which; `factor` what one of it is worth;
    `before`: it stands before the number; `noun`: its row in the lexicon.
    """

    kind: UnitKind
    start: int
    stop: int
    code: str = ""
    factor: Decimal = Decimal(1)
    before: bool = False
    noun: str = ""


_SIGNS = re.escape("".join(lexicon.SIGNS))
_TOKEN = re.compile(rf"[^\S\n]{{0,3}}(?:(?P<sign>[%‰{_SIGNS}])|(?P<word>[^\W\d_]++))")
_POINTS = re.compile(
    r"[^\S\n]?(?:п\.[^\S\n]?п\b\.?|пп\b\.?|(?:процентн\w{2,3}|проц\.|-[^\W\d_]{1,5})[^\S\n]пункт\w{0,3})"
)
_THOUSANDS_OF = re.compile(r"[^\S\n]?т\.?[^\S\n]?(?P<code>р|руб|тг|тенге|долл)\b\.?")
_AMERICAN = re.compile(r"[^\S\n]?сша\b")
_TIED = re.compile(r"-[^\W\d_]{1,5}")
_ADJECTIVE_PERCENT = re.compile(r"процентн(?:ый|ая|ое|ую|ого|ому|ым|ом|ой)\b")
_BASIS_POINTS = re.compile(r"базисн\w{2,3}[^\S\n]пункт\w{0,3}")
DOTTED = frozenset(("RUB", "USD", "UAH", "KZT", "EUR"))


def unit_after(folded: str, stop: int) -> Unit | None:
    """The unit that begins right behind a number.

    >>> unit_after("5 канадских долларов", 1).code, unit_after("11,1 процента", 4).kind
    ('CAD', 'percent')
    """
    match = _TOKEN.match(folded, stop)
    if match is None:
        return None
    if match["sign"]:
        return _sign_after(folded, match)
    word = unit_words().get(match["word"])
    if word is None:
        return _phrase(folded, stop, match)
    return _READERS[word.kind](folded, match.start("word"), match.end(), word)


def _sign_after(folded: str, match: re.Match[str]) -> Unit | None:
    sign, start, stop = match["sign"], match.start("sign"), match.end()
    if sign == "‰":
        return Unit("permille", start, stop)
    if sign == "%":
        points = _POINTS.match(folded, stop)
        if points is not None:
            return Unit("percentage_point", start, points.end())
        tied = _TIED.match(folded, stop)
        return Unit("percent", start, tied.end() if tied else stop)
    if folded[stop : stop + 1].isdigit():  # the sign of the next number
        return None
    american = _AMERICAN.match(folded, stop) if sign == "$" else None
    return Unit("money", start, american.end() if american else stop, lexicon.SIGNS[sign])


def _phrase(folded: str, stop: int, match: re.Match[str]) -> Unit | None:
    """Units of several words: `п.п.`, `т. р.`, index units spelled out."""
    word = match["word"]
    if word in ("п", "пп") or word.startswith(("процентн", "базисн")):
        return _points(folded, stop, match.start("word"))
    if word == "т":
        thousands = _THOUSANDS_OF.match(folded, stop)
        if thousands is None:
            return None
        code = lexicon.ABBREVIATIONS.get(thousands["code"], "KZT")
        return Unit("money", match.start("word"), thousands.end(), code, THOUSAND)
    if word.startswith(index_heads()):
        return _index_unit(folded, match.start("word"))
    if word.startswith(lexicon.GLUING):
        return _glued(folded, match.start("word"), word)
    if word.endswith(lexicon.OTHER_ADJECTIVE_ENDINGS) and not word.endswith(lexicon.COUNTRY_ENDINGS):
        return _behind_adjective(folded, match)
    return None


def _points(folded: str, stop: int, start: int) -> Unit | None:
    """`п.п.`, `процентных пункта`, `базисных пунктов`; `5 процентная скидка` is a percentage."""
    if (points := _POINTS.match(folded, stop)) is not None:
        return Unit("percentage_point", start, points.end())
    if (points := _BASIS_POINTS.match(folded, start)) is not None:
        return Unit("percentage_point", start, points.end(), factor=HUNDREDTH)
    adjective = _ADJECTIVE_PERCENT.match(folded, start)
    return Unit("percent", start, adjective.end()) if adjective else None


def _behind_adjective(folded: str, match: re.Match[str]) -> Unit | None:
    """`миллион бюджетных тенге`: the adjective says nothing of the currency."""
    following = _TOKEN.match(folded, match.end())
    noun = unit_words().get(following["word"] or "") if following else None
    if following is None or noun is None or noun.kind != "noun":
        return None
    return _noun(folded, match.start("word"), following.end(), noun)


def _glued(folded: str, start: int, word: str) -> Unit | None:
    for unit in lexicon.GLUING:
        if word.startswith(unit) and word[len(unit) :] in lexicon.GLUED:
            entry = unit_words()[unit]
            return _READERS[entry.kind](folded, start, start + len(unit), entry)
    return None


def _index_unit(folded: str, start: int) -> Unit | None:
    for code, pattern in index_phrases():
        if (phrase := pattern.match(folded, start)) is not None:
            return Unit("money", start, phrase.end(), code)
    return None


def _noun(folded: str, start: int, stop: int, word: UnitWord, country: str = "") -> Unit | None:
    noun = word.value
    tails = lexicon.TAILS.get(noun)
    if tails is not None and (tail := _TOKEN.match(folded, stop)) is not None and tail["word"] in tails:
        said = tails[tail["word"]]
        if said is None:
            return None
        country = country or said
        stop = tail.end()
    elif folded[stop : stop + 1] == "-":  # `Евро-2024`
        return None
    codes = lexicon.NOUNS[noun].codes
    code = codes.get("") if country in lexicon.NEUTRAL_ADJECTIVES else codes.get(country)
    return Unit("money", start, stop, code or "", noun=noun)


def _adjective(folded: str, start: int, stop: int, word: UnitWord) -> Unit | None:
    """`норвежских крон`: the country, then the noun."""
    for _ in range(2):
        following = _TOKEN.match(folded, stop)
        noun = unit_words().get(following["word"] or "") if following else None
        if following is None or noun is None:
            return None
        if noun.kind == "noun":
            return _noun(folded, start, following.end(), noun, word.value)
        stop, word = following.end(), noun
    return None


def _abbreviation(folded: str, start: int, stop: int, word: UnitWord) -> Unit | None:
    if folded[stop : stop + 1] == "-":  # `в 3 р-нах`, `тг-канал`
        return None
    if folded[start] > "а" and word.value in DOTTED and folded[stop : stop + 1] == ".":
        stop += 1
    if word.value == "USD" and (american := _AMERICAN.match(folded, stop)) is not None:
        stop = american.end()
    return Unit("money", start, stop, word.value)


def _subunit(folded: str, start: int, stop: int, word: UnitWord) -> Unit | None:
    if folded[start:stop] == "коп" and folded[stop : stop + 1] == ".":
        stop += 1
    return Unit("money", start, stop, lexicon.SUBUNITS[word.value].of[0], HUNDREDTH, noun=word.value)


def _percent(folded: str, start: int, stop: int, _: UnitWord) -> Unit | None:
    if (points := _POINTS.match(folded, start)) is not None:
        return Unit("percentage_point", start, points.end())
    if folded[start:stop] == "проц" and folded[stop : stop + 1] == ".":
        stop += 1
    return Unit("percent", start, stop)


def _other(_: str, start: int, stop: int, word: UnitWord) -> Unit | None:
    return Unit("times" if word.kind == "times" else "permille", start, stop)


_READERS = {
    "noun": _noun,
    "adjective": _adjective,
    "abbreviation": _abbreviation,
    "subunit": _subunit,
    "percent": _percent,
    "permille": _other,
    "times": _other,
}

_BEFORE = re.compile(
    rf"(?:(?P<letters>(?<![^\W\d_])[a-z]{{1,2}})?(?P<sign>[{_SIGNS}])(?:сша)?"
    r"|(?<![^\W\d_])(?P<letter>[тt])|(?<![^\W\d_])(?P<code>[a-z]{3}))(?P<gap>[^\S\n]?)$"
)
_LOOK_BACK = 8
_LAST_OF_UNIT = frozenset(
    (
        *lexicon.SIGNS,
        *lexicon.LETTER_SIGNS,
        *(code[-1] for code in lexicon.ABBREVIATIONS if code[-1] < "а"),
        "а",
    )
)


def unit_before(folded: str, numeral: Numeral) -> Unit | None:
    """The sign or code right before a number: `$5 млн`, `Т122,6 млн`, `USD 500`.

    A letter is a sign only when it is glued to the number and a scale follows (`Т-34` is a tank).
    """
    start = numeral.start
    if not numeral.digits or start == 0:
        return None
    last = folded[start - 1] if not folded[start - 1].isspace() else folded[max(0, start - 2) : start - 1]
    if last not in _LAST_OF_UNIT:
        return None
    match = _BEFORE.search(folded, max(0, start - _LOOK_BACK), start)
    if match is None:
        return None
    if match["sign"]:
        return _sign_before(folded, match)
    code = lexicon.LETTER_SIGNS.get(match["letter"] or "") or lexicon.ABBREVIATIONS.get(match["code"] or "")
    if code is None or (match["letter"] and (match["gap"] or numeral.scale == 1)):
        return None
    return Unit("money", match.start(), match.start("gap"), code, before=True)


def _sign_before(folded: str, match: re.Match[str]) -> Unit | None:
    begin = match.start("sign")
    if (
        match["gap"] and folded[max(0, begin - 1) : begin].isdigit()
    ):  # `1100$ 500`: it closes the number before
        return None
    code = lexicon.LETTERED_SIGNS.get((match["letters"] or "") + match["sign"])
    return Unit(
        "money",
        match.start("letters") if code else begin,
        match.start("gap"),
        code or lexicon.SIGNS[match["sign"]],
        before=True,
    )


_OF_INDEX = re.compile(r"[^\S\n](?:размер\w{0,2}[^\S\n]|величин\w{0,2}[^\S\n])?")


def unit_of_adjective(folded: str, numeral: Numeral) -> Unit | None:
    """The unit in a compound adjective: `20-долларовый`, `пятипроцентный`, `20 000-кратный размер МРП`."""
    start, stop, suffix = numeral.start, numeral.stop, numeral.suffix
    if suffix.startswith(numbers.COMPOUND_PERCENT):
        return Unit("percent", start, stop)
    if suffix.startswith(numbers.COMPOUND_MULTIPLE):
        of = _OF_INDEX.match(folded, stop)
        index = _index_after(folded, of.end()) if of else None
        return index or Unit("times", start, stop)
    for stem, code in numbers.COMPOUND_CURRENCIES.items():
        if suffix.startswith(stem):
            return Unit("money", start, stop, code)
    return None


def _index_after(folded: str, place: int) -> Unit | None:
    match = _TOKEN.match(folded, place)
    if match is None or not match["word"]:
        return None
    if (code := lexicon.ABBREVIATIONS.get(match["word"])) in lexicon.INDEX_PHRASES:
        return Unit("money", match.start("word"), match.end(), code or "")
    return _index_unit(folded, match.start("word")) if match["word"].startswith(index_heads()) else None
