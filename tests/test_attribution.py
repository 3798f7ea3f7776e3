"""Who said it, over the whole article; sums in quotes; people once.

In the cases `⟦ ⟧` hold the words of a quote, `⟨ ⟩` the words that name its source; a quote without them has
no source of its own. The cue is the word before or after the source.
"""

from __future__ import annotations

import doctest
from decimal import Decimal
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newsextract.attribution import Attributed, attribute
from newsextract.mentions.money import find_money
from newsextract.mentions.quotes import find_quotes
from newsextract.records import Cue, Mention, Money, Quote, Speaker, SpeakerKind

MARKS = regex.compile(r"[⟦⟧⟨⟩]")
CUE = regex.compile(r"(?:сказал|заявил|сообщил|отметил|добавил|уточнил|пояснил|говорит|опроверг)\w*")

SURNAMES = [
    ('Аким области Асет Жумин приехал. "⟦Работы закончим⟧", - сказал ⟨Жумин⟩.', "Асет Жумин"),
    ('"⟦Работы закончим⟧", - сказал ⟨Жумин⟩. Аким области Асет Жумин приехал в Кокшетау.', "Асет Жумин"),
    ('Министр Айна Касенова ответила. "⟦Денег хватит⟧", - сообщила ⟨Касенова⟩.', "Айна Касенова"),
    ('Асета Жумина спросили о дороге. "⟦Работы закончим⟧", - сказал ⟨Жумин⟩.', "Асет Жумин"),
    ('"⟦Закончим⟧", - сказал ⟨аким города Жумин⟩. Асет Жумин приехал.', "Асет Жумин"),
    ('"⟦Закончим⟧", - сказал ⟨президент страны Сапаров⟩.', "Сапаров"),
]  # fmt: skip

PRONOUNS = [
    ('Аким Асет Жумин встретил министра Айну Касенову. "⟦Работы закончим⟧", - сказал ⟨он⟩.', "Асет Жумин"),
    ('Аким Асет Жумин встретил министра Айну Касенову. "⟦Денег хватит⟧", - сказала ⟨она⟩.', "Айна Касенова"),
    ('Асет Жумин и Данияр Ахметов приехали. Жумин осмотрел мост. "⟦Готов⟧", - добавил ⟨он⟩.', "Асет Жумин"),
    ('"⟦Видел Данияра Ахметова⟧", - сказал ⟨Асет Жумин⟩. "⟦Он ушел⟧", - добавил ⟨он⟩.', "Асет Жумин"),
]  # fmt: skip

ROLES = [
    ('Аким области Асет Жумин приехал. "⟦Работы закончим⟧", - сказал ⟨аким⟩.', "Асет Жумин"),
    (
        'Президент Чили Йон Уве принял президента Перу Олафа Хансена. "⟦Да⟧", - сказал ⟨президент Чили⟩.',
        "Йон Уве",
    ),
    (
        'Министр обороны Норвегии Олаф Хансен прибыл. "⟦Готовы⟧", - заявил ⟨глава оборонного ведомства⟩.',
        "Олаф Хансен",
    ),
    ('Премьер-министр Олаф Хансен приехал. "⟦Решим⟧", - сказал ⟨глава правительства⟩.', "Олаф Хансен"),
    ('Заместитель акима области Асет Жумин приехал. "⟦Закончим⟧", - сказал ⟨замакима⟩.', "Асет Жумин"),
    ('Айдар Сатов пришел. Аким Асет Жумин доложил. "⟦Да⟧", - сказал ⟨Глава государства⟩.', "Айдар Сатов"),
    ('Дочь пенсионера, актриса Айна Касенова, вышла. "⟦Рада⟧", - сказала ⟨артистка⟩.', "Айна Касенова"),
    (
        'Бывшая супруга Асета Жумина Дина Калиева ответила. "⟦Это ложь⟧", - заявила ⟨бывшая жена Жумина⟩.',
        "Дина Калиева",
    ),
    (
        'Вице-министр Дина Калиева выступила. "⟦Готово⟧", - сказала ⟨вице-министр⟩.Дина Калиева ушла.',
        "Дина Калиева",
    ),
    (
        '"⟦Да⟧", - сказал ⟨Асет Жумин⟩. "⟦Тону⟧", - сказал ⟨старший⟩. "⟦Спасли⟧", - сказал ⟨собеседник СТА⟩.',
        "Асет Жумин",
    ),
]  # fmt: skip

