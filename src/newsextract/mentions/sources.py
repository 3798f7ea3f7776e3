"""Outlets and bodies that an article itself leans on: `передает Tengrinews.kz со ссылкой на Акорду`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.speech.outlets import address, is_outlet, writes

_MARKS = '"«»“”„ '


@cache
def _sourcing() -> regex.Pattern[str]:
    """A verb of passing on, who passes on, and on whom that leans."""
    return regex.compile(
        r"""
        \b (?P<verb> переда[её]т|передают|сообщает|сообщают|сообщала?|пишет|пишут|писал[аи]?|информирует
            |отмечает|уточняет|добавляет|напоминает )
        (?: \sранее(?=\s) )?+ \s?
        (?P<who> (?=[\p{L}\p{P}]) [^,;:()\n.]{2,200}+ (?: \.(?=\p{Ll}|[A-Z]{2,4}\b) [^,;:()\n.]{2,200}+ )*+ )
        """,
        regex.VERBOSE,
    )


@cache
def _leaning() -> regex.Pattern[str]:
    return regex.compile(r"\s?(?:со\s?ссылкой\s?на|ссылаясь\s?на)\s?")


@cache
def _by_data() -> regex.Pattern[str]:
    """What an outlet found out itself, and the outlet: `по данным Reuters`."""
    return regex.compile(
        r"""
        \b [Пп]о\s (?:данным|информации|сведениям|подсч[её]там|оценкам?)\s
        (?P<kind>(?:агентства|издания|газеты|журнала|портала|сайта|телеканала)\s)?+
        (?P<who> (?=[\p{Lu}«"]|[\w-]+\.\w) [^,;:()\n]{2,40}+ ) (?=[,.])
        """,
        regex.VERBOSE,
    )


@cache
def _citing() -> regex.Pattern[str]:
    """Whose words an outlet gives, and the outlet: `цитирует главу клуба ESPN`, `приводит его слова ТАСС`."""
    return regex.compile(
        r"""
        \b (?: цитиру[ею]т \s (?P<whom> [^,;:()\n.]{2,80}? \s )?? | привод[ия]т \s [^,;:()\n.]{0,80}?
            \L<words> \s (?: [^,;:()\n.]{2,80}? \s )?? )
        (?P<who> (?:[\p{Lu}]{2,}+\s)?+ [«"„“] [^«»"„“”\n]{2,40}+ [»"”]
            | (?:[A-Z][\w-]*+|[\w-]++\.\w{2,5}) (?:\s[A-Z][\w-]*+)*+ | \p{Lu}{2,}+ (?:\sНовости)?+ )
        (?= [.,:;]? (?: \s | $ ) )
        """,
        regex.VERBOSE,
        words=speech.WORDS_OF,
    )


@cache
def _preposition() -> regex.Pattern[str]:
    return regex.compile(r"\s(?:в|во|на|о|об|по|с|из|для|от|за)\s")


@cache
def _title() -> regex.Pattern[str]:
    return regex.compile(r"[\"«„“](?P<title>[^\"«»„“”\n]{2,40})[\"»”]")


@cache
def _reporter() -> regex.Pattern[str]:
    return regex.compile(r"^(?:собственный\s)?(?:корреспонденты?|корр\.?|журналисты?)\s", regex.IGNORECASE)


def find_sources(text: str) -> tuple[str, ...]:
    """Outlets and bodies the article leans on, each once, in text order; a body in the nominative.

    >>> find_sources("В области закрыли дорогу, передает Tengrinews.kz со ссылкой на пресс-службу МЧС.")
    ('Tengrinews.kz', 'пресс-служба МЧС')
    """
    found: dict[str, int] = {}
    for name, place in (*_passed_on(text), *_found_out(text), *_cited(text)):
        found[name] = min(place, found.get(name, place))
    return tuple(sorted(found, key=found.__getitem__))


def _passed_on(text: str) -> Iterator[tuple[str, int]]:
    """`передает Tengrinews.kz со ссылкой на Акорду`: names and where they stand."""
    for match in _sourcing().finditer(text):
        start, stop = match.span("who")
        leaning = _leaning().search(text, start, stop)
        who = _preposition().split(text[start : leaning.start() if leaning else stop])[0].strip()
        by_title = match["verb"].startswith("переда") and _is_title(who)
        by_title = by_title or writes(text, match.start("verb"), match["verb"], who)
        if who.partition(" ")[0].lower() in speech.RECIPIENTS or not (is_outlet(who) or by_title):
            continue
        outlet = _outlet(who)
        if outlet.lower() not in speech.OUTLET_NOUNS:  # `пишет газета`: no name, nothing to give
            yield outlet, start
        if leaning is not None and leaning.end() < stop:
            yield _body(text, leaning.end(), stop), leaning.end()


def _found_out(text: str) -> Iterator[tuple[str, int]]:
    """`по данным агентства Reuters`: names and where they stand."""
    for match in _by_data().finditer(text):
        if (match["kind"] or is_outlet(match["who"])) and " и " not in match["who"]:
            yield _outlet(match["who"]), match.start("who")


def _cited(text: str) -> Iterator[tuple[str, int]]:
    """`приводит слова мэра «Степь»`: names and where they stand."""
    if "цитиру" not in text and "привод" not in text:  # few articles cite
        return
    for match in _citing().finditer(text):
        if match["whom"] or match[0].startswith("прив") or is_outlet(match["who"]):
            yield _outlet(match["who"]), match.start("who")


def _is_title(who: str) -> bool:
    """Whether words begin as a title does: in Latin letters or in quotation marks."""
    first = who.lstrip(_MARKS)[:1]
    return (first.isascii() and first.isupper()) or who[:1] in '"«„“'


def _outlet(who: str) -> str:
    """The name of an outlet without what it is: `корреспондент МИА «Казинформ»` -> `Казинформ`."""
    site = address().search(who)
    if site is not None:
        return str(site[0])
    who = _reporter().sub("", who)
    title = _title().search(who)
    if title is None:
        return who.strip(_MARKS)
    kind = who[: title.start()].strip()  # `РИА` and the like belong to the name, `газета` does not
    return f"{kind} {title['title']}" if kind.isupper() and kind != "МИА" else str(title["title"])


def _body(text: str, start: int, stop: int) -> str:
    """A body in the nominative, as written where it cannot be read whole."""
    written = text[start:stop].strip()
    site = address().search(written)
    if site is not None:
        return str(site[0])
    body = read_organisation(text, start, stop)
    if body is not None and not text[body.stop : stop].strip(_MARKS):
        written = body.name
    return written.strip(_MARKS) if _title().fullmatch(written) else written
