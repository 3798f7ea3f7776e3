"""The sentence as indirect speech is read from it: its words, its statements, and where a statement ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex
from msgspec.structs import replace

from newsextract.lexicon import organisations, speech
from newsextract.mentions.cues import Verb, Word, has_cue, speech_verbs, words_in, words_of
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.antecedents import antecedent
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.outlets import is_outlet, writes
from newsextract.morphology import parses
from newsextract.records import CuePosition

OPENER = 16  # characters of `Подчеркнем, ` at most


@dataclass(slots=True)
class Statement:
    """What a source stated: its stretches, the cue and its lemma, the source, the rule that read it."""

    parts: list[Span]
    cue: Span
    lemma: str
    source: Source | None
    position: CuePosition
    rule: str
    plural: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence of the narrative; `limit` is where its statement ends and its outlet clause begins.

    `verbs` are its reporting verbs with their places among the words, `quoted` its stretches in quotation
    marks with the marks; both in order, and no verb is inside the marks. `vocabulary` tells at one look
    whether a word occurs.
    """

    text: str
    start: int
    stop: int
    limit: int
    words: list[Word]
    vocabulary: frozenset[str]
    verbs: list[tuple[int, Verb]]
    quoted: Sequence[Span]
    names: NameIndex

    def hidden(self, place: int) -> bool:
        """Whether a place is inside quotation marks."""
        index = bisect_right(self.quoted, (place, len(self.text))) - 1
        return index >= 0 and place < self.quoted[index][1]

    @property
    def asks(self) -> bool:
        """Whether the sentence opens with a question: `Какой будет погода, рассказали синоптики`."""
        return bool(self.words) and self.words[0].lower in speech.QUESTIONS

    def written(self, source: Source) -> str:
        """The source as the text has it."""
        return self.text[source.start : source.stop]

    def acts(self, source: Source | None) -> bool:
        """Whether a source is somebody or a body, and no object or cause that looks like a subject."""
        if source is None or source.kind in ("person", "organisation"):
            return source is not None
        words = [word.lower for word in words_in(self.text, source.start, source.stop)]
        return any(word in speech.SPEAKING or "anim" in parses(word)[0].tag for word in words)

    def quotable(self, source: Source | None) -> bool:
        """Whether there is a source and it is not an outlet."""
        return source is not None and not is_outlet(self.written(source))


@cache
def _outlet_clause() -> regex.Pattern[str]:
    """`, передает Tengrinews.kz со ссылкой на ...` at the end of a sentence."""
    return regex.compile(
        r"""
        ,? \s (?:об\ этом\ |как\ )?+ (?P<verb> \L<verbs> )
        (?: \sранее )?+ \s (?P<who> [^,\n]{2,80}?)
        (?: \s (?:со\ ссылкой\ на|ссылаясь\ на) \s [^\n]{2,200}+ )?+ [.!]?+ $
        """,
        regex.VERBOSE,
        verbs=speech.OUTLET_VERBS,
    )


def read_sentence(text: str, span: Span, names: NameIndex, quoted: Sequence[Span]) -> Sentence | None:
    """Prepare a sentence of `text`; None when no word of it reports anything.

    `quoted` are the quoted stretches that meet it.
    """
    start, stop = span
    words = words_in(text, start, stop)
    vocabulary = frozenset([word.lower for word in words])
    if not has_cue(vocabulary):
        return None
    start = _behind_outlet(text, behind_dateline(text, start, stop), stop)
    if start > span[0]:
        words = words_in(text, start, stop)
    limit = None if vocabulary.isdisjoint(speech.OUTLET_VERBS) else _outlet_stop(text, start, stop)
    if limit is None:
        limit = start + len(text[start:stop].rstrip(".!?… "))
    sentence = Sentence(text, start, stop, limit, words, vocabulary, [], quoted, names)
    forms = speech_verbs()
    sentence.verbs = [
        (index, forms[word.lower])
        for index, word in enumerate(words)
        if word.lower in forms and not sentence.hidden(word.start)
    ]
    return sentence


def _outlet_stop(text: str, start: int, stop: int) -> int | None:
    """Where the clause begins with which an outlet closes a sentence, None when there is none."""
    match = _outlet_clause().search(text, max(start, stop - 400), stop)
    return match.start() if match is not None and _outlet_tells(text, match) else None


