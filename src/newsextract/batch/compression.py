"""Files written compressed or plain, as their names say."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, BinaryIO, cast

from newsextract.extras import optional

COMPRESSIONS = (".gz", ".zst")


def open_written(path: Path) -> BinaryIO:
    """A new binary file, compressed when its name ends in .gz or .zst."""
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "xb", compresslevel=6))
    if path.suffix == ".zst":
        return cast(BinaryIO, zstd().open(path, "xb"))
    return path.open("xb")


def zstd() -> Any:
    """The zstd module of the standard library, or its backport; `ImportError` names the extra it needs."""
    try:
        from compression import zstd
    except ImportError:
        return optional("backports.zstd", extra="zstd", use="zstd")
    return zstd
