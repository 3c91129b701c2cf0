"""Every chart and part of the dashboards once, with invented figures, and a page that holds them all."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight import parts
from feedback.insight.charts import (
    Bar,
    ControlPoint,
    ControlWords,
    Dot,
    Interval,
    Mark,
    PairRow,
    PairWords,
    RateRow,
    Region,
    StripDot,
    Tile,
    TileWords,
    VerdictRow,
    Words,
    bar_chart,
    control_chart,
    dot_plot,
    pair_plot,
    rate_plot,
    region_map,
    signed,
    strips,
    tile_map,
    verdict_plot,
)
from feedback.insight.verdict_words import WORDS
from feedback.web.navigation import PAGES, NavItem
from feedback.web.numbers import Numbers
from feedback.web.rendering import environment

NB = "\u00a0"
NUMBERS = Numbers("sv")
PAGE = """{% extends "staff/layout.html" %}
{% from "staff/parts/trail.html" import trail %}{% from "staff/parts/filter_line.html" import filter_line %}
{% from "staff/parts/facts.html" import facts %}{% from "staff/parts/findings.html" import findings %}
{% from "staff/parts/verdict.html" import legend %}{% from "staff/parts/matrix.html" import verdict_matrix %}
{% from "staff/parts/figure.html" import chart_figure %}
{% from "staff/parts/states.html" import empty, notice %}
{% set page = "districts" %}
{% block title %}Alla delar{% endblock %}
{% block filters %}{{ filter_line(choices) }}{% endblock %}
{% block trail %}{{ trail(crumbs) }}{% endblock %}
{% block content %}<p class="eyebrow">Kommundel</p><h1>Vårby</h1><p class="lead">Alla delar på en sida.</p>
{{ facts(some_facts) }}
<section><h2>Det här visar svaren</h2>{{ findings(some_findings) }}</section>
<section><h2>Kommundelarna</h2>{{ tiles }}</section>
<section><h2>Karta</h2>{{ regions }}</section>
<section class="bred"><h2>Alla bedömningar</h2>{{ legend(entries) }}{{ verdict_matrix(matrix) }}</section>
<section><h2>Diagram</h2>
{% for title, chart in charts %}{{ chart_figure(title, "Andel i procent.", chart, table, "Källa: påhittat.") }}{% endfor %}
</section>
<section><h2>Närvaro</h2><table class="tbl stack narv"><thead><tr><th scope="col">Kommundel</th><th scope="col">Besök per 1 000</th></tr></thead><tbody>
{% for name, strip, value in presence %}<tr><th scope="row">{{ name }}</th><td data-l="Besök per 1 000">{{ strip }}<span class="val"><span class="num"><b>{{ value }}</b></span> <span class="small nw">högre</span></span></td></tr>{% endfor %}
</tbody></table></section>
<section><h2>Tomt</h2>{{ empty(nothing) }}{{ notice(note) }}</section>
{% endblock %}"""


@dataclass(frozen=True)
class Viewer:
    name: str = "Anna Exempel"
    title: str = "enhetschef"
    language: str = "sv"
    is_administrator: bool = True


def words(id: str, reference: str = "Övriga kommunen, med marginalen ±5") -> Words:
    return Words(id, f"Titel {id}", f"Beskrivning {id}", reference, "Dolt")


def verdict_rows() -> list[VerdictRow]:
    def row(label: str, mark: Mark, value: float, low: float, high: float, rest: float) -> VerdictRow:
        said = f"{value:.0f}{NB}% ({low:.0f}–{high:.0f})"
        return VerdictRow(label, mark, Interval(value, low, high), WORDS[mark], said, rest)

    return [
        row("Besök", Mark.BETTER, 90, 88, 91, 86),
        row("Telefon", Mark.LACKING, 63, 61, 66, 78),
        row("E-post", Mark.UNCLEAR, 68, 63, 72, 71),
        row("E-tjänst", Mark.EQUAL, 76, 74, 78, 77),
        row("Sociala medier och andra webbplatser", Mark.UNCLEAR, 71, 49, 82, 71),
        VerdictRow("Brev", Mark.HIDDEN, None, "Dolt", "", 68),
    ]


def pair_rows() -> list[PairRow]:
    def row(label: str, mark: Mark, raw: Interval, alike: Interval) -> PairRow:
        change = f"{signed(raw.value)} blir {signed(alike.value)}"
        return PairRow(label, mark, raw, alike, WORDS[mark], change)

    return [
        row("Besök", Mark.BETTER, Interval(4, 2, 5), Interval(3, 1, 5.4)),
        row("Telefon", Mark.LACKING, Interval(-15, -17, -12), Interval(-12, -15, -9)),
        row("E-post", Mark.UNCLEAR, Interval(-3, -8, 2), Interval(-2, -8, 3)),
        row("E-tjänst", Mark.EQUAL, Interval(-11, -15, -8), Interval(-1, -4, 2)),
        PairRow("Brev", Mark.HIDDEN, None, None, "Dolt"),
    ]


def control_points() -> list[ControlPoint]:
    values = [67, 65, 67, None, None, 64, 67, 66, 66, 57, 65, 78]
    marks = {9: Mark.LACKING, 11: Mark.BETTER}
    made = []
    for number, value in enumerate(values):
        quarter, year = (number + 3) % 4 + 1, 2023 + (number + 3) // 4
        low, high = (57.5 - number % 3, 73.5 + number % 3) if value is not None else (None, None)
        said = f"{value}{NB}%" if number in marks else ""
        first = str(year) if quarter == 1 or number == 0 else ""
        made.append(ControlPoint(f"Kv{quarter}", first, value, low, high, marks.get(number), said))
    return made


def rate_rows() -> list[RateRow]:
    return [
        RateRow("Flemingsberg", Interval(204, 197, 211), "högre", "204 (197–211)", True),
        RateRow("Gladö-Lissma", Interval(31, 23, 41), "lägre", "31 (23–41)", True),
        RateRow("Segeltorp", None, "Dolt"),
        RateRow("Trångsund", Interval(186, 178, 194), "i nivå", "186 (178–194)"),
    ]


TILES = (
    ("Flemingsberg", Mark.LACKING, (4, 1)),
    ("Gladö-Lissma", Mark.UNCLEAR, (5, 3)),
    ("Segeltorp", Mark.EQUAL, (1, 2)),
    ("Sjödalen-Fullersta", Mark.BETTER, (3, 2)),
    ("Skogås", Mark.HIDDEN, (4, 4)),
    ("Vårby", Mark.LACKING, (2, 1)),
)


def some_tiles() -> list[Tile]:
    return [
        Tile(
            name,
            mark,
            WORDS[mark],
            "" if mark is Mark.HIDDEN else f"78{NB}%",
            "" if mark is Mark.HIDDEN else "(76–79)",
            "i telefon" if mark is Mark.LACKING else "",
            place,
            "" if mark is Mark.HIDDEN else "#",
        )
        for name, mark, place in TILES
    ]


def square(west: float, south: float, size: float = 0.05) -> tuple[tuple[tuple[float, float], ...], ...]:
    east, north = west + size, south + size
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


def some_regions() -> list[Region]:
    return [
        Region(
            name,
            mark,
            (square(17.9 + 0.05 * column, 59.3 - 0.02 * row),),
            WORDS[mark],
            f"78{NB}% (76–79)",
            "#",
        )
        for name, mark, (row, column) in TILES
    ]


def charts() -> dict[str, Markup]:
    """Every SVG chart by its name."""
    number = NUMBERS.whole
    return {
        "dots": dot_plot([Dot("Vårby", 74, 73, 75, 77, "74 % (73–75)", "4 205 svar"), Dot("Brev")], words("dots")),
        "bars": bar_chart([Bar("Avslutade", 200, "200"), Bar("Svarade", 20, "20", True)], words("bars")),
        "verdicts": verdict_plot(verdict_rows(), words("verdicts")),
        "pairs": pair_plot(
            pair_rows(),
            PairWords("pairs", "Par", "Beskrivning", "Lika med övriga kommunen", tick=signed,
                every="alla ärenden", alike="samma slags ärenden"),
        ),
        "control": control_chart(
            control_points(),
            ControlWords("control", "Över tid", "Beskrivning", hidden="Dolt",
                level=f"Egen nivå 66{NB}%", band="Normal variation"),
            66,
        ),
        "rates": rate_plot(rate_rows(), Words("rates", "Användning", "Beskrivning", "Hela kommunen 191", tick=number), 191),
    }  # fmt: skip


def matrix() -> parts.Matrix:
    names = [("Besök", ""), ("Telefon", "Tel."), ("E-post", ""), ("E-tjänst", "E-tj."), ("Chatt", ""), ("Brev", ""),
        ("Sociala medier", "Soc."), ("Alla kanaler", "Alla")]  # fmt: skip
    columns = tuple(parts.MatrixColumn(name, short, "", name == "Alla kanaler") for name, short in names)
    marks = [Mark.LACKING, Mark.EQUAL, Mark.BETTER, Mark.UNCLEAR, Mark.HIDDEN, None, Mark.UNCLEAR, Mark.EQUAL]

    def cell(mark: Mark | None) -> parts.MatrixCell:
        if mark is None:
            return parts.MatrixCell(None, "Inga ärenden")
        shown = mark is not Mark.HIDDEN
        return parts.MatrixCell(mark, WORDS[mark], "−4 (−5,2…−2)" if shown else "", "#" if shown else "")

    rows = tuple(
        parts.MatrixRow(name, tuple(cell(mark) for mark in marks[turn:] + marks[:turn]), "#")
        for turn, (name, *_) in enumerate(TILES)
    )
    return parts.Matrix("Skillnad mot övriga kommunen i procentenheter.", "Kommundel", columns, rows)


def context() -> dict[str, object]:
    column = [StripDot(Interval(204, 197, 211), True), StripDot(Interval(168, 150, 190)), StripDot(None)]
    shown = strips(column, 191)
    made = charts()
    return {
        "choices": [
            parts.Choice("Period", "Kvartal 3", (parts.ChoiceOption("Kvartal 3", "#", True), parts.ChoiceOption("Kvartal 2", "#"))),
            parts.Choice("Marginal", "±5 procentenheter", (), "#"),
        ],
        "crumbs": [parts.Crumb("Överblick", "#"), parts.Crumb("Vårby")],
        "some_facts": [
            parts.Fact("Svar", "4 205", "av 26 550 avslutade ärenden"),
            parts.Fact("Bedömning", "Oklart ännu", "skillnader under 6 procentenheter syns inte", Mark.UNCLEAR),
        ],
        "some_findings": [
            parts.Finding(mark, WORDS[mark], Markup("I <a href='#'>Vårby</a> är 63 av 100 nöjda i telefon."),
                "Samma slags ärenden: −12", "(−15 till −9)", "Alla ärenden: −15 · 1 385 svar")
            for mark in Mark
        ],
        "tiles": tile_map(some_tiles(), TileWords("Kommundelarna", "Nöjda", "norr")),
        "regions": region_map(some_regions(), words("karta")),
        "entries": [parts.LegendEntry(mark, WORDS[mark], "säkert") for mark in Mark],
        "matrix": matrix(),
        "charts": [(name, made[name]) for name in made],
        "table": parts.ChartTable("Siffrorna", ("Kanal", "Nöjda"), (("Besök", "90 %"), ("Telefon", "63 %"))),
        "presence": list(zip(("Flemingsberg", "Skogås", "Vårby"), shown, ("204", "168", "Dolt"), strict=True)),
        "nothing": parts.Empty("Inga kvartal kan visas ännu", "För få svar.", (parts.Action("Visa två år", "#"),)),
        "note": parts.Notice("Vill du veta mer?", "Slå ihop två år."),
    }  # fmt: skip


def page(language: str = "sv", **more: object) -> str:
    """The whole page, with the full menu."""
    shared = {
        "language": language,
        "viewer": Viewer(),
        "csrf": "",
        "here": "",
        "municipality_name": "Lillåker",
        "is_example": True,
        "navigation": [NavItem(item.key, item.label, item.address or "#") for item in PAGES],
        "number": NUMBERS,
    }
    template = environment("staff", language).from_string(PAGE)
    return str(template.render({**shared, **context(), **more}))
