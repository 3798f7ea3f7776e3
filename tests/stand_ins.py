"""Functions that read a page in the tests of batch: they do what the page says, good or evil."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from typing import Any

from newsextract.records import Article, Extraction, PageError


def echo(page: bytes | str, *, id: str, title: str | None, url: str | None, **hints: Any) -> Extraction:
    """The page as it is; one that begins with a deed does it first."""
    del hints
    text = page.decode() if isinstance(page, bytes) else page
    deed, _, argument = text.partition(" ")
    if deed in DEEDS:
        DEEDS[deed](argument)
    return Extraction(id=id, article=Article(text=text, title=title, url=url))


def hang(argument: str) -> None:
    time.sleep(float(argument.split()[0]) if argument else 1000)


def fill_memory(argument: str) -> None:
    del argument
    hoard = []
    while True:
        hoard.append(bytearray(100_000_000))


def crash(argument: str) -> None:
    del argument
    ctypes.string_at(0)


def be_killed(argument: str) -> None:
    del argument
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(argument: str) -> None:
    raise PageError(argument, stage="decode")


def fail(argument: str) -> None:
    raise KeyError(argument)


def leave(argument: str) -> None:
    os._exit(int(argument))


DEEDS = {
    "HANG": hang,
    "FILL": fill_memory,
    "CRASH": crash,
    "KILLED": be_killed,
    "REFUSE": refuse,
    "FAIL": fail,
    "LEAVE": leave,
}
