"""The work folder of a run: what is safe at any moment, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsextract.batch import manifest as manifests
from newsextract.batch.inputs import expand
from newsextract.batch.manifest import ManifestError, Span, describe
from newsextract.batch.parts import PartBuffer, WorkFolder, replace_file
from newsextract.batch.worker import Outcome

OPTIONS: dict[str, Any] = {"timeout": 20.0, "dedupe": None}


def part(*numbers: int, reason: str | None = None) -> PartBuffer:
    result = PartBuffer()
    for number in numbers:
        data = f'{{"id":"{number}"}}'.encode()
        result.add(
            Outcome(
                number=number,
                id=str(number),
                data=data,
                reason=reason,
                counts=(1, 0, 0, 2, 0)[: 5 if reason is None else 0],
            ),
            False,
        )
    return result


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.jsonl"
    path.write_text('{"id": "0", "text": "Страница"}\n')
    return path


def test_a_resumed_run_has_the_rows_and_counts_of_its_parts(tmp_path: Path, dump: Path) -> None:
    work, inputs = WorkFolder.beside(tmp_path / "records.jsonl"), describe(expand([dump]))
    begun = work.begin(inputs, OPTIONS)
    work.add(begun, part(0, 1, 2))
    work.add(begun, part(5, 3, reason="Timeout"))
    (work.path / "part-000002.jsonl").write_text("a part that no manifest lists")
    resumed = WorkFolder.beside(tmp_path / "records.jsonl").resume(inputs, OPTIONS)
    assert resumed.spans() == [Span(0, 4), Span(5, 6)]
    assert (resumed.total("records"), resumed.failures, resumed.mentions) == (
        3,
        {"Timeout": 2},
        {"money": 3, "quotes": 6},
    )
    assert list(work.lines(resumed)) == [f'{{"id":"{number}"}}'.encode() for number in (0, 1, 2, 5, 3)]
    assert sorted(path.name for path in work.path.iterdir()) == [
        "manifest.json",
        "part-000000.jsonl",
        "part-000001.jsonl",
    ]


DAMAGE = {"torn": lambda path: path.write_bytes(path.read_bytes()[:-3]), "missing": Path.unlink}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_part_that_is_not_as_it_was_written_is_refused(tmp_path: Path, dump: Path, case: str) -> None:
    work, inputs = WorkFolder.beside(tmp_path / "records.jsonl"), describe(expand([dump]))
    work.add(work.begin(inputs, OPTIONS), part(0, 1))
    DAMAGE[case](work.path / "part-000000.jsonl")
    with pytest.raises(ManifestError, match=r"part-000000.jsonl is not as it was written"):
        work.resume(inputs, OPTIONS)


def test_other_options_inputs_or_versions_are_refused_by_name(
    tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, inputs = WorkFolder.beside(tmp_path / "records.jsonl"), describe(expand([dump]))
    work.begin(inputs, OPTIONS)
    with pytest.raises(ManifestError, match="dedupe = None, now it is 'id'"):
        work.resume(inputs, {**OPTIONS, "dedupe": "id"})
    dump.write_text("changed")
    with pytest.raises(ManifestError, match=r"not what it was when the run began: .*dump.jsonl"):
        work.resume(describe(expand([dump])), OPTIONS)
    monkeypatch.setattr(manifests, "__version__", "9.9")
    with pytest.raises(ManifestError, match=r"this is 9\.9"):
        work.resume(inputs, OPTIONS)


def test_a_manifest_that_is_none_is_refused(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(ManifestError, match="not a manifest"):
        work.resume((), OPTIONS)


def test_many_pages_are_one_input(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.html").write_text("<p>x</p>")
    [folder] = describe(expand([tmp_path]))
    [pages] = describe(expand([f"{tmp_path}/*.html"]))
    assert (folder.files, folder.bytes, pages.files, pages.bytes) == (50, 400, 50, 400)
    (tmp_path / "7.html").write_text("<p>y</p>!")
    assert describe(expand([tmp_path])) != (folder,)
    assert describe(expand([f"{tmp_path}/*.html"])) != (pages,)


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path, dump: Path) -> None:
    work = WorkFolder(tmp_path / "x.parts")
    begun = work.begin(describe(expand([dump])), OPTIONS)
    work.add(begun, part(0))
    read = manifests.read_manifest(work.path / "manifest.json")
    assert msgspec.to_builtins(read) == msgspec.to_builtins(begun)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_file(path, [b"old"])

    def torn() -> Any:
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match=r"No space left on device: .*file"):
        replace_file(path, torn())
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_removal_leaves_nothing_behind_even_of_one_that_was_cut_off(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path / "x.parts")
    (tmp_path / ".x.parts.old").mkdir()
    work.begin((), OPTIONS)
    work.remove()
    assert list(tmp_path.iterdir()) == []
