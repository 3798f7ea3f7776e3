"""Numbers in digits, words and mixtures, against tables, and against independent spellers."""

from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from brackets import unmark
from newsextract.mentions.numerals import find_numbers, parse_number
from newsextract.morphology import analyzer

VALUES = {
    # digits
    "0": ["0", "ноль", "нуль", "нуля"],
    "7": ["7", "семь", "семи", "семью", "7-ми"],
    "1202": ["1202", "1 202", "1\u00a0202", "1\u202f202", "1'202", "1’202", "тысяча двести два"],
    "1234567": ["1234567", "1 234 567", "1.234.567", "1,234,567", "1'234'567"],
    "1844036360.12": ["1844036360,12", "1 844 036 360,12", "1.844.036.360,12", "1,844,036,360.12"],
    "6000": ["6,000.00", "6.000,00", "6 000,00", "шесть тысяч", "6 тыс.", "6тыс", "6000"],
    "2.5": ["2,5", "2.5", "два с половиной", "двух с половиной", "2½", "две целых пять десятых"],
    "0.25": ["1/4", "¼", "0,25", "четверть", "одна четвертая", "одна четвёртая", "двадцать пять сотых"],
    "0.75": ["3/4", "¾", "три четверти", "трёх четвертей"],
    "1.75": ["1 и 3/4", "1¾"],
    "20000": ["20,000", "20.000", "20 000", "двадцать тысяч", "двадцати тысяч", "20 тысяч", "20-ти тысяч"],
    "1.125": ["1,125", "1.125"],
    "1125000000": ["1,125 млрд", "1.125 миллиарда", "1 млрд 125 млн", "1 миллиард 125 миллионов"],
    "2500810000000": ["2 500,81 млрд", "2500,81 миллиарда"],
    "100000000": ["100млн", "100 млн", "сто миллионов", "ста миллионам", "100 миллионов", "100 000 000"],
    # words
    "25500": ["двадцать пять тысяч пятьсот", "двадцати пяти тысяч пятисот", "25 тысяч 500"],
    "243000000": ["двумястами сорока тремя миллионами", "243 миллиона"],
    "1500000": ["полтора миллиона", "полутора миллионов", "1,5 млн", "миллион с половиной"],
    "1500": ["полторы тысячи", "полутора тысяч", "тысяча пятьсот"],
    "500000": ["полмиллиона", "полумиллиона", "500 тысяч", "пятьсот тысяч", "половина миллиона"],
    "500": ["полтысячи", "пятьсот", "пятьюстами", "пять сотен"],
    "250000000": ["четверть миллиарда", "250 млн"],
    "20": ["два десятка", "двух десятков", "20", "двадцатью"],
    "10000000": ["десяток миллионов", "десять миллионов", "10 000 000"],
    "2000": ["пара тысяч", "две тысячи", "пару тысяч", "2 тысячи", "2-х тысяч", "2000"],
    "2300500": ["2 млн 300 тысяч 500", "два миллиона триста тысяч пятьсот", "2 300 500"],
    "42800000000": ["42 млрд. 800 млн", "42 млрд 800 млн.", "42,8 миллиарда"],
    "1000": ["тысяча", "тысячу", "тысячей", "1000", "мың"],
    "1000000": ["миллион", "миллиона", "миллионом", "1 миллион", "один миллион", "1 000 000"],
    "1000000000000": ["триллион", "1 трлн", "1 000 млрд", "тысяча миллиардов"],
    "3000000000000000": ["три квадриллиона", "3 квадриллиона"],
    "8600000": ["8,6 миллионав", "8,6 милиона", "8,6 миллион"],
    "505000000": ["пятьюстами пятью миллионами"],
    "0.58": ["ноль целых пятьдесят восемь сотых", "0,58"],
    "12659.000004": ["двенадцать тысяч шестьсот пятьдесят девять целых четыре миллионных"],
    "3.14": ["три точка четырнадцать", "3,14", "3.14"],
    "150": ["полтораста", "полторы сотни", "сто пятьдесят"],
}

NO_NUMBER = [
    "",
    "много",
    "миллионы",
    "тысячи",
    "десятки",
    "пара",
    "12.05.2024",
    "10:30",
    "1:0",
    "+7 777 001 44 99",
    "10.00.0",
    "1 354 99",
    "5 и 6",
    "во-первых",
    "9" * 60,
]

