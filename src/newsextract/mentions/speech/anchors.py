"""The clauses that say who spoke: `", - сказал аким`. Direct speech is anchored on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import regex

from newsextract.chars import SMALL
from newsextract.lexicon import speech
from newsextract.mentions.cues import Form, Verb, Word, speech_verbs, words_in
from newsextract.mentions.sentences import Span, sentences_within
from newsextract.mentions.speech.marks import Marks, Pair, read_marks
from newsextract.mentions.speech.noun_phrases import is_adverb
from newsextract.morphology import parses
from newsextract.records import Role

LOST_DASH = " ? "  # what a wrong encoding leaves of it
CLAUSE_LENGTH = 600  # characters within which an attribution ends
WORDS_WITHOUT_COMMA = 4  # the fewest of a quote that a verb follows without any mark
CUE_WITHIN = 6  # words behind the dash
ASIDE_LENGTH = 150  # characters of an attribution inside speech by a verb of any kind
_CLOSERS = '"»”“'


@dataclass(slots=True)
class Anchor:
    """An attribution: where the words before it end, its clause and cue, and where the speech goes on.

    `closing` is the place of the closing mark before it, when there is one.
    """

    stop: int
    closing: int | None
    clause: Span
    cue: Word
    verb: Verb
    resume: int | None


@dataclass(slots=True)
class Line:
    """A paragraph with its role, its marks and the attributions in it."""

    start: int
    stop: int
    role: Role
    marks: Marks
    anchors: list[Anchor] = field(default_factory=list)

    def opens(self, text: str) -> Pair | None:
        """The pair that begins with the line, when one does."""
        first = self.marks.pairs[0] if self.marks.pairs else None
        if first is None or first.open - self.start > 4 or text[self.start : first.open].strip(" —–-"):
            return None
        return first

    @property
    def body(self) -> bool:
        """Whether the paragraph goes with those around it; a headline is put between."""
        return self.role not in ("subheading", "table_row")

    def dashed(self, text: str) -> bool:
        """Whether the line begins with a dash, as dialogue does."""
        return text[self.start] in "—–-" and text[self.start + 1 : self.start + 2] in (" ", "\xa0", "")


@cache
def _attribution() -> re.Pattern[str]:
    """A place where speech may end and its attribution begin.

    One set of first characters lets the standard engine skip to where they are.
    """
    return re.compile(
        rf"""
        ["»”“,.!?…]
        (?: (?<=["»”“]) (?: [,.!?…]{{0,3}} [ ]? [—–-]{{1,2}} [ ]? | ,? [ ]\?[ ] | ,? [ ]? )
          | (?<=[,.!?…]) ["»”“]? [ ]? [—–-]{{1,2}} [ ]? | (?<=,) [ ]\?[ ] )
        (?=[{SMALL}])
        """,
        re.VERBOSE,
    )


@cache
def _resume() -> regex.Pattern[str]:
    """Where speech goes on behind its attribution; a lost dash may stand as a question mark."""
    return regex.compile(r"[.,!?…](?:[ ]?[—–-]{1,2}|[ ]\?(?=[ ]))[ ]?(?=[\p{L}\"«„\d])")


def read_lines(text: str, spans: Sequence[tuple[int, int, Role]]) -> list[Line]:
    """The paragraphs (`start`, `stop`, role) with their marks and attributions."""
    lines = []
    for start, stop, role in spans:
        line = Line(start, stop, role, read_marks(text, start, stop))
        line.anchors = list(_anchors(text, line))
        lines.append(line)
    return lines


def _anchors(text: str, line: Line) -> Iterator[Anchor]:
    floor = line.start
    for match in _attribution().finditer(text, line.start, line.stop):
        if match.start() < floor:
            continue
        anchor = _anchor(text, line, match)
        if anchor is not None:
            yield anchor
            floor = anchor.clause[1]


def _anchor(text: str, line: Line, match: re.Match[str]) -> Anchor | None:
    head = match[0]
    closing = next((match.start() + i for i, mark in enumerate(head) if mark in _CLOSERS), None)
    if closing is not None and closing in line.marks.openings:
        closing = None
    if closing is not None and _nested(text, line, closing):
        return None
    dashed = any(dash in head for dash in ("—", "–", "-", LOST_DASH))
    if not dashed and not _ends_sentence(text, line, closing):
        return None
    within = 1 if head[0] == "." or not dashed else 2 if closing is None else CUE_WITHIN
    found = _cue(text, (match.end(), line.stop), within)
    if found is None and dashed and ("," in head or _sentence_spoken(text, line, match, closing)):
        found = _any_verb(text, match.end(), line.stop, 1 if closing is None else CUE_WITHIN)
    if found is None or (not dashed and found[1].lemma == "передавать"):
        return None
    stop = match.start() if head[0] in '"»”“,.' else match.start() + 1
    clause, resume = _clause(text, match.end(), line, found[0])
    return Anchor(stop, closing, clause, *found, resume)


def _nested(text: str, line: Line, closing: int) -> bool:
    """Whether a mark closes a quote inside another one: its attribution is part of the words quoted."""
    pair = line.marks.before(closing)
    if pair is None or pair.close is None or closing >= pair.close:
        return False
    child = next((child for child in pair.children if child.close == closing), None)
    if child is None:
        return False
    if _attribution().match(text, pair.close) is not None and text[pair.close - 1] not in _CLOSERS:
        return True  # the outer one has an attribution of its own
    before = text[child.open - 3 : child.open].rstrip()
    return text[child.open + 1].isupper() and before[-1:] in tuple(".!?…:")


def _sentence_spoken(text: str, line: Line, match: re.Match[str], closing: int | None) -> bool:
    """Whether `?`, `!`, `…` end speech: in a dash paragraph, in a quote that goes on, at its end."""
    if closing is None:
        return not {"!", "?", "…"}.isdisjoint(match[0]) and _goes_on(text, line, match.end())
    pair = line.marks.before(closing)
    if pair is None or pair.close != closing or not text[pair.open + 1].isupper():
        return False
    if {"!", "?", "…", "."}.isdisjoint(text[closing - 1] + match[0]):
        return False
    return speech_may_start(text[max(line.start, pair.open - 3) : pair.open].rstrip())


def _goes_on(text: str, line: Line, place: int) -> bool:
    """Whether an attribution at a place is one inside speech: a dash paragraph, a quote that resumes."""
    pair = line.marks.before(place)
    if pair is None or pair.close is None or pair.close < place:
        return line.dashed(text)
    return _resume().search(text, place, min(pair.close, place + ASIDE_LENGTH)) is not None


def _ends_sentence(text: str, line: Line, closing: int | None) -> bool:
    """Whether speech may end without a dash (`"...", пишет он`): its quote must be a sentence of its own."""
    pair = None if closing is None else line.marks.before(closing)
    if closing is None or pair is None or pair.close != closing or not text[pair.open + 1].isupper():
        return False
    if text[closing + 1] != "," and text[closing - 1] not in "?!…":
        return pair.open == line.start and len(words_in(text, pair.open, closing)) >= WORDS_WITHOUT_COMMA
    before = text[max(line.start, pair.open - 3) : pair.open].rstrip()
    return not before or before[-1] in ".!?…:—–-"


def speech_may_start(before: str) -> bool:
    """Whether a quote can begin behind these words: a new sentence, a colon, a dash."""
    return not before or before[-1] in '.!?…:»”"—–-,)'


def _cue(text: str, span: Span, within: int) -> tuple[Word, Verb] | None:
    """The reporting verb among the first words of a clause, adverbs not counted behind a comma and a dash."""
    words = words_in(text, span[0], min(span[1], span[0] + 120))[:CUE_WITHIN]
    for index, word in enumerate(words):
        if index and text[words[index - 1].stop : word.start].strip(' "«»'):
            return None
        if index >= within and (within == 1 or not all(is_adverb(before.lower) for before in words[:index])):
            return None
        word = _unglued(text, word)
        verb = speech_verbs().get(word.lower)
        if verb is not None and verb.form != "gerund":
            return word, verb
    return None


@cache
def _glued() -> regex.Pattern[str]:
    return regex.compile(r"\p{Ll}{4,}+(?=\p{Lu}\p{Ll})")


def _unglued(text: str, word: Word) -> Word:
    """The verb of a word that lost the space behind it: `сообщил|Дамир`."""
    match = _glued().match(text, word.start, word.stop)
    return word if match is None else Word(word.start, match.end(), match[0])


def _any_verb(text: str, start: int, stop: int, within: int) -> tuple[Word, Verb] | None:
    """Behind `", -` any verb in the third person will do: `", - вторит соседке жительница`.

    So will a predicate that is no verb: `", - возмущена жительница`, `", - таков прогноз учёного`.
    """
    words = words_in(text, start, min(stop, start + 40))[:within]
    word = next((word for word in words if not is_adverb(word.lower)), None)
    if word is None or "," in text[start : word.start]:
        return None
    reading = parses(word.lower)[0]
    if _tells(reading):
        form: Form = "past" if "past" in reading.tag else "present"
        return word, Verb(reading.normal_form, form, "plur" in reading.tag, "d")
    predicate = "PRTS" in reading.tag or "ADJS" in reading.tag
    if predicate and ("neut" not in reading.tag or "Apro" in reading.tag):  # `", - видно всем` says nobody
        return word, Verb(reading.normal_form, "predicative", "plur" in reading.tag, "d")
    return None


def _tells(reading: Any) -> bool:
    """Whether a form says that somebody does something: the third person, an outlet's `цитируем`."""
    passes_on = "1per" in reading.tag and reading.normal_form in speech.PASSING_ON
    return "VERB" in reading.tag and ("past" in reading.tag or "3per" in reading.tag or passes_on)


def _clause(text: str, start: int, line: Line, cue: Word) -> tuple[Span, int | None]:
    """The clause of an attribution and the place where speech resumes behind it."""
    limit = min(line.stop, start + CLAUSE_LENGTH)
    opaque = [(pair.open, pair.close + 1) for pair in line.marks.at(start, limit) if pair.close is not None]
    stop = next((span[1] for span in sentences_within(text, start, limit, opaque)), limit)
    resume = _resume().search(text, cue.stop, min(stop + 4, line.stop))
    if resume is not None and resume.start() < stop:
        return (start, resume.start()), resume.end()
    return (start, stop), None
