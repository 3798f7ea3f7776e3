"""The noun that a relative pronoun or a participle stands for: `слова мэра|, который сказал`."""

from __future__ import annotations

from newsextract.mentions.cues import Word, words_in
from newsextract.mentions.speech.governed import phrase_break
from newsextract.mentions.speech.name_index import NameIndex
from newsextract.mentions.speech.noun_phrases import (
    Source,
    agreement,
    is_document,
    is_finite,
    is_modifier,
    phrase_of,
)
from newsextract.records import Name

WORDS_TO_RELATIVE = 8  # of the phrase before `, который`


def antecedent(text: str, floor: int, comma: int, relative: Word, names: NameIndex) -> Source | None:
    """The noun phrase before `comma` that a relative pronoun stands for: `слова мэра|, который сказал`.

    The nearest noun that agrees: one that lives before one that does not, a head before what it governs;
    for `в котором` only a document.
    """
    held = relative.lower in _HELD
    near = [name for name in names.within(floor, comma) if not text[name.stop : comma].strip(' "»”')]
    if near and not held and _agrees(near[0], relative.lower):
        return Source(near[0].start, near[0].stop, "person")
    cut = max((match.end() for match in phrase_break().finditer(text, floor, comma)), default=floor)
    words = words_in(text, cut, comma)[-WORDS_TO_RELATIVE:]
    last = next((i for i in range(len(words) - 1, -1, -1) if is_finite(words[i].lower)), -1)
    found = None
    for index in range(len(words) - 1, last, -1):
        agreed = agreement(words[index].lower, relative.lower)
        if agreed and (is_document(words[index].lower) if held else agreed == "lives"):
            return _modified(text, words, index, comma)
        found = index if agreed and (found is None or index == found - 1) else found
    return None if found is None or held else _modified(text, words, found, comma)


_HELD = frozenset(["котором", "которой", "которых"])


def _agrees(name: Name, relative: str) -> bool:
    """Whether a relative pronoun may stand for a person: by gender where the name tells it."""
    if relative in _PLURAL_RELATIVES or relative == "которое":
        return False
    return name.gender is None or (name.gender == "feminine") == (relative in ("которая", "которой"))


_PLURAL_RELATIVES = frozenset(["которые", "которых", "которыми"])


def _modified(text: str, words: list[Word], head: int, stop: int) -> Source:
    first = head
    while first and is_modifier(words[first - 1].lower):
        first -= 1
    return phrase_of(text, words, first, head, stop)
