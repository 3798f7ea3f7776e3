"""What the words around a number say of it: `около`, `не менее`, `превысила`, `до` as limit or as target."""

from __future__ import annotations

import re
from functools import cache

from newsextract.lexicon import qualifiers
from newsextract.mentions.numbers.stems import beginning_with
from newsextract.records import Bound

_LOOK_BACK = 48
_CLAUSE = 160
_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[%~≈<>≥≤.!?;:,()«»\"\n—–]|\d+")
_LAST_WORDS = frozenset(key.split()[-1] for key in qualifiers.BEFORE)
_TELLING = _LAST_WORDS | {qualifiers.TO, qualifiers.FROM}
_TELLING_ENDS = (qualifiers.GLUED, "~", "≈", ">", "<", "≥", "≤")
_LONGEST_KEY = max(len(key.split()) for key in qualifiers.BEFORE)


def bound_of(folded: str, start: int, stop: int) -> Bound:
    """The bound of the number at `start`..`stop` of a folded text.

    >>> bound_of("не менее 5 тысяч", 9, 10)
    'at_least'
    >>> bound_of("штраф до 500 мрп", 9, 16), bound_of("выросла до 500 тенге", 11, 20)
    ('at_most', 'exact')
    """
    before = None
    if _may_be_qualified(folded, start):
        before = _bound_before(folded, start, words_before(folded, start))
    if before in (None, "exact"):
        return _bound_after(folded, stop) or "exact"
    return before


def _may_be_qualified(folded: str, start: int) -> bool:
    """A quick look at the words before a number: most of them say nothing of it."""
    words = folded[start - _LOOK_BACK if start > _LOOK_BACK else 0 : start].split()
    for word in reversed(words):
        if word in qualifiers.BETWEEN_VERB and word not in _TELLING:
            continue
        if word in _TELLING:
            return True
        bare = word.lstrip('(«"')
        return bare in _TELLING or bare.endswith(_TELLING_ENDS) or bare.startswith(qualifiers.EXCEEDING)
    return False


def words_before(folded: str, start: int) -> list[str]:
    """The last words before a place, punctuation marks as words of their own."""
    words: list[str] = []
    tail = folded[max(0, start - _LOOK_BACK) : start]
    for token in tail[tail.rfind("\n") + 1 :].split()[-_WORDS:]:
        if token.isalpha():
            words.append(token)
        else:
            words += _WORD.findall(token)
    if "чем" in words[1:] and words[place := words.index("чем", 1) - 1] == ",":
        del words[place]  # `более, чем на 5 млн`
    return words


def preposition_before(folded: str, start: int) -> str:
    """The word right before a place, empty at a punctuation mark."""
    words = words_before(folded, start)
    return words[-1] if words else ""


def _bound_before(folded: str, start: int, words: list[str]) -> Bound | None:
    end = len(words)
    while end:
        word = words[end - 1]
        if word == qualifiers.TO:
            return _bound_of_to(folded, start, words[: end - 1])
        if word == qualifiers.FROM:
            return _bound_of_from(words[: end - 1])
        if word.startswith(qualifiers.EXCEEDING):
            return _bound_of_exceeding(words, end)
        found = _qualifier(words, end)
        if found is not None and (end == len(words) or word not in qualifiers.COMPARATIVES):
            return found
        if word not in qualifiers.BETWEEN_VERB or len(words) - end > 2:
            return None
        end -= 1
    return None


def _qualifier(words: list[str], end: int) -> Bound | None:
    """The longest qualifier that ends with the word before `end`."""
    last = words[end - 1]
    if last in _LAST_WORDS:
        for length in range(min(_LONGEST_KEY, end), 0, -1):
            found = qualifiers.BEFORE.get(" ".join(words[end - length : end]))
            if found is not None:
                return found
    return "about" if last.endswith(qualifiers.GLUED) else None  # `на суммуоколо 1 млрд`


def _bound_of_exceeding(words: list[str], end: int) -> Bound | None:
    """`превысил 5 млн`, `не превышает 5 млн`; `превысил на 5 млн` is a difference of exactly so much."""
    if qualifiers.BY in words[end:]:
        return None
    return "at_most" if words[end - 2 : end - 1] == [qualifiers.NEGATION] else "at_least"


def _bound_of_to(folded: str, start: int, before: list[str]) -> Bound:
    if before and before[-1] == "почти":
        return "about"
    return "exact" if arrives(folded, start) else "at_most"


def _bound_of_from(before: list[str]) -> Bound | None:
    if before and before[-1].startswith(qualifiers.SOURCE):
        return None
    return "at_least"


def arrives(folded: str, start: int) -> bool:
    """Whether the clause before a `до` speaks of a change, so that the number is its target."""
    return _arriving().search(" " + clause_before(folded, start)) is not None


def clause_before(folded: str, start: int) -> str:
    """What stands before a place in its sentence, as far as it matters."""
    clause = folded[max(0, start - _CLAUSE) : start]
    end = max(
        clause.rfind(". "), clause.rfind("! "), clause.rfind("? "), clause.rfind("; "), clause.rfind("\n")
    )
    return clause[end + 1 :]


@cache
def _arriving() -> re.Pattern[str]:
    unit = r"[^\S\n]?(?:[%$€₽₸]|[^\W\d_]+\.?)"
    by_so_much = rf"на [$€₽₸]?\d[\d ,.]*(?:{unit}){{0,2}}(?:[^\S\n]?\([^()]{{1,24}}\))?[,–—\- ]*до $"
    return re.compile(rf"{beginning_with(qualifiers.ARRIVING)}|(?<!\w){by_so_much}")


_AFTER = re.compile(r"[^\S\n]((?:(?:и|или|с|как)[^\S\n])?\w+)")
_AFTER_BEGINNINGS = frozenset(key[0] for key in qualifiers.AFTER)


def _bound_after(folded: str, stop: int) -> Bound | None:
    if folded[stop + 1 : stop + 2] not in _AFTER_BEGINNINGS:
        return None
    match = _AFTER.match(folded, stop)
    return qualifiers.AFTER.get(match[1].replace("\u00a0", " ")) if match else None
