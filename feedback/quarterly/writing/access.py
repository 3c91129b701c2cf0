"""Language and digital access: who is not helped in a language they understand, and who is left out of e-services."""

from __future__ import annotations

from feedback.insight.figures import HIGHER
from feedback.quarterly.document import Block, Heading, Spans
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Filling, Texts, beside, bracketed, listed, paragraph, said
from feedback.quarterly.writing.tables import PRESENCE, VERDICTS
from feedback.quarterly.writing.telling import Telling, is_shown

MOST_NAMED = 6

TITLE: Texts = {"sv": "Språk och digital tillgång", "en": "Language and digital access"}
LANGUAGE: Texts = {
    "sv": "{share} av dem som fått frågan säger att de inte fått hjälp fullt ut på ett språk de förstår bra.",
    "en": "{share} of those who were asked say that they were not fully helped in a language they understand well.",
}
DIGITAL: Texts = {
    "sv": "Av ärenden som går att göra i e-tjänst görs {share} på annat sätt.",
    "en": "Of the errands that can be made by e-service, {share} are made in another way.",
}
HIGHER_IN: Texts = {
    "sv": "Säkert högre än i övriga kommunen: {places}.",
    "en": "Certainly higher than in the rest of the municipality: {places}.",
}
NOWHERE: Texts = {
    "sv": "Ingen kommundel ligger säkert högre än övriga kommunen.",
    "en": "No district is certainly higher than the rest of the municipality.",
}
CHANNELS: Texts = {
    "sv": "Andel nöjda per kanal i hela kommunen: {channels}.",
    "en": "Share satisfied by channel in the whole municipality: {channels}.",
}
NOT_ALIKE: Texts = {
    "sv": "Kanalerna tar emot olika ärenden, så talen visar inte vilken kanal som är bäst.",
    "en": "The channels receive different errands, so the numbers do not show which channel is best.",
}
HIDDEN: Texts = {
    "sv": "Uppgifterna om språk och e-tjänster är dolda för att skydda dem som svarat.",
    "en": "The figures on language and e-services are hidden to protect those who answered.",
}


def access(given: Given) -> tuple[Block, ...]:
    told = (
        *_sign("language_unmet", LANGUAGE, given),
        *_sign("e_service_unused", DIGITAL, given),
        *_channels(given),
    )
    sentences = told or (said(HIDDEN, given.language),)
    return Heading(3, TITLE[given.language], "tillgang"), paragraph(*sentences, id="tillgang-text")


def _sign(measure: str, texts: Texts, given: Given) -> tuple[Spans, ...]:
    whole = given.figure(PRESENCE, measure)
    rows = [given.figure(PRESENCE, measure, district=id) for id in given.districts]
    if not is_shown(whole):
        return ()
    telling = Telling(given)
    higher = [each for each in rows if each is not None and each.word == HIGHER]
    where = said(HIGHER_IN, given.language, places=_named(higher, given)) if higher else ()
    nowhere = said(NOWHERE, given.language) if not higher and any(is_shown(each) for each in rows) else ()
    return said(texts, given.language, share=telling.share(whole)), where, nowhere


def _named(figures: list[Figure], given: Given) -> Spans:
    telling = Telling(given)
    named: list[Filling] = [
        bracketed(given.wording.district(each.district), telling.percent(each))
        for each in figures[:MOST_NAMED]
    ]
    rest = len(figures) - len(named)
    if rest:
        named.append(telling.more_districts(rest))
    return listed(named, given.language)


def _channels(given: Given) -> tuple[Spans, ...]:
    telling, found = Telling(given), []
    for each in given.municipality.channels:
        figure = given.figure(VERDICTS, "satisfied_share", channel=each.id)
        if is_shown(figure):
            found.append(beside(given.wording.channel(each.id).lower(), telling.share(figure)))
    if not found:
        return ()
    return (
        said(CHANNELS, given.language, channels=listed(found, given.language)),
        said(NOT_ALIKE, given.language),
    )
