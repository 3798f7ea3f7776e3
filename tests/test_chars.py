"""Normalisation: what is taken out, what is put together, and that it is done at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.chars import normalise

CASES = {
    "Астана\u00a0— го\u00adрод": "Астана — город",
    "Каза\u200bхстан\ufeff": "Казахстан",
    "©\ufe0f Фото": "© Фото",
    "маи\u0306": "май",
    "маи\u200b\u0306": "май",  # an invisible mark between a letter and its accent
    "све\x01\u0308кла": "свёкла",
    "Аким\r\nобласти\u2028 ответил": "Аким\nобласти\nответил",
    " \t 5\u2009000  тенге \n ": "5 000 тенге",
    "": "",
}
SIGNS = "иеё А.\n\r\t\u0306\u0308\u0301\u0344\u0327\u00ad\u200b\ufe0f\ufeff\x01\x1c\x85\u2028\u00a0\u2000"


@pytest.mark.parametrize("text", CASES)
def test_text_is_normalised(text: str) -> None:
    assert normalise(text) == CASES[text]


@given(st.text(st.sampled_from(SIGNS)) | st.text())
def test_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
