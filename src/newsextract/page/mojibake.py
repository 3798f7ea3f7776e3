"""Text that was decoded with the wrong encoding: noticed by its letters, turned back where it can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import islice

from newsextract.page.russian import RUSSIAN, russian_score

# The encoding text was wrongly read in, and the one its bytes are in: what servers and scrapers confuse.
_CONFUSED = (
    ("cp1252", "utf-8"),
    ("cp1251", "utf-8"),
    ("koi8-r", "utf-8"),
    ("cp866", "utf-8"),
    ("mac-cyrillic", "utf-8"),
    ("iso8859-5", "utf-8"),
    ("cp1252", "cp1251"),
    ("koi8-r", "cp1251"),
    ("cp866", "cp1251"),
    ("cp1251", "koi8-r"),
    ("cp1252", "koi8-r"),
    ("cp1251", "cp866"),
)
_WORD = re.compile(r"[a-zA-Z]{0,20}[^\x00-\x7f](?:[a-zA-Z]|[^\x00-\x7f])*")
_RUN = re.compile(r"[^\x00-\x7f]+")
# In the wrong reading of UTF-8 a letter is two signs; the second one of И and Р is often spoilt on the way.
_PAIRED_RUN = re.compile(r"(?:[^\x00-\x7f]|(?<=[РÐ╨])[? ](?=[^\x00-\x7f]|[,.:;!?\"»)<\s]))+")
_SPOILED = re.compile(rb"\xd0([? ])")
_MARGIN = 1.0
_MOST_ROUNDS = 3  # text that went through two wrong readings is turned back twice
_COMMON = "оеаинтсрвл"
_COMMON_SHARE = 0.4
_SAMPLE_WORDS = 40
_HEAD = 4_000
_STRETCHES = 12
_STRETCH = 600
_ASCII = bytes(range(0x80))
_LOST = re.compile(r"\?{3,}[ ,.]{1,3}\?{3,}|\ufffd{3}")
_UNDONE = "mojibake: decoded as {wrong} before, turned back to {right}"
_KEPT = "mojibake that could not be turned back"


def repair_mojibake(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with wrongly decoded words turned back, and a warning when there were any.

    >>> repair_mojibake("Ïîãîäà â Àñòàíå")
    ('Погода в Астане', ('mojibake: decoded as cp1252 before, turned back to cp1251',))
    """
    if text.isascii():
        return text, (_KEPT,) if _LOST.search(text) else ()
    if not any(map(_suspicious, _windows(text))):
        return text, ()
    warnings: list[str] = []
    for _ in range(_MOST_ROUNDS):
        samples = _samples(text)
        suspects = [sample for sample in samples if _suspicious(sample)]
        confused = {pair for pair in map(_confusion, suspects) if pair}
        pair = min(confused, default=None)
        if pair is None or (pair[1] != "utf-8" and len(suspects) < len(samples)):
            break
        text = _turn_back(text, *pair)
        warnings.append(_UNDONE.format(wrong=pair[0], right=pair[1]))
    if any(map(_looks_lost, suspects)):
        warnings.append(_KEPT)
    return text, tuple(dict.fromkeys(warnings))


def _windows(text: str) -> Iterator[str]:
    """The letters that are not ASCII of the head (title, meta tags) and of stretches all over the page."""
    step = max(1, len(text) // _STRETCHES)
    stretches = [text[start : start + _STRETCH] for start in range(0, len(text), step)]
    for window in (text[:_HEAD], "".join(stretches)):
        yield window.encode("utf-8", "replace").translate(None, _ASCII).decode()


def _samples(text: str) -> list[str]:
    """Words that are not all ASCII, from the head, the middle and the last third of a page."""
    starts = (0, len(text) // 2, 2 * len(text) // 3) if len(text) > 5_000 else (0,)
    return [
        " ".join(found[0][:50] for found in islice(_WORD.finditer(text, start), _SAMPLE_WORDS))
        for start in starts
    ]


def _suspicious(sample: str) -> bool:
    """Whether the sample needs a closer look: more than half of ordinary Russian are a few small letters."""
    if sum(map(sample.count, _COMMON)) > _COMMON_SHARE * len(sample):
        return False
    return len(sample) > 3 and russian_score(sample) < RUSSIAN


def _confusion(sample: str, *, again: bool = True) -> tuple[str, str] | None:
    """The pair of encodings whose confusion explains the sample best, if undoing it gives Russian.

    `again`: or gives what another confusion explains.
    """
    best, best_score = None, max(RUSSIAN, russian_score(sample) + _MARGIN)
    undone = {pair: _turn_back(sample, *pair) for pair in _CONFUSED}
    for pair, text in undone.items():
        score = russian_score(text)
        if score > best_score:
            best, best_score = pair, score
    if best is None and again:
        halfway = (pair for pair, text in undone.items() if pair[1] == "utf-8" and len(text) < len(sample))
        return next((pair for pair in halfway if _confusion(undone[pair], again=False)), None)
    return best


def _turn_back(text: str, wrong: str, right: str) -> str:
    if right == "utf-8":
        return _PAIRED_RUN.sub(partial(_utf8_again, signs=_signs(wrong)), text)
    return _RUN.sub(partial(_single_bytes_again, signs=_signs(wrong), right=right), text)


def _utf8_again(found: re.Match[str], signs: dict[str, int]) -> str:
    try:
        return _SPOILED.sub(_second_byte, _bytes_again(found[0], signs)).decode()
    except (KeyError, UnicodeDecodeError):  # a word that was right all along
        return found[0]


def _bytes_again(word: str, signs: dict[str, int]) -> bytes:
    """The bytes a word was wrongly read from. Raises `KeyError` for a sign that reading never gives."""
    return bytes(map(signs.__getitem__, word))


def _second_byte(found: re.Match[bytes]) -> bytes:
    return b"\xd0\x98" if found[1] == b"?" else b"\xd0\xa0"


def _single_bytes_again(found: re.Match[str], signs: dict[str, int], right: str) -> str:
    try:
        return _bytes_again(found[0], signs).decode(right)
    except (KeyError, UnicodeDecodeError):
        return found[0]


@cache
def _signs(wrong: str) -> dict[str, int]:
    """Sign -> the byte it was read from; a byte the encoding leaves out was read as a C1 control."""
    signs = {" ": 0x20, "?": 0x3F}
    if wrong == "cp1252":  # read in latin-1 as often
        signs |= {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0x100):
        signs[bytes([byte]).decode(wrong, "ignore") or chr(byte)] = byte
    if wrong == "cp1251":
        signs["\ufffd"] = 0x98
    return signs


def _looks_lost(sample: str) -> bool:
    """Whether the sample is the remains of text, not merely another language."""
    broken: Callable[[str], int] = sample.count
    return broken("\ufffd") > len(sample) / 5 or sum(map(broken, "ÐÑ╨╤")) > len(sample) / 5
