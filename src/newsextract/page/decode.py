"""Bytes -> str. A declared charset is tested against the bytes before it is believed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from newsextract.page.mojibake import repair_mojibake
from newsextract.page.russian import RUSSIAN, russian_score
from newsextract.records import PageError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "kz1048")
_DECLARED_BONUS = 0.7  # what a declaration is worth, in points of the Russian score
_CERTAIN = 4.5  # no wrong decoding of a sample of _LONG_SAMPLE letters reaches it
_LONG_SAMPLE = 100
_SAMPLE_WORDS = 60
_AS_BROWSERS = {
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
}
_NO_CHARSETS = ("utf-8", "utf-8-sig", "utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape")
_HEAD = 4_096
_PIECE = 32_768
_HIGH_WORD = re.compile(rb"[a-zA-Z]{0,20}[\x80-\xff][a-zA-Z\x80-\xff]*")
_BROKEN_WORDS = re.compile(rb"[\x80-\xff][\x80-\xff\d .,:;!?()\"'%-]{1,400}")
_BROKEN_RUN = re.compile(rb"[\x80-\xff]{1,64}")
_NEVER_UTF8 = frozenset(b"\xc0\xc1\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff")
_ALL_HIGH = bytes(range(0x80, 0x100))
_CONTROL = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b\x1a\0"})
_GUESSED = "encoding guessed as windows-1252: no declaration fits the bytes"
_CONTROL_SHARE = 0.03
_LEAST_RIGHT = 0.25  # letters in UTF-8 for each broken place: other encodings have 0.17 by chance at most
_MOST_LEFT = 0.1  # share of the broken places that mending may leave on a page half in UTF-8
_MOST_MENDED = 100_000  # broken places looked at one by one
_MOST_ACCENTS = 0.4  # share of bytes that are not ASCII in the languages written with Latin letters

_BINARY = {
    rb"\x89PNG": "a PNG picture",
    rb"\xff\xd8\xff": "a JPEG picture",
    rb"GIF8[79]a": "a GIF picture",
    rb"RIFF.{4}(?:WEBP|WAVE|AVI )": "a WebP picture, a sound or a film",
    rb"%PDF-": "a PDF file",
    rb"PK\x03\x04": "a zip archive (also docx, xlsx, epub)",
    rb"\x1f\x8b\x08": "gzip data, to be decompressed first",
    rb"BZh[1-9]1AY&SY": "bzip2 data, to be decompressed first",
    rb"\xfd7zXZ\0": "xz data, to be decompressed first",
    rb"\x28\xb5\x2f\xfd": "zstd data, to be decompressed first",
    rb"7z\xbc\xaf": "a 7z archive",
    rb"Rar!\x1a": "a rar archive",
    rb"\x7fELF": "a program",
    rb"\xd0\xcf\x11\xe0": "an old Office document",
    rb"SQLite format 3\0": "an SQLite database",
    rb"OggS\0": "a sound or a film",
    rb"ID3[\x02-\x04]": "a sound",
    rb".{4}ftyp": "a film",
    rb"wOF[F2]\0": "a font",
    rb"PAR1": "a Parquet file",
}
_BINARY_KINDS = tuple(_BINARY.values())
_BINARY_START = re.compile(b"|".join(b"(" + start + b")" for start in _BINARY), re.DOTALL)


class Decoded(NamedTuple):
    """A page as text, the encoding it was read in, and what had to be mended."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(page: bytes, charset: str | None = None) -> Decoded:
    """The text of `page`. `charset` is the HTTP header's, believed when the bytes agree.

    Raises `PageError` for bytes that are no text in any encoding.

    >>> decode("Погода в Астане".encode("koi8-r"), charset="utf-8")
    Decoded(text='Погода в Астане', encoding='koi8-r', warnings=())
    """
    refuse_binary(page)
    decoded = _by_mark(page) or _wide(page)
    if decoded is None:
        page = page.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
        decoded = _utf8(page) or _by_letters(page, charset)
    return _mended(decoded)


def repair(text: str) -> Decoded:
    """A str that may have been decoded wrongly before it came here, made right where that can be undone.

    >>> repair("Погода".encode().decode("cp1251")).text
    'Погода'
    """
    text = text.replace("\0", "")
    if not text.isascii():
        text = text.removeprefix("\ufeff")
        try:
            text.encode()
        except UnicodeEncodeError:  # halves of UTF-16 pairs, which no parser takes
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _mended(Decoded(text, "str"))


def refuse_binary(page: bytes) -> None:
    """Raise `PageError` for what begins like a picture, an archive or another file that is no text."""
    found = _BINARY_START.match(page)
    if found and found.lastindex:
        kind = _BINARY_KINDS[found.lastindex - 1]
        raise PageError(f"the page is not text: it begins like {kind}", stage="decode")


def _mended(decoded: Decoded) -> Decoded:
    text, warnings = repair_mojibake(decoded.text)
    return Decoded(text, decoded.encoding, decoded.warnings + warnings)


def _by_mark(page: bytes) -> Decoded | None:
    """By the byte order mark of a wide encoding, when what follows keeps its promise."""
    for mark, encoding in _BOMS:
        if page.startswith(mark):
            text = page[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, _lost(text)) if _is_usual(text) else None
    return None


