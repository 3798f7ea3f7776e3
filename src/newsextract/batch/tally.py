"""What a run counts."""

from __future__ import annotations

from collections import Counter

from newsextract.batch.manifest import Manifest
from newsextract.batch.worker import KINDS, Outcome


class Tally:
    """Pages, failures by reason, records by kind, duplicates, and the most memory seen."""

    def __init__(self) -> None:
        self.records = 0
        self.duplicates = 0
        self.resumed = 0
        self.failures: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()
        self.peak_worker = 0
        self.seconds = 0.0

    @classmethod
    def of(cls, manifest: Manifest) -> Tally:
        """The counts of the parts that a resumed run finds done."""
        tally = cls()
        tally.records = manifest.total("records")
        tally.duplicates = manifest.total("duplicates")
        tally.failures.update(manifest.failures)
        tally.mentions.update(manifest.mentions)
        tally.resumed = tally.pages
        return tally

    @property
    def pages(self) -> int:
        """Rows accounted for."""
        return self.records + self.duplicates + self.failures.total()

    def count(self, outcome: Outcome, duplicate: bool) -> None:
        """Count one row."""
        if outcome.reason is not None:
            self.failures[outcome.reason] += 1
        elif duplicate:
            self.duplicates += 1
        else:
            self.records += 1
            self.mentions.update(dict(zip(KINDS, outcome.counts, strict=True)))
