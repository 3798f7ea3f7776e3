"""Positions as written: how far they reach, what they are in the nominative, whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.mentions.positions import position_after, position_before, read_position
from newsextract.records import Gender

# The text from `[` on is read; `]` stands where the position ends; then its name in the nominative.
READ = [
    ("[заместителя акима Жетысуской области] вызвали", "заместитель акима Жетысуской области"),
    ("[вице-министр водных ресурсов] пояснил", "вице-министр водных ресурсов"),
    ("[главой государства] подписан", "глава государства"),
    ("[официальному представителю МИД Исландии] задали", "официальный представитель МИД Исландии"),
    ("[бывшей главой Минздрава], которую", "бывшая глава Минздрава"),
    ("[местных жителей] беспокоит", "местные жители"),
    ("[жители села Берёзовка] сетуют", "жители села Берёзовка"),
    ("[директора ТОО \"Степной ветер\"] наградили", 'директор ТОО "Степной ветер"'),
    ("[адвокат потерпевшей стороны] уточнил", "адвокат потерпевшей стороны"),
    ("[36-летняя шымкентка] заявила", "36-летняя шымкентка"),
    ("[замначальника ДЧС] сообщил", "замначальника ДЧС"),
    ("[и.о. руководителя управления связи] доложил", "и.о. руководителя управления связи"),
    ("[министр по инвестициям и развитию] отметил", "министр по инвестициям и развитию"),
    ("[министр] по этому поводу высказался", "министр"),
    ("[министр финансов] в четверг сказал", "министр финансов"),
    ("[ведущий специалист банка] считает", "ведущий специалист банка"),
    ("[начальник штаба по борьбе с паводком] сказал", "начальник штаба по борьбе с паводком"),
    ("[министр] Reuters в Лондоне", "министр"),
    ("[корреспондент Reuters] видел", "корреспондент Reuters"),
    ("[режиссер и продюсер] ответили", "режиссер и продюсер"),
    ("[глава Росморречнадзора] сказал", "глава Росморречнадзора"),
    (
        "[председатель комитета лесного хозяйства, охраны рек и животного мира] сказал",
        "председатель комитета лесного хозяйства, охраны рек и животного мира",
    ),
    ("[президент Исландии] Йон Йонссон", "президент Исландии"),
    ("[эксперты] считают", "эксперты"),
    ("[два эксперта рынка] считают", "два эксперта рынка"),
    ("[большинство жителей села] считает", "большинство жителей села"),
    ("[одному из жителей села] ответили", "один из жителей села"),
    ("[оперативники] считают", "оперативники"),
    ("[первого лица государства] ждали", "первое лицо государства"),
    ("[блоггеры] спросили", "блоггеры"),
    ("[источник в министерстве рек] сообщил", "источник в министерстве рек"),
]  # fmt: skip

NOT_READ = [
    "дорога открыта",
    "после брифинга",
    "премьера фильма",
    "рабочей группы",
    "ведущие степные и речные организации",
    "Ержан Сапаров сказал",
    "",
    "в",
]

BEFORE = [
    (
        "сообщил [вице-министр лесного хозяйства, охраны рек и животного мира Казахстана] Асет Жумин",
        "вице-министр лесного хозяйства, охраны рек и животного мира Казахстана",
        None,
    ),
    ('сказал [технический директор ТОО "Мосты"] Асет Жумин', 'технический директор ТОО "Мосты"',
     'ТОО "Мосты"'),
    ("слова [старшего офицера комитета по гражданской обороне МЧС РК] Асета Жумина",
     "старший офицер комитета по гражданской обороне МЧС РК", "комитет по гражданской обороне МЧС РК"),
    ("ответила [доктор медицинских наук, профессор] Айна Жумина", "доктор медицинских наук, профессор", None),
    ("сказал [сооснователь и председатель правления Qala.kz] Асет Жумин",
     "сооснователь и председатель правления Qala.kz", "Qala.kz"),
    ("добавил [президент Центра анализа рек (ЦАРЕК)] Асет Жумин", "президент Центра анализа рек (ЦАРЕК)",
     "Центр анализа рек"),
    ("Дождь прошел. [Исландский рэпер] Йон Йонссон", "исландский рэпер", None),
    ("заявил [конгрессмен-республиканец] Джон Смит", "конгрессмен-республиканец", None),
    ("говорит [мать троих детей] Айна Жумина", "мать троих детей", None),
    ("считает [профессор СтепНУ] Асет Жумин", "профессор СтепНУ", "СтепНУ"),
    ("считает [эксперт в кибербезопасности] Асет Жумин", "эксперт в кибербезопасности", None),
]  # fmt: skip

NOT_BEFORE = [
    "сообщил Асет Жумин",
    "в городе, где живет Асет Жумин",
    "По словам Асет Жумин",
    "дорогу открыл Асет Жумин",
]

AFTER = [
    ("Асет Жумин, [аким области], ответил", "аким области"),
    ("Асет Жумин - [директор ТОО \"Степные дороги\"].", 'директор ТОО "Степные дороги"'),
    ("Асета Жумина ([тренера сборной]) хвалят", "тренер сборной"),
    ("Асет Жумин - [эксперт в молодых науках]:", "эксперт в молодых науках"),
]  # fmt: skip

GENDERS: list[tuple[str, Gender | None]] = [
    ("жительница Алматы", "feminine"),
    ("житель Алматы", "masculine"),
    ("министр культуры", None),
    ("бывшая глава банка", "feminine"),
    ("подсудимая", "feminine"),
    ("потерпевший", None),
    ("супруга президента", "feminine"),
    ("супруг президента", "masculine"),
]


def marked(case: str) -> tuple[str, int, int]:
    """The text without brackets, and where they stood."""
    start, stop = case.index("["), case.index("]") - 1
    return case.replace("[", "").replace("]", ""), start, stop


@pytest.mark.parametrize(("case", "name"), READ)
def test_position_is_read_to_its_end(case: str, name: str) -> None:
    text, start, stop = marked(case)
    position = read_position(text, start, len(text))
    assert position is not None
    assert (position.name, position.stop) == (name, stop)
    assert text[position.start : position.stop] == position.text


def test_plural_verb_chooses_the_plural() -> None:
    one, many = read_position("судьи области", 0, 13), read_position("судьи области", 0, 13, plural=True)
    assert one is not None
    assert many is not None
    assert (one.name, many.name) == ("судья области", "судьи области")


@pytest.mark.parametrize("text", NOT_READ)
def test_other_words_are_no_position(text: str) -> None:
    assert read_position(text, 0, len(text)) is None


@pytest.mark.parametrize(("case", "name", "organisation"), BEFORE)
def test_position_before_a_name(case: str, name: str, organisation: str | None) -> None:
    text, start, stop = marked(case)
    position = position_before(text, stop + 1)
    assert position is not None
    assert (position.start, position.stop, position.name) == (start, stop, name)
    assert position.organisation == organisation


@pytest.mark.parametrize("text", NOT_BEFORE)
def test_no_position_before_a_name(text: str) -> None:
    assert position_before(text, text.index("Асет")) is None


def test_name_in_the_genitive_belongs_to_the_inner_position() -> None:
    text = "заявил помощник президента Жумина"
    outer, inner = position_before(text, 27), position_before(text, 27, case="genitive")
    assert outer is not None
    assert inner is not None
    assert (outer.name, inner.name) == ("помощник президента", "президент")


@pytest.mark.parametrize(("case", "name"), AFTER)
def test_position_after_a_name(case: str, name: str) -> None:
    text, start, stop = marked(case)
    position = position_after(text, text.index("Жумин") + (6 if "Жумина" in text else 5), len(text))
    assert position is not None
    assert (position.start, position.stop, position.name) == (start, stop, name)


NOT_AFTER = [
    "Асет Жумин, заместитель акима Данияр Ахметов приехали",
    "Асет Жумин, который работает",
    "Асет Жумин ответил",
]


@pytest.mark.parametrize("text", NOT_AFTER)
def test_position_of_the_next_name_is_left_to_it(text: str) -> None:
    assert position_after(text, len("Асет Жумин"), len(text)) is None


@pytest.mark.parametrize(("text", "gender"), GENDERS)
def test_gender_that_a_description_gives_away(text: str, gender: Gender | None) -> None:
    position = read_position(text, 0, len(text))
    assert position is not None
    assert position.gender == gender


WORDS = [
    "заместитель",
    "акима",
    "и",
    ",",
    "Алматинской",
    "области",
    "ТОО",
    '"',
    "«",
    "по",
    "(",
    ")",
    "№ 5",
    "и.о.",
    "-",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), st.integers(0, 60))
def test_any_text_is_read_within_its_bounds(text: str, place: int) -> None:
    found = [
        read_position(text, place, len(text)),
        position_before(text, place),
        position_after(text, place, len(text)),
    ]
    for position in found:
        if position is not None:
            assert text[position.start : position.stop] == position.text
            assert "\n" not in position.text
