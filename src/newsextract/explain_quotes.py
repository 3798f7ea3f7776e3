"""Why quotes were read as they were: which rule read each, and why other candidates are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.quotes import find_quotes
from newsextract.mentions.sentences import Span, sentence_spans
from newsextract.mentions.speech.fragments import is_wording
from newsextract.mentions.speech.marks import read_marks
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.statements import reports
from newsextract.records import Mention, Quote

NEAR = 60  # characters behind a cue in which its source is looked for


class Account(Mention, frozen=True, kw_only=True):
    """What was made of a candidate: the `reading` and its `rule`, or why it was `refused`."""

    reading: str = ""
    rule: str = ""
    refused: str = ""


def quote_accounts(text: str) -> list[Account]:
    """Every quote, every stretch in quotation marks and every verb of statements of a text, in text order.

    >>> for account in quote_accounts('ТОО "Жол" ждёт, передает Tengrinews.kz. "Да", - сказал Сапаров.'):
    ...     print(account.reading or account.refused)
    no verb of its sentence quotes it, or it reads as a name
    its source is an outlet
    direct by 'Сапаров', cue 'сказал'
    """
    quotes = list(find_quotes(text))
    found = [_read(text, quote) for quote in quotes]
    taken = sorted((part.start, part.stop) for quote in quotes for part in quote.parts)
    found += _refused_marks(text, taken)
    found += _refused_cues(text, taken, {quote.cue.start for quote in quotes if quote.cue})
    return sorted(found, key=lambda account: account.start)


def _read(text: str, quote: Quote) -> Account:
    source = repr(quote.speaker.text) if quote.speaker else "nobody named"
    cue = f", cue {quote.cue.text!r}" if quote.cue else ""
    written = text[quote.start : quote.stop]
    reading = f"{quote.kind} by {source}{cue}"
    return Account(start=quote.start, stop=quote.stop, text=written, reading=reading, rule=quote.rule)


def _refused(text: str, start: int, stop: int, reason: str) -> Account:
    return Account(start=start, stop=stop, text=text[start:stop], refused=reason)


def _inside(taken: Sequence[Span], place: int) -> bool:
    return any(start <= place < stop for start, stop in taken)


def _refused_marks(text: str, taken: Sequence[Span]) -> Iterator[Account]:
    start = 0
    for line in text.split("\n"):
        for pair in read_marks(text, start, start + len(line)).pairs:
            stop = start + len(line) if pair.close is None else pair.close + 1
            if _inside(taken, pair.open + 1):
                continue
            if pair.close is None:
                reason = "its mark is never closed, and no attribution follows"
            elif is_wording(text, pair):
                reason = "no verb of its sentence quotes it"
            else:
                reason = "no verb of its sentence quotes it, or it reads as a name"
            yield _refused(text, pair.open, stop, reason)
        start += len(line) + 1


def _refused_cues(text: str, taken: Sequence[Span], cues: set[int]) -> Iterator[Account]:
    for start, stop in sentence_spans(text):
        for word in words_in(text, start, stop):
            verb = speech_verbs().get(word.lower)
            if verb is None or not reports(verb) or word.start in cues or _inside(taken, word.start):
                continue
            yield _refused(text, word.start, word.stop, _reason(text, (start, stop), word, verb))


def _reason(text: str, sentence: Span, word: Word, verb: Verb) -> str:
    if is_outlet(text[word.stop : min(word.stop + NEAR, sentence[1])].strip()):
        return "its source is an outlet"
    before = text[sentence[0] : word.start].strip().lower()
    if verb.form == "impersonal" and before.endswith("ранее"):
        return "the outlet speaks of its own earlier news"
    return "no statement hangs on it"
