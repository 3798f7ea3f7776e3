"""The words that name the source at a cue: the subject of a reporting verb, a body after `в`, a document, a pronoun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from newsextract.lexicon import speech
from newsextract.mentions.cues import Verb, Word, words_in
from newsextract.morphology import parses
from newsextract.records import Name, Speaker, SpeakerKind

_BODY_PREPOSITIONS = frozenset(["в", "во", "на", "из", "от"])
_PREPOSITIONS = frozenset(
    ["в", "во", "на", "из", "от", "с", "со", "к", "ко", "за", "под", "над", "перед", "после", "до", "для", "без", "о", "об", "обо", "у", "через", "между", "во", "против", "около", "вокруг", "ради", "благодаря", "согласно", "вопреки", "несмотря", "ввиду", "вследствие", "насчет", "касательно", "относительно", "среди", "кроме"]
)
_INSIDE_PHRASE = frozenset(["по", "при", "и"])
_EVENTS = frozenset(
    ["брифинге", "интервью", "заседании", "ходе", "эфире", "совещании", "встрече", "пресс-конференции", "конференции", "суде", "рамках", "время", "этом", "том", "среду", "четверг", "пятницу", "субботу", "воскресенье", "понедельник", "вторник", "июне", "июле", "мае", "марте", "апреле", "январе", "феврале", "августе", "сентябре", "октябре", "ноябре", "декабре", "году", "связи", "комментарии", "разговоре", "беседе", "выступлении", "форуме", "саммите", "мероприятии", "церемонии", "открытии", "слушаниях", "слушании", "кулуарах", "допросе", "своем", "своём", "своей", "своих", "отношении", "частности", "итоге", "результате", "адрес", "ответ", "твиттере", "twitter", "facebook", "instagram", "telegram", "фейсбуке", "инстаграме", "телеграме", "соцсетях", "социальных", "очередь", "прошлом"]
)


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


@lru_cache(maxsize=1 << 14)
def _nominative(word: str, plural: bool, lenient: bool) -> bool:
    """Whether a word can be the noun of a subject; only its likeliest reading counts unless `lenient`."""
    readings = parses(word)
    for reading in readings if lenient else readings[:1]:
        tag = reading.tag
        if ("NOUN" in tag or ("ADJF" in tag and "Subx" in tag)) and "nomn" in tag:
            if plural or "plur" not in tag:
                return True
        if "UNKN" in tag or "LATN" in tag:
            return not plural
    return False


@lru_cache(maxsize=1 << 14)
def _modifier(word: str) -> bool:
    tag = parses(word)[0].tag
    return ("ADJF" in tag or "PRTF" in tag or "NUMR" in tag) and ("nomn" in tag or "accs" in tag)


@cache
def _break() -> regex.Pattern[str]:
    return regex.compile(r"[,;:()\n]|\s[—–-]+\s")


def source_after(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named after a cue (`сказал на брифинге аким Ержан Сапаров`), before `stop`."""
    cut = _break().search(text, start, stop)
    near = cut.start() if cut else stop
    words = _skip_adverbs(words_in(text, start, near))
    if words and words[0].lower in speech.PRONOUNS:
        return Source(words[0].start, words[0].stop, "person")
    if verb.form in ("impersonal", "passive") or verb.lemma in ("говориться",):
        return _document(text, words, near)
    if not verb.plural:
        subjects = names.subjects(start, near) or (names.subjects(start, stop) if not words else [])
        if subjects:
            return Source(subjects[0].start, subjects[0].stop, "person")
    return _subject(text, words, near, verb.plural) or _body(text, words, near)


def source_before(text: str, start: int, stop: int, verb: Verb, names: NameIndex) -> Source | None:
    """The source named before a cue (`Аким области Ержан Сапаров вчера заявил`), not before `start`."""
    words = words_in(text, start, stop)
    while words and words[-1].lower in speech.ADVERBS:
        words.pop()
    words = _skip_adverbs(words)
    if not words:
        return None
    if words[-1].lower in speech.PRONOUNS:
        return Source(words[-1].start, words[-1].stop, "person")
    if verb.form in ("impersonal", "passive"):
        return _document(text, words, words[-1].stop) or _instrumental(words)
    if not verb.plural:
        subjects = names.subjects(start, stop)
        if subjects:
            return Source(subjects[-1].start, subjects[-1].stop, "person")
    limit = words[-1].stop
    return _subject(text, words, limit, verb.plural) or (_body(text, words, limit) if verb.plural else None)


def phrase_at(text: str, start: int, stop: int, names: NameIndex) -> Source | None:
    """The source after a preposition: `по словам| акима области Ержана Сапарова`."""
    cut = _break().search(text, start, stop)
    near = cut.start() if cut else stop
    words = words_in(text, start, near)
    if not words:
        return None
    end = _phrase_stop(text, words, 0, near)
    inside = [name for name in names.within(start, near) if name.stop <= near]
    if inside and _head_is_person(words[0], inside[-1]):
        return Source(inside[-1].start, inside[-1].stop, "person")
    return Source(words[0].start, end, _kind(words[0].lower))


