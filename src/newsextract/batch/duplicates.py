"""Rows that repeat an earlier record, by id or by the text of the article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from newsextract.batch.worker import Outcome, digest_of

Sameness = Literal["id", "content"]


class Duplicates:
    """Remembers the records seen. Failures are never repeats, nor is what repeats only a failure."""

    def __init__(self, by: Sameness | None) -> None:
        self.by = by
        self.seen: set[bytes] = set()

    def is_repeat(self, outcome: Outcome) -> bool:
        """Whether an earlier record has the same id, or the same non-empty text."""
        if self.by is None or outcome.failed:
            return False
        return self._repeats(digest_of(outcome.id) if self.by == "id" else outcome.content)

    def remember(self, lines: Iterable[bytes]) -> None:
        """Take in the records that an interrupted run has written."""
        if self.by is None:
            return
        for line in lines:
            row = msgspec.json.decode(line, type=_Written)
            if row.error is None:
                self._repeats(digest_of(row.id if self.by == "id" else row.text))

    def _repeats(self, key: bytes) -> bool:
        if not key:
            return False
        if key in self.seen:
            return True
        self.seen.add(key)
        return False


class _Written(msgspec.Struct):
    id: str = ""
    text: str = ""
    error: msgspec.Raw | None = None
