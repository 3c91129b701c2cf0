"""Så räknar vi: how the figures are made, in plain words."""

from __future__ import annotations

from litestar import Response, get

from feedback.access import Access
from feedback.insight.asking import AnyRequest
from feedback.staff.guard import session_of, viewer_in
from feedback.web.rendering import staff_page

ADDRESS = "/sa-raknar-vi"


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    return staff_page(
        request.app.state.service,
        viewer_in(request),
        "staff/method.html",
        csrf=session_of(request).csrf,
        here=ADDRESS,
    )


HANDLERS = (page,)
