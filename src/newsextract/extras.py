"""Packages that only some uses need: one that is not installed is said with the extra that brings it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def optional(module: str, *, extra: str, use: str) -> Any:
    """A module that a use needs; raises `ImportError` that names the extra when it is not installed.

    >>> optional("missing", extra="parquet", use="Parquet")
    Traceback (most recent call last):
    ImportError: Parquet needs an extra package: pip install 'newsextract[parquet]'
    """
    try:
        return import_module(module)
    except ImportError:
        raise ImportError(f"{use} needs an extra package: pip install 'newsextract[{extra}]'") from None
