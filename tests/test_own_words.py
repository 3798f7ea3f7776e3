"""What the words of a quote tell of the one who says them."""

import pytest

from newsextract.records import Gender, Mention, Quote, QuoteKind
from newsextract.speakers.own_words import speaker_gender

TOLD: dict[str, Gender | None] = {
    "Пакет я не открывала": "feminine",
    "Я был рад вернуться": "masculine",
    "Тогда я решил уехать, и я был прав": "masculine",
    "Я должна была прийти раньше": "feminine",
    "Я сказал: хватит. А она мне: я устала": None,
    "Я считаю, что она права": None,
    "Мы закончили осенью": None,
    "Аким сказал, что приедет": None,
}


def said(words: str, kind: QuoteKind = "direct") -> Quote:
    return Quote(kind=kind, parts=(Mention(start=0, stop=len(words), text=words),), rule="case")


@pytest.mark.parametrize("words", TOLD)
def test_gender_of_the_speaker(words: str) -> None:
    assert speaker_gender(said(words)) == TOLD[words]


def test_reported_words_tell_nothing() -> None:
    assert speaker_gender(said("я не открывала", kind="indirect")) is None
