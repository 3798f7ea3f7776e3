"""Blocks: what a piece of markup or a dump is divided into."""

import pytest

from newsextract.page.blocks import Block, dump_blocks, plain, tree_blocks
from newsextract.page.dom import load_page
from newsextract.page.elements import select
from newsextract.records import Hints, Limits


def blocks_of(html: str) -> list[Block]:
    tree = load_page(f"<div id='body'>{html}</div>", Hints(kind="html"), Limits()).tree
    assert tree is not None
    return tree_blocks(select(tree, "#body")[0], {})


# markup -> role and text of each block
DIVIDED = {
    "<p>Первый абзац.</p><p>Второй  абзац.</p>": ["body Первый абзац.", "body Второй абзац."],
    "<p>Одна строка<br>другая строка</p>": ["body Одна строка", "body другая строка"],
    "Без тега<p>с тегом</p>и снова без": ["body Без тега", "body с тегом", "body и снова без"],
    "<h2>Что дальше</h2><p>Дорогу откроют.</p>": ["subheading Что дальше", "body Дорогу откроют."],
    "<h3>Кто <b>заплатит</b></h3>": ["subheading Кто заплатит"],
    "<ul><li>мост;</li><li><p>дорога.</p></li></ul>": ["list_item мост;", "list_item дорога."],
    "<ol><li>мост<ul><li>опоры</li></ul></li></ol>": ["list_item мост", "list_item опоры"],
    "<blockquote><p>Первая.</p><p>Вторая.</p></blockquote>": ["blockquote Первая.", "blockquote Вторая."],
    "<table><tr><th>Город</th><th>Цена</th></tr><tr><td><p>Тараз</p></td><td>90 тенге</td></tr></table>": [
        "table_row Город | Цена",
        "table_row Тараз | 90 тенге",
    ],
    "<table><tr><td><h2>Разметка</h2><p>страницы таблицей.</p></td></tr></table>": [
        "subheading Разметка",
        "body страницы таблицей.",
    ],
    "<p>Слова <!-- примечание -->вокруг примечания.</p>": ["body Слова вокруг примечания."],
    "<p>Аст\u00adана,\u00a0 ©\ufe0f</p>": ["body Астана, ©"],
    "<p>\u200b </p><p>&nbsp;</p>": [],
}


@pytest.mark.parametrize("html", DIVIDED)
def test_markup_is_divided(html: str) -> None:
    assert [f"{block.role} {block.text}" for block in blocks_of(html)] == DIVIDED[html]


# markup -> reason and text of the block it becomes
NEVER_TEXT = {
    "<script>window.yaContextCb.push(1)</script>": ("script", "window.yaContextCb.push(1)"),
    "<iframe src='https://t.me/demo/1?embed=1'></iframe>": ("embed", "https://t.me/demo/1?embed=1"),
    "<video><source src='/v/1.mp4'></video>": ("embed", "/v/1.mp4"),
    "<video src='/v/1.mp4'>Видео не видно</video>": ("embed", "/v/1.mp4 Видео не видно"),
    "<noscript>Включите скрипты</noscript>": ("not_text", "Включите скрипты"),
    "<blockquote class='instagram-media'><p>Посмотреть публикацию</p></blockquote>": (
        "embed",
        "Посмотреть публикацию",
    ),
    "<blockquote class='wide tiktok-embed'>@demo ручей</blockquote>": ("embed", "@demo ручей"),
    "<figure><img src='1.jpg'><figcaption>Мост</figcaption></figure>": ("caption", "Мост"),
    "<form><button>Отправить</button></form>": ("form", "Отправить"),
}


@pytest.mark.parametrize("html", NEVER_TEXT)
def test_what_is_never_text_becomes_one_dropped_block(html: str) -> None:
    blocks = blocks_of(f"<p>До.</p>{html}<p>После.</p>")
    assert [(block.reason, block.text) for block in blocks] == [
        (None, "До."),
        NEVER_TEXT[html],
        (None, "После."),
    ]


def test_text_after_a_dropped_element_stays() -> None:
    assert [block.text for block in blocks_of("<p>До<script>x()</script> и после.</p>") if block.kept] == [
        "До и после."
    ]


def test_links_marks_and_pictures_are_noted() -> None:
    (block,) = blocks_of("<p><img src='1.jpg'><em>Фото: <a href='/a/1'>архив города</a></em></p>")
    assert (block.emphasised, block.strong, block.image, block.is_link) == (True, False, True, False)
    assert [(link.title, link.url) for link in block.links] == [("архив города", "/a/1")]
    (block,) = blocks_of("<p><strong><a href='/b/2'>Кто построит мост</a> </strong></p>")
    assert (block.emphasised, block.strong, block.image, block.is_link) == (False, True, False, True)


def test_elements_and_names_are_dropped_for_their_reason() -> None:
    tree = load_page(
        "<div><p id='a'>Раз</p><p class='b'>Два</p><p>Три</p></div>", Hints(kind="html"), Limits()
    ).tree
    assert tree is not None
    blocks = tree_blocks(tree, {select(tree, "#a")[0]: "paid"}, {".b": "related"})
    assert [(block.reason, block.text) for block in blocks] == [
        ("paid", "Раз"),
        ("related", "Два"),
        (None, "Три"),
    ]


# text -> lines of a dump
LINES = {
    "Раз\n\n  Два \u00a0три\r\nЧетыре\n": ["Раз", "Два три", "Четыре"],
    "Одна строка": ["Одна строка"],
    " \n\u200b\n": [],
}


@pytest.mark.parametrize("text", LINES)
def test_a_dump_is_divided_into_lines(text: str) -> None:
    assert [block.text for block in dump_blocks(text)] == LINES[text]


@pytest.mark.parametrize(
    "text", ["и\u200b\u0306", "и\u0306", "©\ufe0f", "a\x00b", "ё\u00ad\u0308", " x  y\t\n z "]
)
def test_plain_text_is_plain_at_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
