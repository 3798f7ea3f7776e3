"""Every format in, whole, broken, torn and hostile: exactly one row for each row that is there."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import shutil
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from backports import zstd

from newsextract.batch.dates import read_date
from newsextract.batch.inputs import InputError, expand, format_of
from newsextract.batch.lines import LongLine, bounded_lines
from newsextract.batch.readers import Reading, check_inputs, read_rows
from newsextract.batch.rows import Columns, RawRow, Row, read_row
from newsextract.batch.streams import Meter
from newsextract.records import Failure

DUMPS = Path(__file__).parents[1] / "fixtures" / "dumps"
DEMO = [json.loads(line) for line in (DUMPS / "demo.jsonl").read_text(encoding="utf-8").splitlines()]


def read(*paths: Path | str, format: str | None = None, **options: Any) -> list[Row | Failure]:
    reading = Reading(**options)
    rows = list(read_rows(expand(paths, format), reading, Meter()))
    assert [row.number for row in rows] == list(range(len(rows)))
    return [read_row(row, reading.columns, reading.max_bytes) for row in rows]


def page(row: Row | Failure) -> str:
    assert isinstance(row, Row), row
    return row.page.decode() if isinstance(row.page, bytes) else row.page


def kinds(rows: list[Row | Failure]) -> list[str]:
    """`ok` for a page, else the kind of failure."""
    return [row.error if isinstance(row, Failure) else "ok" for row in rows]


def ids(rows: list[Row | Failure]) -> list[str | None]:
    return [row.id for row in rows]


def expected_page(row: dict[str, str]) -> str:
    return row.get("html") or row["text"]


# ---- the same pages in every format

TABLES = ["demo.jsonl", "demo.jsonl.gz", "demo.jsonl.zst", "demo.jsonl.bz2", "demo.jsonl.xz",
          "demo.csv", "excel.csv", "demo.tsv", "demo.parquet"]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_its_rows_with_all_that_they_say(name: str) -> None:
    rows = read(DUMPS / name)
    assert [page(row) for row in rows] == [expected_page(row) for row in DEMO]
    for row, wanted in zip(rows, DEMO, strict=True):
        assert isinstance(row, Row)
        moment = datetime.fromisoformat(wanted["date"]) if wanted["date"] else None
        assert (row.id, row.url, row.title, row.date) == (
            wanted["id"],
            wanted["url"],
            wanted["title"],
            moment,
        )


@pytest.mark.parametrize("name", ["pages", "pages.zip", "pages.tar.gz"])
def test_packed_pages_are_those_of_the_folder(name: str) -> None:
    rows = {
        row.id.removeprefix(name).lstrip("/"): page(row) for row in read(DUMPS / name) if isinstance(row, Row)
    }
    wanted = {
        f"html/{row['id']}.html" if "html" in row else f"{row['id']}.txt": expected_page(row) for row in DEMO
    }
    assert rows == wanted


def test_a_web_archive_gives_pages_with_address_and_time() -> None:
    rows = read(DUMPS / "demo.warc.gz")
    assert [page(row) for row in rows] == [expected_page(row) for row in DEMO]
    first = rows[0]
    assert isinstance(first, Row)
    assert (first.id, first.url, first.date, first.charset) == (
        "bridge", DEMO[0]["url"], datetime(2025, 6, 12, 9, tzinfo=UTC), "utf-8",
    )  # fmt: skip


BROKEN = {
    "first": "Мост открыли.\nНа него ушло 5 млн тенге.",
    "broken.jsonl:3": "BrokenJSON",
    "broken.jsonl:4": "NotAnObject",
    "no-page": "NoPage",
    "empty": "",
    "null": "",
    "list": "NoPage",
    "17": "Число вместо имени строки. Стоимость - 3 млрд тенге.",
    "cp1251": "Выделено 20 тысяч долларов, сообщил аким города.",
    "nul": "Нулевой\0байт внутри слова. Заплатили 7 тысяч тенге.",
    "half-pair": "Полпары \ufffd и дальше текст о 90 тысячах тенге.",
    "broken.jsonl:13": "Строка без имени: оно берется из места в файле. Ущерб - 2 млн тенге.",
    "date": "Дата строки непонятна.",
}


def test_broken_rows_fail_alone() -> None:
    found = {}
    for row in read(DUMPS / "broken.jsonl"):
        if isinstance(row, Failure):
            found[row.id] = row.error
        else:
            found[row.id] = (
                row.page.decode("cp1251" if row.id == "cp1251" else "utf-8")
                if isinstance(row.page, bytes)
                else row.page
            )
    assert found == BROKEN


def test_a_row_nested_beyond_reason_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep.jsonl"
    path.write_text('{"id": 1, "text": ' + "[" * 200_000 + "]" * 200_000 + '}\n{"id": 2, "text": "x"}\n')
    assert kinds(read(path)) == ["BrokenJSON", "ok"]


# ---- torn and damaged files

Pack = Callable[[bytes], bytes]
PACKS: dict[str, Pack] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}
LINES = b"".join(b'{"id": "%d", "text": "%b"}\n' % (n, (str(n) * 300).encode()) for n in range(2000))


@pytest.mark.parametrize("suffix", PACKS)
@pytest.mark.parametrize("damage", ["torn", "flipped"])
def test_a_damaged_compressed_file_ends_with_a_failure(tmp_path: Path, suffix: str, damage: str) -> None:
    data = bytearray(PACKS[suffix](LINES))
    if damage == "torn":
        del data[len(data) * 2 // 3 :]
    else:
        data[len(data) // 2] ^= 0xFF
    path = tmp_path / f"dump.jsonl{suffix}"
    path.write_bytes(data)
    rows = read(path)
    assert len(rows) < 2001
    assert kinds(rows)[-1] == "BrokenFile"
    assert set(kinds(rows)[:-1]) <= {"ok"}


def test_a_torn_tar_is_noticed_wherever_it_ends(tmp_path: Path) -> None:
    data = gzip.decompress((DUMPS / "pages.tar.gz").read_bytes())
    content = data.rstrip(b"\0")
    path = tmp_path / "pages.tar"
    for cut in [*range(100, len(content), len(content) // 15), *range(512, len(content), 2048)]:
        path.write_bytes(data[:cut])
        found = kinds(read(path))
        assert found[-1] == "BrokenFile", cut
        assert set(found[:-1]) <= {"ok"}, cut


def test_a_damaged_header_in_a_tar_is_noticed(tmp_path: Path) -> None:
    data = bytearray(gzip.decompress((DUMPS / "pages.tar.gz").read_bytes()))
    data[data.index(b"html/grain.html") + 150] ^= 0xFF
    (tmp_path / "pages.tar").write_bytes(data)
    assert kinds(read(tmp_path / "pages.tar")) == ["ok", "BrokenFile"]


def test_a_tar_with_an_endless_header_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 1 << 40
    (tmp_path / "bomb.tar").write_bytes(header.tobuf() + bytes(10_000))
    assert kinds(read(tmp_path / "bomb.tar")) == ["BrokenFile"]


@pytest.mark.parametrize("name", ["pages.zip", "pages.tar.gz", "demo.warc.gz"])
def test_a_torn_archive_ends_with_a_failure(tmp_path: Path, name: str) -> None:
    data = (DUMPS / name).read_bytes()
    for cut in range(1, len(data) - 30, len(data) // 12):
        path = tmp_path / name
        path.write_bytes(data[:cut])
        found = kinds(read(path))
        assert found[-1] == "BrokenFile", cut
        assert set(found[:-1]) <= {"ok"}, cut


def test_a_torn_web_archive_without_compression_is_noticed(tmp_path: Path) -> None:
    data = gzip.decompress((DUMPS / "demo.warc.gz").read_bytes())
    for cut in range(10, len(data) - 5, len(data) // 40):
        path = tmp_path / "demo.warc"
        path.write_bytes(data[:cut])
        found = kinds(read(path))
        assert found[-1] == "BrokenFile", cut
        assert set(found[:-1]) <= {"ok"}, cut


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, left out or put in."""
    result = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        place = chance.randrange(len(result) + 1)
        deed = chance.randrange(4)
        if deed == 0:
            result[place : place + 1] = bytes([chance.randrange(256)])
        elif deed == 1:
            del result[place : place + chance.choice([1, 10, 300])]
        elif deed == 2:
            result[place:place] = chance.choice([b'"', b"\n", b"\0", b"\r", b"\xff\xfe", b"WARC/1.0\r\n"])
        else:
            del result[place:]
    return bytes(result)


