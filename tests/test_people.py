"""Names as written put together into persons."""

from __future__ import annotations

import pytest

from newsextract.mentions.names import find_names
from newsextract.speakers.people import figures, surname_stem

SAME_STEM = [
    ("Жумин", "Жумина"),
    ("Касенов", "Касенова"),
    ("Вишневский", "Вишневская"),
    ("Королёв", "Королев"),
    ("Жақсылықов", "Жаксылыкова"),
    ("Қасымұлы", "Касымулы"),
]

PEOPLE = [
    ("Асет Жумин приехал. Жумин осмотрел мост.", ["Асет Жумин"]),
    ("Жумин осмотрел мост. Аким Асет Жумин приехал.", ["Асет Жумин"]),
    ("Асет Жумин и Айна Касенова приехали. Касенова выступила.", ["Асет Жумин", "Айна Касенова"]),
    ("Асета Жумина поздравил Данияр Ахметов.", ["Асет Жумин", "Данияр Ахметов"]),
    ("Аким Асет Жумин приехал. А. Жумин выступил.", ["Асет Жумин"]),
    ("Аким Руслан Жақсылықов приехал. Жаксылыков осмотрел мост.", ["Руслан Жақсылықов"]),
    ("Риелтор Юлия Пак ответила. Пак добавила цифры.", ["Юлия Пак"]),
    ("Отец Айгуль Сатовой умер.", ["Айгуль Сатова"]),
    ("Спикер Сергей Миронов ушел. Читатель Сергей написал.", ["Сергей Миронов", "Сергей"]),
    ("Спикер Сергей Миронов ушел. Сергей написал.", ["Сергей Миронов"]),
    ("Данияр Ахметов приехал. Его жена Айна Ахметова осталась.", ["Данияр Ахметов", "Айна Ахметова"]),
]


@pytest.mark.parametrize(("one", "other"), SAME_STEM)
def test_forms_of_a_surname_share_a_stem(one: str, other: str) -> None:
    assert surname_stem(one) == surname_stem(other)


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_each_person_once(text: str, names: list[str]) -> None:
    assert [figure.name for figure in figures(find_names(text))] == names
