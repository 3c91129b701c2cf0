"""Reference values: others' figures beside ours, each with its source and year."""

from __future__ import annotations

from feedback.insight.reference_values import NATIONAL_ANSWERS
from feedback.quarterly.document import Block, Cell, Grid, Heading
from feedback.quarterly.facts import Reference
from feedback.quarterly.measures import INDEX, MEASURES
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, paragraph, plain, said
from feedback.quarterly.writing.tables import ITEMS, REFERENCES, VERDICTS
from feedback.quarterly.writing.telling import is_shown, measure_of

MOST_ROWS = 10
NAMES = {each.id: each for each in MEASURES}

TITLE: Texts = {"sv": "Jämförelsevärden", "en": "Reference values"}
NONE: Texts = {
    "sv": "Inga jämförelsevärden från andra har lagts in för perioden.",
    "en": "No reference values from others have been entered for the period.",
}
CAREFUL: Texts = {
    "sv": "Värdena är andras egna, mätta med andra frågor eller på andra sätt än våra. De visar ungefär var vi står och "
    "säger inte varför.",
    "en": "The values are others' own, measured with other questions or in other ways than ours. They show roughly where "
    "we stand and do not say why.",
}
TABLE: Texts = {"sv": "Andras värden bredvid våra", "en": "Others' values beside ours"}
SUBTITLE: Texts = {
    "sv": "Våra värden med 95 procents osäkerhet.",
    "en": "Our values with 95 per cent uncertainty.",
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "sv": ("Vad", "Kanal", "Vi", "Andra", "Vems, källa och år"),
    "en": ("What", "Channel", "Ours", "Others", "Whose, source and year"),
}
TOO_FEW: Texts = {
    "sv": "Jämförs först vid {n} svar",
    "en": "Compared from {n} answers on",
}
MORE: Texts = {
    "sv": "Alla jämförelsevärden står i bilagan, tabell {table}.",
    "en": "All reference values are in the appendix, table {table}.",
}


def beside_others(given: Given) -> tuple[Block, ...]:
    language, references = given.language, given.facts.references
    heading = Heading(3, TITLE[language], "jamforelse")
    if not references:
        return heading, paragraph(said(NONE, language))
    rows = tuple(_row(each, given) for each in references[:MOST_ROWS])
    note = plain(MORE, language, table=REFERENCES) if len(references) > MOST_ROWS else ""
    return (
        heading,
        paragraph(said(CAREFUL, language), id="jamforelse-text"),
        Grid("jamforelse", TABLE[language], SUBTITLE[language], HEADINGS[language], rows, note=note),
    )


def _row(reference: Reference, given: Given) -> tuple[Cell, ...]:
    known = {each.id for each in given.municipality.channels}
    channel = given.wording.channel(reference.channel if reference.channel in known else None)
    return (
        Cell(measure_name(reference.measure, given), is_strong=True),
        Cell(channel),
        Cell(_ours(reference, given)),
        Cell(written(reference, given), is_number=True),
        Cell(reference.organisation, f"{reference.source}, {reference.year}"),
    )


def measure_name(measure: str, given: Given) -> str:
    """Without what is said of the scale."""
    kind = NAMES.get(measure)
    if kind is None:
        return measure
    return (kind.sv if given.language == "sv" else kind.en).split(", ")[0]


def written(reference: Reference, given: Given) -> str:
    if reference.unit == INDEX:
        return given.number.decimal(reference.value)
    return given.number.percent(reference.value)


def _ours(reference: Reference, given: Given) -> str:
    """The same question in the same channel; empty where we have none. The national measurement asks for a hundred
    answers in a channel before it compares."""
    known = {each.id for each in given.municipality.channels}
    channel = reference.channel if reference.channel in known else ""
    for table in (ITEMS, VERDICTS):
        figure = given.figure(table, reference.measure, channel=channel)
        if figure is None:
            continue
        if not is_shown(figure):
            return given.wording.verdict(figure.state)
        if table == ITEMS and (figure.n or 0) < NATIONAL_ANSWERS:
            return TOO_FEW[given.language].format(n=NATIONAL_ANSWERS)
        found, number = measure_of(figure), given.number
        if reference.unit == INDEX:
            return f"{number.decimal(found.value)} ({number.decimal(found.low)}–{number.decimal(found.high)})"
        return given.wording.share(found)
    return "–"
