"""Which descriptions can mean the same person, and which cannot."""

from __future__ import annotations

import pytest

from newsextract.mentions.positions import read_position
from newsextract.speakers.roles import Role, agreement, comparable, contradict

AGREE = [
    ("министр", "министр культуры Исландии"),
    ("министр культуры", "министр культуры Исландии"),
    ("исландский президент", "президент Исландии"),
    ("глава государства", "президент Исландии"),
    ("глава правительства", "премьер-министр Норвегии"),
    ("глава МИД Норвегии", "министр иностранных дел Норвегии"),
    ("глава оборонного ведомства", "министр обороны"),
    ("замакима", "заместитель акима Жетысуской области"),
    ("вице-министр", "заместитель министра культуры"),
    ("градоначальник", "аким города"),
    ("глава СТР", 'президент компании "Степные транспортные рейсы"'),
    ("генеральный директор", "гендиректор завода"),
    ("жительница села", "жительница села Березовка"),
    ("певица", "артистка"),
    ("наставник", "тренер сборной"),
    ("глава МЗ", "министр здравоохранения РК"),
    ("медик", "врач-инфекционист"),
    ("фермер", "председатель союза фермеров"),
    ("депутат", "спикер комитета"),
    ("представитель Кремля", "пресс-секретарь президента"),
    ("португальский специалист", 'главный тренер "Степи"'),
    ("постпред РФ при ООН", "постоянный представитель РФ при Организации Объединенных Наций"),
    ("глава ритейлера", 'президент компании "Степь"'),
    ("бизнесмен", "президент группы компаний"),
]

DIFFER = [
    ("президент Исландии", "президент Норвегии"),
    ("министр обороны Норвегии", "министр иностранных дел Исландии"),
    ("министр", "заместитель министра"),
    ("адвокат", "судья"),
    ("аким", "депутат"),
    ("глава государства", "министр культуры"),
    ("португальский специалист", "тренер сборной Норвегии"),
]

CONTRADICT = [
    ("президент Исландии", "президент Норвегии"),
    ("адвокат", "судья"),
    ("чиновник", "певец"),
    ("подсудимый", "судья"),
]

COMPATIBLE = [
    ("ветеран", "олимпийский чемпион"),
    ("подсудимый", "бывший министр культуры"),
    ("министр", "подозреваемый"),
    ("глава надзорного ведомства", "глава Росречнадзора"),
]


def role(text: str) -> Role:
    position = read_position(text, 0, len(text))
    assert position is not None
    assert position.text == text
    return comparable(position)


@pytest.mark.parametrize(("asked", "known"), AGREE)
def test_descriptions_agree(asked: str, known: str) -> None:
    assert agreement(role(asked), role(known)) > 1


@pytest.mark.parametrize(("asked", "known"), DIFFER)
def test_descriptions_differ(asked: str, known: str) -> None:
    assert agreement(role(asked), role(known)) == 0


@pytest.mark.parametrize(("asked", "known"), CONTRADICT)
def test_one_person_is_hardly_both(asked: str, known: str) -> None:
    assert contradict(role(asked), role(known))


@pytest.mark.parametrize(("asked", "known"), COMPATIBLE)
def test_one_person_may_be_both(asked: str, known: str) -> None:
    assert not contradict(role(asked), role(known))


def test_former_office_agrees_less() -> None:
    asked = role("аким")
    assert agreement(asked, role("бывший аким города")) < agreement(asked, role("аким города"))