@pytest.mark.parametrize("name", sorted(path.name for path in DUMPS.glob("*.*") if path.suffix != ".py"))
def test_no_damage_raises(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    data = (DUMPS / name).read_bytes()
    path = tmp_path / name
    for _ in range(30):
        path.write_bytes(damaged(data, chance))
        rows = read(path, max_bytes=100_000)
        assert all(row.stage == "read" for row in rows if isinstance(row, Failure))


# ---- web archives as servers fill them


def response(body: bytes, *, status: str = "200 OK", kind: str = "text/html", headers: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    head += "WARC-Target-URI: https://example.org/\r\nWARC-Date: 2025-01-02T03:04:05Z\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


RESPONSES = {
    "plain": (response(b"<p>one</p>"), ["<p>one</p>"]),
    "gzip": (response(gzip.compress(b"<p>two</p>"), headers="Content-Encoding: gzip\r\n"), ["<p>two</p>"]),
    "chunked": (response(b"3\r\n<p>\r\n0\r\n\r\n", headers="Transfer-Encoding: chunked\r\n"), ["<p>"]),
    "not found": (response(b"<p>no</p>", status="404 Not Found"), []),
    "picture": (response(b"GIF89a", kind="image/gif"), []),
    "type with charset": (response(b"<p>x</p>", kind="text/html; charset=windows-1251"), ["<p>x</p>"]),
}


@pytest.mark.parametrize("case", RESPONSES)
def test_a_response_is_a_row_when_it_brought_a_page(tmp_path: Path, case: str) -> None:
    record, pages = RESPONSES[case]
    path = tmp_path / "crawl.warc"
    path.write_bytes(record + response(b"<p>after</p>"))
    assert [page(row) for row in read(path)] == [*pages, "<p>after</p>"]


def test_a_damaged_transfer_is_that_pages_failure(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(response(b"rubbish", headers="Content-Encoding: gzip\r\n") + response(b"<p>after</p>"))
    assert kinds(read(path)) == ["BrokenPage", "ok"]


PAGES = [f"<p>{name} {'x' * 300}</p>".encode() for name in ("one", "two", "three", "four")]


def archive(records: list[bytes], *, packed: bool) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def flipped(record: bytes) -> bytes:
    return record[:-40] + bytes([record[-40] ^ 0xFF]) + record[-39:]


TWO = response(PAGES[1])
DAMAGES = {
    # what stands where the second of four records stood, and whether the archive is packed
    "no head": (TWO.replace(b"WARC/1.0", b"XXXX/1.0"), False),
    "head torn": (TWO[50:], False),
    "length too large": (TWO.replace(b"Content-Length: 3", b"Content-Length: 4"), False),
    "length too small": (TWO.replace(b"Content-Length: 3", b"Content-Length: 2"), False),
    "length beyond the file": (TWO.replace(b"Content-Length: 3", b"Content-Length: 99993"), False),
    "length no number": (TWO.replace(b"Content-Length: 3", b"Content-Length: x"), False),
    "bytes lost from the page": (TWO[:400] + TWO[420:], False),
    "page torn": (TWO[:400], False),
    "zeros": (bytes(len(TWO)), False),
    "packed: no head": (gzip.compress(TWO[50:]), True),
    "packed: length too large": (gzip.compress(TWO.replace(b"h: 3", b"h: 4")), True),
    "packed: a byte changed": (flipped(gzip.compress(TWO)), True),
    "packed: member torn": (gzip.compress(TWO)[:150], True),
    "packed: member without its beginning": (gzip.compress(TWO)[20:], True),
    "packed: member of something else": (gzip.compress(b"cat" * 99), True),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGES)
def test_reading_goes_on_behind_a_damaged_record(tmp_path: Path, case: str) -> None:
    damaged_record, packed = DAMAGES[case]
    first, *rest = [archive([response(PAGES[place])], packed=packed) for place in (0, 2, 3)]
    path = tmp_path / "crawl.warc"
    path.write_bytes(first + damaged_record + b"".join(rest))
    rows = read(path)
    assert kinds(rows) == ["ok", "BrokenFile", "ok", "ok"]
    assert [page(rows[place]).encode() for place in (0, 2, 3)] == [PAGES[0], PAGES[2], PAGES[3]]
    failure = rows[1]
    assert isinstance(failure, Failure)
    where = f"crawl.warc:2: damaged at byte {len(first)}: "
    behind = f"; went on at byte {len(first + damaged_record)}"
    assert failure.message.replace(",", "").startswith(where)
    assert failure.message.replace(",", "").endswith(behind)


def test_words_of_an_archive_in_a_page_are_no_record(tmp_path: Path) -> None:
    text = b"<p>A record begins with\r\nWARC/1.0\r\n and goes on.</p>"
    path = tmp_path / "crawl.warc"
    path.write_bytes(TWO[50:] + response(text) + response(PAGES[2]))
    assert kinds(read(path)) == ["BrokenFile", "ok", "ok"]


def test_a_record_of_any_length_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    picture = response(bytes(3_000_000), kind="image/png")
    path.write_bytes(archive([response(PAGES[0]), picture, response(PAGES[1])], packed=False))
    assert kinds(read(path, max_bytes=1000)) == ["ok", "ok"]


@pytest.mark.parametrize("packed", [False, True])
def test_one_damaged_place_costs_no_far_record(tmp_path: Path, packed: bool) -> None:
    chance = random.Random(3)
    pages = [f"<p>{number} {chance.random()}</p>".encode() * 3 for number in range(30)]
    whole = archive([response(text) for text in pages], packed=packed)
    path = tmp_path / "crawl.warc"
    for _ in range(60):
        place, length = chance.randrange(len(whole)), chance.choice([1, 3, 40])
        path.write_bytes(whole[:place] + chance.choice([b"", b"#" * length]) + whole[place + length :])
        rows = read(path)
        found = [page(row).encode() for row in rows if isinstance(row, Row)]
        assert len(set(pages) - set(found)) <= 2
        assert len(rows) <= len(pages) + 1


# ---- CSV

CSV = {
    "semicolons": ("id;text\n1;раз\n2;два, три\n", ["раз", "два, три"]),
    "tabs": ("id\ttext\n1\tраз\n", ["раз"]),
    "bars": ("id|text\n1|раз\n", ["раз"]),
    "line breaks in fields": ('id,text\n1,"раз\nдва"\n2,три\n', ["раз\nдва", "три"]),
    "doubled marks": ('id,text\n1,"сказал ""да"" и ушел"\n', ['сказал "да" и ушел']),
    "escaped marks": ('id,text\n1,"сказал \\"да\\" и ушел"\n', ['сказал "да" и ушел']),
    "escaped marks and empty fields": ('id,title,text\n1,"","сказал \\"да\\""\n', ['сказал "да"']),
    "windows line ends": ("id,text\r\n1,раз\r\n2,два\r\n", ["раз", "два"]),
    "byte order mark": ("\ufeffid,text\n1,раз\n", ["раз"]),
    "other case, spaces": ("ID, Text \n1,раз\n", ["раз"]),
    "blank lines": ("id,text\n\n1,раз\n\n", ["раз"]),
    "no quoting in tabs": ('id\ttext\n1\t"Раз" сказал он\n2\tдва"\n', ['"Раз" сказал он', 'два"']),
    "nul": ("id,text\n1,ра\0з\n", ["ра\0з"]),
    "last line without end": ("id,text\n1,раз", ["раз"]),
}


@pytest.mark.parametrize("case", CSV)
def test_any_dialect_of_csv_is_read(tmp_path: Path, case: str) -> None:
    content, pages = CSV[case]
    path = tmp_path / "dump.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert [page(row) for row in read(path)] == pages


BROKEN_CSV = {
    "mark never closed": ('id,text\n1,раз\n2,"два\n3,три\n4,четыре\n', ["ok", "BrokenCSV", "ok", "ok"]),
    "mark closed by the next one": ('id,text\n1,"раз\n2,"два"\n3,три\n', ["BrokenCSV", "ok", "ok"]),
    "mark on the last line": ('id,text\n1,раз\n2,"два', ["ok", "BrokenCSV"]),
    "too many fields": ("id,text\n1,раз,два\n2,три\n", ["BrokenCSV", "ok"]),
    "too few fields": ("id,text\n1\n2,три\n", ["NoPage", "ok"]),
    "a field over the limit": ("id,text\n1," + "я" * 3000 + "\n2,два\n", ["TooLong", "ok"]),
    "a record over the limit": (f'id,text\n1,"{"я" * 900}\n{"ю" * 900}\n{"э" * 900}"\n2,два\n',
                                ["BrokenCSV", "NoPage", "NoPage", "ok"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN_CSV)
def test_a_broken_record_costs_only_itself(tmp_path: Path, case: str) -> None:
    content, wanted = BROKEN_CSV[case]
    path = tmp_path / "dump.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert kinds(read(path, max_bytes=1000)) == wanted


def test_csv_in_an_old_encoding_is_read_named_or_not(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(
        "id;title;text\n1;Погода;В Алматы ожидается дождь, сообщили синоптики.\n".encode("cp1251")
    )
    [named] = read(path, encoding="cp1251")
    assert page(named) == "В Алматы ожидается дождь, сообщили синоптики."
    [unnamed] = read(path)
    assert isinstance(unnamed, Row)
    assert isinstance(unnamed.page, bytes)
    assert (unnamed.title, unnamed.page.decode("cp1251")) == ("Погода", page(named))


def test_a_very_big_field_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text("id,text\n1," + "слово " * 100_000 + "\n", encoding="utf-8")
    [row] = read(path)
    assert len(page(row)) == 600_000


# ---- hostile sizes and names


def test_a_line_over_the_limit_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b'{"id": "before", "text": "x"}\n')
        for _ in range(100):
            stream.write(b"a" * (1 << 20))
        stream.write(b'\n{"id": "after", "text": "x"}\n')
    tracemalloc.start()
    rows = read(path, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kinds(rows) == ["ok", "TooLong", "ok"]
    assert peak < 30_000_000


def test_a_page_that_swells_in_an_archive_is_cut_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.html", b"a" * 50_000_000)
        archive.writestr("good.html", b"<p>good</p>")
    bomb, good = read(path, max_bytes=1000)
    assert len(page(bomb)) == 1001
    assert page(good) == "<p>good</p>"


def test_names_in_archives_are_only_names(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    names = ["../../slip.html", "/absolute.html", "C:\\windows.html", "a/../b.html"]
    with zipfile.ZipFile(inside / "slip.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "<p>text</p>")
    with tarfile.open(inside / "slip.tar", "w") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"text"))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    rows = read(inside / "slip.zip", inside / "slip.tar")
    assert kinds(rows) == ["ok"] * 8
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "slip.tar", "slip.zip"]


def test_a_locked_member_of_a_zip_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("locked.html", "<p>secret</p>")
        archive.writestr("open.html", "<p>open</p>")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the first local header's flag
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and that of its entry in the directory
    path.write_bytes(data)
    assert kinds(read(path)) == ["BrokenFile", "ok"]


def test_dumps_inside_archives_are_read(tmp_path: Path) -> None:
    path = tmp_path / "crawl.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("demo.jsonl.gz", "demo.csv", "demo.warc.gz", "demo.parquet"):
            archive.write(DUMPS / name, name)
    assert kinds(read(path)) == ["ok"] * 18


# ---- inputs

FORMATS = {
    "dump.jsonl": "jsonl", "DUMP.NDJSON.GZ": "jsonl", "a.b.csv": "csv", "t.tsv.bz2": "csv",
    "x.parquet": "parquet",
    "page.htm": "pages", "стр.txt.xz": "pages", "c.warc.gz": "warc", "p.tar.zst": "tar", "p.tgz": "tar",
    "photo.jpg": None, "gz": None, "noext": None,
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_tells_the_format(name: str) -> None:
    assert format_of(name) == FORMATS[name]


def test_folders_and_globs_come_in_a_fixed_order_and_name_their_pages(tmp_path: Path) -> None:
    for name in ("b/2.html", "b/1.txt", "a.htm", ".hidden.html", "b/photo.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>x</p>")
    assert ids(read(tmp_path)) == ["a.htm", "b/1.txt", "b/2.html"]
    assert ids(read(f"{tmp_path}/**/*.html")) == [f"{tmp_path}/b/2.html"]
    both = [f"{tmp_path}/{name}" for name in ("a.htm", "b/1.txt", "b/2.html")]
    assert ids(read(tmp_path / "a.htm", tmp_path / "b")) == both


def test_pages_in_files_are_read_compressed_or_not_and_fail_alone(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text("<p>plain</p>")
    (tmp_path / "2.html.gz").write_bytes(gzip.compress(b"<p>packed</p>"))
    (tmp_path / "3.html").write_bytes(gzip.compress(b"<p>packed, unnamed</p>"))
    (tmp_path / "4.html.gz").write_bytes(gzip.compress(b"<p>torn</p>" * 100)[:-20])
    (tmp_path / "5.txt").symlink_to(tmp_path / "1.html")
    rows = read(tmp_path)
    assert kinds(rows) == ["ok", "ok", "ok", "BrokenFile", "ok"]
    assert [page(row) for row in rows[:3]] == ["<p>plain</p>", "<p>packed</p>", "<p>packed, unnamed</p>"]


def test_a_file_name_that_is_no_text_names_its_row_all_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\xfe.html")).write_text("<p>x</p>")
    [row] = read(tmp_path)
    assert (row.id, page(row)) == ("??.html", "<p>x</p>")


def test_what_a_run_writes_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x</p>")
    parts = tmp_path / "records.jsonl.parts"
    parts.mkdir()
    (parts / "manifest.json").write_text("{}")
    (parts / "part-000000.jsonl").write_text('{"id": "1"}')
    (tmp_path / "old.jsonl").write_text('{"id": "1"}')
    (tmp_path / "old.jsonl.manifest.json").write_text("{}")
    assert ids(read(tmp_path)) == ["a.html"]


REFUSED = {"missing.jsonl": "no such file", "*.nothing": "no file matches", "photo.jpg": "tells no format"}


@pytest.mark.parametrize("name", REFUSED)
def test_an_input_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(InputError, match=REFUSED[name]):
        expand([tmp_path / name])


def test_a_remote_file_is_read(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://bucket/demo.jsonl.gz", "wb") as stream:
        stream.write((DUMPS / "demo.jsonl.gz").read_bytes())
    assert kinds(read("memory://bucket/demo.jsonl.gz")) == ["ok"] * 6
    assert kinds(read("memory://bucket/*.gz")) == ["ok"] * 6
    del tmp_path


WRONG_COLUMNS = {
    "named, not there": (
        "demo.csv",
        Columns(html="Body"),
        "no column 'Body'.*id, url, title, date, html, text",
    ),
    "parquet": ("demo.parquet", Columns(text="Body"), "no column 'Body'"),
}


@pytest.mark.parametrize("case", WRONG_COLUMNS)
def test_a_table_without_the_column_is_refused_before_the_run(case: str) -> None:
    name, columns, words = WRONG_COLUMNS[case]
    with pytest.raises(InputError, match=words):
        check_inputs(expand([DUMPS / name]), Reading(columns=columns))


def test_a_table_without_any_page_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text("id,headline\n1,x\n")
    with pytest.raises(InputError, match="--html-column; there are id, headline"):
        check_inputs(expand([path]), Reading())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_refused_before_the_run(tmp_path: Path) -> None:
    path = shutil.copy(DUMPS / "demo.jsonl", tmp_path)
    Path(path).chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        check_inputs(expand([path]), Reading())


@pytest.mark.parametrize(("name", "module"), [("demo.warc.gz", "fastwarc"), ("demo.parquet", "pyarrow")])
def test_a_format_that_needs_an_extra_says_so_before_the_run(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=r"pip install 'newsextract\["):
        check_inputs(expand([DUMPS / name]), Reading())


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    shutil.copy(DUMPS / "demo.csv", tmp_path / "demo.parquet")
    with pytest.raises(InputError, match="not a whole Parquet file"):
        check_inputs(expand([tmp_path / "demo.parquet"]), Reading())


# ---- rows

ROWS: dict[str, tuple[dict[str, Any], Columns, tuple[Any, ...]]] = {
    "habit": ({"id": 5, "link": "u", "headline": "t", "content": "p"}, Columns(), ("5", "u", "t", "p", None)),
    "html before text": ({"text": "t", "html": "h"}, Columns(), ("dump:1", None, None, "h", None)),
    "empty html, text": ({"text": "t", "html": ""}, Columns(), ("dump:1", None, None, "t", None)),
    "named": (
        {"Body": "b", "html": "h", "N": "7"},
        Columns(html="Body", id="N"),
        ("7", None, None, "b", "html"),
    ),
    "named text": ({"html": "h", "x": "b"}, Columns(text="x"), ("dump:1", None, None, "b", "text")),
    "html of another type": (
        {"text": "t", "html": False},
        Columns(),
        ("dump:1", None, None, "t", None),
    ),
    "html not a number": (
        {"text": "t", "html": float("nan")},
        Columns(),
        ("dump:1", None, None, "t", None),
    ),
    "ids that are none": ({"id": True, "text": "t"}, Columns(), ("dump:1", None, None, "t", None)),
    "a number read from a table": ({"id": 7.0, "text": "t"}, Columns(), ("7", None, None, "t", None)),
    "not a number": ({"id": float("nan"), "text": "t"}, Columns(), ("dump:1", None, None, "t", None)),
    "spaces around": ({"id": " 5 ", "url": " ", "text": "t"}, Columns(), ("5", None, None, "t", None)),
}


@pytest.mark.parametrize("case", ROWS)
def test_columns_are_found_by_habit_or_by_name(case: str) -> None:
    fields, columns, wanted = ROWS[case]
    row = read_row(RawRow(number=0, place="dump:1", payload=fields), columns)
    assert isinstance(row, Row)
    assert (row.id, row.url, row.title, row.page, row.kind) == wanted


DATES: dict[Any, str | None] = {
    "2024-04-10 17:03:00": "2024-04-10 17:03:00",
    "2024-04-10T17:03:00+05:00": "2024-04-10 17:03:00+05:00",
    "2024-04-10T12:03:00Z": "2024-04-10 12:03:00+00:00",
    "2024-04-10": "2024-04-10 00:00:00",
    "10.04.2024 17:03": "2024-04-10 17:03:00",
    "10 апреля 2024, 15:57": "2024-04-10 15:57:00",
    date(2024, 4, 10): "2024-04-10 00:00:00",
    datetime(2024, 4, 10, 17, tzinfo=UTC): "2024-04-10 17:00:00+00:00",
    1712750580: "2024-04-10 12:03:00+00:00",
    1712750580000: "2024-04-10 12:03:00+00:00",
    "скоро": None,
    "": None,
    -5: None,
    True: None,
}


@pytest.mark.parametrize("value", DATES)
def test_dates_of_rows(value: Any) -> None:
    moment, warnings = read_date(value)
    assert (None if moment is None else str(moment)) == DATES[value]
    assert bool(warnings) == (moment is None and value != "")


def test_lines_come_whole_over_the_edges_of_chunks() -> None:
    lines = [b"x" * size for size in (0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3)]
    found = list(bounded_lines(io.BytesIO(b"\n".join(lines)), 2 << 20))
    assert found == lines
    sizes = [
        line.size if isinstance(line, LongLine) else len(line)
        for line in bounded_lines(io.BytesIO(b"\n".join(lines)), 10)
    ]
    assert sizes == [len(line) for line in lines]
