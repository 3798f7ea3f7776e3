"""Encodings: marks, declarations that lie, short texts without one, broken bytes, mojibake, no text."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.page.decode import decode, repair
from newsextract.records import PageError

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
NEWS = (
    "Аким района Ержан Сапаров ответил на вопрос о дороге. «Работы закончим к осени», — сказал он. "
    "На ремонт выделили 4,6 млрд тенге, ещё 2 млн ушло на объезд."
)
PLAIN = NEWS.replace("—", "-").translate(
    {ord("«"): '"', ord("»"): '"'}
)  # what every 8-bit encoding can write
SHORT = "Погода в Астане"
CAPITALS = "АКИМ ОБЛАСТИ ОТВЕТИЛ ЖИТЕЛЯМ"


KAZAKH = "Қазақстан үкіметі өңірлерге қаржы бөлді"
UKRAINIAN = "Уряд схвалив бюджет їхньої області"
GERMAN = "Für Köln ist das eine schöne Nachricht"

# text, encoding of its bytes, charset of the meta tag (None: no HTML around it), that of HTTP, encoding found
ENCODED = [
    (NEWS, "utf-8", "", None, "utf-8"),
    (NEWS, "utf-8", "utf-8", None, "utf-8"),
    (NEWS, "utf-8", "windows-1251", None, "utf-8"),
    (NEWS, "utf-8", "", "koi8-r", "utf-8"),
    (NEWS, "cp1251", "windows-1251", None, "windows-1251"),
    (NEWS, "cp1251", "", None, "windows-1251"),
    (NEWS, "cp1251", "utf-8", None, "windows-1251"),
    (NEWS, "cp1251", "koi8-r", None, "windows-1251"),
    (NEWS, "cp1251", "iso-8859-1", "ISO-8859-1", "windows-1251"),
    (NEWS, "cp1251", "x-unknown", "none", "windows-1251"),
    (NEWS, "cp1251", None, "cp1251", "windows-1251"),
    (PLAIN, "koi8-r", "koi8-r", None, "koi8-r"),
    (PLAIN, "koi8-r", "", None, "koi8-r"),
    (PLAIN, "koi8-r", "", "koi8-r", "koi8-r"),
    (GERMAN, "cp1252", "", "text/html; charset='iso-8859-1'", "windows-1252"),
    (PLAIN, "koi8-r", "windows-1251", "utf-8", "koi8-r"),
    (PLAIN, "cp866", None, None, "cp866"),
    (PLAIN, "cp866", "windows-1251", None, "cp866"),
    (PLAIN, "iso-8859-5", None, None, "iso8859-5"),
    (PLAIN, "iso-8859-5", "utf-8", None, "iso8859-5"),
    (NEWS, "utf-8-sig", None, None, "utf-8"),
    (NEWS, "utf-8-sig", "koi8-r", "koi8-r", "utf-8"),
    (NEWS, "utf-16", None, None, "utf-16-le"),
    (NEWS, "utf-16", "windows-1251", None, "utf-16-le"),
    (NEWS, "utf-16-le", "", None, "utf-16-le"),
    (NEWS, "utf-16-be", None, None, "utf-16-be"),
    (NEWS, "utf-32", None, None, "utf-32-le"),
    (SHORT, "cp1251", None, None, "windows-1251"),
    (SHORT, "koi8-r", None, None, "koi8-r"),
    (SHORT, "cp866", None, None, "cp866"),
    (CAPITALS, "cp1251", None, None, "windows-1251"),
    (CAPITALS, "koi8-r", None, None, "koi8-r"),
    ("яю, ответил аким района", "cp1251", None, None, "windows-1251"),  # begins like the mark of UTF-16
    (KAZAKH, "utf-8", "", None, "utf-8"),
    (KAZAKH, "kz1048", None, None, "kz1048"),
    (UKRAINIAN, "cp1251", None, None, "windows-1251"),
    (GERMAN, "cp1252", "", "iso-8859-1", "windows-1252"),
    (GERMAN, "cp1252", "", None, "windows-1252"),
    ("Погода", "ascii", "koi8-r", None, "utf-8"),
]

BYTES = {
    "a mark before cp1251": (b"\xef\xbb\xbf" + NEWS.encode("cp1251"), NEWS),
    "the mark of big-endian UTF-16": (b"\xfe\xff" + NEWS.encode("utf-16-be"), NEWS),
    "a byte that cp1251 leaves out": (NEWS.encode("cp1251") + b"\x98", NEWS + "\ufffd"),
    "NUL in utf-8": (NEWS.replace(" ", " \0").encode(), NEWS),
    "NUL in cp1251": (NEWS.replace(" ", " \0").encode("cp1251"), NEWS),
}


def html(text: str, meta: str) -> str:
    declaration = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declaration}<title>x</title></head><body><p>{text}</p></body></html>"


CUT = NEWS.encode()
BROKEN = {
    "a stray byte": (CUT.replace(b" ", b"\xff ", 1), NEWS),
    "a stray byte inside a word": (CUT[:6] + b"\xfe" + CUT[6:], NEWS),
    "half a letter at the end": (CUT + b"\xd1", NEWS + "\ufffd"),
    "half a letter inside": (CUT.replace("он".encode(), b"\xd0\xd0\xbd"), NEWS.replace("он", "\ufffdн")),
    "a reader's words in cp1251": (CUT + "Давно ждали".encode("cp1251"), NEWS + "Давно ждали"),
    "a half in cp1251": (f"{PLAIN}\n".encode() + PLAIN.encode("cp1251"), f"{PLAIN}\n{PLAIN}"),
    "more than half in cp1251": (f"{PLAIN}\n".encode() + PLAIN.encode("cp1251") * 3, f"{PLAIN}\n{PLAIN * 3}"),
}

# what it was wrongly read in, what its bytes are in
MOJIBAKE = [
    ("cp1251", "utf-8"),
    ("latin-1", "utf-8"),
    ("koi8-r", "utf-8"),
    ("cp866", "utf-8"),
    ("iso8859-5", "utf-8"),
    ("latin-1", "cp1251"),
    ("koi8-r", "cp1251"),
    ("cp866", "cp1251"),
    ("cp1251", "koi8-r"),
    ("latin-1", "koi8-r"),
    ("cp1251", "cp866"),
]

NOT_TEXT = {
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8,
    "GIF": b"GIF89a" + bytes(range(256)),
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "zip": b"PK\x03\x04\x14\x00" + bytes(range(256)),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(range(256)),
    "program": b"\x7fELF\x02\x01\x01" + bytes(range(256)),
    "noise": random.Random(1).randbytes(5_000),
    "noise without controls": bytes(random.Random(1).choices(range(128, 256), k=5_000)),
    "control bytes": b"\x01\x02\x03\x04\x05" * 300,
}

# text that begins like a file of another kind
TEXT_AFTER_ALL = [
    "RIFFы и отмели озера Балхаш обследовали",
    "BZhezkazgan: новости города",
    "ID3 - новый кроссовер",
]


@pytest.mark.parametrize(("text", "encoding", "meta", "http", "found"), ENCODED)
def test_the_encoding_is_the_one_whose_text_is_right(
    text: str, encoding: str, meta: str | None, http: str | None, found: str
) -> None:
    page = text if meta is None else html(text, meta)
    decoded = decode(page.encode(encoding, "xmlcharrefreplace"), http)
    assert decoded.text == page.encode(encoding, "xmlcharrefreplace").decode(encoding)
    assert decoded.encoding == found


@pytest.mark.parametrize("case", BYTES)
def test_marks_and_bytes_that_are_no_letters(case: str) -> None:
    page, text = BYTES[case]
    assert decode(page).text == text


@pytest.mark.parametrize("case", BROKEN)
def test_broken_bytes_spoil_no_more_than_their_place(case: str) -> None:
    page, text = BROKEN[case]
    decoded = decode(page)
    assert decoded.text == text
    assert decoded.encoding == "utf-8"
    assert "broken" in decoded.warnings[0]


@pytest.mark.parametrize(("wrong", "right"), MOJIBAKE)
def test_mojibake_is_turned_back(wrong: str, right: str) -> None:
    spoiled = PLAIN.encode(right).decode(wrong)
    repaired = repair(spoiled)
    assert repaired.text == PLAIN
    assert "mojibake" in repaired.warnings[0]
    assert decode(spoiled.encode()).text == PLAIN


def test_mojibake_of_two_wrong_readings_is_turned_back() -> None:
    spoiled = NEWS.encode().decode("cp1251", "replace").encode().decode("latin-1")
    assert repair(spoiled).text == NEWS


@pytest.mark.parametrize("lost", ["\ufffd", "?"])
def test_the_letter_that_cp1251_has_no_place_for_comes_back(lost: str) -> None:
    spoiled = "Именно Иртыш, Ишим и Или".encode().decode("cp1251", "replace").replace("\ufffd", lost)
    assert repair(spoiled).text == "Именно Иртыш, Ишим и Или"


def test_words_that_were_right_stay_right() -> None:
    spoiled = NEWS.encode().decode("latin-1") + "<p>Курс тенге</p>"
    assert repair(spoiled).text == NEWS + "<p>Курс тенге</p>"


@pytest.mark.parametrize(
    "text", [NEWS, SHORT, CAPITALS, "Қазақстан үкіметі", "Le café est fermé", "РС, СРО и РСР", "1 000 ₸", ""]
)
def test_text_that_is_right_is_left_alone(text: str) -> None:
    assert repair(text) == (text, "str", ())


def test_mojibake_that_cannot_be_turned_back_is_told() -> None:
    assert "mojibake" in repair("????????? ????? ??????? ?? ??????").warnings[0]
    assert "mojibake" in repair(NEWS.encode().decode("ascii", "replace")).warnings[0]


def test_halves_of_pairs_are_no_letters() -> None:
    assert repair("Погода \ud83d\ude00 в \ud800Астане").text == "Погода 😀 в \ufffdАстане"


@pytest.mark.parametrize("kind", NOT_TEXT)
def test_what_is_no_text_is_refused(kind: str) -> None:
    with pytest.raises(PageError, match="text") as caught:
        decode(NOT_TEXT[kind])
    assert caught.value.stage == "decode"


@pytest.mark.parametrize("text", TEXT_AFTER_ALL)
def test_text_may_begin_like_a_file(text: str) -> None:
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize("path", sorted(PAGES.glob("*/*/page.*")), ids=lambda path: path.parent.name)
def test_every_fixture_page_is_read_without_its_declaration(path: Path) -> None:
    decoded = decode(path.read_bytes())
    letters = sum("а" <= letter <= "я" for letter in decoded.text.lower())
    assert letters > 0.95 * sum(letter > "\u00bf" and letter.isalpha() for letter in decoded.text)
    assert decoded.warnings == ()


@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1251", "koi8-r", "rot13", "undefined", "\0"])
)
def test_any_bytes_are_decoded_or_refused(page: bytes, charset: str | None) -> None:
    try:
        text = decode(page, charset).text
    except PageError:
        return
    assert text.encode().decode() == text  # without halves of pairs
