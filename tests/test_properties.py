"""What holds for any page: spans index the text, cleaning twice changes nothing, only PageError is raised."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from newsextract.pipeline import clean, extract
from newsextract.records import Extraction, Mention, PageError

# Pieces that news is made of, so that generated pages reach the grammars and not only the door.
PIECES = st.sampled_from(
    [
        "Аким области Ержан Сапаров",
        "Сапаров",
        "он",
        "в ведомстве",
        "сказал",
        "сообщили",
        "заявил, что",
        "по словам",
        "говорится в сообщении",
        "передает Tengrinews.kz",
        "от 5 до 10 млн тенге",
        "4,6 млрд",
        "$2–5 млн",
        "полтора миллиона",
        "11,1 процента",
        "в два раза",
        "10 апреля 2024 15:57",
        "Читайте также:",
        "Курс валют",
        "537.77 course up",
        "Алматы 21",
        '"',
        "«",
        "»",
        "“",
        "—",
        " - ",
        ", ",
        ". ",
        ": ",
        "!",
        "\n",
        "\n\n",
        "\u00a0",
        "\u00ad",
        "<p>",
        "</p>",
        "<blockquote>",
        "<div class='content_main_text'>",
        "</div>",
        "<script>",
        "<br>",
        "&nbsp;",
    ]
)
NEWS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map(" ".join)


def mentions(result: Extraction) -> Iterator[Mention]:
    yield from result.money
    yield from result.percents
    yield from result.multiples
    for quote in result.quotes:
        yield from quote.parts
        yield from filter(None, (quote.cue, quote.speaker))
    for person in result.people:
        yield from person.mentions


@given(NEWS)
@settings(max_examples=200, deadline=None)
def test_every_span_indexes_the_text(page: str) -> None:
    try:
        result = extract(page)
    except PageError:
        return
    text = result.article.text
    for mention in mentions(result):
        assert text[mention.start : mention.stop] == mention.text
    for paragraph in result.article.paragraphs:
        assert text[paragraph.start : paragraph.stop].strip()


@given(NEWS)
@settings(max_examples=200, deadline=None)
def test_mentions_come_in_order_and_quotes_hold_their_money(page: str) -> None:
    try:
        result = extract(page, kind="text")
    except PageError:
        return
    assert list(result.money) == sorted(result.money, key=lambda money: money.start)
    assert list(result.quotes) == sorted(result.quotes, key=lambda quote: quote.start)
    for money in result.money:
        if money.quote is not None:
            quote = result.quotes[money.quote]
            assert quote.start <= money.start
            assert money.stop <= quote.stop


@given(NEWS)
@settings(max_examples=200, deadline=None)
def test_cleaning_a_cleaned_article_changes_nothing(page: str) -> None:
    try:
        article = clean(page)
        again = clean(article.text, kind="text", title=article.title)
    except PageError:
        return
    assert again.text == article.text


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_record_or_a_page_error(page: bytes) -> None:
    try:
        text = extract(page).article.text
    except PageError as error:
        text = error.stage
    assert text == text.strip()