CALLED = [
    ('Обвиняемый Асет Жумин молчит. "⟦Ложь⟧", - заявил ⟨экс-министр⟩.', "Асет Жумин"),
    ('Айдар Сатов, адвокат экс-министра. "⟦Ложь⟧" - ⟨защитник Жумина⟩. Асет Жумин молчит.', "Айдар Сатов"),
    ('Друг и директор певца Асет Жумин пришел. "⟦Да⟧", - сказал ⟨директор певца⟩.', "Асет Жумин"),
    ('Взрыв. "⟦Гремело⟧", - сказал ⟨Тод Шукин⟩. "⟦Ужас⟧", - сказал ⟨очевидец⟩.', "Тод Шукин"),
    ('Экономист Сатов. "⟦Да⟧" - ⟨глава Бюро экономики Асет Жумин⟩. "⟦Нет⟧" - ⟨экономист⟩.', "Асет Жумин"),
    ('Айдар Сатов пришел с Асетом Жуминым, который строит мост. "⟦Готов⟧", - сказал ⟨он⟩.', "Асет Жумин"),
    ('"⟦Да⟧", - отметил ⟨глава созданной весной группы по защите рек Марго Клаус⟩.', "Марго Клаус"),
    ('Асет Жумин. "⟦Да⟧", - сказал ⟨эксперт по рекам⟩ из Tortoise Trust Айдар Сатов.', "Айдар Сатов"),
    ('Асет Жумин проиграл. "⟦Устал⟧". ⟨Швейцарец⟩ сказал.', "Асет Жумин"),
    ('"⟦Да⟧", - заявил ⟨министр⟩ без портфеля Саэб Хуррат. "⟦Нет⟧", - сказал ⟨Хуррат⟩.', "Саэб Хуррат"),
]  # fmt: skip

TWO_SPOKE = '"⟦Нет⟧", - сказал ⟨свидетель Асет Жумин⟩. "⟦Тихо⟧", - сказала ⟨Сауле Омарова⟩. '
OWN_WORDS = [
    (TWO_SPOKE + '"⟦Пакет я не открывала⟧", - говорит ⟨свидетель⟩.', "Сауле Омарова"),
    (TWO_SPOKE + '"⟦Пакет я не открывал⟧", - говорит ⟨свидетель⟩.', "Асет Жумин"),
]

