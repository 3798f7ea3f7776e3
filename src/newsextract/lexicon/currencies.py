"""Currencies as Russian news writes them: nouns with their forms, countries, signs and codes. Words only.

Everything is lower case with `е` for `ё`. Codes are ISO 4217; MRP, MZP and MROT are index units.
"""

from __future__ import annotations

from typing import NamedTuple

# Endings by declension class, the nominative singular first.
MASCULINE = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
FEMININE = ("а", "ы", "е", "у", "ой", "ою", "", "ам", "ами", "ах")
INDECLINABLE = ("",)
SOFT_MASCULINE = ("ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях")


ADJECTIVE_ENDINGS = ("ий", "ого", "ому", "им", "ом", "ие", "их", "ими", "ая", "ой", "ую", "ое", "ый", "ым", "ые", "ых", "ыми")  # fmt: skip

# Adjectives that say nothing of the currency; others do not either when they end like the second row (`миллион
# бюджетных тенге`), unless they can be of a country.
OTHER_ADJECTIVE_ENDINGS = ("ых", "их")
COUNTRY_ENDINGS = ("ских", "цких")
NEUTRAL_ADJECTIVES = ("казахстанск", "казахск", "нов", "национальн", "отечественн", "нынешн", "сегодняшн")


class Noun(NamedTuple):
    """A currency noun: endings of its stem, further forms, and the code by country.

    "" is the code without a country, None when the noun alone does not say which (crowns, dinars). Countries
    are stems of the adjective.
    """

    endings: tuple[str, ...]
    codes: dict[str, str | None]
    more: str = ""

    def forms(self, stem: str) -> list[str]:
        return [stem + ending for ending in self.endings] + self.more.split()


class Subunit(NamedTuple):
    """A hundredth of a currency; `of` are the currencies it can be a hundredth of, the usual one first."""

    endings: tuple[str, ...]
    of: tuple[str, ...]
    more: str = ""

    def forms(self, stem: str) -> list[str]:
        return [stem + ending for ending in self.endings] + self.more.split()


