"""Statements with their source beside them: `по словам X`, `как сообщил X`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Word, speech_verbs, words_in
from newsextract.mentions.speech.governed import phrase_at
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.statements import Sentence, Statement, reports
from newsextract.mentions.speech.surroundings import around, next_comma, position_of
from newsextract.mentions.speech.voices import source_after
from newsextract.morphology import parses

PARTICIPLE_REACH = 120  # characters behind a document in which stands who gave it


@cache
def _preposition() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\p{L})(?P<preposition>[Пп]о|[Сс]о?|[Нн]а|[Сс]огласно|[Вв] соответствии со?)"
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
    if source is None:
        return _giver_behind(sentence, stop)
    if source.kind == "person":
        return source
    if source.kind == "document":
        return _giver(sentence, source) or source
    return _apposed(sentence, source) or source


def _giver(sentence: Sentence, document: Source) -> Source | None:
    """Who gave a document, when it says so; the outlet of `согласно данным| "Степи"`."""
    inside = words_in(sentence.text, document.start, document.stop)
    if len(inside) > 1 and is_outlet(sentence.text[inside[1].start : document.stop]):
        return Source(inside[1].start, document.stop, "organisation")
    return _giver_behind(sentence, document.stop)


def _giver_behind(sentence: Sentence, stop: int) -> Source | None:
    """`согласно информации|, предоставленной главой штаба`, `по данным|, озвученным акимом`."""
    follow = words_in(sentence.text, stop, min(stop + PARTICIPLE_REACH, sentence.limit))[:2]
    if len(follow) < 2 or sentence.text[stop : follow[0].start] != ", ":
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
        comma = next_comma(sentence.text, found.stop, sentence.limit)
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
    apart = not {",", ":", ";"}.isdisjoint(sentence.text[before.stop : sentence.words[index].start])
    if before.lower in speech.NOT_BEFORE_HOW:  # `в то же время, как сообщили`, `кроме того, как сообщили`
        left = sentence.words[index - 2].lower if index > 1 else ""
        alone = before.lower == "то" or left in speech.BEFORE_THAT  # `что касается цен, то, как сказал`
        return left == "же" or (apart and alone)
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
