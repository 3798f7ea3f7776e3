"""From runs of capitalised words to phrases that name one person, with every reading their parts agree on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from newsextract.lexicon import surnames
from newsextract.mentions.naming.declension import GENITIVE, INSTRUMENTAL, NOMINATIVE
from newsextract.mentions.naming.forms import EVERYDAY, fold, has_surname_ending
from newsextract.mentions.naming.readings import Reading, Slot, agreed, family_readings
from newsextract.mentions.naming.tokens import Token
from newsextract.mentions.naming.words import LIKELY, POSSIBLE, SURE, NameWord, is_acronym, name_word
from newsextract.morphology import parses
from newsextract.values import Value

UNDECLINED_BEFORE = GENITIVE | INSTRUMENTAL  # in the dative the surname may be whom somebody told


class Phrase(Value, frozen=True):
    """Words that name one person: a stretch of the text and its readings, the likeliest first.

    `sure` says that it is a name by itself, without the article's evidence. `turned`: the surname stands
    before the given name, with no patronymic to prove that the two belong together.
    """

    start: int
    stop: int
    readings: tuple[Reading, ...]
    sure: bool = True
    family_first: bool = False
    turned: bool = False


def phrases(run: list[Token], initial: bool) -> Iterator[Phrase | Token]:
    """Phrases of a run that are names by themselves; words that need the article's evidence come as tokens.

    `initial` says that the run begins a sentence, where any word has a capital.
    """
    place = 0
    while place < len(run):
        phrase = _phrase_at(run, place, initial and place == 0)
        if phrase is None:
            if run[place].kind == "word":
                yield run[place]
            place += 1
        else:
            yield phrase[0]
            place = phrase[1]


_GIVEN_ENDINGS = ("ддин", "тдин", "рдин")  # Садриддин is no surname in -ин
Found = tuple[Phrase, int] | None  # the phrase and the place after it


def _phrase_at(run: list[Token], place: int, initial: bool) -> Found:
    token = run[place]
    if token.kind == "initials":
        return _initials_first(run, place)
    if token.kind != "word":
        return None
    word = name_word(token.text)
    if word.family_first and (found := _family_first(run, place)) is not None:
        return found
    if word.given_rank >= LIKELY:
        return _given_first(run, place) or _surname_first(run, place, initial)
    found = _surname_first(run, place, initial) or _unknown_first(run, place)
    if found is None and word.given_rank == POSSIBLE:
        following = _word(run, place + 1)
        shown = following is not None and name_word(following).surname_rank >= LIKELY
        return _given_first(run, place) if shown or not initial else None
    return found


def _word(run: list[Token], place: int) -> str | None:
    """The capitalised word at a place of the run, None past its end or at another kind of token."""
    if place >= len(run) or run[place].kind != "word":
        return None
    text = run[place].text
    return None if is_acronym(text) else text


def _initials_first(run: list[Token], place: int) -> Found:
    """К. Токаев, К.К. Токаева."""
    taken = _surname_words(run, place + 1, POSSIBLE)
    if taken is None or _opens_sentence(taken[0][0]):
        return None
    return _built(run, place, taken[1], [Slot("surname", taken[0])], initials=run[place].text)


@lru_cache(maxsize=1 << 10)
def _opens_sentence(word: str) -> bool:
    """`слова свидетеля Г. По его данным`: a preposition behind the initial is no surname."""
    return bool(parses(word.lower())[0].tag.POS in {"PREP", "CONJ"})


def _family_first(run: list[Token], place: int) -> Found:
    """Си Цзиньпин, Ким Чен Ын: the family name, then one or two words no table of other names knows."""
    stop = place + 1
    while stop < min(len(run), place + 3) and _may_follow_family(_word(run, stop), second=stop == place + 2):
        stop += 1
    if stop == place + 1:
        return None
    *before, last = (token.text for token in run[place + 1 : stop])
    readings = family_readings(run[place].text, "".join(word + " " for word in before), last)
    return Phrase(run[place].start, run[stop - 1].stop, readings, family_first=True), stop


def _may_follow_family(text: str | None, *, second: bool) -> bool:
    if text is None or len(text) > 10 or (text.isupper() and len(text) > 1):
        return False
    word = name_word(text)
    short = len(text) <= 4
    if second and short:
        return True
    return not word.listed and (short or not (word.place or word.common))


def _given_first(run: list[Token], place: int) -> Found:
    """Ержан Сапаров, Реджеп Тайип Эрдоган, Борис Николаевич, Алтынбек Сарсенбайұлы."""
    given = run[place].text
    if place + 1 < len(run) and run[place + 1].kind == "kin":
        return _built(run, place, place + 2, [Slot("surname", (f"{given} {run[place + 1].text}",))])
    return _two_given(run, place, given) or _after_given(run, place, given)


def _two_given(run: list[Token], place: int, given: str) -> Found:
    """A second given name before the surname: Реджеп Тайип Эрдоган, Хуан Карлос Феррер."""
    second_text, third_text = _word(run, place + 1), _word(run, place + 2)
    if second_text is None or third_text is None:
        return None
    second, third = name_word(second_text), name_word(third_text)
    if (
        third.common
        or third.place
        or third.surname_rank < POSSIBLE
        or not _may_be_second(given, second_text, third)
    ):
        return None
    if third.surname_rank < LIKELY and not second.listed and (third.listed or fold(third_text) != third_text):
        return None
    slots = [Slot("first", (given, second_text)), Slot("surname", (third_text,))]
    return _built(run, place, place + 3, slots)


def _may_be_second(given: str, text: str, third: NameWord) -> bool:
    """Not where another person begins: `подруга Салтанат Анара Ермекова`."""
    word = name_word(text)
    if word.patronymic or text.lower() in surnames.PARTICLES:
        return False
    if word.listed:
        return third.surname_rank < LIKELY or all(form.weight < EVERYDAY for form in name_word(given).given)
    return not word.place and not word.common and word.surname_rank < LIKELY


def _after_given(run: list[Token], place: int, given: str) -> Found:
    slots = [Slot("first", (given,))]
    stop = place + 1
    middle = _word(run, stop)
    if middle is not None and (name_word(middle).patronymic or _is_kin_before_surname(run, stop)):
        slots.append(Slot("patronymic", (middle,)))
        stop += 1
    elif stop + 1 < len(run) and run[stop].kind == "initials":
        stop += 1  # Джордж У. Буш
    elif stop < len(run) and run[stop].kind == "initials":  # Гульнара Е., whose surname is not told
        initial = run[stop].text
        readings = tuple(replace(reading, surname=initial) for reading in agreed((slots[0],), None))
        return (Phrase(run[place].start, run[stop].stop, readings), stop + 1) if readings else None
    taken = _surname_words(run, stop, POSSIBLE)
    if taken is not None and not _opens_another(run, stop):
        full = _built(run, place, taken[1], [*slots, Slot("surname", taken[0])])
        full = full or _undeclined(run, place, taken)
        if full is not None:
            return full
    return _without_surname(run, place, given, middle) if len(slots) > 1 and middle is not None else None


def _undeclined(run: list[Token], place: int, taken: tuple[tuple[str, ...], int]) -> Found:
    """A man's given name that is left as it is before a declined surname: `адвоката Галым Сапарова`."""
    given = (form for form in name_word(run[place].text).given if form.sex == "m" and form.cases & NOMINATIVE)
    first = next(given, None)
    if first is None:
        return None
    readings = tuple(
        replace(reading, first=first.nominative)
        for reading in agreed((Slot("surname", taken[0]),), None)
        if reading.sex == "m" and reading.cases & UNDECLINED_BEFORE and not reading.plural
    )
    return (Phrase(run[place].start, run[taken[1] - 1].stop, readings), taken[1]) if readings else None


