"""Quotes of an article: direct, partial and indirect speech, each with its cue and its source as written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import speech as lexicon
from newsextract.mentions.names import find_names
from newsextract.mentions.sentences import Span, sentences_within
from newsextract.mentions.speech.anchors import Line, read_lines
from newsextract.mentions.speech.direct import Speech, find_speech, settle_marks
from newsextract.mentions.speech.fragments import is_wording, reporter
from newsextract.mentions.speech.indirect import find_statements
from newsextract.mentions.speech.introducers import subject_of
from newsextract.mentions.speech.introductions import (
    Introduced,
    Taken,
    find_introduced,
    introduce_paragraphs,
    introducer,
)
from newsextract.mentions.speech.marks import Pair
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.statements import (
    Sentence,
    Statement,
    behind_dateline,
    read_sentence,
    trimmed,
)
from newsextract.mentions.speech.topics import about_this, points_back
from newsextract.mentions.speech.voices import first_subject, source_after, source_before
from newsextract.records import Cue, CuePosition, Mention, Name, Paragraph, Quote, QuoteKind, Role
from newsextract.values import Value

SHORTEST_SENTENCE = 5  # characters; in less nothing is told
SHORT_SENTENCE = 20  # characters; less is a piece that was cut off the sentence before
SENTENCE_LENGTH = 3_000  # characters; what is longer is no sentence and is read in pieces


def find_quotes(
    text: str, paragraphs: Sequence[Paragraph] = (), names: Sequence[Name] | None = None
) -> Iterator[Quote]:
    """Quotes in text order; their speakers are as written, `attribution` resolves them.

    `paragraphs` are the article's (lines are taken when there are none), `names` those of `find_names(text)`.

    >>> text = '"Дорогу сдадим осенью", - сказал Сапаров. По его словам, работы идут по графику.'
    >>> [(quote.kind, quote.text, quote.speaker.text) for quote in find_quotes(text)]
    [('direct', 'Дорогу сдадим осенью', 'Сапаров'), ('indirect', 'работы идут по графику', 'его')]
    """
    index = NameIndex(find_names(text) if names is None else names)
    yield from _Reader(text, list(_line_spans(text, paragraphs)), index).quotes()


def _line_spans(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int, Role]]:
    roles: dict[int, Role] = {paragraph.start: paragraph.role for paragraph in paragraphs}
    start = 0
    for piece in text.split("\n"):
        stop = start + len(piece)
        if piece.strip():
            yield start, stop, roles.get(start, "body")
        start = stop + 1


class _Attribution(Value, frozen=True):
    """What a quote says of its source: cue and lemma, the source, where it stands, the rule."""

    cue: Span | None
    lemma: str
    source: Source | None
    position: CuePosition | None
    rule: str


class _Reader:
    """Reads the quotes of one text: speech first, then the narrative around it."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int, Role]], names: NameIndex) -> None:
        self.text = text
        self.names = names
        self.lines = read_lines(text, spans)
        self.found: list[Quote] = []
        self.speech_starts: list[int] = []  # of `found` so far, which is direct speech in order
        self.quoted: set[int] = set()  # where the parts of quotes begin
        self.previous: Span | None = None  # what `Об этом` points back to
        self.spoken: dict[int, Source] = {}  # who spoke, by where the words begin
        self.voice: dict[bool, Source] = {}  # who spoke last; the key is whether in the plural

    def quotes(self) -> list[Quote]:
        attributed = list(find_speech(self.text, self.lines))
        settle_marks(self.lines, attributed)
        speeches = [introduce_paragraphs(self.text, self.lines, speech, self.names) for speech in attributed]
        speeches += find_introduced(self.text, self.lines, Taken(speeches), self.names)
        speeches.sort(key=lambda speech: speech.parts[0])
        for speech in speeches:
            self._add_speech(speech)
        self.speech_starts = [quote.start for quote in self.found]
        self._read_narrative(speeches)
        return sorted(self.found, key=lambda quote: (quote.start, -quote.stop, quote.kind))

    # ---- quotes

    def _add_speech(self, speech: Speech) -> None:
        if isinstance(speech, Introduced):
            attribution = _Attribution(speech.cue, speech.lemma, speech.source, speech.position, speech.rule)
        elif speech.anchor is None:
            attribution = _Attribution(None, "", None, None, speech.rule)
        else:
            cue, verb = speech.anchor.cue, speech.anchor.verb
            source = self._voice_of(speech)
            if source is not None:
                self.spoken[speech.parts[0][0]] = source
            attribution = _Attribution(
                (cue.start, cue.stop), verb.lemma, source, speech.position, speech.rule
            )
        self._add("direct", speech.parts, attribution)

    def _voice_of(self, speech: Speech) -> Source | None:
        if speech.anchor is None:
            return None
        cue, verb, (start, stop) = speech.anchor.cue, speech.anchor.verb, speech.anchor.clause
        after = source_after(self.text, cue.stop, stop, verb, self.names)
        if (
            after is not None
            and verb.lemma in lexicon.PASSING_ON
            and is_outlet(self.text[after.start : after.stop])
        ):
            return introducer(self.text, speech.parts[0][0] - 1, self.names)
        if after is not None and after.kind != "unnamed":
            return after
        before = source_before(self.text, start, cue.start, verb, self.names)
        # `этими словами Сапаров завершил встречу`: a person before the verb is likelier its subject
        return before if before is not None and (after is None or before.kind == "person") else after

    def _add(self, kind: QuoteKind, spans: Sequence[Span], attribution: _Attribution) -> None:
        parts = tuple(mention for span in spans if (mention := self._part(span)) is not None)
        if not parts:
            return
        self.quoted.update(part.start for part in parts)
        cue, source = attribution.cue, attribution.source
        self.found.append(
            Quote(
                kind=kind,
                parts=parts,
                cue=None if cue is None else self._cue(cue, attribution.lemma),
                position=attribution.position,
                speaker=None if source is None else source.speaker(self.text),
                rule=attribution.rule,
            )
        )

    def _cue(self, span: Span, lemma: str) -> Cue:
        return Cue(start=span[0], stop=span[1], text=self.text[span[0] : span[1]], lemma=lemma)

    def _part(self, span: Span) -> Mention | None:
        start, stop = span
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1] in " \n,":
            stop -= 1
        return Mention(start=start, stop=stop, text=self.text[start:stop]) if start < stop else None

    # ---- narrative

    def _read_narrative(self, speeches: Sequence[Speech]) -> None:
        parts = sorted((span, speech) for speech in speeches for span in speech.parts) if speeches else []
        index = 0
        for line in self.lines:
            own = []
            while index < len(parts) and parts[index][0][0] < line.stop:
                own.append(parts[index])
                index += 1
            pairs = [(pair.open, (pair.close or line.stop - 1) + 1) for pair in line.marks.pairs]
            for start, stop, speech in self._stretches(line, own):
                self._hear(speech)
                if stop - start < SHORTEST_SENTENCE:
                    continue
                for span in sentences_within(self.text, start, stop, pairs):
                    for piece in _pieces(span):
                        self._read_sentence(piece, line, pairs, speech)

    def _hear(self, speech: Speech | None) -> None:
        """Keep who spoke, for a report without a subject: `"...", - сказала она. И напомнила, что`."""
        if speech is not None and speech.anchor is not None:
            source = self.spoken.get(speech.parts[0][0])
            if source is not None:
                self.voice = {speech.anchor.verb.plural: source}

    def _stretches(
        self, line: Line, own: Sequence[tuple[Span, Speech]]
    ) -> Iterator[tuple[int, int, Speech | None]]:
        """What the outlet tells in a paragraph: all but speech; clauses of attributions with their speech."""
        floor = line.start
        for (start, stop), speech in own:
            yield floor, max(floor, start - (self.text[start - 1] in QUOTE_DOUBLE)), None
            self.previous = None
            floor = stop + (self.text[stop : stop + 1] in QUOTE_DOUBLE)
            anchor = speech.anchor
            if anchor is not None and stop - 1 <= anchor.clause[0] <= stop + 8:
                yield *anchor.clause, speech
                floor = max(floor, anchor.clause[1])
        yield floor, line.stop, None

    def _read_sentence(self, span: Span, line: Line, pairs: Sequence[Span], speech: Speech | None) -> None:
        start, stop = span
        if stop - start < SHORTEST_SENTENCE:
            return
        near = pairs and pairs[bisect_left(pairs, (start,)) : bisect_left(pairs, (stop,))]
        sentence = read_sentence(self.text, span, self.names, near)
        if sentence is None:
            if speech is None:
                self._point_back(start, stop)
            return
        spoken = self._spoken_before(sentence) if speech is None else None
        if spoken is not None:
            self._tell(spoken, sentence)
            return
        found = find_statements(sentence, self.previous if speech is None else None)
        if speech is not None:
            found = [item for item in found if item.rule == "clause"]
        self._add_statements(found, sentence, speech)
        self._add_fragments(line, sentence, found)
        if speech is None:
            self._remember(sentence, found)

    def _spoken_before(self, sentence: Sentence) -> int | None:
        """Speech by nobody right before a sentence that only says who told it: `"...". Об этом заявил X`."""
        index = bisect_left(self.speech_starts, sentence.start) - 1
        if index < 0 or not points_back(sentence):
            return None
        quote = self.found[index]
        between = self.text[quote.stop : min(sentence.start, quote.stop + 8)]
        apart = sentence.start - quote.stop > 8 or between.strip(' "»”.,\n')
        return None if quote.speaker is not None or apart else index

    def _tell(self, index: int, sentence: Sentence) -> None:
        quote = self.found[index]
        for item in about_this(sentence, (quote.start, quote.stop)):
            self.found[index] = replace(
                quote,
                cue=self._cue(item.cue, item.lemma),
                position=item.position,
                speaker=None if item.source is None else item.source.speaker(self.text),
                rule=item.rule,
            )

    def _voiced(self, item: Statement, sentence: Sentence, speech: Speech | None) -> None:
        """Give a statement its source: the last one when its verb has no subject (`И подчеркнули, что`)."""
        if item.source is None and item.rule in ("clause", "aside"):
            item.source = self._voice_of(speech) if speech is not None else self._last_voice(item, sentence)
        if item.source is not None:
            self.voice = {item.plural: item.source}

    def _last_voice(self, item: Statement, sentence: Sentence) -> Source | None:
        """Who goes on speaking; nobody when a plural verb is impersonal (`Акиму доложили, что`)."""
        before = [word.lower for word in sentence.words if word.stop <= item.cue[0]]
        if item.plural and not all(word in lexicon.CONNECTIVES for word in before):
            return None
        if item.plural in self.voice or self.previous is None:
            return self.voice.get(item.plural)
        return first_subject(self.text, *self.previous, self.names)

    def _remember(self, sentence: Sentence, found: Sequence[Statement]) -> None:
        """Keep what `Об этом` in the next sentence would point to: this one, without who told it."""
        if found and any(item.rule == "about_this" for item in found):
            return
        start, stop = sentence.start, sentence.limit
        if len(found) == 1 and found[0].rule in ("trailing", "reference"):
            start, stop = found[0].parts[0]
        self._point_back(start, stop)

    def _point_back(self, start: int, stop: int) -> None:
        start = behind_dateline(self.text, start, stop)
        if self.previous is not None and stop - start < SHORT_SENTENCE:
            start = self.previous[0]
        self.previous = trimmed(self.text, start, stop - (self.text[stop - 1] in ".…"))

    def _add_statements(self, found: Sequence[Statement], sentence: Sentence, speech: Speech | None) -> None:
        for item in found:
            self._voiced(item, sentence, speech)
            if item.source is not None or item.rule != "aside":  # between commas nobody is named
                self._add_statement(item, sentence)

    def _add_statement(self, item: Statement, sentence: Sentence) -> None:
        kind: QuoteKind = "indirect"
        parts = item.parts
        inner = _all_quoted(parts, sentence.quoted)
        if inner is not None:
            kind = "partial" if item.rule == "clause" else "direct"
            parts = [(inner[0] + 1, min(parts[0][1], inner[1] - 1))]
        self._add(kind, parts, _Attribution(item.cue, item.lemma, item.source, item.position, item.rule))

    def _add_fragments(self, line: Line, sentence: Sentence, found: Sequence[Statement]) -> None:
        """Quoted fragments of a sentence, and of the one before when this one says who told it."""
        told_before = [span for item in found if item.rule == "about_this" for span in item.parts]
        for start, stop in [*told_before, (sentence.start, sentence.stop)]:
            here = line if start >= line.start else self.lines[bisect_left(self.lines, start, key=_line_stop)]
            for pair in here.marks.at(start, stop):
                if pair.close is not None and pair.close <= stop and pair.open + 1 not in self.quoted:
                    self._add_fragment(pair, sentence, found)

    def _add_fragment(self, pair: Pair, sentence: Sentence, found: Sequence[Statement]) -> None:
        """A quoted fragment of a reporting sentence."""
        assert pair.close is not None
        if not is_wording(self.text, pair):
            return
        span = (pair.open + 1, pair.close)
        item = next((item for item in found if any(a <= pair.open < b for a, b in item.parts)), None)
        if item is not None:
            self._add(
                "partial", [span], _Attribution(item.cue, item.lemma, item.source, item.position, "fragment")
            )
            return
        reported = reporter(sentence, span)
        if reported is not None:
            word, verb = reported
            source = subject_of(self.text, (sentence.start, pair.open), word, verb, self.names)
            self._add(
                "partial",
                [span],
                _Attribution((word.start, word.stop), verb.lemma, source, "before", "fragment"),
            )


def _line_stop(line: Line) -> int:
    return line.stop


def _pieces(span: Span) -> Iterator[Span]:
    start, stop = span
    while stop - start > SENTENCE_LENGTH:
        yield start, start + SENTENCE_LENGTH
        start += SENTENCE_LENGTH
    yield start, stop


def _all_quoted(parts: Sequence[Span], quoted: Sequence[Span]) -> Span | None:
    """The quoted stretch that a statement consists of, when it is nothing else."""
    if len(parts) != 1:
        return None
    start, stop = parts[0]
    return next((span for span in quoted if span[0] == start and span[1] >= stop), None)
