"""Which state of a theme a page shows, so that nobody overwrites what somebody else has just done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feedback.database.statements import Row

# What changes the theme itself. A moved comment or a released quote does not, and would only get in the way.
EDITS = (
    "SELECT id, theme, other, at, undone_at FROM theme_edit WHERE staff IS NOT NULL "
    "AND kind IN ('rename', 'approve', 'merge', 'split')"
)


def newest_edits(rows: Iterable[Row]) -> dict[int, int]:
    """Theme → the id of what was done to it last, negative where that was undoing it."""
    newest: dict[int, tuple[datetime, int]] = {}
    for identity, theme, other, at, undone_at in rows:
        event = (undone_at, -identity) if undone_at is not None else (at, identity)
        for each in (theme, other):
            if each is not None and event > newest.get(each, (datetime.min.replace(tzinfo=at.tzinfo), 0)):
                newest[each] = event
    return {theme: mark for theme, (_, mark) in newest.items()}
