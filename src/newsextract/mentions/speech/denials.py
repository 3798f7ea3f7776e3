"""Sums denied outside quotes: `опроверг слухи о 5 млн тенге`, `хищение 5 млн тенге отрицают`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from newsextract.lexicon.stances import REFUTING
from newsextract.mentions.cues import Verb
from newsextract.mentions.sentences import Span, sentence_spans
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.voices import first_subject, source_after, source_before
from newsextract.records import Money, Name, Speaker

NEGATION = "не "
REACH = 400  # characters around a sum in which the verb that denies it stands


class Denial(NamedTuple):
    """A sum, as its index, and the words that name who denies it, or None."""

    money: int
    speaker: Speaker | None


def find_denials(text: str, money: Sequence[Money], names: Sequence[Name]) -> Iterator[Denial]:
    """The sums without a quote that a verb of refuting governs.

    >>> from newsextract.mentions.money import find_money
    >>> text = "В акимате опровергли слухи о пропаже 5 млн тенге."
    >>> [denial.speaker.text for denial in find_denials(text, list(find_money(text)), ())]
    ['акимате']
    """
    open_sums = [(index, item) for index, item in enumerate(money) if item.quote is None]
    if not open_sums or _refutes().search(text) is None:
        return
    found = NameIndex(names)
    sums = iter(open_sums)
    index, item = next(sums)
    for start, stop in sentence_spans(text):
        while item.start < stop:
            if item.start >= start:
                denial = _denied(text, (start, stop), item, found)
                if denial is not None:
                    yield denial._replace(money=index)
            following = next(sums, None)
            if following is None:
                return
            index, item = following


def _denied(text: str, sentence: Span, item: Money, names: NameIndex) -> Denial | None:
    start, stop = max(sentence[0], item.start - REACH), min(sentence[1], item.stop + REACH)
    for match in _refutes().finditer(text, start, stop):
        if text[max(start, match.start() - len(NEGATION)) : match.start()].lower() == NEGATION:
            continue
        verb = Verb("опровергнуть", "past", match.group().lower().endswith(("и", "ют")), "")
        if match.start() >= item.stop:
            # `хищение 5 млн тенге в фонде отрицают`; of `банк, выдавший 5 млн тенге, опроверг слухи` nothing
            source = _beside(text, (item.stop, *match.span(), stop), verb, names)
            if source is None:
                continue
        else:
            source = _beside(text, (start, *match.span(), item.start), verb, names)
            source = source or first_subject(text, start, match.start(), names)
        return Denial(0, None if source is None else source.speaker(text))
    return None


def _beside(text: str, places: tuple[int, int, int, int], verb: Verb, names: NameIndex) -> Source | None:
    """The source before the verb, not before the first place, or behind it, before the last."""
    floor, start, stop, limit = places
    return source_before(text, floor, start, verb, names) or source_after(text, stop, limit, verb, names)


@cache
def _refutes() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{'|'.join(REFUTING.split())})(?!\w)", regex.IGNORECASE)
