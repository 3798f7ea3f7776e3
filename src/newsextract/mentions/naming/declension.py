"""Forms of names undone: every nominative that a written form can come from, with gender and case.

Russian grammar of names, no words: which paradigms exist, not who bears them. A form has several readings
(`Абаева` is the genitive of Абаев and the nominative of Абаева); the phrase and the article choose.
"""

from __future__ import annotations

from typing import Literal

from newsextract.values import Value

Sex = Literal["m", "f"]

# Cases are bits, so that agreement of two words is one `&`.
NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, PREPOSITIONAL = (1 << n for n in range(6))
ANY_CASE = (1 << 6) - 1
CASES = {
    "nomn": NOMINATIVE,
    "gent": GENITIVE,
    "datv": DATIVE,
    "accs": ACCUSATIVE,
    "ablt": INSTRUMENTAL,
    "loct": PREPOSITIONAL,
}  # by the grammemes of OpenCorpora
VOWELS = "аеёиоуыэюяәіөұү"
_INSTRUMENTAL_ENDINGS = ("ом", "ем", "ём", "ым")
_HUSHING = "жшчщц"
_SOFT_SPELLING = "гкхжшчщқғ"


class Form(Value, frozen=True):
    """One reading of a written form: its nominative, whose name it is, the cases it can stand in.

    `weight` grows with what is known of it: 1 for grammar alone, more for dictionaries and tables.
    """

    nominative: str
    sex: Sex
    cases: int
    plural: bool = False
    weight: int = 1


class _Ending(Value, frozen=True):
    ending: str
    nominative: str
    sex: Sex
    cases: int
    plural: bool = False


def _table(*rows: tuple[str, str, Sex, int]) -> tuple[_Ending, ...]:
    return tuple(_Ending(*row) for row in rows)


def _possessive(stem: str) -> tuple[_Ending, ...]:
    """Surnames that decline like possessive adjectives: Абаев, Абаева, Абаевым; Ильин, Ильиной."""
    feminine = stem + "а"
    plural = NOMINATIVE, GENITIVE | ACCUSATIVE | PREPOSITIONAL, DATIVE, INSTRUMENTAL
    return (
        *_table(
            (stem, stem, "m", NOMINATIVE),
            (stem + "а", stem, "m", GENITIVE | ACCUSATIVE),
            (stem + "у", stem, "m", DATIVE),
            (stem + "ым", stem, "m", INSTRUMENTAL),
            (stem + "ом", stem, "m", INSTRUMENTAL),
            (stem + "е", stem, "m", PREPOSITIONAL),
            (stem + "а", feminine, "f", NOMINATIVE),
            (stem + "ой", feminine, "f", GENITIVE | DATIVE | INSTRUMENTAL | PREPOSITIONAL),
            (stem + "ою", feminine, "f", INSTRUMENTAL),
            (stem + "у", feminine, "f", ACCUSATIVE),
        ),
        *(
            _Ending(stem + ending, stem, "m", cases, plural=True)
            for ending, cases in zip(("ы", "ых", "ым", "ыми"), plural, strict=True)
        ),
    )


def _adjectival(stem: str, ending: str) -> tuple[_Ending, ...]:
    """Surnames that are adjectives in form: Ясинский, Ясинского, Ясинская, Ясинской; Толстой, Белый."""
    soft = stem[-1:] in "гкх" or ending == "ий"
    instrumental = "им" if soft else "ым"
    masculine, feminine = stem + ending, stem + "ая"
    return _table(
        (masculine, masculine, "m", NOMINATIVE),
        (stem + "ого", masculine, "m", GENITIVE | ACCUSATIVE),
        (stem + "ому", masculine, "m", DATIVE),
        (stem + instrumental, masculine, "m", INSTRUMENTAL),
        (stem + "ом", masculine, "m", PREPOSITIONAL),
        (stem + "ая", feminine, "f", NOMINATIVE),
        (stem + "ой", feminine, "f", GENITIVE | DATIVE | INSTRUMENTAL | PREPOSITIONAL),
        (stem + "ую", feminine, "f", ACCUSATIVE),
    )


