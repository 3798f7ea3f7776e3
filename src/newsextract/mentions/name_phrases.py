"""From runs of capitalised words to phrases that name one person, with every reading their parts agree on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from newsextract.chars import APOSTROPHE, DASH
from newsextract.lexicon import surnames
from newsextract.mentions.declension import ANY_CASE, Form, Sex, noun_forms
from newsextract.mentions.name_words import LIKELY, NEVER, POSSIBLE, SURE, NameWord, name_word
from newsextract.morphology import CACHED_WORDS

Part = Literal["first", "patronymic", "surname"]
_MAX_RUN = 12  # words; a longer run of capitals is a headline or a list, read piece by piece


class Token(NamedTuple):
    """A capitalised word, an initial (`К.`) or a particle (`бен`) of the text."""

    start: int
    stop: int
    text: str
    kind: Literal["word", "initials", "particle", "kin"]


class Reading(NamedTuple):
    """One way to read a phrase: its parts in the nominative, on whose sex and cases they agree."""

    first: str | None
    patronymic: str | None
    surname: str | None
    sex: Sex | None
    cases: int
    weight: int
    plural: bool = False


class Phrase(NamedTuple):
    """Words that name one person: a stretch of the text and its readings, the likeliest first."""

    start: int
    stop: int
    readings: tuple[Reading, ...]
    sure: bool


class _Slot(NamedTuple):
    part: Part
    words: tuple[str, ...]


@cache
def _token_pattern() -> regex.Pattern[str]:
    small = "|".join(sorted(surnames.PARTICLES))
    kin = "|".join(sorted(surnames.SON_WORDS | surnames.DAUGHTER_WORDS))
    letters = rf"[\p{{Cyrillic}}{APOSTROPHE}]"
    return regex.compile(
        rf"""(?<![\p{{L}}\p{{N}}])(?:
            (?P<initials> \p{{Lu}}[жх]?\. (?: [ ]?\p{{Lu}}[жх]?\. )?+ (?=[ ]?\p{{Lu}}|[^\p{{L}}]|$) )
          | (?P<word> (?:(?:аль|эль|ас|аш|ад|ан|ар|ат|бен|ибн)[{DASH}])?+ \p{{Lu}}{letters}*+
                      (?:[{DASH}]{letters}++)*+ ) (?![\p{{L}}\p{{N}}])
          | (?P<kin> {kin} ) (?![\p{{L}}\p{{N}}])
          | (?P<particle> {small} ) (?=[ ]\p{{Lu}})
        )""",
        regex.VERBOSE,
    )


def runs(text: str) -> Iterator[list[Token]]:
    """Capitalised words that stand side by side, with the small words between them.

    >>> [[token.text for token in run] for run in runs("Вчера аким Ержан Сапаров и Нурлан улы, А. Ким")]
    [['Вчера'], ['Ержан', 'Сапаров'], ['Нурлан', 'улы'], ['А.', 'Ким']]
    """
    run: list[Token] = []
    for match in _token_pattern().finditer(text):
        kind = match.lastgroup
        token = Token(match.start(), match.end(), match.group(), kind)  # type: ignore[arg-type]
        if run and (len(run) == _MAX_RUN or not _adjacent(text, run[-1], token)):
            yield run
            run = []
        if run or kind in ("word", "initials"):
            run.append(token)
    if run:
        yield run


def _adjacent(text: str, left: Token, right: Token) -> bool:
    gap = text[left.stop : right.start]
    return gap in (" ", "\u00a0") or (not gap and left.kind == "initials")


def phrases(run: list[Token], initial: bool) -> Iterator[Phrase | Token]:
    """Phrases of a run that are names by themselves; words that may be one in their article are given as tokens.

    `initial` says that the run begins a sentence, where any word has a capital.
    """
    place = 0
    while place < len(run):
        phrase = _phrase_at(run, place, initial and place == 0)
        if phrase is None:
            if run[place].kind == "word":
                yield run[place]
            place += 1
        else:
            yield phrase[0]
            place = phrase[1]


def _phrase_at(run: list[Token], place: int, initial: bool) -> tuple[Phrase, int] | None:
    token = run[place]
    if token.kind == "initials":
        return _initials_first(run, place)
    if token.kind != "word":
        return None
    word = name_word(token.text)
    if word.given_rank >= LIKELY:
        return _given_first(run, place) or _surname_first(run, place, initial)
    return _surname_first(run, place, initial) or _unknown_first(run, place, initial)


def _initials_first(run: list[Token], place: int) -> tuple[Phrase, int] | None:
    """К. Токаев, К.К. Токаева."""
    taken = _surname_words(run, place + 1, POSSIBLE)
    if taken is None:
        return None
    words, stop = taken
    return _built(run, place, stop, [_Slot("surname", words)], initials=run[place].text)


def _given_first(run: list[Token], place: int) -> tuple[Phrase, int] | None:
    """Ержан Сапаров, Реджеп Тайип Эрдоган, Борис Николаевич, Алтынбек Сарсенбайұлы."""
    given = (run[place].text,)
    stop = place + 1
    best = _after_given(run, place, given, stop)
    if (
        best is None
        and stop + 1 < len(run)
        and run[stop].kind == "word"
        and not name_word(run[stop].text).place
    ):
        best = _after_given(run, place, (*given, run[stop].text), stop + 1)
    return best


def _after_given(
    run: list[Token], place: int, given: tuple[str, ...], stop: int
) -> tuple[Phrase, int] | None:
    slots = [_Slot("first", given)]
    middle = run[stop].text if stop < len(run) and run[stop].kind == "word" else None
    longer = None
    if middle is not None and len(given) == 1 and not name_word(middle).patronymic:
        longer = _second_given(run, place, given, stop)
    if longer is not None:
        return longer
    if middle is not None and name_word(middle).patronymic:
        slots.append(_Slot("patronymic", (middle,)))
        stop += 1
    if stop < len(run) and run[stop].kind == "initials" and len(slots) == 1 and stop + 1 < len(run):
        stop += 1  # Джордж У. Буш
    taken = _surname_words(run, stop, POSSIBLE)
    if taken is not None:
        full = _built(run, place, taken[1], [*slots, _Slot("surname", taken[0])])
        if full is not None:
            return full
    return _built(run, place, stop, slots) if len(slots) > 1 else None


def _second_given(
    run: list[Token], place: int, given: tuple[str, ...], stop: int
) -> tuple[Phrase, int] | None:
    """A second given name before a surname: Реджеп Тайип Эрдоган, Хуан Карлос Феррер."""
    if stop + 1 >= len(run) or run[stop + 1].kind != "word":
        return None
    second, third = name_word(run[stop].text), name_word(run[stop + 1].text)
    if second.place or second.common or second.surname_rank >= LIKELY or third.common:
        return None
    if third.surname_rank < POSSIBLE or third.given_rank >= LIKELY > second.given_rank:
        return None
    slots = [_Slot("first", (*given, run[stop].text)), _Slot("surname", (run[stop + 1].text,))]
    return _built(run, place, stop + 2, slots)


def _surname_first(run: list[Token], place: int, initial: bool) -> tuple[Phrase, int] | None:
    """Сапаров Ержан, Токаев К.К., Токаев Касым-Жомарт Кемелевич."""
    word = name_word(run[place].text)
    stop = place + 1
    if word.surname_rank < (SURE if initial else LIKELY) or stop >= len(run):
        return None
    surname = _Slot("surname", (run[place].text,))
    if run[stop].kind == "initials":
        if stop + 1 < len(run) and run[stop + 1].kind == "word":
            return None
        return _built(run, place, stop + 1, [surname], initials=run[stop].text)
    if run[stop].kind != "word" or name_word(run[stop].text).given_rank < LIKELY:
        return None
    slots = [surname, _Slot("first", (run[stop].text,))]
    after = stop + 1
    if after < len(run) and run[after].kind == "word":
        following = name_word(run[after].text)
        kin = run[after].text.lower().endswith((*surnames.SON_ENDINGS, *surnames.DAUGHTER_ENDINGS))
        if following.patronymic or kin:
            slots.append(_Slot("patronymic", (run[after].text,)))
            return _built(run, place, after + 1, slots)
        if following.surname_rank >= LIKELY:
            return None
    return _built(run, place, after, slots)


def _unknown_first(run: list[Token], place: int, initial: bool) -> tuple[Phrase, int] | None:
    """A given name no table knows before a surname that shows itself: Мукаш Искандиров."""
    word = name_word(run[place].text)
    if word.common or word.place or len(run[place].text) < 3 or run[place].text.isupper():
        return None
    taken = _surname_words(run, place + 1, LIKELY)
    if taken is None or word.surname_rank >= SURE:
        return None
    return _built(run, place, taken[1], [_Slot("first", (run[place].text,)), _Slot("surname", taken[0])])


def _surname_words(run: list[Token], place: int, rank: int) -> tuple[tuple[str, ...], int] | None:
    """The surname that begins here, with particles before it: бен Ладен, аль-Асад, фон дер Ляйен."""
    stop = place
    while stop < len(run) and run[stop].kind == "particle":
        stop += 1
    if stop >= len(run) or run[stop].kind != "word":
        return None
    if stop + 1 < len(run) and run[stop + 1].kind == "kin":
        return (run[stop].text + " " + run[stop + 1].text,), stop + 2
    word = name_word(run[stop].text)
    if word.surname_rank < rank and stop == place:
        return None
    if len(run[stop].text) < 2:
        return None
    return tuple(token.text for token in run[place : stop + 1]), stop + 1


# ---- agreement


def _built(
    run: list[Token], place: int, stop: int, slots: list[_Slot], initials: str | None = None
) -> tuple[Phrase, int] | None:
    readings = _agreed(tuple(slots), initials)
    if not readings:
        return None
    return Phrase(run[place].start, run[stop - 1].stop, readings, sure=True), stop


@lru_cache(maxsize=CACHED_WORDS)
def _agreed(slots: tuple[_Slot, ...], initials: str | None) -> tuple[Reading, ...]:
    """Every combination of the parts' readings that has one sex and at least one case in common."""
    partial: list[tuple[dict[Part, str], Sex | None, int, int, bool]] = [({}, None, ANY_CASE, 0, False)]
    for slot in slots:
        partial = [
            ({**parts, slot.part: base}, sex, cases & more, weight + weight_more, plural or form_plural)
            for parts, known, cases, weight, plural in partial
            for base, sex, more, weight_more, form_plural in _slot_readings(slot)
            if cases & more and known in (None, sex)
        ]
    readings = [
        Reading(
            parts.get("first") or initials,
            parts.get("patronymic"),
            parts.get("surname"),
            sex,
            cases,
            weight,
            plural,
        )
        for parts, sex, cases, weight, plural in partial
    ]
    readings.sort(key=lambda reading: (-reading.weight, reading.cases != ANY_CASE and not reading.cases & 1))
    return tuple(readings)


