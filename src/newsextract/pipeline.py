"""The stages in order, nothing else: page -> Article -> mentions -> attribution -> Extraction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsextract.attribution import Attributed, attribute
from newsextract.mentions.money import find_money
from newsextract.mentions.names import find_names
from newsextract.mentions.percents import find_multiples, find_percents
from newsextract.mentions.quotes import find_quotes as find_quotes_as_written
from newsextract.mentions.sources import find_sources
from newsextract.page.clean import clean_page
from newsextract.records import Article, Extraction, Hints, Limits, PageError, PageKind, Person, Quote

if TYPE_CHECKING:
    from bs4 import Tag
    from lxml.html import HtmlElement

    Page = bytes | str | Tag | HtmlElement

DEFAULT_LIMITS = Limits()


def extract(  # noqa: PLR0913 -- the options are the public interface, all of them keyword-only
    page: Page,
    *,
    url: str | None = None,
    title: str | None = None,
    date: datetime | str | None = None,
    kind: PageKind | None = None,
    charset: str | None = None,
    id: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Extraction:
    """Read one page: the clean article, its sums of money, percentages, quotes, speakers and people.

    `page` is bytes, a str of HTML or of a flattened dump, a BeautifulSoup or Tag, or an lxml element.
    What is known besides (`url`, `title`, `date` of fetching or publication, the HTTP `charset`) completes
    what the page does not say; `kind` skips the guess between HTML and text. Raises `PageError` for a page
    nothing can be read from, `ValueError` for a `date` or `kind` that is none.

    >>> page = '''Аким ответил о дороге
    ... На ремонт дороги выделили 4,6 млрд тенге, рассказал аким области Ержан Сапаров.
    ... "Работы закончим к осени", - сказал Сапаров.'''
    >>> result = extract(page, url="https://tengrinews.kz/kazakhstan_news/akim-1/")
    >>> result.money[0].max, result.money[0].currency
    (Decimal('4600000000'), 'KZT')
    >>> result.quotes[-1].text, result.quotes[-1].speaker.name
    ('Работы закончим к осени', 'Ержан Сапаров')
    """
    hints = Hints(url=url, title=title, date=_moment(date), kind=kind, charset=charset)
    deadline = _Deadline(limits.max_seconds)
    article = clean_page(page, hints, limits)
    deadline.check("clean")
    text = article.text
    if len(text) > limits.max_characters:
        message = (
            f"the text has {len(text):,} characters, Limits.max_characters allows {limits.max_characters:,}"
        )
        raise PageError(f"{message}: raise it to read the page all the same", stage="clean")
    money = tuple(find_money(text))
    percents = tuple(find_percents(text))
    multiples = tuple(find_multiples(text))
    deadline.check("money")
    names = find_names(text)
    deadline.check("names")
    quotes = tuple(find_quotes_as_written(text, article.paragraphs, names))
    sources = find_sources(text)
    deadline.check("quotes")
    attributed = attribute(text, quotes, money, names)
    deadline.check("attribution")
    return Extraction(
        id=id,
        article=replace(article, sources=sources),
        money=attributed.money,
        percents=percents,
        multiples=multiples,
        quotes=attributed.quotes,
        people=attributed.people,
    )


def clean(  # noqa: PLR0913 -- the same keyword-only options as extract
    page: Page,
    *,
    url: str | None = None,
    title: str | None = None,
    date: datetime | str | None = None,
    kind: PageKind | None = None,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """The clean article alone, without looking for mentions; arguments and errors as in `extract`.

    >>> article = clean("<h1>Погода</h1><p>В Алматы ожидается дождь, сообщили синоптики.</p>", kind="html")
    >>> article.text
    'В Алматы ожидается дождь, сообщили синоптики.'
    """
    hints = Hints(url=url, title=title, date=_moment(date), kind=kind, charset=charset)
    article = clean_page(page, hints, limits)
    return replace(article, sources=find_sources(article.text))


def find_quotes(text: str) -> Iterator[Quote]:
    """Quotes of a text in its order, their speakers resolved as far as this text tells.

    >>> [quote] = find_quotes('"Работы закончим к осени", - сказал аким района Ержан Сапаров.')
    >>> quote.text, quote.speaker.name, quote.speaker.role
    ('Работы закончим к осени', 'Ержан Сапаров', 'аким района')
    """
    yield from _attributed(text).quotes


def find_people(text: str) -> Iterator[Person]:
    """The people of a text, each once, with the positions it gives them.

    >>> [person] = find_people("Аким района Ержан Сапаров уволил подрядчика. Сапаров объяснил это сроками.")
    >>> person.name, person.roles, len(person.mentions)
    ('Ержан Сапаров', ('аким района',), 2)
    """
    yield from _attributed(text).people


def _attributed(text: str) -> Attributed:
    names = find_names(text)
    quotes = tuple(find_quotes_as_written(text, names=names))
    return attribute(text, quotes, (), names=names)


def _moment(date: datetime | str | None) -> datetime | None:
    if not isinstance(date, str):
        return date
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        raise ValueError(f"date {date!r} is not ISO 8601: write it as 2024-04-10T15:57+05:00") from None


class _Deadline:
    """Refuses a page between two stages when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.stop = monotonic() + seconds

    def check(self, stage: str) -> None:
        if monotonic() > self.stop:
            message = f"the page took more than {self.seconds:g} s: raise Limits.max_seconds to wait longer"
            raise PageError(message, stage=stage)
