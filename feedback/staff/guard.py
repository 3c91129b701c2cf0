"""The door of every route. What does not say who may enter is closed to everybody."""

from __future__ import annotations

import secrets
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from feedback.access import Access
from feedback.errors import NotAllowed, NotSignedIn
from feedback.staff.api_access import check_key
from feedback.staff.roles import OPEN, Viewer, may_enter
from feedback.staff.sessions import COOKIE, Session, find

CSRF_FIELD = "csrf"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
AnyConnection = ASGIConnection[Any, Any, Any, Any]


async def guard(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """Raises NotSignedIn or NotAllowed, or KeyNeeded or TooMany where a key opens the door; leaves the session in
    `request.state.session` for those let in."""
    access = handler.opt.get("access")
    if access is None and connection.scope.get("method") == "OPTIONS":
        return  # the framework's own answer: which methods an address has, as its 405 says too, and nothing more
    if not isinstance(access, Access):
        raise NotAllowed("Den här adressen är inte öppen för någon.")
    if access in OPEN:
        return
    if access is Access.API_KEY:
        await check_key(connection)
        return
    session = await find(connection.app.state.service, connection.cookies.get(COOKIE))
    if session is None:
        raise NotSignedIn("Logga in för att se sidan.")
    connection.state.session = session
    if not may_enter(session.viewer, access):
        raise NotAllowed("Ditt konto har inte tillgång till den här sidan.")
    await _check_form(connection, session)


async def _check_form(connection: AnyConnection, session: Session) -> None:
    """A form that changes something must carry the session's own secret."""
    if connection.scope.get("method") in SAFE_METHODS or not isinstance(connection, Request):
        return
    form = await connection.form()
    given = form.get(CSRF_FIELD)
    if not isinstance(given, str) or not secrets.compare_digest(given.encode(), session.csrf.encode()):
        raise NotAllowed("Formuläret hörde inte till den här inloggningen. Ladda om sidan och försök igen.")


def session_of(request: Request[Any, Any, Any]) -> Session:
    """The session the guard let in."""
    session: Session = request.state.session
    return session


def viewer_in(request: Request[Any, Any, Any]) -> Viewer:
    return session_of(request).viewer
