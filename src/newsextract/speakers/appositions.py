"""The position set beside a name that the finder of names, which gives a name one, leaves."""

from __future__ import annotations

from newsextract.mentions.phrases import begins_sentence
from newsextract.mentions.positions import (
    position_after,
    position_appointed,
    position_before,
    position_with_owner,
)
from newsextract.records import Gender, Name, Position
from newsextract.speakers.people import is_nominative

FRONT_REACH = 60  # characters of a description before the comma and the name it is of
_PREPOSITIONS = frozenset(["с", "со", "у", "от", "к", "ко", "о", "об", "на", "за", "для", "по", "в"])


def position_beside(text: str, name: Name, following: Name | None, gender: Gender | None) -> Position | None:
    """Behind the name, before it and a comma, or the office that its bearer is given.

    `following` is the next name of the text, `gender` what is known of the person over the article.

    >>> from newsextract.mentions.names import find_names
    >>> text = "Мать мальчика, Айна Касенова, ждет ответа."
    >>> position_beside(text, find_names(text)[0], None, "feminine").name
    'мать мальчика'
    """
    return (
        _behind(text, name, following) or _in_front(text, name, gender) or position_appointed(text, name.stop)
    )


def _behind(text: str, name: Name, following: Name | None) -> Position | None:
    """`аким области Асет Жумин, член совета,`; also with its owner's name: `Калиева, жена Жумина,`."""
    if name.position is None:
        return None if following is None else position_with_owner(text, name.stop, following)
    if name.position.start > name.start:
        return None
    position = position_after(text, name.stop, len(text))
    return None if position is None or _in_a_list(position, following) else position


def _in_front(text: str, name: Name, gender: Gender | None) -> Position | None:
    """`Мать мальчика, Айна Касенова, сказала`: what begins the sentence, the name set beside it."""
    comma = name.start - 2
    set_off = text.startswith(", ", max(0, comma)) and text.startswith(", ", name.stop)
    if name.position is not None or not set_off or not may_be_subject(text, name):
        return None
    position = position_before(text, comma, max(0, comma - FRONT_REACH), case="nominative")
    if position is None or not begins_sentence(text, position.start):
        return None
    return position if position.gender in {gender, None} else None


def _in_a_list(position: Position, following: Name | None) -> bool:
    """`Асет Жумин, режиссер, учитель певца Айдар Сатов`: whose the middle one is does not show."""
    if following is None or following.position is None:
        return False
    return position.start <= following.position.start <= position.stop + 2


def may_be_subject(text: str, name: Name) -> bool:
    """Whether the name can stand in the nominative here: its form is one, and no preposition governs it."""
    if name.case is not None or not is_nominative(name):
        return is_nominative(name)
    before = text[max(0, name.start - 4) : name.start].lower().split()
    return not (before and before[-1] in _PREPOSITIONS)
