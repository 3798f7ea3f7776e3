"""The person whom a description means: `министр`, `глава ведомства`, `собеседник агентства`.

Head noun and qualifiers come before nearness; where nothing is known of anybody, the person in sight.
"""

from __future__ import annotations

from collections.abc import Collection

from newsextract.lexicon.positions import (
    ACCUSED,
    ANONYMOUS,
    COMMENTATORS,
    COURT,
    HEADS_OF_STATE,
    INDEFINITE,
    INDEFINITE_BODY,
    MANAGERS,
    NEWCOMER,
    OFFICES,
    ORDINALS,
    RANKS,
    STRANGERS,
    TALK_PARTNERS,
    TRADES,
)
from newsextract.lexicon.relations import KIN
from newsextract.morphology import lemma
from newsextract.records import Gender, Position
from newsextract.speakers.people import Figure
from newsextract.speakers.roles import Role, agreement, comparable, comparables, contradict, same_office
from newsextract.speakers.scene import Scene

NEAR = 2000  # characters back to the person whom a bare `министр` may mean
CLOSE = 400  # characters back to the person of the sentence before
LAST_SPEAKERS = 6  # sources looked at for the second of a kind
DETERMINER = 16  # characters of a word before a description
SURE = 3  # an agreement above this needs no nearness

_NO_OFFICES = ANONYMOUS | TALK_PARTNERS


def bearer(
    scene: Scene,
    position: Position,
    start: int,
    gender: Gender | None,
    owners: Collection[Figure] = (),
) -> Figure | None:
    """The person that the description at `start` means, None when nobody is clearly best.

    `gender` is what the verb or the own words show; `owners` are the persons whose relative, advocate or
    adviser is described, who are never meant.
    """
    asked = comparable(position)
    if _is_indefinite(position, asked) or _is_any(scene.text, start) or _is_new(scene.text, position):
        return None
    wanted = position.gender or gender
    found = _candidate(scene, asked, start, wanted, _is_another(position, asked))
    if found is not None and any(found is owner for owner in owners):
        return None
    return found


def _candidate(scene: Scene, asked: Role, start: int, wanted: Gender | None, another: bool) -> Figure | None:
    if another:
        return _second_of_kind(scene, asked, start, wanted)
    best = _known_bearer(scene, asked, start, wanted)
    if best is None and asked.head in TALK_PARTNERS:
        return _talk_partner(scene, asked, start, wanted)
    here = _of_the_paragraph(scene, asked, start, wanted)
    if here is not None and (best is None or _is_nearer(scene, (here, best), start)):
        return here
    if best is None:
        return (
            (_second_of_kind(scene, asked, start, wanted) if wanted is not None else None)
            or _only_one_of(scene, asked, start)
            or _speaking_on(scene, asked, start, wanted)
            or _sole_speaker(scene, asked, wanted)
            or _in_sight(scene, asked, start, wanted)
            or _only_person(scene, asked, start, wanted)
        )
    if asked.qualifiers or asked.head not in OFFICES:
        return best
    return _just_seen(scene, start, wanted, scene.last_mention(best, start)) or best


def _is_another(position: Position, asked: Role) -> bool:
    """`второй свидетель`: not the one known so far; `второй секретарь посольства` is an office."""
    return asked.head in ANONYMOUS and any(
        lemma(word) in ORDINALS for word in position.name.lower().split()[:2]
    )


