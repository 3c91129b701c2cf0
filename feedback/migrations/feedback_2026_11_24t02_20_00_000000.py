"""How comments are paged through and found by theme. After the tables: raw statements run before a migration's own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T02:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "lookup indexes of themes"

LOOKUP = {
    "comment_week": "comment (week, response)",
    "theme_answer_theme": "theme_answer (run, theme)",
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)

    async def create_indexes():
        for name, columns in LOOKUP.items():
            await engine_finder().run_ddl(f"CREATE INDEX {name} ON {columns}")

    async def drop_indexes():
        for name in LOOKUP:
            await engine_finder().run_ddl(f"DROP INDEX IF EXISTS {name}")

    manager.add_raw(create_indexes)
    manager.add_raw_backwards(drop_indexes)
    return manager
