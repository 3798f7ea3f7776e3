"""Prepositions and the cases they govern, by the grammemes of OpenCorpora. Words only."""

GOVERNED = (
    ("без для до из из-за из-под кроме от около после против ради среди у вокруг насчет", ("gent",)),
    ("вместо мимо внутри напротив посреди помимо", ("gent",)),
    ("к ко благодаря вопреки навстречу согласно по", ("datv",)),
    ("в во на о об обо", ("accs", "loct")),
    ("над перед между", ("ablt",)),
    ("за под", ("accs", "ablt")),
    ("с со", ("gent", "ablt")),
    ("при", ("loct",)),
    ("про через сквозь", ("accs",)),
)

# A place is more likely behind them than a person.
LOCAL = frozenset(("в", "во", "из"))

# What a person has, behind `по`: whose it is stands after it.
SAYINGS = frozenset(("словам", "мнению", "признанию", "утверждению", "убеждению", "выражению"))
