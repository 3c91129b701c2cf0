"""The groupings as they are stored, and which of them is in use."""

from __future__ import annotations

from typing import Any

from feedback.tables import Theme, ThemeRun
from feedback.themes.stored import StoredRun

_COLUMNS = "id, state, asked_by, asked_at, started_at, finished_at, stage, progress, wanted, comments, stability, problem"
# Never the model: it is large.
_CURRENT = "FROM theme_run WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 1"


async def current_run() -> StoredRun | None:
    """The run in use; None before the first is done."""
    return _run(await ThemeRun.raw(f"SELECT {_COLUMNS} {_CURRENT}"))


async def latest_run() -> StoredRun | None:
    """The run asked for last, whatever became of it: what a page tells of progress or of failure."""
    return _run(
        await ThemeRun.raw(f"SELECT {_COLUMNS} FROM theme_run ORDER BY asked_at DESC, id DESC LIMIT 1")
    )


async def current_run_id() -> int | None:
    rows = await ThemeRun.raw(f"SELECT id {_CURRENT}")
    return rows[0]["id"] if rows else None


async def merged_into() -> dict[int, int | None]:
    """Every theme and what it was merged into, if it was."""
    rows = await Theme.raw("SELECT id, state, merged_into FROM theme")
    return {row["id"]: row["merged_into"] if row["state"] == "merged" else None for row in rows}


def _run(rows: list[dict[str, Any]]) -> StoredRun | None:
    return StoredRun(**rows[0]) if rows else None
