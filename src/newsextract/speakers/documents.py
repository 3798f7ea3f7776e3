"""The documents in which something is said: what they are, and whose.

A message is named by whose it is; a law, an order, a file by what it is called. `документ` and `в нем`
are the one named before.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice

import regex
from msgspec.structs import replace

from newsextract.lexicon.organisations import AUTHORED, FINDINGS, MESSAGES, PUBLISHING, VAGUE_DOCUMENTS
from newsextract.mentions.organisations import document_head, read_document, read_organisation
from newsextract.mentions.word_forms import readings, words_in_nominative
from newsextract.records import Name, Organisation, Speaker
from newsextract.speakers.appositions import may_be_subject
from newsextract.speakers.people import Figure
from newsextract.speakers.scene import Scene
from newsextract.values import Value

MESSAGE_REACH = 700  # characters back to the body whose `сообщение` it is
REACH = 2500  # characters back to the law that `документ` means
PHRASE = 60  # characters back to the noun of a document of which only the owner was given
SENTENCE = 500
MAX_READ = 8  # documents looked at before the one that is meant


class Document(Value, frozen=True):
    """A document as far as the article tells: its name, and the body or person whose it is."""

    name: str | None
    body: str | None = None
    author: Figure | None = None


@cache
def _inside() -> regex.Pattern[str]:
    """`в официальном сообщении| МВД`: the noun before its owner."""
    return regex.compile(r"(?<![\p{L}-])(?:во?|из)\s(?:\p{L}++\s){0,2}?(\p{L}++)\s\Z", regex.IGNORECASE)


@cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\p{L}-])\p{L}{3,}+(?!-)")


@cache
def _relative() -> regex.Pattern[str]:
    return regex.compile(r",\s(?:во?|из)\sкотор")


@cache
def _agent() -> regex.Pattern[str]:
    """`, предоставленной| главой МВД`: who made the document known."""
    return regex.compile(
        r",\s(?:предоставл|распростран|опубликов|обнародов|подготов|озвуч|размещ|подписа|получ)\p{L}*?нн\p{L}++\s(?:от\s)?"
    )


@cache
def _title() -> regex.Pattern[str]:
    """`законопроект, получивший название| "О чистоте рек"`."""
    return regex.compile(r",?\s(?:получивш\p{L}++\sназвание|под\sназванием)\s([\"«][^\"«»\n]{1,120}+[\"»])")


@cache
def _sender() -> regex.Pattern[str]:
    """`в письме, которое| Жумин отправил`."""
    return regex.compile(r",\sкотор(?:ое|ый|ую|ые)\s(?=\p{Lu})")


@cache
def _published() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(PUBLISHING)})")


@cache
def _clause_end() -> regex.Pattern[str]:
    return regex.compile(r"[.,:;!?\n\"«]")


@cache
def _sentence_end() -> regex.Pattern[str]:
    return regex.compile(r"(?r)[.!?…][»”\")]*+\s|\n")


def opening(text: str, start: int) -> int:
    """Where the document begins whose owner stands at `start`: `в |постановлении суда`; else `start`.

    In `в сообщении| Акорды` the message only carries what Акорда says.
    """
    floor = max(0, start - PHRASE)
    before = text[floor:start].rsplit(maxsplit=1)
    head = document_head(before[-1]) if before else None
    if head is None or head in MESSAGES or head in AUTHORED:
        return start
    found = _inside().search(text, floor, start)
    if found is None:
        return start
    if head in VAGUE_DOCUMENTS and read_organisation(text, start, len(text)) is not None:
        return start
    return found.start(1)


def agent(text: str, start: int) -> int | None:
    """Where the one is named who made known the document that begins at `start`."""
    document = read_document(text, start, len(text))
    found = _agent().match(text, document.stop) if document is not None else None
    return found.end() if found is not None else None


def read(scene: Scene, start: int) -> Document | None:
    """The document whose phrase begins at `start`; None when no document does."""
    head = document_head(scene.text[start : start + PHRASE])
    document = read_document(scene.text, start, len(scene.text)) if head is not None else None
    if document is None or head is None:
        return None
    if document.abbreviation is not None:
        carries = head in MESSAGES or head in VAGUE_DOCUMENTS
        meant = scene.bodies.meant(document.abbreviation, start)
        body = document.abbreviation if meant is None else scene.bodies.full(meant)
        return Document(body if carries else document.name, body)
    if " " in document.name:
        return Document(document.name)
    return _bare(scene, document, head)


def _bare(scene: Scene, document: Organisation, head: str) -> Document:
    """One noun: the law named before, or a message of somebody."""
    known = last(scene, document.start, head) if head not in VAGUE_DOCUMENTS | AUTHORED else None
    if known is not None:
        return known
    if head in AUTHORED:
        return _authored(scene, document, head)
    if head in VAGUE_DOCUMENTS:
        return Document(None)
    if head not in MESSAGES:
        return Document(document.name)
    body = scene.bodies.before(document.start, reach=MESSAGE_REACH)
    if _relative().match(scene.text, document.stop) and body is not None:  # a message not spoken of before
        body = body if body.start >= _sentence(scene.text, document.start) else None
    name = scene.bodies.full(body) if body is not None else None
    return Document(name, name)


def finding(words: list[str]) -> str | None:
    """What was found out, from its noun on: `результаты опроса`, `проверка`; None for anything else.

    >>> finding("обнародованные вчера результаты опроса".split())
    'результаты опроса'
    """
    place = next((index for index, word in enumerate(words) if _finds_out(word)), None)
    if place is None:
        return None
    name = words_in_nominative(words[place:])
    return name[0].lower() + name[1:]


@lru_cache(maxsize=1 << 12)
def _finds_out(word: str) -> bool:
    return any(reading.noun and reading.lemma in FINDINGS for reading in readings(word)[:2])


def last(scene: Scene, stop: int, head: str | None = None) -> Document | None:
    """The document named last before `stop` with more than its noun, of the kind asked for.

    `документ` and `в нем` may be any; `закон` the `законопроект` of the lead.
    """
    places = [
        match.start()
        for match in _word().finditer(scene.text, max(0, stop - REACH), stop)
        if _is_kind(match.group(), head) and scene.text.startswith((" ", ","), match.end())
    ]
    outside = (place for place in reversed(places) if not scene.is_quoted(place))
    for place in islice(outside, MAX_READ):
        found = None if _inside_marks(scene.text, place) else _full(scene, place, stop)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1 << 12)
def _is_kind(word: str, head: str | None) -> bool:
    """Whether a word is the noun of such a document; `документ` and None ask for any."""
    found = document_head(word)
    if found is None or found in VAGUE_DOCUMENTS:
        return False
    return head in {None, "документ"} or found[:4] == str(head)[:4]


def _full(scene: Scene, start: int, stop: int) -> Document | None:
    """The document that begins at `start`, when more than its noun is said of it."""
    document = read_document(scene.text, start, stop)
    if document is None:
        return None
    title = _title().match(scene.text, document.stop, stop)
    if title is not None:
        return Document(f"{document.name} {title.group(1)}", document.abbreviation)
    return read(scene, start) if " " in document.name else None


def _inside_marks(text: str, place: int) -> bool:
    """Whether the place is inside a title in quotation marks that is opened on its line."""
    line = text[text.rfind("\n", max(0, place - REACH), place) + 1 : place]
    return line.count('"') % 2 == 1 or line.count("«") > line.count("»")


def _authored(scene: Scene, document: Organisation, head: str) -> Document:
    """A post or a letter: whose, where the article says who published it."""
    sender = _sender().match(scene.text, document.stop)
    author = _subject(scene, sender.end(), sender.end() + 1) if sender is not None else None
    words = _word().finditer(scene.text, max(0, document.start - REACH), document.start)
    starts = [match.start() for match in words if document_head(match.group()) == head]
    for start in (document.start, *reversed(starts)):
        author = author or _publisher(scene, start)
    return Document(document.name if author is None else author.name, None, author)


def _publisher(scene: Scene, stop: int) -> Figure | None:
    """Who published it, in the sentence up to the document at `stop`, or wrote in it: `в письме написал:`."""
    start = _sentence(scene.text, stop)
    clause = _clause_end().search(scene.text, stop, stop + SENTENCE)
    end = stop if clause is None else clause.start()
    return _subject(scene, start, stop) if _published().search(scene.text, start, end) else None


def _subject(scene: Scene, start: int, stop: int) -> Figure | None:
    """The first person in the nominative that is named between two places, outside quotes."""
    names = [name for name in scene.names_between(start, stop) if _is_subject(scene, name)]
    return scene.owner(names[0]) if names else None


def _is_subject(scene: Scene, name: Name) -> bool:
    return not scene.is_quoted(name.start) and may_be_subject(scene.text, name)


def _sentence(text: str, place: int) -> int:
    """Where the sentence begins in which the place stands."""
    found = _sentence_end().search(text, max(0, place - SENTENCE), place)
    return found.end() if found is not None else max(0, place - SENTENCE)


def speaker_of(given: Speaker, document: Document) -> Speaker:
    """A document as the source, with its author's position when it is a person's."""
    author = document.author
    return replace(
        given,
        kind="document",
        name=document.name,
        role=author.role if author is not None else None,
        organisation=author.organisation if author is not None else document.body,
        gender=author.gender if author is not None else None,
    )