def _known_bearer(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """Of the persons whose known position agrees, the one that agrees best, then the last mentioned."""
    candidates = []
    for figure in scene.about(start):
        last = scene.last_mention(figure, start)
        fit = max((_fit(asked, known, seen=last > 0) for known in figure.positions), default=0)
        if fit and (gender is None or figure.gender in {gender, None}):
            candidates.append((fit, last, -figure.number, figure))
    sure = [candidate for candidate in candidates if candidate[0] > (1 if asked.qualifiers else SURE)]
    near = [candidate for candidate in candidates if candidate[0] > 1 and start - NEAR < candidate[1] > 0]
    going_on = [candidate for candidate in near if _speaks_here(scene, asked, candidate[-1], start)]
    return max(going_on or sure or near)[-1] if sure or near else None


def _fit(asked: Role, known: Position, *, seen: bool) -> int:
    """How well a position agrees; the second of two that it joins only of somebody `seen` before."""
    first, *joined = comparables(known)
    return max(agreement(asked, first), *(min(SURE, agreement(asked, role)) for role in joined if seen), 0)


def _speaks_here(scene: Scene, asked: Role, figure: Figure, start: int) -> bool:
    """Whether a bare description, no office, may just mean who spoke right before in the same paragraph."""
    return not asked.qualifiers and asked.head not in OFFICES and _speaks_on(scene, figure, start)


def _speaks_on(scene: Scene, figure: Figure, start: int) -> bool:
    """Whether the person was the last source, in the same paragraph."""
    last = scene.said[-1] if scene.said else None
    return last is not None and last.figure is figure and _within(scene.text, last.start, start)


def _within(text: str, start: int, stop: int, lines: int = 0) -> bool:
    """Whether two near places stand in one paragraph, or with so many ends of lines between them."""
    return stop - start < NEAR and text.count("\n", start, stop) <= lines


def _of_the_paragraph(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """Of whom the paragraph has spoken so far: a new word for him, or the office of somebody of a trade."""
    found = scene.nearest(start, gender)
    lines = 1 if asked.qualifiers else 0
    if found is None or found.figure is None or not _within(scene.text, found.start, start, lines):
        return None
    known = [comparable(position) for position in found.figure.positions]
    sole = scene.sole_speaker
    if not known and sole is not None and sole is not found.figure and sole.names[0].start < start:
        return None  # he whom the article quotes throughout, not whom it tells of
    if asked.qualifiers:
        return found.figure if asked.head in OFFICES and known and all(map(_is_a_trade, known)) else None
    if asked.head in OFFICES | HEADS_OF_STATE | COURT | (ANONYMOUS - STRANGERS - TRADES):
        return None
    if asked.head in TRADES and not _speaks_on(scene, found.figure, start):
        return None
    kinds = [role for role in known if role.head not in MANAGERS or asked.head in ACCUSED]
    return None if any(contradict(asked, role) for role in kinds) else found.figure


def _is_a_trade(known: Role) -> bool:
    """`эколог`, `социолог`: who is asked, without a body or a place whose office it would be."""
    return known.head in COMMENTATORS and not known.qualifiers and not known.generic


def _is_nearer(scene: Scene, rivals: tuple[Figure, Figure], start: int) -> bool:
    """Whether the first, of this paragraph, is meant and not the second, known by a like word from elsewhere.

    Who is known by a like word gives way only to somebody who has just spoken.
    """
    here, known = rivals
    last = scene.last_mention(known, start)
    if last > 0 and _within(scene.text, last, start):
        return False
    return _speaks_on(scene, here, start)


def _second_of_kind(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """The last speaker, where the only one known by the word is somebody else, as number or gender show.

    `Свидетель Жумин ответил. Сауле Омарова рассказала о посылке. "Я не знала", - вспоминает свидетель.`
    """
    other = _known_bearer(scene, asked, start, None)
    for said in reversed(scene.said[-LAST_SPEAKERS:] if other is not None else ()):
        figure = said.figure
        if figure is None or figure is other or start - said.start > NEAR:
            continue
        if gender is None or figure.gender in {gender, None}:
            unlike = any(contradict(asked, comparable(known)) for known in figure.positions)
            return None if unlike else figure
    return None


def _just_seen(scene: Scene, start: int, gender: Gender | None, other: int) -> Figure | None:
    """Somebody of whom no position is known stands right here, and the known bearer farther off."""
    found = scene.nearest(start, gender)
    if found is None or found.figure is None or found.figure.positions or found.start < other:
        return None
    return found.figure if start - found.start < CLOSE else None


def _only_one_of(scene: Scene, asked: Role, start: int) -> Figure | None:
    """`представитель МЧС` is the one person of whom the article says that he is of the МЧС."""
    if asked.head not in ANONYMOUS or not asked.qualifiers:
        return None
    found = [
        figure
        for figure in scene.about(start)
        if any(
            role.head not in OFFICES and asked.qualifiers <= role.qualifiers
            for role in map(comparable, figure.positions)
        )
    ]
    return found[0] if len(found) == 1 else None


def _speaking_on(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """The last speaker, called by the same noun with other words around it; no office of a place."""
    last = scene.said[-1] if scene.said else None
    if last is None or last.figure is None or start - last.start > NEAR or asked.head in OFFICES:
        return None
    if gender is not None and last.figure.gender not in {gender, None}:
        return None
    same = any(same_office(asked, comparable(known)) == SURE for known in last.figure.positions)
    return last.figure if same else None


def _in_sight(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """Who was last in view, when nothing known of him speaks against the description."""
    found = scene.nearest(start, gender, without_position=asked.head in HEADS_OF_STATE)
    if found is None or found.figure is None or start - found.start > NEAR:
        return None
    known = [comparable(position) for position in found.figure.positions]
    if _unlike(asked, known):
        return None
    if asked.head in ANONYMOUS and not any(_shares_body(asked, role) for role in known):
        spoke = not known and _speaks_here(scene, asked, found.figure, start)
        return found.figure if spoke else None
    return found.figure


def _talk_partner(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """`собеседник агентства`: who spoke last; behind somebody unnamed the only person who has spoken.

    Where a `источник` without a name has spoken, a `источник` is that one.
    """
    unnamed = (said.speaker.name for said in scene.said if said.speaker is not None)
    if any(asked.head in name.split() for name in unnamed if name):
        return None
    spoken = [said for said in scene.said[-LAST_SPEAKERS:] if said.figure is not None]
    if not spoken or start - spoken[-1].start > NEAR:
        return None
    figure = spoken[-1].figure
    if figure is None or (gender is not None and figure.gender not in {gender, None}):
        return None
    return figure if spoken[-1] is scene.said[-1] or figure is scene.sole_speaker else None


def _shares_body(asked: Role, known: Role) -> bool:
    """Whether a representative of the same body is meant: its press secretary, not its head."""
    common = bool(asked.qualifiers & known.qualifiers)
    return common and (known.deputy or known.head not in OFFICES or same_office(asked, known) > 0)


def _sole_speaker(scene: Scene, asked: Role, gender: Gender | None) -> Figure | None:
    """A bare description in an article in which only one person is named as a source: that person."""
    figure = scene.sole_speaker
    if figure is None or asked.qualifiers or asked.head in _NO_OFFICES:
        return None
    if gender is not None and figure.gender not in {gender, None}:
        return None
    known = [comparable(position) for position in figure.positions]
    return None if _unlike(asked, known) else figure


def _unlike(asked: Role, known: list[Role]) -> bool:
    """Whether what is known of a person speaks against an office, or against any description.

    Whoever holds an office is not called `мужчина` farther on.
    """
    if asked.head in STRANGERS:
        return any(role.deputy or role.head in OFFICES | COURT | MANAGERS | RANKS for role in known)
    office = asked.head in OFFICES | COURT and any(role.head not in ACCUSED | KIN for role in known)
    return office or any(contradict(asked, role) for role in known)


def _only_person(scene: Scene, asked: Role, start: int, gender: Gender | None) -> Figure | None:
    """`сказал аким города. Жумин пожелал`: the only person of the article, of whom no position is known."""
    found = [figure for figure in scene.about(start) if gender is None or figure.gender in {gender, None}]
    if len(found) != 1 or found[0].positions or asked.head not in OFFICES or asked.qualifiers:
        return None
    return found[0] if abs(abs(scene.last_mention(found[0], start)) - start) < NEAR else None


def _is_indefinite(position: Position, asked: Role) -> bool:
    """`неизвестный мужчина`, `один из участников`, `источник в МВД`: who is not meant to be known."""
    if asked.head in TALK_PARTNERS and " в " in position.name:
        return True
    words = [lemma(word) for word in position.name.lower().split()]
    return not INDEFINITE.isdisjoint(words[:2]) or not INDEFINITE_BODY.isdisjoint(words[1:])


def _is_new(text: str, position: Position) -> bool:
    """`владелец| одной из квартир`, `охранник|, представившийся Маратом`: somebody not spoken of before."""
    return text.startswith(NEWCOMER, position.stop)


def _is_any(text: str, start: int) -> bool:
    """`любой| вкладчик`, `некий| водитель`: the word before says that nobody known is meant."""
    before = text[max(0, start - DETERMINER) : start].split()[-1:]
    return bool(before) and text[start - 1] == " " and lemma(before[0].lower()) in INDEFINITE
