"""Where a theme is more common: by district as a chart, and by channel, service and language as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from feedback.insight.charts import Interval, LiftRow, LiftWords, lift_plot
from feedback.insight.charts.lifts import LESS, MORE
from feedback.insight.csv_file import Table, plain, repeated
from feedback.insight.figures import HIDDEN, HIGHER, LOWER
from feedback.insight.parts import ChartFigure, ChartTable
from feedback.insight.theme_figures import Spread
from feedback.insight.theme_words import commonness, times, times_span, where
from feedback.insight.wording import Wording, alphabetical

NO_SPAN = "–"
CERTAIN = {HIGHER: MORE, LOWER: LESS}


@dataclass(frozen=True)
class SpreadRow:
    """One group. Texts are `Dolt` where they may not be shown."""

    name: str
    n: str
    comments: str
    lift: str
    span: str
    word: str
    is_certain: bool
    spread: Spread


@dataclass(frozen=True)
class SpreadTable:
    """The groups of one kind: `title` says what they are and `heading` names the column."""

    id: str
    title: str
    heading: str
    finding: str
    rows: tuple[SpreadRow, ...]


def spread_rows(
    spreads: Sequence[Spread], wording: Wording, name: Callable[[Spread], str] | None = None
) -> tuple[SpreadRow, ...]:
    """In alphabetical order; never a rank."""
    named = name or (lambda each: where(each, wording))
    rows = [_row(named(each), each, wording) for each in spreads]
    return tuple(sorted(rows, key=lambda row: alphabetical(row.name)))


def _row(name: str, given: Spread, wording: Wording) -> SpreadRow:
    shown = given.lift if given.standing != HIDDEN else None
    return SpreadRow(
        name=name,
        n=wording.count(given.n),
        comments=wording.count(given.comments),
        lift=times(shown.value, wording) if shown else wording.text("Dolt"),
        span=times_span(shown, wording) if shown else NO_SPAN,
        word=commonness(given.standing, wording),
        is_certain=given.standing in CERTAIN and shown is not None,
        spread=given,
    )


def finding(rows: Sequence[SpreadRow], wording: Wording) -> str:
    """Where the theme is surely more common and surely less so."""
    _ = wording.text
    return _found(rows, _("Säkert vanligare i %(names)s"), _("Säkert mindre vanligt i %(names)s"), wording)


def finding_of_kinds(rows: Sequence[SpreadRow], wording: Wording) -> str:
    """The same of groups that are no places."""
    _ = wording.text
    return _found(rows, _("Säkert vanligare: %(names)s"), _("Säkert mindre vanligt: %(names)s"), wording)


def _found(rows: Sequence[SpreadRow], more: str, less: str, wording: Wording) -> str:
    said = []
    for template, standing in ((more, HIGHER), (less, LOWER)):
        names = [row.name for row in rows if row.spread.standing == standing]
        if names:
            small = names if rows[0].spread.district else [name.lower() for name in names]
            said.append(template % {"names": wording.listed(small)})
    return ". ".join(said) or wording.text("Ingen säker skillnad")


def district_figure(rows: Sequence[SpreadRow], wording: Wording) -> ChartFigure:
    _ = wording.text
    title = finding(rows, wording)
    words = LiftWords(
        id="kommundelar-diagram",
        title=title,
        description=". ".join(f"{row.name}: {row.word} {row.lift}" for row in rows),
        reference=_("Som i övriga kommunen"),
        hidden=wording.verdict(HIDDEN),
        tick=lambda ratio: _ratio(ratio, wording),
        spoken={
            0.25: _("en fjärdedel"),
            0.5: _("hälften så ofta"),
            1.0: _("lika ofta"),
            2.0: _("dubbelt så ofta"),
            3.0: _("tre gånger"),
            4.0: _("fyra gånger"),
        },
    )
    subtitle = _(
        "Hur ofta temat nämns jämfört med övriga kommunen. Alla teman och grupper är prövade mot slump samtidigt. Raderna står i bokstavsordning."
    )
    return ChartFigure(
        title, subtitle, lift_plot([_drawn(row) for row in rows], words), _table(rows, title, wording)
    )


def _ratio(ratio: float, wording: Wording) -> str:
    fractions = {0.125: "⅛", 0.25: "¼", 0.5: "½"}
    return f"{fractions.get(ratio) or wording.number.whole(ratio)}×"


def _drawn(row: SpreadRow) -> LiftRow:
    lift, standing = row.spread.lift, row.spread.standing
    if lift is None or standing == HIDDEN:
        return LiftRow(row.name, None, row.word)
    return LiftRow(
        row.name, Interval(lift.value, lift.low, lift.high), row.word, row.lift, CERTAIN.get(standing, "")
    )


def _table(rows: Sequence[SpreadRow], label: str, wording: Wording) -> ChartTable:
    return ChartTable(
        label,
        tuple(headings(wording.text("Kommundel"), wording)),
        tuple((row.name, row.n, row.comments, row.lift, row.span, row.word) for row in rows),
    )


def headings(kind: str, wording: Wording) -> list[str]:
    _ = wording.text
    return [kind, _("Om temat"), _("Alla kommentarer"), _("Så vanligt"), _("Osäkerhet"), _("Mot övriga")]


def spread_section(table: SpreadTable, wording: Wording) -> Table:
    """The same groups as a part of a file."""
    _ = wording.text
    columns = [
        table.heading,
        _("Om temat"),
        _("Alla kommentarer"),
        _("Gånger så vanligt"),
        _("Gånger, från"),
        _("Gånger, till"),
        _("Mot övriga"),
    ]
    return Table(columns, [_cells(row, wording) for row in table.rows], table.title)


def _cells(row: SpreadRow, wording: Wording) -> list[str]:
    lift = row.spread.lift if row.spread.standing != HIDDEN else None
    numbers = (
        [plain(wording.number.decimal(each)) for each in (lift.value, lift.low, lift.high)]
        if lift
        else repeated(wording.verdict(HIDDEN), 3)
    )
    return [row.name, plain(row.n), plain(row.comments), *numbers, row.word]
