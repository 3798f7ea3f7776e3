"""Records for the eye, in a terminal or a text file: a page in full, or the row of a dump in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsextract.records import (
    Article,
    Extraction,
    Mention,
    Money,
    Multiple,
    Percent,
    Person,
    Quote,
    Speaker,
    Widgets,
)

BOUNDS = {"exact": "", "about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}
UNITS = {"percent": "%", "percentage_point": " p.p.", "permille": " ‰"}
SPACE = "\N{NARROW NO-BREAK SPACE}"
SHOWN = 3
"""Sums and quotes that a row of a dump shows."""

FIRST_WORDS = 60
"""Columns that the first of the dropped blocks takes."""

Numeric = Money | Percent | Multiple


def page_view(result: Extraction) -> RenderableType:
    """The whole record of a page: its head, its text with the mentions marked, then every list."""
    article = result.article
    parts = [
        shown(article.title or "(no title)", style="bold"),
        *_lines(article_facts(article), style="dim"),
        Text(),
        Padding(marked_text(result), (0, 2)),
        *section("money", result.money, money_table),
        *section("percents", result.percents, percent_table),
        *section("multiples", result.multiples, multiple_table),
        *section("quotes", result.quotes, quote_table),
        *section("people", result.people, people_table),
        *_lines(widget_facts(article.widgets), style="dim"),
        *section("dropped", article.dropped, dropped_table),
        *(shown(f"warning: {warning}", style="yellow") for warning in article.warnings),
    ]
    return Group(*parts)


CONTROLS = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"
}
"""Characters a page could steer the terminal with, each shown as one that cannot."""


def shown(words: str, style: str = "") -> Text:
    """A page's words as they are, never read as markup or as commands to the terminal."""
    return Text(words.translate(CONTROLS), style=style)


def section(name: str, records: tuple[Any, ...], table: Any) -> Iterable[RenderableType]:
    """A list of the record under its name; nothing when it is empty."""
    if records:
        yield Text()
        yield Text(f"{name} ({len(records)})", style="bold")
        yield Padding(table(records), (0, 2))


def article_facts(article: Article) -> list[str]:
    """What is known of the article besides its text, in a few lines."""
    published = article.published.isoformat(" ", "minutes") if article.published else None
    counts = [
        f"{number} {name}" for name in ("views", "comments") if (number := getattr(article, name)) is not None
    ]
    lines = [
        joined(article.site, published, article.section, ", ".join(article.authors), *counts),
        article.url,
        f"tags: {', '.join(article.tags)}" if article.tags else None,
        f"sources: {', '.join(article.sources)}" if article.sources else None,
    ]
    return [line for line in lines if line]


def widget_facts(widgets: Widgets) -> list[str]:
    """What the page's surroundings showed as data."""
    rates = ", ".join(f"{rate.currency} {digits(rate.value)}" for rate in widgets.rates)
    weather = ", ".join(f"{place.city or '?'} {place.temperature}°" for place in widgets.weather)
    lines = [f"currency rates: {rates}" if rates else "", f"weather: {weather}" if weather else ""]
    return ["", *filter(None, lines)] if rates or weather else []


def joined(*values: str | None) -> str:
    """Those that are there, with a dot between."""
    return " · ".join(value for value in values if value)


def _lines(lines: Iterable[str], style: str) -> list[Text]:
    return [shown(line, style=style) for line in lines]


def marked_text(result: Extraction) -> Text:
    """The article's text; on a terminal sums are green, quotes cyan."""
    text = shown(result.article.text or "(no text)")
    for quote in result.quotes:
        for part in quote.parts:
            text.stylize("cyan", part.start, part.stop)
    for mention in (*result.money, *result.percents, *result.multiples):
        text.stylize("bold green", mention.start, mention.stop)
    return text


