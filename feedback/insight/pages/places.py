"""Kommundelar and Kanaler: all of them in a list, each judged over everything and linked to its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from litestar import Response, get

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import OverviewFigures, OverviewRequest, Slot
from feedback.insight.lines import Line, line
from feedback.insight.others import Other, others, others_sections
from feedback.insight.pages.overview import frame, frame_headings, visible_districts
from feedback.insight.parts import ChartFigure, LegendEntry
from feedback.insight.place_charts import parts_figure
from feedback.insight.place_titles import Inside
from feedback.insight.reference_values import references_for
from feedback.insight.verdict_words import legend

DISTRICTS, CHANNELS = "/insikt/kommundelar", "/insikt/kanaler"


@dataclass(frozen=True)
class View:
    """`heading` is the page's, `rows_are` the list's, `caption` says what is compared, `lines` the places with
    the municipality last. `chart` is None where nothing can be concluded of any. `others` are other municipalities,
    beside our channels."""

    heading: str
    rows_are: str
    caption: str
    chart: ChartFigure | None
    legend: tuple[LegendEntry, ...]
    lines: tuple[Line, ...]
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class _Names:
    """What the page calls its rows, and what each of them is held beside. The legend is about
    the rest of the municipality."""

    heading: str
    rows_are: str
    caption: str
    others: str
    inside: Inside
    legend: tuple[LegendEntry, ...] = ()


def districts_view(asked: Asked, figures: OverviewFigures) -> View:
    """Districts in alphabetical order, as far as this person sees them."""
    wording = asked.wording
    ids = visible_districts(figures, asked.viewer, wording)
    placed = [
        (wording.district(id), figures.matrix.slot(id, None), f"/insikt/kommundel/{id}" if id else "")
        for id in ids
    ]
    _ = wording.text
    names = _Names(
        _("Kommundelar"),
        _("Kommundel"),
        _(
            "Alla kanaler tillsammans, mot övriga kommunen. Raderna står i bokstavsordning: det är ingen rangordning."
        ),
        _("övriga kommunen"),
        str,
        legend(wording, 100 * figures.scope.margin),
    )
    return _view(asked, figures, names, placed)


def channels_view(asked: Asked, figures: OverviewFigures) -> View:
    """Channels as the municipality lists them."""
    wording = asked.wording
    placed = [
        (wording.channel(id), slot, f"/insikt/kanal/{id}")
        for id, slot in zip(figures.matrix.columns, figures.matrix.column_totals, strict=True)
    ]
    _ = wording.text
    names = _Names(
        _("Kanaler"),
        _("Kanal"),
        _(
            "Hela kommunen: varje kanal mot de andra kanalerna, där ärendena är av samma slag och kommer från samma "
            "kommundelar. Det är ingen rangordning."
        ),
        _("övriga kanaler"),
        str.lower,
    )
    return _view(asked, figures, names, placed)


def _view(
    asked: Asked,
    figures: OverviewFigures,
    names: _Names,
    placed: Sequence[tuple[str, Slot, str]],
) -> View:
    wording, margin = asked.wording, figures.scope.margin
    made = [
        line(name, slot, wording, margin, asked.link(address) if address else "")
        for name, slot, address in placed
    ]
    whole = line(wording.text("Hela kommunen"), figures.matrix.total, wording, margin)
    chart = parts_figure(made, (whole,), names.rows_are, names.inside, wording, margin, names.others)
    return View(names.heading, names.rows_are, names.caption, chart, names.legend, (*made, whole))


def table(asked: Asked, view: View) -> Table:
    """A line for each place shown."""
    wording, margin = asked.wording, asked.selection.scope.margin
    return Table(
        [*frame_headings(wording), view.rows_are, *lines.headings(wording)],
        [joined(frame(asked), [each.name], lines.cells(each.slot, wording, margin)) for each in view.lines],
    )


async def _figures(asked: Asked) -> OverviewFigures:
    figures = await asked.figures(OverviewRequest(asked.selection.scope))
    assert isinstance(figures, OverviewFigures)
    return figures


@get(DISTRICTS, opt={"access": Access.STAFF})
async def districts(request: AnyRequest) -> Response[str]:
    given = await asked(request, DISTRICTS)
    if given is None:
        return await nothing_yet(request, DISTRICTS, "districts")
    return given.page("places", "districts", view=districts_view(given, await _figures(given)))


@get(DISTRICTS + FILE, opt={"access": Access.STAFF})
async def districts_file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, DISTRICTS)
    view = districts_view(given, await _figures(given))
    return await given.file("kommundelar", table(given, view))


@get(CHANNELS, opt={"access": Access.STAFF})
async def channels(request: AnyRequest) -> Response[str]:
    given = await asked(request, CHANNELS)
    if given is None:
        return await nothing_yet(request, CHANNELS, "channels")
    return given.page("places", "channels", view=await _channels(given))


async def _channels(asked: Asked) -> View:
    """With the others beside; theirs are of all kinds of errand, so only beside all of ours."""
    figures = await _figures(asked)
    view = channels_view(asked, figures)
    if asked.selection.service:
        return view
    references = await references_for(asked.selection.period.quarter)
    return replace(view, others=others(figures, references, asked.wording))


@get(CHANNELS + FILE, opt={"access": Access.STAFF})
async def channels_file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, CHANNELS)
    view = await _channels(given)
    return await given.file("kanaler", table(given, view), *others_sections(view.others, given.wording))


HANDLERS = (districts, districts_file, channels, channels_file)