NOUNS: dict[str, Noun] = {
    "тенге": Noun(INDECLINABLE, {"": "KZT"}, "теңге теньге тенгей тенгеге теңгеге"),
    "доллар": Noun(MASCULINE, {"": "USD", "американск": "USD", "канадск": "CAD", "австралийск": "AUD", "новозеландск": "NZD", "гонконгск": "HKD", "сингапурск": "SGD", "тайваньск": "TWD", "ямайск": "JMD", "барбадосск": "BBD", "намибийск": "NAD", "зимбабвийск": "ZWL", "фиджийск": "FJD", "бермудск": "BMD", "брунейск": "BND", "багамск": "BSD", "белизск": "BZD", "гайанск": "GYD", "суринамск": "SRD", "либерийск": "LRD"}, "доллларов доларов долара баксов бакса"),
    "рубл": Noun(SOFT_MASCULINE, {"": "RUB", "российск": "RUB", "белорусск": "BYN", "приднестровск": None, "советск": "SUR"}, "рубле рублеи"),
    "евро": Noun(INDECLINABLE, {"": "EUR"}),
    "фунт": Noun(MASCULINE, {"": "GBP", "британск": "GBP", "английск": "GBP", "египетск": "EGP", "ливанск": "LBP", "сирийск": "SYP", "суданск": "SDG", "южносуданск": "SSP"}),
    "юан": Noun(SOFT_MASCULINE, {"": "CNY", "китайск": "CNY"}, "юан"),
    "иен": Noun(FEMININE, {"": "JPY", "японск": "JPY"}),
    "йен": Noun(FEMININE, {"": "JPY", "японск": "JPY"}),
    "вон": Noun(FEMININE, {"": "KRW", "южнокорейск": "KRW", "корейск": "KRW", "северокорейск": "KPW"}),
    "сом": Noun(MASCULINE, {"": "KGS", "киргизск": "KGS", "кыргызск": "KGS", "кыргызстанск": "KGS", "узбекск": "UZS"}),
    "сум": Noun(MASCULINE, {"": "UZS", "узбекск": "UZS", "узбекистанск": "UZS"}),
    "сомони": Noun(INDECLINABLE, {"": "TJS", "таджикск": "TJS"}),
    "манат": Noun(MASCULINE, {"": "AZN", "азербайджанск": "AZN", "туркменск": "TMT", "туркменистанск": "TMT"}),
    "лари": Noun(INDECLINABLE, {"": "GEL", "грузинск": "GEL"}),
    "драм": Noun(MASCULINE, {"": "AMD", "армянск": "AMD"}),
    "гривн": Noun(FEMININE, {"": "UAH", "украинск": "UAH"}, "гривен гривень гривне гривнами"),
    "лир": Noun(FEMININE, {"": "TRY", "турецк": "TRY", "итальянск": "ITL"}),
    "дирхам": Noun(MASCULINE, {"": "AED", "оаэ": "AED", "эмиратск": "AED", "марокканск": "MAD"}, "дирхем дирхема дирхемов"),
    "рупи": Noun(("я", "и", "ю", "ей", "й", "ям", "ями", "ях"), {"": "INR", "индийск": "INR", "пакистанск": "PKR", "индонезийск": "IDR", "непальск": "NPR", "шриланкийск": "LKR", "ланкийск": "LKR", "маврикийск": "MUR", "сейшельск": "SCR"}),
    "франк": Noun(MASCULINE, {"": "CHF", "швейцарск": "CHF", "французск": "FRF", "бельгийск": "BEF", "конголезск": "CDF", "бурундийск": "BIF", "гвинейск": "GNF", "коморск": "KMF"}),
    "крон": Noun(FEMININE, {"": None, "шведск": "SEK", "норвежск": "NOK", "датск": "DKK", "чешск": "CZK", "исландск": "ISK", "эстонск": "EEK", "словацк": "SKK"}),
    "злот": Noun(("ый", "ого", "ому", "ым", "ом", "ые", "ых", "ыми"), {"": "PLN", "польск": "PLN"}),
    "форинт": Noun(MASCULINE, {"": "HUF", "венгерск": "HUF"}),
    "ле": Noun(("й", "я", "ю", "ем", "и", "ев", "ям", "ями", "ях"), {"": None, "молдавск": "MDL", "румынск": "RON"}),
    "лев": Noun(MASCULINE, {"": "BGN", "болгарск": "BGN"}),
    "динар": Noun(MASCULINE, {"": None, "сербск": "RSD", "кувейтск": "KWD", "иракск": "IQD", "иорданск": "JOD", "бахрейнск": "BHD", "алжирск": "DZD", "тунисск": "TND", "ливийск": "LYD"}),
    "риал": Noun(MASCULINE, {"": "IRR", "иранск": "IRR", "катарск": "QAR", "саудовск": "SAR", "оманск": "OMR", "йеменск": "YER"}),
    "риял": Noun(MASCULINE, {"": "SAR", "саудовск": "SAR", "катарск": "QAR"}),
    "реал": Noun(MASCULINE, {"": "BRL", "бразильск": "BRL"}),
    "песо": Noun(INDECLINABLE, {"": None, "мексиканск": "MXN", "аргентинск": "ARS", "чилийск": "CLP", "колумбийск": "COP", "филиппинск": "PHP", "кубинск": "CUP", "уругвайск": "UYU", "доминиканск": "DOP"}),
    "тугрик": Noun(MASCULINE, {"": "MNT", "монгольск": "MNT"}),
    "афгани": Noun(INDECLINABLE, {"": "AFN", "афганск": "AFN"}),
    "бат": Noun(MASCULINE, {"": "THB", "тайск": "THB", "таиландск": "THB"}),
    "донг": Noun(MASCULINE, {"": "VND", "вьетнамск": "VND"}),
    "ринггит": Noun(MASCULINE, {"": "MYR", "малайзийск": "MYR"}),
    "шекел": Noun(SOFT_MASCULINE, {"": "ILS", "израильск": "ILS"}),
    "рэнд": Noun(MASCULINE, {"": "ZAR", "южноафриканск": "ZAR"}, "ранд ранда рандов"),
    "найр": Noun(FEMININE, {"": "NGN", "нигерийск": "NGN"}),
    "шиллинг": Noun(MASCULINE, {"": None, "кенийск": "KES", "угандийск": "UGX", "танзанийск": "TZS", "сомалийск": "SOS"}),
    "боливар": Noun(MASCULINE, {"": "VES", "венесуэльск": "VES"}),
    "марк": Noun(("а", "и", "е", "у", "ой", "ам", "ами", "ах"), {"": None, "немецк": "DEM", "финск": "FIM", "конвертируем": "BAM"}, "марок"),
    "лек": Noun(MASCULINE, {"": None, "албанск": "ALL"}),
    "денар": Noun(MASCULINE, {"": "MKD", "македонск": "MKD"}),
    "быр": Noun(MASCULINE, {"": "ETB", "эфиопск": "ETB"}),
    "риел": Noun(SOFT_MASCULINE, {"": "KHR", "камбоджийск": "KHR"}),
    "кип": Noun(MASCULINE, {"": None, "лаосск": "LAK"}),
    "кьят": Noun(MASCULINE, {"": "MMK", "мьянманск": "MMK"}),
    "эскудо": Noun(INDECLINABLE, {"": None, "португальск": "PTE"}),
    "гуарани": Noun(INDECLINABLE, {"": "PYG", "парагвайск": "PYG"}),
    "седи": Noun(INDECLINABLE, {"": "GHS", "ганск": "GHS"}),
    "квач": Noun(("а", "и", "е", "у", "ей", "", "ам", "ами", "ах"), {"": None, "замбийск": "ZMW", "малавийск": "MWK"}),
    "кванз": Noun(FEMININE, {"": "AOA", "ангольск": "AOA"}),
    "боливиано": Noun(INDECLINABLE, {"": "BOB", "боливийск": "BOB"}),
    "биткоин": Noun(MASCULINE, {"": "XBT"}, "биткойн биткойна биткойнов"),
}  # fmt: skip

