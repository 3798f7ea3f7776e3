"""Currencies as Russian news writes them: nouns with their forms, countries, signs and codes. Words only.

Everything is lower case with `е` for `ё`. Codes are ISO 4217; MRP, MZP and MROT are index units.
"""

# Endings by declension class, the nominative singular first.
MASCULINE = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
FEMININE = ("а", "ы", "е", "у", "ой", "ою", "", "ам", "ами", "ах")
INDECLINABLE = ("",)
SOFT_MASCULINE = ("ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях")

# Stem, endings, forms beside them, and the code by country: "" is the code without a country, None when the
# noun alone does not say which (crowns, dinars). Countries are stems of the adjective or a name after the noun.
NOUNS: dict[str, dict[str, object]] = {
    "тенге": {"endings": INDECLINABLE, "more": "теңге теньге тенгей тенгеге теңгеге", "codes": {"": "KZT"}},
    "доллар": {
        "endings": MASCULINE,
        "more": "доллларов доларов долара баксов бакса",
        "codes": {
            "": "USD",
            "американск": "USD",
            "канадск": "CAD",
            "австралийск": "AUD",
            "новозеландск": "NZD",
            "гонконгск": "HKD",
            "сингапурск": "SGD",
            "тайваньск": "TWD",
            "ямайск": "JMD",
            "барбадосск": "BBD",
            "намибийск": "NAD",
            "зимбабвийск": "ZWL",
            "фиджийск": "FJD",
            "либерийск": "LRD",
        },
    },
    "рубл": {
        "endings": SOFT_MASCULINE,
        "more": "рубле рублеи",
        "codes": {"": "RUB", "российск": "RUB", "белорусск": "BYN", "приднестровск": None, "советск": "SUR"},
    },
    "евро": {"endings": INDECLINABLE, "more": "", "codes": {"": "EUR"}},
    "фунт": {
        "endings": MASCULINE,
        "more": "",
        "codes": {
            "": "GBP",
            "британск": "GBP",
            "английск": "GBP",
            "египетск": "EGP",
            "ливанск": "LBP",
            "сирийск": "SYP",
            "суданск": "SDG",
            "южносуданск": "SSP",
        },
    },
    "юан": {"endings": SOFT_MASCULINE, "more": "юан", "codes": {"": "CNY", "китайск": "CNY"}},
    "иен": {"endings": FEMININE, "more": "", "codes": {"": "JPY", "японск": "JPY"}},
    "йен": {"endings": FEMININE, "more": "", "codes": {"": "JPY", "японск": "JPY"}},
    "вон": {"endings": FEMININE, "more": "", "codes": {"": "KRW", "южнокорейск": "KRW", "корейск": "KRW", "северокорейск": "KPW"}},
    "сом": {"endings": MASCULINE, "more": "", "codes": {"": "KGS", "киргизск": "KGS", "кыргызск": "KGS", "кыргызстанск": "KGS", "узбекск": "UZS"}},
    "сум": {"endings": MASCULINE, "more": "", "codes": {"": "UZS", "узбекск": "UZS", "узбекистанск": "UZS"}},
    "сомони": {"endings": INDECLINABLE, "more": "", "codes": {"": "TJS", "таджикск": "TJS"}},
    "манат": {"endings": MASCULINE, "more": "", "codes": {"": "AZN", "азербайджанск": "AZN", "туркменск": "TMT", "туркменистанск": "TMT"}},
    "лари": {"endings": INDECLINABLE, "more": "", "codes": {"": "GEL", "грузинск": "GEL"}},
    "драм": {"endings": MASCULINE, "more": "", "codes": {"": "AMD", "армянск": "AMD"}},
    "гривн": {"endings": FEMININE, "more": "гривен гривень гривне гривнами", "codes": {"": "UAH", "украинск": "UAH"}},
    "лир": {"endings": FEMININE, "more": "", "codes": {"": "TRY", "турецк": "TRY", "итальянск": "ITL"}},
    "дирхам": {"endings": MASCULINE, "more": "дирхем дирхема дирхемов", "codes": {"": "AED", "оаэ": "AED", "эмиратск": "AED", "марокканск": "MAD"}},
    "рупи": {"endings": ("я", "и", "ю", "ей", "й", "ям", "ями", "ях"), "more": "", "codes": {"": "INR", "индийск": "INR", "пакистанск": "PKR", "индонезийск": "IDR", "непальск": "NPR", "шриланкийск": "LKR", "ланкийск": "LKR", "маврикийск": "MUR", "сейшельск": "SCR"}},
    "франк": {"endings": MASCULINE, "more": "", "codes": {"": "CHF", "швейцарск": "CHF", "французск": "FRF", "бельгийск": "BEF", "конголезск": "CDF"}},
    "крон": {"endings": FEMININE, "more": "", "codes": {"": None, "шведск": "SEK", "норвежск": "NOK", "датск": "DKK", "чешск": "CZK", "исландск": "ISK", "эстонск": "EEK", "словацк": "SKK"}},
    "злот": {"endings": ("ый", "ого", "ому", "ым", "ом", "ые", "ых", "ыми"), "more": "", "codes": {"": "PLN", "польск": "PLN"}},
    "форинт": {"endings": MASCULINE, "more": "", "codes": {"": "HUF", "венгерск": "HUF"}},
    "ле": {"endings": ("й", "я", "ю", "ем", "и", "ев", "ям", "ями", "ях"), "more": "", "codes": {"": None, "молдавск": "MDL", "румынск": "RON"}},
    "лев": {"endings": MASCULINE, "more": "", "codes": {"": "BGN", "болгарск": "BGN"}},
    "динар": {"endings": MASCULINE, "more": "", "codes": {"": None, "сербск": "RSD", "кувейтск": "KWD", "иракск": "IQD", "иорданск": "JOD", "бахрейнск": "BHD", "алжирск": "DZD", "тунисск": "TND", "ливийск": "LYD"}},
    "риал": {"endings": MASCULINE, "more": "", "codes": {"": "IRR", "иранск": "IRR", "катарск": "QAR", "саудовск": "SAR", "оманск": "OMR", "йеменск": "YER"}},
    "риял": {"endings": MASCULINE, "more": "", "codes": {"": "SAR", "саудовск": "SAR", "катарск": "QAR"}},
    "реал": {"endings": MASCULINE, "more": "", "codes": {"": "BRL", "бразильск": "BRL"}},
    "песо": {"endings": INDECLINABLE, "more": "", "codes": {"": None, "мексиканск": "MXN", "аргентинск": "ARS", "чилийск": "CLP", "колумбийск": "COP", "филиппинск": "PHP", "кубинск": "CUP", "уругвайск": "UYU"}},
    "тугрик": {"endings": MASCULINE, "more": "", "codes": {"": "MNT", "монгольск": "MNT"}},
    "афгани": {"endings": INDECLINABLE, "more": "", "codes": {"": "AFN", "афганск": "AFN"}},
    "бат": {"endings": MASCULINE, "more": "", "codes": {"": "THB", "тайск": "THB", "таиландск": "THB"}},
    "донг": {"endings": MASCULINE, "more": "", "codes": {"": "VND", "вьетнамск": "VND"}},
    "ринггит": {"endings": MASCULINE, "more": "", "codes": {"": "MYR", "малайзийск": "MYR"}},
    "шекел": {"endings": SOFT_MASCULINE, "more": "", "codes": {"": "ILS", "израильск": "ILS"}},
    "рэнд": {"endings": MASCULINE, "more": "ранд ранда рандов", "codes": {"": "ZAR", "южноафриканск": "ZAR"}},
    "найр": {"endings": FEMININE, "more": "", "codes": {"": "NGN", "нигерийск": "NGN"}},
    "шиллинг": {"endings": MASCULINE, "more": "", "codes": {"": None, "кенийск": "KES", "угандийск": "UGX", "танзанийск": "TZS", "сомалийск": "SOS"}},
    "боливар": {"endings": MASCULINE, "more": "", "codes": {"": "VES", "венесуэльск": "VES"}},
    "лат": {"endings": MASCULINE, "more": "", "codes": {"": "LVL", "латвийск": "LVL"}},
    "лит": {"endings": MASCULINE, "more": "", "codes": {"": "LTL", "литовск": "LTL"}},
    "биткоин": {"endings": MASCULINE, "more": "биткойн биткойна биткойнов", "codes": {"": "XBT"}},
}  # fmt: skip

