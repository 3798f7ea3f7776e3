"""Every record that one stage hands to the next or that a user holds. Imports nothing of ours.

All records are frozen. Spans are `start`, `stop` in characters, half open, and always index
`Article.text` (or the string given to a finder): `text[mention.start:mention.stop] == mention.text`.
Sums are `Decimal`, currencies ISO 4217 codes, datetimes carry their timezone, absent is None or empty.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, get_args

import msgspec

PageKind = Literal["html", "text"]
Bound = Literal["exact", "about", "at_least", "at_most", "range"]
Role = Literal["lead", "body", "subheading", "list_item", "table_row", "blockquote"]
NumberKind = Literal["cardinal", "ordinal", "collective"]
PercentUnit = Literal["percent", "percentage_point", "permille"]
Direction = Literal["up", "down"]
QuoteKind = Literal["direct", "partial", "indirect"]
CuePosition = Literal["after", "before", "inside", "next_sentence"]
SpeakerKind = Literal["person", "organisation", "document", "unnamed", "media"]
Gender = Literal["masculine", "feminine"]
Stance = Literal["affirmed", "denied", "asked"]
Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The common ground of all records: frozen, keyword-only, strict when decoded."""


# ---- the page


class Paragraph(Record, frozen=True, kw_only=True):
    """A block of `Article.text`, with the place it had on the page."""

    start: int
    stop: int
    role: Role


class Dropped(Record, frozen=True, kw_only=True):
    """A block that was on the page and is not in the text, with the name of the rule that took it out."""

    text: str
    reason: str


class Link(Record, frozen=True, kw_only=True):
    """Another article the page points to; `url` is None in flattened dumps."""

    title: str
    url: str | None = None


class CurrencyRate(Record, frozen=True, kw_only=True):
    """A rate as the page's widget showed it: tenge (or the site's currency) for one unit of `currency`."""

    currency: str
    value: Decimal
    direction: Direction | None = None


class Weather(Record, frozen=True, kw_only=True):
    """A temperature in degrees Celsius as the page's widget showed it; city None when it names none."""

    city: str | None
    temperature: int


class Widgets(Record, frozen=True, kw_only=True):
    """What the page's surroundings showed as data."""

    rates: tuple[CurrencyRate, ...] = ()
    weather: tuple[Weather, ...] = ()


class Article(Record, frozen=True, kw_only=True):
    """A cleaned page. `text` is the one coordinate system: kept blocks, normalised, joined by newlines."""

    text: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    title: str | None = None
    lead: str | None = None
    url: str | None = None
    site: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    views: int | None = None
    comments: int | None = None
    captions: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()
    widgets: Widgets = Widgets()
    dropped: tuple[Dropped, ...] = ()
    profile: str | None = None
    warnings: tuple[str, ...] = ()


# ---- mentions


class Mention(Record, frozen=True, kw_only=True):
    """A stretch of the text: `text[start:stop]`."""

    start: int
    stop: int
    text: str


class Number(Mention, frozen=True, kw_only=True):
    """A number as written. `min` equals `max` for a point; one of them is None for an open bound."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound = "exact"
    kind: NumberKind = "cardinal"
    rule: str


class Percent(Mention, frozen=True, kw_only=True):
    """A percentage, percentage points or permille; `min` and `max` as in `Number`."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound = "exact"
    unit: PercentUnit = "percent"
    rule: str


class Multiple(Mention, frozen=True, kw_only=True):
    """How many times more or less: `в 2,5 раза`, `вдвое`; `min` and `max` as in `Number`."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound = "exact"
    direction: Direction | None = None
    rule: str


class Money(Mention, frozen=True, kw_only=True):
    """A sum of money. `currency` is ISO 4217, or MRP, MZP, MROT for index units.

    `per` is the unit a price is for (`литр`, `месяц`); `elliptic` says that the currency word is left out
    here and was taken from its surroundings; `quote` is the index in `Extraction.quotes` of the quote that
    holds the sum, `stance` how that quote stands to it. Outside quotes `stance` is None, or `denied` where
    somebody refutes the sum (`опроверг слухи о 5 млн тенге`): `denied_by`.
    """

    min: Decimal | None
    max: Decimal | None
    currency: str
    bound: Bound = "exact"
    per: str | None = None
    elliptic: bool = False
    quote: int | None = None
    stance: Stance | None = None
    denied_by: Speaker | None = None
    rule: str

    def __str__(self) -> str:
        """`4 600 000 000 KZT`; a range as `5–10 KZT`, open bounds with `≥` and `≤`, `≈` for about."""
        low = "" if self.min is None else f"{self.min:,}".replace(",", " ")
        high = "" if self.max is None else f"{self.max:,}".replace(",", " ")
        marks = {"about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}
        value = f"{low}–{high}" if self.bound == "range" else marks.get(self.bound, "") + (low or high)
        return f"{value} {self.currency}"


class Position(Mention, frozen=True, kw_only=True):
    """A position or description of a person as written: `вице-министра цифрового развития РК`.

    `name` is the whole phrase in the nominative, `head` the lemma of its noun (`вице-министр`),
    `organisation` the body the position is in, when the phrase names one.
    """

    name: str
    head: str
    gender: Gender | None = None
    plural: bool = False
    organisation: str | None = None


class Name(Mention, frozen=True, kw_only=True):
    """A person's name as written, its parts in the nominative; an initial is kept as `К.`.

    `case` is None where the form does not tell; `position` stands beside the name (`аким области Ержан
    Сапаров`). `family_first` says that the surname stands before the given name in this person's language
    (`Си Цзиньпин`).
    """

    first: str | None = None
    patronymic: str | None = None
    surname: str | None = None
    gender: Gender | None = None
    case: Case | None = None
    position: Position | None = None
    family_first: bool = False

    @property
    def full(self) -> str:
        """The parts that this mention gives, in the nominative and in the order of the person's language."""
        parts = (self.first, self.patronymic, self.surname)
        return " ".join(part for part in (parts[::-1] if self.family_first else parts) if part)


