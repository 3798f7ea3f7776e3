"""Speed of number, money and percent finding: on an article, beside other readers, and as the text grows.

    python benchmarks/bench_money.py
    python benchmarks/bench_money.py --large    hostile texts up to 10 MB too (some minutes)

The texts come round in turn (the finders remember only the last ones), so that what is timed is reading and
not remembering.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

from newsextract.mentions.money import find_money
from newsextract.mentions.numerals import find_numbers
from newsextract.mentions.percents import find_multiples, find_percents
from newsextract.page.clean import clean_page
from newsextract.records import Hints, Limits

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
CHARACTERS = 3_000
BUDGET = 1.0
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LARGE = 10_000_000

FINDERS: dict[str, Callable[[str], Iterator[object]]] = {
    "find_numbers": find_numbers,
    "find_money": find_money,
    "find_percents": find_percents,
    "find_multiples": find_multiples,
}

# What a careful user would write by hand in ten minutes.
BARE = re.compile(
    r"\d[\d \u00a0]*(?:[.,]\d+)?[ \u00a0]*(?:тыс\.?|тысяч\w*|млн\.?|миллион\w*|млрд\.?|миллиард\w*|трлн\.?)?"
    r"[ \u00a0]*(?:тенге|тг|руб\w*\.?|доллар\w*|евро|%|процент\w*)"
)

# Texts that lead careless grammars astray.
HOSTILE = {
    "digits": "1",
    "spaced digits": "123 ",
    "ranges without end": "от 1 до ",
    "fractions": "1/2/",
    "dotted": "1.1,",
    "scales": "тысяч миллион ",
    "number words": "двадцать пять ",
    "brackets": "5 (пять) ((",
    "signs": "$-−+/-",
    "lists": "5, 5 и ",
    "elliptic": "5 млн и 5 тенге, ",
    "left out": "дали 5 млн. 3 тенге. ",
    "crowns": "10 крон ",
    "adjectives": "двукратный ",
    "letters": "а",
    "spaces": " ",
}


def main(repetitions: int = 30, *, large: bool = False) -> None:
    texts = news()
    print(f"\nNumbers, money, percents and multiples, per {CHARACTERS:,} characters")
    ours = timed(read_all, texts, repetitions)
    print(f"  {'all four finders together':44} {ours:9.3f} ms   at most {BUDGET} ms")
    for name, finder in FINDERS.items():
        alone = timed(partial(exhaust, finder), texts, repetitions)
        print(f"  {name + ' alone':44} {alone:9.3f} ms")
    bare = timed(lambda text: [match[0] for match in BARE.finditer(text)], texts, repetitions)
    print(f"  {'a bare regular expression':44} {bare:9.3f} ms")
    natasha(texts, max(1, repetitions // 10))
    growth(large=large)


def read_all(text: str) -> None:
    for finder in FINDERS.values():
        exhaust(finder, text)


def exhaust(finder: Callable[[str], Iterator[object]], text: str) -> None:
    for _ in finder(text):
        pass


def news() -> list[str]:
    """The text of all fixture pages, in stretches of CHARACTERS."""
    text = "\n".join(
        clean_page(path.read_bytes(), Hints(), Limits()).text for path in sorted(PAGES.glob("*/*/page.*"))
    )
    return [text[start : start + CHARACTERS] for start in range(0, len(text) - CHARACTERS, CHARACTERS)]


def timed(call: Callable[[str], object], texts: list[str], repetitions: int) -> float:
    """Median CPU milliseconds of a call over all texts; the first round warms up and is not counted."""
    times = []
    for _ in range(repetitions + 1):
        for text in texts:
            start = process_time()
            call(text)
            times.append(process_time() - start)
    return statistics.median(times[len(texts) :]) * 1000


def natasha(texts: list[str], repetitions: int) -> None:
    try:
        from natasha import MoneyExtractor, MorphVocab
    except ImportError:
        print(f"  {'natasha MoneyExtractor':44}   not installed")
        return
    extractor = MoneyExtractor(MorphVocab())
    time = timed(lambda text: list(extractor(text)), texts, repetitions)
    print(f"  {'natasha MoneyExtractor':44} {time:9.3f} ms")


def growth(*, large: bool) -> None:
    """Cost by size, for an article repeated and for hostile texts: nanoseconds a character stay the same."""
    print("\nfind_money, nanoseconds a character as the text grows")
    print(f"  {'':24}" + "".join(f"{size:>14,}" for size in SIZES))
    for name, unit in {"articles, repeated": "\n".join(news()) + "\n", **HOSTILE}.items():
        row = []
        for size in SIZES:
            if size >= LARGE and name in HOSTILE and not large:
                continue
            text = unit * (size // len(unit) + 1)
            start = process_time()
            exhaust(find_money, text[:size])
            row.append((process_time() - start) / size * 1e9)
        print(f"  {name:24}" + "".join(f"{cost:14.0f}" for cost in row), flush=True)


if __name__ == "__main__":
    main(large="--large" in sys.argv)
