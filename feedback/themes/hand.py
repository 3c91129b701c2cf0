"""What every change by hand has in common: who may make it, on which state, and the line it leaves in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.database.statements import Procedure, Rows
from feedback.errors import Conflict, InputError, NotAllowed, NotFound
from feedback.keys import random_id
from feedback.service import Service
from feedback.staff.audit import Action, noting
from feedback.staff.roles import Viewer, may_edit
from feedback.themes.becoming import Known
from feedback.themes.newest_edit import EDITS, newest_edits
from feedback.themes.turns import my_turn
from feedback.themes.writing import LOG, as_json, themes_now

_IN_USE = "SELECT id FROM theme_run WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 1"

_WHO = (
    "SELECT s.name FROM theme_edit e LEFT JOIN staff s ON s.id = "
    "CASE WHEN e.undone_by IS NULL THEN e.staff ELSE e.undone_by END WHERE e.id = ?"
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, and when."""

    viewer: Viewer
    now: datetime


@dataclass(frozen=True, slots=True)
class State:
    """The themes as they are at the moment of the change, and the run in use."""

    themes: Mapping[int, Known]
    run: int | None

    def active(self, theme: int) -> Known:
        """Raises NotFound, or InputError for a theme that is no longer there to be changed."""
        if theme not in self.themes:
            raise NotFound("Temat finns inte.")
        found = self.themes[theme]
        if found.state != "active":
            raise InputError(f"Temat ”{found.name}” har slagits ihop med ett annat eller finns inte längre.")
        return found

    @property
    def in_use(self) -> int:
        if self.run is None:
            raise InputError("Kommentarerna har inte grupperats än.")
        return self.run


def hand_of(service: Service, viewer: Viewer) -> Hand:
    """Raises NotAllowed for those who only read."""
    if not may_edit(viewer):
        raise NotAllowed("Ditt konto får läsa teman men inte ändra dem.")
    return Hand(viewer, service.now())


def state_now() -> Procedure[State]:
    """First in every change: from here on nobody else changes anything."""
    yield from my_turn()
    themes = yield from themes_now()
    runs = yield Rows(_IN_USE)
    return State({each.id: each for each in themes}, runs[0][0] if runs else None)


def refuse_outdated(theme: Known, seen: int | None) -> Procedure[None]:
    """Raises Conflict, saying who, when the theme has been changed since the page was made."""
    rows = yield Rows(EDITS)
    newest = newest_edits(rows).get(theme.id)
    if newest == seen:
        return
    rows = yield Rows(_WHO, [abs(newest or seen or 0)])
    who = rows[0][0] if rows and rows[0][0] else "Någon annan"
    raise Conflict(f"{who} har ändrat temat ”{theme.name}” sedan du öppnade sidan.")


def log_edit(
    hand: Hand,
    state: State,
    kind: str,
    theme: int | None,
    other: int | None = None,
    response: int | None = None,
    detail: Mapping[str, Any] | None = None,
    action: Action = Action.THEME_CHANGED,
) -> Procedure[int]:
    """The line of the log and of the audit; gives the edit's id."""
    identity, staff = random_id(), hand.viewer.id
    row = [identity, hand.now, staff, kind, theme, other, response, state.run, as_json(detail or {})]
    yield Rows(LOG, row)
    yield from noting(action, staff, f"{kind} {theme:x}" if theme is not None else kind, hand.now)
    return identity
