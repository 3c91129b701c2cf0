"""Whose voices are missing: how many answered, in which districts and languages fewer do, and what weighting does."""

from __future__ import annotations

from feedback.insight.figures import LOWER
from feedback.insight.spoken import spoken
from feedback.insight.wording import alphabetical
from feedback.quarterly.document import Block, Heading, Spans
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Filling, Texts, bracketed, listed, paragraph, said
from feedback.quarterly.writing.tables import FUNNEL, PRESENCE, VERDICTS, VOICES, WHOLE
from feedback.quarterly.writing.telling import Telling, is_shown

MOST_NAMED, MOST_LANGUAGES, MOST_DISTRICTS = 6, 4, 3

TITLE: Texts = {"sv": "Vilkas röster saknas?", "en": "Whose voices are missing?"}
OF_HUNDRED: Texts = {
    "sv": "Av 100 avslutade ärenden fick {n} ett svar.",
    "en": "Of 100 closed errands, {n} were answered.",
}
STEPS: Texts = {
    "sv": "I {invited} av {closed} ärenden tillfrågades den som haft ärendet, och {answered} svarade.",
    "en": "In {invited} of {closed} errands the person was asked, and {answered} answered.",
}
NOT_TOLD: Texts = {
    "sv": "Hur många som tillfrågats och svarat är dolt för perioden.",
    "en": "How many were asked and answered is hidden for the period.",
}
FEWER_IN: Texts = {
    "sv": "I {places} är andelen svar säkert mindre än i övriga kommunen.",
    "en": "In {places}, the share answered is certainly smaller than in the rest of the municipality.",
}
LANGUAGES: Texts = {
    "sv": "Ärenden på {languages} får säkert svar mer sällan än andra ärenden.",
    "en": "Errands in {languages} are certainly answered less often than other errands.",
}
IN_DISTRICTS: Texts = {"sv": "{language} (i {districts})", "en": "{language} (in {districts})"}
IN_MANY: dict[bool, Texts] = {
    True: {"sv": "{language} ({n} kommundel)", "en": "{language} ({n} district)"},
    False: {"sv": "{language} ({n} kommundelar)", "en": "{language} ({n} districts)"},
}
NO_LANGUAGE: Texts = {
    "sv": "För inget språk visar siffrorna säkert att färre svarar. Det betyder inte att alla hörs lika mycket.",
    "en": "For no language do the figures surely show that fewer answer. That does not mean that everyone is heard "
    "equally.",
}
WEIGHTING: Texts = {
    "sv": "Andelen nöjda i hela kommunen är {weighted} när svaren viktas så att alla avslutade ärenden räknas lika, och "
    "{plain} utan viktning.",
    "en": "The share satisfied in the whole municipality is {weighted} when the answers are weighted so that all closed "
    "errands count alike, and {plain} without weighting.",
}
NEVER_HEARD: Texts = {
    "sv": "De som aldrig kontaktar kommunen, eller inte går att nå, hörs inte alls.",
    "en": "Those who never contact the municipality, or cannot be reached, are not heard at all.",
}


def missing(given: Given) -> tuple[Block, ...]:
    return (
        Heading(3, TITLE[given.language], "roster"),
        paragraph(
            *_how_many(given), _districts(given), _languages(given), _weighting(given), id="roster-text"
        ),
        paragraph(said(NEVER_HEARD, given.language)),
    )


def _how_many(given: Given) -> tuple[Spans, ...]:
    telling, language = Telling(given), given.language
    closed, invited, answered, share = (
        given.figure(FUNNEL, measure) for measure in ("closed", "invited", "answered", "answered_share")
    )
    if not is_shown(closed) or not is_shown(share):
        return (said(NOT_TOLD, language),)
    return (
        said(OF_HUNDRED, language, n=telling.of_hundred(share)),
        said(
            STEPS,
            language,
            invited=telling.count(invited),
            closed=telling.count(closed),
            answered=telling.count(answered),
        ),
    )


def _districts(given: Given) -> Spans:
    telling = Telling(given)
    rows = [given.figure(PRESENCE, "answering", district=id) for id in given.districts]
    fewer = [each for each in rows if each is not None and each.word == LOWER]
    if not fewer:
        return ()
    named: list[Filling] = [
        bracketed(given.wording.district(each.district), telling.percent(each)) for each in fewer[:MOST_NAMED]
    ]
    if len(fewer) > len(named):
        named.append(telling.more_districts(len(fewer) - len(named)))
    return said(FEWER_IN, given.language, places=listed(named, given.language))


def _languages(given: Given) -> Spans:
    fewer: dict[str, list[str]] = {}
    rows = given.of_table(VOICES)
    for each in rows:
        if each.word == LOWER and each.language != "other":
            fewer.setdefault(each.language, []).append(each.district)
    if not fewer:
        return said(NO_LANGUAGE, given.language) if any(_is_told(each) for each in rows) else ()
    named = sorted((spoken(code, given.wording).name, districts) for code, districts in fewer.items())
    named.sort(key=lambda pair: alphabetical(pair[0]))
    is_long = len(named) > MOST_LANGUAGES
    told = [_where(name, districts, given, is_long) for name, districts in named]
    return said(LANGUAGES, given.language, languages=listed(told, given.language))


def _is_told(figure: Figure) -> bool:
    return figure.measure == "answered_share" and is_shown(figure)


def _where(language: str, districts: list[str], given: Given, is_long: bool) -> Spans:
    """With its districts by name, or where much is told by their number."""
    wording = given.wording
    if is_long or len(districts) > MOST_DISTRICTS:
        word = Telling(given).word(len(districts))
        return said(IN_MANY[len(districts) == 1], given.language, language=language, n=word)
    names = wording.listed([wording.district(id) for id in wording.in_order(districts)])
    return said(IN_DISTRICTS, given.language, language=language, districts=names)


def _weighting(given: Given) -> Spans:
    telling = Telling(given)
    weighted, plain = given.figure(WHOLE, "weighted_share"), given.figure(VERDICTS, "satisfied_share")
    if not is_shown(weighted) or not is_shown(plain):
        return ()
    return said(WEIGHTING, given.language, weighted=telling.percent(weighted), plain=telling.percent(plain))
