from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsextract.mentions.sentences import sentence_spans, sentences_within

SENTENCES = [
    ["Работы начались в 2023 г. на ул. Абая.", "Их ведёт ТОО «Жол»."],
    ["Это А. Петров и К.-Ж. Сапаров.", "Он ушёл."],
    ["Площадь 6,7 тыс. кв. м.", "Представители фирмы молчат."],
    ["Сделка стоила 7 млн руб.", "Сапаров говорит о восьми."],
    ["В 2023 г. и позже цены росли, т.к. спрос был."],
    ["Его назначил аким г. Алматы.", "Вода в р. Урал прибыла."],
    ["Кто следующий?", "Никто!", "Да..."],
    ["Парк обновят.", "— Это хорошо."],
    ["Он сказал: «Да».", "«Нет» он не сказал."],
    ["Итоги подведут (в мае).", "[Позже.]", "Всё."],
    ["Сайт tengrinews.kz работает.", "Ст. 5 закона изменили."],
    ["В ст.162 Кодекса изменений нет."],
    ["Он пишет на сайте kaspi.kz Банк отвечает."],
]
GLUED = [
    ["Проверка закончена.", "«Замечаний нет», сказали в школе."],
    ["Создана комиссия среды.", "Светлана её возглавит."],
    ["На снимке дамба (Фото: Асан Жумабаев / ТАСС)", "Дамба выстояла."],
]


@pytest.mark.parametrize("sentences", SENTENCES)
def test_separate(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:stop] for start, stop in sentence_spans(text)] == sentences


@pytest.mark.parametrize("sentences", GLUED[:2])
def test_glued(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [text[start:stop] for start, stop in sentence_spans(text)] == sentences


def test_credit_ends_a_sentence() -> None:
    text = " ".join(GLUED[2])
    assert [text[start:stop] for start, stop in sentence_spans(text)] == GLUED[2]


def test_credit_of_a_picture_is_outside() -> None:
    text = "Цена выросла «вдвое». rbc.group Другая новость. Бизнес rbc.group Третья."
    found = [text[start:stop] for start, stop in sentence_spans(text)]
    assert found == ["Цена выросла «вдвое».", "Другая новость.", "Бизнес", "Третья."]


def test_line_break_ends_a_sentence() -> None:
    text = "Без точки\n\nНовая строка"
    assert [text[start:stop] for start, stop in sentence_spans(text)] == ["Без точки", "Новая строка"]


def test_opaque_stretch_is_not_broken() -> None:
    text = "Он сказал «Да. Нет. Да» и ушёл. Всё."
    opaque = [(text.index("«"), text.index("»") + 1)]
    spans = list(sentences_within(text, 0, len(text), opaque))
    assert [text[start:stop] for start, stop in spans] == ["Он сказал «Да. Нет. Да» и ушёл.", "Всё."]


@given(st.text(alphabet='аБ1 .!?…"«»\n()—', max_size=60))
def test_spans_are_in_order_and_lose_nothing_but_spaces(text: str) -> None:
    spans = sentence_spans(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join(text[start:stop] for start, stop in spans).split() or not text.split()
    inside = "".join(text[start:stop] for start, stop in spans)
    assert sorted(inside.replace(" ", "").replace("\n", "")) == sorted(
        text.replace(" ", "").replace("\n", "")
    )
