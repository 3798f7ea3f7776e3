"""Words by whose place and form the parts of a news page are told apart."""

# A paragraph that begins so adds to the one before it: nothing of the article stands between the two.
ADDITIONS = (
    "Также",
    "Кроме того",
    "Кроме этого",
    "Более того",
    "Помимо этого",
    "Помимо того",
    "При этом",
    "Вместе с тем",
    "Вместе с этим",
    "К тому же",
    "Таким образом",
    "Тем самым",
)

# A paragraph that begins so leans on the one before it: a subheading hardly stands between the two.
CONTINUATIONS = (
    *ADDITIONS,
    "В то же время",
    "Тем не менее",
    "Однако",
    "В свою очередь",
    "Далее",
    "Затем",
    "Поэтому",
    "Там же",
    "Об этом",
    "Он",
    "Она",
    "Они",
    "Его",
    "Её",
    "Их",
    "По его словам",
    "По ее словам",
    "По её словам",
    "По их словам",
    "Этот",
    "Эта",
    "Это",
    "Эти",
)

# A line that begins so is a paragraph of the article, whatever it ends in.
OPENERS = (
    *CONTINUATIONS,
    "Ранее",
    "Напомним",
    "Отметим",
    "Добавим",
    "Уточним",
    "Кстати",
    "Позже",
    "Сегодня",
    "Сейчас",
    "Между тем",
    "Тем временем",
    "Сообщается",
    "Отмечается",
    "Уточняется",
    "Известно",
    "По данным",
    "По словам",
    "По информации",
    "По сведениям",
    "По мнению",
    "Согласно",
    "Как",
    "Если",
    "Ведь",
    "Но",
    "А",
    "И",
)

# Before the name of the one who wrote or took down an article.
BYLINES = (
    "Автор",
    "Авторы",
    "Текст",
    "Корреспондент",
    "Подготовил",
    "Подготовила",
    "Материал подготовил",
    "Материал подготовила",
    "Записал",
    "Записала",
    "Беседовал",
    "Беседовала",
)

# The first word of a picture's credit.
CREDITS = ("Фото", "Кадр", "Кадры", "Скриншот", "Коллаж", "Иллюстрация", "Эскиз", "Инфографика")

# Before the headline of another article on the same line.
READ_ALSO = (
    "Читайте",
    "Читать",
    "Смотрите",
    "Смотреть",
    "По теме",
    "Материалы по теме",
    "Рекомендуем",
    "Подробнее",
)
