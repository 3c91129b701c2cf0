"""Heavy work on a summary, asked for, leased and done."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import BigInt, SmallInt, Text, Timestamptz
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod

from feedback.keys import random_id

ID = "2026-11-24T14:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "runs of drafting and archiving a summary"

COLUMNS = (
    ("id", BigInt, {"default": random_id, "primary_key": True}),
    ("kind", Text, {"default": ""}),
    ("quarter", Text, {"default": ""}),
    ("summary", BigInt, {"default": None, "null": True}),
    ("state", Text, {"default": "waiting"}),
    ("asked_by", BigInt, {"default": None, "null": True}),
    ("asked_at", Timestamptz, {"default": TimestamptzNow()}),
    ("started_at", Timestamptz, {"default": None, "null": True}),
    ("finished_at", Timestamptz, {"default": None, "null": True}),
    ("stage", Text, {"default": ""}),
    ("progress", SmallInt, {"default": 0}),
    ("leased_until", Timestamptz, {"default": None, "null": True}),
    ("attempts", SmallInt, {"default": 0}),
    ("problem", Text, {"default": None, "null": True}),
)
COMMON = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)
    names = {"tablename": "summary_run", "schema": None}
    manager.add_table(class_name="SummaryRun", columns=None, **names)
    for name, kind, params in COLUMNS:
        manager.add_column(
            table_class_name="SummaryRun",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=COMMON | params,
            **names,
        )
    return manager
