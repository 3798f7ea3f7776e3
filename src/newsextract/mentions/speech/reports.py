"""Statements with their source beside them: `по словам X`, `как сообщил X`, `..., сообщили в X`."""

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
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.statements import Sentence, Statement, around, position_of, reports, trimmed
from newsextract.mentions.speech.voices import phrase_at, source_after
from newsextract.morphology import parses

ASIDES = 5  # words between commas in one sentence that are looked at
SOURCE_NEAR = 120  # characters between a verb of direct speech and its source, a position between them
WORDS_TOLD = 2  # the fewest of a statement beside its report


@cache
def _preposition() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\p{L})(?P<preposition>[Пп]о|[Сс]о?|[Сс]огласно|[Вв] соответствии со?)"
        r"\s(?P<first>\p{L}[\p{L}-]*+)(?:\s(?P<second>\p{L}[\p{L}-]*+))?"
    )


_PREPOSITIONAL = frozenset(["согласно", "соответствии"]).union(*speech.SOURCE_NOUNS.values())


def by_preposition(sentence: Sentence) -> Iterator[Statement]:
    """`По словам акима, ...`, `..., согласно материалам дела, ...`."""
    if sentence.vocabulary.isdisjoint(_PREPOSITIONAL):
        return
    for match in _preposition().finditer(sentence.text, sentence.start, sentence.limit):
        if sentence.hidden(match.start()) or not _begins_clause(sentence, match.start()):
            continue
        stop = _cue_stop(match)
        source = _source(sentence, match, stop) if stop is not None else None
        if stop is None or source is None or not sentence.quotable(source):
            continue
        parts = around(sentence, match.start(), max(stop, source.stop))
        if parts:
            cue = (match.start(), stop)
            lemma = sentence.text[cue[0] : cue[1]].lower()
            yield Statement(parts, cue, lemma, source, position_of(parts, match.start()), "preposition")


def _begins_clause(sentence: Sentence, place: int) -> bool:
    """Whether an attribution may stand here: first in its clause, or behind a connective."""
    before = sentence.text[sentence.start : place].rstrip()
    if not before or before[-1] in ",:;(—–-" or sentence.text[place].isupper():
        return True
    return before.rpartition(" ")[2].lower() in speech.CONNECTIVES


def _cue_stop(match: regex.Match[str]) -> int | None:
    """Where `по словам`, `по предварительным данным`, `согласно` ends; None when it is none of them."""
    preposition, first, second = (
        match[name] and match[name].lower() for name in ("preposition", "first", "second")
    )
    if preposition == "согласно":
        document = first in speech.DOCUMENTS_DATIVE or second in speech.DOCUMENTS_DATIVE
        return match.end("preposition") if document else None
    if preposition.startswith("в"):
        document = first in speech.DOCUMENTS_INSTRUMENTAL or second in speech.DOCUMENTS_INSTRUMENTAL
        return match.end("preposition") if document and match["preposition"][0] == "В" else None
    nouns = speech.SOURCE_NOUNS[preposition]
    if first in nouns:
        return match.end("first")
    return match.end("second") if second in nouns else None


def _source(sentence: Sentence, match: regex.Match[str], stop: int) -> Source | None:
    first = match["first"].lower()
    if first in speech.POSSESSIVES:
        return Source(*match.span("first"), "person")
    source = phrase_at(sentence.text, stop, sentence.limit, sentence.names)
    if source is None or source.kind == "person":
        return source
    if source.kind == "document":
        return _giver(sentence, source) or source
    return _apposed(sentence, source) or source


def _giver(sentence: Sentence, document: Source) -> Source | None:
    """Who gave a document, when it says so: `согласно информации, предоставленной| главой штаба`; the outlet
    of `согласно данным| "Степи"`."""
    words = words_in(sentence.text, document.start, min(document.stop + 120, sentence.limit))
    inside = [word for word in words if word.stop <= document.stop]
    if len(inside) > 1 and is_outlet(sentence.text[inside[1].start : document.stop]):
        return Source(inside[1].start, document.stop, "organisation")
    follow = words[len(inside) : len(inside) + 2]
    if len(follow) < 2 or sentence.text[document.stop : follow[0].start] != ", ":
        return None
    given = "PRTF" in parses(follow[0].lower)[0].tag and "ablt" in parses(follow[1].lower)[0].tag
    return phrase_at(sentence.text, follow[1].start, sentence.limit, sentence.names) if given else None


def _apposed(sentence: Sentence, source: Source) -> Source | None:
    """The person set off behind a description: `по словам участника группы, профессора Ержана Сапарова`."""
    for name in sentence.names.within(source.stop, min(source.stop + 150, sentence.limit)):
        position = name.position
        if position is None:
            continue
        if position.start == source.start or sentence.text[source.stop : position.start] == ", ":
            return Source(name.start, name.stop, "person") if name.case == "genitive" else None
    return None


def by_how(sentence: Sentence) -> Iterator[Statement]:
    """`Как сообщил аким, ...`, `..., как отметили в ведомстве, ...`."""
    words = sentence.words
    if not sentence.verbs or "как" not in sentence.vocabulary:
        return
    for index, word in enumerate(words[:-1]):
        if word.lower != "как" or sentence.hidden(word.start) or not _may_report(sentence, index):
            continue
        found = _reporting(words[index + 1 : index + 4])
        if found is None or "," in sentence.text[word.stop : found.start]:
            continue
        verb = speech_verbs()[found.lower]
        comma = sentence.text.find(",", found.stop, sentence.limit)
        source = source_after(
            sentence.text, found.stop, sentence.limit if comma < 0 else comma, verb, sentence.names
        )
        if source is None or not sentence.quotable(source):
            continue
        parts = around(sentence, word.start, source.stop)
        if parts:
            cue = (found.start, found.stop)
            yield Statement(
                parts, cue, verb.lemma, source, position_of(parts, word.start), "how", verb.plural
            )


def _may_report(sentence: Sentence, index: int) -> bool:
    """Whether `как` begins an attribution: first in a clause, and not after `после того`, `так`."""
    if index == 0 or sentence.text[sentence.words[index].start].isupper():
        return True  # a capital begins a sentence even when it is glued to the one before
    before = sentence.words[index - 1]
    apart = "," in sentence.text[before.stop : sentence.words[index].start]
    if before.lower in speech.NOT_BEFORE_HOW:  # `в то же время, как сообщили`, `кроме того, как сообщили`
        left = sentence.words[index - 2].lower if index > 1 else ""
        return left == "же" or (apart and left in speech.BEFORE_THAT)
    return apart or before.lower in speech.CONNECTIVES


def _reporting(words: Sequence[Word]) -> Word | None:
    """The verb of `как сообщил`, adverbs skipped."""
    for word in words:
        verb = speech_verbs().get(word.lower)
        if verb is not None:
            return word if verb.form != "gerund" and reports(verb) else None
        if word.lower not in speech.ADVERBS:
            return None
    return None


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
        if source.kind == "unnamed" and _resumes(sentence, match.start()) and not _speaks(sentence, source):
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
        if parts and parts[-1][0] >= stop and len(follow) >= WORDS_TOLD and not _depends(follow):
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
    if any(word.lower.startswith("котор") for word in words[:2]):
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


def _speaks(sentence: Sentence, source: Source) -> bool:
    """Whether a noun phrase can be who tells, and no object that looks like a subject."""
    words = [word.lower for word in words_in(sentence.text, source.start, source.stop)]
    return any(word in speech.SPEAKING or "anim" in parses(word)[0].tag for word in words)


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
