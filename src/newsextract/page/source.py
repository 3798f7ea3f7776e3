"""The source of a page: HTML or a dump, and what has to be tamed in it before a parser may see it."""

from __future__ import annotations

import re
from html import unescape

from newsextract.records import PageError, PageKind

_STRUCTURE = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|script|style|link|div|p|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td"
    r"|article|section|main|header|footer|nav|aside|blockquote|figure|img|iframe|time|form|center|pre"
    r"|tn-[a-z-]{1,40})(?:[\s/>]|\Z)",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|em|font|i|mark|nobr|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_COMMENT_FIRST = re.compile(r"\s*+<!--")
_FEW_LINES = 2
_ESCAPED_MARKUP = re.compile(r"&lt;(?:/(?:p|div|ul|ol|table|h[1-6]|body|html)|br\s?/?)&gt;", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_BEGINNING = 2_000

_CONTENT = re.compile(r"[^\s\x00-\x1f\u200b-\u200f\u2060\ufeff]")
_XML_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,500}>")
_TYPOGRAPHIC = (
    "nbsp|quot|laquo|raquo|mdash|ndash|minus|hellip|thinsp|ensp|emsp|shy|bdquo|ldquo|rdquo|lsquo|rsquo|sbquo"
    "|apos|copy|reg|trade|deg|sect|bull|middot|times|plusmn|frac12|euro|pound|yen|#\\d{2,6}|#[xX][\\da-fA-F]{2,5}"
)
_ESCAPED_TWICE = re.compile(rf"&amp;(?=(?:amp|{_TYPOGRAPHIC});)")
_ENTITY = re.compile(rf"&(?:amp;)*+(?:(?:{_TYPOGRAPHIC});|(?<=amp;))")

_END_TAGS = re.compile(r"</(?:body|html)\s*+>", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"</html[^>]*+>(?:\s++|<!--.*?-->|</body>)*+\Z", re.IGNORECASE | re.DOTALL)

_LONG_PAGE = 200_000  # characters; tags of a shorter page cannot cost the parser more than a second
_LONG_TAG = 20_000
_MOST_ATTRIBUTES = 2_000
_ATTRIBUTE = r"""[^\s=>/"']++\s*+(?:=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"']*+))?+"""
_TAG = re.compile(rf"""<([a-zA-Z][^\s/>]{{0,50}}+)(?:{_ATTRIBUTE}|[\s/"'=])*+(?:>|\Z)""")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_MOST_TAGS = 1_000_000

_RAW = "script|style|textarea|title|xmp|noembed|noframes|iframe|plaintext"
_TOKEN = re.compile(
    rf"<!--(?:.*?-->|.*\Z)|<({_RAW})\b(?:.*?</\1\s*>|.*\Z)|<(/?)([a-zA-Z][\w:-]*)[^<>]*>?",
    re.DOTALL | re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[!?/a-zA-Z][^>]*+>")
_OPEN_TITLE = re.compile(r"<title\b[^>]*+>(?=[^<]*+(?:<(?!/title)|\Z))", re.IGNORECASE)
_OPEN_ADDRESS = re.compile(r'(<a\s(?:[^<>"]|"[^"<>]*+")*?\bhref="[^"<>\s]*+)>', re.IGNORECASE)
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
_CLOSED_BY_ITSELF = frozenset((
    "p", "li", "dt", "dd", "option", "tr", "td", "th", "html", "head", "body", "h1", "h2", "h3", "h4",
    "h5", "h6",
))  # fmt: skip
_ITEMS = frozenset(("li", "dt", "dd", "option"))  # which mean nothing outside their list
_BREAKS = re.compile(r"(?:<br>\s*+)+(?=<br>)")
_INLINE_TAGS = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark",
    "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
))  # fmt: skip


