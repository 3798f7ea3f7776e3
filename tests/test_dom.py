"""Loading: HTML or dump, copies of the user's tree, limits, what parsers drop in silence; metadata."""

from typing import Any

import bs4
import lxml.html
import pytest
from lxml import etree

from newsextract.page.dom import Loaded, Metadata, load_page, read_metadata
from newsextract.records import Hints, Limits, PageError

BODY = "<div><p>Мост через Ишим откроют</p><p>к зиме</p></div>"
LINES = "Мост через Ишим откроют\nк зиме\n"

KINDS = {
    "html": [
        BODY,
        "<p>Мост",
        "  <!DOCTYPE html>Мост",
        "<HTML><BODY>Мост",
        "Мост<br>откроют",
        "Мост<br/>откроют",
        "<!-- сайт -->Мост",
        '<?xml version="1.0" encoding="utf-8"?><html>Мост</html>',
        "Аким <b>области</b> ответил",
        '<a href="/x">Мост</a>',
        "<tn-comments-new-component :id='1'>",
    ],
    "text": [
        LINES,
        "Мост",
        "цена < 5 тенге, но > 3",
        "Аким <b>области</b>\nответил\nжителям",
        "<Мост>\n<откроют>",
        "if a<b:\n c>d\n e",
        "2 <3\n",
    ],
}


def load(page: Any, *, limits: Limits | None = None, **hints: Any) -> Loaded:
    return load_page(page, Hints(**hints), limits or Limits())


def text_in(loaded: Loaded) -> str:
    if loaded.tree is None:
        return loaded.text
    return " ".join(" ".join(loaded.tree.itertext()).split())


@pytest.mark.parametrize(("kind", "page"), [(kind, page) for kind, pages in KINDS.items() for page in pages])
def test_html_and_dumps_are_told_apart(kind: str, page: str) -> None:
    for given in (page, page.encode(), page.encode("cp1251"), bytearray(page.encode())):
        loaded = load(given)
        assert (loaded.tree is None) == (kind == "text")


def test_markup_escaped_as_a_whole_is_markup() -> None:
    escaped = BODY.replace("<", "&lt;").replace(">", "&gt;")
    assert text_in(load(escaped)) == text_in(load(BODY))
    assert load(escaped, kind="text").text == escaped


def test_the_kind_can_be_said() -> None:
    assert load(BODY, kind="text").text == BODY
    assert text_in(load(LINES, kind="html")) == "Мост через Ишим откроют к зиме"


ROOTS = {
    "a page": f"<html><body>{BODY}</body></html>",
    "a fragment": BODY,
    "a text": "Мост",
    "a row": "<td>Мост",
}


@pytest.mark.parametrize("case", ROOTS)
def test_the_root_is_always_html(case: str) -> None:
    tree = load(ROOTS[case], kind="html").tree
    assert tree is not None
    assert tree.tag == "html"
    assert tree.find("body") is not None


GIVEN = {
    "BeautifulSoup": bs4.BeautifulSoup(BODY, "lxml"),
    "Tag": bs4.BeautifulSoup(BODY, "html.parser").div,
    "lxml element": lxml.html.fromstring(BODY),
    "lxml element in a page": lxml.html.document_fromstring(f"{BODY}<p>дальше</p>").find(".//div"),
    "lxml tree": lxml.html.fromstring(BODY).getroottree(),
    "XHTML element": etree.fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml">{BODY}</html>'),
    "bytes": BODY.encode(),
    "bytearray": bytearray(BODY.encode()),
    "memoryview": memoryview(BODY.encode()),
}


@pytest.mark.parametrize("case", GIVEN)
def test_every_kind_of_page_is_loaded_as_a_copy(case: str) -> None:
    page = GIVEN[case]
    loaded = load(page)
    assert text_in(loaded) == "Мост через Ишим откроют к зиме"
    assert loaded.tree is not None
    for element in list(loaded.tree.iter("p")):
        element.clear()
    assert text_in(load(page)) == "Мост через Ишим откроют к зиме"


def test_a_tree_that_was_parsed_from_bytes_wrongly_is_mended() -> None:
    tree = lxml.html.fromstring(f"<div><p>Рост\u00a0цен</p>{BODY}</div>".encode())
    loaded = load(tree)
    assert text_in(loaded) == "Рост цен Мост через Ишим откроют к зиме"
    assert "mojibake" in loaded.warnings[0]