def _soft_adjectival(stem: str) -> tuple[_Ending, ...]:
    """Adjectives and participles with a soft ending: Непомнящий, Непомнящего, Непомнящая; Зимний, Зимняя."""
    masculine, feminine = stem + "ий", stem + ("яя" if stem == "н" else "ая")
    return _table(
        (masculine, masculine, "m", NOMINATIVE),
        (stem + "его", masculine, "m", GENITIVE | ACCUSATIVE),
        (stem + "ему", masculine, "m", DATIVE),
        (stem + "им", masculine, "m", INSTRUMENTAL),
        (stem + "ем", masculine, "m", PREPOSITIONAL),
        (feminine, feminine, "f", NOMINATIVE),
        (stem + "ей", feminine, "f", GENITIVE | DATIVE | INSTRUMENTAL | PREPOSITIONAL),
        (stem + ("юю" if stem == "н" else "ую"), feminine, "f", ACCUSATIVE),
    )


_POSSESSIVE = tuple(row for stem in ("ов", "ев", "ёв", "ин", "ын") for row in _possessive(stem))
_ADJECTIVAL = (*_adjectival("ск", "ий"), *_adjectival("цк", "ий"), *_adjectival("ск", "ой"))
_COLOUR = (
    *(
        row
        for stem in "бвгдзклмнпрстх"
        for ending in ("ий" if stem in "гкх" else "ый", "ой")
        for row in _adjectival(stem, ending)
    ),
    *(row for stem in ("щ", "ш", "ч", "ж", "н") for row in _soft_adjectival(stem)),
)

_HARD_MASCULINE = _table(
    ("а", "", "m", GENITIVE | ACCUSATIVE),
    ("у", "", "m", DATIVE),
    ("ом", "", "m", INSTRUMENTAL),
    ("е", "", "m", PREPOSITIONAL),
)
_SOFT_MASCULINE = _table(
    ("я", "", "m", GENITIVE | ACCUSATIVE),
    ("ю", "", "m", DATIVE),
    ("ем", "", "m", INSTRUMENTAL),
    ("ём", "", "m", INSTRUMENTAL),
    ("е", "", "m", PREPOSITIONAL),
)


def possessive_surname(word: str) -> list[Form]:
    """Readings as a surname in -ов, -ев, -ин, -ын.

    >>> [(form.nominative, form.sex) for form in possessive_surname("Абаевой")]
    [('Абаева', 'f')]
    """
    return _undone(word, _POSSESSIVE)


def adjectival_surname(word: str) -> list[Form]:
    """Readings as a surname in -ский, -цкий, -ской.

    >>> [form.nominative for form in adjectival_surname("Ясинскому")]
    ['Ясинский', 'Ясинской']
    """
    return _undone(word, _ADJECTIVAL)


def colour_surname(word: str) -> list[Form]:
    """Readings as a surname that looks like any adjective: Белый, Толстого, Долгорукому."""
    return _undone(word, _COLOUR)


def _undone(word: str, endings: tuple[_Ending, ...]) -> list[Form]:
    lower = word.lower()
    forms = []
    for row in endings:
        if lower.endswith(row.ending) and len(word) > len(row.ending) + 1:
            stem = word[: len(word) - len(row.ending)]
            forms.append(Form(stem + row.nominative, row.sex, row.cases, row.plural))
    return forms


def noun_forms(word: str) -> list[Form]:
    """Readings as a noun or an indeclinable: given names and all surnames without a Russian ending.

    >>> sorted({form.nominative for form in noun_forms("Болата")})
    ['Болат', 'Болата']
    >>> sorted({form.nominative for form in noun_forms("Оспаныкова")})
    ['Оспаныков', 'Оспаныкова']
    """
    lower = word.lower()
    last = lower[-1]
    forms: list[Form] = []
    if len(lower) < 2:
        return forms
    _add_base(word, last, forms)
    _add_masculine(word, lower, forms)
    _add_in_a(word, lower, forms)
    return forms


