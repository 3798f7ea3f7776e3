"""Indirect speech: what a source stated, told in the outlet's own sentence.

Each reader takes a sentence and yields frames: the stretches of the statement, the cue, the source, the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.outlets import is_outlet
from newsextract.mentions.sentences import Span
from newsextract.mentions.voices import NameIndex, Source, phrase_at, source_after, source_before
from newsextract.morphology import parses
from newsextract.records import CuePosition


@dataclass(slots=True)
class Frame:
    """A statement and where its source stands."""

    parts: list[Span]
    cue: Span
    lemma: str
    source: Source | None
    position: CuePosition
    rule: str


@dataclass(slots=True)
class Sentence:
    """A sentence of the narrative with its words; `limit` is where its trailing outlet clause begins."""

    text: str
    start: int
    stop: int
    names: NameIndex
    words: list[Word]
    limit: int
    opaque: list[Span]

    def hidden(self, place: int) -> bool:
        """Whether a place is inside quotation marks."""
        return any(start <= place < stop for start, stop in self.opaque)


@cache
def _outlet_clause() -> regex.Pattern[str]:
    return regex.compile(
        r",?\s(?:как\s)?(?P<verb>переда[её]т|сообщает|пишет|информирует|сообщил|сообщила|сообщили|пишут|передают|уточняет|отмечает|"
        r"добавляет|рассказывает|рассказал|рассказали|утверждает)\s(?P<who>[^,]{2,80}?)"
        r"(?:\s(?:со\sссылкой\sна|ссылаясь\sна)\s(?P<on>[^,]{2,200}?))?[.!]?$"
    )


def read_sentence(text: str, span: Span, names: NameIndex, opaque: list[Span]) -> Sentence:
    """Prepare a sentence; `opaque` are its quoted stretches with their marks."""
    start, stop = span
    limit = stop
    while limit > start and text[limit - 1] in ".!?… ":
        limit -= 1
    sentence = Sentence(text, start, stop, names, words_in(text, start, stop), limit, opaque)
    match = _outlet_clause().search(text, start, stop)
    if match is not None and (match["verb"].startswith("переда") or is_outlet(match["who"])):
        sentence.limit = match.start()
    return sentence


def find_frames(sentence: Sentence, previous: Span | None, subject: Source | None = None) -> list[Frame]:
    """All statements of a sentence; `previous` is the sentence before it, `subject` who spoke in it already."""
    frames = list(_about_this(sentence, previous))
    if frames:
        return frames
    frames += _by_preposition(sentence)
    frames += _by_how(sentence)
    frames += _by_clause(sentence, frames, subject)
    if not any(frame.rule in ("preposition", "how") for frame in frames):
        frames += _trailing(sentence, frames)
    if not frames:
        frames += _nominal(sentence)
        frames += _promise(sentence)
    if not any(frame.rule in ("clause", "how") for frame in frames):
        frames += _with_reference(sentence)
    return frames


def _trim(text: str, start: int, stop: int) -> Span | None:
    while start < stop and text[start] in " ,;:—–-.":
        start += 1
    while stop > start and text[stop - 1] in " ,;:—–-":
        stop -= 1
    return (start, stop) if stop - start > 2 else None


# ---- an outlet that leans on a body


@cache
def _reference() -> regex.Pattern[str]:
    return regex.compile(r"(?P<cue>со ссылкой на|ссылаясь на)\s(?P<on>[^,]{2,200}?)[.!]?$")


def _with_reference(sentence: Sentence) -> Iterator[Frame]:
    match = _reference().search(sentence.text, sentence.start, sentence.stop)
    if match is None or is_outlet(match["on"]) or sentence.limit > match.start():
        return
    span = _trim(sentence.text, sentence.start, sentence.limit)
    source = phrase_at(sentence.text, match.start("on"), match.end("on"), sentence.names)
    if span is not None and source is not None:
        yield Frame([span], match.span("cue"), "ссылка", source, "after", "reference")


# ---- по словам X


@cache
def _preposition() -> regex.Pattern[str]:
    return regex.compile(
        r"\b(?P<prep>[Пп]о|[Сс]о?|[Сс]огласно)\s(?P<rest>\p{L}[\p{L}-]*)(?:\s(?P<more>\p{L}[\p{L}-]*))?"
    )


def _by_preposition(sentence: Sentence) -> Iterator[Frame]:
    for match in _preposition().finditer(sentence.text, sentence.start, sentence.limit):
        if sentence.hidden(match.start()):
            continue
        found = _preposition_source(sentence, match)
        if found is None:
            continue
        cue, source, after = found
        if is_outlet(sentence.text[source.start : source.stop]):
            continue
        parts = _around(sentence, match.start(), after)
        if parts:
            position: CuePosition = (
                "before" if parts[0][0] > match.start() else "inside" if len(parts) > 1 else "after"
            )
            yield Frame(parts, cue, sentence.text[cue[0] : cue[1]].lower(), source, position, "preposition")


def _preposition_source(sentence: Sentence, match: regex.Match[str]) -> tuple[Span, Source, int] | None:
    preposition, first, second = match["prep"].lower(), match["rest"].lower(), (match["more"] or "").lower()
    if preposition == "согласно":
        if first not in speech.DOCUMENTS_DATIVE and second not in speech.DOCUMENTS_DATIVE:
            return None
        source = phrase_at(sentence.text, match.start("rest"), sentence.limit, sentence.names)
        return None if source is None else (match.span("prep"), source, source.stop)
    nouns = speech.SOURCE_NOUNS[preposition]
    if first in nouns:
        stop = match.end("rest")
    elif second in nouns:
        stop = match.end("more")
    else:
        return None
    if first in speech.POSSESSIVES:
        return (match.start(), stop), Source(*match.span("rest"), "person"), stop
    source = phrase_at(sentence.text, stop, sentence.limit, sentence.names)
    if source is None or sentence.text[stop : source.start].strip(' "«„'):
        return None
    return (match.start(), stop), source, source.stop


def _around(sentence: Sentence, start: int, after: int) -> list[Span]:
    """The statement around an attribution that ends at `after`: what follows it, and what it was put into."""
    text = sentence.text
    comma = _comma(sentence, after)
    rest = (
        _trim(text, comma, _content_stop(sentence, comma, sentence.limit)) if comma < sentence.limit else None
    )
    before = _trim(text, _clause_start(sentence, start), start)
    if before is not None and all(word.lower in speech.CONNECTIVES for word in words_in(text, *before)):
        before = None
    if before is not None and rest is None:
        before = _trim(text, *before)
    return [span for span in (before, rest) if span is not None]


def _comma(sentence: Sentence, place: int) -> int:
    """Behind the comma that ends an attribution with its source, appositions included."""
    found = sentence.text.find(",", place, sentence.limit)
    if found < 0:
        return place
    return found + 1 if found - place < 120 else place


@cache
def _conjunction() -> regex.Pattern[str]:
    return regex.compile(r"[,;]\s(?:но|а|и|однако)[,\s]|[;:]\s")


def _clause_start(sentence: Sentence, place: int) -> int:
    """Where the clause that an attribution was put into begins."""
    start = sentence.start
    for match in _conjunction().finditer(sentence.text, sentence.start, place):
        if not sentence.hidden(match.start()) and match.end() >= place - 3:
            start = match.end()
    return start


@cache
def _next_cue() -> regex.Pattern[str]:
    return regex.compile(r",\s(?:(?:а|и|но|однако)\s)?(?:также\s|при этом\s)?(?P<verb>\p{Ll}+)")


def _content_stop(sentence: Sentence, start: int, stop: int) -> int:
    """Where a statement ends: at a further reporting verb of the sentence, or with it."""
    for match in _next_cue().finditer(sentence.text, start, stop):
        if sentence.hidden(match.start()):
            continue
        verb = speech_verbs().get(match["verb"])
        if (
            verb is not None
            and (verb.form != "past" or set("io") & set(verb.takes))
            and verb.form != "passive"
        ):
            return match.start()
    return stop


# ---- как сообщил X


def _by_how(sentence: Sentence) -> Iterator[Frame]:
    words = sentence.words
    for index, word in enumerate(words[:-1]):
        if word.lower != "как" or sentence.hidden(word.start):
            continue
        found = next(
            (
                w
                for w in words[index + 1 : index + 4]
                if (v := speech_verbs().get(w.lower)) and v.form != "gerund"
            ),
            None,
        )
        if found is None or "," in sentence.text[word.stop : found.start]:
            continue
        verb = speech_verbs()[found.lower]
        comma = _comma(sentence, found.stop)
        source = source_after(sentence.text, found.stop, comma, verb, sentence.names)
        if source is None or is_outlet(sentence.text[source.start : source.stop]):
            continue
        parts = _around(sentence, word.start, source.stop)
        if parts:
            position: CuePosition = (
                "before" if parts[0][0] > word.start else "inside" if len(parts) > 1 else "after"
            )
            yield Frame(parts, (found.start, found.stop), verb.lemma, source, position, "how")


# ---- сообщил, что ...


_NOUN_CUES = frozenset(
    ["уверенность", "надежду", "мнение", "убеждение", "предположение", "сомнение", "сомнения", "опасение", "опасения", "сожаление", "обеспокоенность"]
)


def _by_clause(sentence: Sentence, known: list[Frame], subject: Source | None) -> Iterator[Frame]:
    words = sentence.words
    floor = sentence.start
    last = subject
    for index, word in enumerate(words):
        if word.lower != "что" or index == 0 or sentence.hidden(word.start) or word.start >= sentence.limit:
            continue
        if "," not in sentence.text[words[index - 1].stop : word.start]:
            continue
        found = _governor(sentence, index, floor)
        if found is None:
            continue
        cue, verb = found
        if _own_report(sentence, cue, verb):
            continue
        source = _clause_source(sentence, cue, verb, word.start, floor)
        source = source or last
        stop = _content_stop(sentence, word.stop, sentence.limit)
        span = _trim(sentence.text, word.stop, stop)
        if span is None or (source is not None and is_outlet(sentence.text[source.start : source.stop])):
            continue
        last = source
        floor = stop
        yield Frame([span], (cue.start, cue.stop), verb.lemma, source, "before", "clause")


def _governor(sentence: Sentence, index: int, floor: int) -> tuple[Word, Verb] | None:
    """The reporting verb a clause with `что` hangs on: the nearest before it, over a few words."""
    words = sentence.words
    for place in range(index - 1, max(-1, index - 16), -1):
        word = words[place]
        if word.start < floor:
            return None
        verb = speech_verbs().get(word.lower)
        if verb is None or sentence.hidden(word.start):
            continue
        if "i" in verb.takes:
            return word, verb
        if verb.lemma in ("выразить", "выражать", "высказать", "высказывать") and any(
            w.lower in _NOUN_CUES for w in words[place + 1 : index]
        ):
            return word, verb
    return None


def _own_report(sentence: Sentence, cue: Word, verb: Verb) -> bool:
    """`Ранее сообщалось, что`: the outlet speaks of its own earlier news."""
    if verb.form != "impersonal":
        return False
    before = words_in(sentence.text, sentence.start, cue.start)
    return bool(before) and before[-1].lower == "ранее" and len(before) == 1


def _clause_source(sentence: Sentence, cue: Word, verb: Verb, stop: int, floor: int) -> Source | None:
    if verb.form == "gerund":
        return None
    before = source_before(
        sentence.text, _subject_floor(sentence, cue, floor), cue.start, verb, sentence.names
    )
    if before is not None and before.kind == "person":
        return before
    after = source_after(sentence.text, cue.stop, stop, verb, sentence.names)
    if before is None or (after is not None and after.kind == "person" and before.kind == "organisation"):
        return after
    return before


def _subject_floor(sentence: Sentence, cue: Word, floor: int) -> int:
    return floor


# ---- ..., сообщили в МВД


@cache
def _tail() -> regex.Pattern[str]:
    return regex.compile(r",\s(?P<verb>\p{Ll}+)\s")


def _trailing(sentence: Sentence, known: list[Frame]) -> Iterator[Frame]:
    matches = [
        m
        for m in _tail().finditer(sentence.text, sentence.start, sentence.limit)
        if not sentence.hidden(m.start())
    ]
    for match in matches:
        verb = speech_verbs().get(match["verb"])
        if verb is None or verb.form in ("gerund", "passive"):
            continue
        if any(
            start <= match.start() < stop
            for frame in known
            for start, stop in frame.parts
            if frame.rule == "clause"
        ):
            continue
        source = source_after(sentence.text, match.end("verb"), sentence.limit, verb, sentence.names)
        if source is None or is_outlet(sentence.text[source.start : source.stop]):
            continue
        rest = sentence.text[source.stop : sentence.limit]
        if ", что" in rest[:60] or source.stop == sentence.limit == 0:
            continue
        span = _trim(sentence.text, sentence.start, match.start())
        if span is not None and len(words_in(sentence.text, *span)) >= 3:
            yield Frame([span], match.span("verb"), verb.lemma, source, "after", "trailing")
            return


# ---- Об этом сообщили ...


@cache
def _this() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:Об\s(?:этом|случившемся)|О\s(?:том|происшествии|случившемся)|Таки(?:ми|е)\s(?:сведениями|данными|данные|сведения)|"
        r"Так(?:ую|ой)\s(?:информацию|информацией)|Информаци[яю]\sоб\sэтом|Эту\sинформацию)\b"
    )


def _about_this(sentence: Sentence, previous: Span | None) -> Iterator[Frame]:
    match = _this().match(sentence.text, sentence.start, sentence.stop)
    if match is None or previous is None:
        return
    for word in sentence.words:
        verb = speech_verbs().get(word.lower)
        if verb is None or word.start < match.end() or verb.form == "gerund":
            continue
        source = source_after(sentence.text, word.stop, sentence.limit, verb, sentence.names)
        source = source or source_before(sentence.text, match.end(), word.start, verb, sentence.names)
        reference = _reference().search(sentence.text, word.stop, sentence.stop)
        if reference is not None and not is_outlet(reference["on"]):
            source = phrase_at(sentence.text, reference.start("on"), reference.end("on"), sentence.names)
        if source is None or is_outlet(sentence.text[source.start : source.stop]):
            return
        span = _trim(sentence.text, previous[0], previous[1])
        if span is not None:
            if sentence.text[span[1] - 1] == ".":
                span = (span[0], span[1] - 1)
            yield Frame([span], (word.start, word.stop), verb.lemma, source, "next_sentence", "about_this")
        return


# ---- заявил о необходимости, пообещал построить


@cache
def _about() -> regex.Pattern[str]:
    return regex.compile(r"\sоб?о?\s")


_TOPICS = frozenset(
    ["сообщить", "сообщать", "предупредить", "предупреждать", "доложить", "докладывать", "заявить", "заявлять", "объявить", "объявлять", "уведомить", "известить"]
)


def _nominal(sentence: Sentence) -> Iterator[Frame]:
    for word in sentence.words:
        verb = speech_verbs().get(word.lower)
        if verb is None or verb.lemma not in _TOPICS or verb.form in ("gerund", "impersonal", "passive"):
            continue
        if sentence.hidden(word.start) or word.start >= sentence.limit:
            continue
        about = _about().search(sentence.text, word.stop, sentence.limit)
        if about is None or "," in sentence.text[word.stop : about.start()]:
            continue
        source = source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
        source = source or source_after(sentence.text, word.stop, about.start(), verb, sentence.names)
        if source is None or is_outlet(sentence.text[source.start : source.stop]):
            continue
        stop = _content_stop(sentence, about.end(), sentence.limit)
        which = sentence.text.find(", что ", about.end(), stop)
        span = _trim(sentence.text, about.end(), which if which > 0 else stop)
        if span is not None and len(words_in(sentence.text, *span)) >= 2:
            yield Frame([span], (word.start, word.stop), verb.lemma, source, "before", "nominal")
            return


def _promise(sentence: Sentence) -> Iterator[Frame]:
    words = sentence.words
    for index, word in enumerate(words):
        verb = speech_verbs().get(word.lower)
        if verb is None or "f" not in verb.takes or verb.form == "gerund" or sentence.hidden(word.start):
            continue
        follow = next((w for w in words[index + 1 : index + 6] if "INFN" in parses(w.lower)[0].tag), None)
        if follow is None or "," in sentence.text[word.stop : follow.start]:
            continue
        start = follow.start
        place = words.index(follow) - 1
        if place > index and "ADVB" in parses(words[place].lower)[0].tag:
            start = words[place].start
        span = _trim(sentence.text, start, _content_stop(sentence, start, sentence.limit))
        source = source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
        source = source or source_after(sentence.text, word.stop, follow.start, verb, sentence.names)
        if span is not None:
            yield Frame([span], (word.start, word.stop), verb.lemma, source, "before", "promise")
            return
