"""Överblick: the municipality now. What the answers show, district by district, what changed, who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from markupsafe import Markup

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import Measure, OverviewFigures, OverviewRequest, Slot, Weighted
from feedback.insight.lines import Line, line, mark_of, word_of
from feedback.insight.pages import overview_changes, overview_findings
from feedback.insight.pages.answered import Answered, answered, funnel_of
from feedback.insight.pages.answered import table as answers_table
from feedback.insight.pages.overview_changes import ChangeRow, change_rows
from feedback.insight.pages.overview_findings import Shown, shown
from feedback.insight.pages.overview_map import district_map
from feedback.insight.parts import LegendEntry, Matrix, MatrixCell, MatrixColumn, MatrixRow
from feedback.insight.verdict_words import legend
from feedback.insight.wording import Wording
from feedback.quarters import parsed_quarter
from feedback.staff.roles import Viewer

ADDRESS, KEY = "/insikt", "overview"
DISTRICT, CHANNEL = "/insikt/kommundel/", "/insikt/kanal/"


@dataclass(frozen=True)
class WeightedText:
    """The share weighted to all closed errands, the plain one, and the weighted one's interval, as texts."""

    weighted: str
    plain: str
    span: str


@dataclass(frozen=True)
class View:
    """What the overview says, texts ready to show.

    `districts` are the map's lines in alphabetical order with the whole municipality last. `before` names the
    quarter `changes` are since, empty where there is none; `unchanged` is empty for who sees some districts
    only. `slope` tells whether satisfaction follows the districts' socio-economic order.
    """

    shown: Shown
    map: Markup
    has_boundaries: bool
    districts: tuple[Line, ...]
    matrix: Matrix
    legend: tuple[LegendEntry, ...]
    changes: tuple[ChangeRow, ...]
    unchanged: str
    before: str
    answered: Answered | None
    weighted: WeightedText | None
    slope: str


def view(asked: Asked, figures: OverviewFigures) -> View:
    wording, margin = asked.wording, figures.scope.margin
    ids = visible_districts(figures, asked.viewer, wording)
    named = [id for id in ids if id is not None]
    return View(
        shown=shown(asked, figures),
        map=district_map(asked, figures, named),
        has_boundaries=bool(getattr(asked.request.app.state, "boundaries", None)),
        districts=_district_lines(asked, figures, named),
        matrix=matrix(asked, figures, ids),
        legend=legend(wording, 100 * margin),
        changes=change_rows(asked, figures),
        unchanged=wording.number.whole(figures.unchanged) if asked.viewer.sees_everything else "",
        before=_before(figures, wording),
        answered=answered(funnel_of(figures.stages), wording, wording.text("hela kommunen")),
        weighted=_weighted(figures.weighted, wording),
        slope=_slope(figures.slope, wording),
    )


def _before(figures: OverviewFigures, wording: Wording) -> str:
    before = parsed_quarter(figures.before or "")
    return wording.quarter(before) if before else ""


def _district_lines(asked: Asked, figures: OverviewFigures, ids: Sequence[str]) -> tuple[Line, ...]:
    wording, margin = asked.wording, figures.scope.margin
    lines_ = [
        line(
            wording.district(id),
            figures.matrix.slot(id, None),
            wording,
            margin,
            asked.link(f"{DISTRICT}{id}"),
        )
        for id in ids
    ]
    return (*lines_, line(wording.text("Hela kommunen"), figures.matrix.total, wording, margin))


def visible_districts(figures: OverviewFigures, viewer: Viewer, wording: Wording) -> tuple[str | None, ...]:
    """The rows a person sees, in alphabetical order, what belongs to no district last."""
    named = wording.in_order(id for id in figures.matrix.rows if id and viewer.may_see("district", id))
    has_others = None in figures.matrix.rows and viewer.sees_everything
    return (*named, None) if has_others else tuple(named)


def matrix(asked: Asked, figures: OverviewFigures, ids: Sequence[str | None]) -> Matrix:
    """Every verdict of the rows seen, all channels together last, and the municipality's levels below."""
    wording = asked.wording
    _ = wording.text
    columns = [
        MatrixColumn(wording.channel(id), href=asked.link(f"{CHANNEL}{id}")) for id in figures.matrix.columns
    ]
    rows = [_matrix_row(asked, figures, id) for id in ids]
    whole = [*figures.matrix.column_totals, figures.matrix.total]
    return Matrix(
        caption=_(
            "Skillnad mot övriga kommunen i procentenheter med samma slags ärenden, med osäkerhet. "
            "Kommundelarna står i bokstavsordning: det är ingen rangordning."
        ),
        rows_are=_("Kommundel"),
        columns=(*columns, MatrixColumn(_("Alla kanaler"), is_total=True)),
        rows=(
            *rows,
            MatrixRow(_("Hela kommunen"), tuple(level_cell(slot, wording) for slot in whole)),
        ),
    )


def _matrix_row(asked: Asked, figures: OverviewFigures, id: str | None) -> MatrixRow:
    wording, margin = asked.wording, figures.scope.margin
    slots = [figures.matrix.slot(id, channel) for channel in (*figures.matrix.columns, None)]
    if id is None:
        return MatrixRow(wording.district(None), tuple(level_cell(slot, wording) for slot in slots))
    href = asked.link(f"{DISTRICT}{id}")
    return MatrixRow(
        wording.district(id), tuple(verdict_cell(slot, wording, margin, href) for slot in slots), href
    )


