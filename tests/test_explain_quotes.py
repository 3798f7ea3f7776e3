import pytest

from newsextract.explain import explain

EXPLAINED = {
    '"Мост закрыт", - сказал аким Сапаров.': "direct by 'Сапаров', cue 'сказал'; rule attributed",
    "По словам акима, мост закрыт.": "indirect by 'акима', cue 'По словам'; rule preposition",
    "Сообщается, что мост закрыт.": "indirect by nobody named, cue 'Сообщается'; rule impersonal",
    "Ранее сообщалось, что мост закрыт.": "refused: the outlet speaks of its own earlier news",
    "Мост закрыт, передает Tengrinews.kz.": "refused: its source is an outlet",
    'Его строит ТОО "Арна".': "refused: no verb of its sentence quotes it, or it reads as a name",
    'Мост "не готов".': "refused: no verb of its sentence quotes it",
    "Аким отметил праздник.": "refused: no statement hangs on it",
}


@pytest.mark.parametrize(("text", "expected"), EXPLAINED.items())
def test_explained(text: str, expected: str) -> None:
    assert expected in explain(text)
