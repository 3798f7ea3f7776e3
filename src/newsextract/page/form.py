"""What the form of a line says: headline, sentence, moment, name, a copy of another line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import regex

from newsextract.chars import DASH
from newsextract.lexicon.calendar import MONTHS
from newsextract.lexicon.page_words import ADDITIONS, BYLINES, CONTINUATIONS, CREDITS, OPENERS
from newsextract.morphology import parses

LONGEST_HEADLINE = 150
LONGEST_CREDIT = 120
LONGEST_MOMENT = 40
LONGEST_ANNOUNCE = 1_000
LONGEST_BYLINE = 80
SHORTEST_NEWS = 5  # words of a headline that says what happened
SHORTEST_STATEMENT = 3
SHORTEST_RESTATED = 8  # words in a row by which one line is told to say what another says
SHORTEST_STEM = 4  # letters of a word that is looked for in other forms
SHORTEST_REST = 30  # characters of a paragraph that something is glued to

PREDICATES = ("VERB", "INFN", "PRTS", "ADJS", "PRED")  # parts of speech that say what is or happens

CAPITAL = "А-ЯЁӘҒҚҢӨҰҮҺІ"
_SMALL = "а-яёәғқңөұүһі"

_FINAL_MARKS = tuple(".!?…")
_FINAL = re.compile(r"[.!?…][\"'»“”)\]]*$")
_BEGINNING = re.compile(rf"(?:[{DASH}] ?)?[\"«“„]?[{CAPITAL}A-Z\d]")
_NO_HEADLINE_END = re.compile(r"[.,;:!…–—-][\"'»“”)\]]*$")
_NO_HEADLINE_START = re.compile(rf"[*•·■●{DASH}]|[{_SMALL}(]|\d+[.)]\s")
_ATTRIBUTION = re.compile(rf"[\"»”“]\s*,?\s*[{DASH}]|\b(?:передает|передаёт|сообщает|сообщил[аи]?|пишет)\b")
_SPEAKER_OF_HEADLINE = re.compile(
    rf"(?P<who>[{CAPITAL}][^:.!?\"«»]{{1,60}}):\s(?:[{CAPITAL}\"«]|\d)(?=\S*\s\S+\s\S+)"
)
_ADDITION = re.compile(rf"(?:{'|'.join(ADDITIONS)})\b")
_CONTINUATION = re.compile(rf"(?:{'|'.join(CONTINUATIONS)})\b")
_OPENER = re.compile(rf"(?:{'|'.join(OPENERS)})\b")
_CLOCK = r"(?:в\s)?\d{1,2}[:.]\d\d(?::\d\d)?"
_DIVIDER = r"[,|\s/–—-]{1,4}"
_MONTH = "|".join(form for forms in MONTHS.values() for form in forms)
LISTED_MOMENT = r"(?:\d{1,2}\s[а-я]{3,8}\s20\d\d|Сегодня|Вчера),?\s\d\d:\d\d"  # as lists of articles write it
_MOMENT = re.compile(
    rf"""
    (?: \d{{1,2}} \s (?:{_MONTH}) \.? (?:,?\s(?:19|20)\d\d)? (?:\s?(?:г\.?|года))?
      | \d{{1,2}} [./] \d{{1,2}} [./] (?:19|20)? \d\d
      | (?:19|20) \d\d - \d\d - \d\d
      | [Сс]егодня | [Вв]чера
    ) (?: {_DIVIDER} {_CLOCK} )?
    | {_CLOCK} {_DIVIDER} \d{{1,2}} [./] \d{{1,2}} [./] (?:19|20) \d\d
    | \d{{1,2}} : \d\d
    """,
    re.X,
)
_NAME = regex.compile(
    rf"(?:{'|'.join(BYLINES)})\s?:?\s(?P<name>\p{{Lu}}[\p{{L}}-]+\s\p{{Lu}}[\p{{L}}-]+)"
    r"|(?P<name>\p{Lu}\p{Ll}[\p{L}-]+\s\p{Lu}\p{Ll}[\p{L}-]+)(?:,\s\p{Lu}[\w -]{2,24})?"
)
_CREDIT = re.compile(rf"(?:{'|'.join(CREDITS)})\b")
_NAMED = r"\p{Lu}\p{Ll}+\s\p{Lu}[\p{Ll}-]+"
_GLUE = regex.compile(
    rf"""
      (?<=[a-z{_SMALL})»]) (?=[А-ЯЁ"«])                        # АкордыПрезидент
    | (?<=[а-яё]) (?=\d{{1,2}}\s[а-яё])                        # Акорды16 апреля
    | (?<=[А-ЯЁ]{{2}}) (?=[А-ЯЁ](?:[а-яё]{{2,}}|\s[а-яё]))     # КНБВ результате
    | (?<=\.(?:kz|ru|com)\s(?:/\s{_NAMED}\s)?)               # Tengrinews.kz / Ия Ким Однако пока
      (?=[А-ЯЁ"«][а-яё]*,?\s[а-яё])
    """,
    regex.X,
)
_WORDS = regex.compile(r"\w+")


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does.

    >>> ends_sentence('Аким ответил: "Дамбу укрепят".'), ends_sentence("Дамбу укрепят до снега")
    (True, False)
    """
    return text[-1:] in _FINAL_MARKS or _FINAL.search(text[-6:]) is not None


def begins_sentence(text: str) -> bool:
    """Whether a line begins as a sentence does."""
    return _BEGINNING.match(text) is not None


def looks_like_headline(text: str, *, loose: bool = False) -> bool:
    """Short, several words, no final punctuation, quotations closed; `loose` allows dashes and exclamations.

    >>> looks_like_headline("Аким Уральска: Дамбу укрепят до первого снега")
    True
    >>> looks_like_headline("Он добавил, что дамбу укрепят."), looks_like_headline('"Вы видели дамбу?')
    (False, False)
    """
    if not 8 <= len(text) <= LONGEST_HEADLINE or text[-1] in ".,;:":
        return False
    if len(text.split()) < 2 or _NO_HEADLINE_START.match(text):
        return False
    if text.count('"') % 2 or text.count("«") != text.count("»"):
        return False
    if loose:
        return True
    return _NO_HEADLINE_END.search(text[-6:]) is None and _ATTRIBUTION.search(text) is None


def reports_speech(text: str) -> bool:
    """`Кто: Что`, the form in which headlines report speech.

    >>> reports_speech("Министр энергетики: Дефицита газа не будет")
    True
    """
    found = _SPEAKER_OF_HEADLINE.match(text)
    return found is not None and len(found["who"].split()) <= 6


def continues(text: str) -> bool:
    """Whether a paragraph goes on from the one before it: no subheading stands between them."""
    return _CONTINUATION.match(text) is not None


def adds(text: str) -> bool:
    """Whether a paragraph adds to the one before it: `Кроме того, ...`."""
    return _ADDITION.match(text) is not None


def tells_news(text: str) -> bool:
    """Whether a line in the form of a headline says in five words or more what happened.

    >>> tells_news("В Жамбылской области фермер построил водохранилище"), tells_news("Деньги в трубу")
    (True, False)
    """
    return _has_predicate(text, SHORTEST_NEWS, ("VERB", "PRTS"))


def states(text: str) -> bool:
    """Whether a line in the form of a headline says anything of somebody, in three words or more.

    >>> states("Аким готов ответить"), states("Аким: Мост откроют"), states("Ержан Сапаров, аким области")
    (True, True, False)
    """
    return reports_speech(text) or _has_predicate(text, SHORTEST_STATEMENT, PREDICATES)


def _has_predicate(text: str, shortest: int, predicates: Collection[str]) -> bool:
    words = words_of(text)
    if len(words) < shortest or _OPENER.match(text):
        return False
    return any(parses(word)[0].tag.POS in predicates for word in words)


def is_retold(headline: str, paragraphs: Sequence[str]) -> bool:
    """Whether half of a headline's longer words, two at least, stand in the text below it, in whatever form.

    >>> is_retold("Мост откроют осенью", ["Мост через Ишим откроют этой осенью."])
    True
    """
    said = {word for word in words_of(headline) if len(word) >= SHORTEST_STEM}
    again = _stems([word for text in paragraphs for word in words_of(text)], said)
    return len(again) >= 2 and len(again) * 2 >= len(said)


def is_moment(text: str) -> bool:
    """A line that holds a date or a time and nothing else.

    >>> is_moment("24 октября 2024 16:42"), is_moment("Вчера 18:37"), is_moment("24 октября выпал снег")
    (True, True, False)
    """
    return len(text) <= LONGEST_MOMENT and _MOMENT.fullmatch(text.strip(" .|")) is not None


def signed_name(text: str) -> str | None:
    """The name in a line that signs an article.

    >>> signed_name("Тамара Ким, Шымкент"), signed_name("Текст: Олжас Серик")
    ('Тамара Ким', 'Олжас Серик')
    """
    found = _NAME.fullmatch(text) if len(text) <= LONGEST_BYLINE else None
    return found["name"] if found else None


def glued_credit(text: str) -> int:
    """Where the paragraph begins that a photo's credit is glued to; 0 when the line is no such pair.

    >>> line = "Фото пресс-службы акиматаПаводок размыл две дороги и старый мост."
    >>> line[glued_credit(line) :]
    'Паводок размыл две дороги и старый мост.'
    """
    return _glued(text, 5, LONGEST_CREDIT) if _CREDIT.match(text) else 0


def glued_headline(text: str) -> int:
    """Where the paragraph begins that a headline is glued to; 0 when there is no such place.

    >>> line = "Где построят новый мост через ЕсильРаботы начнут весной, сообщили в акимате."
    >>> line[: glued_headline(line)]
    'Где построят новый мост через Есиль'
    """
    return _glued(text, 10, LONGEST_HEADLINE)


def _glued(text: str, first: int, last: int) -> int:
    if not ends_sentence(text) and text[-1] != ":":
        return 0
    found = _GLUE.search(text, first, last)
    return found.start() if found and len(text) - found.start() >= SHORTEST_REST else 0


def words_of(text: str) -> list[str]:
    return _WORDS.findall(text.casefold().replace("ё", "е"))


def same_words(first: str, second: str) -> bool:
    """Two copies of a line, whatever their punctuation."""
    alike = len(first) > 20 and abs(len(first) - len(second)) < 40 and _same_beginning(first, second)
    return alike and words_of(first) == words_of(second)


def _same_beginning(first: str, second: str) -> bool:
    """A look at a few letters, to save a look at all words."""
    return first.lstrip('"«“„')[:4].casefold() == second.lstrip('"«“„')[:4].casefold()


def is_abridged(short: str, full: str) -> bool:
    """Whether the first line is the second cut short: the same beginning, little of its own after it.

    >>> full = "Мост через Ишим построят в области до конца года, передает корреспондент издания."
    >>> is_abridged("Мост через Ишим построят в области, передает издание", full)
    True
    """
    if not 30 < len(short) < len(full) or not _same_beginning(short, full):
        return False
    ours, theirs = words_of(short), words_of(full)
    shared = next(
        (place for place, pair in enumerate(zip(ours, theirs, strict=False)) if len(set(pair)) > 1), len(ours)
    )
    if shared == len(ours) or (shared == len(ours) - 1 and theirs[shared].startswith(ours[shared])):
        return shared >= 5
    rest = set(ours[shared:])
    return shared >= 5 and shared >= 0.6 * len(ours) and len(rest & _stems(theirs, rest)) >= 0.75 * len(rest)


def restates(announce: str, body: str) -> bool:
    """Whether a line says what another says after its dateline, itself behind a rubric or headline at most.

    >>> news = "объем перевозок через порт вырос за девять месяцев в полтора раза"
    >>> restates(f"Новости порта: {news}", f"АСТАНА. КАЗИНФОРМ - {news}, сообщили в акимате.")
    True
    """
    tail = announce.rstrip(' .!?…»"')[-16:]
    if len(tail) < 16 or len(announce) > LONGEST_ANNOUNCE or tail not in body:
        return False
    ours, theirs = words_of(announce), f" {' '.join(words_of(body))} "
    shared = 0
    while shared < len(ours) and f" {' '.join(ours[-shared - 1 :])} " in theirs:
        shared += 1
    if shared < SHORTEST_RESTATED or shared < 0.6 * len(ours):
        return False
    head = announce[: list(_WORDS.finditer(announce))[-shared].start()].rstrip()
    return not head or head.endswith((":", "-", "–", "—")) or _GLUE.search(head.split()[-1]) is not None


def _stems(words: Sequence[str], wanted: set[str]) -> set[str]:
    """The wanted words that stand among `words`, in whatever form."""
    beginnings = {word[:5] for word in words}
    return {word for word in wanted if word[:5] in beginnings}


def inside_quotation(paragraphs: Sequence[str], reach: int) -> list[bool]:
    """For every paragraph: does a quotation opened before it run on, to be closed at most `reach` later?

    >>> inside_quotation(['"Дома обследовали.', "Аким: Дамбу укрепят", 'Жилье построят", - сказал он.'], 5)
    [False, True, False]
    """
    states = [False]
    for text in paragraphs:
        states.append(_open_after(text, states[-1]))
    inside = [False] * len(paragraphs)
    close: int | None = None
    for place in range(len(paragraphs) - 1, -1, -1):
        if not states[place]:
            close = None
        elif not states[place + 1]:
            close = place
        inside[place] = states[place] and close is not None and 0 < close - place <= reach
    return inside


def _open_after(text: str, is_open: bool) -> bool:
    """A paragraph that begins with a mark opens the quotation anew, and closes it when its marks are even."""
    depth = text.count("«") + text.count("„") - text.count("»")
    if depth:
        return depth > 0
    straight = text.count('"')
    starts = text[:1] in '"«“„'
    if straight % 2:
        return starts or not is_open
    return is_open and not (starts and straight)