def kind_of(source: str) -> PageKind:
    """HTML, or the text of a flattened page in which at most some inline tags were left over.

    >>> kind_of("<p>Погода"), kind_of("Аким <b>области</b>\\nответил\\nжителям"), kind_of("цена < 5 тенге")
    ('html', 'text', 'text')
    """
    if "<" not in source:
        return "text"
    if _STRUCTURE.search(source) or _COMMENT_FIRST.match(source):
        return "html"
    return "html" if source.count("\n") < _FEW_LINES and _INLINE.search(source) else "text"


def unescaped(source: str) -> str:
    """The markup of a page that was escaped as a whole, as feeds do; any other page as it is.

    >>> unescaped("&lt;p&gt;ТОО &amp;laquo;Степь&amp;raquo;&lt;/p&gt;"), unescaped("цена &lt; 5")
    ('<p>ТОО &laquo;Степь&raquo;</p>', 'цена &lt; 5')
    """
    return unescape(source) if "<" not in source and _ESCAPED_MARKUP.search(source) else source


def breaks_off(source: str) -> bool:
    """Whether a whole page was begun that has no end."""
    if source.rfind("</html") >= 0 or not _WHOLE_PAGE.search(source, 0, _BEGINNING):
        return False
    return _END_TAGS.search(source) is None


def is_empty(source: str) -> bool:
    """Whether there is nothing but white space and invisible marks."""
    return _CONTENT.search(source) is None


def has_text(source: str) -> bool:
    """Whether there is text between the tags, to the eye of a reader and not of a parser."""
    return not is_empty(_ANY_TAG.sub("", _TOKEN.sub("", source)))


def dump_text(source: str) -> str:
    """The text of a dump without what was left over from markup: entities and inline tags.

    >>> dump_text("ТОО &laquo;Степь&raquo;&nbsp;<b>ответило</b>")
    'ТОО «Степь»\\xa0ответило'
    """
    text = _INLINE.sub("", source) if "<" in source else source
    while "&" in text:
        plain = _ENTITY.sub(_unescaped, text)
        if plain == text:
            break
        text = plain
    return text


def _unescaped(found: re.Match[str]) -> str:
    name = found[0].rpartition("amp;")[2].removeprefix("&")
    return unescape(f"&{name}") if name else "&"


def tame(source: str) -> tuple[str, tuple[str, ...]]:
    """The source of HTML without what parsers choke on, and a warning for what was cut.

    What is rare is looked for from the end of the page, which takes a third of the time. Raises
    `PageError` for more than a million tags.
    """
    if len(source) > _MOST_TAGS and source.count("<") > _MOST_TAGS and _count_tags(source) > _MOST_TAGS:
        raise PageError(f"the page has more than {_MOST_TAGS:,} tags: no article page has", stage="parse")
    if declaration := _XML_DECLARATION.match(source):
        source = source[declaration.end() :]
    if source.rfind("<![CDATA[") >= 0:
        source = source.replace("<![CDATA[", "").replace("]]>", "")
    if _is_escaped_twice(source):
        source = _ESCAPED_TWICE.sub("&", source)
    if _goes_on_after_its_end(source):
        source = _END_TAGS.sub("", source)
    warnings: tuple[str, ...] = ()
    start = source.rfind("<!--")
    if start >= 0 and source.find("-->", start) < 0:
        source, warnings = _without_open_comment(source, start)
    if len(source) > _LONG_PAGE:
        source, cut = _without_floods(source)
        warnings += cut
    return source, warnings


def _without_open_comment(source: str, start: int) -> tuple[str, tuple[str, ...]]:
    """Comments that are never closed would swallow the rest; in a script they are an old habit."""
    closed = source.rfind("-->", 0, start)
    start = source.find("<!--", max(0, closed))
    stop_of_script = source.find("</script", start)
    in_script = stop_of_script >= 0 and not 0 <= source.find("<script", start) < stop_of_script
    rest = source[start:].replace("<!--", "")
    return source[:start] + rest, () if in_script else (
        "comment that is never closed: read as if it were none",
    )


