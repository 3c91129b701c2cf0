"""The first page: what is proposed, and the summary in at most five sentences, with its key figures."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.insight.spoken import spoken
from feedback.insight.wording import BETTER, EQUAL, LACKING, alphabetical
from feedback.quarterly.document import Block, Decision, Heading, Span, Spans
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.key_figures import key_figures
from feedback.quarterly.writing.rows.whole import languages_fewer, named_cells, tally
from feedback.quarterly.writing.sentences import Filling, Texts, listed, paragraph, plain, said
from feedback.quarterly.writing.tables import VOICES, WHOLE
from feedback.quarterly.writing.telling import Telling

MOST_PLACES_NAMED, MOST_LANGUAGES_NAMED = 6, 4

DECISION: Texts = {"sv": "Förslag till beslut", "en": "Proposed decision"}
APPROVED: Texts = {"sv": "Redovisningen godkänns.", "en": "The report is approved."}
APPROVES: Texts = {
    "sv": "{recipient} godkänner redovisningen.",
    "en": "{recipient} approves the report.",
}
NEVER_MORE: Texts = {
    "sv": "Programmet föreslår aldrig mer än att redovisningen godkänns. Ytterligare förslag skrivs av förvaltningen.",
    "en": "The program never proposes more than that the report be approved. Any further proposal is written by the "
    "administration.",
}
SUMMARY: Texts = {"sv": "Sammanfattning", "en": "Summary"}

LACKING_NAMED: Texts = {
    "sv": "Likvärdig service brister på {places}: {where}.",
    "en": "Equal service is lacking in {places}: {where}.",
}
LACKING_MANY: Texts = {
    "sv": "Likvärdig service brister på {places}, i {districts}.",
    "en": "Equal service is lacking in {places}, in {districts}.",
}
NONE_LACKING: Texts = {
    "sv": "Svaren visar inte på något ställe att likvärdig service brister.",
    "en": "Nowhere do the answers show that equal service is lacking.",
}
NOTHING_TOLD: Texts = {
    "sv": "Svaren räcker inte för en slutsats om servicen på något ställe.",
    "en": "The answers are not enough for a conclusion about the service anywhere.",
}
ALL_HIDDEN: Texts = {
    "sv": "Alla resultat är dolda för att skydda dem som svarat.",
    "en": "All results are hidden to protect those who answered.",
}
SAYS_NOTHING: Texts = {
    "sv": "Sammanfattningen säger därför ingenting om hur servicen är.",
    "en": "The summary therefore says nothing about how the service is.",
}
NO_ERRANDS: Texts = {
    "sv": "Det finns inga avslutade ärenden att redovisa för perioden.",
    "en": "There are no closed errands to report for the period.",
}
REMAINS: dict[bool, Texts] = {
    True: {
        "sv": "Skillnaden finns kvar när samma slags ärenden jämförs.",
        "en": "The difference remains when the same kinds of errands are compared.",
    },
    False: {
        "sv": "Skillnaderna finns kvar när samma slags ärenden jämförs.",
        "en": "The differences remain when the same kinds of errands are compared.",
    },
}
EQUAL_AND_BETTER: Texts = {
    "sv": "På {equal} är servicen likvärdig, och på {better} får den bättre omdömen än i övriga kommunen.",
    "en": "In {equal} the service is equal, and in {better} it is rated better than in the rest of the municipality.",
}
ONLY_EQUAL: Texts = {
    "sv": "På {equal} är servicen likvärdig.",
    "en": "In {equal} the service is equal.",
}
ONLY_BETTER: Texts = {
    "sv": "På {better} får servicen bättre omdömen än i övriga kommunen.",
    "en": "In {better} the service is rated better than in the rest of the municipality.",
}
UNTOLD: Texts = {
    "sv": "För {number} av {all} kombinationer av kommundel och kanal räcker svaren inte för en slutsats, vilket inte "
    "betyder att servicen är lika{hidden}.",
    "en": "For {number} of {all} combinations of district and channel the answers are not enough for a conclusion, "
    "which does not mean that the service is the same{hidden}.",
}
AND_HIDDEN: dict[bool, Texts] = {
    True: {"sv": ", och {hidden} är dold", "en": ", and {hidden} is hidden"},
    False: {"sv": ", och {hidden} är dolda", "en": ", and {hidden} are hidden"},
}
ONLY_HIDDEN: Texts = {
    "sv": "För {hidden} av {all} kombinationer av kommundel och kanal är resultatet dolt för att skydda dem som svarat.",
    "en": "For {hidden} of {all} combinations of district and channel the result is hidden to protect those who "
    "answered.",
}
FEWER_VOICES: Texts = {
    "sv": "Ärenden på {languages} får i någon kommundel säkert svar mer sällan än andra ärenden.",
    "en": "In some district, errands in {languages} are certainly answered less often than other errands.",
}
MANY_LANGUAGES: Texts = {
    "sv": "Ärenden på {number} språk får i någon kommundel säkert svar mer sällan än andra ärenden.",
    "en": "In some district, errands in {number} languages are certainly answered less often than other errands.",
}


def opening(given: Given) -> tuple[Block, ...]:
    language = given.language
    return (
        Heading(2, DECISION[language], "forslag"),
        Decision((_decision(given),)),
        paragraph(NEVER_MORE[language], style="note"),
        Heading(2, SUMMARY[language], "sammanfattning"),
        paragraph(*summary(given), style="lead", id="sammanfattning-text"),
        *(() if given.is_without_errands else (key_figures(given),)),
    )


def _decision(given: Given) -> str:
    recipient = given.front.recipient.strip()
    return plain(APPROVES if recipient else APPROVED, given.language, recipient=recipient)


def summary(given: Given) -> tuple[Spans, ...]:
    """At most five sentences, the most important first."""
    counted = tally(given.facts.overview.matrix)
    told = counted[LACKING] + counted[EQUAL] + counted[BETTER]
    if not told:
        return _nothing_to_tell(given)
    sentences = (
        _lacking(given),
        _remains(given),
        _equal_and_better(given),
        _untold(given),
        fewer_voices(given),
    )
    return tuple(each for each in sentences if each)


def _nothing_to_tell(given: Given) -> tuple[Spans, ...]:
    language = given.language
    counted = tally(given.facts.overview.matrix)
    if counted["cannot_tell"]:
        found = (said(NOTHING_TOLD, language), _untold(given), fewer_voices(given))
    elif counted["hidden"]:
        found = (said(ALL_HIDDEN, language), said(SAYS_NOTHING, language), ())
    else:
        found = (said(NO_ERRANDS, language), said(SAYS_NOTHING, language), ())
    return tuple(each for each in found if each)


def _lacking(given: Given) -> Spans:
    telling, language = Telling(given), given.language
    lacking = [(d, c) for d, c, slot in named_cells(given.facts.overview.matrix) if slot.mark == LACKING]
    if not lacking:
        return said(NONE_LACKING, language)
    places = telling.places(given.figure(WHOLE, "places_lacking"))
    if len(lacking) <= MOST_PLACES_NAMED:
        return said(LACKING_NAMED, language, places=places, where=where(given, lacking))
    return said(LACKING_MANY, language, places=places, districts=_districts(given))


def where(given: Given, places: Sequence[tuple[str, str]]) -> Spans:
    """`med e-post i Flemingsberg samt i telefon och i e-tjänster i Skogås och Vårby`: districts with the same
    channels together, in alphabetical order."""
    wording = given.wording
    by_district: dict[str, list[str]] = {}
    for district, channel in places:
        by_district.setdefault(district, []).append(wording.channel_phrase(channel))
    alike: dict[str, list[str]] = {}
    for id in wording.in_order(by_district):
        alike.setdefault(wording.listed(by_district[id]), []).append(wording.district(id))
    within = {"sv": " i ", "en": " in "}[given.language]
    named = [phrase + within + wording.listed(districts) for phrase, districts in alike.items()]
    if len(named) > 1 and len(named) < len(places):
        last = {"sv": " samt ", "en": ", and "}[given.language]
        return (Span(", ".join(named[:-1]) + last + named[-1]),)
    return listed(named, given.language)


def _districts(given: Given) -> Spans:
    found = given.figure(WHOLE, "districts_lacking")
    one, many = {"sv": ("kommundel", "kommundelar"), "en": ("district", "districts")}[given.language]
    return (Telling(given).in_words(found), Span(f" {one if found and found.value == 1 else many}"))


def _remains(given: Given) -> Spans:
    """Said only where every lacking place was compared like with like."""
    lacking = [slot for _d, _c, slot in named_cells(given.facts.overview.matrix) if slot.mark == LACKING]
    if not lacking or any(slot.judged is None or slot.judged.like_gap is None for slot in lacking):
        return ()
    return said(REMAINS[len(lacking) == 1], given.language)


def _equal_and_better(given: Given) -> Spans:
    counted, telling = tally(given.facts.overview.matrix), Telling(given)
    equal = telling.places(given.figure(WHOLE, "places_equal"))
    better = telling.places(given.figure(WHOLE, "places_better"))
    if counted[EQUAL] and counted[BETTER]:
        return said(EQUAL_AND_BETTER, given.language, equal=equal, better=better)
    if counted[EQUAL]:
        return said(ONLY_EQUAL, given.language, equal=equal)
    return said(ONLY_BETTER, given.language, better=better) if counted[BETTER] else ()


def _untold(given: Given) -> Spans:
    counted, telling = tally(given.facts.overview.matrix), Telling(given)
    hidden = telling.in_words(given.figure(WHOLE, "places_hidden"))
    values: dict[str, Filling] = {"all": telling.in_words(given.figure(WHOLE, "places")), "hidden": hidden}
    if counted["cannot_tell"]:
        beside: Filling = ""
        if counted["hidden"]:
            beside = said(AND_HIDDEN[counted["hidden"] == 1], given.language, hidden=hidden)
        number = telling.in_words(given.figure(WHOLE, "places_cannot_tell"))
        return said(UNTOLD, given.language, **values | {"number": number, "hidden": beside})
    return said(ONLY_HIDDEN, given.language, **values) if counted["hidden"] else ()


def fewer_voices(given: Given) -> Spans:
    """The languages whose errands are surely answered less often, in at least one district."""
    found = languages_fewer(given.of_table(VOICES))
    if not found:
        return ()
    names = sorted((spoken(code, given.wording).name for code in found), key=alphabetical)
    if len(names) > MOST_LANGUAGES_NAMED:
        number = Telling(given).in_words(given.figure(WHOLE, "languages_fewer"), "n")
        return said(MANY_LANGUAGES, given.language, number=number)
    return said(FEWER_VOICES, given.language, languages=given.wording.listed(names))
