"""The districts on a map, how to read the figures, and where they come from."""

from __future__ import annotations

from feedback.insight.charts import Mark, Tile, Words, tile_picture
from feedback.insight.pages.overview_map import said_of
from feedback.quarterly.document import Block, Chart, Heading
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.rows.whole import tally
from feedback.quarterly.writing.sentences import Texts, paragraph, plain, said
from feedback.quarterly.writing.tables import FUNNEL, VERDICTS
from feedback.quarterly.writing.telling import Telling, is_shown

DISTRICTS: Texts = {"sv": "Kommundelarna", "en": "The districts"}
LACKING_IN: Texts = {
    "sv": "Likvärdig service brister på något sätt i {districts}",
    "en": "Equal service is lacking in some way in {districts}",
}
LACKING_IN_MANY: Texts = {
    "sv": "Likvärdig service brister på något sätt i {n} av {all} kommundelar",
    "en": "Equal service is lacking in some way in {n} of {all} districts",
}
ALL_HIDDEN: Texts = {
    "sv": "Resultaten är dolda i alla kommundelar",
    "en": "The results are hidden in every district",
}
NOTHING_TOLD: Texts = {
    "sv": "Svaren räcker inte för en slutsats i någon kommundel",
    "en": "The answers are not enough for a conclusion in any district",
}
LACKING_NOWHERE: Texts = {
    "sv": "Svaren visar inte i någon kommundel att likvärdig service brister",
    "en": "In no district do the answers show that equal service is lacking",
}
MAP_SUBTITLE: dict[bool, Texts] = {
    True: {
        "sv": "Andel nöjda i alla kanaler tillsammans. Schematisk karta med norr uppåt. {note}",
        "en": "Share satisfied in all channels together. Schematic map with north upwards. {note}",
    },
    False: {
        "sv": "Andel nöjda i alla kanaler tillsammans. Kommundelarna står i bokstavsordning. {note}",
        "en": "Share satisfied in all channels together. The districts are in alphabetical order. {note}",
    },
}
READING: Texts = {"sv": "Så ska siffrorna läsas", "en": "How to read the figures"}
MEANINGS: tuple[Texts, ...] = (
    {
        "sv": "*Brister* betyder att nöjdheten säkert är lägre än i övriga kommunen, med samma slags ärenden där det kan "
        "jämföras, och att skillnaden inte säkert ryms inom marginalen på {margin} procentenheter.",
        "en": "*Falls short* means that satisfaction is certainly lower than in the rest of the municipality, among the same "
        "kinds of errands where that can be compared, and that the difference is not certain to be within the margin of "
        "{margin} percentage points.",
    },
    {
        "sv": "*Likvärdigt* betyder att skillnaden säkert ryms inom marginalen, och *bättre* att nöjdheten säkert är "
        "högre.",
        "en": "*Equal* means that the difference is certain to be within the margin, and *better* that satisfaction is "
        "certainly higher.",
    },
    {
        "sv": "*Oklart ännu* betyder att svaren inte räcker. Det betyder inte att servicen är lika.",
        "en": "*Not clear yet* means that the answers are not enough. It does not mean that the service is the same.",
    },
    {
        "sv": "*Dolt* är ingen bedömning: siffran visas inte, för att skydda dem som svarat.",
        "en": "*Hidden* is no verdict: the figure is not shown, to protect those who answered.",
    },
    {
        "sv": "*Nöjda* är de som gett 4 eller 5 av 5. Talen inom parentes är osäkerheten, med 95 procents säkerhet. "
        "Metoden beskrivs i bilaga 2.",
        "en": "*Satisfied* are those who gave 4 or 5 out of 5. The numbers in brackets are the uncertainty, at 95 per "
        "cent. The method is described in appendix 2.",
    },
)
BACKGROUND: Texts = {"sv": "Beskrivning av ärendet", "en": "Description of the matter"}
ASKED: Texts = {
    "sv": "{name} frågar efter avslutade ärenden hur kontakten var, i alla kanaler och på flera språk. Frågan är densamma "
    "överallt: får alla likvärdig service, var de än bor?",
    "en": "After closed errands, {name} asks how the contact was, in every channel and in several languages. The question "
    "is the same everywhere: does everyone get equal service, wherever they live?",
}
BUILT_ON: Texts = {
    "sv": "Redovisningen bygger på {answered} besvarade av {closed} avslutade ärenden. Den gäller {period} om inget annat "
    "sägs.",
    "en": "The report is built on {answered} answered errands of {closed} closed ones. It covers {period} where nothing "
    "else is said.",
}
NO_ERRANDS: Texts = {
    "sv": "För {period} finns inga avslutade ärenden. Därför redovisas inga svar, bedömningar eller jämförelser.",
    "en": "For {period} there are no closed errands. No answers, verdicts or comparisons are therefore reported.",
}
BUILT_ON_HIDDEN: Texts = {
    "sv": "Redovisningen gäller {period} om inget annat sägs. Hur många som svarat är dolt.",
    "en": "The report covers {period} where nothing else is said. How many answered is hidden.",
}


