"""The words that name the source at a cue: a subject, a body after `в`, a document, a pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from newsextract.lexicon import organisations, pronouns, speech
from newsextract.mentions.cues import Verb, Word, words_in
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.governed import passed_on, phrase_break
from newsextract.mentions.speech.name_index import NameIndex, apposition_left, owner_skipped, person
from newsextract.mentions.speech.noun_phrases import (
    Source,
    agent_of,
    body_in,
    document_in,
    is_finite,
    is_listed,
    is_pronoun,
    phrase_of,
    pronoun_source,
)
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.mentions.speech.subjects import (
    doer_in,
    is_modifying,
    lives_in,
    may_head,
    share_in,
    subject_in,
)
from newsextract.morphology import dictionary_parses

DESCRIPTION_LENGTH = 150  # characters of a position before its name, at most


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(r"\([^()]{0,200}\)")


@cache
def _conjunction() -> re.Pattern[str]:
    return re.compile(r",\s(?:а|но|и|однако|при этом|тогда как)\s")


def source_after(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named after a cue (`сказал на брифинге аким Ержан Сапаров`), before `stop`."""
    cut = phrase_break().search(text, start, stop)
    near = cut.start() if cut else stop
    behind = words_in(text, start, near)
    words = _skip_adverbs(behind)
    if words and words[0].lower in pronouns.PLACE and not verb.plural:
        words = words[1:]  # `заявил здесь министр`
    if words and is_pronoun(words[0]):
        return pronoun_source(words[0])
    if verb.form in ("impersonal", "passive"):
        return document_in(text, behind, near)  # an occasion may be a document: `указано в комментариях`
    if verb.lemma in speech.PASSING_ON and verb.form in ("present", "predicative"):
        passed = passed_on(text, words, near, names)
        if passed is not None:
            return passed
    if verb.plural:
        source = _several_after(text, words, near, names)
        body = source is not None and source.kind == "organisation"
        return None if body and verb.lemma in speech.GOVERNING_IN else source
    subjects = names.subjects(start, _behind_brackets(text, near, stop)) if verb.personal else []
    subjects = subjects or (names.subjects(start, stop) if verb.personal and not behind else [])
    return person(owner_skipped(text, subjects)) if subjects else _one_after(text, words, (near, stop), names)


def _several_after(text: str, words: list[Word], near: int, names: NameIndex) -> Source | None:
    """The subject of a plural verb behind it, or the body after `в`; a person alone is no such subject."""
    words = _skip_told(text, words, True)
    found = subject_in(text, words, near, True) or share_in(text, words, near)
    if found is not None and names.begin_at(found.start):
        found = None
    if found is None or is_outlet(text[found.start : found.stop]):
        return body_in(text, words, near) or found
    return found


def _one_after(text: str, words: list[Word], stops: Span, names: NameIndex) -> Source | None:
    """The subject of a verb in the singular behind it when no name stands in its clause, which ends first."""
    near, stop = stops
    words = _skip_told(text, words, False)
    found = _living(text, words, near) or subject_in(text, words, near, False) or share_in(text, words, near)
    named = _named_behind_dash(text, near, stop, names)
    named = named or _named_behind(text, near if found is None else found.stop, stop, names)
    return named or found or _capitalised(text, words, near)


def _living(text: str, words: list[Word], near: int) -> Source | None:
    """Somebody behind an object that looks like a subject: `обозначил цель поездки| посол`."""
    found = subject_in(text, words, near, False)
    if found is None or found.kind != "unnamed" or lives_in(words, found):
        return None
    rest = [word for word in words if word.start >= found.stop]
    other = subject_in(text, rest, near, False)
    return other if other is not None and lives_in(rest, other) else None


def _skip_told(text: str, words: list[Word], plural: bool) -> list[Word]:
    """The words behind an agency that is told (`сообщил РИА "Арна"| источник`), when a source follows it."""
    if not words or not (words[0].lower in organisations.MEDIA or words[0].lower.isascii()):
        return words
    index = 1
    while index < len(words) and text[words[index].start].isupper():
        index += 1
    follow = words[index:]
    body = plural and follow and follow[0].lower in speech.BODY_PREPOSITIONS
    counted = bool(follow) and follow[0].lower in speech.SHARES
    return follow if body or counted or (follow and may_head(follow[0].lower, plural)) else words


def _named_behind(text: str, start: int, stop: int, names: NameIndex) -> Source | None:
    """The person whom a description is of: `зампред комитета по делам семьи|, женщин и детей, Асель Пак`."""
    if text[start : start + 2] != ", ":
        return None
    subjects = names.subjects(start, min(stop, start + DESCRIPTION_LENGTH))
    if not subjects:
        return None
    name = owner_skipped(text, subjects)
    described = all(is_listed(word.lower) for word in words_in(text, start, name.start))
    follow = words_in(text, name.stop, min(stop, name.stop + 30))[:1]
    acts = bool(follow) and is_finite(follow[0].lower)  # `сообщил аким, депутат Асель Пак приедет`
    return person(name) if described and not acts else None


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


def _capitalised(text: str, words: list[Word], stop: int) -> Source | None:
    """A name that no list knows, right behind a verb in the singular: `сообщила| Курчаб-Редлис`."""
    if not words or not text[words[0].start].isupper() or _is_oblique(words[0].lower):
        return None
    return phrase_of(text, words, 0, 0, stop)


