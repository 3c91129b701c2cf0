"""The four numbers under the summary: errands, answers, satisfaction, and what is said of how many places."""

from __future__ import annotations

from feedback.quarterly.document import KeyFigure, KeyFigures
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, plain
from feedback.quarterly.writing.tables import FUNNEL, VERDICTS, WHOLE
from feedback.quarterly.writing.telling import Telling, is_shown

CLOSED: Texts = {"sv": "Avslutade ärenden", "en": "Closed errands"}
ANSWERS: Texts = {"sv": "Svar", "en": "Answers"}
SATISFIED: Texts = {"sv": "Nöjda, hela kommunen", "en": "Satisfied, whole municipality"}
PLACES: Texts = {"sv": "Ställen (kommundel och kanal)", "en": "Places (district and channel)"}
OF_CLOSED: Texts = {"sv": "{share} av avslutade ärenden", "en": "{share} of closed errands"}
WEIGHTED: Texts = {"sv": "{span}, viktat", "en": "{span}, weighted"}
PROTECTED: Texts = {"sv": "för att skydda dem som svarat", "en": "to protect those who answered"}
KINDS = (
    ("places_lacking", {"sv": ("brister", "brister"), "en": ("falls short", "fall short")}),
    ("places_equal", {"sv": ("likvärdig", "likvärdiga"), "en": ("equal", "equal")}),
    ("places_better", {"sv": ("bättre", "bättre"), "en": ("better", "better")}),
    ("places_cannot_tell", {"sv": ("oklar", "oklara"), "en": ("not clear yet", "not clear yet")}),
    ("places_hidden", {"sv": ("dold", "dolda"), "en": ("hidden", "hidden")}),
)


def key_figures(given: Given) -> KeyFigures:
    language, telling = given.language, Telling(given)
    closed, answered = given.figure(FUNNEL, "closed"), given.figure(FUNNEL, "answered")
    share = given.figure(FUNNEL, "answered_share")
    of_closed = (
        plain(OF_CLOSED, language, share=telling.percent(share).text)
        if is_shown(share)
        else PROTECTED[language]
    )
    return KeyFigures(
        (
            _key(given, CLOSED, closed, given.wording.period(given.facts.selection)),
            _key(given, ANSWERS, answered, of_closed),
            _satisfied(given),
            _key(given, PLACES, given.figure(WHOLE, "places"), _verdict_note(given)),
        )
    )


def _key(given: Given, label: Texts, figure: Figure | None, note: str) -> KeyFigure:
    told = Telling(given).count(figure)
    text = told.text if is_shown(figure) else told.text.capitalize()
    return KeyFigure(label[given.language], text, note, told.ref if is_shown(figure) else "")


def _satisfied(given: Given) -> KeyFigure:
    """The weighted share, or the plain one where there is none."""
    language, telling = given.language, Telling(given)
    weighted, plain_share = given.figure(WHOLE, "weighted_share"), given.figure(VERDICTS, "satisfied_share")
    figure = weighted if is_shown(weighted) else plain_share
    if figure is None or not is_shown(figure):
        return KeyFigure(
            SATISFIED[language], telling.hidden(figure).text.capitalize(), PROTECTED[language], ""
        )
    span = telling.span(figure).text
    note = plain(WEIGHTED, language, span=span) if figure is weighted else span
    return KeyFigure(SATISFIED[language], telling.percent(figure).text, note, figure.ref)


def _verdict_note(given: Given) -> str:
    """`3 brister, 21 likvärdiga, 1 bättre, 20 oklara, 11 dolda`."""
    told = []
    for measure, words in KINDS:
        figure = given.figure(WHOLE, measure)
        n = round(figure.value) if figure and figure.value else 0
        if n:
            one, many = words[given.language]
            told.append(f"{given.number.whole(n)} {one if n == 1 else many}")
    return ", ".join(told)
