"""The evidence for physical presence, district by district: signs side by side, never a sum, never a rank."""

from __future__ import annotations

from feedback.insight.figures import HIGHER, LOWER, PresenceLine, Rate, Sign
from feedback.insight.lines import mark_of, word_of
from feedback.quarterly.document import Block, Bullets, Cell, Grid, Heading, Span, Spans
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, paragraph, plain, said
from feedback.quarterly.writing.tables import PRESENCE
from feedback.quarterly.writing.telling import Telling

MOST_ROWS, MOST_TOLD = 14, 10

TITLE: Texts = {"sv": "Närvaro", "en": "Presence"}
WHAT: Texts = {
    "sv": "Här redovisas underlaget om fysisk närvaro, tecken för tecken. Tecknen läggs inte ihop och kommundelarna "
    "rangordnas inte.",
    "en": "This is the evidence on physical presence, sign by sign. The signs are not added up and the districts are not "
    "ranked.",
}
TABLE: Texts = {"sv": "Tecknen kommundel för kommundel", "en": "The signs, district by district"}
SUBTITLE: Texts = {
    "sv": "Med 95 procents osäkerhet, och hur kommundelen står mot övriga kommunen. Bokstavsordning, ingen rangordning.",
    "en": "With 95 per cent uncertainty, and how the district stands to the rest of the municipality. Alphabetical order, "
    "no ranking.",
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "sv": (
        "Kommundel",
        "Besök per 1\u00a0000 invånare",
        "Omdömen om besöken",
        "Inte fullt hjälpta på ett språk de förstår",
        "Använder inte e-tjänst där den finns",
        "Svarar på enkäten",
    ),
    "en": (
        "District",
        "Visits per 1,000 residents",
        "Visits as rated",
        "Not fully helped in a language understood",
        "Not using an e-service where there is one",
        "Answer the survey",
    ),
}
MANY: Texts = {
    "sv": "Alla tecken för alla kommundelar står i bilagan, tabell {table}.",
    "en": "All signs of all districts are in the appendix, table {table}.",
}
REST: dict[bool, Texts] = {
    True: {
        "sv": "För en kommundel till finns säkra skillnader i bilagan, tabell {table}.",
        "en": "For one more district there are certain differences in the appendix, table {table}.",
    },
    False: {
        "sv": "För {n} kommundelar till finns säkra skillnader i bilagan, tabell {table}.",
        "en": "For {n} more districts there are certain differences in the appendix, table {table}.",
    },
}
OFFICE: Texts = {"sv": "kontor: {offices}", "en": "office: {offices}"}
WHOLE_MUNICIPALITY: Texts = {"sv": "Hela kommunen", "en": "Whole municipality"}


def presence(given: Given) -> tuple[Block, ...]:
    language, figures = given.language, given.facts.presence
    lines = {each.district: each for each in figures.lines if each.district}
    ordered = [lines[id] for id in given.districts if id in lines]
    lead = _text(figures.lead.words(language)) if figures.lead else ""
    is_long = len(ordered) > MOST_ROWS
    many = said(MANY, language, table=PRESENCE) if is_long else ()
    return (
        Heading(3, TITLE[language], "narvaro"),
        paragraph(said(WHAT, language), lead, many, id="narvaro-text"),
        *(_sentences(given, ordered) if is_long else (_table(given, ordered),)),
    )


def _text(words: object) -> str:
    return "".join(each.text for each in words)  # type: ignore[attr-defined]


def _table(given: Given, lines: list[PresenceLine]) -> Grid:
    language = given.language
    return Grid(
        "narvaro",
        TABLE[language],
        SUBTITLE[language],
        HEADINGS[language],
        (*(_row(each, given) for each in lines), _whole(given)),
        is_dense=True,
    )


def _row(line: PresenceLine, given: Given) -> tuple[Cell, ...]:
    id, wording = line.district or "", given.wording
    offices = [wording.office(each.id) for each in given.municipality.offices if each.district == id]
    under = plain(OFFICE, given.language, offices=wording.listed(offices)) if offices else ""
    return (Cell(wording.district(id), under, is_strong=True), *_signs(line, given, is_compared=True))


def _whole(given: Given) -> tuple[Cell, ...]:
    whole = given.facts.presence.whole
    return (
        Cell(WHOLE_MUNICIPALITY[given.language], is_strong=True),
        *_signs(whole, given, is_compared=False),
    )


def _signs(line: PresenceLine, given: Given, is_compared: bool) -> tuple[Cell, ...]:
    return (
        _visits(line.visits, given, is_compared),
        _verdict(line, given),
        *(_sign(each, given, is_compared) for each in (line.language, line.not_digital, line.answering)),
    )


def _visits(rate: Rate, given: Given, is_compared: bool) -> Cell:
    if rate.rate is None:
        text = given.wording.verdict("hidden") if rate.events is None else "–"
        return Cell(text, mark="hidden" if rate.events is None else "")
    return Cell(given.wording.rate(rate), _standing(rate.standing, given, is_compared))


def _verdict(line: PresenceLine, given: Given) -> Cell:
    slot, wording = line.visit_slot, given.wording
    if slot.judged is None:
        return Cell(wording.verdict(slot.mark), mark=slot.mark)
    if mark_of(slot) is None:
        return Cell(wording.share(slot.judged.share))
    return Cell(word_of(slot, wording), wording.share(slot.judged.share), slot.mark)


def _sign(sign: Sign, given: Given, is_compared: bool) -> Cell:
    if sign.measure is None:
        return Cell(given.wording.verdict("hidden"), mark="hidden")
    return Cell(given.wording.share(sign.measure), _standing(sign.standing, given, is_compared))


def _standing(standing: str, given: Given, is_compared: bool) -> str:
    return given.wording.standing(standing) if is_compared else ""


def _is_certain(line: PresenceLine) -> bool:
    signs = (line.visits, line.language, line.not_digital, line.answering)
    judged = line.visit_slot.judged
    is_told = judged is not None and judged.verdict in ("lacking", "better")
    return is_told or any(each.standing in (HIGHER, LOWER) for each in signs)


def _sentences(given: Given, lines: list[PresenceLine]) -> tuple[Block, ...]:
    """Where they are too many for a table: those with something certain, in the words of the page on presence."""
    certain = [each for each in lines if each.said and _is_certain(each)]
    items: list[Spans] = []
    for each in certain[:MOST_TOLD]:
        assert each.said is not None
        name = Span(f"{given.wording.district(each.district)}:", strong=True)
        items.append((name, Span(" " + _text(each.said.words(given.language)))))
    rest = len(certain) - len(items)
    more: tuple[Block, ...] = ()
    if rest:
        word = Telling(given).word(rest)
        more = (paragraph(said(REST[rest == 1], given.language, n=word, table=PRESENCE), style="note"),)
    return (*((Bullets(tuple(items)),) if items else ()), *more)
