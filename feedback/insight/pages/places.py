"""Kommundelar and Kanaler: all of them in a list, each judged over everything and linked to its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined
from feedback.insight.figures import OverviewFigures, OverviewRequest, Slot
from feedback.insight.lines import Line, line
from feedback.insight.pages.overview import frame, frame_headings, visible_districts

DISTRICTS, CHANNELS = "/insikt/kommundelar", "/insikt/kanaler"


@dataclass(frozen=True)
class View:
    """`heading` is the page's, `rows_are` the list's, `lines` the places with the municipality last."""

    heading: str
    rows_are: str
    lines: tuple[Line, ...]


def districts_view(asked: Asked, figures: OverviewFigures) -> View:
    """Districts in alphabetical order, as far as this person sees them."""
    wording = asked.wording
    ids = visible_districts(figures, asked.viewer, wording)
    placed = [
        (wording.district(id), figures.matrix.slot(id, None), f"/insikt/kommundel/{id}" if id else "")
        for id in ids
    ]
    return _view(asked, figures, wording.text("Kommundelar"), wording.text("Kommundel"), placed)


def channels_view(asked: Asked, figures: OverviewFigures) -> View:
    """Channels as the municipality lists them."""
    wording = asked.wording
    placed = [
        (wording.channel(id), slot, f"/insikt/kanal/{id}")
        for id, slot in zip(figures.matrix.columns, figures.matrix.column_totals, strict=True)
    ]
    return _view(asked, figures, wording.text("Kanaler"), wording.text("Kanal"), placed)


def _view(
    asked: Asked,
    figures: OverviewFigures,
    heading: str,
    rows_are: str,
    placed: Sequence[tuple[str, Slot, str]],
) -> View:
    wording, margin = asked.wording, figures.scope.margin
    made = [
        line(name, slot, wording, margin, asked.link(address) if address else "")
        for name, slot, address in placed
    ]
    whole = line(wording.text("Hela kommunen"), figures.matrix.total, wording, margin)
    return View(heading, rows_are, (*made, whole))


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
    return given.page("places", "channels", view=channels_view(given, await _figures(given)))


@get(CHANNELS + FILE, opt={"access": Access.STAFF})
async def channels_file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, CHANNELS)
    view = channels_view(given, await _figures(given))
    return await given.file("kanaler", table(given, view))


HANDLERS = (districts, districts_file, channels, channels_file)
