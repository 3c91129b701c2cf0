"""Themes: their runs, the comments that carry them, what people changed and what they released."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
)
from piccolo.columns.defaults.date import DateNow
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from feedback.keys import random_id

ID = "2026-11-24T02:16:18:531728"
VERSION = "1.38.0"
DESCRIPTION = "themes from free text"


class Response(Table, tablename="response", schema=None):
    """As far as a foreign key needs to know it."""

    id = BigInt(default=random_id, null=False, primary_key=True)


class ThemeEdit(Table, tablename="theme_edit", schema=None):
    """As far as a foreign key needs to know it."""

    id = BigInt(default=random_id, null=False, primary_key=True)


def _key(name="id"):
    return name, BigInt, {"default": random_id, "primary_key": True}


def _of(name, references, on_delete=OnDelete.cascade, **given):
    """A foreign key; with an index unless it is the primary key, or told otherwise."""
    params = {"references": references, "on_delete": on_delete, "on_update": OnUpdate.cascade}
    return name, ForeignKey, params | {"target_column": None, "index": True} | given


def _text(name, default=""):
    return name, Text, {"default": default}


def _flag(name):
    return name, Boolean, {"default": False}


def _number(name, kind=SmallInt):
    return name, kind, {"default": 0}


def _moment(name):
    return name, Timestamptz, {"default": TimestamptzNow()}


def _maybe(name, kind):
    return name, kind, {"default": None, "null": True}


TABLES = {
    "ThemeRun": (
        _key(),
        _text("state", "waiting"),
        _maybe("asked_by", BigInt),
        _moment("asked_at"),
        _maybe("started_at", Timestamptz),
        _maybe("finished_at", Timestamptz),
        _text("stage"),
        _number("progress"),
        _number("seed", Integer),
        _maybe("wanted", SmallInt),
        _number("comments", Integer),
        _maybe("stability", SmallInt),
        _text("suggestions", "[]"),
        ("model", Bytea, {"default": b""}),
        _text("themes", "[]"),
        _text("newest_quarter"),
        _maybe("leased_until", Timestamptz),
        _number("attempts"),
        _maybe("problem", Text),
    ),
    "Theme": (
        _key(),
        _maybe("known", Text),
        _text("name"),
        _text("name_en"),
        _flag("is_named"),
        _text("keywords", "[]"),
        _text("state", "active"),
        _maybe("merged_into", BigInt),
        _maybe("split_from", BigInt),
        _text("first_quarter"),
        _moment("made_at"),
        _maybe("made_in", BigInt),
    ),
    "Comment": (
        _of("response", Response, primary_key=True, index=False),
        _text("text"),
        _text("language"),
        ("week", Date, {"default": DateNow()}),
    ),
    "WaitingComment": (_of("response", Response, primary_key=True, index=False),),
    "ThemeAnswer": (
        _key(),
        _number("run", BigInt),
        _of("response", Response),
        _maybe("theme", BigInt),
        _number("place"),
        _number("typical"),
        _flag("by_person"),
    ),
    "ThemeEdit": (
        _key(),
        _moment("at"),
        _maybe("staff", BigInt),
        _text("kind"),
        ("theme", BigInt, {"default": None, "null": True, "index": True}),
        _maybe("other", BigInt),
        _of("response", Response, OnDelete.set_null, default=None, null=True),
        _maybe("run", BigInt),
        _text("detail", "{}"),
        _maybe("undone_at", Timestamptz),
        _maybe("undone_by", BigInt),
    ),
    "ThemeEditRow": (
        _key(),
        _of("edit", ThemeEdit),
        _of("response", Response),
        _maybe("theme", BigInt),
        _number("place"),
        _number("typical"),
        _flag("by_person"),
    ),
    "ReleasedQuote": (
        _key(),
        _of("response", Response),
        ("theme", BigInt, {"default": 0, "index": True}),
        _text("text"),
        _number("released_by", BigInt),
        _moment("released_at"),
        _maybe("withdrawn_by", BigInt),
        _maybe("withdrawn_at", Timestamptz),
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
