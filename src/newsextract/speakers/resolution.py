"""One source after the other: what the words at a quote are, and who that is in this article.

The ways are tried in order: pronoun, name, document, description, body, anything else. Each gives None when
the words are not of its kind.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsextract.lexicon import pronouns
from newsextract.lexicon.organisations import POINTED_AT
from newsextract.lexicon.positions import INDEFINITE, NO_ROLES, STRANGERS
from newsextract.mentions.organisations import is_media, read_organisation
from newsextract.mentions.phrases import begins_sentence
from newsextract.mentions.positions import may_begin_before, position_before, read_position
from newsextract.mentions.word_forms import words_in_nominative
from newsextract.morphology import lemma
from newsextract.records import Case, Gender, Name, Organisation, Position, Speaker
from newsextract.speakers import documents
from newsextract.speakers.appositions import may_be_subject
from newsextract.speakers.bearers import bearer
from newsextract.speakers.body_names import pointed_at
from newsextract.speakers.descriptions import is_within, owner_of, tells_more, with_owner
from newsextract.speakers.groups import last_group, share_of_people
from newsextract.speakers.people import Figure
from newsextract.speakers.scene import LOOK_BACK, Scene
from newsextract.speakers.sources import (
    Source,
    at_name,
    branded,
    depends,
    follows_source_noun,
    hidden_position,
    is_place,
    is_relative,
    lead_in,
    name_opening,
    pointing,
    uncapitalised_position,
    unknown_name,
)

STRANGER_REACH = 600  # characters back to the unnamed man whom `мужчина` means
DESCRIPTION_REACH = 60  # characters back to the head of a description of which only the end was given
_IN = frozenset([" в ", "в ", "\nв "])
_OPENING_MARKS = frozenset('"«“„')
NAME_BEHIND = 80  # characters from a position to the name whose it is
OPENING = 10  # characters before a pronoun that begins a text: `По| его словам`, `Также| он`
RELATION_REACH = 40  # characters back to the noun that a name in the genitive depends on


class Resolver:
    """Fills in who the sources of one article are; they come in the order of the text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text

    def resolve(self, given: Speaker, gender: Gender | None, plural: bool) -> Speaker:
        """The speaker with name, kind, role, organisation and gender, as far as the article tells."""
        source = Source(given, given.start + lead_in(given.text), gender, plural)
        if is_relative(source.words):
            return replace(given, name=None)
        for read in (self._pronoun, self._name, self._document, self._description, self.body, self._other):
            speaker = read(source)
            if speaker is not None:
                return speaker
        return replace(given, name=None)

    # ---- persons

    def _person(self, given: Speaker, figure: Figure, called: Position | None = None) -> Speaker:
        self.scene.speaks(given, figure)
        if called is not None and tells_more(called, figure.positions):
            figure.positions.append(called)
        says_role = called is not None and called.head not in NO_ROLES
        role = figure.role or (called.name if called is not None and says_role else None)
        organisation = figure.organisation or (called.organisation if called is not None else None)
        return replace(
            given, kind="person", name=figure.name, role=role, organisation=organisation, gender=figure.gender
        )

    def _pronoun(self, source: Source) -> Speaker | None:
        word = source.given.text.lower()
        if word in pronouns.PLACE:
            body = self.scene.bodies.before(source.start)
            return (
                replace(source.given, kind="organisation") if body is None else self._body(source.given, body)
            )
        if word in pronouns.PLURAL:
            return self._last_group(source)
        if word in pronouns.INSIDE and self.text[max(0, source.start - 3) : source.start].lower() in _IN:
            return self._in_it(source)
        if word in pronouns.FEMININE:
            return self._he_or_she(source, "feminine")
        return self._he_or_she(source, "masculine") if word in pronouns.MASCULINE else None

    def _in_it(self, source: Source) -> Speaker:
        """`в нем говорится`: the document named before."""
        document = documents.last(self.scene, source.start)
        return documents.speaker_of(source.given, document or documents.Document(None))

    def _he_or_she(self, source: Source, gender: Gender) -> Speaker:
        found = self.scene.nearest(source.start, gender)
        if found is None:
            sole = self._only(source.start, gender)
            if sole is not None:
                return self._person(source.given, sole)
            return replace(source.given, kind="person", name=None)
        if found.figure is not None:
            return self._person(source.given, found.figure)
        assert found.speaker is not None
        speaker = pointing(found.speaker, source.given)
        self.scene.speaks_unnamed(speaker, plural=False)
        return speaker

    def _only(self, place: int, gender: Gender) -> Figure | None:
        """The one person who speaks, when named before a place or when a text begins there."""
        sole = self.scene.sole_speaker
        if sole is None or sole.gender != gender:
            return None
        return sole if place < OPENING or sole.names[0].start < place else None

    def _last_group(self, source: Source) -> Speaker:
        """Several people or a body that spoke, or the people named since: whoever came last."""
        said = [said for said in self.scene.said[-LOOK_BACK:] if said.plural and said.start < source.start]
        start = said[-1].start if said else -1
        body = self.scene.bodies.last_spoken(source.start)
        group = last_group(self.text, source.start, self.scene.is_quoted)
        if group is not None and group.start > max(start, body.start if body is not None else -1):
            return self._unnamed(source.given, group)
        if body is not None and body.start > start:
            return self._body(source.given, body)
        if said and said[-1].speaker is not None:
            return pointing(said[-1].speaker, source.given)
        return replace(source.given, kind="unnamed", name=None)

    def _name(self, source: Source) -> Speaker | None:
        inside = self.scene.names_within(source.start, source.given.stop)
        if not inside:
            return None
        name = inside[0]
        described = self._whose(name, source.start)
        if described is not None:
            return self._by_description(source, described)
        if name.start > source.start and self._belongs(name, source.start):
            return None
        return self._person(source.given, self.scene.owner(name))

    def _belongs(self, name: Name, start: int) -> bool:
        """Whether the name is a part of the description that begins at `start`: `жена Жумина`."""
        position = read_position(self.text, start, len(self.text))
        if position is None:
            return False
        inside = position.stop >= name.stop and not may_be_subject(self.text, name)
        return inside or depends(position, name, self.text)

    def _whose(self, name: Name, start: int) -> Position | None:
        """`по словам защитницы| Жумина`: the source is she, the name only says whose."""
        if name.start != start or name.gender is None or may_be_subject(self.text, name):
            return None
        position = name.position or position_before(self.text, start, max(0, start - RELATION_REACH))
        if position is None or position.start > start or position.gender in {name.gender, None}:
            return None
        return position

    # ---- descriptions

    def _description(self, source: Source) -> Speaker | None:
        position = None if self._is_in_marks(source) else self._position(source)
        if position is None:
            return None
        if position.plural or source.plural:
            return self._unnamed(source.given, position)
        own = self._own_name(position)
        if own is not None:
            return self._person(source.given, self.scene.owner(own), position)
        named = self.scene.name_behind(position.stop)
        unknown = unknown_name(self.text, position, source.given.stop) if named is None else None
        if unknown is not None:
            figure = self.scene.introduce(replace(unknown, gender=source.gender))
            within = unknown.stop <= source.given.stop
            given = at_name(source.given, unknown) if within else source.given
            return self._person(given, figure, unknown.position)
        return self._by_description(source, position)

    def _is_in_marks(self, source: Source) -> bool:
        """`"Коммерсант| сообщил`: a name in quotation marks is no description."""
        before = self.text[max(0, source.start - 1) : source.start]
        return before in _OPENING_MARKS and self.text[source.start].isupper()

    def _own_name(self, position: Position) -> Name | None:
        """The name whose position this is, also farther off: `специалист| из Степного банка Асет Жумин`."""
        following = self.scene.names_between(position.stop, position.stop + NAME_BEHIND)[:1]
        own = (name for name in following if name.position is not None)
        return next((name for name in own if name.position and name.position.start == position.start), None)

    def _position(self, source: Source) -> Position | None:
        """The position at the source's words, also when they are only its end (`замначальника| ДЧС`)."""
        start = source.start
        floor = max(0, start - DESCRIPTION_REACH)
        if self.text[max(0, start - 1) : start] == " " and may_begin_before(self.text, start, floor):
            longer = position_before(self.text, source.given.stop, floor, case="nominative")
            if longer is not None and longer.start < start < longer.stop:
                return longer
        case: Case | None = "genitive" if follows_source_noun(self.text, start) else None
        found = read_position(self.text, start, len(self.text), plural=source.plural, case=case)
        if found is None and self.text[start].isupper() and begins_sentence(self.text, start):
            return uncapitalised_position(self.text, start)
        return hidden_position(self.text, start) if found is None else found

    def _by_description(self, source: Source, position: Position) -> Speaker:
        asked, owners = position, self._owners(position)
        behind = self.scene.name_behind(position.stop)
        if behind is not None:
            asked = replace(position, name=f"{position.name} {behind.text}")
        same = self._same_stranger(position)
        if same is not None:
            return pointing(same, source.given)
        figure = bearer(self.scene, asked, source.start, source.gender, owners)
        if figure is None:
            return self._unnamed(source.given, position)
        return self._person(source.given, figure, position)

    def _same_stranger(self, position: Position) -> Speaker | None:
        """`отец девушки сообщил ... добавил мужчина`: the bare word means the unnamed one who just spoke."""
        last = self.scene.said[-1] if self.scene.said else None
        if last is None or last.speaker is None or last.plural or position.head not in STRANGERS:
            return None
        fits = position.gender is not None and last.gender == position.gender and " " not in position.name
        return last.speaker if fits and position.start - last.start < STRANGER_REACH else None

    def _owners(self, position: Position) -> list[Figure]:
        """Whose relative or adviser is described: `адвокат Жумина`, `врач президента`, `его советник`."""
        behind = self.scene.name_behind(position.stop)
        names = [*self.scene.names_within(position.start, position.stop), *([behind] if behind else [])]
        owners = [self.scene.owner(name) for name in names]
        owners += self.scene.bearers_of(owner_of(position))
        possessive = self.text[max(0, position.start - 4) : position.start].split()[-1:]
        gender = pronouns.POSSESSIVE.get(possessive[0].lower()) if possessive else None
        near = self.scene.nearest(position.start, gender) if gender is not None else None
        return owners if near is None or near.figure is None else [*owners, near.figure]

    def _unnamed(self, given: Speaker, position: Position) -> Speaker:
        """A source without a name keeps its description, with the name it depends on: `жена Жумина`."""
        owner = self.scene.name_behind(position.stop)
        position = self.scene.with_body(position)
        name = f"{position.name} {owner.text}" if owner is not None else self._first_description(position)
        speaker = replace(
            given,
            kind="unnamed",
            name=name,
            organisation=position.organisation,
            gender=None if position.plural else position.gender,
        )
        self.scene.speaks_unnamed(speaker, plural=position.plural)
        return speaker

    def _first_description(self, position: Position) -> str:
        """The same source as it was first described: `свидетель` -> `несовершеннолетний свидетель`."""
        words = position.name.split()
        for appearance in reversed(self.scene.said[-LOOK_BACK:]):
            known = appearance.speaker.name if appearance.speaker is not None else None
            if known and appearance.plural == position.plural and is_within(words, known.split()):
                return known
        return with_owner(position)

    # ---- documents and bodies

    def _document(self, source: Source) -> Speaker | None:
        """Whose message it is; a law, an order, a file speak for themselves."""
        start = documents.opening(self.text, source.start)
        document = documents.read(self.scene, start)
        if document is None:
            return None
        place = documents.agent(self.text, start) if document.name is None else None
        by_agent = self._agent(source.given, place) if place is not None else None
        return by_agent or documents.speaker_of(source.given, document)

    def _agent(self, given: Speaker, place: int) -> Speaker | None:
        """`информации, предоставленной| главой МВД`: what he made known."""
        position = read_position(self.text, place, len(self.text))
        behind = place if position is None else position.stop + 1
        name = next(iter(self.scene.names_between(behind, behind + 1)), None)
        named = name or position or read_organisation(self.text, place, len(self.text))
        if named is None:
            return None
        words = self.text[place : named.stop]
        speaker = self.resolve(replace(given, start=place, stop=named.stop, text=words), None, False)
        return pointing(speaker, given)

    def body(self, source: Source) -> Speaker | None:
        """A body or an outlet; `ведомство` is the one named before."""
        organisation = self.scene.bodies.read(name_opening(self.text, source))
        if organisation is None:
            return None
        outlet = organisation.media and pointed_at(organisation.name) not in POINTED_AT
        named = None if outlet else self.scene.bodies.meant(organisation.name, source.start)
        if named is not None:
            organisation = replace(organisation, name=named.name, media=named.media)
        return self._body(source.given, organisation)

    def _body(self, given: Speaker, organisation: Organisation) -> Speaker:
        media = organisation.media or is_media(organisation.name)
        if not media:
            self.scene.bodies.remember(organisation)
        name = self.scene.bodies.full(organisation)
        owner = self.scene.name_behind(organisation.stop)
        if owner is not None and owner.case == "genitive":
            name = f"{organisation.name} {owner.text}"
        return replace(given, kind="media" if media else "organisation", name=name, organisation=None)

    def _last_word(self, source: Source, words: list[str]) -> Speaker | None:
        """A description behind words that are no part of it: `что суд установил порядок| судья`."""
        if len(words) < 2:
            return None
        position = read_position(self.text, source.given.stop - len(words[-1]), source.given.stop)
        if position is None or position.text != position.name:
            return None
        if any(lemma(word.lower()) in INDEFINITE for word in words):
            return self._unnamed(source.given, replace(position, name=source.words))
        return self._by_description(source, position)

    def _other(self, source: Source) -> Speaker | None:
        """Nothing the lexicon knows: a share of people, a surname, a place, a body by context."""
        words = source.words.split()
        share = share_of_people(source.words)
        if share is not None:
            return replace(source.given, kind="unnamed", name=share)
        finding = documents.finding(words) if source.given.kind in {"unnamed", "document"} else None
        if finding is not None:
            return replace(source.given, kind="document", name=finding)
        if not words or not words[0][0].isupper():
            return self._last_word(source, words)
        figure = self.scene.by_surname(words[-1])
        if figure is not None:
            return self._person(source.given, figure)
        brand = branded(words)
        if brand is not None:
            body = Organisation(start=source.start, stop=source.given.stop, text=source.words, name=brand)
            return self._body(source.given, body)
        in_marks = self._is_in_marks(source)
        if source.given.kind == "document":
            name = words_in_nominative(words)
            return replace(source.given, name=name[0].lower() + name[1:] if name[1:2].islower() else name)
        if source.given.kind == "organisation" or in_marks or is_place(words):
            name = words_in_nominative(words)
            body = Organisation(start=source.start, stop=source.given.stop, text=source.words, name=name)
            return self._body(source.given, body)
        return None