# Words that may follow the noun and belong to it, with the country they say ("" says nothing new).
TAILS = {
    "доллар": {"сша": "", "америки": "", "канады": "канадск", "австралии": "австралийск", "гонконга": "гонконгск", "сингапура": "сингапурск", "кша": None},
    "фунт": {"стерлингов": "", "стерлинга": "", "стерлинг": "", "стерлингам": "", "египта": "египетск"},
    "дирхам": {"оаэ": "", "эмиратов": ""},
    "рубл": {"россии": "", "рф": "", "беларуси": "белорусск", "белоруссии": "белорусск"},
    "крон": {"швеции": "шведск", "норвегии": "норвежск", "дании": "датск", "чехии": "чешск"},
    "вон": {"кореи": ""},
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

# A hundredth of a currency: stem, endings, further forms, the unit's code.
SUBUNITS: dict[str, dict[str, object]] = {
    "копе": {"endings": ("йка", "йки", "йке", "йку", "йкой", "ек", "йкам", "йками", "йках"), "more": "коп", "code": "RUB"},
    "тиын": {"endings": MASCULINE, "more": "тиин тиына тын тиинов", "code": "KZT"},
    "цент": {"endings": MASCULINE, "more": "", "code": "USD"},
    "евроцент": {"endings": MASCULINE, "more": "", "code": "EUR"},
    "пенс": {"endings": MASCULINE, "more": "пенни пенсов", "code": "GBP"},
    "тыйын": {"endings": MASCULINE, "more": "", "code": "KGS"},
}  # fmt: skip
# The same subunit of another currency.
SUBUNIT_OF = {"копе": ("RUB", "BYN", "UAH"), "цент": ("USD", "EUR", "CAD", "AUD", "HKD", "SGD"), "тиын": ("KZT", "KGS", "UZS")}  # fmt: skip

# Index units spelled out, as the words they begin with.
INDEX_PHRASES = {
    "MRP": ("месячн расчетн показател", "минимальн расчетн показател"),
    "MZP": ("минимальн заработн плат", "минимальн зарплат", "минимальн размер заработн плат"),
    "MROT": ("минимальн размер оплат труд",),
}
