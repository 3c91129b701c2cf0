"""Uniqueness and lookups. Raw SQL, because SQLite cannot alter a column to be unique later."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-23T19:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "unique keys and lookup indexes"

UNIQUE = {
    "vocabulary_word": "vocabulary (dimension, value)",
    "vocabulary_code": "vocabulary (dimension, code)",
    "frozen_survey_version": "frozen_survey (survey, version)",
    "errand_external": "errand (source, external_hash)",
    "invitation_token": "invitation (token_hash)",
    "invitation_of_errand": "invitation (errand) WHERE errand IS NOT NULL",
    "job_key": "job (kind, key)",
    "response_receipt": "response (receipt_hash)",
    "staff_email": "staff (email)",
    "staff_scope_once": "staff_scope (staff, dimension, value)",
}
# Storing an answer rewrites every page whose index it touches: none here is on a column that it changes.
LOOKUP = {
    "errand_waiting": "errand (closed_on) WHERE fate = 'accepted'",
    "invitation_expiry": "invitation (expires_on)",
    "job_due": "job (state, due)",
    "contact_quarantine_until": "contact_quarantine (until)",
    "audit_at": "audit (at)",
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)

    async def create_indexes():
        engine = engine_finder()
        for name, columns in UNIQUE.items():
            await engine.run_ddl(f"CREATE UNIQUE INDEX {name} ON {columns}")
        for name, columns in LOOKUP.items():
            await engine.run_ddl(f"CREATE INDEX {name} ON {columns}")

    async def drop_indexes():
        engine = engine_finder()
        for name in (*UNIQUE, *LOOKUP):
            await engine.run_ddl(f"DROP INDEX IF EXISTS {name}")

    manager.add_raw(create_indexes)
    manager.add_raw_backwards(drop_indexes)
    return manager
