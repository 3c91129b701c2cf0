"""Which figures a table of the appendix shows, and what their columns are called."""

from __future__ import annotations

from feedback.quarterly.writing import tables
from feedback.quarterly.writing.beside_others import measure_name
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts

SHORT: dict[str, Texts] = {
    "answers": {"sv": "Svar", "en": "Answers"},
    "satisfied_share": {"sv": "Nöjda", "en": "Satisfied"},
    "index": {"sv": "Index", "en": "Index"},
    "reference_share": {"sv": "Jämförs med", "en": "Compared with"},
    "gap": {"sv": "Skillnad, alla ärenden", "en": "Difference, all errands"},
    "like_gap": {"sv": "Skillnad, samma slag", "en": "Difference, same kinds"},
    "needed": {"sv": "Svar till som behövs", "en": "Further answers needed"},
    "verdict": {"sv": "Bedömning", "en": "Verdict"},
    "visits": {"sv": "Besök", "en": "Visits"},
    "closed": {"sv": "Avslutade", "en": "Closed"},
    "invited": {"sv": "Tillfrågade", "en": "Asked"},
    "delivered": {"sv": "Kom fram", "en": "Arrived"},
    "started": {"sv": "Började svara", "en": "Began"},
    "answered": {"sv": "Svarade", "en": "Answered"},
    "answered_share": {"sv": "Andel svar", "en": "Share answered"},
    "verdict_before": {"sv": "Då", "en": "Then"},
    "variation": {"sv": "Normal variation", "en": "Normal variation"},
    "shift": {"sv": "Ändring, samma slag", "en": "Change, same kinds"},
    "year_change": {"sv": "Ändring på ett år", "en": "Change in a year"},
    "split_errands": {"sv": "Slag av ärenden", "en": "Kinds of errand"},
    "split_channels": {"sv": "Kanaler", "en": "Channels"},
    "split_mode": {"sv": "Sätt att svara", "en": "Ways of answering"},
    "split_not_comparable": {"sv": "Utan motsvarighet", "en": "Without a like"},
    "split_rest": {"sv": "Resten", "en": "The rest"},
    "residents": {"sv": "Invånare", "en": "Residents"},
    "rate": {"sv": "Per 1\u00a0000 invånare", "en": "Per 1,000 residents"},
    "rate_ratio": {"sv": "Gånger övriga", "en": "Times the rest"},
    "language_unmet": {"sv": "Inte fullt hjälpta på sitt språk", "en": "Not fully helped in own language"},
    "e_service_unused": {"sv": "Använder inte e-tjänst", "en": "Not using e-service"},
    "answering": {"sv": "Svarar på enkäten", "en": "Answer the survey"},
    "theme_comments": {"sv": "Kommentarer", "en": "Comments"},
    "theme_share": {"sv": "Andel", "en": "Share"},
    "theme_satisfied": {"sv": "Nöjda", "en": "Satisfied"},
    "theme_change": {"sv": "Över tid", "en": "Over time"},
    "lift": {"sv": "Så många gånger vanligare", "en": "So many times as common"},
    "like_lift": {"sv": "Bland lika ärenden", "en": "Among like errands"},
}
COMPARED = ("verdict", "answers", "satisfied_share", "index", "reference_share", "gap", "like_gap", "needed")
LEVEL = ("answers", "satisfied_share", "index")
COLUMNS: dict[str, tuple[str, ...]] = {
    tables.VERDICTS: COMPARED,
    tables.LATEST: LEVEL,
    tables.YEAR_AGO: LEVEL,
    tables.OFFICES: ("visits", *COMPARED),
    tables.VISITORS: ("visits",),
    tables.SERVICES: ("verdict", "answers", "satisfied_share", "gap", "like_gap"),
    tables.FUNNEL: ("closed", "invited", "delivered", "started", "answered", "answered_share"),
    tables.CHANGES: ("verdict_before", "verdict", "variation", "shift"),
    tables.YEAR_CHANGES: ("year_change",),
    tables.SPLITS: (
        "gap",
        "split_errands",
        "split_channels",
        "split_mode",
        "split_not_comparable",
        "split_rest",
    ),
    tables.VOICES: ("closed", "answered", "answered_share"),
    tables.USE: ("residents", "closed", "rate", "rate_ratio"),
    tables.PRESENCE: ("visits", "rate", "verdict", "language_unmet", "e_service_unused", "answering"),
    tables.THEMES: ("theme_comments", "theme_share", "theme_satisfied", "theme_change"),
    tables.THEME_PLACES: ("theme_comments", "lift", "like_lift"),
    tables.ITEMS: ("bemotande", "enkelhet", "tydlighet"),
}


def heading(measure: str, given: Given) -> str:
    return SHORT[measure][given.language] if measure in SHORT else measure_name(measure, given)
