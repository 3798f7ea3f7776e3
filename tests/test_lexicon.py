"""The word tables: no duplicates, no empty rows, no form with two values, and codes that exist."""

import pytest
from babel import Locale
from babel.numbers import get_currency_name

from newsextract.lexicon import (
    abbreviations,
    currencies,
    currency_names,
    family_names,
    given_names,
    measures,
    not_names,
    numbers,
    organisations,
    places,
    positions,
    qualifiers,
    relations,
    speech,
    surnames,
)
from newsextract.lexicon.ambiguities import AMBIGUITIES, Ambiguity
from newsextract.mentions.cues import speech_verbs
from newsextract.mentions.heads import heads
from newsextract.mentions.money import find_money
from newsextract.mentions.naming.words import LIKELY, name_word
from newsextract.mentions.numbers.number_words import number_words
from newsextract.mentions.numbers.unit_words import unit_words
from newsextract.morphology import parses

INDEX_UNITS = {"MRP", "MZP", "MROT"}
UNLISTED = {"XBT"}  # in general use, but in no list of ISO 4217
CODES = {code for noun in currencies.NOUNS.values() for code in noun.codes.values() if code}

# Names of the maintained list that are not news: historical, or with a year in them.
NOT_READ = {"ZWL", "SUR", "XBT", "LKR"}


def forms(table: dict[int, str]) -> list[str]:
    return [form for row in table.values() for form in row.split()]


@pytest.mark.parametrize(
    "table",
    [numbers.CARDINALS, numbers.COLLECTIVES, measures.MEASURES],
    ids=["cardinal", "collective", "measure"],
)
def test_no_form_has_two_values(table: dict[int, str]) -> None:
    every = forms(table)
    assert len(every) == len(set(every))
    assert all(row.strip() for row in table.values())


def test_tables_are_folded() -> None:
    for word in [*number_words(), *unit_words(), *qualifiers.BEFORE, *qualifiers.AFTER]:
        assert word == word.lower()
        assert "ё" not in word


def test_no_word_is_both_a_number_and_a_unit() -> None:
    assert not set(number_words()) & set(unit_words())


def test_codes_exist() -> None:
    known = set(Locale("ru").currencies) | INDEX_UNITS | UNLISTED
    written = CODES | set(currencies.ABBREVIATIONS.values()) | set(currencies.SIGNS.values())
    written |= {code for subunit in currencies.SUBUNITS.values() for code in subunit.of}
    written |= set(currency_names.NAMES)
    assert written <= known


def test_every_country_of_evidence_is_a_country_of_the_noun() -> None:
    for noun, evidence in currencies.EVIDENCE.items():
        assert set(evidence.values()) <= set(currencies.NOUNS[noun].codes.values())


@pytest.mark.parametrize("code", sorted(CODES - NOT_READ))
@pytest.mark.parametrize("count", [1, 2, 5, 1.5])
def test_names_of_the_unicode_list_are_read(code: str, count: float) -> None:
    name = get_currency_name(code, count=count, locale="ru")
    text = f"{count} {name}".replace(".", ",")
    (money,) = find_money(text)
    assert money.currency == code
    assert text.startswith(money.text)


@pytest.mark.parametrize("row", AMBIGUITIES, ids=lambda row: row.text)
def test_ambiguities(row: Ambiguity) -> None:
    assert tuple(str(money) for money in find_money(row.text)) == row.sums


STEMS: dict[str, tuple[str, ...]] = {
    "exceeding": qualifiers.EXCEEDING,
    "arriving": qualifiers.ARRIVING,
    "source": qualifiers.SOURCE,
    "long heads": measures.LONG_HEADS,
    "noun endings": tuple(ending[::-1] for ending in surnames.NOUN_ENDINGS),
}


@pytest.mark.parametrize("table", STEMS)
def test_no_stem_begins_with_another(table: str) -> None:
    stems = STEMS[table]
    assert [one for one in stems for two in stems if one is not two and one.startswith(two)] == []


@pytest.mark.parametrize("row", [*positions.SYNONYMS, *positions.INTERCHANGEABLE], ids=lambda row: row[0])
def test_no_row_of_positions_has_a_word_twice(row: tuple[str, ...]) -> None:
    assert len(row) == len(set(row))


def test_speech_verbs_stand_once() -> None:
    rows = f"{speech.PERFECTIVE};{speech.IMPERFECTIVE}".split(";")
    lemmas = [row.split()[0] for row in rows if row.strip()]
    assert len(lemmas) == len(set(lemmas))
    assert all(set(row.split()[1]) <= set("diofrn") for row in rows if row.strip())


SPEECH_FORMS = {
    "сказала": ("сказать", "past", False),
    "сообщили": ("сообщить", "past", True),
    "информируют": ("информировать", "present", True),
    "говорится": ("говорить", "impersonal", False),
    "сообщалось": ("сообщать", "impersonal", False),
    "отметив": ("отметить", "gerund", False),
    "поделившись": ("поделиться", "gerund", False),
    "опровергла": ("опровергнуть", "past", False),
    "признает": ("признавать", "present", False),
    "признаёт": ("признавать", "present", False),
    "подчёркивает": ("подчеркивать", "present", False),
    "подчеркивает": ("подчеркивать", "present", False),
    "произнёс": ("произнести", "past", False),
    "произнесла": ("произнести", "past", False),
    "уверены": ("уверенный", "predicative", True),
    "указано": ("указать", "passive", False),
}


@pytest.mark.parametrize(("form", "expected"), SPEECH_FORMS.items())
def test_forms_of_speech_verbs(form: str, expected: tuple[str, str, bool]) -> None:
    verb = speech_verbs()[form]
    assert (verb.lemma, verb.form, verb.plural) == expected


