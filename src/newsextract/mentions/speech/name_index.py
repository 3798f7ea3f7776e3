"""The names of a text, looked up by place, and names as sources."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from newsextract.mentions.speech.noun_phrases import Source
from newsextract.records import Name


class NameIndex:
    """Names of a text, looked up by place."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._starts = [name.start for name in names]

    def within(self, start: int, stop: int) -> Sequence[Name]:
        """The names that begin in a stretch."""
        return self._names[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def begin_at(self, place: int) -> bool:
        """Whether a name begins at a place: one person is no subject of a plural verb."""
        index = bisect_left(self._starts, place)
        return index < len(self._starts) and self._starts[index] == place

    def subjects(self, start: int, stop: int) -> list[Name]:
        """The names of a stretch that may be a subject: nominative, or a form that does not tell."""
        return [
            name
            for name in self.within(start, stop)
            if name.case in (None, "nominative") and name.stop <= stop
        ]


def person(name: Name) -> Source:
    """A name as a source."""
    return Source(name.start, name.stop, "person")


def owner_skipped(text: str, subjects: Sequence[Name]) -> Name:
    """The first subject, or the one right behind it whose relative it names: `жена Сапарова| Асель Пак`."""
    first, *others = subjects
    for name in others:
        if text[first.stop : name.start] != " ":
            break
        first = name
    return first


def apposition_left(text: str, subjects: Sequence[Name]) -> Name:
    """The last subject, or the one whose apposition it stands in: `Асель Пак|, дочь актрисы Сапаровой,`."""
    last = subjects[-1]
    if last.case is None and text[last.stop : last.stop + 1] == ",":
        for name in subjects[-2::-1]:
            if name.case == "nominative" and text[name.stop : name.stop + 1] == ",":
                return name
    return last
