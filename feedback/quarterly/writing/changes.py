"""What changed since the last quarter, and against the same quarter a year before."""

from __future__ import annotations

from feedback.insight.figures import HIGHER, LOWER, Change
from feedback.insight.pages.overview_changes import why
from feedback.insight.place_parts import trend_text
from feedback.insight.quarter_chart import trend_figure
from feedback.insight.wording import LACKING
from feedback.quarterly.document import Block, Cell, Chart, Grid, Heading, Spans
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.rows.whole import named_cells
from feedback.quarterly.writing.sentences import Filling, Texts, beside, listed, paragraph, plain, said
from feedback.quarterly.writing.tables import CHANGES, LATEST, TRENDS, YEAR_AGO, YEAR_CHANGES
from feedback.quarterly.writing.telling import Telling, is_shown
from feedback.quarters import Quarter, parsed_quarter

MOST_CHANGES, MOST_NAMED = 10, 8

TITLE: Texts = {"sv": "Vad som har ändrats", "en": "What has changed"}
NO_BEFORE: Texts = {
    "sv": "Det finns ännu inget tidigare kvartal att jämföra bedömningarna med.",
    "en": "There is no earlier quarter yet to compare the verdicts with.",
}
NONE_CHANGED: Texts = {
    "sv": "Ingen bedömning har ändrats sedan {before}, och ingen nivå har lämnat sin normala variation.",
    "en": "No verdict has changed since {before}, and no level has left its normal variation.",
}
SINCE: Texts = {
    "sv": "Tabellen visar var bedömningen är en annan än efter {before}, eller där nivån har lämnat sin normala variation.",
    "en": "The table shows where the verdict is another than after {before}, or where the level has left its normal "
    "variation.",
}
UNCHANGED: dict[bool, Texts] = {
    True: {"sv": "En bedömning är oförändrad.", "en": "One verdict is unchanged."},
    False: {"sv": "{n} bedömningar är oförändrade.", "en": "{n} verdicts are unchanged."},
}
MORE_CHANGES: Texts = {
    "sv": "Ytterligare {n} ändringar står i bilagan, tabell {table}.",
    "en": "Another {n} changes are in the appendix, table {table}.",
}
ONE_MORE_CHANGE: Texts = {
    "sv": "Ytterligare en ändring står i bilagan, tabell {table}.",
    "en": "Another change is in the appendix, table {table}.",
}
CHANGED: Texts = {"sv": "Ändrat sedan {before}", "en": "Changed since {before}"}
CHANGED_SUBTITLE: Texts = {
    "sv": "Att svaren blivit fler eller färre kan ändra en bedömning utan att servicen har ändrats.",
    "en": "More or fewer answers can change a verdict without the service having changed.",
}
HEADINGS: dict[str, tuple[str, str, str, str]] = {
    "sv": ("Var", "Då", "Nu", "Vad som har hänt"),
    "en": ("Where", "Then", "Now", "What has happened"),
}
NO_YEAR_AGO: Texts = {
    "sv": "Samma kvartal ett år tidigare finns inte att jämföra med.",
    "en": "There is no same quarter a year earlier to compare with.",
}
YEAR_HIDDEN: Texts = {
    "sv": "Jämförelsen med {ago} är dold för hela kommunen.",
    "en": "The comparison with {ago} is hidden for the whole municipality.",
}
YEAR: Texts = {
    "sv": "I {now} var {share} nöjda i hela kommunen, mot {before} i {ago}, alla ärenden räknade.",
    "en": "In {now}, {share} were satisfied in the whole municipality, against {before} in {ago}, all errands counted.",
}
YEAR_STANDING: dict[str, Texts] = {
    "unclear": {
        "sv": "Skillnaden, {change} procentenheter, kan vara slump.",
        "en": "The difference, {change} percentage points, may be chance.",
    },
    "other": {
        "sv": "Skillnaden, {change} procentenheter, är större än slumpen ger.",
        "en": "The difference, {change} percentage points, is larger than chance gives.",
    },
}
YEAR_LOWER: Texts = {
    "sv": "Säkert lägre än då, i procentenheter: {places}.",
    "en": "Certainly lower than then, in percentage points: {places}.",
}
YEAR_HIGHER: Texts = {
    "sv": "Säkert högre än då, i procentenheter: {places}.",
    "en": "Certainly higher than then, in percentage points: {places}.",
}
YEAR_NOWHERE: Texts = {
    "sv": "Ingen kommundel och ingen kanal har säkert ändrats på ett år.",
    "en": "No district and no channel has certainly changed in a year.",
}
MORE_NAMED: Texts = {"sv": "fler i tabell {table}", "en": "more in table {table}"}


def changes(given: Given) -> tuple[Block, ...]:
    return (
        Heading(3, TITLE[given.language], "andrat"),
        *_since_last_quarter(given),
        paragraph(*_since_last_year(given), id="andrat-ar"),
        *_trend(given),
    )


def _since_last_quarter(given: Given) -> tuple[Block, ...]:
    figures, language = given.facts.overview, given.language
    before = parsed_quarter(figures.before or "")
    if before is None:
        return (paragraph(said(NO_BEFORE, language), id="andrat-text"),)
    name, unchanged = given.wording.quarter(before), _unchanged(given)
    if not figures.changes:
        return (paragraph(said(NONE_CHANGED, language, before=name), id="andrat-text"),)
    ordered = _in_order(given)
    return (
        paragraph(said(SINCE, language, before=name), unchanged, id="andrat-text"),
        Grid(
            "andringar",
            plain(CHANGED, language, before=name),
            CHANGED_SUBTITLE[language],
            HEADINGS[language],
            tuple(_row(each, given) for each in ordered[:MOST_CHANGES]),
            note=_more(len(ordered) - MOST_CHANGES, given),
        ),
    )


