"""The quarterly summary with its files and comments, others' values, and keys of the read API."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import BigInt, Bytea, Date, ForeignKey, Integer, SmallInt, Text, Timestamptz
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from feedback.keys import random_id

ID = "2026-11-24T12:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the quarterly summary, reference values, API keys"


class Summary(Table, tablename="summary", schema=None):
    """As far as a foreign key needs to know it."""

    id = BigInt(default=random_id, null=False, primary_key=True)


def _key():
    return "id", BigInt, {"default": random_id, "primary_key": True}


def _of_summary(on_delete):
    params = {"references": Summary, "on_delete": on_delete, "on_update": OnUpdate.cascade}
    return "summary", ForeignKey, params | {"target_column": None, "index": True}


def _text(name, default=""):
    return name, Text, {"default": default}


def _number(name, kind=SmallInt, default=0):
    return name, kind, {"default": default}


def _moment(name):
    return name, Timestamptz, {"default": TimestamptzNow()}


def _maybe(name, kind):
    return name, kind, {"default": None, "null": True}


TABLES = {
    "Summary": (
        _key(),
        _text("quarter"),
        _number("edition", default=1),
        _text("state", "drafted"),
        ("documents", Bytea, {"default": b""}),
        _text("prose", "{}"),
        _text("data_version"),
        _text("program_version"),
        _text("case_number"),
        _text("officer"),
        _moment("drafted_at"),
        _maybe("drafted_by", BigInt),
        _maybe("reviewed_at", Timestamptz),
        _maybe("reviewed_by", BigInt),
        _maybe("approved_at", Timestamptz),
        _maybe("approved_by", BigInt),
        _text("approved_name"),
        _text("content_hash"),
        _text("differs", "[]"),
        _number("changes", Integer),
    ),
    "SummaryFile": (
        _key(),
        _of_summary(OnDelete.restrict),
        _text("name"),
        _text("kind"),
        _text("language"),
        _text("media_type"),
        ("content", Bytea, {"default": b""}),
        _text("content_hash"),
    ),
    "SummaryComment": (
        _key(),
        _of_summary(OnDelete.cascade),
        _text("place"),
        _text("text"),
        _number("staff", BigInt),
        _moment("at"),
        _maybe("settled_at", Timestamptz),
        _maybe("settled_by", BigInt),
    ),
    "ReferenceValue": (
        _key(),
        _text("organisation"),
        _text("source"),
        _number("year"),
        _text("measure"),
        _text("channel"),
        _text("district"),
        _text("unit"),
        _text("value"),
        _maybe("n", Integer),
        _moment("imported_at"),
        _maybe("imported_by", BigInt),
    ),
    "ApiKey": (
        _key(),
        _text("name"),
        _text("key_hash"),
        _moment("made_at"),
        _maybe("made_by", BigInt),
        _maybe("last_used_on", Date),
        _maybe("revoked_at", Timestamptz),
    ),
}
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


def _tablename(class_name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in class_name).lstrip("_")


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="feedback", description=DESCRIPTION)
    for class_name, columns in TABLES.items():
        names = {"tablename": _tablename(class_name), "schema": None}
        manager.add_table(class_name=class_name, columns=None, **names)
        for name, kind, params in columns:
            manager.add_column(
                table_class_name=class_name,
                column_name=name,
                db_column_name=name,
                column_class_name=kind.__name__,
                column_class=kind,
                params=COMMON | params,
                **names,
            )
    return manager
