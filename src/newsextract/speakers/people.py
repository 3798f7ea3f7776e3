"""The people of an article, each once: names as written put together into persons.

A surname alone belongs to the fullest name with that surname; an initial to the first name it begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial

from newsextract.lexicon.positions import ACCUSED, RANKS
from newsextract.lexicon.relations import KIN, OWNED
from newsextract.mentions.heads import heads
from newsextract.mentions.naming.forms import fold
from newsextract.mentions.word_forms import readings
from newsextract.records import Gender, Mention, Name, Person, Position

MAX_POSITIONS = 12  # positions kept of one person
NEIGHBOURS = 40  # mentions compared when two persons share a name
LATER = 1 << 30


class Figure:
    """A person of the article while it is being read: mentions, name parts, positions."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.names: list[Name] = []
        self.positions: list[Position] = []
        self.bodies: list[str] = []
        self.pointers: list[Mention] = []
        self.quoted = 0
        self.family_first = False
        self.gender: Gender | None = None
        self._genders: Counter[Gender] = Counter()
        self.sketch: dict[str, str] = {}
        self._known: dict[str, str | None] = {}

    def add(self, name: Name) -> None:
        """One more mention; the sketch keeps the longest writing of each part, for comparing names."""
        self.names.append(name)
        self._known.clear()
        self.family_first = self.family_first or name.family_first
        if name.gender:
            described = name.position is not None and name.position.gender == name.gender
            self._genders[name.gender] += 2 if described else 1
            self.gender = self._genders.most_common(1)[0][0]
        for part in ("first", "patronymic", "surname"):
            value = getattr(name, part)
            if value and len(value) > len(self.sketch.get(part, "")):
                self.sketch[part] = value
        position = name.position
        if position is not None and _bears(name, position) and len(self.positions) < MAX_POSITIONS:
            self.positions.append(position)

    def _fullest(self, part: str) -> str | None:
        """The longest writing of a name part; of equals the one that stands in the nominative."""
        if part not in self._known:
            self._known[part] = _choose(self.names, part)
        return self._known[part]

    @property
    def first(self) -> str | None:
        return self._fullest("first")

    @property
    def patronymic(self) -> str | None:
        return self._fullest("patronymic")

    @property
    def surname(self) -> str | None:
        return self._fullest("surname")

    @property
    def name(self) -> str:
        if "name" not in self._known:
            parts = (self.first, self.patronymic, self.surname)
            self._known["name"] = " ".join(filter(None, parts[::-1] if self.family_first else parts))
        return str(self._known["name"])

    @property
    def role(self) -> str | None:
        """The position the article gives most fully; an office before kin, a part in a case, a rank."""
        best = max(
            self.positions,
            key=lambda known: (known.head not in ACCUSED | KIN, known.head not in RANKS, len(known.name)),
            default=None,
        )
        return best.name if best is not None else None

    @property
    def organisation(self) -> str | None:
        return next(iter(self._organisations()), None)

    def _organisations(self) -> list[str]:
        return [position.organisation for position in self.positions if position.organisation] + self.bodies

    def person(self) -> Person:
        """The record of this person."""
        mentions: list[Mention] = [*self.names, *self.pointers]
        unique = {
            mention.start: Mention(start=mention.start, stop=mention.stop, text=mention.text)
            for mention in sorted(mentions, key=lambda mention: mention.start)
        }
        return Person(
            name=self.name,
            gender=self.gender,
            roles=tuple(dict.fromkeys(position.name for position in self.positions)),
            organisations=tuple(dict.fromkeys(self._organisations())),
            mentions=tuple(unique.values()),
            quoted=self.quoted,
        )


def _choose(names: Sequence[Name], part: str) -> str | None:
    found = [(str(getattr(name, part)), name) for name in names if getattr(name, part)]
    if len(found) < 2:
        return found[0][0] if found else None
    counts = Counter(value for value, _ in found)
    if len(counts) == 1:
        return found[0][0]
    return max(
        found,
        key=lambda item: (
            not item[0].endswith("."),
            "-" in item[0],
            item[1].case == "nominative" and bool(item[1].first),
            item[1].case == "nominative",
            counts[item[0]],
        ),
    )[0]


def figures(names: Sequence[Name], remembered: Collection[int] = ()) -> list[Figure]:
    """The persons behind the names, in the order of their first mention.

    `remembered` are the places of names by which something is called (`имени Ахмета Жумина`): a surname alone
    never means them.
    """
    cast = _Cast()
    living = [name for name in names if name.start not in remembered]
    full = [name for name in living if name.first and name.surname]
    rest = [name for name in living if not (name.first and name.surname)]
    for name in (*full, *rest, *(name for name in names if name.start in remembered)):
        cast.add(name)
    found = sorted(cast.figures, key=lambda figure: min(name.start for name in figure.names))
    for number, figure in enumerate(found):
        figure.number = number
        figure.names.sort(key=lambda name: name.start)
    return found


