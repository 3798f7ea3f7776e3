"""What the user named as input, as a list of files: globs and folders expanded, in a fixed order."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from newsextract.batch.streams import COMPRESSION_SUFFIXES, STANDARD_INPUT, is_remote, remote_files
from newsextract.records import Record

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
DUMP_SUFFIXES: dict[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tbz2": "tar",
    ".txz": "tar",
}
PARTS = ".parts"
MANIFEST = "manifest.json"
"""A run keeps its parts in a folder beside the output: `records.jsonl.parts/manifest.json`."""

FORMATS = ("jsonl", "csv", "parquet", "warc", "zip", "tar", "pages")


class InputError(ValueError):
    """An input that cannot be read at all: missing, of no known format, without the named column."""


class Input(Record, frozen=True, kw_only=True):
    """A file or folder to read: its path, its name in ids and messages, its format, its size (0: not known).

    A folder has the format `folder`, the format its files are said to have in `inside`, their number and a
    digest of their names, sizes and times.
    """

    path: str
    name: str
    format: str
    bytes: int = 0
    inside: str | None = None
    files: int = 1
    digest: str | None = None


def expand(sources: Sequence[str | Path], format: str | None = None) -> list[Input]:
    """Every file and folder of the inputs, in the order given, those of a glob sorted by name.

    A file that a folder holds is named after its place in it; files given directly keep their own name, or,
    when several inputs are given, the path as it was given. Raises `InputError`.
    """
    if format not in (None, *FORMATS):
        raise InputError(f"no format is named {format!r}: use one of {', '.join(FORMATS)}")
    found = [item for source in sources for item in _expand_one(str(source), format, alone=len(sources) == 1)]
    if not found:
        raise InputError("no input: name at least one file, folder or glob")
    return found


def _expand_one(source: str, format: str | None, alone: bool) -> Iterator[Input]:
    if source == STANDARD_INPUT:
        yield Input(path=source, name="stdin", format=format or "jsonl")
    elif is_remote(source):
        yield from _remote(source, format)
    elif Path(source).is_dir():
        yield from _folder(Path(source), format, alone)
    elif Path(source).exists():
        yield _file(source, Path(source).name if alone else Path(source).as_posix(), format)
    elif glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 -- the pattern may be absolute
        if not matches:
            raise InputError(f"{source}: no file matches")
        for match in matches:
            yield from _expand_one(match, format, alone=False)
    else:
        raise InputError(f"{source}: there is no such file or folder")


def _file(path: str, name: str, format: str | None) -> Input:
    format = format or format_of(path)
    if format is None:
        known = " ".join(sorted({*DUMP_SUFFIXES, *PAGE_SUFFIXES}))
        raise InputError(f"{path}: its name tells no format ({known}): give --input-format")
    size = 0 if is_remote(path) else Path(path).stat().st_size
    return Input(path=path, name=name, format=format, bytes=size)


def _folder(folder: Path, format: str | None, alone: bool) -> Iterator[Input]:
    files = size = 0
    digest = sha256()
    for item in files_of(folder, format):
        status = Path(item.path).stat()
        files += 1
        size += status.st_size
        digest.update(
            f"{item.name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape")
        )
    if not files:
        raise InputError(f"{folder}: no page (.html .htm .txt) and no dump in this folder")
    yield Input(
        path=str(folder), name="" if alone else f"{folder.as_posix()}/", format="folder", bytes=size,
        inside=format, files=files, digest=digest.hexdigest(),
    )  # fmt: skip


def files_of(folder: Path, format: str | None, prefix: str = "") -> Iterator[Input]:
    """The pages and dumps below a folder in a fixed order, named `prefix` and their place in it."""
    for path in walk(folder):
        found = format or format_of(path.name)
        if found is not None and not is_output(path, found):
            yield Input(path=str(path), name=prefix + path.relative_to(folder).as_posix(), format=found)


def walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, sorted by name at every level; hidden ones are left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if not is_work_folder(path):
                yield from walk(path)
        elif path.is_file():
            yield path


def is_output(path: Path, format: str) -> bool:
    """Whether a run wrote the file: then its manifest lies beside it."""
    return format != "pages" and path.with_name(f"{path.name}.{MANIFEST}").exists()


def is_work_folder(path: Path) -> bool:
    """Whether a folder holds the parts of a run."""
    return path.name.endswith(PARTS) and (path / MANIFEST).exists()


def _remote(source: str, format: str | None) -> Iterable[Input]:
    files, *_ = remote_files().core.url_to_fs(source)
    paths = sorted(files.glob(source)) if glob.has_magic(source) else [source]
    if not paths:
        raise InputError(f"{source}: no file matches")
    return [_file(files.unstrip_protocol(path), PurePosixPath(path).name, format) for path in paths]


def total_bytes(inputs: Iterable[Input]) -> int | None:
    """The size of all inputs together; None when that of one is not known."""
    sizes = [item.bytes for item in inputs]
    return sum(sizes) if all(sizes) else None


def format_of(name: str) -> str | None:
    """The format a file name tells, or None.

    >>> format_of("новости.jsonl.zst"), format_of("page.html.gz"), format_of("photo.jpg")
    ('jsonl', 'pages', None)
    """
    path = PurePosixPath(name.lower())
    if path.suffix in COMPRESSION_SUFFIXES:
        path = path.with_suffix("")
    return "pages" if path.suffix in PAGE_SUFFIXES else DUMP_SUFFIXES.get(path.suffix)