def grid(*columns: str, right: str = "") -> Table:
    """An empty table with a line under its head."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name == right else "left", overflow="fold")
    return table


def money_table(sums: tuple[Money, ...]) -> Table:
    """Sums as written beside their value."""
    table = grid("as written", "value", "currency", "for one", "in quote", right="value")
    for money in sums:
        quote = "" if money.quote is None else str(money.quote + 1)
        table.add_row(plain(money), value_of(money), money.currency, shown(money.per or ""), quote)
    return table


def percent_table(percents: tuple[Percent, ...]) -> Table:
    """Percentages as written beside their value."""
    table = grid("as written", "value", right="value")
    for percent in percents:
        table.add_row(plain(percent), value_of(percent) + UNITS[percent.unit])
    return table


def multiple_table(multiples: tuple[Multiple, ...]) -> Table:
    """Multiples as written beside their value."""
    table = grid("as written", "value", right="value")
    for multiple in multiples:
        table.add_row(plain(multiple), "× " + value_of(multiple))
    return table


def quote_table(quotes: tuple[Quote, ...]) -> Table:
    """Quotes, numbered, each with its speaker."""
    table = grid("", "speaker", "kind", "words", right="")
    for number, quote in enumerate(quotes, 1):
        table.add_row(str(number), speaker_text(quote.speaker), quote.kind, shown(quote.text))
    return table


def speaker_text(speaker: Speaker | None) -> Text:
    """Who speaks: the name, and under it the role and what else is known."""
    if speaker is None:
        return Text("?", style="dim")
    name = speaker.name or speaker.organisation or speaker.text
    role = speaker.role if speaker.role != name else None
    kind = speaker.kind if speaker.kind != "person" else None
    below = joined(role, kind)
    return Text.assemble(shown(name, "bold"), shown(f"\n{below}" if below else "", "dim"))


def people_table(people: tuple[Person, ...]) -> Table:
    """The people of the article."""
    table = grid("name", "roles", "mentions", "quotes")
    for person in people:
        table.add_row(
            shown(person.name),
            shown("; ".join(person.roles)),
            str(len(person.mentions)),
            str(person.quoted or ""),
        )
    return table


def dropped_table(dropped: tuple[Any, ...]) -> Table:
    """What was taken out: how many blocks for each reason, and the first of them."""
    table = grid("reason", "blocks", "the first")
    table.columns[1].justify = "right"
    first: dict[str, str] = {}
    for block in dropped:
        first.setdefault(block.reason, " ".join(block.text.split()))
    for reason, number in Counter(block.reason for block in dropped).most_common():
        text = shown(first[reason])
        text.truncate(FIRST_WORDS, overflow="ellipsis")
        table.add_row(reason, str(number), text)
    return table


def plain(mention: Mention) -> Text:
    """The words of a mention on one line, never read as markup."""
    return shown(" ".join(mention.text.split()))


def value_of(number: Numeric) -> str:
    """A value, a range or an open bound.

    >>> value_of(Multiple(start=0, stop=5, text="", min=Decimal(2), max=Decimal(2), bound="about", rule=""))
    '≈ 2'
    """
    if number.min is not None and number.max is not None and number.min != number.max:
        return f"{digits(number.min)} – {digits(number.max)}"
    value = number.max if number.min is None else number.min
    return BOUNDS.get(number.bound, "") + ("" if value is None else digits(value))


def digits(value: Decimal) -> str:
    """A number in groups of three.

    >>> digits(Decimal("4600000000.50")).split("\N{NARROW NO-BREAK SPACE}")
    ['4', '600', '000', '000.5']
    """
    text = f"{value:,f}".replace(",", SPACE)
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---- rows of a dump


def row_view(data: bytes) -> RenderableType:
    """The row of a page in a dump, given as JSON: its head, the first sums and quotes, or why it failed."""
    row = msgspec.json.decode(data)
    if "error" in row:
        error = row["error"]
        message = error["message"].removeprefix(f"{row['id']}: ")
        return shown(f"✗ {row['id']}: {error['type']}: {message}", style="red")
    lines = [Text.assemble(("● ", "green"), shown(row["title"] or row["id"] or "", "bold"))]
    facts = joined(row["id"], row["site"], (row["published"] or "")[:16].replace("T", " "), *count_texts(row))
    lines.append(shown("  " + facts, style="dim"))
    lines += [shown(f"  {money_line(money)}", style="green") for money in row["money"][:SHOWN]]
    lines += [shown(f"  {quote_line(quote)}", style="cyan") for quote in row["quotes"][:SHOWN]]
    for line in lines:
        line.no_wrap, line.overflow = True, "ellipsis"
    return Group(*lines)


def count_texts(row: dict[str, Any]) -> list[str]:
    """How many of each kind the record has, those it has."""
    kinds = ("money", "percents", "quotes", "people")
    return [f"{len(row[kind])} {kind}" for kind in kinds if row[kind]]


def money_line(money: dict[str, Any]) -> str:
    """A sum in one line."""
    return (
        f"{' '.join(money['text'].split())} = {value_of(msgspec.convert(money, Money))} {money['currency']}"
    )


def quote_line(quote: dict[str, Any]) -> str:
    """A quote in one line."""
    speaker = quote["speaker"] or {}
    name = speaker.get("name") or speaker.get("organisation") or speaker.get("text") or "?"
    return f"{name}: {' '.join(part['text'] for part in quote['parts'])}"
