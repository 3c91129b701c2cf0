"""Överblick: the municipality now. What the answers show, district by district, what changed, who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from markupsafe import Markup

from feedback.access import Access
from feedback.funnel import Stage
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import Change, Measure, OverviewFigures, OverviewRequest, Slot, Stages, Weighted
from feedback.insight.lines import Line, line, mark_of, word_of
from feedback.insight.parts import Finding, Matrix, MatrixCell, MatrixColumn, MatrixRow
from feedback.insight.response_funnel import ResponseFunnel, response_funnel
from feedback.insight.saying import findings, may_read, sentence
from feedback.insight.wording import Wording, alphabetical
from feedback.quarters import parsed_quarter
from feedback.staff.roles import Viewer

ADDRESS, KEY = "/insikt", "overview"
DISTRICT, CHANNEL = "/insikt/kommundel/", "/insikt/kanal/"


@dataclass(frozen=True)
class ChangeRow:
    """A verdict that is another than a quarter ago, in words."""

    name: str
    before: str
    now: str
    why: str


@dataclass(frozen=True)
class WeightedText:
    """The share weighted to all closed errands, the plain one, and the weighted one's interval, as texts."""

    weighted: str
    plain: str
    span: str


@dataclass(frozen=True)
class View:
    """What the overview says, texts ready to show.

    `lead` is the first sentence, empty where it names what this person may not see. `districts` are the lines
    of the tile map, in alphabetical order, with `tiles` their (row, column) on it by district id in the same
    order (None: no place). `whole` is the municipality. `before` names the quarter `changes` are since; empty
    where there is none. `slope` is the slope index of inequality in percentage points.
    """

    lead: Markup
    findings: tuple[Finding, ...]
    districts: tuple[Line, ...]
    tiles: tuple[tuple[int, int] | None, ...]
    whole: Line
    matrix: Matrix
    changes: tuple[ChangeRow, ...]
    unchanged: int
    before: str
    funnel: ResponseFunnel | None
    weighted: WeightedText | None
    slope: str


def view(asked: Asked, figures: OverviewFigures) -> View:
    wording, viewer, margin = asked.wording, asked.viewer, figures.scope.margin
    ids = visible_districts(figures, viewer, wording)
    shown = [id for id in ids if id is not None]
    before = parsed_quarter(figures.before or "")
    return View(
        lead=sentence(figures.lead, wording, asked.link)
        if may_read(figures.lead, viewer, wording)
        else Markup(""),
        findings=findings(figures.findings, viewer, wording, margin, asked.link),
        districts=tuple(
            line(
                wording.district(id),
                figures.matrix.slot(id, None),
                wording,
                margin,
                asked.link(f"{DISTRICT}{id}"),
            )
            for id in shown
        ),
        tiles=tuple(wording.municipality.district(id).tile for id in shown),
        whole=line(wording.text("Hela kommunen"), figures.matrix.total, wording, margin),
        matrix=matrix(asked, figures, ids),
        changes=_changes(figures.changes, viewer, wording, margin),
        unchanged=figures.unchanged,
        before=wording.quarter(before) if before else "",
        funnel=funnel_of(figures.stages),
        weighted=_weighted(figures.weighted, wording),
        slope=_slope(figures.slope, wording, margin),
    )


def visible_districts(figures: OverviewFigures, viewer: Viewer, wording: Wording) -> tuple[str | None, ...]:
    """The rows a person sees, in alphabetical order, what belongs to no district last."""
    named = [id for id in figures.matrix.rows if id and viewer.may_see("district", id)]
    named.sort(key=lambda id: alphabetical(wording.district(id)))
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


def _changes(
    changes: Sequence[Change], viewer: Viewer, wording: Wording, margin: float
) -> tuple[ChangeRow, ...]:
    return tuple(
        _change(each, wording, margin) for each in changes if viewer.may_see("district", each.district)
    )


def _change(change: Change, wording: Wording, margin: float) -> ChangeRow:
    _ = wording.text
    place = wording.district(change.district)
    name = f"{place}, {wording.channel(change.channel).lower()}" if change.channel else place
    shift = wording.points(change.shift, margin) if change.shift else ""
    if change.outside_normal:
        why = _("Nivån lämnade sin normala variation.")
    elif change.now == "cannot_tell":
        why = _("Det går inte längre att avgöra. Det säger inte att skillnaden är borta.")
    elif change.before == "cannot_tell":
        why = _("Svaren räcker nu för en slutsats.")
    else:
        why = _("Bedömningen är en annan, nivån ligger inom sin normala variation.")
    if shift:
        why += " " + _("Ändring med samma slags ärenden: %(shift)s.") % {"shift": shift}
    return ChangeRow(name, wording.verdict(change.before), wording.verdict(change.now), why)


def funnel_of(stages: Stages | None) -> ResponseFunnel | None:
    """The response funnel, where it may be shown."""
    if stages is None:
        return None
    return response_funnel({Stage(stage): n for stage, n in stages.counts})


def _weighted(weighted: Weighted | None, wording: Wording) -> WeightedText | None:
    if weighted is None:
        return None
    percent, measure = wording.number.percent, weighted.weighted
    return WeightedText(
        percent(measure.value),
        percent(weighted.plain.value),
        wording.number.percent_span(measure.low, measure.high),
    )


def _slope(slope: Measure | None, wording: Wording, margin: float) -> str:
    return wording.points(slope, margin) if slope else ""


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
    return await given.file("overblick", table(given, await _figures(given)))


HANDLERS = (page, file)
