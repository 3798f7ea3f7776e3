"""Words as pymorphy3 reads them, whatever letters they have."""

import pytest

from newsextract.morphology import dictionary_parses, lemma, parses

LEMMAS = {"сообщила": "сообщить", "доллары": "доллар", "акимату": "акимат"}
NAMELESS_LETTERS = ["\U00017000", "слово\U00017000", "\U00017000 \U00017001"]


@pytest.mark.parametrize("word", LEMMAS)
def test_lemma(word: str) -> None:
    assert lemma(word) == LEMMAS[word]


@pytest.mark.parametrize("word", NAMELESS_LETTERS)
def test_letters_without_a_name_are_read_as_unknown(word: str) -> None:
    assert parses(word)
    assert dictionary_parses(word) == ()