def _wide(page: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte of Russian or English text is then 0 or 4."""
    head = page[:_HEAD]
    if head.count(b"\0") + head.count(b"\4") <= len(head) / 4:
        return None
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if high.count(b"\0") + high.count(b"\4") > 0.8 * len(high):
            text = page.decode(encoding, "replace")
            if _is_usual(text):
                return Decoded(text, encoding, _lost(text))
    return None


def _is_usual(text: str) -> bool:
    """Whether most signs are ones that news is written with; wrong pairs of bytes give any sign."""
    head = text[:_HEAD]
    usual = sum(sign < "\u0600" or "\u2000" <= sign <= "\u22ff" for sign in head)
    return usual >= 0.8 * len(head)


def _utf8(page: bytes) -> Decoded | None:
    """As UTF-8 when it is that, but for a few broken places; None when the bytes are of another encoding."""
    try:
        text = _in_pieces(page)
    except UnicodeDecodeError:
        pass
    else:
        _refuse_controls(page)
        return Decoded(text, "utf-8")
    text = page.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = len(text) - len(page.translate(None, _ALL_HIGH)) - broken
    if right < broken * _LEAST_RIGHT:
        return None
    if broken <= _MOST_MENDED:
        text = page.decode("utf-8", _MENDING)
    if right <= broken and text.count("\ufffd") > broken * _MOST_LEFT:
        return None
    if len(page) < _HEAD and not _is_usual(text) and _russian_encoding(page, []):
        return None
    _refuse_controls(page)
    return Decoded(text, "utf-8", (f"broken bytes in {broken} places of the utf-8 page",))


def _in_pieces(page: bytes) -> str:
    """UTF-8 piece by piece: a whole page takes far too much room at first, which is slow to get."""
    pieces = (page[start : start + _PIECE] for start in range(0, len(page), _PIECE))
    return "".join(codecs.iterdecode(pieces, "utf-8"))


def _mend(error: UnicodeError) -> tuple[str, int]:
    """What to read where it is not UTF-8: words pasted in as cp1251, nothing for a stray byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    page, start = error.object, error.start
    for pattern in (_BROKEN_WORDS, _BROKEN_RUN):
        found = pattern.match(page, start)
        words = found[0].decode("cp1251", "replace") if found else ""
        if len(words) > 3 and russian_score(words) >= RUSSIAN:
            return words, start + len(words)
    alone = page[start] in _NEVER_UTF8 and error.end == start + 1
    follows = page[start + 1 : start + 2]
    if alone and not (follows and 0x80 <= follows[0] < 0xC0):
        return "", error.end
    return "\ufffd", error.end


_MENDING = "newsextract.mend"
codecs.register_error(_MENDING, _mend)


def _by_letters(page: bytes, charset: str | None) -> Decoded:
    """By what the bytes look like in each encoding; a declaration decides where nothing is Russian."""
    sample = _sample(page)
    declared = [name for name in (_codec(charset), _codec(_declared(page))) if name]
    encoding = _russian_encoding(sample, declared)
    if encoding is None:
        _refuse_controls(page)
        return _foreign(page, declared)
    text = page.decode(encoding, "replace")
    return Decoded(text, encoding, _lost(text))


def _russian_encoding(sample: bytes, declared: list[str]) -> str | None:
    """The encoding in which the sample is Russian: the first that leaves no doubt, else the best of all."""
    best, best_score = None, RUSSIAN
    for encoding in dict.fromkeys((*declared, *_CYRILLIC)):
        score = russian_score(sample.decode(encoding, "replace"))
        if score > _CERTAIN and len(sample) > _LONG_SAMPLE:
            return encoding
        score += _DECLARED_BONUS * (encoding in declared)
        if score > best_score:
            best, best_score = encoding, score
    return best


def _sample(page: bytes) -> bytes:
    """The words of the page that are not ASCII, as many from its beginning as from its middle."""
    return b" ".join(_words(page, 0)) + b" " + b" ".join(_words(page, len(page) // 2))


def _words(page: bytes, start: int) -> Iterator[bytes]:
    return (found[0][:200] for found in islice(_HIGH_WORD.finditer(page, start), _SAMPLE_WORDS))


def _foreign(page: bytes, declared: list[str]) -> Decoded:
    """A page that is not Russian: by the first declaration that decodes, else as Western European."""
    for name in declared:
        try:
            return Decoded(page.decode(name), name)
        except UnicodeDecodeError:
            continue
    if len(page) - len(page.translate(None, _ALL_HIGH)) > _MOST_ACCENTS * len(page):
        raise PageError("the page is not text in any known encoding", stage="decode")
    text = page.decode("cp1252", "replace")
    return Decoded(text, "windows-1252", (_GUESSED, *_lost(text)))


def _refuse_controls(page: bytes) -> None:
    head = page[:_HEAD]
    if len(head) - len(head.translate(None, _CONTROL)) > _CONTROL_SHARE * len(head):
        raise PageError("the page is not text: too many control bytes", stage="decode")


def _declared(page: bytes) -> str | None:
    """What a meta tag or an XML declaration says, as Beautiful Soup finds it."""
    from bs4.dammit import EncodingDetector

    declared: str | None = EncodingDetector.find_declared_encoding(page[:_HEAD], is_html=True)
    return declared


def _codec(name: str | None) -> str | None:
    """The codec behind a declared name; None for utf-8, which was tried, and for what is no charset."""
    try:
        codec = codecs.lookup((name or "").rpartition("=")[2].strip(" \"';"))
        reads_ascii = b"<p>".decode(codec.name) == "<p>"
    except (LookupError, ValueError):
        return None
    if not reads_ascii or codec.name in _NO_CHARSETS:
        return None
    return _AS_BROWSERS.get(codec.name, codec.name)


def _lost(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{count} bytes could not be decoded",) if count else ()
