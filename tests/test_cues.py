"""Words of a text, and which of them report speech."""

from __future__ import annotations

from itertools import combinations

import pytest

from newsextract.mentions.cues import Word, has_cue, words_in, words_of


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Телеграм-канал zakon.kz", ["телеграм-канал", "zakon.kz"]),
        ("заявилReuters", ["заявил", "reuters"]),
        ("Қазақстан O'zbekiston 2,5", ["қазақстан", "o'zbekiston", "2", "5"]),
        ("сказал.Аким", ["сказал.аким"]),
        ("- «», …", []),
        ("", []),
    ],
)
def test_words(phrase: str, words: list[str]) -> None:
    found = words_of(phrase)
    assert [word.lower for word in found] == words
    assert [phrase[word.start : word.stop].lower() for word in found] == words


@pytest.mark.parametrize("text", ["Аким-то заявилReuters: в г.Семей-2", "«Жол» - zakon.kz, қала"])
def test_a_stretch_that_cuts_words_is_read_by_itself(text: str) -> None:
    for start, stop in combinations(range(len(text) + 1), 2):
        words = words_of(text[start:stop])
        expected = [Word(word.start + start, word.stop + start, word.lower) for word in words]
        assert words_in(text, start, stop) == expected


@pytest.mark.parametrize(
    ("sentence", "reports"),
    [
        ("Аким сообщил о паводке", True),
        ("По словам жителей, света нет", True),
        ("Снег таял весь день", False),
    ],
)
def test_has_cue(sentence: str, reports: bool) -> None:
    assert has_cue(frozenset(word.lower for word in words_of(sentence))) is reports
