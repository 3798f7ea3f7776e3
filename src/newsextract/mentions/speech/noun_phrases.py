"""Noun phrases that may name a source: a subject in the nominative, a body after `в`, a document."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from newsextract.lexicon import organisations, pronouns, speech
from newsextract.mentions.cues import Word
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.speech.outlets import is_outlet
from newsextract.morphology import parses
from newsextract.records import Speaker, SpeakerKind
from newsextract.values import Value

CACHED_WORDS = 1 << 14


class Source(Value, frozen=True):
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
def is_cited(word: str) -> bool:
    """Whether a word is a person as an object: `цитирует чиновника`."""
    tag = parses(word)[0].tag
    return "NOUN" in tag and "anim" in tag and ("accs" in tag or "gent" in tag)


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
def is_predicate(word: str) -> bool:
    """Whether a word makes a sentence: a verb, an imperative, `нет`."""
    tag = parses(word)[0].tag
    return "VERB" in tag or "PRED" in tag or "impr" in tag


@lru_cache(maxsize=CACHED_WORDS)
def is_listed(word: str) -> bool:
    """Whether a word may stand in a description between commas: `, женщин и детей, единоросс`."""
    tag = parses(word)[0].tag
    return "NOUN" in tag or "ADJF" in tag or word in speech.INSIDE_PHRASE


def body_in(text: str, words: list[Word], stop: int) -> Source | None:
    """The body after a preposition: `в пресс-службе МВД`; the occasion (`на брифинге`) is none."""
    last: int | None = None
    for index, word in enumerate(words[:-1]):
        if word.lower not in speech.BODY_PREPOSITIONS:
            continue
        place = index + 1 + (words[index + 1].lower in speech.EMPHATIC and index + 2 < len(words))
        head = words[place]
        if head.lower in speech.LAST_BODIES:
            last = place if last is None else last
            continue
        if (
            head.lower in speech.OCCASIONS
            or head.lower[0].isdigit()
            or is_outlet(text[head.start : head.stop])
        ):
            continue
        last = place
        break
    if last is None:
        return None
    return replace(phrase_of(text, words, last, last, stop), kind="organisation")


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
    return None if found_body is None else replace(found_body, kind="document")


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
    return Source(start, phrase_stop(text, words, head, stop), _kind(words[head].lower))


def phrase_stop(text: str, words: list[Word], head: int, stop: int) -> int:
    """Where the phrase of the noun at `head` ends."""
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
