"""Asking for a grouping, and when the service asks for one by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback.closing import closed_codes
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import Fault, InputError
from feedback.keys import random_id
from feedback.service import Service
from feedback.tables import ThemeRun
from feedback.themes.turns import my_turn

FEWEST_COMMENTS = 20  # before that there is nothing to group
FEWEST_THEMES, MOST_THEMES = 2, 40
AGAIN_AFTER = timedelta(days=1)  # the service's own run that failed

_PENDING = "SELECT id FROM theme_run WHERE state IN ('waiting', 'running') ORDER BY asked_at, id LIMIT 1"
_ASK = "INSERT INTO theme_run (id, asked_by, asked_at, wanted) VALUES (?, ?, ?, ?)"
_ENOUGH = f"SELECT COUNT(*) AS n FROM (SELECT 1 FROM answer WHERE text IS NOT NULL LIMIT {FEWEST_COMMENTS}) AS a_few"


async def ask_for_run(service: Service, staff_id: int | None, wanted: int | None = None) -> int:
    """The run that will be made: a new one, or the one that is waiting or under way already. `wanted` is how many
    themes there are to be; None lets the comments decide."""
    if wanted is not None and not FEWEST_THEMES <= wanted <= MOST_THEMES:
        raise InputError(
            "Antalet teman går inte att använda.",
            [Fault("wanted", f"ska vara ett tal från {FEWEST_THEMES} till {MOST_THEMES}")],
        )
    return await run_procedure(service.engine, _asking(staff_id, service.now(), wanted))


def _asking(staff: int | None, now: datetime, wanted: int | None) -> Procedure[int]:
    yield from my_turn()
    pending = yield Rows(_PENDING)
    if pending:
        return int(pending[0][0])
    identity = random_id()
    yield Rows(_ASK, [identity, staff, now, wanted])
    return identity


async def ask_when_due(service: Service) -> int | None:
    """Ask for a run when there has never been one, or a quarter has been closed since; None when it is not due."""
    if not await _is_due(service.now()) or not await _has_comments():
        return None
    return await ask_for_run(service, None)


async def _is_due(now: datetime) -> bool:
    rows = await ThemeRun.raw(
        "SELECT state, newest_quarter, asked_by, finished_at FROM theme_run ORDER BY asked_at DESC, id DESC LIMIT 1"
    )
    if not rows:
        return True
    [last] = rows
    if last["state"] in ("waiting", "running"):
        return False
    if last["state"] == "failed" and last["finished_at"] + AGAIN_AFTER <= now:
        return True
    newest: str = max(await closed_codes(), default="")
    return newest > str(last["newest_quarter"])


async def _has_comments() -> bool:
    [row] = await ThemeRun.raw(_ENOUGH)
    return bool(row["n"] >= FEWEST_COMMENTS)
