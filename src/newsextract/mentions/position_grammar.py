"""The grammar of position phrases over tokens: modifiers, a head that they agree with, a tail, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from newsextract.lexicon.positions import (
    FEMININE,
    GOVERN_INSTRUMENTAL,
    ONE,
    PRESS,
    QUANTITIES,
    TAIL_PREPOSITIONS,
)
from newsextract.mentions.heads import CASES, Head, heads, hidden_heads
from newsextract.mentions.organisations import is_media
from newsextract.mentions.phrases import Reach, Token, read_group, read_tail
from newsextract.mentions.word_forms import (
    GENITIVES,
    INSTRUMENTALS,
    Reading,
    like,
    may_modify,
    nominative,
    readings,
)
from newsextract.morphology import parses
from newsextract.records import Gender
from newsextract.values import Value

MAX_MODIFIERS = 6
ALL_CASES = frozenset(CASES)


class Found(Value, frozen=True):
    """A position read from tokens: which of them, and how its front part reads in the nominative."""

    first: int
    behind: int
    front: int
    words: tuple[str, ...]
    head: Head
    gender: Gender | None


def read_series(words: Sequence[Token], first: int, cases: frozenset[str], *, wide: bool) -> list[Found]:
    """A position and those set beside it: `режиссер и продюсер`; before a name also without `и`."""
    found = _read(words, first, cases, wide=wide)
    series = []
    while found is not None:
        series.append(found)
        following = found.behind
        if following < len(words) and (
            words[following].text == "и" or (wide and words[following].text == ",")
        ):
            following += 1
        elif not wide:
            break
        if following >= len(words):
            break
        found = _read(words, following, frozenset([found.head.case]), wide=wide)
        if found is not None and found.head.plural != series[0].head.plural:
            break
    return series


def _read(words: Sequence[Token], first: int, cases: frozenset[str], *, wide: bool) -> Found | None:
    """Modifiers, head and tail from the token `first`; `wide` when a name is known to follow."""
    fixed = _fixed_front(words, first)
    if fixed and words[first].kind != "acting" and "nomn" not in cases:
        return None
    index = first + len(fixed)
    modifiers: list[Token] = []
    while index < len(words) and len(modifiers) < MAX_MODIFIERS:
        head = _head_at(words, index, modifiers, GENITIVES if fixed else cases)
        if head is None and wide:
            head = _hidden_head_at(words, index, modifiers, cases)
        if head is not None:
            behind = _tail(words, index + 1, head.lemma, wide=wide)
            return _found(words, (first, index, behind), modifiers, head)
        if not (is_modifier(words[index]) or (modifiers and _joins_modifiers(words, index))):
            return None
        modifiers.append(words[index])
        index += 1
    return None


def _joins_modifiers(words: Sequence[Token], index: int) -> bool:
    """`чрезвычайный |и полномочный посол`."""
    return words[index].text == "и" and index + 1 < len(words) and is_modifier(words[index + 1])


def _tail(words: Sequence[Token], behind: int, lemma: str, *, wide: bool) -> int:
    if FEMININE.get(lemma, lemma) in GOVERN_INSTRUMENTAL:
        behind = read_group(words, behind, INSTRUMENTALS)
    if not wide and behind < len(words) and is_media(words[behind].text) and lemma not in PRESS:
        return behind
    return read_tail(words, behind, _wide_reach() if wide else _reach(lemma))


def _fixed_front(words: Sequence[Token], first: int) -> tuple[str, ...]:
    """Words that put the head into the genitive and stay as they are: `и.о.`, `два`, `один из`."""
    token = words[first]
    if token.kind == "acting" or (token.kind == "word" and _is_quantity(token.text)):
        return (token.text,)
    if first + 1 < len(words) and words[first + 1].text == "из" and token.text.lower() in ONE:
        return (like(token.text, ONE[token.text.lower()]), "из")
    return ()


@lru_cache(maxsize=1 << 12)
def _is_quantity(word: str) -> bool:
    """A numeral, or a noun of quantity in the nominative."""
    return word.lower() in QUANTITIES or bool(parses(word.lower())[0].tag.POS == "NUMR")


@cache
def _wide_reach() -> Reach:
    return Reach(TAIL_PREPOSITIONS["name follows"], True)


@lru_cache(maxsize=1 << 10)
def _reach(lemma: str) -> Reach:
    return Reach(TAIL_PREPOSITIONS["*"] | TAIL_PREPOSITIONS.get(lemma, frozenset()))


def _found(
    words: Sequence[Token], span: tuple[int, int, int], modifiers: Sequence[Token], head: Head
) -> Found:
    first, index, behind = span
    fixed = _fixed_front(words, first)
    if fixed:
        written = [token.text for token in words[first + len(fixed) : index + 1]]
        many = _is_quantity(fixed[0])
        return Found(first, behind, index, (*fixed, *written), replace(head, plural=many), head.gender)
    gender, forms = head.gender, []
    for token in modifiers:
        reading = _agreeing(token, head)
        if reading is None:
            forms.append(token.text)
            continue
        forms.append(nominative(token.text, reading.case, reading.plural, reading.gender, False))
        if reading.gender == "femn" and not reading.plural:
            gender = "feminine"
    return Found(first, behind, index, (*forms, head.nominative), head, gender)


def is_modifier(token: Token) -> bool:
    return token.kind == "word" and may_modify(token.text)


def _is_neuter(lemma: str) -> bool:
    """`официальное лицо`: the one noun of a person that is neuter."""
    return lemma.endswith("лицо")


def _agreeing(token: Token, head: Head) -> Reading | None:
    for reading in readings(token.text):
        same = reading.case == head.case and reading.plural == head.plural
        if (
            not reading.noun
            and same
            and (reading.plural or (reading.gender == "neut") == _is_neuter(head.lemma))
        ):
            return reading
    return None


def _all_agree(modifiers: Sequence[Token], head: Head) -> bool:
    return all(token.text == "и" or _agreeing(token, head) for token in modifiers)


def _head_at(
    words: Sequence[Token], index: int, modifiers: list[Token], cases: frozenset[str]
) -> Head | None:
    token = words[index]
    if token.kind != "word":
        return None
    for head in heads(token.text):
        if head.case in cases and _all_agree(modifiers, head):
            if is_modifier(token) and _modifies_next(words, index, head):
                return None
            return head
    return None


def _hidden_head_at(
    words: Sequence[Token], index: int, modifiers: list[Token], cases: frozenset[str]
) -> Head | None:
    """`аналитика| Дмитрия Жумина`: before a name he is an analyst."""
    found = hidden_heads(words[index].text) if words[index].kind == "word" else ()
    agreeing = (head for head in found if _all_agree(modifiers, head))
    return next((head for head in agreeing if head.case in cases), None)


def _modifies_next(words: Sequence[Token], index: int, head: Head) -> bool:
    """`ведущий специалист`, `рабочей группы`: the word that could be a head agrees with a noun behind it."""
    front = [reading for reading in readings(words[index].text) if not reading.noun]
    for token in words[index + 1 : index + MAX_MODIFIERS]:
        if token.kind != "word":
            return False
        found = [r for r in readings(token.text) if r.case == head.case and r.plural == head.plural]
        if any(r.noun and not r.person and any(_agrees(m, r) for m in front) for r in found):
            return True
        if token.text != "и" and not any(not reading.noun for reading in found):
            return False
    return False


def _agrees(modifier: Reading, noun: Reading) -> bool:
    same = modifier.case == noun.case and modifier.plural == noun.plural
    return same and (noun.plural or modifier.gender == noun.gender or noun.gender is None)


@lru_cache(maxsize=1 << 14)
def opens_position(word: str) -> bool:
    """Whether a position can begin with the word: a head, something that agrees with one, `и.о.`."""
    if not word or len(word) < 3:
        return word.lower() in {"и", "в", "вр"}
    if _is_quantity(word) or word.lower() in ONE:
        return True
    return bool(heads(word)) or word.lower() == "врио" or may_modify(word)