# Words that may follow the noun and belong to it, with the country they say ("" says nothing new).
TAILS: dict[str, dict[str, str | None]] = {
    "доллар": {"сша": "", "америки": "", "канады": "канадск", "австралии": "австралийск", "гонконга": "гонконгск", "сингапура": "сингапурск", "фиджи": "фиджийск", "намибии": "намибийск", "кша": None},
    "фунт": {"стерлингов": "", "стерлинга": "", "стерлинг": "", "стерлингам": "", "египта": "египетск"},
    "дирхам": {"оаэ": "", "эмиратов": ""},
    "рубл": {"россии": "", "рф": "", "ссср": "советск", "беларуси": "белорусск", "белоруссии": "белорусск"},
    "крон": {"швеции": "шведск", "норвегии": "норвежск", "дании": "датск", "чехии": "чешск"},
    "вон": {"кореи": ""},
    "франк": {"кфа": None, "руанды": None, "джибути": None},
    "юан": {"китая": "", "кнр": ""},
    "риял": {"саудовской аравии": ""},
}  # fmt: skip

# Abbreviations: a dot may follow and belongs to them.
ABBREVIATIONS = {
    "тг": "KZT",
    "тнг": "KZT",
    "тенг": "KZT",
    "руб": "RUB",
    "рубл": "RUB",
    "р": "RUB",
    "долл": "USD",
    "дол": "USD",
    "грн": "UAH",
    "евр": "EUR",
    "kzt": "KZT",
    "usd": "USD",
    "eur": "EUR",
    "rub": "RUB",
    "rur": "RUB",
    "gbp": "GBP",
    "cny": "CNY",
    "jpy": "JPY",
    "chf": "CHF",
    "kgs": "KGS",
    "uzs": "UZS",
    "uah": "UAH",
    "byn": "BYN",
    "aed": "AED",
    "try": "TRY",
    "pln": "PLN",
    "azn": "AZN",
    "gel": "GEL",
    "amd": "AMD",
    "tjs": "TJS",
    "tmt": "TMT",
    "cad": "CAD",
    "aud": "AUD",
    "hkd": "HKD",
    "inr": "INR",
    "krw": "KRW",
    "sek": "SEK",
    "nok": "NOK",
    "sdr": "XDR",
    "сдр": "XDR",
    "спз": "XDR",
    "xbt": "XBT",
    "btc": "XBT",
    "мрп": "MRP",
    "мзп": "MZP",
    "мрот": "MROT",
}