def verdict_cell(slot: Slot, wording: Wording, margin: float, href: str = "") -> MatrixCell:
    """The verdict; with its gap, or where it cannot be told the smallest gap that would show."""
    mark = mark_of(slot)
    if slot.judged is None or mark is None:
        return level_cell(slot, wording)
    text = wording.gap(slot.judged, margin)
    if slot.mark == "cannot_tell" and slot.judged.detectable is not None:
        smallest = wording.number.whole(100 * slot.judged.detectable)
        text = f"±{smallest} · {wording.answers(slot.judged.n)}"
    return MatrixCell(mark, word_of(slot, wording), text, href)


def level_cell(slot: Slot, wording: Wording) -> MatrixCell:
    """A level alone, which is not judged."""
    if slot.judged is None:
        return MatrixCell(mark_of(slot), wording.verdict(slot.mark))
    return MatrixCell(None, wording.share(slot.judged.share), wording.answers(slot.judged.n))


def _weighted(weighted: Weighted | None, wording: Wording) -> WeightedText | None:
    if weighted is None:
        return None
    percent, measure = wording.number.percent, weighted.weighted
    return WeightedText(
        percent(measure.value),
        percent(weighted.plain.value),
        wording.number.percent_span(measure.low, measure.high),
    )


def _slope(slope: Measure | None, wording: Wording) -> str:
    """The slope index as a sentence, never surer than its interval."""
    if slope is None:
        return ""
    _ = wording.text
    low, high = sorted((abs(slope.low), abs(slope.high)))
    values = {
        "points": wording.number.whole(100 * abs(slope.value)),
        "span": wording.number.percent_span(low, high),
        "low": wording.signed(slope.low),
        "high": wording.signed(slope.high),
    }
    if slope.low > 0:
        text = _(
            "Nöjdheten är %(points)s procentenheter (%(span)s) högre i den ände av kommunen där kommundelarna "
            "är minst utsatta än i den där de är mest utsatta."
        )
    elif slope.high < 0:
        text = _(
            "Nöjdheten är %(points)s procentenheter (%(span)s) lägre i den ände av kommunen där kommundelarna "
            "är minst utsatta än i den där de är mest utsatta."
        )
    else:
        text = _(
            "Det går inte att säga att nöjdheten följer hur utsatta kommundelarna är. Skillnaden mellan den minst "
            "och den mest utsatta änden ligger mellan %(low)s och %(high)s procentenheter."
        )
    return text % values


def tables(asked: Asked, figures: OverviewFigures) -> tuple[Table, ...]:
    """Everything the page shows: every verdict, the findings, the changes, who answered, and the two measures
    over the whole municipality."""
    before = _before(figures, asked.wording)
    return (
        table(asked, figures),
        overview_findings.table(asked, figures),
        *((overview_changes.table(asked, figures, before),) if before else ()),
        answers_table(funnel_of(figures.stages), asked.wording),
        _measures(figures, asked.wording),
    )


def _measures(figures: OverviewFigures, wording: Wording) -> Table:
    _ = wording.text
    measures = []
    if figures.weighted:
        measures += [
            (_("Nöjda, procent, utan viktning"), figures.weighted.plain),
            (_("Nöjda, procent, viktat till alla avslutade ärenden"), figures.weighted.weighted),
        ]
    if figures.slope:
        measures.append((_("Lutning efter kommundelarnas utsatthet, procentenheter"), figures.slope))
    rows = [[name, *lines.percents(measure)] for name, measure in measures]
    return Table([_("Mått"), _("Värde"), _("Från"), _("Till")], rows, _("Hela kommunen"))


def table(asked: Asked, figures: OverviewFigures) -> Table:
    """A line for each district and channel shown, and for the municipality."""
    wording, margin, shown = asked.wording, figures.scope.margin, figures.matrix
    _ = wording.text
    columns = (*shown.columns, None)
    placed = [
        (wording.district(id), channel, shown.slot(id, channel))
        for id in visible_districts(figures, asked.viewer, wording)
        for channel in columns
    ]
    whole = zip(columns, (*shown.column_totals, shown.total), strict=True)
    placed += [(_("Hela kommunen"), channel, slot) for channel, slot in whole]
    return Table(
        [*frame_headings(wording), _("Kommundel"), _("Kanal"), *lines.headings(wording)],
        [
            joined(frame(asked), [place, wording.channel(channel)], lines.cells(slot, wording, margin))
            for place, channel, slot in placed
        ],
    )


def frame_headings(wording: Wording) -> list[str]:
    """The columns every file begins with."""
    _ = wording.text
    return [_("Period"), _("Ärenden")]


def frame(asked: Asked) -> list[str]:
    return [asked.wording.period(asked.selection), asked.wording.service(asked.selection.service)]


async def _figures(asked: Asked) -> OverviewFigures:
    figures = await asked.figures(OverviewRequest(asked.selection.scope))
    assert isinstance(figures, OverviewFigures)
    return figures


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    return given.page("overview", KEY, view=view(given, await _figures(given)))


@get(ADDRESS + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, ADDRESS)
    return await given.file("overblick", *tables(given, await _figures(given)))


HANDLERS = (page, file)
