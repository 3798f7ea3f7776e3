"""Who stands where in an article: the persons, where they are named outside quotes, who has spoken so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from newsextract.chars import QUOTE_DOUBLE
from newsextract.lexicon.organisations import A_FIRM, ANY_BODY, LEGAL_FORMS, POINTED_AT
from newsextract.lexicon.relations import RELATIONS
from newsextract.mentions.organisations import read_organisation
from newsextract.mentions.positions import position_before
from newsextract.records import Gender, Mention, Name, Position, Quote, Speaker
from newsextract.speakers.appositions import may_be_subject, position_beside
from newsextract.speakers.bodies import Bodies
from newsextract.speakers.body_names import is_pointing, opens_body, pointed_at
from newsextract.speakers.people import Figure, figures, is_nominative, surname_stem
from newsextract.speakers.ranks import without_rank
from newsextract.speakers.roles import comparable
from newsextract.values import Value

MENTIONS_READ = 16  # mentions of one person behind which a position is looked for
CAST_BEFORE = 200  # persons first named before a description, of whom it may speak
CAST_BEHIND = 60  # and behind it
RELATION_REACH = 60  # characters of a relation before the name of its owner
LOOK_BACK = 40  # appearances looked at before a pronoun
_CLOSING_MARKS = frozenset(QUOTE_DOUBLE)
_CALLED_BY = ("имени ", "им. ")
_WORKS = (" из ", " (")
_WHO = (", который ", ", которая ")  # the subject of what is said of them


class Appearance(Value, frozen=True):
    """A place where somebody stands outside quotes: a name, or a source already resolved.

    `speaker` is the record of a source that is not named, `figure` the person of one that is.
    """

    start: int
    nominative: bool
    figure: Figure | None
    speaker: Speaker | None
    gender: Gender | None
    plural: bool = False


class Scene:
    """The article as far as it has been read; the only thing that changes while speakers are resolved."""

    def __init__(self, text: str, quotes: Sequence[Quote], names: Sequence[Name]) -> None:
        self.text = text
        people = (name for name in names if not (_is_body(name) or _in_marks(text, name)))
        self.names = sorted(people, key=lambda name: name.start)
        self.starts = [name.start for name in self.names]
        remembered = {name.start for name in self.names if text.endswith(_CALLED_BY, 0, name.start)}
        self.figures = figures(self.names, remembered)
        self.said: list[Appearance] = []
        self._owner = {name.start: figure for figure in self.figures for name in figure.names}
        self._spoken = sorted(
            (part.start, part.stop) for quote in quotes if quote.kind != "indirect" for part in quote.parts
        )
        self._spoken_starts = [start for start, _ in self._spoken]
        self._stems: dict[str, list[Figure]] | None = None
        self._reported: list[tuple[int, int]] = []
        self._stage = [self._appearance(name) for name in self.names if not self.is_quoted(name.start)]
        self._stage_starts = [appearance.start for appearance in self._stage]
        self._outside: dict[int, list[int]] = {}
        for appearance in self._stage:
            if appearance.figure is not None:
                self._outside.setdefault(appearance.figure.number, []).append(appearance.start)
        self._entrances = [figure.names[0].start for figure in self.figures]
        self.bodies = Bodies(text, self.is_quoted)
        self._learn_positions()
        for figure in self.figures:
            whole = (self.with_body(position) for position in figure.positions)
            figure.positions = [part for position in whole for part in without_rank(position)]
        self.sole_speaker = self._sole_speaker(quotes)

    def is_quoted(self, place: int) -> bool:
        """Whether the place is inside somebody's own words."""
        index = bisect_left(self._spoken_starts, place + 1) - 1
        return index >= 0 and self._spoken[index][0] <= place < self._spoken[index][1]

    def _appearance(self, name: Name) -> Appearance:
        figure = self._owner[name.start]
        subject = may_be_subject(self.text, name) or self.text.startswith(_WHO, name.stop)
        return Appearance(name.start, subject, figure, None, figure.gender)

    def _learn_positions(self) -> None:
        """Positions that the finder of names, which gives one a name, leaves: behind it, and of relatives."""
        for owner, name in pairwise(self.names):
            if owner.stop + 1 == name.start and not is_nominative(owner):
                self._learn_relation(owner, name)
        for figure in self.figures:
            for name in figure.names[:MENTIONS_READ]:
                self._learn_body(figure, name)
                position = position_beside(self.text, name, self.name_after(name), figure.gender)
                if position is not None and not position.plural:
                    figure.positions.append(position)

    def _learn_body(self, figure: Figure, name: Name) -> None:
        """`Асет Жумин из Степного банка`, `Асет Жумин (Степной банк)`: where somebody works."""
        opening = next((mark for mark in _WORKS if self.text.startswith(mark, name.stop)), None)
        if opening is None:
            return
        body = read_organisation(self.text, name.stop + len(opening), len(self.text))
        titled = opening == " (" and self.text[name.stop + 2] in QUOTE_DOUBLE  # the film somebody plays in
        closed = opening != " (" or (body is not None and self.text.startswith(")", body.stop))
        if body is not None and closed and not titled and not body.name[0].islower():
            figure.bodies.append(body.name)

    def with_body(self, position: Position) -> Position:
        """`представитель ведомства`, `директор ТОО`: its organisation is the body named before, or none."""
        named = position.organisation or ""
        pointer = A_FIRM if named in LEGAL_FORMS else pointed_at(named)
        if not (named in LEGAL_FORMS or (is_pointing(named) and pointer in POINTED_AT.keys() | ANY_BODY)):
            return position
        body = self.bodies.before(position.start, pointer)
        if body is None:
            says_nothing = named in LEGAL_FORMS or pointer in ANY_BODY
            return replace(position, organisation=None) if says_nothing else position
        return replace(position, organisation=self.bodies.full(body))

    def _learn_relation(self, owner: Name, name: Name) -> None:
        """`бывшая супруга Асета Жумина Дина Калиева`: hers, with the name of the one whose wife she was."""
        position = position_before(self.text, owner.start, max(0, owner.start - RELATION_REACH))
        if position is None or position.plural or position.head not in RELATIONS:
            return
        figure = self._owner[name.start]
        if position.gender in {figure.gender, None} and is_nominative(name) == _begins_nominative(position):
            named = replace(
                position,
                stop=owner.stop,
                text=self.text[position.start : owner.stop],
                name=f"{position.name} {owner.text}",
            )
            figure.positions.append(named)

    def _sole_speaker(self, quotes: Sequence[Quote]) -> Figure | None:
        """The person whom quotes name as their source, when it is one and the same throughout."""
        named = [
            self.owner(name)
            for quote in quotes
            if quote.speaker is not None
            for name in self.names_within(quote.speaker.start, quote.speaker.stop)[:1]
        ]
        return named[0] if named and all(figure is named[0] for figure in named) else None

    # ---- looking

    def names_within(self, start: int, stop: int) -> list[Name]:
        """The first names that overlap a stretch."""
        index = bisect_left(self.starts, start)
        if index and self.names[index - 1].stop > start:
            index -= 1
        return [name for name in self.names[index : index + 3] if name.start < stop]

    def names_between(self, start: int, stop: int) -> list[Name]:
        """The names that begin in a stretch."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, stop)]

    def name_after(self, name: Name) -> Name | None:
        """The next name of the text, in the same stretch between two full stops."""
        index = bisect_left(self.starts, name.stop)
        following = self.names[index] if index < len(self.names) else None
        near = following is not None and following.start - name.stop < RELATION_REACH
        return following if near else None

    def name_behind(self, stop: int) -> Name | None:
        """The name one space behind `stop`."""
        index = bisect_left(self.starts, stop)
        if index < len(self.names) and self.text[stop : self.names[index].start] == " ":
            return self.names[index]
        return None

    def owner(self, name: Name) -> Figure:
        """The person whose name it is."""
        return self._owner[name.start]

    def by_surname(self, word: str) -> Figure | None:
        """The only person of the article with this surname, where the finder of names saw no name."""
        found = self._by_stem().get(surname_stem(word), [])
        return found[0] if len(found) == 1 and word[:1].isupper() else None

    def _by_stem(self) -> dict[str, list[Figure]]:
        if self._stems is None:
            self._stems = {}
            for figure in self.figures:
                self._stems.setdefault(surname_stem(figure.surname or ""), []).append(figure)
        return self._stems

    def nearest(
        self, start: int, gender: Gender | None, *, without_position: bool = False
    ) -> Appearance | None:
        """Who stood last in the nominative outside quotes; without any, the person the article names most.

        Names inside what a person is reported to have said are passed over: `По словам акима, Жумин ушел`.
        """
        last = bisect_left(self._stage_starts, start)
        fitting = [
            appearance
            for appearance in (*self._stage[max(0, last - LOOK_BACK) : last], *self.said[-LOOK_BACK:])
            if appearance.start < start
            and not appearance.plural
            and (gender is None or appearance.gender in {gender, None})
            and not any(first <= appearance.start < stop for first, stop in self._reported[-3:])
            and not (without_position and (appearance.figure is None or appearance.figure.positions))
        ]
        subjects = [appearance for appearance in fitting if appearance.nominative]
        if subjects:
            return max(subjects, key=lambda appearance: appearance.start)
        return max(fitting, key=_prominence, default=None)

    def bearers_of(self, head: str | None) -> list[Figure]:
        """The persons of whom the article says that they are such a one."""
        if head is None:
            return []
        return [figure for figure in self.figures[:CAST_BEFORE] if _is_a(figure, head)]

    def about(self, start: int) -> list[Figure]:
        """The persons first named before `start`, the last of them, and a few named later."""
        index = bisect_left(self._entrances, start)
        return self.figures[max(0, index - CAST_BEFORE) : index + CAST_BEHIND]

    def last_mention(self, figure: Figure, start: int) -> int:
        """Where the person was last mentioned before `start`, outside quotes; negative when only later."""
        places = self._outside.get(figure.number, [])
        index = bisect_left(places, start)
        last = places[index - 1] if index else -figure.names[0].start
        said = next((pointer.start for pointer in reversed(figure.pointers) if pointer.start < start), last)
        return max(last, said)

    # ---- remembering

    def speaks(self, given: Speaker, figure: Figure) -> None:
        """The person is the source named by these words."""
        figure.quoted += 1
        place = bisect_left(figure.names, given.start, key=lambda name: name.start)
        named = place < len(figure.names) and figure.names[place].start < given.stop
        if given.text and not named:
            figure.pointers.append(Mention(start=given.start, stop=given.stop, text=given.text))
        self.said.append(Appearance(given.start, True, figure, None, figure.gender))

    def speaks_unnamed(self, speaker: Speaker, *, plural: bool) -> None:
        """A source that has no name was named by these words."""
        self.said.append(Appearance(speaker.start, True, None, speaker, speaker.gender, plural))

    def reports(self, quote: Quote) -> None:
        """What a person is reported to have said: names in it are not on the stage."""
        self._reported += [(part.start, part.stop) for part in quote.parts]

    def introduce(self, name: Name) -> Figure:
        """The person of a name that only its surroundings give away."""
        known = self._by_stem().setdefault(surname_stem(name.surname or ""), [])
        if known:
            return known[0]
        figure = Figure(len(self.figures))
        figure.add(name)
        known.append(figure)
        self.figures.append(figure)
        self._entrances.append(name.start)
        return figure


def _is_a(figure: Figure, head: str) -> bool:
    return any(comparable(position).head == head for position in figure.positions)


def _begins_nominative(position: Position) -> bool:
    """Whether the position is written in the nominative."""
    return position.text.lower() == position.name.lower()


def _is_body(name: Name) -> bool:
    """`Еврокомиссии`: one capitalised word that names a body, whatever the finder of names takes it for."""
    return " " not in name.text and opens_body(name.text)


def _in_marks(text: str, name: Name) -> bool:
    """`корабль "Адмирал Жумин"`: a name with its position, and nothing else, in quotation marks."""
    position = name.position
    start = position.start if position is not None and position.start < name.start else name.start
    return start > 0 and text[start - 1] in QUOTE_DOUBLE and text[name.stop : name.stop + 1] in _CLOSING_MARKS


def _prominence(appearance: Appearance) -> tuple[int, int]:
    """How often the article names the person, then how near."""
    return (len(appearance.figure.names) if appearance.figure is not None else 0), appearance.start
