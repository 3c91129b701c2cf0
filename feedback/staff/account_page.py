"""The accounts, as an administrator sees them. They are changed from the command line."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from feedback.access import Access
from feedback.service import Service
from feedback.staff.accounts import Account, all_accounts
from feedback.staff.guard import session_of, viewer_in
from feedback.web.rendering import staff_page

PATH = "/personal"


@get(PATH, opt={"access": Access.ADMINISTRATOR})
async def account_page(request: Request[Any, Any, Any]) -> Response[str]:
    service: Service = request.app.state.service
    viewer = viewer_in(request)
    accounts = await all_accounts()
    return staff_page(
        service,
        viewer,
        "staff/accounts.html",
        csrf=session_of(request).csrf,
        here=PATH,
        accounts=accounts,
        scopes={account.email: _scope(service, account, viewer.language) for account in accounts},
    )


def _scope(service: Service, account: Account, language: str) -> list[str]:
    """The names of what a manager answers for; an id that the municipality no longer has stands as it is."""
    viewer = account.viewer
    known = {
        "district": {each.id for each in service.municipality.districts},
        "office": {each.id for each in service.municipality.offices},
    }
    return [
        service.municipality.name(dimension, id, language) if id in known[dimension] else id
        for dimension in known
        for id in sorted(viewer.own(dimension))
    ]
