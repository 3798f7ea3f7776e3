"""Words around a number that say how exact it is. Words only; lower case, `е` for `ё`.

The keys are the words right before (or after) the number, prepositions between left out.
"""

from newsextract.records import Bound

BEFORE: dict[str, Bound] = {
    # about
    "около": "about",
    "порядка": "about",
    "примерно": "about",
    "приблизительно": "about",
    "ориентировочно": "about",
    "почти": "about",
    "где-то": "about",
    "без малого": "about",
    "в районе": "about",
    "в пределах": "about",
    "плюс-минус": "about",
    "эдак": "about",
    "этак": "about",
    "оценочно": "about",
    "~": "about",
    "≈": "about",
    # at least
    "более": "at_least",
    "более чем": "at_least",
    "больше": "at_least",
    "больше чем": "at_least",
    "чуть больше": "at_least",
    "чуть более": "at_least",
    "немногим более": "at_least",
    "немногим больше": "at_least",
    "свыше": "at_least",
    "свыше чем": "at_least",
    "выше": "at_least",
    "дороже": "at_least",
    "дороже чем": "at_least",
    "не менее": "at_least",
    "не менее чем": "at_least",
    "не меньше": "at_least",
    "не меньше чем": "at_least",
    "не ниже": "at_least",
    "не дешевле": "at_least",
    "как минимум": "at_least",
    "минимум": "at_least",
    "по меньшей мере": "at_least",
    "по крайней мере": "at_least",
    "начиная от": "at_least",
    "начиная с": "at_least",
    ">": "at_least",
    "≥": "at_least",
    # at most
    "менее": "at_most",
    "менее чем": "at_most",
    "меньше": "at_most",
    "меньше чем": "at_most",
    "чуть меньше": "at_most",
    "чуть менее": "at_most",
    "немногим менее": "at_most",
    "немногим меньше": "at_most",
    "ниже": "at_most",
    "дешевле": "at_most",
    "дешевле чем": "at_most",
    "не более": "at_most",
    "не более чем": "at_most",
    "не больше": "at_most",
    "не больше чем": "at_most",
    "не свыше": "at_most",
    "не выше": "at_most",
    "не дороже": "at_most",
    "максимум": "at_most",
    "самое большее": "at_most",
    "от силы": "at_most",
    "вплоть до": "at_most",
    "<": "at_most",
    "≤": "at_most",
}

AFTER: dict[str, Bound] = {
    "и более": "at_least",
    "и выше": "at_least",
    "и дороже": "at_least",
    "минимум": "at_least",
    "как минимум": "at_least",
    "максимум": "at_most",
    "и дешевле": "at_most",
    "и больше": "at_least",
    "и свыше": "at_least",
    "или более": "at_least",
    "или больше": "at_least",
    "с лишним": "at_least",
    "с небольшим": "at_least",
    "с хвостиком": "at_least",
    "и менее": "at_most",
    "и меньше": "at_most",
    "и ниже": "at_most",
    "или менее": "at_most",
    "или меньше": "at_most",
}

# Verbs whose object is passed by, as stems; with `не` before them it is a limit.
EXCEEDING = ("превы", "перевали", "перешагну")
# Words that may stand between a qualifier and the number; before a verb of exceeding also the nouns.
BETWEEN = frozenset("на в во за по с со о об из к сумму сумме суммы размере уровне".split())
BETWEEN_VERB = BETWEEN | frozenset(
    "суммой размер отметку отметки уровень уровня порог планку цифру уже даже".split()
)
# `больше на 5 млн` is a difference of exactly so much; only `больше чем на 5 млн` says more.
COMPARATIVES = frozenset("более больше менее меньше выше ниже дороже дешевле".split())
NEGATION = "не"
BY = "на"
FROM = "от"
TO = "до"
SINCE = frozenset(("с", "со"))

# `до` after these words is where something arrives, so exact, and not a limit. Stems; a space ends a word.
ARRIVING = (
    "увелич", "вырос", "выраст", "возрос", "возрастет", "возрастут", "возрастае", "возрастал", "возрастани",
    "подня", "подним", "повы", "довед", "довест", "доводи", "довел", "сниз", "сниж", "сократ", "сокращ",
    "упал", "упад", "упас", "падени", "пада", "опусти", "опуска", "подорож", "дорожа", "подешев", "дешеве",
    "уменьш", "рост ", "роста ", "ростом ", "прирост", "приросл", "дорос", "доше", "дошл", "доходит", "доходил",
    "доходят", "дойд", "дойти", "добер", "добра", "дотян", "расшир", "достиг", "укрепи", "укрепл", "ослаб", "обвал", "просел", "проседа",
    "рухн", "взлет", "подскоч", "подскак", "скакну", "скач", "скорректир", "нарас", "наращ", "индексир", "индексац",
    "восстанов", "откати", "отскоч", "пересмотр", "урез", "ускор", "замедл", "измени", "плюс ", "минус ",
    "растет", "растут", "росл", "уронил", "удешев", "удорож", "разогна", "сползл",
)  # fmt: skip

# `от` after these words says where something comes from or what a share is of, so exact. Stems.
SOURCE = (
    "процент", "%", "доля", "доли", "долю", "долей", "часть", "части", "треть", "трети", "четверть", "четверти",
    "половин", "отказ", "освобо", "завис", "отлич", "избав",
)  # fmt: skip

# `с десяток тысяч`: before a group word it is about so much.
ABOUT_GROUP = "с"

# `между 5 и 10`; words that may stand before the first of two numbers; stems that make `с 5 до 10` a range.
BETWEEN_TWO = "между"
HEDGES = frozenset(("почти", "примерно", "около", "порядка", "приблизительно"))
SPREAD = ("варьир", "колебл", "диапазон", "в предел", "разброс", "вилк")
GLUED = "около"
