"""Themes: what residents write about, where it is surely more common, and released quotes."""

from __future__ import annotations

from feedback.insight.charts import Interval, LiftRow, LiftWords, lift_plot
from feedback.insight.figures import HIGHER
from feedback.insight.theme_figures import Spread, ThemeLine
from feedback.insight.theme_words import change_word, lift_text, quoted, times, where
from feedback.insight.wording import alphabetical
from feedback.quarterly.document import Block, Cell, Chart, Grid, Heading, Quote, Spans
from feedback.quarterly.facts import Released
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts, paragraph, plain, said
from feedback.quarterly.writing.tables import THEME_PLACES, THEMES
from feedback.quarterly.writing.telling import Telling, is_shown

MOST_THEMES, MOST_LIFTS, MOST_QUOTES, QUOTES_A_THEME = 8, 8, 4, 1
TIMES = "\u00d7"

TITLE: Texts = {
    "sv": "Vad invånarna skriver, kommundel för kommundel",
    "en": "What residents write, by district",
}
NO_THEMES: Texts = {
    "sv": "Kommentarerna har inte grupperats i teman för perioden. Därför redovisas inga.",
    "en": "The comments have not been grouped into themes for the period. No themes are therefore reported.",
}
ALL_HIDDEN: Texts = {
    "sv": "Alla teman är dolda för att skydda dem som skrivit.",
    "en": "All themes are hidden to protect those who wrote.",
}
HOW_MANY: Texts = {
    "sv": "{comments} av {answers} svar har en kommentar.",
    "en": "{comments} of {answers} answers have a comment.",
}
MOSTLY: Texts = {"sv": "De handlar mest om {themes}.", "en": "They are mostly about {themes}."}
GROWING: Texts = {
    "sv": "Säkert vanligare än förut: {themes}.",
    "en": "Certainly more common than before: {themes}.",
}
PLACES: Texts = {
    "sv": "Säkert vanligare i en kommundel än i övriga kommunen: {places}.",
    "en": "Certainly more common in a district than in the rest of the municipality: {places}.",
}
NO_PLACES: Texts = {
    "sv": "Inget tema är säkert vanligare i någon kommundel än i övriga kommunen.",
    "en": "No theme is certainly more common in any district than in the rest of the municipality.",
}
LIST_TITLE: Texts = {"sv": "De största temana", "en": "The largest themes"}
LIST_SUBTITLE: Texts = {
    "sv": "Nöjda bland dem som nämner temat. Vanligare i: där temat säkert nämns oftare än i övriga kommunen, också "
    "bland lika ärenden. Det säger inte varför.",
    "en": "Satisfied among those who name the theme. More common in: where the theme is certainly named more often than in "
    "the rest of the municipality, also among like errands. It does not say why.",
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "sv": ("Tema", "Kommentarer", "Nöjda", "Över tid", "Vanligare i"),
    "en": ("Theme", "Comments", "Satisfied", "Over time", "More common in"),
}
MORE: Texts = {
    "sv": "Alla teman som kan visas står i bilagan, tabell {table}.",
    "en": "All themes that can be shown are in the appendix, table {table}.",
}
CHART_TITLE: Texts = {
    "sv": "Teman som säkert är vanligare i en kommundel",
    "en": "Themes that are certainly more common in a district",
}
CHART_SUBTITLE: Texts = {
    "sv": "Temat till vänster, kommundelen till höger: hur ofta temat nämns där jämfört med i övriga kommunen, med 95 "
    "procents osäkerhet. Bokstavsordning efter kommundel, ingen rangordning.",
    "en": "The theme on the left, the district on the right: how often the theme is named there compared with the rest of "
    "the municipality, with 95 per cent uncertainty. Alphabetical by district, no ranking.",
}
AS_THE_REST: Texts = {"sv": "Som i övriga kommunen", "en": "As in the rest of the municipality"}
ABOUT: Texts = {
    "sv": "Om {theme}. Frisläppt av {by} {day}.",
    "en": "On {theme}. Released by {by} {day}.",
}


def themes(given: Given) -> tuple[Block, ...]:
    heading = Heading(3, TITLE[given.language], "teman")
    if given.facts.themes is None:
        return heading, paragraph(said(NO_THEMES, given.language), id="teman-text")
    told = told_lines(given)
    if not told:
        return heading, paragraph(*_how_many(given), said(ALL_HIDDEN, given.language), id="teman-text")
    return (
        heading,
        paragraph(
            *_how_many(given),
            _mostly(given, told),
            _growing(given, told),
            *_places(given, told),
            id="teman-text",
        ),
        _list(given, told),
        *_chart(given, told),
        *quotes(given, told),
    )


def told_lines(given: Given) -> list[ThemeLine]:
    """The themes that may be shown, the largest first."""
    figures, named = given.facts.themes, theme_names(given)
    lines = [each for each in figures.lines if each.n is not None and each.theme in named] if figures else []
    return sorted(lines, key=lambda each: (-(each.n or 0), alphabetical(named[each.theme])))


def theme_names(given: Given) -> dict[int, str]:
    english = given.language == "en"
    return {
        each.id: (each.name_en if english and each.name_en else each.name) for each in given.facts.theme_names
    }


