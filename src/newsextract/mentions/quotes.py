"""Quotes of an article: direct, partial and indirect speech, each with its cue and the words that name its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import speech as lexicon
from newsextract.mentions.cues import Verb, Word, speech_verbs, words_in
from newsextract.mentions.direct import Line, Speech, find_speech, read_lines
from newsextract.mentions.indirect import find_statements
from newsextract.mentions.statements import Sentence, Statement, read_sentence, reports, trimmed
from newsextract.mentions.marks import Pair
from newsextract.mentions.names import find_names
from newsextract.mentions.outlets import is_outlet
from newsextract.mentions.sentences import Span, sentences_within
from newsextract.mentions.voices import NameIndex, Source, first_subject, source_after, source_before
from newsextract.records import Cue, CuePosition, Mention, Name, Paragraph, Quote, QuoteKind


def find_quotes(
    text: str, paragraphs: Sequence[Paragraph] = (), names: Sequence[Name] | None = None
) -> Iterator[Quote]:
    """Quotes in text order; their speakers are as written, `attribution` resolves them.

    `paragraphs` are the article's (lines are taken when there are none), `names` those of `find_names(text)`.

    >>> text = '"Дорогу сдадим осенью", - сказал Сапаров. По его словам, работы идут по графику.'
    >>> [(quote.kind, quote.text, quote.speaker.text) for quote in find_quotes(text)]
    [('direct', 'Дорогу сдадим осенью', 'Сапаров'), ('indirect', 'работы идут по графику', 'его')]
    """
    if names is None:
        names = find_names(text)
    yield from _Reader(text, paragraphs, NameIndex(names)).quotes()


@dataclass(slots=True)
class _Stretch:
    """Narrative between speech; `source` spoke in it already when it is an attribution's clause."""

    start: int
    stop: int
    source: Source | None = None
    clause: bool = False


