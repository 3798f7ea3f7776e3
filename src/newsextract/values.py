"""The common ground of the small values that stages pass among themselves."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False):
    """A few strings, numbers and other values under one name; never part of a cycle.

    Made and read several times faster than a named tuple, and passed over by the garbage collector: an
    article has thousands of them.
    """
