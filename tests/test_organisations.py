"""Bodies and firms as written, in the nominative; documents and whose they are."""

from __future__ import annotations

import pytest

from newsextract.mentions.organisations import is_media, read_document, read_organisation

READ = [
    ("[пресс-службе ДП Жетысуской области] сообщили", "пресс-служба ДП Жетысуской области"),
    ("[МИД Исландии] выразил", "МИД Исландии"),
    ("[ведомстве] добавили", "ведомство"),
    ("[Министерстве здравоохранения РК] ответили", "Министерство здравоохранения РК"),
    ('[ТОО "Ромашка"] построит', 'ТОО "Ромашка"'),
    ("[Генеральной прокуратуре] рассказали", "Генеральная прокуратура"),
    ("[исландского МИД] ждут", "исландский МИД"),
    ("[Казгидромете] предупредили", "Казгидромет"),
    ("[областном штабе по борьбе с паводком] заявили", "областной штаб по борьбе с паводком"),
    ("[полиции Улытауской области] уточнили", "полиция Улытауской области"),
    ("[УГД по Бостандыкскому району] сообщили", "УГД по Бостандыкскому району"),
    ("[Green Steppe Watch] отмечает", "Green Steppe Watch"),
    ("[Комитета лесного хозяйства] и Министерства экологии", "Комитет лесного хозяйства"),
    ("[компания Green Steppe] начала", "компания Green Steppe"),
    ("[авиакомпании «Полёт»] подтвердили", "авиакомпания «Полёт»"),
    ("[Городские власти] уверяют", "городские власти"),
    ("[власти Улытауской области] уверяют", "власти Улытауской области"),
    ("[местной власти] верят", "местная власть"),
    ("[Верховный суд] ответил", "Верховный суд"),
    ("[компании проката] 2 млн тенге", "компания проката"),
]  # fmt: skip

NOT_READ = ["сообщили в ведомстве", "Ержан Сапаров", "дождь прошел", "IV квартал", "", "и"]

ABBREVIATIONS = [
    ("Министерство рек, озер и лесного хозяйства (МРОЛХ) ответило", "МРОЛХ"),
    ("Единый степной фонд (далее - Фонд) заявил", "Фонд"),
    ("Министерство рек (в Астане) ответило", None),
]

DOCUMENTS = [
    ("сообщении Акорды", "сообщение Акорды", "Акорда"),
    ("официальном пресс-релизе Нацбанка", "официальный пресс-релиз Нацбанка", "Нацбанк"),
    ("статье 77 Лесного кодекса", "статья 77 Лесного кодекса", None),
    ("проекте постановления", "проект постановления", None),
    ("сообщении", "сообщение", None),
]

MEDIA = [
    ("Tengrinews.kz", True),
    ('"Интерфакс"', True),
    ("РИА Новости", True),
    ("Минздрав", False),
    ("", False),
]


@pytest.mark.parametrize(("case", "name"), READ)
def test_organisation_is_read_to_its_end(case: str, name: str) -> None:
    stop = case.index("]") - 1
    text = case.replace("[", "").replace("]", "")
    organisation = read_organisation(text, 0, len(text))
    assert organisation is not None
    assert (organisation.name, organisation.stop) == (name, stop)
    assert text[: organisation.stop] == organisation.text


@pytest.mark.parametrize("text", NOT_READ)
def test_other_words_are_no_organisation(text: str) -> None:
    assert read_organisation(text, 0, len(text)) is None


@pytest.mark.parametrize(("text", "abbreviation"), ABBREVIATIONS)
def test_abbreviation_set_beside_the_name(text: str, abbreviation: str | None) -> None:
    organisation = read_organisation(text, 0, len(text))
    assert organisation is not None
    assert organisation.abbreviation == abbreviation


@pytest.mark.parametrize(("text", "name", "owner"), DOCUMENTS)
def test_document_and_whose_it_is(text: str, name: str, owner: str | None) -> None:
    document = read_document(text, 0, len(text))
    assert document is not None
    assert (document.name, document.abbreviation) == (name, owner)


@pytest.mark.parametrize(("name", "expected"), MEDIA)
def test_outlets_are_told_from_bodies(name: str, expected: bool) -> None:
    assert is_media(name) is expected
