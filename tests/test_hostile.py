"""Monsters: every page gives text, a warning or a PageError; nothing hangs, crashes or is lost in silence."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.page.dom import load_page, read_metadata
from newsextract.records import Hints, Limits, PageError

NOISE = random.Random(7)
LINE = "Аким района ответил на вопрос о дороге. "
END = "<p>конец страницы</p>"
HTML5_ODDITIES = (
    "<table><a>слово<tr><b>x<td>",
    "<b><i>слово</b></i>",
    "<a><p>слово</a>",
    "<select><option>слово<p>x</select>",
    "<svg><foreignObject><p>слово</p></foreignObject><title>x</title></svg>",
    "<math><mi><p>слово",
    "<template><p>слово</p></template>",
    "<ruby><rt>слово</ruby>",
    "<form><form><button><button>слово",
    "</p></br></div>слово",
    "<p/>слово<br/ ><div / id=x>",
    "<p a=1 a=2 =x 'y' \"z\">слово",
    "<!doctype><!DOCTYPE html PUBLIC><!x><?php слово ?>",
    "<![CDATA[слово]]>",
    "&notanentity; &#xD800; &#x110000; &#0; слово &",
)
XSS = (
    '<img src=x onerror=alert(1)><svg/onload=alert(1)><a href="javascript:alert(1)">слово</a>',
    "<<script>script>alert(1)<</script>/script>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">слово',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x><embed src=x>",
    '"><script>alert(1)</script>',
)

# what has to be read in full, however it is done
READ = {
    "2,000 divs": "<div>" * 2_000 + "слово" + "</div>" * 2_000 + END,
    "50,000 divs": "<div>" * 50_000 + "слово" + "</div>" * 50_000 + END,
    "50,000 open divs": "<div>слово" * 50_000 + END,
    "50,000 open inline tags": "<b><font>слово " * 25_000 + END,
    "10,000 lists in lists": "<ul><li>слово" * 10_000 + END,
    "10,000 tables in tables": "<table><tr><td>слово" * 10_000 + END,
    "10,000 quotes in quotes": "<blockquote>слово" * 10_000 + END,
    "50,000 closing tags": "</div></p></b>" * 50_000 + END,
    "100,000 attributes": "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">слово</p>" + END,
    "100,000 attributes with tags inside": "<p "
    + " ".join(f"a{n}='<p>'" for n in range(100_000))
    + ">"
    + END,
    "an attribute of 5 MB": f"<p class='{'a ' * 2_500_000}'>слово</p>{END}",
    "a picture in its address": f"<img src='data:image/png;base64,{'aB+/' * 1_000_000}'>{END}",
    "11 MB in one text": f"<p>{LINE * 275_000}</p>{END}",
    "a comment of 11 MB": f"<!--{'x' * 11_000_000}-->{END}",
    "a script of 11 MB": f"<script>{'x<y;' * 2_750_000}</script>{END}",
    "20,000 links": "<a href='/x'>слово</a> " * 20_000 + END,
    "a million entities": f"<p>{'&nbsp;' * 1_000_000}</p>{END}",
    "entities of entities": f"<p>&{'amp;' * 500_000}quot;</p>{END}",
    "20,000 meta tags": "<meta property='og:title' content='x'>" * 20_000 + END,
    "JSON-LD without an end": f"<script type='application/ld+json'>{'[' * 100_000}</script>{END}",
    "entity bomb": f"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '{'&a;' * 99}'>]><p>&b;</p>{END}",
    "NUL after every letter": "\0".join(LINE) + END,
    "half of a pair": "\ud800" * 10_000 + END,
    "a million combining marks": "<p>и" + "\u0306" * 1_000_000 + END,
    "a long name": f"<x{'a' * 1_000_000}>{END}",
    "a megabyte of spaces": " " * 1_000_000 + END,
    "pages glued": f"<html><head><title>т</title></head><body><p>{LINE}</p></body></html>" * 500 + END,
    **{f"oddity {number}": oddity + END for number, oddity in enumerate(HTML5_ODDITIES)},
    **{f"xss {number}": page + END for number, page in enumerate(XSS)},
}

# what may end in a refusal, but must end
ENDED: dict[str, str | bytes] = {
    "open comments": "<!--" * 300_000,
    "open scripts": "<script>" * 100_000,
    "open text areas": "<textarea>слово<p>" * 50_000,
    "open CDATA": "<![CDATA[" * 200_000,
    "open tags": "<a " * 300_000,
    "open values": '<a b="' * 300_000,
    "only <": "<" * 1_000_000,
    "only &": "&" * 1_000_000,
    "only &amp;": "&amp;" * 300_000,
    "only quotes": '"' * 1_000_000,
    "everything open": "<html><head><title>т<body><div><p><b><i><ul><li><table><tr><td><a href='x",
    "a million tags": "<p>с" * 1_000_001,
    "random bytes": NOISE.randbytes(500_000),
    "random high bytes": bytes(NOISE.choices(range(128, 256), k=200_000)),
    "random bytes in a page": b"<html><p>" + NOISE.randbytes(100_000) + b"</p></html>",
    "one byte over and over": b"\xff" * 1_000_000,
    "half letters": (LINE * 10_000).encode().replace(b"\xd0\xb0", b"\xd0"),
    "random characters": "".join(chr(NOISE.randrange(1, 0x10FFFF)) for _ in range(100_000)),
    "half of UTF-16": (LINE * 9).encode("utf-16")[:-1] + b"\xd8",
}


def read_text(page: str | bytes) -> str:
    loaded = load_page(page, Hints(), Limits())
    if loaded.tree is None:
        return loaded.text
    read_metadata(loaded.tree)
    return " ".join(loaded.tree.itertext())


@pytest.mark.parametrize("case", READ)
def test_nothing_is_lost(case: str) -> None:
    assert "конец страницы" in read_text(READ[case])


@pytest.mark.parametrize("case", ENDED)
def test_there_is_an_end_with_text_or_a_reason(case: str) -> None:
    try:
        loaded = load_page(ENDED[case], Hints(), Limits())
    except PageError as refused:
        reason = f"{refused.stage}: {refused}"
    else:
        reason = loaded.text or " ".join(loaded.warnings)
    assert reason


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_tag_soup_is_read_whole_at_any_size(size: int) -> None:
    pieces = [
        "<div>",
        "</div>",
        "<p>",
        "<b>",
        "</b>",
        "<ul><li>",
        "<td>",
        "<a href=x>",
        "слово ",
        "</table>",
        "&amp;",
    ]
    soup = "".join(NOISE.choices(pieces, k=size))
    assert read_text(soup + END).count("слово") == soup.count("слово")


@given(st.text(alphabet="<>/!-&;=\"' abpdiv\0", max_size=80))
def test_any_markup_ends_with_a_tree_or_a_reason(markup: str) -> None:
    try:
        tree = load_page(markup, Hints(kind="html"), Limits()).tree
    except PageError:
        return
    assert tree is not None
    assert tree.tag == "html"
