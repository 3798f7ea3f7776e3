"""Quotes beside the text they stand in: the notation of `docs/quotes.md` and of the tables of tests.

The text comes first, then a line for each quote: `=> kind | parts | cue | speaker as written`,
parts joined by ` // `, `-` for none.
"""

from typing import NamedTuple

from newsextract.records import Quote


class Case(NamedTuple):
    text: str
    expected: list[str]


def read_case(block: str) -> Case:
    """The text of a block and the lines expected of it."""
    lines = block.strip("\n").split("\n")
    text = "\n".join(line for line in lines if not line.startswith("=> "))
    return Case(text, [line.removeprefix("=> ") for line in lines if line.startswith("=> ")])


def written(quote: Quote) -> str:
    """A quote as a line of the notation."""
    parts = " // ".join(part.text for part in quote.parts)
    cue = quote.cue.text if quote.cue else "-"
    speaker = quote.speaker.text if quote.speaker else "-"
    return f"{quote.kind} | {parts} | {cue} | {speaker}"
