"""Noun phrases that may name a source: a subject in the nominative, a body after `в`, a document."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon import organisations, pronouns, speech
from newsextract.mentions.cues import Word
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.morphology import parses
from newsextract.records import Speaker, SpeakerKind

CACHED_WORDS = 1 << 14


class Source(NamedTuple):
    """Where the source is named, and what it looks like from there."""

    start: int
    stop: int
    kind: SpeakerKind

    def speaker(self, text: str) -> Speaker:
        """The record of the source as written, not yet resolved."""
        return Speaker(start=self.start, stop=self.stop, text=text[self.start : self.stop], kind=self.kind)


def is_pronoun(word: Word) -> bool:
    """Whether a word points to a source named before: `он`, `там`."""
    return word.lower in speech.PRONOUNS or word.lower in pronouns.PLACE


def pronoun_source(word: Word) -> Source:
    """A pronoun as a source; `там` is a body."""
    return Source(word.start, word.stop, "organisation" if word.lower in pronouns.PLACE else "person")


@lru_cache(maxsize=CACHED_WORDS)
def is_document(word: str) -> bool:
    """Whether a word in any case is a document or a place where one is published: `заявлении`, `сайте`."""
    lemmas = {reading.normal_form.replace("ё", "е") for reading in parses(word)[:2]}
    return bool(lemmas & organisations.DOCUMENTS or lemmas & speech.PLACES_OF_DOCUMENTS)


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
def is_cited(word: str) -> bool:
    """Whether a word is a person as an object: `цитирует чиновника`."""
    tag = parses(word)[0].tag
    return "NOUN" in tag and "anim" in tag and ("accs" in tag or "gent" in tag)


@lru_cache(maxsize=CACHED_WORDS)
def _modifier(word: str) -> bool:
    tag = parses(word)[0].tag
    return ("ADJF" in tag or "PRTF" in tag or "NUMR" in tag) and ("nomn" in tag or "accs" in tag)


@lru_cache(maxsize=CACHED_WORDS)
def is_modifier(word: str) -> bool:
    """Whether a word in any case stands before a noun of its own: `местных| жителей`."""
    tag = parses(word)[0].tag
    return ("ADJF" in tag or "NUMR" in tag) and "Apro" not in tag


@lru_cache(maxsize=CACHED_WORDS)
def agreement(noun: str, relative: str) -> str:
    """Whether `который` in some form can stand for a noun: "lives" when that is animate, "" when it cannot.

    >>> agreement("мэра", "который"), agreement("города", "который"), agreement("мэра", "которая")
    ('lives', 'is', '')
    """
    genders = _GENDERS.get(relative.removeprefix("котор"), ())
    for reading in parses(noun)[:2]:
        tag = reading.tag
        if "NOUN" not in tag or not any(all(part in tag for part in gender) for gender in genders):
            continue
        return "lives" if "anim" in tag else "is"
    return ""


_MASCULINE, _FEMININE, _NEUTER, _PLURAL = ("masc", "sing"), ("femn", "sing"), ("neut", "sing"), ("plur",)
_COMMON = ("ms-f", "sing")  # `судья`, `глава`
_GENDERS = {
    "ый": (_MASCULINE, _COMMON),
    "ая": (_FEMININE, _COMMON),
    "ое": (_NEUTER,),
    "ые": (_PLURAL,),
    "ом": (_MASCULINE, _NEUTER),
    "ой": (_FEMININE,),
    "ых": (_PLURAL,),
}


@lru_cache(maxsize=CACHED_WORDS)
def _could_be_governed(word: str) -> bool:
    oblique = ("accs", "loct", "gent", "datv", "UNKN", "LATN")
    scores = [reading.score for reading in parses(word) if any(case in reading.tag for case in oblique)]
    return bool(sum(scores) > 0.4)


@lru_cache(maxsize=CACHED_WORDS)
def is_adverb(word: str) -> bool:
    """Whether a word only says how something is said: `не слишком охотно`."""
    tag = parses(word)[0].tag
    return "ADVB" in tag or "PRCL" in tag or ("ADJS" in tag and "neut" in tag)


@lru_cache(maxsize=CACHED_WORDS)
def _verbal(word: str) -> bool:
    tag = parses(word)[0].tag
    return "VERB" in tag or "GRND" in tag or "INFN" in tag


@lru_cache(maxsize=CACHED_WORDS)
def is_finite(word: str) -> bool:
    """Whether a word is a verb with a subject of its own: `сказал`, `идут`."""
    return "VERB" in parses(word)[0].tag


@lru_cache(maxsize=CACHED_WORDS)
def is_listed(word: str) -> bool:
    """Whether a word may stand in a description between commas: `, женщин и детей, единоросс`."""
    tag = parses(word)[0].tag
    return "NOUN" in tag or "ADJF" in tag or word == "и"


def may_head(word: str, plural: bool) -> bool:
    """Whether a word is likely the noun of a subject."""
    return _nominative(word, plural, False)


def subject_in(text: str, words: list[Word], stop: int, plural: bool) -> Source | None:
    """The first noun phrase in the nominative that no preposition governs."""
    first, governed = True, False
    for index, word in enumerate(words):
        if word.lower in speech.PREPOSITIONS or word.lower in speech.INSIDE_PHRASE:
            first, governed = False, True
            continue
        if index + 1 < len(words) and word.lower in organisations.MEDIA:
            continue
        standing = _standing(text, words, index, stop)
        if standing is not None:
            return standing
        if governed and text[word.start - 1] in QUOTE_DOUBLE:
            continue
        head = None if governed else _head_after(words, index, plural)
        if head is None and _nominative(word.lower, plural, first):
            head = None if governed and _could_be_governed(word.lower) else index
        if head is not None and plural and not _several(words, head):
            continue
        if head is not None:
            counted = index > 0 and words[index - 1].lower in speech.COUNTING
            return phrase_of(text, words, index - counted, head, stop)
        if word.lower not in speech.ADVERBS and word.lower not in speech.RECIPIENTS:
            first = False
    return None


def _standing(text: str, words: list[Word], index: int, stop: int) -> Source | None:
    """A pronoun at `index`, or `один из свидетелей`: no noun of its own."""
    word = words[index].lower
    if word in speech.ONE_OF and [other.lower for other in words[index + 1 : index + 2]] == ["из"]:
        last = min(index + 2, len(words) - 1)
        return Source(words[index].start, _phrase_stop(text, words, last, stop), "unnamed")
    return pronoun_source(words[index]) if word in speech.PRONOUNS else None


def _several(words: list[Word], head: int) -> bool:
    """Whether a noun can be the subject of a plural verb: in the plural, with `и` behind it, a number."""
    word = words[head].lower
    return (
        _may_be_plural(word)
        or word in speech.SHARES
        or any(other.lower == "и" for other in words[head + 1 :])
    )


@lru_cache(maxsize=CACHED_WORDS)
def _may_be_plural(word: str) -> bool:
    return any("plur" in reading.tag or "UNKN" in reading.tag for reading in parses(word))


def _head_after(words: list[Word], index: int, plural: bool) -> int | None:
    """The noun that the modifier at `index` belongs to: `главный| врач`."""
    if not _modifier(words[index].lower):
        return None
    for place in range(index + 1, min(index + 4, len(words))):
        if not _modifier(words[place].lower):
            return place if _nominative(words[place].lower, plural, True) else None
    return None


def share_in(text: str, words: list[Word], stop: int) -> Source | None:
    """A share of people as a subject: `29 процентов| опрошенных`, `более половины жителей`."""
    for index, word in enumerate(words[:-1]):
        if not (word.lower[0].isdigit() or word.lower in speech.SHARES):
            continue
        follow = words[index + 1 : index + 4]
        paired = word.lower in speech.PAIRS
        heads = (place for place, other in enumerate(follow, index + 1) if _people(other.lower, paired))
        head = next(heads, None)
        if head is not None:
            first = index - (index > 0 and words[index - 1].lower in speech.COMPARING)
            return Source(words[first].start, _phrase_stop(text, words, head, stop), "unnamed")
    return None


@lru_cache(maxsize=CACHED_WORDS)
def _people(word: str, paired: bool) -> bool:
    """Whether a word means people in the genitive: `жителей`, `опрошенных`; `оба жителя` when `paired`."""
    if word in speech.ASKED:
        return True
    number = "sing" if paired else "plur"
    return any(
        all(part in reading.tag for part in ("NOUN", "anim", "gent", number)) for reading in parses(word)[:2]
    )


def body_in(text: str, words: list[Word], stop: int) -> Source | None:
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
    return phrase_of(text, words, last, last, stop)._replace(kind="organisation")


def document_in(text: str, words: list[Word], stop: int) -> Source | None:
    """Whose document speaks (`говорится в сообщении| Акорды`), or the document itself."""
    for index, word in enumerate(words):
        if not is_document(word.lower) and word.lower != "слов":
            continue
        if index + 1 == len(words) or _apart(text, word, words[index + 1]):
            return Source(word.start, word.stop, "document")
        follow = words[index + 1].lower
        if follow in speech.BODY_PREPOSITIONS:
            return document_in(text, words[index + 2 :], stop) or Source(word.start, word.stop, "document")
        if follow in speech.ADVERBS or follow in speech.PREPOSITIONS or follow == "по":
            return Source(word.start, word.stop, "document")
        found = phrase_of(text, words, index + 1, index + 1, stop)
        return Source(found.start, found.stop, "organisation")
    found_body = body_in(text, words, stop)
    return None if found_body is None else found_body._replace(kind="document")


def agent_of(word: Word) -> Source | None:
    """`Судом| установлено`."""
    if any("ablt" in reading.tag for reading in parses(word.lower)):
        return Source(word.start, word.stop, "organisation")
    return None


def _apart(text: str, left: Word, right: Word) -> bool:
    return text[left.stop : right.start].strip(' "«»“”„.№') != ""


def phrase_of(text: str, words: list[Word], first: int, head: int, stop: int) -> Source:
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
        if _ends_phrase(word.lower) or _numbered(text, word) or _apart(text, words[place - 1], word):
            break
        last = place
    while last > head and words[last].lower in speech.INSIDE_PHRASE:
        last -= 1
    end = words[last].stop
    if end < stop and text[end] in '"»”' and any(mark in text[words[head].start : end] for mark in '"«„“'):
        end += 1
    return end


@lru_cache(maxsize=CACHED_WORDS)
def _ends_phrase(word: str) -> bool:
    """Whether a word belongs to no noun phrase: a preposition, an adverb, a verb, who is told."""
    if word in speech.PREPOSITIONS or word in speech.RECIPIENTS:
        return True
    adverb = word in speech.ADVERBS or "ADVB" in parses(word)[0].tag
    return _verbal(word) or (adverb and word not in speech.INSIDE_PHRASE)


def _numbered(text: str, word: Word) -> bool:
    """Whether a word is a figure that does not belong to the noun before it, as in `дом № 69` it does."""
    return word.lower[0].isdigit() and "№" not in text[word.start - 2 : word.start]


def _kind(word: str) -> SpeakerKind:
    return "document" if is_document(word) else "unnamed"