UNNAMED = [
    ('Асет Жумин приехал. "⟦Воды нет⟧", - сказал ⟨житель села⟩.', "житель села"),
    ('"⟦Цены вырастут⟧", - сообщили ⟨эксперты⟩.', "эксперты"),
    ('Судья Айна Касенова открыла заседание. "⟦Прошу слова⟧", - сказал ⟨адвокат⟩.', "адвокат"),
    ('Экс-министр Асет Жумин дал показания. "⟦Ложь⟧", - заявили ⟨защитники Жумина⟩.', "защитники Жумина"),
    ('Президент Исландии Йон Якобссон уехал. "⟦Нет⟧", - заявил ⟨президент Норвегии⟩.', "президент Норвегии"),
    ('"⟦След взят⟧", - говорят ⟨оперативники⟩.', "оперативники"),
    ('Министр рек Асет Жумин. "⟦Да⟧" - ⟨представитель Министерства рек⟩.', "представитель Министерства рек"),
    ('"⟦Да⟧" - сказал ⟨другой источник⟩.', "другой источник"),
    ('Асет Жумин ушел. "⟦Где деньги⟧", - сказал бы любой ⟨вкладчик⟩.', "вкладчик"),
    ('Асет Жумин ушел. "⟦Спроса нет⟧", - сказал ⟨владелец крупного завода⟩.', "владелец крупного завода"),
    ('Посольство Чили ждет. "⟦Да⟧" - сказал ⟨представитель посольства⟩.', "представитель посольства Чили"),
    ('"⟦Да⟧" - сказал ⟨юный свидетель⟩. "⟦Нет⟧" - добавил ⟨свидетель⟩.', "юный свидетель"),
    ('"⟦Да⟧" - ⟨представитель МЧС Исландии⟩. "⟦Нет⟧" - ⟨представитель МЧС⟩.', "представитель МЧС Исландии"),
    ('"⟦Моста нет⟧", - сказали ⟨29 процентов жителей⟩.', "29 процентов жителей"),
    ('"⟦Моста нет⟧". ⟨Многие члены совета⟩ сказали так.', "многие члены совета"),
    ('Жители Исландии мерзнут. "⟦Холодно⟧", - сказали ⟨они⟩.', "жители Исландии"),
    ('"⟦Да⟧", - сказал Асет Жумин. Мост строят волонтеры. "⟦Готов⟧", - сказали ⟨они⟩.', "волонтеры"),
    (
        '"⟦Да⟧", - сказал ⟨министр Асет Жумин⟩. "⟦Нет⟧", - сообщил ⟨источник в министерстве⟩.',
        "источник в министерстве",
    ),
]  # fmt: skip

