"""Direct speech without an attribution behind it: after a colon, as a paragraph of its own, going on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from newsextract.lexicon import speech as lexicon
from newsextract.mentions.cues import speech_verbs, words_in
from newsextract.mentions.sentences import Span, sentences_within
from newsextract.mentions.speech.anchors import Line
from newsextract.mentions.speech.direct import Speech
from newsextract.mentions.speech.introducers import acts, named_last, somebody, teller, titled, unlisted
from newsextract.mentions.speech.marks import Pair
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import Source, is_predicate
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.records import CuePosition

INTRODUCTION_LENGTH = 600  # characters before a colon that are looked at
VERBLESS_WORDS = 25  # at most, in `Аким области Ержан Сапаров:`
WORDS_VERBLESS = 3  # of the quote, at least
WORDS_FLOATING = 4
WORDS_CONTINUED = 3
WORDS_ALONE = 8  # of a quote inside a paragraph without any attribution


class Introduced(Speech):
    """Speech with what introduces it: the source, the cue and its lemma."""

    __slots__ = ("cue", "lemma", "source")

    def __init__(self, span: Span, rule: str, position: CuePosition | None = None) -> None:
        super().__init__([span], rule, None, position)
        self.source: Source | None = None
        self.cue: Span | None = None
        self.lemma = ""


class Taken:
    """Stretches that are speech already, looked up by place."""

    def __init__(self, speeches: Sequence[Speech]) -> None:
        self._spans = sorted(span for speech in speeches for span in speech.parts)

    def meets(self, start: int, stop: int) -> bool:
        """Whether some speech meets a stretch."""
        index = bisect_left(self._spans, (stop, stop))
        return index > 0 and self._spans[index - 1][1] > start


def find_introduced(text: str, lines: Sequence[Line], taken: Taken, names: NameIndex) -> Iterator[Introduced]:
    """Speech that is not `taken` by an attribution behind it, in order."""
    before: Line | None = None
    talk = False  # whether the line before is a reply in a dialogue
    for line in lines:
        told = -1  # where the last speech closes
        for pair in line.marks.pairs if line.body else ():
            if pair.close is None or taken.meets(pair.open, pair.close):
                told = pair.close or told
                continue
            speech = _after_colon(text, line, pair, before, names)
            speech = speech or _named_behind(text, line, pair, names) or _standing(text, line, pair, taken)
            if speech is None and text[told + 1 : pair.open] == ", ":
                speech = _listed(text, pair)
            if speech is not None:
                told = pair.close
                yield speech
        block = line.role == "blockquote" and line.opens(text) is None
        said = None
        if not line.anchors and (block or line.dashed(text)):
            said = _below(text, line, before, names) or (_reply(text, line) if talk else None)
        if said is not None:
            yield said
        asked = said is not None and (said.rule == "reply" or text[line.stop - 1] == "?")
        talk = line.dashed(text) and (asked or taken.meets(line.start, line.stop))
        before = line


def introduce_paragraphs(text: str, lines: Sequence[Line], speech: Speech, names: NameIndex) -> Speech:
    """A quote of several paragraphs without an attribution, with who is introduced on the line above it."""
    index = bisect_left(lines, speech.parts[0][0], key=_stop) if speech.anchor is None else 0
    sentence = _sentence_before(text, lines[index - 1].start, lines[index - 1].stop) if index else None
    if sentence is None:
        return speech
    introduced = Introduced(speech.parts[0], speech.rule, "before")
    introduced.parts = speech.parts
    _introduce(text, sentence, introduced, names)
    return introduced


def _stop(line: Line) -> int:
    return line.stop


# ---- after a colon


def _after_colon(
    text: str, line: Line, pair: Pair, before: Line | None, names: NameIndex
) -> Introduced | None:
    """`Сапаров сказал: "..."`; `Ержан Сапаров, аким области:` and the quote in the next line."""
    assert pair.close is not None
    stop = pair.open
    while stop > line.start and text[stop - 1] in " —–-":
        stop -= 1
    if stop == line.start and before is not None:
        line, stop = before, before.stop
    sentence = _sentence_before(text, line.start, stop)
    if sentence is None:
        return None
    speech = Introduced((pair.open + 1, pair.close), "colon", "before")
    _introduce(text, sentence, speech, names)
    told = words_in(text, *sentence)
    says = _is_sentence(text, pair)
    if not says and told and told[-1].lower in lexicon.CLASS_NOUNS:
        return None  # `открыл акцию: «Чистый двор»`
    if speech.cue is not None:
        return speech
    speech.rule = "verbless"
    if speech.source is None and is_outlet(text[sentence[0] : sentence[1] - 1]):
        return None  # a headline in a review of the press
    acted = says and acts(text, sentence)
    if acted:
        speech.source = speech.source or somebody(text, sentence, names)
    length = len(words_in(text, pair.open, pair.close))
    least = WORDS_ALONE if speech.source is None else 1 if acted else WORDS_VERBLESS
    return speech if length >= least else None


def _is_sentence(text: str, pair: Pair) -> bool:
    """Whether words in marks are a sentence and no title: a predicate is among them, they ask or exclaim."""
    words = words_in(text, pair.open, pair.close or 0)
    if not words:
        return False
    return text[words[-1].stop] in "?!…" or any(is_predicate(word.lower) for word in words)


@cache
def _quote_before() -> regex.Pattern[str]:
    """The end of a quote with its dash, the last one of a sentence."""
    return regex.compile(r"(?r)[\"»”][,.!?…]{0,2}\s?[—–-]{1,2}\s")


def _sentence_before(text: str, start: int, stop: int) -> Span | None:
    """The sentence that ends in a colon at `stop`."""
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop == start or text[stop - 1] != ":":
        return None
    *_, sentence = sentences_within(text, max(start, stop - INTRODUCTION_LENGTH), stop)
    quote = _quote_before().search(text, *sentence)
    return sentence if quote is None else (quote.end(), sentence[1])


def introducer(text: str, place: int, names: NameIndex) -> Source | None:
    """Who is introduced before a quote that opens at `place`: `Сапаров заявил: |"...", - цитирует ТАСС`."""
    start = text.rfind("\n", max(0, place - INTRODUCTION_LENGTH), place) + 1
    sentence = _sentence_before(text, max(start, place - INTRODUCTION_LENGTH), place)
    if sentence is None:
        return None
    speech = Introduced((place, place), "colon", "before")
    _introduce(text, sentence, speech, names)
    return speech.source


def _introduce(text: str, sentence: Span, speech: Introduced, names: NameIndex) -> None:
    """Find who is introduced before a colon, and by which verb."""
    words = words_in(text, *sentence)
    for word in reversed(words):
        verb = speech_verbs().get(word.lower)
        if verb is not None and verb.form != "gerund":
            speech.cue, speech.lemma = (word.start, word.stop), verb.lemma
            speech.source = named_last(text, sentence, word, verb, names)
            speech.source = speech.source or teller(text, sentence, word, verb, names)
            return
    subjects = names.subjects(*sentence)
    if subjects and len(words) <= VERBLESS_WORDS:
        speech.source = Source(subjects[0].start, subjects[0].stop, "person")
    elif not subjects:
        speech.source = titled(text, sentence) or unlisted(text, sentence, words)


def _below(text: str, line: Line, before: Line | None, names: NameIndex) -> Introduced | None:
    """A dash paragraph or a block quotation under `Ержан Сапаров, аким области:`."""
    sentence = None if before is None else _sentence_before(text, before.start, before.stop)
    if sentence is None:
        return None
    dashed = line.dashed(text)
    start = line.start + 2 if dashed else line.start
    if not text[start : start + 1].isupper() or text[line.stop - 1] == ";":
        return None
    speech = Introduced((start, line.stop), "dash" if dashed else "blockquote", "before")
    _introduce(text, sentence, speech, names)
    if speech.source is None and acts(text, sentence):
        speech.source = somebody(text, sentence, names)
    return speech if speech.source is not None else None


def _reply(text: str, line: Line) -> Introduced | None:
    """A dash paragraph that follows another one in a dialogue: `- Когда? - спросил судья.` `- Вчера.`"""
    start = line.start + len("- ")
    spoken = line.dashed(text) and text[start : start + 1].isupper() and text[line.stop - 1] in ".!?…"
    return Introduced((start, line.stop), "reply") if spoken else None


@cache
def _dash() -> regex.Pattern[str]:
    return regex.compile(r"[\"»”][,.]?\s?[—–-]\s")


def _named_behind(text: str, line: Line, pair: Pair, names: NameIndex) -> Introduced | None:
    """`"Это ложь" - Сапаров о слухах`: a line that begins with a quote and names its source behind a dash."""
    assert pair.close is not None
    dash = _dash().match(text, pair.close, line.stop)
    if dash is None or pair.open != line.start:
        return None
    named = names.subjects(dash.end(), min(line.stop, dash.end() + 60))
    if not named or (named[0].start != dash.end() and named[0].position is None):
        return None
    speech = Introduced((pair.open + 1, pair.close), "verbless", "after")
    speech.source = Source(named[0].start, named[0].stop, "person")
    return speech


# ---- on its own


def _standing(text: str, line: Line, pair: Pair, taken: Taken) -> Introduced | None:
    """A quote that is a sentence of its own: a whole paragraph, or speech that goes on in the same one."""
    assert pair.close is not None
    first = text[pair.open + 1]
    if not (first.isupper() or first in '…"«.'):
        return None
    span = (pair.open + 1, pair.close)
    length = len(words_in(text, *span))
    whole = _blank(text, line.start, pair.open, " —–-") and _blank(text, pair.close + 1, line.stop, " .,")
    if whole:
        return Introduced(span, "floating") if length >= WORDS_FLOATING else None
    if text[pair.close + 1 : pair.close + 12].lstrip(" .,").startswith("Об этом"):
        return Introduced(span, "continued") if length >= WORDS_CONTINUED else None
    before = text[max(line.start, pair.open - 3) : pair.open].rstrip(" —–-")
    ends = text[pair.close - 1] in ".!?…" or text[pair.close + 1 : pair.close + 2] in (".", "!", "?", "")
    if before[-1:] not in (".", "!", "?", "…") or not ends:
        return None
    least = WORDS_CONTINUED if taken.meets(line.start, line.stop) else WORDS_ALONE
    return Introduced(span, "continued") if length >= least else None


def _listed(text: str, pair: Pair) -> Introduced | None:
    """A further quote of a row: `пишут: "...", "..."`."""
    assert pair.close is not None
    span = (pair.open + 1, pair.close)
    long = len(words_in(text, *span)) >= WORDS_CONTINUED
    return Introduced(span, "continued") if long and text[span[0]].isupper() else None


def _blank(text: str, start: int, stop: int, marks: str) -> bool:
    return stop - start < 8 and not text[start:stop].strip(marks)