@lru_cache(maxsize=1 << 12)
def _is_oblique(word: str) -> bool:
    """Whether the dictionary knows a word, and only in other cases: `припомнил| Вашингтону`."""
    known = dictionary_parses(word)
    return bool(known) and not any("nomn" in reading.tag for reading in known)


def _behind_brackets(text: str, near: int, stop: int) -> int:
    """Where a phrase ends that goes on behind brackets: `президент фонда (КТЖ) Ержан Сапаров`."""
    if text[near : near + 1] != "(":
        return near
    closing = text.find(")", near, min(near + 100, stop))
    if closing < 0:
        return near
    cut = phrase_break().search(text, closing + 1, stop)
    return cut.start() if cut else stop


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
    if verb.personal:
        subjects = [
            name
            for name in names.subjects(start, stop)
            if not _governed(text, name.start)
            and not ("," in text[name.stop : stop] and _in_relative(text, start, name.start))
        ]
        if subjects:
            return person(apposition_left(text, subjects))
    found = _nearest_subject(text, words, verb.plural)
    return None if found is not None and verb.plural and names.begin_at(found.start) else found


def _governed(text: str, place: int) -> bool:
    """Whether a preposition stands right before a place: `в Ле Бурже`."""
    return text[max(0, place - 12) : place].rstrip().rpartition(" ")[2].lower() in speech.PREPOSITIONS


def _nearest_subject(text: str, words: list[Word], plural: bool) -> Source | None:
    """The subject of the stretch between commas nearest to the verb that has one."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and not phrase_break().search(text, groups[-1][-1].stop, word.start):
            groups[-1].append(word)
        else:
            groups.append([word])
    groups.reverse()
    for group in sorted(groups, key=says_which):
        relative = next((i for i, word in enumerate(group[:2]) if word.lower.startswith("котор")), None)
        subjects = ("которые",) if plural else speech.RELATIVE_SUBJECTS
        closed = text[group[-1].stop : group[-1].stop + 1] == ","  # `жители|, среди которых аким,| просили`
        if relative is not None and (closed or group[relative].lower in subjects):
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
            return doer_in(text, before, stop, found)
    return None


def says_which(group: Sequence[Word]) -> bool:
    """`источник|, знакомый с делом, сообщил`: an adjective that goes on behind it, the noun stands before."""
    if len(group) < 2 or group[1].lower not in speech.PREPOSITIONS:
        return False
    return is_modifying(group[0].lower)


def _before_verb(words: list[Word]) -> list[Word]:
    """The words before the first finite verb: what follows it is its object, not a subject."""
    index = next((place for place, word in enumerate(words) if is_finite(word.lower)), len(words))
    return words[:index]


def first_subject(
    text: str, start: int, stop: int, names: NameIndex, *, personal: bool = True
) -> Source | None:
    """The subject that an adverbial participle refers to: `Аким похвалил район, отметив, что`.

    One person is a subject only of a `personal` verb.
    """
    subjects = [name for name in names.subjects(start, stop) if not _in_relative(text, start, name.start)]
    subjects = subjects if personal else []
    words = _skip_adverbs(words_in(text, start, stop))
    pronoun = next((word for word in words if word.lower in speech.PRONOUNS), None)
    if subjects and (pronoun is None or subjects[0].start < pronoun.start):
        return Source(subjects[0].start, subjects[0].stop, "person")
    if pronoun is not None:
        return pronoun_source(pronoun)
    if words and words[0].lower in speech.BODY_PREPOSITIONS:
        body = body_in(text, words[:4], stop)
        named = body is not None and body.start == words[1].start
        if named and read_organisation(text, words[1].start, stop) is not None:
            return body
    either = (subject_in(text, words, stop, plural) for plural in (False, True))
    found = min((one for one in either if one is not None), key=_start, default=None)
    if found is not None and not personal and names.begin_at(found.start):
        return None  # `Сапарову сказали, что`
    return found or body_in(text, words, stop)


def _start(source: Source) -> int:
    return source.start


def _in_relative(text: str, start: int, place: int) -> bool:
    """Whether a name stands in a clause of `который`: `заводы, владельцем которых является| Сапаров`."""
    comma = text.rfind(",", start, place)
    return comma >= 0 and " котор" in text[comma:place]


def _skip_adverbs(words: list[Word]) -> list[Word]:
    """The words behind those that tell when, where and to whom: `Вчера`, `В прошлом году`, `На брифинге`."""
    index = 0
    while index < len(words):
        word = words[index].lower
        if word in speech.ADVERBS or word in speech.RECIPIENTS:
            index += 1
        elif word in speech.PREPOSITIONS and (behind := _behind_occasion(words, index + 1)):
            index = behind
        else:
            break
    return words[index:]


def _behind_occasion(words: list[Word], index: int) -> int:
    """The place behind the words of an occasion that begins at `index`, 0 when none does."""
    place = index
    while place < len(words) and (
        words[place].lower in speech.OCCASIONS
        or words[place].lower.isdigit()
        or (place > index and words[place].lower in speech.OF_TIME)
    ):
        place += 1
    return place if place > index and not words[place - 1].lower.isdigit() else 0
