from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Bytea
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import Text
from piccolo.columns.defaults.date import DateNow
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T23:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "closed quarters"

COLUMNS = (
    ("quarter", Text, "", True),
    ("closed_on", Date, DateNow(), False),
    ("cells", Bytea, b"", False),
    ("funnel", Bytea, b"", False),
    ("content_hash", Text, "", False),
    ("program_version", Text, "", False),
    ("hidden", Text, "", False),
)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)
    manager.add_table(class_name="ClosedQuarter", tablename="closed_quarter", schema=None, columns=None)
    for name, kind, default, is_key in COLUMNS:
        manager.add_column(
            table_class_name="ClosedQuarter",
            tablename="closed_quarter",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={
                "default": default,
                "null": False,
                "primary_key": is_key,
                "unique": False,
                "index": False,
                "index_method": IndexMethod.btree,
                "choices": None,
                "db_column_name": None,
                "secret": False,
            },
            schema=None,
        )
    return manager
