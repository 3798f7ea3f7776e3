"""How the words around a sum stand to it: affirmed, denied (`не соответствует действительности`) or asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import regex
from msgspec.structs import replace

from newsextract.lexicon.stances import DENIALS, QUESTIONS
from newsextract.mentions.sentences import sentence_spans
from newsextract.records import Money, Quote, Stance

REACH = 500  # characters on either side of a sum, when its sentence is longer


@cache
def _denial() -> regex.Pattern[str]:
    return _turns(DENIALS)


@cache
def _question() -> regex.Pattern[str]:
    return _turns(QUESTIONS)


def _turns(turns: Sequence[str]) -> regex.Pattern[str]:
    forms = (regex.escape(turn, literal_spaces=True).replace(r"\*", r"\w*+") for turn in turns)
    return regex.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", regex.IGNORECASE)


def with_stances(text: str, money: Sequence[Money], quotes: Sequence[Quote]) -> tuple[Money, ...]:
    """The sums, those inside quotes with the stance of their quote.

    The quote's own words in the sum's sentence count: in `сведения о 5 млн тенге не соответствуют
    действительности` it is denied. Around a quoted fragment the whole sentence counts.
    """
    if all(item.quote is None for item in money):
        return tuple(money)
    sentences = list(sentence_spans(text))
    starts = [start for start, _ in sentences]
    found = []
    for item in money:
        if item.quote is None:
            found.append(item)
            continue
        quote = quotes[item.quote]
        start, stop = sentences[bisect_right(starts, item.start) - 1]
        if quote.kind != "partial":
            part = next(part for part in quote.parts if part.start <= item.start < part.stop)
            start, stop = max(start, part.start), min(stop, part.stop)
        found.append(replace(item, stance=_stance(text, (start, item.stop, max(stop, item.stop)), quote)))
    return tuple(found)


def _is_negated(text: str, quote: Quote) -> bool:
    """`не отрицает, что`: the source owns to it."""
    place = quote.cue.start if quote.cue is not None else 0
    return text[max(0, place - 4) : place].lower().split()[-1:] == ["не"]


def _stance(text: str, span: tuple[int, int, int], quote: Quote) -> Stance:
    start, behind, stop = span
    cue = quote.cue.text if quote.cue is not None else ""
    if _denial().search(text, start, stop) or (_denial().search(cue) and not _is_negated(text, quote)):
        return "denied"
    return "asked" if "?" in text[behind:stop] or _question().search(cue) else "affirmed"
