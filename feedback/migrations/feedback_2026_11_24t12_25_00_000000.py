"""One edition of a number, one key of a hash. After the tables: raw statements run before a migration's own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T12:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "unique indexes of summaries and keys"

UNIQUE = {
    "summary_edition": "summary (quarter, edition)",
    "summary_file_name": "summary_file (summary, name)",
    "api_key_hash": "api_key (key_hash)",
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)

    async def create_indexes():
        for name, columns in UNIQUE.items():
            await engine_finder().run_ddl(f"CREATE UNIQUE INDEX {name} ON {columns}")

    async def drop_indexes():
        for name in UNIQUE:
            await engine_finder().run_ddl(f"DROP INDEX IF EXISTS {name}")

    manager.add_raw(create_indexes)
    manager.add_raw_backwards(drop_indexes)
    return manager
