"""Whole dumps: readers, a runner of worker processes, writers.

The package is callable, so that the name a user types and its own name are one thing, in whichever order
they are imported: `newsextract.batch(source)` is `newsextract.batch.runner.batch(source)`, where the options
are described.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsextract.batch.runner import Source
    from newsextract.records import Extraction, Failure


class _CallableRoom(ModuleType):
    """The package as a module that can be called."""

    def __call__(self, source: Source, **options: Any) -> Iterator[Extraction | Failure]:
        """Read every page of a dump; options and results are those of `newsextract.batch.runner.batch`."""
        from newsextract.batch.runner import batch

        return batch(source, **options)


sys.modules[__name__].__class__ = _CallableRoom
