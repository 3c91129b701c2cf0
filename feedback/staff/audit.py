"""What staff did, and when. Never what a resident did, and never what was typed into a password field."""

from __future__ import annotations

from enum import StrEnum

from feedback.service import Service
from feedback.tables import Audit


class Action(StrEnum):
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_DISABLED = "account_disabled"
    PASSWORD_CHANGED = "password_changed"
    LANGUAGE_CHANGED = "language_changed"
    EXPORTED = "exported"


async def note(service: Service, action: Action, staff: int | None = None, detail: str = "") -> None:
    """Write one line of the audit. `staff` is who did it; None for an unknown person or the command line."""
    await Audit.insert(Audit(at=service.now(), staff=staff, action=action.value, detail=detail))
