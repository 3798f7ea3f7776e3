"""Who named which sum, and whether the words around deny it or ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from newsextract.mentions.sentences import sentence_spans
from newsextract.records import Claim, Money, Quote, Stance


@cache
def _denial() -> regex.Pattern[str]:
    return regex.compile(
        r"не соответству\w+ действительности|не соответству\w+ (?:правде|истине)|опроверг\w*|опровер\w+|"
        r"не подтвер\w+|является (?:ложью|фейком|неправдой)|(?<!\w)(?:фейк\w*|неправд\w+|ложь|ложн\w+|недостоверн\w+)|"
        r"это не так(?!\w)|на самом деле не|не (?:правда|верно)(?!\w)",
        regex.IGNORECASE,
    )


@cache
def _question() -> regex.Pattern[str]:
    return regex.compile(r"(?:спросил\w*|поинтересовал\w+|интересу\w+|задал\w* вопрос)", regex.IGNORECASE)


def claims_of(text: str, money: Sequence[Money], quotes: Sequence[Quote]) -> tuple[Claim, ...]:
    """One claim for each sum that stands in a quote."""
    held = [(index, item) for index, item in enumerate(money) if item.quote is not None]
    if not held:
        return ()
    sentences = list(sentence_spans(text))
    found = []
    place = 0
    for index, item in sorted(held, key=lambda pair: pair[1].start):
        while place + 1 < len(sentences) and sentences[place][1] <= item.start:
            place += 1
        assert item.quote is not None
        quote = quotes[item.quote]
        start, stop = sentences[place] if sentences else (item.start, item.stop)
        found.append(
            Claim(
                money=index,
                quote=item.quote,
                speaker=quote.speaker,
                stance=_stance(text[start:stop], text[item.stop : stop], quote),
            )
        )
    return tuple(found)


def _stance(sentence: str, rest: str, quote: Quote) -> Stance:
    if _denial().search(sentence) or (quote.cue is not None and _denial().search(quote.cue.text)):
        return "denied"
    cue = quote.cue.text if quote.cue is not None else ""
    return "asked" if "?" in rest or _question().search(cue) else "affirmed"