BODIES: list[tuple[str, SpeakerKind, str | None]] = [
    (
        'Министерство рек РК ответило на запрос. "⟦Вода спадает⟧", - сообщили в ⟨министерстве⟩.',
        "organisation",
        "Министерство рек РК",
    ),
    ('МИД Исландии выразил поддержку. "⟦Поможем⟧", - заявили в ⟨ведомстве⟩.', "organisation", "МИД Исландии"),
    (
        'Пресс-служба МЧС Казахстана ответила. "⟦Дорогу открыли⟧", - сообщили в ⟨МЧС⟩.',
        "organisation",
        "МЧС Казахстана",
    ),
    ('"⟦Стороны договорились⟧", - говорится в ⟨сообщении Акорды⟩.', "document", "Акорда"),
    (
        '"⟦Дождь⟧", - сообщили в ⟨Казгидромете⟩. "⟦Ветер⟧", - говорится в ⟨сообщении⟩.',
        "document",
        "Казгидромет",
    ),
    ('"⟦Курс вырос⟧", - сообщил ⟨"Интерфакс"⟩.', "media", '"Интерфакс"'),
    (
        'Министерство рек и озер (МРО) ответило. "⟦Вода спадает⟧", - сообщили в ⟨МРО⟩.',
        "organisation",
        "Министерство рек и озер",
    ),
    (
        'Национальный банк Исландии снизил ставку. "⟦Курс вырос⟧", - заявили в ⟨Нацбанке⟩.',
        "organisation",
        "Национальный банк Исландии",
    ),
    ('"⟦Дождь⟧", - сообщили в ⟨Казгидромете⟩. ⟨Там⟩ уточнили.', "organisation", "Казгидромет"),
    ('"⟦Дождь⟧", - сообщили в ⟨Казгидромете⟩. "⟦Ветер⟧", - сказали ⟨они⟩.', "organisation", "Казгидромет"),
    ('Минэнерго ответило. "⟦Хватит⟧", - заверили в ⟨министерстве⟩.', "organisation", "Минэнерго"),
    ('"⟦Да⟧", - ответ ⟨Генпрокуратуры⟩. "⟦Нет⟧", - в ⟨надзорном органе⟩.', "organisation", "Генпрокуратура"),
    ('АО "Степь" открыло рейс. "⟦Летим⟧", - сообщили в ⟨авиакомпании⟩.', "organisation", 'АО "Степь"'),
    ('"⟦Летим⟧", - сообщили в АО «Степная ⟨дорога⟩».', "organisation", "АО «Степная дорога»"),
    ('"⟦Да⟧", - сообщили в ⟨столичном суде⟩. "⟦Нет⟧", - в ⟨суде⟩.', "organisation", "столичный суд"),
    ('Минобороны и МИД молчат. "⟦Ждем⟧", - в ⟨оборонном ведомстве⟩.', "organisation", "Минобороны"),
    ('"⟦Согласны⟧", - заявил ⟨Рейкьявик⟩.', "organisation", "Рейкьявик"),
    ('"⟦Ставка снижена⟧", - указано в ⟨статье 77 Лесного кодекса⟩.', "document", "статья 77 Лесного кодекса"),
    ('Нацбанк ответил на запрос. "⟦Все верно⟧", - написали в ⟨посте⟩.', "document", "пост"),
    ('"⟦Свет дадут⟧", - говорится в постановлении ⟨суда⟩.', "document", "постановление суда"),
    ('"⟦Свет дадут⟧", - указано в материалах ⟨дела⟩.', "document", "материалы дела"),
    ('"⟦Вора поймали⟧", - говорится в сообщении ⟨МВД⟩.', "organisation", "МВД"),
    ('Сенат принял закон "О реках". "⟦Чистить⟧" - сказано в ⟨документе⟩.', "document", 'закон "О реках"'),
    ('Принят закон под названием "О реках". "⟦Да⟧" - по ⟨документу⟩.', "document", 'закон "О реках"'),
    ('Принята резолюция по рекам. "⟦Чистить⟧" - сказано в ⟨нем⟩.', "document", "резолюция по рекам"),
    ('МЧС молчит. "⟦Воды нет⟧". Шлют ⟨сообщение⟩, в котором так сказано.', "document", None),
    ('МЧС молчит. "⟦Воды нет⟧". МЧС шлет ⟨сообщение⟩, в котором так сказано.', "document", "МЧС"),
    ('"⟦Дождь⟧", - сообщили на ⟨Weather.kz⟩. "⟦Ветер⟧" - в ⟨сообщении⟩.', "document", "Weather.kz"),
    ('Певец Асет Жумин опубликовал пост. "⟦Устал⟧", - говорится в ⟨посте⟩.', "document", "Асет Жумин"),
    ('Айдар Сатов ответил. "⟦Да⟧" - в ⟨письме⟩, которое Асет Жумин отправил.', "document", "Асет Жумин"),
    ('"⟦Воры ушли⟧" - по ⟨данным⟩, предоставленным главой МВД Исландии.', "unnamed", "глава МВД Исландии"),
    ('"⟦Воды нет⟧" - по ⟨данным⟩, опубликованным Комитетом рек.', "organisation", "Комитет рек"),
    ('"⟦Лед растает⟧". ⟨Оппозиционные партии⟩ сказали так.', "organisation", "оппозиционные партии"),
    ('"⟦Лед растает⟧". ⟨Власти Исландии⟩ сказали так.', "organisation", "власти Исландии"),
    ('"⟦Мост закрыт⟧". ⟨Верховный суд⟩ сказал так.', "organisation", "Верховный суд"),
    ('Российские банки и банк "Степь" ждут. "⟦Да⟧" - в ⟨банке⟩.', "organisation", 'банк "Степь"'),
    ('МЧС молчит. "⟦Да⟧" - сообщает ⟨издание⟩.', "media", "издание"),
    ('"⟦Да⟧" - в "⟨Газпроме⟩" заявили, что "все верно".', "organisation", "Газпром"),
    ('Отдел рек Степного края. "⟦Да⟧" - в ⟨отделе рек края⟩.', "organisation", "отдел рек Степного края"),
    ('"⟦Да⟧" - в ⟨ДЧС Астаны⟩. "⟦Нет⟧" - в ⟨столичном ДЧС⟩.', "organisation", "ДЧС Астаны"),
    ('МИД Турции ответил. "⟦Нет⟧" - в ⟨турецком МИД⟩.', "organisation", "МИД Турции"),
    ('Акимат Алматы и акимат Астаны. "⟦Да⟧" - в ⟨акимате города⟩.', "organisation", "акимат города"),
    ('Агентство по рекам молчит. "⟦Ждем⟧" - в ⟨агентстве⟩.', "organisation", "Агентство по рекам"),
    ('"⟦Курс вырос⟧", - отметили в "⟨Степной заре⟩".', "organisation", "Степная заря"),
]  # fmt: skip


