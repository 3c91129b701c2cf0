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
            "Skicka en nyckel: Authorization: Bearer lkv_… Kommunen ger ut nycklar till den som ber om en."
        )
    key = await open_key(service, given.strip())
    if key is None:
        raise KeyNeeded("Nyckeln är okänd eller har dragits in. Be kommunen om en ny.")
    wait = _pace(connection, service).wait(key, service.now())
    if wait:
        most = service.settings.api_requests_per_minute
        raise TooMany(f"Högst {most} frågor i minuten med en nyckel. Vänta {wait} sekunder.", wait)


def _pace(connection: AnyConnection, service: Service) -> Pace:
    """The count of this application, begun at the first request."""
    kept: Pace | None = connection.app.state.get("api_pace")
    if kept is None:
        kept = Pace(service.settings.api_requests_per_minute)
        connection.app.state["api_pace"] = kept
    return kept