def _in_order(given: Given) -> list[Change]:
    """Other verdicts first, those from or to lacking before the rest; within each as the districts stand."""
    order = {id: place for place, id in enumerate(given.districts)}

    def key(change: Change) -> tuple[bool, bool, int]:
        is_lacking = LACKING in (change.before, change.now)
        return change.before == change.now, not is_lacking, order.get(change.district, 0)

    return sorted(given.facts.overview.changes, key=key)


def _row(change: Change, given: Given) -> tuple[Cell, ...]:
    wording = given.wording
    place = wording.district(change.district)
    name = f"{place}, {wording.channel(change.channel).lower()}" if change.channel else place
    return (
        Cell(name, is_strong=True),
        Cell(wording.verdict(change.before), mark=change.before),
        Cell(wording.verdict(change.now), mark=change.now, is_strong=change.now == LACKING),
        Cell(why(change, wording, given.margin)),
    )


def _unchanged(given: Given) -> Spans:
    figure = given.figure(CHANGES, "unchanged")
    if figure is None or not figure.value:
        return ()
    told = Telling(given).in_words(figure)
    capitalised = told.text[:1].upper() + told.text[1:]
    return said(UNCHANGED[figure.value == 1], given.language, n=type(told)(capitalised, ref=told.ref))


def _more(n: int, given: Given) -> str:
    if n < 1:
        return ""
    if n == 1:
        return plain(ONE_MORE_CHANGE, given.language, table=CHANGES)
    return plain(MORE_CHANGES, given.language, n=given.number.whole(n), table=CHANGES)


def _since_last_year(given: Given) -> tuple[Spans, ...]:
    language = given.language
    if given.facts.year_ago is None:
        return (said(NO_YEAR_AGO, language),)
    return (*_whole_year(given), *_places_of_the_year(given))


def _whole_year(given: Given) -> tuple[Spans, ...]:
    telling, language = Telling(given), given.language
    quarter = given.facts.quarter
    now, ago = (
        given.wording.quarter(quarter),
        given.wording.quarter(Quarter(quarter.year - 1, quarter.number)),
    )
    change = given.figure(YEAR_CHANGES, "year_change")
    if change is None or not is_shown(change):
        return (said(YEAR_HIDDEN, language, ago=ago),)
    values: dict[str, Filling] = {
        "share": telling.percent(given.figure(LATEST, "satisfied_share")),
        "before": telling.percent(given.figure(YEAR_AGO, "satisfied_share")),
        "change": telling.points(change),
    }
    standing = YEAR_STANDING["unclear" if change.word == "unclear" else "other"]
    return said(YEAR, language, now=now, ago=ago, **values), said(standing, language, **values)


def _places_of_the_year(given: Given) -> tuple[Spans, ...]:
    """The districts and channels whose difference is beyond chance at 99.8 %; silence about the rest."""
    rows = [each for each in given.of_table(YEAR_CHANGES) if each.district or each.channel]
    certain = [each for each in rows if each.word in (HIGHER, LOWER)]
    if not certain:
        return (said(YEAR_NOWHERE, given.language),) if any(is_shown(each) for each in rows) else ()
    found = ((YEAR_LOWER, LOWER), (YEAR_HIGHER, HIGHER))
    return tuple(
        said(texts, given.language, places=_named(own, given))
        for texts, standing in found
        if (own := [each for each in certain if each.word == standing])
    )


def _named(figures: list[Figure], given: Given) -> Spans:
    telling = Telling(given)
    named = [_place(each, given) for each in figures]
    ordered = sorted(zip(named, figures, strict=True), key=lambda pair: (bool(pair[1].channel), pair[0]))
    told: list[Filling] = [beside(name, telling.points(figure)) for name, figure in ordered[:MOST_NAMED]]
    if len(ordered) > MOST_NAMED:
        told.append(said(MORE_NAMED, given.language, table=YEAR_CHANGES))
    return listed(told, given.language)


def _place(figure: Figure, given: Given) -> str:
    wording = given.wording
    return wording.district(figure.district) if figure.district else wording.channel(figure.channel).lower()


def _trend(given: Given) -> tuple[Chart, ...]:
    """The first place that is lacking and has a level of its own, quarter by quarter; none where no place is."""
    lacking = [(d, c) for d, c, slot in named_cells(given.facts.overview.matrix) if slot.mark == LACKING]
    for district, channel in sorted(lacking, key=lambda pair: given.districts.index(pair[0])):
        place = given.district_figures(district)
        trend = dict(place.trends).get(channel) if place else None
        if trend is None or trend.level is None:
            continue
        name = given.inside(district, channel)
        text = trend_text(name[:1].upper() + name[1:], trend, given.wording)
        figure = trend_figure(text, given.wording)
        if figure is not None:
            quarters = "; ".join(f"{row.name}: {row.text}" for row in text.rows)
            title = f"{text.name}: {figure.title[:1].lower()}{figure.title[1:]}"
            alt = f"{title}. {quarters}."
            return (Chart("tid", title, figure.subtitle, alt, str(figure.chart), TRENDS),)
    return ()
