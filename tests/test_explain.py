"""Every candidate is accounted for: by the rule that read it, or by why it was refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsextract.explain import accounts, explain

READ = [
    ("4,6 млрд тенге", "money 4 600 000 000 KZT, exact", "digits"),
    ("[5-10 млн тенге] за литр", "money 5 000 000–10 000 000 KZT per литр, range", "range_dash"),
    ("не менее [10%]", "percent 10, at_least", "digits"),
    ("от [5 до 7 процентов]", "percent 5–7, range", "range_from_to"),
    ("выросло [вдвое]", "multiple 2, exact, up", "multiple"),
]

REFUSED = [
    ("за 20 тысяч мест", "20 тысяч", "it counts what is written beside it"),
    ("Всего 20 тысяч.", "20 тысяч", "no sum it could follow"),
    (
        "3 млн тенге и $7 млн, затем 5 млн",
        "5 млн",
        "the sums around it are in several currencies",
    ),
    ("штраф 50 МРП, затем 3 тысячи", "3 тысячи", "index units are not understood"),
    ("10 крон", "10 крон", "the currency's name alone does not say which country's it is"),
    (
        "весит 8 фунтов",
        "8 фунтов",
        "the word can also be a weight, and the article does not speak of the currency",
    ),
    ("на ТЭЦ-2", "2", "the digits are part of a name"),
    ("занял 2-е место", "2-е", "an ordinal counts nothing"),
    ("сказал 5 раз", "5 раз", "it counts occasions, and multiplies nothing"),
    ("7 школ", "7", "a number with no currency, percent or `раз` beside it"),
    ("миллионы тенге", "тенге", "no number stands before it"),
]


@pytest.mark.parametrize(("marked", "reading", "rule"), READ)
def test_what_was_read(marked: str, reading: str, rule: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    (account,) = (account for account in accounts(text) if not account.refused)
    assert (account.reading, account.rule) == (reading, rule)
    assert f"    {reading}; rule {rule}" in explain(text).splitlines()


@pytest.mark.parametrize(("text", "candidate", "reason"), REFUSED)
def test_what_was_refused(text: str, candidate: str, reason: str) -> None:
    assert (candidate, reason) in [(account.text, account.refused) for account in accounts(text)]
    assert f"    refused: {reason}" in explain(text).splitlines()


def test_a_text_without_candidates_says_so() -> None:
    assert explain("Ясная погода.") == "no number, currency word, quotation or verb of speech in it"


@given(st.text(alphabet="0123456789 .,-–%$€тенгмлрдруб\n", max_size=60) | st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_explained(text: str) -> None:
    found = accounts(text)
    assert all(text[account.start : account.stop] == account.text for account in found)
    assert all(account.refused or account.reading for account in found)
