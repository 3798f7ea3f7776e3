"""Score names against annotated people: nominatives of factRuEval, PERSON spans of Tengrinews articles.

python benchmarks/eval_names.py [--errors N] [--natasha]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from newsextract.mentions.names import Recogniser, find_names, read_name
from newsextract.records import Name

EVAL = Path(__file__).parent.parent.parent / "shared" / "eval"
RECOGNISER: Recogniser = "rules"


def scores() -> dict[str, float]:
    """Every figure by name, between 0 and 1."""
    return nominatives([]) | spans([])


def rows(name: str) -> list[dict[str, Any]]:
    with (EVAL / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def people(text: str) -> tuple[Name, ...]:
    return find_names(text, recogniser=RECOGNISER)


def nominatives(errors: list[str]) -> dict[str, float]:
    """Of the annotated surnames and given names, the share brought to the right nominative.

    `oblique` counts the words written in another form than their nominative, `found` those whose mention
    `find_names` finds by itself, without being told where it stands.
    """
    right = {"all": 0, "oblique": 0, "found": 0}
    total = {"all": 0, "oblique": 0, "found": 0}
    for row in rows("names_dev.jsonl"):
        by_itself = found_at(row)
        name = by_itself or read_name(row["context"], row["start"], row["stop"])
        for part, word, expected in expectations(row):
            given = words_of(name)
            hit = expected in given
            for kind in ("all", "oblique") if fold(word) != expected else ("all",):
                total[kind] += 1
                right[kind] += hit
            total["found"] += 1
            right["found"] += hit and by_itself is not None
            if not hit:
                errors.append(
                    f"{part} {word!r} should be {expected!r}, got {given or None}: {row['context']!r}"
                )
    return {f"names {kind} nominative": right[kind] / total[kind] for kind in right}


def found_at(row: dict[str, Any]) -> Name | None:
    """The name that `find_names` finds at the annotated place."""
    names = (name for name in people(row["context"]) if name.start < row["stop"] and row["start"] < name.stop)
    return next(names, None)


def words_of(name: Name | None) -> set[str]:
    """The parts of a name, and each word of a part."""
    parts = [fold(part) for part in (name.first, name.patronymic, name.surname) if part] if name else []
    return {*parts, *(word for part in parts for word in part.split())}


def expectations(row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What each written word should become.

    Not asked for: parts that are not written, initials, nominatives spelled otherwise than the text.
    """
    wanted = []
    words = row["words"]
    for part, kind, field in (("first", "name", "firstname"), ("surname", "surname", "lastname")):
        written = [word for what, word in words if what == kind]
        value = row["nominative"].get(field)
        if len(written) == 1 and value is not None and is_form_of(written[0], value):
            wanted.append((part, written[0], fold(value)))
    return wanted


def is_form_of(written: str, nominative: str) -> bool:
    """The annotation spells the name as the text does: in Cyrillic, and alike up to the ending."""
    cyrillic = all("а" <= letter <= "я" for letter in fold(written + nominative) if letter.isalpha())
    return cyrillic and len(written) > 1 and fold(written).startswith(fold(nominative)[:-2])


def fold(word: str) -> str:
    return word.lower().replace("ё", "е")


def spans(errors: list[str]) -> dict[str, float]:
    """Exact PERSON spans: precision, recall and F1."""
    hits = given = wanted = 0
    for row in rows("persons_dev.jsonl"):
        text = row["text"]
        found = {(name.start, name.stop) for name in people(text)}
        gold = {(start, stop) for start, stop, *_ in row["persons"]}
        hits, given, wanted = hits + len(found & gold), given + len(found), wanted + len(gold)
        for label, missing in (("missed", gold - found), ("extra", found - gold)):
            errors += [
                f"{label} {text[a:b]!r}: {text[max(0, a - 50) : b + 30]!r}" for a, b in sorted(missing)
            ]
    precision, recall = hits / given if given else 0.0, hits / wanted
    f1 = 2 * hits / (given + wanted)
    return {"persons exact precision": precision, "persons exact recall": recall, "persons exact F1": f1}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N errors of each set")
    parser.add_argument("--natasha", action="store_true", help="use the optional recogniser")
    options = parser.parse_args()
    if options.natasha:
        global RECOGNISER
        RECOGNISER = "natasha"
    for measure in (nominatives, spans):
        errors: list[str] = []
        for name, value in measure(errors).items():
            print(f"{name:30} {value:.4f}")
        for row in errors[: options.errors]:
            print("   ", row)


if __name__ == "__main__":
    main()