def read(case: str, money: tuple[Money, ...] = ()) -> Attributed:
    """The case with its marks taken out, and what attribution makes of the quotes they stood for."""
    text = MARKS.sub("", case)
    quotes: list[Quote] = []
    opened: dict[str, int] = {}
    for shift, match in enumerate(MARKS.finditer(case)):
        place = match.start() - shift
        if match.group() in "⟦⟨":
            opened[match.group()] = place
        elif match.group() == "⟧":
            part = Mention(start=opened["⟦"], stop=place, text=text[opened["⟦"] : place])
            quotes.append(Quote(kind="direct", parts=(part,), rule="case"))
        else:
            quotes[-1] = with_source(text, quotes[-1], opened["⟨"], place)
    return attribute(text, quotes, money)


def with_source(text: str, quote: Quote, start: int, stop: int) -> Quote:
    cue = CUE.search(text, quote.stop, start)
    return Quote(
        kind="direct",
        parts=quote.parts,
        cue=Cue(start=cue.start(), stop=cue.end(), text=cue.group(), lemma="сказать") if cue else None,
        speaker=Speaker(start=start, stop=stop, text=text[start:stop], kind="person"),
        rule="case",
    )


def last_speaker(case: str) -> Speaker:
    speaker = read(case).quotes[-1].speaker
    assert speaker is not None
    return speaker


@pytest.mark.parametrize(("case", "name"), [*SURNAMES, *PRONOUNS, *ROLES, *CALLED, *OWN_WORDS])
def test_person_is_resolved(case: str, name: str) -> None:
    speaker = last_speaker(case)
    assert (speaker.kind, speaker.name) == ("person", name)


@pytest.mark.parametrize(("case", "name"), UNNAMED)
def test_unnamed_source_keeps_its_description(case: str, name: str) -> None:
    speaker = last_speaker(case)
    assert (speaker.kind, speaker.name) == ("unnamed", name)


@pytest.mark.parametrize(("case", "kind", "name"), BODIES)
def test_body_is_resolved(case: str, kind: SpeakerKind, name: str | None) -> None:
    speaker = last_speaker(case)
    assert (speaker.kind, speaker.name) == (kind, name)


def test_pronoun_is_nobody_who_is_named_later() -> None:
    said = read('Гость вошел. "⟦Рад⟧", - сказал ⟨он⟩. Пришел Асет Жумин. "⟦И я⟧", - сказал ⟨Жумин⟩.').quotes
    assert [quote.speaker and quote.speaker.name for quote in said] == [None, "Асет Жумин"]


def test_role_comes_from_anywhere_in_the_article() -> None:
    speaker = last_speaker(
        '"⟦Закончим⟧", - сказал ⟨Жумин⟩. Заместитель акима Жетысуской области Асет Жумин приехал вчера.'
    )
    assert speaker.role == "заместитель акима Жетысуской области"
    assert speaker.gender == "masculine"


def test_role_says_whose_office_it_is() -> None:
    speaker = last_speaker(
        'Глава государства Асет Жумин прилетел. "⟦Рад⟧", - ⟨президент Исландии⟩. "⟦Еду⟧", - добавил ⟨он⟩.'
    )
    assert speaker.role == "президент Исландии"


