"""Indirect speech: what a source stated, told in the outlet's own sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, bound_verbs, speech_verbs, words_in
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.antecedents import antecedent
from newsextract.mentions.speech.judgements import by_estimate, by_naming
from newsextract.mentions.speech.noun_phrases import Source, agreement
from newsextract.mentions.speech.references import with_reference
from newsextract.mentions.speech.reports import by_how, by_preposition
from newsextract.mentions.speech.statements import (
    Sentence,
    Statement,
    main_clause,
    referred,
    relative_before,
    statement_stop,
    trimmed,
)
from newsextract.mentions.speech.topics import (
    about_phrase,
    about_this,
    by_promise,
    by_topic,
    points_back,
)
from newsextract.mentions.speech.trailing import aside, trailing
from newsextract.mentions.speech.voices import first_subject, source_after, source_before
from newsextract.morphology import parses

WORDS_GAPPED = 4  # at most, of a clause whose topic stands before it
BOUND_REACH = 3  # words between a bound form and its `что`, or the verb it hangs on
SOURCE_REACH = 400  # characters before a bound form in which its source stands
CUE_REACH = 15  # words between a verb and its `что`


def find_statements(sentence: Sentence, previous: Span | None) -> list[Statement]:
    """All statements of a sentence of the narrative; `previous` is what `Об этом` points back to."""
    found = list(about_this(sentence, previous))
    if found or points_back(sentence):
        return found
    found += by_preposition(sentence)
    found += by_how(sentence)
    found += by_clause(sentence)
    told = _found_by(found, "preposition", "how")
    behind = [] if told else list(trailing(sentence, found))
    found += behind
    found += _by_colon(sentence, found)
    if not told and not behind:
        found += aside(sentence, found)
    if not found:
        found += by_topic(sentence)
    found += by_promise(sentence, found)
    found += by_naming(sentence, found)
    found += by_estimate(sentence, found)
    if not _found_by(found, "clause", "how"):
        found += with_reference(sentence)
    return found


def _found_by(found: Sequence[Statement], *rules: str) -> bool:
    return bool(found) and any(item.rule in rules for item in found)  # most sentences state nothing


# ---- сообщил, что ...


def by_clause(sentence: Sentence) -> Iterator[Statement]:
    """`Аким сообщил, что ...`, `..., отметив, что ...`, `сообщается, что ...`."""
    words = sentence.words
    floor = sentence.start
    if sentence.text.find(" что", sentence.start, sentence.limit) < 0:
        return
    for index, word in enumerate(words):
        if word.lower != "что" or not index or word.start >= sentence.limit or sentence.hidden(word.start):
            continue
        if "," not in sentence.text[words[index - 1].stop : word.start]:
            continue
        statement = _bound(sentence, index, floor)
        found = None if statement is not None else _governor(sentence, index, floor)
        if found is not None:
            place, verb = found
            statement = _clause(sentence, (words[place], verb), index, floor)
        if statement is not None:
            statement.parts = _with_topic(sentence, statement)
            yield statement
            floor = statement.parts[0][1]


def _clause(sentence: Sentence, found: tuple[Word, Verb], index: int, floor: int) -> Statement | None:
    cue, verb = found
    word = sentence.words[index]
    if not _is_content(sentence, cue, index) or _own_report(sentence, cue, verb):
        return None
    stop = _own_stop(sentence, index, statement_stop(sentence, word.stop, sentence.limit))
    relative = relative_before(sentence, cue, floor)
    if relative is not None:
        stop = main_clause(sentence, word.stop, stop)
    source = _clause_source(sentence, cue, verb, (floor, relative, word.start))
    if source is None and verb.form == "gerund":  # `Отметив, что дорога готова, аким уехал`
        source = first_subject(sentence.text, stop, sentence.limit, sentence.names)
    span = trimmed(sentence.text, word.stop, stop)
    if span is None or (source is not None and not sentence.quotable(source)):
        return None
    if source is None and verb.lemma in speech.HELD:
        return None
    rule = "impersonal" if source is None and verb.form in ("impersonal", "passive") else "clause"
    return Statement([span], (cue.start, cue.stop), verb.lemma, source, "before", rule, verb.plural)


def _bound(sentence: Sentence, index: int, floor: int) -> Statement | None:
    """A clause on a form that is bound: `свидетель, утверждавший, что`, `аким успел сообщить, что`."""
    words = sentence.words
    near = [(cue, bound_verbs().get(cue.lower)) for cue in words[max(0, index - BOUND_REACH) : index]]
    cue, verb = next(((cue, verb) for cue, verb in reversed(near) if verb is not None), near[-1])
    floor = max(floor, cue.start - SOURCE_REACH)
    if verb is None or cue.start < floor or "," in sentence.text[cue.stop : words[index - 1].stop]:
        return None
    if verb.form == "participle":
        source = _described(sentence, cue, floor)
    else:
        verb, source = _governing(sentence, words[max(0, index - 2 * BOUND_REACH) : index], cue, verb, floor)
    if not sentence.quotable(source):
        return None
    stop = _own_stop(sentence, index, statement_stop(sentence, words[index].stop, sentence.limit))
    if verb.form == "participle":
        stop = main_clause(sentence, words[index].stop, stop)
    span = trimmed(sentence.text, words[index].stop, stop)
    if span is None:
        return None
    return Statement([span], (cue.start, cue.stop), verb.lemma, source, "before", "clause", verb.plural)


def _described(sentence: Sentence, cue: Word, floor: int) -> Source | None:
    """The noun that a participle goes with: `соседка|, утверждавшая`."""
    comma = sentence.text.rfind(",", floor, cue.start)
    relative = Word(cue.start, cue.stop, _relative(cue.lower))
    source = None if comma < 0 else antecedent(sentence.text, floor, comma, relative, sentence.names)
    if source is None or source.kind in ("person", "organisation"):
        return source
    phrase = words_in(sentence.text, source.start, source.stop)
    lives = any(agreement(word.lower, relative.lower) == "lives" for word in phrase)
    return source if lives else None  # `документы, подтверждающие, что` say nothing here


def _governing(
    sentence: Sentence, near: Sequence[Word], cue: Word, verb: Verb, floor: int
) -> tuple[Verb, Source | None]:
    """The verb that an infinitive hangs on, as if it told itself, and its subject: `аким успел сообщить`."""
    before = [word for word in near if word.stop < cue.start and word.lower in speech.BEFORE_REPORT]
    if not before or "," in sentence.text[before[-1].start : cue.start]:
        return verb, None
    stop = before[-1].start
    verb = Verb(verb.lemma, "past", before[-1].lower.endswith(("и", "ы", "ют", "ат")), verb.takes)
    source = source_before(sentence.text, floor, stop, verb, sentence.names)
    return verb, source or first_subject(sentence.text, floor, stop, sentence.names)


def _relative(participle: str) -> str:
    """The form of `который` that agrees with a participle: `утверждавшая` -> `которая`."""
    endings = {
        "ая": "которая",
        "ую": "которая",
        "ей": "которая",
        "ее": "которое",
        "ие": "которые",
        "их": "которые",
    }
    return endings.get(
        participle.removesuffix("ся")[-2:], "которые" if participle.endswith("ими") else "который"
    )


def _with_topic(sentence: Sentence, statement: Statement) -> list[Span]:
    """The parts of a clause whose topic stands before it: `О том, что дом горел, он уверяет, что не знал`."""
    first = sentence.words[0]
    if first.lower not in _ABOUT or len(words_in(sentence.text, *statement.parts[0])) > WORDS_GAPPED:
        return statement.parts
    stop = statement.cue[0] if statement.source is None else min(statement.cue[0], statement.source.start)
    comma = sentence.text.rfind(",", sentence.start, stop)
    pointer = comma <= first.stop + len(" том")  # the comma of `О том, что` itself
    topic = None if pointer else trimmed(sentence.text, sentence.start, comma)
    return statement.parts if topic is None else [topic, *statement.parts]


_ABOUT = ("о", "об", "обо")


@cache
def _joined() -> regex.Pattern[str]:
    return regex.compile(r",\s(?:а|но|однако|при этом)\s")


def _own_stop(sentence: Sentence, index: int, stop: int) -> int:
    """Where the clause at `index` ends: another with its own verb may follow (`, а в МВД говорят, что`)."""
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
            return _joint(sentence, start, words[found[0]].start) or stop
    return stop


def _joint(sentence: Sentence, start: int, stop: int) -> int | None:
    """Where a clause ends before the clause of a further verb at `stop`: at `, но`; behind a participle that
    opens the sentence at the last comma (`Отметив, что дорога готова, аким сказал, что`)."""
    first = speech_verbs().get(sentence.words[0].lower)
    if first is not None and first.form == "gerund":
        return max(start, sentence.text.rfind(",", start, stop))
    joints = list(_joined().finditer(sentence.text, start, stop))
    return joints[-1].start() if joints else None


def _governor(sentence: Sentence, index: int, floor: int) -> tuple[int, Verb] | None:
    """The reporting verb that `что` at `index` hangs on: the nearest before it, a few words away at most."""
    words = sentence.words
    for place, verb in reversed(sentence.verbs):
        if place >= index:
            continue
        if words[place].start < floor or place < index - CUE_REACH:
            return None
        if "i" in verb.takes:
            return place, verb
        if verb.lemma in speech.REFERRING_TO and words[index - 1].lower == "то":
            return place, verb
        if verb.lemma in speech.PUBLISHING and any(
            w.lower in speech.HOLDING for w in words[place + 1 : index]
        ):
            return place, verb
        if verb.lemma in speech.CLUED and any(w.lower in speech.OPINIONS for w in words[place + 1 : index]):
            return place, verb
    return None


_BEFORE_TALK = speech.CLUED | speech.PUBLISHING | speech.REFUTING


_BEFORE_THAT = speech.PREPOSITIONS | {"и"}  # `сослался на то, что`, `отмечается и то, что`


def _is_content(sentence: Sentence, cue: Word, index: int) -> bool:
    """Whether the clause is the statement, not one about a noun (`сообщил о полёте, что стало ...`)."""
    before = sentence.words[index - 1]
    if before.lower in ("потому", "только", "так"):
        return False
    if before.lower == "тем" and cue.lower.endswith("ся"):  # `задержка объясняется тем, что`
        return False
    if before.lower not in speech.OPINIONS and "INFN" in parses(before.lower)[0].tag:
        return False  # `следует отметить, что`: the outlet's own voice
    if before.lower == "то" and sentence.words[index - 2].lower not in _BEFORE_THAT:
        return False
    between = [
        word.lower for word in sentence.words[max(0, index - CUE_REACH) : index] if word.start > cue.start
    ]
    if before.lower == "том" and not speech.TALK.isdisjoint(between):
        return speech_verbs()[cue.lower].lemma in _BEFORE_TALK
    about = about_phrase().search(sentence.text, cue.stop, sentence.words[index].start)
    return about is None or before.lower in ("том", "этом")


def _own_report(sentence: Sentence, cue: Word, verb: Verb) -> bool:
    """Whether no source speaks: `ранее сообщалось, что`, `мало кто верит, что`, `не может быть уверен`."""
    before = [word.lower for word in words_in(sentence.text, max(sentence.start, cue.start - 40), cue.start)]
    if verb.form == "predicative":
        return before[-1:] == ["быть"]
    if verb.form != "impersonal":
        return before[-1:] in (["мы"], ["ы"], ["кто"], ["никто"])
    return bool(before) and before[-1].endswith("ранее")  # glued to the sentence before, too


def _clause_source(
    sentence: Sentence, cue: Word, verb: Verb, places: tuple[int, int | None, int]
) -> Source | None:
    floor, relative, stop = places
    if verb.form == "gerund":
        return first_subject(sentence.text, sentence.start, cue.start, sentence.names)
    if relative is not None:
        found = referred(sentence, cue, floor, relative)
        return found or source_before(sentence.text, floor, relative, verb, sentence.names)
    before = source_before(sentence.text, floor, cue.start, verb, sentence.names)
    if before is not None and before.kind == "person":
        return before
    after = source_after(sentence.text, cue.stop, stop, verb, sentence.names)
    if before is not None and (after is None or after.kind != "person" or before.kind != "organisation"):
        return before
    if after is None and verb.form in ("past", "present"):
        return first_subject(sentence.text, sentence.start, cue.start, sentence.names, personal=verb.personal)
    return after


@cache
def _colon() -> regex.Pattern[str]:
    return regex.compile(r":\s(?=\p{Ll})")


def _by_colon(sentence: Sentence, known: list[Statement]) -> Iterator[Statement]:
    """`Аким заверил: работы закончат в срок`."""
    for match in _colon().finditer(sentence.text, sentence.start, sentence.limit):
        if sentence.hidden(match.start()) or any(
            a <= match.end() < b for item in known for a, b in item.parts
        ):
            continue
        words = [word for word in sentence.words if word.stop <= match.start()][-4:]
        for word in reversed(words):
            verb = speech_verbs().get(word.lower)
            if verb is None or verb.form not in ("past", "present", "predicative") or "i" not in verb.takes:
                continue
            source = source_after(sentence.text, word.stop, match.start(), verb, sentence.names)
            source = source or source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
            span = trimmed(sentence.text, match.end(), statement_stop(sentence, match.end(), sentence.limit))
            if span is not None and sentence.quotable(source):
                yield Statement(
                    [span], (word.start, word.stop), verb.lemma, source, "before", "colon", verb.plural
                )
            return
