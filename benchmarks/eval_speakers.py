"""The right person for a quote whose span is given: newsru.com articles with human coreference chains."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsextract.attribution import attribute
from newsextract.mentions.names import find_names
from newsextract.mentions.quotes import find_quotes
from newsextract.records import Cue, Mention, Quote, Speaker
from newsextract.speakers.people import surname_stem

GOLD = Path(__file__).parents[2] / "shared" / "eval" / "speakers_newsru_dev.jsonl"
KINDS = {"person": "surname", "pronoun": "pronoun", "role": "role"}


def scores() -> dict[str, float]:
    """The share of right persons by kind of mention, and of the persons given those that are right."""
    counts = Counter((kind, outcome) for kind, outcome, _ in outcomes())
    figures = {}
    for kind in KINDS.values():
        named = sum(counts[kind, outcome] for outcome in ("right", "wrong", "none"))
        figures[f"newsru {kind}"] = counts[kind, "right"] / named if named else 1.0
    right = sum(counts[kind, "right"] for kind in KINDS.values())
    wrong = sum(counts[kind, outcome] for kind in KINDS.values() for outcome in ("wrong", "invented"))
    figures["newsru speakers given that are right"] = right / (right + wrong) if right + wrong else 1.0
    return figures


def outcomes() -> Iterator[tuple[str, str, str]]:
    """Kind, outcome (right, wrong, none, invented, silent) and a line to read, for each quote."""
    if not GOLD.is_file():
        return
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        attributed = attribute(text, all_quotes(text, article["quotes"]), names=find_names(text))
        for row, quote in zip(article["quotes"], attributed.quotes, strict=False):
            speaker = quote.speaker
            given = speaker.name if speaker is not None and speaker.kind == "person" else None
            outcome = judge(row["name"], given)
            kind = KINDS[row["kind"]]
            yield kind, outcome, f"{article['id']} {row['speaker_text']!r}: {row['name']!r}, got {given!r}"


def all_quotes(text: str, rows: list[dict[str, object]]) -> list[Quote]:
    """The quotes given, then the others of the article as the finder of quotes sees them."""
    given = [quote_of(text, row) for row in rows]
    taken = [(quote.start, quote.stop) for quote in given]
    others = find_quotes(text, (), find_names(text))
    return given + [
        quote for quote in others if all(quote.stop <= start or stop <= quote.start for start, stop in taken)
    ]


def judge(wanted: str | None, given: str | None) -> str:
    """Whether the name given is the one wanted, by surname."""
    if wanted is None:
        return "silent" if given is None else "invented"
    if given is None:
        return "none"
    stems = {surname_stem(word)[:6] for word in given.split()}
    return "right" if surname_stem(wanted.split()[-1])[:6] in stems else "wrong"


def quote_of(text: str, row: dict[str, object]) -> Quote:
    """The quote of the gold set as the finder of quotes would give it, its speaker not resolved."""
    start, stop = int(str(row["start"])), int(str(row["stop"]))
    mention = row["speaker_mention"]
    assert isinstance(mention, list)
    first, last = int(mention[0]), int(mention[1])
    return Quote(
        kind="partial" if row["position"] == "partial" else "direct",
        parts=(Mention(start=start, stop=stop, text=text[start:stop]),),
        cue=Cue(start=stop, stop=stop, text=str(row["cue"]), lemma=""),
        speaker=Speaker(start=first, stop=last, text=text[first:last], kind="person"),
        rule="gold",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every quote whose person is not right")
    for kind, outcome, line in outcomes() if parser.parse_args().errors else ():
        if outcome in {"wrong", "none", "invented"}:
            print(f"[{kind} {outcome}] {line}")
    for name, figure in scores().items():
        print(f"{name:44} {figure:.4f}")


if __name__ == "__main__":
    main()
