"""Who said it: speakers resolved over the whole article, money put into the quotes that hold it, people counted.

A speaker is resolved only when one candidate is clearly best; otherwise the name stays None.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex
from msgspec.structs import replace

from newsextract.bodies import Bodies, heads_for, is_pointing, opens_body
from newsextract.stances import with_stances
from newsextract.lexicon import pronouns
from newsextract.lexicon.organisations import DOCUMENTS, MESSAGES, VAGUE_DOCUMENTS
from newsextract.lexicon.positions import ANONYMOUS, INDEFINITE, OFFICES
from newsextract.mentions.names import find_names
from newsextract.mentions.organisations import is_media, read_document, read_organisation
from newsextract.mentions.phrases import nominative, readings
from newsextract.mentions.positions import heads, position_after, position_before, read_position
from newsextract.morphology import parses
from newsextract.people import Figure, figures, surname_stem
from newsextract.records import (
    Claim, Gender, Mention, Money, Name, Organisation, Paragraph, Person, Position, Quote, Record, Speaker,
)  # fmt: skip
from newsextract.roles import Role, agreement, comparable, contradict, same_office

NEAR = 2000  # characters back to the person whom a bare `министр` may mean
MESSAGE_REACH = 700  # characters back to the body whose `сообщение` it is
CLOSE = 400  # characters back to the person of the sentence before
MENTIONS_READ = 16  # mentions of one person beside which a position is looked for
LOOK_BACK = 40  # names looked at before a pronoun


class Attributed(Record, frozen=True, kw_only=True):
    """Quotes with resolved speakers, money with its quote and stance, the people of the article."""

    quotes: tuple[Quote, ...]
    money: tuple[Money, ...]
    people: tuple[Person, ...]


def attribute(
    text: str,
    quotes: Sequence[Quote],
    money: Sequence[Money] = (),
    paragraphs: Sequence[Paragraph] = (),
    names: Sequence[Name] | None = None,
) -> Attributed:
    """Resolve the speakers of `quotes`, put each sum into its quote, and list the people.

    `names` are those of `find_names(text)`, found here when not given.
    """
    names = tuple(find_names(text)) if names is None else names
    resolver = _Resolver(text, quotes, names, paragraphs)
    resolved = resolver.resolve_all()
    return Attributed(
        quotes=resolved,
        money=with_stances(text, put_into_quotes(money, resolved), resolved),
        people=tuple(figure.person() for figure in resolver.figures),
    )


def put_into_quotes(money: Sequence[Money], quotes: Sequence[Quote]) -> tuple[Money, ...]:
    """Each sum with the index of the innermost quote part that holds it."""
    parts = sorted(
        (part.start, part.stop, index) for index, quote in enumerate(quotes) for part in quote.parts
    )
    starts = [part[0] for part in parts]
    placed = []
    for item in money:
        holder = None
        last = bisect_left(starts, item.start + 1)
        for start, stop, index in reversed(parts[max(0, last - LOOK_BACK) : last]):
            if start <= item.start and item.stop <= stop:
                holder = index
                break
        placed.append(item if holder is None else replace(item, quote=holder))
    return tuple(placed)


class _Appearance(NamedTuple):
    """A place where somebody stands outside quotes: a name, or a speaker already resolved."""

    start: int
    nominative: bool
    figure: Figure | None
    speaker: Speaker | None
    gender: Gender | None
    plural: bool = False


@lru_cache(maxsize=1 << 12)
def _verb_gender(word: str) -> tuple[Gender | None, bool]:
    """The gender a past tense shows, and whether it is a plural: `сказала` -> feminine."""
    for parse in parses(word):
        if parse.tag.POS in {"VERB", "PRTS", "ADJS"}:
            if parse.tag.number == "plur":
                return None, True
            gender: dict[str | None, Gender] = {"masc": "masculine", "femn": "feminine"}
            return gender.get(parse.tag.gender), False
    return None, False


def _prominence(appearance: _Appearance) -> tuple[int, int]:
    """How often the article names the person, then how near."""
    return (len(appearance.figure.names) if appearance.figure is not None else 0), appearance.start


class _Resolver:
    """Resolves the speakers of one article, quote by quote in the order of the text."""

    def __init__(
        self, text: str, quotes: Sequence[Quote], names: Sequence[Name], paragraphs: Sequence[Paragraph]
    ) -> None:
        self.text = text
        self.quotes = quotes
        self.paragraphs = paragraphs
        self.names = sorted((name for name in names if not _is_body(name)), key=lambda name: name.start)
        self.starts = [name.start for name in self.names]
        self.figures = figures(self.names)
        self.owner = {name.start: figure for figure in self.figures for name in figure.names}
        self.bodies = Bodies(text, self._inside_quote)
        self._spoken = sorted(
            (part.start, part.stop) for quote in quotes if quote.kind != "indirect" for part in quote.parts
        )
        self._spoken_starts = [start for start, _ in self._spoken]
        self._reported: list[tuple[int, int]] = []
        self._learn_positions()
        self.stage = [
            _Appearance(
                name.start,
                _may_be_subject(text, name),
                self.owner[name.start],
                None,
                self.owner[name.start].gender,
            )
            for name in self.names
            if not self._inside_quote(name.start)
        ]
        self.stage_starts = [appearance.start for appearance in self.stage]
        self.said: list[_Appearance] = []

    def _inside_quote(self, place: int) -> bool:
        index = bisect_left(self._spoken_starts, place + 1) - 1
        return index >= 0 and self._spoken[index][0] <= place < self._spoken[index][1]

    def _learn_positions(self) -> None:
        """Positions behind names that have one before them too: the finder of names gives one a name."""
        for figure in self.figures:
            for name in figure.names[:MENTIONS_READ]:
                if name.position is None or name.position.start > name.start:
                    continue
                position = position_after(self.text, name.stop, len(self.text))
                if position is not None and not position.plural:
                    figure.positions.append(position)

    # ---- one after the other

    def resolve_all(self) -> tuple[Quote, ...]:
        """The quotes with their speakers resolved, in the order given."""
        order = sorted(range(len(self.quotes)), key=lambda index: self._place(self.quotes[index]))
        resolved: dict[int, Quote] = {}
        previous: Quote | None = None
        for index in order:
            quote = self.quotes[index]
            speaker = self._speaker(quote, previous)
            resolved[index] = previous = (
                quote if speaker is quote.speaker else replace(quote, speaker=speaker)
            )
        return tuple(resolved[index] for index in range(len(self.quotes)))

    def _place(self, quote: Quote) -> int:
        return quote.speaker.start if quote.speaker is not None else quote.start

    def _speaker(self, quote: Quote, previous: Quote | None) -> Speaker | None:
        given = quote.speaker
        if given is None:
            return self._continued(quote, previous)
        start = given.start + _preposition(given.text)
        if "котор" in given.text:
            return replace(given, name=None)
        gender, plural = _cue_gender(quote)
        for read in (self._pronoun, self._named, self._document, self._role, self._body, self._other):
            speaker = read(given, start, gender, plural)
            if speaker is not None:
                return speaker
        return given

    def _continued(self, quote: Quote, previous: Quote | None) -> Speaker | None:
        """A quote without words that name its source: the floating quote goes on with the last speaker."""
        gender, plural = _cue_gender(quote)
        if plural and not _is_impersonal(quote):
            return self._inside(quote)
        if previous is None or previous.speaker is None or previous.speaker.name is None:
            return None
        gap = self.text[min(previous.stop, quote.start) : quote.start]
        if (quote.kind == "indirect" and quote.cue is None) or gap.count("\n") > 2:
            return None
        speaker = previous.speaker
        if gender and speaker.gender and gender != speaker.gender:
            return None
        figure = self.said[-1].figure if self.said else None
        if figure is not None and figure.name == speaker.name:
            figure.quoted += 1
        return replace(speaker, start=quote.start, stop=quote.start, text="")

    def _inside(self, quote: Quote) -> Speaker | None:
        """`В ведомстве выразили соболезнования. И подчеркнули, что ...`: the body in which the paragraph speaks."""
        stop = quote.cue.start if quote.cue is not None else quote.start
        body = self.bodies.inside(stop)
        if body is None:
            return None
        given = Speaker(start=quote.start, stop=quote.start, text="", kind="organisation")
        return self._body(given, body.start, None, True)

    # ---- the ways a source is named

    def _person(self, given: Speaker, figure: Figure, called: Position | None = None) -> Speaker:
        figure.quoted += 1
        if self.owner.get(given.start) is not figure:
            figure.pointers.append(Mention(start=given.start, stop=given.stop, text=given.text))
        self.said.append(_Appearance(given.start, True, figure, None, figure.gender))
        if called is not None and comparable(called).head in OFFICES and not figure.positions:
            figure.positions.append(called)
        role = figure.role or (called.name if called is not None else None)
        organisation = figure.organisation or (called.organisation if called is not None else None)
        return replace(
            given, kind="person", name=figure.name, role=role, organisation=organisation, gender=figure.gender
        )

    def _pronoun(self, given: Speaker, start: int, gender: Gender | None, plural: bool) -> Speaker | None:
        word = given.text.lower()
        if word in pronouns.PLACE:
            body = self.bodies.before(start)
            return (
                self._organisation(given, body) if body is not None else replace(given, kind="organisation")
            )
        if word in pronouns.PLURAL:
            return self._last_group(given, start)
        asked: Gender | None
        if word in pronouns.FEMININE:
            asked = "feminine"
        elif word in pronouns.MASCULINE:
            asked = "masculine"
        else:
            return None
        found = self._nearest(start, asked)
        if found is None:
            return replace(given, kind="person", name=None)
        if found.figure is not None:
            return self._person(given, found.figure)
        assert found.speaker is not None
        self.said.append(found._replace(start=given.start))
        return replace(found.speaker, start=given.start, stop=given.stop, text=given.text)

    def _last_group(self, given: Speaker, start: int) -> Speaker:
        for appearance in reversed(self.said):
            if appearance.plural and appearance.speaker is not None and appearance.start < start:
                return replace(appearance.speaker, start=given.start, stop=given.stop, text=given.text)
        return replace(given, kind="unnamed", name=None)

    def _nearest(self, start: int, gender: Gender | None) -> _Appearance | None:
        """Who stood last in the nominative outside quotes; an oblique name only when there is nobody else."""
        names = self.stage[
            max(0, bisect_left(self.stage_starts, start) - LOOK_BACK) : bisect_left(self.stage_starts, start)
        ]
        said = [appearance for appearance in self.said[-LOOK_BACK:] if appearance.start < start]
        fitting = [
            appearance
            for appearance in (*names, *said)
            if not appearance.plural
            and (gender is None or appearance.gender in {gender, None})
            and not any(first <= appearance.start < stop for first, stop in self._reported[-3:])
        ]
        subjects = [appearance for appearance in fitting if appearance.nominative]
        if subjects:
            return max(subjects, key=lambda appearance: appearance.start)
        return max(fitting, key=_prominence, default=None)

    def _named(self, given: Speaker, start: int, gender: Gender | None, plural: bool) -> Speaker | None:
        index = bisect_left(self.starts, start)
        if index and self.names[index - 1].stop > start:
            index -= 1
        inside = [name for name in self.names[index : index + 3] if name.start < given.stop]
        if not inside:
            return None
        name = inside[0]
        described = self._described_before(name, start)
        if described is not None:
            return self._by_description(given, described, start, gender)
        if name.start > start:
            position = read_position(self.text, start, len(self.text))
            if position is not None and (position.stop >= name.stop or _depends(position, name, self.text)):
                return None
        return self._person(given, self.owner[name.start])

    def _document(self, given: Speaker, start: int, gender: Gender | None, plural: bool) -> Speaker | None:
        """Whose message it is; a law, an order, a file speak for themselves."""
        head = _document_head(_first_words(given.text[start - given.start :]))
        document = read_document(self.text, start, len(self.text)) if head else None
        if document is None:
            return None
        if document.abbreviation is not None:
            return replace(
                given, kind="document", name=document.abbreviation, organisation=document.abbreviation
            )
        bare = head in MESSAGES and " " not in document.name
        body = self.bodies.before(start, reach=MESSAGE_REACH) if bare else None
        if body is not None:
            name = self.bodies.full(body)
            return replace(given, kind="document", name=name, organisation=name)
        vague = head in MESSAGES or (head in VAGUE_DOCUMENTS and " " not in document.name)
        return replace(given, kind="document", name=None if vague else document.name)

    def _role(self, given: Speaker, start: int, gender: Gender | None, plural: bool) -> Speaker | None:
        position = self._description(given, start)
        if position is None:
            return None
        if position.plural or plural:
            return self._unnamed(given, position)
        unknown = _name_behind(self.text, position)
        if unknown is not None:
            figure = self._introduce(unknown, position)
            return self._person(given, figure, position)
        return self._by_description(given, position, start, gender)

    def _by_description(
        self, given: Speaker, position: Position, start: int, gender: Gender | None
    ) -> Speaker:
        named = None if _is_indefinite(position) else self._bearer(position, start, gender)
        return self._unnamed(given, position) if named is None else self._person(given, named, position)

    def _described_before(self, name: Name, start: int) -> Position | None:
        """`по словам защитницы| Жумина`: the source is she, the name only says whose."""
        if name.start != start or name.gender is None:
            return None
        position = name.position or position_before(self.text, name.start, max(0, name.start - 40))
        if position is None or position.start > name.start or position.gender in {name.gender, None}:
            return None
        return position

    def _description(self, given: Speaker, start: int) -> Position | None:
        """The position at the speaker's words, also when they are only its end (`замначальника| ДЧС`)."""
        if start > 0 and self.text[start - 1] == " ":
            longer = position_before(self.text, given.stop, max(0, start - 60), case="nominative")
            if longer is not None and longer.start < start < longer.stop:
                return longer
        return read_position(self.text, start, len(self.text))

    def _introduce(self, name: Name, position: Position) -> Figure:
        """A person whom only the position beside the name gives away."""
        stem = surname_stem(name.surname or "")
        for figure in self.figures:
            if stem in {surname_stem(figure.surname or ""), surname_stem(figure.first or "")}:
                return figure
        figure = Figure(len(self.figures))
        figure.names.append(name)
        figure.positions.append(position)
        self.figures.append(figure)
        return figure

    def _unnamed(self, given: Speaker, position: Position) -> Speaker:
        name = position.name
        index = bisect_left(self.starts, position.stop)
        follows = self.names[index] if index < len(self.names) else None
        if follows is not None and self.text[position.stop : follows.start] == " ":
            name = f"{name} {follows.text}"
        speaker = replace(
            given,
            kind="unnamed",
            name=self._longer(name, position),
            organisation=position.organisation,
            gender=position.gender,
        )
        self.said.append(_Appearance(given.start, True, None, speaker, position.gender, position.plural))
        return speaker

    def _longer(self, name: str, position: Position) -> str:
        """The same unnamed source as it was first described: `свидетель` -> `несовершеннолетний свидетель`."""
        if name != position.head and name != position.name:
            return name
        for appearance in reversed(self.said[-LOOK_BACK:]):
            known = appearance.speaker.name if appearance.speaker is not None else None
            if known and known != name and name in known.split() and appearance.plural == position.plural:
                return known
        return name

    def _bearer(self, position: Position, start: int, gender: Gender | None) -> Figure | None:
        """The person a description means: who bears it, the nearest of several; else the one in sight."""
        asked = comparable(position)
        wanted = position.gender or gender
        candidates = []
        for figure in self.figures:
            if wanted and figure.gender not in {wanted, None}:
                continue
            fit = max((agreement(asked, comparable(known)) for known in figure.positions), default=0)
            if fit:
                candidates.append((fit, self._distance(figure, start), figure))
        sure = [candidate for candidate in candidates if candidate[0] > (1 if asked.qualifiers else 3)]
        if not sure:
            sure = [candidate for candidate in candidates if 0 < start - candidate[1] < NEAR]
        if sure:
            return max(sure, key=lambda candidate: candidate[:2])[2]
        return (
            self._only_one_of(asked)
            or self._speaking_on(asked, start)
            or self._in_sight(asked, start, wanted)
        )

    def _just_seen(self, start: int, gender: Gender | None, other: int) -> Figure | None:
        """Somebody of whom no position is known stands right here, the known bearer farther off."""
        found = self._nearest(start, gender)
        if found is None or found.figure is None or found.figure.positions or found.start < other:
            return None
        return found.figure if start - found.start < CLOSE else None

    def _speaking_on(self, asked: Role, start: int) -> Figure | None:
        """The last speaker, called by the same noun with other words around it; no office of a place."""
        last = self.said[-1] if self.said else None
        if last is None or last.figure is None or start - last.start > NEAR or asked.head in OFFICES:
            return None
        same = any(same_office(asked, comparable(known)) == 3 for known in last.figure.positions)
        return last.figure if same else None

    def _only_one_of(self, asked: Role) -> Figure | None:
        """`представитель МЧС` is the one person of whom the article says that he is of the МЧС."""
        if asked.head not in ANONYMOUS or not asked.qualifiers:
            return None
        found = [
            figure
            for figure in self.figures
            if any(
                role.head not in OFFICES and asked.qualifiers <= role.qualifiers
                for role in map(comparable, figure.positions)
            )
        ]
        return found[0] if len(found) == 1 else None

    def _in_sight(self, asked: Role, start: int, gender: Gender | None) -> Figure | None:
        """Who was last in view, when nothing known of him speaks against the description."""
        found = self._nearest(start, gender)
        if found is None or found.figure is None or start - found.start > NEAR:
            return None
        known = [comparable(position) for position in found.figure.positions]
        if (known and asked.head in OFFICES) or any(contradict(asked, role) for role in known):
            return None
        if asked.head in {"собеседник", "источник"}:
            return found.figure if self.said and self.said[-1].figure is found.figure else None
        if asked.head in ANONYMOUS and not any(asked.qualifiers & role.qualifiers for role in known):
            return None
        return found.figure

    def _distance(self, figure: Figure, start: int) -> int:
        """The place of the last mention before `start` outside quotes; negative for one only named later."""
        outside = [
            name.start for name in figure.names if name.start < start and not self._inside_quote(name.start)
        ]
        said = [pointer.start for pointer in figure.pointers if pointer.start < start]
        return max((*outside, *said), default=-figure.names[0].start)

    def _body(self, given: Speaker, start: int, gender: Gender | None, plural: bool) -> Speaker | None:
        organisation = read_organisation(self.text, start, len(self.text))
        if organisation is None:
            return None
        if is_pointing(organisation.name):
            named = self.bodies.before(start, heads_for(organisation.name))
            organisation = organisation if named is None else replace(organisation, name=named.name)
        return self._organisation(given, organisation)

    def _organisation(self, given: Speaker, organisation: Organisation) -> Speaker:
        media = organisation.media or is_media(organisation.name)
        if not media:
            self.bodies.remember(organisation)
        name = self.bodies.full(organisation)
        return replace(given, kind="media" if media else "organisation", name=name, organisation=None)

    def _by_surname(self, word: str) -> Figure | None:
        """The only person of the article with this surname, where the finder of names saw no name."""
        stem = surname_stem(word)
        found = [figure for figure in self.figures if figure.surname and surname_stem(figure.surname) == stem]
        return found[0] if len(found) == 1 and word[:1].isupper() else None

    def _other(self, given: Speaker, start: int, gender: Gender | None, plural: bool) -> Speaker | None:
        """Nothing known to the lexicon: a place that speaks for its government, or the words as they are."""
        words = given.text[start - given.start :].split()
        if not words:
            return None
        if given.kind == "organisation" and words[0][0].isupper() and len(words) > 1:
            return self._organisation(
                given, Organisation(start=start, stop=given.stop, text="", name=" ".join(words))
            )
        figure = self._by_surname(words[-1])
        if figure is not None:
            return self._person(given, figure)
        found = readings(words[0])
        if found and found[0].place and len(words) == 1:
            name = nominative(words[0], found[0].case, found[0].plural, found[0].gender, True)
            return replace(given, kind="organisation", name=name)
        return replace(given, name=None)


