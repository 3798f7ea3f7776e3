"""Statements told as a noun phrase, a promise, or by the sentence that follows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.references import reference_of
from newsextract.mentions.speech.statements import (
    Sentence,
    Statement,
    clause_joint,
    referred,
    relative_before,
    statement_stop,
    trimmed,
)
from newsextract.mentions.speech.voices import first_subject, source_after, source_before
from newsextract.morphology import parses

WORDS_OF_TOPIC = 3  # the fewest of `о` and its noun phrase that state anything
WORDS_PROMISED = 3
WORDS_TO_PROMISE = 5  # from the verb to what it promises
WORDS_TO_JUDGEMENT = 8  # from `назвал` to what it is called


@cache
def about_phrase() -> regex.Pattern[str]:
    """The preposition `о` inside a sentence."""
    return regex.compile(r"\s(?:об?|обо)\s")


@cache
def _about_figure() -> regex.Pattern[str]:
    return regex.compile(r"\sоб?\s[$€₽]?\d")


# ---- Об этом сообщили ...


@cache
def _this() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:Об\s(?:этом(?!\sстало\s)|случившемся)|(?:Это|Информацию)(?=\s(?:\p{Ll}+\s)?подтверд)|Так(?=\s(?:же\s)?(?:считает|считают|полагает|полагают|думает|думают))|(?P<noun>Так(?:ое|ие|им|ой|ую)\s"
        r"(?:мнение|мнения|заявление|заявления|заявлением|оценку|прогноз|мнением|комментарий|вывод|выводу|выводам)"
        r"|С\sтак(?:им|ой|ими)\s(?:заявлени|утверждени|предложени|инициатив|прогноз)\p{Ll}++"
        r"|К\sтак(?:ому|им)\sвывод(?:у|ам))|О\s(?:происшествии|случившемся|произошедшем)|Так(?:ими|ие|ую|ой)\s"
        r"(?:сведениями|данными|данные|сведения|информацию|информацией)|Информаци[яю]\sоб\sэтом|Эту\sинформацию)\b"
    )


def points_back(sentence: Sentence) -> bool:
    """Whether a sentence only says who told the one before it."""
    return _this().match(sentence.text, sentence.start, sentence.stop) is not None


def about_this(sentence: Sentence, previous: Span | None) -> Iterator[Statement]:
    """The sentence before, when this one only says who told it: `Об этом сообщил аким.`"""
    match = _this().match(sentence.text, sentence.start, sentence.stop)
    if match is None or previous is None:
        return
    for index, word in enumerate(sentence.words):
        if word.start < match.end() or sentence.words[index - 1].lower == "как":
            continue
        if word.lower.startswith("котор"):
            return
        verb = speech_verbs().get(word.lower)
        if word.lower in speech.PUBLISHED:
            verb = Verb(speech.PUBLISHED[word.lower], "passive", False, "")
        if verb is None or verb.form == "gerund" or (verb.takes == "n" and not match["noun"]):
            continue
        source = _teller(sentence, match.end(), word, verb)
        if sentence.quotable(source):
            cue = (word.start, word.stop)
            yield Statement([previous], cue, verb.lemma, source, "next_sentence", "about_this", verb.plural)
            return


def _teller(sentence: Sentence, start: int, cue: Word, verb: Verb) -> Source | None:
    source = source_after(sentence.text, cue.stop, sentence.limit, verb, sentence.names)
    before = source_before(sentence.text, start, cue.start, verb, sentence.names)
    told = before is not None and before.kind != "document" and sentence.quotable(before)
    if not sentence.quotable(source) or (told and source is not None and source.kind == "organisation"):
        source = before or source  # `Об этом он сказал в интервью газете`, `Об этом авторы сообщили в Астане`
    if sentence.quotable(source):
        return source
    reference = reference_of(sentence)
    return source if reference is None else reference[1]


# ---- заявил о необходимости, отметил важность, пообещал построить


@cache
def _occasion() -> regex.Pattern[str]:
    return regex.compile(
        r",\s(?:что|чем)\s|\s(?:в\sходе|во\sвремя"
        r"|на\s(?:заседани|брифинг|встреч|совещани|пресс-конференци|форум|слушани))"
    )


def by_topic(sentence: Sentence) -> Iterator[Statement]:
    """`Синоптики предупредили о сильном ветре`, `аким отметил важность ремонта`."""
    yield from _fronted(sentence)
    floor = sentence.start
    for index, verb in sentence.verbs:
        word = sentence.words[index]
        if not floor <= word.start < sentence.limit:
            continue
        start = _topic(sentence, index, verb)
        if start is None:
            continue
        relative = relative_before(sentence, word, floor)
        source = None if relative is None else referred(sentence, word, floor, relative)
        source = source or source_before(sentence.text, floor, word.start, verb, sentence.names)
        source = source or source_after(sentence.text, word.stop, start, verb, sentence.names)
        source = source or first_subject(sentence.text, sentence.start, word.start, sentence.names)
        stop = statement_stop(sentence, start, sentence.limit)
        cut = _occasion().search(sentence.text, start, stop)
        span = trimmed(sentence.text, start, cut.start() if cut else stop)
        if (
            span is not None
            and not _only_topic(sentence, span)
            and sentence.quotable(source)
            and len(words_in(sentence.text, *span)) >= WORDS_OF_TOPIC
        ):
            cue = (word.start, word.stop)
            yield Statement([span], cue, verb.lemma, source, "before", "nominal", verb.plural)
            floor = stop


def _fronted(sentence: Sentence) -> Iterator[Statement]:
    """`О сносе старых домов заявил в среду аким`: what is told stands first."""
    if not sentence.verbs or not about_phrase().match(" " + sentence.words[0].lower + " "):
        return
    index, verb = sentence.verbs[0]
    word = sentence.words[index]
    span = trimmed(sentence.text, sentence.start, word.start)
    if verb.lemma not in speech.TELLING or span is None or "," in sentence.text[span[0] : span[1]]:
        return
    if about_phrase().search(sentence.text, word.stop, sentence.limit) or _only_topic(sentence, span):
        return
    source = source_after(sentence.text, word.stop, sentence.limit, verb, sentence.names)
    if sentence.quotable(source) and index >= WORDS_OF_TOPIC:
        cue = (word.start, word.stop)
        yield Statement([span], cue, verb.lemma, source, "after", "nominal", verb.plural)


def _only_topic(sentence: Sentence, span: Span) -> bool:
    """Whether an о-phrase says what was spoken of, not what was stated: `доложил о ходе работ`."""
    words = words_in(sentence.text, *span)[1:5]
    head = next((word for word in words if not _is(word, "ADJF") and not _is(word, "PRTF")), None)
    return head is not None and head.lower in speech.TOPICS_ALONE


def _topic(sentence: Sentence, index: int, verb: Verb) -> int | None:
    """Where the topic that a verb tells begins, `о` included."""
    word = sentence.words[index]
    if verb.form not in ("past", "present"):
        about = about_phrase().match(sentence.text, word.stop, sentence.limit)
        return None if about is None or word.lower not in speech.TOLD else about.start() + 1
    if verb.lemma in speech.TELLING:
        about = about_phrase().search(sentence.text, word.stop, sentence.limit)
        if about is not None and "," not in sentence.text[word.stop : about.start()]:
            return about.start() + 1
    if verb.lemma in speech.SPEAKING_OF_SUMS:
        about = _about_figure().match(sentence.text, word.stop, sentence.limit)
        return None if about is None else about.start() + 1
    if verb.lemma in speech.STRESSING:
        follow = [
            word for word in sentence.words[index + 1 : index + 4] if word.lower not in _BEFORE_STRESSED
        ]
        if follow and follow[0].lower in speech.STRESSED:
            return follow[0].start
    return None


_BEFORE_STRESSED = ("на", "свою")


def by_promise(sentence: Sentence, known: Sequence[Statement]) -> Iterator[Statement]:
    """`Аким пообещал лично проверить дорогу`."""
    words = sentence.words
    for index, verb in sentence.verbs:
        word = words[index]
        if "f" not in verb.takes or verb.form == "gerund":
            continue
        if any(start <= word.start < stop for item in known for start, stop in item.parts):
            continue
        if relative_before(sentence, word, sentence.start) is not None:
            continue
        first = _promised(sentence, index, verb)
        if first is None or "," in sentence.text[word.stop : words[first].start]:
            continue
        start = words[first].start
        stop = statement_stop(sentence, start, sentence.limit)
        joint = clause_joint().search(sentence.text, start, stop)
        span = trimmed(sentence.text, start, joint.start() if joint else stop)
        source = source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
        if not verb.plural:
            source = source or source_after(sentence.text, word.stop, start, verb, sentence.names)
            source = source or first_subject(sentence.text, sentence.start, word.start, sentence.names)
        threatens = verb.lemma not in speech.THREATENING or sentence.acts(source)
        if span is not None and threatens and len(words_in(sentence.text, *span)) >= WORDS_PROMISED:
            cue = (word.start, word.stop)
            yield Statement([span], cue, verb.lemma, source, "before", "promise", verb.plural)
        return


def _promised(sentence: Sentence, index: int, verb: Verb) -> int | None:
    """The place among the words where a promise begins: `пообещал| построить`, `грозил соседу| судом`,
    `обещали| жителям помощь`."""
    follow = range(index + 1, min(index + 1 + WORDS_TO_PROMISE, len(sentence.words)))
    words = sentence.words
    place = next((i for i in follow if _is(words[i], "INFN")), None)
    if place is not None:
        return next(i for i in range(index + 1, place + 1) if not _addressed(words[i]))
    if verb.lemma in speech.THREATENING:
        return next((i for i in follow if _is(words[i], "ablt") and not _governed(words, i)), None)
    if verb.lemma not in speech.PROMISING or not follow:
        return None
    given = any(case in reading.tag for reading in parses(words[index + 1].lower) for case in _GIVEN)
    return index + 1 if given and words[index + 1].lower not in speech.PREPOSITIONS else None


_GIVEN = ("accs", "datv")


def _governed(words: Sequence[Word], index: int) -> bool:
    return words[index - 1].lower in speech.PREPOSITIONS


def _addressed(word: Word) -> bool:
    """Whether a word behind `пообещал` is who promises or who is promised."""
    tag = parses(word.lower)[0].tag
    return "INFN" not in tag and ("nomn" in tag or "datv" in tag)


def _is(word: Word, part_of_speech: str) -> bool:
    return part_of_speech in parses(word.lower)[0].tag
