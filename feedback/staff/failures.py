"""How staff meet an error: sent to sign in, or a page that says in a sentence what to do."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.response import Redirect

from feedback.errors import Busy, InputError, LikvardigError, NotAllowed, NotFound, NotSignedIn
from feedback.web.rendering import staff_page

AnyRequest = Request[Any, Any, Any]
SIGN_IN_PATH = "/logga-in"


def to_sign_in(request: AnyRequest, error: NotSignedIn) -> Response[Any]:
    """To the sign-in page, and from there back to the page that was asked for."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = f"?till={quote(back, safe='')}" if request.method == "GET" else ""
    return Redirect(SIGN_IN_PATH + wanted, status_code=303, headers={"cache-control": "no-store"})


def kind_page(request: AnyRequest, error: LikvardigError) -> Response[Any]:
    """What went wrong, for somebody who is signed in or is about to be."""
    session = getattr(request.state, "session", None) if "session" in request.state else None
    return staff_page(
        request.app.state.service,
        session.viewer if session else None,
        "staff/failure.html",
        status=error.status,
        csrf=session.csrf if session else "",
        failed_status=error.status,
    )


HANDLERS: dict[Any, Any] = {
    NotSignedIn: to_sign_in,
    NotAllowed: kind_page,
    NotFound: kind_page,
    InputError: kind_page,
    Busy: kind_page,
}
