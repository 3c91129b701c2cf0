"""The page behind "I do not want more surveys". Looking changes nothing; the button, or a mail program, does.

A mail program posts `List-Unsubscribe=One-Click` (RFC 8058). Its POST and the button's mean the same, so what
the body says is not read.
"""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from feedback.access import Access
from feedback.errors import NotFound
from feedback.invitations import states
from feedback.invitations.links import Invitation, invitation_by_token
from feedback.invitations.opting_out import opt_out_by_link
from feedback.service import Service
from feedback.web.rendering import resident_page

TEMPLATE = "resident/unsubscribe.html"
PATH = "/n/{token:str}"
OPEN = {"access": Access.PUBLIC}
AnyRequest = Request[Any, Any, Any]


@get(PATH, opt=OPEN)
async def ask_first(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """The button, or that nothing is left to stop."""
    service, invitation = await _found(request, token)
    return _page(request, service, invitation, outcome_of_looking(invitation.state))


@post(PATH, opt=OPEN, status_code=200)
async def stop(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Stop at once. Asked again it says the same."""
    service, invitation = await _found(request, token)
    stopped = await opt_out_by_link(service, invitation)
    return _page(request, service, invitation, "stopped" if stopped else "over")


def outcome_of_looking(state: str) -> str:
    """What the page says before anything is done: `ask`, `stopped`, or `over` when we no longer know whose link it is."""
    if state == states.WITHDRAWN:
        return "stopped"
    return "over" if state in states.ENDED else "ask"


async def _found(request: AnyRequest, token: str) -> tuple[Service, Invitation]:
    service: Service = request.app.state.service
    invitation = await invitation_by_token(service, token)
    if invitation is None:
        raise NotFound("Länken finns inte hos oss.")
    return service, invitation


def _page(request: AnyRequest, service: Service, invitation: Invitation, outcome: str) -> Response[str]:
    codes = [language.code for language in service.municipality.languages if language.default_for_residents]
    return resident_page(
        service, TEMPLATE, _language(request, service, invitation), languages=codes, outcome=outcome
    )


def _language(request: AnyRequest, service: Service, invitation: Invitation) -> str:
    """The one asked for, else the invitation's, else the municipality's own."""
    known = {language.code for language in service.municipality.languages}
    wanted = (request.query_params.get("lang", ""), invitation.language)
    return next((code for code in wanted if code in known), service.municipality.default_language)


HANDLERS = (ask_first, stop)
