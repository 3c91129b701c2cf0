"""The appendix: one table for each published table, one row for each published row, and the method in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from feedback.insight.spoken import spoken
from feedback.insight.theme_words import change_word
from feedback.quarterly.document import Block, Cell, Grid, Heading, PageBreak
from feedback.quarterly.published import (
    EMPTY,
    HIDDEN,
    INDEX,
    MEASURES,
    OTHER,
    POINTS,
    PROBABILITY,
    RATE,
    RATIO,
    SHARE,
    SHOWN,
    WORD,
    Figure,
)
from feedback.quarterly.writing import tables
from feedback.quarterly.writing.beside_others import measure_name, written
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.method import method
from feedback.quarterly.writing.named_themes import theme_names
from feedback.quarterly.writing.sentences import Texts, paragraph, said
from feedback.quarterly.writing.tables import TITLES
from feedback.quarterly.writing.telling import UNITS, measure_of
from feedback.quarters import parsed_quarter

KINDS = {each.id: each for each in MEASURES}
DASH = "–"

FIRST: Texts = {"sv": "Bilaga 1. Tabeller", "en": "Appendix 1. Tables"}
SECOND: Texts = {"sv": "Bilaga 2. Metod", "en": "Appendix 2. Method"}
HOW_TO_READ: Texts = {
    "sv": "Varje rad har en referens, och samma rad med fler decimaler finns i de öppna data. Raderna står i den ordning "
    "som kommunens kommundelar och kanaler har, så att en rad behåller sin referens. Rader utan ärenden är utelämnade. "
    "Tal inom parentes är 95 procents osäkerhet, skillnader är i procentenheter.",
    "en": "Each row has a reference, and the same row with more decimals is in the open data. The rows stand in the order of "
    "the municipality's districts and channels, so that a row keeps its reference. Rows without errands are left out. "
    "Numbers in brackets are the 95 per cent uncertainty, differences are in percentage points.",
}
WHERE: Texts = {"sv": "Var", "en": "Where"}
WHAT: Texts = {"sv": "Vad", "en": "What"}
VALUE: Texts = {"sv": "Värde", "en": "Value"}
WHOLE_MUNICIPALITY: Texts = {"sv": "Hela kommunen", "en": "Whole municipality"}
ALL: Texts = {"sv": "Alla", "en": "All"}
OUTSIDE: Texts = {"sv": "utanför", "en": "outside"}
WITHIN: Texts = {"sv": "inom", "en": "within"}
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

SHORT: dict[str, Texts] = {
    "answers": {"sv": "Svar", "en": "Answers"},
    "satisfied_share": {"sv": "Nöjda", "en": "Satisfied"},
    "index": {"sv": "Index", "en": "Index"},
    "reference_share": {"sv": "Jämförs med", "en": "Compared with"},
    "gap": {"sv": "Skillnad, alla ärenden", "en": "Difference, all errands"},
    "like_gap": {"sv": "Skillnad, samma slag", "en": "Difference, same kinds"},
    "needed": {"sv": "Svar till som behövs", "en": "Further answers needed"},
    "verdict": {"sv": "Bedömning", "en": "Verdict"},
    "visits": {"sv": "Besök", "en": "Visits"},
    "closed": {"sv": "Avslutade", "en": "Closed"},
    "invited": {"sv": "Tillfrågade", "en": "Asked"},
    "delivered": {"sv": "Kom fram", "en": "Arrived"},
    "started": {"sv": "Började svara", "en": "Began"},
    "answered": {"sv": "Svarade", "en": "Answered"},
    "answered_share": {"sv": "Andel svar", "en": "Share answered"},
    "verdict_before": {"sv": "Då", "en": "Then"},
    "variation": {"sv": "Normal variation", "en": "Normal variation"},
    "shift": {"sv": "Ändring, samma slag", "en": "Change, same kinds"},
    "year_change": {"sv": "Ändring på ett år", "en": "Change in a year"},
    "split_errands": {"sv": "Slag av ärenden", "en": "Kinds of errand"},
    "split_channels": {"sv": "Kanaler", "en": "Channels"},
    "split_mode": {"sv": "Sätt att svara", "en": "Ways of answering"},
    "split_not_comparable": {"sv": "Utan motsvarighet", "en": "Without a like"},
    "split_rest": {"sv": "Resten", "en": "The rest"},
    "residents": {"sv": "Invånare", "en": "Residents"},
    "rate": {"sv": "Per 1\u00a0000 invånare", "en": "Per 1,000 residents"},
    "rate_ratio": {"sv": "Gånger övriga", "en": "Times the rest"},
    "language_unmet": {"sv": "Inte fullt hjälpta på sitt språk", "en": "Not fully helped in own language"},
    "e_service_unused": {"sv": "Använder inte e-tjänst", "en": "Not using e-service"},
    "answering": {"sv": "Svarar på enkäten", "en": "Answer the survey"},
    "theme_comments": {"sv": "Kommentarer", "en": "Comments"},
    "theme_share": {"sv": "Andel", "en": "Share"},
    "theme_satisfied": {"sv": "Nöjda", "en": "Satisfied"},
    "theme_change": {"sv": "Över tid", "en": "Over time"},
    "lift": {"sv": "Så många gånger vanligare", "en": "So many times as common"},
    "like_lift": {"sv": "Bland lika ärenden", "en": "Among like errands"},
}
COMPARED = ("verdict", "answers", "satisfied_share", "index", "reference_share", "gap", "like_gap", "needed")
LEVEL = ("answers", "satisfied_share", "index")
COLUMNS: dict[str, tuple[str, ...]] = {
    tables.VERDICTS: COMPARED,
    tables.LATEST: LEVEL,
    tables.YEAR_AGO: LEVEL,
    tables.OFFICES: ("visits", *COMPARED),
    tables.VISITORS: ("visits",),
    tables.SERVICES: ("verdict", "answers", "satisfied_share", "gap", "like_gap"),
    tables.FUNNEL: ("closed", "invited", "delivered", "started", "answered", "answered_share"),
    tables.CHANGES: ("verdict_before", "verdict", "variation", "shift"),
    tables.YEAR_CHANGES: ("year_change",),
    tables.SPLITS: (
        "gap",
        "split_errands",
        "split_channels",
        "split_mode",
        "split_not_comparable",
        "split_rest",
    ),
    tables.VOICES: ("closed", "answered", "answered_share"),
    tables.USE: ("residents", "closed", "rate", "rate_ratio"),
    tables.PRESENCE: ("visits", "rate", "verdict", "language_unmet", "e_service_unused", "answering"),
    tables.THEMES: ("theme_comments", "theme_share", "theme_satisfied", "theme_change"),
    tables.THEME_PLACES: ("theme_comments", "lift", "like_lift"),
    tables.ITEMS: ("bemotande", "enkelhet", "tydlighet"),
}


@dataclass(frozen=True)
class Row:
    """The figures that stand in one row of one table."""

    ref: str
    figures: tuple[Figure, ...]

    @property
    def first(self) -> Figure:
        return self.figures[0]

    @property
    def is_empty(self) -> bool:
        return all(each.state == EMPTY for each in self.figures)

    def of(self, measure: str, period: str = "") -> Figure | None:
        return next(
            (
                each
                for each in self.figures
                if each.measure == measure and (not period or each.period == period)
            ),
            None,
        )


def appendix(given: Given) -> tuple[Block, ...]:
    language = given.language
    return (
        PageBreak(),
        Heading(2, FIRST[language], "bilaga-1"),
        paragraph(said(HOW_TO_READ, language), style="note"),
        *(grid for table in TITLES for grid in _grid(table, given)),
        Heading(2, SECOND[language], "bilaga-2"),
        *method(given),
    )


def rows_of(table: str, given: Given) -> list[Row]:
    """In the order of their numbers, without those that had no errand."""
    found: dict[str, list[Figure]] = {}
    for each in given.of_table(table):
        found.setdefault(each.ref, []).append(each)
    rows = [Row(ref, tuple(figures)) for ref, figures in found.items()]
    return sorted((row for row in rows if not row.is_empty), key=lambda row: int(row.ref.partition(":")[2]))


def _grid(table: str, given: Given) -> tuple[Grid, ...]:
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
            (WHERE[given.language], *(_heading(each, given) for each in measures)),
            tuple(
                (Cell(place(row.first, given)), *(cell(row.of(each), given) for each in measures))
                for row in rows
            ),
            tuple(row.ref for row in rows),
            is_dense=True,
        ),
    )


def _heading(measure: str, given: Given) -> str:
    return SHORT[measure][given.language] if measure in SHORT else measure_name(measure, given)


def _period(rows: Sequence[Row], given: Given) -> str:
    """`12 månader till och med kvartal 3 2026`, or the quarter."""
    code = rows[0].first.period
    if code == given.period.code:
        return given.wording.period(given.facts.selection)
    quarter = parsed_quarter(code.partition("-")[2])
    name = given.wording.quarter(quarter) if quarter else code
    return name[:1].upper() + name[1:]


def place(figure: Figure, given: Given) -> str:
    """`Vårby, telefon`: every part that a row is narrowed by; the whole municipality where it is by none."""
    wording, parts = given.wording, []
    if figure.theme:
        parts.append(theme_names(given).get(int(figure.theme), figure.theme))
    if figure.office:
        parts.append(wording.office(figure.office))
    if figure.service:
        parts.append(wording.service(figure.service))
    if figure.district:
        parts.append(wording.district(None if figure.district == OTHER else figure.district))
    if figure.channel:
        parts.append(wording.channel(figure.channel))
    if figure.language:
        parts.append(_language(figure.language, given))
    if not parts:
        return WHOLE_MUNICIPALITY[given.language]
    return ", ".join([parts[0], *(_small(each, figure, given) for each in parts[1:])])


def _small(part: str, figure: Figure, given: Given) -> str:
    """Channels are written small inside a name; districts and offices never."""
    is_channel = figure.channel and part == given.wording.channel(figure.channel)
    return part.lower() if is_channel and given.language == "sv" else part


def _language(code: str, given: Given) -> str:
    known = {each.code for each in given.municipality.languages}
    return spoken(code if code in known else None, given.wording).name


def cell(figure: Figure | None, given: Given) -> Cell:
    """A figure as the dashboards write it, or why it is not shown."""
    wording = given.wording
    if figure is None:
        return Cell(DASH)
    if figure.state != SHOWN:
        return Cell(wording.verdict(figure.state), mark="hidden" if figure.state == HIDDEN else "empty")
    if UNITS.get(figure.measure) == WORD:
        return _word(figure, given)
    return Cell(_number(figure, given), _standing(figure, given), is_number=True)


def _word(figure: Figure, given: Given) -> Cell:
    if figure.measure in ("verdict", "verdict_before"):
        return Cell(given.wording.verdict(figure.word), mark=figure.word)
    if figure.measure == "theme_change":
        return Cell(change_word(figure.word, given.wording))
    if figure.measure == "variation":
        return Cell((OUTSIDE if figure.word == "outside" else WITHIN)[given.language])
    return Cell(figure.word)


def _standing(figure: Figure, given: Given) -> str:
    """How a value stands to the others, in a word."""
    if figure.measure in ("lift", "year_change") and figure.word == "unclear":
        return given.wording.standing(figure.word)
    if figure.word in ("higher", "lower", "level", "unclear") and figure.measure != "lift":
        return given.wording.standing(figure.word)
    return ""


def _number(figure: Figure, given: Given) -> str:
    wording, number, unit = given.wording, given.number, UNITS.get(figure.measure, "")
    value = figure.value or 0.0
    has_interval = figure.low is not None and figure.high is not None
    if unit == SHARE:
        return wording.share(measure_of(figure)) if has_interval else number.percent(value)
    if unit == POINTS:
        return wording.points(measure_of(figure), given.margin) if has_interval else wording.signed(value)
    if unit == INDEX:
        return _index(figure, given)
    if unit == RATE:
        return f"{number.whole(value)} ({number.span(figure.low or 0, figure.high or 0)})"
    if unit == RATIO:
        low, high = (number.decimal(each or 0.0) for each in (figure.low, figure.high))
        return f"{number.decimal(value)} ({low}–{high})"
    if unit == PROBABILITY:
        return number.decimal(value, 3)
    return number.whole(value)


def _index(figure: Figure, given: Given) -> str:
    number = given.number
    if figure.low is None or figure.high is None:
        return number.decimal(figure.value or 0.0)
    return (
        f"{number.decimal(figure.value or 0.0)} ({number.decimal(figure.low)}–{number.decimal(figure.high)})"
    )


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
