"""Statements with their source beside them: `по словам X`, `как сообщил X`, `..., сообщили в X`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Word, speech_verbs, words_in
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.statements import Sentence, Statement, around, position_of, reports, trimmed
from newsextract.mentions.speech.voices import phrase_at, source_after
from newsextract.morphology import parses

ASIDES = 5  # words between commas in one sentence that are looked at
WORDS_TOLD = 2  # the fewest of a statement beside its report


@cache
def _preposition() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\p{L})(?P<preposition>[Пп]о|[Сс]о?|[Сс]огласно|[Вв] соответствии со?)"
        r"\s(?P<first>\p{L}[\p{L}-]*+)(?:\s(?P<second>\p{L}[\p{L}-]*+))?"
    )


def by_preposition(sentence: Sentence) -> Iterator[Statement]:
    """`По словам акима, ...`, `..., согласно материалам дела, ...`."""
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
    return _apposed(sentence, source) or source


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
    if not sentence.verbs or sentence.text.find("ак ", sentence.start, sentence.limit) < 0:
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
    same_time = index > 1 and sentence.words[index - 2].lower == "же"  # `в то же время, как сообщили`
    if before.lower in speech.NOT_BEFORE_HOW and not same_time:
        return False
    return (
        before.lower in speech.CONNECTIVES or "," in sentence.text[before.stop : sentence.words[index].start]
    )


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
        if not reports(verb) and verb.lemma not in speech.REPORTING_ALONE:
            continue
        if _inside(match.start(), known) or _governs_infinitive(sentence, match.end()):
            continue
        source = source_after(sentence.text, match.end("verb"), sentence.limit, verb, sentence.names)
        if source is None or not sentence.quotable(source) or _governs(sentence, source.stop):
            continue
        parts = _told(sentence, match.start(), source.stop)
        if parts and not sentence.asks:
            position = position_of(parts, match.start())
            yield Statement(parts, match.span("verb"), verb.lemma, source, position, "trailing", verb.plural)
            return


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
    if text[stop : stop + 2] == ", " and stop < sentence.limit:
        parts = around(sentence, start, stop)
        follow = words_in(text, stop, sentence.limit)
        if parts and parts[-1][0] >= stop and len(follow) >= WORDS_TOLD and not _depends(follow):
            return parts
    span = trimmed(text, _behind_pointer(sentence), start)
    words = [] if span is None else words_in(text, *span)
    if span is None or len(words) < WORDS_TOLD or all(word.lower in speech.CONNECTIVES for word in words):
        return []
    return [span]


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
    return "NOUN" in tag and not any("VERB" in parses(word.lower)[0].tag for word in words)


def _governs(sentence: Sentence, place: int) -> bool:
    """Whether `, что` follows a source at once: its verb governs what comes behind, not what is before."""
    found = sentence.text.find(",", place, min(place + 60, sentence.limit))
    return found >= 0 and sentence.text.startswith(", что", found)


def _governs_infinitive(sentence: Sentence, place: int) -> bool:
    """Whether an infinitive follows a verb: `..., обещают открыть` reports nothing before it."""
    follow = words_in(sentence.text, place, min(place + 40, sentence.limit))[:1]
    return bool(follow) and "INFN" in parses(follow[0].lower)[0].tag


def _inside(place: int, known: Sequence[Statement]) -> bool:
    return any(start <= place < stop for item in known if item.rule == "clause" for start, stop in item.parts)


@cache
def _reference() -> regex.Pattern[str]:
    return regex.compile(r"(?P<cue>со ссылкой\s?на|ссылаясь\s?на)\s?(?P<body>[^,\n]{2,200}?)[.!]?$")


@cache
def _official_site() -> regex.Pattern[str]:
    return regex.compile(r"(?:www\.)?(?:\w+\.)?(?P<name>\w+)\.\w{2,3}$", regex.IGNORECASE)


def _is_official_site(body: str) -> bool:
    match = _official_site().match(body)
    return match is not None and match["name"].lower() in speech.OFFICIAL_SITES


def reference_of(sentence: Sentence) -> tuple[Span, Source] | None:
    """The body an outlet leans on: `передает Tengrinews.kz со ссылкой на МЧС`; an outlet again is none."""
    match = _reference().search(sentence.text, max(sentence.start, sentence.stop - 300), sentence.stop)
    if match is None:
        return None
    if _is_official_site(match["body"]):
        return match.span("cue"), Source(*match.span("body"), "organisation")
    if is_outlet(match["body"]) or _is_title(match["body"]):
        return None
    source = phrase_at(sentence.text, match.start("body"), match.end("body"), sentence.names)
    return None if source is None else (match.span("cue"), source)


def _is_title(body: str) -> bool:
    """Whether what is leaned on is nothing but a title in marks or Latin letters: `на "Степь"`, `на OTAN`."""
    return _title().fullmatch(body) is not None


@cache
def _title() -> regex.Pattern[str]:
    return regex.compile(r"[\"«“„][^\"«»“”„]{2,60}[\"»”“]|[A-Za-z][^\p{Cyrillic}]*")


def with_reference(sentence: Sentence) -> Iterator[Statement]:
    """The sentence that an outlet gives with reference to a body."""
    reference = reference_of(sentence)
    if reference is None or sentence.limit > reference[0][0]:
        return
    span = trimmed(sentence.text, sentence.start, sentence.limit)
    if span is not None and not sentence.asks:
        yield Statement([span], reference[0], "ссылка", reference[1], "after", "reference")
