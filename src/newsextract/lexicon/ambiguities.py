"""Spellings that can be read in two ways, how they are read here, and why. Every row is tested and documented."""

from __future__ import annotations

from typing import NamedTuple


class Ambiguity(NamedTuple):
    """A text with the sums that are read from it, as they print; none when nothing is read."""

    question: str
    text: str
    sums: tuple[str, ...]
    why: str


MARKS = "A comma or dot before three digits"
FULL_STOP = "A dot behind an abbreviation"
DASH = "A dash before or between numbers"
SCALE = "A scale that only the second number shows"
UP_TO = "`до`"
FROM = "`от`"
MORE = "`больше`, `дороже` and the like"
WORDS = "A currency word that is also another word"
WHOSE = "A currency of several countries"
LETTER = "A letter as currency sign"
NAMES = "Digits in names"
VAGUE = "Numbers without a value"
UNDERSTOOD = "A currency that is left out"
OTHER = "Other"

AMBIGUITIES = (
    Ambiguity(MARKS, "1,125 млрд рублей", ("1 125 000 000 RUB",), "before a scale it is a decimal mark"),
    Ambiguity(MARKS, "20.000 руб.", ("20 000 RUB",), "nobody writes a decimal that ends in zero"),
    Ambiguity(MARKS, "20,000 тенге", ("20 000 KZT",), "nobody writes a decimal that ends in zero"),
    Ambiguity(MARKS, "$635,125", ("635 125 USD",), "beside a sign prices are written the American way"),
    Ambiguity(MARKS, "94,456 рублей", ("94 456 RUB",), "the genitive plural counts a whole number"),
    Ambiguity(MARKS, "2,345 рубля", ("2.345 RUB",), "the genitive singular follows a fraction"),
    Ambiguity(MARKS, "4,184 тенге", ("4.184 KZT",), "`тенге` has no forms: the Russian decimal comma is likelier"),
    Ambiguity(MARKS, "10.00.0 тг", (), "a malformed price has no certain value"),
    Ambiguity(FULL_STOP, "42 млрд. 800 млн.долл. За год", ("42 800 000 000 USD",), "a smaller scale or a currency goes on"),
    Ambiguity(FULL_STOP, "Это 5 млн руб. 300 человек", ("5 000 000 RUB",), "a count of people is no subunit"),
    Ambiguity(DASH, "Банк – 36,4 млрд тенге", ("36 400 000 000 KZT",), "a dash with spaces is never a minus"),
    Ambiguity(DASH, "Квартира -5,3 млн рублей", ("5 300 000 RUB",), "after a noun it is a dash that lost a space"),
    Ambiguity(DASH, "сальдо (-5,3 млн рублей)", ("-5 300 000 RUB",), "in brackets it is a minus"),
    Ambiguity(DASH, "2–3 тыс. рублей", ("2 000–3 000 RUB",), "between numbers that rise it is a range"),
    Ambiguity(DASH, "в 2015 - 16 млрд тенге", ("16 000 000 000 KZT",), "a year does not begin a range of sums"),
    Ambiguity(DASH, "1 доллар - 445,95 тенге", ("1 USD", "445.95 KZT"), "two currencies are a rate, not a range"),
    Ambiguity(SCALE, "от 5 до 10 млн тенге", ("5 000 000–10 000 000 KZT",), "the first then is below the second"),
    Ambiguity(SCALE, "от 1000 до 5 тысяч тенге", ("1 000–5 000 KZT",), "the first would be above the second"),
    Ambiguity(SCALE, "20 и 40 миллионов тенге", ("20 000 000 KZT", "40 000 000 KZT"), "members of a list are alike"),
    Ambiguity(UP_TO, "штраф до 500 тенге", ("≤ 500 KZT",), "a limit"),
    Ambiguity(UP_TO, "цена выросла до 500 тенге", ("500 KZT",), "after a word of change it is where the price arrived"),
    Ambiguity(UP_TO, "с 240 до 300 тенге", ("240 KZT", "300 KZT"), "`с ... до` is a change: two exact sums"),
    Ambiguity(UP_TO, "от 240 до 300 тенге", ("240–300 KZT",), "`от ... до` is a range"),
    Ambiguity(FROM, "квартиры от 5 млн тенге", ("≥ 5 000 000 KZT",), "alone it is a lower bound"),
    Ambiguity(FROM, "5 процентов от 3 млн тенге", ("3 000 000 KZT",), "after a share it says of what"),
    Ambiguity(MORE, "потратили больше 500 тенге", ("≥ 500 KZT",), "right before the number it is a bound"),
    Ambiguity(MORE, "заплатят больше на 500 тенге", ("500 KZT",), "with `на` it is a difference of exactly so much"),
    Ambiguity(MORE, "больше чем на 500 тенге", ("≥ 500 KZT",), "with `чем` it is a bound again"),
    Ambiguity(WORDS, "ребенок весит 8 фунтов", (), "a weight, unless the article speaks of the currency"),
    Ambiguity(WORDS, "8 млн фунтов", ("8 000 000 GBP",), "nothing is weighed in millions of pounds"),
    Ambiguity(WORDS, "сыграл в 5 драмах", (), "plays"),
    Ambiguity(WORDS, "Анна Франк, 28-летняя Юань Лин, Константин Сомов", (), "names: no number stands before"),
    Ambiguity(WORDS, "чемпионат Евро-2024", (), "a hyphen makes it a name"),
    Ambiguity(WORDS, "30 центров, 9 сумок", (), "other words that begin alike"),
    Ambiguity(WHOSE, "5 долларов", ("5 USD",), "dollars, roubles, francs and pounds alone are the best known ones"),
    Ambiguity(WHOSE, "5 канадских долларов", ("5 CAD",), "the adjective says it"),
    Ambiguity(WHOSE, "10 млн крон", (), "no crown is the best known one"),
    Ambiguity(WHOSE, "Швеция даст 10 млн крон", ("10 000 000 SEK",), "the article speaks of one such country"),
    Ambiguity(WHOSE, "20 долларов КША", (), "no currency of today"),
    Ambiguity(LETTER, "прибыль Т122,6 млн", ("122 600 000 KZT",), "glued to a number with a scale it is the tenge sign"),
    Ambiguity(LETTER, "танк Т-34, терминал Т2", (), "elsewhere it is part of a name"),
    Ambiguity(LETTER, "6 300 р.", ("6 300 RUB",), "`р` after a number is the rouble"),
    Ambiguity(NAMES, "на ТЭЦ-2 5,7 млн тенге", ("5 700 000 KZT",), "digits tied to letters count nothing"),
    Ambiguity(NAMES, "бензин АИ-92 200 тенге", ("200 KZT",), "nor do they join the thousands behind them"),
    Ambiguity(NAMES, "школа № 128 500 тенге", ("500 KZT",), "the same behind a number sign"),
    Ambiguity(VAGUE, "несколько миллионов тенге, миллионы тенге", (), "how many is not said"),
    Ambiguity(VAGUE, "миллион тенге", ("1 000 000 KZT",), "the singular is one"),
    Ambiguity(VAGUE, "не менее тысячи тенге", ("≥ 1 000 KZT",), "after a word that asks for the genitive it is one"),
    Ambiguity(VAGUE, "тысячи тенге", (), "else the form can be the plural"),
    Ambiguity(VAGUE, "за восьмизначную сумму", (), "only its length is said"),
    Ambiguity(UNDERSTOOD, "ушло 3 млн тенге, пришло 5 млн.", ("3 000 000 KZT", "5 000 000 KZT"), "the sentence has one currency"),
    Ambiguity(UNDERSTOOD, "за 3 млн тенге привили 5 тысяч овец", ("3 000 000 KZT",), "sheep are counted"),
    Ambiguity(
        UNDERSTOOD, "берут 110 тенге вместо 90", ("110 KZT", "90 KZT"), "what is replaced has the same unit"
    ),
    Ambiguity(UNDERSTOOD, "3 млн тенге и $7 млн, затем 5 млн", ("3 000 000 KZT", "7 000 000 USD"), "two currencies leave a doubt"),
    Ambiguity(OTHER, "65% в тенге, 34% – в долларах", (), "shares in a currency are no sums of it"),
    Ambiguity(OTHER, "на 20-долларовой купюре", ("20 USD",), "a sum in an adjective"),
    Ambiguity(OTHER, "долларовые облигации", (), "no number in the adjective"),
    Ambiguity(OTHER, "100 белорусских рублей", ("100 BYN",), "the code of today, also in articles from before 2016"),
)  # fmt: skip