WORKS = [
    ("Асет Жумин из Степного банка ответил.", None, "Степной банк"),
    ("Асет Жумин (Союз рыбаков) ответил.", None, "Союз рыбаков"),
    ("Асет Жумин из Алматы ответил.", None, None),
    ("Асет Жумин назначен акимом области.", "аким области", None),
    ("Асет Жумин был избран на пост главы Союза рыбаков.", "глава Союза рыбаков", "Союз рыбаков"),
    ("Слова аналитика Степного центра Асета Жумина.", "аналитик Степного центра", "Степной центр"),
    ("Министр ЧС Асет Жумин ответил.", "министр ЧС", None),
    ("Адвокат главы ЮКОСа Асет Жумин ответил.", "адвокат главы ЮКОСа", "ЮКОС"),
    ("Глава Степного союза рыбаков Асет Жумин.", "глава Степного союза рыбаков", "Степной союз рыбаков"),
    ("Аким Асет Жумин, режиссер, учитель певца Айдар Сатов.", "аким", None),
    ("Министр торговли РК Асет Жумин ответил.", "министр торговли РК", None),
    ('Глава "Газпрома" Асет Жумин ответил.', 'глава "Газпрома"', '"Газпром"'),
    ("Адвокат потерпевшей стороны Асет Жумин ответил.", "адвокат потерпевшей стороны", None),
    ("Асет Жумин, зять Айдара Сатова, ответил.", "зять Айдара Сатова", None),
    ('Лидер партии "Степь — дом" Асет Жумин ответил.', 'лидер партии "Степь — дом"', 'партия "Степь — дом"'),
]


@pytest.mark.parametrize(("before", "role", "organisation"), WORKS)
def test_what_stands_beside_a_name(before: str, role: str | None, organisation: str | None) -> None:
    speaker = last_speaker(f'{before} "⟦Согласны⟧", - сказал ⟨Жумин⟩.')
    assert (speaker.name, speaker.role, speaker.organisation) == ("Асет Жумин", role, organisation)


def test_organisation_of_a_position_is_the_body_it_points_to() -> None:
    speaker = last_speaker(
        'В Министерстве рек ответили. Представитель ведомства Асет Жумин ждет. "⟦Чисто⟧", - сказал ⟨Жумин⟩.'
    )
    assert (speaker.role, speaker.organisation) == ("представитель ведомства", "Министерство рек")


def test_floating_quote_goes_on_with_the_last_speaker() -> None:
    speaker = last_speaker('"⟦Работы начаты⟧", - сказал ⟨Асет Жумин⟩.\n"⟦Закончим к осени⟧".')
    assert (speaker.name, speaker.text) == ("Асет Жумин", "")


def test_nobody_is_guessed() -> None:
    assert read('"⟦Работы начаты⟧".').quotes[0].speaker is None
    assert last_speaker('"⟦Работы начаты⟧", - сказал ⟨он⟩.').name is None


def test_pronoun_after_a_group_is_the_group() -> None:
    case = '"⟦Цены вырастут⟧", - сообщили ⟨два аналитика банка⟩. По ⟨их⟩ словам, ⟦подорожает хлеб⟧.'
    speaker = read(case).quotes[0].speaker
    assert speaker is not None
    assert speaker.kind == "unnamed"


def test_people_stand_once_with_all_their_mentions() -> None:
    attributed = read(
        'Аким области Асет Жумин приехал. "⟦Начнем⟧", - сказал ⟨Жумин⟩. "⟦Закончим⟧", - добавил ⟨он⟩.\n'
        "Министр Айна Касенова поблагодарила Асета Жумина."
    )
    by_name = {person.name: person for person in attributed.people}
    assert list(by_name) == ["Асет Жумин", "Айна Касенова"]
    akim = by_name["Асет Жумин"]
    assert [mention.text for mention in akim.mentions] == ["Асет Жумин", "Жумин", "он", "Асета Жумина"]
    assert (akim.roles, akim.quoted, akim.gender) == (("аким области",), 2, "masculine")
    assert by_name["Айна Касенова"].quoted == 0


def sum_in(text: str, written: str) -> Money:
    start = text.index(written)
    value = Decimal(5_000_000)
    return Money(
        start=start,
        stop=start + len(written),
        text=written,
        min=value,
        max=value,
        currency="KZT",
        rule="case",
    )