def district_map(given: Given) -> tuple[Block, ...]:
    tiles = map_tiles(given)
    if not tiles:
        return ()
    language = given.language
    note = given.municipality.district_note.get(language, "")
    placed = all(each.place for each in tiles)
    title = _map_title(given, tiles)
    described = ". ".join(_spoken(each) for each in tiles) + "."
    return (
        Heading(2, DISTRICTS[language], "kommundelarna"),
        Chart(
            "karta",
            title,
            plain(MAP_SUBTITLE[placed], language, note=note).strip(),
            f"{title}. {described}",
            str(tile_picture(tiles, Words("karta", title, described))),
            VERDICTS,
        ),
    )


def map_tiles(given: Given) -> tuple[Tile, ...]:
    """The dashboards' map: a district where any channel is lacking is lacking, whatever all channels together say."""
    return tuple(_tile(given, id) for id in given.districts)


def _tile(given: Given, id: str) -> Tile:
    wording, judged = given.wording, given.facts.overview.matrix.slot(id, None).judged
    mark, word, channels = said_of(given.facts.overview, id, wording)
    return Tile(
        name=wording.district(id),
        mark=mark,
        verdict=word,
        value=wording.number.percent(judged.share.value) if judged else "",
        detail=channels,
        place=given.municipality.district(id).tile,
    )


def _spoken(tile: Tile) -> str:
    said_ = f"{tile.name}: {tile.verdict} {tile.detail}".strip()
    return f"{said_}, {tile.value}" if tile.value else said_


def _map_title(given: Given, tiles: tuple[Tile, ...]) -> str:
    lacking = [each.name for each in tiles if each.mark is Mark.LACKING]
    if not lacking:
        marks = {each.mark for each in tiles}
        if marks & {Mark.EQUAL, Mark.BETTER}:
            return LACKING_NOWHERE[given.language]
        return (NOTHING_TOLD if tally(given.facts.overview.matrix)["cannot_tell"] else ALL_HIDDEN)[
            given.language
        ]
    if len(lacking) > 5:
        word = Telling(given).word(len(lacking))
        return plain(LACKING_IN_MANY, given.language, n=word, all=given.number.whole(len(tiles)))
    return plain(LACKING_IN, given.language, districts=given.wording.listed(lacking))


def reading(given: Given) -> tuple[Block, ...]:
    points = given.number.decimal(100 * given.margin, 0 if 100 * given.margin % 1 < 1e-9 else 1)
    sentences = [said(each, given.language, margin=f"±{points}") for each in MEANINGS]
    return (Heading(2, READING[given.language], "lasning"), paragraph(*sentences))


def background(given: Given) -> tuple[Block, ...]:
    language, telling = given.language, Telling(given)
    name = given.municipality.names.get(language) or given.municipality.names["sv"]
    period = given.wording.period(given.facts.selection)
    period = period[:1].lower() + period[1:]
    closed, answered = given.figure(FUNNEL, "closed"), given.figure(FUNNEL, "answered")
    if given.is_without_errands:
        built = said(NO_ERRANDS, language, period=period)
    elif is_shown(closed) and is_shown(answered):
        built = said(
            BUILT_ON,
            language,
            answered=telling.count(answered),
            closed=telling.count(closed),
            period=period,
        )
    else:
        built = said(BUILT_ON_HIDDEN, language, period=period)
    return (
        Heading(2, BACKGROUND[language], "beskrivning"),
        paragraph(said(ASKED, language, name=name), built, id="beskrivning-text"),
    )
