"""A dump of any size, for measuring: real-looking pages with invented content, each of them different.

    python benchmarks/generate_pages.py 100000 pages.jsonl

Stories are put together from sentences with drawn names, sums and places, and set into the layouts of the
fixture pages, surroundings included: about two thirds HTML of 4 to 140 KB, one third flattened dumps. The
same number and seed always give the same page, so a dump need not be kept.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import msgspec

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"

# ---- stories


WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))


class Story(NamedTuple):
    """What a page tells."""

    number: int
    title: str
    paragraphs: list[str]
    day: int
    year: int
    month_of: str
    author: str


def story(number: int, seed: int = 0) -> Story:
    """The story with this number."""
    draw = random.Random(f"{seed}:{number}")
    values = drawn_values(draw)
    count = min(40, max(4, int(draw.lognormvariate(2.5, 0.5))))
    chosen = [
        draw.choice(WORDS["leads"]),
        *(WORDS["paragraphs"][i % len(WORDS["paragraphs"])] for i in shuffled(draw, count)),
    ]
    paragraphs = []
    for pattern in chosen:
        paragraphs.append(pattern.format_map(values))
        values |= drawn_numbers(draw)
    return Story(
        number=number,
        title=draw.choice(WORDS["titles"]).format_map(values),
        paragraphs=paragraphs,
        day=draw.randint(1, 28),
        year=draw.randint(2016, 2026),
        month_of=values["month_of"],
        author=person(draw, woman=True)[0],
    )


def shuffled(draw: random.Random, count: int) -> list[int]:
    order = list(range(max(count, len(WORDS["paragraphs"]))))
    draw.shuffle(order)
    return order[:count]


def drawn_values(draw: random.Random) -> dict[str, str]:
    city, city_in, region = draw.choice(WORDS["places"])
    matter, matter_of = draw.choice(WORDS["matters"])
    name, surname, genitive, dative = person(draw, woman=False)
    other_name, other_surname, *_ = person(draw, woman=True)
    position, body = draw.choice(WORDS["positions"]), draw.choice(WORDS["bodies"])
    month, month_of = draw.choice(WORDS["months"])
    return {
        "city": city,
        "city_in": city_in,
        "region": region,
        "matter": matter,
        "Matter": matter.capitalize(),
        "matter_of": matter_of,
        "name": name,
        "surname": surname,
        "genitive": genitive,
        "dative": dative,
        "other_name": other_name,
        "other_surname": other_surname,
        "Position": position[0].upper() + position[1:],
        "body": body,
        "Body": body[0].upper() + body[1:],
        "month": month,
        "month_of": month_of,
        **drawn_numbers(draw),
    }


def drawn_numbers(draw: random.Random) -> dict[str, str]:
    return {
        "sum": money(draw),
        "sum2": money(draw),
        "percent": f"{draw.randint(2, 95)}{draw.choice(['%', ' процентов', ',5 процента', ' %'])}",
        "percent2": f"{draw.randint(2, 95)} процентов",
        "salary": f"{draw.randint(150, 900)} {draw.choice(['тысяч тенге', '000 тенге', 'тыс. тенге'])}",
        "salary2": f"{draw.randint(901, 1500)} тысяч тенге",
        "mrp": str(draw.choice([3, 5, 10, 50, 100, 400])),
        "count": f"{draw.randint(12, 999)}",
        "rate": f"{draw.randint(330, 540)},{draw.randint(10, 99)}",
        "price": f"{draw.randint(180, 340)}",
        "year": f"{draw.randint(2016, 2026)}",
    }


def money(draw: random.Random) -> str:
    whole = f"{draw.randint(1, 980)}"
    exact = draw.choice(
        [whole, f"{whole},{draw.randint(1, 9)}", f"{draw.randint(1, 99)} {draw.randint(100, 999)}"]
    )
    scale = draw.choice([" млрд", " млн", " миллиардов", " миллионов", " тысяч", ""])
    return (
        draw.choice(["", "", "", "около ", "более ", "почти "])
        + exact
        + scale
        + draw.choice([" тенге", " тенге", " долларов"])
    )


def person(draw: random.Random, *, woman: bool) -> tuple[str, str, str, str]:
    """Full name, surname, and the surname in the genitive and the dative."""
    first, stem = (
        draw.choice(WORDS["women" if woman else "men"].split()),
        draw.choice(WORDS["surnames"].split()),
    )
    if woman:
        return f"{first} {stem}а", f"{stem}а", f"{stem}ой", f"{stem}ой"
    return f"{first} {stem}", stem, f"{stem}а", f"{stem}у"


# ---- layouts


class Layout(NamedTuple):
    """A page with places for a story: how often it is drawn, and its site's address."""

    weight: int
    render: Callable[[Story], str]
    address: str
    kind: str