STANCES = [
    ('"⟦Выделено 5 млн тенге.⟧", - сказал ⟨Асет Жумин⟩.', "affirmed"),
    ('"⟦Сведения о 5 млн тенге не соответствуют действительности⟧", - сказал ⟨Асет Жумин⟩.', "denied"),
    ('"⟦Это фейк, будто потрачено 5 млн тенге⟧", - заявил ⟨Асет Жумин⟩.', "denied"),
    ('"⟦Куда ушли 5 млн тенге?⟧" - сказал ⟨Асет Жумин⟩.', "asked"),
    ('"⟦Сумма в 5 млн тенге не соответствует реальности⟧", - сказал ⟨Асет Жумин⟩.', "denied"),
    ('"⟦Никаких 5 млн тенге мы не видели⟧", - сказал ⟨Асет Жумин⟩.', "denied"),
    ('"⟦Выделено 5 млн тенге⟧", - сказал ⟨Асет Жумин⟩, опровергнув слухи об отставке.', "affirmed"),
]


@pytest.mark.parametrize(("case", "stance"), STANCES)
def test_sum_in_a_quote_knows_quote_and_stance(case: str, stance: str) -> None:
    money = sum_in(MARKS.sub("", case), "5 млн тенге")
    placed = read(case, (money,)).money[0]
    assert (placed.quote, placed.stance) == (0, stance)


def test_sum_outside_quotes_has_neither() -> None:
    case = 'Выделено 5 млн тенге. "⟦Спасибо⟧", - сказал ⟨Асет Жумин⟩.'
    placed = read(case, (sum_in(MARKS.sub("", case), "5 млн тенге"),)).money[0]
    assert (placed.quote, placed.stance) == (None, None)


REFUTED = [  # outside quotes; who refutes the sum, None where nobody does
    ("Аким Асет Жумин опроверг слухи о том, что потрачено 5 млн тенге.", "Асет Жумин"),
    ("Слухи о премии в 5 млн тенге Асет Жумин опроверг.", "Асет Жумин"),
    ("Хищение 5 млн тенге в акимате Алматы отрицают.", "акимат Алматы"),
    ("В МВД опровергли информацию о пропаже 5 млн тенге.", "МВД"),
    ("Информацию о пропаже 5 млн тенге опровергли в МВД.", "МВД"),
    ("Асет Жумин не отрицает, что получил 5 млн тенге.", None),
    ("Банк, выдавший 5 млн тенге, опроверг слухи о закрытии.", None),
    ("Выделено 5 млн тенге. Аким Асет Жумин опроверг слухи об отставке.", None),
]


@pytest.mark.parametrize(("text", "who"), REFUTED)
def test_sum_refuted_outside_quotes_knows_by_whom(text: str, who: str | None) -> None:
    refuted = read(text, (sum_in(text, "5 млн тенге"),)).money[0]
    assert (refuted.quote, refuted.stance) == (None, "denied" if who else None)
    assert (refuted.denied_by and refuted.denied_by.name) == who


def test_examples_of_the_documentation() -> None:
    page = Path(__file__).parents[1] / "docs" / "speakers.md"
    failed, tried = doctest.testfile(
        str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert (failed, tried > 10) == (0, True)


WORDS = [
    "Асет Жумин", "Жумин", "аким области", "министр", "он", "она", "в ведомстве", "МИД Исландии", "сообщении",
    ",", '"', "«", "»", "-", "сказал", "сообщили", "что", "\n", ".", "эксперты", "котором", "Reuters",
    "5 млн тенге",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_quotes(text: str) -> None:
    quotes = tuple(find_quotes(text))
    attributed = attribute(text, quotes, tuple(find_money(text)))
    assert [quote.parts for quote in attributed.quotes] == [quote.parts for quote in quotes]
    for quote in attributed.quotes:
        if quote.speaker is not None:
            assert text[quote.speaker.start : quote.speaker.stop] == quote.speaker.text
    for person in attributed.people:
        assert all(text[mention.start : mention.stop] == mention.text for mention in person.mentions)
