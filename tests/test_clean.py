"""Cleaning: what leaves a page and for what reason, what must stay, and what is read beside the text."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsextract.page.assembly import NO_ARTICLE
from newsextract.page.clean import clean_page
from newsextract.records import Article, Hints, Limits, PageError

FIRST = "Мост через Ишим откроют в октябре, сообщил аким области Ержан Сапаров на встрече с жителями."
LAST = "На строительство из бюджета выделили 940 миллионов тенге, работы идут с прошлой весны."
NEWS = "https://tengrinews.kz/kazakhstan_news/most-1/"
EVAL = Path(__file__).parents[2] / "shared" / "eval"


def cleaned(page: str, **hints: object) -> Article:
    return clean_page(page, Hints(**hints), Limits())  # type: ignore[arg-type]


def lines(*between: str, url: str | None = None) -> Article:
    return cleaned("\n".join([FIRST, *between, LAST]), kind="text", url=url)


def dropped(article: Article) -> list[tuple[str, str]]:
    return [(item.reason, item.text) for item in article.dropped]


# ---- lines

# reason -> lines of any site that are dropped for it, between two paragraphs of a dump
BOILERPLATE = {
    "share": [
        "Поделиться",
        "ПОДЕЛИТЬСЯ:",
        "Facebook Twitter ВКонтакте Одноклассники",
        "Поделиться: Facebook, Telegram, WhatsApp",
    ],
    "promotion": [
        "Подписывайтесь на наш Telegram-канал и узнавайте новости первыми",
        "Больше новостей в Telegram-канале «Вестника». Подписывайся!",
        "Читайте нас также в Instagram",
        "Следите за нашими новостями в Telegram и Facebook",
        "Наши новости теперь в WhatsApp! Подписывайтесь на канал",
    ],
    "error_report": [
        "Если вы нашли ошибку в тексте, выделите ее мышью и нажмите Ctrl+Enter",
        "Если вы обнаружили опечатку – выделите фрагмент и нажмите на ссылку.",
        "Нашли ошибку? Сообщите редакции",
        "Сообщить об ошибке х",
    ],
    "comments": ["Комментарии (12)", "Оставить комментарий", "3 комментария", "Комментариев пока нет"],
    "related": [
        "Читайте также: Кто построит дорогу к мосту",
        "Смотрите также - Как строили мост",
        "По теме: Паводок на Ишиме",
        "Читайте об этомв нашем материале.",
        "Смотрите об этом в нашем репортаже",
    ],
    "tags": ["Теги: мост, Ишим", "Ключевые слова: дорога"],
    "source": ["Источник: vestnik.kz", "Источник – пресс-служба акимата", "По сообщению сайта Vestnik.kz"],
    "caption": [
        "Фото: depositphotos.com",
        "Фото ©️ Tengrinews.kz / Данияр Муканов",
        "Фото пресс-службы акимата",
        "Фото Марии Ким",
        "Кадр из видео",
        "Скриншот с сайта акимата",
        "На снимке: новый мост",
    ],
    "embed": [
        "Посмотреть эту публикацию в Instagram",
        "Публикация от Мост Ишим (@most_demo)",
        "A post shared by Most (@most_demo)",
    ],
    "paid": ["Рекламный материал", "Материал предоставлен акиматом области", "На правах рекламы"],
    "automatic": ["Материал подготовлен в автоматическом режиме"],
    "counter": ["Просмотров: 1 204", "512 просмотров"],
    "rights": [
        "© 2015-2024 Степной вестник",
        "Все права защищены",
        "Любое использование материалов допускается только при наличии гиперссылки на сайт",
        "Перепечатка материалов только с разрешения редакции",
    ],
    "date": ["15 часов назад", "Опубликовано: 12 мая 2019 10:05"],
}


@pytest.mark.parametrize(
    ("reason", "line"), [(reason, line) for reason in BOILERPLATE for line in BOILERPLATE[reason]]
)
def test_boilerplate_is_dropped_for_its_reason(reason: str, line: str) -> None:
    article = lines(line)
    assert article.text == f"{FIRST}\n{LAST}"
    assert [item.reason for item in article.dropped] == [reason]


CONTENT = [
    "Напомним, старый мост закрыли для грузовиков в 2021 году.",
    "Ранее сообщалось, что подрядчик опоздал на полгода.",
    "Также он поделился планами на следующий год.",
    "Депутаты подписались на поправки к бюджету области.",
    "Источник в акимате сообщил, что смету пересчитают.",
    "По сообщению пресс-службы, мост выдержит сорок тонн.",
    "При использовании газовых баллонов на стройке обязательно проверяют шланги.",
    "Установите мобильное приложение eGov, чтобы оплатить проезд.",
    "Фото моста разошлись по социальным сетям, их опубликовали сотни человек.",
    "Новости о мосте появились в WhatsApp еще утром.",
    "Комментарии акима вызвали споры среди жителей.",
    "Продолжение строительства запланировано на весну.",
    "Реклама на мосту запрещена.",
    '"Подпишите акт, и мы откроем движение", - сказал он подрядчику.',
    "- Мост ждали десять лет, - рассказала жительница села.",
    "Погода",
    "Реклама",
    "Алматы",
    "Астана 15",
    "491.74",
]


@pytest.mark.parametrize("line", CONTENT)
@pytest.mark.parametrize("url", [None, NEWS])
def test_what_could_be_content_stays(line: str, url: str | None) -> None:
    article = lines(line, url=url)
    assert article.text == f"{FIRST}\n{line}\n{LAST}"
    assert article.dropped == ()


# lines that a widget could hold, between paragraphs
TABLES = [
    ["12.5", "13.1", "14.2"],
    ["Астана", "Караганда", "Костанай"],
    ["Астана 15", "Караганда 12", "Костанай 11"],
]


@pytest.mark.parametrize("table", TABLES)
def test_figures_and_cities_between_paragraphs_stay(table: list[str]) -> None:
    article = lines(*table, url=NEWS)
    assert article.text.split("\n") == [FIRST, *table, LAST]


WHATSAPP = "Наши новости теперь в WhatsApp! Подписывайтесь на наш канал в самом популярном мессенджере"
CODE = "if(window.innerWidth>480) { window.yaContextCb.push(() => { Ya.adfoxCode.create({ id: 1 }); }); }"
RBC = "https://www.rbc.ru/business/1"
# address, a line with {what is cut out of it}, the reasons
GLUED = [
    (NEWS, f"Мост откроют осенью. {{{WHATSAPP}}}", ["promotion"]),
    (NEWS, "Мост откроют осенью. {whatsapp button telegram button}", ["share"]),
    (NEWS, "{Продолжение■Кто построил мост16 апреля 2024 13:59}Новый мост выдержит сорок тонн.", ["related"]),
    (NEWS, "{Продолжение■Мост закрылиВчера 06:43■Мост открылиСегодня 07:12}Мост готов.", ["related"]),
    (NEWS, "{Новый мост построили за год16 апреля 2024 13:59}", ["related"]),
    (NEWS, CODE.join("{}") + "Мост открыт.", ["script"]),
    (NEWS, "Мост открыт. {Посмотреть эту публикацию в InstagramПубликация от Мост (@most)}", ["embed"]),
    (None, "{Фото: primeminister.kz}На мосту идут последние работы, укладывают асфальт.", ["caption"]),
    (None, "{Фото пресс-службы акимата}12 апреля аким осмотрел новый мост через Ишим.", ["caption"]),
    (None, "{Фото: пресс-служба МЧС}В результате проверки мост закрыли на две недели.", ["caption"]),
    (
        None,
        "{Фото Tengrinews.kz / Ия Ким}{Фото Ильи Ли}Мост через Ишим закрыли на две недели.",
        ["caption"] * 2,
    ),
    (None, "{Фото из соцсетей}Как сообщил аким района, мост откроют к первому снегу.", ["caption"]),
    (None, "{Фото из соцсетей}В акимате района на вопрос жителей ответили так:", ["caption"]),
    (None, "{Эскиз: отдел земельных отношений}В акимате пояснили, что сквер заложат осенью.", ["caption"]),
    (
        None,
        "{Фото Tengrinews.kz / Ия Ким} Пока семья ждет новую квартиру, соседи собирают деньги.",
        ["caption"],
    ),
    (None, "Мостов через Ишим стало больше. {Читайте об этомв нашем материале.}", ["related"]),
    (
        RBC,
        "Завод построит мост {Павел Дорин (Фото: Анна Левина / РИА)} Завод займет 2 млрд руб.",
        ["caption"],
    ),
    (RBC, "Завод займет 2 млрд руб. {rbc.group Банки сменили ставку Финансы rbc.group} Осенью.", ["related"]),
    (RBC, "Работы начнутся весной. {Читайте РБК в Telegram.}", ["promotion"]),
]


@pytest.mark.parametrize(("url", "line", "reasons"), GLUED)
def test_boilerplate_is_cut_out_of_a_line(url: str | None, line: str, reasons: list[str]) -> None:
    plain = line.replace("{", "").replace("}", "") if CODE not in line else f"{CODE}Мост открыт."
    article = lines(plain, url=url)
    parts = [part.strip() for part in re.split(r"[{}]", line.replace(CODE, "CODE"))]
    assert article.text.split("\n") == [FIRST, *filter(None, parts[::2]), LAST]
    cut = [text.replace("CODE", CODE) for text in parts[1::2]]
    assert dropped(article) == list(zip(reasons, cut, strict=True))


def test_a_glued_headline_that_was_broken_at_its_closing_mark_leaves() -> None:
    article = lines(
        'Продолжение■Аким: "Мост нужен всем!', '"16 апреля 2024 23:50Мост строят с весны.', url=NEWS
    )
    assert article.text == f"{FIRST}\nМост строят с весны.\n{LAST}"
    assert dropped(article) == [("related", 'Продолжение■Аким: "Мост нужен всем!"16 апреля 2024 23:50')]


def test_code_that_a_scraper_took_for_text_leaves() -> None:
    code = [
        "if(window.innerWidth>480) {",
        "window.yaContextCb.push(() => {",
        "ownerId: 1,",
        "stick: true",
        "});",
        "}",
    ]
    article = lines(*code)
    assert article.text == f"{FIRST}\n{LAST}"
    assert dropped(article) == [("script", line) for line in code]


def test_tags_behind_the_promotion_leave() -> None:
    page = "\n".join([FIRST, LAST, PROMOTION, "Мост", "Сапаров Ержан", "Министерство транспорта РК"])
    article = cleaned(page, kind="text")
    assert article.text == f"{FIRST}\n{LAST}"
    assert article.tags == ("Мост", "Сапаров Ержан", "Министерство транспорта РК")


# ---- headlines of other articles

PROMOTION = "Наши новости теперь в WhatsApp!"
# what stands between the paragraphs of a dump that holds boilerplate -> which lines of it are headlines
HEADLINES = [
    (
        ['"Мост ждали десять лет.', "Кто построит дорогу", 'Теперь он есть", - сказал аким.'],
        ["Кто построит дорогу"],
    ),
    (
        ["«Мост ждали десять лет.", "Аким: Дорогу построят", "Теперь он есть», - сказал аким."],
        ["Аким: Дорогу построят"],
    ),
    (
        ["Министр транспорта: Дороги отремонтируют к зиме"],
        ["Министр транспорта: Дороги отремонтируют к зиме"],
    ),
    (["Новая дорога", "Также он назвал срок ремонта дороги."], ["Новая дорога"]),
    (["В Таразе фермер построил мост за свой счет"], ["В Таразе фермер построил мост за свой счет"]),
    (["Что ответили в министерстве"], []),
    (["Деньги в трубу"], []),
    (["Сапаров рассказал о сроках, передает Tengrinews.kz"], []),
    (["Ранее в области построили два моста"], []),
    (["Автор обращения Рустам Ким:"], []),
    (['"Мост открыли вчера, - сказал аким', "Он уточнил сроки."], []),
]


@pytest.mark.parametrize(("between", "related"), HEADLINES)
def test_headlines_without_markup(between: list[str], related: list[str]) -> None:
    article = cleaned("\n".join([FIRST, *between, LAST, PROMOTION]), kind="text")
    assert article.text.split("\n") == [FIRST, *(line for line in between if line not in related), LAST]
    assert [link.title for link in article.related] == related


def test_subheadings_of_a_sectioned_article_stay() -> None:
    sections = ["Как строили этот мост на реке", "Кто заплатил за новый мост", "Что будет с мостом дальше"]
    paragraphs = [
        f"{number} километров дороги до моста отремонтируют к зиме, а {LAST}" for number in range(3, 7)
    ]
    page = [line for pair in zip(paragraphs, [*sections, PROMOTION], strict=True) for line in pair]
    article = cleaned("\n".join(page), kind="text")
    assert [article.text[p.start : p.stop] for p in article.paragraphs if p.role == "subheading"] == sections


LINK = '<a href="https://tengrinews.kz/news/doroga-2/">Кто построит дорогу к мосту</a>'
# paragraphs of HTML -> related titles, and what stays of them
READ_ALSO = {
    f"<p>Читайте также: {LINK}</p>": "",
    f"<p>{LINK}</p>": "",
    f"<p><strong>{LINK} </strong></p>": "",
    f"<ul><li>{LINK}</li></ul>": "",
    f"<p><b>Читайте также</b></p><p>{LINK}</p>": "",
    f'<div class="tn-continuation"><b>Продолжение</b><i>■</i>{LINK}<time>Вчера 18:37</time></div>': "",
    f"<p>Напомним, стало известно, {LINK}.</p>": "Напомним, стало известно, Кто построит дорогу к мосту.",
    '<p><a href="https://roads.example.org/map">Карта дорог области и республики</a></p>': (
        "Карта дорог области и республики"
    ),
    '<p><a href="https://tengrinews.kz/">Tengrinews.kz</a></p>': "Tengrinews.kz",
}


@pytest.mark.parametrize("html", READ_ALSO)
def test_read_also_in_html(html: str) -> None:
    article = cleaned(f'<div class="content_main_text"><p>{FIRST}</p>{html}<p>{LAST}</p></div>', url=NEWS)
    kept = READ_ALSO[html]
    assert article.text.split("\n") == [FIRST, *([kept] if kept else []), LAST]
    titles = [(link.title, link.url) for link in article.related]
    assert titles == (
        [] if kept else [("Кто построит дорогу к мосту", "https://tengrinews.kz/news/doroga-2/")]
    )


def test_links_of_an_unknown_site() -> None:
    related = '<p><a href="https://gorod.example/n/2">Кто построит дорогу к мосту</a></p>'
    outside = '<p><a href="https://norms.example/1">Нормы на строительство мостов</a></p>'
    tags = '<p><a href="/tags/most">Мост</a> <a href="/tags/ishim">Ишим</a></p>'
    page = f"<div><p>{FIRST}</p>{related}<p>{LAST}</p>{outside}{tags}</div>"
    article = cleaned(page, url="https://gorod.example/n/1")
    assert article.text.split("\n") == [FIRST, LAST, "Нормы на строительство мостов"]
    assert [link.title for link in article.related] == ["Кто построит дорогу к мосту"]
    assert article.tags == ("Мост", "Ишим")


# ---- whole pages as lines

MENU = [f"Раздел {name}" for name in "абвгдежзиклмн"]
LISTING = [
    line for n in range(8) for line in (f"Новость {n} о дороге", "Подробности рассказали.", f"1{n}:20", "415")
]


def test_the_article_of_a_flattened_page_is_its_densest_run() -> None:
    page = [*MENU, TITLE, "12 мая 2024 10:05", "Айгуль Омарова", FIRST, "Сроки и деньги", LAST, *LISTING]
    article = cleaned("\n".join([*page, "Поделиться", "Комментарии (3)"]), kind="text")
    assert article.text.split("\n") == [FIRST, "Сроки и деньги", LAST]
    assert article.title == TITLE
    assert article.published is None or article.published.isoformat().startswith("2024-05-12T10:05")
    assert {item.reason for item in article.dropped} == {"surroundings", "share", "comments"}


def test_short_lines_of_a_page_without_boilerplate_stay() -> None:
    times = [f"{hour}:00" for hour in range(8, 22)]
    article = cleaned("\n".join([FIRST, LAST, "Автобусы пойдут:", *times]), kind="text")
    assert article.text.split("\n") == [FIRST, LAST, "Автобусы пойдут:", *times]


def test_a_long_list_of_the_article_stays() -> None:
    items = [f"школа номер {number}" for number in range(30)]
    article = cleaned("\n".join([FIRST, LAST, "Отремонтируют:", *items, PROMOTION]), kind="text")
    assert article.text.split("\n") == [FIRST, LAST, "Отремонтируют:", *items]


# ---- headline, lead, date, author

TITLE = "Мост через Ишим откроют раньше срока"
# lines before the body, given title -> title, lead, what stays of the lines
TOPS = [
    ([TITLE, TITLE], None, TITLE, None, []),
    ([TITLE, "12 мая 2024, 10:05"], None, TITLE, None, []),
    ([TITLE], None, TITLE, None, []),
    ([f"«{TITLE}»"], TITLE, TITLE, None, []),
    (['Новый "мост"'], "Новый «мост»", "Новый «мост»", None, []),
    (["Мост ждали"], None, None, None, ["Мост ждали"]),
    ([TITLE, FIRST], TITLE, TITLE, FIRST, []),
    ([TITLE, FIRST[:60]], TITLE, TITLE, FIRST[:60], []),
]


@pytest.mark.parametrize(("top", "given", "title", "lead", "stays"), TOPS)
def test_the_top_of_a_dump(
    top: list[str], given: str | None, title: str | None, lead: str | None, stays: list[str]
) -> None:
    article = cleaned("\n".join([*top, FIRST, LAST]), kind="text", title=given)
    assert (article.title, article.lead) == (title, lead)
    assert article.text.split("\n") == [*stays, FIRST, LAST]
    assert [article.text[p.start : p.stop] for p in article.paragraphs if p.role == "lead"] == [FIRST] * bool(
        lead
    )


# first line of a short dump, second line, whether the first is its headline
SHORT_DUMPS = [
    ("Мост откроют осенью", "Мост через Ишим откроют этой осенью.", True),
    ("Аким готов ответить жителям", "Аким области ответит жителям в среду, готовится встреча.", True),
    ("Аким: Мост откроют осенью", '"Мост откроют этой осенью", - сказал аким.', True),
    ("В Шымкенте подорожал проезд в автобусах", "Об этом говорится на сайте.", False),
    ("Ержан Сапаров, аким области", "Аким области Ержан Сапаров встретил гостей.", False),
    ("Мост через Ишим откроют", "осенью: мост через Ишим построен.", False),
    ('"Вы спросили: "Мост откроют?"', '", - и мост через Ишим откроют.', False),
    ("Мост откроют осенью", "Мост через Ишим откроют этой осенью", False),
    ("Мост откроют осенью. Ишим ждет", "Мост через Ишим откроют этой осенью.", False),
]


@pytest.mark.parametrize(("first", "second", "is_headline"), SHORT_DUMPS)
def test_a_first_line_told_again_below_is_the_headline(first: str, second: str, is_headline: bool) -> None:
    article = cleaned(f"{first}\n{second}", kind="text")
    assert article.title == (first if is_headline else None)
    assert article.text == (second if is_headline else f"{first}\n{second}")


def test_an_announce_gives_way_to_the_lead_behind_its_dateline() -> None:
    lead = f"КОКШЕТАУ. КАЗИНФОРМ - {FIRST}"
    article = cleaned(f"{FIRST}\n{lead}\n{LAST}", kind="text", title=TITLE)
    assert article.text == f"{lead}\n{LAST}"
    assert article.lead == FIRST


def test_announces_of_a_review_leave() -> None:
    told = [f"VESTNIK.KZ: «Мост номер {n} откроют осенью» - подробности стройки." for n in range(3)]
    page = "\n".join([TITLE, *(f"* Мост номер {n} откроют осенью" for n in range(3)), *told])
    article = cleaned(page, kind="text")
    assert article.text.split("\n") == told
    assert article.title == TITLE


# last line -> authors; the line leaves
BYLINES = {
    "Тамара Ким, Шымкент": ("Тамара Ким",),
    "Текст: Олжас Серик": ("Олжас Серик",),
    "Айгуль Омарова": ("Айгуль Омарова",),
}


@pytest.mark.parametrize("line", BYLINES)
def test_the_author_signs_at_the_end(line: str) -> None:
    article = cleaned(f"{FIRST}\n{LAST}\n{line}", kind="text")
    assert (article.text, article.authors) == (f"{FIRST}\n{LAST}", BYLINES[line])


def tengri_page(head: str = "", beside: str = "") -> str:
    body = f'<div class="content_main_text"><p>{FIRST}</p><p>{LAST}</p></div>'
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1>{beside}{body}</body></html>"


FETCHED = datetime(2024, 5, 13, 6, 0, tzinfo=UTC)
# head, beside the body, date given -> published
PUBLISHED = [
    (
        '<meta property="article:published_time" content="2024-05-12T10:05:00+05:00">',
        "",
        None,
        "2024-05-12T10:05:00+05:00",
    ),
    ("", '<div class="date-time">12 мая 2024 10:05</div>', None, "2024-05-12T10:05:00+05:00"),
    ("", '<div class="date-time">Вчера 18:37</div>', FETCHED, "2024-05-12T18:37:00+05:00"),
    ("", '<div class="date-time">Вчера 18:37</div>', None, None),
    ("", "", FETCHED, "2024-05-13T06:00:00+00:00"),
    ("", "", datetime(2024, 5, 13, 6, 0), "2024-05-13T06:00:00+05:00"),
]


@pytest.mark.parametrize(("head", "beside", "date", "published"), PUBLISHED)
def test_the_time_of_publication(
    head: str, beside: str, date: datetime | None, published: str | None
) -> None:
    article = cleaned(tengri_page(head, beside), url=NEWS, date=date)
    assert (article.published and article.published.isoformat()) == published


AUTHOR = '<div class="content_main_meta_author_item_name"><a>{}</a></div>'
# beside the body -> authors
AUTHORS = {
    AUTHOR.format("Асель Ким") + AUTHOR.format("Игорь Ветров"): ("Асель Ким", "Игорь Ветров"),
    AUTHOR.format("Tengrinews.kz"): (),
    AUTHOR.format("tengrinews.kz") + AUTHOR.format("Асель Ким"): ("Асель Ким",),
    '<meta name="author" content="tengrinews.kz">': (),
}


@pytest.mark.parametrize("beside", AUTHORS)
def test_the_site_is_not_an_author(beside: str) -> None:
    assert cleaned(tengri_page(beside=beside), url=NEWS).authors == AUTHORS[beside]


# ---- widgets

RATES = [("USD", "537.77", "up"), ("EUR", "628.15", "down"), ("RUB", "6.6", None)]
WIDGETS = [
    (["Курс валют", "537.77 course up 628.15 course down 6.6"], RATES, []),
    (["Курс валют", "537.77", "628.15", "6.6"], [(name, value, None) for name, value, _ in RATES], []),
    (["Редакция", "537.77", "628.15", "6.6", "Карта сайта"], [(n, v, None) for n, v, _ in RATES], []),
    (
        ["Погода", "А", "Алматы 21", "Астана -6", "Актау 0"],
        [],
        [("Алматы", 21), ("Астана", -6), ("Актау", 0)],
    ),
    (["Погода", "Алматы", "Астана", "Актау", "19°C"], [], [(None, 19)]),
]


@pytest.mark.parametrize(("widget", "rates", "weather"), WIDGETS)
def test_widgets_are_kept_as_data(
    widget: list[str], rates: list[tuple[str, str, str | None]], weather: list[tuple[str | None, int]]
) -> None:
    article = cleaned("\n".join([FIRST, LAST, *widget]), kind="text", url=NEWS)
    assert article.text == f"{FIRST}\n{LAST}"
    assert [(rate.currency, str(rate.value), rate.direction) for rate in article.widgets.rates] == rates
    assert [(place.city, place.temperature) for place in article.widgets.weather] == weather


# ---- pages

LISTED = "".join(f'<div class="item"><a href="/n/{n}">Новость номер {n} о мосте</a></div>' for n in range(9))
# pages without an article
NO_ARTICLES = {
    "a list of links": f"<html><body><h1>Новости</h1>{LISTED}</body></html>",
    "announces": "<html><body>"
    + LISTED.replace("</a>", "</a><p>Подробности рассказали в акимате области.</p>")
    + "</body></html>",
    "a short notice": "<html><body><p>Страница не найдена</p></body></html>",
    "an empty body": "<html><body></body></html>",
}


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_a_page_without_an_article_says_so(name: str) -> None:
    article = cleaned(NO_ARTICLES[name])
    assert (article.text, article.paragraphs) == ("", ())
    assert NO_ARTICLE in article.warnings


def test_a_page_of_nothing_is_an_error() -> None:
    with pytest.raises(PageError):
        cleaned(" \n ")


def test_a_second_headline_is_a_subheading() -> None:
    page = f"<h1>{TITLE}</h1><p>{FIRST}</p><h1>Кто строит мост</h1><p>{LAST}</p>"
    article = cleaned(page)
    assert article.title == TITLE
    assert [article.text[p.start : p.stop] for p in article.paragraphs] == [FIRST, "Кто строит мост", LAST]
    assert article.paragraphs[1].role == "subheading"


def test_an_address_whose_quote_is_open_hides_no_text() -> None:
    page = f'<h1>{TITLE}</h1><p><a href="/most-1/>Мост</a> ждали.</p><p class="wide">{FIRST}</p><p>{LAST}</p>'
    article = cleaned(page, url="https://vestnik.kz/most-2/")
    assert article.text == f"Мост ждали.\n{FIRST}\n{LAST}"
    assert "quote" in article.warnings[0]


def test_an_open_noscript_hides_no_article() -> None:
    page = f"<html><body><h1>{TITLE}</h1><noscript><div><p>{FIRST}</p><p>{LAST}</p></div></body></html>"
    assert cleaned(page).text == f"{FIRST}\n{LAST}"


def test_the_headline_of_an_unknown_site_agrees_with_its_head() -> None:
    body = f"<div><p>{FIRST}</p><p>{LAST}</p></div>"
    head = f"<head><title>{TITLE} - Вестник</title></head>"
    page = f"<html>{head}<body><header><h1>Вестник</h1></header><h1>{TITLE}</h1>{body}</body></html>"
    assert (
        cleaned(page.replace("<title>", f'<meta property="og:title" content="{TITLE}"><title>')).title
        == TITLE
    )


def test_nothing_is_lost_without_a_reason() -> None:
    words = ["Лого", "Главная", "Реклама", "Подвал"]
    body = f'<div class="content_main_text"><p>{FIRST}</p><p>{LAST}</p></div>'
    head = f"<header>{words[0]} {words[1]}</header><div>{words[2]}</div>"
    page = f"<html><body>{head}{body}<footer>{words[3]}</footer></body></html>"
    article = cleaned(page, url=NEWS)
    assert all(any(word in item.text for item in article.dropped) for word in words)
    assert all(item.reason for item in article.dropped)


# text, host -> language
LANGUAGES = {FIRST: "ru", "Көпір күзде ашылады деп хабарлады облыс әкімі Ержан Сапаров тұрғындарға.": "kk"}


@pytest.mark.parametrize("text", LANGUAGES)
def test_the_language_shows_by_its_letters(text: str) -> None:
    assert cleaned(text, kind="text").language == LANGUAGES[text]


PIECES = st.one_of(
    st.sampled_from([line for group in BOILERPLATE.values() for line in group]),
    st.sampled_from(
        [*CONTENT, FIRST, LAST, TITLE, PROMOTION, WHATSAPP, CODE, '"', "«", "и\u0306", "\n", "<p>", "<li>"]
    ),
    st.sampled_from([line for between, _ in HEADLINES for line in between]),
    st.sampled_from([line for widget, _, _ in WIDGETS for line in widget]),
    st.text(max_size=8),
)
MADE = st.builds(str.join, st.sampled_from(["\n", " "]), st.lists(PIECES, max_size=30))


@given(MADE, st.sampled_from([None, "html", "text"]), st.sampled_from([None, NEWS, RBC]))
@example(" ".join(["Читайте об этом в нашем материале."] * 3), None, None)
@settings(max_examples=150, deadline=None)
def test_cleaning_twice_is_cleaning_once(page: str, kind: str | None, url: str | None) -> None:
    try:
        article = cleaned(page, kind=kind, url=url)
        again = cleaned(article.text, kind="text", title=article.title)
    except PageError:
        return
    assert again.text == article.text
    assert "\n".join(article.text[p.start : p.stop] for p in article.paragraphs) == article.text


@pytest.mark.skipif(not EVAL.exists(), reason="the shared annotations are not here")
@pytest.mark.parametrize("name", ["seed", "dev"])
def test_no_line_of_the_annotated_documents_is_lost_or_left(name: str) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold, counts, errors = score.load(EVAL / f"{name}.gold.jsonl"), score.Counter(), list[str]()
    for row in map(json.loads, (EVAL / f"{name}.input.jsonl").read_text("utf-8").splitlines()):
        hints = Hints(url=row.get("url"), title=row.get("title"), kind="html" if row.get("html") else "text")
        article = clean_page(row.get("html") or row["text"], hints, Limits())
        score.score_lines(gold[row["id"]], article.text, counts, errors)
    assert errors == []
