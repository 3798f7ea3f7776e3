"""The words that name the source at a cue: a subject, a body after `в`, a document, a pronoun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import organisations, pronouns, speech
from newsextract.mentions.cues import Verb, Word, words_in
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.outlets import is_outlet
from newsextract.morphology import parses
from newsextract.records import Name, Speaker, SpeakerKind

CACHED_WORDS = 1 << 14


class Source(NamedTuple):
    """Where the source is named, and what it looks like from there."""

    start: int
    stop: int
    kind: SpeakerKind

    def speaker(self, text: str) -> Speaker:
        """The record of the source as written, not yet resolved."""
        return Speaker(start=self.start, stop=self.stop, text=text[self.start : self.stop], kind=self.kind)


class NameIndex:
    """Names of a text, looked up by place."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._starts = [name.start for name in names]

    def within(self, start: int, stop: int) -> Sequence[Name]:
        """The names that begin in a stretch."""
        return self._names[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def subjects(self, start: int, stop: int) -> list[Name]:
        """The names of a stretch that may be a subject: nominative, or a form that does not tell."""
        return [
            name
            for name in self.within(start, stop)
            if name.case in (None, "nominative") and name.stop <= stop
        ]


@cache
def _break() -> regex.Pattern[str]:
    return regex.compile(r"[,;:()\n]|\s[—–-]+\s")


@cache
def _conjunction() -> regex.Pattern[str]:
    return regex.compile(r",\s(?:а|но|и|однако|при этом|тогда как)\s")


def source_after(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named after a cue (`сказал на брифинге аким Ержан Сапаров`), before `stop`."""
    cut = _break().search(text, start, stop)
    near = cut.start() if cut else stop
    words = _skip_adverbs(words_in(text, start, near))
    if words and _is_pronoun(words[0]):
        return _pronoun(words[0])
    if verb.form in ("impersonal", "passive"):
        return _document(text, words, near)
    if verb.lemma in speech.PASSING_ON:
        passed = _passed_on(text, words, near, names)
        if passed is not None:
            return passed
    if not verb.plural:
        subjects = names.subjects(start, _behind_brackets(text, near, stop))
        subjects = subjects or (names.subjects(start, stop) if not words else [])
        if subjects:
            return Source(subjects[0].start, subjects[0].stop, "person")
    found = _subject(text, words, near, verb.plural)
    if found is None or (verb.plural and is_outlet(text[found.start : found.stop])):
        return _body(text, words, near) or found
    return found


def _behind_brackets(text: str, near: int, stop: int) -> int:
    """Where a phrase ends that goes on behind brackets: `президент фонда (КТЖ) Ержан Сапаров`."""
    if text[near : near + 1] != "(":
        return near
    closing = text.find(")", near, min(near + 100, stop))
    if closing < 0:
        return near
    cut = _break().search(text, closing + 1, stop)
    return cut.start() if cut else stop


def _passed_on(text: str, words: list[Word], stop: int, names: NameIndex) -> Source | None:
    """Whose words an outlet passes on: `цитирует РИА Новости слова| Иванова`."""
    if not words:
        return None
    oblique = [name for name in names.within(words[0].start, stop) if name.case not in (None, "nominative")]
    if oblique:
        return Source(oblique[0].start, oblique[0].stop, "person")
    for index, word in enumerate(words[:-1]):
        if word.lower in speech.POSSESSIVES and words[index + 1].lower in speech.WORDS_OF:
            return _pronoun(word)
        if word.lower in speech.WORDS_OF:
            return _phrase(text, words, index + 1, index + 1, stop)
    return None


def source_before(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named before a cue (`Аким области Ержан Сапаров вчера заявил`), not before `start`."""
    for match in _conjunction().finditer(text, start, stop):
        start = match.end()
    words = _skip_adverbs(words_in(text, start, stop))
    while words and words[-1].lower in speech.ADVERBS:
        words.pop()
    if not words:
        return None
    last = words[-1]
    if _is_pronoun(last):
        return _pronoun(last)
    if _is_pronoun(words[0]) and (verb.plural or words[0].lower not in pronouns.PLACE):
        return _pronoun(words[0])
    if verb.form in ("impersonal", "passive"):
        return _document(text, words, last.stop) or _instrumental(last)
    if not verb.plural:
        subjects = names.subjects(start, stop)
        if subjects:
            return Source(subjects[-1].start, subjects[-1].stop, "person")
    return _nearest_subject(text, words, verb.plural)


def _nearest_subject(text: str, words: list[Word], plural: bool) -> Source | None:
    """The subject of the stretch between commas nearest to the verb that has one."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _break().search(text, groups[-1][-1].stop, word.start):
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in reversed(groups):
        if any(word.lower.startswith("котор") for word in group[:2]):
            continue
        stop = group[-1].stop
        stop += text[stop : stop + 1] in ('"', "»", "”")
        before = _before_verb(group)
        found = _subject(text, before, stop, plural) if before else None
        found = found or (_body(text, group, stop) if plural else None)
        if found is not None:
            return found
    return None


def _before_verb(words: list[Word]) -> list[Word]:
    """The words before the first finite verb: what follows it is its object, not a subject."""
    index = next((place for place, word in enumerate(words) if _finite(word.lower)), len(words))
    return words[:index]


def first_subject(text: str, start: int, stop: int, names: NameIndex) -> Source | None:
    """The subject of a main clause that an adverbial participle refers to: `Аким похвалил район, отметив, что`."""
    subjects = names.subjects(start, stop)
    words = _skip_adverbs(words_in(text, start, stop))
    pronoun = next((word for word in words if word.lower in speech.PRONOUNS), None)
    if subjects and (pronoun is None or subjects[0].start < pronoun.start):
        return Source(subjects[0].start, subjects[0].stop, "person")
    if pronoun is not None:
        return _pronoun(pronoun)
    if words and words[0].lower in speech.BODY_PREPOSITIONS:
        body = _body(text, words[:4], stop)
        if body is not None and body.start == words[1].start:
            return body
    return _subject(text, words, stop, False) or _subject(text, words, stop, True) or _body(text, words, stop)


def phrase_at(text: str, start: int, stop: int, names: NameIndex) -> Source | None:
    """The source after a preposition: `по словам| акима области Ержана Сапарова`."""
    cut = _break().search(text, start, stop)
    near = cut.start() if cut else stop
    words = words_in(text, start, near)
    if not words:
        return None
    inside = [name for name in names.within(start, near) if name.stop <= near]
    if inside and (inside[0].start == words[0].start or inside[0].position is not None):
        return Source(inside[0].start, inside[0].stop, "person")
    return _phrase(text, words, 0, 0, near)


def _is_pronoun(word: Word) -> bool:
    return word.lower in speech.PRONOUNS or word.lower in pronouns.PLACE


def _pronoun(word: Word) -> Source:
    return Source(word.start, word.stop, "organisation" if word.lower in pronouns.PLACE else "person")


def _skip_adverbs(words: list[Word]) -> list[Word]:
    index = 0
    while index < len(words) and (
        words[index].lower in speech.ADVERBS or words[index].lower in speech.RECIPIENTS
    ):
        index += 1
    return words[index:]


@lru_cache(maxsize=CACHED_WORDS)
def is_document(word: str) -> bool:
    """Whether a word in any case is a document or a place where one is published: `заявлении`, `сайте`."""
    lemmas = {reading.normal_form for reading in parses(word)[:2]}
    return bool(lemmas & organisations.DOCUMENTS or lemmas & speech.PLACES_OF_DOCUMENTS)


# ---- noun phrases


@lru_cache(maxsize=CACHED_WORDS)
def _nominative(word: str, plural: bool, lenient: bool) -> bool:
    """Whether a word can be the noun of a subject; only its likeliest reading counts unless `lenient`."""
    readings = parses(word)
    if word.startswith("котор"):
        return False
    for reading in readings if lenient else readings[:1]:
        tag = reading.tag
        noun = "NOUN" in tag or ("ADJF" in tag and "Subx" in tag)
        if noun and "nomn" in tag and (plural or "plur" not in tag):
            return True
        if "UNKN" in tag or "LATN" in tag:
            return not plural
    return False


@lru_cache(maxsize=CACHED_WORDS)
def _modifier(word: str) -> bool:
    tag = parses(word)[0].tag
    return ("ADJF" in tag or "PRTF" in tag or "NUMR" in tag) and ("nomn" in tag or "accs" in tag)


@lru_cache(maxsize=CACHED_WORDS)
def _could_be_governed(word: str) -> bool:
    oblique = ("accs", "loct", "gent", "datv", "UNKN", "LATN")
    scores = [reading.score for reading in parses(word) if any(case in reading.tag for case in oblique)]
    return sum(scores) > 0.4


@lru_cache(maxsize=CACHED_WORDS)
def _verbal(word: str) -> bool:
    tag = parses(word)[0].tag
    return "VERB" in tag or "GRND" in tag or "INFN" in tag


@lru_cache(maxsize=CACHED_WORDS)
def _finite(word: str) -> bool:
    return "VERB" in parses(word)[0].tag


def _subject(text: str, words: list[Word], stop: int, plural: bool) -> Source | None:
    """The first noun phrase in the nominative that no preposition governs."""
    first, governed = True, False
    for index, word in enumerate(words):
        if word.lower in speech.PREPOSITIONS or word.lower in speech.INSIDE_PHRASE:
            first, governed = False, True
            continue
        if index + 1 < len(words) and word.lower in organisations.MEDIA:
            continue
        if word.lower in speech.PRONOUNS:
            return _pronoun(word)
        if governed and text[word.start - 1] in QUOTE_DOUBLE:
            continue
        head = None if governed else _head_after(words, index, plural)
        if head is not None:
            return _phrase(text, words, index, head, stop)
        if _nominative(word.lower, plural, first) and not (governed and _could_be_governed(word.lower)):
            return _phrase(text, words, index, index, stop)
        if word.lower not in speech.ADVERBS and word.lower not in speech.RECIPIENTS:
            first = False
    return None


def _head_after(words: list[Word], index: int, plural: bool) -> int | None:
    """The noun that the modifier at `index` belongs to: `главный| врач`."""
    if not _modifier(words[index].lower):
        return None
    for place in range(index + 1, min(index + 4, len(words))):
        if not _modifier(words[place].lower):
            return place if _nominative(words[place].lower, plural, True) else None
    return None


def _body(text: str, words: list[Word], stop: int) -> Source | None:
    """The body after a preposition: `в пресс-службе МВД`; the occasion (`на брифинге`) is none."""
    last: int | None = None
    for index, word in enumerate(words[:-1]):
        if word.lower not in speech.BODY_PREPOSITIONS:
            continue
        head = words[index + 1]
        if head.lower in speech.LAST_BODIES:
            last = index + 1 if last is None else last
            continue
        if (
            head.lower in speech.OCCASIONS
            or head.lower[0].isdigit()
            or is_outlet(text[head.start : head.stop])
        ):
            continue
        last = index + 1
        break
    if last is None:
        return None
    return _phrase(text, words, last, last, stop)._replace(kind="organisation")


def _document(text: str, words: list[Word], stop: int) -> Source | None:
    """Whose document speaks (`говорится в сообщении| Акорды`), or the document itself."""
    for index, word in enumerate(words):
        if not is_document(word.lower):
            continue
        if index + 1 == len(words) or _apart(text, word, words[index + 1]):
            return Source(word.start, word.stop, "document")
        follow = words[index + 1].lower
        if follow in speech.BODY_PREPOSITIONS:
            return _document(text, words[index + 2 :], stop) or Source(word.start, word.stop, "document")
        if follow in speech.ADVERBS or follow in speech.PREPOSITIONS or follow == "по":
            return Source(word.start, word.stop, "document")
        found = _phrase(text, words, index + 1, index + 1, stop)
        return Source(found.start, found.stop, "organisation")
    found_body = _body(text, words, stop)
    return None if found_body is None else found_body._replace(kind="document")


def _instrumental(word: Word) -> Source | None:
    """`Судом| установлено`."""
    if any("ablt" in reading.tag for reading in parses(word.lower)):
        return Source(word.start, word.stop, "organisation")
    return None


def _apart(text: str, left: Word, right: Word) -> bool:
    return text[left.stop : right.start].strip(' "«»“”„.№') != ""


def _phrase(text: str, words: list[Word], first: int, head: int, stop: int) -> Source:
    """The noun phrase that begins at the word `first` and has its noun at `head`."""
    start = words[first].start
    organisation = read_organisation(text, start, stop)
    if organisation is not None:
        return Source(start, max(organisation.stop, words[head].stop), "organisation")
    return Source(start, _phrase_stop(text, words, head, stop), _kind(words[head].lower))


def _phrase_stop(text: str, words: list[Word], head: int, stop: int) -> int:
    last = head
    for place in range(head + 1, len(words)):
        word = words[place]
        ends = (
            word.lower in speech.PREPOSITIONS or word.lower in speech.ADVERBS - {"и"} or _verbal(word.lower)
        )
        if ends or word.lower in speech.RECIPIENTS or _apart(text, words[place - 1], word):
            break
        last = place
    while last > head and words[last].lower in speech.INSIDE_PHRASE:
        last -= 1
    end = words[last].stop
    if end < stop and text[end] in '"»”' and any(mark in text[words[head].start : end] for mark in '"«„“'):
        end += 1
    return end


def _numbered(text: str, word: Word) -> bool:
    """Whether a word is a figure that does not belong to the noun before it, as in `дом № 69` it does."""
    return word.lower[0].isdigit() and "№" not in text[word.start - 2 : word.start]


def _kind(word: str) -> SpeakerKind:
    return "document" if is_document(word) else "unnamed"
