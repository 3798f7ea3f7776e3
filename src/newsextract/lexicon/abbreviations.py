"""Abbreviations with a full stop after which a sentence goes on."""

from __future__ import annotations

# Always followed by more of the same sentence: `им. Абая`, `ул. Сатпаева`, `стр. 5`.
OPEN = frozenset(
    """
    им ул просп пер пл наб бул дер пос пгт обл р-н мкр корп стр ст ч чч п пп гл рис табл илл см ср напр
    проф акад доц канд ген лейт полк майор капит св о-в оз г-н г-жа гр тов зам пом нач
    англ нем франц исп итал лат греч казах каз рус укр тур араб букв лит устар якобы факс доб прибл прим сост отв
    д
    """.split()
)

# May close a sentence: the next word decides (`в 2023 г. Работы начались`, `в 2023 г. и позже`).
MAYBE = frozenset(
    """
    г гг в вв р руб коп тг тыс млн млрд трлн долл кг км мм м га л т мин макс сек ед чел экз шт кв куб бл
    др пр проч т.д т.п т.е т.к т.н н.э с сс тел моб изд ред ком
    """.split()
)

# Behind a figure they may close a sentence (`в 2023 г. Работы`), elsewhere a name follows (`аким г. Алматы`).
BEFORE_NAMES = frozenset(["г", "р", "с", "т"])
