"""Judgements and estimates: `назвал проект лишним`, `оценил ущерб в 3 млн тенге`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, words_in
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.noun_phrases import Source, is_finite
from newsextract.mentions.speech.statements import (
    Sentence,
    Statement,
    clause_joint,
    main_clause,
    relative_before,
    statement_stop,
    trimmed,
)
from newsextract.mentions.speech.voices import source_after, source_before
from newsextract.morphology import parses

WORDS_TO_JUDGEMENT = 8  # from `назвал` to what it is called


def by_naming(sentence: Sentence, known: Sequence[Statement]) -> Iterator[Statement]:
    """`Аким назвал паводок самым крупным за десять лет`, `директор считает проверку лишней`."""
    if sentence.vocabulary.isdisjoint(_JUDGEMENTS):
        return
    for index, word in enumerate(sentence.words):
        lemma = _JUDGEMENTS.get(word.lower)
        if lemma is None or word.start >= sentence.limit or not _judges(sentence, index):
            continue
        if any(start <= word.start < stop for item in known for start, stop in item.parts):
            continue
        verb = Verb(lemma, "past", word.lower.endswith(("и", "ют")), "")
        statement = _judgement(sentence, word, verb)
        if statement is not None:
            yield statement
        return


_JUDGEMENTS = speech.JUDGING | speech.EXPLAINING


def _judgement(sentence: Sentence, word: Word, verb: Verb) -> Statement | None:
    relative = relative_before(sentence, word, sentence.start)
    stop = statement_stop(sentence, word.stop, sentence.limit)
    stop = stop if relative is None else main_clause(sentence, word.stop, stop)
    joint = clause_joint().search(sentence.text, word.stop, stop)
    stop = _acting_on(sentence, word, joint.start() if joint else stop)
    span = trimmed(sentence.text, word.stop, stop)
    source = source_before(sentence.text, relative or sentence.start, word.start, verb, sentence.names)
    if source is None and relative is not None:
        source = source_before(sentence.text, sentence.start, relative, verb, sentence.names)
    if span is None or not sentence.quotable(source) or " " not in sentence.text[span[0] : span[1]]:
        return None
    return Statement([span], (word.start, word.stop), verb.lemma, source, "before", "naming", verb.plural)


def _acting_on(sentence: Sentence, word: Word, stop: int) -> int:
    """Where a judgement ends before what its speaker does next: `назвал паводок крупным| и уехал`."""
    words = [other for other in sentence.words if word.stop <= other.start < stop]
    for left, right in pairwise(words):
        if left.lower == "и" and is_finite(right.lower) and not sentence.hidden(left.start):
            return left.start
    return stop


def _judges(sentence: Sentence, index: int) -> bool:
    """Whether a predicate in the instrumental follows, no preposition before it and no clause between."""
    verb, *follow = sentence.words[index : index + 1 + WORDS_TO_JUDGEMENT]
    before = ""
    for word in follow:
        if word.start >= sentence.limit or "," in sentence.text[verb.stop : word.start]:
            return False
        if "ablt" in parses(word.lower)[0].tag and before not in speech.PREPOSITIONS:
            return not sentence.hidden(word.start) and not sentence.hidden(verb.start)
        before = word.lower
    return False


@cache
def _figure() -> regex.Pattern[str]:
    """A figure behind `в`: `в 3 млн тенге`, `более чем в сумму 160 млн`."""
    return regex.compile(r"\sв\s(?:\p{Ll}++\s){0,2}[$€₽]?\d")


def by_estimate(sentence: Sentence, known: Sequence[Statement]) -> Iterator[Statement]:
    """`Эксперт оценил ущерб в 3 млн тенге`, `стоимость дома эксперт оценивает в 3 млн тенге`."""
    for index, verb in sentence.verbs:
        if verb.lemma not in speech.ESTIMATING or verb.form not in ("past", "present"):
            continue
        word = sentence.words[index]
        figure = _figure().search(sentence.text, word.stop, sentence.limit)
        if figure is None or "," in sentence.text[word.stop : figure.start()]:
            continue
        if relative_before(sentence, word, sentence.start) is not None:
            continue
        if any(start <= word.start < stop for item in known for start, stop in item.parts):
            continue
        source = source_before(sentence.text, sentence.start, word.start, verb, sentence.names)
        source = source or source_after(sentence.text, word.stop, figure.start(), verb, sentence.names)
        parts = _estimated(sentence, word, source, figure.start()) if source is not None else []
        if parts and sentence.quotable(source) and sentence.acts(source):
            cue = (word.start, word.stop)
            yield Statement(parts, cue, verb.lemma, source, "before", "estimate", verb.plural)
            return


def _estimated(sentence: Sentence, word: Word, source: Source, figure: int) -> list[Span]:
    """What is estimated and at how much; what stands before its source when nothing is behind the verb."""
    behind = max(word.stop, source.stop)
    stop = statement_stop(sentence, behind, sentence.limit)
    after = trimmed(sentence.text, behind, stop)
    before = None
    if not words_in(sentence.text, behind, figure):
        start = max(sentence.start, sentence.text.rfind(",", sentence.start, source.start) + 1)
        before = trimmed(sentence.text, start, min(word.start, source.start))
    return [span for span in (before, after) if span is not None]
