import pytest

from newsextract.mentions.sources import find_sources
from newsextract.mentions.speech.outlets import is_outlet

SOURCES = {
    "Дорогу закрыли, передает корреспондент Tengrinews.kz.": ("Tengrinews.kz",),
    "Дорогу закрыли, передает Tengrinews.kz со ссылкой на МЧС.": ("Tengrinews.kz", "МЧС"),
    "Дорогу закрыли, сообщает zakon.kz со ссылкой на DW.": ("zakon.kz", "DW"),
    "Дорогу закрыли, передает Tengrinews.kz со ссылкой на пресс-службу акимата области.": (
        "Tengrinews.kz",
        "пресс-служба акимата области",
    ),
    "Об этом сообщает ТАСС со ссылкой на пресс-службу кабмина. Дорогу закрыли.": (
        "ТАСС",
        "пресс-служба кабмина",
    ),
    "Дорогу закрыли, передаёт «Интерфакс».": ("Интерфакс",),
    "Одно, передает Tengrinews.kz.\nДругое, передает Tengrinews.kz.": ("Tengrinews.kz",),
    "Аким передает дела. Он сообщает новости.": (),
    "Дорогу закрыли, сообщает пресс-служба акимата.": (),
    "Дорогу закрыли, передает корреспондент МИА «Казинформ».": ("Казинформ",),
    'Дорогу закрыли, передает РИА "Новости".': ("РИА Новости",),
    "Дорогу закрыли, передает Kazakhstan Today.": ("Kazakhstan Today",),
    "По данным агентства Reuters, цены выросли.": ("Reuters",),
    'Мост, по информации газеты "Заря", закрыт, пишет zakon.kz.': ("Заря", "zakon.kz"),
    "По данным Минфина, цены выросли.": (),
    "Он сообщает журналистам новости. В доме пишут стихи.": (),
    "": (),
}
OUTLETS = [
    "Tengrinews.kz",
    "корреспондент МИА «Казинформ»",
    "издание «Заря»",
    "РИА Новости",
    "ТАСС",
    "The Guardian",
    "Daily Mail",
    "агентство «Рейтер»",
    "агентства",
]
BODIES = [
    "собеседник агентства",
    "Агентство по финансовому мониторингу",
    "агентстве",
    "источник РИА Новости",
    "пресс-служба акимата",
    "МВД",
    "сайт акимата столицы",
    "аким области",
    "сообщение Акорды",
]


@pytest.mark.parametrize(("text", "expected"), SOURCES.items())
def test_sources(text: str, expected: tuple[str, ...]) -> None:
    assert find_sources(text) == expected


@pytest.mark.parametrize("phrase", OUTLETS)
def test_outlets(phrase: str) -> None:
    assert is_outlet(phrase)


@pytest.mark.parametrize("phrase", BODIES)
def test_bodies(phrase: str) -> None:
    assert not is_outlet(phrase)
