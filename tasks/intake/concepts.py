"""Which words of a heading mean the same kind of addressee: the table behind `addressees`.

A word that stands nowhere here means itself, so that a category of any other name is matched by its own words.
"""

# Dictionary form (ё written as е) → what it means.
CONCEPTS: dict[str, tuple[str, ...]] = {
    "департамент": ("department",),
    "министерство": ("department",),
    "минобрнауки": ("department", "education", "science"),
    "минобразования": ("department", "education"),
    "орган": ("body",),
    "управление": ("body",),
    "отдел": ("body",),
    "комитет": ("body",),
    "моуо": ("body", "education", "municipal"),
    "муоо": ("body", "education", "municipal"),
    "образование": ("education",),
    "наука": ("science",),
    "муниципальный": ("municipal",),
    "муниципалитет": ("municipal",),
    "район": ("municipal",),
    "город": ("municipal",),
    "районный": ("municipal",),
    "округ": ("municipal",),
    "окружной": ("municipal",),
    "городской": ("municipal",),
    "региональный": ("regional",),
    "областной": ("regional",),
    "федеральный": ("federal",),
    "частный": ("private",),
    "негосударственный": ("private",),
    "государственный": ("state",),
    "сельский": ("rural",),
    "общеобразовательный": ("school",),
    "школа": ("school",),
    "сош": ("school",),
    "оо": ("school",),
    "оу": ("school",),
    "гимназия": ("school", "stage"),
    "лицей": ("school", "stage"),
    "средний": ("stage",),
    "основной": ("stage",),
    "начальный": ("stage",),
    "дошкольный": ("preschool",),
    "доу": ("preschool",),
    "доо": ("preschool",),
    "дс": ("preschool",),
    "вуз": ("university",),
    "университет": ("university",),
    "техникум": ("vocational",),
    "колледж": ("vocational",),
    "профессиональный": ("vocational",),
}

# Two neighbouring words → what they mean together.
PAIRS: dict[tuple[str, str], str] = {
    ("муниципальный", "образование"): "municipal",
    ("местный", "самоуправление"): "municipal",
    ("российский", "федерация"): "federal",
    ("детский", "сад"): "preschool",
    ("дошкольный", "образование"): "preschool",
    ("дополнительный", "образование"): "supplementary",
    ("высокий", "образование"): "university",
    ("высший", "образование"): "university",
    ("общий", "образование"): "school",
}

# What an addressee is said to be besides what it is: never the head of a heading.
QUALIFIERS = frozenset(("municipal", "regional", "federal", "private", "state", "rural", "stage"))

# Words about any organization; they count only when a name says nothing else.
GENERIC = {"организация": "organization", "учреждение": "organization", "образовательный": "educational"}

# What a heading may say beyond the category's name and still mean (a part of) it, by the head of the heading.
NARROWING: dict[str, frozenset[str]] = {
    "body": frozenset(),
    "department": frozenset(("regional",)),
}
NARROWING_OTHERS = frozenset(("municipal", "regional", "private", "state", "rural", "stage"))

# One particular place: the heading names an organization, not a category.
PLACES = frozenset(("район", "округ", "город", "поселение"))
REGIONS = frozenset(("область", "край", "республика"))

# Words that change nothing: «руководителям организаций», «всем школам региона», legal forms.
NEUTRAL = frozenset(
    """
    руководитель директор начальник заведующий руководство администрация коллектив педагогический
    весь наш всякий каждый также вид тип число форма собственность регион территория подведомственный
    осуществлять сфера область край республика рекомендовать поручить предложить просить обязать
    гау гбу гоу огау огбу оау обу мбоу моу мау мбу дпо ано чоу
    """.split()
)

INTRODUCING = frozenset(("рекомендовать", "поручить", "предложить", "просить", "обязать"))