def _head_is_person(first: Word, name: Name) -> bool:
    return name.start == first.start or name.position is not None


def _skip_adverbs(words: list[Word]) -> list[Word]:
    index = 0
    while index < len(words) and words[index].lower in speech.ADVERBS:
        index += 1
    return words[index:]


def _subject(text: str, words: list[Word], stop: int, plural: bool) -> Source | None:
    """The first noun phrase in the nominative that no preposition governs."""
    first = True
    governed = False
    for index, word in enumerate(words):
        if word.lower in _PREPOSITIONS or word.lower in _INSIDE_PHRASE:
            governed, first = True, False
            continue
        if _modifier(word.lower) and index + 1 < len(words) and not governed:
            follow = next(
                (i for i in range(index + 1, min(index + 4, len(words))) if not _modifier(words[i].lower)),
                None,
            )
            if follow is not None and _nominative(words[follow].lower, plural, True):
                return Source(word.start, _phrase_stop(text, words, follow, stop), _kind(words[follow].lower))
        if _nominative(word.lower, plural, first) and not (governed and _could_be_governed(word.lower)):
            return Source(word.start, _phrase_stop(text, words, index, stop), _kind(word.lower))
        if word.lower not in speech.ADVERBS:
            first = False
    return None


@lru_cache(maxsize=1 << 14)
def _could_be_governed(word: str) -> bool:
    return any(case in reading.tag for reading in parses(word) for case in ("accs", "loct", "gent", "datv"))


def _body(text: str, words: list[Word], stop: int) -> Source | None:
    """The body after a preposition: `в пресс-службе МВД`; the occasion (`на брифинге`) is none."""
    for index, word in enumerate(words[:-1]):
        if word.lower not in _BODY_PREPOSITIONS:
            continue
        head = words[index + 1]
        if head.lower in _EVENTS or head.lower[0].isdigit():
            continue
        return Source(head.start, _phrase_stop(text, words, index + 1, stop), "organisation")
    return None


def _document(text: str, words: list[Word], stop: int) -> Source | None:
    """Whose document speaks (`говорится в сообщении| Акорды`), or the document itself."""
    for index, word in enumerate(words):
        if word.lower not in speech.DOCUMENTS:
            continue
        if index + 1 == len(words) or _apart(text, word, words[index + 1]):
            return Source(word.start, word.stop, "document")
        follow = words[index + 1]
        if follow.lower in _BODY_PREPOSITIONS:
            return _document(text, words[index + 1 :], stop) or Source(word.start, word.stop, "document")
        if follow.lower in speech.ADVERBS or follow.lower in _PREPOSITIONS:
            return Source(word.start, word.stop, "document")
        return Source(follow.start, _phrase_stop(text, words, index + 1, stop), "organisation")
    return _body(text, words, stop)


def _instrumental(words: list[Word]) -> Source | None:
    word = words[-1]
    if any("ablt" in reading.tag for reading in parses(word.lower)):
        return Source(word.start, word.stop, "organisation")
    return None


def _apart(text: str, left: Word, right: Word) -> bool:
    return text[left.stop : right.start].strip(' "«»“”„.№') != ""


def _phrase_stop(text: str, words: list[Word], index: int, stop: int) -> int:
    """Where the noun phrase that holds the word at `index` ends."""
    last = index
    for place in range(index + 1, len(words)):
        word = words[place]
        if (
            _apart(text, words[place - 1], word)
            or word.lower in _PREPOSITIONS
            or word.lower in speech.ADVERBS - {"и"}
        ):
            break
        if _verbal(word.lower):
            break
        last = place
    while last > index and words[last].lower in _INSIDE_PHRASE:
        last -= 1
    end = words[last].stop
    if end < stop and text[end] in '"»”' and any(mark in text[words[index].start : end] for mark in '"«„“'):
        end += 1
    return end


@lru_cache(maxsize=1 << 14)
def _verbal(word: str) -> bool:
    tag = parses(word)[0].tag
    return "VERB" in tag or "GRND" in tag or "INFN" in tag


_BODIES = regex.compile(
    r"министерств|ведомств|акимат|правительств|комитет|департамент|управлени|служб|полици|прокуратур|агентств|компани"
    r"|фонд|банк|суд|штаб|парти|парламент|сенат|мажилис|организаци|ассоциаци|союз|центр|бюро|совет|посольств|завод|холдинг"
)


def _kind(word: str) -> SpeakerKind:
    if _BODIES.search(word) and not word.startswith(("советник", "банкир", "судь", "служащ")):
        return "organisation"
    if word in speech.DOCUMENTS:
        return "document"
    return "unnamed"