@cache
def _dateline() -> regex.Pattern[str]:
    """What stands before the dash of `АСТАНА. КАЗИНФОРМ -`, `Kazakhstan Today -`, `reuters.com: «Мост» -`."""
    word = r"(?:\p{Lu}[\p{Lu}.-]++|[A-Z][A-Za-z.]*+)"
    day = r"\d{1,2}\s\p{Ll}{3,9}(?:\s\d{4})?"
    headline = r"[\w.-]++:\s«[^«»\n]{0,200}»"
    return regex.compile(rf"(?:{headline}|{word}(?:\s{word}){{0,3}}|{day})\s[—–-]\s(?=[\p{{Lu}}\d«\"])")


def behind_dateline(text: str, start: int, stop: int) -> int:
    """Where a sentence begins behind the place and agency, or the outlet's own `Отметим,`, it opens with."""
    match = _dateline().match(text, start, stop)
    start = start if match is None else match.end()
    word, comma, _ = text[start : min(start + OPENER, stop)].partition(", ")
    if not comma or word not in speech.OPENERS or text.startswith(("что ", "как "), start + len(word) + 2):
        return start
    return start + len(word) + len(comma)


@cache
def _outlet_opening() -> regex.Pattern[str]:
    """`Как пишет "Степь", ` at the beginning of a sentence."""
    verb = "переда[её]т|передают|сообщает|сообщ[иа]ла?|пишет|писала?|рассказывает|отмечает|говорится на сайте"
    return regex.compile(rf"Как\s(?:ранее\s)?(?P<verb>{verb})\s(?P<who>[^,\n]{{2,80}}),\s")


def _behind_outlet(text: str, start: int, stop: int) -> int:
    """Where a sentence begins behind an outlet that it opens with, when that leans on nobody."""
    match = _outlet_opening().match(text, start, stop) if text.startswith("Как ", start) else None
    if match is None or "ссыл" in match["who"] or not _outlet_tells(text, match):
        return start
    return match.end()


def _outlet_tells(text: str, match: regex.Match[str]) -> bool:
    """Whether the clause that a pattern found, its `verb` and `who`, is an outlet's."""
    verb, who = match["verb"], match["who"]
    return _by_outlet(verb, who) or writes(text, match.start("verb"), verb, who)


def _by_outlet(verb: str, who: str) -> bool:
    """Whether a clause names an outlet as who tells, not as who is told (`сообщили РБК в пресс-службе`)."""
    if verb.startswith("переда"):
        return not _is_official(who)
    if not is_outlet(who):
        return False
    words = [word.lower for word in words_of(who)]
    if len(words) > 1 and words[0] in speech.RECIPIENTS:
        return False  # `сообщил изданию источник`
    told = (words[0] in organisations.MEDIA and len(words) > 2) or ("." in words[0] and len(words) > 1)
    return not (told and verb.startswith("сообщил")) and not (verb.endswith(("ли", "ют")) and " в " in who)


def _is_official(who: str) -> bool:
    """Whether a body passes its own statement on: `передает пресс-служба МЧС`, `официальный сайт акимата`."""
    if is_outlet(who):
        return False
    if who[0].isascii():
        return False
    words = words_of(who)
    words = words[1:] if words and words[0].lower.startswith("официальн") else words
    if len(words) > 1 and words[0].lower in speech.AGENCY and words[1].lower.isascii():
        return False  # `передает агентство Volga`
    site = len(words) > 1 and words[0].lower in speech.PLACES_OF_BODIES
    return bool(words) and read_organisation(who, words[site].start, len(who)) is not None


def trimmed(text: str, start: int, stop: int) -> Span | None:
    """A stretch without the marks around it, or None when nothing is left."""
    stretch = text[start:stop].lstrip(" ,;:—–-.")
    start = stop - len(stretch)
    stop = start + len(stretch.rstrip(" ,;:—–-"))
    return (start, stop) if stop - start > 2 else None


@cache
def _next_cue() -> regex.Pattern[str]:
    return regex.compile(
        r"""
        (?: (?P<comma> ,) \s (?P<conjunction> (?:а|и|но|однако) \s )?+ | \s (?:и|но) \s )
        (?: также\s | при\ этом\s | ещ[её]\s | сразу\ же\s | \p{Ll}++(?<=но)\s )?+
        (?P<verb> \p{Ll}++ )
        """,
        regex.VERBOSE,
    )


