"""Words that report speech, in all their forms: which words are cues, and what they may introduce."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate
from typing import Literal

from newsextract.lexicon import speech
from newsextract.values import Value

Form = Literal[
    "past", "present", "gerund", "passive", "impersonal", "predicative", "participle", "infinitive"
]


class Word(Value, frozen=True):
    """A word of the text with its place, in small letters."""

    start: int
    stop: int
    lower: str


class Verb(Value, frozen=True):
    """A form of a reporting verb: what it may introduce (see `lexicon.speech`), whether plural or neuter."""

    lemma: str
    form: Form
    plural: bool
    takes: str
    neuter: bool = False

    @property
    def personal(self) -> bool:
        """Whether one person may be its subject: not of `сообщили`, nor of `сообщило`."""
        return not self.plural and not self.neuter


SHARED_LENGTH = 100_000  # characters of a text whose words are kept; longer ones would hold much memory


@cache
def _word() -> re.Pattern[str]:
    """A word; where a scraper lost a space between two scripts (`заявилReuters`) it ends. The standard engine
    is the faster here, and faster still where Cyrillic letters and what usually follows a word come first."""
    more = r"(?:[-'’.][^\W_]++)*+"
    return re.compile(rf"([А-ЯЁа-яё]++(?:(?=[A-Z ,\n])|[^\W_]*+{more})|[^\W_]++{more})")


def words_in(text: str, start: int, stop: int) -> list[Word]:
    """The words of a stretch; hyphens and dots inside a word belong to it (`телеграм-канал`, `zakon.kz`)."""
    if len(text) > SHARED_LENGTH:
        return _read_words(text, start, stop)
    words, starts = _shared_words(text)
    first = bisect_left(starts, start)
    last = bisect_left(starts, stop, first)
    found = words[first:last]
    if found and found[-1].stop > stop:  # the stretch cuts through its last word
        found[-1:] = _read_words(text, found[-1].start, stop)
    if first and words[first - 1].stop > start:  # and through its first
        found[:0] = _read_words(text, start, min(stop, words[first - 1].stop))
    return found


def words_of(phrase: str) -> list[Word]:
    """All words of a phrase that is no stretch of a text."""
    return _read_words(phrase, 0, len(phrase))


@lru_cache(maxsize=8)
def _shared_words(text: str) -> tuple[list[Word], list[int]]:
    """The words of an article, which a dozen stages look at, read once; and where they begin."""
    return _split(text, 0, len(text))


def _read_words(text: str, start: int, stop: int) -> list[Word]:
    return _split(text, start, stop)[0]


def _split(text: str, start: int, stop: int) -> tuple[list[Word], list[int]]:
    """Gaps and words by turns, and no loop written out: this is the busiest place."""
    pieces = _word().split(text[start:stop])
    bounds = list(accumulate(map(len, pieces), initial=start))
    starts, stops = bounds[1:-1:2], bounds[2::2]
    return list(map(Word, starts, stops, map(str.lower, pieces[1::2]))), starts


@cache
def speech_verbs() -> dict[str, Verb]:
    """Every form of every reporting verb.

    >>> speech_verbs()["подчеркнули"]
    Verb(lemma='подчеркнуть', form='past', plural=True, takes='di', neuter=False)
    """
    forms: dict[str, Verb] = {}
    for lemma, takes, special in _rows(speech.IMPERFECTIVE):
        _add_imperfective(forms, lemma, takes, special)
    for lemma, takes, special in _rows(speech.PERFECTIVE):
        _add_perfective(forms, lemma, takes, special)
    for form, lemma in speech.PASSIVE.items():
        forms[form] = Verb(lemma, "passive", False, "dio")
    for form, lemma in speech.PREDICATIVES.items():
        forms[form] = Verb(lemma, "predicative", form.endswith("ы"), "di")
    for form, row in speech.IRREGULAR.items():
        lemma, takes = row.split()
        forms[form] = Verb(lemma, "past", form.endswith("и"), takes)
    for form, lemma in speech.FOLLOWS.items():
        forms[form] = Verb(lemma, "impersonal", False, "i")
    return forms


@cache
def bound_verbs() -> dict[str, Verb]:
    """Forms before `что` that hang on another word: participles on their noun, infinitives on a verb.

    >>> bound_verbs()["утверждавшая"].form, bound_verbs()["сообщить"].form
    ('participle', 'infinitive')
    """
    forms: dict[str, Verb] = {}
    for form, verb in speech_verbs().items():
        if "i" not in verb.takes:
            continue
        stem = None
        if verb.form == "past" and form.endswith(("л", "лся")):
            stem = form.removesuffix("ся")[:-1] + "вш"
        elif verb.form == "present" and verb.plural:
            stem = form.removesuffix("ся")[:-1] + "щ"
        if stem is not None:
            reflexive = "ся" if form.endswith("ся") else ""
            for ending in _PARTICIPLE_ENDINGS:
                plural = ending in ("ие", "их", "ими")
                _add(forms, stem + ending + reflexive, Verb(verb.lemma, "participle", plural, verb.takes))
            _add(forms, verb.lemma, Verb(verb.lemma, "infinitive", False, verb.takes))
    return forms


_PARTICIPLE_ENDINGS = ("ий", "ая", "ее", "ие", "его", "ему", "ем", "им", "ей", "ую", "их", "ими")


@cache
def _cue_words() -> frozenset[str]:
    """Every word of which a sentence needs one to report anything."""
    prepositional = frozenset().union(*speech.SOURCE_NOUNS.values())
    with_noun = {form for form, verb in speech_verbs().items() if verb.takes == "n"}
    referring = {form for form in with_noun if speech_verbs()[form].lemma in speech.REFERRING_TO}
    return (
        frozenset(speech_verbs().keys() - with_noun | referring)
        | frozenset(bound_verbs())
        | speech.TOLD_NOUNS
        | speech.WORDED
        | prepositional
        | speech.NAMING.keys()
        | speech.NAMING_PARTICIPLES.keys()
        | speech.PUBLISHED.keys()
        | speech.CONTAINED.keys()
        | _REFERRING
    )


_REFERRING = frozenset(["согласно", "ссылкой", "ссылаясь", "ссылкойна", "соответствии"])


def has_cue(vocabulary: frozenset[str]) -> bool:
    """Whether any word of a sentence reports; a cheap look before reading it."""
    return not _cue_words().isdisjoint(vocabulary)


def _rows(table: str) -> list[tuple[str, str, list[str]]]:
    rows = []
    for row in filter(None, (part.strip() for part in table.split(";"))):
        head, _, special = row.partition("[")
        lemma, takes = head.split()
        rows.append((lemma, takes, special.rstrip("]").split()))
    return rows


def _add(forms: dict[str, Verb], form: str, verb: Verb) -> None:
    """Keep a form with its ё, and as most write it; the first verb that has a form keeps it."""
    forms.setdefault(form, verb)
    forms.setdefault(form.replace("ё", "е"), verb)


def _add_perfective(forms: dict[str, Verb], lemma: str, takes: str, special: list[str]) -> None:
    past, gerund = special or (None, None)
    _add_past(forms, lemma, takes, past)
    if gerund is None:
        gerund = lemma[:-4] + "вшись" if lemma.endswith("ся") else lemma[:-2] + "в"
    _add(forms, gerund, Verb(lemma, "gerund", False, takes))


def _add_imperfective(forms: dict[str, Verb], lemma: str, takes: str, special: list[str]) -> None:
    reflexive = "ся" if lemma.endswith("ся") else ""
    stem = lemma[: -4 if reflexive else -2]
    root = _present_root(stem)
    regular = [root + "ет" + reflexive, root + "ют" + reflexive, root + "я" + ("сь" if reflexive else "")]
    singular, plural, gerund = [*special, *regular[len(special) :]]
    lemma = lemma.replace("ё", "е")
    _add_past(forms, stem + "ть" + reflexive, takes, None)
    _add(forms, singular, Verb(lemma, "present", False, takes))
    _add(forms, plural, Verb(lemma, "present", True, takes))
    _add(forms, gerund, Verb(lemma, "gerund", False, takes))
    if "r" in takes:
        _add(forms, singular + "ся", Verb(lemma, "impersonal", False, takes))
        _add(forms, stem + "лось", Verb(lemma, "impersonal", False, takes))


def _present_root(stem: str) -> str:
    """`информирова` -> `информиру`, `сообща` -> `сообща`."""
    return stem[:-3] + "у" if stem.endswith("ова") else stem


def _add_past(forms: dict[str, Verb], lemma: str, takes: str, masculine: str | None) -> None:
    reflexive = lemma.endswith("ся")
    stem = (masculine or lemma[: -4 if reflexive else -2] + "л").removesuffix("ся")
    base = stem if stem.endswith("л") else stem + "л"
    if masculine is not None:
        base = base.replace("ё", "е")  # `подвёл`, but `подвела`
    lemma = lemma.replace("ё", "е")
    tail = "сь" if reflexive else ""
    _add(forms, stem + ("ся" if reflexive else ""), Verb(lemma, "past", False, takes))
    _add(forms, base + "а" + tail, Verb(lemma, "past", False, takes))
    _add(forms, base + "о" + tail, Verb(lemma, "past", False, takes, neuter=True))
    _add(forms, base + "и" + tail, Verb(lemma, "past", True, takes))
