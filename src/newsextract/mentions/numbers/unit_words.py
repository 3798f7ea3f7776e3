"""The dictionary of unit words (currencies, percent, `раз`), built on first use from the lexicon."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from newsextract.lexicon import currencies as lexicon
from newsextract.lexicon.percents import PERCENT, PERMILLE, TIMES

Kind = Literal["noun", "adjective", "abbreviation", "subunit", "percent", "permille", "times"]


class UnitWord(msgspec.Struct, frozen=True):
    """A word that is or begins a unit; `value` is its row in the lexicon, or an abbreviation's currency."""

    kind: Kind
    value: str = ""


@cache
def unit_words() -> dict[str, UnitWord]:
    """Every word a unit can begin with, in lower case."""
    words: dict[str, UnitWord] = {}
    countries = {country for noun in lexicon.NOUNS.values() for country in noun.codes if country}
    for stem in sorted(countries | set(lexicon.NEUTRAL_ADJECTIVES)):
        forms = (stem + ending for ending in lexicon.ADJECTIVE_ENDINGS)
        words |= dict.fromkeys(forms, UnitWord("adjective", stem))
    for stem, noun in lexicon.NOUNS.items():
        words |= dict.fromkeys(noun.forms(stem), UnitWord("noun", stem))
    for stem, subunit in lexicon.SUBUNITS.items():
        words |= dict.fromkeys(subunit.forms(stem), UnitWord("subunit", stem))
    for abbreviation, code in lexicon.ABBREVIATIONS.items():
        words[abbreviation] = UnitWord("abbreviation", code)
    words |= dict.fromkeys(PERCENT.split(), UnitWord("percent"))
    words |= dict.fromkeys(PERMILLE.split(), UnitWord("permille"))
    words |= dict.fromkeys(TIMES.split(), UnitWord("times"))
    return words


@cache
def index_phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Index units spelled out, each with its code: `месячных расчетных показателей (МРП)`."""
    abbreviations = "|".join(lexicon.INDEX_PHRASES).lower()
    patterns = []
    for code, phrases in lexicon.INDEX_PHRASES.items():
        for phrase in phrases:
            words = r"[^\S\n]".join(stem + r"\w{0,4}" for stem in phrase.split())
            patterns.append((code, re.compile(rf"{words}(?:[^\S\n]?\((?:мрп|мзп|мрот|{abbreviations})\))?")))
    return tuple(patterns)


@cache
def index_heads() -> tuple[str, ...]:
    """The stems such a phrase begins with."""
    return tuple(phrase.split()[0] for phrases in lexicon.INDEX_PHRASES.values() for phrase in phrases)
