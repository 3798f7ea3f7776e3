"""Direct speech: words in quotation marks or after a dash, anchored on the clause that says who spoke.

In Kazakhstani news 96 of 100 quotes are followed by `", - verb speaker`; the clause is found first and the words
are looked for to its left, so that a mark lost by a scraper costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.marks import Marks, Pair, read_marks
from newsextract.mentions.sentences import Span, sentences_within
from newsextract.morphology import parses
from newsextract.records import CuePosition

MAX_PARAGRAPHS = 12  # of one quote
CUE_WITHIN = 6  # words after the dash


@dataclass(slots=True)
class Line:
    """A paragraph with its marks and the attributions found in it."""

    start: int
    stop: int
    marks: Marks
    anchors: list[Anchor] = field(default_factory=list)
    body: bool = True

    def opens(self, text: str) -> Pair | None:
        """The pair that begins with the line, when one does."""
        first = self.marks.pairs[0] if self.marks.pairs else None
        if first is None or text[self.start : first.open].strip(" —–-"):
            return None
        return first


@dataclass(slots=True)
class Anchor:
    """An attribution: where the words before it end, its clause and cue, and where the speech goes on after it."""

    stop: int
    closing: int | None
    clause: Span
    cue: Word
    verb: Verb
    resume: int | None


@dataclass(slots=True)
class Speech:
    """Direct speech found: its stretches, its attribution (None while it floats), the rule."""

    parts: list[Span]
    rule: str
    anchor: Anchor | None = None
    position: CuePosition | None = None
    claimed: list[Pair] = field(default_factory=list)


@cache
def _attribution() -> regex.Pattern[str]:
    """A place where speech may end and its attribution begin."""
    return regex.compile(
        r"""
          ["»”“] [,.!?…]{0,3} [ ]? [—–-]{1,2} [ ]? (?=\p{Ll})
        | [,!?…] ["»”“]? [ ]? [—–-]{1,2} [ ]? (?=\p{Ll})
        | ["»”“] ,? [ ] (?=\p{Ll})
        """,
        regex.VERBOSE,
    )


@cache
def _resume() -> regex.Pattern[str]:
    return regex.compile(r"(?P<mark>[.,!?…])[ ]?[—–-]{1,2}[ ]?(?=[\p{L}\"«„\d])")


def read_lines(text: str, spans: Sequence[tuple[int, int, bool]]) -> list[Line]:
    """The paragraphs (`start`, `stop`, whether body text) with their marks and attributions."""
    lines = []
    for start, stop, body in spans:
        marks = read_marks(text, start, stop)
        line = Line(start, stop, marks, body=body)
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


def _anchor(text: str, line: Line, match: regex.Match[str]) -> Anchor | None:
    head = match[0]
    closing = match.start() + next((i for i, c in enumerate(head) if c in '"»”“'), 0)
    closed = text[closing] in '"»”“' and not _is_opening(line.marks.pairs, closing)
    dashed = any(dash in head for dash in "—–-")
    cue = _cue(
        text,
        match.end(),
        line.stop,
        CUE_WITHIN if dashed and closed else 2 if dashed else 1,
        dashed and "," in head,
    )
    if cue is None:
        return None
    stop = match.start() if head[0] in '"»”“,' else match.start() + 1
    clause, resume = _clause(text, match.end(), line, cue[0])
    return Anchor(stop, closing if closed else None, clause, *cue, resume)


def _may_close(text: str, line: Line, closing: int, closed: bool) -> bool:
    """Whether speech may end without a dash (`"...", пишет он`): its quote must be a sentence of its own."""
    pair = next((pair for pair in line.marks.pairs if pair.close == closing), None)
    if not closed or pair is None or not text[pair.open + 1].isupper():
        return False
    return _speech_may_start(text[line.start : pair.open].rstrip()[-1:])


def _is_opening(pairs: list[Pair], place: int) -> bool:
    return any(
        pair.open == place or (pair.open < place and _is_opening(pair.children, place)) for pair in pairs
    )


def _cue(text: str, start: int, stop: int, within: int, comma: bool) -> tuple[Word, Verb] | None:
    """The reporting verb among the first words of a clause; after `", -` any verb in the third person will do."""
    words = words_in(text, start, min(stop, start + 120))[:within]
    for index, word in enumerate(words):
        if index and text[words[index - 1].stop : word.start].strip(' "«»'):
            break
        verb = speech_verbs().get(word.lower)
        if verb is not None and verb.form != "gerund":
            return (word, verb) if comma or verb.lemma != "передавать" else None
    if comma and words:
        tag = parses(words[0].lower)[0].tag
        if "VERB" in tag and ("past" in tag or "3per" in tag) and "Impe" not in tag:
            return words[0], Verb(parses(words[0].lower)[0].normal_form, "past", "plur" in tag, "d")
    return None


def _clause(text: str, start: int, line: Line, cue: Word) -> tuple[Span, int | None]:
    opaque = [
        (pair.open, pair.close + 1)
        for pair in line.marks.pairs
        if pair.close is not None and pair.open >= start
    ]
    stop = next((span[1] for span in sentences_within(text, start, line.stop, opaque)), line.stop)
    resume = _resume().search(text, cue.stop, line.stop)
    if resume is not None and resume.start() < stop:
        return (start, resume.start()), resume.end()
    return (start, stop), None


# ---- from attributions to speech


def find_speech(text: str, lines: Sequence[Line]) -> Iterator[Speech]:
    """Direct speech of all paragraphs, in order."""
    index = 0
    while index < len(lines):
        line = lines[index]
        chain = _chain(text, lines, index) if _waits(text, line) else None
        if chain is not None:
            parts, last, rest = chain
            yield from _chained(text, lines[last], parts, rest)
            index = last + 1
            continue
        yield from _line_speech(text, line)
        index += 1


def _waits(text: str, line: Line) -> bool:
    """Whether a quote is opened at the line's start and not closed in it."""
    pair = line.opens(text)
    return pair is not None and pair.close is None and not line.anchors


def _chain(text: str, lines: Sequence[Line], first: int) -> tuple[list[Span], int, int | None] | None:
    """The paragraphs of a quote opened in `lines[first]`: their spans, the last line, the place of the closing mark."""
    opening = lines[first].opens(text)
    assert opening is not None
    parts = [(opening.open + 1, lines[first].stop)]
    for index in range(first + 1, min(first + MAX_PARAGRAPHS, len(lines))):
        line = lines[index]
        if not line.body:
            continue
        pair = line.opens(text)
        start = line.start if pair is None else pair.open + 1
        closing = _closing_place(text, line, pair)
        if closing is not None:
            return [*parts, (start, closing)], index, closing
        if pair is not None and pair.close is not None and text[pair.close + 1 : line.stop].strip(" .,;"):
            return None
        if pair is None and line.anchors:
            return None
        parts.append((start, line.stop))
    return None


def _closing_place(text: str, line: Line, pair: Pair | None) -> int | None:
    if pair is not None:
        if pair.close is None:
            return line.anchors[0].stop if line.anchors else None
        ends = line.anchors and line.anchors[0].closing == pair.close
        return pair.close if ends or not text[pair.close + 1 : line.stop].strip(" .,") else None
    if line.marks.orphans:
        place = line.marks.orphans[0]
        ends = any(anchor.closing == place for anchor in line.anchors)
        return place if ends or not text[place + 1 : line.stop].strip(" .,") else None
    if line.anchors and line.anchors[0].closing is None:
        return line.anchors[0].stop
    if line.anchors and line.anchors[0].closing is not None:
        return line.anchors[0].closing
    return None


def _chained(text: str, line: Line, parts: list[Span], closing: int | None) -> Iterator[Speech]:
    anchor = next(
        (a for a in line.anchors if closing is not None and a.stop - 1 <= closing <= a.clause[0]), None
    )
    speech = Speech(parts, "paragraphs", anchor, "after" if anchor else None)
    yield speech
    if anchor is not None:
        rest = Line(
            anchor.clause[0],
            line.stop,
            line.marks,
            [a for a in line.anchors if a.stop > anchor.stop],
            line.body,
        )
        rest.marks = Marks([pair for pair in line.marks.pairs if pair.open >= anchor.clause[0]], [])
        if anchor.resume is not None:
            speech.parts += _resumed(text, rest, anchor, None)
            speech.position = "inside"
        yield from _line_speech(text, rest, anchor.clause[1])


def _line_speech(text: str, line: Line, floor: int | None = None) -> Iterator[Speech]:
    floor = line.start if floor is None else floor
    speech: Speech | None = None
    for anchor in line.anchors:
        if anchor.stop < floor:
            continue
        if speech is not None and speech.parts[-1][1] > anchor.clause[0] and speech.anchor is not None:
            speech.parts[-1] = (speech.parts[-1][0], anchor.stop)
            floor = anchor.clause[1]
            continue
        speech = _speech(text, line, anchor, floor)
        if speech is None:
            continue
        floor = max(anchor.clause[1], speech.parts[-1][1])
        yield speech


def _speech(text: str, line: Line, anchor: Anchor, floor: int) -> Speech | None:
    pair = _outermost(line.marks.pairs, anchor, floor)
    if pair is None:
        return _unmarked(text, line, anchor, floor)
    closed = anchor.closing is not None and (pair.close is None or pair.close == anchor.closing)
    stop = anchor.closing if closed and anchor.closing is not None else anchor.stop
    before = text[floor : pair.open].rstrip()
    if closed and not _speech_may_start(before):
        if (
            _dashed(text, line)
            or not line.marks.pairs[0].open == pair.open
            or _is_markless(text, line, anchor)
        ):
            return _unmarked(text, line, anchor, floor)
    if closed:
        speech = Speech([(pair.open + 1, stop)], "attributed", anchor, "after", [pair])
        if pair.close is None:
            speech.rule = "unclosed"
    else:
        speech = Speech(
            [(pair.open + 1, stop)], "inside" if anchor.resume else "unclosed", anchor, "after", [pair]
        )
    if anchor.resume is not None:
        more = _resumed(text, line, anchor, None if closed else pair)
        if more:
            speech.parts += more
            speech.position = "inside"
            speech.rule = "split"
    return speech


def _is_markless(text: str, line: Line, anchor: Anchor) -> bool:
    return len(words_in(text, line.start, anchor.stop)) < 80


def _speech_may_start(before: str) -> bool:
    """Whether a quote can begin after these words: a new sentence, a colon, a dash."""
    return not before or before[-1] in '.!?…:»”"—–-,)' or before.endswith(("\n",))


def _outermost(pairs: list[Pair], anchor: Anchor, floor: int) -> Pair | None:
    """The pair whose closing mark stands at the attribution, or that is open around it."""
    for pair in pairs:
        if pair.open < floor or pair.open >= anchor.stop:
            continue
        if pair.close is None or pair.close >= anchor.stop - 1:
            return pair
    return None


def _dashed(text: str, line: Line) -> bool:
    return text[line.start] in "—–-"


def _resumed(text: str, line: Line, anchor: Anchor, pair: Pair | None) -> list[Span]:
    """The speech that goes on after its attribution: `..., - сказал он. - ...`."""
    assert anchor.resume is not None
    start = anchor.resume
    if pair is not None:
        stop = pair.close if pair.close is not None else line.stop
        return [(start, stop)] if stop > start else []
    follow = next((p for p in line.marks.pairs if p.open == start), None)
    if follow is not None:
        return [(start + 1, follow.close if follow.close is not None else line.stop)]
    if anchor.closing is not None and not _dashed(text, line):
        orphan = next((place for place in line.marks.orphans if place > start), None)
        return [(start, orphan)] if orphan is not None else []
    return [(start, line.stop)]


def _narrative_stop(text: str, start: int, stop: int) -> int:
    """Where unmarked speech begins: behind the sentences before it that report in the outlet's voice."""
    for span in sentences_within(text, start, stop):
        if not _reports(text, span):
            return span[0]
    return start


def _reports(text: str, span: Span) -> bool:
    """Whether a sentence is plainly the outlet's: it gives a statement with `что`, or leans on an outlet."""
    for word in words_in(text, *span):
        verb = speech_verbs().get(word.lower)
        if verb is None or verb.form not in ("past", "present"):
            continue
        if verb.lemma == "передавать" or ", что" in text[word.stop : word.stop + 60]:
            return True
    return False


def _unmarked(text: str, line: Line, anchor: Anchor, floor: int) -> Speech | None:
    """Speech without an opening mark: a dash paragraph, a lost mark, or a house that writes none."""
    start = floor if _dashed(text, line) else _narrative_stop(text, floor, anchor.stop)
    while start < anchor.stop and text[start] in " —–-.":
        start += 1
    stop = anchor.closing if anchor.closing in line.marks.orphans else anchor.stop
    assert stop is not None
    if _dashed(text, line):
        speech = Speech([(start, stop)], "dash", anchor, "after")
    elif anchor.closing in line.marks.orphans:
        speech = Speech([(start, stop)], "unopened", anchor, "after")
    elif len(words_in(text, start, stop)) >= 3:
        speech = Speech([(start, stop)], "unmarked", anchor, "after")
    else:
        return None
    if anchor.resume is not None and speech.rule != "unopened":
        speech.parts += _resumed(text, line, anchor, None)
        speech.position = "inside"
    return speech