# Signs, before or after the number.
SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₸": "KZT",
    "₽": "RUB",
    "¥": "JPY",
    "₴": "UAH",
    "₺": "TRY",
    "₩": "KRW",
    "₹": "INR",
    "₪": "ILS",
    "₫": "VND",
    "₾": "GEL",
    "₼": "AZN",
    "฿": "THB",
    "₿": "XBT",
}
# A sign with the letters that say whose it is.
LETTERED_SIGNS = {"us$": "USD", "hk$": "HKD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "s$": "SGD", "nz$": "NZD", "nt$": "TWD", "r$": "BRL"}  # fmt: skip
# Signs that are also letters: only glued to the number and with a scale or thousands after it.
LETTER_SIGNS = {"т": "KZT", "t": "KZT"}

SUBUNITS: dict[str, Subunit] = {
    "копе": Subunit(("йка", "йки", "йке", "йку", "йкой", "ек", "йкам", "йками", "йках"), ("RUB", "BYN", "UAH"), "коп"),
    "тиын": Subunit(MASCULINE, ("KZT", "KGS", "UZS"), "тиин тиына тиинов тын"),
    "цент": Subunit(MASCULINE, ("USD", "EUR", "CAD", "AUD", "HKD", "SGD", "NZD")),
    "евроцент": Subunit(MASCULINE, ("EUR",)),
    "пенс": Subunit(MASCULINE, ("GBP",), "пенни"),
    "тыйын": Subunit(MASCULINE, ("KGS",)),
    "пфенниг": Subunit(MASCULINE, ("DEM",)),
}  # fmt: skip

# Index units spelled out, as the words they begin with.
INDEX_PHRASES: dict[str, tuple[str, ...]] = {
    "MRP": ("месячн расчетн показател", "минимальн расчетн показател"),
    "MZP": ("минимальн заработн плат", "минимальн зарплат", "минимальн размер заработн плат"),
    "MROT": ("минимальн размер оплат труд",),
}


class Doubt(NamedTuple):
    """What a currency noun also means, stems in the article that speak for the currency, and near it against."""

    other: str
    evidence: tuple[str, ...]
    against: tuple[str, ...] = ()


# Nouns that are also something else. With a scale, or where the article speaks of the currency, they are money.
DOUBTFUL = {
    "фунт": Doubt(
        "a weight",
        ("стерлинг", "британ", "англи", "лондон", "£", "египет", "ливан"),
        ("унци", "весит", "весил", "весом", "массой", "вес "),
    ),
    "драм": Doubt("a play", ("армени", "армянск", "ереван"), ("снял", "сыгра", "постав")),
}

# Words of an article that say whose crown, dinar or peso is meant, as stems.
EVIDENCE = {
    "крон": {"швед": "SEK", "швец": "SEK", "норве": "NOK", "датск": "DKK", "дании": "DKK", "данию": "DKK", "датчан": "DKK", "чехи": "CZK", "чешск": "CZK", "исланд": "ISK"},
    "динар": {"серб": "RSD", "кувейт": "KWD", "ирак": "IQD", "иордан": "JOD", "алжир": "DZD", "тунис": "TND"},
    "песо": {"мексик": "MXN", "аргентин": "ARS", "чили ": "CLP", "чилийск": "CLP", "колумби": "COP", "филиппин": "PHP", "кубинск": "CUP", "на кубе": "CUP"},
    "ле": {"молдав": "MDL", "молдов": "MDL", "румын": "RON"},
    "шиллинг": {"кени": "KES", "уганд": "UGX", "танзани": "TZS"},
    "манат": {"туркмен": "TMT", "азербайджан": "AZN", "баку": "AZN"},
    "риал": {"иран": "IRR", "катар": "QAR", "саудов": "SAR", "оман": "OMR"},
}  # fmt: skip

# Units that a lost space can tie to the word behind them (`448,56 тенгеза доллар`), and those words.
GLUING = ("тенге", "долларов", "рублей", "евро", "процентов", "процента")
GLUED = frozenset("за на в и по с от до из не но а или при для к сша".split())
