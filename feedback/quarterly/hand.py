"""What every change of a summary has in common: who may make it, on which state, and its line in the audit.

Managers and administrators draft, edit, comment and review. Only an administrator approves, and not what nobody
but she has reviewed, unless there is nobody else. The committee reads what is approved: what it is to decide on
is not for it to arrange. See docs/decisions/0020-summaries.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.database.statements import Procedure, Rows
from feedback.errors import Conflict, NotAllowed, NotFound
from feedback.service import Service
from feedback.staff.audit import Action, noting
from feedback.staff.roles import Role, Viewer, may_edit

DRAFTED, REVIEWED, ARCHIVED, DISCARDED = "drafted", "reviewed", "archived", "discarded"
LIVE = (DRAFTED, REVIEWED)

# A row that everybody writes to: on PostgreSQL the second waits until the first has committed, and then sees what
# it did. SQLite has one writer anyway.
_TURN = (
    "INSERT INTO installation (name, value) VALUES ('summaries_turn', '') "
    "ON CONFLICT (name) DO UPDATE SET value = installation.value"
)
_HELD = (
    "SELECT id, quarter, edition, state, prose, changes, drafted_by, reviewed_by, approved_at, approved_by, "
    "approved_name, case_number, officer FROM summary WHERE id = ?"
)
_WHO = (
    "SELECT s.name FROM audit a JOIN staff s ON s.id = a.staff WHERE a.detail = ? OR a.detail LIKE ? "
    "ORDER BY a.at DESC, a.id DESC LIMIT 1"
)
# The conditions stand in the statement too: what is archived is out of reach of every change.
_CHANGE = (
    "UPDATE summary SET {columns}, changes = changes + 1 "
    "WHERE id = ? AND state IN ('drafted', 'reviewed') AND approved_at IS NULL RETURNING changes"
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, and when."""

    viewer: Viewer
    now: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A summary at the moment of a change; nobody else changes anything until it is done."""

    id: int
    quarter: str
    edition: int
    state: str
    prose: str
    changes: int
    drafted_by: int | None
    reviewed_by: int | None
    approved_at: datetime | None
    approved_by: int | None
    approved_name: str
    case_number: str
    officer: str

    @property
    def worded(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = json.loads(self.prose)
        return found


def may_draft(viewer: Viewer) -> bool:
    """Whether a person may draft, read drafts, edit, comment and review."""
    return may_edit(viewer)


def may_approve(viewer: Viewer) -> bool:
    return viewer.role is Role.ADMINISTRATOR


def hand_of(service: Service, viewer: Viewer) -> Hand:
    """Raises NotAllowed for those who only read."""
    if not may_draft(viewer):
        raise NotAllowed("Ditt konto får läsa godkända sammanfattningar men inte arbeta med utkast.")
    return Hand(viewer, service.now())


def my_turn() -> Procedure[None]:
    """To be yielded from first in a transaction that changes summaries."""
    yield Rows(_TURN)


def held(summary: int) -> Procedure[Held]:
    """First in every change of one. Raises NotFound."""
    yield from my_turn()
    rows = yield Rows(_HELD, [summary])
    if not rows:
        raise NotFound("Sammanfattningen finns inte.")
    return Held(*rows[0])


def open_to_change(summary: int) -> Procedure[Held]:
    """The same. Raises Conflict, kindly, where it is not to be changed any more."""
    found = yield from held(summary)
    if found.state == ARCHIVED:
        raise Conflict(
            "Sammanfattningen är godkänd och arkiverad och ändras inte mer. Gör en ny utgåva i stället."
        )
    if found.state == DISCARDED:
        raise Conflict("Utkastet är kasserat. Återta det för att arbeta vidare med det.")
    if found.approved_at is not None:
        raise Conflict(f"{found.approved_name} har godkänt sammanfattningen, och den arkiveras just nu.")
    return found


def refuse_outdated(found: Held, seen: int | None) -> Procedure[None]:
    """Raises Conflict, saying who, when the summary has been changed since the page was made."""
    if found.changes != seen:
        who = yield from who_last(found.id)
        raise Conflict(f"{who} har ändrat sammanfattningen sedan du öppnade sidan. Läs den som den är nu.")


def who_last(summary: int) -> Procedure[str]:
    """Who last did anything to it."""
    rows = yield Rows(_WHO, [f"{summary:x}", f"{summary:x} %"])
    return str(rows[0][0]) if rows else "Någon annan"


def changing(
    hand: Hand,
    found: Held,
    columns: str,
    values: Sequence[Any],
    detail: str,
    action: Action = Action.SUMMARY_CHANGED,
) -> Procedure[int]:
    """Write columns and the line of the audit; gives the new number of changes."""
    rows = yield Rows(_CHANGE.format(columns=columns), [*values, found.id])
    if not rows:
        raise Conflict("Sammanfattningen ändras inte mer.")
    yield from noted(hand, found.id, detail, action)
    return int(rows[0][0])


def noted(hand: Hand, summary: int, detail: str, action: Action) -> Procedure[None]:
    yield from noting(action, hand.viewer.id, f"{summary:x} {detail}".rstrip(), hand.now)
