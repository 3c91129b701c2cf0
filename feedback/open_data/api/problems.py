"""The read API's errors as problem+json (RFC 9457), each kind with an address that says what it means."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response

from feedback.errors import InputError, KeyNeeded, LikvardigError, TooMany
from feedback.open_data.addresses import API_ROOT, absolute
from feedback.open_data.api.replies import FaultReply, Problem
from feedback.web.failures import PROBLEM_JSON

AnyRequest = Request[Any, Any, Any]

# The kinds by their anchors on the page of the API, with the title each always has.
PARAMETERS, KEY, PACE = "fel-parametrar", "fel-nyckel", "fel-takt"
TITLES = {
    PARAMETERS: "Parameters that cannot be used",
    KEY: "A key is needed",
    PACE: "Too many requests",
}
_KINDS: tuple[tuple[type[LikvardigError], str], ...] = (
    (InputError, PARAMETERS),
    (KeyNeeded, KEY),
    (TooMany, PACE),
)


def problem(request: AnyRequest, error: LikvardigError) -> Response[Any]:
    """One of the three kinds, with all there is to say about it."""
    kind = next(name for each, name in _KINDS if isinstance(error, each))
    told = Problem(
        type=absolute(request.app.state.service, f"{API_ROOT}#{kind}"),
        title=TITLES[kind],
        status=error.status,
        detail=error.message,
        faults=tuple(FaultReply(fault.place, fault.message) for fault in error.faults),
    )
    return Response(
        msgspec.json.encode(told),
        status_code=error.status,
        media_type=PROBLEM_JSON,
        headers=_headers(error) | {"cache-control": "no-store"},
    )


def _headers(error: LikvardigError) -> dict[str, str]:
    if isinstance(error, KeyNeeded):
        return {"www-authenticate": 'Bearer realm="likvardig"'}
    if isinstance(error, TooMany):
        return {"retry-after": str(error.retry_after_seconds)}
    return {}


HANDLERS: dict[Any, Any] = {kind: problem for kind, _ in _KINDS}
