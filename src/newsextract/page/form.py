"""What the form of a line says: headline, sentence, moment, name, copy of another line."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsextract.chars import DASH

LONGEST_HEADLINE = 150
_FINAL = regex.compile(r"[.!?…][\"'»“”)\]]*$")
_NO_HEADLINE_END = regex.compile(r"[.,;:!…–—-][\"'»“”)\]]*$")
_NO_HEADLINE_START = regex.compile(rf"[*•·■●{DASH}]|[a-zа-яё(]|\d+[.)]\s")
_ATTRIBUTION = regex.compile(
    rf"[\"»”“]\s*,?\s*[{DASH}]|\b(?:передает|передаёт|сообщает|сообщил[аи]?|пишет)\b"
)
_SPEAKER_OF_HEADLINE = regex.compile(
    r"(?P<who>[А-ЯЁӘҒҚҢӨҰҮҺІ][^:.!?\"«»]{1,60}):\s(?:[А-ЯЁӘҒҚҢӨҰҮҺІ\"«]|\d)(?=\S*\s\S+\s\S+)"
)
_CONTINUATION = regex.compile(
    r"(?:Также|Кроме того|Кроме этого|Более того|При этом|Помимо (?:этого|того)|Вместе с (?:тем|этим)|В то же время|Вдобавок|"
    r"К тому же|Таким образом|Тем самым|Тем не менее|Однако|Он\b|Она\b|Они\b|Его\b|Её\b|Ее\b|Их\b|По (?:его|ее|её|их) словам|"
    r"По словам (?:него|нее)|В свою очередь|Далее|Затем|Тогда|Поэтому|Там же|Там\b|Об этом|Этот\b|Эта\b|Это\b|Эти\b|Такж?е)\b"
)
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_CLOCK = r"(?:в\s)?\d{1,2}[:.]\d\d(?::\d\d)?"
_MOMENT = regex.compile(
    rf"(?:(?:\d{{1,2}}\s(?:{'|'.join(_MONTHS)}|янв|фев|мар|апр|мая|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\.?(?:,?\s(?:19|20)\d\d)?"
    rf"(?:\s?(?:г\.?|года))?|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|[Сс]егодня|[Вв]чера)(?:[,|\s/–—-]{{1,4}}{_CLOCK})?"
    rf"|{_CLOCK}[,|\s/–—-]{{1,4}}\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d|\d{{1,2}}:\d\d)"
)
_NAME = regex.compile(
    r"(?:Автор|Авторы|Текст|Корреспондент|Подготовил[аи]?|Материал подготовил[аи]?|Записал[аи]?|Беседовал[аи]?)\s?:?\s"
    r"(?P<name>\p{Lu}[\p{L}-]+ \p{Lu}[\p{L}-]+)"
    r"|(?P<name>\p{Lu}\p{Ll}[\p{L}-]+ \p{Lu}\p{Ll}[\p{L}-]+)(?:, [А-ЯЁ][\w -]{2,24})?"
)
_WORDS = regex.compile(r"\w+")


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _FINAL.search(text[-6:]) is not None


def looks_like_headline(text: str, *, loose: bool = False) -> bool:
    """Short, several words, no final punctuation; `loose` allows an exclamation at the end and dashes inside.

    >>> looks_like_headline("Аким Уральска: Дамбу укрепят до первого снега")
    True
    >>> looks_like_headline("Он добавил, что дамбу укрепят.")
    False
    """
    if not 8 <= len(text) <= LONGEST_HEADLINE or len(text.split()) < 2 or _NO_HEADLINE_START.match(text):
        return False
    if loose:
        return text[-1] not in ".,;:"
    return _NO_HEADLINE_END.search(text[-6:]) is None and _ATTRIBUTION.search(text) is None


def names_speaker_of_headline(text: str) -> bool:
    """`Кто: Что`, the form in which headlines report speech."""
    found = _SPEAKER_OF_HEADLINE.match(text)
    return found is not None and len(found["who"].split()) <= 6


def continues(text: str) -> bool:
    """Whether a paragraph goes on from the one before it: no subheading stands between them."""
    return _CONTINUATION.match(text) is not None


def is_moment(text: str) -> bool:
    """A line that holds a date or a time and nothing else: `24 октября 2024 16:42`, `Вчера 18:37`."""
    return len(text) <= 40 and _MOMENT.fullmatch(text.strip(" .|")) is not None


def looks_like_name(text: str) -> str | None:
    """The name in a line that signs an article: `Тамара Ким, Шымкент`, `Текст: Олжас Серик`."""
    found = _NAME.fullmatch(text) if len(text) <= 80 else None
    return found["name"] if found else None


def words_of(text: str) -> list[str]:
    return [word.replace("ё", "е") for word in _WORDS.findall(text.casefold())]


def same_words(first: str, second: str) -> bool:
    """Two copies of a line, whatever their punctuation."""
    return abs(len(first) - len(second)) < 40 and len(first) > 20 and words_of(first) == words_of(second)


def is_abridged(short: str, full: str) -> bool:
    """Whether the first line is the second one cut short: a beginning in the same words, little else."""
    if not 30 < len(short) < len(full):
        return False
    short_words, full_words = words_of(short), words_of(full)
    if len(short_words) < 5:
        return False
    if full_words[: len(short_words)] == short_words:
        return True
    shared = 0
    for one, other in zip(short_words, full_words, strict=False):
        if one != other:
            break
        shared += 1
    rest = set(short_words[shared:])
    return (
        shared >= 5
        and shared / len(short_words) >= 0.6
        and len(rest & set(full_words)) / max(1, len(rest)) >= 0.75
    )


_CREDIT = regex.compile(r"(?:Фото|Кадры?|Скриншот|Коллаж|Иллюстрация)\b")
_GLUE = regex.compile(
    r"(?<=[a-zа-яёәғқңөұүһі)»])(?=[А-ЯЁ\"«])|(?<=[а-яё])(?=\d{1,2}\s[а-яё])"  # АкордыПрезидент, Акорды16 апреля
    r"|(?<=[А-ЯЁ]{2})(?=[А-ЯЁ](?:[а-яё]{2,}|\s[а-яё]))"  # КНБВ результате
    r"|(?<=\.(?:kz|ru|com)\s)(?=[А-ЯЁ\"«][а-яё]*,?\s[а-яё])"  # Tengrinews.kz Однако пока
)
LONGEST_CREDIT = 90
SHORTEST_REST = 30


def glued_credit(text: str) -> int:
    """Where the paragraph begins that a photo's credit is glued to; 0 when the line is no credit with a paragraph.

    >>> line = "Фото пресс-службы акиматаПаводок размыл две дороги и старый мост."
    >>> line[glued_credit(line) :]
    'Паводок размыл две дороги и старый мост.'
    """
    if not _CREDIT.match(text) or not ends_sentence(text):
        return 0
    found = _GLUE.search(text, 5, LONGEST_CREDIT)
    return found.start() if found and len(text) - found.start() >= SHORTEST_REST else 0


def glued_headline(text: str) -> int:
    """Where the paragraph begins that a headline is glued to; 0 when there is no such place.

    >>> line = "Где построят новый мост через ЕсильРаботы начнут весной, сообщили в акимате."
    >>> line[: glued_headline(line)]
    'Где построят новый мост через Есиль'
    """
    found = _GLUE.search(text, 10, LONGEST_HEADLINE)
    if found is None or not ends_sentence(text) or len(text) - found.start() < SHORTEST_REST:
        return 0
    return found.start()


class QuoteState:
    """Follows quotation marks over paragraphs."""

    @staticmethod
    def open_before(texts: Sequence[str], reach: int) -> list[bool]:
        """For every paragraph: does a quotation run through it, opened before and closed within `reach` paragraphs?"""
        states: list[bool] = []
        is_open = False
        for text in texts:
            states.append(is_open)
            is_open = _open_after(text, is_open)
        closes = [state and not _open_after(text, state) for text, state in zip(texts, states, strict=True)]
        next_close: int | None = None
        for index in range(len(texts) - 1, -1, -1):
            if closes[index]:
                next_close = index
            elif not states[index]:
                next_close = None
            states[index] = states[index] and next_close is not None and 0 < next_close - index <= reach
        return states


def _open_after(text: str, is_open: bool) -> bool:
    straight = text.count('"')
    depth = text.count("«") + text.count("„") - text.count("»")
    starts = text[:1] in '"«“„'
    if depth:
        return depth > 0
    if straight % 2:
        return starts or not is_open
    if starts and straight:
        return False
    return is_open