def statement_stop(sentence: Sentence, start: int, stop: int) -> int:
    """Where a statement that begins at `start` ends: at a further report of its sentence, or at `stop`."""
    for match in _next_cue().finditer(sentence.text, start, stop):
        opposed = match["conjunction"] == "а " and sentence.text.startswith("не ", start + 1)
        if opposed and match["comma"]:
            continue  # `что не сравнивал районы, а говорил о ценах`
        if not sentence.hidden(match.start()) and _ends_statement(sentence.text, match, stop):
            return match.start()
    return stop


def _ends_statement(text: str, match: regex.Match[str], stop: int) -> bool:
    """Whether a verb behind a comma or `и` begins a further report."""
    if match["comma"] and match["verb"] in speech.NAMING_PARTICIPLES:
        return True
    verb = speech_verbs().get(match["verb"])
    if verb is None or verb.form == "passive":
        return False
    if match["comma"] is None and not _tells(text[match.end() : min(match.end() + 40, stop)]):
        return False
    if match["verb"] in speech.FOLLOWS:
        return text.startswith(" из ", match.end())  # not `..., следует передать`
    if verb.form == "impersonal" or reports(verb) or verb.lemma in _REPORTING:
        return True
    if verb.form == "gerund" and verb.lemma in speech.CLUED:
        return any(word.lower in speech.OPINIONS for word in words_in(text, match.end(), stop)[:3])
    if verb.form == "gerund" and verb.lemma in speech.FRAGMENT:
        return True
    return match["conjunction"] is not None and verb.lemma in speech.FRAGMENT


_REPORTING = speech.EXPRESSING | speech.PASSING_ON


def _tells(after: str) -> bool:
    """Whether a verb behind `и` begins a report of its own: `и заявил, что`, `и сообщил о`, `и пояснил:`."""
    return ", что " in after or after.startswith((" о ", " об ", ":"))


def relative_before(sentence: Sentence, cue: Word, floor: int) -> int | None:
    """Where the relative clause of the cue begins: `Аким, который ранее сообщил, что ..., уехал`."""
    comma = sentence.text.rfind(",", floor, cue.start)
    if comma >= 0 and any(
        word.lower.startswith("котор") for word in words_in(sentence.text, comma, cue.start)[:3]
    ):
        return comma
    return None


def referred(sentence: Sentence, cue: Word, floor: int, comma: int) -> Source | None:
    """Who a relative clause makes speak: `слова мэра|, который сообщил`; none in `о котором`."""
    words = words_in(sentence.text, comma, cue.start)
    index = next(i for i, word in enumerate(words) if word.lower.startswith("котор"))
    subject = words[index].lower in speech.RELATIVE_SUBJECTS
    held = words[index - 1].lower in ("в", "во") if index else False
    if not subject and not held:
        return None
    found = antecedent(sentence.text, floor, comma, words[index], sentence.names)
    return found if found is None or subject else replace(found, kind="document")


def main_clause(sentence: Sentence, start: int, stop: int) -> int:
    """Where the main clause goes on behind a relative one: a comma, and soon a finite verb."""
    place = sentence.text.find(", ", start, stop)
    while place >= 0:
        if _goes_on(words_in(sentence.text, place, min(stop, place + 60))[:4]):
            return place
        place = sentence.text.find(", ", place + 1, stop)
    return stop


def _goes_on(words: Sequence[Word]) -> bool:
    if not words or words[0].lower.startswith("котор") or "CONJ" in parses(words[0].lower)[0].tag:
        return False
    return any("VERB" in parses(word.lower)[0].tag for word in words)


@cache
def clause_joint() -> regex.Pattern[str]:
    """Where a clause of its own begins, but not in `не только школу, но и сад`, `школу, а также сад`."""
    return regex.compile(r",\s(?:но(?!\sи\s)|однако|а(?!\sтакже\s))\s")


def reports(verb: Verb) -> bool:
    """Whether a verb tells a statement, and is not only put beside direct speech."""
    return bool(set("io") & set(verb.takes))
