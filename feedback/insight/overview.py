"""From an address to a dashboard: the cube read, the desk asked, the parts put together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from functools import partial

from feedback.funnel import Stage
from feedback.insight.dashboard import ALL, Dashboard, Row, rows_of
from feedback.insight.desk import Desk
from feedback.insight.figures import Scores
from feedback.insight.reading import Extent, Group, read_funnel, read_scores, weeks_with_data
from feedback.insight.response_funnel import response_funnel, summed
from feedback.insight.selection import Selection
from feedback.insight.table import form_of, request_of
from feedback.quarters import Quarter, quarter_of, quarters_between
from feedback.service import Service
from feedback.staff.roles import Viewer


async def available_quarters(service: Service) -> tuple[Quarter, ...]:
    """Every quarter with errands or answers, the newest first; this one where there are none yet."""
    weeks = await weeks_with_data(service)
    return quarters_between(*weeks) if weeks else (quarter_of(service.today()),)


async def dashboard(service: Service, desk: Desk, viewer: Viewer, selection: Selection) -> Dashboard:
    """The overview of one selection, with nothing in it that this person or anybody may not see."""
    extent = Extent(selection.quarter, selection.rows, selection.service)
    whole = replace(extent, service=None)
    everything, closed_whole, part, stages = await asyncio.gather(
        *_readings(service, desk, whole), *_readings(service, desk, extent)
    )
    form = form_of(service.municipality, selection.rows, {*everything, *closed_whole}, viewer.language)
    own = None if viewer.sees_everything else viewer.own(selection.rows)
    if not form.rows or not form.channels:
        return _empty(service, selection)
    request = request_of(form, part, stages, everything if selection.service else None, own)
    figures = await desk.table_figures(request)
    counted = _selected(selection, stages)
    made = Dashboard(
        selection=selection,
        channels=form.channels,
        rows=rows_of(form, own, figures),
        funnel=response_funnel(counted),
        closed=counted.get(Stage.CLOSED, 0),
        is_running=not selection.quarter.is_over(service.today()),
    )
    return made if made.focus() else replace(made, funnel=None)


def _readings(
    service: Service, desk: Desk, extent: Extent
) -> tuple[Awaitable[Mapping[Group, Scores]], Awaitable[Mapping[Group, Mapping[Stage, int]]]]:
    """Scores and stages, from a few seconds ago where somebody has just read them."""
    return (
        desk.readings.get(("scores", extent), partial(read_scores, service, extent)),
        desk.readings.get(("stages", extent), partial(read_funnel, service, extent)),
    )


def _selected(selection: Selection, stages: Mapping[Group, Mapping[Stage, int]]) -> dict[Stage, int]:
    """The funnel's counts of the row and channel chosen, or of all."""
    return summed(
        counts
        for (row, channel), counts in stages.items()
        if selection.row in (None, row) and selection.channel in (None, channel)
    )


def _empty(service: Service, selection: Selection) -> Dashboard:
    nothing = Row(ALL, None, (), (), None)
    return Dashboard(selection, (), (nothing,), None, 0, not selection.quarter.is_over(service.today()))
