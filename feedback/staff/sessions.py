"""Signed-in browsers. The cookie holds 32 random bytes; the database only a keyed hash of them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from litestar.datastructures import Cookie

from feedback.service import Service
from feedback.staff.accounts import viewer_of
from feedback.staff.roles import Viewer
from feedback.tables import Staff, StaffScope, StaffSession

COOKIE = "likvardig_session"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # being seen is written at most this often


@dataclass(frozen=True)
class Session:
    """Who is signed in, and the secret every form of hers must carry."""

    viewer: Viewer
    csrf: str


def is_alive(started: datetime, last_seen: datetime, now: datetime) -> bool:
    """Whether a session still holds: seen within half an hour, begun within half a day."""
    return now - last_seen < IDLE and now - started < ABSOLUTE


async def begin(service: Service, staff: int, earlier: str | None) -> str:
    """Sign a browser in under a fresh id; whatever session it had is gone. Returns the cookie's value."""
    await end(service, earlier)
    await StaffSession.delete().where(StaffSession.started < service.now() - ABSOLUTE)
    session_id = secrets.token_urlsafe(32)
    await StaffSession.insert(
        StaffSession(
            session_hash=service.keys.session_hash(session_id),
            staff=staff,
            csrf=secrets.token_urlsafe(32),
            started=service.now(),
            last_seen=service.now(),
        )
    )
    return session_id


async def end(service: Service, session_id: str | None) -> None:
    if session_id:
        hashed = service.keys.session_hash(session_id)
        await StaffSession.delete().where(StaffSession.session_hash == hashed)


async def find(service: Service, session_id: str | None) -> Session | None:
    """The session of a cookie, marked as seen now; None when there is none, it is over or the account is."""
    if not session_id:
        return None
    hashed = service.keys.session_hash(session_id)
    row = await StaffSession.select().where(StaffSession.session_hash == hashed).first()
    if row is None or not is_alive(row["started"], row["last_seen"], service.now()):
        await end(service, session_id if row else None)
        return None
    staff = await Staff.select().where((Staff.id == row["staff"]) & (Staff.is_active.eq(True))).first()
    if staff is None:
        return None
    await _seen(service, row)
    scopes = await StaffScope.select().where(StaffScope.staff == row["staff"])
    return Session(viewer_of(staff, scopes), row["csrf"])


async def _seen(service: Service, row: dict[str, Any]) -> None:
    if service.now() - row["last_seen"] >= SEEN_EVERY:
        await StaffSession.update({StaffSession.last_seen: service.now()}).where(
            StaffSession.session_hash == row["session_hash"]
        )


def cookie(service: Service, session_id: str) -> Cookie:
    """The cookie of a signed-in browser; it lasts as long as the browser is open, and no longer than a session."""
    return Cookie(
        key=COOKIE,
        value=session_id,
        path="/",
        httponly=True,
        samesite="lax",
        secure=service.settings.secure_cookies,
    )


def no_cookie(service: Service) -> Cookie:
    """Tells the browser to forget."""
    return Cookie(
        key=COOKIE,
        value="",
        max_age=0,
        path="/",
        httponly=True,
        samesite="lax",
        secure=service.settings.secure_cookies,
    )
