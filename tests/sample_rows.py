"""Rows to write: pages that were read and pages that were not, with every field filled somewhere."""

from datetime import datetime
from decimal import Decimal

from newsextract.records import (
    Article,
    Cue,
    CurrencyRate,
    Dropped,
    Extraction,
    Failure,
    Link,
    Mention,
    Money,
    Multiple,
    Paragraph,
    Percent,
    Person,
    Quote,
    Speaker,
    Weather,
    Widgets,
)

TEXT = (
    "На ремонт дороги выделили 4,6 млрд тенге, рассказал аким области Ержан Сапаров.\n"
    '"Работы, - сказал Сапаров, - закончим к осени".\n'
    "Расходы выросли вдвое, или на 12,5 процента."
)


def mention(text: str, start: int = 0) -> Mention:
    start = TEXT.index(text, start)
    return Mention(start=start, stop=start + len(text), text=text)


def span(text: str, start: int = 0) -> dict[str, int | str]:
    found = mention(text, start)
    return {"start": found.start, "stop": found.stop, "text": text}


SPEAKER = Speaker(
    **span("Сапаров", 90),  # type: ignore[arg-type]
    kind="person",
    name="Ержан Сапаров",
    role="аким области",
    gender="masculine",
)

PAGE = Extraction(
    id="=1+1",
    article=Article(
        text=TEXT,
        paragraphs=(
            Paragraph(start=0, stop=79, role="lead"),
            Paragraph(start=80, stop=len(TEXT), role="body"),
        ),
        title='Дорогу "Север - Юг"; закончат\tк осени',
        lead="- Дорогу закончат",
        url="https://tengrinews.kz/kazakhstan_news/doroga-1/",
        site="tengrinews",
        published=datetime.fromisoformat("2024-04-10T15:57:00+05:00"),
        authors=("Асель Ким", "Иван О'Нил"),
        section="Казахстан",
        tags=("дороги", "бюджет, расходы"),
        language="ru",
        views=12_500,
        comments=0,
        captions=("Фото: акимат",),
        related=(Link(title="Мост откроют", url=None),),
        sources=("акимат области",),
        widgets=Widgets(
            rates=(CurrencyRate(currency="USD", value=Decimal("447.12"), direction="up"),),
            weather=(Weather(city=None, temperature=-7),),
        ),
        dropped=(
            Dropped(text="+7 (700) 000-00-00 Подпишись", reason="banner"),
            Dropped(text="'", reason="menu"),
        ),
        profile="tengrinews",
        warnings=("text after the article was cut",),
    ),
    money=(
        Money(
            **span("4,6 млрд тенге"),  # type: ignore[arg-type]
            min=Decimal(4_600_000_000),
            max=Decimal(4_600_000_000),
            currency="KZT",
            quote=0,
            rule="number currency",
        ),
    ),
    percents=(
        Percent(
            **span("12,5 процента"),  # type: ignore[arg-type]
            min=Decimal("12.5"),
            max=None,
            bound="at_least",
            rule="number percent",
        ),
    ),
    multiples=(
        Multiple(
            **span("вдвое"),  # type: ignore[arg-type]
            min=Decimal(2),
            max=Decimal(2),
            direction="up",
            rule="word",
        ),
    ),
    quotes=(
        Quote(
            kind="direct",
            parts=(mention("Работы"), mention("закончим к осени")),
            cue=Cue(**span("сказал", 90), lemma="сказать"),  # type: ignore[arg-type]
            position="inside",
            speaker=SPEAKER,
            rule="marks",
        ),
        Quote(kind="indirect", parts=(mention("Расходы выросли вдвое"),), rule="that"),
    ),
    people=(
        Person(
            name="Ержан Сапаров",
            gender="masculine",
            roles=("аким области",),
            mentions=(mention("Ержан Сапаров"), mention("Сапаров", 90)),
            quoted=1,
        ),
    ),
)

BARE = Extraction(id=None, article=Article(text="\tБез сумм \u2028и \x0b цитат", title=""))

FAILURE = Failure(
    id="../../etc/passwd", url=None, stage="clean", error="PageError", message='the page is "empty"'
)

ROWS: tuple[Extraction | Failure, ...] = (PAGE, BARE, FAILURE)
