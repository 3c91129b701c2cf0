"""From an address to a page: who asks, for what, which figures, and what the page around them needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response

from feedback.errors import NotFound
from feedback.insight.closed import first_closing
from feedback.insight.csv_file import Table, csv_file
from feedback.insight.desk import Desk
from feedback.insight.filters import filters
from feedback.insight.parts import Choice
from feedback.insight.requests import Figures
from feedback.insight.requests import Request as FiguresRequest
from feedback.insight.selection import Selection, selected
from feedback.insight.wording import Wording
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.staff.audit import Action, note
from feedback.staff.guard import session_of, viewer_in
from feedback.staff.roles import Viewer
from feedback.web.rendering import staff_page

AnyRequest = Request[Any, Any, Any]
FILE = "/tabell.csv"


@dataclass(frozen=True)
class Asked:
    """One request for figures. `address` is the page's own, without its query."""

    request: AnyRequest
    address: str
    service: Service
    viewer: Viewer
    closed: tuple[Quarter, ...]
    selection: Selection
    wording: Wording

    async def figures(self, asked_for: FiguresRequest) -> Figures:
        desk: Desk = self.request.app.state.desk
        return await desk.figures(self.service, asked_for)

    async def comments_version(self) -> str:
        """The state of the comments that themes' figures are asked for in."""
        desk: Desk = self.request.app.state.desk
        return await desk.comments_version(self.service)

    def page(self, template: str, key: str, **context: Any) -> Response[str]:
        """The page. `key` is its place in the menu; the template is also given the filter line, the address of
        its file and the source line's period."""
        return staff_page(
            self.service,
            self.viewer,
            f"staff/insight/{template}.html",
            csrf=session_of(self.request).csrf,
            here=f"{self.address}?{self.selection.query}",
            page=key,
            filters=self.filters(),
            left_service=self._left_service(),
            file_address=f"{self.address}{FILE}?{self.selection.query}",
            period=self.wording.period(self.selection),
            wording=self.wording,
            **context,
        )

    async def file(self, name: str, *tables: Table) -> Response[bytes]:
        """The page's tables as one file. What is fetched is written in the audit."""
        await note(
            self.service, Action.EXPORTED, self.viewer.id, f"{self.address}{FILE}?{self.selection.query}"
        )
        period = self.selection.period.code
        return Response(
            csv_file(*tables),
            media_type="text/csv; charset=utf-8",
            headers={
                "content-disposition": f'attachment; filename="likvardig-{name}-{period}.csv"',
                "cache-control": "no-store",
            },
        )

    def filters(self) -> tuple[Choice, ...]:
        return filters(self.selection, self.closed, self.wording, self.address)

    def link(self, address: str) -> str:
        """Another page over the same period and service."""
        return f"{address}?{self.selection.shared.query}"

    def _left_service(self) -> str:
        """The service that was asked for and cannot be shown, by name."""
        left = self.selection.left_service
        return self.wording.service(left) if left else ""


async def asked(
    request: AnyRequest, address: str, uses: Collection[str] = (), given: Mapping[str, Any] | None = None
) -> Asked | None:
    """What is asked for in an address, or in a form (`given`); None before the first quarter is closed. `uses` are
    the parameters the page knows beside period and service."""
    service: Service = request.app.state.service
    desk: Desk = request.app.state.desk
    viewer = viewer_in(request)
    closed = tuple(each.quarter for each in await desk.closed(service))
    if not closed:
        return None
    chosen = selected(
        _texts(request.query_params if given is None else given), service.municipality, viewer, closed, uses
    )
    wording = Wording(service.municipality, viewer.language)
    return Asked(request, address, service, viewer, closed, chosen, wording)


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are texts; a file in a form is none."""
    return {name: value for name, value in given.items() if isinstance(value, str)}


async def asked_file(request: AnyRequest, address: str, uses: Collection[str] = ()) -> Asked:
    """The same for a file, which there is none of before the first quarter is closed."""
    found = await asked(request, address, uses)
    if found is None:
        raise NotFound("Inget kvartal är stängt ännu.")
    return found


async def nothing_yet(request: AnyRequest, address: str, key: str) -> Response[str]:
    """Any page of figures before the first quarter is closed: when there will be some."""
    service: Service = request.app.state.service
    viewer = viewer_in(request)
    return staff_page(
        service,
        viewer,
        "staff/insight/nothing_yet.html",
        csrf=session_of(request).csrf,
        here=address,
        page=key,
        first=await first_closing(service),
        wording=Wording(service.municipality, viewer.language),
    )
