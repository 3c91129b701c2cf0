"""The method in plain words, with the name of each procedure for those who want to check it."""

from __future__ import annotations

from feedback.quarterly.document import Block, Heading
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, paragraph, said

PARTS: tuple[tuple[str, Texts, Texts], ...] = (
    (
        "metod-fragan",
        {"sv": "Frågan och svaren", "en": "The question and the answers"},
        {
            "sv": "Nöjda är de som gett 4 eller 5 av 5 på frågan om kontakten som helhet. Den som hoppat över frågan räknas "
            "inte. Index är medelvärdet när betygen 1 till 5 är värda 0, 25, 50, 75 och 100. Ett svar räknas till den "
            "vecka då ärendet avslutades. Ett kvartal stängs när alla länkar har hunnit gå ut och ändras sedan inte av "
            "sena svar eller av svar som raderas.",
            "en": "Satisfied are those who gave 4 or 5 out of 5 for the contact as a whole. Whoever skipped the question is "
            "not counted. The index is the mean when the scores 1 to 5 are worth 0, 25, 50, 75 and 100. An answer counts "
            "in the week the errand was closed. A quarter is closed when all links have expired, and is not changed "
            "afterwards by late or erased answers.",
        },
    ),
    (
        "metod-osakerhet",
        {"sv": "Osäkerhet", "en": "Uncertainty"},
        {
            "sv": "Hade andra råkat svara hade talen blivit något annorlunda. Spannen är gjorda för att fånga det rätta "
            "värdet ungefär 95 gånger av 100: Wilsons intervall för andelar, Newcombes för skillnader, t-intervall för "
            "index och exakta Poissongränser för antal ärenden per invånare.",
            "en": "Had others happened to answer, the numbers would have been somewhat different. The intervals are made to "
            "hold the true value about 95 times in 100: Wilson's for shares, Newcombe's for differences, t intervals for "
            "the index, and exact Poisson limits for errands per resident.",
        },
    ),
    (
        "metod-lika",
        {"sv": "Samma slags ärenden", "en": "The same kinds of errands"},
        {
            "sv": "En kommundel jämförs med övriga kommunen inom samma kanal, samma slag av ärende och samma sätt att svara "
            "(indirekt standardisering). Språk jämnas inte ut: om de som inte talar svenska är mindre nöjda är det en "
            "brist, inte något att räkna bort. När en skillnad delas upp säger delarna var den finns, inte varför.",
            "en": "A district is compared with the rest of the municipality within the same channel, the same kind of errand "
            "and the same way of answering (indirect standardisation). Language is not evened out: if those who do not "
            "speak Swedish are less satisfied, that is a failing and nothing to adjust away. When a difference is divided, "
            "the parts say where it lies, not why.",
        },
    ),
    (
        "metod-bedomning",
        {"sv": "Bedömningarna", "en": "The verdicts"},
        {
            "sv": "De prövas i den här ordningen: likvärdigt när hela spannet ligger inom marginalen; brister när hela "
            "spannet ligger under noll och skillnaden håller när alla ställen prövas samtidigt (exakt permutationstest, "
            "Benjamini–Hochberg); bättre när det ligger över noll och håller; annars oklart ännu. I genomsnitt är högst "
            "5 procent av larmen falska. Bedömningarna bygger på oviktade svar. Kommundelar rangordnas aldrig.",
            "en": "They are tried in this order: equal when the whole interval lies within the margin; falls short when the whole "
            "interval lies below zero and the difference holds with all places tried at once (exact permutation test, "
            "Benjamini–Hochberg); better when it lies above zero and holds; otherwise not clear yet. On average at most "
            "5 per cent of the alarms are false. The verdicts rest on unweighted answers. Districts are never ranked.",
        },
    ),
    (
        "metod-tid",
        {"sv": "Ändringar över tid", "en": "Changes over time"},
        {
            "sv": "Ett kvartal har lämnat sin normala variation när det ligger utanför gränser som bara 2 kvartal av 1\u00a0000 "
            "passerar av slump (styrdiagram med exakta binomialgränser, 99,8 procent). Mot samma kvartal ett år tidigare "
            "jämförs alla ärenden, och ett ställe nämns bara när skillnaden är säker vid samma gräns.",
            "en": "A quarter has left its normal variation when it lies outside limits that only 2 quarters in 1,000 pass by "
            "chance (control chart with exact binomial limits, 99.8 per cent). Against the same quarter a year earlier all "
            "errands are compared, and a place is named only when the difference is certain at the same limit.",
        },
    ),
    (
        "metod-roster",
        {"sv": "Vilka som svarar", "en": "Who answers"},
        {
            "sv": "För varje avslutat ärende är kanal, slag, kommundel och språk kända, även när ingen svarar. Den viktade "
            "andelen stämmer av svaren mot alla avslutade ärenden (rakning). Det rättar blandningen av ärenden, men inte "
            "att de som svarar i en grupp kan tycka annorlunda än de som inte svarar.",
            "en": "For every closed errand the channel, the kind, the district and the language are known, also when nobody "
            "answers. The weighted share fits the answers to all closed errands (raking). That corrects the mix of errands, "
            "not that those who answer in a group may think otherwise than those who do not.",
        },
    ),
    (
        "metod-dolt",
        {"sv": "Dolda tal", "en": "Hidden figures"},
        {
            "sv": "Inget visas om färre än tio som svarat, eller där en till nio inte svarat. Ibland döljs ett tal till, för "
            "att det första annars kunde räknas ut; vilket som är vilket sägs aldrig. Det prövas en gång när kvartalet "
            "stängs, över alla tabeller, kvartal och perioder tillsammans (linjär programmering), och är lika på sidorna, i "
            "den här redovisningen och i de öppna data.",
            "en": "Nothing is shown about fewer than ten who answered, or where one to nine did not. Sometimes another figure "
            "is hidden, since the first could otherwise be worked out; which is which is never told. It is tried once when "
            "the quarter is closed, over all tables, quarters and periods together (linear programming), and is the same "
            "on the pages, in this report and in the open data.",
        },
    ),
    (
        "metod-teman",
        {"sv": "Teman och citat", "en": "Themes and quotes"},
        {
            "sv": "Kommentarer grupperas av en dator efter de ord de innehåller, och personer ger temana deras namn. Ett tema "
            "kallas vanligare i en kommundel bara när det är säkert, också bland ärenden av samma slag och med samma "
            "nöjdhet, och med alla teman prövade samtidigt. Citat visas först när en person har frisläppt dem, och bara "
            "med sitt tema: inget säger var eller när de skrevs.",
            "en": "Comments are grouped by a computer by the words they hold, and people give the themes their names. A theme "
            "is called more common in a district only when that is certain, also among errands of the same kind and the "
            "same satisfaction, and with all themes tried at once. Quotes are shown only when a person has released them, "
            "and only with their theme: nothing says where or when they were written.",
        },
    ),
)
DISTRICTS_TITLE: Texts = {"sv": "Kommundelar och invånare", "en": "Districts and residents"}
SOURCE: Texts = {"sv": "Invånare: {source}.", "en": "Residents: {source}."}


def method(given: Given) -> tuple[Block, ...]:
    language = given.language
    found: list[Block] = []
    for id, title, text in PARTS:
        found += [Heading(3, title[language], id), paragraph(said(text, language))]
    note = given.municipality.district_note.get(language, "")
    source = said(SOURCE, language, source=given.municipality.population_source)
    found += [Heading(3, DISTRICTS_TITLE[language], "metod-kommundelar"), paragraph(note, source)]
    return tuple(found)