@pytest.mark.parametrize("page", [None, 5, ["<p>"], {"html": "<p>"}, object()])
def test_what_is_no_page_is_refused_by_its_type(page: object) -> None:
    with pytest.raises(TypeError, match=type(page).__name__):
        load(page)


@pytest.mark.parametrize(
    "page", ["", b"", " \n\u00a0\u200b\ufeff", b"\xef\xbb\xbf \r\n", b"\0\0\0", bytearray()]
)
def test_an_empty_page_is_refused(page: str | bytes) -> None:
    with pytest.raises(PageError, match="empty"):
        load(page)


@pytest.mark.parametrize("page", [BODY * 50, BODY.encode() * 50, bs4.BeautifulSoup(BODY * 50, "html.parser")])
def test_a_page_over_the_limit_names_the_limit_and_the_remedy(page: object) -> None:
    with pytest.raises(PageError, match=r"max_bytes=1,000: raise Limits\.max_bytes"):
        load(page, limits=Limits(max_bytes=1_000))
    assert load(page, limits=Limits(max_bytes=10_000)).tree is not None


# what parsers cut, swallow or hide: the page, the text that must be there
SWALLOWED = {
    "after the end of the page": (f"<html><body>{BODY}</body></html><p>Дальше</p>", "к зиме Дальше"),
    "two pages glued": (f"<html><body>{BODY}</body></html>" * 2, "к зиме Мост"),
    "CDATA": (f"<p><![CDATA[{LINES}]]></p>", "Мост через Ишим"),
    "NUL": (BODY.replace(" ", "\0 \0"), "Мост через Ишим"),
    "an XML declaration": (
        f'<?xml version="1.0" encoding="koi8-r"?>\n<html>{BODY}</html>',
        "Мост через Ишим",
    ),
    "entities escaped twice": ("<p>Мост&amp;nbsp;через &amp;laquo;Ишим&amp;raquo;</p>", "Мост через «Ишим»"),
    "an escaped ampersand": ("<p>&amp;copy и AT&amp;T</p>", "&copy и AT&T"),
    "half of a pair": ("<p>Мост \ud800</p><p>Дальше</p>", "Дальше"),
}


@pytest.mark.parametrize("case", SWALLOWED)
def test_nothing_is_swallowed(case: str) -> None:
    page, text = SWALLOWED[case]
    assert text in text_in(load(page))


# what is read by a detour, and the word of the warning that says so
WARNED = {
    "title": (f"<title>Мост{BODY}", "title"),
    "title with entities": (f"<title>Мост &laquo;Ишим&raquo;{BODY} ", "title"),
    "title above a picture": (f"<title>Мост{BODY}<svg><title>Знак</title></svg>", "title"),
    "second title": (f"<title>Мост</title><title>{BODY}", "title"),
    "script": (f"<script src='x'>{BODY}", "script"),
    "style": (f"<p>Мост</p><style>p {{}}{BODY}", "style"),
    "textarea": (f"<textarea>{BODY}", "textarea"),
    "textarea with entities": (f"<textarea></textarea><textarea>{BODY}&nbsp;", "textarea"),
    "broken off": (f"<!DOCTYPE html><html><body>{BODY}<p>Мо", "breaks off"),
    "comment": (f"<p>Мост</p><!-- {BODY}", "comment"),
    "plaintext": (f"<plaintext>{BODY}", "plaintext"),
    "two of them": (f"<title>Мост<script>{BODY}", "script"),
    "attribute": (f'<p class="x>Мост</p>{BODY}', "no text"),
    "depth": ("<div>" * 5_000 + BODY, "deep"),
    "depth over the limit": ("<div>" * 1_200 + BODY + "</div>" * 1_200, "deep"),
    "open inline tags": ("<b><i><span>слово" * 2_000 + BODY, "deep"),
    "open lists": ("<ul><li>слово" * 2_000 + BODY, "deep"),
    "closed too often": ("<div>" * 3_000 + "</p></b>" * 3_000 + BODY, "deep"),
    "attributes": ("<p " + " ".join(f"a{n}='>'" for n in range(30_000)) + ">" + BODY, "attributes"),
}


@pytest.mark.parametrize("case", WARNED)
def test_a_detour_is_told(case: str) -> None:
    page, word = WARNED[case]
    loaded = load(page)
    assert "к зиме" in text_in(loaded)
    assert word in " ".join(loaded.warnings)