def _without_surname(run: list[Token], place: int, given: str, middle: str) -> Found:
    """Борис Николаевич; Роман Абрамович, whose surname looks like a patronymic."""
    first = Slot("first", (given,))
    readings = agreed((first, Slot("patronymic", (middle,))), None)
    less = 1 if readings else 0
    if name_word(middle).surname_rank >= LIKELY:
        other = agreed((first, Slot("surname", (middle,))), None)
        readings += tuple(replace(reading, weight=reading.weight - less) for reading in other)
    return (Phrase(run[place].start, run[place + 1].stop, readings), place + 2) if readings else None


def _opens_another(run: list[Token], place: int) -> bool:
    """The word is the given name of the next surname: Адам, then Лидия Стрельцова."""
    text, following = _word(run, place), _word(run, place + 1)
    if text is None or following is None or not name_word(text).listed:
        return False
    return name_word(following).surname_rank == SURE and not name_word(following).common


def _surname_first(run: list[Token], place: int, initial: bool) -> Found:
    """Сапаров Ержан, Токаев К.К., Токаев Касым-Жомарт Кемелевич."""
    word = name_word(run[place].text)
    stop = place + 1
    if word.surname_rank < LIKELY or stop >= len(run):
        return None
    if initial and word.surname_rank < SURE and not _is_patronymic(_word(run, place + 2) or ""):
        return None
    surname = Slot("surname", (run[place].text,))
    if run[stop].kind == "initials" and not word.listed:
        return (
            None if _word(run, stop + 1) else _built(run, place, stop + 1, [surname], initials=run[stop].text)
        )
    given = _word(run, stop)
    if given is None or name_word(given).given_rank < LIKELY:
        return None
    slots = [surname, Slot("first", (given,))]
    following = _word(run, stop + 1)
    if following is None:
        return _turned(run, place, slots)
    if _is_patronymic(following):
        return _built(run, place, stop + 2, [*slots, Slot("patronymic", (following,))])
    next_word = name_word(following)
    if next_word.surname_rank >= POSSIBLE and (word.place or not next_word.common):
        return None  # супруга Сапарова Айгуль Ермек: two people; президент Украины Александр Мороз
    return _turned(run, place, slots)


