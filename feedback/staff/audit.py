"""What staff did, and when. Never what a resident did, and never what was typed into a password field."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from feedback.database.statements import Procedure, Rows
from feedback.keys import random_id
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
    THEME_CHANGED = "theme_changed"
    THEME_CHANGE_UNDONE = "theme_change_undone"
    COMMENT_MOVED = "comment_moved"
    QUOTE_RELEASED = "quote_released"
    QUOTE_WITHDRAWN = "quote_withdrawn"
    SUMMARY_ASKED = "summary_asked"
    SUMMARY_DRAFTED = "summary_drafted"
    SUMMARY_CHANGED = "summary_changed"
    SUMMARY_COMMENTED = "summary_commented"
    SUMMARY_REVIEWED = "summary_reviewed"
    SUMMARY_APPROVED = "summary_approved"
    SUMMARY_ARCHIVED = "summary_archived"
    SUMMARY_DISCARDED = "summary_discarded"
    SUMMARY_RESTORED = "summary_restored"
    SUMMARY_FETCHED = "summary_fetched"
    REFERENCES_IMPORTED = "references_imported"
    REFERENCES_REMOVED = "references_removed"


async def note(service: Service, action: Action, staff: int | None = None, detail: str = "") -> None:
    """Write one line of the audit. `staff` is who did it; None for an unknown person or the command line."""
    await Audit.insert(Audit(at=service.now(), staff=staff, action=action.value, detail=detail))


def noting(action: Action, staff: int | None, detail: str, now: datetime) -> Procedure[None]:
    """The same in the transaction of what was done."""
    yield Rows(
        "INSERT INTO audit (id, at, staff, action, detail) VALUES (?, ?, ?, ?, ?)",
        [random_id(), now, staff, action.value, detail],
    )
