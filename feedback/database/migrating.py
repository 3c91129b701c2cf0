"""Bring the schema up to date: the same migrations on SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
import io
import sys

from piccolo.apps.migrations.commands.forwards import run_forwards

from feedback.database.engines import AnyEngine, bind
from feedback.errors import SettingsError


async def migrate(engine: AnyEngine) -> str:
    """Run every migration that has not run yet; returns what was said about it."""
    bind(engine)
    _forget_imported_migrations()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = await run_forwards("feedback")
    if not result.success:
        raise SettingsError(f"The database could not be brought up to date: {result.message}")
    return said.getvalue()


def _forget_imported_migrations() -> None:
    """Piccolo's migration modules remember the kind of database they first met, and would give
    PostgreSQL the column types of SQLite where one process migrates both."""
    for name in [name for name in sys.modules if name.startswith("feedback_20")]:
        del sys.modules[name]