# Each marked number, in order, with its value; `o` marks ordinals, `c` collectives.
FOUND = [
    ("[двадцать пять] школ на [2,5 тысячи] мест", ["25", "2500"]),
    ("вот [один] [два] [три], [один] [двадцать один]", ["1", "2", "3", "1", "21"]),
    ("[двадцать] [20] [двадцать два]", ["20", "20", "22"]),
    ("занял [2-е] место из [12]", ["o2", "12"]),
    ("в [1980-е] годы и в [90-х]", ["o1980", "o90"]),
    ("[тридцать шестой] размер, [сотый] посетитель", ["o36", "o100"]),
    ("в [тысяча девятьсот пятидесятом] году", ["o1950"]),
    ("во [II] квартале [XX] века", ["o2", "o20"]),
    ("[четверо] рыбаков и [двое] детей", ["c4", "c2"]),
    ("каждый [третий] житель", ["o3"]),
    ("не более [1] случая на [10 000] человек", ["..1", "10000"]),
    ("продано [614] штук", ["614"]),
    ("появился [20-миллионный] житель", ["o20000000"]),
    ("[двухмиллионный] посетитель", ["o2000000"]),
    ("от [5 до 10] школ", ["5..10"]),
    ("[две-три тысячи] человек, [5–7] лет", ["2000..3000", "5..7"]),
    ("на ТЭЦ-2 и АИ-92, школа №128, дом № 5, G20", []),
    ("со счетом 1:0, в 08:30, 12.05.2024, 2024-05-12", []),
    ("звоните +7 777 001 44 99 или 8 (701) 555-44-33", []),
    ("I место в A и V лиге", []),
    ("корпус [7] и [8]", ["7", "8"]),
    ("в [2024] году, [2018—2019] годах, до [2027] года, за [5] лет", ["o2024", "o2018..2019", "o2027", "5"]),
    ("от [5] школ, не более [10] мест", ["5..", "..10"]),
    ("[пятьсот] тенге, [500] тенге", ["500", "500"]),
    ("прошло [минус 5] градусов", ["-5"]),
]


@pytest.mark.parametrize(
    ("text", "value"), [(text, value) for value, texts in VALUES.items() for text in texts]
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)
    assert parse_number(text.upper()) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_not_one_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(("marked", "values"), FOUND)
def test_find_numbers(marked: str, values: list[str]) -> None:
    text, spans = unmark(marked)
    numbers = list(find_numbers(text))
    assert [(number.start, number.stop) for number in numbers] == spans
    marks = {"ordinal": "o", "collective": "c", "cardinal": ""}
    read = [
        marks[number.kind]
        + (f"{number.min}" if number.min == number.max else f"{number.min or ''}..{number.max or ''}")
        for number in numbers
    ]
    assert read == values


# ---- independent spellers

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@cache
def in_case(word: str, case: str, *, plural: bool) -> str:
    """A number word in a case, by pymorphy3's dictionary; a scale after more than one in the plural."""
    for parse in analyzer().parse(word):
        if parse.tag.POS == "NOUN":
            inflected = parse.inflect({case, "plur"} if plural else {case, "sing"})
        elif parse.tag.POS in ("NUMR", "ADJF"):
            inflected = parse.inflect({case})
        else:
            continue
        if inflected is not None:
            return str(inflected.word)
    return word


def spelled(value: int, case: str) -> str:
    """A number in words in a case, in the way numerals agree: `двух миллионов`, but `два миллиона`."""
    words = num2words(value, lang="ru").split()
    if case == "nomn":
        return " ".join(words)
    before = ["", *words]
    return " ".join(
        in_case(word, case, plural=count not in ("", "один", "одна"))
        for count, word in zip(before, words, strict=False)
    )


@given(st.integers(0, 10**15), st.sampled_from(CASES))
@settings(max_examples=300, deadline=None)
def test_spelled_numbers_read_back(value: int, case: str) -> None:
    assert parse_number(spelled(value, case)) == value


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_the_spelled_number_is_found_whole(value: int) -> None:
    words = num2words(value, lang="ru")
    text = f"Итого {words} штук."
    assert [number.text for number in find_numbers(text)] == [words]


@given(st.integers(0, 10**14), st.sampled_from([" ", "\u00a0", "\u202f", "'"]))
@settings(max_examples=100, deadline=None)
def test_grouped_digits_read_back(value: int, mark: str) -> None:
    assert parse_number(f"{value:,}".replace(",", mark)) == value


@given(st.text(alphabet="0123456789 .,-–/:½%$тысямлнрдиопв()\n", max_size=60) | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_spans(text: str) -> None:
    numbers = list(find_numbers(text))
    for number in numbers:
        assert text[number.start : number.stop] == number.text
        assert number.text
    for one, two in pairwise(numbers):
        assert one.stop <= two.start
