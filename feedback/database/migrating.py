"""Bring the schema up to date: the same migrations on SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path

from piccolo.apps.migrations.tables import Migration

import feedback.migrations
from feedback.database.engines import AnyEngine, bind
from feedback.errors import SettingsError

NOTHING_TO_DO = "No migrations need to be run"
_ID = re.compile(r'^ID = "(.+)"$', re.MULTILINE)


async def migrate(engine: AnyEngine) -> str:
    """Run every migration that has not run yet; returns what was said about it."""
    bind(engine)
    if await _is_current():
        return NOTHING_TO_DO
    # Piccolo's commands load a code formatter, among much else: only when there is something to do.
    from piccolo.apps.migrations.commands.forwards import run_forwards

    _forget_imported_migrations()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = await run_forwards("feedback")
    if not result.success:
        raise SettingsError(f"The database could not be brought up to date: {result.message}")
    return said.getvalue()


async def _is_current() -> bool:
    """Whether every migration in the folder has run; False where the database has never seen one."""
    folder = Path(feedback.migrations.__file__).parent
    wanted = {found[1] for path in folder.glob("feedback_*.py") if (found := _ID.search(path.read_text()))}
    if not await Migration.table_exists():
        return False
    rows = await Migration.select(Migration.name).where(Migration.app_name == "feedback")
    return wanted <= {row["name"] for row in rows}


def _forget_imported_migrations() -> None:
    """Piccolo's migration modules remember the kind of database they first met, and would give
    PostgreSQL the column types of SQLite where one process migrates both."""
    for name in [name for name in sys.modules if name.startswith("feedback_20")]:
        del sys.modules[name]
