"""Pages for staff: the overview of a quarter, the same as a file, and how we count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from litestar import Request, Response, Router, get

from feedback.access import Access
from feedback.insight import drawing
from feedback.insight.csv_table import csv_table
from feedback.insight.dashboard import NAMED, Dashboard
from feedback.insight.filters import filters
from feedback.insight.overview import available_quarters, dashboard
from feedback.insight.selection import selected
from feedback.insight.wording import Wording
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.staff import failures
from feedback.staff.audit import Action, note
from feedback.staff.guard import session_of, viewer_in
from feedback.web.rendering import staff_page

AnyRequest = Request[Any, Any, Any]
OVERVIEW, TABLE, METHOD = "/insikt", "/insikt/tabell.csv", "/sa-raknar-vi"


@dataclass(frozen=True)
class Asked:
    """A dashboard together with what the page around it needs."""

    service: Service
    quarters: tuple[Quarter, ...]
    dashboard: Dashboard
    wording: Wording


async def _asked(request: AnyRequest) -> Asked:
    service: Service = request.app.state.service
    viewer = viewer_in(request)
    quarters = await available_quarters(service)
    selection = selected(request.query_params, service.municipality, viewer, quarters)
    made = await dashboard(service, request.app.state.desk, viewer, selection)
    return Asked(service, quarters, made, Wording(service.municipality, viewer.language))


@get(OVERVIEW, opt={"access": Access.STAFF})
async def overview(request: AnyRequest) -> Response[str]:
    """Överblick: one quarter in words, a chart, a table and the response funnel."""
    asked = await _asked(request)
    viewer, shown, wording = viewer_in(request), asked.dashboard, asked.wording
    earlier = [quarter for quarter in asked.quarters if quarter < shown.selection.quarter]
    return staff_page(
        asked.service,
        viewer,
        "staff/overview.html",
        csrf=session_of(request).csrf,
        here=f"{OVERVIEW}?{shown.selection.query}",
        dashboard=shown,
        wording=wording,
        scope=_scope(shown, wording),
        selection_with=partial(replace, shown.selection),
        filters=filters(shown.selection, asked.quarters, viewer, wording),
        earlier=earlier[0] if earlier else None,
        chart=drawing.share_chart(shown, wording) if shown.focus() and shown.shows_parts else None,
        funnel_chart=drawing.funnel_chart(shown.funnel, wording) if shown.funnel else None,
        table_address=f"{TABLE}?{shown.selection.query}",
    )


def _scope(shown: Dashboard, wording: Wording) -> list[str]:
    """What the page is narrowed down to, in words."""
    chosen = shown.selection
    row = [wording.row(NAMED, chosen.row, chosen.rows)] if chosen.row else []
    channel = [wording.channel(chosen.channel)] if chosen.channel else []
    return row + channel + ([wording.service(chosen.service)] if chosen.service else [])


@get(TABLE, opt={"access": Access.STAFF})
async def table(request: AnyRequest) -> Response[bytes]:
    """The overview's table as a file. What is fetched is written in the audit."""
    asked = await _asked(request)
    selection = asked.dashboard.selection
    await note(asked.service, Action.EXPORTED, viewer_in(request).id, selection.query)
    return Response(
        csv_table(asked.dashboard, asked.wording),
        media_type="text/csv; charset=utf-8",
        headers={
            "content-disposition": f'attachment; filename="likvardig-{selection.quarter.code}.csv"',
            "cache-control": "no-store",
        },
    )


@get(METHOD, opt={"access": Access.STAFF})
async def method(request: AnyRequest) -> Response[str]:
    """How the figures are made, in plain words."""
    return staff_page(
        request.app.state.service,
        viewer_in(request),
        "staff/method.html",
        csrf=session_of(request).csrf,
        here=METHOD,
    )


HANDLERS = (Router("/", route_handlers=[overview, table, method], exception_handlers=failures.HANDLERS),)
