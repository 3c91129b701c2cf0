"""The tables of the appendix, most of them alike: a row a place, a column a measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feedback.quarterly.document import Cell, Grid
from feedback.quarterly.measures import MEASURES
from feedback.quarterly.published import SHOWN, Figure
from feedback.quarterly.writing import tables
from feedback.quarterly.writing.appendix.cells import DASH, OUTSIDE, cell, place
from feedback.quarterly.writing.appendix.columns import COLUMNS, heading
from feedback.quarterly.writing.appendix.rows import Row, rows_of
from feedback.quarterly.writing.beside_others import measure_name, written
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.sentences import Texts
from feedback.quarterly.writing.tables import TITLES
from feedback.quarters import parsed_quarter

KINDS = {each.id: each for each in MEASURES}
WHERE: Texts = {"sv": "Var", "en": "Where"}
WHAT: Texts = {"sv": "Vad", "en": "What"}
VALUE: Texts = {"sv": "Värde", "en": "Value"}
ALL: Texts = {"sv": "Alla", "en": "All"}
OWN_LEVEL: Texts = {"sv": "Egen nivå", "en": "Own level"}
TREND_NOTE: Texts = {
    "sv": "Andel nöjda i procent, med antal svar. Utanför: kvartalet lämnade sin normala variation.",
    "en": "Share satisfied in per cent, with the number of answers. Outside: the quarter left its normal variation.",
}
THEME_TREND_NOTE: Texts = {
    "sv": "Temats andel av alla kommentarer, med antal kommentarer i kvartalet.",
    "en": "The theme's share of all comments, with the number of comments in the quarter.",
}
UNCHANGED: Texts = {"sv": "Oförändrade bedömningar", "en": "Unchanged verdicts"}


def grids(table: str, given: Given) -> tuple[Grid, ...]:
    rows = rows_of(table, given)
    if not rows:
        return ()
    make = SPECIAL.get(table, _plain_grid)
    return make(table, rows, given)


def _plain_grid(table: str, rows: Sequence[Row], given: Given) -> tuple[Grid, ...]:
    measures = [each for each in COLUMNS[table] if any(row.of(each) for row in rows)]
    return (
        Grid(
            table,
            TITLES[table].named(given.language),
            _period(rows, given),
            (WHERE[given.language], *(heading(each, given) for each in measures)),
            tuple(
                (Cell(place(row.first, given)), *(cell(row.of(each), given) for each in measures))
                for row in rows
            ),
            tuple(row.ref for row in rows),
            is_dense=True,
        ),
    )


def _period(rows: Sequence[Row], given: Given) -> str:
    """`12 månader till och med kvartal 3 2026`, or the quarter."""
    code = rows[0].first.period
    if code == given.period.code:
        return given.wording.period(given.facts.selection)
    quarter = parsed_quarter(code.partition("-")[2])
    name = given.wording.quarter(quarter) if quarter else code
    return name[:1].upper() + name[1:]


def _measures_grid(table: str, rows: Sequence[Row], given: Given) -> tuple[Grid, ...]:
    """A row for each measure of the whole municipality."""
    told = [(_kind_name(row.first, given), cell(row.first, given)) for row in rows]
    return (
        Grid(
            table,
            TITLES[table].named(given.language),
            _period(rows, given),
            (WHAT[given.language], VALUE[given.language]),
            tuple((Cell(name), value) for name, value in told),
            tuple(row.ref for row in rows),
        ),
    )


def _kind_name(figure: Figure, given: Given) -> str:
    kind = KINDS[figure.measure]
    return kind.sv if given.language == "sv" else kind.en


def _changes_grid(table: str, rows: Sequence[Row], given: Given) -> tuple[Grid, ...]:
    """The places that changed; the number of unchanged verdicts in a row of its own."""
    told = [row for row in rows if row.of("verdict")]
    left = [row for row in rows if row.of("unchanged")]
    made = _plain_grid(table, told, given) if told else ()
    if not left:
        return made
    last = (Cell(UNCHANGED[given.language]), cell(left[0].of("unchanged"), given))
    if not made:
        headings = (WHERE[given.language], VALUE[given.language])
        title = TITLES[table].named(given.language)
        return (Grid(table, title, _period(rows, given), headings, (last,), (left[0].ref,)),)
    grid = made[0]
    filled = (*last, *(Cell(DASH) for _ in grid.headings[2:]))
    return (
        Grid(
            table,
            grid.title,
            grid.subtitle,
            grid.headings,
            (*grid.rows, filled),
            (*grid.refs, left[0].ref),
            is_dense=True,
        ),
    )


def _trend_grid(table: str, rows: Sequence[Row], given: Given) -> tuple[Grid, ...]:
    """A row for each place, a column for each quarter."""
    measure, note = (
        ("satisfied_share", TREND_NOTE) if table == tables.TRENDS else ("theme_share", THEME_TREND_NOTE)
    )
    periods = sorted({each.period for row in rows for each in row.figures})
    headings = [_quarter(each, given) for each in periods]
    made = [
        (
            Cell(place(row.first, given)),
            *(_quarter_cell(row, measure, period, given) for period in periods),
            _level_cell(row, given),
        )
        for row in rows
    ]
    return (
        Grid(
            table,
            TITLES[table].named(given.language),
            note[given.language],
            (WHERE[given.language], *headings, OWN_LEVEL[given.language]),
            tuple(made),
            tuple(row.ref for row in rows),
            is_dense=True,
        ),
    )


def _quarter(period: str, given: Given) -> str:
    """`Kv3 2026`."""
    quarter = parsed_quarter(period.partition("-")[2])
    if quarter is None:
        return period
    return f"{given.wording.text('Kv%(number)s') % {'number': quarter.number}} {quarter.year}"


def _quarter_cell(row: Row, measure: str, period: str, given: Given) -> Cell:
    figure = row.of(measure, period)
    if figure is None or figure.state != SHOWN:
        return cell(figure, given)
    normal = row.of("normal_variation", period)
    outside = f" {OUTSIDE[given.language]}" if normal is not None and normal.word == "outside" else ""
    under = "" if figure.n is None else f"{given.number.whole(figure.n)}{outside}"
    return Cell(given.number.percent(figure.value or 0.0), under, is_number=True)


def _level_cell(row: Row, given: Given) -> Cell:
    normal = row.of("normal_variation")
    return Cell(DASH) if normal is None else Cell(given.number.percent(normal.value or 0.0), is_number=True)


def _themes_grid(table: str, rows: Sequence[Row], given: Given) -> tuple[Grid, ...]:
    """Themes by name; the row of all comments first. What is hidden has no name."""
    named = [row for row in rows if row.first.theme and row.of("theme_name")]
    whole = [row for row in rows if not row.first.theme]
    made = list(_plain_grid(table, named, given)) if named else []
    if whole:
        figures = whole[0].figures
        title = f"{TITLES[table].named(given.language)}: {ALL[given.language].lower()}"
        cells = tuple((Cell(_kind_name(each, given)), cell(each, given)) for each in figures)
        refs = tuple(whole[0].ref if number == 0 else "" for number, _ in enumerate(figures))
        headings = (WHAT[given.language], VALUE[given.language])
        made.insert(0, Grid(f"{table}-0", title, _period(rows, given), headings, cells, refs))
    return tuple(made)


def _references_grid(table: str, rows: Sequence[Row], given: Given) -> tuple[Grid, ...]:
    headings = {
        "sv": ("Vad", "Kanal", "Värde", "Svar", "Vems", "Källa och år"),
        "en": ("What", "Channel", "Value", "Answers", "Whose", "Source and year"),
    }[given.language]
    made = []
    # Numbered as they were given, so each row's value has the unit it came with.
    for row, reference in zip(rows, given.facts.references, strict=True):
        figure = row.first
        n = Cell(DASH) if figure.n is None else Cell(given.number.whole(figure.n), is_number=True)
        made.append(
            (
                Cell(measure_name(figure.measure, given)),
                Cell(given.wording.channel(figure.channel or None)),
                Cell(written(reference, given), is_number=True),
                n,
                Cell(figure.organisation),
                Cell(figure.source),
            )
        )
    title = TITLES[table].named(given.language)
    return (Grid(table, title, "", headings, tuple(made), tuple(row.ref for row in rows), is_dense=True),)


Maker = Callable[[str, Sequence[Row], Given], tuple[Grid, ...]]
SPECIAL: dict[str, Maker] = {
    tables.WHOLE: _measures_grid,
    tables.CHANGES: _changes_grid,
    tables.TRENDS: _trend_grid,
    tables.THEMES: _themes_grid,
    tables.THEME_TRENDS: _trend_grid,
    tables.REFERENCES: _references_grid,
}