def _is_indefinite(position: Position) -> bool:
    """`неизвестный мужчина`, `один из участников`: somebody who is not meant to be known."""
    return any(
        reading.lemma in INDEFINITE for word in position.name.split()[:2] for reading in readings(word)[:1]
    )


def _unread_body(start: int, stop: int, words: list[str]) -> Organisation:
    """A body whose head no lexicon knows: one word is put into the nominative, several stay as written."""
    name = " ".join(words)
    oblique = next((reading for reading in readings(name) if reading.noun and reading.case != "nomn"), None)
    if len(words) == 1 and oblique is not None:
        name = nominative(name, oblique.case, oblique.plural, oblique.gender, True)
    return Organisation(start=start, stop=stop, text="", name=name)


def _is_body(name: Name) -> bool:
    """`Еврокомиссии`: one capitalised word that names a body, whatever it looks like to the finder of names."""
    return " " not in name.text and opens_body(name.text)


def _first_words(text: str) -> list[str]:
    return regex.findall(r"[\p{L}-]+", text)[:3]


def _document_head(words: list[str]) -> str | None:
    """The noun of a document among the first words, behind adjectives only."""
    for word in words:
        lemma = _document_lemma(word)
        if lemma is not None:
            return lemma or None
    return None


@lru_cache(maxsize=1 << 12)
def _document_lemma(word: str) -> str | None:
    """A document's lemma; empty for another noun, None for an adjective that lets the reader go on."""
    found = readings(word)
    for reading in found:
        if reading.noun and reading.lemma in DOCUMENTS:
            return reading.lemma
    return None if any(not reading.noun for reading in found) else ""