def html_layout(fixture: str, body: str, paragraph: str = "<p>{}</p>") -> Callable[[Story], str]:
    """A renderer that sets stories into a fixture page instead of its own."""

    @cache
    def shell() -> str:
        tree = lxml.html.fromstring((FIXTURES / fixture / "page.html").read_bytes())
        container = tree.cssselect(body)[0]
        for child in [c for c in container if c.tag in ("p", "h2", "h3", "ul", "blockquote")]:
            container.remove(child)
        container.text = "@@BODY@@"
        title = tree.cssselect("h1")[0]
        old = title.text or ""
        text: str = lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
        return text.replace(escape(old, quote=False), "@@TITLE@@").replace(escape(old), "@@TITLE@@")

    def render(story: Story) -> str:
        text = "\n".join(paragraph.format(escape(p, quote=False)) for p in story.paragraphs)
        return shell().replace("@@TITLE@@", escape(story.title)).replace("@@BODY@@", text)

    return render


def dump_layout(fixture: str, first: str, last: str) -> Callable[[Story], str]:
    """A renderer that sets stories into a flattened dump, between its lines `first` and `last`."""

    @cache
    def shell() -> tuple[str, str]:
        text = (FIXTURES / fixture / "page.txt").read_text(encoding="utf-8")
        return text[: text.index(first)], text[text.index(last) :]

    def render(story: Story) -> str:
        before, after = shell()
        date = f"{story.day} {story.month_of} {story.year} 12:05"
        return "\n".join([before + story.title, date, *story.paragraphs, after])

    return render


def plain_dump(story: Story) -> str:
    return "\n\n".join([*story.paragraphs, "Читайте нас в Telegram"])


def glued_dump(story: Story) -> str:
    return " ".join([story.title, *story.paragraphs])


TENGRI = "https://tengrinews.kz/kazakhstan_news/novost-{}/"
LAYOUTS = (
    Layout(14, html_layout("tengrinews/full-2024", ".content_main_text"), TENGRI, "html"),
    Layout(10, html_layout("tengrinews/full-2023", ".content_main_text"), TENGRI, "html"),
    Layout(10, html_layout("tengrinews/uikit-2021", ".tn-news-text"), TENGRI, "html"),
    Layout(6, html_layout("tengrinews/mobile-2017", ".text"), TENGRI, "html"),
    Layout(
        10,
        html_layout("nur/article-2024", ".formatted-body", '<p class="formatted-body__paragraph">{}</p>'),
        "https://www.nur.kz/society/{}-novost/",
        "html",
    ),
    Layout(9, html_layout("unknown/wordpress-2022", ".entry-content"), "https://stepnoy.example/{}/", "html"),
    Layout(
        7,
        html_layout("unknown/divs-2019", ".news-detail", "<div>{}</div>"),
        "https://vestnik.example/n/{}",
        "html",
    ),
    Layout(
        12,
        dump_layout("tengrinews/dump-header-2024", "Аким Кокшетау рассказал", "Популярные темы"),
        TENGRI,
        "text",
    ),
    Layout(
        8, dump_layout("tengrinews/demo", '"96 миллиардов', "Новости Казахстана. Сегодня"), TENGRI, "text"
    ),
    Layout(10, plain_dump, "https://gazeta.example/{}", "text"),
    Layout(4, glued_dump, "https://www.rbc.ru/business/{}", "text"),
)


def row(number: int, seed: int = 0) -> dict[str, str]:
    """The row of a dump with this number."""
    draw = random.Random(f"layout {seed}:{number}")
    [layout] = draw.choices(LAYOUTS, weights=[layout.weight for layout in LAYOUTS])
    told = story(number, seed)
    return {
        "id": str(number),
        "url": layout.address.format(number),
        "title": told.title,
        "date": f"{told.year}-04-{told.day:02d}T12:05:00+05:00",
        layout.kind: layout.render(told),
    }


def rows(count: int, seed: int = 0) -> Iterator[dict[str, str]]:
    """So many rows of a dump."""
    return (row(number, seed) for number in range(count))


def write_dump(count: int, path: Path, seed: int = 0) -> int:
    """Write a dump as JSON lines; returns its bytes."""
    with path.open("wb") as file:
        for item in rows(count, seed):
            file.write(msgspec.json.encode(item) + b"\n")
        return file.tell()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    size = write_dump(given.count, given.output, given.seed)
    print(f"{given.count:,} pages, {size / 1e6:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