class _Reader:
    """Reads the quotes of one text."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], names: NameIndex) -> None:
        self.text = text
        self.names = names
        self.lines = read_lines(text, list(_line_spans(text, paragraphs)))
        self.found: list[Quote] = []
        self.previous: Span | None = None
        self.voice: dict[bool, Source] = {}

    def quotes(self) -> list[Quote]:
        speeches = list(find_speech(self.text, self.lines))
        taken = [span for speech in speeches for span in speech.parts]
        for speech in speeches:
            self._add_speech(speech)
        speeches += self._unanchored(taken)
        speeches.sort(key=lambda speech: speech.parts[0][0])
        self._narrative(speeches)
        return sorted(self.found, key=lambda quote: (quote.start, -quote.stop, quote.kind))

    # ---- direct

    def _add_speech(self, speech: Speech) -> None:
        cue = source = None
        if speech.anchor is not None:
            anchor = speech.anchor
            cue = (anchor.cue.start, anchor.cue.stop)
            source = source_after(self.text, anchor.cue.stop, anchor.clause[1], anchor.verb, self.names)
            source = source or source_before(
                self.text, anchor.clause[0], anchor.cue.start, anchor.verb, self.names
            )
        lemma = speech.anchor.verb.lemma if speech.anchor else ""
        self._add("direct", speech.parts, (cue, lemma), (source, speech.position), speech.rule)

    def _add(
        self,
        kind: QuoteKind,
        spans: Sequence[Span],
        cue: tuple[Span | None, str],
        voice: tuple[Source | None, CuePosition | None],
        rule: str,
    ) -> Quote | None:
        parts = tuple(self._mention(*span) for span in map(self._trim, spans) if span is not None)
        if not parts:
            return None
        place, lemma = cue
        source, position = voice
        quote = Quote(
            kind=kind,
            parts=parts,
            cue=Cue(start=place[0], stop=place[1], text=self.text[place[0] : place[1]], lemma=lemma)
            if place
            else None,
            position=position,
            speaker=source.speaker(self.text) if source else None,
            rule=rule,
        )
        self.found.append(quote)
        return quote

    def _mention(self, start: int, stop: int) -> Mention:
        return Mention(start=start, stop=stop, text=self.text[start:stop])

    def _trim(self, span: Span) -> Span | None:
        start, stop = span
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1] in " \n,":
            stop -= 1
        return (start, stop) if start < stop else None

    # ---- quoted stretches that no attribution follows

    def _unanchored(self, taken: list[Span]) -> list[Speech]:
        more = []
        before: Line | None = None
        for line in self.lines:
            for pair in line.marks.pairs:
                if pair.close is None or _overlaps(taken, pair.open, pair.close):
                    continue
                speech = self._introduced(line, pair, before) or self._standing(line, pair, taken)
                if speech is not None:
                    more.append(speech)
            if line.anchors == [] and self.text[line.start : line.start + 2] in ("- ", "— ", "– "):
                more += self._dash_after_colon(line, before)
            before = line
        return more

    def _introduced(self, line: Line, pair: Pair, before: Line | None) -> Speech | None:
        """Speech after a colon: `Сапаров сказал: "..."`, `Аким области Сапаров:` and the quote below."""
        text = self.text
        stop = pair.open
        while stop > line.start and text[stop - 1] in " —–-":
            stop -= 1
        start = line.start
        if (
            stop == line.start
            and before is not None
            and text[before.start : before.stop].rstrip().endswith(":")
        ):
            start, stop = before.start, len(text[: before.stop].rstrip())
        if stop == start or text[stop - 1] != ":":
            return None
        *_, sentence = sentences_within(text, start, stop)
        source, cue, verb = self._introduction(sentence)
        assert pair.close is not None
        if cue is None and (source is None or len(words_in(text, pair.open, pair.close)) < 3):
            return None
        speech = Speech([(pair.open + 1, pair.close)], "colon" if cue else "verbless", None, "before", [pair])
        self._add("direct", speech.parts, (cue, verb), (source, "before"), speech.rule)
        return speech

    def _introduction(self, sentence: Span) -> tuple[Source | None, Span | None, str]:
        """Who is introduced before a colon, by which verb."""
        words = words_in(self.text, *sentence)
        for word in reversed(words):
            verb = speech_verbs().get(word.lower)
            if verb is not None and verb.form != "gerund":
                return self._subject(sentence, word, verb), (word.start, word.stop), verb.lemma
        names = self.names.subjects(*sentence)
        if names and len(words) <= 25:
            return Source(names[0].start, names[0].stop, "person"), None, ""
        return None, None, ""

    def _subject(self, sentence: Span, word: Word, verb: Verb) -> Source | None:
        before = source_before(self.text, sentence[0], word.start, verb, self.names)
        before = before or source_after(self.text, word.stop, sentence[1], verb, self.names)
        return before or first_subject(self.text, sentence[0], word.start, self.names)

    def _dash_after_colon(self, line: Line, before: Line | None) -> list[Speech]:
        if before is None or not self.text[before.start : before.stop].rstrip().endswith(":"):
            return []
        *_, sentence = sentences_within(self.text, before.start, before.stop)
        source, cue, verb = self._introduction(sentence)
        if source is None:
            return []
        speech = Speech([(line.start + 2, line.stop)], "dash", None, "before")
        self._add("direct", speech.parts, (cue, verb), (source, "before"), "dash")
        return [speech]

    def _standing(self, line: Line, pair: Pair, taken: list[Span]) -> Speech | None:
        """A quote that is a sentence of its own: a whole paragraph, or speech going on in the same one."""
        text = self.text
        assert pair.close is not None
        inner = text[pair.open + 1 : pair.close]
        after = text[pair.close + 1 : line.stop].strip(" .,")
        before = text[line.start : pair.open].strip(" —–-")
        length = len(words_in(text, pair.open, pair.close))
        if not inner[:1].isupper() and inner[:1] not in '…"«.':
            return None
        if not before and not after and length >= 4:
            return self._float(pair, "floating")
        starts = not before or before[-1] in ".!?…"
        ends = not after or inner[-1:] in ".!?…" or text[pair.close + 1 : pair.close + 2] in ".!?"
        spoken = any(line.start <= start < line.stop for start, _ in taken)
        if starts and ends and before and length >= 3 and (spoken or length >= 8):
            return self._float(pair, "continued")
        return None

    def _float(self, pair: Pair, rule: str) -> Speech:
        assert pair.close is not None
        speech = Speech([(pair.open + 1, pair.close)], rule, None, None, [pair])
        self._add("direct", speech.parts, (None, ""), (None, None), rule)
        return speech

    # ---- narrative

    def _narrative(self, speeches: list[Speech]) -> None:
        index = 0
        for line in self.lines:
            own = []
            while index < len(speeches) and speeches[index].parts[0][0] < line.stop:
                own.append(speeches[index])
                index += 1
            pairs = [
                (p.open, (p.close if p.close is not None else line.stop - 1) + 1) for p in line.marks.pairs
            ]
            for stretch in self._stretches(line, own):
                for span in sentences_within(self.text, stretch.start, stretch.stop, pairs):
                    self._sentence(span, line, stretch, pairs)

    def _stretches(self, line: Line, own: list[Speech]) -> Iterator[_Stretch]:
        """What of a paragraph is told by the outlet: all but speech."""
        inside = [
            (speech, start, stop)
            for speech in own or self._chained
            for start, stop in speech.parts
            if start < line.stop and stop > line.start
        ]
        self._chained = [speech for speech in own or self._chained if speech.parts[-1][1] >= line.stop]
        floor = line.start
        clause: Speech | None = None
        for speech, start, stop in sorted(inside, key=lambda item: item[1]):
            yield self._stretch(floor, start - (self.text[start - 1] in QUOTE_DOUBLE), clause)
            floor = stop + (self.text[stop : stop + 1] in QUOTE_DOUBLE)
            clause = speech if speech.anchor is not None and speech.anchor.clause[0] >= stop - 1 else None
            if clause is not None and clause.anchor is not None and clause.anchor.clause[0] < line.stop:
                floor = clause.anchor.clause[0]
                yield _Stretch(floor, clause.anchor.clause[1], self._voice(clause), True)
                floor = max(floor, clause.anchor.clause[1])
                clause = None
        yield self._stretch(floor, line.stop, clause)

    _chained: list[Speech] = []

    def _stretch(self, start: int, stop: int, speech: Speech | None) -> _Stretch:
        return _Stretch(start, max(start, stop), None, False)

    def _voice(self, speech: Speech) -> Source | None:
        anchor = speech.anchor
        assert anchor is not None
        return source_after(self.text, anchor.cue.stop, anchor.clause[1], anchor.verb, self.names)

    def _sentence(self, span: Span, line: Line, stretch: _Stretch, pairs: list[Span]) -> None:
        if span[1] - span[0] < 5:
            return
        sentence = read_sentence(
            self.text, span, self.names, [p for p in pairs if p[0] < span[1] and p[1] > span[0]]
        )
        found = find_statements(sentence, None if stretch.clause else self.previous)
        if stretch.clause:
            found = [item for item in found if item.rule == "clause"]
        for item in found:
            self._add_statement(self._voiced(item, sentence, stretch), sentence)
        for pair in line.marks.pairs:
            if pair.close is not None and span[0] <= pair.open and pair.close <= span[1]:
                self._fragment(pair, sentence, found)
        if not stretch.clause:
            self._remember(sentence, found)

    def _voiced(self, item: Statement, sentence: Sentence, stretch: _Stretch) -> Statement:
        """The statement with its source; who spoke before goes on when the verb has no subject (`И подчеркнули, что`)."""
        if item.source is None and item.rule == "clause":
            item.source = stretch.source or self.voice.get(item.plural)
        if item.source is not None:
            self.voice = {item.plural: item.source}
        return item

    def _remember(self, sentence: Sentence, found: list[Statement]) -> None:
        """What `Об этом` of the next sentence would point to: this one, without who told it."""
        if any(item.rule == "about_this" for item in found):
            return
        start, stop = sentence.start, sentence.limit
        if len(found) == 1 and found[0].rule in ("trailing", "reference"):
            start, stop = found[0].parts[0]
        if self.previous is not None and len(sentence.words) < 3:
            start = self.previous[0]
        self.previous = trimmed(self.text, start, stop)

    def _add_statement(self, item: Statement, sentence: Sentence) -> None:
        kind: QuoteKind = "indirect"
        parts = item.parts
        if len(parts) == 1:
            start, stop = parts[0]
            inner = next((span for span in sentence.quoted if span[0] == start and span[1] >= stop), None)
            if inner is not None:
                kind = "partial" if item.rule == "clause" else "direct"
                parts = [(inner[0] + 1, min(stop, inner[1] - 1))]
        self._add(kind, parts, (item.cue, item.lemma), (item.source, item.position), item.rule)

    def _fragment(self, pair: Pair, sentence: Sentence, found: list[Statement]) -> None:
        """A quoted fragment of a reporting sentence, when it is words of the source and no name."""
        assert pair.close is not None
        if any(part.start == pair.open + 1 for quote in self.found[-8:] for part in quote.parts):
            return
        if not is_wording(self.text, pair):
            return
        span = (pair.open + 1, pair.close)
        item = next((f for f in found if any(s <= pair.open < e for s, e in f.parts)), None)
        if item is not None:
            self._add("partial", [span], (item.cue, item.lemma), (item.source, item.position), "fragment")
            return
        reported = self._reporter(sentence, pair.open)
        if reported is not None:
            word, verb = reported
            source = self._subject((sentence.start, sentence.stop), word, verb)
            self._add(
                "partial", [span], ((word.start, word.stop), verb.lemma), (source, "before"), "fragment"
            )

    def _reporter(self, sentence: Sentence, place: int) -> tuple[Word, Verb] | None:
        """The verb that quotes a fragment: the nearest before it."""
        for word in reversed(sentence.words):
            if word.start > place or sentence.hidden(word.start):
                continue
            if word.lower in lexicon.NAMING:
                return word, Verb(lexicon.NAMING[word.lower], "past", word.lower.endswith(("и", "ют")), "")
            verb = speech_verbs().get(word.lower)
            if verb is not None and (reports(verb) or verb.lemma in lexicon.FRAGMENT):
                return word, verb
        return None


def _overlaps(taken: Sequence[Span], start: int, stop: int) -> bool:
    return any(a < stop and b > start for a, b in taken)


def is_wording(text: str, pair: Pair) -> bool:
    """Whether a quoted fragment is somebody's words: not a name, a title, a nickname."""
    assert pair.close is not None
    inner = text[pair.open + 1 : pair.close]
    words = words_in(text, pair.open, pair.close)
    if not words or not regex.search(r"\p{Cyrillic}", inner):
        return False
    before = text[max(0, pair.open - 40) : pair.open].rstrip(" ")
    behind = [word.lower for word in words_in(before, 0, len(before))][-2:]
    if before.endswith(":"):
        return not is_outlet(before[-20:])
    if (
        before[-1:].isalnum()
        and behind
        and (behind[-1] in lexicon.CLASS_NOUNS or behind[-1].startswith("называем"))
    ):
        return False
    if words[0].lower in ("о", "об") and text[words[0].start].isupper():
        return False
    if inner[0].isupper() or not inner[0].isalpha():
        return len(words) >= 4 and sum(text[word.start].isupper() for word in words) * 2 <= len(words)
    return True


def _line_spans(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int, bool]]:
    roles = {paragraph.start: paragraph.role for paragraph in paragraphs}
    start = 0
    for piece in text.split("\n"):
        stop = start + len(piece)
        if piece.strip():
            yield start, stop, roles.get(start, "body") not in ("subheading", "table_row")
        start = stop + 1
