"""The body an outlet leans on: `передает Tengrinews.kz со ссылкой на МЧС`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from newsextract.lexicon import speech
from newsextract.mentions.sentences import Span
from newsextract.mentions.speech.governed import phrase_at
from newsextract.mentions.speech.noun_phrases import Source
from newsextract.mentions.speech.outlets import is_outlet, title
from newsextract.mentions.speech.statements import Sentence, Statement, trimmed


@cache
def _reference() -> regex.Pattern[str]:
    return regex.compile(r"(?P<cue>со ссылкой\s?на|ссылаясь\s?на)\s?(?P<body>[^,\n]{2,200}?)[.!]?$")


@cache
def _official_site() -> regex.Pattern[str]:
    return regex.compile(r"(?:www\.)?(?:\w+\.)?(?P<name>\w+)\.\w{2,3}$", regex.IGNORECASE)


def _is_official_site(body: str) -> bool:
    match = _official_site().match(body)
    return match is not None and match["name"].lower() in speech.OFFICIAL_SITES


def reference_of(sentence: Sentence) -> tuple[Span, Source] | None:
    """The body an outlet leans on: `передает Tengrinews.kz со ссылкой на МЧС`; an outlet again is none."""
    match = _reference().search(sentence.text, max(sentence.start, sentence.stop - 300), sentence.stop)
    if match is None:
        return None
    if _is_official_site(match["body"]):
        return match.span("cue"), Source(*match.span("body"), "organisation")
    if is_outlet(match["body"]) or _is_title(match["body"]):
        return None
    source = phrase_at(sentence.text, match.start("body"), match.end("body"), sentence.names)
    return None if source is None else (match.span("cue"), source)


def _is_title(body: str) -> bool:
    """Whether what is leaned on is nothing but a title in marks or Latin letters: `на "Степь"`, `на OTAN`."""
    return title().fullmatch(body) is not None


def with_reference(sentence: Sentence) -> Iterator[Statement]:
    """The sentence that an outlet gives with reference to a body."""
    reference = reference_of(sentence)
    if reference is None or sentence.limit > reference[0][0]:
        return
    span = trimmed(sentence.text, sentence.start, sentence.limit)
    if span is not None and not sentence.asks:
        yield Statement([span], reference[0], "ссылка", reference[1], "after", "reference")
