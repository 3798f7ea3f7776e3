"""Percentages and multiples against tables; the mention stands in brackets."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brackets import unmark
from newsextract.mentions.percents import find_multiples, find_percents

PERCENTS = {
    ("11.1", "11.1", "percent"): [
        "из них [11,1 процента] - на проекты",
        "[11,1%] бюджета",
        "[11.1 %]",
        "на [11,1 проц.] больше",
        "[одиннадцать целых одна десятая процента]",
    ],
    ("5", "5", "percent"): [
        "[пять процентов]",
        "по [пятипроцентным] отчислениям",
        "[5-процентная] скидка",
        "[5 процентная] скидка",
        "[5-ти процентный] налог",
        "[5%-ная] скидка",
        "[5%-й] налог",
        "[пяти процентам]",
        "под [5%] годовых",
    ],
    ("5.5", "5.5", "percent"): ["на [пять с половиной процентов]", "[5,5 процента]"],
    ("0.5", "0.5", "percent"): ["на [полпроцента]", "[0,5%]", "[половина процента]"],
    ("0.09", "0.09", "percent"): ["на [девять сотых процента]"],
    ("100", "100", "percent"): ["[сто процентов]", "[стопроцентная] готовность", "[100%]"],
    ("-1", "-1", "percent"): ["акции ([-1%])", "в июле [-1%],", "рост [−1%]", "[минус 1 процент]"],
    ("14.8", "14.8", "percent"): ["Португалия (+[14,8%])"],
    ("0.25", "0.5", "percent"): ["[0,25-0,50%]", "от [0,25 до 0,5 процента]", "[0,25%–0,5%]", "[0,25%-0,5%]"],
    ("17.5", "31", "percent"): ["от [17,5% до 31%]", "от [17,5 до 31%]", "между [17,5% и 31%]"],
    ("80", "90", "percent"): ["на [80-90%] уверен", "[восемьдесят-девяносто процентов]"],
    ("0.2", "0.2", "percentage_point"): [
        "на [0,2 п.п.] выше",
        "на [0,2 п. п.] выше",
        "[0,2 процентного пункта]",
        "[0,2 проц. пункта]",
        "[0,2%-ного пункта]",
        "на [20 базисных пунктов]",
    ],
    ("-2", "2", "percentage_point"): ["коридор [+/- 2 процентных пункта]", "[±2 п.п.]"],
    ("1.55", "1.55", "permille"): ["[1,55 промилле]", "[1,55‰]"],
}

SEVERAL_PERCENTS = [
    ("с [5%] до [7%]", ["5", "7"]),
    ("с [5] до [7 процентов]", ["5", "7"]),
    ("на [5] и [10 процентов]", ["5", "10"]),
    ("на [25%], до [4%]", ["25", "4"]),
    ("[64%] приходится на север, а [13%] - на юг", ["64", "13"]),
]

PERCENT_BOUNDS = [
    ("не менее [10%]", "at_least"),
    ("чуть более чем на [10%]", "at_least"),
    ("на [7,2 процента] больше", "exact"),
    ("больше еще на [28,1 процента]", "exact"),
    ("около [5%]", "about"),
    ("скидки до [50%]", "at_most"),
    ("долю увеличат до [40%]", "exact"),
    ("износ превышает [70%]", "at_least"),
    ("менее [1%]", "at_most"),
]

NOT_PERCENTS = [
    "стопроцентная уверенность",
    "стопроцентной вины",
    "процентная ставка",
    "проценты по кредиту",
    "5 процессов",
    "беспроцентный",
    "п. 5",
    "высокий процент",
]

MULTIPLES = {
    ("2.5", "exact", "up"): [
        "выросли в [2,5 раза]",
        "в [два с половиной раза] больше",
        "стал в [2,5 раза] дороже",
    ],
    ("3.5", "exact", "down"): ["уменьшилась в [3,5 раза]", "в [3,5 раза] меньше", "сокращение в [3,5 раза]"],
    ("2", "at_least", "up"): ["выросло более чем в [два раза]", "увеличился более чем [вдвое]"],
    ("2", "exact", "up"): ["возросло [вдвое]", "[двукратный] рост", "[удвоил] выпуск", "доход [удвоился]"],
    ("2", "about", "down"): ["упал почти [вдвое]", "сократили примерно в [2 раза]"],
    ("2", "exact", None): ["в [два раза]", "[двукратного] размера"],
    ("10", "exact", "up"): ["[десятикратное] увеличение", "[10-кратный] рост", "вырос в [десять раз]"],
    ("1.5", "exact", "up"): ["в [полтора раза] выше", "[полуторакратный] рост"],
}

NOT_MULTIPLES = [
    "сказал 5 раз",
    "два раза в день",
    "в первый раз",
    "в пятый раз подряд",
    "в несколько раз больше",
    "двукратный чемпион",
    "трехкратная олимпийская чемпионка",
    "неоднократно",
    "раз в месяц",
    "20 000-кратный размер МРП",
]


@pytest.mark.parametrize(
    ("marked", "wanted"), [(marked, wanted) for wanted, marks in PERCENTS.items() for marked in marks]
)
def test_percents(marked: str, wanted: tuple[str, str, str]) -> None:
    text, spans = unmark(marked)
    (percent,) = find_percents(text)
    assert [(percent.start, percent.stop)] == spans
    assert (percent.min, percent.max, percent.unit) == (Decimal(wanted[0]), Decimal(wanted[1]), wanted[2])


@pytest.mark.parametrize(("marked", "values"), SEVERAL_PERCENTS)
def test_several_percents(marked: str, values: list[str]) -> None:
    text, spans = unmark(marked)
    found = list(find_percents(text))
    assert [(percent.start, percent.stop) for percent in found] == spans
    assert [percent.max for percent in found] == [Decimal(value) for value in values]


@pytest.mark.parametrize(("marked", "bound"), PERCENT_BOUNDS)
def test_bounds(marked: str, bound: str) -> None:
    (percent,) = find_percents(unmark(marked)[0])
    assert percent.bound == bound


@pytest.mark.parametrize("text", NOT_PERCENTS)
def test_not_percents(text: str) -> None:
    assert list(find_percents(text)) == []


@pytest.mark.parametrize(
    ("marked", "wanted"), [(marked, wanted) for wanted, marks in MULTIPLES.items() for marked in marks]
)
def test_multiples(marked: str, wanted: tuple[str, str, str | None]) -> None:
    text, spans = unmark(marked)
    (multiple,) = find_multiples(text)
    assert [(multiple.start, multiple.stop)] == spans
    value = multiple.min if multiple.min is not None else multiple.max
    assert (value, multiple.bound, multiple.direction) == (Decimal(wanted[0]), *wanted[1:])


def test_range_of_multiples() -> None:
    (multiple,) = find_multiples("вырастет в три-четыре раза")
    assert (multiple.text, multiple.min, multiple.max) == (
        "три-четыре раза",
        Decimal(3),
        Decimal(4),
    )


@pytest.mark.parametrize("text", NOT_MULTIPLES)
def test_not_multiples(text: str) -> None:
    assert list(find_multiples(text)) == []


@given(st.text(alphabet="0123456789 .,-–/%‰процентвдвоераз\n", max_size=60) | st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_ordered_spans(text: str) -> None:
    for finder in (find_percents, find_multiples):
        found = list(finder(text))
        for one in found:
            assert text[one.start : one.stop] == one.text
        for one, two in pairwise(found):
            assert one.stop <= two.start