def _slot_readings(slot: _Slot) -> list[tuple[str, Sex, int, int, bool]]:
    head = slot.words[-1]
    if slot.part == "surname":
        return _surname_readings(slot.words, head)
    if slot.part == "patronymic":
        forms: tuple[Form, ...] = name_word(head).patronymic or name_word(head).surname
        return [(form.nominative, form.sex, form.cases, 2, False) for form in forms]
    readings = [
        (form.nominative, form.sex, form.cases, weight, False) for form, weight in _given(slot.words[0])
    ]
    for word in slot.words[1:]:
        readings = [
            (f"{base} {form.nominative}", sex, cases & form.cases, weight + more, False)
            for base, sex, cases, weight, _ in readings
            for form, more in _given(word)
            if form.sex == sex and cases & form.cases
        ]
    return readings


def _given(word: str) -> list[tuple[Form, int]]:
    known = name_word(word)
    if known.given:
        return [(form, 3) for form in known.given]
    return [(form, 1 if form.sex == "m" or form.cases != ANY_CASE else 0) for form in noun_forms(word)]


def _surname_readings(words: tuple[str, ...], head: str) -> list[tuple[str, Sex, int, int, bool]]:
    before = "".join(word + " " for word in words[:-1])
    if " " in head:  # Нурлан улы
        sex: Sex = "m" if head.split()[-1] in surnames.SON_WORDS else "f"
        return [(before + head, sex, ANY_CASE, 3, False)]
    word = name_word(head)
    weight = 2 if word.surname_rank >= LIKELY else 1
    return [
        (before + form.nominative, form.sex, form.cases, weight, form.plural)
        for form in word.surname or _bare(head)
    ]


def _bare(word: str) -> tuple[Form, ...]:
    return tuple(noun_forms(word))


def single(token: Token, part: Part) -> tuple[Reading, ...]:
    """The readings of a word that stands alone as a given name or a surname."""
    return _agreed((_Slot(part, (token.text,)),), None)


def word_of(token: Token) -> NameWord:
    return name_word(token.text)


__all__ = ["NEVER", "Phrase", "Reading", "Token", "phrases", "runs", "single", "word_of"]
