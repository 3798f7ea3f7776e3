"""A rank written behind an office: `начальник отдела полиции подполковник Асет Жумин` has two positions."""

from __future__ import annotations

from msgspec.structs import replace

from newsextract.lexicon.positions import RANK_WORDS, RANKS
from newsextract.mentions.heads import heads
from newsextract.records import Position


def without_rank(position: Position) -> tuple[Position, ...]:
    """The office and the rank behind it, or the position itself.

    >>> position = Position(start=0, stop=36, text="начальника отдела, майора полиции", head="начальник",
    ...                     name="начальник отдела, майор полиции")
    >>> [part.name for part in without_rank(position)]
    ['начальник отдела', 'майор полиции']
    """
    written, nominative = position.text.split(), position.name.split()
    if position.head in RANKS or len(written) != len(nominative):
        return (position,)
    place = next((index for index, word in enumerate(nominative) if index and _is_rank(word)), None)
    if place is None:
        return (position,)
    while place > 1 and nominative[place - 1] in RANK_WORDS:
        place -= 1
    office, rank = " ".join(nominative[:place]).rstrip(","), " ".join(nominative[place:])
    length = len(position.text.rsplit(maxsplit=len(written) - place)[0].rstrip(","))
    behind = len(position.text) - len(position.text.split(maxsplit=place)[-1])
    return (
        replace(position, name=office, stop=position.start + length, text=position.text[:length]),
        replace(
            position,
            name=rank,
            head=next(heads(word)[0].lemma for word in nominative[place:] if _is_rank(word)),
            start=position.start + behind,
            text=position.text[behind:],
            gender=None,
            organisation=None,
        ),
    )


def _is_rank(word: str) -> bool:
    found = heads(word.rstrip(","))[:1]
    return bool(found) and found[0].lemma in RANKS and found[0].case == "nomn" and not found[0].plural
