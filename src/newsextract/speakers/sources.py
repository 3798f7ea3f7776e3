"""The words that name a source: where they begin, how far they reach, what depends on them."""

from __future__ import annotations

import re
from functools import cache

import regex
from msgspec.structs import replace

from newsextract.lexicon import pronouns
from newsextract.lexicon.organisations import HEADS
from newsextract.lexicon.speech import SOURCE_NOUNS
from newsextract.mentions.heads import Head, heads, hidden_heads
from newsextract.mentions.phrases import first_word
from newsextract.mentions.positions import read_position
from newsextract.mentions.word_forms import readings, words_in_nominative
from newsextract.records import Gender, Name, Position, Speaker
from newsextract.speakers.appositions import may_be_subject
from newsextract.values import Value

PHRASE = 200
NAME_REACH = 60  # characters back to the opening mark of a name
_CLOSING_MARKS = frozenset('"»”')


class Source(Value, frozen=True):
    """The words that name a source: the record to fill, where its head begins, what the cue's verb shows."""

    given: Speaker
    start: int
    gender: Gender | None = None
    plural: bool = False

    @property
    def words(self) -> str:
        """The source as written, without a preposition before it."""
        return self.given.text[self.start - self.given.start :]


def name_opening(text: str, source: Source) -> int:
    """Where the body's name begins when only its end was given: `АО «Степная| дорога»`."""
    start = source.start
    if text[source.given.stop : source.given.stop + 1] not in _CLOSING_MARKS:
        return start
    found = _marked_name().search(text, max(0, start - NAME_REACH), start)
    return found.start() if found else start


@cache
def _marked_name() -> regex.Pattern[str]:
    """A legal form or head noun and the opening mark of a name that goes on."""
    return regex.compile(r"(?:\p{Lu}{2,4} )?[«“\"](?=\p{Lu})[^«»“”\"\n]*+\Z")


def depends(position: Position, name: Name, text: str) -> bool:
    """`защитники Жумина`, `жена Сапарова`: the name is a genitive that belongs to the description."""
    if position.plural or (position.gender and name.gender and position.gender != name.gender):
        return True
    if (name.position is not None and name.position.start <= position.start) or may_be_subject(text, name):
        return False
    return all(reading.case == "nomn" for reading in _head_readings(position))


def uncapitalised_position(text: str, start: int) -> Position | None:
    """A description whose capital only begins the sentence: `Швейцарец ответил`."""
    words = text[start].lower() + text[start + 1 : start + PHRASE]
    found = read_position(words, 0, len(words))
    if found is None:
        return None
    stop = start + found.stop
    return replace(found, start=start, stop=stop, text=text[start:stop])


def hidden_position(text: str, start: int) -> Position | None:
    """A description whose form is likelier another noun: `по мнению| политика`, `по словам критика`."""
    word = first_word(text, start, start + PHRASE)
    person = next((head for head in hidden_heads(word) if head.case == "gent"), None) if word else None
    if person is None or _by_the_words_of().search(text, max(0, start - PHRASE), start) is None:
        return None
    words = person.nominative + text[start + len(word) : start + PHRASE]
    found = read_position(words, 0, len(words))
    if found is None:
        return None
    stop = start + found.stop - len(person.nominative) + len(word)
    return replace(found, start=start, stop=stop, text=text[start:stop])


@cache
def _by_the_words_of() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})по\s\p{Ll}++\s\Z", regex.IGNORECASE)


def _head_readings(position: Position) -> tuple[Head, ...]:
    return next((found for word in position.text.split() if (found := heads(word))), ())


def is_relative(words: str) -> bool:
    """`в котором говорится`: the source is the noun before."""
    return words.lower().startswith(pronouns.RELATIVE)


@cache
def _lead_in() -> re.Pattern[str]:
    pointing = "|".join(pronouns.DEMONSTRATIVE)
    return re.compile(rf"(?:(?:в|во|на|из|от|у|по|со|с)\s+)?+(?:(?:{pointing})\s+)?+", re.IGNORECASE)


def lead_in(text: str) -> int:
    """How long a preposition and a demonstrative before the source are: `в этом |сообщении`."""
    match = _lead_in().match(text)
    return match.end() if match else 0


@cache
def _capitalised() -> regex.Pattern[str]:
    """Two or three capitalised words, an article between them."""
    particle = r"(?:(?:аль|ас|эль|бен|бин|ибн|ван|де|ди|фон|да)[ -])?"
    return regex.compile(
        rf" (\p{{Lu}}[\p{{L}}'’-]++(?: {particle}\p{{Lu}}[\p{{L}}'’-]++){{1,2}})(?![\p{{L}}-])"
    )


def unknown_name(text: str, position: Position, stop: int) -> Name | None:
    """Capitalised words behind a position in the nominative: a name that the finder of names did not know.

    They stand right behind it, or end the words that name the source at `stop`.
    """
    match = _capitalised().match(text, position.stop, position.stop + 80)
    match = match or _at_the_end().search(text, position.stop, max(stop, position.stop))
    head = _head_readings(position)
    if match is None or not head or head[0].case != "nomn":
        return None
    words = match.group(1).split()
    return Name(
        start=match.start(1),
        stop=match.end(1),
        text=match.group(1),
        first=" ".join(words[:-1]),
        surname=words[-1],
        case="nominative",
        position=replace(position, name=position.name + text[position.stop : match.start(1)].rstrip()),
    )


@cache
def _at_the_end() -> regex.Pattern[str]:
    """Two capitalised words behind a common noun: `группы по защите населения| Марго Клаус`."""
    return regex.compile(r"(?<=\s\p{Ll}{3,20}) (\p{Lu}\p{Ll}++ \p{Lu}\p{Ll}++)\Z")


def at_name(given: Speaker, name: Name) -> Speaker:
    """The source at the name itself, without the position before it."""
    return replace(given, start=name.start, stop=name.stop, text=name.text)


def pointing(known: Speaker, given: Speaker) -> Speaker:
    """The known source, at the words that point to it."""
    return replace(known, start=given.start, stop=given.stop, text=given.text)


def is_place(words: list[str]) -> bool:
    found = readings(words[0])
    return len(words) == 1 and bool(found) and found[0].place


def follows_source_noun(text: str, start: int) -> bool:
    """Whether a source stands in the genitive here: `по словам| мужчины`."""
    before = text[max(0, start - NAME_REACH) : start].lower().split()[-2:]
    return len(before) == 2 and before[1] in SOURCE_NOUNS.get(before[0], ())


def branded(words: list[str]) -> str | None:
    """The name of a body that stands before its noun and does not decline: `Отбасы банке`.

    >>> branded(["Степь", "банке"]), branded(["Сельской", "жизни"])
    ('Степь банк', None)
    """
    if len(words) != 2 or not words[0][0].isupper() or not words[1].islower():
        return None
    body = any(reading.noun and reading.lemma in HEADS for reading in readings(words[1]))
    return f"{words[0]} {words_in_nominative(words[1:])}" if body else None
