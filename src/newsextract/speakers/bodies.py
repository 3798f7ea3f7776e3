"""The bodies of an article: `в ведомстве` is the one named before, `МЧС` the `МЧС Казахстана` of the lead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

import regex

from newsextract.lexicon.countries import ADJECTIVES
from newsextract.lexicon.organisations import ABBREVIATIONS, ACTIVITIES, ANY_BODY, FIRMS, FULL_NAMES
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.phrases import first_word
from newsextract.mentions.word_forms import readings, words_in_nominative
from newsextract.records import Organisation
from newsextract.speakers.body_names import (
    OF_THE_STATE,
    STEM,
    all_stems,
    extends,
    is_candidate,
    is_described,
    is_of_a_kind,
    is_pointing,
    name_stems,
    opens_body,
    part_of_kind,
    pointed_at,
    same_opening,
    spells,
    without_place,
)

REACH = 2500  # characters back to the body that `ведомство` stands for
MAX_SEEN = 60
MAX_ADJECTIVES = 3
SEARCHES = 8  # names looked up by searching the text, before its words are indexed
NAME_LENGTH = 160  # characters back from a bracket to the full name


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_](?<![^\W_].)(?<!-.)[^\W_]++(?:-[^\W_]++)*+")


_IN = (["в"], ["во"])


@cache
def _speaks() -> regex.Pattern[str]:
    """A verb of many right behind: `в ведомстве| ответили`."""
    return regex.compile(r" \p{Ll}++(?<=ли)(?!\p{L})")


@cache
def _speaking() -> regex.Pattern[str]:
    """A body before a verb of many: `В |Степи Qazaqstan заявили`, `во |"Ветре" сообщили`."""
    return regex.compile(r"(?<=\b[Вв] )((?:[\p{Lu}\"«][\p{L}\d\"»-]++ ){1,4})\p{Ll}++(?<=ли)(?!\p{L})")


@cache
def _bracket() -> regex.Pattern[str]:
    return regex.compile(r"\((?:далее\s?[-–—]?\s?)?[\"«]?\p{Lu}[\p{L}-]{1,30}[\"»]?\)")


class Bodies:
    """Organisations named so far; asked for the full name of a short one and for the one last spoken of."""

    def __init__(self, text: str, is_quoted: Callable[[int], bool]) -> None:
        self.text = text
        self.is_quoted = is_quoted
        self.spoken: list[Organisation] = []
        self._short_forms: dict[str, str] | None = None
        self._full: dict[str, str] = {}
        self._read: dict[int, Organisation | None] = {}
        self._starts: dict[str, list[int]] | None = None
        self._bodies: list[Organisation] = []  # of the text as far as it has been asked for
        self._places: list[int] = []  # where they begin
        self._indexed = 0

    def read(self, place: int, stop: int | None = None) -> Organisation | None:
        """The body that begins at a place and does not reach beyond `stop`; the same mention is read once."""
        if place not in self._read:
            self._read[place] = read_organisation(self.text, place, len(self.text))
        found = self._read[place]
        if stop is None or found is None or found.stop <= stop:
            return found
        return read_organisation(self.text, place, stop)

    def remember(self, organisation: Organisation) -> None:
        """A body that was the source of a quote: the likeliest `ведомство` of what follows."""
        self.spoken.append(organisation)

    def last_spoken(self, stop: int) -> Organisation | None:
        """The body that was last the source of a quote before `stop`, near enough to be meant by `они`."""
        last = self.spoken[-1] if self.spoken else None
        return last if last is not None and stop - REACH < last.start < stop else None

    def before(self, stop: int, pointer: str | None = None, *, reach: int = REACH) -> Organisation | None:
        """The body that `ведомство` at `stop` means, of the kind that its noun asks for.

        One named in the same paragraph, then the last that was the source of a quote, then the last named. A
        `ведомство` is of the state as long as the article names any such body.
        """
        if pointer in ANY_BODY:
            of_state = self.before(stop, OF_THE_STATE, reach=reach)
            if of_state is not None:
                return of_state
        found = self._last_before(stop, pointer, reach)
        return found if found is None or pointer is None else self._meant_part(found, pointer)

    def _last_before(self, stop: int, pointer: str | None, reach: int) -> Organisation | None:
        line = self.text.rfind("\n", max(0, stop - REACH), stop) + 1
        near = self._last_named(max(line, stop - REACH), stop, pointer)
        if near is None and pointer in FIRMS:
            near = self._firm_speaking(max(line, stop - REACH), stop)
        if near is not None:
            return near
        for organisation in reversed(self.spoken[-6:]):
            if organisation.start < stop and is_candidate(organisation, pointer, spoke=True):
                return organisation
        return self._last_named(max(0, stop - reach), stop, pointer)

    def _firm_speaking(self, start: int, stop: int) -> Organisation | None:
        """`В СтепьТрансе опровергли`: a body of no known kind that speaks is the `компания`."""
        match = _speaking().search(self.text, start, stop)
        if match is None:
            return None
        words = match[1].split()
        found = self.read(match.start(1))
        if found is None and not any(reading.place for reading in readings(words[0])):
            name, written = words_in_nominative(words), match[1].rstrip()
            behind = match.start(1) + len(written)
            found = Organisation(start=match.start(1), stop=behind, text=written, name=name)
        return None if found is None or found.media or is_of_a_kind(found.name) else found

    def _meant_part(self, found: Organisation, pointer: str) -> Organisation:
        """Of `комитет рек Министерства вод` the `министерство` is the Министерство вод."""
        part = part_of_kind(found.text, pointer)
        longer = None if part == 0 else self.read(found.start + part)
        return found if longer is None else longer

    def inside(self, stop: int) -> Organisation | None:
        """The body last named behind `в` in the paragraph before `stop`; one that speaks before any other."""
        line = self.text.rfind("\n", max(0, stop - REACH), stop) + 1
        named = [
            organisation
            for organisation in self._named(max(line, stop - REACH), stop)
            if self.text[max(0, organisation.start - 3) : organisation.start].lower().split()[-1:] in _IN
        ]
        speaking = [organisation for organisation in named if _speaks().match(self.text, organisation.stop)]
        return next(reversed(speaking or named), None)

    def _last_named(self, start: int, stop: int, pointer: str | None) -> Organisation | None:
        found = None
        for organisation in self._named(start, stop):
            if is_candidate(organisation, pointer):
                found = organisation
        return found

    def full(self, organisation: Organisation) -> str:
        """The fullest name the article gives to the same body, as far as the place of this mention."""
        if organisation.name not in self._full:
            self._full[organisation.name] = self._fullest(organisation.name)
        return self._full[organisation.name]

    def _fullest(self, short: str) -> str:
        if short.lower() in ACTIVITIES:
            return short
        name = self._spelled_out(short) or short
        best = name
        words = name_stems(name)
        for other in self._beginning_like(name):
            if words < name_stems(other.name) and len(other.name) > len(best) and extends(other.name, name):
                best = other.name
        return best if best != name else self._placed(name) or name

    def _placed(self, name: str) -> str | None:
        """`управление рек региона`, `столичный ДЧС`: the only such body that is named with its place."""
        core, country = without_place(name) or ("", None)
        wanted = name_stems(core)
        found = {
            other.name
            for other in self._beginning_like(core)
            if wanted < name_stems(other.name)
            and extends(other.name, core)
            and any(word[0].isupper() for word in other.name[len(core) :].split())
            and (country is None or country in {stem.lower() for stem in name_stems(other.name)})
        }
        longest = max(found, key=len, default=None)
        if longest is None or not all(name_stems(other) <= name_stems(longest) for other in found):
            return None
        return longest

    def _spelled_out(self, name: str) -> str | None:
        """`НОК` -> the name beside which the article set it in brackets, or the usual one when it occurs."""
        short, _, rest = name.partition(" ")
        if short in self._introduced():
            return self._introduced()[short]
        full = FULL_NAMES.get(short.lower()) or ABBREVIATIONS.get(short)
        if full is None:
            return None
        for other in self._beginning_like(full):
            if name_stems(full) <= name_stems(other.name) and same_opening(full, other.name):
                return (
                    other.name
                    if not rest or name_stems(rest) <= name_stems(other.name)
                    else f"{other.name} {rest}"
                )
        return None

    def _introduced(self) -> dict[str, str]:
        """Short forms in brackets behind a full name: `... (МЦРИАП)`, `... (далее - Фонд)`."""
        if self._short_forms is None:
            self._short_forms = {}
            for match in islice(_bracket().finditer(self.text), MAX_SEEN):
                floor = max(0, match.start() - NAME_LENGTH, self.text.rfind("\n", 0, match.start()) + 1)
                named = [
                    organisation
                    for organisation in self._reading(floor, match.end())
                    if organisation.abbreviation and organisation.stop >= match.start() - 1
                ]
                spelling = (body for body in named if spells(body.name, body.abbreviation or ""))
                body = next(spelling, named[0] if named else None)
                if body is not None and body.abbreviation is not None:
                    self._short_forms.setdefault(body.abbreviation, body.name)
        return self._short_forms

    def _reading(self, start: int, stop: int) -> Iterator[Organisation]:
        for match in _word().finditer(self.text, start, stop):
            organisation = read_organisation(self.text, match.start(), stop)
            if organisation is not None:
                yield organisation

    def _beginning_like(self, name: str) -> Iterator[Organisation]:
        """Mentions of the text that begin with the same letters."""
        first = _word().search(name)
        if first is None:
            return
        for place in self._words_like(first.group()[:STEM].lower())[:MAX_SEEN]:
            other = self.read(place)
            if other is not None:
                yield other

    def _words_like(self, stem: str) -> list[int]:
        """Where words begin that begin like this; after a few searches all words of the text are indexed."""
        if len(self._full) < SEARCHES:
            spellings = dict.fromkeys((stem, stem.capitalize(), stem.upper()))
            return sorted(place for spelling in spellings for place in self._search(spelling))
        if self._starts is None:
            self._starts = {}
            for match in _word().finditer(self.text):
                self._starts.setdefault(match.group()[:STEM].lower(), []).append(match.start())
        return self._starts.get(stem, [])

    def _search(self, spelling: str) -> Iterator[int]:
        place = self.text.find(spelling)
        seen = 0
        while place >= 0 and seen < MAX_SEEN:
            before = self.text[place - 1] if place else " "
            if not (before.isalnum() or before == "-"):
                yield place
                seen += 1
            place = self.text.find(spelling, place + len(spelling))

    def _named(self, start: int, stop: int) -> Iterator[Organisation]:
        """The bodies that begin in a stretch outside quotes, as far as they are named before `stop`."""
        self._index(stop)
        for place in range(bisect_left(self._places, start), bisect_left(self._places, stop)):
            organisation = self._bodies[place]
            if organisation.stop <= stop:
                yield organisation
            elif (cut := self.read(organisation.start, stop)) is not None:
                yield cut

    def _index(self, stop: int) -> None:
        """Read the bodies of the text up to `stop`, each once; sources come in its order."""
        behind = self._indexed
        for match in _word().finditer(self.text, behind, max(behind, stop)):
            if match.start() < behind or not opens_body(match.group()) or self.is_quoted(match.start()):
                continue
            organisation = self.read(match.start())
            if organisation is not None:
                longer = self._with_adjectives(organisation, behind)
                self._bodies.append(longer)
                self._places.append(longer.start)
                behind = organisation.stop
        self._indexed = max(behind, stop)

    def _with_adjectives(self, organisation: Organisation, floor: int) -> Organisation:
        """The phrase from its first adjective on: `столичном| департаменте полиции`."""
        place = organisation.start
        for _ in range(MAX_ADJECTIVES):
            if place <= floor or self.text[place - 1] != " ":
                break
            place = max(self.text.rfind(mark, floor, place - 1) + 1 for mark in " \n") or floor
            first = readings(first_word(self.text, place, organisation.start))[:1]
            if any(reading.noun for reading in first):
                break  # `данным| Бюро статистики`
            longer = read_organisation(self.text, place, organisation.stop)
            if longer is None or longer.stop != organisation.stop:
                break
            organisation = longer
        return organisation

    def meant(self, name: str, start: int) -> Organisation | None:
        """The body that `ведомство` or `оборонное ведомство` stands for at `start`; None for a full name."""
        if is_pointing(name):
            return self.before(start, pointed_at(name))
        return self.described(name, start) if is_described(name) else None

    def described(self, name: str, stop: int) -> Organisation | None:
        """What `оборонное ведомство` means: a body whose name shares the adjective, else the last source."""
        adjective = readings(name.split()[0])[:1]
        lemma = adjective[0].lemma if adjective else name
        wanted = {lemma[:STEM], ADJECTIVES.get(lemma, lemma)[:STEM]}
        tail = name_stems(" ".join(name.split()[2:]))
        for organisation in reversed(list(self._named(max(0, stop - REACH), stop))):
            stems = all_stems(organisation.name)
            if stems & wanted and tail <= stems and not is_described(organisation.name):
                return organisation
        return None if tail else self.last_spoken(stop)
