"""What a description adds to what is known: an office, whose it is, a fuller wording."""

from __future__ import annotations

from newsextract.lexicon.positions import ACCUSED, HEADS_OF_STATE, LEADERS, OFFICES
from newsextract.lexicon.relations import KIN, RELATIONS, SERVANTS
from newsextract.mentions.heads import heads
from newsextract.records import Position
from newsextract.speakers.bearers import SURE
from newsextract.speakers.body_names import pointed_at
from newsextract.speakers.people import MAX_POSITIONS
from newsextract.speakers.roles import comparable, same_office


def tells_more(called: Position, known: list[Position]) -> bool:
    """Whether a description is worth keeping of a person: the office of somebody without, or whose it is."""
    asked = comparable(called)
    offices = [comparable(position) for position in known if position.head not in ACCUSED | KIN]
    if not offices:
        return asked.head in OFFICES or asked.head in HEADS_OF_STATE
    new = bool(asked.qualifiers) and called.head not in LEADERS and len(known) < MAX_POSITIONS
    return new and all(same_office(asked, office) == SURE and not office.qualifiers for office in offices)


def is_within(words: list[str], longer: list[str]) -> bool:
    """Whether a description goes on behind, or begins before, the words: `(юный) свидетель (из села)`."""
    return words in (longer[: len(words)], longer[-len(words) :])


def with_owner(position: Position) -> str:
    """`представитель посольства| Исландии`: the body by name, where the pointing noun is its first."""
    body, last = position.organisation or "", position.name.split()[-1]
    if last.islower() and pointed_at(last) == pointed_at(body.split()[0] if body else ""):
        return position.name + body[len(body.split()[0]) :]
    return position.name


def owner_of(position: Position) -> str | None:
    """The head of the description that a servant's or relative's depends on: `врач президента`.

    >>> owner_of(Position(start=0, stop=0, text="", name="личный врач президента", head="врач"))
    'президент'
    """
    if position.head not in RELATIONS | SERVANTS:
        return None
    found = [heads(word) for word in position.name.split()]
    place = next(
        (i for i, read in enumerate(found) if any(head.lemma == position.head for head in read)), None
    )
    behind = found[place + 1 : place + 3] if place is not None else []
    return next((owner[0].lemma for owner in behind if owner and owner[0].case == "gent"), None)