class Organisation(Mention, frozen=True, kw_only=True):
    """A body, firm or document source as written (`в пресс-службе МВД`), its name in the nominative.

    `abbreviation` is the short form introduced beside it; `media` says that it is a news outlet.
    """

    name: str
    abbreviation: str | None = None
    media: bool = False


class Cue(Mention, frozen=True, kw_only=True):
    """The reporting words as written (`сказал`, `по словам`), with the lemma of their head."""

    lemma: str


class Speaker(Mention, frozen=True, kw_only=True):
    """The source of a quote: the words that name it at the quote, and who that is over the whole article.

    `name` is nominative and as full as the article gives it, None when it cannot be known.
    """

    kind: SpeakerKind
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    gender: Gender | None = None


class Quote(Record, frozen=True, kw_only=True):
    """Speech or a statement of a source; a part is one contiguous stretch, without marks and attribution."""

    kind: QuoteKind
    parts: tuple[Mention, ...]
    cue: Cue | None = None
    position: CuePosition | None = None
    speaker: Speaker | None = None
    rule: str

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def stop(self) -> int:
        return self.parts[-1].stop

    @property
    def text(self) -> str:
        """The words, with the attribution inside them left out."""
        return " ".join(part.text for part in self.parts)


class Person(Record, frozen=True, kw_only=True):
    """A person of the article, once: every mention, every position given, how often quoted."""

    name: str
    gender: Gender | None = None
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quoted: int = 0


class Claim(Record, frozen=True, kw_only=True):
    """Who named which sum, or refuted it outside quotes (`quote` is None), and the stance towards it.

    `money` and `quote` are indices into `Extraction.money` and `.quotes`.
    """

    money: int
    quote: int | None
    speaker: Speaker | None
    stance: Stance


# ---- results


class Extraction(Record, frozen=True, kw_only=True):
    """All that was read from one page."""

    id: str | None = None
    article: Article
    money: tuple[Money, ...] = ()
    percents: tuple[Percent, ...] = ()
    multiples: tuple[Multiple, ...] = ()
    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        """Who named which sum: one claim for each that is quoted or refuted, in the order of the text."""
        return tuple(
            Claim(
                money=index,
                quote=money.quote,
                speaker=money.denied_by if money.quote is None else self.quotes[money.quote].speaker,
                stance=money.stance or "affirmed",
            )
            for index, money in enumerate(self.money)
            if money.quote is not None or money.stance is not None
        )

    def to_dict(self) -> dict[str, Any]:
        """One JSON-ready object: the article's fields at the top level beside the lists of mentions."""
        record: dict[str, Any] = msgspec.to_builtins(self)
        article = record.pop("article")
        return {"id": record.pop("id"), **article, **record}


class Failure(Record, frozen=True, kw_only=True):
    """A page that gave no record, and why."""

    id: str | None = None
    url: str | None = None
    stage: str
    error: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        """The row that stands in the output instead of the page's record."""
        return {
            "id": self.id,
            "url": self.url,
            "error": {"stage": self.stage, "type": self.error, "message": self.message},
        }


class PageError(ValueError):
    """A page from which nothing can be read: empty, not text, over a limit. `stage` says where it stopped."""

    def __init__(self, message: str, *, stage: str) -> None:
        super().__init__(message)
        self.stage = stage


class Limits(Record, frozen=True, kw_only=True):
    """What one page may cost before it is refused with a `PageError`.

    `max_bytes`: size of the page as given (bytes, or characters of a str). `max_characters`: length of the
    article's text, which the time of the finders grows with (about 4 seconds a million). `max_depth`: nesting
    of tags, by which no page is refused: deeper tags are taken out, their text stays, and a warning in the
    record says so. `max_seconds`: time for the whole page, looked at between stages.
    """

    max_bytes: int = 20_000_000
    max_characters: int = 2_000_000
    max_depth: int = 1_000
    max_seconds: float = 20.0


class Hints(Record, frozen=True, kw_only=True):
    """What is known of a page besides its content: completes what the page does not say.

    `title` helps to drop its repetition. `date` (of fetching or publication) anchors `Вчера 18:37` and stands
    in for a publication time the page lacks. `kind` says whether the page is HTML or a flattened dump;
    None decides by looking. `charset` is the HTTP header's, believed when the bytes agree.
    """

    url: str | None = None
    title: str | None = None
    date: datetime | None = None
    kind: PageKind | None = None
    charset: str | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` for a kind that is none."""
        if self.kind not in (None, *get_args(PageKind)):
            raise ValueError(f"kind {self.kind!r} is neither 'html' nor 'text': without it the page tells")
