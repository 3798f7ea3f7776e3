"""Rows that repeat an earlier record, by id or by the text of the article."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Literal

import msgspec

from newsextract.batch.worker import Outcome

Sameness = Literal["id", "content"]
DIGEST = 12
"""Bytes kept for each record: the chance of a false repeat among a billion is below 1 in 10^10."""


class Duplicates:
    """Remembers the records seen. Failures are never repeats, nor is what repeats only a failure."""

    def __init__(self, by: Sameness | None) -> None:
        self.by = by
        self.seen: set[bytes] = set()

    def is_repeat(self, outcome: Outcome) -> bool:
        """Whether an earlier record has the same id, or the same non-empty text."""
        if self.by is None or outcome.failed:
            return False
        key = _key(outcome.id.encode()) if self.by == "id" else outcome.content[:DIGEST]
        return self._repeats(key)

    def remember(self, lines: Iterable[bytes]) -> None:
        """Take in the records that an interrupted run has written."""
        if self.by is None:
            return
        for line in lines:
            row = msgspec.json.decode(line, type=_Written)
            if row.error is None:
                self._repeats(_key((row.id if self.by == "id" else row.text).encode()))

    def _repeats(self, key: bytes) -> bool:
        if key in self.seen:
            return True
        self.seen.add(key)
        return False


class _Written(msgspec.Struct):
    id: str = ""
    text: str = ""
    error: msgspec.Raw | None = None


def _key(value: bytes) -> bytes:
    return blake2b(value, digest_size=16).digest()[:DIGEST]