@pytest.mark.parametrize(
    "lemma", ["подтвердить", "прокомментировать", "утверждать", "возмущаться", "комментировать"]
)
def test_past_agrees_with_the_dictionary(lemma: str) -> None:
    known = {form for form, verb in speech_verbs().items() if verb.lemma == lemma and verb.form == "past"}
    expected = {p.word for p in parses(lemma)[0].lexeme if "VERB" in p.tag and "past" in p.tag}
    assert known == expected


NOT_IN_THE_DICTIONARY = {"проанонсировать", "твитнуть", "скомментировать"}


def test_forms_are_words() -> None:
    unknown = {
        form
        for form, verb in speech_verbs().items()
        if verb.form in ("past", "present") and not any("VERB" in p.tag and p.is_known for p in parses(form))
    }
    assert {speech_verbs()[form].lemma for form in unknown} == NOT_IN_THE_DICTIONARY


def test_abbreviations_are_of_one_kind() -> None:
    assert not abbreviations.OPEN & abbreviations.MAYBE


POSITION_LEMMAS = positions.COMMON | positions.MASCULINE | positions.FEMININE.keys() | positions.FEMININE_ONLY


def test_positions_stand_in_one_table() -> None:
    assert not positions.COMMON & positions.MASCULINE
    assert not (positions.COMMON | positions.MASCULINE) & positions.FEMININE.keys()
    assert positions.FEMININE_ONLY.isdisjoint(positions.FEMININE)


def test_positions_are_read_in_the_nominative() -> None:
    assert [lemma for lemma in sorted(POSITION_LEMMAS) if not heads(lemma)] == []


def test_feminine_forms_have_their_masculine() -> None:
    assert set(positions.FEMININE.values()) <= positions.COMMON | positions.MASCULINE


@pytest.mark.parametrize(
    "words",
    [
        positions.OFFICES,
        positions.ANONYMOUS,
        positions.DISTINCT,
        positions.TALK_PARTNERS,
        positions.GOVERN_INSTRUMENTAL,
        frozenset(word for row in positions.INTERCHANGEABLE for word in row),
        frozenset(word for row in positions.SYNONYMS for word in row),
    ],
    ids=["office", "anonymous", "distinct", "talk partner", "instrumental", "interchangeable", "synonym"],
)
def test_words_about_positions_are_positions(words: frozenset[str]) -> None:
    assert [word for word in sorted(words) if not heads(word)] == []


def test_bodies_and_documents_are_apart() -> None:
    assert not organisations.HEADS & organisations.DOCUMENTS
    assert organisations.MESSAGES <= organisations.DOCUMENTS
    assert organisations.VAGUE_DOCUMENTS <= organisations.DOCUMENTS
    assert not organisations.MESSAGES & organisations.VAGUE_DOCUMENTS


def test_words_of_bodies_are_plain() -> None:
    tables = organisations.HEADS | organisations.DOCUMENTS | organisations.SHORT_NAMES | POSITION_LEMMAS
    assert [word for word in sorted(tables) if word != word.lower() or "ё" in word] == []


GIVEN_NAMES = {
    name: value for name, value in vars(given_names).items() if name.endswith(("MASCULINE", "FEMININE"))
}
PLACES = {"KAZAKHSTAN": places.KAZAKHSTAN, "WORLD": places.WORLD}


@pytest.mark.parametrize("table", [*GIVEN_NAMES.values(), *PLACES.values()], ids=[*GIVEN_NAMES, *PLACES])
def test_tables_of_names_have_each_name_once(table: str) -> None:
    words = table.split()
    assert len(words) == len(set(words))
    assert all(word[0].isupper() and word[1:].replace("-", "").isalpha() for word in words)


@pytest.mark.parametrize("sex", ["MASCULINE", "FEMININE"])
def test_every_given_name_is_read_as_one(sex: str) -> None:
    gender = sex[0].lower()
    names = " ".join(table for name, table in GIVEN_NAMES.items() if name.endswith(f"_{sex}")).split()
    assert [name for name in names if not any(form.sex == gender for form in name_word(name).given)] == []
    assert len(names) > 1000


def test_places_are_read_as_places_in_every_case() -> None:
    assert [place for table in PLACES.values() for place in table.split() if not name_word(place).place] == []
    for form in (
        "Шымкента",
        "Шымкенту",
        "Шымкентом",
        "Шымкенте",
        "Караганды",
        "Карагандой",
        "Семее",
        "Риддером",
    ):
        assert name_word(form).place


def test_words_beside_names_stand_in_one_table() -> None:
    beside = [
        not_names.NAMESAKES,
        not_names.AREAS,
        not_names.MEMORIALS,
        not_names.TITLES_OF_OLD,
        relations.RELATIONS,
    ]
    words = [word for table in beside for word in table]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in [*words, *not_names.ORDINARY])


def test_things_are_no_names() -> None:
    ranks = [max(name_word(word).given_rank, name_word(word).surname_rank) for word in not_names.THINGS]
    assert all(rank < LIKELY for rank in ranks)


def test_family_names_that_stand_first() -> None:
    assert all(name_word(name).family_first for name in family_names.EAST_ASIAN)
    assert all(name.istitle() for name in family_names.EAST_ASIAN)


def test_small_words_of_names_are_small() -> None:
    small = [*surnames.PARTICLES, *surnames.SON_WORDS, *surnames.DAUGHTER_WORDS, *surnames.GENERATIONS]
    assert all(word == word.lower() for word in small)
    assert not surnames.SON_WORDS & surnames.DAUGHTER_WORDS
