"""Indirect speech: what a source stated, told in the outlet's own sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.reports import by_how, by_preposition, reference_of, trailing, with_reference
from newsextract.mentions.sentences import Span
from newsextract.mentions.statements import Sentence, Statement, statement_stop, trimmed
from newsextract.mentions.voices import Source, first_subject, source_after, source_before
from newsextract.morphology import parses

CUE_REACH = 15  # words between a verb and its `что`


def find_statements(sentence: Sentence, previous: Span | None) -> list[Statement]:
    """All statements of a sentence of the narrative; `previous` is what `Об этом` points back to."""
    found = list(_about_this(sentence, previous))
    if found:
        return found
    found += by_preposition(sentence)
    found += by_how(sentence)
    found += by_clause(sentence)
    found += _by_colon(sentence, found)
    if not any(item.rule in ("preposition", "how") for item in found):
        found += trailing(sentence, found)
    if not found:
        found += _nominal(sentence)
        found += _promise(sentence)
    if not any(item.rule in ("clause", "how") for item in found):
        found += with_reference(sentence)
    return found


# ---- сообщил, что ...


def by_clause(sentence: Sentence) -> Iterator[Statement]:
    """`Аким сообщил, что ...`, `..., отметив, что ...`, `сообщается, что ...`."""
    words = sentence.words
    floor = sentence.start
    for index, word in enumerate(words):
        if word.lower != "что" or not index or word.start >= sentence.limit or sentence.hidden(word.start):
            continue
        if "," not in sentence.text[words[index - 1].stop : word.start]:
            continue
        found = _governor(sentence, index, floor)
        if found is None:
            continue
        place, verb = found
        statement = _clause(sentence, (words[place], verb), index, floor)
        if statement is not None:
            yield statement
            floor = statement.parts[0][1]


def _clause(sentence: Sentence, found: tuple[Word, Verb], index: int, floor: int) -> Statement | None:
    cue, verb = found
    word = sentence.words[index]
    if not _is_content(sentence, cue, index) or _own_report(sentence, cue, verb):
        return None
    stop = _own_stop(sentence, index, statement_stop(sentence, word.stop, sentence.limit))
    relative = _relative(sentence, cue, floor)
    if relative is not None:
        stop = _main_clause(sentence, word.stop, stop)
    source = _clause_source(sentence, cue, verb, (floor, relative, word.start))
    span = trimmed(sentence.text, word.stop, stop)
    if span is None or (source is not None and not sentence.quotable(source)):
        return None
    rule = "impersonal" if source is None and verb.form in ("impersonal", "passive") else "clause"
    return Statement([span], (cue.start, cue.stop), verb.lemma, source, "before", rule, verb.plural)


@cache
def _joined() -> regex.Pattern[str]:
    return regex.compile(r",\s(?:а|но|однако|при этом)\s")


def _own_stop(sentence: Sentence, index: int, stop: int) -> int:
    """Where the clause at `index` ends when another with its own verb is joined to it: `..., а в МВД говорят, что`."""
    words = sentence.words
    start = words[index].stop
    for place in range(index + 1, len(words)):
        if words[place].start >= stop:
            return stop
        if (
            words[place].lower != "что"
            or "," not in sentence.text[words[place - 1].stop : words[place].start]
        ):
            continue
        found = _governor(sentence, place, start)
        if found is not None:
            joints = list(_joined().finditer(sentence.text, start, words[found[0]].start))
            return joints[-1].start() if joints else stop
    return stop


def _governor(sentence: Sentence, index: int, floor: int) -> tuple[int, Verb] | None:
    """The reporting verb that `что` at `index` hangs on: the nearest before it, a few words away at most."""
    words = sentence.words
    for place in range(index - 1, max(-1, index - 1 - CUE_REACH), -1):
        word = words[place]
        if word.start < floor:
            return None
        verb = speech_verbs().get(word.lower)
        if verb is None or sentence.hidden(word.start):
            continue
        if "i" in verb.takes:
            return place, verb
        if verb.lemma in speech.PUBLISHING and any(
            w.lower in speech.HOLDING for w in words[place + 1 : index]
        ):
            return place, verb
        if verb.lemma in speech.EXPRESSING and any(
            w.lower in speech.OPINIONS for w in words[place + 1 : index]
        ):
            return place, verb
    return None


@cache
def _about() -> regex.Pattern[str]:
    return regex.compile(r"\s(?:об?|обо)\s")


def _is_content(sentence: Sentence, cue: Word, index: int) -> bool:
    """Whether the clause is the statement itself, not one about a noun (`сообщил о полёте, что стало ...`)."""
    before = sentence.words[index - 1]
    if before.lower in ("то", "потому", "только", "так"):
        return False
    about = _about().search(sentence.text, cue.stop, sentence.words[index].start)
    return about is None or before.lower in ("том", "этом")


def _own_report(sentence: Sentence, cue: Word, verb: Verb) -> bool:
    """`Ранее сообщалось, что`, `мы сообщали, что`: the outlet speaks of its own earlier news."""
    before = [word.lower for word in words_in(sentence.text, max(sentence.start, cue.start - 40), cue.start)]
    if verb.form != "impersonal":
        return before[-1:] in (["мы"], ["ы"])
    return before in (["ранее"], ["напомним", "ранее"], ["как", "ранее"])


def _relative(sentence: Sentence, cue: Word, floor: int) -> int | None:
    """Where the relative clause of the cue begins: `Аким, который ранее сообщил, что ..., уехал`."""
    comma = sentence.text.rfind(",", floor, cue.start)
    if comma >= 0 and any(
        word.lower.startswith("котор") for word in words_in(sentence.text, comma, cue.start)[:3]
    ):
        return comma
    return None


def _main_clause(sentence: Sentence, start: int, stop: int) -> int:
    """Where the main clause goes on behind a relative one: a comma and a finite verb."""
    place = sentence.text.find(", ", start, stop)
    while place >= 0:
        follow = words_in(sentence.text, place, min(stop, place + 40))[:1]
        if follow and any("VERB" in reading.tag for reading in parses(follow[0].lower)[:1]):
            return place
        place = sentence.text.find(", ", place + 1, stop)
    return stop


def _clause_source(
    sentence: Sentence, cue: Word, verb: Verb, places: tuple[int, int | None, int]
) -> Source | None:
    floor, relative, stop = places
    if verb.form == "gerund":
        return first_subject(sentence.text, sentence.start, cue.start, sentence.names)
    if relative is not None:
        return source_before(sentence.text, floor, relative, verb, sentence.names)
    before = source_before(sentence.text, floor, cue.start, verb, sentence.names)
    if before is not None and before.kind == "person":
        return before
    after = source_after(sentence.text, cue.stop, stop, verb, sentence.names)
    if before is None or (after is not None and after.kind == "person" and before.kind == "organisation"):
        return after
    return before


@cache
def _colon() -> regex.Pattern[str]:
    return regex.compile(r":\s(?=\p{Ll})")


def _by_colon(sentence: Sentence, known: list[Statement]) -> Iterator[Statement]:
    """`Аким заверил: работы закончат в срок`."""
    for match in _colon().finditer(sentence.text, sentence.start, sentence.limit):
        if sentence.hidden(match.start()) or any(
            a <= match.start() < b for item in known for a, b in item.parts
        ):
            continue
        words = [word for word in sentence.words if word.stop <= match.start()][-4:]
        for word in reversed(words):
            verb = speech_verbs().get(word.lower)
            if verb is None or verb.form not in ("past", "present") or "i" not in verb.takes:
                continue
            source = source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
            source = source or source_after(sentence.text, word.stop, match.start(), verb, sentence.names)
            span = trimmed(sentence.text, match.end(), statement_stop(sentence, match.end(), sentence.limit))
            if span is not None and sentence.quotable(source):
                yield Statement(
                    [span], (word.start, word.stop), verb.lemma, source, "before", "colon", verb.plural
                )
            return


# ---- Об этом сообщили ...


@cache
def _this() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:Об\s(?:этом|случившемся)|Так(?=\s(?:же\s)?(?:считает|считают|полагает|полагают|думает|думают))|Так(?:ое|ие|им|ой)\s"
        r"(?:мнение|мнения|заявление|заявления|заявлением|оценку|прогноз|мнением|комментарий)|О\s(?:происшествии|случившемся|произошедшем)|Так(?:ими|ие|ую|ой)\s"
        r"(?:сведениями|данными|данные|сведения|информацию|информацией)|Информаци[яю]\sоб\sэтом|Эту\sинформацию)\b"
    )


def _about_this(sentence: Sentence, previous: Span | None) -> Iterator[Statement]:
    """The sentence before, when this one only says who told it: `Об этом сообщил аким.`"""
    match = _this().match(sentence.text, sentence.start, sentence.stop)
    if match is None or previous is None:
        return
    for word in sentence.words:
        if word.start < match.end():
            continue
        verb = speech_verbs().get(word.lower)
        if word.lower in speech.PUBLISHED:
            verb = Verb(speech.PUBLISHED[word.lower], "passive", False, "")
        if verb is None or verb.form == "gerund":
            continue
        source = _teller(sentence, match.end(), word, verb)
        if source is not None and sentence.quotable(source):
            cue = (word.start, word.stop)
            yield Statement([previous], cue, verb.lemma, source, "next_sentence", "about_this", verb.plural)
        return


def _teller(sentence: Sentence, start: int, cue: Word, verb: Verb) -> Source | None:
    reference = reference_of(sentence)
    if reference is not None:
        return reference[1]
    after = source_after(sentence.text, cue.stop, sentence.limit, verb, sentence.names)
    return after or source_before(sentence.text, start, cue.start, verb, sentence.names)


# ---- заявил о необходимости, отметил важность, пообещал построить


@cache
def _occasion() -> regex.Pattern[str]:
    return regex.compile(
        r",\s(?:что|чем)\s|\s(?:в\sходе|во\sвремя"
        r"|на\s(?:заседани|брифинг|встреч|совещани|пресс-конференци|форум|слушани))"
    )


def _nominal(sentence: Sentence) -> Iterator[Statement]:
    """`Синоптики предупредили о сильном ветре`, `аким отметил важность ремонта`."""
    floor = sentence.start
    for index, word in enumerate(sentence.words):
        verb = speech_verbs().get(word.lower)
        if verb is None or verb.form not in ("past", "present") or not floor <= word.start < sentence.limit:
            continue
        start = None if sentence.hidden(word.start) else _topic(sentence, index, verb)
        if start is None:
            continue
        source = source_before(sentence.text, floor, word.start, verb, sentence.names)
        source = source or source_after(sentence.text, word.stop, start, verb, sentence.names)
        source = source or first_subject(sentence.text, sentence.start, word.start, sentence.names)
        stop = statement_stop(sentence, start, sentence.limit)
        cut = _occasion().search(sentence.text, start, stop)
        span = trimmed(sentence.text, start, cut.start() if cut else stop)
        if span is not None and sentence.quotable(source) and len(words_in(sentence.text, *span)) >= 3:
            yield Statement(
                [span], (word.start, word.stop), verb.lemma, source, "before", "nominal", verb.plural
            )
            return


def _topic(sentence: Sentence, index: int, verb: Verb) -> int | None:
    """Where the topic that a verb tells begins, `о` included."""
    word = sentence.words[index]
    if verb.lemma in speech.TELLING:
        about = _about().search(sentence.text, word.stop, sentence.limit)
        if about is not None and "," not in sentence.text[word.stop : about.start()]:
            return about.start() + 1
    if verb.lemma in speech.STRESSING and index + 1 < len(sentence.words):
        follow = sentence.words[index + 1]
        if follow.lower in speech.STRESSED:
            return follow.start
    return None


def _promise(sentence: Sentence) -> Iterator[Statement]:
    """`Аким пообещал лично проверить дорогу`."""
    words = sentence.words
    for index, word in enumerate(words):
        verb = speech_verbs().get(word.lower)
        if verb is None or "f" not in verb.takes or verb.form == "gerund" or sentence.hidden(word.start):
            continue
        place = next((i for i in range(index + 1, min(index + 6, len(words))) if _is(words[i], "INFN")), None)
        if place is None or "," in sentence.text[word.stop : words[place].start]:
            continue
        start = (
            words[place - 1].start
            if place - 1 > index and _is(words[place - 1], "ADVB")
            else words[place].start
        )
        span = trimmed(sentence.text, start, statement_stop(sentence, start, sentence.limit))
        source = source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
        source = source or source_after(sentence.text, word.stop, start, verb, sentence.names)
        if span is not None:
            yield Statement(
                [span], (word.start, word.stop), verb.lemma, source, "before", "promise", verb.plural
            )
        return


def _is(word: Word, part_of_speech: str) -> bool:
    return part_of_speech in parses(word.lower)[0].tag
