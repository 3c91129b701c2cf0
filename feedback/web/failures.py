"""Errors as people and programs should meet them: kind pages, or problem+json under /api."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from feedback.errors import Busy, LikvardigError, TooMany
from feedback.web.rendering import resident_page

log = logging.getLogger("likvardig")
PROBLEM_JSON = "application/problem+json"
AnyRequest = Request[Any, Any, Any]


def expected(request: AnyRequest, error: LikvardigError) -> Response[Any]:
    """One of ours: its sentence is meant for whoever caused it."""
    headers = {"retry-after": str(error.retry_after_seconds)} if isinstance(error, Busy | TooMany) else {}
    if _is_api(request):
        body = {"title": error.message, "status": error.status}
        faults = [{"place": fault.place, "message": fault.message} for fault in error.faults]
        return _problem(error.status, body | ({"faults": faults} if faults else {}), headers)
    return _page(request, error.status, headers)


def http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """The framework's own: unknown path, wrong method, body too large."""
    headers = dict(error.headers or {})
    if _is_api(request):
        return _problem(error.status_code, {"title": error.detail, "status": error.status_code}, headers)
    return _page(request, error.status_code, headers)


def unexpected(request: AnyRequest, error: Exception) -> Response[Any]:
    """A fault of ours: logged without the address, which may hold a link; nothing of it is shown."""
    log.error("Unexpected %s in %s", type(error).__name__, _route_of(request), exc_info=error)
    if _is_api(request):
        return _problem(500, {"title": "Something went wrong on our side.", "status": 500}, {})
    return _page(request, 500, {})


def _is_api(request: AnyRequest) -> bool:
    return request.url.path.startswith("/api/")


def _route_of(request: AnyRequest) -> str:
    """The route's pattern rather than the address asked for: an address may hold a secret link."""
    handler = request.scope.get("route_handler")
    return " ".join(sorted(handler.paths)) if handler is not None else "no route"


def _problem(status: int, body: dict[str, Any], headers: dict[str, str]) -> Response[Any]:
    return Response(
        {"type": "about:blank"} | body, status_code=status, media_type=PROBLEM_JSON, headers=headers
    )


def _page(request: AnyRequest, status: int, headers: dict[str, str]) -> Response[Any]:
    service = request.app.state.service
    page = resident_page(
        service, "resident/failure.html", _language(request), status=status, failed_status=status
    )
    page.headers.update(headers)
    return page


def _language(request: AnyRequest) -> str:
    municipality = request.app.state.service.municipality
    wanted = request.query_params.get("lang", "")
    known = {language.code for language in municipality.languages}
    return wanted if wanted in known else municipality.default_language


HANDLERS: dict[Any, Any] = {LikvardigError: expected, HTTPException: http, Exception: unexpected}