class _Cast:
    """Figures by the stems of their names."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.by_surname: dict[str, list[Figure]] = {}
        self.by_first: dict[str, list[Figure]] = {}

    def add(self, name: Name) -> None:
        figure = self._match(name)
        if figure is None:
            figure = Figure(len(self.figures))
            self.figures.append(figure)
        figure.add(name)
        for table, part in ((self.by_surname, name.surname), (self.by_first, name.first)):
            if part:
                known = table.setdefault(surname_stem(part), [])
                if figure not in known:
                    known.append(figure)

    def _match(self, name: Name) -> Figure | None:
        if name.surname and name.first:
            straight = self._compatible(self.by_surname.get(surname_stem(name.surname), ()), name)
            return straight or self._turned_round(name.first, name.surname)
        if name.surname:
            found = self._compatible(self.by_surname.get(surname_stem(name.surname), ()), name)
            if found is None:
                found = self._compatible(self.by_first.get(surname_stem(name.surname), ()), name)
            return found
        if name.first:
            key = surname_stem(name.first)
            if name.position is not None:
                return self._compatible(
                    filter(partial(_is_called, name.position), self.by_first.get(key, ())), name
                )
            return self._compatible(self.by_first.get(key, ()), name) or self._compatible(
                self.by_surname.get(key, ()), name
            )
        return None

    def _turned_round(self, first: str, surname: str) -> Figure | None:
        """The surname first: `Сайпаш Ерасыл` beside `Ерасыл Сайпаш`."""
        for figure in self.by_surname.get(surname_stem(first), ()):
            if "first" in figure.sketch and surname_stem(figure.sketch["first"]) == surname_stem(surname):
                return figure
        return None

    def _compatible(self, known: Iterable[Figure], name: Name) -> Figure | None:
        fitting = [figure for figure in known if _fits(figure, name)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return min(fitting, key=lambda figure: _apart(figure, name))


def _apart(figure: Figure, name: Name) -> int:
    """How far the name is from the last mentions known of the figure; what comes later is farther."""
    near = (name.start - known.start for known in figure.names[-NEIGHBOURS:])
    return min(distance if distance >= 0 else LATER - distance for distance in near)


def _is_called(position: Position, figure: Figure) -> bool:
    """Whether the person may bear the position: in `читатель Сергей` he is not the speaker of the senate."""
    return not figure.positions or any(position.head == known.head for known in figure.positions)


def _bears(name: Name, position: Position) -> bool:
    """Whether the position beside a name is the person's own, as far as number, gender and case tell.

    In `защитник Жумина` the name is a genitive and the position a nominative: the defender is somebody else.
    """
    if position.plural or _another_gender(name, position) or _is_kin_of(name, position):
        return False
    if _is_of_a_government(name, position) or _is_addressed(name, position):
        return False
    head = next((found for word in position.text.split() if (found := heads(word))), ())
    only_nominative = bool(head) and all(reading.case == "nomn" for reading in head)
    return position.start > name.start or not only_nominative or is_nominative(name)


def _is_addressed(name: Name, position: Position) -> bool:
    """`предупредил подрядчика Асет Жумин`: the name is the subject, the position is not."""
    before = position.start < name.start and name.case == "nominative"
    return before and fold(position.text).lower() != fold(position.name).lower()


def _is_of_a_government(name: Name, position: Position) -> bool:
    """`министра в правительстве Жумина`: the government is his, the minister somebody else."""
    last = readings(position.text.split()[-1])[:1]
    owned = bool(last) and last[0].noun and last[0].case != "nomn" and last[0].lemma in OWNED
    return owned and position.start < name.start and not is_nominative(name)


def _is_kin_of(name: Name, position: Position) -> bool:
    """`у родственника Ермекова`: the name in the genitive is whose relative it is."""
    bare = position.start < name.start and position.text.split()[-1].lower() not in position.name.split()
    return bare and position.head in KIN and not is_nominative(name) and name.case in {"genitive", None}


def _another_gender(name: Name, position: Position) -> bool:
    """`соседка` is no man; a woman may be `заслуженный артист` where both stand in the nominative."""
    if name.gender is None or position.gender in {name.gender, None}:
        return False
    return position.gender == "feminine" or position.head in KIN or not is_nominative(name)


def is_nominative(name: Name) -> bool:
    """Whether the form of the name can be a nominative."""
    if name.case is not None:
        return name.case == "nominative"
    return set(name.text.lower().split()) == set(name.full.lower().split())


def _fits(figure: Figure, name: Name) -> bool:
    if name.gender and figure.gender and name.gender != figure.gender and not _ambiguous(name):
        return bool(name.first and name.surname) and _is_written(figure, name)
    pairs = (("first", name.first), ("patronymic", name.patronymic))
    return all(
        _same(figure.sketch.get(part), value) for part, value in pairs if name.surname or part == "patronymic"
    )


def _is_written(figure: Figure, name: Name) -> bool:
    """Whether the full name is one of theirs, to the letter: Жанат Турсын may be a man's and a woman's."""
    return any(known.full == name.full for known in figure.names[-NEIGHBOURS:])


def _ambiguous(name: Name) -> bool:
    """A surname alone does not tell Оспанов from Оспанова in an oblique form, nor whether Пак is a man."""
    return not name.first and (name.case != "nominative" or not (name.surname or "").endswith(_GENDERED))


def _same(known: str | None, value: str | None) -> bool:
    if not known or not value:
        return True
    if known.endswith(".") or value.endswith("."):
        return known[:1].lower() == value[:1].lower()
    one, other = ({surname_stem(word) for word in part.split()} for part in (known, value))
    return one <= other or other <= one


_GENDERED = ("ов", "ев", "ёв", "ин", "ын", "ий", "ой", "ая", "ова", "ева", "ёва", "ина", "ына")
_ENDINGS = ("ская", "цкая", "ский", "цкий", "ской", "ова", "ева", "ина", "ына", "ая", "ый", "ий", "ой")


@lru_cache(maxsize=1 << 13)
def surname_stem(word: str) -> str:
    """What a surname, its feminine or declined forms and its Russian spelling have in common.

    >>> surname_stem("Оспанова") == surname_stem("Оспанов")
    True
    >>> surname_stem("Жақсыбай") == surname_stem("Жаксыбаю")
    True
    """
    lower = fold(word).lower()
    if lower.endswith(("ова", "ева", "ина", "ына")):
        return lower[:-1]
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return lower[: len(lower) - len(ending)] + ("к" if ending[:1] in "сц" else "")
    return lower.rstrip("аяйьеоуюыи") if len(lower) > 4 else lower