def _add_base(word: str, last: str, forms: list[Form]) -> None:
    """The written form is itself the nominative; one in -ы, -е, -у seldom is."""
    if last in "ая":
        forms += (Form(word, "f", NOMINATIVE), Form(word, "m", NOMINATIVE))
        if last == "а" and word[-2:-1].lower() in VOWELS:  # Гаймуа: often without declension
            forms += (Form(word, "f", ANY_CASE, weight=0), Form(word, "m", ANY_CASE, weight=0))
    elif last in VOWELS:
        weight = 0 if last in "ыеую" or word.lower().endswith(("ого", "ому", "его", "ему")) else 1
        forms += (Form(word, "m", ANY_CASE, weight=weight), Form(word, "f", ANY_CASE, weight=weight))
    else:
        weight = 0 if word.lower().endswith(_INSTRUMENTAL_ENDINGS) else 1
        forms += (Form(word, "m", NOMINATIVE, weight=weight), Form(word, "f", ANY_CASE, weight=0))


def _add_masculine(word: str, lower: str, forms: list[Form]) -> None:
    """Болат, Болата; Абай, Абая; Игорь, Игоря."""
    for row in _HARD_MASCULINE:
        stem = lower[: len(lower) - len(row.ending)]
        if lower.endswith(row.ending) and len(stem) > 1 and stem[-1] not in VOWELS + "ьйъ":
            forms.append(Form(word[: len(stem)], "m", row.cases))
    if lower[-1] in "ыи" and lower[-2] not in VOWELS + "ь" and len(lower) > 4:
        forms.append(Form(word[:-1], "m", NOMINATIVE, plural=True, weight=0))
    if lower.endswith("ем") and lower[-3:-2] in _HUSHING:
        forms.append(Form(word[:-2], "m", INSTRUMENTAL))
    if lower.endswith("ца") and len(lower) > 4 and lower[-3] not in VOWELS:
        forms.append(Form(word[:-2] + "ец", "m", GENITIVE | ACCUSATIVE))
    for row in _SOFT_MASCULINE:
        stem = lower[: len(lower) - len(row.ending)]
        if lower.endswith(row.ending) and len(stem) > 1 and stem[-1] != "ь":
            final = "й" if stem[-1] in VOWELS else "ь"
            weight = 0 if stem[-1] == "и" else 1  # Жвания is a man's nominative more often
            forms.append(Form(word[: len(stem)] + final, "m", row.cases, weight=weight))
    if lower.endswith("ии"):
        forms.append(Form(word[:-1] + "й", "m", PREPOSITIONAL))


def _add_in_a(word: str, lower: str, forms: list[Form]) -> None:
    """Айна, Айны; Мария, Марии; Айгуль, Айгули. Men bear such names too: Никита, Обама."""
    stem = word[:-1]
    before = lower[-2:-1]
    if before in VOWELS:
        soft = {"и": GENITIVE | (DATIVE | PREPOSITIONAL if before == "и" else 0), "ю": ACCUSATIVE}
        soft["е"] = DATIVE | PREPOSITIONAL
        _add_both(stem + "я", soft.get(lower[-1]), forms)
    else:
        hard = {"у": ACCUSATIVE, "е": DATIVE | PREPOSITIONAL}
        hard["и" if before in _SOFT_SPELLING else "ы"] = GENITIVE
        _add_both(stem + "а", hard.get(lower[-1]), forms)
        soft = {"и": GENITIVE, "ю": ACCUSATIVE, "е": DATIVE | PREPOSITIONAL}
        if before not in _SOFT_SPELLING:
            _add_both(stem + "я", soft.get(lower[-1]), forms)
            if lower[-1] == "и":
                forms.append(Form(stem + "ь", "f", GENITIVE | DATIVE | PREPOSITIONAL, weight=0))
    ending = lower[-2:]
    if ending == "ой":
        _add_both(word[:-2] + "а", INSTRUMENTAL, forms)
    elif ending == "ей":
        _add_both(word[:-2] + ("а" if lower[-3:-2] in _HUSHING else "я"), INSTRUMENTAL, forms)
    elif ending == "ью" and len(word) > 3:
        forms.append(Form(word[:-1], "f", INSTRUMENTAL))


def _add_both(nominative: str, cases: int | None, forms: list[Form]) -> None:
    if cases:
        weight = 0 if nominative.endswith("я") and cases & GENITIVE and nominative[-2:-1] not in VOWELS else 1
        forms += (Form(nominative, "f", cases, weight=weight), Form(nominative, "m", cases, weight=weight))
