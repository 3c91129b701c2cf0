"""The door of the read API: a key in the Authorization header, and not too many requests with it."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection

from feedback.errors import KeyNeeded, TooMany
from feedback.service import Service
from feedback.staff.api_keys import open_key
from feedback.staff.pace import Pace

SCHEME = "bearer"
AnyConnection = ASGIConnection[Any, Any, Any, Any]


async def check_key(connection: AnyConnection) -> None:
    """Raises KeyNeeded without a key that is known and open, and TooMany when it has been used too often."""
    service: Service = connection.app.state.service
    scheme, _, given = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not given.strip():
        raise KeyNeeded(
            "Send a key as `Authorization: Bearer lkv_…`. The municipality gives one to anybody who asks."
        )
    key = await open_key(service, given.strip())
    if key is None:
        raise KeyNeeded("The key is not known, or it has been revoked. Ask the municipality for another.")
    wait = _pace(connection, service).wait(key, service.now())
    if wait:
        most = service.settings.api_requests_per_minute
        raise TooMany(f"A key may make {most} requests a minute. Wait {wait} seconds.", wait)


def _pace(connection: AnyConnection, service: Service) -> Pace:
    """The count of this application, begun at the first request."""
    kept: Pace | None = connection.app.state.get("api_pace")
    if kept is None:
        kept = Pace(service.settings.api_requests_per_minute)
        connection.app.state["api_pace"] = kept
    return kept
