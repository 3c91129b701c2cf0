"""The summary on one page, in short sentences and common words: the same facts, the same rows, fewer of them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from feedback.insight.figures import HIDDEN, HIGHER, LOWER, TWELVE_MONTHS
from feedback.insight.wording import BETTER, CANNOT_TELL, EQUAL, LACKING
from feedback.quarterly.document import Block, Bullets, Heading, Spans
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.opening import where
from feedback.quarterly.writing.rows.whole import named_cells, tally
from feedback.quarterly.writing.sentences import Texts, paragraph, plain, said
from feedback.quarterly.writing.tables import FUNNEL, VERDICTS, WHOLE, YEAR_CHANGES
from feedback.quarterly.writing.telling import Telling, is_shown

MOST_PLACES = 4

TITLE: Texts = {
    "sv": "Är servicen lika bra för alla i {place}?",
    "en": "Is the service equally good for everyone in {place}?",
}
WHAT: Texts = {
    "sv": "När du har haft kontakt med kommunen frågar vi hur det gick. Vi vill veta om alla får lika bra service, var de än "
    "bor.",
    "en": "When you have been in touch with the municipality, we ask how it went. We want to know if everyone gets equally "
    "good service, wherever they live.",
}
HOW_MANY: Texts = {
    "sv": "Vi har fått {n} svar. {period}",
    "en": "We have had {n} answers. {period}",
}
A_YEAR: Texts = {
    "sv": "De gäller ett år, till och med {month} {year}.",
    "en": "They are about one year, up to {month} {year}.",
}
A_PART: Texts = {
    "sv": "De gäller {year}, till och med {month}.",
    "en": "They are about {year}, up to {month}.",
}
HIDDEN_MANY: Texts = {
    "sv": "Vi visar inte hur många som har svarat.",
    "en": "We do not show how many have answered.",
}
PLACE: Texts = {
    "sv": "Ett ställe är en del av kommunen och ett sätt att ta kontakt. Till exempel: {example}.",
    "en": "A place is one part of the municipality and one way of getting in touch. For example: {example}.",
}
KNOWN: Texts = {"sv": "Det här vet vi", "en": "What we know"}
SATISFIED: Texts = {
    "sv": "{n} av 100 är nöjda med servicen.",
    "en": "{n} out of 100 are satisfied with the service.",
}
LACKING_AT: Texts = {
    "sv": "På {places} är servicen sämre än i resten av kommunen: {where}.",
    "en": "In {places} the service is worse than in the rest of the municipality: {where}.",
}
LACKING_MANY: Texts = {
    "sv": "På {places} är servicen sämre än i resten av kommunen.",
    "en": "In {places} the service is worse than in the rest of the municipality.",
}
NONE_LACKING: Texts = {
    "sv": "Svaren visar inte på något ställe att servicen är sämre än i resten av kommunen.",
    "en": "Nowhere do the answers show that the service is worse than in the rest of the municipality.",
}
EQUAL_AT: Texts = {
    "sv": "På {places} är servicen lika bra som i resten av kommunen.",
    "en": "In {places} the service is as good as in the rest of the municipality.",
}
BETTER_AT: Texts = {
    "sv": "På {places} är servicen bättre än i resten av kommunen.",
    "en": "In {places} the service is better than in the rest of the municipality.",
}
NOTHING_KNOWN: Texts = {
    "sv": "Svaren räcker inte. Vi kan inte säga något säkert om servicen.",
    "en": "The answers are not enough. We cannot say anything for certain about the service.",
}
ALL_HIDDEN: Texts = {
    "sv": "Vi visar inga resultat den här gången.",
    "en": "We show no results this time.",
}
NO_ERRANDS: Texts = {
    "sv": "Det finns inga ärenden att berätta om.",
    "en": "There are no errands to tell about.",
}
YEAR: dict[str, Texts] = {
    LOWER: {"sv": "Färre är nöjda nu än för ett år sedan.", "en": "Fewer are satisfied now than a year ago."},
    HIGHER: {"sv": "Fler är nöjda nu än för ett år sedan.", "en": "More are satisfied now than a year ago."},
}
UNKNOWN: Texts = {"sv": "Det här vet vi inte", "en": "What we do not know"}
UNTOLD: Texts = {
    "sv": "På {places} har vi för få svar. Där vet vi inte om servicen är lika bra, bättre eller sämre.",
    "en": "In {places} we have too few answers. There we do not know if the service is as good, better or worse.",
}
UNSHOWN: Texts = {
    "sv": "På {places} visar vi inte svaren. Det är för att ingen ska kunna se vad en enskild person har svarat.",
    "en": "In {places} we do not show the answers. That is so that nobody can see what one person has answered.",
}
WHY: Texts = {
    "sv": "Vi vet inte varför det är skillnad mellan olika ställen.",
    "en": "We do not know why places differ.",
}
SILENT: Texts = {
    "sv": "Vi vet inte vad de tycker som aldrig kontaktar kommunen.",
    "en": "We do not know what those think who never contact the municipality.",
}
NEXT: Texts = {"sv": "Vad händer nu?", "en": "What happens now?"}
RECIPIENT: Texts = {
    "sv": "{recipient} får en redovisning och ska säga om den är godkänd.",
    "en": "{recipient} gets a report and is to say if it is approved.",
}
MORE: Texts = {
    "sv": "Alla siffror finns i den långa redovisningen.",
    "en": "All the figures are in the long report.",
}


def easy_title(given: Given) -> str:
    names = given.municipality.short_names
    return plain(TITLE, given.language, place=names.get(given.language) or names["sv"])


def easy_blocks(given: Given) -> tuple[Block, ...]:
    language = given.language
    return (
        paragraph(said(WHAT, language), _how_many(given), style="lead", id="lattlast-text"),
        Heading(2, KNOWN[language], "vet"),
        Bullets(_known(given)),
        *_place(given),
        Heading(2, UNKNOWN[language], "vet-inte"),
        Bullets(_unknown(given)),
        Heading(2, NEXT[language], "sedan"),
        paragraph(_recipient(given), said(MORE, language)),
    )


def _recipient(given: Given) -> Spans:
    name = given.front.recipient.strip()
    return said(RECIPIENT, given.language, recipient=name) if name else ()


def _how_many(given: Given) -> Spans:
    answered = given.figure(FUNNEL, "answered")
    if given.is_without_errands:
        return ()
    if not is_shown(answered):
        return said(HIDDEN_MANY, given.language)
    return said(HOW_MANY, given.language, n=Telling(given).count(answered), period=_period(given))


def _period(given: Given) -> str:
    """In months, as people speak of time."""
    quarter = given.facts.quarter
    last = date(quarter.year, 3 * quarter.number, 1)
    texts = A_YEAR if given.period.kind == TWELVE_MONTHS else A_PART
    month = format_date(last, "LLLL", locale=given.language)
    return plain(texts, given.language, month=month, year=str(quarter.year))


def _known(given: Given) -> tuple[Spans, ...]:
    language, telling = given.language, Telling(given)
    counted = tally(given.facts.overview.matrix)
    found: list[Spans] = []
    weighted, share = given.figure(WHOLE, "weighted_share"), given.figure(VERDICTS, "satisfied_share")
    satisfied = weighted if is_shown(weighted) else share
    if is_shown(satisfied):
        found.append(said(SATISFIED, language, n=telling.of_hundred(satisfied)))
    if counted[LACKING] + counted[EQUAL] + counted[BETTER]:
        found.append(_lacking(given))
        for mark, measure, texts in (
            (EQUAL, "places_equal", EQUAL_AT),
            (BETTER, "places_better", BETTER_AT),
        ):
            if counted[mark]:
                found.append(said(texts, language, places=telling.places(given.figure(WHOLE, measure))))
    else:
        texts = NOTHING_KNOWN if counted[CANNOT_TELL] else ALL_HIDDEN if counted[HIDDEN] else NO_ERRANDS
        found.append(said(texts, language))
    change = given.figure(YEAR_CHANGES, "year_change")
    if change is not None and change.word in YEAR:
        found.append(said(YEAR[change.word], language))
    return tuple(found)


def _lacking(given: Given) -> Spans:
    lacking = [(d, c) for d, c, slot in named_cells(given.facts.overview.matrix) if slot.mark == LACKING]
    if not lacking:
        return said(NONE_LACKING, given.language)
    places = Telling(given).places(given.figure(WHOLE, "places_lacking"))
    if len(lacking) > MOST_PLACES:
        return said(LACKING_MANY, given.language, places=places)
    return said(LACKING_AT, given.language, places=places, where=where(given, lacking))


def _place(given: Given) -> tuple[Block, ...]:
    """What a place is, by an example: the first district and channel of all."""
    districts, channels = given.districts, given.municipality.channels
    if not districts or not channels or given.is_without_errands:
        return ()
    chosen = next((each.id for each in channels if not each.physical), channels[0].id)
    example = given.inside(districts[0], chosen)
    return (paragraph(said(PLACE, given.language, example=example)),)


def _unknown(given: Given) -> tuple[Spans, ...]:
    language, telling = given.language, Telling(given)
    counted = tally(given.facts.overview.matrix)
    found = [
        said(texts, language, places=telling.places(given.figure(WHOLE, measure)))
        for mark, measure, texts in (
            (CANNOT_TELL, "places_cannot_tell", UNTOLD),
            (HIDDEN, "places_hidden", UNSHOWN),
        )
        if counted[mark]
    ]
    differs = counted[LACKING] + counted[BETTER]
    why = (said(WHY, language),) if differs else ()
    return (*found, *why, said(SILENT, language))
