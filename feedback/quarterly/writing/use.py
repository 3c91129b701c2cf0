"""Use per 1,000 residents, district by district."""

from __future__ import annotations

from feedback.insight.charts import Interval, RateRow, Words, rate_plot
from feedback.insight.figures import HIGHER, LOWER, UseLine
from feedback.quarterly.document import Block, Chart, Heading, Spans
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, beside, listed, paragraph, plain, said
from feedback.quarterly.writing.tables import USE
from feedback.quarterly.writing.telling import Telling, is_shown, measure_of

MOST_ROWS, MOST_NAMED = 14, 8

TITLE: Texts = {"sv": "Användning per 1\u00a0000 invånare", "en": "Use per 1,000 residents"}
WHOLE: Texts = {
    "sv": "Hela kommunen hade {rate} avslutade ärenden per 1\u00a0000 invånare och år, alla kanaler tillsammans.",
    "en": "The whole municipality had {rate} closed errands per 1,000 residents and year, all channels together.",
}
MORE: Texts = {
    "sv": "Säkert fler ärenden per invånare än i övriga kommunen: {places}.",
    "en": "Certainly more errands per resident than in the rest of the municipality: {places}.",
}
FEWER: Texts = {"sv": "Säkert färre: {places}.", "en": "Certainly fewer: {places}."}
NO_DIFFERENCE: Texts = {
    "sv": "Ingen kommundel skiljer sig säkert från övriga kommunen. Det betyder inte att användningen är lika.",
    "en": "No district certainly differs from the rest of the municipality. That does not mean that use is the same.",
}
NOT_NEED: Texts = {
    "sv": "Fler ärenden kan betyda både större behov och lättare väg in.",
    "en": "More errands can mean both greater need and an easier way in.",
}
HIDDEN: Texts = {
    "sv": "Användningen är dold för att skydda dem som haft ärenden.",
    "en": "Use is hidden to protect those who had errands.",
}
NO_POPULATION: Texts = {
    "sv": "Antalet invånare per kommundel är inte känt. Därför redovisas ingen användning per invånare.",
    "en": "The number of residents by district is not known. Use per resident is therefore not reported.",
}
MANY: Texts = {
    "sv": "Alla kommundelar står i bilagan, tabell {table}.",
    "en": "All districts are in the appendix, table {table}.",
}
CHART: Texts = {
    "sv": "Avslutade ärenden per 1\u00a0000 invånare och år",
    "en": "Closed errands per 1,000 residents and year",
}
SUBTITLE: Texts = {
    "sv": "Alla kanaler, med 95 procents osäkerhet. Fyllt märke: säkert annan användning än i övriga kommunen. Invånare: "
    "{source}.",
    "en": "All channels, with 95 per cent uncertainty. A filled mark: certainly another use than in the rest of the "
    "municipality. Residents: {source}.",
}
REFERENCE: Texts = {"sv": "Hela kommunen {rate}", "en": "Whole municipality {rate}"}


def use(given: Given) -> tuple[Block, ...]:
    language = given.language
    heading = Heading(3, TITLE[language], "anvandning")
    lines = _lines(given)
    whole = given.figure(USE, "rate")
    if not any(each.all.events for each in lines) or not any(each.all.rate for each in lines):
        is_hidden = any(each.all.events is None for each in lines)
        return heading, paragraph(
            said(HIDDEN if is_hidden else NO_POPULATION, language), id="anvandning-text"
        )
    first = said(WHOLE, language, rate=Telling(given).rate(whole)) if is_shown(whole) else ()
    many = said(MANY, language, table=USE) if len(lines) > MOST_ROWS else ()
    return (
        heading,
        paragraph(first, *_standings(given), said(NOT_NEED, language), many, id="anvandning-text"),
        *(() if many else _chart(given, lines)),
    )


def _lines(given: Given) -> list[UseLine]:
    by_id = {each.district: each for each in given.facts.use.lines}
    return [by_id[id] for id in given.districts if id in by_id]


def _standings(given: Given) -> tuple[Spans, ...]:
    found = tuple(
        said(texts, given.language, places=places)
        for texts, standing in ((MORE, HIGHER), (FEWER, LOWER))
        if (places := _named(given, standing))
    )
    return found or (said(NO_DIFFERENCE, given.language),)


def _named(given: Given, standing: str) -> Spans:
    telling, found = Telling(given), []
    for id in given.districts:
        figure = given.figure(USE, "rate", district=id)
        if figure is not None and figure.word == standing:
            found.append(beside(given.wording.district(id), telling.rate(figure)))
    if len(found) > MOST_NAMED:
        rest = len(found) - MOST_NAMED + 1
        return listed([*found[: MOST_NAMED - 1], telling.more_districts(rest)], given.language)
    return listed(found, given.language)


def _chart(given: Given, lines: list[UseLine]) -> tuple[Chart, ...]:
    wording, language = given.wording, given.language
    whole = given.figure(USE, "rate")
    reference = measure_of(whole).value if whole is not None and is_shown(whole) else None
    rows = [
        RateRow(
            wording.district(each.district),
            Interval(each.all.rate.value, each.all.rate.low, each.all.rate.high) if each.all.rate else None,
            wording.standing(each.all.standing),
            wording.rate(each.all) if each.all.rate else "",
            certain=each.all.standing in (HIGHER, LOWER),
        )
        for each in lines
    ]
    described = "; ".join(f"{row.label}: {row.value} {row.verdict}" for row in rows)
    words = Words(
        "anvandning",
        CHART[language],
        described,
        reference=plain(REFERENCE, language, rate=given.number.whole(reference)) if reference else "",
        tick=given.number.whole,
    )
    source = given.municipality.population_source
    return (
        Chart(
            "anvandning",
            CHART[language],
            plain(SUBTITLE, language, source=source),
            f"{CHART[language]}. {described}.",
            str(rate_plot(rows, words, reference)),
            USE,
        ),
    )
