"""Endings that mark a word as a surname or patronymic, and the small words inside names."""

from __future__ import annotations

# Indeclinable, and they tell the sex: Сарсенбайұлы, Мухамедкызы, Алиев Гейдар Алирза оглы.
SON_ENDINGS = ("улы", "ұлы", "оглы", "оғлы", "оглу", "уулу", "угли")
DAUGHTER_ENDINGS = ("кызы", "қызы", "гызы", "кизи")

# Written as their own word after the father's name.
SON_WORDS = frozenset({"улы", "ұлы", "оглы", "оглу", "уулу", "угли"})
DAUGHTER_WORDS = frozenset({"кызы", "қызы", "гызы", "кизи"})

# A word that ends so is a surname more likely than anything else, even when no dictionary knows it.
INDECLINABLE_ENDINGS = (
    "швили",
    "дзе",
    "енко",
    "чко",
    "шко",
    "йко",
    "ько",
    "ыко",
    "цко",
    "тегі",
    "оглу",
    "заде",
    "еску",
    "яху",
    "инью",
)
NOUN_ENDINGS = (
    "ян", "янц", "чук", "щук", "юк", "ич", "бай", "бек", "хан", "жан", "гали", "кали", "баев", "улин", "сон",
    "штейн", "берг", "ман", "ава", "иани", "урия", "уллин", "скас", "иньш", "айтис", "нен",
)  # fmt: skip

# Small words between or before the parts of a foreign name: Усама бен Ладен, Урсула фон дер Ляйен.
PARTICLES = frozenset(
    "аль эль аш ас ад ан ар бен бин ибн фон ван де дер ден ди да дю дель делла дос ла ле тер цу".split()
)

# Written after the surname with a hyphen, in any case: Бодрова-младшего.
GENERATIONS = {
    form: base
    for base, forms in {
        "младший": "младший младшего младшему младшим младшем мл",
        "младшая": "младшая младшей младшую",
        "старший": "старший старшего старшему старшим старшем ст",
        "старшая": "старшая старшей старшую",
    }.items()
    for form in forms.split()
}

# Of the particles those that stand with a bare surname too: бен Ладен, фон Берг.
NOBLE = frozenset(["бен", "бин", "ибн", "фон", "ван"])
