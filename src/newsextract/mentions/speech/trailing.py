"""Statements with their source behind them or inside: `..., сообщили в X`, `..., утверждает, ...`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import regex

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.statements import Sentence, Statement, reports, trimmed
from newsextract.mentions.speech.surroundings import around, position_of
from newsextract.mentions.speech.voices import says_which, source_after
from newsextract.morphology import parses

ASIDES = 5  # words between commas in one sentence that are looked at
SOURCE_NEAR = 120  # characters between a verb of direct speech and its source, a position between them
WORDS_TOLD = 2  # the fewest of a statement beside its report


@cache
def _tail() -> regex.Pattern[str]:
    return regex.compile(
        r",\s(?:[—–-]\s)?(?:(?:ранее|также|позже|позднее|накануне|сегодня|вчера|тогда)\s)?(?P<verb>\p{Ll}+)\s"
    )


def trailing(sentence: Sentence, known: Sequence[Statement]) -> Iterator[Statement]:
    """`В области закрыли дорогу, сообщили в МВД.`"""
    if not sentence.verbs:
        return
    for match in _tail().finditer(sentence.text, sentence.start, sentence.limit):
        verb = speech_verbs().get(match["verb"])
        if verb is None or verb.form in ("gerund", "passive") or sentence.hidden(match.start()):
            continue
        cue = _trailing_cue(sentence, match.span("verb"), verb)
        if cue is None or _inside(match.start(), known) or _governs_infinitive(sentence, match.end()):
            continue
        source = source_after(sentence.text, cue[1], sentence.limit, verb, sentence.names)
        if source is None or not sentence.quotable(source) or _governs(sentence, source.stop):
            continue
        if source.kind == "unnamed" and _resumes(sentence, match.start()) and not sentence.acts(source):
            continue
        if not reports(verb) and not _speaks_alone(cue, verb, source):
            continue
        parts = _told(sentence, match.start(), source.stop)
        if parts and not (sentence.asks and _asked_last(sentence, match.start())):
            position = position_of(parts, match.start())
            yield Statement(parts, cue, verb.lemma, source, position, "trailing", verb.plural)
            return


def _asked_last(sentence: Sentence, place: int) -> bool:
    """Whether what ends at `place` is still the question that opens the sentence: no clause follows it."""
    comma = sentence.text.rfind(",", sentence.start, place)
    return comma < 0 or not any(_predicates(word.lower) for word in words_in(sentence.text, comma, place))


def _trailing_cue(sentence: Sentence, span: Span, verb: Verb) -> Span | None:
    """The cue behind a comma: a verb, with its noun where that tells (`делает вывод`, `выражает надежду`)."""
    if verb.lemma not in speech.CLUED:
        return span
    for word in words_in(sentence.text, span[1], min(span[1] + 30, sentence.limit))[:2]:
        if word.lower in speech.OPINIONS:
            return span[0], word.stop
    return None


def _speaks_alone(cue: Span, verb: Verb, source: Source) -> bool:
    """Whether a verb of direct speech tells what is before it: `Цены выросли, вздыхает Асель Пак`."""
    if verb.lemma in speech.CLUED or verb.lemma in speech.REPORTING_ALONE:
        return True
    return verb.form == "present" and source.kind == "person" and source.start - cue[1] < SOURCE_NEAR


@cache
def _aside() -> regex.Pattern[str]:
    return regex.compile(r",\s(?P<verb>\p{Ll}+)(?=,\s(?!что\b|чтобы\b|как\b|где\b|когда\b|кто\b|куда\b))")


def aside(sentence: Sentence, known: Sequence[Statement]) -> Iterator[Statement]:
    """`О посылке, утверждает, ничего не знал`: whoever spoke last goes on."""
    places = _aside().finditer(sentence.text, sentence.start, sentence.limit) if sentence.verbs else ()
    for match in islice(places, ASIDES):
        verb = speech_verbs().get(match["verb"])
        if verb is None or verb.form not in ("past", "present") or verb.plural or "i" not in verb.takes:
            continue
        if _inside(match.start(), known) or sentence.hidden(match.start()):
            continue
        parts = around(sentence, match.start(), match.end())
        if len(parts) > 1 and not _asked(sentence, match):
            yield Statement(parts, match.span("verb"), verb.lemma, None, "inside", "aside")
            return


def _asked(sentence: Sentence, match: regex.Match[str]) -> bool:
    """Whether a verb between commas asks (`рассказал, при каких условиях`), or has its subject before."""
    follow = words_in(sentence.text, match.end(), min(match.end() + 40, sentence.limit))[:3]
    if any(word.lower in speech.QUESTIONS or word.lower.startswith("как") for word in follow):
        return True
    comma = sentence.text.rfind(",", sentence.start, match.start())
    before = words_in(sentence.text, comma, match.start()) if comma >= 0 else []
    return bool(before) and all(word.lower in speech.CONNECTIVES | speech.ASIDES for word in before)


def _told(sentence: Sentence, start: int, stop: int) -> list[Span]:
    """The statement that a report ends or interrupts: `Дом, говорят жильцы, давно пора снести`."""
    text = sentence.text
    if _goes_on(text, stop) and stop < sentence.limit:
        parts = around(sentence, start, stop)
        follow = words_in(text, stop, sentence.limit)
        told = len(follow) >= WORDS_TOLD or (bool(follow) and _predicates(follow[0].lower))
        if parts and parts[-1][0] >= stop and told and not _depends(follow):
            return parts
    span = trimmed(text, _behind_pointer(sentence), start)
    words = [] if span is None else words_in(text, *span)
    if span is None or len(words) < WORDS_TOLD or all(word.lower in speech.CONNECTIVES for word in words):
        return []
    return [span]


def _goes_on(text: str, stop: int) -> bool:
    """Whether a comma or a colon follows a source; what it names in marks behind a colon is a quote."""
    return text.startswith(", ", stop) or (text.startswith(": ", stop) and text[stop + 2] not in QUOTE_DOUBLE)


def _behind_pointer(sentence: Sentence) -> int:
    """Where a statement begins behind `О том, что`."""
    match = _pointer().match(sentence.text, sentence.start, sentence.limit)
    return sentence.start if match is None else match.end()


@cache
def _pointer() -> regex.Pattern[str]:
    return regex.compile(r"(?:[ОоВв] том|На то|Тем), что\s")


def _depends(words: Sequence[Word]) -> bool:
    """Whether a clause hangs on the one before: `добавив`, `с которым`, `опрошенные`, an apposition."""
    if any(word.lower.startswith("котор") for word in words[:2]) or says_which(words):
        return True
    tag = parses(words[0].lower)[0].tag
    if any(part in tag for part in ("GRND", "PRTF", "CONJ")):
        return True
    lives = "anim" in tag or "nomn" not in tag
    return "NOUN" in tag and lives and not any(_predicates(word.lower) for word in words)


def _predicates(word: str) -> bool:
    """Whether a word makes a clause: `идёт`, `должен`, `закрыто`, `нельзя`, `неизвестно`."""
    readings = parses(word)
    if any("PRED" in reading.tag for reading in readings):
        return True
    return any(part in readings[0].tag for part in ("VERB", "ADJS", "PRTS", "INFN"))


def _governs(sentence: Sentence, place: int) -> bool:
    """Whether `, что` follows a source at once: its verb governs what comes behind, not what is before."""
    found = sentence.text.find(",", place, min(place + 60, sentence.limit))
    return found >= 0 and sentence.text.startswith(", что", found)


def _governs_infinitive(sentence: Sentence, place: int) -> bool:
    """Whether an infinitive follows a verb, or it asks: `..., обещают открыть`, `..., согласны ли они`."""
    follow = words_in(sentence.text, place, min(place + 40, sentence.limit))[:1]
    return bool(follow) and (follow[0].lower == "ли" or "INFN" in parses(follow[0].lower)[0].tag)


def _resumes(sentence: Sentence, comma: int) -> bool:
    """Whether a verb behind a comma goes with a subject before an insertion: `Договор, подписанный летом|,
    предполагает расчёты`; its object looks like a subject."""
    start = sentence.text.rfind(",", sentence.start, comma)
    words = words_in(sentence.text, start, comma)[:2] if start >= 0 else []
    if not words:
        return False
    tag = parses(words[0].lower)[0].tag
    return words[0].lower.startswith("котор") or "GRND" in tag or "PRTF" in tag


def _inside(place: int, known: Sequence[Statement]) -> bool:
    return any(start <= place < stop for item in known if item.rule == "clause" for start, stop in item.parts)