def _is_escaped_twice(source: str) -> bool:
    start = source.rfind("&amp;")
    while start >= 0 and not _ESCAPED_TWICE.match(source, start):
        start = source.rfind("&amp;", 0, start)
    return start >= 0


def _count_tags(source: str) -> int:
    return sum(1 for _ in _TOKEN.finditer(source))


def _goes_on_after_its_end(source: str) -> bool:
    """Whether something follows the first `</html>`: pages glued together, which the parser cuts there."""
    for end in ("</html", "</HTML"):
        stop = source.rfind(end)
        if stop >= 0:
            return source.rfind(end, 0, stop) >= 0 or _NOTHING_MORE.match(source, stop) is None
    return False


def _without_floods(source: str) -> tuple[str, tuple[str, ...]]:
    """Tags with thousands of attributes lose them: parsing takes the square of their number."""
    flooded = 0

    def shortened(found: re.Match[str]) -> str:
        nonlocal flooded
        if found.end() - found.start() < _LONG_TAG or not _is_flood(found[0]):
            return found[0]
        flooded += 1
        return f"<{found[1]}>"

    source = _TAG.sub(shortened, source)
    warning = f"attributes left out of {flooded} tags that had more than {_MOST_ATTRIBUTES:,}"
    return source, (warning,) if flooded else ()


def _is_flood(tag: str) -> bool:
    return any(count > _MOST_ATTRIBUTES for count, _ in enumerate(_ATTRIBUTES.finditer(tag)))


def flatten(source: str, depth: int) -> str:
    """The source without the tags nested deeper than `depth`; their text stays, blocks become lines.

    >>> flatten("<div><div><div>Аким</div> <b>ответил</b></div></div>", 2)
    '<div><div><br>Аким<br> ответил</div></div>'
    """
    level = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal level
        name = (found[3] or "").lower()
        if not name or name in _VOID:
            return found[0]
        if depth and name in _CLOSED_BY_ITSELF:
            return "<br>" if level > depth and name in _ITEMS else found[0]
        if not found[2]:
            level += 1
            inside = level <= depth
        else:
            inside = level <= depth
            level = max(0, level - 1)
        return found[0] if inside else "" if name in _INLINE_TAGS else "<br>"

    return _BREAKS.sub("", _TOKEN.sub(kept, source))


def close_raw(source: str, name: str) -> str:
    """The source with an unclosed script, title or the like ended where the page goes on.

    >>> close_raw("<title>Мост<p>откроют", "title")
    '<title>Мост</title><p>откроют'
    """
    opening = _unclosed_tag(source, name)
    if opening is None:
        return source
    if name == "plaintext":  # which no tag ends
        return source[: opening.start()] + source[opening.end() :]
    stop = source.find("<", opening.end())
    return f"{source[:stop]}</{name}>{source[stop:]}"


def close_quotes(source: str) -> str:
    """The source with the addresses of links closed that run on into the text.

    >>> close_quotes('<p><a href="/most-1/>Мост</a> откроют.</p><p class="x">К зиме.</p>')
    '<p><a href="/most-1/">Мост</a> откроют.</p><p class="x">К зиме.</p>'
    """
    return _OPEN_ADDRESS.sub(r'\1">', source)


def is_unclosed(source: str, name: str) -> bool:
    """Whether such a tag is opened and never closed."""
    return _unclosed_tag(source, name) is not None


def _unclosed_tag(source: str, name: str) -> re.Match[str] | None:
    """The first opening tag behind the last closing one; of a title the first that another tag follows."""
    if name == "title":
        return _OPEN_TITLE.search(source)
    closed = max((tag.end() for tag in re.finditer(rf"</{name}\b", source, re.IGNORECASE)), default=0)
    return re.compile(rf"<{name}\b[^>]*+>", re.IGNORECASE).search(source, closed)