def test_depth_within_the_limit_needs_no_detour() -> None:
    page = "<div>" * 900 + BODY
    assert load(page).warnings == ()
    assert load(BODY, limits=Limits(max_depth=2)).warnings
    assert "к зиме" in text_in(load(BODY, limits=Limits(max_depth=2)))


@pytest.mark.parametrize("tags", ["<ul><li>", "<div>", "<dl><dd>", "<section><div> "])
def test_empty_tags_nested_too_deep_leave_nothing(tags: str) -> None:
    tree = load(tags * 5_000 + BODY).tree
    assert tree is not None
    assert len(list(tree.iter())) < 1_000


def test_a_text_of_many_megabytes_is_read_whole() -> None:
    loaded = load(f"<p>{'Слово ' * 1_000_000}</p><p>конец</p>")
    assert text_in(loaded).endswith("Слово конец")
    assert loaded.warnings == ()


def test_more_than_a_million_tags_are_refused() -> None:
    with pytest.raises(PageError, match="1,000,000 tags"):
        load("<p>с" * 1_000_001)


DUMPS = {
    "ТОО &laquo;Степь&raquo;&nbsp;ответило": "ТОО «Степь»\u00a0ответило",
    "&quot;Да&quot;, - сказал он": '"Да", - сказал он',
    "AT&amp;T и &amp;quot;Степь&amp;quot;": 'AT&T и "Степь"',
    "&#8212; Да": "— Да",
    "цена &lt; 5": "цена &lt; 5",
    "R&D и A&B;": "R&D и A&B;",
    "Аким <b>области</b>\nответил <a href='/x'>жителям</a>\n": "Аким области\nответил жителям\n",
    "Мост\0откроют": "Мостоткроют",
}


@pytest.mark.parametrize("dump", DUMPS)
def test_a_dump_loses_what_is_left_of_markup(dump: str) -> None:
    loaded = load(dump)
    assert loaded.text == DUMPS[dump]
    assert load(loaded.text, kind="text").text == DUMPS[dump]


HEAD = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>Мост &amp; дорога
 - Степной вестник</title>
<meta property="og:title" content="Мост откроют"><meta name="OG:Description" content=" Лид ">
<meta property="article:tag" content="мост"><meta property="article:tag" content="Ишим">
<meta name="empty" content="">
<meta property="article:published_time" content="2024-04-10T15:57:00+05:00">
<link rel="alternate" href="/rss"><link rel="canonical" href="https://vestnik.example/most/">
<script type="application/ld+json">
{"@context": "https://schema.org",
 "@graph": [{"@type": "NewsArticle", "headline": "Мост"}, {"@type": "Person"}]}
</script>
<script type="application/ld+json">[{"@type": "WebSite"}, {"@type": "Organization"}]</script>
<script type="application/ld+json">/*<![CDATA[*/{"@type": "Thing", "name": "две
строки"};/*]]>*/</script>
<script type="application/ld+json">{"broken": </script><script type="application/ld+json"></script>
<script>var meta = 1;</script></head>
<body><meta itemprop="dateModified" content="2024-04-11"><svg><title>Значок</title></svg>
<script type="application/ld+json">{"@type": "BreadcrumbList"}</script></body></html>"""


def test_metadata() -> None:
    tree = load(HEAD).tree
    assert tree is not None
    metadata = read_metadata(tree)
    assert metadata.meta == {
        "og:title": ("Мост откроют",),
        "og:description": ("Лид",),
        "article:tag": ("мост", "Ишим"),
        "article:published_time": ("2024-04-10T15:57:00+05:00",),
        "datemodified": ("2024-04-11",),
    }
    types = [thing.get("@type") for thing in metadata.json_ld]
    assert types == [None, "NewsArticle", "Person", "WebSite", "Organization", "Thing", "BreadcrumbList"]
    assert metadata.title == "Мост & дорога - Степной вестник"
    assert metadata.canonical == "https://vestnik.example/most/"
    assert metadata.language == "ru"


def test_a_page_without_a_head_has_no_metadata() -> None:
    tree = load(BODY).tree
    assert tree is not None
    assert read_metadata(tree) == Metadata()


def test_json_that_is_nested_without_end_is_left_out() -> None:
    tree = load(f'<script type="application/ld+json">{"[" * 100_000}</script>{BODY}').tree
    assert tree is not None
    assert read_metadata(tree).json_ld == ()