@cache
def _unknown_name() -> regex.Pattern[str]:
    return regex.compile(
        r" (\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}|(?:аль|ас|бен|бин|ибн|ван|де|фон|да)[ -])[\p{L}'’ -]*?\p{L}){0,2})(?=[\s,.;:)!?\"»]|$)"
    )


def _name_behind(text: str, position: Position) -> Name | None:
    """Capitalised words right behind a position in the nominative: a name that the finder of names did not know."""
    match = _unknown_name().match(text, position.stop, position.stop + 80)
    if match is None or position.plural or " " not in match.group(1):
        return None
    words = match.group(1).split()
    head = heads(next((word for word in position.text.split() if heads(word)), ""))
    if not head or head[0].case != "nomn" or len(words) > 3:
        return None
    return Name(
        start=match.start(1),
        stop=match.end(1),
        text=match.group(1),
        first=" ".join(words[:-1]) or None,
        surname=words[-1],
        case="nominative",
        position=position,
    )


_PREPOSITION = regex.compile(r"(?:в|во|на|из|от|у|по|со|с)\s+", regex.IGNORECASE)


def _preposition(text: str) -> int:
    match = _PREPOSITION.match(text)
    return match.end() if match else 0


def _cue_gender(quote: Quote) -> tuple[Gender | None, bool]:
    if quote.cue is None:
        return None, False
    for word in quote.cue.text.split():
        gender, plural = _verb_gender(word.lower().strip(",.:;"))
        if gender or plural:
            return gender, plural
    return None, False


def _is_impersonal(quote: Quote) -> bool:
    """`сообщается`, `отмечалось`: the source is the one of the quote before."""
    return quote.cue is not None and quote.cue.text.lower().endswith(("ся", "сь"))


def _may_be_subject(text: str, name: Name) -> bool:
    """Whether the name can stand in the nominative here: its form is one, and no preposition governs it."""
    if name.case is not None:
        return name.case == "nominative"
    if set(name.text.lower().split()) != set(name.full.lower().split()):
        return False
    before = text[max(0, name.start - 4) : name.start].lower().split()
    return not (
        before and before[-1] in {"с", "со", "у", "от", "к", "ко", "о", "об", "на", "за", "для", "по", "в"}
    )


def _depends(position: Position, name: Name, text: str) -> bool:
    """`защитники Бишимбаева`, `жена Сапарова`: the name is a genitive that belongs to the description."""
    if position.plural or (position.gender and name.gender and position.gender != name.gender):
        return True
    if (name.position is not None and name.position.start <= position.start) or _may_be_subject(text, name):
        return False
    head = next((found for word in position.text.split() if (found := heads(word))), ())
    return all(reading.case == "nomn" for reading in head)