def _turned(run: list[Token], place: int, slots: list[Slot]) -> Found:
    found = _built(run, place, place + 2, slots)
    return None if found is None else (replace(found[0], turned=True), found[1])


def _is_patronymic(text: str) -> bool:
    kin = (*surnames.SON_ENDINGS, *surnames.DAUGHTER_ENDINGS)
    return bool(name_word(text).patronymic) or text.lower().endswith(kin)


def _is_kin_before_surname(run: list[Token], place: int) -> bool:
    """`Асет Нурланулы| Жумин`: the father's name, as a surname stands behind it."""
    text, following = _word(run, place), _word(run, place + 1)
    if text is None or following is None or not _is_patronymic(text) or _opens_another(run, place + 1):
        return False
    word = name_word(following)
    return word.surname_rank >= POSSIBLE and not (word.common or word.place)


def _unknown_first(run: list[Token], place: int) -> Found:
    """A given name no table knows before a surname that shows itself: Мукаш Искандиров."""
    text = run[place].text
    word = name_word(text)
    if word.common or word.place or len(text) < 3 or text.isupper():
        return None
    if has_surname_ending(text) and not text.endswith(_GIVEN_ENDINGS):
        return None
    taken = _surname_words(run, place + 1, LIKELY)
    if taken is None or _opens_another(run, place + 1) or name_word(taken[0][-1].split(" ")[0]).place:
        return None
    return _built(run, place, taken[1], [Slot("first", (text,)), Slot("surname", taken[0])])


def unknown_pair(run: list[Token], place: int) -> Found:
    """Two words no table knows, which the words around must make a person: Абдолреза Аббасси."""
    first, last = _word(run, place), _word(run, place + 1)
    if first is None or last is None or first.isupper() or last.isupper():
        return None
    if any(name_word(text).common or name_word(text).place or len(text) < 3 for text in (first, last)):
        return None
    if name_word(first).surname_rank >= LIKELY or not _may_precede_name(run, place - 1):
        return None
    if name_word(last).given_rank >= LIKELY:  # Ермекпаш Ерасыл, but no Минсвязи Игоря Ермекова
        if name_word(first).given or _word(run, place + 2) is not None:
            return None
        return _either_order(run, place, first, last)
    return _built(run, place, place + 2, [Slot("first", (first,)), Slot("surname", (last,))])


def _may_precede_name(run: list[Token], place: int) -> bool:
    """Nothing, or `МВД РК`, `Президент Казахстана`: words that are no part of a name themselves."""
    if place < 0 or run[place].kind != "word":
        return place < 0
    word = name_word(run[place].text)
    return word.common or word.place or is_acronym(run[place].text)


def _either_order(run: list[Token], place: int, first: str, last: str) -> Found:
    """The surname may stand first; another mention in the article must show it."""
    readings = agreed((Slot("first", (first,)), Slot("surname", (last,))), None)
    turned = agreed((Slot("surname", (first,)), Slot("first", (last,))), None)
    if not readings or not turned:
        return None
    less = turned[0].weight - readings[0].weight + 1
    readings += tuple(replace(reading, weight=reading.weight - less) for reading in turned)
    return Phrase(run[place].start, run[place + 1].stop, readings), place + 2


def _surname_words(run: list[Token], place: int, rank: int) -> tuple[tuple[str, ...], int] | None:
    """The surname that begins here, with particles before it: бен Ладен, аль-Асад, фон дер Ляйен."""
    stop = place
    while stop < len(run) and (run[stop].kind == "particle" or _is_particle(run, stop)):
        stop += 1
    text = _word(run, stop)
    if text is None or len(text) < 2:
        return None
    if stop + 1 < len(run) and run[stop + 1].kind == "kin":
        return (f"{text} {run[stop + 1].text}",), stop + 2
    if name_word(text).surname_rank < rank and stop == place:
        return None
    return tuple(token.text for token in run[place : stop + 1]), stop + 1


def _is_particle(run: list[Token], place: int) -> bool:
    """A particle with a capital before another word: Люк Ван Велли, Массимо Де Сантис."""
    text = _word(run, place)
    return text is not None and text.lower() in surnames.PARTICLES and _word(run, place + 1) is not None


# ---- agreement


def _built(
    run: list[Token],
    place: int,
    stop: int,
    slots: list[Slot],
    initials: str | None = None,
) -> Found:
    readings = agreed(tuple(slots), initials)
    if not readings:
        return None
    return Phrase(run[place].start, run[stop - 1].stop, readings), stop
