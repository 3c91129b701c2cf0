"""What cannot be said, what a person writes, and what is attached."""

from __future__ import annotations

from feedback.quarterly.document import Block, Bullets, Heading, Spans
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, paragraph, said
from feedback.quarterly.writing.tables import WHOLE
from feedback.quarterly.writing.telling import Telling

# What people write themselves: the administration's view, and what follows from the matter.
VIEWS, CONSEQUENCES = "synpunkter", "konsekvenser"

CANNOT_SAY: Texts = {"sv": "Vad vi inte kan säga", "en": "What we cannot say"}
LIMITS: tuple[Texts, ...] = (
    {
        "sv": "Varför skillnaderna finns. Svaren visar var, inte orsaken.",
        "en": "Why the differences exist. The answers show where, not the cause.",
    },
    {
        "sv": "Vad de tycker som aldrig kontaktar kommunen, och vad de hade svarat som inte svarade.",
        "en": "What those think who never contact the municipality, and what those who did not answer would have said.",
    },
    {
        "sv": "Om ett nytt kontor skulle ge mer likvärdig service. Det kräver ett försök.",
        "en": "Whether a new office would give more equal service. That takes a trial.",
    },
)
UNTOLD: dict[bool, Texts] = {
    True: {
        "sv": "Hur servicen är på det ställe där svaren inte räcker. Där kan den vara både bättre och sämre.",
        "en": "How the service is in the place where the answers are not enough. There it may be both better and worse.",
    },
    False: {
        "sv": "Hur servicen är på de {n} ställen där svaren inte räcker. Där kan den vara både bättre och sämre.",
        "en": "How the service is in the {n} places where the answers are not enough. There it may be both better and "
        "worse.",
    },
}
UNSHOWN: dict[bool, Texts] = {
    True: {
        "sv": "Hur servicen är på det ställe där resultatet är dolt. Dolt är ingen bedömning.",
        "en": "How the service is in the place where the result is hidden. Hidden is no verdict.",
    },
    False: {
        "sv": "Hur servicen är på de {n} ställen där resultatet är dolt. Dolt är ingen bedömning.",
        "en": "How the service is in the {n} places where the result is hidden. Hidden is no verdict.",
    },
}
METHOD: Texts = {"sv": "Metod och begränsningar", "en": "Method and limits"}
METHOD_TEXT: tuple[Texts, ...] = (
    {
        "sv": "Den som haft ett ärende får en kort enkät, oavsett hur ärendet slutade.",
        "en": "Whoever had an errand gets a short survey, however the errand ended.",
    },
    {
        "sv": "En skillnad kallas säker när den är större än vad slumpen ger, också med hänsyn till att många ställen "
        "prövas samtidigt.",
        "en": "A difference is called certain when it is larger than chance gives, also considering that many places are "
        "tried at once.",
    },
    {
        "sv": "Inget som rör färre än tio svar visas, och ibland döljs fler tal för att inget ska gå att räkna ut.",
        "en": "Nothing about fewer than ten answers is shown, and sometimes further figures are hidden so that none can be "
        "worked out.",
    },
    {
        "sv": "Den som svarar kan skilja sig från den som inte gör det; viktningen rättar till det bara delvis.",
        "en": "Those who answer may differ from those who do not; weighting corrects that only in part.",
    },
    {
        "sv": "Hela metoden står i bilaga 2.",
        "en": "The whole method is in appendix 2.",
    },
)
VIEWS_TITLE: Texts = {"sv": "Förvaltningens synpunkter", "en": "The administration's views"}
CONSEQUENCES_TITLE: Texts = {
    "sv": "Ekonomiska och juridiska konsekvenser",
    "en": "Economic and legal consequences",
}
NO_VIEWS: Texts = {
    "sv": "Förvaltningen har inte lämnat några synpunkter utöver redovisningen.",
    "en": "The administration has given no views beyond the report.",
}
NO_CONSEQUENCES: Texts = {
    "sv": "Inga konsekvenser har beskrivits i ärendet.",
    "en": "No consequences have been described in the matter.",
}
ATTACHED: Texts = {"sv": "Bilagor", "en": "Appendices"}
ATTACHMENTS: tuple[Texts, ...] = (
    {"sv": "Bilaga 1. Tabeller med alla siffror", "en": "Appendix 1. Tables with all the figures"},
    {"sv": "Bilaga 2. Metod", "en": "Appendix 2. Method"},
)
OPEN: Texts = {
    "sv": "Samma siffror finns som öppna data, rad för rad: referensen T1:12 är rad 12 i tabell T1.",
    "en": "The same figures are open data, row by row: the reference T1:12 is row 12 of table T1.",
}


def limits(given: Given) -> tuple[Block, ...]:
    language = given.language
    items = [said(each, language) for each in LIMITS]
    items += _places(given.figure(WHOLE, "places_cannot_tell"), UNTOLD, given)
    items += _places(given.figure(WHOLE, "places_hidden"), UNSHOWN, given)
    return (
        Heading(3, CANNOT_SAY[language], "kan-inte-sagas"),
        Bullets(tuple(items)),
        Heading(3, METHOD[language], "metod"),
        paragraph(*(said(each, language) for each in METHOD_TEXT)),
    )


def _places(figure: Figure | None, texts: dict[bool, Texts], given: Given) -> list[Spans]:
    if figure is None or not figure.value:
        return []
    return [said(texts[figure.value == 1], given.language, n=Telling(given).in_words(figure, "n"))]


def own_words(given: Given) -> tuple[Block, ...]:
    """Headings under which people write. What stands there until they do is true as it is."""
    language = given.language
    return (
        Heading(2, VIEWS_TITLE[language], f"{VIEWS}-rubrik"),
        paragraph(said(NO_VIEWS, language), id=VIEWS, is_own=True),
        Heading(2, CONSEQUENCES_TITLE[language], f"{CONSEQUENCES}-rubrik"),
        paragraph(said(NO_CONSEQUENCES, language), id=CONSEQUENCES, is_own=True),
    )


def attachments(given: Given) -> tuple[Block, ...]:
    language = given.language
    return (
        Heading(2, ATTACHED[language], "bilagor"),
        Bullets(tuple(said(each, language) for each in ATTACHMENTS)),
        paragraph(said(OPEN, language), style="note"),
    )
