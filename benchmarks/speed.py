"""Speed by stage on the fixture pages, and of other libraries on the same pages in the same run.

    python benchmarks/speed.py             every table
    python benchmarks/speed.py --quick     few repetitions, for a first look

CPU time of this process, median over repetitions, caches warm unless a row says cold. The fixture pages are
short and dense with quotes; where the articles of ../shared/eval stand beside the project, ordinary news is
measured too. Peers that are not installed are left out by name: `make bench` installs them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import process_time

import lxml.html

import bench_money
from newsextract.attribution import attribute
from newsextract.mentions.names import find_names
from newsextract.mentions.quotes import find_quotes
from newsextract.mentions.sources import find_sources
from newsextract.page.clean import clean_page
from newsextract.page.decode import decode
from newsextract.pipeline import extract
from newsextract.records import Hints, Limits

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
ORDINARY = Path(__file__).parents[2] / "shared" / "eval" / "persons_dev.jsonl"
TYPICAL_CHARACTERS = 3_000
SHORTEST_ARTICLE = 500
LARGE_PAGE_BYTES = 100_000
PARSE_BUDGET = 2.5
SPEECH_BUDGET = 4.0

Row = tuple[str, float, str]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="few repetitions, for a first look")
    repetitions = 5 if parser.parse_args().quick else 30
    show("A full page: decode, parse, clean", page_rows(repetitions))
    fixtures = article_texts()
    rows = cold_rows(fixtures[0])  # first of all, while nothing is loaded
    rows += mention_rows(fixtures, repetitions)
    rows += natasha_rows("\n".join(fixtures)[:TYPICAL_CHARACTERS], max(3, repetitions // 5))
    show(f"Names, quotes and speakers on the fixture pages, per {TYPICAL_CHARACTERS:,} characters", rows)
    if ORDINARY.exists():
        rows = mention_rows(ordinary_texts(), max(3, repetitions // 3))
        show(f"The same on ordinary news articles, per {TYPICAL_CHARACTERS:,} characters", rows)
    show("The whole of extract() over all fixture pages, per page", whole_rows(repetitions))
    bench_money.main(repetitions)
    return 0


def median_ms(call: Callable[[], object], repetitions: int) -> float:
    """Median CPU milliseconds of one call; the first call warms caches and is not counted."""
    call()
    times = []
    for _ in range(repetitions):
        start = process_time()
        call()
        times.append(process_time() - start)
    return statistics.median(times) * 1000


def show(title: str, rows: Sequence[Row]) -> None:
    print(f"\n{title}")
    for name, milliseconds, remark in rows:
        print(f"  {name:44} {milliseconds:9.3f} ms   {remark}")


def large_pages() -> list[bytes]:
    found = [path.read_bytes() for path in sorted(PAGES.glob("tengrinews/*/page.html"))]
    return [page for page in found if len(page) >= LARGE_PAGE_BYTES]


def page_rows(repetitions: int) -> list[Row]:
    rows: list[Row] = []
    for page in large_pages():
        size = f"{len(page) / 1000:.0f} KB"
        text = decode(page).text
        parse = median_ms(partial(lxml.html.fromstring, text), repetitions)
        decoding = median_ms(partial(decode, page), repetitions)
        cleaning = median_ms(partial(clean_page, page, Hints(), Limits()), repetitions)
        rows.append((f"bare lxml parse, {size}", parse, ""))
        rows.append(("decode", decoding, ""))
        rows.append(
            ("decode + parse + clean", cleaning, f"{cleaning / parse:.2f} x parse, at most {PARSE_BUDGET}")
        )
        rows += peer_rows(text, parse, max(3, repetitions // 5))
    return rows


def peer_rows(text: str, parse: float, repetitions: int) -> list[Row]:
    try:
        import trafilatura
    except ImportError:
        return [("trafilatura", float("nan"), "not installed")]
    time = median_ms(lambda: trafilatura.extract(text), repetitions)
    return [("trafilatura.extract (text alone)", time, f"{time / parse:.2f} x parse")]


def article_texts() -> list[str]:
    """The texts of all fixture articles that are more than a few lines."""
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*/*/page.*"))]
    texts = [clean_page(page, Hints(), Limits()).text for page in pages]
    return [text for text in texts if len(text) >= SHORTEST_ARTICLE]


def ordinary_texts() -> list[str]:
    """Articles of one newspaper as they come."""
    with ORDINARY.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def cold_rows(text: str) -> list[Row]:
    start = process_time()
    speech(text)
    cold = (process_time() - start) * 1000
    return [("the first text of a process", cold, f"{len(text)} characters, dictionaries loaded on the way")]


def mention_rows(texts: Sequence[str], repetitions: int) -> list[Row]:
    """Every finder over all articles, as milliseconds for TYPICAL_CHARACTERS of them."""
    share = TYPICAL_CHARACTERS / sum(map(len, texts))
    names = [find_names(text) for text in texts]
    quotes = [tuple(find_quotes(text, names=found)) for text, found in zip(texts, names, strict=True)]
    stages: dict[str, Callable[[], object]] = {
        "names": lambda: [find_names(text) for text in texts],
        "quotes": lambda: [
            list(find_quotes(text, names=found)) for text, found in zip(texts, names, strict=True)
        ],
        "attribution": lambda: [
            attribute(text, said, (), names=found)
            for text, said, found in zip(texts, quotes, names, strict=True)
        ],
        "outlets leaned on": lambda: [find_sources(text) for text in texts],
    }
    rows = [(name, median_ms(call, repetitions) * share, "") for name, call in stages.items()]
    warm = median_ms(lambda: [speech(text) for text in texts], repetitions) * share
    remark = f"at most {SPEECH_BUDGET} ms; {len(texts)} articles, {sum(map(len, quotes)) * share:.1f} quotes"
    return [*rows, ("names + quotes + attribution", warm, remark)]


def speech(text: str) -> object:
    names = find_names(text)
    return attribute(text, tuple(find_quotes(text, names=names)), (), names=names)


def natasha_rows(text: str, repetitions: int) -> list[Row]:
    try:
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
    except ImportError:
        return [("natasha", float("nan"), "not installed")]
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def recognise() -> None:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)

    return [("natasha segment + NER", median_ms(recognise, repetitions), "names alone")]


def whole_rows(repetitions: int) -> list[Row]:
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*/*/page.*"))]

    def extract_all() -> None:
        for page in pages:
            extract(page)

    start = process_time()
    extract_all()
    cold = (process_time() - start) * 1000 / len(pages)
    warm = median_ms(extract_all, max(3, repetitions // 5)) / len(pages)
    return [
        ("cold", cold, f"{len(pages)} pages"),
        ("warm", warm, f"{1000 / warm:.0f} pages a second on one core"),
    ]


if __name__ == "__main__":
    sys.exit(main())
