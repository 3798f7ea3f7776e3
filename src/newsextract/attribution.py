"""Who said it: speakers resolved over the whole article, money put into quotes, people counted.

A speaker is resolved only when one candidate is clearly best; otherwise the name stays None.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from newsextract.mentions.names import find_names
from newsextract.mentions.speech.denials import find_denials
from newsextract.morphology import parses
from newsextract.records import Gender, Money, Name, Person, Quote, Record, Speaker
from newsextract.speakers.own_words import speaker_gender
from newsextract.speakers.resolution import Resolver
from newsextract.speakers.scene import Scene
from newsextract.speakers.sources import Source
from newsextract.speakers.stances import with_stances

NESTING = 40  # quote parts looked at for the one that holds a sum
GAP = 2  # line breaks between a floating quote and the one it goes on from


class Attributed(Record, frozen=True, kw_only=True):
    """Quotes with resolved speakers, money with its quote and stance, the people of the article."""

    quotes: tuple[Quote, ...]
    money: tuple[Money, ...]
    people: tuple[Person, ...]


def attribute(
    text: str,
    quotes: Sequence[Quote],
    money: Sequence[Money] = (),
    names: Sequence[Name] | None = None,
) -> Attributed:
    """Resolve the speakers of `quotes`, put each sum into its quote, and list the people.

    `names` are those of `find_names(text)`, found here when not given.

    >>> from newsextract.mentions.quotes import find_quotes
    >>> text = 'Аким области Асет Жумин приехал в село. "Дорогу откроем к осени", - сказал он.'
    >>> speaker = attribute(text, tuple(find_quotes(text))).quotes[0].speaker
    >>> speaker.text, speaker.name, speaker.role
    ('он', 'Асет Жумин', 'аким области')
    """
    names = tuple(find_names(text)) if names is None else names
    resolver = Resolver(Scene(text, quotes, names))
    resolved = _resolved(resolver, quotes)
    figures = sorted(resolver.scene.figures, key=lambda figure: figure.names[0].start)
    people = tuple(figure.person() for figure in figures)
    placed = with_stances(text, put_into_quotes(money, resolved), resolved)
    return Attributed(quotes=resolved, money=_with_denials(resolver, placed, names), people=people)


def _with_denials(resolver: Resolver, money: Sequence[Money], names: Sequence[Name]) -> tuple[Money, ...]:
    """The sums, those outside quotes that somebody denies with who it is."""
    found = list(money)
    for index, given in find_denials(resolver.scene.text, money, names):
        speaker = None if given is None else resolver.resolve(given, None, plural=False)
        found[index] = replace(money[index], stance="denied", denied_by=speaker)
    return tuple(found)


def put_into_quotes(money: Sequence[Money], quotes: Sequence[Quote]) -> tuple[Money, ...]:
    """Each sum with the index of the innermost quote part that holds it."""
    parts = sorted(
        (part.start, part.stop, index) for index, quote in enumerate(quotes) for part in quote.parts
    )
    starts = [start for start, _, _ in parts]
    placed = []
    for item in money:
        last = bisect_right(starts, item.start)
        holders = (
            index for _, stop, index in reversed(parts[max(0, last - NESTING) : last]) if item.stop <= stop
        )
        holder = next(holders, None)
        placed.append(item if holder is None else replace(item, quote=holder))
    return tuple(placed)


def _resolved(resolver: Resolver, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with their speakers, in the order given; resolved in the order of their sources."""
    scene = resolver.scene
    resolved = list(quotes)
    previous: Quote | None = None
    for index in sorted(range(len(quotes)), key=lambda index: _place(quotes[index])):
        quote = quotes[index]
        by_cue, plural = _shown_by_cue(quote)
        gender = speaker_gender(quote) or by_cue
        if quote.speaker is not None:
            speaker: Speaker | None = resolver.resolve(quote.speaker, gender, plural)
        else:
            body = _body_of_paragraph(resolver, quote, previous) if plural or _is_impersonal(quote) else None
            goes_on = body is None and (not plural or _is_impersonal(quote))
            speaker = _continued(scene, quote, previous, gender) if goes_on else body
        resolved[index] = previous = replace(quote, speaker=speaker)
        if quote.kind == "indirect" and speaker is not None and speaker.kind == "person":
            scene.reports(quote)
    return tuple(resolved)


def _place(quote: Quote) -> int:
    return quote.speaker.start if quote.speaker is not None else quote.start


def _continued(scene: Scene, quote: Quote, previous: Quote | None, gender: Gender | None) -> Speaker | None:
    """A quote without words that name its source goes on with the last speaker; a reply is the other's."""
    if quote.rule == "reply" or previous is None or previous.speaker is None or previous.speaker.name is None:
        return None
    gap = scene.text[min(previous.stop, quote.start) : quote.start]
    speaker = previous.speaker
    other = gender is not None and speaker.gender is not None and gender != speaker.gender
    if other or (quote.kind == "indirect" and quote.cue is None) or gap.count("\n") > GAP:
        return None
    figure = scene.said[-1].figure if scene.said else None
    if figure is not None and figure.name == speaker.name:
        figure.quoted += 1
    return replace(speaker, start=quote.start, stop=quote.start, text="")


def _body_of_paragraph(resolver: Resolver, quote: Quote, previous: Quote | None) -> Speaker | None:
    """`В ведомстве ответили. И подчеркнули, что ...`: the body in which the paragraph speaks.

    `сообщается` only goes on with it when it was named behind the last source.
    """
    stop = quote.cue.start if quote.cue is not None else quote.start
    body = resolver.scene.bodies.inside(stop)
    if body is None or (_is_impersonal(quote) and previous is not None and body.start < _place(previous)):
        return None
    given = Speaker(start=quote.start, stop=quote.start, text="", kind="organisation")
    return resolver.body(Source(given, body.start))


def _is_impersonal(quote: Quote) -> bool:
    """`сообщается`, `отмечалось`: the source is the one of the quote before."""
    return quote.cue is not None and quote.cue.text.lower().endswith(("ся", "сь"))


def _shown_by_cue(quote: Quote) -> tuple[Gender | None, bool]:
    """Gender and number of the source as the cue's verb shows them."""
    for word in quote.cue.text.split() if quote.cue is not None else ():
        gender, plural = _shown_by_verb(word.lower().strip(",.:;"))
        if gender or plural:
            return gender, plural
    return None, False


@lru_cache(maxsize=1 << 12)
def _shown_by_verb(word: str) -> tuple[Gender | None, bool]:
    """`сказала` -> feminine, `сообщили` -> plural, `говорит` -> neither."""
    for parse in parses(word):
        tag = parse.tag
        if tag.POS in {"VERB", "PRTS", "ADJS"}:
            gender: dict[str | None, Gender] = {"masc": "masculine", "femn": "feminine"}
            return gender.get(tag.gender), tag.number == "plur"
    return None, False
