import pytest

from newsextract.mentions.speech.marks import Pair, read_marks

# Each outermost pair as the text has it, marks included; None for its end when it is never closed.
PAIRS = {
    'ТОО "Жол" и АО "Арна"': ['"Жол"', '"Арна"'],
    '"Программа "Ауыл" идёт", - сказал он': ['"Программа "Ауыл" идёт"'],
    '""Ауыл" идёт", - сказал он': ['""Ауыл" идёт"'],
    '"Идёт программа "Ауыл"", - сказал он': ['"Идёт программа "Ауыл""'],
    '"Дамбу строит ТОО "Арна", - сообщили': ['"Дамбу строит ТОО "Арна"'],
    'выставка "Операция «Искра". Она': ['"Операция «Искра"'],
    "„Да“, — сказал он. “Нет”, — ответил": ["„Да“", "“Нет”"],
    "«Фирма «Жол» работает», - сказал он": ["«Фирма «Жол» работает»"],
    "«Газета “Заря” вышла»": ["«Газета “Заря” вышла»"],
    '"Никогда не закрыто': [None],
    'Нет открывающей", - сказал он': [],
    'слово"Слово" дальше': ['"Слово"'],
    '("Жол")': ['("Жол")'[1:-1]],
}


def written(text: str, pair: Pair) -> str | None:
    return None if pair.close is None else text[pair.open : pair.close + 1]


@pytest.mark.parametrize(("text", "expected"), PAIRS.items())
def test_pairs(text: str, expected: list[str | None]) -> None:
    marks = read_marks(text, 0, len(text))
    assert [written(text, pair) for pair in marks.pairs] == expected


def test_orphan_is_kept() -> None:
    text = 'Нет открывающей", - сказал он'
    assert read_marks(text, 0, len(text)).orphans == [text.index('"')]


def test_depth_is_bounded() -> None:
    text = ' "а' * 5_000
    marks = read_marks(text, 0, len(text))
    assert len(marks.openings) == 5_000
