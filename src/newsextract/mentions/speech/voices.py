"""The words that name the source at a cue: a subject, a body after `в`, a document, a pronoun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex

from newsextract.lexicon import pronouns, speech
from newsextract.mentions.cues import Verb, Word, words_in
from newsextract.mentions.speech.noun_phrases import (
    Source,
    agent_of,
    agreement,
    body_in,
    document_in,
    is_cited,
    is_document,
    is_finite,
    is_modifier,
    is_pronoun,
    phrase_of,
    pronoun_source,
    share_in,
    subject_in,
)
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.records import Name

DESCRIPTION_LENGTH = 150  # characters of a position before its name, at most
WORDS_TO_RELATIVE = 8  # of the phrase before `, который`


class NameIndex:
    """Names of a text, looked up by place."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._starts = [name.start for name in names]

    def within(self, start: int, stop: int) -> Sequence[Name]:
        """The names that begin in a stretch."""
        return self._names[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def begin_at(self, place: int) -> bool:
        """Whether a name begins at a place: one person is no subject of a plural verb."""
        index = bisect_left(self._starts, place)
        return index < len(self._starts) and self._starts[index] == place

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
def _brackets() -> regex.Pattern[str]:
    return regex.compile(r"\([^()]{0,200}\)")


@cache
def _conjunction() -> regex.Pattern[str]:
    return regex.compile(r",\s(?:а|но|и|однако|при этом|тогда как)\s")


def source_after(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named after a cue (`сказал на брифинге аким Ержан Сапаров`), before `stop`."""
    cut = _break().search(text, start, stop)
    near = cut.start() if cut else stop
    words = _skip_adverbs(words_in(text, start, near))
    if words and words[0].lower in pronouns.PLACE and not verb.plural:
        words = words[1:]  # `заявил здесь министр`
    if words and is_pronoun(words[0]):
        return pronoun_source(words[0])
    if verb.form in ("impersonal", "passive"):
        return document_in(text, words, near)
    if verb.lemma in speech.PASSING_ON and verb.form == "present":
        passed = _passed_on(text, words, near, names)
        if passed is not None:
            return passed
    if not verb.plural:
        subjects = names.subjects(start, _behind_brackets(text, near, stop))
        subjects = subjects or (names.subjects(start, stop) if not words else [])
        if subjects:
            return Source(subjects[0].start, subjects[0].stop, "person")
    found = subject_in(text, words, near, verb.plural)
    if found is not None and verb.plural and names.begin_at(found.start):
        found = None
    if found is None or (verb.plural and is_outlet(text[found.start : found.stop])):
        return body_in(text, words, near) or found or _capitalised(text, words, near, verb.plural)
    return found if verb.plural else _named_behind_dash(text, near, stop, names) or found


def _named_behind_dash(text: str, near: int, stop: int, names: NameIndex) -> Source | None:
    """The person whom a description is of: `председатель совета - директор школы| Ержан Сапаров`."""
    dash = _dash().match(text, near, stop)
    if dash is None:
        return None
    for name in names.within(dash.end(), min(stop, dash.end() + DESCRIPTION_LENGTH)):
        if (
            name.position is not None
            and name.position.start == dash.end()
            and name.case in (None, "nominative")
        ):
            return Source(name.start, name.stop, "person")
    return None


@cache
def _dash() -> regex.Pattern[str]:
    return regex.compile(r"\s[—–-]\s")


def _capitalised(text: str, words: list[Word], stop: int, plural: bool) -> Source | None:
    """A name that no list knows, right behind a verb in the singular: `сообщила| Курчаб-Редлис`."""
    if plural or not words or not text[words[0].start].isupper():
        return None
    return phrase_of(text, words, 0, 0, stop)


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
    if is_cited(words[0].lower):
        return phrase_of(text, words[:-1] or words, 0, 0, stop)
    for index, word in enumerate(words[:-1]):
        if word.lower in speech.POSSESSIVES and words[index + 1].lower in speech.WORDS_OF:
            return pronoun_source(word)
        if word.lower in speech.WORDS_OF:
            return phrase_of(text, words, index + 1, index + 1, stop)
    return None


def source_before(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named before a cue (`Аким области Ержан Сапаров вчера заявил`), not before `start`."""
    for match in _conjunction().finditer(text, start, stop):
        start = match.end()
    brackets = [match.span() for match in _brackets().finditer(text, start, stop)]
    words = _skip_adverbs(words_in(text, start, stop))
    words = [word for word in words if not any(a < word.start < b for a, b in brackets)]
    while words and words[-1].lower in speech.ADVERBS:
        words.pop()
    if not words:
        return None
    last = words[-1]
    if is_pronoun(last):
        return pronoun_source(last)
    if is_pronoun(words[0]) and (verb.plural or words[0].lower not in pronouns.PLACE):
        return pronoun_source(words[0])
    if verb.form in ("impersonal", "passive"):
        return document_in(text, words, last.stop) or agent_of(last)
    if not verb.plural:
        subjects = [name for name in names.subjects(start, stop) if not _governed(text, name.start)]
        if subjects:
            return Source(subjects[-1].start, subjects[-1].stop, "person")
    found = _nearest_subject(text, words, verb.plural)
    return None if found is not None and verb.plural and names.begin_at(found.start) else found


def _governed(text: str, place: int) -> bool:
    """Whether a preposition stands right before a place: `в Ле Бурже`."""
    return text[max(0, place - 12) : place].rstrip().rpartition(" ")[2].lower() in speech.PREPOSITIONS


def _nearest_subject(text: str, words: list[Word], plural: bool) -> Source | None:
    """The subject of the stretch between commas nearest to the verb that has one."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _break().search(text, groups[-1][-1].stop, word.start):
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in reversed(groups):
        relative = next((i for i, word in enumerate(group[:2]) if word.lower.startswith("котор")), None)
        if relative is not None and group[relative].lower in speech.RELATIVE_SUBJECTS:
            continue
        group = group if relative is None else group[relative + 1 :]
        if not group:
            continue
        stop = group[-1].stop
        stop += text[stop : stop + 1] in ('"', "»", "”")
        before = _before_verb(group)
        found = subject_in(text, before, stop, plural) or share_in(text, before, stop)
        found = found or (body_in(text, before, stop) if plural else None)
        if found is not None:
            return found
    return None


def _before_verb(words: list[Word]) -> list[Word]:
    """The words before the first finite verb: what follows it is its object, not a subject."""
    index = next((place for place, word in enumerate(words) if is_finite(word.lower)), len(words))
    return words[:index]


def first_subject(text: str, start: int, stop: int, names: NameIndex) -> Source | None:
    """The subject that an adverbial participle refers to: `Аким похвалил район, отметив, что`."""
    subjects = names.subjects(start, stop)
    words = _skip_adverbs(words_in(text, start, stop))
    pronoun = next((word for word in words if word.lower in speech.PRONOUNS), None)
    if subjects and (pronoun is None or subjects[0].start < pronoun.start):
        return Source(subjects[0].start, subjects[0].stop, "person")
    if pronoun is not None:
        return pronoun_source(pronoun)
    if words and words[0].lower in speech.BODY_PREPOSITIONS:
        body = body_in(text, words[:4], stop)
        if body is not None and body.start == words[1].start:
            return body
    return (
        subject_in(text, words, stop, False)
        or subject_in(text, words, stop, True)
        or body_in(text, words, stop)
    )


def antecedent(text: str, floor: int, comma: int, relative: Word, names: NameIndex) -> Source | None:
    """The noun phrase before `comma` that a relative pronoun stands for: `слова мэра|, который сказал`.

    The nearest noun that agrees: one that lives before one that does not, a head before what it governs;
    for `в котором` only a document.
    """
    held = relative.lower in _HELD
    near = [name for name in names.within(floor, comma) if not text[name.stop : comma].strip(' "»”')]
    if near and not held and _agrees(near[0], relative.lower):
        return Source(near[0].start, near[0].stop, "person")
    cut = max((match.end() for match in _break().finditer(text, floor, comma)), default=floor)
    words = words_in(text, cut, comma)[-WORDS_TO_RELATIVE:]
    last = next((i for i in range(len(words) - 1, -1, -1) if is_finite(words[i].lower)), -1)
    found = None
    for index in range(len(words) - 1, last, -1):
        agreed = agreement(words[index].lower, relative.lower)
        if agreed and (is_document(words[index].lower) if held else agreed == "lives"):
            return _modified(text, words, index, comma)
        found = index if agreed and (found is None or index == found - 1) else found
    return None if found is None or held else _modified(text, words, found, comma)


_HELD = frozenset(["котором", "которой", "которых"])


def _agrees(name: Name, relative: str) -> bool:
    """Whether a relative pronoun may stand for a person: by gender where the name tells it."""
    if relative in _PLURAL_RELATIVES or relative == "которое":
        return False
    return name.gender is None or (name.gender == "feminine") == (relative in ("которая", "которой"))


_PLURAL_RELATIVES = frozenset(["которые", "которых", "которыми"])


def _modified(text: str, words: list[Word], head: int, stop: int) -> Source:
    first = head
    while first and is_modifier(words[first - 1].lower):
        first -= 1
    return phrase_of(text, words, first, head, stop)


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
    return phrase_of(text, words, 0, 0, near)


def _skip_adverbs(words: list[Word]) -> list[Word]:
    index = 0
    while index < len(words) and (
        words[index].lower in speech.ADVERBS or words[index].lower in speech.RECIPIENTS
    ):
        index += 1
    return words[index:]