def _how_many(given: Given) -> tuple[Spans, ...]:
    telling = Telling(given)
    answers, comments = given.figure(THEMES, "answers"), given.figure(THEMES, "comments")
    if not is_shown(answers) or not is_shown(comments):
        return ()
    return (said(HOW_MANY, given.language, comments=telling.count(comments), answers=telling.count(answers)),)


def _mostly(given: Given, told: list[ThemeLine]) -> Spans:
    names = theme_names(given)
    return said(
        MOSTLY, given.language, themes=quoted([names[each.theme] for each in told[:2]], given.wording)
    )


def _growing(given: Given, told: list[ThemeLine]) -> Spans:
    names = theme_names(given)
    growing = sorted((names[each.theme] for each in told if each.change == HIGHER), key=alphabetical)
    return said(GROWING, given.language, themes=quoted(growing, given.wording)) if growing else ()


def lifts(given: Given, told: list[ThemeLine]) -> list[tuple[str, str, ThemeLine, Spread]]:
    """Every theme that is surely more common in a whole district: theme, district, in alphabetical order."""
    names, found = theme_names(given), []
    for line in told:
        for spread in line.over:
            if spread.district and not (spread.channel or spread.service or spread.language) and spread.lift:
                found.append((names[line.theme], given.wording.district(spread.district), line, spread))
    return sorted(found, key=lambda each: (alphabetical(each[1]), alphabetical(each[0])))


def _places(given: Given, told: list[ThemeLine]) -> tuple[Spans, ...]:
    """Told in words where the chart is not drawn."""
    return () if lifts(given, told) else (said(NO_PLACES, given.language),)


def _list(given: Given, told: list[ThemeLine]) -> Grid:
    names = theme_names(given)
    return Grid(
        "teman-lista",
        LIST_TITLE[given.language],
        LIST_SUBTITLE[given.language],
        HEADINGS[given.language],
        tuple(_row(each, names[each.theme], given) for each in told[:MOST_THEMES]),
        note=plain(MORE, given.language, table=THEMES) if len(told) > MOST_THEMES else "",
    )


def _row(line: ThemeLine, name: str, given: Given) -> tuple[Cell, ...]:
    wording, number = given.wording, given.number
    share = f"\u00a0({number.percent(line.share.value)})" if line.share else ""
    tops = [each for each in line.over if each.district and each.lift][:2]
    places = "; ".join(
        f"{where(each, wording)} {times(each.lift.value, wording)}" for each in tops if each.lift
    )
    return (
        Cell(name, is_strong=True),
        Cell(f"{wording.count(line.n)}{share}", is_number=True),
        Cell(wording.share(line.satisfied).replace(" ", "\u00a0")),
        Cell(change_word(line.change, wording)),
        Cell(places or "–"),
    )


def _chart(given: Given, told: list[ThemeLine]) -> tuple[Chart, ...]:
    drawn = lifts(given, told)
    if not drawn:
        return ()
    shown = _most_certain(drawn)
    rows = [_lift_row(district, name, spread, given) for name, district, _line, spread in shown]
    title = CHART_TITLE[given.language]
    described = "; ".join(
        f"{district}, {name}: {lift_text(spread.lift, given.wording)}"
        for name, district, _line, spread in shown
        if spread.lift
    )
    words = LiftWords(
        "teman-diagram",
        title,
        described,
        reference=AS_THE_REST[given.language],
        tick=lambda ratio: _tick(ratio, given),
    )
    alt = f"{title}. {described}."
    return (
        Chart("teman", title, CHART_SUBTITLE[given.language], alt, str(lift_plot(rows, words)), THEME_PLACES),
    )


def _most_certain(
    drawn: list[tuple[str, str, ThemeLine, Spread]],
) -> list[tuple[str, str, ThemeLine, Spread]]:
    """Where they are many, those whose lower limit is highest, still in alphabetical order."""
    if len(drawn) <= MOST_LIFTS:
        return drawn
    limits = sorted((each[3].lift.low for each in drawn if each[3].lift), reverse=True)
    least = limits[MOST_LIFTS - 1]
    return [each for each in drawn if each[3].lift and each[3].lift.low >= least][:MOST_LIFTS]


def _lift_row(district: str, name: str, spread: Spread, given: Given) -> LiftRow:
    assert spread.lift is not None
    interval = Interval(spread.lift.value, spread.lift.low, spread.lift.high)
    return LiftRow(name, interval, district, times(spread.lift.value, given.wording), "more")


def _tick(ratio: float, given: Given) -> str:
    fractions = {0.125: "⅛", 0.25: "¼", 0.5: "½"}
    return f"{fractions.get(ratio) or given.number.whole(ratio)}{TIMES}"


def quotes(given: Given, told: list[ThemeLine]) -> tuple[Quote, ...]:
    """Of themes that are shown, one of each, the theme alone as their source."""
    shown, used = theme_names(given), dict.fromkeys((each.theme for each in told), 0)
    found: list[Quote] = []
    for theme in used:
        own = [each for each in given.facts.quotes if each.theme == theme][:QUOTES_A_THEME]
        found += [Quote(each.text, _source(each, shown[theme], given), each.language) for each in own]
    return tuple(found[:MOST_QUOTES])


def _source(quote: Released, theme: str, given: Given) -> str:
    return plain(ABOUT, given.language, theme=quoted([theme], given.wording), by=quote.by, day=quote.day)
